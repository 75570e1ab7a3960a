"""Two projections, figure by figure."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

from workbench.engine.projection import Projection, Row, Value

USUAL = ("single", "phase", "spell", "after12", "year")
"""The kinds of periods compared where none are asked for: months and quarters would bury the others."""
_SAME = 1e-9
"""Relative difference below which two amounts are one, computed on two ways."""


@dataclass(frozen=True)
class FigureDifference:
    """A figure that differs. ``row`` tells its id, label, period, service and unit, as it is after, or was before.

    ``before`` and ``after`` are None where the other plan has no such period or service.
    """

    row: Row
    before: Value | None
    after: Value | None


def figure_differences(
    before: Projection, after: Projection, kinds: Collection[str] = USUAL
) -> tuple[FigureDifference, ...]:
    """The published figures that differ, period by period, in their usual order; those that are gone at the end."""
    old, new = _by_place(before, kinds), _by_place(after, kinds)
    found = [FigureDifference(row, old[key].value if key in old else None, row.value) for key, row in new.items()]
    found += [FigureDifference(row, row.value, None) for key, row in old.items() if key not in new]
    moved = after.grid.start - before.grid.start  # a month is told as an offset from the plan's start
    return tuple(each for each in found if not _same(each, moved if each.row.unit == "month" else 0))


def _by_place(projection: Projection, kinds: Collection[str]) -> dict[tuple[object, ...], Row]:
    return {(row.id, row.period.id, row.service): row for row in projection.rows() if row.period.kind in kinds}


def _same(of: FigureDifference, moved: int) -> bool:
    before, after = of.before, of.after
    if before is None or after is None or before.number is None or after.number is None:
        return before == after
    now = after.number + moved
    return before.reason == after.reason and math.isclose(before.number, now, rel_tol=_SAME, abs_tol=_SAME)
