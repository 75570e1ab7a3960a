"""What a project's survey result leaves in its plan: a small record, and actions for its weakest items."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any
from uuid import uuid5

from workbench.model.factors import LatestSurvey, SurveyDimension
from workbench.model.plan import Plan
from workbench.model.survey_result import Suggestion, survey_edits
from workbench.model.types import Level
from workbench.survey.rounds import Round
from workbench.survey.scoring import Score, Scored

KEPT = Decimal("1e-12")


def result_edits(plan: Plan, scored: Scored, round: Round, held: date) -> list[tuple[str, Any]]:
    """The edits that put a project's result, and an action for each of its weakest items, into its plan.

    One step of ``Document.edit_many``; texts are in the language of the moment. Twice is as once.
    """
    return survey_edits(plan, latest_survey(scored, round, held), suggestions(scored))


def latest_survey(scored: Scored, round: Round, held: date) -> LatestSurvey:
    """The result as a plan keeps it. ``held``: the day of the last answer."""
    instrument, overall = scored.instrument, scored.overall
    return LatestSurvey(
        instrument=instrument.id,
        version=instrument.version,
        round_id=str(round.id),
        title=str(instrument.title),
        round=round.title,
        wave=round.wave,
        held=held,
        respondents=scored.respondents,
        overall=_kept(overall),
        level=Level.of(overall) if isinstance(overall, Fraction) else None,
        dimensions=tuple(
            SurveyDimension(
                id=uuid5(round.id, each.id), code=each.id, name=str(each.title), score=_kept(scored.dimensions[each.id])
            )
            for each in instrument.dimensions
            if each.id in scored.dimensions
        ),
    )


def suggestions(scored: Scored) -> tuple[Suggestion, ...]:
    """What the instrument suggests for the weakest items."""
    weakest = ((item, item.action) for item in scored.weakest)
    return tuple(Suggestion(f"{scored.instrument.id}/{item.id}", str(action)) for item, action in weakest if action)


def _kept(score: Score) -> Decimal | None:
    """A score to twelve decimals, the rest cut off; None where there is none."""
    if not isinstance(score, Fraction):
        return None
    return (Decimal(score.numerator) / score.denominator).quantize(KEPT, ROUND_DOWN)
