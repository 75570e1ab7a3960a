"""Changes made on both sides: in a plan, and in the input cells of its workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from pydantic import ValidationError
from workbooks import Expected, expected, put

from forms.shapes import field
from workbench.engine import fields
from workbench.engine.projection import project
from workbench.exchange.input_sheets import MONTH, Area
from workbench.exchange.live_inputs import Live
from workbench.exchange.sheet_values import values_of
from workbench.exchange.timeline import DAY_0
from workbench.exchange.workbook import Book
from workbench.model.base import Frozen, get, replace
from workbench.model.grid import Grid, month_of, number_of
from workbench.model.plan import Plan
from workbench.model.revenue import Dated
from workbench.model.rules import refusals
from workbench.model.types import Choice


@dataclass(frozen=True)
class Place:
    """A typed field that the calculation hangs on: a line and the path below it."""

    line: Any
    path: str


Cells = list[tuple[str, int, int, float | str]]
"""What is typed where: sheet, row from 1, column from 0, value."""


def changed(book: Book, plan: Plan, count: int, chance: Random) -> tuple[Plan, Cells, list[str]]:
    """A plan with some of its live inputs changed, the same changes in cells, and what was changed."""
    places = list(dict.fromkeys(_live(book)))
    chance.shuffle(places)
    cells: Cells = []
    told: list[str] = []
    for place in places:
        made = _change(book, plan, place)
        if made is None:
            continue
        plan, more = made
        cells += more
        told.append(f"{type(place.line).__name__}: {place.path}")
        if len(told) == count:
            break
    return plan, cells, told


def put_changed(folder: Path, name: str, plan: Plan, count: int) -> tuple[list[Expected], list[str]]:
    """A plan's workbook in a folder, to be recalculated as it is and with inputs changed; its rows, the changes."""
    book = Book(project(plan))
    data = book.written()
    other, cells, told = changed(book, plan, count, Random(name))
    again = Book(project(other))
    rows = expected(book, data)
    put(folder, name, data, rows, cells, expected(again, again.written()))
    return rows, told


def _live(book: Book) -> Iterator[Place]:
    live = Live(book.projection, book.place, book.inputs)
    for key, spot in book.place.spots.items():
        name = key.partition("@")[0]
        if name not in fields.FIELDS:
            continue
        for row in range(spot.lines):
            line = live.lines.line(spot.table, row) if spot.table else book.projection.plan
            if not isinstance(line, Frozen) or not live.formula(key, row):
                continue
            for path in fields.sources(name, type(line)):
                if "{" not in path and not path.startswith("../"):
                    yield Place(line, path)


def _change(book: Book, plan: Plan, place: Place) -> tuple[Plan, Cells] | None:
    """The plan and the cells with another value; None where the place takes none."""
    whole = isinstance(place.line, Plan)
    id_ = None if whole else place.line.id
    if not book.inputs.has(id_, place.path):
        return None
    area = book.inputs.at(id_, place.path)
    path = place.path if whole else f"{_path(book, place.line)}/{place.path}"
    value = get(plan, path)
    if isinstance(value, tuple) and any(isinstance(each, Dated) for each in value):
        return _dated(plan, path, value, area)
    grid = book.projection.grid
    for other in _others(value, min(area.rows * area.columns, grid.fiscal_year(grid.months - 1) + 1)):
        try:
            made = replace(plan, path, other)
        except ValidationError:
            continue
        if tuple(refusals(made)) == tuple(refusals(plan)):
            return made, _typed(book, place, area, other)
    return None


def _typed(book: Book, place: Place, area: Area, other: Any) -> Cells:
    """What is typed for a value into the cells of its field."""
    written = values_of(field(type(place.line), place.path), other, book.inputs.lists)
    down = area.rows > 1
    return [
        (area.sheet, area.row + 1 + at * down, area.column + at * (not down), _cell(each))
        for at, each in enumerate(written)
    ]


def _path(book: Book, line: Frozen) -> str:
    lines = Live(book.projection, book.place, book.inputs).lines
    for table, ids in book.projection.inputs.lines.items():
        for row in range(len(ids)):
            if lines.line(table, row) is line:
                return lines.path(table, row) or ""
    raise KeyError(line)


def _dated(plan: Plan, path: str, value: tuple[Any, ...], area: Any) -> tuple[Plan, Cells] | None:
    """One amount by month is another."""
    grid = Grid.of(plan)
    months = [grid.index(each.month) for each in value]
    found = next((at for at, month in enumerate(months) if months.count(month) == 1 and 0 <= month < grid.months), None)
    if found is None:
        return None
    amount = value[found].amount + 10
    made = replace(plan, f"{path}/{value[found].id}/amount", amount)
    return made, [(area.sheet, area.row + 1, MONTH + months[found], float(amount))]


def _others(value: Any, room: int) -> Iterator[Any]:
    """Other values to try: a list is gone on with where there is room, which not every list allows."""
    if isinstance(value, tuple) and value and isinstance(value[0], Decimal):
        less = value[-1] * Decimal("0.9")
        if len(value) < room:
            yield (*value, less)
        yield (*value[:-1], less if less else Decimal("0.05"))
        return
    other = _other(value)
    if other is not None:
        yield other


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, Choice):
        known = list(type(value))
        return known[(known.index(value) + 1) % len(known)]
    if isinstance(value, Decimal):
        return value * Decimal("0.9") if value else Decimal("0.05")
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str) and len(value) == 7 and value[4] == "-":
        return month_of(number_of(value) + 1)
    return None


def _cell(written: Any) -> float | str:
    if isinstance(written, date):
        return float((written - DAY_0).days)
    return written if isinstance(written, str) else float(written)
