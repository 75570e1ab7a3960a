"""Worked examples through the engine: finance §10 as literals, and examples others have published."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from test_reference import each_month, month, on, plan, sales

from workbench.engine.projection import Projection, project
from workbench.model.costs import Fixed, Investment, OneOff, ShareCost, Step, Variable
from workbench.model.financing import Carry, CashSource, InKindSource, Loan
from workbench.model.plan import Plan
from workbench.model.project import Agreement, Basis, Opening, OpeningAsset
from workbench.model.revenue import Contract, Fee, Membership
from workbench.model.services import Service
from workbench.model.types import Indexation, Perimeter, Provider, SourceUse, Status

PUBLISHED = json.loads(
    (Path(__file__).resolve().parents[1] / "examples" / "published.json").read_text(encoding="utf-8")
)
SIGNED = Status.COMMITTED


def value(projection: Projection, figure: str, period: str = "single", service: Service | None = None) -> float:
    """A figure that exists."""
    found = projection.value(figure, period, service.id if service else None)
    assert found.number is not None, found.reason
    return found.number


# ---------------------------------------------------------------- finance §10


def seasonal() -> Plan:
    """3,000 a month on average, 30 % variable, 2,000 fixed, from January."""
    factors = [".2", ".4", "1.4", "1.6", "1.6", "1.4", ".6", "1.2", "1.4", "1.2", ".8", ".2"]
    fee = Fee(price=Decimal(1), units=each_month(3_000, season=tuple(map(Decimal, factors))))
    share = ShareCost(rate=Decimal("0.3"), streams=(fee.id,))
    return plan(streams=(fee,), costs=(share, Fixed(amount=Decimal(2_000))))


def test_season() -> None:
    found = project(seasonal())
    results = [-1580, -1160, 940, 1360, 1360, 940, -740, 520, 940, 520, -320, -1580]
    assert found.monthly("recurring_result") == pytest.approx(results)
    assert found.monthly("recurring_result").sum() == pytest.approx(1_200)
    gaps = [value(found, "funding.gap.planned", f"month:2027-{at + 1:02d}") for at in range(12)]
    assert gaps == pytest.approx([1_580, 1_160] + [0] * 10)
    assert value(found, "funding.peak_gap.planned") == pytest.approx(2_740)
    held = found.value("break_even.month.held_from")
    assert (held.number, held.reason) == (11, "from_the_start")


def test_relapse() -> None:
    # +100 a month but −150 in months 40 to 45: a window with 5 of these makes 700 − 750 = −50.
    loss = OneOff(amounts=on(dict.fromkeys(range(40, 46), 250)))
    found = project(plan(72, streams=(sales(100, 72),), costs=(loss,)))
    assert value(found, "break_even.month.reached") == 11
    assert [(spell.first, spell.last) for spell in found.relapses()] == [(44, 52)]
    assert value(found, "break_even.month.held_from") == 53
    told = [row for row in found.rows() if row.id == "break_even.month.relapses"]
    assert [(row.period.id, row.value.number) for row in told] == [("spell:2030-09", 9)]


def test_late_start() -> None:
    bad, good = dict.fromkeys(range(24), 100), dict.fromkeys(range(24, 48), 100)
    found = project(plan(48, streams=(Contract(amounts=on(good)),), costs=(OneOff(amounts=on(bad)),)))
    assert value(found, "break_even.month.reached") == 29
    assert value(found, "break_even.month.held_from") == 29


@pytest.mark.parametrize(("perimeter", "reached"), [(Perimeter.PROJECT, 11), (Perimeter.CONTINUING, 35)])
def test_perimeter(perimeter: Perimeter, reached: int) -> None:
    line = Fixed(amount=Decimal(4_100), end=month(23), perimeter=perimeter)
    found = project(plan(48, end=23, streams=(sales(100, 48),), costs=(line,)))
    held = found.value("break_even.month.held_from")
    assert held.number == reached
    assert held.reason == ("from_the_start" if reached == 11 else None)


def test_self_sufficiency() -> None:
    # Revenue 800; cash 900; in kind 12 × 25 = 300; depreciation 100; interest 5 % of 500 twice = 50.
    office = Fixed(amount=Decimal(25), in_kind=True)
    giver = InKindSource(carries=(Carry(line=office.id),), status=SIGNED)
    opening = Opening(assets=(OpeningAsset(book_value=Decimal(100), months_left=12),))
    loan = Loan(month=month(0), principal=Decimal(500), rate=Decimal("0.6"), term=2, grace=1)
    sold, spent = Contract(amounts=on({0: 800})), OneOff(amounts=on({0: 900}))
    made = plan(opening=opening, streams=(sold,), costs=(spent, office), sources=(giver,), loans=(loan,))
    found = project(made)
    assert value(found, "self_sufficiency.full", "after12") == pytest.approx(0.5926, abs=5e-5)
    assert value(found, "self_sufficiency.cash", "after12") == pytest.approx(0.8421, abs=5e-5)


def test_shared_structure() -> None:
    a, b = Service(name="A"), Service(name="B")
    fees = (
        Fee(service=a.id, price=Decimal(10), units=each_month(100), end=month(0)),
        Fee(service=b.id, price=Decimal(20), units=each_month(60), end=month(0)),
    )
    variable = (
        Variable(stream=fees[0].id, unit_cost=Decimal(4)),
        Variable(stream=fees[1].id, unit_cost=Decimal(15)),
    )
    own = (OneOff(service=a.id, amounts=on({0: 300})), OneOff(service=b.id, amounts=on({0: 100})))
    found = project(plan(services=(a, b), streams=fees, costs=(*variable, *own, OneOff(amounts=on({0: 400})))))
    assert value(found, "break_even.sales", "after12") == pytest.approx(1_955.56, abs=0.005)
    assert value(found, "margin_of_safety", "after12") == pytest.approx(1 - 0.88888889)
    for service, units, full in ((a, 50, 0.9444), (b, 20, 0.7778)):
        assert value(found, "break_even.activity.own.units", "after12", service) == pytest.approx(units)
        assert value(found, "break_even.activity.full", "after12", service) == pytest.approx(full, abs=5e-5)
    assert value(found, "break_even.activity.full.sales", "after12", a) == pytest.approx(1_000 * 0.94444444)


def test_steps_in_closed_form() -> None:
    # 1,200 units are three blocks of 500: fixed 3,000 + 3 × 1,000, margin 6 a unit: 1,000 units.
    service = Service(name="A")
    fee = Fee(service=service.id, price=Decimal(10), units=each_month(1_200), end=month(0))
    step = Step(stream=fee.id, amount=Decimal(1_000), block=Decimal(500))
    fixed = OneOff(service=service.id, amounts=on({0: 3_000}))
    costs = (Variable(stream=fee.id, unit_cost=Decimal(4)), step, fixed)
    found = project(plan(services=(service,), streams=(fee,), costs=costs))
    assert value(found, "break_even.activity.own.units", "after12", service) == pytest.approx(1_000)
    assert value(found, "break_even.sales", "after12") == pytest.approx(10_000)


def test_pot() -> None:
    grant = CashSource(use=SourceUse.INVESTMENT, amounts=on({0: 100}), status=SIGNED)
    bought = Investment(month=month(2), amount=Decimal(60))
    found = project(plan(costs=(OneOff(amounts=on({0: 10, 1: 10, 3: 10})),), investments=(bought,), sources=(grant,)))
    assert found.monthly("restricted_cash")[-1] == pytest.approx(40)
    assert value(found, "funding.peak_gap.committed") == pytest.approx(30)
    assert found.monthly("gap")[:5] == pytest.approx([10, 10, 0, 10, 0])


def test_grace() -> None:
    loan = Loan(month=month(0), principal=Decimal(12_000), rate=Decimal("0.12"), term=12, grace=6)
    service = project(plan(24, loans=(loan,))).monthly("debt_service")
    assert service[:7] == pytest.approx([0] + [120] * 6)
    assert service[7:13] == pytest.approx([2_070.58] * 6, abs=0.005)
    assert service[13:] == pytest.approx([0] * 11, abs=1e-9)


def test_churn() -> None:
    club = Membership(dues=Decimal(1), opening_members=Decimal(100), churn=Decimal("0.1"))
    found = project(plan(streams=(club,)))
    assert found.lines("members")[club.id][11] == pytest.approx(90)
    assert found.monthly("revenue")[11] == pytest.approx(90)


def test_index() -> None:
    # Six months at 10, six at 10.6.
    basis = Basis(start="2027-07", months=12, fiscal_start=7, inflation=(Decimal("0.06"),))
    found = project(Plan(basis=basis, costs=(Fixed(amount=Decimal(10), indexation=Indexation.INFLATION),)))
    assert found.monthly("payments").sum() == pytest.approx(123.6)


# ---------------------------------------------------------------- published examples


@pytest.mark.parametrize("case", PUBLISHED["break_even_one_product"], ids=lambda case: case["id"])
def test_published_break_even(case: dict[str, Any]) -> None:
    """A wanted surplus counts as a fixed cost here: the variant with a target is the workbook issue's."""
    service = Service(name="A")
    fee = Fee(service=service.id, price=Decimal(str(case["price"])), units=each_month(200_000), end=month(0))
    costs = (
        Variable(stream=fee.id, unit_cost=Decimal(str(case["unit_variable_cost"]))),
        OneOff(service=service.id, amounts=on({0: case["fixed"] + case.get("target", 0)})),
        ShareCost(streams=(fee.id,), rate=Decimal(str(case.get("variable_share_of_price", 0)))),
    )
    found = project(plan(services=(service,), streams=(fee,), costs=costs))
    assert value(found, "break_even.activity.own.units", "after12", service) == pytest.approx(case["units"])
    sales_needed = case.get("sales", case["units"] * case["price"])
    assert value(found, "break_even.sales", "after12") == pytest.approx(sales_needed)


