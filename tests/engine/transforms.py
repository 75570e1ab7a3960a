"""Other ways to write a plan: every amount times a factor, lines in halves, in another order, in another currency."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from workbench.model.base import Frozen, Line
from workbench.model.costs import Fixed, Investment, OneOff, ShareCost, Staff, Step, Variable
from workbench.model.financing import CashSource, Loan
from workbench.model.plan import Plan
from workbench.model.project import ExchangeRate
from workbench.model.revenue import Commission, Contract, Dated, Driver, Fee, Membership
from workbench.model.types import Indexation, ShareBase

SMALLEST = Decimal("1e-12")
MONEY: dict[type[Frozen], tuple[str, ...]] = {
    Fee: ("price",), Membership: ("dues",), Commission: ("volume",), Contract: ("amounts",),
    Staff: ("pay",), Fixed: ("amount",), OneOff: ("amounts",), Variable: ("unit_cost",), Step: ("amount",),
    ShareCost: (), Investment: ("amount", "salvage"), CashSource: ("amounts", "yearly"), Loan: ("principal",),
}  # fmt: skip
"""The fields of a line that are amounts of money."""
QUANTITY: dict[type[Frozen], tuple[str, ...]] = {
    Fee: ("units",), Membership: ("opening_members", "joins"), Commission: ("volume",), Contract: ("amounts",),
}  # fmt: skip
"""The fields of a stream that say how much is sold."""
HALVED: dict[type[Frozen], tuple[str, ...]] = {
    Staff: ("headcount",), Fixed: ("amount",), OneOff: ("amounts",), Variable: ("unit_cost",), ShareCost: ("rate",),
    Investment: ("amount", "salvage"), CashSource: ("amounts", "yearly"),
}  # fmt: skip


def times(value: Any, k: Decimal) -> Any:
    """A value of a field times k: a number, amounts on months, a table, a driver; nothing stays nothing."""
    if isinstance(value, Decimal):
        return (value * k).quantize(SMALLEST)
    if isinstance(value, Driver):
        return value.with_(**{name: times(getattr(value, name), k) for name in ("first", "ceiling", "table")})
    if isinstance(value, tuple):
        return tuple(times(each, k) for each in value)
    return value.with_(amount=times(value.amount, k)) if isinstance(value, Dated) else value


def with_times(part: Any, fields: Iterable[str], k: Decimal) -> Any:
    """A part of a plan with some of its fields times k."""
    return part.with_(**{name: times(getattr(part, name), k) for name in fields})


def each_line(plan: Plan, change: Callable[[Any], Any]) -> Plan:
    """A plan with every line of its big tables changed."""
    tables = ("streams", "costs", "investments", "sources", "loans")
    return plan.with_(**{table: tuple(map(change, getattr(plan, table))) for table in tables})


def own_money(plan: Plan, k: Decimal) -> Plan:
    """What is always in the plan's own currency, times k: opening position, agreement, loans."""
    opening, agreement = plan.opening, plan.agreement
    cash = ("cash", "cash_structure", "cash_services", "cash_investment")
    tables = (("receivables", "amount"), ("payables", "amount"), ("assets", "book_value"), ("loans", "balance"))
    rows = {name: tuple(with_times(row, (field,), k) for row in getattr(opening, name)) for name, field in tables}
    return plan.with_(
        basis=with_times(plan.basis, ("wanted_surplus",), k),
        opening=with_times(opening, cash, k).with_(**rows),
        agreement=with_times(agreement, [name for name in type(agreement).model_fields if name != "limits"], k),
        loans=tuple(with_times(loan, ("principal",), k) for loan in plan.loans),
    )


def scaled(plan: Plan, k: Decimal) -> Plan:
    """Every amount times k. What follows the units of a commission follows money: those units grow instead."""
    by_volume = {s.id for s in plan.streams if isinstance(s, Commission)}

    def change(line: Any) -> Any:
        fields = MONEY.get(type(line), ())
        if getattr(line, "stream", None) in by_volume:
            fields = ("amount", "block") if isinstance(line, Step) else ()
        return line if isinstance(line, Loan) else with_times(line, fields, k)

    return own_money(each_line(plan, change), k)


def sold(plan: Plan, k: Decimal) -> Plan:
    """Every quantity sold times k, at the same mix and season."""
    return plan.with_(streams=tuple(with_times(s, QUANTITY[type(s)], k) for s in plan.streams))


def halved(plan: Plan) -> Plan:
    """Each cost, investment and cash source as two lines of half the amount; steps and lines in kind stay whole."""

    def split(line: Any) -> tuple[Any, ...]:
        fields = HALVED.get(type(line))
        if not fields or getattr(line, "in_kind", False):
            return (line,)
        half = with_times(line, fields, Decimal("0.5"))
        return half, half.with_(id=uuid4())

    tables = ("costs", "investments", "sources")
    return plan.with_(**{name: tuple(half for line in getattr(plan, name) for half in split(line)) for name in tables})


def reversed_(plan: Plan) -> Plan:
    """Every table from its last line to its first."""

    def turned(part: Any) -> Any:
        changes = {
            name: tuple(map(turned, reversed(value)))
            for name, value in ((name, getattr(part, name)) for name in type(part).model_fields)
            if isinstance(value, tuple) and value and isinstance(value[0], Line)
        }
        return part.with_(**changes) if changes else part

    whole: Plan = turned(plan)
    return whole.with_(opening=turned(plan.opening))


def without_inflation(plan: Plan) -> Plan:
    """Lines that follow the plan's inflation follow nothing: in a foreign currency they may not."""
    return each_line(
        plan,
        lambda line: (
            line.with_(indexation=Indexation.NONE)
            if getattr(line, "indexation", None) is Indexation.INFLATION
            else line
        ),
    )


def in_another_currency(plan: Plan, rate: Decimal) -> Plan:
    """The same plan told in a currency of which one unit of the old one is ``rate`` units."""
    old, new = plan.basis.currency, "PEN"
    rates = tuple(row.with_(rates=times(row.rates, rate)) for row in plan.basis.rates)
    told = own_money(plan, rate)
    basis = told.basis.with_(currency=new, rates=(*rates, ExchangeRate(currency=old, rates=(rate,))))
    told = told.with_(basis=basis)
    return each_line(told, lambda x: x if isinstance(x, Loan) or not hasattr(x, "currency") else _named(x, old))


def _named(line: Any, currency: str) -> Any:
    return line.with_(currency=line.currency or currency)


def without_steps(plan: Plan) -> Plan:
    """A plan whose costs move with sales in proportion, or not at all."""
    kept = [
        cost
        for cost in plan.costs
        if not isinstance(cost, Step) and not (isinstance(cost, ShareCost) and cost.base is ShareBase.DIRECT_COSTS)
    ]
    return plan.with_(costs=tuple(kept))


def commission_services(plan: Plan) -> set[UUID | None]:
    """Services whose units are money."""
    return {s.service for s in plan.streams if isinstance(s, Commission)}
