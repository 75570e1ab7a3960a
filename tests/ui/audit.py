"""What bars the way of somebody: a part without a name, a stop Tab does not reach, words that do not fit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableView,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from workbench.ui.parts import Elided
from workbench.ui.pulse import Cell
from workbench.ui.tables import TableView

Text = QAccessible.Text
SPOKEN, ACROSS = Qt.ItemDataRole.AccessibleTextRole, Qt.Orientation.Horizontal
ALWAYS_OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
FAR = 400
"""More stops of Tab than any screen has."""
LEAST = 20
"""Letters of a column that takes what others leave."""
CELLS = 3
"""Rows of a table whose cells are listened to."""


def name(widget: QWidget) -> str:
    """What a screen reader calls a widget. Linux calls a list by its value: its label or description names it."""
    told = QAccessible.queryAccessibleInterface(widget)
    if isinstance(widget, QComboBox):
        labels = [each.text(Text.Name) for each, _relation in told.relations()]
        return (labels or [told.text(Text.Description)])[0] and widget.accessibleName()
    return told.text(Text.Name) if told else ""


def _role(widget: QWidget) -> Any:
    told = QAccessible.queryAccessibleInterface(widget)
    return told.role() if told else QAccessible.Role.NoRole


def description(widget: QWidget) -> str:
    """What a screen reader says after the name."""
    return QAccessible.queryAccessibleInterface(widget).text(Text.Description)


def told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {name(widget)!r} in {type(widget.parent()).__name__}"


def stops(window: QWidget) -> list[QWidget]:
    """Where Tab stops, in its order, once around; a trap ends the test."""
    found: list[QWidget] = []
    for _key in range(FAR):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None, "Tab leads to nothing"
        if found and now is found[-1] and isinstance(now, QTextBrowser):
            continue  # it walks through its links first
        if now in found:
            assert now is found[0], f"Tab goes in a circle at {told(now)}, before it has been everywhere"
            return found
        found.append(now)
    raise AssertionError(f"Tab does not come around: {[told(each) for each in found[-5:]]}")


def mute(found: list[QWidget]) -> Iterator[str]:
    """Stops without a name or a role, and neighbours nobody can tell apart."""
    before = ("", None)
    for widget in found:
        now = (name(widget), _role(widget))
        if not now[0]:
            yield f"no name: {told(widget)}"
        if now[1] == QAccessible.Role.NoRole or (now[1] == QAccessible.Role.Client and not description(widget)):
            yield f"no role: {told(widget)}"
        if now == before:
            yield f"the same name twice: {told(widget)}"
        before = now


def unreached(window: QWidget, found: list[QWidget]) -> Iterator[str]:
    """What could have the cursor and Tab does not lead to; one of a group of choices stands for all of it."""
    for widget in window.findChildren(QWidget):
        stop = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if not stop or widget in found or not widget.isVisible() or not widget.isEnabled():
            continue
        if widget.window() is window and not (isinstance(widget, QRadioButton) and widget.group()):
            yield f"not reached by Tab: {told(widget)}"


def out_of_order(found: list[QWidget], column: QWidget) -> list[str]:
    """Stops below each other in one column that Tab does not take from above; once around, it goes up once."""
    inside = [widget for widget in found if column.isAncestorOf(widget)]
    up = []
    for one, next_ in pairwise(inside):
        if _scrolled(one) is not _scrolled(next_):
            continue  # what is scrolled away stands nowhere beside the other
        here, there = (each.mapTo(column, QPoint(0, 0)) for each in (one, next_))
        if here.y() >= there.y() + next_.height() and here.x() + one.width() > there.x():
            up.append(f"{told(next_)} stands above {told(one)}")
    return up if len(up) > 1 else []


def _scrolled(widget: QWidget) -> QWidget | None:
    """What scrolls a widget, where something does."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around


def deaf_cells(root: QWidget) -> Iterator[str]:
    """Cells that do not say to which column they belong."""
    for table in root.findChildren(QTableView):
        model = table.model()
        if not table.isVisible():
            continue
        for row in range(min(model.rowCount(), CELLS)):
            for column in range(1, model.columnCount()):
                spoken = model.index(row, column).data(SPOKEN) or ""
                head = model.headerData(column, ACROSS, SPOKEN) or str(model.headerData(column, ACROSS))
                head = head if table.horizontalHeader().isVisible() else ": "  # it says itself what a cell is of
                if head not in spoken:
                    yield f"cell {row}, {column} of {name(table)!r} says {spoken!r} without {head!r}"


def unheard(root: QWidget) -> Iterator[str]:
    """Tables that are kept as a file and nobody shows what became of it."""
    for view in root.findChildren(TableView):
        if not view.receivers("2said(QString)"):
            yield f"nobody says what became of a CSV of {name(view)!r}"


def cut(root: QWidget) -> Iterator[str]:
    """Words that do not fit and can be read nowhere else."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or (widget.toolTip() and not isinstance(widget, Cell)) or isinstance(widget, Elided):
            continue
        if isinstance(widget, QScrollArea) and widget.horizontalScrollBarPolicy() is ALWAYS_OFF and widget.widget():
            wide, room = widget.widget().width(), widget.viewport().width()
            if wide > room:
                yield f"{told(widget)} is cut at its edge: it needs {wide}, has {room}"
        elif isinstance(widget, QLabel) and widget.text() and not isinstance(widget.parent(), QLineEdit):
            wanted = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            wide = 0 if widget.wordWrap() else widget.sizeHint().width()
            if wanted > widget.height() + 1 or wide > widget.width() + 1:
                yield f"{told(widget)} needs {wide} × {wanted}, has {widget.width()} × {widget.height()}"
        elif isinstance(widget, QPushButton | QToolButton | QCheckBox | QRadioButton) and widget.text():
            wide, tall = widget.sizeHint().width(), widget.minimumSizeHint().height()
            if wide > widget.width() + 1 or tall > widget.height() + 1:
                yield f"{told(widget)} needs {wide} × {tall}, has {widget.width()} × {widget.height()}"
        elif isinstance(widget, Cell) and not widget.name_width() <= widget.width():
            yield f"{told(widget)} needs {widget.name_width()}, has {widget.width()}"
        elif isinstance(widget, QTableView):
            head, least = widget.horizontalHeader(), LEAST * widget.fontMetrics().averageCharWidth()
            for at in range(head.count()):
                if head.sectionResizeMode(at) is QHeaderView.ResizeMode.Stretch and head.sectionSize(at) < least:
                    yield f"column {at} of {told(widget)} takes what is left, which are {head.sectionSize(at)} pixels"
        elif isinstance(widget, QComboBox):
            wide = widget.fontMetrics().horizontalAdvance(widget.currentText()) + 44
            if wide > widget.width() + 1:
                yield f"{told(widget)} shows only a part of {widget.currentText()!r}"
