"""Each finding: a plan that provokes it, and one at the limit that does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from generator import random_plan
from test_findings_actions import ACTING
from test_reference import each_month, month, on, plan, sales

from workbench.engine.findings import findings
from workbench.engine.projection import project
from workbench.formats import Formats
from workbench.model.base import get
from workbench.model.costs import Cost, Fixed, OneOff, ShareCost, Staff, Step, Variable
from workbench.model.financing import Carry, CashSource, InKindSource
from workbench.model.findings import Finding, Severity
from workbench.model.plan import Plan
from workbench.model.project import Agreement, Basis, Criteria, ExchangeRate, Limit, Opening, Project
from workbench.model.revenue import Contract, Fee, Membership
from workbench.model.services import Segment, Service
from workbench.model.types import (
    Continuation,
    LimitOf,
    PaidBy,
    Perimeter,
    Provider,
    Sector,
    ShareBase,
    SourceUse,
    Status,
)

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT
SERVICE = Service(name="Ventas", owner="Gerencia", indicator="Pedidos", sales_owner="Ana")
SIGNED = Status.COMMITTED


def dec(value: float | str) -> Decimal:
    return Decimal(str(value))


def fee(price: float, units: float = 1, **more: Any) -> Fee:
    return Fee(name="Pedidos", service=SERVICE.id, price=dec(price), units=each_month(units), **more)


def followed(cost: Cost) -> Plan:
    return plan(24, services=(SERVICE,), streams=(fee(10),), costs=(cost,))


def post(**more: Any) -> Staff:
    return Staff(name="Gerencia", service=SERVICE.id, headcount=Decimal(2), pay=Decimal(1), **more)


def grant(amounts: Mapping[int, float] | None = None, **more: Any) -> CashSource:
    return CashSource(provider="Alcaldía", status=SIGNED, amounts=on(amounts or {}), **more)


def in_kind(share: str = "1", quantity: int = 2, pledged: Decimal | None = None, months: int = 12) -> Plan:
    office = Fixed(
        name="Oficina", amount=Decimal(100), in_kind=True, kind_quantity=dec(quantity), kind_value=Decimal(50),
        end=month(11),
    )  # fmt: skip
    carries = (Carry(line=office.id, share=dec(share), end=month(months - 1)),)
    source = InKindSource(provider="Gremio", carries=carries, pledged=pledged, status=SIGNED)
    return plan(24, costs=(office,), sources=(source,))


def twice(share: str) -> Plan:
    base = in_kind()
    more = InKindSource(carries=(Carry(line=base.costs[0].id, share=dec(share)),))
    return base.with_(sources=(*base.sources, more))


def season(margin: float) -> Plan:
    """Nothing in January and February; a year that closes with ``margin``."""
    factors = tuple(map(Decimal, [0, 0] + [1] * 10))
    sold = Fee(price=dec(1_200), units=each_month(1, season=factors))
    return plan(streams=(sold,), costs=(Fixed(amount=dec(1_200 - margin)),))


def relapse(loss: float) -> Plan:
    return plan(72, streams=(sales(100, 72),), costs=(OneOff(amounts=on(dict.fromkeys(range(40, 46), 100 + loss))),))


def client(percent: int) -> Plan:
    named = sales(percent, 24, client="Gremio Norte")
    return plan(24, end=0, streams=(named, sales(100 - percent, 24)))


def largest(percent: int) -> Plan:
    given = CashSource(provider="Alcaldía", amounts=on({13: percent}), status=SIGNED)
    return plan(24, end=11, streams=(Contract(amounts=on({13: 100 - percent})),), sources=(given,))


def private(share: float) -> Plan:
    stream = Contract(amounts=on({13: share}), payer_class=Provider.FIRMS)
    given = tuple(
        CashSource(provider=name, amounts=on({13: 1}), status=SIGNED, provider_class=Provider.GOVERNMENT)
        for name in ("A", "B", "C")
    )
    return plan(24, end=11, streams=(stream,) if share else (), sources=given)


def segment(units: float) -> Plan:
    group = Segment(name="Tiendas", service=SERVICE.id, size=Decimal(120))
    return plan(services=(SERVICE,), segments=(group,), streams=(fee(1, units, segment=group.id),))


def counterpart(cash: float, in_kind_: float) -> Plan:
    limits = (
        Limit(limit=LimitOf.COUNTERPART_MINIMUM, value=dec("0.3"), clause="Convenio, 4.1"),
        Limit(limit=LimitOf.IN_KIND_CEILING, value=dec("0.5")),
    )
    given = Agreement(
        fomin_approved=Decimal(70), cash_approved=dec(cash), in_kind_approved=dec(in_kind_), limits=limits
    )
    return plan(agreement=given)


def priced(price: float, bad_debt: str = "0", share: str = "0") -> Plan:
    sold = fee(price, bad_debt=dec(bad_debt))
    costs = (
        Variable(stream=sold.id, unit_cost=Decimal(8), vat=dec("0.25"), vat_recoverable=False),
        ShareCost(streams=(sold.id,), rate=dec(share)),
    )
    return plan(services=(SERVICE,), streams=(sold,), costs=costs)


def service(**more: Any) -> Plan:
    """A service with everything, but for what is given."""
    one = SERVICE.with_(**more)
    return plan(services=(one,), streams=(fee(1),), costs=(post(),))


def staffed(end: int | None, after: int = 0) -> Plan:
    later = (post(start=month(end + 1)),) * after if end is not None else ()
    leaving = post(end=None if end is None else month(end))
    return plan(36, end=11, services=(SERVICE,), streams=(fee(1),), costs=(leaving, *later))


def team(people: str, end: int | None = None) -> Plan:
    last = None if end is None else month(end)
    return plan(36, end=11, costs=(Staff(headcount=dec(people), pay=Decimal(1), end=last),))


def foreign(months: int, inflation: str = "0.05", rates: tuple[int, ...] = (2,)) -> Plan:
    euro = ExchangeRate(currency="EUR", rates=tuple(map(Decimal, rates)))
    basis = {"inflation": (dec(inflation),), "rates": (euro,)}
    return plan(max(months, 36), basis=basis, costs=(Fixed(amount=Decimal(1), currency="EUR", end=month(months - 1)),))


def starting(at: int) -> Plan:
    return plan(24, costs=(Fixed(amount=Decimal(1), start=month(at)),))


def carried_from(at: int) -> Plan:
    """An office in kind for a year, and a source that carries it from a month on."""
    office = Fixed(amount=Decimal(1), in_kind=True, end=month(11))
    return plan(24, costs=(office,), sources=(InKindSource(carries=(Carry(line=office.id, start=month(at)),)),))


def rated(*currencies: str) -> Plan:
    return plan(basis={"currency": "COP", "rates": tuple(ExchangeRate(currency=code) for code in currencies)})


def of_sector(sector: Sector | None) -> Plan:
    return plan(sources=(CashSource(provider_class=Provider.OTHER, sector=sector, amounts=on({0: 1})),))


def negotiating(since: date) -> Plan:
    return plan(sources=(CashSource(status=Status.NEGOTIATION, since=since, amounts=on({0: 1})),))


def doubled(client_: str) -> Plan:
    paid = {3: 10, 6: 10}
    return plan(streams=(Contract(client=client_, amounts=on(paid)),), sources=(grant(paid),))


def dated(end: str) -> Plan:
    return plan().with_(project=Project(execution_start=date(2027, 5, 1), original_end=date.fromisoformat(end)))


def uncommitted(status: Status) -> Plan:
    rent = Fixed(amount=Decimal(10), start=month(12))
    given = CashSource(status=status, amounts=on(dict.fromkeys(range(12, 24), 10)))
    return plan(24, end=11, costs=(rent,), sources=(given,))


def short(cash: int) -> Plan:
    return plan(24, end=11, costs=(OneOff(amounts=on({15: 100})),), opening=Opening(cash=Decimal(cash)))


def noted(paid: PaidBy, perimeter: Perimeter = Perimeter.CONTINUING) -> Plan:
    return plan(24, end=11, costs=(Fixed(amount=Decimal(1), paid_after_by=paid, perimeter=perimeter),))


def today(use: SourceUse) -> Plan:
    """A structural cost said to be FOMIN's, and FOMIN money for one use."""
    rent = Fixed(amount=Decimal(1), paid_today_by=PaidBy.FOMIN)
    money = CashSource(provider_class=Provider.FOMIN, use=use, status=Status.COMMITTED, amounts=on({0: 5}))
    return plan(24, end=11, costs=(rent,), sources=(money,))


