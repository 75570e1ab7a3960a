"""Where every typed field of one plan stands in a workbook: its input sheets, their rows and their columns.

A sheet for the plan as a whole, a field a row; a sheet for each kind of line, a line a row; for amounts on months one
by month, with month 0 in the same column as on every sheet. Each has hidden codes, by which it is read back.
``InputSheets.at`` says where a field stands; nothing here is written or read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from forms.fields import value_at
from forms.shapes import Field
from workbench.exchange.sheet_kinds import Asked, Group, LineKind, groups, line_kinds
from workbench.exchange.sheet_lists import FIRST, Lists
from workbench.i18n import N_, _
from workbench.model.base import Frozen, Line
from workbench.model.grid import LONGEST, Grid
from workbench.model.plan import Plan
from workbench.model.revenue import Driver

TITLE, HELP, CODES, HEAD, BODY = range(5)
"""The rows of a sheet of lines, from 0; the codes are hidden."""
KEY, NAME = 0, 1
"""Its first columns: what a line is known by, and what it is called."""
AMOUNT, OWNER = "amount", ".."
"""The field of an amount on a month, and the code of the column that says which line a line is part of."""
MONTH = 6
"""The column of month 0 on every sheet by month: G."""
CODE, LABEL, VALUE, UNIT, ABOUT = range(5)
"""The columns of the sheet of the plan as a whole."""
SPARE, SPARE_OF_TEMPLATE = 15, 40
"""Empty rows prepared for new lines."""
YEARS, FEW, FEW_OF_TEMPLATE = 5, 6, 12
"""The least cells for a value a fiscal year, and for several of a list."""
PLAN_CODE, LISTS_CODE, MARKS_CODE = "plan", "lists", "marks"
"""What stands where the code of a sheet of lines stands, on the other three."""
PLAN_SHEET, LISTS_SHEET, MARKS_SHEET = N_("Datos del plan"), N_("Listas"), "workbench"
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
LONGEST_NAME = 31


def letters(column: int) -> str:
    """The letters of a column, 0 for A."""
    return (letters(column // 26 - 1) if column > 25 else "") + chr(65 + column % 26)


@dataclass(frozen=True)
class Area:
    """One cell or several, rows and columns from 0. ``used``: how many of them the plan fills."""

    sheet: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    used: int = 1

    @property
    def cells(self) -> str:
        """``$D$5`` or ``$D$5:$F$5``."""
        first = f"${letters(self.column)}${self.row + 1}"
        if self.rows == self.columns == 1:
            return first
        return f"{first}:${letters(self.column + self.columns - 1)}${self.row + self.rows}"

    @property
    def address(self) -> str:
        """With its sheet, as a formula on another one says it."""
        quoted = self.sheet.replace("'", "''")
        return f"'{quoted}'!{self.cells}"


@dataclass(frozen=True)
class Place:
    """A field in its columns or rows, the first of ``width``."""

    asked: Asked
    first: int
    width: int

    @property
    def field(self) -> Field:
        return self.asked.field

    def code(self, at: int) -> str:
        """What its cell ``at`` is known by: the path, and from 1 on which of several values it is."""
        return f"{self.asked.path}/{at + 1}" if self.field.shape.many else self.asked.path


@dataclass(frozen=True)
class Sheet:
    """The lines of one kind. ``keys``: by which each is known; ``owners``: for lines inside others, the line of each.

    Where amounts stand by month, ``lines`` are those that hold them.
    """

    kind: LineKind
    name: str
    lines: tuple[Line, ...]
    owners: tuple[Line | None, ...]
    places: tuple[Place, ...]
    rows: int

    @property
    def owned(self) -> bool:
        """Whether the second column says which line each is part of."""
        return bool(self.kind.parent) and not self.kind.by_month

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((place.first + place.width for place in self.places), default=NAME + 1)

    def key(self, row: int) -> str:
        """What stands in the first column of a row: a line's id, or the name of a spare row."""
        return str(self.lines[row].id) if row < len(self.lines) else f"+{row - len(self.lines) + 1}"


