"""A table of ready texts that can be read, walked by keyboard and copied into a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from workbench.ui.theme import colour

Index = QModelIndex | QPersistentModelIndex
WIDEST = 36
"""The most characters the first column takes from the others."""


@dataclass(frozen=True)
class TextRow:
    """Cells of one row. ``bold`` for totals; ``muted`` for reasons and notes."""

    cells: tuple[str, ...]
    bold: bool = False
    muted: bool = False


@dataclass(frozen=True)
class TextTable:
    """Heads and rows; the first ``texts`` columns are words, the others figures."""

    heads: tuple[str, ...] = ()
    rows: tuple[TextRow, ...] = field(default_factory=tuple)
    texts: int = 1


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
        return self.table.heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.table.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.cells[index.column()] if index.column() < len(row.cells) else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        if role == Qt.ItemDataRole.FontRole and row.bold:
            font = QFont(QApplication.font())
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and row.muted:
            return colour("muted")
        return None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignLeft if column < self.table.texts else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter


class TableView(QTableView):
    """Shows a ``TextTable``; Ctrl+C copies the chosen cells as a spreadsheet reads them."""

    def __init__(self, name: str, tallest: int = 14) -> None:
        super().__init__()
        self._model, self._tallest = _Model(), tallest
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def show_table(self, table: TextTable) -> None:
        """Show other rows; columns as wide as what stands in them, the first one taking what is left over."""
        self._model.show(table)
        self.resizeColumnsToContents()
        shown = min(len(table.rows), self._tallest)
        row = self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + row * shown + bar + 4)
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        """What room is left goes to the first column, which keeps the width of its words."""
        if self._model.table.heads:
            others = sum(self.columnWidth(n) for n in range(1, self._model.columnCount()))
            widest = self.fontMetrics().averageCharWidth() * WIDEST
            wanted = min(max(self.sizeHintForColumn(0), 80), widest)
            self.setColumnWidth(0, max(wanted, self.viewport().width() - others))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self._chosen())
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> str:
        lines: dict[int, list[str]] = {}
        for index in sorted(self.selectionModel().selectedIndexes(), key=lambda one: (one.row(), one.column())):
            lines.setdefault(index.row(), []).append(index.data() or "")
        return "\n".join("\t".join(cells) for cells in lines.values())


def named(heads: Sequence[str], rows: Sequence[Sequence[str]], texts: int = 1) -> TextTable:
    """A table of plain rows."""
    return TextTable(tuple(heads), tuple(TextRow(tuple(row)) for row in rows), texts)
