"""The workbook of a plan: asked in which language and where, made in a thread, given up where nobody waits."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from workbench import settings
from workbench.engine.projection import project
from workbench.i18n import LANGUAGES, _
from workbench.model.base import title
from workbench.model.plan import Plan
from workbench.paths import write_whole
from workbench.settings import Settings
from workbench.ui.entry import Combo
from workbench.ui.files import file_to_write
from workbench.ui.parts import Button, call, caption, file_name
from workbench.ui.tasks import Job, Tasks
from workbench.ui.theme import scaled


class Stopped(Exception):
    """Nobody waits for the workbook any more."""


class WorkbookExport(QDialog):
    """Asks, makes and writes the workbook of one plan; what was in the file before stays until the new one is whole."""

    def __init__(self, plan: Plan, kept: Settings, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Exportar libro de cálculo"))
        self.setMinimumWidth(scaled(520))
        self._plan, self._tasks = plan, tasks
        self._stop = Event()
        self._job: Job | None = None
        about = _(
            "Un libro de Excel o LibreOffice con los datos, todas las cifras como fórmulas vivas y sus comprobaciones, "
            "para que otra persona pueda revisar cada celda. El plan no cambia."
        )
        self.language = Combo()
        call(self.language, _("Idioma del libro"))
        for code, own in LANGUAGES.items():
            self.language.addItem(own, code)
        self.language.setCurrentIndex(self.language.findData(settings.report_language(kept)))
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName(_("Avance"))
        self._progress.hide()
        self.state = QLabel(about, wordWrap=True)
        self._save = Button(_("Guardar como…"), "primary")
        self._save.setDefault(True)
        self._save.clicked.connect(self.ask_where)
        self._close = Button(_("Cancelar"))
        self._close.clicked.connect(self.reject)
        self._lay_out()

    def ask_where(self) -> None:
        """Ask for a file and write the workbook there."""
        name = file_name(title(self._plan.project) or _("Plan sin nombre"), ".xlsx")
        kinds = _("Libro de cálculo (*.xlsx)")
        path = file_to_write(self, _("Guardar el libro"), name, kinds)
        if path:
            self.save(path)

    def save(self, path: Path) -> None:
        """Make the workbook and write it to ``path``; say so, or why it could not be written."""
        path = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
        plan, code = self._plan, self.language.currentData()
        self._wait(True)
        self.state.setText(_("Se está haciendo el libro…"))
        self._job = self._tasks.run(lambda: self._work(plan, code, path), self._written, self._failed)

    def reject(self) -> None:
        """Closing while it works stops the work, and leaves the file as it was."""
        self._stop.set()
        if self._job is not None:
            self._job.cancel()
        super().reject()

    # ------------------------------------------------------------ in the thread

    def _work(self, plan: Plan, code: str, path: Path) -> Path:
        from workbench.exchange.workbook import plan_workbook

        data = plan_workbook(project(plan), code, self._go_on)
        self._go_on()
        write_whole(path, data)
        return path

    def _go_on(self) -> None:
        if self._stop.is_set() or self._tasks.closed:
            raise Stopped

    # ------------------------------------------------------------ on the main thread

    def _wait(self, working: bool) -> None:
        self._progress.setVisible(working)
        self._save.setEnabled(not working)
        self.language.setEnabled(not working)

    def _written(self, path: Path) -> None:
        self._wait(False)
        self._close.setText(_("Cerrar"))
        self._close.setFocus()
        self.state.setText(_("El libro está en {file}.").format(file=path))

    def _failed(self, error: Exception) -> None:
        self._wait(False)
        if isinstance(error, OSError):
            text = _("No se pudo guardar el libro ({why}). El plan no cambió: elija otro lugar.")
            self.state.setText(text.format(why=error.strerror or error))
            return
        self.state.setText(_("No se pudo hacer el libro. El plan está guardado; el registro dice por qué."))
        raise error

    def _lay_out(self) -> None:
        label = caption(_("Idioma del libro"), "muted")
        label.setBuddy(self.language)
        foot = QHBoxLayout()
        foot.addWidget(label)
        foot.addWidget(self.language)
        foot.addStretch(1)
        foot.addWidget(self._close)
        foot.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(self.state)
        column.addWidget(self._progress)
        column.addLayout(foot)
        self.setMinimumWidth(max(self.minimumWidth(), column.minimumSize().width()))
