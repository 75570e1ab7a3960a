"""Contributions in cash and in kind, who carries what, and loans (finance §5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np

from workbench.model.financing import CashSource, InKindSource, SourceLine
from workbench.model.types import Provider, RateBasis, Repayment, Status

from .costs import Assets, Costs
from .months import NEVER, Bools, Calendar, Floats, Ints, by_class, into
from .reading import USE, Reader, columns, flags, number, whole

ANY = 3
STATUSES = (Status.COMMITTED, Status.NEGOTIATION, Status.PROSPECT)


@dataclass(frozen=True, eq=False)
class Gifts:
    """Contributions counted in the plan [gift] and their value [gift, month]; an 'any' source is one gift per use."""

    value: Floats
    use: Ints
    sector: Ints
    fomin: Bools
    status: Ints
    probability: Floats
    cash: Bools
    potted: Bools
    """Cash for one use only."""
    provider: list[tuple[str, str]]


@dataclass(frozen=True, eq=False)
class Kind:
    """In-kind lines [item]: their class (type × 3 + use) and value; planned, then with contract streams only.

    ``covered`` is the part carried [planned · committed, item, month]; ``carried`` the value each gift of
    ``item`` carries in the planned view [gift, month].
    """

    cls: Ints
    project: Bools
    variable: Bools
    value: Floats
    contracted: Floats
    covered: Floats
    item: Ints
    carried: Floats
    by: list[InKindSource]

    def left(self, covered: Floats, value: Floats) -> Floats:
        """What nobody carries, by class [9, month]: a bill of its month."""
        return by_class(self.cls, 9, value * (1 - covered))


def in_kind(reader: Reader, spent: Costs, owned: Assets) -> Kind:
    rows, bought = np.flatnonzero(spent.rows.in_kind), np.flatnonzero(owned.rows.in_kind)
    both = [(spent.rows, rows), (owned.rows, bought)]

    def joined(name: str) -> np.ndarray:
        return np.concatenate([getattr(part, name)[chosen] for part, chosen in both])

    place: dict[UUID, int] = {}
    for part, chosen, lines in ((0, rows, spent.row), (len(rows), bought, owned.row)):
        named = {row: line for line, row in lines.items()}
        place |= {named[row]: part + i for i, row in enumerate(chosen.tolist())}
    found = [
        (place[carry.line], float(carry.share), reader.month(carry.start, 0), reader.month(carry.end, NEVER), source)
        for source in reader.plan.sources
        if source.counted and isinstance(source, InKindSource)
        for carry in source.carries
        if carry.line in place
    ]
    at, share, start, last = columns((each[:4] for each in found), 4)[:, :, None]
    firm = np.array([each[4].status is Status.COMMITTED for each in found], bool).reshape(-1, 1)
    which = at[:, 0].astype(np.int64)
    m = reader.calendar.m
    active = share * ((start <= m) & (m <= last))
    total = np.stack([by_class(which, len(place), each) for each in (active, active * firm)])
    value = joined("accrual")
    carried = (active / np.maximum(total[0], 1)[which]) * value[which]
    return Kind(
        joined("type") * 3 + joined("use"), joined("project"), joined("variable"), value, joined("contracted"),
        np.minimum(total, 1), which, carried, [each[4] for each in found],
    )  # fmt: skip


def received(reader: Reader, sources: list[CashSource]) -> Floats:
    """Cash as it comes [source, month]."""
    cal = reader.calendar
    row, at, amount = reader.dated(sources)
    yearly = [
        (i, month, float(source.yearly[int(cal.year[month])]))
        for i, source in enumerate(sources)
        if source.yearly
        for month in np.flatnonzero((cal.month == source.yearly_month) & (cal.year < len(source.yearly))).tolist()
    ]
    more = columns(yearly, 3)
    row, at = np.append(row, more[0].astype(np.int64)), np.append(at, more[1].astype(np.int64))
    delay = whole(source.delay for source in sources)
    typed = into(len(sources), cal.count, row, at + delay[row], np.append(amount, more[2]))
    cash: Floats = typed * reader.rates(sources)
    return cash


def shares_by_use(cal: Calendar, accrued: Floats) -> Floats:
    """How a month's cash costs and investment split by use [3, month]; else its fiscal year's; else structure."""
    total = accrued.sum(axis=0)
    year = accrued @ cal.of_year
    used = np.where(total > 0, accrued, year)
    whole_of: Floats = used.sum(axis=0)
    default = np.zeros_like(used)
    default[0] = 1
    split: Floats = np.where(whole_of > 0, used / np.where(whole_of > 0, whole_of, 1), default)
    return split


def gifts(reader: Reader, sources: list[CashSource], cash: Floats, split: Floats, kind: Kind) -> Gifts:
    uses = [USE[source.use.value] for source in sources]
    rows = [(i, use) for i, given in enumerate(uses) for use in (range(3) if given == ANY else [given])]
    at = whole(i for i, _ in rows)
    use = whole(use for _, use in rows)
    shared = flags(uses[i] == ANY for i, _ in rows)
    value = cash[at] * np.where(shared[:, None], split[use], 1.0)
    lines: list[SourceLine] = [*(sources[i] for i, _ in rows), *kind.by]
    return Gifts(
        np.concatenate([value, kind.carried]),
        np.append(use, kind.cls[kind.item] % 3),
        whole(reader.sector(s.provider_class, s.sector) for s in lines),
        flags(s.provider_class is Provider.FOMIN for s in lines),
        whole(STATUSES.index(s.status) for s in lines),
        np.array([_probability(reader, s) for s in lines]),
        np.arange(len(lines)) < len(rows),
        np.append(~shared, np.zeros(len(kind.item), bool)),
        [("name", same(s.provider)) if s.provider else ("class", str(s.provider_class)) for s in lines],
    )


def same(name: str) -> str:
    """A name without what does not tell organisations apart."""
    return " ".join(name.split()).casefold()


def _probability(reader: Reader, source: SourceLine) -> float:
    criteria = reader.plan.criteria
    if source.probability is not None:
        return float(source.probability)
    given = {Status.NEGOTIATION: criteria.probability_negotiation, Status.PROSPECT: criteria.probability_prospect}
    return float(given.get(source.status, 1))


@dataclass(frozen=True, eq=False)
class Loans:
    """All loans together [month]."""

    drawn: Floats
    interest: Floats
    principal: Floats
    balance: Floats


def loans(reader: Reader) -> Loans:
    """French, German and bullet loans in closed form; an opening loan is one disbursed the month before the plan."""
    opening, given, cal = reader.plan.opening.loans, reader.plan.loans, reader.calendar
    rows = [(-1, float(s.balance), s.months_left, 0) for s in opening]
    lines: list[Any] = list(opening)
    for loan in given:
        month = reader.month(loan.month, NEVER)
        if 0 <= month < cal.count:
            rows.append((month, number(loan.principal), loan.term, min(loan.grace, loan.term - 1)))
            lines.append(loan)
    month, amount, term, grace = columns(rows, 4)[:, :, None]
    monthly = np.array([_monthly(line) for line in lines]).reshape(-1, 1)
    kind = [[each is line.repayment for line in lines] for each in (Repayment.FRENCH, Repayment.GERMAN)]
    french, german = np.array(kind, bool).reshape(2, -1, 1)
    growth, payments = np.log1p(monthly), term - grace
    age = cal.m - month
    level = french & (monthly > 0)
    safe = np.where(level, growth, 1.0)

    def balance(age: Floats) -> Floats:
        """What is owed at the end of a month: equal payments, equal principal, or all of it until the last payment."""
        done = np.clip(age - grace, 0, payments)
        annuity = np.expm1((done - payments) * safe) / np.expm1(-payments * safe)
        part = np.where(level, annuity, np.where(french | german, 1 - done / payments, done < payments))
        owed: Floats = amount * part * (age >= 0)
        return owed

    now, before = balance(age), balance(age - 1)
    repaid = (before - now) * (age > 0)
    drawn = (amount * (age == 0)).sum(axis=0)
    return Loans(drawn, (before * monthly).sum(axis=0), repaid.sum(axis=0), now.sum(axis=0))


def _monthly(loan: Any) -> float:
    """The rate of a month: a twelfth of a nominal one, the twelfth root of an effective annual one."""
    rate = float(loan.rate)
    return float(np.expm1(np.log1p(rate) / 12)) if loan.rate_basis is RateBasis.EFFECTIVE else rate / 12
