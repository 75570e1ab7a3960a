"""The plans of a portfolio as a table: rows made when they are looked at, groups with what they come to, a total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import overload

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QMenu

from workbench.engine.doors import Door, Told
from workbench.exchange.tables import Number
from workbench.formats import NOTHING, Formats
from workbench.i18n import _
from workbench.portfolio.consolidation import Consolidation
from workbench.portfolio.entry import Entry
from workbench.portfolio.selection import Group, Shown, Wanted
from workbench.portfolio.told import COLUMNS, NONE, RULES, SUMMED, TEXTS, TOGETHER, Cells
from workbench.ui.tables import TableView, TextRow, TextTable

AFTER = "after12"
SHARES = ("completeness", "self_sufficiency", "structure", "services")
"""The columns whose numbers are fractions."""
TARGETS: dict[str, str | Door] = {
    "name": "",
    "executor": "project/executor",
    "country": "project/country",
    "sector": "project/theme",
    "stage": "project/stage",
    "completeness": "missing",
    "fomin": "agreement/fomin_approved",
    "counterpart": "agreement/cash_approved",
    "leverage": Told("agreement.leverage"),
    "break_even": "break_even",
    "gap": "gap",
    "self_sufficiency": Told("self_sufficiency.full", AFTER),
    "horizon": Told("funding.guaranteed_horizon"),
    "structure": Told("funding.public_share.structure", AFTER),
    "services": Told("funding.public_share.services", AFTER),
    "survey": "latest_survey",
}
"""Where each column leads inside a plan: a field, what a card of home offers, or a figure."""
FIGURES = tuple(COLUMNS)[1:]
"""All columns but the name; the last of them hold words, for which there is no number."""
NOTES = len(TEXTS) - 1
SEEN = 50
"""Rows whose cells are measured for the width of their column."""
WIDEST = 19
"""The most characters a column of words other than the first is wide."""
SPARE = NOTES + 2
"""Columns that give way where there is no room: the last ones of words, and the two before them."""
MOST = 20
"""Plans that are offered as the parts of a figure."""
ARROW = 16
"""Pixels of the arrow that says by which column the plans are in order."""


@dataclass(frozen=True)
class PlanDoor:
    """A plan of the library, and where in it."""

    plan: str
    target: str | Door


@dataclass(frozen=True)
class Together:
    """A figure of several plans, by its place in the table."""

    row: int
    column: str


class Rows(Sequence[TextRow]):
    """The rows of a table, each made when it is first asked for: a thousand plans cost what one sees."""

    def __init__(self, shown: Shown, by: str, cells: Cells) -> None:
        self._cells, self._by = cells, by
        self._made: dict[int, TextRow] = {}
        self.items: list[Entry | tuple[Group, Consolidation]] = []
        for group, together in shown.groups:
            self.items += [(group, together), *group.entries]
        self.items += () if shown.groups else shown.entries
        self.items.append((Group("", _("Total"), tuple(shown.entries)), shown.whole))

    def __len__(self) -> int:
        return len(self.items)

    def place(self, at: int) -> str:
        """What a row is of, whatever its place: a plan's id, or what a group is called."""
        item = self.items[at]
        return item.id if isinstance(item, Entry) else item[0].label

    @overload
    def __getitem__(self, at: int) -> TextRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[TextRow]: ...
    def __getitem__(self, at: int | slice) -> TextRow | Sequence[TextRow]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        if at not in self._made:
            item = self.items[at]
            self._made[at] = self._plan(item) if isinstance(item, Entry) else self._together(*item)
        return self._made[at]

    def _plan(self, entry: Entry) -> TextRow:
        numbers = tuple(_number(self._cells.number(entry, column), column) for column in FIGURES)
        return TextRow(tuple(self._cells.text(entry, column) for column in COLUMNS), numbers=numbers)

    def parts(self, of: Together) -> list[tuple[str, PlanDoor]]:
        """What a figure of several plans comes from: theirs, each with the way to it."""
        item, column = self.items[of.row], of.column
        told = [] if isinstance(item, Entry) else self._cells.parts(item[0].entries, column)
        named = ((self._cells.text(entry, "name"), entry, text) for entry, text in told)
        return [(f"{name}: {text}", PlanDoor(entry.id, TARGETS[column])) for name, entry, text in named]

    def _together(self, group: Group, of: Consolidation) -> TextRow:
        plans = len(group.entries)
        text = _("{group}: 1 plan") if plans == 1 else _("{group}: {n} planes")
        label = text.format(group=group.label or _(NONE[self._by]), n=plans)
        told = [self._cells.together(of, column) for column in FIGURES]
        numbers = tuple(_number(number, column) for column, (_text, number) in zip(FIGURES, told, strict=True))
        return TextRow((label, *(text for text, _number in told)), bold=True, numbers=numbers)


