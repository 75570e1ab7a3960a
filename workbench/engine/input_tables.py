"""Each table of the plan as columns: what ``inputs.read`` fills."""

from __future__ import annotations

import functools
from typing import Any
from uuid import UUID

import numpy as np

from workbench.engine.input_funding import carries, cash_sources, organisations, splits
from workbench.engine.inputs import (
    GROUPS,
    NEVER,
    TINY,
    Inputs,
    Reader,
    across,
    column,
    dated,
    sector_number,
    use_number,
)
from workbench.model.costs import Fixed, Following, Investment, OneOff, ShareCost, Staff, Step, Variable
from workbench.model.plan import Plan
from workbench.model.revenue import Contract, Dated, Driver, Membership
from workbench.model.types import DriverShape, Every, Indexation, Perimeter, ShareBase, StructureKey, Use

NO_DRIVER = Driver()
NO_POST = Staff()
EVERY = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
GROUP = {name: at + 1 for at, name in enumerate(GROUPS)}


def plan_fields(r: Reader) -> None:
    """Fields of the plan as a whole, and its months."""
    plan, grid = r.plan, r.grid
    months = range(grid.months)
    agreement, opening, criteria = plan.agreement, plan.opening, plan.criteria
    scalars: dict[str, Any] = {
        "months": grid.months,
        "project_end": grid.project_end,
        "tiny": TINY,
        "opening_cash": opening.cash,
        "receivables_opening": sum(row.amount for row in opening.receivables),
        "payables_opening": sum(row.amount for row in opening.payables),
        "guaranteed_short": criteria.guaranteed_short,
        "guaranteed_medium": criteria.guaranteed_medium,
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
    rows = {
        "month": months,
        "calendar": [grid.calendar(m) for m in months],
        "year": [grid.fiscal_year(m) for m in months],
        "price_step": [int(m > 0 and grid.calendar(m) == grid.price_month) for m in months],
    }
    r.inputs.base |= {name: np.array(row, dtype=float).reshape(1, 1, -1) for name, row in rows.items()}
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
        rate=lambda s: r.rate(s),
        delivered=dated([getattr(s, "amounts", ()) for s in lines], r.grid),
        is_membership=lambda s: isinstance(s, Membership),
        opening_members=lambda s: s.opening_members if isinstance(s, Membership) else 0,
        churn=lambda s: s.churn if isinstance(s, Membership) else 0,
        inflated=lambda s: _inflated(s),
        own_rate=lambda s: _own_rate(s),
        bad_debt=lambda s: s.bad_debt,
        days=lambda s: s.days,
        advance=lambda s: s.advance,
        advance_months=lambda s: s.advance_months,
        bill_shift=across([_bill_shift(int(s.billing), s.billing_month, isinstance(s, Membership)) for s in lines]),
        project_only=lambda s: r.project_only(s),
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


def _inflated(line: Any) -> bool:
    return not isinstance(line, Contract) and line.indexation is Indexation.INFLATION


def _own_rate(line: Any) -> Any:
    return 0 if isinstance(line, Contract) or line.indexation is not Indexation.OWN else line.own_rate


def _vat(line: Any) -> Any:
    return 0 if line.vat_recoverable or isinstance(line, Staff) else line.vat


def costs(r: Reader) -> None:
    """The cost tables by kind, and 'line': all of them but shares, one after the other."""
    by: dict[type, list[Any]] = {
        kind: [c for c in r.plan.costs if isinstance(c, kind)] for kind in (Staff, Fixed, Variable, Step, OneOff)
    }
    followed = {c.id: r.followed(c) for kind in (Variable, Step) for c in by[kind] if r.followed(c)}
    lines = [c for kind in by.values() for c in kind]
    span = {
        "start": column(0 if isinstance(c, OneOff) else r.first(c) for c in lines),
        "end": column(NEVER if isinstance(c, OneOff) else r.end(c) for c in lines),
        "limit": column(_limit(r, c, followed.get(c.id)) for c in lines),
    }
    of: dict[type, dict[str, Any]] = {}
    first = 0
    for kind, rows in by.items():
        of[kind] = {name: values[:, first : first + len(rows)] for name, values in span.items()}
        first += len(rows)
    r.table(
        "staff",
        by[Staff],
        **of[Staff],
        headcount=lambda c: c.headcount,
        pay=lambda c: c.pay,
        charges=lambda c: c.charges,
        salaries=lambda c: c.salaries,
    )
    r.table("fixed", by[Fixed], **of[Fixed], amount=lambda c: c.amount, every=lambda c: EVERY[c.every])
    link = {
        kind: np.array([r.stream_at.get(c.stream, -1) for c in by[kind]], dtype=np.intp) for kind in (Variable, Step)
    }
    r.table("variable", by[Variable], **of[Variable], unit_cost=lambda c: c.unit_cost, stream=link[Variable])
    r.table(
        "step",
        by[Step],
        **of[Step],
        amount=lambda c: c.amount,
        block=lambda c: c.block or 1,
        stream=link[Step],
        hold=lambda c: c.hold,
    )
    r.table("one_off", by[OneOff], amounts=dated([c.amounts for c in by[OneOff]], r.grid))
    _lines(r, lines, followed, {"end": span["end"], "limit": span["limit"]})


def _limit(r: Reader, line: Any, stream: Any) -> int:
    """The last month a cost's perimeter allows: that of the stream it follows, or its own."""
    if isinstance(line, Following):
        return NEVER if stream is None else r.limit(stream)
    return r.limit(line)


def _lines(r: Reader, lines: list[Any], followed: dict[UUID, Any], until: dict[str, Any]) -> None:
    posts = [c if isinstance(c, Staff) else NO_POST for c in lines]
    r.table(
        "line",
        lines,
        **until,
        rate=lambda c: r.rate(c),
        vat=_vat,
        inflated=_inflated,
        own_rate=_own_rate,
        salaries=column(post.salaries for post in posts),
        termination=column(post.termination for post in posts),
        extra_wait=across([_extra_wait(post.extra_months) for post in posts]),
        direct_key=column(_direct_key(r, c, followed.get(c.id)) for c in lines),
    )


@functools.cache
def _extra_wait(given: tuple[int, ...]) -> tuple[int, ...]:
    """For January … December: months until that month's extra salaries are paid; none given: at once."""
    return tuple(min((month - now) % 12 for month in given or range(1, 13)) for now in range(1, 13))


def _direct_key(r: Reader, line: Any, stream: Any) -> int:
    """The number of the service a direct cost belongs to, negative if project-only; 0: structural."""
    if isinstance(line, Following):
        at = 0 if line.structural or stream is None else r.service_number(stream)
        return -at if stream is not None and r.project_only(stream) else at
    at = r.service_number(line)
    return -at if r.project_only(line) else at


def share_parts(r: Reader) -> list[tuple[ShareCost, Any, int, bool]]:
    """Each share cost split by what it follows: (cost, stream or None, service index or −1, project-only)."""
    parts: list[tuple[ShareCost, Any, int, bool]] = []
    for cost in r.plan.costs:
        if not isinstance(cost, ShareCost):
            continue
        if cost.base is ShareBase.REVENUE:
            followed = [r.streams[r.stream_at[s]] for s in dict.fromkeys(cost.streams) if s in r.stream_at]
            parts += [(cost, s, r.service_at.get(s.service, -1), r.project_only(s)) for s in followed]
        else:
            project = cost.perimeter is Perimeter.PROJECT
            parts += [(cost, None, at, project) for at in range(len(r.plan.services))]
    return parts


def shares(r: Reader) -> None:
    """Share costs, a line for each stream or service they follow."""
    parts = share_parts(r)
    stream = [r.stream_at[s.id] if s is not None else -1 for _, s, _, _ in parts]
    service = [at if s is None else -1 for _, s, at, _ in parts]
    costs = [c for c, _, _, _ in parts]
    limits = [NEVER if s is None else r.limit(s) for _, s, _, _ in parts]
    r.table(
        "share",
        costs,
        start=r.first,
        end=r.end,
        limit=column(limits),
        rate=lambda c: c.rate,
        of_project=column(p for _, _, _, p in parts),
        stream=np.array(stream, dtype=np.intp),
        base_service=np.array(service, dtype=np.intp),
    )


def assets(r: Reader) -> None:
    """Investments of the plan."""
    lines = r.plan.investments
    r.table(
        "asset",
        lines,
        bought=lambda a: r.grid.index(a.month) if a.month else NEVER,
        amount=lambda a: a.amount,
        life=lambda a: a.life,
        salvage=lambda a: 0 if a.in_kind else a.salvage,
        replaced=lambda a: a.replaced and not r.project_only(a),
        rate=lambda a: r.rate(a),
        vat=_vat,
        inflated=_inflated,
        own_rate=_own_rate,
        project_only=lambda a: r.project_only(a),
        depreciation_of=lambda a: 0 if r.project_only(a) else r.service_number(a),
    )


def _all_costs(r: Reader) -> list[tuple[Any, Any, int, bool, bool]]:
    """Lines, share parts and assets: (cost, stream followed, service number, project-only, direct)."""
    plan_costs: dict[UUID, Any] = {c.id: c for c in r.plan.costs}
    rows: list[tuple[Any, Any, int, bool, bool]] = []
    for id_ in r.inputs.lines["line"]:
        cost = plan_costs[id_]
        stream = r.followed(cost)
        if isinstance(cost, Following):
            at, project = (r.service_number(stream), r.project_only(stream)) if stream else (0, False)
            rows.append((cost, stream, at, project, not cost.structural and at > 0))
        else:
            at = r.service_number(cost)
            rows.append((cost, None, at, r.project_only(cost), at > 0))
    rows += [(c, s, at + 1, project, not c.structural) for c, s, at, project in share_parts(r)]
    rows += [(a, None, r.service_number(a), r.project_only(a), a.service is not None) for a in r.plan.investments]
    return rows


def _use(cost: Any, direct: bool) -> Use:
    if cost.use is not None:
        chosen: Use = cost.use
        return chosen
    if isinstance(cost, Investment):
        return Use.INVESTMENT
    structural = cost.structural if isinstance(cost, Following) else not direct
    return Use.STRUCTURE if structural else Use.SERVICES


def _group(cost: Any, use: Use) -> int:
    if isinstance(cost, Investment):
        return GROUP["investment"]
    return GROUP["staff"] if isinstance(cost, Staff) else GROUP["structure" if use is Use.STRUCTURE else "services"]


def all_costs(r: Reader) -> None:
    """'cost': every cost and investment, as money that is due, paid, carried in kind."""
    rows = _all_costs(r)
    lines = [row[0] for row in rows]
    uses = [_use(c, direct) for c, _, _, _, direct in rows]
    groups = [_group(c, u) for c, u in zip(lines, uses, strict=True)]
    use_numbers = [use_number(u) for u in uses]
    r.table(
        "cost",
        lines,
        number=column(range(1, len(lines) + 1)),
        days=lambda c: c.days,
        use=column(use_numbers),
        use_row=np.array(use_numbers, dtype=np.intp) - 1,
        group=column(groups),
        group_use=column(g * 10 + u for g, u in zip(groups, use_numbers, strict=True)),
        **_classes(rows),
    )


def _classes(rows: list[tuple[Any, Any, int, bool, bool]]) -> dict[str, Any]:
    """0/1 flags of the operating statement, and the service that bears a cost in the break-even by service."""
    marks = [
        (service, project, direct, isinstance(c, Variable | ShareCost), isinstance(c, Investment), c.in_kind)
        for c, _, service, project, direct in rows
    ]
    table = np.array(marks, dtype=np.intp).reshape(-1, 6).T
    service, (project, direct, variable, bought, in_kind) = table[0], table[1:] > 0
    going = ~bought & ~project
    fields = {
        "project_only": project,
        "investment": bought,
        "in_kind": in_kind,
        "is_variable": going & variable,
        "is_direct_fixed": going & ~variable & direct,
        "is_structural": going & ~variable & ~direct,
        "is_project": ~bought & project,
        "in_kind_fixed": going & ~variable & in_kind,
        "in_kind_variable": going & variable & in_kind,
        "variable_of": service * (going & variable),
        "fixed_of": service * (going & ~variable & direct),
    }
    return {name: values.astype(float).reshape(1, -1, 1) for name, values in fields.items()}


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
    fields: dict[str, list[Any]] = {
        "principal": [x.principal for x in new] + [x.balance for x in old],
        "opening": [0] * len(new) + [x.balance for x in old],
        "lent": [r.grid.index(x.month) if x.month else NEVER for x in new] + [-1] * len(old),
        "yearly_rate": [x.rate for x in new] + [x.rate for x in old],
        "grace": [x.grace for x in new] + [0] * len(old),
        "payments": [x.term - x.grace for x in new] + [x.months_left for x in old],
    }
    r.table("loan", [*new, *old], **{name: column(values) for name, values in fields.items()})


def read(plan: Plan) -> Inputs:
    """All inputs of a plan; tables are filled in the order they rest on one another."""
    reader = Reader(plan)
    for fill in (
        plan_fields,
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
    ):
        fill(reader)
    return reader.inputs
