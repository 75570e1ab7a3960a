"""Exact break-even with step costs: a search outside the words (finance: ``break_even.exact``).

Activity is scaled by s with mix, season and prices as planned: what varies goes with s, what is fixed stays, and each
step cost begins the blocks that the scaled units need. Between two levels at which a block begins the result is a
straight line, so each stretch is solved in closed form: no level that loses is missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np

from workbench.engine.inputs import TINY
from workbench.engine.words import Num
from workbench.model.grid import Period
from workbench.model.revenue import Contract

if TYPE_CHECKING:
    from workbench.engine.projection import Projection

MOST = 1_000_000
"""Levels at which a block begins, beyond which the steps are as good as a variable cost that takes all the margin."""
BEFORE = ("staff", "fixed", "variable")
"""The tables that stand before the step costs among all lines."""


@dataclass(frozen=True)
class Exact:
    """``share``: the least activity that covers all, 1 as planned, or None with a reason. ``loses``: the ranges of
    activity that lose, from just above the first number to the second; the first begins at 0. ``steps``: the step
    costs at ``share``, ``fixed`` and ``margin`` what else it is made of.
    """

    share: float | None
    reason: str | None = None
    loses: tuple[tuple[float, float], ...] = ()
    steps: float = 0.0
    fixed: float = 0.0
    margin: float = 0.0


@dataclass(frozen=True)
class Steps:
    """The blocks of a period's step costs, by line and month: units as planned, units of a block, cost of a block."""

    units: Num
    block: Num
    amount: Num

    def cost(self, share: float) -> float:
        """At a level of activity."""
        return float((self.amount * np.maximum(np.ceil(share * self.units / self.block - TINY), 0)).sum())

    @property
    def slope(self) -> float:
        """What they cost by activity if they had no steps."""
        return float((self.amount * self.units / self.block).sum())

    def begun(self, low: float, high: float) -> tuple[Num, Num]:
        """The levels between two at which blocks begin, in order, and what each then costs more."""
        first = np.maximum(np.ceil(low * self.units / self.block - TINY), 0)
        counts = np.maximum(np.floor(high * self.units / self.block) - first + 1, 0).astype(np.intp)
        of = np.repeat(np.arange(len(counts)), counts)
        k = first[of] + np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
        levels = (k + TINY) * self.block[of] / self.units[of]
        order = np.argsort(levels, kind="stable")
        return levels[order], self.amount[of][order]


def step_lines(projection: Projection) -> list[int]:
    """The places among all cost lines of the step costs of the continuing operation."""
    first = sum(len(projection.inputs.lines[table]) for table in BEFORE)
    rows = range(first, first + len(projection.inputs.lines["step"]))
    return [row for row in rows if projection.inputs.base["cost__going"][0, row, 0]]


def steps_of(projection: Projection, period: Period) -> Steps:
    """The step costs of a period; a cost that never falls again counts the most units so far."""
    base, first = projection.inputs.base, sum(len(projection.inputs.lines[table]) for table in BEFORE)
    months = slice(period.first, period.last + 1)
    found = []
    for row in step_lines(projection):
        at = row - first
        stream = int(base["step__stream"][at])
        if stream < 0:
            continue
        active = projection.array("step_active")[0, at]
        units = projection.array("stream_units")[0, stream] * active
        if base["step__hold"][0, at, 0] > 0:
            units = np.maximum.accumulate(units) * active
        amount = base["step__amount"][0, at, 0] * projection.array("line_rate")[0, row]
        wide = (np.broadcast_to(each, (projection.grid.months,))[months] for each in (units, amount))
        found += [(u, base["step__block"][0, at, 0], a) for u, a in zip(*wide, strict=True) if u > 0 and a > 0]
    return Steps(*np.array(found, dtype=float).reshape(-1, 3).T)


def exact(projection: Projection, period: Period) -> Exact:
    """The exact break-even of a period."""
    steps = steps_of(projection, period)
    if not len(steps.units):
        return Exact(None, "no_steps")
    months = slice(period.first, period.last + 1)
    revenue, margin, fixed = (
        float(projection.monthly(name)[months].sum()) for name in ("revenue", "contribution_margin", "fixed_costs")
    )
    rest = fixed - steps.cost(1.0)
    rest = 0.0 if abs(rest) <= TINY * fixed else rest
    if revenue <= 0:
        return Exact(None, "no_sales")
    if margin <= TINY * revenue:
        return Exact(None, "margin_not_positive")
    kept = margin - steps.slope
    if kept <= TINY * margin:
        return Exact(None, "steps_take_margin")
    low, high = rest / kept, (rest + float(steps.amount.sum())) / kept
    if (high - low) * float((steps.units / steps.block).sum()) > MOST:
        return Exact(None, "steps_take_margin")
    loses = _losing(steps, rest, margin, low, high)
    share = loses[0][1] if loses and not loses[0][0] else 0.0
    return Exact(share, None, loses, steps.cost(share), rest, margin)


def one_stream(projection: Projection) -> int | None:
    """The place of the only stream that goes on, where it is counted in units; None where they do not add up."""
    going = np.flatnonzero(projection.inputs.base["stream__going"][0, :, 0])
    if len(going) != 1 or projection.inputs.lines["stream"][going[0]] in _contracts(projection):
        return None
    return int(going[0])


def _contracts(projection: Projection) -> set[UUID]:
    return {stream.id for stream in projection.plan.streams if isinstance(stream, Contract)}


def _losing(steps: Steps, rest: float, margin: float, low: float, high: float) -> tuple[tuple[float, float], ...]:
    """The ranges that lose: all below ``low`` do, none above ``high``; between them stretch by stretch."""
    levels, more = steps.begun(low, high)
    inside = (levels >= low) & (levels < high)
    starts = np.concatenate([[low], levels[inside]])
    ends = np.concatenate([levels[inside], [high]])
    costs = steps.cost(low) + np.concatenate([[0.0], np.cumsum(more[inside])])
    until = np.clip((rest + costs) / margin, starts, ends)
    lost = until > starts * (1 + TINY)
    found = [(0.0, low)] if low > 0 else []
    for start, end in zip(starts[lost].tolist(), until[lost].tolist(), strict=True):
        if found and start <= found[-1][1] * (1 + TINY):  # two blocks begun at once leave no room between them
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)
