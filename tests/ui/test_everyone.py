"""Everyone can use it: names for what can be reached, an order for Tab, room for large text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from windows import open_view, page, table

from forms import GUIDE
from workbench import settings
from workbench.exchange import samples
from workbench.ui.guide_view import PlanView
from workbench.ui.order import focusable


def nameless(root: QWidget) -> list[str]:
    """What Tab reaches and a screen reader would not name."""
    found = []
    for widget in focusable(root):
        if widget.isVisible() and widget.isEnabled():
            told = QAccessible.queryAccessibleInterface(widget)
            if told is None or not told.text(QAccessible.Text.Name):
                found.append(f"{type(widget).__name__} {widget.objectName()} {widget.parent()}")
    return found


@pytest.mark.parametrize("number", [each.number for each in GUIDE.pages])
def test_every_control_of_a_page_has_a_name_and_a_place(qtbot: QtBot, number: int) -> None:
    _program, view = open_view(qtbot, samples.load("farmacias"))
    shown = page(view, number)
    for box in shown.findChildren(type(table(page(view, 5), "streams"))):
        box._table.selectRow(0)
    shown = page(view, number)
    QApplication.processEvents()
    assert not nameless(view)


def test_home_names_its_controls(qtbot: QtBot) -> None:
    program, _view = open_view(qtbot, samples.load("farmacias"))
    assert program.window.desk is not None
    program.window.desk.show_home()
    assert not nameless(program.window)


def test_tab_follows_the_form_also_into_a_line_opened_later(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, samples.load("farmacias"))
    shown = page(view, 7)
    box = table(shown, "sources")
    box._table.selectRow(0)
    QApplication.processEvents()
    box._form(box._model.rows[0]).focus_first()
    form, seen = box._form(box._model.rows[0]), []
    for _turn in range(6):
        seen.append(QApplication.focusWidget())
        QApplication.focusWidget().nextInFocusChain()
        view.focusNextPrevChild(True)
    assert all(form.isAncestorOf(widget) for widget in seen)
    tops = [widget.mapTo(form, widget.rect().topLeft()).y() for widget in seen]
    assert tops == sorted(tops)


@pytest.mark.parametrize("text", ["100", "200"])
def test_no_page_needs_to_be_scrolled_sideways_on_a_small_screen(qtbot: QtBot, text: str) -> None:
    program, _view = open_view(qtbot, samples.load("farmacias"))
    assert program.window.desk is not None
    program.window.desk._keep(settings.load().with_(text=text))
    program.window.resize(1366, 728)
    shown = program.window.findChildren(PlanView)[-1]
    for each in GUIDE.pages:
        inside = page(shown, each.number)
        assert inside.horizontalScrollBar().maximum() == 0, each.number
    assert program.window.width() == 1366
    program.window.desk._keep(settings.load().with_(text="100"))
