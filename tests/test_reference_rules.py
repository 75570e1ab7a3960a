"""The reference's reading of single rules of finance §§1-7, worked by hand, and what must hold for any plan."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from generator import census, edge_plans, plans, random_plan, reference_plan
from hypothesis import given, settings
from reference import Result, evaluate
from test_reference import each_month, month, on, plan, sales, value

from workbench.model.costs import Fixed, Investment, OneOff, ShareCost, Staff, Step, Variable
from workbench.model.financing import Carry, CashSource, InKindSource, Loan
from workbench.model.grid import Grid
from workbench.model.plan import Plan
from workbench.model.project import Agreement, Appraisal, Opening
from workbench.model.revenue import Contract, Driver, Fee, Membership
from workbench.model.services import Segment, Service
from workbench.model.types import (
    Billing,
    Continuation,
    DriverShape,
    Every,
    Perimeter,
    Provider,
    ShareBase,
    SourceUse,
    Status,
    Use,
)

SIGNED = Status.COMMITTED

# ---------------------------------------------------------------- drivers and streams


def test_ramp_growth_and_ceiling() -> None:
    units = each_month(100, ramp=3, growth=Decimal("0.1"), ceiling=Decimal(105))
    fee = Fee(price=Decimal(1), units=units, start=month(1))
    earned = evaluate(plan(24, streams=(fee,))).monthly["revenue"]
    assert earned[:6] == pytest.approx([0, 25, 50, 75, 100, 100])
    assert earned[12:15] == pytest.approx([100, 105, 105])


def test_tables_carry_on_and_ignore_growth() -> None:
    by_year = Driver(shape=DriverShape.BY_YEAR, table=(Decimal(1), Decimal(2)), growth=Decimal(1))
    by_month = Driver(shape=DriverShape.BY_MONTH, table=(Decimal(5), Decimal(6)))
    fees = tuple(Fee(price=Decimal(1), units=units, start=month(1)) for units in (by_year, by_month))
    result = evaluate(plan(36, streams=fees))
    assert result.revenue[fees[0].id].tolist() == [0] + [1] * 11 + [2] * 24
    assert result.revenue[fees[1].id].tolist() == [0] + [6] * 35


def test_billing_bad_debt_and_days() -> None:
    # 100 a month less 10 % billed in March and June; 45 days: half a month later, half two months later.
    fee = sales(100, 4, billing=Billing.QUARTERLY, billing_month=3, bad_debt=Decimal("0.1"), days=45)
    rows = evaluate(plan(streams=(fee,))).monthly
    assert rows["collections"][:8] == pytest.approx([0, 0, 0, 135, 135, 0, 45, 45])
    assert rows["receivables"][:4] == pytest.approx([90, 180, 270, 225])
    assert rows["variable_costs"][:5] == pytest.approx([10, 10, 10, 10, 0])


def test_advances() -> None:
    fee = Contract(amounts=on({1: 100, 5: 100}), advance=Decimal("0.4"), advance_months=3)
    rows = evaluate(plan(streams=(fee,))).monthly
    assert rows["collections"][:6] == pytest.approx([40, 60, 40, 0, 0, 60])
    assert rows["advances"][:6] == pytest.approx([40, 0, 40, 40, 40, 0])


def test_dues_are_billed_ahead() -> None:
    # From February on, billed in April and October: February and March at the start.
    club = Membership(
        dues=Decimal(1), opening_members=Decimal(10), billing=Billing.HALF_YEARLY, billing_month=4, start=month(1)
    )
    rows = evaluate(plan(streams=(club,))).monthly
    assert rows["collections"].tolist() == [0, 20, 0, 60, 0, 0, 0, 0, 0, 30, 0, 0]
    assert rows["advances"][3] == pytest.approx(50)


# ---------------------------------------------------------------- costs


def test_extra_pay_and_termination() -> None:
    # 100 and half as much in charges; two extra salaries a year, 25 a month, paid in June and with the last pay.
    post = Staff(
        headcount=Decimal(1), pay=Decimal(100), charges=Decimal("0.5"), salaries=Decimal(14), extra_months=(6,),
        termination=Decimal(2), end=month(8),
    )  # fmt: skip
    rows = evaluate(plan(costs=(post,))).monthly
    assert rows["structural_costs"].tolist() == [175] * 8 + [475] + [0] * 3
    assert rows["payments"].tolist() == [150] * 5 + [300] + [150] * 2 + [150 + 75 + 300] + [0] * 3


def test_fixed_costs_count_from_their_real_start() -> None:
    line = Fixed(amount=Decimal(30), every=Every.QUARTER, start=month(-2), vat=Decimal("0.2"), vat_recoverable=False)
    paid = evaluate(plan(costs=(line,))).monthly["payments"]
    assert paid.tolist() == [0, 36, 0, 0, 36, 0, 0, 36, 0, 0, 36, 0]


def test_a_held_step_never_falls() -> None:
    table = tuple(map(Decimal, (10, 25, 0)))
    fee = Fee(price=Decimal(0), units=Driver(shape=DriverShape.BY_MONTH, table=table))
    steps = tuple(Step(stream=fee.id, amount=Decimal(1), block=Decimal(10), hold=hold) for hold in (False, True))
    spent = evaluate(plan(streams=(fee,), costs=steps)).monthly["structural_costs"]
    assert spent[:4].tolist() == [1 + 1, 3 + 3, 0 + 3, 0 + 3]


def test_a_share_of_direct_costs_of_its_perimeter() -> None:
    service = Service()
    direct = Fixed(service=service.id, amount=Decimal(100))
    alone = Fixed(service=service.id, amount=Decimal(70), perimeter=Perimeter.PROJECT)
    shares = tuple(
        ShareCost(rate=Decimal("0.1"), base=ShareBase.DIRECT_COSTS, perimeter=perimeter) for perimeter in Perimeter
    )
    rent = Fixed(amount=Decimal(1_000))
    rows = evaluate(plan(end=5, services=(service,), costs=(direct, alone, rent, *shares))).monthly
    assert rows["variable_costs"] == pytest.approx([10] * 12)
    assert rows["project_only_result"] == pytest.approx([-77] * 6 + [0] * 6)


def test_a_stopped_service_takes_its_lines_with_it() -> None:
    service = Service(continuation=Continuation.STOP, stop_month=month(3))
    fee = Fee(service=service.id, price=Decimal(2), units=each_month(10))
    held = Step(stream=fee.id, amount=Decimal(5), block=Decimal(10), hold=True)
    share = ShareCost(streams=(fee.id,), rate=Decimal("0.5"))
    result = evaluate(plan(end=1, services=(service,), streams=(fee,), costs=(held, share)))
    assert result.monthly["project_only_result"] == pytest.approx([20 - 5 - 10] * 4 + [0] * 8)
    assert result.reasons["break_even.activity.own", "sustained", str(service.id)] == "no_sales"


def test_replacement() -> None:
    # 100 with salvage 10, life 4, VAT of 10 % that stays: bought for 110 in months 1, 5 and 9, 10 received twice.
    bought = Investment(
        month=month(1), amount=Decimal(100), salvage=Decimal(10), life=4, replaced=True, vat=Decimal("0.1"),
        vat_recoverable=False, days=30,
    )  # fmt: skip
    rows = evaluate(plan(investments=(bought,))).monthly
    assert rows["investment"] == pytest.approx([0, 0, 110, 0, 0, 0, 110, 0, 0, 0, 110, 0])
    assert rows["salvage"].tolist() == [0] * 5 + [10, 0, 0, 0, 10, 0, 0]
    assert rows["depreciation"] == pytest.approx([0, 0] + [25] * 10)
    assert rows["fixed_assets"] == pytest.approx([0, 110, 85, 60, 35, 110, 85, 60, 35, 110, 85, 60])


# ---------------------------------------------------------------- sources and cash


def test_uncarried_kind_becomes_a_bill() -> None:
    office = Fixed(amount=Decimal(100), in_kind=True, days=30)
    signed = InKindSource(carries=(Carry(line=office.id, share=Decimal("0.5"), end=month(5)),), status=SIGNED)
    hoped = InKindSource(carries=(Carry(line=office.id, share=Decimal("0.75")),), status=Status.PROSPECT)
    result = evaluate(plan(costs=(office,), sources=(signed, hoped)))
    assert result.monthly["gap.planned"] == pytest.approx([0] * 6 + [25] * 6)
    assert result.monthly["gap.committed"] == pytest.approx([50] * 6 + [100] * 6)
    # 0.5 and 0.75 are more than the whole: 40 and 60
    assert value(result, "funding.committed_share", "after12") == pytest.approx(6 * 40 / (6 * 100 + 6 * 75))
    assert value(result, "funding.expected", "after12") == pytest.approx(6 * 40 + 0.25 * (6 * 60 + 6 * 75))


def test_fomin_pays_first_and_what_is_left_goes_back() -> None:
    spent = Fixed(amount=Decimal(10))
    fomin = CashSource(provider_class=Provider.FOMIN, use=SourceUse.STRUCTURE, amounts=on({0: 100}), status=SIGNED)
    other = CashSource(provider_class=Provider.GOVERNMENT, use=SourceUse.STRUCTURE, amounts=on({0: 50}), status=SIGNED)
    result = evaluate(plan(24, end=3, costs=(spent,), sources=(fomin, other)))
    assert result.monthly["fomin_returned"].tolist() == [0, 0, 0, 60] + [0] * 20
    assert result.monthly["restricted_cash"][:6] == pytest.approx([140, 130, 120, 50, 40, 30])
    assert value(result, "funding.guaranteed_months.committed") == 5
    assert value(result, "funding.guaranteed_horizon") == 1
    assert result.who_pays(0, 3)["structure", "fomin"] == pytest.approx(40)
    after = result.who_pays(4, 15)
    assert (after["structure", "public"], after["structure", "not_found"]) == pytest.approx((50, 70))


def test_any_money_splits_as_the_month_spends() -> None:
    # 30 and 10 in month 0; nothing in month 1, whose year spent as month 0; nothing at all in the second year.
    costs = (OneOff(amounts=on({0: 30})), OneOff(amounts=on({0: 10}), use=Use.SERVICES))
    source = CashSource(provider_class=Provider.FIRMS, amounts=on({0: 40, 1: 40, 13: 40}), status=SIGNED)
    rows = evaluate(plan(24, costs=costs, sources=(source,))).monthly
    found = rows["sources.structure.committed.private"], rows["sources.services.committed.private"]
    assert found[0][[0, 1, 13]] == pytest.approx([30, 30, 40])
    assert found[1][[0, 1, 13]] == pytest.approx([10, 10, 0])


def test_contracted_counts_contracts_alone() -> None:
    # After month 2: the fee and its costs fall; the sale of month 2 is still collected in month 3.
    fee = Fee(price=Decimal(10), units=each_month(10), days=30)
    cost = Variable(stream=fee.id, unit_cost=Decimal(8))
    held = Step(stream=fee.id, amount=Decimal(1), block=Decimal(10), hold=True)
    rent = Fixed(amount=Decimal(25), start=month(3))
    opening = Opening(cash=Decimal(100))
    result = evaluate(plan(24, end=2, opening=opening, streams=(fee, sales(10, 24)), costs=(cost, held, rent)))
    # 100 + 10 − 81; twice + 110 − 81; then + 110 − 25 and, from month 4 on, + 10 − 25.
    assert result.monthly["free_cash.contracted"][:5] == pytest.approx([29, 58, 87, 172, 157])
    # 172 bears eleven months of −15 and has 7 left: month 15 lacks 8.
    assert value(result, "funding.guaranteed_months.contracted") == 12
    assert value(result, "funding.guaranteed_months.committed") == 21
    assert result.notes["funding.guaranteed_months.committed", "single", None] == ("at_least",)


def test_who_pays_what() -> None:
    # 100 of pay, 60 of rent. 40 for structure pay 25 and 15; clients bring 60, a loan 20, savings 10: 30 lack.
    post = Staff(headcount=Decimal(1), pay=Decimal(100), end=month(0))
    rent = OneOff(amounts=on({0: 60}))
    grant = CashSource(provider_class=Provider.GOVERNMENT, use=SourceUse.STRUCTURE, amounts=on({0: 40}), status=SIGNED)
    loan = Loan(month=month(0), principal=Decimal(20), term=12)
    opening, fees = Opening(cash=Decimal(10)), (sales(60, 1),)
    result = evaluate(plan(opening=opening, streams=fees, costs=(post, rent), sources=(grant,), loans=(loan,)))
    found = result.who_pays(0, 0)
    staff = {payer: amount for (group, payer), amount in found.items() if group == "staff" and amount}
    assert staff == pytest.approx({"public": 25, "clients": 37.5, "loans": 12.5, "own": 6.25, "not_found": 18.75})
    assert found["structure", "public"] == pytest.approx(15)
    assert sum(found.values()) == pytest.approx(160)


def test_a_pot_pays_of_what_each_still_has_in_it() -> None:
    # The opening 6 are gone in month 0; the city's 18 of month 3 are its own alone. In month 6 its last 6 and a
    # firm's 6 lie together and pay half each.
    opening = Opening(cash_structure=Decimal(6))
    city = CashSource(provider_class=Provider.GOVERNMENT, use=SourceUse.STRUCTURE, amounts=on({3: 18}), status=SIGNED)
    firm = CashSource(provider_class=Provider.FIRMS, use=SourceUse.STRUCTURE, amounts=on({6: 6}), status=SIGNED)
    costs = (OneOff(amounts=on({0: 6, 3: 12, 6: 4, 7: 8})),)
    one = plan(opening=opening, costs=costs, sources=(city, firm))
    found = [evaluate(one).who_pays(at, at) for at in (0, 3, 6, 7)]
    payers = [tuple(cells["structure", payer] for payer in ("own", "public", "private")) for cells in found]
    assert payers == [pytest.approx(each) for each in ((6, 0, 0), (0, 12, 0), (0, 2, 2), (0, 4, 4))]


def test_names_make_organisations() -> None:
    segment = Segment()
    named = Contract(amounts=on({0: 30}), client="Gremio  norte")
    unnamed = tuple(Contract(amounts=on({0: 20}), segment=segment.id) for _ in range(2))
    giver = CashSource(provider="GREMIO norte", provider_class=Provider.ASSOCIATION, amounts=on({0: 30}), status=SIGNED)
    result = evaluate(plan(segments=(segment,), streams=(named, *unnamed), sources=(giver,)))
    assert value(result, "funding.concentration", "after12") == pytest.approx(0.6**2 + 0.4**2)
    assert value(result, "funding.concentration.largest_share", "after12") == pytest.approx(0.6)
    assert evaluate(plan(streams=unnamed)).reasons["funding.concentration.largest_share", "after12", None] == (
        "no_organisation"
    )


# ---------------------------------------------------------------- figures that do not exist


def test_reasons() -> None:
    found: set[str] = set()
    made = [*edge_plans().values(), plan(agreement=Agreement(fomin_approved=Decimal(1))), plan(24, streams=(sales(1),))]
    lost = plan(36, streams=(Contract(amounts=on(dict.fromkeys(range(12), 1))),), costs=(OneOff(amounts=on({30: 2})),))
    shown: dict[str, Any] = {"appraisal": Appraisal(shown=True), "basis": {"discount_rate": Decimal("0.1")}}
    twice = (Contract(amounts=on({1: 230})),), (OneOff(amounts=on({0: 100, 2: 132})),)
    appraised = plan(streams=twice[0], costs=twice[1], **shown), plan(streams=twice[0], **shown)
    for each in (*made, lost, *appraised, *(random_plan(seed) for seed in range(8))):
        found |= set(evaluate(each).reasons.values())
    assert found == {
        "no_sales", "margin_not_positive", "never_reached", "lost_at_end", "no_costs", "no_funding", "no_contributions",
        "no_fomin", "no_counterpart_approved", "no_counterpart", "fewer_months_follow", "after12_incomplete",
        "no_sustained_phase", "no_payments", "nothing_to_date",
        "no_organisation", "no_debt", "no_target", "no_discount_rate",
        "no_sign_change", "no_root_in_range", "several_roots", "never_paid_back", "nothing_to_pay_back", "nothing_paid",
        "no_steps", "steps_take_margin", "several_units",
    }  # fmt: skip


def test_lost_at_the_end() -> None:
    lost = plan(24, streams=(Contract(amounts=on({0: 5})),), costs=(OneOff(amounts=on({20: 2})),))
    result = evaluate(lost)
    assert value(result, "break_even.month.reached") == 11
    assert result.relapses["break_even.month"] == [(20, 23)]
    assert result.reasons["break_even.month.held_from", "single", None] == "lost_at_end"
    assert result.shortfalls["break_even.month"] == pytest.approx(2)


# ---------------------------------------------------------------- for any plan


def close(found: np.ndarray | float, expected: np.ndarray | float, result: Result) -> None:
    scale = max(abs(row).max() for row in result.monthly.values())
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9 * max(scale, 1))


@given(plans())
@settings(max_examples=40)
def test_the_position_balances(one: Plan) -> None:
    result = evaluate(one)
    rows = result.monthly
    change = rows["net_result"] + rows["contributions_to_investment"] + rows["not_yet_found"] - rows["fomin_returned"]
    close(np.diff(rows["funds"], prepend=result.opening_funds), change, result)
    for name in ("receivables", "payables", "advances", "fixed_assets", "loans", "restricted_cash", "cash"):
        close(np.minimum(rows[name], 0), 0 * rows[name], result)


@given(plans())
@settings(max_examples=40)
def test_sources_are_uses_and_change_in_cash(one: Plan) -> None:
    result = evaluate(one)
    rows, opening = result.monthly, one.opening
    inward = ("collections", "salvage", "contributions", "loans_drawn", "not_yet_found")
    outward = ("payments", "investment", "debt_service", "fomin_returned")
    uses = (opening.cash, opening.cash_structure, opening.cash_services, opening.cash_investment)
    change = np.diff(rows["cash"] + rows["restricted_cash"], prepend=float(sum(each or 0 for each in uses)))
    close(change, sum(rows[name] for name in inward) - sum(rows[name] for name in outward), result)
    spent = sum(rows[name] for name in outward[:3])
    kind = sum(row for name, row in rows.items() if name.startswith("sources.")) - rows["contributions"]
    close(result.paid.sum(axis=(0, 1)), spent + kind, result)
    close(result.paid[:, -1].sum(axis=0), rows["not_yet_found"], result)


@given(plans())
@settings(max_examples=20)
def test_parts_add_up(one: Plan) -> None:
    result = evaluate(one)
    periods = Grid.of(one).periods
    for view in ("planned", "committed"):
        for kind in ("year", "quarter", "month"):
            gaps = [value(result, f"funding.gap.{view}", each.id) for each in periods if each.kind == kind]
            close(sum(gap or 0 for gap in gaps), value(result, f"funding.peak_gap.{view}") or 0, result)
    for each in periods:
        names = ("public", "private", "international")
        shares = [result.figures.get((f"funding.{name}_share", each.id, None)) for name in names]
        assert shares[0] is None or sum(share or 0 for share in shares) == pytest.approx(1)
        full = result.figures.get(("self_sufficiency.full", each.id, None))
        safe = result.figures.get(("margin_of_safety", each.id, None))
        recurring = result.monthly["recurring_result"][each.first : each.last + 1].sum()
        if full is not None and safe is not None and abs(full - 1) > 1e-6:
            assert (recurring >= 0) == (full >= 1) == (safe >= 0)


@given(plans(24))
@settings(max_examples=15)
def test_the_order_of_lines_changes_nothing(one: Plan) -> None:
    tables = ("services", "streams", "costs", "investments", "sources", "loans")
    other = evaluate(one.with_(**{name: getattr(one, name)[::-1] for name in tables}))
    result = evaluate(one)
    assert result.reasons == other.reasons
    for key, found in result.figures.items():
        close(found or 0, other.figures[key] or 0, result)


def test_the_generator_makes_every_kind() -> None:
    counted: Counter[str] = Counter()
    kinds = [
        *(f"stream {kind}" for kind in ("fee", "membership", "commission", "contract")),
        *(f"cost {kind}" for kind in ("staff", "fixed", "variable", "share", "step", "one_off")),
        "source cash", "source in_kind", "investment", "loan french", "in kind", "restricted", "foreign currency",
    ]  # fmt: skip
    for seed in range(12):
        found = census(random_plan(seed))
        assert all(found[kind] for kind in kinds)
        counted += found
    print(counted)
    assert all(counted[f"end {where}"] for where in ("before", "inside", "after"))


def test_the_reference_plan_has_the_size_that_is_measured() -> None:
    one = reference_plan()
    lines = len(one.streams), len(one.costs) + len(one.investments), len(one.sources), len(one.loans)
    assert lines == (60, 200, 20, 3)
    assert Grid.of(one).months == 120