CASES: dict[str, tuple[Severity, Callable[[], Plan], Callable[[], Plan]]] = {
    "end_before_start": (ERROR, lambda: dated("2027-04-30"), lambda: dated("2027-05-01")),
    "no_year_after": (ERROR, lambda: plan(24, end=12), lambda: plan(24, end=11)),
    "price_below_cost": (WARNING, lambda: priced(9.99), lambda: priced(10)),
    "demand_above_segment": (HINT, lambda: segment(3.1), lambda: segment(3)),
    "service_incomplete": (WARNING, lambda: service(owner=""), service),
    "service_without_indicator": (HINT, lambda: service(indicator=""), service),
    "sales_without_owner": (HINT, lambda: service(sales_owner=""), service),
    "post_ends_with_project": (WARNING, lambda: staffed(11), lambda: staffed(12)),
    "cost_follows_nothing": (
        WARNING,
        lambda: followed(ShareCost(rate=dec("0.03"))),
        lambda: followed(ShareCost(rate=dec("0.03"), base=ShareBase.DIRECT_COSTS)),
    ),
    "hockey_stick": (
        WARNING,
        lambda: plan(streams=(fee(12.6, actual_12=Decimal(100)),)),
        lambda: plan(streams=(fee(12.5, actual_12=Decimal(100)),)),
    ),
    "pays_after_expiry": (
        WARNING,
        lambda: plan(sources=(grant({6: 1}, expires=date(2027, 6, 30)),)),
        lambda: plan(sources=(grant({6: 1}, expires=date(2027, 7, 1)),)),
    ),
    "source_without_money": (HINT, lambda: plan(sources=(grant(),)), lambda: plan(sources=(grant({0: 1}),))),
    "long_negotiation": (
        WARNING,
        lambda: negotiating(date(2025, 12, 31)),
        lambda: negotiating(date(2026, 1, 31)),
    ),
    "in_kind_bill": (WARNING, lambda: in_kind(months=11), in_kind),
    "in_kind_twice": (HINT, lambda: twice("0.01"), lambda: twice("0")),
    "in_kind_value": (HINT, lambda: in_kind(quantity=3), in_kind),
    "pledge_not_used": (HINT, lambda: in_kind(pledged=dec(1_201)), lambda: in_kind(pledged=dec(1_200))),
    "counted_twice": (ERROR, lambda: doubled("alcaldía"), lambda: doubled("Otra")),
    "fomin_after": (WARNING, lambda: noted(PaidBy.FOMIN), lambda: noted(PaidBy.HOST)),
    "host_not_recorded": (HINT, lambda: noted(PaidBy.HOST), lambda: noted(PaidBy.OWN)),
    "fomin_not_today": (HINT, lambda: today(SourceUse.SERVICES), lambda: today(SourceUse.STRUCTURE)),
    "flat_rate": (HINT, lambda: foreign(25), lambda: foreign(24)),
    "line_outside_plan": (HINT, lambda: starting(24), lambda: starting(23)),
    "source_carries_nothing": (HINT, lambda: carried_from(13), lambda: carried_from(11)),
    "idle_rate": (WARNING, lambda: rated("EUR", "USD", "EUR"), lambda: rated("EUR", "CLP")),
    "sector_missing": (HINT, lambda: of_sector(None), lambda: of_sector(Sector.PUBLIC)),
    "gap_in_year": (WARNING, lambda: short(99), lambda: short(100)),
    "low_season": (WARNING, lambda: season(0), lambda: season(-1)),
    "gap_uncommitted": (WARNING, lambda: uncommitted(Status.PROSPECT), lambda: uncommitted(SIGNED)),
    "break_even_relapses": (WARNING, lambda: relapse(150), lambda: relapse(50)),
    "largest_source": (WARNING, lambda: largest(51), lambda: largest(50)),
    "no_private_money": (WARNING, lambda: private(0), lambda: private(0.1)),
    "largest_client": (WARNING, lambda: client(41), lambda: client(40)),
    "small_team": (HINT, lambda: team("1"), lambda: team("1.5")),
    "counterpart_low": (ERROR, lambda: counterpart(14, 14), lambda: counterpart(15, 15)),
    "in_kind_high": (WARNING, lambda: counterpart(10, 30), lambda: counterpart(20, 20)),
}


