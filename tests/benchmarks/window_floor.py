"""The floor of the first picture: an empty window of the same toolkit, closed after its first paint.

usage: window_floor.py [--memory]
``--memory`` prints the bytes in use then, when nothing goes on any more.
"""

from __future__ import annotations

import sys

from memory import in_use
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

REST = 3000
"""Milliseconds until a program is at rest."""


class Empty(QMainWindow):
    """Says nothing and goes when it has been seen."""

    seen = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.seen:
            self.seen = True
            QTimer.singleShot(REST if "--memory" in sys.argv else 0, QApplication.quit)


def main() -> None:
    """Show the window once."""
    app = QApplication(sys.argv[:1])
    window = Empty()
    window.setCentralWidget(QLabel("first paint"))
    window.resize(1280, 720)
    window.show()
    app.exec()
    assert window.seen
    if "--memory" in sys.argv:
        print(in_use())


if __name__ == "__main__":
    main()
