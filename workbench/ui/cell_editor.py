"""The editor over a cell: the form's own for that field, with the keys of a spreadsheet and what it understood."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from workbench.i18n import _
from workbench.ui.asking import UNITS, editor_for, in_one_line
from workbench.ui.cells import LineTable, Slot
from workbench.ui.editors import Editor, Options, TextLine
from workbench.ui.entry import Entry

KEYS = Qt.Key
ARROWS = {KEYS.Key_Up: "up", KEYS.Key_Down: "down", KEYS.Key_Left: "left", KEYS.Key_Right: "right"}
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
LONGEST = 40
"""Characters the editor of a list is at most wide."""
Leave = Callable[[str], None]
"""Called with where to go on: ``stay``, ``next``, ``back``, ``up``, ``down``, ``left``, ``right``; or ``cancel``."""


def editor_of(slot: Slot, model: LineTable, place: Callable[[], str]) -> Editor:
    """The editor of a field in a cell: yes and no are chosen from a list, several numbers stand in one line."""
    if slot.field.shape.base is bool:
        return Options(lambda: [(True, _("Sí")), (False, _("No"))])
    if slot.field.shape.many and slot.numeric:
        return in_one_line(slot.field, model.session, place)
    return editor_for(slot.field, model.session, place)


class CellEditor(QWidget):
    """Over the cell ``at``. ``touched``: something was typed or chosen."""

    def __init__(self, parent: QWidget, model: LineTable, at: QPersistentModelIndex, leave: Leave) -> None:
        super().__init__(parent)
        row, column = at.row(), at.column()
        slot = model.slot(row, column)
        assert slot is not None
        self.at, self._model, self._slot, self._leave = at, model, slot, leave
        self._new = row == len(model.rows)
        self.path = "" if self._new else model.place(row, column)
        self.touched = self._overwrites = False
        self.editor = editor_of(slot, model, lambda: self.path or model.path)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.editor)
        self._show(row, column)
        self._inner: QWidget = self.editor.focusProxy() or self.editor
        self._inner.setMaximumWidth(16_777_215)
        self._inner.setAccessibleName(model.spoken(row, column).partition(":")[0])
        self.setFocusProxy(self._inner)
        self._inner.installEventFilter(self)
        if isinstance(self.editor, Options):  # while its list is open, that has the keys
            self.editor.combo.view().installEventFilter(self)
        self.editor.typed.connect(self._typed)
        if isinstance(self._inner, Entry):  # after the entry has said it to the eyes
            self._inner.textEdited.connect(self._describe)
        self.editor.left.connect(lambda: self._leave("stay"))

    def _show(self, row: int, column: int) -> None:
        held = self._model.held(row, column)
        if held is not None and held.shown is not None and isinstance(self.editor, TextLine):
            self.editor.show_draft(self._model.text(row, column))
        else:
            self.editor.show_value(self._slot.field.default if self._new else self._model.value(row, column))
        if self._new and held is None and isinstance(self.editor, TextLine):
            self.editor.show_draft("")
        self.editor.set_unit(self._unit())
        self.editor.mark(held is not None)

    def begin(self, key: QKeyEvent | None) -> None:
        """Give it the cursor: on what stands there, or over it with the key that was pressed."""
        self._inner.setFocus()
        if isinstance(self._inner, Entry):
            self._inner.selectAll()
            if key is None:
                self._inner.end(False)
                return
            self._overwrites = True
            QApplication.sendEvent(self._inner, key)
        elif isinstance(self.editor, Options):
            self.editor.combo.showPopup()
            if key is not None:
                self.editor.combo.view().keyboardSearch(key.text())

    def wanted(self) -> int:
        """The width a list needs for what it offers, or most of it."""
        if not isinstance(self.editor, Options):
            return 0
        combo = self.editor.combo
        letters, texts = combo.fontMetrics(), [combo.itemText(n) for n in range(combo.count())]
        widest = max((letters.horizontalAdvance(text) for text in texts), default=0)
        return min(widest + 48, letters.averageCharWidth() * LONGEST)

    # ------------------------------------------------------------ what is typed

    def _unit(self) -> str:
        asked = self._slot.field.ask
        row = self.at.row()
        return self._model.currency(row) if asked.unit == "money" else _(UNITS.get(asked.unit, ""))

    def _typed(self) -> None:
        """Let the figures move while a value is typed; what the plan refuses is said when the cell is left."""
        self.touched = True
        if self.path and isinstance(self.editor, TextLine):
            try:
                self._model.session.type(self.path, self.editor.read())
            except ValueError:
                self._model.session.forget()

    def _describe(self) -> None:
        if isinstance(self._inner, Entry):
            self._inner.setAccessibleDescription(self._inner.note())

    # ------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            how = self._ends(event)
            if watched is not self._inner:
                how = self._chosen(how)
            if how:
                self._leave(how)
                return True
        return super().eventFilter(watched, event)

    def _chosen(self, how: str) -> str:
        """How a key ends the editing in an open list: Tab takes what it stands at, the other keys are the list's."""
        assert isinstance(self.editor, Options)
        if how not in ("next", "back", "cancel"):
            return ""
        combo = self.editor.combo
        at = combo.view().currentIndex().row()
        combo.hidePopup()
        if how != "cancel" and at not in (-1, combo.currentIndex()):
            combo.setCurrentIndex(at)
            self.touched = True
        return how

    def _ends(self, event: QKeyEvent) -> str:
        """How a key ends the editing; empty where it goes on."""
        key, modifiers = KEYS(event.key()), event.modifiers()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if key is KEYS.Key_Escape:
            return "cancel"
        if key in (KEYS.Key_Return, KEYS.Key_Enter):
            return "stay" if modifiers & Qt.KeyboardModifier.ControlModifier else "up" if shift else "down"
        if key in (KEYS.Key_Tab, KEYS.Key_Backtab):
            return "back" if shift or key is KEYS.Key_Backtab else "next"
        if key is KEYS.Key_F2:
            self._overwrites = False
        return ARROWS.get(key, "") if self._overwrites and modifiers in PLAIN else ""
