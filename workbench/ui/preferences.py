"""What this person prefers: asked for, applied at once, remembered."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from workbench import settings
from workbench.exchange import samples
from workbench.formats import Formats
from workbench.i18n import NoCatalogue, _, language
from workbench.settings import Settings
from workbench.ui import speech, theme
from workbench.ui.open_plans import OpenPlans
from workbench.ui.window import Window


class Preferences(QObject):
    """Those the window and the open plans follow. ``kept``: as they are now."""

    def __init__(self, window: Window, plans: OpenPlans) -> None:
        super().__init__(window)
        self._window, self._plans = window, plans
        self.kept = settings.load()

    @property
    def formats(self) -> Formats:
        """How this person writes numbers."""
        return Formats(self.kept.country, language(), self.kept.amounts)

    def ask(self) -> None:
        """Let the preferences be changed."""
        from workbench.ui.settings_dialog import SettingsDialog

        dialog = SettingsDialog(settings.load(), self._window)
        dialog.accepted.connect(lambda: self.keep(dialog.settings()))
        dialog.open()

    def ask_country(self, country: str = "") -> None:
        """The first start. Another language draws everything anew, the question too."""
        from workbench.ui.first_start import FirstStart

        dialog = FirstStart(country, self._window)

        def answered() -> None:
            self.keep(settings.load().with_(country=dialog.chooser.country(), language=language()))

        def spoken(code: str) -> None:
            dialog.finished.disconnect(answered)
            dialog.reject()
            self.draw(code)
            self.ask_country(dialog.chooser.country())

        dialog.finished.connect(answered)
        dialog.spoke.connect(spoken)
        dialog.open()

    def keep(self, kept: Settings) -> None:
        """Apply other preferences at once, and remember them."""
        before, self.kept = self.kept, kept
        spoken = settings.screen_language(kept)
        self.draw(spoken if spoken != settings.screen_language(before) else language())
        try:
            settings.save(kept)
        except OSError as error:
            text = _("Las preferencias valen ahora, pero no se pudieron guardar ({why}).")
            self._window.home.say(text.format(why=error.strerror or error))

    def draw(self, code: str) -> None:
        """Draw everything anew, in a language and in the theme and size there are now. The open plans stay as they are.

        What stands in the tabs goes before the rest is dressed: to dress it would take seconds.
        """
        self._plans.put_away()
        theme.apply(_app(), self.kept.theme, self.kept.text)
        try:
            speech.speak(_app(), code)
        except NoCatalogue as error:
            self._window.home.say(str(error))
        else:
            self._window.speak()
            self._window.home.show_samples(samples.samples())
        self._plans.remake(self.formats)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
