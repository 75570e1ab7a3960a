"""What a screen reader is told beyond names and descriptions: what happens elsewhere, and the cell one comes to."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have a text said after what the key that led to it makes be said: that would cut it short."""
    if text:
        QTimer.singleShot(0, widget, lambda: QAccessible.updateAccessibility(_said(widget, text)))


def _said(widget: QWidget, text: str) -> QAccessibleAnnouncementEvent:
    return QAccessibleAnnouncementEvent(widget, text)


def come_to(widget: QWidget | None) -> None:
    """The cursor comes to a widget: in a list or a table say the row or cell it is on, for Qt says only the name."""
    if isinstance(widget, QAbstractItemView) and QAccessible.isActive():
        QTimer.singleShot(0, widget, lambda: _tell_cell(widget))


def _tell_cell(view: QAbstractItemView) -> None:
    whole = QAccessible.queryAccessibleInterface(view)
    cell = whole.focusChild() if view.hasFocus() else None
    if cell is not None:
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(whole.indexOfChild(cell))
        QAccessible.updateAccessibility(event)
