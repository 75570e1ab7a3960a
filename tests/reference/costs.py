"""Costs and investments: accrual, and when it is paid (finance §4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np

from workbench.model.costs import Fixed, Following, OneOff, ShareCost, Staff, Step, Variable
from workbench.model.types import Every, Perimeter, ShareBase

from .months import NEVER, Bools, Calendar, Floats, Ints, by_class, into
from .reading import Place, Reader, columns, flags, followed, number, of_kind, vat, whole
from .revenue import Streams

EVERY = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
STAFF, OTHER, INVESTMENT = range(3)


@dataclass(frozen=True, eq=False)
class Rows:
    """Costs [row] and their accrual [row, month]; ``contracted``: where only contract streams go on after p."""

    service: Ints
    project: Bools
    structural: Bools
    use: Ints
    variable: Bools
    type: Ints
    follows: Bools
    in_kind: Bools
    late: Ints
    part: Floats
    accrual: Floats
    contracted: Floats

    @property
    def direct(self) -> Bools:
        return (self.service >= 0) & ~self.structural


@dataclass(frozen=True, eq=False)
class Costs:
    """All cost rows, the part of staff accruals that waits for its month of payment, and the row of each line."""

    rows: Rows
    extra: Floats
    extra_paid: Ints
    row: dict[UUID, int]


def costs(reader: Reader, earned: Streams) -> Costs:
    given = reader.plan.costs
    lines = of_kind(given, Staff, Fixed, OneOff, Variable, Step)
    base, extra, extra_paid = _lines(reader, lines, earned)
    shares = of_kind(given, ShareCost)
    on_revenue = _on_revenue(reader, shares, earned)
    on_costs = _on_costs(reader, shares, base)
    rows = _joined(base, on_revenue, on_costs)
    return Costs(rows, extra, extra_paid, {line.id: i for i, line in enumerate(lines)})


def _joined(*parts: Rows) -> Rows:
    return Rows(*(np.concatenate([getattr(part, name) for part in parts]) for name in Rows.__dataclass_fields__))


def _place(reader: Reader, earned: Streams, line: Any) -> Place:
    """A following cost has service and perimeter of its stream."""
    if not isinstance(line, Following):
        return reader.place(line)
    stream = followed(line)
    return Place(-1, False, NEVER) if stream is None else earned.place[earned.row[stream]]


def _lines(reader: Reader, lines: list[Any], earned: Streams) -> tuple[Rows, Floats, Ints]:
    """Every cost but shares; then, of staff, the extra pay [post, month] and the month it is paid in."""
    cal = reader.calendar
    place = [_place(reader, earned, line) for line in lines]
    start = whole(reader.month(getattr(line, "start", None), 0) for line in lines)
    last = whole(
        min(reader.month(getattr(line, "end", None), NEVER), at.limit) for line, at in zip(lines, place, strict=True)
    )
    active = (cal.m >= start[:, None]) & (cal.m <= last[:, None])
    terms = reader.terms(lines)
    factor = np.array([_amount(line) for line in lines]).reshape(-1, 1) * terms.fx
    accrual = _quantities(reader, lines, earned, start, active) * active
    accrual *= factor * reader.index(terms)
    follows = flags(isinstance(line, Following) for line in lines)
    staff = of_kind(lines, Staff)
    extra, paid = _staff(cal, staff, accrual, start, last)
    structural = flags(line.structural if isinstance(line, Following) else False for line in lines)
    service = whole(at.service for at in place)
    rows = Rows(
        service, flags(at.project for at in place), structural,
        whole(reader.use(s, _is_structural(s, at)) for s, at in zip(lines, place, strict=True)),
        flags(isinstance(line, Variable) for line in lines),
        np.where(np.arange(len(lines)) < len(staff), STAFF, OTHER), follows,
        flags(line.in_kind for line in lines), terms.late, terms.part,
        accrual, accrual * (~follows[:, None] | (cal.m <= cal.end)),
    )  # fmt: skip
    return rows, extra, paid


def _is_structural(line: Any, place: Place) -> bool:
    return line.structural if isinstance(line, Following) else place.service < 0


def _amount(line: Any) -> float:
    """What one unit of the line's quantity costs, with the VAT it bears; of a post, a month with all its pay."""
    if isinstance(line, Staff):
        pay = number(line.headcount) * number(line.pay) * (1 + float(line.charges))
        return pay * float(line.salaries) / 12
    if isinstance(line, OneOff):
        return vat(line)
    return number(line.unit_cost if isinstance(line, Variable) else line.amount) * vat(line)


