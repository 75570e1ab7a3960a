"""The optional page: nothing of it is there until page 1 switches it on, and undo takes it away again."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from windows import fill, open_view, page, press, row, small_plan

from workbench.ui.guide_view import PlanView
from workbench.ui.live import Live
from workbench.ui.search_index import SearchIndex, Sort
from workbench.ui.tables import TableView

NPV = "VAN: valor actual neto"


def steps(view: PlanView) -> list[str]:
    """The steps that can be seen."""
    items = (view.steps.item(at) for at in range(view.steps.count()))
    return [item.text() for item in items if not item.isHidden()]


def found(view: PlanView, words: str) -> list[tuple[Sort, str]]:
    index = SearchIndex(view.session.projection, view.session.formats)
    return [(each.sort, each.place) for each in index.find(words)]


def results(view: PlanView) -> TableView:
    """The table of the figures."""
    return next(each for each in page(view, 19).findChildren(TableView) if each.table.heads[2:3] == ("Nota",))


def told(view: PlanView, label: str) -> tuple[str, ...]:
    """A figure's value and note as they are read."""
    return next(each.cells[1:] for each in results(view).table.rows if each.cells[0] == label)


def test_nothing_shows_until_it_is_switched_on(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, small_plan())
    assert not [step for step in steps(view) if step.startswith("19")]
    assert (Sort.FIGURE, "npv") not in found(view, "VAN")
    assert not any(sort is Sort.PAGE for sort, _place in found(view, "Evaluación financiera"))
    view.jump("basis/discount_rate")  # from a comparison, or a step that was undone: to the switch
    assert view.steps.page() == 1
    switch = row(page(view, 1), "appraisal/shown")
    assert switch.isVisible()
    switch.editor.focusProxy().click()
    qtbot.waitUntil(lambda: steps(view)[-1] == "19  Evaluación financiera")
    assert (Sort.FIGURE, "npv") in found(view, "VAN")
    press(page(view, 18), "Siguiente: Evaluación financiera")
    assert view.steps.page() == 19
    view._undo_last()
    assert view.steps.page() == 1
    qtbot.waitUntil(lambda: steps(view)[-1].startswith("18"))
    assert not any("Evaluación" in each.text() for each in page(view, 18).findChildren(QLabel) if each.isVisible())


def test_without_a_rate_the_figures_say_why(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, small_plan())
    view.session.put("appraisal/shown", True, "shown")
    shown = page(view, 19)
    qtbot.waitUntil(lambda: all(each.drawn() for each in shown.findChildren(Live)))
    assert told(view, NPV) == ("–", "falta la tasa de descuento")
    fill(shown, "basis/discount_rate", "12")
    qtbot.waitUntil(lambda: told(view, NPV)[1] == "")
    assert any(digit in told(view, NPV)[0] for digit in "123456789")
    with qtbot.waitSignal(view.session.asked) as asked:
        results(view)._open(results(view).model().index(0, 2))
    assert asked.args[0].id == "npv"
    assert view.explain.isVisible()
