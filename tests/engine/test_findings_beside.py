"""Findings just beside their limits: the year that counts, the month a line begins, who takes over, what is carried."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from test_findings import SERVICE, SIGNED, dec, fee, foreign, found, in_kind, post
from test_reference import month, on, plan

from workbench.model.costs import Fixed, Variable
from workbench.model.financing import Carry, CashSource, InKindSource
from workbench.model.plan import Plan
from workbench.model.project import Criteria, ExchangeRate
from workbench.model.revenue import Contract
from workbench.model.services import Segment
from workbench.model.types import Every, PaidBy, Provider, SourceUse


def sold_to(units: float, others: float = 0, end: int | None = None) -> Plan:
    """A segment that can buy 120 a year, what is sold to it each month, and what is sold to nobody in particular."""
    group = Segment(name="Tiendas", service=SERVICE.id, size=Decimal(120))
    streams = (fee(1, units, segment=group.id, end=None if end is None else month(end)), fee(1, others))
    return plan(24, services=(SERVICE,), segments=(group,), streams=streams)


def costing(unit_cost: Decimal | None, price: float, currency: str | None = None) -> Plan:
    """A price, perhaps in a currency that is worth 2 in the first month and 4 from the second on."""
    rates = (ExchangeRate(currency="EUR", rates=(Decimal(2), Decimal(4))),)
    sold = fee(price, currency=currency)
    costs = (Variable(stream=sold.id, unit_cost=unit_cost),)
    return plan(basis={"rates": rates, "fiscal_start": 2}, services=(SERVICE,), streams=(sold,), costs=costs)


def pledged(*amounts: int) -> Plan:
    """One in-kind source for each pledge, which carries an office of 100 a year."""
    offices = tuple(Fixed(amount=Decimal(100), every=Every.YEAR, in_kind=True) for _each in amounts)
    sources = tuple(
        InKindSource(provider="Gremio", carries=(Carry(line=office.id),), pledged=dec(amount), status=SIGNED)
        for office, amount in zip(offices, amounts, strict=True)
    )
    return plan(costs=offices, sources=sources)


def carried_twice(from_: int, amount: str = "100") -> Plan:
    """An office of one year in kind, carried whole by one and by another from a month on."""
    office = Fixed(amount=dec(amount), in_kind=True, end=month(11))
    carries = (Carry(line=office.id), Carry(line=office.id, start=month(from_)))
    return plan(24, costs=(office,), sources=tuple(InKindSource(carries=(each,), status=SIGNED) for each in carries))


def paid_by_fomin(at: int, end: int) -> Plan:
    """Rent said to be FOMIN's, and FOMIN money for it in one month."""
    rent = Fixed(amount=Decimal(5), paid_today_by=PaidBy.FOMIN)
    use = SourceUse.STRUCTURE
    money = CashSource(provider_class=Provider.FOMIN, use=use, status=SIGNED, amounts=on({at: 5}))
    return plan(24, end=end, costs=(rent,), sources=(money,))


def in_euros(months: range, inflation: tuple[str, ...] = ("0.05",), most: int = 24) -> Plan:
    """A contract in euros at one rate, with an amount in each of some months."""
    euro = ExchangeRate(currency="EUR", rates=(Decimal(2),))
    paid = Contract(currency="EUR", amounts=on(dict.fromkeys(months, 1)))
    basis = {"inflation": tuple(map(dec, inflation)), "rates": (euro,)}
    return plan(36, basis=basis, streams=(paid,)).with_(criteria=Criteria(flat_rate_months=most))


def both_paid(currency: str) -> Plan:
    sold = Contract(client="Banco", amounts=on({3: 10}))
    given = CashSource(provider="Banco", amounts=on({3: 10}), currency=currency)
    return plan(basis={"currency": "COP"}, streams=(sold,), sources=(given,))


def replaced_by(*ends: int) -> Plan:
    posts = tuple(post(end=month(end)) for end in ends)
    return plan(36, end=ends[0], services=(SERVICE,), streams=(fee(1),), costs=posts)


def grown(units: float) -> Plan:
    return plan(24, services=(SERVICE,), streams=(fee(units, actual_12=Decimal(100)),))


def followed_by_a_cost() -> Plan:
    sold = fee(10)
    costs = (Variable(stream=sold.id, unit_cost=Decimal(1)),)
    return plan(services=(SERVICE,), streams=(sold,), costs=costs)


BESIDE: dict[str, tuple[str, bool, Callable[[], Plan]]] = {
    "a year is not the plan": ("demand_above_segment", False, lambda: sold_to(3)),
    "the greatest year counts": ("demand_above_segment", True, lambda: sold_to(3.1, end=11)),
    "what is sold to no segment": ("demand_above_segment", False, lambda: sold_to(3, others=100)),
    "a unit that costs nothing yet": ("price_below_cost", False, lambda: costing(None, 0.5)),
    "the rate of the first month": ("price_below_cost", True, lambda: costing(Decimal(9), 4, "EUR")),
    "a cost that only follows": ("service_incomplete", False, followed_by_a_cost),
    "who leaves at the same time takes nothing over": ("post_ends_with_project", True, lambda: replaced_by(11, 11)),
    "a project of one month": ("post_ends_with_project", True, lambda: replaced_by(0)),
    "twelve months of growth": ("hockey_stick", False, lambda: grown(12.5)),
    "twice where it costs nothing": ("in_kind_twice", False, lambda: carried_twice(12)),
    "twice where it costs little": ("in_kind_twice", True, lambda: carried_twice(11, "0.5")),
    "each pledge has its own use": ("pledge_not_used", False, lambda: pledged(100, 100, 100)),
    "the third pledge is too great": ("pledge_not_used", True, lambda: pledged(100, 100, 101)),
    "in the plan's own currency": ("counted_twice", True, lambda: both_paid("COP")),
    "in another currency": ("counted_twice", False, lambda: both_paid("USD")),
    "FOMIN pays in the only month": ("fomin_not_today", False, lambda: paid_by_fomin(0, 0)),
    "FOMIN paid once, at the start": ("fomin_not_today", False, lambda: paid_by_fomin(0, 11)),
    "FOMIN pays in the last month": ("fomin_not_today", False, lambda: paid_by_fomin(23, 30)),
    "inflation in one year": ("flat_rate", True, lambda: in_euros(range(25), ("0", "0.05"))),
    "months with an amount": ("flat_rate", False, lambda: in_euros(range(1, 25))),
    "and one past the plan": ("flat_rate", True, lambda: in_euros(range(12, 37), most=23)),
    "no amount, no rate": ("flat_rate", False, lambda: in_euros(range(0), most=0)),
}


@pytest.mark.parametrize("name", BESIDE)
def test_a_finding_is_there_or_not_just_beside_its_limit(name: str) -> None:
    id_, there, made = BESIDE[name]
    assert (id_ in found(made())) is there


def test_a_bill_says_from_when_and_a_pledge_how_much() -> None:
    bill, pledge = found(in_kind(months=11))["in_kind_bill"], found(pledged(100, 150))["pledge_not_used"]
    assert bill.sentence == "Desde dic 2027 nadie cubre «Oficina» en especie: es una cuenta de USD\u00a0100."
    assert pledge.sentence == "De lo ofrecido por «Gremio», USD\u00a050 no se usa y no cuenta."


def test_a_line_begins_where_it_begins() -> None:
    one = foreign(36)
    late = one.with_(costs=(one.costs[0].with_(start=month(12)),))
    assert "36 meses" in found(one)["flat_rate"].sentence
    assert "flat_rate" not in found(late)
