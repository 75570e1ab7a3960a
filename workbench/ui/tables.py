"""A table of ready texts that can be read, walked by keyboard, copied, and asked where its figures come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from workbench.exchange.tables import Cell, Number
from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.ui.cell_keys import CellKeys
from workbench.ui.copying import copy_cells, offer_cells
from workbench.ui.theme import colour

Index = QModelIndex | QPersistentModelIndex
HINT = N_("Clic o Enter: de dónde sale")
AROUND = 10
"""Pixels of a row above and below its words together."""
WIDEST = 36
"""The most characters the first column takes from the others."""


@dataclass(frozen=True)
class TextRow:
    """Cells of one row. ``bold`` for totals; ``muted`` for reasons and notes; ``numbers``: what the last cells say."""

    cells: tuple[str, ...]
    bold: bool = False
    muted: bool = False
    numbers: tuple[Number | None, ...] = ()

    def exact(self, column: int) -> Cell:
        """A cell as it is copied: the number itself where there is one."""
        at = column - len(self.cells) + len(self.numbers)
        number = self.numbers[at] if 0 <= at < len(self.numbers) else None
        return number or (self.cells[column] if column < len(self.cells) else "")


@dataclass(frozen=True)
class TextTable:
    """Heads and rows; the first ``texts`` columns are words, and the last ``notes``, the others figures.

    ``door``: where a cell leads, which ``hint`` says.
    """

    heads: tuple[str, ...] = ()
    rows: Sequence[TextRow] = ()
    texts: int = 1
    notes: int = 0
    door: Callable[[int, int], object | None] = lambda _row, _column: None
    hint: str = HINT

    def whole(self) -> list[Sequence[Cell]]:
        """Everything as it is copied, the heads first."""
        return [self.heads, *([row.exact(at) for at in range(len(row.cells))] for row in self.rows)]


class _Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.table = TextTable()

    def show(self, table: TextTable) -> None:
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.table.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        told = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)  # a narrow column cuts its head
        return self.table.heads[section] if role in told else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.table.rows[index.row()]
        text = row.cells[index.column()] if index.column() < len(row.cells) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row(), index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            hint = _(self.table.hint) if self.door(index) is not None else ""
            return hint if role == Qt.ItemDataRole.AccessibleDescriptionRole else f"{text}\n{hint}".strip()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        if role == Qt.ItemDataRole.FontRole and row.bold:
            font = QFont(QApplication.font())
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and row.muted:
            return colour("muted")
        return None

    def _spoken(self, row: int, column: int) -> str:
        """A cell as a screen reader says it: its row, its column, what stands there."""
        cells = self.table.rows[row].cells
        text = cells[column] if column < len(cells) else ""
        said = text or _("vacía")
        return f"{cells[0].strip()}, {self.table.heads[column]}: {said}" if column else said

    def door(self, index: Index) -> object | None:
        """Where a cell leads."""
        return self.table.door(index.row(), index.column()) if index.isValid() else None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        words = column < self.table.texts or column >= len(self.table.heads) - self.table.notes
        side = Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter


class _Linked(QStyledItemDelegate):
    """A figure under the mouse looks like what it is: a door."""

    under = QPersistentModelIndex()

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index == self.under:
            option.font.setUnderline(True)


class TableView(CellKeys):
    """Shows a ``TextTable``. Ctrl+C copies the chosen cells; a click or Enter on a figure asks where it comes from."""

    LEADS = N_("De dónde sale")
    """What it is to open a cell."""
    opened = Signal(object)
    """Where a cell leads: of a figure, its door."""
    said = Signal(str)
    """What became of a file."""

    def __init__(self, name: str, tallest: int = 14, folds: bool = False, widest: int = 99, grows: int = 0) -> None:
        """``tallest``: rows that are seen at once. ``folds``: words go on in a further line, not past the edge.

        ``widest``: the most characters a column of words but the first is wide, where there is no room left over;
        ``grows``: the column of words that has most of what is left over.
        """
        super().__init__()
        self._model, self._tallest, self._folds, self._widest, self._grows = _Model(), tallest, folds, widest, grows
        self._words: list[int] = []
        """The width the columns of words keep."""
        self._link = _Linked(self)
        self._mark = "."
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(folds)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names that begin alike end otherwise
        self.setAlternatingRowColors(False)
        self.setMouseTracking(True)
        self.setItemDelegate(self._link)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        if folds:
            self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + AROUND)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.clicked.connect(self._clicked)

    @property
    def table(self) -> TextTable:
        """What is shown."""
        return self._model.table

    def show_table(self, table: TextTable, formats: Formats) -> None:
        """Show other rows; columns as wide as what stands in them, those of words taking what is left over."""
        self._mark = formats.decimal_mark
        self._look(QModelIndex())
        self._model.show(table)
        self.resizeColumnsToContents()
        letter = self.fontMetrics().averageCharWidth()
        first = min(max(self.sizeHintForColumn(0), 80), letter * WIDEST)
        others = range(1, min(max(table.texts, 1), len(table.heads)))
        self._words = [first, *(min(self.columnWidth(n), letter * self._widest) for n in others)] if table.heads else []
        self._fill()
        if not self._folds:
            self._stand(len(table.rows) * self.verticalHeader().defaultSectionSize())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()
        if not self._folds and self.minimumHeight() == self.maximumHeight():  # else it takes the room there is
            self._stand(self._model.rowCount() * self.verticalHeader().defaultSectionSize())

    def _stand(self, rows: int) -> None:
        """Be as tall as the rows, in pixels, up to the tallest."""
        rows = min(rows, self._tallest * self.verticalHeader().defaultSectionSize())
        past = self.horizontalHeader().length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if past else 0
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + bar + 4)

    def _fold(self) -> None:
        """The last column takes what the others leave, and each row is as tall as its words."""
        last, room = self._model.columnCount() - 1, self.viewport().width()
        widest = min(self.fontMetrics().averageCharWidth() * WIDEST, room // (last + 1))
        wanted = [self.sizeHintForColumn(column) for column in range(last + 1)]
        for column in range(last):
            left = room - sum(wanted) + wanted[column]
            self.setColumnWidth(column, min(wanted[column], max(widest, left)))
        self.setColumnWidth(last, room - sum(map(self.columnWidth, range(last))))
        for row in range(self._model.rowCount()):
            self.setRowHeight(row, self.sizeHintForRow(row) + AROUND)
        self._stand(sum(map(self.rowHeight, range(self._model.rowCount()))))

    def _fill(self) -> None:
        """What room is left goes to the columns of words, most of it to one; they keep the width of theirs."""
        if self._folds and self._model.table.heads:
            self._fold()
        elif self._words:
            figures = sum(self.columnWidth(n) for n in range(len(self._words), self._model.columnCount()))
            over = max(self.viewport().width() - figures - sum(self._words), 0)
            share = over // (len(self._words) + 1)
            for column, wanted in enumerate(self._words):
                most = over - share * (len(self._words) - 1)
                self.setColumnWidth(column, wanted + (most if column == self._grows else share))

    def chosen(self) -> list[Sequence[Cell]]:
        """The chosen cells, or the one with the cursor."""
        lines: dict[int, list[Cell]] = {}
        for index in sorted(self.selectionModel().selectedIndexes(), key=lambda one: (one.row(), one.column())):
            lines.setdefault(index.row(), []).append(self.table.rows[index.row()].exact(index.column()))
        return list(lines.values())

    # ------------------------------------------------------------ hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_cells(self.chosen(), self._mark)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._look(index if self._model.door(index) is not None else QModelIndex())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._look(QModelIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        index = self.currentIndex()
        if self._model.door(index) is not None:
            menu.addAction(_(self.LEADS)).triggered.connect(lambda: self._open(index))
        self.fill_menu(menu)
        menu.popup(event.globalPos())

    def fill_menu(self, menu: QMenu) -> None:
        """What can be taken along from the table."""
        name, whole = self.accessibleName(), self.table.whole
        offer_cells(menu, self, name, self.chosen(), whole, self._mark, self.said.emit)

    def _look(self, index: QModelIndex) -> None:
        """The hand and the underline of the figure the mouse is on."""
        if index != self._link.under:
            self._link.under = QPersistentModelIndex(index)
            self.viewport().update()
            shape = Qt.CursorShape.PointingHandCursor if index.isValid() else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)

    def _clicked(self, index: QModelIndex) -> None:
        """A click alone opens; one that chooses more cells only chooses."""
        if QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier and len(self.selectedIndexes()) == 1:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        door = self._model.door(index)
        if door is not None:
            self.opened.emit(door)
