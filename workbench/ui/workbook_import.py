"""Workbooks that come back: what they change is shown before it is done, and what is wrong in them is listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from workbench.i18n import N_, Phrase, _, quoted
from workbench.model.plan import Plan
from workbench.model.upgrade import PlanRefused
from workbench.paths import write_whole
from workbench.storage.header import LibraryError
from workbench.storage.library import Library
from workbench.storage.records import Index
from workbench.ui.files import file_to_write
from workbench.ui.working import Stopped, Working

if TYPE_CHECKING:
    from workbench.exchange.sheet_plan import Imported
    from workbench.report.comparison import Comparison
    from workbench.ui.desk import Desk

ENDING = ".xlsx"
FEW = 3
"""Altered cells that home names; the others it counts."""


@dataclass(frozen=True)
class Seen:
    """A workbook that was read. ``changes``: beside the plan that is there; None where it is new or equal, and then
    ``kept`` says what became of it."""

    file: Path
    found: Imported
    index: Index
    changes: Comparison | None
    kept: str = ""


def new_plan(file: Path, library: Library) -> Plan:
    """The plan of one of many workbooks, which nobody looks at before. Raises PlanRefused where somebody should."""
    from workbench.exchange.sheet_reader import SheetsRefused

    try:
        found = plan_of(file, library)
    except SheetsRefused as error:
        text = _("Hay cosas por corregir ({n}); impórtelo solo para ver todas. La primera: {first}")
        raise PlanRefused(text.format(n=len(error.troubles), first=error.troubles[0].text)) from error
    if found.before not in (None, found.plan):
        raise PlanRefused(_("Cambia un plan que ya está: impórtelo solo, para ver antes qué cambia."))
    return found.plan


def plan_of(file: Path, library: Library, audited: bool = False) -> Imported:
    """The plan of a workbook, and the one it changes; ``audited``: also what was altered in its calculation.

    Raises PlanRefused, LibraryError.
    """
    from workbench.exchange import input_book  # brings what reads workbooks: not before there is one to read

    def known(id_: UUID) -> Plan | None:
        try:
            return library.load(id_)
        except LookupError:
            return None

    return (input_book.audited if audited else input_book.read)(file, known)


class Workbooks(QObject):
    """Works for one desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def take(self, file: Path) -> None:
        """Read a workbook and show what it changes; a new plan is kept at once."""
        desk = self._desk
        title = _("Importar un libro")
        Working(title, lambda stopped: self._read(file, stopped), self._show, lambda error: self._refused(file, error),
                desk.tasks, desk.window)  # fmt: skip

    def save_template(self) -> None:
        """Ask where, and write an empty workbook to be filled in without the program."""
        title, kinds = _("Guardar la plantilla"), _("Libro de Excel (*.xlsx)")
        file = file_to_write(self._desk.window, title, _("plantilla del plan") + ENDING, kinds)
        if file:
            self.write_template(file if file.suffix.lower() == ENDING else file.with_name(file.name + ENDING))

    def write_template(self, file: Path) -> None:
        """Write an empty workbook in the language of the program."""
        from forms.blank import blank_plan
        from workbench.exchange import input_book

        desk = self._desk
        blank = blank_plan(desk.preferences.kept.country, date.today())

        def done(_nothing: None) -> None:
            text = _("Se guardó «{file}». Llénela con Excel o LibreOffice e impórtela aquí.")
            desk.window.home.say(text.format(file=file.name))

        def failed(error: Exception) -> None:
            if not isinstance(error, OSError):
                raise error
            text = _("No se puede escribir «{file}»: revise que la carpeta exista y permita escribir.")
            desk.window.home.say(text.format(file=file.name))

        Working(_("Guardar la plantilla"), lambda _stopped: write_whole(file, input_book.template(blank)), done, failed,
                desk.tasks, desk.window)  # fmt: skip

    # ------------------------------------------------------------ what became of it

    def _read(self, file: Path, stopped: Stopped) -> Seen:
        """In a thread. A plan that takes nobody's place is kept. Raises PlanRefused, where it is ``stopped`` too."""
        from workbench.engine.projection import project
        from workbench.report.comparison import compare

        library = self._desk.library
        found = plan_of(file, library, audited=True)
        index, changes = self._desk.index(found.plan), None
        if found.before is not None and found.before != found.plan:
            changes = compare(project(found.before), project(found.plan), self._desk.formats)
        if stopped():
            raise PlanRefused(_("la lectura se detuvo."))
        kept = library.add(found.plan, _label(file), index).sentence if changes is None else ""
        return Seen(file, found, index, changes, kept)

    def _show(self, seen: Seen) -> None:
        if seen.changes is None:
            told = " ".join((f"{quoted(seen.file.name)}:", seen.kept, *seen.found.notices))
            more = len(seen.found.altered) - FEW
            rest = [_("… y {n} más.").format(n=more)] if more > 0 else []
            self._tell("\n".join((told, *seen.found.altered[:FEW], *rest)))
            return
        from workbench.ui.workbook_preview import Coming  # brings the words of the report: not before they are wanted

        dialog = Coming(seen.file, seen.found, seen.changes, self._desk.formats, self._desk.window)
        dialog.accepted.connect(lambda: self._change(seen))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _change(self, seen: Seen) -> None:
        """One step of the plan, which undo takes back."""
        desk, plan = self._desk, seen.found.plan
        desk.open_plan(str(plan.id))
        session = desk.plans.find(plan.id)
        if session is None:
            return
        try:
            desk.library.add(plan, _label(seen.file), seen.index)
        except LibraryError as error:
            session.noticed.emit(str(error))
            return
        session.follow(plan, _label(seen.file))
        text = _("El plan es ahora el de «{file}»; «Deshacer» vuelve a lo que había.")
        session.noticed.emit(text.format(file=seen.file.name))

    def _refused(self, file: Path, error: Exception) -> None:
        from workbench.exchange.sheet_reader import SheetsRefused

        if isinstance(error, SheetsRefused):
            from workbench.ui.workbook_preview import Troubled

            dialog = Troubled(file, error, self._desk.formats, self._desk.window)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()
        elif isinstance(error, PlanRefused):
            text = _("No se importó «{file}»: {why} La biblioteca no cambió.")
            self._tell(text.format(file=file.name, why=error))
        elif isinstance(error, LibraryError):
            self._tell(str(error))
        else:
            raise error

    def _tell(self, said: str) -> None:
        self._desk.show_home()
        self._desk.window.home.say(said)


def _label(file: Path) -> str:
    """What undo calls it."""
    return Phrase(N_("Importado de {file}"), file=file.name)
