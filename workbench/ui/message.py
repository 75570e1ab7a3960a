"""A sentence over the window with its buttons, as wide as large text asks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QMessageBox, QSpacerItem, QWidget

from workbench.ui.theme import scaled

WIDTH = 380
"""Pixels it is wide at least, at 100 %; the toolkit makes it no wider for larger text."""


def message(icon: QMessageBox.Icon, title: str, text: str, owner: QWidget | None, details: str = "") -> QMessageBox:
    """Its buttons are still to come; answered, it goes. ``details``: what is shown on demand."""
    box = QMessageBox(icon, title, text, parent=owner)
    if details:
        box.setDetailedText(details)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    grid = box.layout()
    assert isinstance(grid, QGridLayout)
    grid.addItem(QSpacerItem(scaled(WIDTH), 0), grid.rowCount(), 0, 1, grid.columnCount())
    return box
