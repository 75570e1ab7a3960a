"""A click or Enter on any figure of the window says where it comes from, down to the field that was typed."""

from __future__ import annotations

from decimal import Decimal
from itertools import cycle

import pytest
from generator import edge_plans
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot
from windows import keys, open_view, page, press, small_plan

from workbench.engine.explain import Trace
from workbench.engine.pulse import verdict
from workbench.exchange import samples
from workbench.model.plan import Plan
from workbench.model.revenue import Fee
from workbench.ui.explain_tree import NAME, TRACE, VALUE, Parts
from workbench.ui.form import FieldRow
from workbench.ui.guide_view import PlanView
from workbench.ui.review import Findings
from workbench.ui.statements import Figures, Statements, WhoPays
from workbench.ui.tables import TableView
from workbench.ui.views import ChartPlace

Key = Qt.Key
RESULTS = 8


def _click(table: TableView, row: int, column: int) -> None:
    index = table.model().index(row, column)
    table.scrollTo(index)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())


def _statement(view: PlanView) -> TableView:
    found = page(view, RESULTS).findChild(Statements)
    assert isinstance(found, Statements)
    return found._table


def _row(table: TableView, label: str) -> int:
    return next(at for at, row in enumerate(table.table.rows) if row.cells[0].strip() == label)


def _find(parts: Parts, label: str) -> QTreeWidgetItem:
    """Open branch after branch until a part of this name stands there."""
    for _turn in range(200):
        for _way, item in parts.walk():
            if item.text(NAME).startswith(label):
                return item
        closed = (item for _way, item in parts.walk() if not item.isExpanded() and not item.childCount())
        next(item for item in closed if item.data(NAME, TRACE).parts).setExpanded(True)
    raise AssertionError(label)


def _subject(view: PlanView) -> Trace:
    assert view.explain._trace is not None
    return view.explain._trace


def test_a_cell_leads_down_to_the_field_and_the_field_can_be_changed_there(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, small_plan())
    table = _statement(view)
    _click(table, _row(table, "Cuota de red"), 1)
    panel = view.explain
    assert panel.isVisible()
    assert not view.guide.isVisible()
    assert panel._name.text() == "Ingreso ganado · Cuota de red"
    assert panel._when.text() == "2027"
    shown = table.table.rows[_row(table, "Cuota de red")].cells[1]
    assert panel._value.text().replace("\N{NO-BREAK SPACE}", " ") == f"COP {shown}.000"  # the table counts in thousands

    price = _find(panel._parts, "Precio")
    assert price.text(VALUE).endswith("85.000")
    more = panel._parts.topLevelItem(panel._parts.topLevelItemCount() - 1)
    assert more is not None
    assert more.text(NAME) == "De qué más depende"
    more.setExpanded(True)
    beside = [part for at in range(more.childCount()) if (part := more.child(at)) is not None]
    assert "Primer mes del plan ›" in [part.text(NAME) for part in beside]
    panel._parts.setCurrentItem(price)
    QTest.keyClick(panel._parts, Key.Key_Return)
    focus = QApplication.focusWidget()
    assert view.steps.currentIndex().row() >= 0
    assert focus is not None
    row = focus
    while not isinstance(row, FieldRow):
        assert row.parentWidget() is not None
        row = row.parentWidget()
    assert row.path.endswith("/price")

    assert panel.isVisible(), "what was asked stays in sight while the field is changed"
    focus.selectAll()  # type: ignore[attr-defined]
    keys("90000", focus)
    QTest.keyClick(focus, Key.Key_Tab)
    whole = Decimal(90000) * 60 * 12
    qtbot.waitUntil(lambda: _subject(view).number == pytest.approx(float(whole)))
    assert _find(panel._parts, "Precio").text(VALUE).endswith("90.000")


def test_a_light_opens_by_click_and_by_key_and_escape_gives_the_cursor_back(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, samples.load("farmacias"))
    view.open_page(RESULTS)
    for cell in view.pulse.cells:
        QTest.mouseClick(cell, Qt.MouseButton.LeftButton)
        by_click = view.explain.text()
        view.explain.leave()
        assert not view.explain.isVisible()
        cell.setFocus()
        QTest.keyClick(cell, Key.Key_Return)
        assert view.explain.text() == by_click
        assert view.explain._parts.hasFocus()
        assert view.explain._parts.accessibleName() in view.explain.accessibleName()
        QTest.keyClick(view.explain._parts, Key.Key_Escape)
        assert not view.explain.isVisible()
        assert cell.hasFocus()
        assert "De dónde sale".lower() in cell.accessibleDescription().lower()


