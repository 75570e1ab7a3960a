"""Two states of a plan, line by line and field by field: what a screen or a report shows of their difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from workbench.model.base import Ask, Frozen, Line, ask, title
from workbench.model.plan import Plan


class Kind(StrEnum):
    """What became of a line or a field. ``MOVED``: the lines of a table stand in another order."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


Where = tuple[tuple[str, str], ...]
"""The tables and parts around a field, from the outside in: each with its label, marked, and the name of its line."""


@dataclass(frozen=True)
class Difference:
    """One difference. ``path`` leads to the field, to the line that was added or removed, or to the table.

    ``asked`` describes a changed field and is None else. ``before`` and ``after`` are values as the model has them;
    lines that a field refers to are told by their names, an added or removed line by itself. ``currency``: of amounts.
    """

    kind: Kind
    path: str
    where: Where
    asked: Ask | None
    before: Any
    after: Any
    currency: str


def differences(before: Plan, after: Plan) -> tuple[Difference, ...]:
    """All that differs between two states of a plan, in the order of the plan; nothing where they are equal."""
    return tuple(_Comparison(before, after).of(before, after, "", (), after.basis.currency))


class _Comparison:
    def __init__(self, before: Plan, after: Plan) -> None:
        self._before, self._after = _names(before), _names(after)

    def of(self, before: Frozen, after: Frozen, path: str, where: Where, currency: str) -> Iterator[Difference]:
        """The differences of two parts of the same type."""
        currency = getattr(after, "currency", None) or currency
        for name in type(after).model_fields:
            old, new = getattr(before, name), getattr(after, name)
            asked = ask(type(after), name)
            at = f"{path}/{name}" if path else name
            label = ((asked.label, ""),) if asked else ()
            if isinstance(new, Frozen) and type(old) is type(new):
                yield from self.of(old, new, at, where + label, currency)
            elif _is_table(old) or _is_table(new):
                yield from self._lines(old, new, at, where, asked.label if asked else "", currency)
            elif asked and old != new:
                was, now = self._told(old, self._before, asked), self._told(new, self._after, asked)
                yield Difference(Kind.CHANGED, at, where, asked, was, now, currency)

    def _lines(
        self, before: tuple[Line, ...], after: tuple[Line, ...], path: str, where: Where, label: str, currency: str
    ) -> Iterator[Difference]:
        """The differences of two tables: lines are known by their ids, and one that is of another kind is another."""
        old, new = {_key(line): line for line in before}, {_key(line): line for line in after}
        for key, line in old.items():
            if key not in new:
                around = (*where, (label, title(line)))
                yield Difference(Kind.REMOVED, f"{path}/{line.id}", around, None, line, None, currency)
        for key, line in new.items():
            around = (*where, (label, title(line)))
            if key in old:
                yield from self.of(old[key], line, f"{path}/{line.id}", around, currency)
            else:
                yield Difference(Kind.ADDED, f"{path}/{line.id}", around, None, None, line, currency)
        stayed = [key for key in old if key in new]
        if stayed != [key for key in new if key in old]:
            yield Difference(Kind.MOVED, path, (*where, (label, "")), None, before, after, currency)

    def _told(self, value: Any, names: dict[UUID, str], asked: Ask) -> Any:
        if not asked.refers:
            return value
        return tuple(names.get(each, "") for each in value) if isinstance(value, tuple) else names.get(value)


def _is_table(value: Any) -> bool:
    return isinstance(value, tuple) and any(isinstance(each, Line) for each in value)


def _key(line: Line) -> tuple[type[Line], UUID]:
    return type(line), line.id


def _names(plan: Plan) -> dict[UUID, str]:
    """What the lines of a plan are called."""
    tables = (getattr(plan, name) for name in Plan.model_fields)
    return {line.id: title(line) for table in tables if _is_table(table) for line in table}
