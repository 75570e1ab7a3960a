"""A plan with a thousand lines of revenue: from a key in its table to the paint, and an edit made durable."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any
from uuid import uuid4

import bench_durable_edit
from bench_key_to_paint import BAR, Eye, until
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from side_by_side import amount

sys.path.append(str(Path(__file__).resolve().parents[1]))
from generator import reference_plan

from workbench import settings
from workbench.model.plan import Plan
from workbench.model.revenue import Fee
from workbench.paths import library_file
from workbench.storage.library import Index, Library
from workbench.ui import app as program
from workbench.ui.guide_view import PlanView
from workbench.ui.lines import LinesBox

LINES, KEYS = 1_000, 30
PRICE = 3
REST = 0.4
"""Seconds between two keys of somebody who looks at what happens."""


def thousand_lines() -> Plan:
    """The reference plan with its fees again and again."""
    plan = reference_plan()
    fees = [line for line in plan.streams if isinstance(line, Fee)]
    more = tuple(fees[n % len(fees)].with_(id=uuid4()) for n in range(LINES - len(plan.streams)))
    return plan.with_(streams=(*plan.streams, *more))


@dataclass
class Hand:
    """Presses a key and waits for what it paints."""

    eye: Eye

    def press(self, key: Qt.Key, watched: Callable[[], Any]) -> float:
        """Milliseconds from the key to the paint of ``watched``."""
        end = perf_counter() + REST
        while perf_counter() < end:
            QApplication.processEvents()
            sleep(0.005)
        until(QApplication.focusWidget)  # a screen gives the cursor back when it can
        started = perf_counter()
        QTest.keyClick(QApplication.focusWidget(), key)
        watched().installEventFilter(self.eye)
        until(lambda: self.eye.painted > started)
        return (self.eye.painted - started) * 1000


def main() -> None:
    """Walk, type and leave a cell, in a home of its own; then save without a window."""
    home = tempfile.mkdtemp()
    os.environ |= {f"XDG_{name}_HOME": home for name in ("DATA", "CONFIG", "STATE")}
    settings.save(settings.Settings(country="CO"))
    plan = thousand_lines()
    with Library.open(library_file(), write=True) as library:
        library.add(plan, "new", Index())
    started = program.Program(program.application(), library_file())
    started.start()
    until(lambda: started.window.desk)
    started.window.activateWindow()
    until(QApplication.activeWindow)
    started.window.home.opened.emit(str(plan.id))
    fee = next(line for line in plan.streams if isinstance(line, Fee))
    view = started.window.findChildren(PlanView)[-1]
    view.jump(f"streams/{fee.id}/price")
    grid = next(box for box in view.findChildren(LinesBox) if box.path == "streams")._table
    hand, row = Hand(Eye()), plan.streams.index(fee)
    grid.setFocus()
    walks, keys, leaves = [], [], []
    for turn in range(KEYS):
        grid.go(row, PRICE)
        walks.append(hand.press(Qt.Key.Key_Down, grid.viewport))
        grid.go(row, PRICE)
        hand.press(Qt.Key(Qt.Key.Key_1 + turn % 9), QApplication.focusWidget)
        keys.append(hand.press(Qt.Key.Key_2, QApplication.focusWidget))
        leaves.append(hand.press(Qt.Key.Key_Return, grid.viewport))
    for what, times in (("an arrow", walks), ("a digit", keys), ("Enter", leaves)):
        amount(f"1,000 lines: {what} to its paint", median(times), BAR)
    started.window.close()
    bench_durable_edit.measure("1,000 lines: edit made durable", plan)


if __name__ == "__main__":
    main()
