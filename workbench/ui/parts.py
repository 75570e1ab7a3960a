"""The small parts every screen is made of: labels, buttons, and the dress of a widget."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QListWidget,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.heard import announce
from workbench.ui.theme import scaled

W = TypeVar("W", bound=QWidget)


def documents() -> str:
    """Where people keep their files: what a file dialog opens with."""
    where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return where if Path(where).is_dir() else str(Path.home())  # of a missing folder a dialog makes a file name


def file_name(title: str, ending: str) -> str:
    """A file name made of what a plan or a table is called."""
    kept = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in title)
    return " ".join(kept.split())[:80] + ending


def sized(dialog: QWidget, width: int, height: int) -> None:
    """Make a dialog as large as its text asks, but no larger than the window it belongs to."""
    owner = dialog.parentWidget()
    room = owner.window().size() if owner is not None else dialog.screen().availableSize()
    dialog.resize(min(scaled(width), max(room.width(), width)), min(scaled(height), max(room.height(), height)))


def roomy(dialog: QWidget) -> QVBoxLayout:
    """The column in which the parts of a dialog stand."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(10)
    return column


def foot(*buttons: QWidget) -> QHBoxLayout:
    """The last row of a dialog: its buttons at the right, the one most wanted at the end."""
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row


def beside_nothing(panel: QWidget) -> QHBoxLayout:
    """A row for a panel that has a widest width: alone in a column it would be given the height of a wider one."""
    row = QHBoxLayout()
    row.addWidget(panel, 1)
    row.addStretch()
    return row


def beside_or_below(layout: QBoxLayout, room: int) -> None:
    """Let parts stand beside each other where they have room in so many pixels, else below each other."""
    parts = [part.sizeHint().width() for at in range(layout.count()) if (part := layout.itemAt(at))]
    wide = sum(parts) + layout.spacing() * (len(parts) - 1)
    way = QBoxLayout.Direction
    layout.setDirection(way.LeftToRight if wide <= room else way.TopToBottom)


def dressed(widget: W, role: str) -> W:
    """The widget, to be drawn as the stylesheet says for ``role``."""
    widget.setObjectName(role)
    return widget


def listing(name: str, role: str = "rows") -> QListWidget:
    """A list of sentences, or of ``names``. It is dressed before a row comes, else its rows keep another height."""
    made = dressed(QListWidget(), role)
    made.setAccessibleName(name)
    made.setWordWrap(role == "rows")
    made.ensurePolished()
    return made


def caption(text: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """Words on the screen. ``role``: ``title``, ``head``, ``sub``, ``label``, ``muted`` …"""
    made = dressed(QLabel(text), role)
    made.setWordWrap(wrap)
    return made


class Elided(QLabel):
    """Words on one line, cut with an ellipsis where there is no room; all of them in the tooltip."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setObjectName(role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        from PySide6.QtCore import Qt

        metrics = self.fontMetrics()
        painter = QPainter(self)
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(0, (self.height() + metrics.ascent() - metrics.descent()) // 2, text)
        painter.end()
        self.setToolTip(self.text() if text != self.text() else "")


def call(field: QWidget, name: str) -> None:
    """Name a list without a label beside it. Some systems call a list by its value: there the description says it."""
    field.setAccessibleName(name)
    field.setAccessibleDescription(name)


def labelled(text: str, field: QWidget, role: str = "label") -> QLabel:
    """The label of a field."""
    made = caption(text, role, wrap=True)
    made.setBuddy(field)
    return made


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.deleteLater()


class Button(QPushButton):
    """A push button that Enter presses too. ``role``: ``primary``, ``link`` or none."""

    def __init__(self, text: str, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName(role)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt

        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.menu() is not None:
                self.showMenu()
            else:
                self.click()
        else:
            super().keyPressEvent(event)


class Card(Button):
    """Lines of words that are pressed together, as tall as they need."""

    def __init__(self, name: str, lines: Sequence[QWidget]) -> None:
        super().__init__("", "card")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._inside = layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(4)
        for line in lines:
            layout.addWidget(line)
        layout.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self._inside.totalHeightForWidth(self.width()))


class Bar(QFrame):
    """The bar over a page one comes back from: the way ``back`` (Esc), what the page is of, and what can be done."""

    left = Signal()

    def __init__(self, back: str, title: str, *parts: QWidget) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.title = Elided("sub")
        self.title.setText(title)
        self._first, self._rest = QHBoxLayout(), QHBoxLayout()
        if back:
            way = Button(back, "link")
            way.setToolTip("Esc")
            way.clicked.connect(self.left)
            self._first.addWidget(way)
        self._first.addWidget(self.title, 1)
        self._rest.addStretch(1)
        for part in parts:
            self._rest.addWidget(part)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(24, 8, 16, 8)
        for row in (self._first, self._rest):
            row.setSpacing(12)
        self._rows.addLayout(self._first, 1)
        self._rows.addLayout(self._rest)

    def name(self, title: str) -> None:
        """Call the page otherwise."""
        self.title.setText(title)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """What can be done stands below the title where both have no room beside each other."""
        edges = self._rows.contentsMargins()
        title = self.title.sizeHint().width()  # which it does not ask of the layout
        beside_or_below(self._rows, self.width() - edges.left() - edges.right() - title)


class Notice(QFrame):
    """What happened, above a page, and the button that takes it back or does something else: ``pressed``."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.words = caption(wrap=True)
        self._button = Button("", "link")
        self._button.clicked.connect(self.pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(self.words, 1)
        row.addWidget(self._button)
        self.hide()

    def say(self, text: str, button: str = "") -> None:
        """Say it; empty: nothing any more."""
        self.words.setText(text)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.setVisible(bool(text))
        announce(self, text)
