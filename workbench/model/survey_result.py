"""What a survey round leaves in a plan: its result, and an action for each of the weakest items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.model.actions import Action
from workbench.model.factors import LatestSurvey
from workbench.model.plan import Plan
from workbench.model.types import ActionState

CLOSED = (ActionState.DONE, ActionState.DROPPED)


@dataclass(frozen=True)
class Suggestion:
    """An action an instrument suggests where an item is weak. ``item``: ``instrument/item``, as ``sustainability/I2``.

    ``action`` is the instrument's text in the language of the moment.
    """

    item: str
    action: str


def survey_edits(plan: Plan, survey: LatestSurvey, suggestions: Sequence[Suggestion]) -> list[tuple[str, Any]]:
    """The edits that put a result and the suggested actions into a plan, as one step of ``Document.edit_many``.

    A result older than the plan's stays out, and an item whose action is still open is not suggested again: doing it
    twice changes nothing.
    """
    known = plan.latest_survey
    older = known.held is not None and survey.held is not None and survey.held < known.held
    actions = (*plan.actions, *_new(plan, suggestions))
    return [("latest_survey", known if older else survey), ("actions", actions)]


def _new(plan: Plan, suggestions: Sequence[Suggestion]) -> Iterator[Action]:
    open_ = {action.suggested_by for action in plan.actions if action.state not in CLOSED}
    for each in suggestions:
        if each.item not in open_:
            open_.add(each.item)
            yield Action(name=each.action, state=ActionState.PROPOSED, suggested_by=each.item)
