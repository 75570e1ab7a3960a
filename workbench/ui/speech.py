"""The language of the screen while the program runs: ours, and that of the toolkit's own dialogs and menus."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from workbench.i18n import language, use_language

_WORDS = "words"


def speak(app: QApplication, code: str) -> None:
    """Show texts in another language from now on; what stands on screen is drawn anew by its owner.

    Raises NoCatalogue, and all stays as it was.
    """
    use_language(code)
    speak_qt(app)


def speak_qt(app: QApplication) -> None:
    """The toolkit's own words in the language of ours; what it has in English alone stays so."""
    old = app.findChild(QTranslator, _WORDS)
    if old is not None:
        app.removeTranslator(old)
        old.setParent(None)
    words = QTranslator(app)
    words.setObjectName(_WORDS)
    where = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(QLocale(language()), "qtbase", "_", where):
        app.installTranslator(words)
    else:
        words.setParent(None)