class InputSheets:
    """The input sheets of one plan, in the language of the moment. ``template``: to be filled from nothing."""

    def __init__(self, plan: Plan, template: bool = False) -> None:
        self.plan, self.template, self.grid = plan, template, Grid.of(plan)
        self.months = LONGEST if template else self.grid.months
        self.years = max(self.grid.fiscal_year(self.months - 1) + 1, YEARS)
        self.lists = Lists(plan, _(LISTS_SHEET))
        self.name = _name(_(PLAN_SHEET))
        self._names = {name.casefold() for name in (self.name, self.lists.sheet, MARKS_SHEET)}
        self.sheets: dict[str, Sheet] = {}
        for code, kind in line_kinds().items():
            self.sheets[code] = self._sheet(kind)

    # ------------------------------------------------------------ where a field stands

    def at(self, line: UUID | None, path: str) -> Area:
        """The cells of a field below a line, or below the plan; ``../`` leaves a part for what holds it.

        Amounts on months are the line's whole row of months. Raises KeyError where there is no such field.
        """
        place = list(self._above[line] if line else ())
        for part in path.split("/"):
            if part != "..":
                place.append(part)
            elif place:
                place.pop()
            else:
                raise KeyError(path)
        return self.of("/".join(place))

    def of(self, path: str) -> Area:
        """The cells of a place in the plan, ``streams/<id>/price``; of a line, its first. Raises KeyError."""
        parts = path.split("/")
        at = next((at for at in reversed(range(len(parts))) if parts[at] in self._rows), None)
        if at is None:
            return self._whole[path]
        code, row = self._rows[parts[at]]
        sheet, below = self.sheets[code], "/".join(parts[at + 1 :])
        by_month = self.sheets.get(f"{code}/{parts[at + 1]}") if below else None
        if by_month and by_month.kind.by_month:
            return Area(by_month.name, BODY + row, MONTH, 1, self.months, self.months)
        if not below:
            return Area(sheet.name, BODY + row, KEY)
        place = self._places[code, below]
        return Area(sheet.name, BODY + row, place.first, 1, place.width, used(sheet.lines[row], place.asked))

    def has(self, line: UUID | None, path: str) -> bool:
        """Whether ``at`` finds such a field."""
        try:
            self.at(line, path)
        except (KeyError, IndexError):
            return False
        return True

    def column(self, code: str, path: str) -> Area:
        """A field's cells in all rows of a kind of line, the spare ones too; several columns where it has several."""
        sheet, place = self.sheets[code], self._places[code, path]
        return Area(sheet.name, BODY, place.first, sheet.rows, place.width, len(sheet.lines))

    def choice(self, value: Any) -> Area:
        """The cell with the name of one of a closed list, or of yes and no, which a formula compares inputs with."""
        row, column = self.lists.cell(value)
        return Area(self.lists.sheet, row, column)

    def labels(self, name: str) -> Area | None:
        """The labels of a list; None where it is empty."""
        found = self.lists.all[name]
        length = len(found.entries)
        return Area(self.lists.sheet, FIRST, found.column + 1, length) if length else None

    # ------------------------------------------------------------ what stands there

    def owner_title(self, sheet: Sheet, row: int) -> str:
        """What the line is called that a line is part of."""
        owner = sheet.owners[row]
        assert owner is not None
        return self.lists.label(sheet.kind.parent, str(owner.id))

    def amounts(self, kind: LineKind, line: Line) -> dict[int, Decimal]:
        """The amounts of a line by month from 0; what lies outside the plan's months has no column."""
        found: dict[int, Decimal] = {}
        for each in value_at(line, kind.path):
            month = self.grid.index(each.month)
            if 0 <= month < self.months:
                found[month] = found.get(month, Decimal(0)) + each.amount
        return found

    @cached_property
    def _rows(self) -> dict[str, tuple[str, int]]:
        """Of every line, its kind and its row."""
        sheets = [sheet for sheet in self.sheets.values() if not sheet.kind.by_month]
        return {str(line.id): (sheet.kind.code, row) for sheet in sheets for row, line in enumerate(sheet.lines)}

    @cached_property
    def _places(self) -> dict[tuple[str, str], Place]:
        sheets = self.sheets.items()
        return {(code, place.asked.path): place for code, sheet in sheets for place in sheet.places}

    @cached_property
    def _above(self) -> dict[UUID, tuple[str, ...]]:
        """The place of every line: the names of tables and the ids of lines that lead to it."""
        found: dict[UUID, tuple[str, ...]] = {}
        for sheet in self.sheets.values():
            for line, owner in zip(sheet.lines, sheet.owners, strict=True):
                if not sheet.kind.by_month:
                    above = found[owner.id] if owner else ()
                    found[line.id] = (*above, *sheet.kind.path.split("/"), str(line.id))
        return found

    @cached_property
    def _whole(self) -> dict[str, Area]:
        places = [place for _group, places in self.fields for place in places]
        return {
            place.asked.path: Area(self.name, place.first, VALUE, place.width, 1, used(self.plan, place.asked))
            for place in places
        }

    # ------------------------------------------------------------ how a sheet is laid out

    @cached_property
    def fields(self) -> tuple[tuple[Group, tuple[Place, ...]], ...]:
        """The fields of the plan as a whole in their rows; several values stand below each other.

        The row above each group has its title.
        """
        row, found = BODY, []
        for group in groups():
            row += 1
            places = []
            for asked in group.fields:
                places.append(Place(asked, row, self._width(asked, (self.plan,))))
                row += places[-1].width
            found.append((group, tuple(places)))
        return tuple(found)

    def _sheet(self, kind: LineKind) -> Sheet:
        holders: tuple[Frozen, ...] = self.sheets[kind.parent].lines if kind.parent else (self.plan,)
        pairs = [(holder, line) for holder in holders for line in _lines(kind, holder)]
        lines = tuple(line for _holder, line in pairs)
        owners = tuple(holder if isinstance(holder, Line) else None for holder, _line in pairs)
        rows = len(lines) + (SPARE_OF_TEMPLATE if self.template else SPARE)
        name = self._unique(" · ".join(map(_, kind.title)))
        return Sheet(kind, name, lines, owners, self._places_of(kind, lines), rows)

    def _places_of(self, kind: LineKind, lines: Sequence[Line]) -> tuple[Place, ...]:
        if kind.by_month:
            amount = next(each for each in kind.fields if each.path == AMOUNT)
            return (Place(amount, MONTH, self.months),)
        first = NAME + 1 if kind.parent else NAME
        places = []
        for asked in kind.fields:
            places.append(Place(asked, first, self._width(asked, lines)))
            first += places[-1].width
        return tuple(places)

    def _width(self, asked: Asked, parts: Sequence[Frozen]) -> int:
        """How many cells a field needs: years, months of the year, months of the plan, or some of a list."""
        field = asked.field
        if not field.shape.many:
            return 1
        longest = max((used(part, asked) for part in parts), default=0)
        if field.twelve:
            return 12
        if issubclass(field.owner, Driver):
            return max(self.months, longest)
        if field.shape.base in (UUID, int):
            return max(FEW_OF_TEMPLATE if self.template else FEW, longest + 1)
        return max(self.years, longest)

    def _unique(self, title: str) -> str:
        name = _name(title)
        number = 2
        while name.casefold() in self._names:
            name = f"{_name(title)[: LONGEST_NAME - 2]} {number}"
            number += 1
        self._names.add(name.casefold())
        return name


def _name(title: str) -> str:
    """A title as the name of a sheet."""
    return title.translate(_FORBIDDEN)[:LONGEST_NAME].strip()


def used(part: Frozen, asked: Asked) -> int:
    """How many cells a field of a part fills."""
    value = value_at(part, asked.path)
    return len(value) if isinstance(value, tuple) else 1


def _lines(kind: LineKind, holder: Frozen) -> tuple[Line, ...]:
    """The lines of a kind that a part of the plan holds; where they stand by month, the holder itself."""
    if kind.by_month:
        return (holder,) if isinstance(holder, Line) else ()
    return tuple(line for line in value_at(holder, kind.path) if type(line) is kind.model)
