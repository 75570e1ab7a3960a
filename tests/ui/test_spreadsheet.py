"""A table of lines is worked in as a spreadsheet: typed into, walked, chosen, copied, filled; each step undone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from grids import (
    CONTROL,
    KIND,
    NAME,
    NONE,
    PRICE,
    SERVICE,
    SHIFT,
    SINCE,
    UNITS,
    Key,
    at,
    hit,
    note,
    streams,
    text,
    three_fees,
    write,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from windows import kind_said, open_view, page, row, small_plan, stored, table

from workbench.model.costs import Fixed
from workbench.model.revenue import Commission, Fee
from workbench.ui.entry import Combo

# ---------------------------------------------------------------- one cell


def test_typing_overwrites_enter_goes_down_tab_right_and_back_to_where_it_began(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    box._table.go(0, PRICE)
    write("150")
    hit(Key.Key_Return)
    assert at(box) == (1, PRICE)
    write("12k")
    hit(Key.Key_Tab)
    assert at(box) == (1, UNITS)
    hit(Key.Key_Tab)
    assert at(box) == (1, SINCE)
    write("mar 2028")
    hit(Key.Key_Return)
    assert at(box) == (2, PRICE)
    hit(Key.Key_Return, SHIFT)
    assert at(box) == (1, PRICE)
    plan = view.session.document.plan
    assert [line.price for line in plan.streams[:2] if isinstance(line, Fee)] == [150, 12_000]
    assert plan.streams[1].start == "2028-03"  # type: ignore[union-attr]
    assert view.session.document.undo_label == "Primer mes de «Beta»"


def test_esc_leaves_a_cell_as_it_was_and_f2_goes_on_in_it(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    write("Otra")
    hit(Key.Key_Escape)
    assert text(box, 0, NAME) == "Alfa"
    hit(Key.Key_F2)
    write(" y más")
    hit(Key.Key_Left)  # within the text: it is being corrected
    hit(Key.Key_Return)
    assert view.session.document.plan.streams[0].name == "Alfa y más"


def test_tab_leaves_the_table_before_anything_is_written_and_after_esc(qtbot: QtBot) -> None:
    _view, box = streams(qtbot, three_fees())
    hit(Key.Key_Tab)
    assert not box._table.hasFocus()
    box._table.setFocus()
    write("x")
    hit(Key.Key_Tab)
    assert box._table.hasFocus()
    hit(Key.Key_Escape)
    hit(Key.Key_Tab)
    assert not box._table.hasFocus()


def test_the_cell_shows_and_says_at_once_what_it_understood_and_the_figures_move(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    box._table.go(0, PRICE)
    write("12k")
    editor = QApplication.focusWidget()
    assert editor.accessibleName() == "Precio de «Alfa»"
    assert editor.accessibleDescription() == "= COP\N{NO-BREAK SPACE}12.000"
    assert editor._unit.text() == "= COP\N{NO-BREAK SPACE}12.000"
    assert view.session.plan.streams[0].price == 12_000  # type: ignore[union-attr]
    assert view.session.document.plan.streams[0].price == 100  # type: ignore[union-attr]
    hit(Key.Key_Escape)
    assert view.session.plan.streams[0].price == 100  # type: ignore[union-attr]


@pytest.mark.parametrize(("country", "typed", "value"), [("CO", "1.234,5", "1234.5"), ("MX", "1,234.5", "1234.5")])
def test_the_country_decides_how_a_number_is_read(qtbot: QtBot, country: str, typed: str, value: str) -> None:
    view, box = streams(qtbot, three_fees(), country)
    box._table.go(0, PRICE)
    write(typed)
    hit(Key.Key_Return)
    assert view.session.document.plan.streams[0].price == Decimal(value)  # type: ignore[union-attr]


def test_a_percentage_is_read_in_its_own_cell(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    box._table.go(3, PRICE)
    write("15")
    hit(Key.Key_Return)
    assert view.session.document.plan.streams[3].rate == Decimal("0.15")  # type: ignore[union-attr]
    assert text(box, 3, PRICE) == "15 %"


def test_a_list_is_chosen_from_in_the_cell(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    box._table.go(0, SERVICE)
    hit(Key.Key_F2)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup.focusWidget() or popup, Key.Key_Down)
    QTest.keyClick(popup.focusWidget() or popup, Key.Key_Return)
    QApplication.processEvents()
    plan = view.session.document.plan
    assert plan.streams[0].service == plan.services[0].id
    assert box._table.hasFocus()
    assert text(box, 0, SERVICE) == "Compra conjunta"


def test_in_an_open_list_tab_takes_the_choice_and_goes_on_and_escape_leaves_the_cell(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    before = view.session.document.plan
    box._table.go(0, SERVICE)
    for key, column, chosen in ((Key.Key_Escape, SERVICE, None), (Key.Key_Tab, PRICE, before.services[0].id)):
        hit(Key.Key_F2)
        popup = QApplication.activePopupWidget()
        assert popup is not None
        QTest.keyClick(popup.focusWidget() or popup, Key.Key_Down)
        QTest.keyClick(popup.focusWidget() or popup, key)
        QApplication.processEvents()
        assert QApplication.activePopupWidget() is None
        assert at(box) == (0, column)
        assert view.session.document.plan.streams[0].service == chosen
    write("7")
    hit(Key.Key_Return)
    assert view.session.document.plan.streams[0].price == 7


def test_an_open_list_shows_all_it_offers(qtbot: QtBot) -> None:
    view, _box = streams(qtbot, three_fees())
    combo = page(view, 1).findChildren(Combo)[1]
    combo.setCurrentIndex(combo.count() - 1)
    combo.showPopup()
    shown = combo.view()
    whole = range(combo.count())
    assert all(shown.viewport().rect().contains(shown.visualRect(shown.model().index(n, 0))) for n in whole)
    combo.hidePopup()


def test_what_is_not_understood_stays_in_its_cell_marked_explained_and_over_page_changes(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    before = view.session.document.plan
    box._table.go(1, PRICE)
    write("mucho")
    hit(Key.Key_Return)
    assert view.session.document.plan == before
    page(view, 6)
    page(view, 5)
    assert text(box, 1, PRICE) == "■ mucho"
    box._table.go(1, PRICE)
    assert box._why.text() == "«mucho» no es un número."
    assert box._why.objectName() == "error"
    field = row(box, f"streams/{before.streams[1].id}/price")
    assert field.editor.draft() == "mucho"
    box._table.setFocus()
    hit(Key.Key_F2)
    assert QApplication.focusWidget().text() == "mucho"
    QApplication.focusWidget().selectAll()
    write("700")
    hit(Key.Key_Return)
    assert text(box, 1, PRICE) == "700"


def test_a_cell_a_line_does_not_have_says_so_and_takes_nothing(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    assert text(box, 4, PRICE) == "no aplica"
    box._table.go(4, PRICE)
    write("5")
    assert box._table.hasFocus()
    assert box._why.text() == "Una línea de tipo «Contrato» no tiene este dato."
    box._table.go(0, KIND)
    hit(Key.Key_F2)
    assert "no cambia" in box._why.text()
    assert not view.session.document.undo_label


def test_a_line_begins_in_the_empty_row_where_there_is_one_kind(qtbot: QtBot) -> None:
    plan = small_plan()
    program, view = open_view(qtbot, plan)
    box = table(page(view, 6), "investments")
    assert box._table.isVisible()
    box._table.setFocus()
    box._table.go(0, 0)
    write("Servidor")
    hit(Key.Key_Tab)
    write("jun 2028")
    hit(Key.Key_Tab)
    write("5 millones")
    hit(Key.Key_Return)
    write("Balanza")
    hit(Key.Key_Return)
    kept = stored(program, plan).investments
    assert [(line.name, line.month, line.amount) for line in kept] == [
        ("Servidor", "2028-06", 5_000_000), ("Balanza", None, None),
    ]  # fmt: skip
    assert box._total.text().replace("\N{NO-BREAK SPACE}", " ") == "Total de «Monto»: COP 5.000.000"


def test_where_there_are_several_kinds_the_empty_row_asks_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    box._table.go(5, NAME)
    write("Cursos")
    hit(Key.Key_Tab)
    QApplication.activePopupWidget().close()
    assert text(box, 5, NAME) == "■ Cursos"
    assert box._model.spoken(5, NAME).startswith("Concepto de una línea nueva: Cursos, sin aceptar. Elija")
    page(view, 6)
    page(view, 5)
    box._table.setFocus()
    box._table.go(5, PRICE)
    write("3")
    hit(Key.Key_Tab)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert (menu.actions()[0].text(), menu.actions()[0].isEnabled()) == ("¿De qué tipo es lo nuevo?", False)
    assert menu.activeAction() is menu.actions()[1]
    next(action for action in menu.actions() if kind_said(action) == "Comisión").trigger()
    menu.close()
    new = view.session.document.plan.streams[-1]
    assert isinstance(new, Commission)
    assert (new.name, new.rate) == ("Cursos", Decimal("0.03"))
    assert view.session.document.undo_label == "Agregar: Comisión"


# ---------------------------------------------------------------- many cells


def test_chosen_cells_are_copied_as_spreadsheets_read_them(qtbot: QtBot) -> None:
    plan = three_fees()
    fees = (plan.streams[0].with_(name='=1+1\t"x"', start="2028-03", price=Decimal("1234.5")), *plan.streams[1:])
    streams(qtbot, plan.with_(streams=fees))
    hit(Key.Key_A, CONTROL)
    hit(Key.Key_C, CONTROL)
    data = QApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert lines[0] == '"=1+1\t""x"""\tTarifa\t\t1234,5\t10\t2028-03'
    assert lines[3] == "Comisión\tComisión\t\t2,5%\t\t"
    assert len(lines) == 5
    assert "mso-number-format:'\\@'\">=1+1" in data.html()
    assert 'sdval="1234.5"' in data.html()


