"""The entries editors are made of: a line with its unit, a paragraph, and what keeps a closed list still."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QStyledItemDelegate

from workbench import limits
from workbench.ui.heard import announce
from workbench.ui.parts import dressed

UNKNOWN = "?"
"""What stands beside a text that is not understood, or not yet."""
AROUND = 36
"""Pixels that stay free around a text and what is told of it."""


class Entry(QLineEdit):
    """One line of text with its unit inside, at the end. Enter goes on to the next field; undo is the plan's."""

    def __init__(self, unit: str = "") -> None:
        super().__init__()
        self._unit = dressed(QLabel(unit, self), "muted")
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._unit.setVisible(bool(unit))
        self._end, self._note, self._characters = unit, "", 0
        self.pasted: Callable[[], str | None] | None = None
        """What to put in when all of it is replaced from the clipboard; None: the person thought better of it."""
        self.returnPressed.connect(self.focusNextChild)

    def to_the_right(self) -> None:
        """Align as figures are."""
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def narrow(self, characters: int) -> None:
        """No wider than what is written here needs."""
        self._characters = characters
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * characters)

    def set_unit(self, unit: str) -> None:
        self._end = unit
        self._show_end()

    def say(self, note: str) -> None:
        """Tell in the place of the unit how the text is understood; the unit again where there is nothing to tell."""
        if note not in (self._note, UNKNOWN):  # a word that is only begun: what is wrong with it is said at its end
            announce(self, note)
        self._note = note
        self._show_end()

    def note(self) -> str:
        """What is told of the text; empty where there is nothing to tell."""
        return self._note

    def _show_end(self) -> None:
        room = self.width() - self.fontMetrics().horizontalAdvance(self.text() + self._note) - AROUND
        fits = room >= 0 or len(self._note) <= len(self._end)
        shown = self._note if self._note and fits else self._end
        if shown != self._unit.text():
            self._unit.setText(shown)
            self._unit.setVisible(bool(shown))
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self._replaces():
            self._paste()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() == "edit-paste" and self._replaces():
                action.triggered.disconnect()
                action.triggered.connect(self._paste)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _replaces(self) -> bool:
        """Whether what is pasted takes the place of all there is."""
        return self.pasted is not None and not self.isReadOnly() and self.selectedText() == self.text()

    def _paste(self) -> None:
        assert self.pasted is not None
        if (text := self.pasted()) is not None:
            self.selectAll()
            self.insert(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_end()
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._characters:
            self.narrow(self._characters)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and undoing(event):
            event.ignore()
            return False
        return super().event(event)

    def _place(self) -> None:
        size = self._unit.sizeHint() if self._unit.text() else self._unit.minimumSize()
        self._unit.setGeometry(self.width() - size.width() - 10, 0, size.width(), self.height())
        self.setTextMargins(0, 0, size.width() + 6 if self._unit.text() else 0, 0)


class Prose(QPlainTextEdit):
    """Paragraphs; undo is the plan's. As tall as its text, from ``least`` to ``MOST`` lines; Tab goes on."""

    MOST = 14
    left = Signal()

    def __init__(self, least: int) -> None:
        super().__init__()
        self._least = least
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        self.fit()

    def propose(self, text: str) -> None:
        """Show what stands there where nothing is written, all of it."""
        self.setPlaceholderText(text)
        self.fit()

    def fit(self) -> None:
        """Take the height of the text, or of what is proposed in its place."""
        metrics, text = QFontMetricsF(self.font()), self.document().size().height()
        line = ceil(metrics.lineSpacing())
        if self.document().isEmpty() and self.placeholderText():
            wide = self.viewport().width() - 2 * self.document().documentMargin()
            wrapped = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
            text = metrics.boundingRect(QRectF(0, 0, wide, line), wrapped, self.placeholderText()).height() / line
        lines = min(max(ceil(text), self._least), self.MOST)
        self.setFixedHeight(line * lines + 2 * round(self.document().documentMargin()) + 14)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it becomes narrower, the text has more lines, and nobody says so."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """A pasted book would stop the window: one letter more than a field takes is enough for it to say so."""
        self.insertPlainText(source.text()[: limits.TEXT + 1])
        self.ensureCursorVisible()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and undoing(event):
            event.ignore()
            return False
        return super().event(event)


VISIBLE = 16
"""Choices a list shows before it scrolls."""


class Combo(QComboBox):
    """A closed list that neither changes nor takes the cursor while the page is scrolled over it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(VISIBLE)
        self.setItemDelegate(QStyledItemDelegate(self))  # the own one takes no room around a choice

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def undoing(event: QKeyEvent) -> bool:
    """Whether a key asks to undo or redo."""
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and event.key() in (Qt.Key.Key_Z, Qt.Key.Key_Y)
