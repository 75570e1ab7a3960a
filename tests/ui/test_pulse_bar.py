"""The pulse, the steps and the charts say what the projection says."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import fill, open_view, page, small_plan, table

from forms import GUIDE
from workbench.engine.break_even_said import break_even_sentences
from workbench.engine.exact_said import exact_sentence
from workbench.engine.projection import project
from workbench.engine.pulse import Light, pulse, verdict
from workbench.engine.reasons import reason_text
from workbench.exchange import samples
from workbench.formats import Formats
from workbench.model.costs import Staff
from workbench.ui import theme
from workbench.ui.bridge import Held
from workbench.ui.charts import ChartView, Plot
from workbench.ui.pulse import Pulse
from workbench.ui.steps import COMPLETE, EMPTY, FINDINGS, STARTED, StepList, step_states
from workbench.ui.views import BreakEven, ChartPlace


def test_the_pulse_says_figure_word_and_value(qtbot: QtBot) -> None:
    plan = samples.load("farmacias")
    _program, view = open_view(qtbot, plan)
    lights = pulse(project(plan), Formats("CO"))
    for cell, light in zip(view.pulse.cells, lights, strict=True):
        name = cell.accessibleName()
        assert light.label in name
        assert light.text in name
        assert light.word in name
        assert light.sentence in cell.toolTip()
    assert view.pulse.sentence.accessibleName() == verdict(project(plan), Formats("CO")).sentence


def test_a_verdict_that_no_figure_decided_leads_to_the_review(qtbot: QtBot) -> None:
    plan = small_plan()
    _program, view = open_view(qtbot, plan.with_(costs=(*plan.costs, Staff(pay=Decimal(1_000)))))
    assert "cuenta como cero" in view.pulse.sentence.accessibleName()
    view.pulse.sentence.click()
    assert view.steps.page() == 18


def test_the_results_say_break_even_for_each_way_to_count(qtbot: QtBot) -> None:
    plan = samples.load("farmacias")
    _program, view = open_view(qtbot, plan)
    projection, formats = project(plan), Formats("CO")
    told = (*break_even_sentences(projection, formats), exact_sentence(projection, formats))
    place = page(view, 8).findChild(BreakEven)
    assert [words.text() for words in place._words if words.isVisible()] == list(told)
    costs = tuple(line for line in plan.costs if line.in_kind)
    view.session.edit("costs", costs, "")
    qtbot.waitUntil(place.drawn)
    assert [words.text() for words in place._words] != list(told)
    assert [light.sentence for light in view.pulse._lights if light.sentence] == [place._words[0].text()]


def test_a_key_flashes_what_it_changed_once(qtbot: QtBot) -> None:
    plan = small_plan()
    _program, view = open_view(qtbot, plan)
    box = table(page(view, 5), "streams")
    box._choose(plan.streams[0].id)
    fill(box, f"streams/{plan.streams[0].id}/price", "9.000")
    flashing = [cell for cell in view.pulse.cells if cell._flash.isActive()]
    assert 0 < len(flashing) < len(view.pulse.cells)
    qtbot.waitUntil(lambda: not any(cell._flash.isActive() for cell in view.pulse.cells), timeout=1000)


def test_steps_tell_their_state_in_words(qtbot: QtBot) -> None:
    plan = samples.load("farmacias")
    _program, view = open_view(qtbot, plan)
    states = step_states(plan, view.session.findings())
    opening = StepList(GUIDE.pages, GUIDE.pages)
    qtbot.addWidget(opening)
    assert "vacío" not in opening.item(0).data(Qt.ItemDataRole.AccessibleTextRole)  # nobody knows yet
    assert FINDINGS in states.values()
    assert COMPLETE in states.values()
    there = [item for item in map(view.steps.item, range(view.steps.count())) if not item.isHidden()]
    qtbot.waitUntil(lambda: "," in there[0].data(Qt.ItemDataRole.AccessibleTextRole))
    assert len(there) == len(states)
    for item in there:
        text = item.data(Qt.ItemDataRole.AccessibleTextRole)
        assert re.search("completo|empezado|vacío|con hallazgos", text)
    assert step_states(plan, (), view.session.refused())[1] is COMPLETE
    view.session.hold({"project/current_end": Held("el jueves", "")})
    assert step_states(plan, (), view.session.refused())[1] is STARTED
    assert set(step_states(small_plan().with_(streams=(), costs=(), sources=()), ()).values()) >= {EMPTY}


def test_every_chart_is_drawn_with_its_words_and_its_table(qtbot: QtBot) -> None:
    plan = samples.load("farmacias")
    _program, view = open_view(qtbot, plan)
    places = page(view, 8).findChildren(ChartPlace)
    assert {place._name for place in places} == set(view.session.charts())
    for place in places:
        chart = view.session.charts()[place._name]
        assert place.view._plot.accessibleName() == f"Gráfico: {chart.title}"
        assert chart.alt == f"{chart.title}. {place.view._plot.accessibleDescription()}"
        assert place.view._toggle.accessibleName() == f"Ver la tabla: {chart.title}"
        assert place.view._table._model.rowCount() == len(chart.x)
        assert place.view._table._model.columnCount() == 1 + len(chart.series)


def test_the_alternative_text_of_a_chart_holds_the_projections_figures(qtbot: QtBot) -> None:
    plan = samples.load("farmacias")
    _program, view = open_view(qtbot, plan)
    projection, formats, currency = project(plan), Formats("CO"), plan.basis.currency
    alts = {name: chart.alt for name, chart in view.session.charts().items()}
    assert formats.money(sum(projection.monthly("revenue")[-12:]), currency, 0) in alts["break_even"]
    assert formats.money(projection.monthly("free_cash")[-1], currency, 0) in alts["cash"]
    assert formats.money(projection.value("funding.peak_gap.planned").number or 0, currency, 0) in alts["cash"]
    share = projection.value("funding.public_share.structure", "after12").number
    assert share is not None
    assert formats.percent(share) in alts["public_private"]
    months = projection.value("funding.guaranteed_months.committed").number
    assert months is not None
    assert str(int(months)) in alts["horizon"]


def test_arrow_keys_read_a_chart_month_by_month(qtbot: QtBot) -> None:
    plan = samples.load("farmacias")
    _program, view = open_view(qtbot, plan)
    chart: ChartView = next(place for place in page(view, 8).findChildren(ChartPlace) if place._name == "cash").view
    plot = chart._plot
    assert isinstance(plot, Plot)
    for _turn in range(3):
        QTest.keyClick(plot, Qt.Key.Key_Right)
    described = view.session.charts()["cash"]
    assert described.x[2] in plot.readout.text()
    assert Formats("CO").number(described.series[0].values[2] or 0, 0) in plot.readout.text()


def test_a_long_reason_takes_a_second_line_instead_of_being_cut(qtbot: QtBot) -> None:
    bar = Pulse()
    qtbot.addWidget(bar)
    bar.resize(1100, 90)
    with qtbot.waitExposed(bar):
        bar.show()
    short = [Light(str(at), "Brecha firmada", "COP 0", "holds", "Se sostiene") for at in range(5)]
    bar.show_lights(tuple(short), "holds", "")
    low = bar.cells[0].sizeHint().height()
    long = Light("0", "Punto de equilibrio", reason_text("no_organisation"), "fails", "No se sostiene")
    bar.show_lights((long, *short[1:]), "fails", "")
    assert bar.cells[0].lines() == 2
    assert bar.cells[1].lines() == 1
    assert bar.cells[1].sizeHint().height() > low


def test_a_plan_without_money_shows_no_empty_axes(qtbot: QtBot) -> None:
    plan = small_plan()
    _program, view = open_view(qtbot, plan.with_(streams=(), costs=(), sources=()))
    places = {place._name: place.view for place in page(view, 8).findChildren(ChartPlace)}
    for name in ("break_even", "cash", "sources_uses"):
        assert not places[name]._plot.isVisible()
        assert places[name]._nothing.isVisible()
    view.open_page(6)
    view.session.put("costs", plan.costs, "costs")
    page(view, 8)
    assert places["cash"]._plot.isVisible()
    assert not places["cash"]._nothing.isVisible()
    view.session.put("costs", (), "costs")
    qtbot.waitUntil(lambda: places["cash"]._nothing.isVisible())


@pytest.mark.parametrize("reason", ["never_reached", "after12_incomplete", "no_costs"])
def test_a_reason_is_written_in_the_cell_whatever_its_length(qtbot: QtBot, reason: str) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.prepare(app)
    theme.apply(app, "light", "100")
    bar = Pulse()
    qtbot.addWidget(bar)
    bar.resize(1366, 90)
    with qtbot.waitExposed(bar):
        bar.show()
    light = Light("0", "Punto de equilibrio", reason_text(reason), "fails", "No se sostiene")
    bar.show_lights((light,) * 5, "fails", "")
    cell = bar.cells[2]
    picture = cell.grab().toImage()
    line = cell.fontMetrics().height()
    value = {picture.pixelColor(x, y).name() for x in range(32, 150) for y in range(line + 6, 2 * line + 6)}
    assert theme.colour("text").name() in value
