"""Whether a PDF prints what its plan gives: worked out in a thread, told when it is taken in, listed where asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from workbench.formats import Formats
from workbench.i18n import _, quoted
from workbench.model.upgrade import PlanRefused
from workbench.ui.copying import copy_cells
from workbench.ui.files import files_to_read
from workbench.ui.many_files import ManyFiles, Taken
from workbench.ui.parts import Button, caption, foot, roomy, sized
from workbench.ui.tables import TableView, TextRow, TextTable
from workbench.ui.tasks import Tasks

if TYPE_CHECKING:
    from workbench.ui.desk import Desk
    from workbench.verify.outcome import Difference, Outcome


WIDEST = 24
"""Characters of a column but the first, which says what differs; the whole text is its tooltip."""
MOST = 1_000
"""The list takes all the room there is."""
AROUND = 40
"""Letters shown before the place where two texts part."""
UNBOUND = 16_777_215
"""What Qt takes for no bound on a size."""


class Proofs(QObject):
    """Works for one desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    @property
    def tasks(self) -> Tasks:
        """What works away from the main thread."""
        return self._desk.tasks

    def browse(self) -> None:
        """Ask for PDFs and verify them."""
        files = files_to_read(self._desk.window, _("Verificar PDF"), _("PDF (*.pdf)"), many=True)
        if len(files) == 1:
            self.check(files[0])
        elif files:
            dialog = ManyFiles(_("Verificar PDF"), files, _taken, self, self._desk.window)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def check(self, file: Path, over: QWidget | None = None) -> Verifying:
        """Verify a PDF, and show what was found, over the window or another dialog."""
        desk = self._desk
        dialog = Verifying(file, desk.tasks, desk.formats, over or desk.window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def headline(self, file: Path, stop: Callable[[], bool]) -> tuple[str, Outcome | None]:
        """In a thread: what verifying a PDF found in one sentence; without an outcome where it could not be."""
        from workbench.verify.checking import Stopped

        try:
            outcome = _verified(file, stop)
        except PlanRefused as error:
            return _("No se pudo verificar: {why}").format(why=error), None
        except Stopped:
            return _("No se verificó: se detuvo."), None
        return outcome.headline(), outcome

    def summary(self, outcomes: Sequence[Outcome | None]) -> str:
        """How many of several PDFs are what."""
        from workbench.verify.outcome import summary

        return summary(outcomes)

    def after_import(self, file: Path, said: str) -> None:
        """Verify a PDF whose plan was taken in, and add the result to what home said of it."""
        desk, home = self._desk, self._desk.window.home
        waiting = "\n".join((said, _("Se comprueba que el PDF imprime lo que da su plan…")))
        home.say(waiting)

        def tell(outcome: Outcome) -> None:
            if desk.window.home.said() == waiting:
                text = _("Ver la verificación") if outcome.equal else _("Ver las diferencias")
                desk.window.home.say("\n".join((said, outcome.headline())), text, lambda: self.check(file))

        def failed(error: Exception) -> None:
            if desk.window.home.said() == waiting:
                home.say(said)
            if not isinstance(error, PlanRefused):
                raise error

        desk.tasks.run(lambda: _verified(file, lambda: desk.tasks.closed), tell, failed, "proof")


class Verifying(QDialog):
    """Verifies one file while it is open; then lists what differs."""

    _went = Signal(int, int)

    def __init__(self, file: Path, tasks: Tasks, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Verificar un PDF"))
        sized(self, 900, 560)
        self._differences: tuple[Difference, ...] = ()
        self._file, self._tasks, self._formats, self._stop = file, tasks, formats, Event()
        text = _("Se imprime de nuevo el plan de {file} y se compara con sus páginas…")
        self.head = caption(text.format(file=quoted(file.name)), "head", wrap=True)
        self.told = caption(wrap=True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Avance"))
        self.list = TableView(_("Diferencias"), widest=WIDEST)
        self.list.hide()
        self.whole = caption(role="muted", wrap=True)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.list.said.connect(self.whole.setText)
        self.list.selectionModel().currentRowChanged.connect(lambda row, _old: self._tell_row(row.row()))
        self.copy = Button(_("Copiar la lista"))
        self.copy.clicked.connect(self._copy)
        self.copy.hide()
        self.close_button = Button(_("Cancelar"), "primary")
        self.close_button.clicked.connect(self.reject)
        column = roomy(self)
        for part in (self.head, self.told, self.bar):
            column.addWidget(part)
        column.addWidget(self.list, MOST)
        column.addWidget(self.whole)
        column.addStretch(1)
        column.addLayout(foot(self.copy, self.close_button))
        self._went.connect(self._advance, Qt.ConnectionType.QueuedConnection)
        self._job = tasks.run(self._work, self._show, self._failed)

    def reject(self) -> None:
        """Closing while it works stops the work."""
        self._stop.set()
        self._job.cancel()
        super().reject()

    def _work(self) -> Outcome:
        """In the thread."""
        return _verified(self._file, lambda: self._stop.is_set() or self._tasks.closed, self._went.emit)

    def _advance(self, done: int, every: int) -> None:
        self.bar.setRange(0, every)
        self.bar.setValue(done)

    def _show(self, outcome: Outcome) -> None:
        self._ended(outcome.headline(), "\n".join(outcome.sentences(self._formats)))
        if outcome.equal:
            self.resize(self.width(), self.heightForWidth(self.width()))  # there is nothing to list
            return
        self._differences = outcome.differences
        self.list.show_table(_listed(outcome), self._formats)
        self.list.setMinimumHeight(0)
        self.list.setMaximumHeight(UNBOUND)
        self.list.show()
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.copy.show()
        self.list.setFocus()

    def _failed(self, error: Exception) -> None:
        expected = isinstance(error, PlanRefused)
        headline = _("No se pudo verificar {file}.").format(file=quoted(self._file.name))
        self._ended(headline, str(error) if expected else _("El registro dice por qué."))
        if not expected:
            raise error

    def _ended(self, headline: str, text: str) -> None:
        self.bar.hide()
        self.head.setText(headline)
        self.told.setText(text)
        self.setAccessibleDescription(f"{headline} {text}")
        self.close_button.setText(_("Cerrar"))
        self.close_button.setFocus()

    def _tell_row(self, row: int) -> None:
        """What is cut in the list: where the two texts part, with what stands around it."""
        if 0 <= row < len(self._differences):
            each = self._differences[row]
            text = _("Impreso: {printed}\nRecalculado: {recomputed}")
            printed, recomputed = _apart(each.printed, each.recomputed)
            self.whole.setText(f"{each.what}\n{text.format(printed=printed, recomputed=recomputed)}")

    def _copy(self) -> None:
        copy_cells(self.list.table.whole(), self._formats.decimal_mark, 1)


def _taken(file: Path) -> Taken:
    """A file that is verified alone."""
    return Taken(f"{quoted(file.name)}:", pdf=file)


def _verified(
    file: Path, stop: Callable[[], bool], went: Callable[[int, int], None] = lambda _done, _every: None
) -> Outcome:
    from workbench.verify.checking import verify  # brings what writes and reads PDFs: not before there is one

    return verify(file, went, stop)


def _apart(printed: str, recomputed: str) -> tuple[str, ...]:
    """Two texts from shortly before where they part, no longer than can be shown."""
    alike = next((at for at, pair in enumerate(zip(printed, recomputed, strict=False)) if len(set(pair)) > 1), 0)
    start = max(0, alike - AROUND)
    shown = (f"…{text[start:]}" if start else text for text in (printed, recomputed))
    return tuple(text if len(text) <= 3 * AROUND else f"{text[: 3 * AROUND]}…" for text in shown)


def _listed(outcome: Outcome) -> TextTable:
    """The differences as a table; whether the version explains them only where there is another."""
    heads = (_("Qué"), _("Dónde"), _("Impreso"), _("Recalculado"), _("Código"))
    versions = outcome.other_version
    rows = [
        TextRow(
            (each.what, each.where, each.printed, each.recomputed, each.figure)
            + ((_(each.version.label),) if versions else ())
        )
        for each in outcome.differences
    ]
    if outcome.left_off:
        rows.append(TextRow((_("… y {n} más.").format(n=outcome.left_off),), muted=True))
    return TextTable((*heads, _("¿Lo explica la versión?")) if versions else heads, tuple(rows), len(heads) + versions)
