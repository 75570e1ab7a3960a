"""Putting a backup in the library's place: which there are, and what would be lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidgetItem, QWidget

from workbench.i18n import _
from workbench.storage.backup import Backup, backups
from workbench.storage.header import LibraryError
from workbench.storage.restore import Restored, difference
from workbench.ui.parts import Button, caption, foot, listing, roomy, sized
from workbench.ui.plan_card import changed
from workbench.ui.tasks import Job, Tasks

NAMED = 4
"""Plans with a sentence of their own; more would leave the copies no room."""


class Restoring(QDialog):
    """``wanted`` carries the backup that was chosen."""

    wanted = Signal(object)

    def __init__(self, library: Path, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Restaurar una copia de seguridad"))
        sized(self, 620, 420)
        self._library, self._backups, self._tasks = library, backups(library), tasks
        self._job: Job | None = None
        self.list = listing(_("Copias de seguridad, la más nueva primero"))
        for backup in self._backups:
            self.list.addItem(_item(backup))
        self.lost = caption(wrap=True)
        restore, close = Button(_("Restaurar esta copia"), "primary"), Button(_("Cancelar"))
        restore.setEnabled(bool(self._backups))
        restore.clicked.connect(self._choose)
        close.clicked.connect(self.reject)
        text = _("La copia toma el lugar de la biblioteca. Lo que hay ahora se guarda aparte y no se pierde.")
        none = _("Todavía no hay copias de seguridad: se hacen al cerrar y antes de importar.")
        column = roomy(self)
        column.addWidget(caption(text if self._backups else none, "muted", wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(self.lost)
        column.addLayout(foot(close, restore))
        self.list.currentRowChanged.connect(self._look)
        self.finished.connect(self._look_no_more)
        self.list.setCurrentRow(0)

    def _look(self, at: int) -> None:
        """What the library has more than the copy: both are read whole."""
        backup = self._backups[at].path
        self._say(_("Se está viendo qué tiene la biblioteca que esta copia no tenga…"))
        self._job = self._tasks.run(
            lambda: " ".join(difference(self._library, backup).sentences(NAMED)), self._say, self._unknown, "difference"
        )

    def _look_no_more(self) -> None:
        if self._job:
            self._job.cancel()

    def _unknown(self, error: Exception) -> None:
        if not isinstance(error, LibraryError | OSError | sqlite3.Error):
            raise error
        self._say(_("No se puede saber qué hay en la biblioteca que esta copia no tenga."))

    def _say(self, text: str) -> None:
        self.lost.setText(text)
        self.list.setAccessibleDescription(text)

    def _choose(self) -> None:
        self.accept()
        self.wanted.emit(self._backups[self.list.currentRow()])


def restored(done: Restored) -> str:
    """What became of the library."""
    text = _("La copia está en el lugar de la biblioteca.")
    return " ".join((text, *done.difference.sentences(NAMED)))


def _item(backup: Backup) -> QListWidgetItem:
    day = changed(backup.when.isoformat()).partition(": ")[2]
    item = QListWidgetItem(_("{day} · planes: {plans}").format(day=day, plans=backup.plans))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, item.text())
    return item
