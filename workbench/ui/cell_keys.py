"""The keys that go far in a table, the same in all of them: as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

MOVE, KEYS = QAbstractItemView.CursorAction, Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENABLED = Qt.ItemFlag.ItemIsEnabled
FAR = {MOVE.MoveUp: (-1, 0), MOVE.MoveDown: (1, 0), MOVE.MoveLeft: (0, -1), MOVE.MoveRight: (0, 1)}
GOES = (KEYS.Key_Up, KEYS.Key_Down, KEYS.Key_Left, KEYS.Key_Right, KEYS.Key_Home, KEYS.Key_End)


class CellKeys(QTableView):
    """Ctrl and an arrow go to the end of what is written, or over what is empty; the choice goes along."""

    def written(self, row: int, column: int) -> bool:
        """Whether something stands in a cell."""
        return bool(self.model().index(row, column).data())

    def columns(self) -> list[int]:
        """The columns that are shown, from left to right."""
        header = self.horizontalHeader()
        order = [header.logicalIndex(at) for at in range(header.count())]
        return [column for column in order if not self.isColumnHidden(column)]

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        at = self.currentIndex()
        if not (modifiers & CONTROL and action in FAR and at.isValid()):
            return super().moveCursor(action, modifiers)
        (down, right), columns = FAR[action], self.columns()
        place = columns.index(at.column())
        beside = columns[place + 1 :] if right > 0 else columns[:place][::-1] if right else []
        rows = range(at.row() + 1, self.model().rowCount()) if down > 0 else range(at.row() - 1, -1, -1) if down else ()
        cells = [(row, at.column()) for row in rows] + [(at.row(), column) for column in beside]
        ahead = (cell for cell in cells if self.model().flags(self.model().index(*cell)) & ENABLED)
        return self.model().index(*self._leap((at.row(), at.column()), ahead))

    def _leap(self, at: tuple[int, int], ahead: Iterable[tuple[int, int]]) -> tuple[int, int]:
        """The last of the written cells ahead; from their end, or from nothing, the next written one, or the last."""
        last, along = at, None
        for cell in ahead:
            there = self.written(*cell)
            along = there and self.written(*at) if along is None else along
            if along is not there:
                return last if along else cell
            last = cell
        return last

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        if not (isinstance(event, QKeyEvent) and event.modifiers() & CONTROL and event.key() in GOES):
            return super().selectionCommand(index, event)
        choose = QItemSelectionModel.SelectionFlag
        return choose.SelectCurrent if event.modifiers() & SHIFT else choose.ClearAndSelect
