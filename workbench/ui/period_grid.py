"""A row of cells as long as a plan, one for each month or year, laid in lines and worked in as a spreadsheet is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu

from workbench.i18n import _
from workbench.ui.cell_keys import CellKeys
from workbench.ui.entry import Entry
from workbench.ui.period_cells import PeriodPainter, Periods, box_of, height_of

KEYS = Qt.Key
NARROWEST, WIDEST = 13, 20
"""Characters a cell has room for."""
IN_LINE = (12, 6, 4, 3, 2, 1)
"""Cells side by side: months stand in the same place in every year."""
TALLEST = 6
"""Lines shown at once; more of them scroll."""
STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
STEPS = {KEYS.Key_Left: -1, KEYS.Key_Right: 1, KEYS.Key_Return: 1, KEYS.Key_Enter: 1}
ENDS = {KEYS.Key_Tab: 1, KEYS.Key_Backtab: -1, KEYS.Key_Return: 1, KEYS.Key_Enter: 1}


class PeriodGrid(CellKeys):
    """Typing writes in the cell that has the cursor, F2 goes on in it; Enter and Tab go to the next period.

    Tab walks from cell to cell once one was clicked or written in, until Esc; before, it goes past the grid.
    """

    typed = Signal(str)
    """What is being written in a cell, letter by letter."""
    finished = Signal()
    """Cells have other texts, for good."""
    moved = Signal()
    """Another cell has the cursor, or its editor closed."""

    def __init__(self, copy: Callable[[list[int]], None], paste: Callable[[list[int]], None]) -> None:
        super().__init__()
        self.periods = Periods()
        self._take, self._bring = copy, paste
        self._entry: Entry | None = None
        self._at, self._before = -1, ""
        self._walking = False
        self.setObjectName("periods")
        self.setModel(self.periods)
        self.setItemDelegate(PeriodPainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self.write)
        self.selectionModel().currentChanged.connect(self.moved)

    # ------------------------------------------------------------ what it shows

    def show_texts(self, labels: list[str], texts: list[str]) -> None:
        """These texts for these periods."""
        wanted = [texts[at] if at < len(texts) else "" for at in range(len(labels))]
        if labels != self.periods.labels:
            self.finish()
            self._lay(labels, wanted)
        elif wanted != self.periods.texts:
            self.periods.write(dict(enumerate(wanted)))

    def current(self) -> int:
        """The place of the cell that has the cursor; −1 where none has it."""
        return self.periods.at(self.currentIndex())

    def go(self, at: int) -> None:
        """Put the cursor into a cell."""
        self.setCurrentIndex(self.periods.place(at))

    def _lay(self, labels: list[str], texts: list[str]) -> None:
        at = max(self.current(), 0)
        self.periods.show(labels, texts, self._in_line(len(labels)))
        height = height_of(self.fontMetrics().height())
        self.verticalHeader().setDefaultSectionSize(height)
        few = self.periods.rowCount() <= TALLEST
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if few else Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        self.setVerticalScrollBarPolicy(bar)
        self.setFixedHeight(height * min(self.periods.rowCount(), TALLEST) + 2)
        self._share()
        if labels:
            self.go(min(at, len(labels) - 1))

    def _in_line(self, cells: int) -> int:
        """How many cells stand side by side."""
        room = max(self.viewport().width() // (self.fontMetrics().averageCharWidth() * NARROWEST), 1)
        return cells if 0 < cells <= room else next(each for each in IN_LINE if each <= room)

    def _share(self) -> None:
        most = self.fontMetrics().averageCharWidth() * WIDEST
        self.horizontalHeader().setDefaultSectionSize(min(self.viewport().width() // self.periods.columns, most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        labels = self.periods.labels
        if labels and self._in_line(len(labels)) != self.periods.columns:
            self.finish()
            self._lay(labels, self.periods.texts)
        self._share()
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.periods.labels:
            self.finish()
            self._lay(self.periods.labels, self.periods.texts)

    # ------------------------------------------------------------ what the keys do

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = KEYS(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shortcut = next((act for _name, keys, act in self.acts() if _is(event, keys)), None)
        if shortcut is not None:
            shortcut()
        elif key is KEYS.Key_Escape:
            self._walking = False
        elif key in STEPS and modifiers in (PLAIN, SHIFT):
            if modifiers == SHIFT and key in (KEYS.Key_Left, KEYS.Key_Right):
                super().keyPressEvent(event)
            else:
                self._step(-STEPS[key] if modifiers == SHIFT else STEPS[key])
        elif key is KEYS.Key_F2:
            self.write(self.currentIndex())
        elif event.text().isprintable() and event.text() and modifiers in (PLAIN, SHIFT):
            self.write(self.currentIndex(), event)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> bool:
        """To the next or the last period; whether there is one."""
        at = self.current() + by
        if not 0 <= at < len(self.periods.labels):
            return False
        self.go(at)
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self._walking and self.hasFocus() and self._step(1 if forward else -1):
            return True
        self._walking = False
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current() < 0 and self.periods.labels:
            self.go(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._entry is None and event.reason() not in STAYS:
            self._walking = False
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.finish()
        self._walking = True
        if event.button() is Qt.MouseButton.RightButton and self.indexAt(event.pos()) in self.selectedIndexes():
            return  # the menu is about what is chosen
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, keys, act in self.acts():
            action = menu.addAction(name)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(act)
        where = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        menu.popup(where)

    # ------------------------------------------------------------ many cells at once

    def acts(self) -> tuple[tuple[str, QKeySequence.StandardKey | str, Callable[[], None]], ...]:
        """What can be done with the chosen cells: name, keys and the deed."""
        keys = QKeySequence.StandardKey
        return (
            (_("Copiar"), keys.Copy, lambda: self._take(self.chosen())),
            (_("Cortar"), keys.Cut, self._cut),
            (_("Pegar"), keys.Paste, lambda: self._bring(self.chosen())),
            (_("Vaciar"), keys.Delete, self._empty),
            (_("Rellenar hacia la derecha"), "Ctrl+R", self._fill),
        )

    def chosen(self) -> list[int]:
        """The places of the chosen cells, in reading order; that of the cursor where none is chosen."""
        places = sorted(at for index in self.selectedIndexes() if (at := self.periods.at(index)) >= 0)
        return places or ([self.current()] if self.current() >= 0 else [])

    def put(self, texts: dict[int, str]) -> None:
        """Put texts into cells, in one step."""
        if any(self.periods.texts[at] != text for at, text in texts.items()):
            self.periods.write(texts)
            self.finished.emit()

    def _cut(self) -> None:
        self._take(self.chosen())
        self._empty()

    def _empty(self) -> None:
        self.put(dict.fromkeys(self.chosen(), ""))

    def _fill(self) -> None:
        """Give the chosen cells what stands in the first of them; a single one gives it to all that follow."""
        places = self.chosen()
        if places:
            first = places[0]
            last = len(self.periods.labels) - 1 if len(places) == 1 else places[-1]
            targets = range(first, last + 1) if len(places) == 1 else places
            self.put(dict.fromkeys(targets, self.periods.texts[first]))

    # ------------------------------------------------------------ writing in a cell

    def write(self, index: QModelIndex, key: QKeyEvent | None = None) -> None:
        """Open the editor of a cell; with ``key`` its letter takes the place of what stands there."""
        at = self.periods.at(index)
        if at < 0:
            return
        self.finish()
        self._walking = True
        self.scrollTo(index)
        self._at, self._before = at, self.periods.texts[at]
        entry = self._entry = Entry()
        entry.setParent(self.viewport())
        entry.returnPressed.disconnect()
        entry.to_the_right()
        entry.setText(self._before)
        entry.setAccessibleName(self.periods.labels[at])
        entry.textEdited.connect(self._write)
        entry.installEventFilter(self)
        self._place()
        entry.show()
        entry.setFocus()
        entry.selectAll()
        if key is not None:
            QApplication.sendEvent(entry, key)

    def finish(self, keep: bool = True) -> None:
        """Close the editor; what was typed is kept, or what stood there before comes back."""
        entry, self._entry = self._entry, None
        if entry is None:
            return
        changed = entry.text() != self._before
        if not keep and changed:
            self._write(self._before)
        if entry.hasFocus():
            self.setFocus()
        entry.removeEventFilter(self)
        entry.hide()
        entry.deleteLater()
        if changed:
            self.finished.emit()
        self.moved.emit()

    def _write(self, text: str) -> None:
        self.periods.write({self._at: text})
        self.typed.emit(text)

    def _place(self) -> None:
        if self._entry is not None:
            cell = self.visualRect(self.periods.place(self._at))
            self._entry.setGeometry(box_of(cell, self.fontMetrics().height()))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._entry:
            if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._ends(event)
            if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in STAYS:
                self.finish()
        return super().eventFilter(watched, event)

    def _ends(self, event: QKeyEvent) -> bool:
        """Whether a key ends the writing in a cell."""
        key = KEYS(event.key())
        if key is KEYS.Key_Escape:
            self.finish(keep=False)
            return True
        by = ENDS.get(key, 0)
        if not by:
            return False
        self.finish()
        if not self._step(-by if event.modifiers() & SHIFT and key is not KEYS.Key_Backtab else by):
            self._walking = False
            if key in (KEYS.Key_Tab, KEYS.Key_Backtab):
                self.focusNextPrevChild(by > 0)
        return True


def _is(event: QKeyEvent, keys: QKeySequence.StandardKey | str) -> bool:
    if isinstance(keys, str):
        return QKeySequence(event.keyCombination()) == QKeySequence(keys)
    return event.matches(keys)
