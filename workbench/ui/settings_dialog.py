"""Preferences: the country that decides how numbers are read, and the theme."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from workbench.i18n import N_, _
from workbench.ui.first_start import CountryChooser
from workbench.ui.parts import Button, caption

THEMES = {"system": N_("Como el sistema"), "light": N_("Claro"), "dark": N_("Oscuro")}


class SettingsDialog(QDialog):
    """Shows the preferences; the caller reads ``country`` and ``theme`` when it is accepted."""

    def __init__(self, country: str, theme: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Preferencias"))
        self.setMinimumWidth(420)
        self.chooser = CountryChooser(country)
        self._theme = QComboBox()
        self._theme.setAccessibleName(_("Tema"))
        for code, label in THEMES.items():
            self._theme.addItem(_(label), code)
        self._theme.setCurrentIndex(max(self._theme.findData(theme), 0))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(caption(_("País"), "label"))
        column.addWidget(self.chooser)
        column.addWidget(caption(_("Tema"), "label"))
        column.addWidget(self._theme)
        column.addSpacing(8)
        column.addLayout(self._buttons())

    def country(self) -> str:
        """The code of the country chosen."""
        return self.chooser.country()

    def theme(self) -> str:
        """``system``, ``light`` or ``dark``."""
        return str(self._theme.currentData())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        keep, cancel = Button(_("Guardar"), "primary"), Button(_("Cancelar"))
        keep.setDefault(True)
        keep.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        row.addWidget(keep)
        return row