def test_published_break_even_of_a_mix() -> None:
    case = PUBLISHED["break_even_mix"][0]
    services = tuple(Service(name=str(i)) for i in range(3))
    fees: list[Fee] = []
    costs: list[OneOff | Variable] = [OneOff(amounts=on({0: case["fixed"]}))]
    for service, (price, unit_cost, parts) in zip(services, case["products"], strict=True):
        fees.append(Fee(service=service.id, price=Decimal(price), units=each_month(parts), end=month(0)))
        costs.append(Variable(stream=fees[-1].id, unit_cost=Decimal(unit_cost)))
    found = project(plan(services=services, streams=tuple(fees), costs=tuple(costs)))
    assert value(found, "break_even.sales", "after12") == pytest.approx(case["sales"])
    for service, units in zip(services, case["split"], strict=True):
        assert value(found, "break_even.activity.full.units", "after12", service) == pytest.approx(units)


def test_published_break_even_by_margins() -> None:
    # Margins 60 and 30 in equal parts, fixed 9,000: 200 units, 100 of each; at a price of 100, sales of 20,000.
    case = PUBLISHED["break_even_mix"][1]
    services = tuple(Service(name=str(i)) for i in range(2))
    fees, costs = [], [OneOff(amounts=on({0: case["fixed"]}))]
    made: list[Variable] = []
    for service, margin, part in zip(services, case["margins"], case["mix"], strict=True):
        fees.append(Fee(service=service.id, price=Decimal(100), units=each_month(1_000 * part), end=month(0)))
        made.append(Variable(stream=fees[-1].id, unit_cost=Decimal(100 - margin)))
    found = project(plan(services=services, streams=tuple(fees), costs=(*costs, *made)))
    units = [value(found, "break_even.activity.full.units", "after12", service) for service in services]
    assert sum(units) == pytest.approx(case["units"])
    assert value(found, "break_even.sales", "after12") == pytest.approx(100 * case["units"])