def test_shift_arrows_choose_and_the_sum_is_in_view(qtbot: QtBot) -> None:
    _view, box = streams(qtbot, three_fees())
    box._table.go(0, PRICE)
    hit(Key.Key_Down, SHIFT)
    hit(Key.Key_Down, SHIFT)
    assert box._chosen.text().replace("\N{NO-BREAK SPACE}", " ") == "Celdas elegidas: 3 · suma: COP 600"
    hit(Key.Key_Space, CONTROL)
    assert box._table.chosen() == ([0, 1, 2, 3, 4], [PRICE])


def test_ctrl_and_an_arrow_go_far_and_take_the_choice_along(qtbot: QtBot) -> None:
    _view, box = streams(qtbot, three_fees())
    grid = box._table
    for key, there in (
        (Key.Key_Down, (4, NAME)), (Key.Key_Right, (4, KIND)), (Key.Key_Right, (4, SINCE)), (Key.Key_Home, (0, NAME)),
        (Key.Key_End, (5, SINCE)), (Key.Key_Up, (0, SINCE)), (Key.Key_Left, (0, UNITS)), (Key.Key_Left, (0, PRICE)),
        (Key.Key_Down, (3, PRICE)),
    ):  # fmt: skip
        hit(key, CONTROL)
        assert at(box) == there
        assert [(each.row(), each.column()) for each in grid.selectedIndexes()] == [there]
    hit(Key.Key_Up, CONTROL | SHIFT)
    assert grid.chosen() == ([0, 1, 2, 3], [PRICE])
    hit(Key.Key_Home)
    hit(Key.Key_Backspace)
    assert at(box) == (0, NAME)
    write("Omega")
    hit(Key.Key_Return)
    assert text(box, 0, NAME) == "Omega"


