"""What a computed view has in common: it is drawn anew when there are new figures and somebody can see it."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.ui.bridge import Session

PAUSE_MS = 5
PAUSE = PAUSE_MS / 1000
"""Between two views that are drawn."""


class Live(QWidget):
    """Give ``draw`` what to show; it is called soon after the first look and after each change."""

    _ended = 0.0
    """When the last one was drawn."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._stale = True
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._turn)
        session.projected.connect(self._changed)
        session.changed.connect(self._changed)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    def draw(self) -> None:
        """Show the session's projection."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start(0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._changed()

    def drawn(self) -> bool:
        """Whether it shows the figures as they are now."""
        return not self._stale

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._soon.start(0)

    def _turn(self) -> None:
        """One view after another: what the one before has drawn is painted, and keys are heard, in between."""
        if not self._stale or not self.isVisible() or not self.session.figured:
            return
        if perf_counter() - Live._ended < PAUSE:
            self._soon.start(PAUSE_MS)
            return
        self._stale = False
        self.draw()
        Live._ended = perf_counter()
