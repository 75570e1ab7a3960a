"""The months of a plan as arrays, and the periods its figures are told for (finance §1)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from workbench.model.grid import Grid, Period

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NEVER = 10**6
"""A month no horizon reaches."""


@dataclass(frozen=True, eq=False)
class Calendar:
    """``m`` 0 … M−1; ``month`` 1 … 12; ``year`` the fiscal year's number; ``steps`` the price months in (0, m]."""

    count: int
    end: int
    m: Ints
    month: Ints
    year: Ints
    steps: Ints
    periods: tuple[Period, ...]
    ratio_periods: tuple[Period, ...]
    inside: Floats
    """[month, ratio period]: 1 where the month belongs to the period."""
    first: Ints
    last: Ints
    """Of ``periods``."""
    of_year: Floats
    """[month, month]: 1 where both are of the same fiscal year."""


@lru_cache(maxsize=64)
def calendar(grid: Grid) -> Calendar:
    """What depends on nothing but the grid."""
    m = np.arange(grid.months)
    month = (grid.start + m) % 12 + 1
    year = np.array([grid.fiscal_year(i) for i in range(grid.months)])
    told = tuple(each for each in grid.periods if each.kind in ("phase", "after12", "year"))
    inside = np.array([(each.first <= m) & (m <= each.last) for each in told], float).T
    steps = np.cumsum((month == grid.price_month) & (m > 0))
    same = (year[:, None] == year).astype(float)
    first, last = (np.array([getattr(each, name) for each in grid.periods]) for name in ("first", "last"))
    return Calendar(grid.months, grid.project_end, m, month, year, steps, grid.periods, told, inside, first, last, same)


def powers(base: Floats, exponent: Ints) -> Floats:
    """base[line] ** exponent[line, month] for whole exponents ≥ 0."""
    table = base[:, None] ** np.arange(int(exponent.max(initial=0)) + 1)
    return np.take_along_axis(table, exponent, 1)


def last_values(values: tuple[object, ...], at: Ints) -> Floats:
    """The values at the positions ``at``; the last one carries on, none is 0."""
    if not values:
        return np.zeros(len(at))
    return np.array(values, float)[np.minimum(at, len(values) - 1)]


def into(rows: int, months: int, row: Ints, at: Ints, amount: Floats) -> Floats:
    """Sums [rows, months] of the amounts at their row and month; what falls past the last month is left out."""
    flat = row * (months + 1) + np.minimum(at, months)
    flat = np.broadcast_to(flat, amount.shape)
    sums: Floats = np.bincount(flat.ravel(), amount.ravel(), rows * (months + 1)).astype(float, copy=False)
    return sums.reshape(rows, months + 1)[:, :months]


def by_class(cls: Ints, classes: int, rows: Floats) -> Floats:
    """Sums [class, month] of rows [line, month]; a negative class is left out."""
    sums: Floats = (np.arange(classes)[:, None] == cls).astype(float) @ rows
    return sums
