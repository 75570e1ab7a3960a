"""Rooms for the tests: a random but plausible round of any instrument, its sheets, and the wave before it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from workbench.model.types import Stage
from workbench.survey.instrument import Instrument, Item, Kind
from workbench.survey.results import RoomResults, room_results
from workbench.survey.rounds import Round, RoundProject
from workbench.survey.sheet import Answer, Missing, Sheet

PLACE = UUID("5e5e5e5e-0000-4000-8000-000000000001")
THEMES = ("Farmacias", "Cafés especiales", "Turismo rural", "Cuero y calzado", "Miel", "Lácteos", "Software", "Cacao")
REGIONS = ("del Caribe", "de la Sierra", "del Valle", "de Los Andes", "del Altiplano", "de la Costa", "del Oriente")
COUNTRIES = ("CO", "CO", "CO", "CO", "PE", "PE", "BO", "BR", "HN")
SECTORS = ("comercio", "agroindustria", "turismo", "tecnología")
NOON = datetime(2026, 11, 20, 15, tzinfo=UTC)


def random_projects(count: int, seed: int = 1) -> tuple[RoundProject, ...]:
    """Projects whose ids are the same in every wave."""
    dice = random.Random(seed)
    return tuple(
        RoundProject(
            id=uuid5(PLACE, f"project {at}"),
            code=f"P{at:02}",
            name=f"{dice.choice(THEMES)} {dice.choice(REGIONS)}",
            executor=f"Cámara de Comercio {dice.choice(REGIONS)}",
            country=dice.choice(COUNTRIES),
            sector=dice.choice(SECTORS),
            stage=dice.choice(tuple(Stage)),
        )
        for at in range(1, count + 1)
    )


def random_round(instrument: Instrument, count: int, wave: str = "2026", seed: int = 1) -> Round:
    """A round of ``count`` projects."""
    return Round(
        id=uuid5(PLACE, f"{instrument.id} {wave} {count}"),
        title=f"Taller de Cartagena {wave}",
        instrument=instrument.id,
        version=instrument.version,
        wave=wave,
        projects=random_projects(count, seed),
    )


def random_sheets(instrument: Instrument, of: Round, seed: int = 1, respondents: int = 3) -> list[Sheet]:
    """One to ``respondents`` sheets for each project: better or worse as a whole, and in each dimension."""
    dice, made = random.Random(f"{seed} {of.wave}"), []
    for project in of.projects:
        level = dice.gauss(1.4, 0.5)
        leans = {each.id: dice.gauss(0, 0.4) for each in instrument.dimensions}
        for person in range(1, dice.randint(1, respondents) + 1):
            answers = {item.id: _answer(dice, item, level + leans[each.id]) for each, item in instrument.walk()}
            changed = NOON + timedelta(minutes=dice.randint(0, 300))
            made.append(_sheet(of, project, f"R{person}", answers, changed))
    return made


def _sheet(of: Round, project: RoundProject, who: str, answers: dict[str, Answer], changed: datetime) -> Sheet:
    return Sheet(
        id=uuid5(of.id, f"{project.code} {who}"),
        round=of.id,
        project=project.id,
        respondent=who,
        consent=True,
        instrument=of.instrument,
        version=of.version,
        answers=answers,
        changed=changed,
    )


def _answer(dice: random.Random, item: Item, level: float) -> Answer:
    drawn = dice.random()
    if drawn < 0.04:
        return Answer(missing=Missing.NOT_APPLICABLE, reason="El proyecto no presta ese servicio")
    if drawn < 0.08:
        return Answer(missing=Missing.NOT_KNOWN)
    if item.kind is Kind.SCALE:
        return Answer(score=max(0, min(3, round(dice.gauss(level, 0.8)))))
    if item.kind is Kind.NUMBER:
        base = dice.randint(3, 400)
        tracked = {"baseline": Decimal(base), "target": Decimal(base * 2)} if item.tracked else {}
        return Answer(number=Decimal(base + dice.randint(0, base)), **tracked)
    if item.kind is Kind.CHOICE:
        return Answer(choice=dice.choice(item.options).id)
    return Answer(text="Reunirnos cada seis meses con los demás proyectos")


def random_room(instrument: Instrument, count: int, waves: int = 1, seed: int = 1) -> RoomResults:
    """The results of the last of ``waves`` rounds of the same projects, each beside the one before."""
    before = None
    for year in range(2027 - waves, 2027):
        of = random_round(instrument, count, str(year), seed)
        before = room_results(of, instrument, random_sheets(instrument, of, seed), before)
    assert before is not None
    return before
