"""Streams: units, revenue, and when it is collected (finance §§2, 3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import numpy as np

from workbench.model.revenue import Commission, Contract, Driver, Fee, Membership, Stream
from workbench.model.types import EarnedUse

from .months import NEVER, Bools, Calendar, Floats, Ints, into, powers
from .reading import Drivers, Place, Reader, columns, flags, number, whole

Spanned = Fee | Membership | Commission


@dataclass(frozen=True, eq=False)
class Streams:
    """Rows: fees, memberships, commissions, contracts. ``kept``: what counts where only contracts go on."""

    row: dict[UUID, int]
    place: list[Place]
    service: Ints
    continuing: Bools
    use: Ints
    sector: Ints
    client: list[tuple[str, object]]
    units: Floats
    revenue: Floats
    bad_debt: Floats
    due: Floats
    kept: Bools
    collected: Floats
    collected_contracted: Floats


def streams(reader: Reader) -> Streams:
    cal, given = reader.calendar, reader.plan.streams
    spanned: list[Spanned] = [s for kind in (Fee, Membership, Commission) for s in given if isinstance(s, kind)]
    contracts = [s for s in given if isinstance(s, Contract)]
    lines: list[Stream] = [*spanned, *contracts]
    place = [reader.place(line) for line in lines]
    start = whole(reader.month(line.start, 0) for line in spanned)
    last = whole(min(reader.month(s.end, NEVER), at.limit) for s, at in zip(spanned, place, strict=False))
    kinds = {kind: np.array([isinstance(s, kind) for s in lines], bool) for kind in (Membership, Contract)}
    units, revenue = np.zeros((2, len(lines), cal.count))
    units[: len(spanned)] = _units(reader, spanned, start, last)
    terms = reader.terms(lines)
    price = np.array([number(_price(s)) for s in spanned]).reshape(-1, 1) * terms.fx[: len(spanned)]
    revenue[: len(spanned)] = price * reader.index(terms)[: len(spanned)] * units[: len(spanned)]
    row, at, amount = reader.dated(contracts)
    delivered = into(len(contracts), cal.count, row, at, amount) * terms.fx[len(spanned) :]
    allowed = cal.m <= whole(each.limit for each in place[len(spanned) :])[:, None]
    revenue[len(spanned) :] = delivered * allowed
    bad_debt = revenue * np.array([float(s.bad_debt) for s in lines]).reshape(-1, 1)
    due = revenue - bad_debt
    kept = (cal.m <= cal.end) | kinds[Contract][:, None]
    from_month = np.maximum(np.append(start, np.zeros(len(contracts), np.int64)), 0)
    cash = _Collection(reader, lines, kinds[Membership], from_month)
    return Streams(
        {line.id: i for i, line in enumerate(lines)}, place,
        whole(each.service for each in place), flags(not each.project for each in place),
        whole(0 if s.use is EarnedUse.STRUCTURE else 1 for s in lines),
        whole(reader.sector(s.payer_class, s.sector) for s in lines),
        [(s.client, s.segment) for s in lines],
        units, revenue, bad_debt, due, kept, cash.of(due), cash.of(due * kept),
    )  # fmt: skip


def _price(line: Spanned) -> Decimal | None:
    return line.price if isinstance(line, Fee) else line.dues if isinstance(line, Membership) else line.rate


def _driver(line: Spanned) -> Driver:
    return line.units if isinstance(line, Fee) else line.joins if isinstance(line, Membership) else line.volume


def _units(reader: Reader, lines: list[Spanned], start: Ints, last: Ints) -> Floats:
    """Units, members or volume [line, month]."""
    cal = reader.calendar
    active = (cal.m >= start[:, None]) & (cal.m <= last[:, None])
    units = driven(reader.drivers([_driver(line) for line in lines]), start, cal) * active
    clubs = {i: line for i, line in enumerate(lines) if isinstance(line, Membership)}
    rows = list(clubs)
    opening, churn = columns(((float(club.opening_members), float(club.churn)) for club in clubs.values()), 2)
    first = np.maximum(start[rows], 0)
    units[rows] = members(opening, churn, units[rows], first, cal) * active[rows]
    return units


def driven(d: Drivers, start: Ints, cal: Calendar) -> Floats:
    """The drivers' values [line, month]; meaningless before a line's start."""
    age = cal.m - start[:, None]
    value = d.first[:, None] * powers(1 + d.growth, np.maximum(age, 0) // 12)
    value *= np.minimum(1, (age + 1) / (d.ramp[:, None] + 1))
    value *= d.season[:, cal.month - 1]
    np.minimum(value, d.ceiling[:, None], out=value)
    for row, table in d.tables:
        value[row] = table
    return value


def members(opening: Floats, churn: Floats, joins: Floats, first: Ints, cal: Calendar) -> Floats:
    """members(m) = members(m−1) × (1−churn)^(1/12) + joins(m) from the first month on, in closed form."""
    stay = (1 - churn) ** (1 / 12)
    some = np.where(stay > 0, stay, 1.0)
    weight = powers(some, np.maximum(cal.m - first[:, None], 0))
    kept = weight * ((opening * some)[:, None] + np.cumsum(joins / weight, axis=1))
    result: Floats = np.where((stay > 0)[:, None], kept, joins)
    return result


class _Collection:
    """When each stream's deliveries are collected."""

    def __init__(self, reader: Reader, lines: list[Stream], ahead: Bools, first: Ints) -> None:
        self.cal = reader.calendar
        month = self.cal.month
        rows = ((int(s.billing.value), s.billing_month, float(s.advance), s.advance_months) for s in lines)
        every, opens, self.advance, early = columns(rows, 4)[:, :, None]
        terms = reader.terms(lines)
        self.part = terms.part[:, None]
        wait = (opens - month) % every
        back = (month - opens) % every
        billed = np.where(ahead[:, None], np.maximum(self.cal.m - back, first[:, None]), self.cal.m + wait)
        self.at = billed.astype(np.int64) + terms.late[:, None]
        self.early = np.maximum(self.cal.m - early, 0).astype(np.int64)

    def of(self, due: Floats) -> Floats:
        """What is collected [stream, month] of what is due [stream, month of delivery]."""
        streams, months = due.shape
        row = np.arange(streams)[:, None]
        rest = due * (1 - self.advance)
        cash = into(streams, months, row, self.early, due * self.advance)
        cash += into(streams, months, row, self.at, rest * (1 - self.part))
        cash += into(streams, months, row, self.at + 1, rest * self.part)
        return cash
