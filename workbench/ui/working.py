"""One piece of work that may take a while: that it is under way, and the button that stops it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from workbench.i18n import _
from workbench.ui.parts import Button, caption, foot, roomy
from workbench.ui.tasks import Tasks, Then
from workbench.ui.theme import scaled

MOMENT = 200
"""Milliseconds of work that need no word."""
Stopped = Callable[[], bool]


class Working(QDialog):
    """Does ``work`` in a thread, handing it what says whether to stop; then ``then`` or ``failed`` is called here.

    It stands in front of the window when the work takes longer than a moment.
    """

    def __init__(
        self, title: str, work: Callable[[Stopped], Any], then: Then, failed: Then, tasks: Tasks, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(scaled(420))
        self._stop, self._tasks = Event(), tasks
        self.state = caption(_("Un momento: se puede detener, y entonces nada cambia."), wrap=True)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setAccessibleName(_("Avance"))
        self.button = Button(_("Cancelar"))
        self.button.clicked.connect(self.reject)
        column = roomy(self)
        column.addWidget(self.state)
        column.addWidget(bar)
        column.addLayout(foot(self.button))
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(MOMENT)
        self._late.timeout.connect(self.open)
        self._late.start()
        stopped = self._stop.is_set
        tasks.run(lambda: work(stopped), lambda result: self._end(then, result), lambda error: self._end(failed, error))

    def reject(self) -> None:
        """Have the work stop where it can; until then the window waits."""
        self._stop.set()
        self.state.setText(_("Se está deteniendo…"))
        self.button.setEnabled(False)

    def _end(self, then: Then, result: Any) -> None:
        self._late.stop()
        self.accept()
        self.deleteLater()
        if not self._tasks.closed:
            then(result)
