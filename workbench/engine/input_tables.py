"""The tables of the plan as columns, and ``read``, which fills them all."""

from __future__ import annotations

import functools
from typing import Any
from uuid import UUID

import numpy as np

from workbench.engine.input_costs import all_costs, assets, costs, shares
from workbench.engine.input_funding import carries, cash_sources, organisations, splits
from workbench.engine.inputs import (
    NEVER,
    POINTS,
    TINY,
    Inputs,
    Reader,
    across,
    column,
    dated,
    inflated,
    own_rate,
    sector_number,
)
from workbench.engine.words import Num
from workbench.model.grid import Grid
from workbench.model.plan import Plan
from workbench.model.revenue import Contract, Dated, Driver, Membership
from workbench.model.types import DriverShape, Perimeter, RateBasis, Repayment, StructureKey

NO_DRIVER = Driver()
TRIED, TRIALS = (-0.99, 10.0), 240
"""The annual rates among which an IRR is looked for, and in how many steps; two in one step are not seen."""


def plan_fields(r: Reader) -> None:
    """Fields of the plan as a whole, and its months."""
    plan, grid = r.plan, r.grid
    agreement, opening, criteria = plan.agreement, plan.opening, plan.criteria
    scalars: dict[str, Any] = {
        "months": grid.months,
        "project_end": grid.project_end,
        "tiny": TINY,
        "points": POINTS,
        "opening_cash": opening.cash,
        "wanted_surplus": plan.basis.wanted_surplus,
        "receivables_opening": sum(row.amount for row in opening.receivables),
        "payables_opening": sum(row.amount for row in opening.payables),
        "guaranteed_short": criteria.guaranteed_short,
        "guaranteed_medium": criteria.guaranteed_medium,
        "discount_rate": plan.basis.discount_rate or 0,
        "discounts": plan.basis.discount_rate is not None,
        "residual_counts": plan.appraisal.residual,
        **{
            name: getattr(agreement, name)
            for name in (
                "fomin_approved",
                "cash_approved",
                "in_kind_approved",
                "fomin_to_date",
                "cash_to_date",
                "in_kind_to_date",
            )
        },
    }
    r.inputs.base |= {name: column([value]) for name, value in scalars.items()}
    r.inputs.base |= _months(grid)
    r.inputs.base["inflation"] = across([plan.basis.inflation])
    for name, table in (("opening_receipts", opening.receivables), ("opening_payments", opening.payables)):
        known = [Dated(month=max(row.month, plan.basis.start), amount=row.amount) for row in table]
        r.inputs.base[name] = dated([known], grid)
    r.table(
        "opening_asset",
        opening.assets,
        book_value=lambda a: a.book_value,
        months_left=lambda a: a.months_left,
        project_only=lambda a: a.perimeter is Perimeter.PROJECT,
    )


@functools.lru_cache(maxsize=16)
def _months(grid: Grid) -> dict[str, Num]:
    """What is the same for every plan of these months."""
    months = range(grid.months)
    rows = {
        "month": months,
        "calendar": [grid.calendar(m) for m in months],
        "year": [grid.fiscal_year(m) for m in months],
        "price_step": [int(m > 0 and grid.calendar(m) == grid.price_month) for m in months],
    }
    return {name: np.array(row, dtype=float).reshape(1, 1, -1) for name, row in rows.items()}


def currencies(r: Reader) -> None:
    """The plan's own currency, then those it has rates for: one for each fiscal year."""
    basis = r.plan.basis
    rates = across([(1,), *(rate.rates for rate in basis.rates)])
    r.table("currency", [basis.currency, *basis.rates], rates=rates)


def _driver(stream: Any) -> Driver:
    return getattr(
        stream, {"fee": "units", "membership": "joins", "commission": "volume"}.get(stream.kind, ""), NO_DRIVER
    )


@functools.cache
def _bill_shift(every: int, first: int, looks_back: bool) -> tuple[int, ...]:
    """For January … December: months to the next billing month; dues look back to the one that opens them."""
    sign = -1 if looks_back else 1
    return tuple(sign * ((sign * (first - month)) % every) for month in range(1, 13))