def _quantities(reader: Reader, lines: list[Any], earned: Streams, start: Ints, active: Bools) -> Floats:
    """How many of its amount each line costs [line, month], rows in the order of kinds."""
    cal = reader.calendar
    fixed, one_off, variable, steps = (of_kind(lines, kind) for kind in (Fixed, OneOff, Variable, Step))
    quantity = np.ones((len(lines), cal.count))
    at = len(lines) - len(steps) - len(variable) - len(one_off) - len(fixed)
    every = whole(EVERY[line.every] for line in fixed)[:, None]
    quantity[at : at + len(fixed)] = (cal.m - start[at : at + len(fixed), None]) % every == 0
    at += len(fixed)
    quantity[at : at + len(one_off)] = into(len(one_off), cal.count, *reader.dated(one_off))
    at += len(one_off)
    units = np.vstack([earned.units, np.zeros(cal.count)])
    followed_rows = [earned.row.get(line.stream, -1) for line in (*variable, *steps)]
    quantity[at:] = units[followed_rows]
    at += len(variable)
    quantity[at:] = _blocks(steps, quantity[at:] * active[at:])
    return quantity


def _blocks(lines: list[Step], units: Floats) -> Floats:
    """Blocks begun; where held, never fewer than before."""
    block = np.array([number(line.block) or np.inf for line in lines]).reshape(-1, 1)
    begun: Floats = np.ceil(units / block - 1e-9)
    held = [i for i, line in enumerate(lines) if line.hold]
    begun[held] = np.maximum.accumulate(begun[held], axis=1)
    return begun


def _staff(cal: Calendar, lines: list[Staff], accrual: Floats, start: Ints, last: Ints) -> tuple[Floats, Ints]:
    """Adds termination pay to the accrual in place; the extra pay accrued [post, month] and when it is paid."""
    salaries, termination = columns(((float(s.salaries), float(s.termination)) for s in lines), 2)
    posts = len(lines)
    extra = accrual[:posts] * (1 - 12 / salaries)[:, None]
    ends = np.flatnonzero((last[:posts] < cal.count) & (last[:posts] >= np.maximum(start[:posts], 0)))
    accrual[ends, last[ends]] *= (1 + termination * 12 / salaries)[ends]
    given = flags((month + 1 in s.extra_months) or not s.extra_months for s in lines for month in range(12))
    ahead = (np.arange(12)[:, None] + np.arange(12)) % 12
    wait = given.reshape(-1, 12)[:, ahead].argmax(axis=2)[:, cal.month - 1]
    return extra, np.maximum(np.minimum(cal.m + wait, last[:posts, None]), cal.m)


def _share_rows(parts: list[tuple[Any, ...]], accrual: Floats, contracted: Floats) -> Rows:
    """Rows of (service, project, structural, use, days)."""
    service, project, structural, use, days = columns(parts, 5).astype(np.int64)
    none = np.zeros(len(parts), bool)
    return Rows(
        service, project > 0, structural > 0, use, ~none, np.full(len(parts), OTHER), ~none, none,
        days // 30, days % 30 / 30, accrual, contracted,
    )  # fmt: skip


def _runs(reader: Reader, line: ShareCost) -> tuple[int, int]:
    return reader.month(line.start, 0), reader.month(line.end, NEVER)


def _on_revenue(reader: Reader, lines: list[ShareCost], earned: Streams) -> Rows:
    """One row per share and stream, with the stream's service and perimeter."""
    m = reader.calendar.m
    parts, terms = [], []
    for line in lines:
        if line.base is ShareBase.REVENUE:
            for row in (earned.row[stream] for stream in dict.fromkeys(line.streams)):
                at = earned.place[row]
                use = reader.use(line, line.structural)
                parts.append((at.service, at.project, line.structural, use, line.days))
                terms.append((number(line.rate), row, *_runs(reader, line)))
    rate, row, start, last = columns(terms, 4)[:, :, None]
    rows = row[:, 0].astype(np.int64)
    accrual = rate * ((m >= start) & (m <= last)) * earned.revenue[rows]
    return _share_rows(parts, accrual, accrual * earned.kept[rows])


def _on_costs(reader: Reader, given: list[ShareCost], base: Rows) -> Rows:
    """One row per share and service, on the accrued direct costs of its perimeter."""
    m, services = reader.calendar.m, len(reader.services)
    lines = [line for line in given if line.base is ShareBase.DIRECT_COSTS]
    project = [line.perimeter is Perimeter.PROJECT for line in lines]
    parts = [
        (service, alone, line.structural, reader.use(line, line.structural), line.days)
        for line, alone in zip(lines, project, strict=True)
        for service in range(services)
    ]
    terms = ((number(line.rate), *_runs(reader, line)) for line in lines)
    rate, start, last = columns(terms, 3)[:, :, None]
    share = (rate * ((m >= start) & (m <= last)))[:, None]
    cls = np.where(base.direct, base.service + services * base.project, -1)
    accrual, contracted = (
        (share * by_class(cls, 2 * services, each).reshape(2, services, len(m))[whole(project)]).reshape(-1, len(m))
        for each in (base.accrual, base.contracted)
    )
    return _share_rows(parts, accrual, contracted)


