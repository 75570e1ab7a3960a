"""The booklet as who answers on paper meets it: every question with its answers, and what it is on every page."""

from __future__ import annotations

import re
from pathlib import Path

import pdfplumber
import pytest
from pdf_reading import Heard
from pdf_rules import problems
from test_vera import judge

from workbench.report.booklet import booklet_pdf
from workbench.survey.instrument import Instrument, Kind
from workbench.survey.rounds import Round, RoundProject
from workbench.survey.shipped import listed, shipped

PROJECTS = (
    RoundProject(code="P01", name="Farmacias del Caribe", executor="Cámara de Comercio", country="CO"),
    RoundProject(code="P02", name="Turismo de la Sierra", country="CO"),
)


def a_round(instrument: Instrument, *projects: RoundProject) -> Round:
    return Round(
        title="Taller de Cartagena",
        instrument=instrument.id,
        version=instrument.version,
        wave="2026",
        projects=projects,
    )


@pytest.fixture(scope="module")
def booklets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two booklets of the forty items; one in each language of others; one of no round."""
    folder, forty = tmp_path_factory.mktemp("booklets"), shipped("sustainability")
    made = {
        "two": booklet_pdf(forty, a_round(forty, *PROJECTS)),
        "pt": booklet_pdf(forty, a_round(forty, PROJECTS[0]), language="pt"),
        **{each.id: booklet_pdf(shipped(each.id)) for each in listed()},
    }
    for name, data in made.items():
        (folder / f"{name}.pdf").write_bytes(data)
    return {name: folder / f"{name}.pdf" for name in made}


def test_every_booklet_asks_everything_and_keeps_the_rules(booklets: dict[str, Path]) -> None:
    for each in listed():
        assert problems(booklets[each.id]) == []
        instrument, heard = shipped(each.id), Heard(booklets[each.id])
        said = " ".join(heard.text(node) for node in heard.elements("P"))
        answers = [heard.text(node) for node in heard.elements("LI")]
        for item in instrument.items.values():
            assert f"{item.id}{' ★' if item.critical else ''} {item.question}" in said
            told = enumerate(option.text for option in item.options)
            choices = [f"{at + 1}{text}" for at, text in told] if item.kind is Kind.CHOICE else []
            choices += [f"{level}{text}" for level, text in enumerate(item.anchors)]
            assert set(choices) <= {re.sub(r"^(\d) ", r"\1", answer) for answer in answers}
        assert len([answer for answer in answers if answer.startswith("NA")]) == len(instrument.items)


def test_each_booklet_is_counted_by_itself_says_whose_it_is_and_tears_no_question(booklets: dict[str, Path]) -> None:
    with pdfplumber.open(booklets["two"]) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
        for page in pdf.pages:
            assert all(char["x1"] <= page.width - 60 for char in page.chars if char["text"].strip())
    half = next(at for at, text in enumerate(pages) if text.startswith("P02"))
    assert half % 2 == 0  # on the front of a sheet, whatever the one before has
    pages = [text for text in pages if text]
    half = len(pages) // 2
    assert half <= 12
    for at, text in enumerate(pages):
        assert text.startswith(f"P0{1 + at // half} · Encuesta")
        assert f"Página {1 + at % half} de {half}" in text
        begun = len(re.findall(r"^[A-Z]\d (★ )?\S", text, re.M)) - len(re.findall(r"^D\d ", text, re.M))
        assert begun == text.count("Comentario")
    assert "Cámara de Comercio" in pages[0]
    assert "Turismo de la Sierra" in pages[half]


def test_conditions_are_said_and_the_language_is_the_booklets(booklets: dict[str, Path]) -> None:
    heard = Heard(booklets["workshop"])
    assert "Solo si respondió 4 («Otro tema») en W3a." in [heard.text(node) for node in heard.elements("P")]
    with pdfplumber.open(booklets["pt"]) as pdf:
        for page in pdf.pages:
            assert all(char["x1"] <= page.width - 60 for char in page.chars if char["text"].strip())
        assert str(shipped("sustainability").purpose.pt)[:60] in " ".join(pdf.pages[0].extract_text().split())


@pytest.mark.needs("java")
def test_the_independent_judge_finds_nothing(booklets: dict[str, Path]) -> None:
    assert set(judge(booklets["monitoring"], booklets["workshop"]).values()) == {("true", "")}
