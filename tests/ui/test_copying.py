"""What is copied or kept of the results: exact numbers as the person's country writes them, and charts as pictures."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton
from pytestqt.qtbot import QtBot
from windows import open_view, page, small_plan

from workbench.exchange import samples
from workbench.exchange.clipboard import read_block
from workbench.exchange.html_table import table_of
from workbench.exchange.tables import Number, csv_file, html_table, tsv
from workbench.ui import copying
from workbench.ui.copying import save_csv
from workbench.ui.guide_view import PlanView
from workbench.ui.statements import Figures, Statements
from workbench.ui.views import ChartPlace

RESULTS = 8
ROWS = [("", "2027"), ("=HYPERLINK(1)\t\nx", Number(-1234.5)), ("Parte <b>", Number(0.125, percent=True))]


def _menu(button: QToolButton) -> dict[str, object]:
    """The actions the button offers, by name."""
    menu = button.menu()
    menu.aboutToShow.emit()
    return {action.text().partition("\t")[0]: action for action in menu.actions()}


def _more(view: PlanView, kind: type) -> QToolButton:
    place = page(view, RESULTS).findChild(kind)
    found = place.findChild(QToolButton, "more")
    assert isinstance(found, QToolButton)
    return found


def test_cells_are_written_for_each_kind_of_reader() -> None:
    assert tsv(ROWS, ",") == '\t2027\n"=HYPERLINK(1)\t\nx"\t-1234,5\nParte <b>\t12,5%\n'
    assert tsv(ROWS, ".").splitlines()[3] == "Parte <b>\t12.5%"
    assert tsv(ROWS[2:], ",") == "Parte <b>\t12,5%"
    read = table_of(html_table(ROWS, ",", 1))
    assert read.rows == [["", "2027"], ["=HYPERLINK(1)\nx", "-1234,5"], ["Parte <b>", "12,5%"]]
    assert read.told == [("-1234,5", Decimal("-1234.5")), ("12,5%", Decimal("0.125"))]
    assert ">2027</th>" in html_table(ROWS, ",", 1)


def test_copied_cells_are_read_back_as_they_were() -> None:
    rows = [("=1+1", '@ "x"', Number(Decimal("-0.5"))), ("+ y\nz", "-", "")]
    read = read_block(tsv(rows, ","), html_table(rows, ","))
    assert [list(row) for row in read.rows] == [["=1+1", '@ "x"', "-0,5"], ["+ y\nz", "-", ""]]


def test_many_digits_are_copied_as_they_are() -> None:
    exact = Decimal("123456789012345.123456789012")
    for row in ([Number(exact)], [Number(exact, percent=True)]):
        assert table_of(html_table([row], ",")).told[0][1] == exact
    assert tsv([[Number(exact)]], ",") == "123456789012345,123456789012"


@pytest.mark.parametrize(("mark", "delimiter", "number", "share"), [
    (",", ";", "-1234,5", "12,5%"), (".", ",", "-1234.5", "12.5%"), (None, ",", "-1234.5", "0.125"),
])  # fmt: skip
def test_a_csv_is_read_back_as_it_was(mark: str | None, delimiter: str, number: str, share: str) -> None:
    data = csv_file(ROWS, mark)
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=delimiter))
    assert read == [["", "2027"], ["'=HYPERLINK(1) x", number], ["Parte <b>", share]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_text_is_run_as_a_formula(start: str) -> None:
    name = f"  {start}cmd()"
    assert csv_file([(name,)], None).decode("utf-8-sig").strip() == f"'{start}cmd()"
    assert tsv([(name,)], ",") == name
    for heads in (0, 1):
        assert "mso-number-format:'\\@'" in html_table([(name,)], ",", heads)


@pytest.mark.parametrize(("country", "mark"), [("CO", ","), ("MX", ".")])
def test_chosen_cells_are_copied_exactly_as_the_country_writes(qtbot: QtBot, country: str, mark: str) -> None:
    _program, view = open_view(qtbot, samples.load("farmacias"), country)
    table = page(view, RESULTS).findChild(Statements)._table
    table.setCurrentIndex(table.model().index(1, 1))
    table.selectionModel().select(table.model().index(1, 2), table.selectionModel().SelectionFlag.Select)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    line = [each for each in view.session.projection.statements() if each.statement == "operating"][1]
    values = view.session.projection.by_year(line)[:2]
    exact = [Number(value).written(mark) for value in values]
    data = QApplication.clipboard().mimeData()
    assert data.text() == "\t".join(exact)
    assert [text for text, _number in table_of(data.html()).told] == exact
    for key in (Qt.Key.Key_End, Qt.Key.Key_C):  # the cell with the cursor is the one that is copied
        QTest.keyClick(table, key, Qt.KeyboardModifier.ControlModifier)
    end = [each for each in view.session.projection.statements() if each.statement == "operating"][-1]
    last = view.session.projection.by_year(end)[-1]
    assert QApplication.clipboard().text() == Number(last).written(mark)


def test_the_button_copies_the_whole_table_with_its_heads(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, small_plan())
    _menu(_more(view, Statements))["Copiar la tabla"].trigger()  # type: ignore[attr-defined]
    rows = [row.split("\t") for row in QApplication.clipboard().text().splitlines()]
    assert rows[0][1:] == ["2027", "2028", "2029", "2030", "2031"]
    assert rows[1][:2] == ["Ingresos", "61200000"]
    _menu(_more(view, Figures))["Copiar la tabla"].trigger()  # type: ignore[attr-defined]
    assert QApplication.clipboard().text().startswith("Cifra\tValor\tNota\n")


def test_a_chart_is_copied_as_a_sharp_picture_and_as_a_table(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, samples.load("farmacias"))
    for place in page(view, RESULTS).findChildren(ChartPlace):
        shown, chart = place.view, view.session.charts()[place._name]
        actions = _menu(shown._more)
        actions["Copiar como imagen"].trigger()  # type: ignore[attr-defined]
        data = QApplication.clipboard().mimeData()
        picture = QImage.fromData(bytes(data.data("image/png").data()))
        assert picture.width() > 2 * shown._plot.width()
        assert picture.height() > 2 * (shown._plot.height() + shown._title.height())
        colours = {picture.pixel(x, y) for x in range(0, picture.width(), 5) for y in range(0, picture.height(), 5)}
        assert len(colours) > 4
        actions["Copiar como tabla"].trigger()  # type: ignore[attr-defined]
        rows = QApplication.clipboard().text().splitlines()
        assert rows[0].split("\t")[1:] == [series.label for series in chart.series]
        assert [row.split("\t")[0] for row in rows[1:]] == list(chart.x)


def test_a_table_is_kept_as_csv_and_what_became_of_it_is_said(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program, view = open_view(qtbot, small_plan())
    target = tmp_path / "estado"
    monkeypatch.setattr(copying, "file_to_write", lambda *_all: target)
    actions = _menu(_more(view, Statements))
    actions["Guardar como CSV, números de su país…"].trigger()  # type: ignore[attr-defined]
    written = target.with_suffix(".csv").read_bytes().decode("utf-8-sig").splitlines()
    assert written[0] == ";2027;2028;2029;2030;2031"
    assert view._notice.isVisible()
    assert "estado.csv" in view._notice.text()
    actions["Guardar como CSV, números con punto decimal…"].trigger()  # type: ignore[attr-defined]
    assert target.with_suffix(".csv").read_bytes().decode("utf-8-sig").startswith(",2027,2028")


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    said = save_csv(tmp_path / "no" / "there.csv", ROWS, ",")
    assert "No se pudo guardar" in said
    assert "elija otro lugar" in said


def test_the_menu_of_the_keyboard_offers_the_same(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, samples.load("farmacias"))
    results = page(view, RESULTS)
    table = results.findChild(Statements)._table
    table.setCurrentIndex(table.model().index(0, 1))
    plot = results.findChild(ChartPlace).view._plot
    for widget, name in ((table, "De dónde sale"), (plot, "Copiar como imagen")):
        widget.setFocus()
        place = QPoint(5, 5)
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, widget.mapToGlobal(place))
        QApplication.sendEvent(widget, asked)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert menu.actions()[0].text() == name
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    assert view.explain.isVisible()
    assert QApplication.clipboard().mimeData().hasImage()
