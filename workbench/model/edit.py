"""Edits of a plan: validated as a whole, refused with a sentence beside the field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from workbench.i18n import _
from workbench.model.base import Frozen, ask, get, replace
from workbench.model.messages import sentence
from workbench.model.plan import Plan
from workbench.model.rules import refusals


class EditRefused(ValueError):
    """An edit the plan cannot take: ``path`` is the field to look at, ``sentence`` says why. The plan is untouched."""

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__(f"{path}: {sentence}")
        self.path, self.sentence = path, sentence


def edited(plan: Plan, edits: Sequence[tuple[str, Any]], judged: bool = True) -> Plan:
    """The plan with all edits, each a path and its value. Raises EditRefused, KeyError where there is no such place.

    An edit that only fits after another waits for it: a start and an end that both move. A contradiction the plan had
    before does not stand in the way; where the caller asks for ``contradictions`` itself, it is not ``judged`` here.
    """
    after, waiting = plan, list(edits)
    while waiting:
        refused: list[tuple[tuple[str, Any], ValidationError]] = []
        for path, value in waiting:
            try:
                after = replace(after, path, value)
            except ValidationError as error:
                refused.append(((path, value), error))
        if len(refused) == len(waiting):
            path = refused[0][0][0]
            raise EditRefused(path, why_not(after, path, refused[0][1]))
        waiting = [edit for edit, _error in refused]
    for contradiction in contradictions(plan, after) if judged else ():
        raise contradiction
    return after


def contradictions(before: Plan, after: Plan) -> Iterator[EditRefused]:
    """What an edit makes contradictory: what ``before`` did not have already."""
    found = refusals(after)
    known = {(each.path, each.sentence) for each in refusals(before)} if found else set()
    for each in found:
        if (each.path, each.sentence) not in known:
            yield EditRefused(each.path, _(each.sentence).format(**dict(each.values)))


def why_not(root: Frozen, path: str, error: ValidationError) -> str:
    """What is wrong with a value put at ``path``, as a sentence."""
    parent, _slash, field = path.rpartition("/")
    holder = get(root, parent)
    asked = ask(type(holder), field) if isinstance(holder, Frozen) and field in type(holder).model_fields else None
    return sentence(error.errors(include_url=False)[0], asked.unit if asked else "")
