"""Lines and columns of a table: put in, moved, taken out, remembered, and heard."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from grids import (
    ALT,
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
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from windows import open_view, page, press, row, small_plan, table

from workbench import settings
from workbench.model.costs import Investment, ShareCost, Staff
from workbench.model.project import ExchangeRate
from workbench.model.revenue import Contract, Dated
from workbench.ui.copying import save_csv
from workbench.ui.lines import LinesBox

# ---------------------------------------------------------------- lines


def test_lines_are_inserted_duplicated_moved_and_deleted_together(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())

    def shown() -> list[str]:
        return [line.name for line in view.session.document.plan.streams]

    hit(Key.Key_Plus, CONTROL)
    assert shown() == ["", "Alfa", "Beta", "Gama", "Comisión", "Alcaldía"]
    assert at(box) == (0, NAME)
    view.session.undo()
    box._table.go(1, NAME)
    hit(Key.Key_Return, CONTROL | SHIFT)
    assert shown() == ["Alfa", "Beta", "", "Gama", "Comisión", "Alcaldía"]
    view.session.undo()
    box._table.choose(range(2))
    hit(Key.Key_D, CONTROL | SHIFT)
    assert shown() == ["Alfa", "Beta", "Alfa", "Beta", "Gama", "Comisión", "Alcaldía"]
    assert box._table.chosen_rows() == [2, 3]
    hit(Key.Key_Down, ALT)
    assert shown() == ["Alfa", "Beta", "Gama", "Alfa", "Beta", "Comisión", "Alcaldía"]
    assert view.session.document.undo_label == "Mover líneas (2)"
    hit(Key.Key_Minus, CONTROL)
    assert shown() == ["Alfa", "Beta", "Gama", "Comisión", "Alcaldía"]
    assert view.session.document.undo_label == "Eliminar líneas (2)"


def test_a_line_is_dragged_by_its_number(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    header = box._table.verticalHeader()
    middle = header.width() // 2
    start, end = (header.sectionViewportPosition(line) + header.sectionSize(line) // 2 for line in (0, 2))
    target = header.viewport()
    QTest.mousePress(target, Qt.MouseButton.LeftButton, NONE, QPoint(middle, start))
    for step in range(1, 6):
        QTest.mouseMove(target, QPoint(middle, start + (end - start) * step // 5 + 4))
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton, NONE, QPoint(middle, end + 4))
    assert [line.name for line in view.session.document.plan.streams][:3] == ["Beta", "Gama", "Alfa"]
    assert [header.logicalIndex(line) for line in range(5)] == list(range(5))
    assert view.session.document.undo_label == "Mover «Alfa» · Tarifa"


def test_what_would_contradict_the_plan_is_held_in_its_cell_and_the_rest_is_done(qtbot: QtBot) -> None:
    lines = (
        Investment(name="A", month="2027-05", amount=Decimal(1)),
        Investment(name="B", month="2028-05", amount=Decimal(1)),
    )
    plan = small_plan()
    plan = plan.with_(investments=(*lines, Investment(name="C", amount=Decimal(0), month="2050-01")))
    _program, view = open_view(qtbot, plan)
    box = table(page(view, 6), "investments")
    box._table.setFocus()
    box._table.choose(range(3), [2])
    hit(Key.Key_D, CONTROL)
    after = view.session.document.plan.investments
    assert [line.amount for line in after] == [1, 1, 0]
    assert text(box, 2, 2) == "■ 1"
    assert "quedan marcadas" in note(view)
    box._table.go(2, 2)
    assert "fuera de los meses" in box._why.text()


def test_currencies_are_never_added_up(qtbot: QtBot) -> None:
    rate = ExchangeRate(currency="USD", rates=(Decimal(4000),), dated=None)
    plan = small_plan()
    plan = plan.with_(
        basis=plan.basis.with_(rates=(rate,)),
        investments=(
            Investment(name="A", month="2027-05", amount=Decimal(1000)),
            Investment(name="B", month="2027-05", amount=Decimal(30), currency="USD", indexation="none"),
        ),
    )
    _program, view = open_view(qtbot, plan)
    box = table(page(view, 6), "investments")
    total = box._total.text().replace("\N{NO-BREAK SPACE}", " ")
    assert total == "Total de «Monto»: COP 1.000 + USD 30"


def test_rates_of_several_years_stand_in_one_cell_and_in_their_years(qtbot: QtBot) -> None:
    plan = small_plan()
    plan = plan.with_(basis=plan.basis.with_(rates=(ExchangeRate(currency="USD"),)))
    _program, view = open_view(qtbot, plan)
    box = table(page(view, 1), "basis/rates")
    box._table.setFocus()
    box._table.go(0, 1)
    write("4000; 4.150,5")
    hit(Key.Key_Return)
    assert text(box, 0, 1) == "4.000; 4.150,5"
    rate = view.session.document.plan.basis.rates[0]
    assert rate.rates == (4000, Decimal("4150.5"))
    assert view.session.document.undo_label == "Tasa por año fiscal de «USD»"
    form = row(page(view, 1), f"basis/rates/{rate.id}/rates")
    assert form.editor.grid.periods.labels[:2] == ["2027", "2028"]
    assert form.editor.grid.periods.texts[:3] == ["4.000", "4.150,5", ""]
    box._table.go(0, 1)
    write("4000; cuatro")
    hit(Key.Key_Return)
    assert text(box, 0, 1) == "■ 4000; cuatro"
    assert view.session.document.plan.basis.rates[0] == rate
    assert form.editor.grid.periods.texts[:3] == ["4000", "cuatro", ""]
    form.editor.grid.setFocus()
    form.editor.grid.go(0)
    hit(Key.Key_Delete)
    box._table.setFocus()
    box._table.go(0, 1)
    hit(Key.Key_F2)
    assert box._table._editor.editor.draft() == "; cuatro"
    hit(Key.Key_Escape)


def test_a_pasted_choice_that_is_none_is_told_in_the_line_too_and_its_form_shows_what_counts(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, small_plan())
    box = table(page(view, 4), "segments")
    box._table.setFocus()
    box._table.go(0, 0)
    QApplication.clipboard().setText("Juntas grandes\tCompra conjunta\tPrivado\t900")
    hit(Key.Key_V, CONTROL)
    line = view.session.document.plan.segments[-1]
    assert text(box, box._model.rows.index(line), 2) == "■ Privado"
    field = row(page(view, 4), f"segments/{line.id}/payer_class")
    assert field.editor.read() is line.payer_class
    assert "«Privado» no está en la lista." in field._help.text()


def test_a_table_of_lines_is_kept_as_csv(qtbot: QtBot, tmp_path: Path) -> None:
    view, box = streams(qtbot, three_fees())
    file = tmp_path / "ingresos.csv"
    assert str(file) in save_csv(file, box._edits.table(), view.session.formats.decimal_mark)
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 6
    assert lines[1].startswith("Alfa;")
    assert ";100;" in lines[1]
    assert any("CSV" in action.text() for action in box._menu().actions())


# ---------------------------------------------------------------- columns, menu, screen readers


def test_columns_stay_as_they_were_put(qtbot: QtBot) -> None:
    view, box = streams(qtbot, three_fees())
    header = box._table.horizontalHeader()
    wide = [10**9, *box._columns._hints[1:]]  # a long text pasted as a name
    assert sum(box._columns._shared(box._columns._hints, wide, 2000).values()) == 2000
    header.resizeSection(PRICE, 171)
    header.moveSection(header.visualIndex(UNITS), 1)
    box._columns._show(SERVICE, False)
    box._columns._remember()
    assert settings.load().tables
    elsewhere = QWidget()
    qtbot.addWidget(elsewhere)
    again = LinesBox(view.session, box._lines, box._makers, elsewhere)
    again.bind("")
    again.refresh()
    elsewhere.show()
    assert again._table.columns() == [NAME, UNITS, KIND, PRICE, SINCE]
    assert again._table.columnWidth(PRICE) == 171
    again._columns._reset()
    again._columns._remember()
    assert again._table.columns() == list(range(6))
    assert not settings.load().tables


def test_the_menu_shows_what_can_be_done_with_its_keys(qtbot: QtBot) -> None:
    _view, box = streams(qtbot, three_fees())
    menu = box._menu()
    shown = {action.text(): action.shortcut().toString() for action in menu.actions() if action.text()}
    menu.close()
    assert shown["Rellenar hacia abajo"] == "Ctrl+D"
    assert shown["Duplicar"] == "Ctrl+Shift+D"
    assert "Columnas" in shown


def test_a_screen_reader_hears_the_cell(qtbot: QtBot) -> None:
    _view, box = streams(qtbot, small_plan())
    box._table.go(0, PRICE)
    told = QAccessible.queryAccessibleInterface(box._table)
    names = [told.child(n).text(QAccessible.Text.Name) for n in range(told.childCount())]
    assert "Precio de «Cuota de red»: 85.000" in names
    write("mucho")
    hit(Key.Key_Return)
    assert box._model.spoken(0, PRICE) == "Precio de «Cuota de red»: mucho, sin aceptar. «mucho» no es un número."


def test_a_table_whose_lines_are_made_elsewhere_is_written_in_but_not_added_to(qtbot: QtBot) -> None:
    view, _box = streams(qtbot, small_plan())
    box = table(page(view, 4), "services")
    assert box._model.rowCount() == 1
    box._table.setFocus()
    box._table.go(0, 0)
    write("x")
    assert "otra página" in box._why.text()
    box._table.go(0, 1)
    write("pedido")
    hit(Key.Key_Return)
    assert view.session.document.plan.services[0].unit == "pedido"
    hit(Key.Key_Minus, CONTROL)
    assert len(view.session.document.plan.services) == 1


def test_a_share_of_costs_has_no_kind_in_its_form(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, small_plan().with_(costs=(ShareCost(name="Banco"),)))
    box = table(page(view, 6), "costs")
    assert text(box, 0, 6) == "no aplica"


def test_a_table_inside_a_line_has_its_total(qtbot: QtBot) -> None:
    amounts = (Dated(month="2028-01", amount=Decimal(5)), Dated(month="2028-02", amount=Decimal(6)))
    plan = small_plan().with_(streams=(Contract(name="Alcaldía", amounts=amounts),))
    _view, box = streams(qtbot, plan)
    inner = table(box, f"streams/{plan.streams[0].id}/amounts")
    assert inner._total.text().endswith("COP\N{NO-BREAK SPACE}11")
    inner._table.setFocus()
    inner._table.go(2, 0)
    write("mar 2028")
    hit(Key.Key_Tab)
    write("7")
    hit(Key.Key_Return)
    assert inner._total.text().endswith("COP\N{NO-BREAK SPACE}18")
    inner._table.go(0, 0)
    press(inner, "Eliminar")
    assert len(inner._model.rows) == 2


def test_the_field_gone_to_is_in_view_in_a_form_made_for_it(qtbot: QtBot) -> None:
    posts = tuple(Staff(name=name, pay=Decimal(100)) for name in ("Gerente", "Mecánico"))
    _program, view = open_view(qtbot, small_plan().with_(costs=posts))
    table(page(view, 6), "costs")._table.go(1, 0)
    view.jump(f"costs/{posts[0].id}/paid_today_by")
    QApplication.processEvents()
    field = row(page(view, 6), f"costs/{posts[0].id}/paid_today_by")
    seen = page(view, 6).viewport().rect()
    assert seen.contains(field.mapTo(page(view, 6).viewport(), field.rect().center()))
