"""Asking for files to read or to write: the system's own dialog, or the toolkit's with its words in our language."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QHeaderView, QSplitter, QToolButton, QTreeView, QWidget

from workbench.i18n import _
from workbench.ui.parts import documents, sized
from workbench.ui.theme import scaled

SIZE = (860, 520)
"""Pixels of the toolkit's dialog, at 100 %."""
KIND = 2
PLACES = 150
"""Pixels of the list of places beside the files, at 100 %."""
ARROWS = {"backButton": "←", "forwardButton": "→", "toParentButton": "↑"}
"""Buttons of the toolkit's dialog whose pictures are black in every theme."""


def file_to_write(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Where the file called ``name`` is to be written; asked before another is replaced. None where nowhere.

    ``kinds`` as Qt writes them: ``CSV (*.csv)``.
    """
    dialog = _dialog(parent, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    return next(iter(_asked(dialog)), None)


def files_to_read(parent: QWidget, title: str, kinds: str, many: bool = False) -> list[Path]:
    """The files that were chosen, one or ``many``; none where the person thought better of it."""
    dialog = _dialog(parent, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile)
    return _asked(dialog)


def _dialog(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, documents(), kinds)
    words = {
        QFileDialog.DialogLabel.LookIn: _("&Buscar en:"),
        QFileDialog.DialogLabel.FileName: _("&Nombre del archivo:"),
        QFileDialog.DialogLabel.FileType: _("&Tipo de archivo:"),
    }
    for label, text in words.items():
        dialog.setLabelText(label, text)
    sized(dialog, *SIZE)
    for name, arrow in ARROWS.items():
        if (button := dialog.findChild(QToolButton, name)) is not None:
            button.setIcon(QIcon())
            button.setText(arrow)
    if (parts := dialog.findChild(QSplitter)) is not None:
        parts.setSizes([scaled(PLACES), dialog.width()])
    for rows in dialog.findChildren(QTreeView):  # none where the dialog is the system's own
        for column in range(1, rows.model().columnCount()):
            rows.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        rows.setColumnHidden(KIND, True)  # the name ends with it, and large text has no room for both
        rows.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return dialog


def _asked(dialog: QFileDialog) -> list[Path]:
    try:
        return [Path(file) for file in dialog.selectedFiles()] if dialog.exec() else []
    finally:
        dialog.deleteLater()
