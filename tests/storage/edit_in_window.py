"""The real window edits a plan until it is killed, and prints the number of each durable edit.

``edit_in_window.py LIBRARY PLAN PAGE``: letter by letter into a field of that page, which is left with Tab.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from killing import FIELD
from PySide6.QtCore import QTimer, qInstallMessageHandler
from windows import fill, page

from workbench.ui.app import Program, application
from workbench.ui.guide_view import PlanView

PAUSE = 5
"""Milliseconds between two edits."""


class Typist:
    """Opens the plan when the window is ready, then types without end."""

    def __init__(self, program: Program, plan: str, number: int) -> None:
        self._program, self._plan, self._page = program, plan, number
        self._timer = QTimer()
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._open)
        self._timer.start()

    def _open(self) -> None:
        window = self._program.window
        if window.desk is None:
            return
        keep: Any = window.desk.library.save
        window.desk.library.save = lambda *edit: _acknowledged(keep(*edit), edit[0])  # type: ignore[method-assign]
        window.home.opened.emit(self._plan)
        view = window.findChild(PlanView)
        assert isinstance(view, PlanView)
        self._view = view
        self._where = page(view, self._page)
        self._timer.timeout.disconnect(self._open)
        self._timer.timeout.connect(self._type)

    def _type(self) -> None:
        number = int(self._view.session.document.plan.project.phone or 0) + 1
        fill(self._where, FIELD, str(number))


def _acknowledged(kept: Future[None], plan: Any) -> Future[None]:
    def say(future: Future[None]) -> None:
        if future.exception() is None:
            os.write(1, f"{plan.project.phone}\n".encode())

    kept.add_done_callback(say)
    return kept


def main() -> int:
    """Until it is killed."""
    qInstallMessageHandler(lambda *_said: None)  # the screenless platform talks about itself
    app = application()
    program = Program(app, Path(sys.argv[1]))
    program.start()
    typist = Typist(program, sys.argv[2], int(sys.argv[3]))
    code = app.exec()
    del typist
    return code


if __name__ == "__main__":
    sys.exit(main())
