"""The plan as arrays: one element per line, months as offsets, exact decimals as float64."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import numpy as np

from workbench.model.costs import CostLine, Following, Own
from workbench.model.grid import Grid
from workbench.model.plan import Plan
from workbench.model.revenue import Driver, Stream
from workbench.model.rules import STOPPING
from workbench.model.types import (
    DriverShape,
    ExecutorClass,
    Indexation,
    Perimeter,
    Provider,
    Sector,
    Use,
)

from .months import NEVER, Bools, Calendar, Floats, Ints, calendar, last_values

SECTORS = (Sector.PUBLIC, Sector.PRIVATE, Sector.INTERNATIONAL)
USES = (Use.STRUCTURE, Use.SERVICES, Use.INVESTMENT)
SECTOR = {sector: i for i, sector in enumerate(SECTORS)}
USE = {use.value: i for i, use in enumerate(USES)} | {"any": 3}


def number(value: Decimal | None) -> float:
    return float(value) if value else 0.0


def columns(rows: Iterable[Sequence[float]], width: int) -> Floats:
    """Rows of numbers as columns [width, line], also where there is no row."""
    return np.array(list(rows), float).reshape(-1, width).T


def whole(values: Iterable[int]) -> Ints:
    return np.array(list(values), np.int64)


def flags(values: Iterable[bool]) -> Bools:
    return np.array(list(values), bool)


@dataclass(frozen=True, eq=False)
class Place:
    """Where a line belongs: service row (−1: none), project only, and the last month its perimeter allows."""

    service: int
    project: bool
    limit: int


@dataclass(frozen=True, eq=False)
class Terms:
    """Arrays [line]: what indexes it, own rate, days as whole months and a part of one; ``fx``, the exchange rate of
    the month a flow accrues, [line, month]."""

    fx: Floats
    follows_inflation: Bools
    own_rate: Floats
    late: Ints
    part: Floats


@dataclass(frozen=True, eq=False)
class Drivers:
    """Grown quantities as arrays [line], seasons [line, calendar month] of mean 1, and the rows given as tables."""

    first: Floats
    growth: Floats
    ramp: Floats
    ceiling: Floats
    season: Floats
    tables: list[tuple[int, Floats]]


class Reader:
    """Looks up what a line refers to."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.grid = Grid.of(plan)
        self.calendar: Calendar = calendar(self.grid)
        basis = plan.basis
        self.services = {service.id: row for row, service in enumerate(plan.services)}
        self.stops = [self._stop(service) for service in plan.services]
        self.fx = {row.currency: last_values(row.rates, self.calendar.year) for row in reversed(basis.rates)}
        self.fx |= {basis.currency: np.ones(self.calendar.count)}
        self.sector_of = self._sectors()
        growth = last_values(basis.inflation, self.calendar.year)
        new_price = np.diff(self.calendar.steps, prepend=0) > 0
        self.inflation: Floats = np.multiply.accumulate(np.where(new_price, 1 + growth, 1.0))

    def _stop(self, service: Any) -> int | None:
        if service.continuation not in STOPPING:
            return None
        return self.grid.index(service.stop_month) if service.stop_month else self.grid.project_end

    def _sectors(self) -> dict[Provider, int]:
        given, of_name = self.plan.sectors, {provider.value: provider for provider in Provider}
        own = Sector.PUBLIC if self.plan.project.executor_class is ExecutorClass.PUBLIC else Sector.PRIVATE
        mapped = {of_name[name]: SECTOR[getattr(given, name)] for name in type(given).model_fields}
        return mapped | {Provider.OWN: SECTOR[own]}

    def sector(self, provider: Provider | None, asked: Sector | None) -> int:
        """The row in SECTORS; 'other' without an answer is private, and so is no answer at all."""
        unknown = provider is None or provider is Provider.OTHER
        return SECTOR[asked or Sector.PRIVATE] if unknown else self.sector_of[provider]

    def place(self, line: Own | Stream) -> Place:
        service = -1 if line.service is None else self.services[line.service]
        stop = self.stops[service] if service >= 0 else None
        if stop is not None:
            return Place(service, True, stop)
        if line.perimeter is Perimeter.PROJECT:
            return Place(service, True, self.grid.project_end)
        return Place(service, False, NEVER)

    def month(self, month: str | None, empty: int) -> int:
        return self.grid.index(month) if month else empty

    def use(self, line: CostLine, structural: bool) -> int:
        if line.use is not None:
            return USE[line.use.value]
        return 0 if structural else 1

    def terms(self, lines: Sequence[Any]) -> Terms:
        """The terms of streams or costs; contracts have no indexation, shares follow what they are a share of."""
        rows = []
        for line in lines:
            indexation = getattr(line, "indexation", Indexation.NONE)
            own = float(line.own_rate) if indexation is Indexation.OWN else 0.0
            rows.append((indexation is Indexation.INFLATION, own, line.days // 30, line.days % 30 / 30))
        follows, own_rate, late, part = columns(rows, 4)
        return Terms(self.rates(lines), follows > 0, own_rate, late.astype(np.int64), part)

    def rates(self, lines: Sequence[Any]) -> Floats:
        """Plan-currency units per unit of each line's currency [line, month]."""
        own = self.plan.basis.currency
        return np.array([self.fx[line.currency or own] for line in lines]).reshape(-1, self.calendar.count)

    def index(self, terms: Terms) -> Floats:
        """The index of every line in every month."""
        steps = self.calendar.steps
        table = (1 + terms.own_rate)[:, None] ** np.arange(int(steps[-1]) + 1)
        index: Floats = table[:, steps]
        index[terms.follows_inflation] = self.inflation
        return index

    def drivers(self, given: Sequence[Driver]) -> Drivers:
        rows = [
            (number(d.first), float(d.growth), d.ramp, np.inf if d.ceiling is None else float(d.ceiling)) for d in given
        ]
        season = np.array([[float(f) for f in d.season] if d.season else [1.0] * 12 for d in given]).reshape(-1, 12)
        season /= season.mean(axis=1, keepdims=True)
        at = {DriverShape.BY_YEAR: self.calendar.year, DriverShape.BY_MONTH: self.calendar.m}
        tables = [
            (row, last_values(d.table, at[d.shape])) for row, d in enumerate(given) if d.shape is not DriverShape.GROWN
        ]
        first, growth, ramp, ceiling = columns(rows, 4)
        return Drivers(first, growth, ramp, ceiling, season, tables)

    def dated(self, lines: Sequence[Any]) -> tuple[Ints, Ints, Floats]:
        """(row, month, amount) of every amount typed on a month."""
        found = [
            (row, self.grid.index(each.month), float(each.amount))
            for row, line in enumerate(lines)
            for each in line.amounts
            if each.amount
        ]
        row, at, amount = columns(found, 3)
        return row.astype(np.int64), at.astype(np.int64), amount


def vat(line: CostLine) -> float:
    """What VAT that is not recovered multiplies a cost by."""
    return 1.0 if line.vat_recoverable else 1 + float(line.vat)


def of_kind(lines: Iterable[Any], *kinds: type) -> list[Any]:
    """The lines of some kinds, the kinds in the order asked."""
    found = list(lines)
    return [line for kind in kinds for line in found if isinstance(line, kind)]


def followed(line: Following) -> UUID | None:
    """The stream a variable or step cost follows."""
    return getattr(line, "stream", None)
