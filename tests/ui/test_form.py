"""A field: what is typed moves the figures, is kept when left, and is refused beside the field."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QToolButton
from pytestqt.qtbot import QtBot
from windows import entry, fill, open_view, page, press, row, small_plan, stored, table

from forms import GUIDE
from workbench.model.revenue import Fee
from workbench.ui.entry import Combo


def test_typing_moves_the_pulse_before_the_field_is_left(qtbot: QtBot) -> None:
    plan = small_plan()
    program, view = open_view(qtbot, plan)
    box = table(page(view, 5), "streams")
    box._choose(plan.streams[0].id)
    before = view.pulse.cells[2].accessibleName()
    price = entry(box, f"streams/{plan.streams[0].id}/price")
    price.setFocus()
    price.selectAll()
    QTest.keyClicks(price, "20.000")
    assert view.pulse.cells[2].accessibleName() != before
    assert view.session.document.plan is not view.session.plan
    assert view.session.document.plan.streams == plan.streams
    QTest.keyClick(price, Qt.Key.Key_Return)
    assert isinstance(view.session.document.plan.streams[0], Fee)
    assert view.session.document.plan.streams[0].price == Decimal(20000)
    assert stored(program, plan).streams[0] == view.session.document.plan.streams[0]


@pytest.mark.parametrize(
    ("field", "typed"),
    [("price", "12x"), ("price", "-5"), ("start", "13/2027"), ("days", "2,5"), ("advance", "150")],
)
def test_what_is_refused_is_said_beside_the_field_and_kept_as_typed(qtbot: QtBot, field: str, typed: str) -> None:
    plan = small_plan()
    program, view = open_view(qtbot, plan)
    box = table(page(view, 5), "streams")
    box._choose(plan.streams[0].id)
    path = f"streams/{plan.streams[0].id}/{field}"
    fill(box, path, typed)
    shown = row(box, path)
    assert shown._help.objectName() == "error"
    assert shown._help.text().endswith(".")
    assert "Traceback" not in shown._help.text()
    assert entry(box, path).text() == typed
    assert view.session.document.plan == plan
    assert stored(program, plan) == plan
    page(view, 6)
    page(view, 5)
    assert entry(box, path).text() == typed
    assert shown._help.objectName() == "error"


def test_an_end_before_the_start_is_said_and_accepted_when_the_start_moves(qtbot: QtBot) -> None:
    plan = small_plan()
    _program, view = open_view(qtbot, plan)
    box = table(page(view, 5), "streams")
    box._choose(plan.streams[0].id)
    base = f"streams/{plan.streams[0].id}"
    fill(box, f"{base}/start", "jun 2028")
    fill(box, f"{base}/end", "ene 2028")
    assert "anterior" in row(box, f"{base}/end")._help.text()
    assert view.session.document.plan.streams[0].end is None
    fill(box, f"{base}/start", "ene 2027")
    assert view.session.document.plan.streams[0].end == "2028-01"
    assert row(box, f"{base}/end")._help.objectName() == "help"


def test_an_impossible_date_leaves_the_plan_alone(qtbot: QtBot) -> None:
    plan = small_plan()
    _program, view = open_view(qtbot, plan)
    first = page(view, 1)
    fill(first, "project/current_end", "31/2/2028")
    assert row(first, "project/current_end")._help.objectName() == "error"
    assert view.session.document.plan == plan
    fill(first, "project/current_end", "29/2/2028")
    assert row(first, "project/current_end")._help.objectName() == "help"
    assert view.session.document.plan.project.current_end is not None
    assert view.session.document.plan.project.current_end.isoformat() == "2028-02-29"


@pytest.mark.parametrize(("country", "typed"), [("CO", "1.234,5"), ("MX", "1,234.5"), ("CR", "1 234,5")])
def test_the_persons_country_decides_how_a_number_is_read(qtbot: QtBot, country: str, typed: str) -> None:
    plan = small_plan()
    _program, view = open_view(qtbot, plan, country)
    first = page(view, 1)
    fill(first, "opening/cash", typed)
    assert view.session.document.plan.opening.cash == Decimal("1234.5")


def test_a_field_shows_only_where_its_condition_holds(qtbot: QtBot) -> None:
    plan = small_plan()
    _program, view = open_view(qtbot, plan)
    box = table(page(view, 5), "streams")
    box._choose(plan.streams[0].id)
    base = f"streams/{plan.streams[0].id}"
    assert row(box, f"{base}/own_rate").isHidden()
    combo = row(box, f"{base}/indexation").editor.combo
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_End)
    combo.activated.emit(combo.currentIndex())
    assert not row(box, f"{base}/own_rate").isHidden()


def test_undo_and_redo_name_what_they_do_and_reach_over_pages(qtbot: QtBot) -> None:
    plan = small_plan()
    program, view = open_view(qtbot, plan)
    first = page(view, 1)
    fill(first, "project/name", "Farmacias del Caribe")
    page(view, 6)
    assert view._undo.accessibleName() == "Deshacer: Nombre del proyecto"
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.session.document.plan == plan
    assert stored(program, plan) == plan
    assert view._redo.accessibleName() == "Rehacer: Nombre del proyecto"
    QTest.keyClick(view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert view.session.title() == "Farmacias del Caribe"
    page(view, 1)
    assert entry(first, "project/name").text() == "Farmacias del Caribe"


def test_undo_inside_a_field_takes_back_what_is_being_typed(qtbot: QtBot) -> None:
    plan = small_plan()
    _program, view = open_view(qtbot, plan)
    first = page(view, 1)
    name = entry(first, "project/name")
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Otra")
    QTest.keyClick(name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.session.document.plan == plan
    assert name.text() == "Farmacias"


def test_undo_takes_back_a_text_that_was_not_understood_and_leaves_the_others(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, small_plan())
    first = page(view, 1)
    fill(first, "project/original_end", "30/2/2028")
    fill(first, "project/name", "Otra red")
    fill(first, "project/current_end", "31/2/2028")
    view.session.undo()
    assert entry(first, "project/current_end").text() != "31/2/2028"
    assert view.session.plan.project.name == "Otra red"
    view.session.undo()
    assert view.session.plan.project.name == "Farmacias"
    assert entry(first, "project/original_end").text() == "30/2/2028"
    view.session.redo()
    assert view.session.plan.project.name == "Otra red"
    assert entry(first, "project/original_end").text() == "30/2/2028"


def test_scrolling_over_a_closed_list_leaves_it_and_the_cursor_where_they_are(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, small_plan())
    combo = row(page(view, 1), "project/country").editor.focusProxy()
    assert isinstance(combo, Combo)
    before = combo.currentIndex()
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(combo.mapToGlobal(QPoint(5, 5))), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, turn)
    assert combo.currentIndex() == before
    assert combo.focusPolicy() == Qt.FocusPolicy.StrongFocus  # the cursor moves only for a wheel of the system's own


def test_no_list_of_the_results_turns_with_the_page(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, small_plan())
    lists = page(view, 8).findChildren(QComboBox)
    assert lists
    assert all(isinstance(each, Combo) for each in lists)


def test_the_end_of_each_step_leads_to_the_next_from_its_top(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, small_plan())
    walked = []
    bar = page(view, 3).verticalScrollBar()
    bar.setValue(bar.maximum())
    page(view, 1)
    pages = GUIDE.shown(small_plan())[1:]
    for after in pages:
        press(page(view, view.steps.page()), f"Siguiente: {after.title}")
        assert view._stack.currentWidget().verticalScrollBar().value() == 0
        assert view.steps.hasFocus()
        walked.append(view.steps.page())
    assert walked == [each.number for each in pages]
    buttons = view._stack.currentWidget().findChildren(QPushButton)
    assert not any("Siguiente" in each.text() and each.isVisible() for each in buttons)


def test_a_field_in_view_stays_so_when_the_figures_take_room(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, small_plan())
    shown = page(view, 1)
    field, inside = entry(shown, "project/phone"), shown.viewport()
    field.setFocus()
    below = field.mapTo(inside, QPoint(0, field.height())).y()
    shown.verticalScrollBar().setValue(shown.verticalScrollBar().value() + below - inside.height())
    view.pulse.setMinimumHeight(view.pulse.height() + 150)
    QApplication.processEvents()
    assert field.mapTo(inside, QPoint(0, field.height())).y() <= inside.height()
    shown.verticalScrollBar().setValue(0)  # who has scrolled away from it is left there
    view.pulse.setMinimumHeight(view.pulse.height() + 20)
    QApplication.processEvents()
    assert shown.verticalScrollBar().value() == 0


def test_the_field_gone_to_is_in_view_on_a_page_that_is_laid_out_anew(qtbot: QtBot) -> None:
    program, view = open_view(qtbot, small_plan())
    program.window.resize(1366, 728)
    shown = page(view, 1)
    view.open_page(5)
    for fold in shown.findChildren(QToolButton, "fold"):
        fold.setChecked(True)  # above the field, while nobody sees the page
    view.jump("opening/cash")
    QApplication.processEvents()
    field = row(shown, "opening/cash")
    assert shown.viewport().rect().contains(field.mapTo(shown.viewport(), field.rect().center()))
