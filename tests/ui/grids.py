"""Hands and eyes for a table of lines, shared by its tests."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import keys, open_view, page, small_plan, table

from workbench.model.plan import Plan
from workbench.model.revenue import Commission, Contract, Driver, Fee
from workbench.ui.guide_view import PlanView
from workbench.ui.lines import LinesBox

Key = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
NAME, KIND, SERVICE, PRICE, UNITS, SINCE = range(6)
"""The columns of the table of revenue."""


def three_fees() -> Plan:
    """The small plan with three fees, a commission and a contract."""
    plan = small_plan()
    fees = tuple(
        Fee(name=name, price=Decimal(price), units=Driver(first=Decimal(10)))
        for name, price in (("Alfa", 100), ("Beta", 200), ("Gama", 300))
    )
    more = (Commission(name="Comisión", rate=Decimal("0.025")), Contract(name="Alcaldía"))
    return plan.with_(streams=(*fees, *more))


def streams(qtbot: QtBot, plan: Plan, country: str = "CO") -> tuple[PlanView, LinesBox]:
    """The table of revenue, with the cursor in its first cell."""
    _program, view = open_view(qtbot, plan, country)
    box = table(page(view, 5), "streams")
    box._table.setFocus()
    box._table.go(0, 0)
    return view, box


def hit(key: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """One key where the cursor is."""
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    QApplication.processEvents()


def write(text: str) -> None:
    """A text, each letter where the cursor is by then."""
    for letter in text:
        keys(letter)


def at(box: LinesBox) -> tuple[int, int]:
    """The cell that has the cursor."""
    index = box._table.currentIndex()
    return index.row(), index.column()


def text(box: LinesBox, line: int, column: int) -> str:
    """What a cell shows."""
    return str(box._model.index(line, column).data()).replace("\N{NO-BREAK SPACE}", " ")


def note(view: PlanView) -> str:
    """What the window says above the page."""
    return view._notice.text()
