"""The surveys of a library: what their screens ask for is done here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from workbench.exchange.sealing import WrongPassphrase
from workbench.i18n import _, quoted
from workbench.storage.header import LibraryError
from workbench.storage.round_store import RoundRefused
from workbench.storage.rounds import RoundNotFound, Rounds
from workbench.survey import shipped
from workbench.survey.instrument import Instrument
from workbench.survey.payload import SurveyRefused
from workbench.survey.rounds import Round
from workbench.ui.files import files_to_read
from workbench.ui.library_troubles import READ_ONLY
from workbench.ui.open_plans import Screen
from workbench.ui.survey.brought import FEW, Brought
from workbench.ui.survey.instruments import Instruments
from workbench.ui.survey.one_round import OneRound
from workbench.ui.survey.passphrase import PassphraseDialog
from workbench.ui.survey.round_dialog import RoundDialog
from workbench.ui.survey.round_plans import RoundPlans
from workbench.ui.survey.rounds_view import RoundsView
from workbench.ui.survey.taking_in import TakenIn, take_in
from workbench.ui.working import Stopped, Working

if TYPE_CHECKING:
    from workbench.ui.desk import Desk

SURVEYS = "surveys"
"""The tab of the rounds; that of one round adds its id."""
REFUSED = (LibraryError, RoundRefused, RoundNotFound)


class Surveys(QObject):
    """Works for one desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.desk = desk
        self._opened: dict[str, OneRound] = {}
        self._removed: UUID | None = None
        self.plans = RoundPlans(desk)
        self.instruments_tab = Instruments(self)

    @property
    def rounds(self) -> Rounds:
        """Those of the library there is now: one that could only be read gives way to one that can be written."""
        return self.desk.library.rounds

    @property
    def view(self) -> RoundsView | None:
        """The list of rounds where it is on screen now."""
        found = self.desk.plans.screen(SURVEYS)
        return found if isinstance(found, RoundsView) else None

    def show(self) -> None:
        """Open the list of rounds, or go to it."""
        self.desk.plans.show_screen(SURVEYS, Screen(lambda: _("Encuestas"), self._make, self.refresh))

    def _make(self) -> QWidget:
        view = RoundsView()
        view.opened.connect(self.open)
        view.removed.connect(self._remove)
        view.back.connect(self._bring_back)
        view.begun.connect(self.begin)
        view.brought.connect(lambda: self.bring())
        view.deleted.connect(self._ask_deleted)
        view.instruments.connect(self.instruments_tab.show)
        return view

    def refresh(self) -> None:
        """Read the rounds of the library anew."""
        if self.view is None:
            return
        try:
            cards, aside = self.rounds.cards(), self.rounds.aside()
            titles = {each.id: str(each.title) for each in self.rounds.instruments()}
        except LibraryError as error:
            self.view.say(str(error))
            return
        titles |= {each.id: each.title for each in shipped.listed()}
        self.view.show_rounds(cards, titles, self.desk.formats, len(aside))

    def say(self, text: str, undo: bool = False) -> None:
        """Say what happened, where the rounds are shown."""
        if self.view is not None:
            self.view.say(text, undo)

    def open(self, id_: str) -> None:
        """Open a round in a tab of its own, or go to it."""
        tab = self.tab(id_)
        if tab not in self._opened:
            try:
                self._opened[tab] = OneRound(self, UUID(id_))
            except REFUSED as error:
                self.say(str(error))
                return
        one = self._opened[tab]
        self.desk.plans.show_screen(tab, Screen(one.tab_title, one.make, one.refresh))

    def tab(self, id_: object) -> str:
        """The tab of a round."""
        return f"{SURVEYS} {id_}"

    # ------------------------------------------------------------ rounds

    def begin(self) -> None:
        """Ask for a new round."""
        if not self.desk.library.writable:
            self.say(_(READ_ONLY))
            return
        dialog = RoundDialog(self.instruments(), self.plans.choose, self.desk.window)
        dialog.made.connect(partial(self._begun, dialog))
        dialog.open()

    def repeat(self, before: Round, asked: Instrument, told: Callable[[str], None]) -> None:
        """Ask for the next wave of a round: the same projects, and the last version of what they were asked."""
        if not self.desk.library.writable:
            told(_(READ_ONLY))
            return
        last = max((asked, *(each for each in self.instruments() if each.id == asked.id)), key=lambda one: one.version)
        fresh = before.again(before.next_wave(date.today().year), last.version)
        dialog = RoundDialog([last], self.plans.choose, self.desk.window, fresh, fresh=True)
        dialog.made.connect(partial(self._begun, dialog))
        dialog.open()

    def instruments(self) -> list[Instrument]:
        """Those that ship and those edited here."""
        own = {each.id: each for each in self.rounds.instruments()}
        return [shipped.shipped(each.id) for each in shipped.listed()] + list(own.values())

    def _begun(self, dialog: RoundDialog, round_: Round, instrument: Instrument) -> None:
        try:
            self.rounds.add(round_, instrument)
        except REFUSED as error:
            dialog.refuse(str(error))
            return
        dialog.accept()
        self.open(str(round_.id))

    def _remove(self, id_: str) -> None:
        try:
            title = self.rounds.load(UUID(id_)).title
            self.rounds.set_aside(UUID(id_))
        except REFUSED as error:
            self.say(str(error))
            return
        self._removed = UUID(id_)
        self.refresh()
        self.say(_("Se eliminó la ronda «{title}». Sus hojas se conservan.").format(title=title), undo=True)

    def _bring_back(self) -> None:
        if self._removed is not None:
            self._restore(self._removed)
            self._removed = None

    def _ask_deleted(self, where: QPoint) -> None:
        """Offer each deleted round, to be brought back."""
        menu = QMenu(self.desk.window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for card in self.rounds.aside():
            text = _("Recuperar {title} {wave}").format(
                title=quoted(card.title or _("Ronda sin nombre")), wave=card.wave
            )
            back = menu.addAction(text.replace("&", "&&"))
            back.triggered.connect(lambda _on=False, id_=card.id: self._restore(UUID(id_)))
        menu.popup(where)

    def _restore(self, id_: UUID) -> None:
        try:
            self.rounds.set_aside(id_, back=True)
        except REFUSED as error:
            self.say(str(error))
        else:
            self.refresh()
            self.say("")

    # ------------------------------------------------------------ files

    def bring(self, only: UUID | None = None, told: Callable[[str], None] | None = None) -> None:
        """Ask for files with rounds or answers, and take them in. ``only``: the round of a form that names none."""
        kinds = _("Encuestas (*.round *.answers *.csv *.xlsx)")
        files = files_to_read(self.desk.window, _("Traer rondas y respuestas"), kinds, many=True)
        if files:
            self.take(files, only, told or self.say)

    def take_dropped(self, files: Sequence[Path]) -> None:
        """Take in what was dropped on the window: into the round that is shown, else before the list of rounds."""
        shown = next((one for one in self._opened.values() if one.view is not None), None)
        if shown is None:
            self.show()
        self.take(files, shown.round.id if shown else None, shown.brought if shown else self.say)

    def take(
        self,
        files: Sequence[Path],
        only: UUID | None,
        told: Callable[[str], None],
        passphrase: str = "",
        before: Sequence[TakenIn] = (),
    ) -> None:
        """Take files in; asked for a passphrase where one is sealed. ``before``: what became of others brought along.

        What became of all of them is told at once, when no passphrase is asked for any more.
        """
        if not self.desk.library.writable:
            told(_(READ_ONLY))
            return
        sealed: dict[Path, WrongPassphrase] = {}

        def work(stopped: Stopped) -> list[TakenIn]:
            found = []
            for file in files:
                if stopped():
                    found.append(TakenIn(wrong=(_("Se detuvo: lo que sigue no se leyó."),)))
                    break
                try:
                    found.append(take_in(file, passphrase, self.rounds, only))
                except WrongPassphrase as error:
                    sealed[file] = error
                except (SurveyRefused, *REFUSED) as error:
                    found.append(_not_taken(file, error))
            return found

        def done(found: list[TakenIn]) -> None:
            every = [*before, *found]
            self.refresh()
            if not sealed:
                self._tell_all(every, told)
                return
            names = ", ".join(quoted(file.name) for file in sealed)
            dialog = PassphraseDialog(names, self.desk.window)
            dialog.refuse(str(next(iter(sealed.values()))) if passphrase else "")
            dialog.given.connect(lambda word: self.take(list(sealed), only, told, word, every))
            dialog.rejected.connect(lambda: self._tell_all([*every, *starmap(_not_taken, sealed.items())], told))
            dialog.open()

        Working(_("Traer rondas y respuestas"), work, done, self._raise, self.desk.tasks, self.desk.window)

    def _tell_all(self, found: Sequence[TakenIn], told: Callable[[str], None]) -> None:
        """Say what became of files: where a few lines do, in the notice; else the sum there, and a list of all, which
        begins with what could not be read."""
        wrong = [line for each in found for line in each.wrong]
        lines = [*wrong, *(line for each in found for line in each.said)]
        if len(lines) <= FEW:
            told("\n".join(lines))
            return
        text = _("Hojas nuevas: {new}; ya estaban: {known}.")
        total = text.format(new=sum(each.new for each in found), known=sum(each.known for each in found))
        if wrong:
            total += " " + _("Lo que no se pudo leer: {n}.").format(n=len(wrong))
        told(total)
        Brought(total, lines, self.desk.window).open()

    def _raise(self, error: Exception) -> None:
        raise error


def _not_taken(file: Path, why: Exception) -> TakenIn:
    return TakenIn(wrong=(_("No se trajo {file}: {why}").format(file=quoted(file.name), why=why),))
