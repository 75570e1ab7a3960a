"""What a computed view has in common: it is drawn anew when there are new figures and somebody can see it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.ui.bridge import Session


class Live(QWidget):
    """Give ``draw`` what to show; it is called on the first look and after each change."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._stale = True
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._refresh)
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
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._changed()

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def _refresh(self) -> None:
        if self._stale:
            self._stale = False
            self.draw()
