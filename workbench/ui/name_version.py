"""The question under which name a plan is kept as it is now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from workbench.i18n import _, quoted
from workbench.storage.header import LibraryError
from workbench.storage.library import Library
from workbench.ui.bridge import Session
from workbench.ui.parts import Button, caption, foot, roomy
from workbench.ui.tasks import Tasks
from workbench.ui.theme import scaled

LONGEST_NAME = 120


class NameVersion(QDialog):
    """Asks how the plan as it is now is to be called, and keeps it; ``then`` is called when it is kept."""

    def __init__(
        self, session: Session, library: Library, tasks: Tasks, then: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Guardar una versión"))
        self.setMinimumWidth(scaled(480))
        self._session, self._library, self._tasks, self._then = session, library, tasks, then
        about = _(
            "Lo que escribe ya está guardado. Una versión con nombre sirve para volver a este momento o compararlo "
            "después: antes de enviar el plan, de una reunión o de un cambio grande."
        )
        self._save = Button(_("Guardar"), "primary")
        self._save.setDefault(True)
        self._save.clicked.connect(self.accept)
        self.name = QLineEdit(proposed(session))
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName(_("Nombre de la versión"))
        self.name.setAccessibleDescription(about)
        self.name.textChanged.connect(lambda text: self._save.setEnabled(bool(text.strip())))
        cancel = Button(_("Cancelar"))
        cancel.clicked.connect(self.reject)
        label = caption(_("Nombre de la versión"), "label")
        label.setBuddy(self.name)
        column = roomy(self)
        column.addWidget(caption(about, wrap=True))
        column.addWidget(label)
        column.addWidget(self.name)
        column.addStretch(1)
        column.addLayout(foot(cancel, self._save))
        self.name.selectAll()
        self.name.setFocus()

    def accept(self) -> None:
        """Keep it, once what was typed before is in the library."""
        super().accept()
        name, plan, library = self.name.text().strip(), self._session.plan.id, self._library
        session, then = self._session, self._then  # this dialog is gone by then

        def work() -> str:
            if any(each.id == plan for each in library.unsaved()):
                return _("No se guardó la versión: el último cambio todavía no está en la biblioteca. Inténtelo luego.")
            library.name_version(plan, name)
            return _("La versión {name} está guardada; se compara y se restaura en «Versiones».").format(
                name=quoted(name)
            )

        def kept(said: str) -> None:
            session.noticed.emit(said)
            then()

        def failed(error: Exception) -> None:
            if not isinstance(error, LibraryError | LookupError):
                raise error
            session.noticed.emit(str(error))

        self._tasks.run(work, kept, failed, f"name {plan}")


def proposed(session: Session) -> str:
    """A name for the plan as it is now: the day, and the stage of the project where it is known."""
    stage = session.plan.project.stage
    day = session.formats.date(date.today())
    return f"{day} · {_(stage.label)}" if stage else day