def test_the_guide_has_its_width_again_when_the_panel_is_closed(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, small_plan())
    page(view, 5)
    wide = view.guide.width()
    QTest.mouseClick(view.pulse.cells[0], Qt.MouseButton.LeftButton)
    assert view.guide.isHidden()
    view.explain.leave()
    QApplication.processEvents()
    assert view.guide.width() == wide


def test_the_verdict_opens_the_figure_that_decided(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, samples.load("farmacias"))
    view.pulse.sentence.setFocus()
    QTest.keyClick(view.pulse.sentence, Key.Key_Return)
    shown = view.explain.text()
    view.explain.leave()
    QTest.mouseClick(view.pulse.cells[0], Qt.MouseButton.LeftButton)
    assert view.explain.text() == shown
    assert view.pulse.sentence.accessibleName() == judged(view)


def judged(view: PlanView) -> str:
    return verdict(view.session.projection, view.session.formats).sentence


def test_a_finding_that_speaks_of_a_figure_leads_to_it(qtbot: QtBot) -> None:
    plan = small_plan()
    _program, view = open_view(qtbot, plan.with_(streams=()))
    review = page(view, 18).findChild(Findings)
    found = next(each for each in view.session.findings() if each.id == "gap_in_year")
    press(review, f"De dónde sale: {found.sentence}")
    assert _subject(view).number == view.session.projection.value(found.figure, found.period).number
    assert view.session.formats.money(_subject(view).number or 0, "COP", 0) in found.sentence


def test_a_part_becomes_the_subject_and_back_returns(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, samples.load("farmacias"))
    table = _statement(view)
    _click(table, 0, 2)
    panel = view.explain
    first = panel._parts.topLevelItem(0)
    assert first is not None
    first.setExpanded(True)
    before = panel.text()
    panel._parts.setCurrentItem(first)
    QTest.keyClick(panel._parts, Key.Key_Return)
    assert panel._name.text() == "Ingresos ganados, todo el plan"
    assert panel._back.isVisible()
    press(panel, "‹ Atrás")
    assert panel.text() == before
    assert not panel._back.isVisible()
    press(panel, "Copiar la explicación")
    assert QApplication.clipboard().text() == before
    assert "Mes a mes: 12 meses" in before


def test_arrows_walk_over_a_chart_and_enter_or_a_click_opens_the_mark(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, samples.load("farmacias"))
    places = {place._name: place.view for place in page(view, RESULTS).findChildren(ChartPlace)}
    plot, chart = places["sources_uses"]._plot, view.session.charts()["sources_uses"]
    plot.setFocus()
    QTest.keyClick(plot, Key.Key_Right)
    QTest.keyClick(plot, Key.Key_Right)
    QTest.keyClick(plot, Key.Key_Up)
    assert plot._at is not None
    series, x = plot._at
    assert x == 1
    QTest.keyClick(plot, Key.Key_Return)
    assert _subject(view).number == pytest.approx(chart.series[series].values[1])
    view.explain.leave()

    mark = plot._marks[0, 2]
    box = plot.getPlotItem().vb
    middle = box.mapViewToScene(QPointF((mark.left + mark.right) / 2, mark.top / 2))
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=plot.mapFromScene(middle))
    qtbot.waitUntil(view.explain.isVisible)
    assert _subject(view).number == pytest.approx(chart.series[0].values[2])
    assert _subject(view).when == chart.x[2]


WALKED = {"sample": samples.load("farmacias"), "no sales": edge_plans()["no sales"]}


@pytest.mark.parametrize("name", WALKED)
def test_every_cell_with_a_figure_is_a_door_that_says_the_same_number(qtbot: QtBot, name: str) -> None:
    plan: Plan = WALKED[name]
    _program, view = open_view(qtbot, plan)
    results = page(view, RESULTS)
    tables = [
        each.findChild(TableView) for kind in (Statements, WhoPays, Figures) for each in results.findChildren(kind)
    ]
    tables += [place.view._table for place in results.findChildren(ChartPlace)]
    opened = 0
    for table in tables:
        for at, row in enumerate(table.table.rows):
            for column in range(table.table.texts, len(row.cells)):
                door = table.table.door(at, column)
                if door is None:
                    assert row.cells[column] == "–"
                    continue
                view.explain.explain(door)
                trace, number = _subject(view), row.exact(column)
                assert view.explain._value.text() == trace.value
                if not isinstance(number, str):
                    told = trace.number if trace.number is not None else float("nan")
                    assert number.value in (pytest.approx(told), pytest.approx(100 * told)), (row.cells, column)
                opened += 1
    assert opened > 100