def test_the_mouse_chooses_a_block(qtbot: QtBot) -> None:
    _view, box = streams(qtbot, three_fees())
    grid = box._table
    first, last = (grid.visualRect(box._model.index(*cell)).center() for cell in ((0, PRICE), (2, UNITS)))
    QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, NONE, first)
    QTest.mouseMove(grid.viewport(), last)
    QTest.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, NONE, last)
    assert grid.chosen() == ([0, 1, 2], [PRICE, UNITS])


def test_fill_down_is_one_step_and_passes_over_what_does_not_fit(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    before = view.session.document.plan
    box._table.choose(range(5), [PRICE])
    hit(Key.Key_D, CONTROL)
    after = view.session.document.plan.streams
    assert [line.price for line in after if isinstance(line, Fee)] == [100, 100, 100]
    assert (after[3], after[4]) == before.streams[3:]
    assert note(view) == "Celdas que no se pueden escribir y quedaron como estaban: 2."
    assert view.session.document.undo_label == "Rellenar hacia abajo"
    view.session.undo()
    assert view.session.document.plan == before
    box._table.go(1, PRICE)
    hit(Key.Key_D, CONTROL)  # a single cell takes what stands above it
    assert view.session.document.plan.streams[1].price == 100  # type: ignore[union-attr]


def test_fill_right_fills_what_means_the_same(qtbot: QtBot) -> None:
    cost = Fixed(name="Arriendo", amount=Decimal(5), start="2028-01")
    _program, view = open_view(qtbot, small_plan().with_(costs=(cost,)))
    box = table(page(view, 6), "costs")
    box._table.setFocus()
    box._table.choose(range(1), [4, 5])
    hit(Key.Key_R, CONTROL)
    assert view.session.document.plan.costs[0].end == "2028-01"
    box._table.choose(range(1), [3, 4])
    hit(Key.Key_R, CONTROL)
    assert "quedaron como estaban: 1" in note(view)


def test_delete_empties_cells_and_says_which_cannot_be(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    box._table.choose(range(2), [NAME, KIND, PRICE])
    hit(Key.Key_Delete)
    after = view.session.document.plan.streams
    assert [(line.name, line.price) for line in after[:2] if isinstance(line, Fee)] == [("", None), ("", None)]
    assert "quedaron como estaban: 2" in note(view)  # the two kinds
    assert view.session.document.undo_label == "Vaciar celdas"


def test_cut_copies_and_empties(qtbot: QtBot) -> None:
    view, _box = streams(qtbot, three_fees())
    hit(Key.Key_X, CONTROL)
    assert QApplication.clipboard().text() == "Alfa"
    assert view.session.document.plan.streams[0].name == ""
    assert view.session.document.undo_label == "Cortar celdas"


# ---------------------------------------------------------------- pasted


def paste(text: str) -> None:
    """Paste a text as it comes from a spreadsheet."""
    QApplication.clipboard().setText(text)
    hit(Key.Key_V, CONTROL)


def test_a_block_goes_over_lines_and_below_them_as_one_step(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    before = view.session.document.plan
    box._table.go(5, NAME)
    paste(";\n;")
    assert note(view) == "No hay nada copiado que se pueda pegar aquí."
    assert view.session.document.plan is before
    box._table.go(4, NAME)
    paste(
        "Alcaldía 2\tContrato\t\t\t\nCursos\tTarifa\tcompra conjunta\t1.500,50\t20\n\t\t\t\t\n"
        "Socios\tCuota de socios\t\t12k\t3\n\t\t\t\t\n"
    )
    after = view.session.document.plan  # the empty rows of the sheet are no lines
    assert [line.name for line in after.streams[4:]] == ["Alcaldía 2", "Cursos", "Socios"]
    assert (after.streams[5].price, after.streams[5].service) == (Decimal("1500.5"), after.services[0].id)  # type: ignore[union-attr]
    assert (after.streams[6].dues, after.streams[6].joins.first) == (12_000, 3)  # type: ignore[union-attr]
    assert view.session.document.undo_label == "Pegar celdas"
    assert box._table.chosen_rows() == [4, 5, 6]
    view.session.undo()
    assert view.session.document.plan == before


def test_what_is_pasted_and_not_understood_stays_in_its_cell(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    box._table.go(0, PRICE)
    paste("150\nmucho\n300\n2,5%\n9")
    prices = [line.price for line in view.session.document.plan.streams if isinstance(line, Fee)]
    assert prices == [150, 200, 300]
    assert text(box, 1, PRICE) == "■ mucho"
    assert text(box, 4, PRICE) == "no aplica"
    assert "quedaron como estaban: 1" in note(view)
    assert "quedan marcadas como se escribieron: 1" in note(view)
    view.session.undo()  # the whole of it, with what was not understood
    assert [line.price for line in view.session.document.plan.streams if isinstance(line, Fee)] == [100, 200, 300]
    assert text(box, 1, PRICE) == "200"
    view.session.redo()
    box._table.go(0, PRICE)
    paste("mucho")
    view.steps.go(1)  # what was said of a step does not stand over the next
    assert note(view) == ""


def test_one_value_fills_what_is_chosen(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    box._table.choose(range(3), [PRICE])
    paste("70")
    assert [line.price for line in view.session.document.plan.streams if isinstance(line, Fee)] == [70, 70, 70]


def test_where_the_block_does_not_say_of_which_kind_its_lines_are_it_is_asked(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    box._table.go(5, NAME)
    paste("Uno\nDos")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if kind_said(action) == "Comisión").trigger()
    menu.close()
    new = view.session.document.plan.streams[5:]
    assert [(type(line), line.name) for line in new] == [(Commission, "Uno"), (Commission, "Dos")]


def test_the_titles_of_a_pasted_table_are_told_and_make_no_line(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    box._table.go(0, NAME)
    paste("Concepto\tTipo\tServicio\tPrecio\nUno\tTarifa\t\t1.500\nDos\tTarifa\t\t2.500,5")
    plan = view.session.document.plan
    assert [(line.name, line.price) for line in plan.streams[:2] if isinstance(line, Fee)] == [
        ("Uno", 1500), ("Dos", Decimal("2500.5")),
    ]  # fmt: skip
    assert "son títulos (Concepto, Tipo, Servicio, Precio)" in note(view)
    paste("Precio único\tTarifa\nTres\tTarifa")  # a name that is no title, and no figures below
    assert [line.name for line in view.session.document.plan.streams[:2]] == ["Precio único", "Tres"]


def test_an_amount_where_the_kind_stands_is_not_lost_without_a_word(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    box._table.go(5, NAME)
    paste("Uno\t1.500\nDos\tTarifa")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if kind_said(action) == "Tarifa").trigger()
    menu.close()
    assert [line.name for line in view.session.document.plan.streams[5:]] == ["Uno", "Dos"]
    assert "no se usaron: 1." in note(view)
    assert "pegue de nuevo" in note(view)


def test_what_is_copied_here_is_pasted_here_as_it_was(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    hit(Key.Key_A, CONTROL)
    hit(Key.Key_C, CONTROL)
    before = view.session.document.plan.streams
    box._table.go(5, NAME)
    hit(Key.Key_V, CONTROL)
    after = view.session.document.plan.streams
    assert len(after) == 10
    for old, new in zip(before, after[5:], strict=True):
        assert new.with_(id=old.id, service=old.service) == old  # the only service is proposed to new lines