def found(one: Plan) -> dict[str, Finding]:
    return {each.id: each for each in findings(project(one))}


@pytest.mark.parametrize("id_", CASES)
def test_a_finding_is_provoked_and_absent_otherwise(id_: str) -> None:
    severity, provoking, sound = CASES[id_]
    one = provoking()
    there = found(one)[id_]
    assert there.severity is severity
    assert there.sentence.endswith(".")
    assert "{" not in there.sentence + there.cure
    get(one, there.path)
    assert id_ not in found(sound())


def test_a_source_of_no_class_is_asked_for_it() -> None:
    given = CashSource(provider="Fundación", amounts=on({0: 1}))
    told = found(plan(sources=(given,)))["sector_missing"]
    assert (told.path, told.cure) == (f"sources/{given.id}/provider_class", "Elija la clase de entidad.")


def test_every_finding_of_random_plans_is_one_of_these() -> None:
    seen = {id_ for seed in range(24) for id_ in found(random_plan(seed))}
    assert seen <= set(CASES) | ACTING
    assert len(seen) > 8


def test_an_empty_plan_has_no_finding() -> None:
    assert found(Plan()) == {}


def test_errors_come_first() -> None:
    one = dated("2027-04-30").with_(services=(SERVICE.with_(indicator="", owner=""),), sources=(grant(),))
    told = [each.severity for each in findings(project(one))]
    assert set(told) == {ERROR, WARNING, HINT}
    assert told == sorted(told, key=[ERROR, WARNING, HINT].index)


