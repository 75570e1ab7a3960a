"""A survey's result and its suggested actions come into a plan as one step, once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from workbench.document import Document
from workbench.formats import Formats
from workbench.model import payload
from workbench.model.actions import Action
from workbench.model.factors import LatestSurvey, SurveyDimension, result_said, round_said, score_said
from workbench.model.plan import Plan
from workbench.model.survey_result import Suggestion, survey_edits
from workbench.model.types import ActionState, Level

WEAKEST = tuple(Suggestion(f"sustainability/{id_}", f"Hacer {id_}") for id_ in ("C5", "I2", "P1"))


def result(year: int, **more: Any) -> LatestSurvey:
    return LatestSurvey(
        instrument="sustainability", version=1, round_id="r", title="Encuesta", round="Taller", wave=str(year),
        held=date(year, 10, 15), respondents=6, overall=Decimal("1.9966"), level=Level.SECOND,
        dimensions=(SurveyDimension(code="D1", name="Estrategia", score=Decimal(2)), SurveyDimension(code="D7")),
        **more,
    )  # fmt: skip


def test_three_weakest_are_three_proposed_actions_in_one_step() -> None:
    saved: list[Plan] = []
    own = Action(name="Lo nuestro", owner="Ana")
    document = Document(Plan(actions=(own,)), lambda plan, _label: saved.append(plan))
    document.edit_many(survey_edits(document.plan, result(2026), WEAKEST), "Traer lo que dice la encuesta")
    actions = document.plan.actions
    assert [action.name for action in actions] == ["Lo nuestro", "Hacer C5", "Hacer I2", "Hacer P1"]
    assert {action.state for action in actions[1:]} == {ActionState.PROPOSED}
    assert document.plan.latest_survey.wave == "2026"
    assert payload.load(payload.dump(document.plan)) == document.plan
    document.undo()
    assert document.plan.actions == (own,)
    assert not document.plan.latest_survey.there
    assert len(saved) == 2


def test_twice_is_once() -> None:
    document = Document(Plan(), lambda _plan, _label: None)
    for _time in range(2):
        document.edit_many(survey_edits(document.plan, result(2026), (*WEAKEST, WEAKEST[0])), "")
    assert len(document.plan.actions) == 3
    document.undo()
    assert document.undo_label == ""


def test_what_was_done_and_is_weak_again_is_suggested_again() -> None:
    done, dropped, going = (
        Action(suggested_by=each.item, state=state)
        for each, state in zip(WEAKEST, (ActionState.DONE, ActionState.DROPPED, ActionState.UNDER_WAY), strict=True)
    )
    (_survey, (_path, actions)) = survey_edits(Plan(actions=(done, dropped, going)), result(2027), WEAKEST)
    assert [action.suggested_by for action in actions[3:]] == ["sustainability/C5", "sustainability/I2"]


def test_an_older_result_does_not_take_the_place_of_a_newer_one() -> None:
    plan = Plan(latest_survey=result(2027))
    assert dict(survey_edits(plan, result(2026), ()))["latest_survey"].wave == "2027"
    assert dict(survey_edits(plan, result(2028), ()))["latest_survey"].wave == "2028"


def test_a_score_is_cut_and_said_with_its_level() -> None:
    formats = Formats("CO")
    assert result_said(result(2026), formats) == "Nivel 2 · 1,99 de 3,00 · en desarrollo"
    where = "Encuesta · «Taller» · ola 2026 · respondieron 6 personas · 15 oct 2026"
    assert round_said(result(2026), formats) == where
    assert score_said(None, formats) == "respuestas insuficientes"
    assert result_said(LatestSurvey(instrument="x"), formats).startswith("Sin resultado general")
