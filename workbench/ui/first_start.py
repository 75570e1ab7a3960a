"""The questions of the first start: the language, and the country, which decides how typed numbers are read."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from workbench.formats import COUNTRIES, Formats, countries
from workbench.i18n import LANGUAGES, _, language
from workbench.ui.entry import Combo
from workbench.ui.parts import Button, caption, foot, labelled, roomy
from workbench.ui.theme import scaled

SHOWN = Decimal("1234567.89")


def system_country() -> str:
    """The country of the system, where it is one of ours; else ''."""
    code = QLocale.territoryToCode(QLocale.system().territory())
    return code if code in COUNTRIES else ""


class CountryChooser(QWidget):
    """A list of countries, and how a number is written in the one chosen."""

    def __init__(self, country: str) -> None:
        super().__init__()
        self.combo = Combo()
        self.combo.setAccessibleName(_("País"))
        for each in countries(language()):
            self.combo.addItem(each.name, each.code)
        self.combo.setCurrentIndex(max(self.combo.findData(country), 0))
        self.setFocusProxy(self.combo)
        self._example = caption(role="muted", wrap=True)
        self.combo.currentIndexChanged.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.combo)
        column.addWidget(self._example)
        self._show()

    def country(self) -> str:
        """The code of the country chosen."""
        return str(self.combo.currentData())

    def _show(self) -> None:
        formats = Formats(self.country(), language())
        text = _("Los números se escriben así: {number}").format(number=formats.number(SHOWN))
        self._example.setText(text)
        self.combo.setAccessibleDescription(text)


class FirstStart(QDialog):
    """Asks once; both can be changed later in the preferences. ``spoke``: another language was chosen."""

    spoke = Signal(str)

    def __init__(self, country: str, parent: QWidget | None = None) -> None:
        """``country``: what stands chosen; '' for the system's."""
        super().__init__(parent)
        self.setWindowTitle(_("Bienvenida"))
        self.setMinimumWidth(scaled(460))
        self.chooser = CountryChooser(country or system_country() or "CO")
        go = Button(_("Empezar"), "primary")
        go.setDefault(True)
        go.clicked.connect(self.accept)
        column = roomy(self)
        self.language = Combo()
        self.language.setAccessibleName(_("Idioma"))
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(language()))
        self.language.currentIndexChanged.connect(lambda _at: self.spoke.emit(self.language.currentData()))
        column.addWidget(labelled(_("Idioma"), self.language))
        column.addWidget(self.language)
        column.addSpacing(8)
        column.addWidget(labelled(_("¿Desde qué país escribe?"), self.chooser.combo, "head"))
        text = _(
            "El país decide cómo se leen los números que usted escribe: 1.234 no es lo mismo en Colombia que en "
            "México. Puede cambiarlo después en Preferencias."
        )
        column.addWidget(QLabel(text, wordWrap=True))
        column.addWidget(self.chooser)
        column.addStretch(1)
        column.addLayout(foot(go))
        self.language.setFocus()