def test_published_margin_of_safety() -> None:
    case = PUBLISHED["margin_of_safety"][0]
    costs = (OneOff(amounts=on({0: case["break_even_sales"]})),)
    found = project(plan(streams=(Contract(amounts=on({0: case["sales"]})),), costs=costs))
    assert value(found, "margin_of_safety", "after12") == pytest.approx(case["margin"], abs=1e-7)


def test_published_self_sufficiency() -> None:
    case = PUBLISHED["self_sufficiency"][0]
    costs = (OneOff(amounts=on({0: case["operating_costs"]})),)
    found = project(plan(streams=(Contract(amounts=on({0: case["operating_income"]})),), costs=costs))
    assert value(found, "self_sufficiency.full", "after12") == pytest.approx(case["ratio"], abs=1e-6)


@pytest.mark.parametrize("case", PUBLISHED["loan"], ids=lambda case: case["id"])
def test_published_loan(case: dict[str, Any]) -> None:
    rate = round(Decimal(str(case["monthly_rate"])) * 12, 12)
    loan = Loan(month=month(0), principal=Decimal(case["principal"]), rate=rate, term=case["months"])
    found = project(plan(240, loans=(loan,)))
    rows = (found.lines(name)[loan.id] for name in ("loan_interest", "loan_repaid", "loan_balance"))
    interest, repaid, balance = (row[1 : case["months"] + 1] for row in rows)
    if "payment" in case:
        assert interest + repaid == pytest.approx([case["payment"]] * case["months"])
    else:
        assert repaid == pytest.approx(case["principal_part"], abs=0.005)
        assert interest.sum() == pytest.approx(case["total_interest"], abs=0.01)
    assert balance[-1] == pytest.approx(0, abs=1e-6)


