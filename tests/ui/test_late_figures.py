"""Figures made in a thread arrive late: the window shows those of the plan as it is, never those of an earlier one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from windows import entry, keys, open_view, page, small_plan, table

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
