"""What must hold for any plan (finance §9): each sentence a property, each run with every kind of line in it."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from comparing import KINDS
from generator import census, random_plan
from hypothesis import example, given, settings
from hypothesis import strategies as st
from transforms import (
    commission_services,
    halved,
    in_another_currency,
    reversed_,
    scaled,
    sold,
    without_inflation,
    without_steps,
)

from workbench.engine.projection import Projection, Row, project
from workbench.engine.statements import StatementLine
from workbench.model.plan import Plan

NEAR = 1e-9
VIEWS = ("planned", "committed", "contracted")
ENDS = (0, 1, 2, 3)
"""Seeds whose projects end before the plan, inside it, in its last year, and after it."""


@functools.lru_cache(maxsize=128)
def made(seed: int) -> tuple[Plan, Projection]:
    plan = random_plan(seed)
    return plan, project(plan)


Property = Callable[[Plan, Projection], Iterable[str] | None]


def for_any_plan(examples: int = 80, meets: tuple[str, ...] = ()) -> Callable[[Property], Callable[[], None]]:
    """A property of a plan and its projection. The run must have held every kind of line and every project end, and
    whatever else ``meets`` names: a property may return what it met, so that none holds for want of a case."""

    def mark(body: Property) -> Callable[[], None]:
        held: Counter[str] = Counter()

        @settings(max_examples=examples, derandomize=True, deadline=None, database=None)
        @given(st.integers(0, 1_000_000))
        def run(seed: int) -> None:
            plan, projection = made(seed)
            held.update(census(plan))
            held.update(body(plan, projection) or ())

        for seed in ENDS:
            run = example(seed)(run)

        def test() -> None:
            run()
            assert all(held[kind] for kind in (*KINDS, *meets)), held

        test.__name__, test.__doc__ = body.__name__, body.__doc__
        return test

    return mark


def gross(projection: Projection) -> np.ndarray:
    """The gross flows of each month."""
    moved = np.maximum(projection.monthly("cash_moved"), projection.monthly("cash_moved", "committed"))
    earned = projection.monthly("revenue_all") + projection.monthly("all_costs")
    return moved + earned + projection.monthly("project_costs")


def same(found: Any, expected: Any, scale: Any) -> None:
    """Equal as finance §1."""
    found, expected = np.asarray(found, dtype=float), np.asarray(expected, dtype=float)
    near = NEAR * np.maximum(np.maximum(np.abs(found), np.abs(expected)), scale)
    away = np.abs(found - expected) - near
    assert (away <= 0).all(), (found, expected)


def line(projection: Projection, statement: str, id_: str) -> np.ndarray:
    """One line of a statement by month."""
    return next(each.values for each in projection.statements() if (each.statement, each.id) == (statement, id_))


def opening_cash(plan: Plan) -> float:
    has = plan.opening
    return float(sum(each or 0 for each in (has.cash, has.cash_structure, has.cash_services, has.cash_investment)))


def so_far(plan: Plan, projection: Projection) -> np.ndarray:
    """What a stock is measured against: the opening and all flows up to each month."""
    opening = sum(float(abs(row.values[0])) for row in projection.statements() if row.statement == "position")
    return opening + opening_cash(plan) + np.cumsum(gross(projection))


# ---------------------------------------------------------------- statements


@for_any_plan()
def test_sources_are_uses_and_change_in_cash(plan: Plan, projection: Projection) -> None:
    sources, uses = (line(projection, "sources_uses", name) for name in ("sources", "uses"))
    held = line(projection, "position", "free_cash") + line(projection, "position", "restricted_cash")
    same(sources - uses, np.diff(held, prepend=opening_cash(plan)), so_far(plan, projection))
    parts = [
        [each.values for each in projection.statements() if each.statement == "sources_uses" and each.id in names]
        for names in (
            ("collections", "contributions_committed", "contributions_negotiation", "contributions_prospect",
             "loans_drawn", "not_yet_found"),
            ("uses_structure", "uses_services", "uses_investment", "debt_service", "opening_payables",
             "fomin_returned"),
        )
    ]  # fmt: skip
    same(sum(parts[0]), sources, gross(projection))
    same(sum(parts[1]), uses, gross(projection))


@for_any_plan()
def test_closing_is_opening_and_net(plan: Plan, projection: Projection) -> None:
    moves = [x for x in projection.statements() if x.statement == "cash" and not x.stock]
    net = next(each.values for each in moves if each.id == "net")
    same(sum(each.values for each in moves if each.id != "net"), net, gross(projection))
    closing = line(projection, "cash", "free_cash") + line(projection, "cash", "restricted_cash")
    same(closing, opening_cash(plan) + np.cumsum(net), so_far(plan, projection))


@for_any_plan()
def test_the_position_balances(plan: Plan, projection: Projection) -> None:
    parts = [x.values for x in projection.statements() if x.statement == "position" and x.id != "funds"]
    funds = line(projection, "position", "funds")
    same(sum(parts), funds, so_far(plan, projection))
    invested = projection.monthly("contributions") - projection.monthly("cash_operating")
    invested = invested - projection.monthly("in_kind_operating")
    change = line(projection, "operating", "net_result") + invested + projection.monthly("gap")
    change = change - projection.monthly("fomin_returned")
    same(np.diff(funds), change[1:], so_far(plan, projection)[1:])
    has = plan.opening
    owed = sum(row.amount for row in has.receivables) + sum(row.book_value for row in has.assets)
    owes = sum(row.amount for row in has.payables) + sum(row.balance for row in has.loans)
    same(funds[0] - change[0], opening_cash(plan) + float(owed - owes), so_far(plan, projection)[0])
    for part in ("receivables", "payables", "advances", "fixed_assets", "loans", "restricted_cash", "free_cash_shown"):
        assert (projection.monthly(part) >= -NEAR * so_far(plan, projection)).all(), part


@for_any_plan()
def test_years_are_the_sum_of_their_months(plan: Plan, projection: Projection) -> None:
    del plan
    years = [period for period in projection.grid.periods if period.kind == "year"]
    for each in projection.statements():
        told = projection.by_year(each)
        for period, amount in zip(years, told, strict=True):
            months = each.values[period.first : period.last + 1]
            same(amount, months[-1] if each.stock else months.sum(), np.abs(months).sum())
        if not each.stock:
            same(sum(told), each.values.sum(), np.abs(each.values).sum())
            same(sum(projection.by_period(each, "quarter")), each.values.sum(), np.abs(each.values).sum())
    ids: dict[str, list[float]] = {period.kind: [] for period in projection.grid.periods}
    for row in projection.rows():
        if row.id == "funding.gap.committed":
            ids[row.period.kind].append(row.value.number or 0.0)
    peak = projection.value("funding.peak_gap.committed").number
    for kind in ("year", "quarter", "month"):
        same(sum(ids[kind]), peak, gross(projection).sum())


@for_any_plan()
def test_class_shares_add_to_1(plan: Plan, projection: Projection) -> None:
    del plan
    told = {(row.id, row.period.id): row.value.number for row in projection.rows() if row.service is None}
    groups = [
        [f"funding.{sector}_share{use}" for sector in ("public", "private", "international")]
        for use in ("", ".structure", ".services")
    ]
    groups += [["funding.cash_share", "funding.in_kind_share"]]
    groups += [["agreement.fomin_share", "agreement.counterpart_share"]]
    existing = 0
    for names in groups:
        for period in {period for id_, period in told if id_ == names[0]}:
            shares = [told[name, period] for name in names]
            assert len({share is None for share in shares}) == 1
            if shares[0] is not None:
                same(sum(share or 0.0 for share in shares), 1.0, 1.0)
                assert all(-NEAR <= (share or 0.0) <= 1 + NEAR for share in shares)
                existing += 1
    assert existing


# ---------------------------------------------------------------- lines


@for_any_plan(meets=("a life that ends",))
def test_depreciation_and_book_value_are_the_amount(plan: Plan, projection: Projection) -> list[str]:
    met = []
    bought, worn, value, salvage = (
        projection.lines(f"asset_{name}") for name in ("bought", "depreciation", "value", "salvaged")
    )
    left = projection.lines("asset_salvage")
    for asset in plan.investments:
        spent = np.cumsum(bought[asset.id])
        same(np.cumsum(worn[asset.id]) + value[asset.id] + np.cumsum(salvage[asset.id]), spent, spent[-1])
        at = projection.grid.index(asset.month) if asset.month else projection.grid.months
        done = at + asset.life
        assert (value[asset.id] >= -NEAR * spent[-1]).all()
        if done < projection.grid.months and np.count_nonzero(bought[asset.id]) == 1:
            same(worn[asset.id].sum(), spent[-1] - left[asset.id].sum(), spent[-1])
            same(value[asset.id][done], left[asset.id].sum(), spent[-1])
            assert not worn[asset.id][: at + 1].any()
            same(worn[asset.id][done + 1 :], 0.0, spent[-1])
            met.append("a life that ends")
    return met


@for_any_plan(meets=("a term that fits",))
def test_what_is_repaid_is_what_was_lent(plan: Plan, projection: Projection) -> list[str]:
    drawn, repaid, owed = (projection.lines(f"loan_{name}") for name in ("drawn", "repaid", "balance"))
    met = []
    for loan in plan.loans:
        amount = float(loan.principal or 0)
        assert drawn[loan.id].sum() == amount
        same(repaid[loan.id].sum() + owed[loan.id][-1], amount, amount)
        if projection.grid.index(loan.month or "") + loan.term < projection.grid.months:
            same(repaid[loan.id].sum(), amount, amount)
            met.append("a term that fits")
    for old in plan.opening.loans:
        if old.months_left <= projection.grid.months:
            same(repaid[old.id].sum(), float(old.balance), float(old.balance))
    return met


# ---------------------------------------------------------------- figures


@for_any_plan()
def test_gaps_fill_the_till(plan: Plan, projection: Projection) -> None:
    scale = so_far(plan, projection)
    for view in VIEWS:
        gap, till = projection.monthly("gap", view), projection.monthly("free_cash", view)
        filled = projection.monthly("gap_so_far", view)
        assert (gap >= 0).all()
        same(gap.sum(), filled[-1], scale[-1])
        assert (till + filled >= 0).all()
        if view != "contracted":
            same(gap.sum(), projection.value(f"funding.peak_gap.{view}").number, scale[-1])


@for_any_plan(meets=("stands", "does not stand"))
def test_three_ways_to_stand_alone_say_the_same(plan: Plan, projection: Projection) -> list[str]:
    del plan
    met = []
    result, earned = projection.monthly("recurring_result"), projection.monthly("revenue")
    for row in projection.rows():
        if row.id != "self_sufficiency.full":
            continue
        span = slice(row.period.first, row.period.last + 1)
        full, safe = row.value.number, projection.value("margin_of_safety", row.period.id).number
        left, sales = result[span].sum(), earned[span].sum()
        if full is None or safe is None or abs(left) <= NEAR * sales:
            continue
        assert (left >= 0) == (full >= 1) == (safe >= 0), row
        met.append("stands" if left >= 0 else "does not stand")
    return met


@for_any_plan(40, meets=("project", "sustained", "after12"))
def test_sales_at_break_even_leave_a_result_of_0(plan: Plan, projection: Projection) -> list[str]:
    straight, met = without_steps(plan), []
    projection = project(straight)
    for period in projection.grid.periods:
        found = projection.value("break_even.sales", period.id) if period.kind in ("phase", "after12") else None
        if found is None or found.number is None:
            continue
        sales = projection.monthly("revenue")[period.first : period.last + 1].sum()
        again = project(sold(straight, Decimal(found.number / float(sales)).quantize(Decimal("1e-12"))))
        span = slice(period.first, period.last + 1)
        same(again.monthly("revenue")[span].sum(), found.number, 0)
        same(again.monthly("recurring_result")[span].sum(), 0.0, gross(again)[span].sum())
        met.append(period.id)
    return met


# ---------------------------------------------------------------- the same plan written otherwise

Key = tuple[str, str, object]


def told(projection: Projection) -> dict[Key, Row]:
    return {(row.id, row.period.id, row.service): row for row in projection.rows()}


def money_of(line_: StatementLine) -> Key:
    return line_.statement, line_.id, None


def same_figures(one: Projection, other: Projection, k: float = 1.0, grown: frozenset[Key] = frozenset()) -> None:
    """Money is k times as much, anything else as it was, reasons and notes too; ``grown``: units that are money."""
    mine, theirs = told(one), told(other)
    assert mine.keys() == theirs.keys()
    flows = k * gross(one).sum()
    for key, row in mine.items():
        found, factor = theirs[key].value, k if row.unit == "money" or key in grown else 1.0
        assert row.value.reason == found.reason, key
        assert (row.value.number is None) == (found.number is None), key
        if row.value.number is not None:
            same(found.number, factor * row.value.number, flows if row.unit == "money" else 1.0)
    lines = {money_of(each): each.values for each in other.statements()}
    for each in one.statements():
        same(lines[money_of(each)], k * each.values, flows)


@for_any_plan(40)
def test_scaling_all_amounts_scales_money_and_no_ratio(plan: Plan, projection: Projection) -> None:
    money = commission_services(plan)
    grown = frozenset(key for key in told(projection) if key[0].endswith(".units") and key[2] in money)
    same_figures(projection, project(scaled(plan, Decimal("2.5"))), 2.5, grown)


@for_any_plan(40)
def test_lines_in_halves_change_nothing(plan: Plan, projection: Projection) -> None:
    other = halved(plan)
    assert len(other.costs) > len(plan.costs)
    assert len(other.sources) > len(plan.sources)
    same_figures(projection, project(other))


@for_any_plan(40)
def test_the_order_of_lines_changes_nothing(plan: Plan, projection: Projection) -> None:
    other = reversed_(plan)
    assert other.streams[0].id == plan.streams[-1].id
    assert other.opening.assets[0].id == plan.opening.assets[-1].id
    same_figures(projection, project(other))


@for_any_plan(40)
def test_a_constant_exchange_rate_changes_no_ratio(plan: Plan, projection: Projection) -> None:
    del projection
    nominal, rate = without_inflation(plan), Decimal("3.75")
    same_figures(project(nominal), project(in_another_currency(nominal, rate)), 3.75)


# ---------------------------------------------------------------- the generator's clause


def test_every_run_holds_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    counts: Counter[str] = Counter()

    @for_any_plan()
    def run(plan: Plan, projection: Projection) -> None:
        del projection
        counts.update(census(plan))

    run()
    with capsys.disabled():
        print("\nproperties: " + ", ".join(f"{kind} {counts[kind]}" for kind in KINDS))
