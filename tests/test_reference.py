"""The plain-numpy reference against worked examples: finance §10, published ones, and rules worked by hand here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from reference import Result, evaluate

from workbench.model.costs import Fixed, Investment, OneOff, ShareCost, Step, Variable
from workbench.model.financing import Carry, CashSource, InKindSource, Loan
from workbench.model.grid import month_of, number_of
from workbench.model.plan import Plan
from workbench.model.project import Agreement, Basis, Opening, OpeningAsset, Project
from workbench.model.revenue import Contract, Dated, Driver, Fee, Membership
from workbench.model.services import Service
from workbench.model.types import (
    Indexation,
    Perimeter,
    Provider,
    SourceUse,
    Status,
)

PUBLISHED = json.loads((Path(__file__).parent / "examples" / "published.json").read_text(encoding="utf-8"))
START = "2027-01"


def month(index: int) -> str:
    return month_of(number_of(START) + index)


def plan(months: int = 12, end: int | None = None, basis: dict[str, Any] | None = None, **tables: Any) -> Plan:
    """A plan from January on whose project ends in month ``end``."""
    at = None if end is None else number_of(START) + end
    project = Project(current_end=None if at is None else date(at // 12, at % 12 + 1, 28))
    return Plan(project=project, basis=Basis(start=START, months=months, **(basis or {})), **tables)


def on(amounts: Mapping[int, float]) -> tuple[Dated, ...]:
    return tuple(Dated(month=month(at), amount=Decimal(str(amount))) for at, amount in amounts.items())


def sales(amount: float, months: int = 12, **more: Any) -> Contract:
    """The same delivery every month."""
    return Contract(amounts=on(dict.fromkeys(range(months), amount)), **more)


def each_month(amount: float, **more: Any) -> Driver:
    return Driver(first=Decimal(str(amount)), **more)


def value(result: Result, figure: str, period: str = "single", service: Service | None = None) -> float | None:
    return result.figures[figure, period, str(service.id) if service else None]


# ---------------------------------------------------------------- finance §10


def test_season() -> None:
    factors = tuple(map(Decimal, [".2", ".4", "1.4", "1.6", "1.6", "1.4", ".6", "1.2", "1.4", "1.2", ".8", ".2"]))
    fee = Fee(price=Decimal(1), units=each_month(3_000, season=factors))
    share = ShareCost(rate=Decimal("0.3"), streams=(fee.id,))
    result = evaluate(plan(streams=(fee,), costs=(share, Fixed(amount=Decimal(2_000)))))
    expected = [-1580, -1160, 940, 1360, 1360, 940, -740, 520, 940, 520, -320, -1580]
    assert result.monthly["recurring_result"] == pytest.approx(expected)
    assert result.monthly["gap.planned"] == pytest.approx([1580, 1160] + [0] * 10)
    assert value(result, "funding.peak_gap.planned") == pytest.approx(2740)
    assert value(result, "break_even.month.held_from") == 11
    assert set(result.notes["break_even.month.held_from", "single", None]) == {"from_the_start", "fewer_than_12_left"}


def test_relapse() -> None:
    # +100 a month but −150 in months 40 to 45; a window with 5 of these makes 700 − 750 = −50.
    loss = OneOff(amounts=on(dict.fromkeys(range(40, 46), 250)))
    result = evaluate(plan(72, streams=(sales(100, 72),), costs=(loss,)))
    assert value(result, "break_even.month.reached") == 11
    assert result.relapses["break_even.month"] == [(44, 52)]
    assert value(result, "break_even.month.held_from") == 53
    assert ("break_even.month.held_from", "single", None) not in result.notes


def test_late_start() -> None:
    bad, good = dict.fromkeys(range(24), 100), dict.fromkeys(range(24, 48), 100)
    result = evaluate(plan(48, streams=(Contract(amounts=on(good)),), costs=(OneOff(amounts=on(bad)),)))
    assert value(result, "break_even.month.reached") == 29
    assert value(result, "break_even.month.held_from") == 29


@pytest.mark.parametrize(("perimeter", "reached"), [(Perimeter.PROJECT, 11), (Perimeter.CONTINUING, 35)])
def test_project_only_lines_stay_out_of_break_even(perimeter: Perimeter, reached: int) -> None:
    line = Fixed(amount=Decimal(4_100), end=month(23), perimeter=perimeter)
    result = evaluate(plan(48, end=23, streams=(sales(100, 48),), costs=(line,)))
    assert value(result, "break_even.month.reached") == reached
    assert result.monthly["project_only_result"].sum() == (-4_100 * 24 if reached == 11 else 0)


def test_self_sufficiency() -> None:
    office = Fixed(amount=Decimal(25), in_kind=True)
    giver = InKindSource(carries=(Carry(line=office.id),), status=Status.COMMITTED)
    opening = Opening(assets=(OpeningAsset(book_value=Decimal(100), months_left=12),))
    # 5 % a month on 500, once in the grace and once with the principal: 50 of interest
    loan = Loan(month=month(0), principal=Decimal(500), rate=Decimal("0.6"), term=2, grace=1)
    sold, spent = Contract(amounts=on({0: 800})), OneOff(amounts=on({0: 900}))
    result = evaluate(plan(opening=opening, streams=(sold,), costs=(spent, office), sources=(giver,), loans=(loan,)))
    assert value(result, "self_sufficiency.full", "after12") == pytest.approx(800 / 1350)
    assert value(result, "self_sufficiency.cash", "after12") == pytest.approx(800 / 950)
    assert value(result, "self_sufficiency.full", "after12") == pytest.approx(0.5926, abs=5e-5)
    assert value(result, "self_sufficiency.cash", "after12") == pytest.approx(0.8421, abs=5e-5)


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
    shared = OneOff(amounts=on({0: 400}))
    result = evaluate(plan(services=(a, b), streams=fees, costs=(*variable, *own, shared)))
    assert value(result, "break_even.sales", "after12") == pytest.approx(2200 * 800 / 900)
    assert value(result, "margin_of_safety", "after12") == pytest.approx(1 - 0.88888889)
    for service, units, alone, full in ((a, 100, 50, 0.9444), (b, 60, 20, 0.7778)):
        part = value(result, "break_even.activity.own", "after12", service)
        assert part is not None
        assert part * units == pytest.approx(alone)
        assert value(result, "break_even.activity.full", "after12", service) == pytest.approx(full, abs=5e-5)


@pytest.mark.parametrize(("block", "closed"), [(500, 1_000), (1_200, 1_100)])
def test_steps_in_closed_form(block: int, closed: int) -> None:
    # 1,200 units: three blocks of 500, or one of 1,200 that costs 3,600
    fee = Fee(price=Decimal(10), units=each_month(1_200), end=month(0))
    step = Step(stream=fee.id, amount=Decimal(1_000 if block == 500 else 3_600), block=Decimal(block))
    costs = (Variable(stream=fee.id, unit_cost=Decimal(4)), step, OneOff(amounts=on({0: 3_000})))
    result = evaluate(plan(streams=(fee,), costs=costs))
    assert value(result, "break_even.sales", "after12") == pytest.approx(10 * closed)


def test_pot() -> None:
    grant = CashSource(use=SourceUse.INVESTMENT, amounts=on({0: 100}), status=Status.COMMITTED)
    bought = Investment(month=month(2), amount=Decimal(60))
    result = evaluate(plan(costs=(OneOff(amounts=on({0: 10, 1: 10, 3: 10})),), investments=(bought,), sources=(grant,)))
    assert result.monthly["restricted_cash.investment"][-1] == pytest.approx(40)
    assert value(result, "funding.peak_gap.committed") == pytest.approx(30)
    assert result.monthly["gap.planned"][:5] == pytest.approx([10, 10, 0, 10, 0])


def test_grace() -> None:
    loan = Loan(month=month(0), principal=Decimal(12_000), rate=Decimal("0.12"), term=12, grace=6)
    service = evaluate(plan(24, loans=(loan,))).monthly["debt_service"]
    assert service[1:7] == pytest.approx([120] * 6)
    assert service[7:13] == pytest.approx([2070.58] * 6, abs=0.005)
    assert not service[13:].any()


def test_churn() -> None:
    club = Membership(dues=Decimal(1), opening_members=Decimal(100), churn=Decimal("0.1"))
    assert evaluate(plan(streams=(club,))).monthly["revenue"][11] == pytest.approx(90)


def test_index() -> None:
    basis = Basis(start="2027-07", months=12, fiscal_start=7, inflation=(Decimal("0.06"),))
    line = Fixed(amount=Decimal(10), indexation=Indexation.INFLATION)
    spent = evaluate(Plan(basis=basis, costs=(line,))).monthly["payments"]
    assert spent.sum() == pytest.approx(123.6)


# ---------------------------------------------------------------- published examples


@pytest.mark.parametrize("case", PUBLISHED["break_even_one_product"], ids=lambda case: case["id"])
def test_published_break_even(case: dict[str, Any]) -> None:
    fee = Fee(price=Decimal(str(case["price"])), units=each_month(200_000), end=month(0))
    costs = [
        Variable(stream=fee.id, unit_cost=Decimal(str(case["unit_variable_cost"]))),
        OneOff(amounts=on({0: case["fixed"] + case.get("target", 0)})),
        ShareCost(streams=(fee.id,), rate=Decimal(str(case.get("variable_share_of_price", 0)))),
    ]
    found = value(evaluate(plan(streams=(fee,), costs=tuple(costs))), "break_even.sales", "after12")
    assert found == pytest.approx(case["units"] * case["price"])
    assert "sales" not in case or found == pytest.approx(case["sales"])


def test_published_break_even_of_a_mix() -> None:
    case = PUBLISHED["break_even_mix"][0]
    fees: list[Fee] = []
    costs: list[OneOff | Variable] = [OneOff(amounts=on({0: case["fixed"]}))]
    for price, unit_cost, parts in case["products"]:
        fees.append(Fee(price=Decimal(price), units=each_month(parts), end=month(0)))
        costs.append(Variable(stream=fees[-1].id, unit_cost=Decimal(unit_cost)))
    result = evaluate(plan(streams=tuple(fees), costs=tuple(costs)))
    assert value(result, "break_even.sales", "after12") == pytest.approx(case["sales"])


def test_published_margin_of_safety() -> None:
    case = PUBLISHED["margin_of_safety"][0]
    costs = (OneOff(amounts=on({0: case["break_even_sales"]})),)
    result = evaluate(plan(streams=(Contract(amounts=on({0: case["sales"]})),), costs=costs))
    assert value(result, "margin_of_safety", "after12") == pytest.approx(case["margin"], abs=1e-7)


def test_published_self_sufficiency() -> None:
    case = PUBLISHED["self_sufficiency"][0]
    costs = (OneOff(amounts=on({0: case["operating_costs"]})),)
    result = evaluate(plan(streams=(Contract(amounts=on({0: case["operating_income"]})),), costs=costs))
    assert value(result, "self_sufficiency.full", "after12") == pytest.approx(case["ratio"], abs=1e-6)


@pytest.mark.parametrize("case", PUBLISHED["loan"], ids=lambda case: case["id"])
def test_published_loan(case: dict[str, Any]) -> None:
    rate = round(Decimal(str(case["monthly_rate"])) * 12, 12)
    loan = Loan(month=month(0), principal=Decimal(case["principal"]), rate=rate, term=case["months"])
    rows = evaluate(plan(240, loans=(loan,))).monthly
    paid, interest = (rows[name][1 : case["months"] + 1] for name in ("debt_service", "interest"))
    if "payment" in case:
        assert paid == pytest.approx([case["payment"]] * len(paid))
    else:
        assert paid - interest == pytest.approx(case["principal_part"], abs=0.005)
        assert interest.sum() == pytest.approx(case["total_interest"], abs=0.01)
    assert rows["loans"][case["months"]] == pytest.approx(0, abs=1e-6)


def test_published_depreciation() -> None:
    case = PUBLISHED["depreciation"][0]
    amount, salvage = Decimal(case["cost"]), Decimal(case["salvage"])
    bought = Investment(month=month(0), amount=amount, salvage=salvage, life=12 * case["years"])
    rows = evaluate(plan(60, investments=(bought,))).monthly
    assert rows["depreciation"][1:49] == pytest.approx([case["per_year"] / 12] * 48)
    assert rows["fixed_assets"][-1] == pytest.approx(case["salvage"])


def test_published_concentration() -> None:
    case = PUBLISHED["concentration"][0]
    sources = tuple(CashSource(provider=str(i), amounts=on({0: part})) for i, part in enumerate(case["shares"]))
    assert value(evaluate(plan(sources=sources)), "funding.concentration", "after12") == pytest.approx(case["hhi"])


@pytest.mark.parametrize("case", PUBLISHED["funding"][1:], ids=lambda case: case["id"])
def test_published_mix(case: dict[str, Any]) -> None:
    classes = {Provider.GOVERNMENT: case["public"], Provider.FIRMS: case["private"]}
    sources = tuple(CashSource(provider_class=kind, amounts=on({0: part})) for kind, part in classes.items())
    result = evaluate(plan(sources=sources))
    assert value(result, "funding.public_share.structure", "after12") == pytest.approx(case["public"])
    assert value(result, "funding.public_of_two", "after12") == pytest.approx(case["public"])
    assert value(result, "funding.concentration.by_class", "after12") == pytest.approx(case["hhi"])


def test_published_agreement() -> None:
    case = PUBLISHED["funding"][0]
    fomin, counterpart = (Decimal(str(case[name])) for name in ("fomin_musd", "counterpart_musd"))
    given = Agreement(
        fomin_approved=fomin, cash_approved=counterpart, fomin_to_date=fomin / 2, cash_to_date=counterpart / 4
    )
    result = evaluate(plan(agreement=given))
    assert value(result, "agreement.fomin_share") == pytest.approx(case["fomin_share"], abs=5e-7)
    assert value(result, "agreement.counterpart_share") == pytest.approx(case["counterpart_share"], abs=5e-7)
    assert value(result, "agreement.leverage") == pytest.approx(case["counterpart_per_fomin_dollar"])
    assert value(result, "counterpart.delivered") == pytest.approx(0.25)
    # 5.4 / 16.65 to date against 21.6 / 44.1 approved, in points
    assert value(result, "counterpart.pari_passu") == pytest.approx(100 * (5.4 / 16.65 - 21.6 / 44.1))
