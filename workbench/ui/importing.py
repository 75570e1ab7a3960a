"""Plans out of PDF, JSON and XLSX files: each file whole or not at all, and a sentence of what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench.exchange import plan_file
from workbench.i18n import N_, Phrase, _, quoted
from workbench.model.plan import Plan
from workbench.model.upgrade import PlanRefused
from workbench.storage.header import LibraryError
from workbench.storage.library import Library
from workbench.storage.records import Added, Index
from workbench.ui.files import files_to_read
from workbench.ui.library_troubles import READ_ONLY
from workbench.ui.many_files import ManyFiles, Taken
from workbench.ui.open_plans import PORTFOLIO
from workbench.ui.workbook_import import ENDING, Workbooks, new_plan
from workbench.ui.working import Stopped, Working

if TYPE_CHECKING:
    from workbench.ui.desk import Desk


def take_in(file: Path, library: Library, index: Callable[[Plan], Index], stopped: Stopped) -> Taken:
    """Add the plan of a file to the library, unless it is ``stopped`` before."""
    label = Phrase(N_("Importado de {file}"), file=file.name)
    try:
        plan, about = _read(file, library)
        shown = index(plan)
        if stopped():
            return Taken(_("No se importó «{file}»: se detuvo. La biblioteca no cambió.").format(file=file.name))
        outcome = library.add(plan, label, shown)
    except PlanRefused as error:
        why = str(error) if str(error).endswith(".") else f"{error}."
        refused = _("No se importó «{file}»: {why} La biblioteca no cambió.")
        return Taken(refused.format(file=file.name, why=why))
    except LibraryError as error:
        return Taken(str(error))
    other = outcome.kind is Added.REVISION
    compare = _("«Versiones», dentro del plan, las compara.") if other else ""
    said = " ".join(part for part in (f"{quoted(file.name)}:", outcome.sentence, compare, about) if part)
    return Taken(said, label, plan if other else None, file if about else None)


def _read(path: Path, library: Library) -> tuple[Plan, str]:
    """The plan of a file, and for a PDF whether it is the one its cover prints. Raises PlanRefused, LibraryError."""
    if path.suffix.lower() == ENDING:
        return new_plan(path, library), ""
    if path.suffix.lower() != ".pdf":
        return plan_file.read(path), ""
    from workbench.exchange import pdf_plan  # brings what reads PDFs: not before there is one to read

    found = pdf_plan.read(path)
    if found.matches:
        return found.plan, _("La huella de la portada coincide con el plan adjunto.")
    return found.plan, _(
        "Atención: la huella de la portada no es la del plan adjunto; las cifras impresas pueden ser otras."
    )


class Imports(QObject):
    """Works for one desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.workbooks = Workbooks(desk)

    def browse(self) -> None:
        """Ask for files to import."""
        kinds = _("Planes y encuestas (*.pdf *.json *.xlsx *.round *.answers)")
        files = files_to_read(self._desk.window, _("Importar planes"), kinds, many=True)
        if files:
            self._desk.window.receive(files)

    def take(self, files: Sequence[Path]) -> None:
        """Take in the plans of files, and say at home what became of each; one workbook is looked at first."""
        desk = self._desk
        if not desk.library.writable:
            desk.tell(_(READ_ONLY))
            return
        desk.plans.leave_field()
        if len(files) > 1:
            dialog = ManyFiles(_("Importar planes"), files, self._take_in, desk.proofs, desk.window)
            dialog.taken.connect(self._follow)
            dialog.finished.connect(self._imported)
            dialog.open()
        elif files and files[0].suffix.lower() == ENDING:
            self.workbooks.take(files[0])
        elif files:
            (file,) = files
            Working(
                _("Importar planes"), lambda stopped: self._take_in(file, stopped), self._tell, self._failed,
                desk.tasks, desk.window,
            )  # fmt: skip

    def _take_in(self, file: Path, stopped: Stopped = lambda: False) -> Taken:
        return take_in(file, self._desk.library, self._desk.index, stopped)

    def _tell(self, outcome: Taken) -> None:
        said = self._follow(outcome)
        self._desk.show_home()
        self._desk.window.home.say(said)
        if outcome.pdf:
            self._desk.proofs.after_import(outcome.pdf, said)

    def _failed(self, error: Exception) -> None:
        """Nobody expected it: it is told as everywhere."""
        raise error

    def _follow(self, outcome: Taken) -> str:
        """An open plan shows what was imported of it; what to say of the file."""
        session = self._desk.plans.find(outcome.plan.id) if outcome.plan else None
        if session is None or outcome.plan is None:
            return outcome.sentence
        session.follow(outcome.plan, outcome.label)
        about = _("Está abierto y ahora muestra lo importado; «Deshacer» vuelve a lo que había.")
        return f"{outcome.sentence} {about}"

    def _imported(self) -> None:
        if self._desk.window.on_home():
            self._desk.show_plans()
        elif self._desk.plans.screen(PORTFOLIO) is not None:
            self._desk.portfolio.refresh()