def _number(number: float | None, column: str) -> Number | None:
    return None if number is None else Number(number, column in SHARES)


class PortfolioTable(TableView):
    """``ordered``: somebody pressed the head of a column; ``parted``: whether some columns have no room.

    ``whole``: all columns are wanted, also past the edge.
    """

    ordered = Signal(str)
    parted = Signal(bool)

    def __init__(self) -> None:
        super().__init__(_("Planes de la cartera"), tallest=14)
        self.whole = False
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setResizeContentsPrecision(SEEN)
        head.sectionClicked.connect(lambda at: self.ordered.emit(list(COLUMNS)[at]))

    def show_plans(self, shown: Shown, wanted: Wanted, cells: Cells, formats: Formats) -> None:
        """Show plans, in their groups where there are some."""
        rows, columns, here = Rows(shown, wanted.by, cells), list(COLUMNS), self._here()

        def door(row: int, column: int) -> PlanDoor | Together | None:
            item, name = rows.items[row], columns[column]
            if isinstance(item, Entry):
                return PlanDoor(item.id, TARGETS[name])
            said = name in TOGETHER and rows[row].cells[column] != NOTHING
            return Together(row, name) if said else None

        self.horizontalHeader().setSortIndicatorShown(False)  # room would be left for it in every column
        heads = tuple(map(cells.head, COLUMNS))
        self.show_table(TextTable(heads, rows, notes=NOTES, door=door), formats)
        widest = self.fontMetrics().averageCharWidth() * WIDEST
        for at in range(len(columns) - NOTES, len(columns)):
            self.setColumnWidth(at, min(self.columnWidth(at), widest))
        if wanted.order in columns:
            self._point(columns.index(wanted.order), wanted.down)
        self._fill()
        self._go_back(rows, *here)

    def _open(self, index: QModelIndex) -> None:
        """A figure of several plans offers theirs, each a way into its plan."""
        door, rows = self.table.door(index.row(), index.column()) if index.isValid() else None, self.table.rows
        if not (isinstance(door, Together) and isinstance(rows, Rows)):
            super()._open(index)
            return
        parts = rows.parts(door)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_(RULES.get(door.column, SUMMED))).setEnabled(False)
        for text, way in parts[:MOST]:
            menu.addAction(text.replace("&", "&&")).triggered.connect(partial(self._go, way))
        if left := len(parts[MOST:]):
            menu.addAction(_("Y otros planes, los menores: {n}").format(n=left)).setEnabled(False)
        menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))
        menu.setActiveAction(menu.actions()[min(1, len(parts))])

    def _go(self, way: PlanDoor, _on: bool = False) -> None:
        self.opened.emit(way)

    def show_whole(self, on: bool) -> None:
        """Show all columns, or those that have room."""
        self.whole = on
        self._fill()

    def _fill(self) -> None:
        """The figures are always there; of the columns after them those that have room."""
        for at in range(len(COLUMNS) - SPARE, len(COLUMNS)):
            self.setColumnHidden(at, False)
        widths = [self._words[0], *map(self.columnWidth, range(1, len(COLUMNS)))] if self._words else []
        room = self.viewport().width()
        lacking = [at for at in range(len(COLUMNS) - SPARE, len(widths)) if sum(widths[: at + 1]) > room]
        for at in lacking if not self.whole else ():
            self.setColumnHidden(at, True)
        super()._fill()
        self.parted.emit(bool(lacking))

    def _here(self) -> tuple[str, int]:
        """Where the cursor is."""
        rows, at = self.table.rows, self.currentIndex()
        return (rows.place(at.row()), at.column()) if isinstance(rows, Rows) and at.isValid() else ("", -1)

    def _go_back(self, rows: Rows, place: str, column: int) -> None:
        """The cursor stays on its plan where that is still shown."""
        row = next((at for at in range(len(rows)) if column >= 0 and rows.place(at) == place), None)
        if row is not None:
            self.setCurrentIndex(self.model().index(row, 0 if self.isColumnHidden(column) else column))

    def _point(self, at: int, down: bool) -> None:
        """Say by which column the plans are in order."""
        head = self.horizontalHeader()
        self.setColumnWidth(at, self.columnWidth(at) + ARROW)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(at, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)