def test_published_depreciation() -> None:
    case = PUBLISHED["depreciation"][0]
    amount, salvage = Decimal(case["cost"]), Decimal(case["salvage"])
    bought = Investment(month=month(0), amount=amount, salvage=salvage, life=12 * case["years"])
    found = project(plan(60, investments=(bought,)))
    assert found.lines("asset_depreciation")[bought.id][1:49] == pytest.approx([case["per_year"] / 12] * 48)
    assert found.lines("asset_value")[bought.id][-1] == pytest.approx(case["salvage"])
    line = next(each for each in found.statements() if each.id == "depreciation")
    assert found.by_year(line)[1:4] == pytest.approx([-case["per_year"]] * 3)


def test_published_concentration() -> None:
    case = PUBLISHED["concentration"][0]
    sources = tuple(CashSource(provider=str(i), amounts=on({0: part})) for i, part in enumerate(case["shares"]))
    assert value(project(plan(sources=sources)), "funding.concentration", "after12") == pytest.approx(case["hhi"])


@pytest.mark.parametrize("case", PUBLISHED["funding"][1:], ids=lambda case: case["id"])
def test_published_mix(case: dict[str, Any]) -> None:
    use = case["id"].removeprefix("SSME-").replace("projects", "services")
    classes = {Provider.GOVERNMENT: case["public"], Provider.FIRMS: case["private"]}
    sources = tuple(
        CashSource(provider_class=kind, use=SourceUse[use.upper()], amounts=on({0: part}))
        for kind, part in classes.items()
    )
    found = project(plan(sources=sources))
    assert value(found, f"funding.public_share.{use}", "after12") == pytest.approx(case["public"])
    assert value(found, f"funding.private_share.{use}", "after12") == pytest.approx(case["private"])
    assert value(found, f"funding.public_of_two.{use}", "after12") == pytest.approx(case["public"])
    assert value(found, "funding.concentration.by_class", "after12") == pytest.approx(case["hhi"])


def test_published_agreement() -> None:
    case = PUBLISHED["funding"][0]
    fomin, counterpart = (Decimal(str(case[name])) for name in ("fomin_musd", "counterpart_musd"))
    given = Agreement(
        fomin_approved=fomin, cash_approved=counterpart, fomin_to_date=fomin / 2, cash_to_date=counterpart / 4
    )
    found = project(plan(agreement=given))
    assert value(found, "agreement.fomin_share") == pytest.approx(case["fomin_share"], abs=5e-7)
    assert value(found, "agreement.counterpart_share") == pytest.approx(case["counterpart_share"], abs=5e-7)
    assert value(found, "agreement.leverage") == pytest.approx(case["counterpart_per_fomin_dollar"])
    assert value(found, "counterpart.delivered") == pytest.approx(0.25)
    assert value(found, "counterpart.cash_share") == pytest.approx(1)
    # 5.4 of 16.65 to date against 21.6 of 44.1 approved, in points.
    assert value(found, "counterpart.pari_passu") == pytest.approx(100 * (5.4 / 16.65 - 21.6 / 44.1))
