"""Yearly exchange rates, loans, cover of the debt and the variants of break-even sales, worked by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from test_reference import each_month, month, on, plan, sales

from workbench.engine.explain import explain
from workbench.engine.projection import Projection, project
from workbench.model.costs import Fixed, Investment, OneOff, ShareCost, Staff
from workbench.model.financing import Carry, CashSource, InKindSource, Loan
from workbench.model.plan import Plan
from workbench.model.project import ExchangeRate, Opening, OpeningAmount, OpeningLoan
from workbench.model.revenue import Contract, Fee
from workbench.model.types import Indexation, Perimeter, Provider, RateBasis, Repayment, SourceUse, Status

D = Decimal
USD = ExchangeRate(currency="USD", rates=(D(4), D(5), D(10)))


def foreign(months: int = 36, *more: ExchangeRate, **tables: Any) -> Plan:
    """Dollars at 4 in the first fiscal year, 5 in the second, 10 from then on; fiscal years start in April."""
    return plan(months, basis={"currency": "COP", "rates": (USD, *more), "fiscal_start": 4}, **tables)


def by_month(one: Plan, figure: str) -> list[float]:
    return [float(each) for each in project(one).monthly(figure)]


def number(projection: Projection, figure: str, period: str = "single") -> float:
    found = projection.value(figure, period)
    assert found.number is not None, found.reason
    return found.number


# ---------------------------------------------------------------- exchange rates


def test_a_rate_holds_for_its_fiscal_year_and_the_last_carries_on() -> None:
    fee = Fee(price=D(1), units=each_month(1), currency="USD")
    expected = [4.0] * 3 + [5.0] * 12 + [10.0] * 21
    assert by_month(foreign(streams=(fee,)), "revenue") == expected
    assert by_month(foreign(streams=(sales(1, 36, currency="USD"),)), "revenue") == expected
    rent = Fixed(amount=D(1), currency="USD", indexation=Indexation.NONE)
    assert by_month(foreign(costs=(rent,)), "structural_costs") == expected
    grant = CashSource(yearly=(D(1), D(1), D(1)), yearly_month=6, currency="USD", use=SourceUse.ANY)
    assert [each for each in by_month(foreign(sources=(grant,)), "contributions_cash") if each] == [5, 10]


def test_a_flow_keeps_the_amount_of_the_month_it_accrues_in() -> None:
    # Sold in March at 4, half of it in advance in February; paid and collected in April, when a dollar is 5.
    sold = Contract(amounts=on({2: 100}), currency="USD", days=30, advance=D("0.5"))
    bought = OneOff(amounts=on({2: 10}), currency="USD", days=30)
    one = foreign(streams=(sold,), costs=(bought,))
    assert by_month(one, "collections")[:5] == pytest.approx([0, 200, 0, 200, 0])
    assert by_month(one, "payments")[:5] == pytest.approx([0, 0, 0, 40, 0])
    post = Staff(headcount=D(1), pay=D(12), salaries=D(13), extra_months=(6,), currency="USD")
    paid = by_month(foreign(costs=(post,)), "payments")
    # Extra pay: 1 dollar a month; three months at 4 and three at 5 are paid in June.
    assert paid[4:7] == pytest.approx([60, 60 + 3 * 4 + 3 * 5, 60])


def test_money_from_outside_takes_the_rate_of_the_month_it_comes_in() -> None:
    grant = CashSource(amounts=on({2: 100}), delay=1, currency="USD")
    assert by_month(foreign(sources=(grant,)), "contributions_cash")[2:5] == [0, 500, 0]


def test_salvage_takes_the_rate_of_the_purchase() -> None:
    car = Investment(month=month(2), amount=D(100), life=12, salvage=D(10), replaced=True, currency="USD")
    found = project(foreign(investments=(car,)))
    assert found.monthly("investment")[[2, 14, 26]].tolist() == [400, 500, 1000]
    assert found.monthly("salvage")[[14, 26]].tolist() == [40, 50]
    assert found.monthly("depreciation")[[3, 15]] == pytest.approx([30, 37.5])


def test_of_two_rates_for_one_currency_the_first_counts_and_its_own_has_none() -> None:
    idle = ExchangeRate(currency="USD", rates=(D(9),)), ExchangeRate(currency="COP", rates=(D(7),))
    fee = Fee(price=D(1), units=each_month(1), currency="USD")
    own = Fee(price=D(1), units=each_month(1), currency="COP")
    assert by_month(foreign(12, *idle, streams=(fee, own)), "revenue")[0] == 4 + 1


def leaves(one: Plan, figure: str, period: str) -> set[str]:
    """The fields a figure is led back to."""
    waiting, found = [explain(project(one), figure, period)], set()
    while waiting:
        trace = waiting.pop()
        found.add(trace.path)
        waiting += trace.parts
    return found


def test_a_figure_leads_back_to_the_rate_the_loan_and_the_surplus_that_were_typed() -> None:
    fee, loan = Fee(price=D(1), units=each_month(1), currency="USD"), Loan(month=month(0), principal=D(6), term=36)
    one = foreign(streams=(fee,), loans=(loan,))
    one = one.with_(basis=one.basis.with_(wanted_surplus=D(5)))
    rates = f"basis/rates/{USD.id}/rates"
    assert rates in leaves(one, "break_even.sales.target", "year:2027/28")
    assert "basis/wanted_surplus" in leaves(one, "break_even.sales.target", "year:2027/28")
    assert {rates, f"loans/{loan.id}/principal"} <= leaves(one, "dscr", "year:2028/29")
    assert f"loans/{loan.id}/principal" in leaves(one, "dscr.minimum", "single")


# ---------------------------------------------------------------- loans


def lent(**terms: Any) -> Plan:
    loan = Loan(month=month(1), principal=D(12_000), rate=D("0.12"), **terms)
    return plan(24, loans=(loan,))


@pytest.mark.parametrize(
    ("terms", "interest", "repaid"),
    [
        # French, six months of grace: 12,000 at 1 % in six payments of 2,070.58.
        ({"term": 12, "grace": 6}, [120] * 7 + [120 - 19.5058], [0] * 6 + [1950.5805, 1970.0863]),
        ({"term": 12, "repayment": Repayment.GERMAN}, [120, 110, 100, 90], [1_000] * 4),
        ({"term": 6, "grace": 2, "repayment": Repayment.GERMAN}, [120, 120, 120, 90, 60, 30, 0],
         [0, 0, 3_000, 3_000, 3_000, 3_000, 0]),
        ({"term": 4, "repayment": Repayment.BULLET}, [120, 120, 120, 120, 0], [0, 0, 0, 12_000, 0]),
        ({"term": 4, "grace": 2, "repayment": Repayment.BULLET}, [120, 120, 120, 120, 0], [0, 0, 0, 12_000, 0]),
    ],
)  # fmt: skip
def test_a_loan_is_repaid_as_agreed(terms: dict[str, Any], interest: list[float], repaid: list[float]) -> None:
    one = lent(**terms)
    assert by_month(one, "interest")[:2] == [0, 0]
    assert by_month(one, "interest")[2 : 2 + len(interest)] == pytest.approx(interest)
    assert by_month(one, "principal_repaid")[2 : 2 + len(repaid)] == pytest.approx(repaid)
    assert by_month(one, "loans")[1] == 12_000


def test_an_effective_rate_is_compounded() -> None:
    one = plan(12, loans=(Loan(month=month(0), principal=D(10_000), rate=D("0.18"), rate_basis=RateBasis.EFFECTIVE),))
    assert by_month(one, "interest")[1] == pytest.approx(138.88430349)


@pytest.mark.parametrize(
    ("repayment", "interest", "repaid"),
    [
        (Repayment.FRENCH, [120.0, 80.3973], [3_960.2654, 3_999.8681]),
        (Repayment.GERMAN, [120.0, 80.0], [4_000.0, 4_000.0]),
        (Repayment.BULLET, [120.0, 120.0], [0.0, 0.0]),
    ],
)
def test_a_loan_of_the_opening_is_repaid_from_the_first_month(
    repayment: Repayment, interest: list[float], repaid: list[float]
) -> None:
    old = OpeningLoan(balance=D(12_000), rate=D("0.12"), months_left=3, repayment=repayment)
    found = project(plan(12).with_(opening=Opening(loans=(old,))))
    assert found.monthly("interest")[:2] == pytest.approx(interest)
    assert found.monthly("principal_repaid")[:2] == pytest.approx(repaid)
    assert found.monthly("principal_repaid").sum() == pytest.approx(12_000)
    assert found.monthly("interest")[3:].tolist() == [0] * 9


def test_a_loan_longer_than_the_plan_stays_owed() -> None:
    found = project(lent(term=60, repayment=Repayment.BULLET))
    assert not found.monthly("principal_repaid").any()
    assert found.monthly("loans")[-1] == 12_000
    assert found.monthly("interest")[2:].tolist() == [120] * 22


# ---------------------------------------------------------------- cover of the debt


def test_cover_counts_what_was_collected() -> None:
    """Finance §10: 100 accrued, 40 of it uncollected, service 80."""
    sold = (Contract(amounts=on({0: 60})), Contract(amounts=on({11: 40}), days=30))
    old = OpeningLoan(balance=D(80), months_left=1)
    found = project(plan(24, streams=sold).with_(opening=Opening(loans=(old,))))
    assert number(found, "dscr", "year:2027") == pytest.approx(0.75)
    assert found.value("dscr", "year:2028").reason == "no_debt"
    assert number(found, "dscr.minimum") == pytest.approx(0.75)


def test_cover_has_contributions_to_operations_and_the_opening_in_and_investment_and_salvage_out() -> None:
    tool = Investment(month=month(0), amount=D(500), life=6, salvage=D(50), replaced=True)
    audit = Fixed(amount=D(1), perimeter=Perimeter.PROJECT)
    fomin = CashSource(provider_class=Provider.FOMIN, amounts=on({0: 70}), use=SourceUse.SERVICES)
    buys = CashSource(amounts=on({0: 1_000}), use=SourceUse.INVESTMENT)
    opening = Opening(
        receivables=(OpeningAmount(month=month(0), amount=D(30)),),
        payables=(OpeningAmount(month=month(0), amount=D(18)),),
        loans=(OpeningLoan(balance=D(120), months_left=12),),
    )
    one = plan(12, end=5, streams=(sales(10),), costs=(audit,), investments=(tool,), sources=(fomin, buys))
    # 120 sold, 6 of the audit, 70 of FOMIN's, 30 in and 18 out from the opening.
    assert number(project(one.with_(opening=opening)), "dscr", "year:2027") == pytest.approx((120 - 6 + 70 + 12) / 120)


def test_the_least_cover_is_that_of_the_worst_year_with_debt() -> None:
    loan = Loan(month=month(11), principal=D(240), term=24)
    years = dict(enumerate([5] * 12 + [30] * 12 + [15] * 12 + [1] * 12))
    found = project(plan(48, streams=(Contract(amounts=on(years)),), loans=(loan,)))
    assert [number(found, "dscr", f"year:{year}") for year in (2028, 2029)] == pytest.approx([3.0, 1.5])
    assert number(found, "dscr.minimum") == pytest.approx(1.5)
    worse = project(plan(48, streams=(Contract(amounts=on(years)),), costs=(Fixed(amount=D(40)),), loans=(loan,)))
    assert number(worse, "dscr.minimum") == pytest.approx(-2.5)


# ---------------------------------------------------------------- variants of break-even sales


def varied(**more: Any) -> Plan:
    """A year: sales 1,200, 50 % variable, fixed 300 in cash and 120 in kind, an asset of 60 worn in it, a loan."""
    fee = Fee(price=D(1), units=each_month(100))
    share = ShareCost(rate=D("0.5"), streams=(fee.id,))
    office = Fixed(amount=D(10), in_kind=True)
    lends = InKindSource(carries=(Carry(line=office.id),), status=Status.COMMITTED)
    signed = {
        use: CashSource(amounts=on({3: amount}), use=use, status=Status.COMMITTED)
        for use, amount in ((SourceUse.STRUCTURE, 40), (SourceUse.INVESTMENT, 1_000))
    }
    fomin = CashSource(provider_class=Provider.FOMIN, amounts=on({0: 500}), use=SourceUse.SERVICES,
                       status=Status.COMMITTED)  # fmt: skip
    hoped = CashSource(amounts=on({0: 500}), use=SourceUse.SERVICES)
    tool = Investment(month=month(0), amount=D(120), life=22)
    return plan(
        12, end=11, streams=(fee,), costs=(share, Fixed(amount=D(25)), office), investments=(tool,),
        sources=(lends, *signed.values(), fomin, hoped),
        loans=(Loan(month=month(0), principal=D(132), term=22),), **more,
    )  # fmt: skip


def test_the_variants_of_break_even_sales() -> None:
    found = project(varied(basis={"wanted_surplus": D(150)}))
    told = {name: number(found, f"break_even.sales{name}", "year:2027") for name in
            ("", ".cash", ".without_in_kind", ".with_support", ".target")}  # fmt: skip
    fixed = 300 + 120 + 60
    assert told == pytest.approx({
        "": fixed / 0.5,
        ".cash": (300 + 66) / 0.5,
        ".without_in_kind": (fixed - 120) / 0.5,
        ".with_support": (fixed - 40 - 120) / 0.5,
        ".target": (fixed + 150) / 0.5,
    })  # fmt: skip


def test_support_never_makes_fixed_costs_negative() -> None:
    rich = varied()
    more = CashSource(amounts=on({1: 9_000}), use=SourceUse.SERVICES, status=Status.COMMITTED)
    found = project(rich.with_(sources=(*rich.sources, more)))
    assert number(found, "break_even.sales.with_support", "year:2027") == 0


def test_a_part_of_a_year_wants_its_part_of_the_surplus() -> None:
    one = plan(18, streams=(sales(100, 18),), basis={"wanted_surplus": D(1_200)})
    found = project(one)
    assert number(found, "break_even.sales.target", "year:2027") == pytest.approx(1_200)
    assert number(found, "break_even.sales.target", "year:2028") == pytest.approx(600)
