"""The program up to a plan that can be typed in: its page painted and the cursor in a field; left there.

usage: WORKBENCH_LIBRARY=FILE window_typing.py PLAN [--memory]
``--memory`` prints the bytes in use then, when nothing goes on any more.
"""

# ruff: noqa: E402 - the rest is imported as the program imports it, with nothing freed
from __future__ import annotations

import gc
import os
import sys
import time

gc.disable()  # as workbench.__main__ does
from memory import in_use
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QLineEdit

from workbench.paths import library_file
from workbench.ui import app

WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
"""A program that waits sleeps: one that looks again and again takes the interpreter from what it waits for."""
REST = 3.0
"""Seconds until a program is at rest."""


def main() -> None:
    """Open the plan as a person does, from its card."""
    application = app.application()
    program = app.Program(application, library_file())
    program.start()
    while program.window.desk is None:
        application.processEvents(WAIT)
    program.window.home.opened.emit(sys.argv[1])
    while program.window.on_home():
        application.processEvents(WAIT)
    application.processEvents()
    field = next(each for each in program.window.findChildren(QLineEdit) if each.isVisible() and not each.isReadOnly())
    program.window.activateWindow()
    field.setFocus()
    while QApplication.focusWidget() is not field:
        application.processEvents(WAIT)
    if "--memory" in sys.argv:
        end = time.monotonic() + REST
        while time.monotonic() < end:
            application.processEvents()
            time.sleep(0.01)
        print(in_use())
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
