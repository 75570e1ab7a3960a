"""The files of a round: what is handed out, what is handed in, and what is reported."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench import settings
from workbench.i18n import _, quoted
from workbench.paths import write_whole
from workbench.storage.header import LibraryError
from workbench.storage.round_store import RoundRefused
from workbench.survey.payload import SurveyRefused
from workbench.survey.results import RoomResults
from workbench.ui.files import file_to_write
from workbench.ui.parts import file_name
from workbench.ui.survey.passphrase import PassphraseDialog

if TYPE_CHECKING:
    from workbench.ui.survey.one_round import OneRound

REFUSED = (LibraryError, RoundRefused, SurveyRefused, LookupError)


class RoundFiles:
    """Works for one round."""

    def __init__(self, one: OneRound) -> None:
        self._one, self._desk = one, one.surveys.desk

    # ------------------------------------------------------------ packages and forms

    def save_round(self) -> None:
        """Have the round saved for another machine."""
        from workbench.exchange import packages

        one = self._one
        self._seal(packages.ROUND, lambda word: packages.write_round(one.round, one.instrument, (), word))

    def save_answers(self) -> None:
        """Have the sheets saved, to be handed in."""
        from workbench.exchange import packages

        one = self._one
        self._seal(
            packages.ANSWERS,
            lambda word: packages.write_answers(
                one.round, one.instrument, one.surveys.rounds.hand_out(one.round.id), word
            ),
        )

    def save_form(self) -> None:
        """Have the round saved as an XLSForm."""
        from workbench.exchange.xlsform import xlsform

        one = self._one
        self._save(".xlsx", _("XLSForm (*.xlsx)"), lambda: xlsform(one.instrument, one.round))

    def save_tables(self) -> None:
        """Have the tables of the results saved."""

        def made() -> bytes:
            from workbench.exchange.survey_tables import results_workbook

            return results_workbook(self._results())

        self._save(".xlsx", _("Libro (*.xlsx)"), made)

    def _seal(self, ending: str, make: Callable[[str], bytes]) -> None:
        name = self._name(ending)
        dialog = PassphraseDialog(quoted(name), self._desk.window, sealed=True)
        kinds = _("Paquete de encuesta (*{ending})").format(ending=ending)
        dialog.given.connect(lambda word: self._save(ending, kinds, lambda: make(word)))
        dialog.open()

    def _name(self, ending: str) -> str:
        """What a file is called; with the project, where all sheets are of one: many hand in files of a round."""
        from workbench.exchange.packages import ANSWERS

        one = self._one
        own = {sheet.project for sheet in one.sheets.counted}
        codes = [each.code for each in one.round.projects if each.id in own]
        alone = ending == ANSWERS and len(codes) == 1
        return file_name(" ".join((one.title(), *codes)) if alone else one.title(), ending)

    def _save(self, ending: str, kinds: str, make: Callable[[], bytes]) -> None:
        target = file_to_write(self._desk.window, _("Guardar"), self._name(ending), kinds)
        if target is None:
            return
        path = target if target.suffix.lower() == ending else target.with_name(target.name + ending)

        def done(_nothing: object) -> None:
            self._one.say(_("Se guardó {file}.").format(file=quoted(str(path))))

        def failed(error: Exception) -> None:
            if isinstance(error, OSError):
                text = _("No se puede escribir «{file}»: revise que la carpeta exista y permita escribir.")
                self._one.say(text.format(file=path))
            elif isinstance(error, REFUSED):
                self._one.say(str(error))
            else:
                raise error

        self._desk.tasks.run(lambda: write_whole(path, make()), done, failed)

    # ------------------------------------------------------------ PDFs

    def show_booklet(self) -> None:
        """Show the booklet of every project, to be printed."""
        one = self._one

        def made(spoken: str) -> bytes:
            from workbench.report.booklet import booklet_pdf

            return booklet_pdf(one.instrument, one.round, language=spoken)

        self._preview(_("cuadernillo"), made)

    def show_room(self, named: bool = False) -> None:
        """Show the report of the room; ``named``: with every project, for the consultant."""

        def made(spoken: str) -> bytes:
            from workbench.report.survey_report import room_pdf

            return room_pdf(self._results(), spoken, named)

        self._preview(_("informe con proyectos") if named else _("informe"), made)

    def show_project(self) -> None:
        """Show the report of the project that has the cursor."""
        here = self._one.view.table.here() if self._one.view else None
        if here is None:
            return

        def made(spoken: str) -> bytes:
            from workbench.report.survey_report import project_pdf

            results = self._results()
            found = results.of(here.project.id)
            if found is None:
                raise SurveyRefused(_("Ninguna hoja de este proyecto cuenta todavía."))
            return project_pdf(results, found, spoken)

        self._preview(here.project.code, made)

    def _results(self) -> RoomResults:
        return self._one.surveys.rounds.results(self._one.round.id)

    def _preview(self, about: str, make: Callable[[str], bytes], spoken: str = "") -> None:
        from workbench.ui.preview import Preview  # brings what draws pages

        wanted = spoken or settings.report_language(self._desk.preferences.kept)
        name = file_name(f"{self._one.title()} {about}", ".pdf")
        preview = Preview(lambda: make(wanted), name, wanted, self._desk.tasks, self._desk.window)

        def again(code: str) -> None:
            preview.reject()
            self._preview(about, make, code)

        preview.spoke.connect(again)
        preview.open()
