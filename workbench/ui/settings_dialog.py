"""Preferences: the country that decides how numbers are read, the theme, the size of text."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from workbench.i18n import N_, _
from workbench.settings import Settings
from workbench.ui.first_start import CountryChooser
from workbench.ui.parts import Button, caption
from workbench.ui.theme import scaled

THEMES = {"system": N_("Como el sistema"), "light": N_("Claro"), "dark": N_("Oscuro")}
TEXTS = {"100": "100 %", "125": "125 %", "150": "150 %", "200": "200 %"}


class SettingsDialog(QDialog):
    """Shows the preferences; the caller reads ``settings`` when it is accepted."""

    def __init__(self, kept: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        self.setWindowTitle(_("Preferencias"))
        self.setMinimumWidth(scaled(420))
        self.chooser = CountryChooser(kept.country)
        self.theme = _list(_("Tema"), THEMES, kept.theme)
        self.text = _list(_("Tamaño del texto"), TEXTS, kept.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        for widget in (self.chooser, self.theme, self.text):
            column.addWidget(caption((widget.focusProxy() or widget).accessibleName(), "label"))
            column.addWidget(widget)
        column.addSpacing(8)
        column.addStretch(1)
        column.addLayout(self._buttons())

    def settings(self) -> Settings:
        """The preferences as they are chosen now."""
        country, theme, text = self.chooser.country(), self.theme.currentData(), self.text.currentData()
        return self._kept.with_(country=country, theme=theme, text=text)

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


def _list(name: str, options: dict[str, str], chosen: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    for code, text in options.items():
        combo.addItem(_(text), code)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
    return combo
