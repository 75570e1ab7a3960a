"""Preferences: language, country, theme, size of text, and how PDFs are made."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench import theme_tokens
from workbench.i18n import N_, _
from workbench.settings import CHOICES, Settings
from workbench.ui.entry import Combo
from workbench.ui.first_start import CountryChooser
from workbench.ui.parts import Button, caption, foot, roomy
from workbench.ui.theme import scaled

THEMES = {
    "system": N_("Como el sistema"),
    "light": N_("Claro"),
    "dark": N_("Oscuro"),
    "high_contrast": N_("Alto contraste"),
}
"""What each theme is called; offered is what is shipped."""
SIZES = ("100", "125", "150", "175", "200")
LABELS = {
    "language": N_("Idioma"),
    "country": N_("País: cómo se escriben los números"),
    "theme": N_("Tema"),
    "text": N_("Tamaño del texto"),
    "report_language": N_("Idioma del PDF"),
    "amounts": N_("Montos de las tablas"),
}
COLUMNS = 2
WIDE = 300
"""Pixels of a column at 100 %."""


class SettingsDialog(QDialog):
    """Shows the preferences; the caller reads ``settings`` when it is accepted."""

    def __init__(self, kept: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        self.setWindowTitle(_("Preferencias"))
        self.chooser = CountryChooser(kept.country)
        self.theme = _list(_themes(), kept.theme)
        self.text = _list(_sizes(), kept.text)
        self.language, self.report_language, self.amounts = (
            _list(CHOICES[name], getattr(kept, name)) for name in ("language", "report_language", "amounts")
        )
        column = roomy(self)
        column.setSpacing(16)
        column.addLayout(self._grid())
        column.addStretch(1)
        column.addLayout(self._buttons())

    def settings(self) -> Settings:
        """The preferences as they are chosen now."""
        chosen = {name: self._part(name).currentData() for name in LABELS if name != "country"}
        return self._kept.with_(country=self.chooser.country(), **chosen)

    def _part(self, name: str) -> QComboBox:
        found = self.chooser.combo if name == "country" else getattr(self, name)
        assert isinstance(found, QComboBox)
        return found

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(14)
        for at, (name, label) in enumerate(LABELS.items()):
            combo = self._part(name)
            combo.setAccessibleName(_(label))
            cell = QVBoxLayout()
            cell.setSpacing(4)
            title = caption(_(label), "label", wrap=True)
            title.setBuddy(combo)
            cell.addWidget(title)
            cell.addWidget(self.chooser if name == "country" else combo)
            cell.addStretch(1)
            grid.addLayout(cell, at // COLUMNS, at % COLUMNS)
        for at in range(COLUMNS):
            grid.setColumnMinimumWidth(at, scaled(WIDE))
            grid.setColumnStretch(at, 1)
        return grid

    def _buttons(self) -> QHBoxLayout:
        keep, cancel = Button(_("Guardar"), "primary"), Button(_("Cancelar"))
        keep.setDefault(True)
        keep.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        return foot(cancel, keep)


def _themes() -> list[tuple[str, str]]:
    return [(name, text) for name, text in THEMES.items() if name in ("system", *theme_tokens.names())]


def _sizes() -> list[tuple[str, str]]:
    """Each size of text as this language writes a percentage."""
    return [(size, _("{percent} %").format(percent=size)) for size in SIZES]


def _list(options: Iterable[tuple[str, str]], chosen: str) -> Combo:
    combo = Combo()
    for code, text in options:
        combo.addItem(_(text), code)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
    return combo