# ---------------------------------------------------------------- more than the limit alone


def test_a_price_is_what_is_left_of_it() -> None:
    # 8 and 25 % of VAT make 10 a unit; of 12.5, a fifth goes in bad debt or a share.
    assert "price_below_cost" in found(priced(12.4, bad_debt="0.2"))
    assert "price_below_cost" not in found(priced(12.5, bad_debt="0.2"))
    assert "price_below_cost" in found(priced(12.4, share="0.2"))
    assert "price_below_cost" not in found(priced(12.5, share="0.2"))


def test_more_than_all_a_segment_buys_is_a_warning() -> None:
    assert found(segment(10.1))["demand_above_segment"].severity is WARNING
    assert found(segment(10))["demand_above_segment"].severity is HINT


def test_a_service_that_stops_needs_nothing() -> None:
    stopped = service(owner="", indicator="", sales_owner="", continuation=Continuation.STOP)
    assert not {"service_incomplete", "service_without_indicator", "sales_without_owner"} & found(stopped).keys()


def test_what_a_service_lacks_is_named() -> None:
    bare = plan(services=(Service(name="Red"),))
    assert "responsable ni costos ni quien pague" in found(bare)["service_incomplete"].sentence


def test_a_post_that_somebody_takes_over_is_no_finding() -> None:
    assert "post_ends_with_project" in found(staffed(11))
    assert "post_ends_with_project" not in found(staffed(11, after=1))
    assert "post_ends_with_project" not in found(staffed(None))


def test_each_kind_of_cost_that_follows_nothing_is_named_once_it_costs_something() -> None:
    costs = (ShareCost(), Variable(), Step(), Staff())
    priced = (
        ShareCost(rate=Decimal(1)), Variable(unit_cost=Decimal(1)), Step(amount=Decimal(1), block=Decimal(1)),
        Staff(pay=Decimal(1)),
    )  # fmt: skip
    for empty, cost in zip(costs, priced, strict=True):
        assert "cost_follows_nothing" not in found(followed(empty))
        assert "cost_follows_nothing" in found(followed(cost))


