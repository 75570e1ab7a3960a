"""A table that is worked in as a spreadsheet is: cells chosen, walked and written in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.ui.cell_editor import CellEditor
from workbench.ui.cell_keys import CONTROL, CellKeys
from workbench.ui.cells import LineTable
from workbench.ui.theme import colour

TALLEST = 9
"""Lines shown at once; more of them scroll."""
FIRST = 24
"""Lines looked at for the widths of the columns, beside those on screen."""
EDITOR = 30
"""Characters an editor has room for at least."""
KEYS = Qt.Key
PICK = QItemSelectionModel.SelectionFlag.ClearAndSelect
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
STEPS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


_OFF, _ON = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAlwaysOn


class _Ink(QStyledItemDelegate):
    """A chosen cell keeps its own colour of writing."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        palette = option.palette
        palette.setBrush(QPalette.ColorRole.HighlightedText, palette.brush(QPalette.ColorRole.Text))


class Grid(CellKeys):
    """Typing writes in the cell that has the cursor, F2 goes on in it; Enter goes down, Tab to the right.

    Tab walks from cell to cell once one was clicked or written in, until Esc; before, it goes past the table.
    """

    entered = Signal(int, int, object)
    """(row, column, Editor): what is in it is to be kept."""
    refused = Signal(str)
    """Why nothing can be written in the cell; empty when a key goes on."""
    asked_kind = Signal()
    """The kind of a new line is to be chosen."""
    moved = Signal()
    """Another cell has the cursor, or other cells are chosen."""
    rows_dragged = Signal(int, int)
    """(row, row it was dropped at)."""

    def __init__(self, model: LineTable, menu: Callable[[], QMenu], parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._menu = model, menu
        self._editor: CellEditor | None = None
        self._walking = False
        self._run: int | None = None
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(_Ink(self))
        self._dress_headers()
        self.doubleClicked.connect(self.write)
        self.selectionModel().selectionChanged.connect(self._tell_moved)
        self.selectionModel().currentChanged.connect(self._tell_moved)

    def _dress_headers(self) -> None:
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.setDefaultSectionSize(self.fontMetrics().height() + 12)
        down.setMinimumSectionSize(1)
        down.setSectionsMovable(True)
        down.setHighlightSections(True)
        down.setAccessibleName(self.accessibleName())
        down.sectionMoved.connect(self._dragged)
        across.setHighlightSections(False)
        across.setResizeContentsPrecision(FIRST)
        across.setTextElideMode(Qt.TextElideMode.ElideNone)
        across.setMinimumSectionSize(48)

    def fit(self) -> None:
        """As tall as its lines, up to a limit; then it scrolls."""
        across, down = self.horizontalHeader(), self.verticalHeader()
        room = self.viewport().width()
        few = self._model.rowCount() <= TALLEST
        self.setVerticalScrollBarPolicy(_OFF if few else _ON)
        bar = self.horizontalScrollBar().sizeHint().height() if across.length() > room else 0
        lines = down.defaultSectionSize() * min(self._model.rowCount(), TALLEST)
        height = across.sizeHint().height() + lines + bar + 4
        if height != self.height():
            self.setFixedHeight(height)

    # ------------------------------------------------------------ what is chosen

    def written(self, row: int, column: int) -> bool:
        return self._model.written(row, column)

    def chosen_rows(self) -> list[int]:
        """The lines the choice touches, from above; the one that has the cursor where nothing is chosen."""
        ranges = self.selectionModel().selection().toList()
        rows = {row for each in ranges for row in range(each.top(), each.bottom() + 1)}
        rows = rows or {self.currentIndex().row()}
        return sorted(row for row in rows if 0 <= row < len(self._model.rows))

    def chosen(self) -> tuple[list[int], list[int]]:
        """The rows and columns the choice spans, as they stand on screen; the empty line only where it is alone."""
        ranges = [each for each in self.selectionModel().selection().toList() if each.isValid()]
        at = self.currentIndex()
        touched = {column for each in ranges for column in range(each.left(), each.right() + 1)} or {at.column()}
        rows = self.chosen_rows() or ([at.row()] if at.isValid() else [])
        return rows, [column for column in self.columns() if column in touched]

    def choose(self, rows: range, columns: list[int] | None = None) -> None:
        """Choose whole lines, or a block of cells, and put the cursor into the first."""
        wanted = self.columns() if columns is None else columns
        if not wanted or not rows:
            return
        picked = QItemSelection()
        for column in wanted:
            picked.select(self._model.index(rows[0], column), self._model.index(rows[-1], column))
        select = self.selectionModel()
        select.setCurrentIndex(self._model.index(rows[0], wanted[0]), QItemSelectionModel.SelectionFlag.NoUpdate)
        select.select(picked, PICK)
        self.scrollTo(self.currentIndex())

    def go(self, row: int, column: int) -> None:
        """Put the cursor into a cell."""
        if 0 <= row < self._model.rowCount():
            self.selectionModel().setCurrentIndex(self._model.index(row, column), PICK)
            self.scrollTo(self.currentIndex())

    def _tell_moved(self) -> None:
        self.moved.emit()
        self.viewport().update()

    # ------------------------------------------------------------ going on

    def _step(self, how: str) -> None:
        """Go on from a cell as the key that ended it says; Enter comes back to where Tab began."""
        at, columns = self.currentIndex(), self.columns()
        if how in ("next", "back"):
            self._run = at.column() if self._run is None else self._run
            self._walk(how == "next")
        elif how in STEPS:
            down, right = STEPS[how]
            start = at.column() if right or self._run is None else self._run
            place = columns.index(start) if start in columns else 0
            self._run = None
            self.go(at.row() + down, columns[max(0, min(place + right, len(columns) - 1))])

    def _walk(self, forward: bool) -> bool:
        """To the next cell that can be written in, in this line and those after it; whether there is one."""
        at, columns = self.currentIndex(), self.columns()
        if at.column() not in columns:
            return False
        row, place = at.row(), columns.index(at.column())
        while True:
            place += 1 if forward else -1
            if not 0 <= place < len(columns):
                row, place = (row + 1, 0) if forward else (row - 1, len(columns) - 1)
            if not 0 <= row < self._model.rowCount():
                return False
            if not self._model.closed(row, columns[place]):
                self.go(row, columns[place])
                return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self._walking and self.hasFocus():
            self._run = self.currentIndex().column() if self._run is None else self._run
            if self._walk(forward):
                return True
        self._walking = False
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = KEYS(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        self.refused.emit("")
        if key is KEYS.Key_Escape:
            self._walking, self._run = False, None
        elif key in (KEYS.Key_Return, KEYS.Key_Enter) and modifiers in (NONE, SHIFT):
            self._step("up" if modifiers == SHIFT else "down")
        elif key is KEYS.Key_F2:
            self.write(self.currentIndex())
        elif key is KEYS.Key_Space and modifiers == SHIFT:
            rows = self.chosen_rows()
            self.choose(range(rows[0], rows[-1] + 1) if rows else range(0))
        elif key is KEYS.Key_Space and modifiers == CONTROL:
            self.choose(range(len(self._model.rows)), self.chosen()[1])
        elif _writes(event) or (key is KEYS.Key_Backspace and modifiers == NONE):
            self.write(self.currentIndex(), event)
        else:
            self._run = None
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.finish()
        self.refused.emit("")
        self._walking, self._run = True, None
        if event.button() is Qt.MouseButton.RightButton and self.indexAt(event.pos()) in self.selectedIndexes():
            return  # the menu is about what is chosen
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._editor is None and event.reason() not in STAYS:
            self._walking = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self._menu().popup(where)

    def _dragged(self, row: int, old: int, new: int) -> None:
        """A line was dropped elsewhere by its number: the plan moves it, not the picture."""
        header = self.verticalHeader()
        header.blockSignals(True)
        header.moveSection(new, old)
        header.blockSignals(False)
        self.viewport().update()
        self.rows_dragged.emit(row, new)

    # ------------------------------------------------------------ writing in a cell

    def write(self, index: QModelIndex, key: QKeyEvent | None = None) -> None:
        """Open the editor of a cell; with ``key`` its letter takes the place of what stands there."""
        if not index.isValid():
            return
        row, column = index.row(), index.column()
        why = self._model.closed(row, column)
        if why:
            self.refused.emit(why)
            return
        if self._model.slot(row, column) is None:
            self.asked_kind.emit()
            return
        self.finish()
        self._walking = True
        self.scrollTo(index)
        self._editor = CellEditor(self.viewport(), self._model, QPersistentModelIndex(index), self._left)
        self._place_editor()
        self._editor.show()
        self._editor.begin(key)

    def finish(self, keep: bool = True) -> None:
        """Close the editor; what was typed is kept, or forgotten."""
        editor, self._editor = self._editor, None
        if editor is None:
            return
        inside = QApplication.focusWidget()
        if inside is not None and editor.isAncestorOf(inside):
            self.setFocus()
        if editor.touched and keep and editor.at.isValid():
            self.entered.emit(editor.at.row(), editor.at.column(), editor.editor)
        elif editor.touched:
            self._model.session.forget()
        editor.hide()
        editor.deleteLater()

    def _left(self, how: str) -> None:
        if self._editor is None:
            return
        self.finish(how != "cancel")
        self._step(how)

    def _place_editor(self) -> None:
        """Over its cell; wider where that is narrow, but inside the table."""
        if self._editor is None or not self._editor.at.isValid():
            return
        at = self._editor.at
        cell = self.visualRect(self._model.index(at.row(), at.column()))
        width = max(cell.width(), self.fontMetrics().averageCharWidth() * EDITOR, self._editor.wanted())
        left = max(0, min(cell.left(), self.viewport().width() - width))
        self._editor.setGeometry(QRect(left, cell.top() - 2, width, cell.height() + 4))

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_editor()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_editor()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cell that has the cursor has a frame; that of a table without the cursor is thin."""
        super().paintEvent(event)
        at = self.currentIndex()
        if at.isValid() and self._editor is None:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(colour("accent" if self.hasFocus() else "muted"), 2 if self.hasFocus() else 1))
            painter.drawRect(self.visualRect(at).adjusted(1, 1, -2, -2))
            painter.end()


def _writes(event: QKeyEvent) -> bool:
    """Whether a key is a letter, a digit or a sign; with AltGr it may be one too."""
    return bool(event.text()) and event.text().isprintable() and event.modifiers() & COMMAND in (NONE, ALT_GR)
