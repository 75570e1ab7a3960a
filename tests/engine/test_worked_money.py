"""Worked examples of steps, loans, debt service, a wanted surplus and the appraisal, by engine and reference."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy_financial as npf
import pytest
from appraised import flows
from reference import evaluate
from test_reference import each_month, month, on, plan

from workbench.engine.projection import project
from workbench.model.costs import Fixed, OneOff, ShareCost, Step, Variable
from workbench.model.financing import Loan
from workbench.model.plan import Plan
from workbench.model.project import Appraisal, Opening, OpeningLoan
from workbench.model.revenue import Contract, Fee
from workbench.model.types import RateBasis, Repayment

PUBLISHED = json.loads(
    (Path(__file__).resolve().parents[1] / "examples" / "published.json").read_text(encoding="utf-8")
)
Told = tuple[float | None, str | None]
Side = Callable[[Plan, str, str], Told]


def by_engine(one: Plan, figure: str, period: str = "single") -> Told:
    read = project(one)
    found = (read.exact_value if figure.startswith("break_even.exact") else read.value)(figure, period)
    return found.number, None if found.number is not None else found.reason


def by_reference(one: Plan, figure: str, period: str = "single") -> Told:
    result, key = evaluate(one), (figure, period, None)
    return result.figures[key], result.reasons.get(key)


SIDES: dict[str, Side] = {"engine": by_engine, "reference": by_reference}


@pytest.fixture(params=SIDES)
def told(request: pytest.FixtureRequest) -> Side:
    """A figure by the engine, then by the reference."""
    return SIDES[request.param]


def yearly(amounts: Sequence[float], rate: float | None = None, first: int = 0) -> Plan:
    """Amounts a year apart, in a plan that ends with the last of them."""
    months = [0.0] * (12 * (len(amounts) - 1 + first) + 1)
    for year, amount in enumerate(amounts, first):
        months[12 * year] = amount
    return flows(months, rate)


def case(name: str, id_: str) -> dict[str, Any]:
    return next(each for each in PUBLISHED[name] if each["id"] == id_)


# ---------------------------------------------------------------- appraisal


@pytest.mark.parametrize("id_", ["W-19", "W-20"])
def test_published_npv(told: Side, id_: str) -> None:
    given = case("npv", id_)
    assert told(yearly(given["flows"], given["rate"], given["first_flow_at"]), "npv", "single")[0] == (
        pytest.approx(given["npv"], abs=1e-5)
    )


@pytest.mark.parametrize("id_", ["W-21", "W-22", "W-23"])
def test_published_irr(told: Side, id_: str) -> None:
    given = case("irr", id_)
    found, _ = told(yearly(given["flows"]), "irr", "single")
    assert found == pytest.approx(given["irr"], abs=5e-5)
    assert found == pytest.approx(npf.irr(given["flows"]), abs=1e-8)


def test_mirr_is_that_of_spreadsheets_at_one_rate(told: Side) -> None:
    """W-26 has a rate for each direction, the plan one for both."""
    given = case("mirr", "W-26")
    found, _ = told(yearly(given["flows"], 0.1), "mirr", "single")
    assert found == pytest.approx(npf.mirr(given["flows"], 0.1, 0.1), abs=1e-9)
    low, high = (npf.mirr(given["flows"], given["finance_rate"], rate) for rate in (0.1, given["reinvest_rate"]))
    assert low == pytest.approx(found, abs=1e-9)
    assert high == pytest.approx(given["mirr"], abs=1e-9)


def test_published_payback(told: Side) -> None:
    given = case("payback", "W-28")
    assert told(flows(given["flows"]), "payback", "single")[0] == pytest.approx(given["payback_years"])
    assert told(yearly(given["flows"], given["rate"]), "npv", "single")[0] == pytest.approx(given["npv"], abs=5e-4)


@pytest.mark.parametrize(
    ("amounts", "found"),
    [
        ((-100, 50, 50), (2.0, None)),
        ((50, -100, 20, 40), (2.75, None)),
        ((-100, 150, -60, 30), (2 + 1 / 3, None)),
        ((-100, 50, 49), (None, "never_paid_back")),
        ((10, -5, 5), (None, "nothing_to_pay_back")),
    ],
)
def test_payback_is_the_last_time_the_sum_turns(told: Side, amounts: tuple[float, ...], found: Told) -> None:
    number, reason = told(flows(amounts), "payback", "single")
    assert reason == found[1]
    assert number == (None if found[0] is None else pytest.approx(found[0]))


def test_discounting_is_by_the_month_from_month_0(told: Side) -> None:
    # 12 months at 21 % a year are worth 1.21; 6 months 1.1.
    one = flows((-100, 0, 0, 0, 0, 0, 110, 0, 0, 0, 0, 0, 12.1), 0.21)
    assert told(one, "npv", "single")[0] == pytest.approx(10)
    assert told(one, "benefit_cost", "single")[0] == pytest.approx(1.1)
    assert told(one, "discounted_payback", "single")[0] == pytest.approx(6)


def test_a_real_rate_is_that_of_the_flows_without_inflation(told: Side) -> None:
    # Prices rise by 10 % in January: 121 of the next January are 110 of today's money.
    one = flows([-100, *[0] * 11, 121], inflation=(Decimal("0.1"),))
    assert told(one, "irr", "single")[0] == pytest.approx(0.21)
    assert told(one, "irr_real", "single")[0] == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("amounts", "reason", "roots"),
    [
        ((-100, *[0] * 11, 230, *[0] * 11, -132), "several_roots", 2.0),
        ((-100, *[0] * 11, 360, *[0] * 11, -431, *[0] * 11, 171.6), "several_roots", 3.0),
        ((-1, *[0] * 10, 10**9), "no_root_in_range", 0.0),
        ((5, 5), "no_sign_change", None),
        ((-5, -5), "no_sign_change", None),
    ],
)
def test_every_root_is_counted(told: Side, amounts: tuple[float, ...], reason: str, roots: float | None) -> None:
    # 10 and 20 % a year; 10, 20 and 30 %.
    one = flows(amounts)
    assert told(one, "irr", "single") == (None, reason)
    assert told(one, "irr.roots", "single")[0] == roots


def test_what_is_left_counts_once_and_can_be_left_out(told: Side) -> None:
    """60 sold and 10 owed at the end: 60 to collect, 10 to pay. With it, 50; without, nothing moved at all."""
    sold = Contract(amounts=on({11: 60}), days=30)
    owed = OneOff(amounts=on({11: 10}), days=30)
    for residual, npv in ((True, 50.0), (False, 0.0)):
        one = plan(
            basis={"discount_rate": Decimal(0)}, streams=(sold,), costs=(owed,),
            appraisal=Appraisal(shown=True, residual=residual),
        )  # fmt: skip
        assert told(one, "npv", "single")[0] == pytest.approx(npv)


# ---------------------------------------------------------------- steps


def stepped(amount: int, units: int = 1_200) -> Plan:
    """Price 10, variable 4, fixed 3,000, an amount per 500 units (finance §10)."""
    fee = Fee(price=Decimal(10), units=each_month(units), end=month(0))
    step = Step(stream=fee.id, amount=Decimal(amount), block=Decimal(500))
    costs = (Variable(stream=fee.id, unit_cost=Decimal(4)), step, OneOff(amounts=on({0: 3_000})))
    return plan(streams=(fee,), costs=costs)


@pytest.mark.parametrize(
    ("amount", "exact", "loses"), [(1_000, 833.3333, [(0, 833.3333)]), (1_200, 900, [(0, 900), (1_000, 1_100)])]
)
def test_steps_in_exact_form(told: Side, amount: int, exact: float, loses: list[tuple[float, float]]) -> None:
    one = stepped(amount)
    assert told(one, "break_even.exact.units", "after12")[0] == pytest.approx(exact, abs=1e-4)
    assert told(one, "break_even.exact", "after12")[0] == pytest.approx(exact / 1_200, abs=1e-7)
    assert told(one, "break_even.exact.sales", "after12")[0] == pytest.approx(10 * exact, abs=1e-3)
    for ranges in (project(one).exact("after12").loses, evaluate(one).losing["after12"]):
        assert [units * 1_200 for spell in ranges for units in spell] == pytest.approx(
            [units for spell in loses for units in spell], abs=1e-4
        )


def test_the_closed_form_is_exact_inside_the_planned_block(told: Side) -> None:
    """Planned 850 units: two blocks, as at the exact break-even."""
    one = stepped(1_000, 850)
    assert told(one, "break_even.sales", "after12")[0] == pytest.approx(8_333.3333, abs=1e-3)
    assert told(one, "break_even.exact.sales", "after12")[0] == pytest.approx(8_333.3333, abs=1e-3)


def test_steps_that_take_the_margin(told: Side) -> None:
    # 6 a unit are left, and 3,000 for each 500: nothing is left for what is fixed.
    assert told(stepped(3_000), "break_even.exact", "after12") == (None, "steps_take_margin")
    assert told(stepped(0), "break_even.exact", "after12") == (None, "no_steps")


# ---------------------------------------------------------------- debt and a wanted surplus


@pytest.mark.parametrize(("collected", "cover"), [(100, 1.25), (60, 0.75)])
def test_published_cover_of_debt(told: Side, collected: int, cover: float) -> None:
    """W-34; and finance §10: 100 accrued, 40 of it uncollected."""
    given = case("dscr", "W-34")
    sold = Contract(amounts=on({0: collected, 11: 100 - collected}), days=30)
    loan = Loan(month=month(0), principal=Decimal(given["debt_service"] // 1_000), term=2, grace=1)
    one = plan(streams=(sold,), loans=(loan,))
    assert told(one, "dscr", "year:2027")[0] == pytest.approx(cover)
    assert told(one, "dscr.minimum", "single")[0] == pytest.approx(cover)
    assert told(plan(streams=(sold,)), "dscr", "year:2027") == (None, "no_debt")


def test_published_break_even_with_a_target(told: Side) -> None:
    given = case("break_even_one_product", "W-6")
    fee = Fee(price=Decimal(given["price"]), units=each_month(200_000), end=month(0))
    costs = (
        Variable(stream=fee.id, unit_cost=Decimal(given["unit_variable_cost"])),
        OneOff(amounts=on({0: given["fixed"]})),
    )
    one = plan(basis={"wanted_surplus": Decimal(given["target"])}, streams=(fee,), costs=costs)
    assert told(one, "break_even.sales.target", "after12")[0] == pytest.approx(given["units"] * given["price"])
    assert told(one, "break_even.sales", "after12")[0] == pytest.approx(given["fixed"] * 3)


def test_no_fixed_costs_break_even_at_nothing(told: Side) -> None:
    sold = Contract(amounts=on({0: 10}))
    one = plan(streams=(sold,), costs=(ShareCost(streams=(sold.id,), rate=Decimal("0.4")),))
    for variant in ("", ".cash", ".without_in_kind", ".with_support"):
        assert told(one, f"break_even.sales{variant}", "after12") == (0.0, None)
    assert told(one, "margin_of_safety", "after12") == (1.0, None)


@pytest.mark.parametrize(
    ("repayment", "service", "balance"),
    [
        (Repayment.FRENCH, [106.6185] * 3, 913.296),
        (Repayment.GERMAN, [112, 111, 110], 900),
        (Repayment.BULLET, [12, 12, 12], 1_200),
    ],
)
def test_a_loan_by_hand(repayment: Repayment, service: list[float], balance: float) -> None:
    """1,200 at 1 % a month over 12 months, drawn in month 0 or there before it."""
    terms: dict[str, Any] = {"rate": Decimal("0.12"), "repayment": repayment}
    drawn = plan(18, loans=(Loan(month=month(0), principal=Decimal(1_200), term=12, **terms),))
    there = plan(18, opening=Opening(loans=(OpeningLoan(balance=Decimal(1_200), months_left=12, **terms),)))
    for one, first in ((drawn, 1), (there, 0)):
        rows = evaluate(one).monthly
        assert rows["debt_service"][first : first + 3] == pytest.approx(service, abs=5e-4)
        assert rows["loans"][first + 2] == pytest.approx(balance, abs=0.01)
        assert rows["loans"][first + 11] == pytest.approx(0, abs=1e-9)
        assert project(one).monthly("debt_service") == pytest.approx(rows["debt_service"])


def test_an_effective_annual_rate(told: Side) -> None:
    # E.A. 18 % is 1.3888 % a month (finance §10).
    terms: dict[str, Any] = {"rate": Decimal("0.18"), "rate_basis": RateBasis.EFFECTIVE}
    loan = Loan(month=month(0), principal=Decimal(10_000), term=36, grace=35, **terms)
    rent = Fixed(amount=Decimal(1))
    assert evaluate(plan(loans=(loan,))).monthly["interest"][1] == pytest.approx(138.88, abs=0.005)
    # Each month's rent of 1 is all there is: −12 over eleven months of interest.
    assert told(plan(costs=(rent,), loans=(loan,)), "dscr", "year:2027")[0] == pytest.approx(-12 / 1527.72, abs=1e-6)
