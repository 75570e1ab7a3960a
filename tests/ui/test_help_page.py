"""The help in the window: found by a word, followed from part to part, reached from home, search and a figure."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import keys, open_program, open_view, page, press, small_plan

from workbench.engine.doors import light_door
from workbench.engine.explain import rule
from workbench.ui.app import Program
from workbench.ui.help_page import TOPIC, HelpPage


def opened(program: Program) -> HelpPage:
    return program.window.findChildren(HelpPage)[-1]


def shown(dialog: HelpPage) -> list[str]:
    items = [dialog.list.item(at) for at in range(dialog.list.count())]
    return [item.text() for item in items if not item.isHidden() and item.data(TOPIC) is not None]


def test_a_figure_is_found_by_its_words_its_code_and_its_source(qtbot: QtBot) -> None:
    program = open_program(qtbot)
    press(program.window.home, "Ayuda: guía, palabras y método")
    dialog = opened(program)
    assert dialog.list.currentItem().text() == "1 · Proyecto"
    everything = len(shown(dialog))
    assert everything > 200
    keys("self_sufficiency.full", dialog.search)
    assert shown(dialog) == ["Autosuficiencia"]
    assert "Ingresos" in dialog.page.toPlainText()
    assert "CGAP" in dialog.page.toPlainText()
    dialog.search.setText("CRITERIO interno equilibrio")
    assert "Cubre el costo total" in shown(dialog)
    assert "Margen de seguridad" not in shown(dialog)
    dialog.search.setText("nada que exista")
    assert shown(dialog) == []
    assert dialog.nothing.isVisible()
    dialog.search.clear()
    assert len(shown(dialog)) == everything
    dialog.accept()


def test_a_part_of_a_rule_leads_to_its_own(qtbot: QtBot) -> None:
    program = open_program(qtbot)
    QTest.keyClick(program.window.windowHandle(), Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(program)
    dialog.open_at("margin_of_safety")
    assert f"= {rule('margin_of_safety')}" in dialog.page.toPlainText()
    assert 'href="#break_even_sales"' in dialog.page.toHtml()
    dialog.search.setText("margen de seguridad")
    dialog.page.anchorClicked.emit(QUrl("#break_even_sales"))
    assert dialog.list.currentItem().text() == "Ventas de equilibrio"
    assert not dialog.list.currentItem().isHidden()
    dialog.accept()


def test_the_explanation_of_a_figure_leads_to_its_rule(qtbot: QtBot) -> None:
    program, view = open_view(qtbot, small_plan())
    page(view, 8)
    view.session.asked.emit(light_door(view.session.projection, view.pulse._lights[2]))
    QApplication.processEvents()
    press(view.explain, "Método: cómo se calcula esta cifra")
    dialog = opened(program)
    assert dialog.list.currentItem().text() == "Autosuficiencia"
    dialog.accept()
