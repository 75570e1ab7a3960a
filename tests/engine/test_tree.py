"""The tree that explains a figure, computed again from its leaves alone: it gives the figure, its leaves are fields
that were typed, and no number, date, choice or switch moves the figure that is not among them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from generator import random_plan
from trees import Remembering, unexplained

from workbench.engine.explain_parts import At, leaves, ranged_parts
from workbench.engine.expr import WORDS, Expr
from workbench.engine.projection import Projection, project, published
from workbench.engine.registry import FIGURES
from workbench.exchange import samples
from workbench.model.plan import Plan

SUMS = {
    "sum_rows", "sum_rows_if", "sum_matching", "linked", "lag", "arriving", "trailing", "following", "of_year", "total",
    "pick", "stacked", "highest_row",
}  # fmt: skip
"""Words whose value is the sum of the values they name."""


class Tree:
    """The explanation of figures, computed again node by node."""

    def __init__(self, projection: Projection) -> None:
        self.explainer = Remembering(projection)
        self.values: dict[At, float] = {}

    def value(self, at: At) -> float:
        """A node's value from the values of its parts."""
        if at not in self.values:
            self.values[at] = self._field(at) if at.name not in FIGURES else self._figure(at)
        return self.values[at]

    def _field(self, at: At) -> float:
        return self.explainer.number(at)

    def _figure(self, at: At) -> float:
        ground = self.explainer.ground(at)
        if ground.monthly:
            return sum(map(self.value, ground.shown()))
        return self._computed(ground.taken, ground.one, frozenset(ground.shown()))

    def _computed(self, e: Any, at: At, shown: frozenset[At]) -> float:
        """An expression on one line in one month or period, from what is shown of it."""
        if not isinstance(e, Expr):
            return float(e)
        if e.word == "value":
            return np.nan
        if e.word == "name":
            place = self.explainer.place(e.parts[0], at)
            assert place in shown, (at, place)
            return self.value(place)
        if WORDS[e.word].ranged:
            return self._ranged(e, at, shown)
        operands = [part if isinstance(part, str) else np.full((1, 1, 1), self._computed(part, at, shown))
                    for part in e.parts]  # fmt: skip
        with np.errstate(all="ignore"):
            return float(np.asarray(WORDS[e.word].compute(*operands)).reshape(-1)[0])

    def _ranged(self, e: Expr, at: At, shown: frozenset[At]) -> float:
        parts = list(ranged_parts(self.explainer, e, at))
        assert shown.issuperset(parts)
        if e.word in SUMS:
            return sum(map(self.value, parts))
        if e.word == "first_month":
            return float(parts[0].first) if parts else self._computed(e.parts[1], at, self._all(e.parts[1], at))
        if e.word == "month_after_last":
            return parts[0].first + 1.0 if parts else 0.0
        if e.word == "highest_so_far":
            then = replace(at, first=parts[0].first, last=parts[0].last, summed=False)
            return max(self._computed(e.parts[0], then, shown), 0.0)
        if e.word == "carry":
            before = self.value(parts[0]) if at.last else self._computed(e.parts[0], at, shown)
            return before * self._computed(e.parts[1], at, shown) + self._computed(e.parts[2], at, shown)
        if e.word == "running_total":
            months = (replace(at, first=month, last=month, summed=False) for month in range(at.last + 1))
            added = sum(self._computed(e.parts[1], month, self._all(e.parts[1], month)) for month in months)
            return self._computed(e.parts[0], at, self._all(e.parts[0], at)) + added
        if e.word == "lowest":
            return self.value(parts[0])
        assert e.word == "average", e.word
        return self.explainer.value(e, at)

    def _all(self, e: Any, at: At) -> frozenset[At]:
        return frozenset(leaves(self.explainer, e, at))


def shortened(plan: Plan, months: int) -> Plan:
    """A plan of fewer months: a tree grows with their square."""
    return plan.with_(basis=plan.basis.with_(months=months))


PLANS = {
    "sample": shortened(samples.load("farmacias"), 20),
    **{f"random {seed}": random_plan(seed, 18, 4, 9, 2, 5, 3, 2) for seed in (0, 1)},
}


def roots(projection: Projection) -> dict[tuple[str, str, int], At]:
    """Where each published figure stands in one period of each kind it is told for: id, period, line."""
    found = {}
    for row in projection.rows():
        of = published().get(row.id)
        if of is None or not row.period.whole or row.period.kind in ("quarter", "month"):
            continue
        kind = [at for at in found if at[0] == row.id and at[1].split(":")[0] == row.period.id.split(":")[0]]
        line = of.line if row.service is None else projection.inputs.lines["service"].index(row.service)
        if kind and kind[0][1] != row.period.id:
            continue
        summed = of.figure.rolls == "flow"
        at = At(of.figure.name, of.view, line or 0, row.period.first, row.period.last, summed)
        found[row.id, row.period.id, line or 0] = at
    return found


@pytest.mark.parametrize("name", PLANS)
def test_the_tree_computed_again_gives_the_figure(name: str) -> None:
    projection = project(PLANS[name])
    tree = Tree(projection)
    for key, at in roots(projection).items():
        expected = tree.explainer.number(at)
        found = tree.value(at)
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-6, nan_ok=True), key
    assert len(tree.values) > 1_000


@pytest.mark.parametrize("seed", [0, 1])
def test_every_leaf_is_typed_and_what_moves_a_figure_is_a_leaf(seed: int) -> None:
    plan = random_plan(seed, 12, 4, 8, 2, 4, 2, 2)
    moves, lacking = unexplained(plan, figures=0.1, fields=0.12)
    assert lacking == []
    assert moves > 50
