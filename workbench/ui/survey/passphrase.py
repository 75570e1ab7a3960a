"""The passphrase of a package: asked for, to open one or to seal one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from workbench.i18n import _
from workbench.ui.parts import Button, caption, foot, labelled, roomy
from workbench.ui.theme import scaled


class PassphraseDialog(QDialog):
    """``given`` carries what was typed; where a package is ``sealed`` with it, also '' for none."""

    given = Signal(str)

    def __init__(self, name: str, parent: QWidget, sealed: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Contraseña"))
        self.setMinimumWidth(scaled(440))
        opens = _("Protegido con contraseña: {name}. Escriba la que le dieron.")
        seals = _("Con una contraseña, solo quien la tenga abre {name}; perdida, no se recupera. Puede ir vacía.")
        about = (seals if sealed else opens).format(name=name)
        self.word = QLineEdit()
        self.word.setEchoMode(QLineEdit.EchoMode.Password)
        self.word.setAccessibleDescription(about)
        self._wrong = caption(role="error", wrap=True)
        self._wrong.hide()
        shown = Button(_("Mostrar"), "link")
        shown.setCheckable(True)
        shown.toggled.connect(self._show)
        cancel, keep = Button(_("Cancelar")), Button(_("Guardar") if sealed else _("Abrir"), "primary")
        keep.setDefault(True)
        cancel.clicked.connect(self.reject)
        keep.clicked.connect(self._give)
        self._sealed = sealed
        column = roomy(self)
        column.addWidget(caption(about, wrap=True))
        for part in (labelled(_("Contraseña"), self.word), self.word, self._wrong):
            column.addWidget(part)
        column.addStretch(1)
        row = foot(cancel, keep)
        row.insertWidget(0, shown)
        column.addLayout(row)

    def refuse(self, why: str) -> None:
        """Say why what was typed before did not open it."""
        self._wrong.setText(why)
        self._wrong.setVisible(bool(why))

    def _show(self, on: bool) -> None:
        self.word.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    def _give(self) -> None:
        if self._sealed or self.word.text():
            self.accept()
            self.given.emit(self.word.text())
