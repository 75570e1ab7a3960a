"""What stands in the window where the library cannot be used: why, and the ways out that help with that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.i18n import _
from workbench.storage.header import LibraryDamaged, LibraryError, LibraryForeign, LibraryNewer
from workbench.ui.parts import Button, caption, emptied
from workbench.ui.theme import scaled


class Trouble(QWidget):
    """``anew``: the damaged file is to be put aside, and an empty library made in its place."""

    again = Signal()
    restore = Signal()
    anew = Signal()
    other = Signal()
    leave = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.sentence = QLabel(wordWrap=True)
        self.sentence.setMaximumWidth(scaled(720))
        self._ways = QVBoxLayout()  # below each other: large text has no room for them beside each other
        self._ways.setSpacing(8)
        beside = QHBoxLayout()
        beside.addLayout(self._ways)
        beside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 48, 48, 48)
        column.setSpacing(16)
        self._title = caption("", "title")
        column.addWidget(self._title)
        column.addWidget(self.sentence)
        column.addLayout(beside)
        column.addStretch(1)

    def say(self, error: LibraryError, backed_up: bool) -> None:
        """Show what happened, in the language there is now. ``backed_up``: a backup could take its place."""
        self._title.setText(_("No se puede abrir la biblioteca"))
        self.sentence.setText(str(error))
        self.sentence.setAccessibleName(str(error))
        for button in self.findChildren(Button):
            button.hide()  # its end comes with the next turn
        emptied(self._ways)
        for role, way in zip(("primary", "", "", "", ""), self._chosen(error, backed_up), strict=False):
            text, signal = self._way(way)
            button = Button(text, role)
            button.clicked.connect(signal)
            self._ways.addWidget(button)

    def _chosen(self, error: LibraryError, backed_up: bool) -> tuple[str, ...]:
        """The ways out that may help, the most likely first."""
        if isinstance(error, LibraryDamaged):
            return ("restore" if backed_up else "anew", "again", "other", "leave")
        if isinstance(error, LibraryNewer | LibraryForeign):  # a backup may not take their place
            return ("other", "again", "leave")
        return ("again", "other", "leave")

    def _way(self, name: str) -> tuple[str, Signal]:
        ways = {
            "again": (_("Volver a intentar"), self.again),
            "restore": (_("Restaurar una copia de seguridad…"), self.restore),
            "anew": (_("Apartar el archivo dañado y empezar de nuevo"), self.anew),
            "other": (_("Elegir otra biblioteca…"), self.other),
            "leave": (_("Salir"), self.leave),
        }
        return ways[name]  # type: ignore[return-value]