def streams(r: Reader) -> None:
    """Streams: fees, memberships, commissions, contracts, in this order."""
    lines = r.streams
    drivers = [_driver(s) for s in lines]
    price = {"fee": "price", "membership": "dues", "commission": "rate"}
    contract = [isinstance(s, Contract) for s in lines]
    span = {
        "start": column(0 if c else r.first(s) for s, c in zip(lines, contract, strict=True)),
        "end": column(NEVER if c else r.end(s) for s, c in zip(lines, contract, strict=True)),
        "limit": lambda s: r.limit(s),
    }
    keys = [sector_number(r.sector(s.payer_class, s.sector)) for s in lines]
    r.table(
        "stream",
        lines,
        **span,
        price=lambda s: getattr(s, price.get(s.kind, ""), 0),
        currency=r.currencies(lines),
        delivered=dated([getattr(s, "amounts", ()) for s in lines], r.grid),
        is_membership=lambda s: isinstance(s, Membership),
        opening_members=lambda s: s.opening_members if isinstance(s, Membership) else 0,
        churn=lambda s: s.churn if isinstance(s, Membership) else 0,
        inflated=inflated,
        own_rate=own_rate,
        bad_debt=lambda s: s.bad_debt,
        days=lambda s: s.days,
        advance=lambda s: s.advance,
        advance_months=lambda s: s.advance_months,
        bill_shift=across([_bill_shift(int(s.billing), s.billing_month, isinstance(s, Membership)) for s in lines]),
        project_only=r.project_only,
        going=lambda s: not r.project_only(s),
        going_service=lambda s: 0 if r.project_only(s) else r.service_number(s),
        sector=column(keys),
        is_private=column(k == 2 and not r.project_only(s) for k, s in zip(keys, lines, strict=True)),
        structure_sector=column(k * (s.use.value == "structure") for k, s in zip(keys, lines, strict=True)),
        services_sector=column(k * (s.use.value == "services") for k, s in zip(keys, lines, strict=True)),
        counted=np.ones((1, len(lines), 1)),
        **_driver_fields(drivers),
    )
    kept = np.array(contract, dtype=float).reshape(1, -1, 1)
    earned = np.where(np.arange(r.grid.months) <= r.grid.project_end, 1.0, kept)
    r.inputs.overrides["contracted"] = {"stream__counted": earned}


def _driver_fields(drivers: list[Driver]) -> dict[str, Any]:
    season = [d.season or (1,) * 12 for d in drivers]
    by_year, by_month = ([d.shape is shape for d in drivers] for shape in (DriverShape.BY_YEAR, DriverShape.BY_MONTH))
    return {
        "first": column(d.first for d in drivers),
        "growth": column(d.growth for d in drivers),
        "ramp": column(d.ramp for d in drivers),
        "capped": column(d.ceiling is not None for d in drivers),
        "ceiling": column(d.ceiling for d in drivers),
        "season": across(season),
        "by_year": column(by_year),
        "by_month": column(by_month),
        "table": across([d.table or (0,) for d in drivers]),
    }


def services(r: Reader) -> None:
    """Services, numbered from 1."""
    lines = r.plan.services
    typed = r.plan.basis.structure_key is StructureKey.TYPED
    r.table(
        "service",
        lines,
        number=column(range(1, len(lines) + 1)),
        share=lambda s: s.structure_share,
        typed=column([typed] * len(lines)),
        one_unit=column(_units_of(r, s.id) == 1 for s in lines),
    )


def _units_of(r: Reader, service: UUID) -> int:
    """How many streams a service sells in: units add up only where there is one."""
    return sum(s.service == service and not isinstance(s, Contract) for s in r.streams)


def loans(r: Reader) -> None:
    """Loans of the plan, then those standing at the start (as lent in month −1)."""
    new, old = list(r.plan.loans), list(r.plan.opening.loans)
    lines: list[Any] = [*new, *old]
    fields: dict[str, list[Any]] = {
        "principal": [x.principal for x in new] + [x.balance for x in old],
        "opening": [0] * len(new) + [x.balance for x in old],
        "lent": [r.grid.index(x.month) if x.month else NEVER for x in new] + [-1] * len(old),
        "yearly_rate": [x.rate for x in lines],
        "effective": [x.rate_basis is RateBasis.EFFECTIVE for x in lines],
        "german": [x.repayment is Repayment.GERMAN for x in lines],
        "bullet": [x.repayment is Repayment.BULLET for x in lines],
        "grace": [x.grace for x in new] + [0] * len(old),
        "payments": [x.term - x.grace for x in new] + [x.months_left for x in old],
    }
    r.table("loan", lines, **{name: column(values) for name, values in fields.items()})


def trials(r: Reader) -> None:
    """Pairs of neighbouring monthly rates: between which does an IRR lie?"""
    rates = _rates()
    r.table("trial", range(TRIALS), low=rates[:, :-1], high=rates[:, 1:])


@functools.cache
def _rates() -> Num:
    """The monthly rates that are tried, in equal steps of ln(1 + rate)."""
    first, last = np.log1p(TRIED)
    rates = np.expm1(np.linspace(float(first), float(last), TRIALS + 1) / 12)
    return column(rates)


def read(plan: Plan) -> Inputs:
    """All inputs of a plan; tables are filled in the order they rest on one another."""
    reader = Reader(plan)
    for fill in (
        plan_fields,
        currencies,
        streams,
        costs,
        shares,
        assets,
        all_costs,
        services,
        loans,
        cash_sources,
        carries,
        organisations,
        splits,
        trials,
    ):
        fill(reader)
    return reader.inputs
