"""What became of many files, one line each: more than a notice above the sheets has room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from workbench.i18n import _
from workbench.ui.parts import Button, caption, foot, listing, roomy, sized

FEW = 4
"""Lines that a notice has room for."""


class Brought(QDialog):
    """``total``: what became of all of them, above the lines."""

    def __init__(self, total: str, lines: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Qué pasó con cada archivo"))
        sized(self, 720, 480)
        self.list = listing(_("Qué pasó con cada archivo"))
        self.list.addItems(list(lines))
        close = Button(_("Cerrar"))
        close.clicked.connect(self.accept)
        column = roomy(self)
        column.addWidget(caption(total, wrap=True))
        column.addWidget(self.list)
        column.addLayout(foot(close))