@dataclass(frozen=True, eq=False)
class Assets:
    """Investments as cost rows, what is received for those replaced, and their depreciation [row, month]."""

    rows: Rows
    salvage: Floats
    depreciation: Floats
    row: dict[UUID, int]


def assets(reader: Reader) -> Assets:
    lines, cal = reader.plan.investments, reader.calendar
    place = [reader.place(line) for line in lines]
    terms = reader.terms(lines)
    index = reader.index(terms) * terms.fx
    rows = ((number(s.amount) * vat(s), 0.0 if s.in_kind else float(s.salvage), s.life) for s in lines)
    amount, salvage, life = columns(rows, 3)[:, :, None]
    month = whole(reader.month(s.month, NEVER) for s in lines)
    limit = whole(at.limit for at in place)
    again = flags(s.replaced and not at.project for s, at in zip(lines, place, strict=True))[:, None]
    age = cal.m - np.where(month <= limit, month, NEVER)[:, None]
    bought = (age == 0) | (again & (age > 0) & (age % life == 0))
    cycle = np.where(again, np.maximum(age - 1, 0) // life * life, 0)
    latest = np.clip(cal.m - age + cycle, 0, cal.count - 1).astype(np.int64)
    ages = (age > 0) & (again | (age <= life))
    worth = np.take_along_axis(index, latest, 1)
    spent = amount * index * bought
    no = np.zeros(len(lines), bool)
    owned = Rows(
        whole(at.service for at in place), flags(at.project for at in place), no,
        whole(2 if s.use is None else reader.use(s, False) for s in lines), no, np.full(len(lines), INVESTMENT), no,
        flags(s.in_kind for s in lines), terms.late, terms.part, spent, spent,
    )  # fmt: skip
    received = salvage * worth * (bought & (age > 0))
    return Assets(owned, received, (amount - salvage) / life * worth * ages, {s.id: i for i, s in enumerate(lines)})


def opening_depreciation(reader: Reader) -> Floats:
    """Depreciation of what the operation already has [continuing · project only, month]."""
    given, m = reader.plan.opening.assets, reader.calendar.m
    rows = ((float(a.book_value), a.months_left, a.perimeter is Perimeter.PROJECT) for a in given)
    value, left, project = columns(rows, 3)
    return by_class(project.astype(np.int64), 2, (value / left)[:, None] * (m < left[:, None]))


def payments(spent: Costs, owned: Assets, months: int) -> tuple[Floats, Floats]:
    """Money costs paid by class (type × 3 + use) [9, month]: as planned, and with contract streams only after p.

    In-kind rows are left out: whether they are paid depends on who carries them.
    """
    rows, owed = spent.rows, _owed(spent, months)
    money = ~rows.in_kind
    steady = _paid(rows, np.flatnonzero(money & ~rows.follows), owed)
    steady += _paid(owned.rows, np.flatnonzero(~owned.rows.in_kind), owned.rows.accrual)
    following = np.flatnonzero(money & rows.follows)
    planned, contracted = (_paid(rows, following, each) for each in (owed, rows.contracted))
    return steady + planned, steady + contracted


def payments_going_on(spent: Costs, owned: Assets, months: int) -> Floats:
    """Money that costs and investments of the continuing operation are paid with, as planned, by class [9, month]."""
    steady, bought = (np.flatnonzero(~rows.in_kind & ~rows.project) for rows in (spent.rows, owned.rows))
    return _paid(spent.rows, steady, _owed(spent, months)) + _paid(owned.rows, bought, owned.rows.accrual)


def _owed(spent: Costs, months: int) -> Floats:
    """What is to be paid of each row [row, month]: extra pay in its month of payment."""
    posts = len(spent.extra)
    owed = spent.rows.accrual.copy()
    post = np.arange(posts)[:, None]
    owed[:posts] += into(posts, months, post, spent.extra_paid, spent.extra) - spent.extra
    return owed


def _paid(rows: Rows, chosen: Ints, accrual: Floats) -> Floats:
    """Payments [class, month] of what the chosen rows owe [row, month], paid with their days.

    Rows of one class and the same days are added up first: there are few of these.
    """
    days, which = np.unique(rows.late[chosen] + rows.part[chosen], return_inverse=True)
    cls = (rows.type * 3 + rows.use)[chosen]
    owed = by_class(which * 9 + cls, 9 * len(days), accrual[chosen])
    late = np.repeat(days.astype(np.int64), 9)[:, None]
    part = np.repeat(days, 9)[:, None] - late
    months, to = accrual.shape[1], np.tile(np.arange(9), len(days))[:, None]
    month = np.arange(months) + late
    return into(9, months, to, month, owed * (1 - part)) + into(9, months, to, month + 1, owed * part)
