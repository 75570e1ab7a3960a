"""The engine agrees with the reference: every monthly row, figure, reason and note, relapse, and who pays what."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from appraised import SHAPES
from comparing import KINDS, codes, compare
from generator import census, edge_plans, hard_plans, random_plan
from transforms import scaled

from workbench.model.plan import Plan

SEEDS = range(1000, 1034)
SMALL = {f"billionths {seed}": scaled(random_plan(seed, 24), Decimal("1e-9")) for seed in range(1000, 1004)}
"""All their money together is less than 1."""
PLANS: dict[str, Plan] = {f"seed {seed}": random_plan(seed) for seed in SEEDS}
PLANS |= edge_plans() | hard_plans() | SHAPES | SMALL


@pytest.mark.parametrize("name", PLANS)
def test_the_engine_agrees_with_the_reference(name: str) -> None:
    both = compare(PLANS[name])
    assert not both.differ, "\n".join(both.differ[:20])
    assert both.compared > 500


def test_the_plans_hold_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    counted = sum((census(plan) for plan in PLANS.values()), Counter[str]())
    compared = [compare(PLANS[f"seed {seed}"]) for seed in SEEDS]
    said = Counter(code for both in compared for code in codes(both))
    with capsys.disabled():
        print(f"\nagreement: {len(PLANS)} plans, {sum(both.compared for both in compared)} values of the random ones")
        print(", ".join(f"{kind} {counted[kind]}" for kind in KINDS))
        print(", ".join(f"{code} {number}" for code, number in sorted(said.items())))
    assert all(counted[kind] for kind in KINDS)


def test_a_planted_difference_is_found() -> None:
    both = compare(PLANS["seed 1000"])
    row = both.reference.monthly["recurring_result"]
    both.same("nudged", row * (1 + 1e-6), row, both.gross)
    both.equal("reason", "no_sales", "no_costs")
    assert [each.split(" ")[0] for each in both.differ] == ["nudged", "reason:"]
