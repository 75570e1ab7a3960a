"""A sentence over everything, for as long as it is true, with the way out of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from workbench.ui.heard import announce
from workbench.ui.parts import Button, caption, dressed


class Banner(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        dressed(self, "notice")
        self._act: Callable[[], object] = self.hide
        self.text = caption(wrap=True)
        self.button = Button("")
        self.button.clicked.connect(lambda: self._act())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.hide()

    def say(self, text: str, way_out: str, act: Callable[[], object]) -> None:
        """Stand there until ``hide``; ``way_out`` is the button that does ``act``."""
        self._act = act
        self.text.setText(text)
        self.text.setAccessibleName(text)
        self.button.setText(way_out)
        self.show()
        announce(self, text)
