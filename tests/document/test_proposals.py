"""What a plan answers to the shipped surveys by itself, and what comes back into it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import uuid4

import pytest

from workbench.document import Document
from workbench.document.facts import FACTS
from workbench.document.proposals import Proposed, differences, level_of, proposals
from workbench.document.survey_result import result_edits
from workbench.engine.projection import project, published
from workbench.exchange import samples
from workbench.formats import NO_BREAK, Formats
from workbench.model.actions import Action
from workbench.model.plan import Plan
from workbench.model.project import Agreement
from workbench.model.services import Service
from workbench.model.types import ActionState, Level
from workbench.survey.instrument import Instrument
from workbench.survey.rounds import Round, RoundProject
from workbench.survey.scoring import Scored, scored
from workbench.survey.sheet import Answer, Sheet
from workbench.survey.shipped import listed, shipped

FORMATS = Formats("CO")
TODAY = date(2027, 1, 1)


@cache
def survey() -> Instrument:
    return shipped("sustainability")


@cache
def sample() -> Plan:
    return samples.load("farmacias")


def proposed(plan: Plan, instrument: Instrument | None = None) -> dict[str, Proposed]:
    return proposals(instrument or survey(), project(plan), FORMATS)


def levels(plan: Plan, instrument: Instrument | None = None) -> dict[str, int | None]:
    return {id_: each.level for id_, each in proposed(plan, instrument).items()}


def test_every_shipped_proposal_names_what_there_is() -> None:
    asks = [item.proposal for each in listed() for item in shipped(each.id).items.values() if item.proposal]
    assert {figure for each in asks for figure in each.figures} <= set(published())
    assert {each.fact for each in asks if each.fact} == set(FACTS)
    assert all(each.fact or (each.figures and len(each.levels) == 3) for each in asks)


def test_the_sample_answers_with_its_figures() -> None:
    found = proposed(sample())
    assert {id_: each.level for id_, each in found.items()} == {
        "E2": 3, "E4": 2, "C2": 2, "C3": 3, "C5": 1, "F1": 3, "F2": 3, "F3": 3, "F4": 3,
    }  # fmt: skip
    reserve = found["C5"]
    assert (reserve.figure, reserve.period) == ("cash.reserve_months.committed", "year:2028")
    assert reserve.value == "1,7 meses"
    assert reserve.sentence.endswith("1,7 meses (2028). Le corresponde el nivel 1.")
    assert found["F2"].value == f"6,2{NO_BREAK}%"
    assert found["E2"].sentence == "Servicios del plan: 2; con decisión y fecha: 2; de ellos, con responsable: 2."


def test_an_empty_plan_says_why_it_proposes_nothing() -> None:
    found = proposed(Plan())
    assert {id_ for id_, each in found.items() if each.level is None} == {"C2", "C3", "C5", "F1", "F2", "F3", "F4"}
    assert found["F1"].sentence == "El plan todavía no tiene costos: no hay con qué medirlo."
    assert found["F4"].sentence == "El plan no dice cómo va la contrapartida: no hay contrapartida aprobada."
    assert (found["E4"].level, found["E4"].sentence) == (0, "El plan no tiene ninguna acción.")


def test_a_figure_without_a_value_gives_its_reason() -> None:
    free = sample().with_(streams=(), sources=(), actions=(), costs=[c for c in sample().costs if c.kind == "staff"])
    share = proposed(free)["F3"]
    assert share.level is None
    assert "Participación privada" in share.sentence
    assert "no hay fondos en el período" in share.sentence


SERVICE = Service(name="Compra", decided=TODAY, owner="Ana")
WHOLE = Action(name="Firmar", owner="Ana", end=TODAY, cost=Decimal(0))


@pytest.mark.parametrize(
    ("changes", "item", "level"),
    [
        ({"services": (Service(name="Compra"),)}, "E2", 0),
        ({"services": (SERVICE, Service(name="Cursos"))}, "E2", 1),
        ({"services": (SERVICE, SERVICE.with_(id=uuid4(), owner=""))}, "E2", 2),
        ({"services": (SERVICE,)}, "E2", 3),
        ({"actions": (WHOLE, WHOLE.with_(id=uuid4(), cost=None))}, "E4", 1),
        ({"actions": (WHOLE, WHOLE.with_(id=uuid4(), owner="", state=ActionState.DROPPED))}, "E4", 2),
        ({"agreement": Agreement(fomin_approved=100, cash_approved=50, fomin_to_date=50)}, "F4", 0),
        ({"agreement": Agreement(fomin_approved=100, cash_approved=50, fomin_to_date=50, cash_to_date=20)}, "F4", 1),
        ({"agreement": Agreement(fomin_approved=100, cash_approved=50, in_kind_approved=50, fomin_to_date=50,
                                 cash_to_date=10, in_kind_to_date=45)}, "F4", 2),
        ({"agreement": Agreement(fomin_approved=100, in_kind_approved=50, fomin_to_date=50, in_kind_to_date=45)},
         "F4", 2),
        ({"agreement": Agreement(fomin_approved=100, cash_approved=50, fomin_to_date=50, cash_to_date=25)}, "F4", 3),
    ],
)  # fmt: skip
def test_what_no_figure_says(changes: dict[str, Any], item: str, level: int) -> None:
    assert levels(Plan(**changes))[item] == level


def test_the_bounds_themselves_count_as_reached() -> None:
    asks = survey().items["F2"].proposal
    assert asks
    assert asks.falling
    assert [level_of(number, asks) for number in (1.0, 0.9, 0.71, 0.7, 0.5, 0.1)] == [0, 1, 1, 2, 3, 3]
    rising = survey().items["C3"].proposal
    assert rising
    assert [level_of(number, rising) for number in (0.0, 0.25, 0.59, 0.6, 1 - 1e-12, 2.0)] == [0, 1, 1, 2, 3, 3]


def test_the_review_reads_completeness_findings_and_approval() -> None:
    review = shipped("plan-review")
    whole = proposed(sample(), review)
    assert {each.level for id_, each in whole.items() if id_ != "S19"} == {3}
    assert (whole["S19"].level, whole["S19"].sentence) == (None, "Esta página no se activó en el plan.")
    assert set(levels(Plan(), review).values()) == {0, None}
    unsigned = levels(sample().with_(review=sample().review.with_(minutes="")), review)
    assert (unsigned["S03"], unsigned["S18"]) == (2, 1)
    silent = levels(sample().with_(review=sample().review.with_(answers=())), review)
    assert (silent["S01"], silent["S03"], silent["S06"]) == (2, 3, 2)
    late = sample().actions[0].with_(end=date(2020, 1, 1))
    wrong = proposed(sample().with_(actions=(late, *sample().actions[1:])), review)["S15"]
    assert (wrong.level, wrong.sentence) == (1, "La página 15 del plan está completa. Hallazgos en ella: 1.")


PROJECT = RoundProject(code="P1", name="Farmacias")
ROUND = Round(title="Taller", instrument="sustainability", version=1, wave="2027-1", projects=(PROJECT,))


def answered(*rows: dict[str, int]) -> Scored:
    sheets: Sequence[Sheet] = [
        Sheet(
            round=ROUND.id, project=PROJECT.id, respondent=f"R{at}", consent=True, instrument="sustainability",
            version=1, answers={id_: Answer(score=score) for id_, score in row.items()},
        )
        for at, row in enumerate(rows)
    ]  # fmt: skip
    return scored(survey(), PROJECT, sheets)


def test_where_respondents_and_plan_differ() -> None:
    given = answered({"C3": 3, "C5": 3, "F3": 3, "G1": 0}, {"C3": 3, "C5": 1, "F3": 0})
    found = differences(given, proposed(sample()))
    assert [(each.item.id, each.scores, each.proposed.level) for each in found] == [
        ("C5", (3, 1), 1),
        ("F3", (3, 0), 3),
    ]
    assert differences(given, proposed(Plan()))[0:1] == ()


def test_a_result_and_the_three_weakest_come_into_the_plan() -> None:
    items = {item.id: 2 for dimension in survey().dimensions for item in dimension.items}
    given = answered(items | {"I2": 0, "C5": 0, "R3": 1})
    document = Document(Plan(), lambda _plan, _label: None)
    for _time in range(2):
        document.edit_many(result_edits(document.plan, given, ROUND, TODAY), "Traer la encuesta")
    kept = document.plan.latest_survey
    assert (kept.wave, kept.respondents, kept.level) == ("2027-1", 1, Level.SECOND)
    assert kept.overall == Decimal("1.875")
    assert [each.code for each in kept.dimensions] == [f"D{at}" for at in range(1, 9)]
    assert kept.dimensions[2].score == Decimal("1.6")
    actions = document.plan.actions
    assert [each.suggested_by for each in actions] == ["sustainability/I2", "sustainability/C5", "sustainability/R3"]
    assert actions[0].name == str(survey().items["I2"].action)
    document.undo()
    assert document.plan == Plan(id=document.plan.id)
