"""One round in its tab: its list, its sheets, its results; what they ask for is done here."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from workbench.document.proposals import Difference, Proposed, differences, proposals
from workbench.document.survey_result import result_edits
from workbench.engine.projection import project
from workbench.i18n import N_, Phrase, _, quoted
from workbench.model.chart import Chart
from workbench.model.edit import EditRefused
from workbench.model.upgrade import PlanRefused
from workbench.storage.header import LibraryError
from workbench.storage.round_store import RoundRefused
from workbench.storage.rounds import Sheets
from workbench.survey.charts import room_charts
from workbench.survey.merging import Conflict
from workbench.survey.results import RoomResults
from workbench.survey.rounds import Round
from workbench.survey.sheet import Sheet
from workbench.survey.tables import Table, room_tables
from workbench.ui.library_troubles import READ_ONLY
from workbench.ui.survey.conflict_dialog import ConflictDialog
from workbench.ui.survey.filling import Filling
from workbench.ui.survey.round_dialog import RoundDialog
from workbench.ui.survey.round_files import RoundFiles
from workbench.ui.survey.round_view import Place, RoundView
from workbench.ui.survey.row_acts import RowActs
from workbench.ui.survey.sheet_view import SheetView

if TYPE_CHECKING:
    from workbench.ui.survey.results_view import ResultsView
    from workbench.ui.survey.surveys import Surveys

SHOWS = "workbench.ui.survey.results_view"
"""What shows results: it brings what draws charts, and is loaded in a thread while the list of sheets is looked at."""


@dataclass(frozen=True)
class Computed:
    """The results of a round, and what the screen shows of the room."""

    results: RoomResults
    tables: tuple[Table, ...]
    charts: dict[str, Chart]


class OneRound(QObject):
    """Made once for each round that is opened. Raises LibraryError and RoundNotFound where it cannot be read."""

    _failed = Signal(str)

    def __init__(self, surveys: Surveys, id_: UUID) -> None:
        super().__init__(surveys)
        self.surveys = surveys
        self.round: Round = surveys.rounds.load(id_)
        self.instrument = surveys.rounds.instrument(id_)
        self.sheets = Sheets((), ())
        self._acts = RowActs(self)
        self._undo: Callable[[], object] | None = None
        self._failed.connect(lambda text: self.say(text))

    def title(self) -> str:
        """What it and its files are called."""
        return " ".join((self.round.title or _("Ronda"), self.round.wave))

    def tab_title(self) -> str:
        """What its tab is called: the wave first, for the end of a long title is not seen there."""
        return " ".join((self.round.wave, self.round.title or _("Ronda")))

    @property
    def view(self) -> RoundView | None:
        """Its screen, where it is shown now."""
        found = self.surveys.desk.plans.screen(self.surveys.tab(self.round.id))
        return found if isinstance(found, RoundView) else None

    def make(self) -> QWidget:
        """Its screen."""
        menus = {_("Repartir y entregar"): self._hand_out, _("Informe"): self._report}
        view, acts = RoundView(menus, self._acts.offer_deleted), self._acts
        view.filled.connect(self.fill)
        view.linked.connect(acts.link)
        view.withdrawn.connect(acts.ask_withdrawal)
        view.removed.connect(acts.remove)
        view.back.connect(self._bring_back)
        view.resolve.connect(self._resolve)
        view.edited.connect(self._edit)
        view.repeated.connect(lambda: self.surveys.repeat(self.round, self.instrument, self.say))
        view.brought.connect(lambda: self.surveys.bring(self.round.id, self.brought))
        view.results.connect(self.show_results)
        view.projected.connect(self.project)
        self.surveys.desk.tasks.run(lambda: import_module(SHOWS), lambda _module: None, kind=SHOWS)
        return view

    def refresh(self) -> None:
        """Read the round and its sheets anew, which a file may have changed, and show them."""
        try:
            self.round = self.surveys.rounds.load(self.round.id)
            self.sheets = self.surveys.rounds.sheets(self.round.id)
            deleted = len(self.surveys.rounds.deleted_sheets(self.round.id))
        except (LibraryError, LookupError) as error:
            self.say(str(error))
            return
        if self.view is not None:
            counted, conflicts = self.sheets.counted, self.sheets.conflicts
            formats = self.surveys.desk.formats
            self.view.show_round(self.round, self.instrument, counted, conflicts, deleted, formats)

    def say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say what happened, above the sheets. ``undo``: what takes it back, where that can be done."""
        self._undo = undo
        if self.view is not None:
            self.view.say(text, undo is not None)

    def brought(self, text: str) -> None:
        """Show what files brought, and say what became of them."""
        self.refresh()
        self.say(text)

    # ------------------------------------------------------------ sheets

    def fill(self, place: Place) -> None:
        """Open a sheet, or begin one of the place's project; with what the project's plan answers by itself."""
        library, formats, instrument = self.surveys.desk.library, self.surveys.desk.formats, self.instrument
        plan = place.project.plan

        def work() -> dict[str, Proposed]:
            return proposals(instrument, project(library.load(plan)), formats) if plan else {}

        def failed(error: Exception) -> None:
            if not isinstance(error, LibraryError | LookupError | PlanRefused):
                raise error
            self._fill(place, {})  # its plan is not here: it is answered by hand

        self.surveys.desk.tasks.run(work, lambda found: self._fill(place, found), failed, "proposals")

    def _fill(self, place: Place, proposed: dict[str, Proposed]) -> None:
        if self.view is None:
            return
        sheet, formats = place.sheet or self._fresh(place), self.surveys.desk.formats
        locked = self._locked(sheet)
        filling = Filling(self.instrument, place.project, sheet, self._keep, formats, proposed, locked)
        view = SheetView(filling)
        filling.setParent(view)
        view.left.connect(self._left)
        view.finished.connect(lambda: self._finished(filling.sheet))
        self.say("")
        self.view.show_part(view)

    def _locked(self, sheet: Sheet) -> str:
        """Why a sheet cannot be filled; '' where it can."""
        if not self.surveys.desk.library.writable:
            return _(READ_ONLY)
        text = _("Quien respondió retiró su consentimiento. Si cambia de idea, responde en otra hoja del proyecto.")
        return text if sheet.withdrawn else ""

    def _fresh(self, place: Place) -> Sheet:
        taken = {sheet.respondent for sheet in self.sheets.counted if sheet.project == place.project.id}
        respondent = next(code for at in range(1, len(taken) + 2) if (code := f"R{at}") not in taken)
        return Sheet(
            round=self.round.id,
            project=place.project.id,
            respondent=respondent,
            instrument=self.instrument.id,
            version=self.instrument.version,
        )

    def _keep(self, sheet: Sheet) -> None:
        self.surveys.rounds.save_sheet(sheet).add_done_callback(self._kept)

    def _kept(self, done: Future[Sheet]) -> None:
        """In the library's thread: what it could not write it tells itself and tries again."""
        if isinstance(error := done.exception(), RoundRefused):
            self._failed.emit(str(error))

    def _left(self) -> None:
        if self.view is not None:
            self.view.show_list()
        self.refresh()

    def _finished(self, sheet: Sheet) -> None:
        self._left()
        text = _("La hoja {code} queda guardada. Para entregarla: «Repartir y entregar», «Hojas para entregar».")
        self.say(text.format(code=quoted(sheet.respondent)))

    def _bring_back(self) -> None:
        if (undo := self._undo) is not None and self.attempt(undo):
            self.say("")

    def _resolve(self, conflict: Conflict) -> None:
        project = next(each for each in self.round.projects if each.id == conflict.sides[0].project)
        desk, rounds = self.surveys.desk, self.surveys.rounds
        dialog = ConflictDialog(conflict, project, self.instrument, desk.formats, desk.window)
        dialog.chosen.connect(lambda side: self.attempt(lambda: rounds.choose(conflict, side)))
        dialog.parted.connect(lambda: self.attempt(lambda: rounds.tell_apart(conflict)))
        dialog.open()

    def _edit(self) -> None:
        desk = self.surveys.desk
        dialog = RoundDialog([self.instrument], self.surveys.plans.choose, desk.window, self.round)

        def made(round_: Round, _instrument: object) -> None:
            try:
                self.round = self.surveys.rounds.edit(round_)
            except (LibraryError, LookupError, RoundRefused) as error:
                dialog.refuse(str(error))
                return
            dialog.accept()
            desk.plans.show_titles()
            self.refresh()

        dialog.made.connect(made)
        dialog.open()

    def attempt(self, work: Callable[[], object]) -> bool:
        """Whether it could be done; what is here now is shown, or why it could not."""
        try:
            work()
        except (LibraryError, LookupError, RoundRefused) as error:
            self.say(str(error))
            return False
        self.refresh()
        return True

    # ------------------------------------------------------------ results

    def show_results(self) -> None:
        """Show what the sheets come to, beside the wave before."""
        self._with_results(self._results)

    def project(self) -> None:
        """Show the room's results on the wall."""

        def shown(computed: Computed) -> None:
            from workbench.ui.survey.projector import Projector

            Projector(computed.results, self.surveys.desk.formats, self.surveys.desk.window).showFullScreen()

        self._with_results(shown)

    def _with_results(self, then: Callable[[Computed], None]) -> None:
        rounds, id_, formats = self.surveys.rounds, self.round.id, self.surveys.desk.formats

        def work() -> Computed:
            import_module(SHOWS)  # unless it is there already
            results = rounds.results(id_)
            return Computed(results, room_tables(results, formats), room_charts(results, formats))

        def failed(error: Exception) -> None:
            if not isinstance(error, LibraryError | LookupError):
                raise error
            self.say(str(error))

        self.surveys.desk.tasks.run(work, then, failed, f"results {id_}")

    def _results(self, computed: Computed) -> None:
        if self.view is None:
            return
        from workbench.ui.survey.results_view import ResultsView

        results = computed.results
        shown = ResultsView(results, computed.tables, computed.charts, self.surveys.desk.formats)
        shown.left.connect(self._left)
        shown.said.connect(lambda text: self.say(text))
        shown.acted.connect(lambda project: self._act(results, project))
        shown.opened.connect(lambda id_: self._compare(results, id_, shown))
        self.view.show_part(shown)

    def _compare(self, results: RoomResults, id_: UUID, shown: ResultsView) -> None:
        """Tell where the plan of a project says otherwise than its respondents."""
        found = results.of(id_)
        if found is None or (plan := found.project.plan) is None:
            return
        library, formats = self.surveys.desk.library, self.surveys.desk.formats

        def work() -> tuple[Difference, ...]:
            return differences(found, proposals(self.instrument, project(library.load(plan)), formats))

        def tell(told: tuple[Difference, ...] | None) -> None:
            if isValid(shown):
                shown.tell(id_, told)

        def failed(error: Exception) -> None:
            if not isinstance(error, LibraryError | LookupError | PlanRefused):
                raise error
            tell(None)

        self.surveys.desk.tasks.run(work, tell, failed, "differences")

    def _act(self, results: RoomResults, project: UUID) -> None:
        """Put a project's result and its three next steps into its plan, which is opened where they stand."""
        found, desk = results.of(project), self.surveys.desk
        if found is None or found.project.plan is None:
            return
        desk.open_at(str(found.project.plan), "actions")
        session = desk.session
        if session is None or session.plan.id != found.project.plan:
            self.say(_("El plan del proyecto no está en esta biblioteca."))
            return
        own = [sheet.changed for sheet in self.sheets.counted if sheet.project == project and sheet.changed]
        held = max(own).astimezone().date() if own else date.today()
        try:
            edits = result_edits(session.plan, found, results.round, held)
            session.edit_many(edits, Phrase(N_("Acciones de la encuesta")))
        except EditRefused as error:
            session.noticed.emit(str(error))
            return
        session.noticed.emit(_("Se agregaron las acciones sugeridas. «Deshacer» las quita."))

    # ------------------------------------------------------------ files

    def _hand_out(self, menu: QMenu) -> None:
        files = RoundFiles(self)
        for text, act in (
            (_("Ronda para otra computadora (.round)…"), files.save_round),
            (_("Hojas para entregar (.answers)…"), files.save_answers),
            (_("Cuadernillo para imprimir (PDF)…"), files.show_booklet),
            (_("Formulario para KoboToolbox u ODK (.xlsx)…"), files.save_form),
        ):
            menu.addAction(text).triggered.connect(lambda _on=False, act=act: act())

    def _report(self, menu: QMenu) -> None:
        files = RoundFiles(self)
        for text, act in (
            (_("Informe para la sala (PDF)…"), files.show_room),
            (_("Informe para usted, con cada proyecto (PDF)…"), partial(files.show_room, named=True)),
            (_("Informe del proyecto elegido (PDF)…"), files.show_project),
            (_("Tablas para usted, con cada proyecto (.xlsx)…"), files.save_tables),
        ):
            menu.addAction(text).triggered.connect(lambda _on=False, act=act: act())
