"""Instruments and sheets for the tests: the eight dimensions of the survey's check, and one of every kind of item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID, uuid5

from workbench.survey.instrument import (
    Benchmark,
    Condition,
    Dimension,
    Group,
    Instrument,
    Item,
    Kind,
    Option,
    Portion,
    Translated,
)
from workbench.survey.rounds import Round, RoundProject
from workbench.survey.sheet import Answer, Missing, Sheet

PLACE = UUID("5e5e5e5e-0000-4000-8000-000000000000")
LETTERS = {"D1": "E", "D2": "G", "D3": "I", "D4": "C", "D5": "F", "D6": "V", "D7": "P", "D8": "R"}
CRITICAL = {"E1", "G1", "I2", "C2", "F1", "V2", "P5"}


def said(text: str) -> Translated:
    return Translated(es=text, pt=f"{text} (pt)", en=f"{text} (en)")


def scale(id: str, critical: bool = False, ask_if: Condition | None = None) -> Item:
    return Item(
        id=id,
        critical=critical,
        question=said(f"¿{id}?"),
        anchors=tuple(said(f"{id}: {level}") for level in range(4)),
        action=said(f"Mejorar {id}"),
        source=said("práctica común"),
        ask_if=ask_if,
    )


def forty(version: int = 1) -> Instrument:
    """Eight dimensions of five scale items, as the *Encuesta de sostenibilidad* has them."""
    dimensions = tuple(
        Dimension(
            id=id,
            title=said(id),
            items=tuple(scale(f"{letter}{at}", f"{letter}{at}" in CRITICAL) for at in range(1, 6)),
        )
        for id, letter in LETTERS.items()
    )
    return Instrument(
        id="sustainability",
        version=version,
        title=said("Encuesta"),
        purpose=said("Probar"),
        consent=said("Acepto"),
        valid_dimensions=6,
        dimensions=dimensions,
    )


def mixed() -> Instrument:
    """Every kind of item, conditions on each other, and benchmarks."""
    items = (
        scale("S1", critical=True),
        scale("S2", ask_if=Condition(item="S1", at_least=Decimal(1))),
        scale("S3", ask_if=Condition(item="S2", is_=2)),
        Item(id="N1", kind=Kind.NUMBER, question=said("¿Cuántas?"), unit=said("empresas"), tracked=True),
        Item(id="N2", kind=Kind.NUMBER, question=said("¿Qué parte?"), unit=said("%"), tracked=True, adds=False),
        Item(
            id="O1",
            kind=Kind.CHOICE,
            question=said("¿Cuál?"),
            options=(Option(id="a", text=said("A")), Option(id="b", text=said("B"))),
        ),
        Item(id="T1", kind=Kind.TEXT, question=said("¿Por qué?"), ask_if=Condition(item="O1", is_="a")),
    )
    return Instrument(
        id="mixed",
        version=1,
        title=said("De todo"),
        purpose=said("Probar"),
        consent=said("Acepto"),
        valid_dimensions=1,
        groups=(Group(id="G", title=said("Todo")),),
        dimensions=(Dimension(id="M", group="G", title=said("Mezcla"), least_answered=1, items=items),),
        benchmarks=(
            Benchmark(
                id="horizon",
                title=said("Horizonte"),
                source=said("SSME, IV ola"),
                of="S1",
                portions=(
                    Portion(title=said("corto"), share=Decimal("0.37"), answers=(1,)),
                    Portion(title=said("medio"), share=Decimal("0.26"), answers=(2,)),
                    Portion(title=said("largo"), share=Decimal("0.27"), answers=(3,)),
                ),
            ),
            Benchmark(id="moda", title=said("Sistema moda"), source=said("SSME, IV ola"), score=Decimal("1.65")),
        ),
    )


def a_round(instrument: Instrument, projects: int = 1, wave: str = "2026", **shared: str) -> Round:
    """A round of projects whose ids are the same in every wave."""
    made = (RoundProject(id=uuid5(PLACE, f"project {at}"), code=f"P{at:02}", **shared) for at in range(projects))
    return Round(
        id=uuid5(PLACE, f"{instrument.id} {wave}"),
        instrument=instrument.id,
        version=instrument.version,
        wave=wave,
        projects=tuple(made),
    )


def answer(value: int | str) -> Answer:
    """A score, ``NA`` or ``NS``."""
    if isinstance(value, int):
        return Answer(score=value)
    return Answer(missing=Missing(value.lower()), reason="no hay" if value == "NA" else "")


def sheet(of: Round, answers: Mapping[str, Answer], project: int = 0, respondent: str = "R1") -> Sheet:
    """A sheet that may be counted."""
    return Sheet(
        id=uuid5(of.id, f"{project} {respondent}"),
        round=of.id,
        project=of.projects[project].id,
        respondent=respondent,
        consent=True,
        instrument=of.instrument,
        version=of.version,
        answers=dict(answers),
    )


def scores(values: Mapping[str, Sequence[int | str]]) -> dict[str, Answer]:
    """Answers of ``forty`` by dimension: ``{"D1": [2, 1, 3, "NA", 2]}``."""
    return {f"{LETTERS[id]}{at}": answer(value) for id, row in values.items() for at, value in enumerate(row, 1)}


CHECK: dict[str, list[int | str]] = {
    "D1": [2, 1, 3, "NA", 2],
    "D2": [1, 1, 2, 2, 1],
    "D3": [1, 0, 1, 2, 1],
    "D4": [1, 2, 1, 2, 1],
    "D5": [1, 0, 0, 2, "NS"],
    "D6": [2, 2, 2, 1, 2],
    "D7": ["NA", "NA", "NA", 1, 2],
    "D8": [3, 2, 2, 2, 2],
}
"""The survey's own check: overall 10.55/7 = 1.5071, level 2."""