def test_a_project_only_post_ends_with_the_project() -> None:
    one = plan(36, end=11, services=(SERVICE,), streams=(fee(1),), costs=(post(perimeter=Perimeter.PROJECT),))
    told = found(one)["post_ends_with_project"].sentence
    assert told == "El puesto «Gerencia» termina en dic 2027 y «Ventas» continúa."


def test_a_delay_may_pass_the_expiry() -> None:
    on_time = grant({4: 1}, expires=date(2027, 6, 30), delay=1)
    assert "pays_after_expiry" not in found(plan(sources=(on_time,)))
    assert "pays_after_expiry" in found(plan(sources=(on_time.with_(delay=2),)))


def test_a_source_switched_off_lacks_no_money() -> None:
    assert "source_without_money" not in found(plan(sources=(grant(counted=False),)))


def test_a_low_season_is_not_a_year_that_does_not_close() -> None:
    assert "gap_in_year" not in found(season(0))
    assert "gap_in_year" in found(season(-1))
    steady = plan(streams=(sales(10),), costs=(OneOff(amounts=on({0: 50})),))
    assert found(steady).keys() & {"low_season", "gap_in_year"} == {"gap_in_year"}


def test_a_gap_during_the_project_is_left_to_its_figure() -> None:
    one = plan(36, end=23, costs=(OneOff(amounts=on({3: 5})),))
    assert "gap_in_year" not in found(one)


def test_without_inflation_a_flat_rate_is_fair() -> None:
    assert "flat_rate" not in found(foreign(36, inflation="0"))


def test_a_rate_that_changes_each_year_is_not_flat() -> None:
    assert "flat_rate" not in found(foreign(36, rates=(2, 3, 4)))
    # Two years at 3 are fair; a third one at the same rate, which carries on, is not.
    assert "flat_rate" not in found(foreign(36, rates=(2, 3, 3)))
    assert "36 meses" in found(foreign(48, rates=(2, 3)))["flat_rate"].sentence


def test_a_rate_of_the_plans_own_currency_is_idle() -> None:
    assert "es la moneda del plan" in found(rated("COP"))["idle_rate"].sentence


def test_the_same_money_is_seen_whatever_the_spaces_of_its_names() -> None:
    sold = Contract(client="Banco  Uno", amounts=on({3: 10}))
    given = CashSource(provider="banco uno", amounts=on({3: 10}))
    one = rated("USD").with_(streams=(sold,), sources=(given,))
    assert "counted_twice" in found(one)
    assert "counted_twice" not in found(one.with_(sources=(given.with_(currency="USD"),)))


def test_fomin_may_be_named_for_what_ends_with_the_project() -> None:
    assert "fomin_after" not in found(noted(PaidBy.FOMIN, Perimeter.PROJECT))


def test_a_team_of_nobody_is_no_small_team() -> None:
    assert "small_team" not in found(team("1", end=11))


def test_limits_are_the_plans_own() -> None:
    loose = Criteria(largest_client=dec("0.5"), team_of=0)
    assert "largest_client" not in found(client(41).with_(criteria=loose))
    assert "small_team" not in found(team("1").with_(criteria=loose))


def test_members_have_seasons_too() -> None:
    factors = tuple(map(Decimal, [0] * 6 + [2] * 6))
    club = Membership(dues=Decimal(1), churn=Decimal(1), joins=each_month(10, season=factors))
    one = plan(streams=(club,), costs=(Fixed(amount=Decimal(1)),))
    assert "low_season" in found(one)


def test_amounts_are_told_as_the_reader_writes_them() -> None:
    one = short(99).with_(basis=Basis(start="2027-01", months=24, currency="COP"))
    told = {each.id: each.sentence for each in findings(project(one), Formats("CO", "es"))}
    assert told["gap_in_year"] == "En 2028 faltan COP\u00a01 aunque todas las fuentes cumplan."
