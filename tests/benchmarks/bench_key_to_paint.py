"""From a key in a price field to the paint of the pulse: the sample and the reference plan, in the real window."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from side_by_side import amount

sys.path.append(str(Path(__file__).resolve().parents[1]))
from generator import reference_plan

from workbench import settings
from workbench.exchange import samples
from workbench.model.plan import Plan
from workbench.model.revenue import Fee
from workbench.paths import library_file
from workbench.storage.library import Index, Library
from workbench.ui import app as program
from workbench.ui.form import FieldRow
from workbench.ui.guide_view import PlanView

KEYS = 60
DIGITS = 5
BAR = 16.0
PATIENCE = 30.0


class Eye(QObject):
    """Sees when a widget has been painted."""

    painted = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.painted = perf_counter()
        return False


def until(done: Callable[[], object]) -> None:
    """Let the program work until something is true."""
    end = perf_counter() + PATIENCE
    while not done():
        QApplication.processEvents()
        if perf_counter() > end:
            raise TimeoutError


def field_of(view: PlanView, plan: Plan) -> QLineEdit:
    """The price of the first fee, with the cursor in it."""
    path = next(f"streams/{stream.id}/price" for stream in plan.streams if isinstance(stream, Fee))
    view.jump(path)
    row = next(each for each in view.findChildren(FieldRow) if each.path == path)
    found = row.editor.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    found.selectAll()
    return found


def measure(window: program.Window, plan: Plan) -> float:
    """The median milliseconds from a key to the paint that shows it."""
    window.home.opened.emit(str(plan.id))
    view = window.findChildren(PlanView)[-1]
    field, eye = field_of(view, plan), Eye()
    watched = view.pulse.cells[2]
    watched.installEventFilter(eye)
    times = []
    for number in range(KEYS):
        until(lambda: True)
        sleep(0.01)
        started = perf_counter()
        QTest.keyClick(field, Qt.Key(Qt.Key.Key_1 + number % 9))
        until(lambda started=started: eye.painted > started)
        times.append((eye.painted - started) * 1000)
        if len(field.text()) > DIGITS:
            field.selectAll()
    window.desk.show_home()
    return median(times)


def main() -> None:
    """Type into both plans, in a home of their own."""
    home = tempfile.mkdtemp()
    os.environ |= {f"XDG_{name}_HOME": home for name in ("DATA", "CONFIG", "STATE")}
    settings.save(settings.Settings(country="CO"))
    plans = {"the sample": samples.load("farmacias"), "the reference plan": reference_plan()}
    with Library.open(library_file(), write=True) as library:
        for plan in plans.values():
            library.add(plan, "new", Index())
    started = program.Program(program.application(), library_file())
    started.start()
    until(lambda: started.window.desk)
    for name, plan in plans.items():
        amount(f"key to painted pulse, {name}", measure(started.window, plan), BAR)
    started.window.close()


if __name__ == "__main__":
    main()
