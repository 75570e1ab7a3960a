"""The program up to a plan that is typed in: its page painted, the cursor in a field, a key shown there; left there.

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
from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from workbench.paths import library_file
from workbench.ui import app

WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
"""A program that waits sleeps: one that looks again and again takes the interpreter from what it waits for."""
KEY = "k"
REST = 3.0
"""Seconds until a program is at rest."""


class Eye(QObject):
    """Counts the pictures of a widget."""

    pictures = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.pictures += event.type() is QEvent.Type.Paint
        return False


def main() -> None:
    """Open the plan as a person does, from its card, and type a letter into its first field."""
    application = app.application()
    program = app.Program(application, library_file())
    program.start()
    program.window.activateWindow()
    while program.window.desk is None or application.activeWindow() is None:
        application.processEvents(WAIT)
    program.window.home.opened.emit(sys.argv[1])
    field = next(each for each in program.window.findChildren(QLineEdit) if each.isVisible() and not each.isReadOnly())
    eye = Eye()
    field.installEventFilter(eye)
    field.setFocus()
    see(application, eye)
    assert QApplication.focusWidget() is field
    text = field.text()
    application.postEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, application.keyboardModifiers(), KEY))
    see(application, eye)
    assert field.text() != text
    if "--memory" in sys.argv:
        end = time.monotonic() + REST
        while time.monotonic() < end:
            application.processEvents()
            time.sleep(0.01)
        print(in_use())
    sys.stdout.flush()
    os._exit(0)


def see(application: QApplication, eye: Eye) -> None:
    """Let the program work until the next picture."""
    before = eye.pictures
    while eye.pictures == before:
        application.processEvents(WAIT)


if __name__ == "__main__":
    main()