def test_new_figures_are_shown_and_other_lines_close_the_panel(qtbot: QtBot) -> None:
    plan = small_plan()
    _program, view = open_view(qtbot, plan)
    table = _statement(view)
    _click(table, _row(table, "Costos de estructura"), 1)
    before = _subject(view).number
    view.session.put(f"costs/{plan.costs[0].id}/amount", Decimal(1), "x")
    qtbot.waitUntil(lambda: _subject(view).number != before)
    assert _subject(view).number == -12
    view.session.put("costs", (), "x")
    qtbot.waitUntil(lambda: not view.explain.isVisible())
    assert view.guide.isVisible()


def test_a_figure_under_the_mouse_looks_like_a_door(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, samples.load("farmacias"))
    hand = Qt.CursorShape.PointingHandCursor
    table = _statement(view)
    results, step = page(view, RESULTS), cycle((QPoint(0, 0), QPoint(1, 0)))

    def shape_over(column: int) -> Qt.CursorShape:
        """The mouse moves within a cell, whose page may still find its height."""
        cell = table.visualRect(table.model().index(0, column)).center()
        seen = table.viewport().mapTo(results.widget(), cell)
        results.ensureVisible(seen.x(), seen.y())
        QTest.mouseMove(table.viewport(), cell + next(step))
        return table.viewport().cursor().shape()

    for column, shape in ((1, hand), (0, Qt.CursorShape.ArrowCursor)):
        qtbot.waitUntil(lambda column=column, shape=shape: shape_over(column) == shape)
    assert "de dónde sale" in table.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "de dónde sale" not in table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)

    plot = next(place for place in page(view, RESULTS).findChildren(ChartPlace) if place._name == "cash").view._plot
    page(view, RESULTS).ensureWidgetVisible(plot)
    mark, box = plot._marks[0, 30], plot.getPlotItem().vb
    for up, shape in ((0, hand), (-60, Qt.CursorShape.ArrowCursor)):
        place = plot.mapFromScene(box.mapViewToScene(QPointF(mark.x, mark.top)))
        QTest.mouseMove(plot.viewport(), place + QPoint(0, up))
        qtbot.waitUntil(lambda shape=shape: plot.viewport().cursor().shape() == shape)
        assert view.session.charts()["cash"].x[30] in plot.readout.text()
    assert view.pulse.cells[0].cursor().shape() == hand


def test_what_is_nothing_says_so(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, small_plan())
    table = _statement(view)
    _click(table, _row(table, "Intereses"), 1)
    panel = view.explain
    assert table.table.rows[_row(table, "Intereses")].cells[1] == "–"
    assert panel._value.text().endswith("0")
    _click(table, _row(table, "Depreciación"), 1)
    panel._choose(panel._parts.topLevelItem(0).data(NAME, TRACE))  # type: ignore[union-attr]
    assert panel._parts.topLevelItemCount() or "Ninguna de sus partes" in panel._about.text()


def test_many_open_parts_are_opened_again_little_by_little(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.ui.explain_tree.SLICE", 0)
    _program, view = open_view(qtbot, samples.load("farmacias"))
    table = _statement(view)
    _click(table, 0, 2)
    parts = view.explain._parts
    for _turn in range(3):
        for _way, item in list(parts.walk())[:6]:
            item.setExpanded(True)
    opened = parts.opened()
    assert len(opened) > 6
    first = next(each for each in view.session.plan.streams if isinstance(each, Fee))
    view.session.put(f"streams/{first.id}/price", Decimal(1), "x")
    qtbot.waitUntil(lambda: not parts._again and _subject(view).number != 731556613)
    qtbot.waitUntil(lambda: parts.opened() == opened)


def test_a_narrow_window_gives_the_steps_place_too(qtbot: QtBot) -> None:
    program, view = open_view(qtbot, small_plan())
    program.window.resize(700, 600)
    QApplication.processEvents()
    QTest.mouseClick(view.pulse.cells[0], Qt.MouseButton.LeftButton)
    assert view.explain.isVisible()
    assert not view.steps.isVisible()
    view.explain.leave()
    assert view.steps.isVisible()
    table = _statement(view)
    _click(table, _row(table, "Cuota de red"), 1)
    parts = view.explain._parts
    parts.setCurrentItem(_find(parts, "Precio"))
    press(view.explain, "Ir al campo")
    assert not view.explain.isVisible(), "the field has the room"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert "85.000" in (focus.text() if hasattr(focus, "text") else "")
