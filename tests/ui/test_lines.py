"""Tables of lines: add, edit, duplicate, delete and move, each undone by name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import fill, keys, kind_said, open_view, page, press, row, small_plan, stored, table

from workbench.exchange import samples
from workbench.model.revenue import Contract, Fee, Membership
from workbench.ui import theme

HORIZONTAL = Qt.Orientation.Horizontal
DATES = ("Empieza", "Termina")

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def names(box: object) -> list[str]:
    """The first column as it is shown."""
    model = box._model  # type: ignore[attr-defined]
    return [model.index(at, 0).data() for at in range(len(model.rows))]


def test_add_asks_the_kind_and_goes_into_the_new_lines_form(qtbot: QtBot) -> None:
    plan = small_plan()
    program, view = open_view(qtbot, plan)
    box = table(page(view, 5), "streams")
    adder = next(each for each in box.findChildren(QPushButton) if each.menu())
    menu = adder.menu()
    assert [kind_said(action) for action in menu.actions()] == ["Tarifa", "Cuota de socios", "Comisión", "Contrato"]
    assert "mientras pertenece a la red" in menu.actions()[1].text()  # what it is for stands beside it
    menu.actions()[1].trigger()
    new = view.session.document.plan.streams[-1]
    assert isinstance(new, Membership)
    assert QApplication.focusWidget() is row(box, f"streams/{new.id}/name").editor.focusProxy()
    keys("Afiliación")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert names(box) == ["Cuota de red", "Afiliación"]
    assert view.session.document.undo_label == "Concepto de «Afiliación»"
    assert stored(program, plan).streams[-1].name == "Afiliación"


def test_duplicate_move_and_delete_by_keys(qtbot: QtBot) -> None:
    plan = small_plan()
    _program, view = open_view(qtbot, plan)
    box = table(page(view, 6), "costs")
    box._table.setFocus()
    box._table.selectRow(0)
    QTest.keyClick(box._table, Qt.Key.Key_D, CONTROL | SHIFT)
    copy = view.session.document.plan.costs[1]
    assert copy.id != plan.costs[0].id
    assert copy.name == plan.costs[0].name
    fill(box, f"costs/{copy.id}/name", "Auxiliar")
    box._table.setFocus()
    QTest.keyClick(box._table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(box) == ["Auxiliar", "Coordinación"]
    assert view.session.document.undo_label == "Mover «Auxiliar» · Fijo"
    QTest.keyClick(box._table, Qt.Key.Key_Minus, CONTROL)
    assert names(box) == ["Coordinación"]
    assert view._undo.accessibleName() == "Deshacer: Eliminar «Auxiliar» · Fijo"
    press(view, view._undo.accessibleName())
    assert names(box) == ["Auxiliar", "Coordinación"]


def test_a_line_others_refer_to_is_not_deleted_and_the_window_says_why(qtbot: QtBot) -> None:
    plan = small_plan()
    _program, view = open_view(qtbot, plan)
    box = table(page(view, 3), "services")
    box._table.selectRow(0)
    press(box, "Eliminar")
    assert view.session.document.plan == plan
    assert view._notice.isVisible()
    assert "«Cuota de red»" in view._notice.text()


def test_a_table_inside_a_line(qtbot: QtBot) -> None:
    plan = small_plan().with_(streams=(Contract(name="Alcaldía"),))
    _program, view = open_view(qtbot, plan)
    contract = plan.streams[0]
    box = table(page(view, 5), "streams")
    box._table.selectRow(0)
    inner = table(box, f"streams/{contract.id}/amounts")
    press(inner, "Agregar entrega")
    amount = view.session.document.plan.streams[0].amounts[0]
    assert amount.month == plan.basis.start
    base = f"streams/{contract.id}/amounts/{amount.id}"
    fill(inner, f"{base}/month", "mar 2028")
    fill(inner, f"{base}/amount", "1.500.000")
    assert [inner._model.index(0, at).data() for at in (0, 1)] == ["mar 2028", "1.500.000"]


def test_choosing_another_line_shows_its_own_form(qtbot: QtBot) -> None:
    plan = small_plan()
    plan = plan.with_(streams=(*plan.streams, Membership(name="Socios"), Fee(name="Curso")))
    _program, view = open_view(qtbot, plan)
    box = table(page(view, 5), "streams")
    for at, stream in enumerate(plan.streams):
        box._table.selectRow(at)
        shown = [form for form in box._forms.values() if not form.isHidden()]
        assert [form.base for form in shown] == [f"streams/{stream.id}"]


def test_an_empty_table_teaches_the_first_step(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, small_plan())
    box = table(page(view, 7), "loans")
    assert box._empty.isVisible()
    assert names(box) == []
    assert "préstamo" in box._empty.text()


def test_names_have_the_room_and_long_heads_stand_on_two_lines(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, small_plan())
    box = table(page(view, 3), "services")
    view.open_page(3)
    heads = [box._model.headerData(at, Qt.Orientation.Horizontal) for at in range(box._model.columnCount())]
    assert heads[0] == "Servicio"
    assert "Qué pasa\ndespués del proyecto" in heads or "Qué pasa después\ndel proyecto" in heads
    header = box._table.horizontalHeader()
    widths = [header.sectionSize(at) for at in range(header.count())]
    assert sum(widths) == box._table.viewport().width()
    assert all(widths[at] >= header.sectionSizeHint(at) for at in range(header.count()))


def test_with_large_text_a_table_scrolls_instead_of_cutting_every_name(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, samples.load("farmacias"))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light", "200")
    box = table(page(view, 6), "costs")
    view.open_page(6)
    shown = box._table
    qtbot.waitUntil(lambda: shown.horizontalScrollBar().maximum() > 0)
    assert shown.columnWidth(0) >= 20 * shown.fontMetrics().averageCharWidth()
    dates = table(page(view, 15), "actions")
    whole = [at for at in range(dates._model.columnCount()) if dates._model.headerData(at, HORIZONTAL) in DATES]
    assert len(whole) == len(DATES)
    assert all(dates._table.columnWidth(at) >= dates._table.sizeHintForColumn(at) for at in whole)
    view.open_page(6)
    theme.apply(app, "light", "100")
    qtbot.waitUntil(lambda: shown.horizontalScrollBar().maximum() == 0)
