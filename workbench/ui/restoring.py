"""Putting a backup in the library's place: which there are, and what would be lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from workbench.i18n import _
from workbench.storage.backup import Backup, backups
from workbench.storage.header import LibraryError
from workbench.storage.restore import difference
from workbench.ui.parts import Button, caption, sized
from workbench.ui.plan_list import changed


class Restoring(QDialog):
    """``wanted`` carries the backup that was chosen."""

    wanted = Signal(object)

    def __init__(self, library: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Restaurar una copia de seguridad"))
        sized(self, 620, 420)
        self._library, self._backups = library, backups(library)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Copias de seguridad, la más nueva primero"))
        for backup in self._backups:
            self.list.addItem(_item(backup))
        self.lost = caption(wrap=True)
        restore, close = Button(_("Restaurar esta copia"), "primary"), Button(_("Cancelar"))
        restore.setEnabled(bool(self._backups))
        restore.clicked.connect(self._choose)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        text = _("La copia toma el lugar de la biblioteca. Lo que hay ahora se guarda aparte y no se pierde.")
        none = _("Todavía no hay copias de seguridad: se hacen al cerrar y antes de importar.")
        column.addWidget(caption(text if self._backups else none, "muted", wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(self.lost)
        column.addLayout(foot)
        self.list.currentRowChanged.connect(self._show_lost)
        self.list.setCurrentRow(0)

    def _show_lost(self, at: int) -> None:
        """What the library has more than the copy."""
        try:
            said = " ".join(difference(self._library, self._backups[at].path).sentences())
        except (LibraryError, OSError, sqlite3.Error):
            said = _("No se puede saber qué hay en la biblioteca que esta copia no tenga.")
        self.lost.setText(said)
        self.list.setAccessibleDescription(said)

    def _choose(self) -> None:
        self.accept()
        self.wanted.emit(self._backups[self.list.currentRow()])


def _item(backup: Backup) -> QListWidgetItem:
    day = changed(backup.when.isoformat()).partition(": ")[2]
    item = QListWidgetItem(_("{day} · planes: {plans}").format(day=day, plans=backup.plans))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, item.text())
    return item
