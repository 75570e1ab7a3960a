"""Many cells of one table changed at once: what fits is done, and of each cell that does not it is said why."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from workbench.model.base import Line, replace
from workbench.model.edit import contradictions, edited, why_not
from workbench.model.plan import Plan

Place = tuple[UUID, str]
"""A cell: the line's id, and the path of a field below it."""


@dataclass
class Filled:
    """``rows``: the table with every cell that fits. ``refused``: a sentence for each that does not."""

    rows: tuple[Line, ...]
    refused: dict[Place, str] = field(default_factory=dict)


def filled(plan: Plan, table: str, rows: tuple[Line, ...], cells: Mapping[Place, Any]) -> Filled:
    """``rows``, which may have lines the plan has not yet, with ``cells``; the plan itself is not touched.

    Raises EditRefused where what is wrong is none of the cells.
    """
    by_line: dict[str, dict[str, Any]] = {}
    for (line, path), value in cells.items():
        by_line.setdefault(str(line), {})[path] = value
    done = Filled(rows)
    while True:
        done.rows = tuple(_line(row, by_line.get(str(row.id), {}), done.refused) for row in rows)
        wrong = list(contradictions(plan, edited(plan, [(table, done.rows)], judged=False)))
        if not wrong:
            return done
        before = len(done.refused)
        for refusal in wrong:
            name, _slash, path = refusal.path.removeprefix(table + "/").partition("/")
            there = by_line.get(name, {})
            for each in [path] if path in there else list(there):
                del there[each]
                done.refused[UUID(name), each] = refusal.sentence
        if len(done.refused) == before:
            raise wrong[0]


def _line(row: Line, values: dict[str, Any], refused: dict[Place, str]) -> Line:
    """A line with the values that fit; one that only fits after another waits for it. The others leave ``values``."""
    with suppress(ValidationError):  # most lines fit as they are
        return row.with_(**values) if values else row
    waiting, errors = list(values), dict[str, ValidationError]()
    while waiting:
        errors = {}
        for path in waiting:
            try:
                row = replace(row, path, values[path])
            except ValidationError as error:
                errors[path] = error
        if len(errors) == len(waiting):
            break
        waiting = list(errors)
    for path, why in errors.items():
        refused[row.id, path] = why_not(row, path, why)
        del values[path]
    return row
