"""Figures made from those of the plan before an edit are those that are made anew."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from generator import random_plan, reference_plan

from workbench.engine.program import rests_on
from workbench.engine.projection import Projection, project
from workbench.engine.registry import FIGURES
from workbench.model.base import replace
from workbench.model.plan import Plan
from workbench.model.revenue import Fee


def edits(plan: Plan, other: Plan) -> list[Plan]:
    """One field after another, lines gone and come back, another horizon, and another plan altogether."""
    made = [plan]
    for stream in plan.streams:
        made.append(replace(made[-1], f"streams/{stream.id}/days", stream.days + 15))
    for cost in plan.costs[:4]:
        made.append(replace(made[-1], f"costs/{cost.id}/days", cost.days + 10))
    made.append(made[-1].with_(costs=made[-1].costs[1:]))
    made.append(made[-1].with_(costs=plan.costs, streams=plan.streams[::-1]))
    made.append(replace(made[-1], "opening/cash", (made[-1].opening.cash or 0) + 1000))
    made.append(replace(made[-1], "basis/inflation", (Decimal("0.07"),)))
    made.append(replace(made[-1], "basis/months", 48))
    made.append(replace(made[-1], "basis/months", plan.basis.months))
    return [*made, other, plan]


def same(one: Projection, other: Projection) -> None:
    assert one.computed.keys() == other.computed.keys()
    for key, values in other.computed.items():
        assert np.array_equal(one.computed[key], values, equal_nan=True), key
    assert one.rows() == other.rows()


@pytest.mark.parametrize("seed", range(6))
def test_what_an_edit_leaves_alone_is_as_if_it_were_computed_anew(seed: int) -> None:
    before: Projection | None = None
    for plan in edits(random_plan(seed), random_plan(seed + 100)):
        before, anew = project(plan, before), project(plan)
        same(before, anew)


def test_a_price_has_what_it_does_not_move_taken_from_before(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = reference_plan()
    fee = next(stream for stream in plan.streams if isinstance(stream, Fee) and stream.bad_debt)
    before = project(plan)
    after = project(replace(plan, f"streams/{fee.id}/price", Decimal(7)), before)
    assert after.computed["line_value"] is before.computed["line_value"]
    assert not np.array_equal(after.computed["stream_revenue"], before.computed["stream_revenue"])
    fresh = {key: value for key, value in after.computed.items() if before.computed[key] is not value}
    assert {"stream__price", "stream_revenue"} < fresh.keys()
    assert len(fresh) < len(after.computed) / 3
    moved = {name for name in fresh if name in FIGURES}
    assert all(rests_on(name, after.fields) & {"stream__price"} for name in moved)
