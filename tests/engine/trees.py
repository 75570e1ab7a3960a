"""All typed fields that an explanation ends at, and plans in which one field is another: which of them moves what?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from pydantic import ValidationError

from workbench.engine.explain import Explainer, explain
from workbench.engine.explain_parts import At
from workbench.engine.program import ROLLED
from workbench.engine.projection import EXACT, Projection, project, published
from workbench.engine.registry import FIGURES
from workbench.model.base import Frozen, Line, get
from workbench.model.base import replace as put
from workbench.model.grid import month_of, number_of
from workbench.model.plan import Plan
from workbench.model.rules import refusals
from workbench.model.types import Choice

Key = tuple[str, str, Any]
"""A published figure: id, period, service."""
NEAR = 1e-9
MONTH = re.compile(r"\d{4}-\d{2}")
REFERRED = {"service": "services", "stream": "streams", "segment": "segments"}
"""The table of the line that a field names."""


class Remembering(Explainer):
    """Computes no part of a rule twice."""

    def __init__(self, projection: Projection) -> None:
        super().__init__(projection)
        self.arrays: dict[Any, Any] = {}

    def array(self, e: Any, at: At) -> Any:
        key = id(e), at.name, at.view
        if key not in self.arrays:
            self.arrays[key] = e, super().array(e, at)
        return self.arrays[key][1]


class Leaves:
    """The typed fields beneath values, through what they are made of and what decides it."""

    def __init__(self, projection: Projection) -> None:
        self.explainer = Remembering(projection)
        self._bits: dict[str, int] = {}
        self._found: dict[At, int] = {}

    def of(self, key: Key) -> frozenset[str]:
        """The paths of the fields beneath a published figure."""
        trace = explain(self.explainer.projection, *key)
        found = 0
        for top in [trace.at] if trace.at else [part.at for part in trace.parts if part.at]:
            self._visit(top)
            found |= self._found[top]
        return frozenset(path for path, bit in self._bits.items() if found & bit)

    def _visit(self, top: At) -> None:
        """Work out what is beneath a value, deepest first: a chain of months is longer than Python's stack."""
        waiting, own = [top], dict[At, tuple[int, list[At]]]()
        while waiting:
            at = waiting[-1]
            if at not in self._found and at not in own:
                own[at] = self._beneath(at)
                waiting += [each for each in own[at][1] if each not in self._found]
                continue
            waiting.pop()
            if at in own:
                found, below = own.pop(at)
                for each in below:
                    found |= self._found[each]
                self._found[at] = found

    def _beneath(self, at: At) -> tuple[int, list[At]]:
        """The fields that are parts of a value or stand beside it, and the figures that are."""
        lines = self.explainer.lines
        if at.name not in FIGURES:
            return self._bit(lines.origin(at.name, at.line)), []
        ground = self.explainer.ground(at)
        shown, (figures, fields) = ground.shown(), ground.beside(lines)
        found = 0
        for path in fields:
            found |= self._bit(path)
        return found, list(dict.fromkeys((*shown, *figures)))

    def _bit(self, path: str) -> int:
        return self._bits.setdefault(path, 1 << len(self._bits)) if path else 0


def told(projection: Projection) -> dict[Key, float | None]:
    """The published figures of one period of each kind: what each is."""
    found: dict[Key, float | None] = {}
    kinds: dict[tuple[str, str], str] = {}
    for row in projection.rows():
        kind = row.id, row.period.kind
        if row.id not in published() and row.id not in EXACT:
            continue
        if row.period.whole and row.period.kind in ROLLED and kinds.setdefault(kind, row.period.id) == row.period.id:
            found[row.id, row.period.id, row.service] = row.value.number
    return found


def typed(path: str, part: Any) -> Iterator[tuple[str, Any]]:
    """Every place of a plan with what is typed there; the values of one field side by side are one place."""
    for name in type(part).model_fields:
        value, here = getattr(part, name), f"{path}{name}"
        if isinstance(value, tuple) and value and isinstance(value[0], Line):
            for row in value:
                yield from typed(f"{here}/{row.id}/", row)
        elif isinstance(value, Frozen):
            yield from typed(f"{here}/", value)
        else:
            yield here, value


def others(plan: Plan, path: str, value: Any) -> Iterator[Plan]:
    """The plan with something else at a place: a number a little less and more, a month before and after, a choice."""
    for other in _others(plan, path, value):
        try:
            made = put(plan, path, other)
        except ValidationError:
            continue
        if not set(refusals(made)) - set(refusals(plan)):
            yield made


def _others(plan: Plan, path: str, value: Any) -> Iterator[Any]:
    name = path.rpartition("/")[2]
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, Choice):
        yield from (each for each in type(value) if each is not value)
    elif isinstance(value, Decimal):
        yield from ((value * k).quantize(Decimal("1e-12")) for k in (Decimal("0.999"), Decimal("1.001")) if value)
    elif isinstance(value, int):
        yield from (value - 1, value + 1)
    elif isinstance(value, date):
        yield from (value - timedelta(31), value + timedelta(31))
    elif isinstance(value, tuple) and value and isinstance(value[0], Decimal):
        yield (*value[:-1], value[-1] * Decimal("1.01"))
    elif isinstance(value, str) and MONTH.fullmatch(value):
        yield from (month_of(number_of(value) + step) for step in (-1, 1))
    elif name in REFERRED and value is not None:
        yield from (each.id for each in getattr(plan, REFERRED[name]) if each.id != value)


def unexplained(plan: Plan, figures: float = 1, fields: float = 1) -> tuple[int, list[str]]:
    """How often a field moved a figure, and which fields do though they are not beneath it: of all, or of a share.

    Raises KeyError where a leaf is no field of the plan.
    """
    chance = Random(0)
    projection = project(plan)
    leaves = Leaves(projection)
    before = {key: value for key, value in told(projection).items() if chance.random() < figures}
    fields_of = {key: leaves.of(key) for key in before}
    for leaf in frozenset().union(*fields_of.values()):
        get(plan, leaf)
    beneath = {key: tuple(f"{leaf}/" for leaf in found) for key, found in fields_of.items()}
    moves, lacking = 0, []
    for path, value in typed("", plan):
        for other in others(plan, path, value) if chance.random() < fields else ():
            after = told(project(other))
            for key, number in before.items():
                if key in after and _moved(number, after[key]):
                    moves += 1
                    lacking += [] if f"{path}/".startswith(beneath[key]) else [f"{path} moves {key}"]
    return moves, lacking


def _moved(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(after - before) > NEAR * max(abs(before), abs(after))
