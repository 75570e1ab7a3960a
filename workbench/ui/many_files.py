"""Many files taken one after the other, in a thread, and then what their PDFs print; a sentence for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from workbench.i18n import _
from workbench.model.plan import Plan
from workbench.ui.parts import Button, caption, foot, listing, roomy, sized

if TYPE_CHECKING:
    from workbench.ui.verifying import Proofs
    from workbench.verify.outcome import Outcome


@dataclass(frozen=True)
class Taken:
    """What became of a file. ``plan``: where the library has another content of it now; ``pdf``: a PDF to verify."""

    sentence: str
    label: str = ""
    plan: Plan | None = None
    pdf: Path | None = None


class ManyFiles(QDialog):
    """Takes each file, then verifies the PDFs among them. ``taken`` carries each; cancelling ends after a file."""

    taken = Signal(object)
    _came = Signal(object)
    _checked = Signal(int, str, object)

    def __init__(
        self, title: str, files: Sequence[Path], take: Callable[[Path], Taken], proofs: Proofs, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        sized(self, 620, 420)
        self._files, self._take, self._proofs, self._stop = files, take, proofs, Event()
        self._pdfs: dict[int, Path] = {}
        self._proven: list[Outcome | None] = []
        self.state = caption(_("Se están leyendo los archivos…"), wrap=True)
        self.bar = QProgressBar(maximum=len(files), value=0)
        self.bar.setAccessibleName(_("Avance"))
        self.list = listing(_("Qué pasó con cada archivo"))
        self.list.currentRowChanged.connect(self._offer)
        self.details = Button(_("Ver la verificación"))
        self.details.clicked.connect(self._open)
        self.details.hide()
        self.button = Button(_("Cancelar"))
        self.button.clicked.connect(self.reject)
        column = roomy(self)
        for part in (self.state, self.bar, self.list):
            column.addWidget(part)
        column.addLayout(foot(self.details, self.button))
        self._came.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._checked.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self.working = True
        proofs.tasks.run(self._work, self._ended, self._failed)

    def reject(self) -> None:
        """While it works: go no further than the file at hand. Afterwards: close."""
        self._stop.set()
        if self.working:
            self.state.setText(_("Se termina el archivo en curso…"))
        else:
            super().reject()

    def _stopped(self) -> bool:
        return self._stop.is_set() or self._proofs.tasks.closed

    def _work(self) -> None:
        """In the thread."""
        pdfs: dict[int, Path] = {}
        for at, file in enumerate(self._files):
            if self._stopped():
                return
            taken = self._take(file)
            self._came.emit(taken)
            if taken.pdf:
                pdfs[at] = taken.pdf
        for at, file in pdfs.items():
            if self._stopped():
                return
            self._checked.emit(at, *self._proofs.headline(file, self._stopped))

    def _show(self, taken: Taken) -> None:
        if taken.pdf:
            self._pdfs[self.list.count()] = taken.pdf
        self.list.addItem(taken.sentence)
        if self.list.count() == len(self._files) and self._pdfs and not self._stop.is_set():
            self.state.setText(_("Se comprueba que los PDF imprimen lo que dan sus planes…"))
        self._advance()
        self.taken.emit(taken)

    def _tell(self, row: int, headline: str, outcome: Outcome | None) -> None:
        """What verifying one of the PDFs found."""
        self._proven.append(outcome)
        item = self.list.item(row)
        item.setText(" ".join((item.text(), headline)))
        self.details.show()
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(row)
        self._advance()

    def _advance(self) -> None:
        self.bar.setMaximum(len(self._files) + len(self._pdfs))
        self.bar.setValue(self.list.count() + len(self._proven))

    def _offer(self, row: int) -> None:
        self.details.setEnabled(row in self._pdfs)

    def _open(self) -> None:
        """Everything that verifying the chosen PDF finds."""
        self._proofs.check(self._pdfs[self.list.currentRow()], self)

    def _failed(self, error: Exception) -> None:
        """Nobody expected it: this can be closed, and it is told as everywhere."""
        self._ended(None)
        raise error

    def _ended(self, _nothing: None) -> None:
        self.working = False
        read, every = self.list.count(), len(self._files)
        text = _("Se revisaron {read} de {every} archivos. Lo que no se importó no cambió nada.")
        said = [text.format(read=read, every=every)]
        if self._pdfs:
            said.append(self._proofs.summary([*self._proven, *[None] * (len(self._pdfs) - len(self._proven))]))
        self.state.setText("\n".join(said))
        self.bar.hide()
        self.button.setText(_("Cerrar"))
        self.button.setFocus()
