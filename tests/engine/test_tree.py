"""The tree that explains a figure, computed again from its leaves alone: it gives the figure, its leaves are fields
that were typed, and no number moves the figure, up and down, that is not among them. What counts for nothing today is
left out of a tree, so a number that only moves a figure one way, from nothing, is none of its leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from generator import random_plan
from pydantic import ValidationError

from workbench.engine.explain import Explainer
from workbench.engine.explain_parts import At, ranged_parts
from workbench.engine.expr import WORDS, Expr
from workbench.engine.fields import FIELDS
from workbench.engine.projection import Projection, project, published
from workbench.engine.registry import FIGURES
from workbench.exchange import samples
from workbench.model.base import Frozen, Line, get
from workbench.model.base import replace as put
from workbench.model.plan import Plan

SUMS = {
    "sum_rows", "sum_rows_if", "sum_matching", "linked", "lag", "arriving", "trailing", "following", "of_year", "total",
    "pick", "stacked", "highest_row",
}  # fmt: skip
"""Words whose value is the sum of the values they name."""
CONSTANTS = {name for name, field in FIELDS.items() if not field.source}
"""What the engine knows without being told: a tolerance, the numbers of lines."""


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


class Tree:
    """The explanation of figures, computed again node by node; ``leaves`` are the inputs it ended at."""

    def __init__(self, projection: Projection) -> None:
        self.explainer = Remembering(projection)
        self.values: dict[At, float] = {}
        self.parts: dict[At, list[At]] = {}

    def value(self, at: At) -> float:
        """A node's value from the values of its parts."""
        if at not in self.values:
            self.values[at] = self._field(at) if at.name not in FIGURES else self._figure(at)
        return self.values[at]

    def leaves(self, top: At) -> Iterator[At]:
        """The inputs beneath a node."""
        waiting, seen = [top], set()
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                self.value(at)
                waiting += self.parts[at]
                if at.name not in FIGURES:
                    yield at

    def _field(self, at: At) -> float:
        self.parts[at] = []
        return self.explainer.number(at)

    def _figure(self, at: At) -> float:
        x = self.explainer
        if x.by_month(at):
            self.parts[at] = x.spread(at)
            return sum(map(self.value, self.parts[at]))
        whole = at
        if FIGURES[at.name].per == "month" and not at.summed:
            at = replace(at, first=at.last)
        taken, tests = x.taken(FIGURES[at.name].expr, at)
        shown = list(x._parts(taken, at)) or [part for test in tests for part in x._parts(test, at)]
        self.parts[whole] = shown
        return self._computed(taken, at, frozenset(shown))

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
        assert e.word in ("average", "lowest"), e.word
        return self.explainer.value(e, at)

    def _all(self, e: Any, at: At) -> frozenset[At]:
        return frozenset(self.explainer._parts(e, at))


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


def moved(plan: Plan, k: Decimal) -> Iterator[tuple[str, Plan]]:
    """The plan with each number that says something times k, and where it stands."""
    for path, value in typed("", plan):
        if isinstance(value, Decimal) and value:
            try:
                yield path, put(plan, path, (value * k).quantize(Decimal("1e-12")))
            except ValidationError:
                continue


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


SOME = (
    "break_even.sales.with_support", "break_even.sales.target", "break_even.activity.full", "self_sufficiency.cash",
    "margin_of_safety", "funding.public_share", "funding.expected", "funding.gap.committed", "counterpart.pari_passu",
    "funding.concentration", "agreement.leverage", "npv", "dscr.minimum",
)  # fmt: skip
"""Figures of every kind."""


@pytest.mark.parametrize("name", ["sample", "random 0"])
def test_every_leaf_is_typed_and_what_moves_a_figure_is_a_leaf(name: str) -> None:
    plan = PLANS[name]
    projection = project(plan)
    tree = Tree(projection)
    places = {key: at for key, at in roots(projection).items() if key[0] in SOME and key[1] in ("single", "after12")}
    lines = tree.explainer.lines
    paths: dict[At, set[str]] = {}
    for at in places.values():
        paths[at] = set()
        for leaf in tree.leaves(at):
            if leaf.name not in CONSTANTS:
                origin = lines.origin(leaf.name, leaf.line)
                get(plan, origin)
                paths[at].add(origin)
    seen: Counter[tuple[Any, str]] = Counter()
    for k in (Decimal("0.999"), Decimal("1.001")):
        for path, other in moved(plan, k):
            changed = Explainer(project(other))
            for key, at in places.items():
                before, after = tree.explainer.number(at), changed.number(at)
                seen[key, path] += abs(after - before) > 1e-9 * max(abs(before), abs(after))
    moving = [both for both, times in seen.items() if times == 2]
    leaves = {key: paths[at] for key, at in places.items()}
    assert [
        (key, path) for key, path in moving if not any(f"{path}/".startswith(f"{each}/") for each in leaves[key])
    ] == []
    assert len(moving) > 100
