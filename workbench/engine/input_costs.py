"""Costs and investments as columns: by kind, then all of them one after the other, as money that is due."""

from __future__ import annotations

import functools
from typing import Any
from uuid import UUID

import numpy as np

from workbench.engine.inputs import (
    GROUPS,
    NEVER,
    Reader,
    across,
    column,
    dated,
    inflated,
    own_rate,
    use_number,
)
from workbench.model.costs import Fixed, Following, Investment, OneOff, ShareCost, Staff, Step, Variable
from workbench.model.types import Every, Perimeter, ShareBase, Use

NO_POST = Staff()
EVERY = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
GROUP = {name: at + 1 for at, name in enumerate(GROUPS)}


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
        currency=r.currencies(lines),
        vat=_vat,
        inflated=inflated,
        own_rate=own_rate,
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
    before = len(r.inputs.lines["line"]) + len(r.inputs.lines["share"])
    r.table(
        "asset",
        lines,
        number=column(range(before + 1, before + len(lines) + 1)),
        bought=lambda a: r.grid.index(a.month) if a.month else NEVER,
        amount=lambda a: a.amount,
        life=lambda a: a.life,
        salvage=lambda a: 0 if a.in_kind else a.salvage,
        replaced=lambda a: a.replaced and not r.project_only(a),
        currency=r.currencies(lines),
        vat=_vat,
        inflated=inflated,
        own_rate=own_rate,
        project_only=r.project_only,
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
        "going": going,
        "going_investment": bought & ~project,
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
