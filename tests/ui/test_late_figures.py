"""Figures made in a thread arrive late: the window shows those of the plan as it is, never those of an earlier one."""

from __future__ import annotations

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from windows import entry, keys, open_program, open_view, page, small_plan, table

from workbench.ui import bridge


def test_figures_of_an_earlier_plan_are_not_shown(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = small_plan()
    _program, view = open_view(qtbot, plan)
    monkeypatch.setattr(bridge, "INSTANT", 0.0)  # every figure is made in a thread
    box = table(page(view, 5), "streams")
    box._choose(plan.streams[0].id)
    price = entry(box, f"streams/{plan.streams[0].id}/price")
    price.setFocus()
    price.selectAll()
    keys("20.000", price)
    QTest.keyClick(price, Qt.Key.Key_Return)
    qtbot.wait(300)  # by then they have come
    assert view.session.document.plan != plan
    assert view.session.projection.plan == view.session.document.plan


def test_the_figures_of_one_plan_do_not_take_the_place_of_anothers(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = small_plan()
    second = first.with_(id=uuid4(), project=first.project.with_(name="Botiquines"))
    program = open_program(qtbot, (first, second))
    monkeypatch.setattr(bridge, "INSTANT", 0.0)
    monkeypatch.setattr(bridge, "PAUSE", 0)
    for plan in (first, second):
        program.window.home.opened.emit(str(plan.id))
    assert program.window.desk is not None
    sessions = program.window.desk.plans.sessions()
    for session in sessions:
        session.put("project/executor", "Cámara", "Ejecutor")
        session._project_aside()
    qtbot.waitUntil(lambda: all(each.projection.plan is each.plan for each in sessions))


def test_a_step_that_fails_as_nobody_expected_is_told_and_logged(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    program, view = open_view(qtbot, small_plan())
    assert program.window.desk is not None

    def failing(*_edit: object) -> None:
        raise ZeroDivisionError("aquí")

    monkeypatch.setattr(program.window.desk.library._line.store, "save", failing)
    with qtbot.capture_exceptions() as raised:
        view.session.put("project/executor", "Cámara", "Ejecutor")
        qtbot.waitUntil(lambda: bool(raised))
    assert [kind for kind, _error, _trace in raised] == [ZeroDivisionError]  # once, to the dialog for our own faults


def test_the_window_closes_while_a_slow_figure_is_typed(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = small_plan()
    program, view = open_view(qtbot, plan)
    monkeypatch.setattr(bridge, "INSTANT", 0.0)
    box = table(page(view, 5), "streams")
    box._choose(plan.streams[0].id)
    price = entry(box, f"streams/{plan.streams[0].id}/price")
    price.setFocus()
    price.selectAll()
    keys("20.000", price)
    program.window.close()
    qtbot.wait(300)  # nothing is asked of threads that have ended
