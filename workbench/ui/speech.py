"""The language of the screen while the program runs: ours, and that of the toolkit's own dialogs and menus."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from workbench.i18n import N_, _, language, use_language

_WORDS = "words"
KEYS = {
    "Ctrl": N_("Ctrl"), "Shift": N_("Mayús"), "Alt": N_("Alt"), "Tab": N_("Tab"), "Backtab": N_("Tab"),
    "Return": N_("Enter"), "Enter": N_("Enter"), "Esc": N_("Esc"), "Space": N_("Espacio"),
    "Backspace": N_("Retroceso"), "Del": N_("Supr"), "Ins": N_("Insert"), "Home": N_("Inicio"), "End": N_("Fin"),
    "PgUp": N_("Re Pág"), "PgDown": N_("Av Pág"), "Menu": N_("Menú"), "Up": "↑", "Down": "↓", "Left": "←", "Right": "→",
}  # fmt: skip
"""Keys as the toolkit calls them, and as they stand on a keyboard: its own names are those of no keyboard."""

FILES = {
    "Drive": N_("Unidad"), "File": N_("Archivo"), "%1 File": N_("Archivo %1"), "File Folder": N_("Carpeta"),
    "Folder": N_("Carpeta"), "Shortcut": N_("Acceso directo"), "Alias": N_("Alias"), "Unknown": N_("Desconocido"),
}  # fmt: skip
"""Kinds of files that the toolkit has in too few languages."""


class _Words(QTranslator):
    """The toolkit's own words, but for the names of keys and of kinds of files."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        own = {"QShortcut": KEYS, "QAbstractFileIconProvider": FILES}.get(context, {})
        if text in own:
            return _(own[text])
        return super().translate(context, text, disambiguation, n) or None  # nothing: as it stands in the toolkit


def speak(app: QApplication, code: str) -> None:
    """Show texts in another language from now on; what stands on screen is drawn anew by its owner.

    Raises NoCatalogue, and all stays as it was.
    """
    use_language(code)
    speak_qt(app)


def speak_qt(app: QApplication) -> None:
    """The toolkit's own words and dates in the language of ours; what it has in English alone stays so."""
    QLocale.setDefault(QLocale(language()))
    old = app.findChild(QTranslator, _WORDS)
    if old is not None:
        app.removeTranslator(old)
        old.setParent(None)
    words = _Words(app)
    words.setObjectName(_WORDS)
    where = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(QLocale(language()), "qtbase", "_", where):
        app.installTranslator(words)
    else:
        words.setParent(None)
