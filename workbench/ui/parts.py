"""The small parts every screen is made of: labels, buttons, and the dress of a widget."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLayout, QPushButton, QWidget

W = TypeVar("W", bound=QWidget)


def dressed(widget: W, role: str) -> W:
    """The widget, to be drawn as the stylesheet says for ``role``."""
    widget.setObjectName(role)
    return widget


def caption(text: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """Words on the screen. ``role``: ``title``, ``head``, ``sub``, ``label``, ``muted`` …"""
    made = dressed(QLabel(text), role)
    made.setWordWrap(wrap)
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
