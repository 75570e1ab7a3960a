"""A walk through the screens of a program: pictures of what is shown, what is asked over it, plans made up for it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from portfolios import made_up
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from workbench.ui.working import Working


def wait(until: Callable[[], object] = lambda: True) -> None:
    """Let the program work until something holds, and paint it."""
    end = time.monotonic() + 60
    while not until() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)
    for _turn in range(6):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # which a loop of Qt's own would do


def rest() -> None:
    """Let views that are drawn one after another come to their places."""
    end = time.monotonic() + 0.4
    wait(lambda: time.monotonic() > end)


class Walk:
    """One walk through a program at home, whose library has the plan; ``keep`` takes a picture and its screen."""

    def __init__(self, program: Any, plan: str, keep: Callable[[QPixmap, str], None]) -> None:
        self.program, self.plan, self.keep = program, plan, keep
        self.window, self.desk = program.window, program.window.desk
        self._folder = Path(tempfile.mkdtemp())

    def shot(self, widget: QWidget, name: str) -> None:
        """Take the picture of a screen as it is now."""
        wait()
        self.keep(widget.grab(), name)

    def ask(
        self, open_it: Callable[[], object], name: str, ready: Callable[[Any], object] = lambda _dialog: True
    ) -> None:
        """Open a dialog or a menu, take its picture, and close it; also one that lets nobody go on before."""

        def shown() -> list[QWidget]:
            found = [each for kind in (QDialog, QMenu) for each in self.window.findChildren(kind) if each.isVisible()]
            return [each for each in found if not isinstance(each, Working)]

        looked = []

        def look() -> None:
            wait(shown)
            dialog = shown()[-1]
            wait(lambda: ready(dialog))
            self.shot(dialog, name)
            dialog.reject() if isinstance(dialog, QDialog) else dialog.close()
            looked.append(name)

        QTimer.singleShot(300, look)
        open_it()
        wait(lambda: looked and not shown())

    def file(self, name: str) -> Path:
        """Where a file is kept that a screen needs."""
        return self._folder / name

    @contextmanager
    def others(self, count: int) -> Any:
        """The library with so many made-up plans besides."""
        plans = [made_up(at) for at in range(count)]
        for plan in plans:
            self.desk.library.add(plan, "made up", self.desk.index(plan))
        yield plans
        for plan in plans:
            self.desk.library.set_aside(plan.id)
