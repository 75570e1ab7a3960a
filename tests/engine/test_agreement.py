"""The engine agrees with the reference: every monthly row, figure, reason and note, relapse, and who pays what."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from appraised import SHAPES
from comparing import KINDS, codes, compare
from generator import census, edge_plans, hard_plans, random_plan
from transforms import scaled

from workbench.model.grid import Grid
from workbench.model.plan import Plan
from workbench.model.project import Appraisal

SEEDS = range(1000, 1034)
SMALL = {f"billionths {seed}": scaled(random_plan(seed, 24), Decimal("1e-9")) for seed in range(1000, 1004)}
"""All their money together is less than 1."""
PLANS: dict[str, Plan] = {f"seed {seed}": random_plan(seed) for seed in SEEDS}
PLANS |= edge_plans() | hard_plans() | SHAPES | SMALL


def _ending(more: int) -> Plan:
    """A plan of so many months after its project's last."""
    plan = random_plan(5, 60, 6, 12, 2, 8, end="inside")
    return plan.with_(basis=plan.basis.with_(months=Grid.of(plan).project_end + 1 + more))


def _years(months: int) -> Plan:
    """A plan whose first fiscal year is whole."""
    plan = random_plan(4, months)
    return plan.with_(basis=plan.basis.with_(fiscal_start=int(plan.basis.start[5:])))


def _late() -> Plan:
    """What was owed at the start is paid when the plan has ended; clients pay in two months and a day."""
    plan = random_plan(1000, 24)
    plan = plan.with_(streams=tuple(stream.with_(days=61) for stream in plan.streams))
    rows = {name: tuple(row.with_(month="2099-01") for row in getattr(plan.opening, name)) for name in OWED}
    return plan.with_(opening=plan.opening.with_(**rows), appraisal=Appraisal(shown=True))


OWED = ("receivables", "payables")
PLANS |= {f"{more} months after the project": _ending(more) for more in (0, 1, 12, 13)}
PLANS |= {f"whole years, {months} months": _years(months) for months in (23, 24)} | {"owed past the end": _late()}


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
