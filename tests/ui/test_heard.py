"""What is said aloud: what happens where the cursor is not, and the place it comes to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from pytestqt.qtbot import QtBot
from survey_screens import a_round, until
from windows import fill, open_program, open_view, page, press, small_plan, table

from workbench.ui.form import SectionBox
from workbench.ui.guide_view import PlanView
from workbench.ui.lines import LinesBox
from workbench.ui.pulse import Pulse
from workbench.ui.survey.item_page import ItemPage

Role = QAccessible.Role


def said(told: list[str], text: str) -> None:
    """Wait until something with ``text`` is said, and forget it."""
    until(lambda: any(text in each for each in told))
    told[:] = [each for each in told if text not in each]


def role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def test_what_happens_in_a_plan_is_said_aloud(qtbot: QtBot, announced: list[str]) -> None:
    plan = small_plan()
    _program, view = open_view(qtbot, plan)
    box = table(page(view, 5), "streams")
    box._choose(plan.streams[0].id)
    path = f"streams/{plan.streams[0].id}/price"
    view.pulse._rest.setInterval(0)
    fill(box, path, "20.000")
    said(announced, "\N{NO-BREAK SPACE}20.000")
    fill(box, path, "mucho")
    said(announced, "«mucho» no es un número.")
    assert "?" not in announced
    _of_the_table(view, box, announced)
    for group in page(view, 5).findChildren(SectionBox):
        assert isinstance(group._body, QFrame)
        assert group._body.accessibleName() != box._table.accessibleName()


def _of_the_table(view: PlanView, box: LinesBox, announced: list[str]) -> None:
    box._table.clearFocus()
    box._table.setFocus()
    said(announced, "cell")
    name = box._edits.name(box._model.rows[0])
    box._edits.delete()
    said(announced, f"Hecho: Eliminar {name}")
    said(announced, view.pulse.sentence.accessibleName())
    view._undo_last()
    said(announced, f"Deshecho: Eliminar {name}")
    view._redo_last()
    said(announced, f"Rehecho: Eliminar {name}")
    view.session.noticed.emit("Algo pasó.")
    said(announced, "Algo pasó.")


def test_the_figures_are_said_when_they_rest_and_only_what_changed(qtbot: QtBot, announced: list[str]) -> None:
    from workbench.engine.pulse import Light

    bar = Pulse()
    qtbot.addWidget(bar)
    bar._rest.setInterval(0)
    for word, verdict in (("En riesgo", "Llega tarde."), ("En riesgo", "Llega tarde."), ("Se sostiene", "Cumple.")):
        lights = [Light(str(at), f"Cifra {at}", f"COP {word}", "holds", word if at == 2 else "") for at in range(5)]
        bar.show_lights(tuple(lights), "holds", verdict)
        until(lambda: not bar._rest.isActive())
    assert announced == ["Cumple.\nCifra 2 · COP Se sostiene · Se sostiene"]


def test_a_question_is_heard_with_its_answers(qtbot: QtBot) -> None:
    program = open_program(qtbot)
    desk = program.window.desk
    assert desk is not None
    desk.surveys.show()
    desk.surveys.open(str(a_round(desk.library).id))
    QTest.keyClick(QApplication.focusWidget() or program.window, Qt.Key.Key_Return)
    until(lambda: program.window.findChildren(ItemPage))
    asked = program.window.findChildren(ItemPage)[-1]
    assert role(asked) is Role.Border  # a plain widget is not told of
    assert asked.accessibleName() == asked._question.text()
    assert "pregunta" in asked.accessibleDescription()
    assert {role(card) for box in (asked.box, asked.missing) for card in box.cards} == {Role.RadioButton}  # type: ignore[attr-defined]
    press(program.window, "Volver a la ronda")
