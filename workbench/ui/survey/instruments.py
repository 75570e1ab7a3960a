"""The instruments in their tab: what the list and the editor ask for is done here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.i18n import _, quoted
from workbench.storage.header import LibraryError
from workbench.survey import shipped
from workbench.survey.instrument import Instrument, Translated
from workbench.ui.library_troubles import READ_ONLY
from workbench.ui.open_plans import Screen
from workbench.ui.survey.instrument_editor import InstrumentEditor
from workbench.ui.survey.instruments_view import InstrumentsView

if TYPE_CHECKING:
    from workbench.ui.survey.surveys import Surveys

INSTRUMENTS = "instruments"
"""The tab of the instruments."""


class Pages(QStackedWidget):
    """The list, and over it the instrument that is open."""

    def __init__(self) -> None:
        super().__init__()
        self.list = InstrumentsView()
        self.addWidget(self.list)

    def wake(self) -> None:
        """Put the cursor where one works."""
        shown = self.currentWidget()
        if isinstance(shown, InstrumentsView | InstrumentEditor):
            shown.wake()


class Instruments(QObject):
    """Works for the surveys of one desk."""

    def __init__(self, surveys: Surveys) -> None:
        super().__init__(surveys)
        self._surveys, self._desk = surveys, surveys.desk

    @property
    def pages(self) -> Pages | None:
        """Its screen, where it is shown now."""
        found = self._desk.plans.screen(INSTRUMENTS)
        return found if isinstance(found, Pages) else None

    def show(self) -> None:
        """Open the list, or go to it."""
        self._desk.plans.show_screen(INSTRUMENTS, Screen(lambda: _("Instrumentos"), self._make, self.refresh))

    def _make(self) -> QWidget:
        pages = Pages()
        pages.list.left.connect(self._surveys.show)
        pages.list.opened.connect(self.open)
        pages.list.copied.connect(self._copy)
        pages.list.removed.connect(self._remove)
        return pages

    def refresh(self) -> None:
        """Read the copies anew."""
        if self.pages is None:
            return
        try:
            own = self._surveys.rounds.instruments()
        except LibraryError as error:
            self.pages.list.say(str(error))
            return
        ours = [shipped.shipped(each.id) for each in shipped.listed()]
        self.pages.list.show_instruments(ours, own, self._desk.formats)

    def open(self, instrument: Instrument) -> None:
        """Show one; a copy is edited."""
        if self.pages is None:
            return
        ships = instrument.id in {each.id for each in shipped.listed()}
        locked = ships or not self._desk.library.writable
        editor = InstrumentEditor(instrument, self._surveys.rounds.save_instrument, self._desk.formats, locked)
        editor.left.connect(self._left)
        self.pages.addWidget(editor)
        self.pages.setCurrentWidget(editor)
        self.pages.wake()

    def _left(self) -> None:
        if self.pages is None:
            return
        while (shown := self.pages.widget(1)) is not None:
            self.pages.removeWidget(shown)
            shown.deleteLater()
        self.refresh()
        self.pages.wake()

    def _copy(self, instrument: Instrument) -> None:
        if self.pages is None:
            return
        if not self._desk.library.writable:
            self.pages.list.say(_(READ_ONLY))
            return
        said = instrument.title.model_dump()
        title = Translated(**{code: _("{title} (copia)").format(title=text) for code, text in said.items()})
        try:
            made = self._surveys.rounds.copy_instrument(instrument.with_(title=title))
        except LibraryError as error:
            self.pages.list.say(str(error))
            return
        self.open(made)

    def _remove(self, instrument: Instrument) -> None:
        if self.pages is None:
            return
        try:
            self._surveys.rounds.set_instrument_aside(instrument.id)
        except LibraryError as error:
            self.pages.list.say(str(error))
            return
        self.refresh()
        text = _("Se eliminó {title}. Las rondas que lo usan lo conservan.")
        self.pages.list.say(text.format(title=quoted(str(instrument.title))))
