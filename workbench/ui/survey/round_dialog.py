"""What a round is: its title, its instrument, its wave and its projects; asked for a new one, changed for another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from workbench.exchange.round_projects import read_projects, write_projects
from workbench.i18n import _
from workbench.model.messages import sentence
from workbench.survey.instrument import Instrument
from workbench.survey.payload import SurveyRefused
from workbench.survey.rounds import Round, RoundProject
from workbench.ui.entry import Combo
from workbench.ui.parts import Button, call, caption, foot, labelled, roomy, sized

USUAL = "sustainability"
"""The instrument of most rounds."""
LINES = 3
"""Lines of projects that are seen at least."""
Choose = Callable[[Sequence[RoundProject], Callable[[Sequence[RoundProject]], None], QWidget], str]
"""Why there is nothing to choose, or ''."""


class RoundDialog(QDialog):
    """``made`` carries the Round and its Instrument. What is wrong is said here, and nothing typed is lost."""

    made = Signal(object, object)

    def __init__(
        self,
        instruments: Sequence[Instrument],
        choose: Choose,
        parent: QWidget,
        before: Round | None = None,
        fresh: bool = False,
    ) -> None:
        """``choose``: has plans of the library chosen beside the projects there are, and gives their projects.

        ``before``: the round to change, or where it is ``fresh`` the new wave to begin.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        changed = before is not None and not fresh
        self.setWindowTitle(_("Datos de la ronda") if changed else _("Nueva ola") if fresh else _("Ronda nueva"))
        self._instruments, self._choose, self._before = instruments, choose, before
        self._known: list[RoundProject] = list(before.projects) if before else []
        self.title = QLineEdit(before.title if before else "")
        self.title.setPlaceholderText(_("Por ejemplo: Encuentro de ejecutores, Cartagena"))
        self.instrument = Combo()
        for each in instruments:
            self.instrument.addItem(f"{each.title} ({len(each.items)})", each.id)
        self.instrument.setCurrentIndex(max(self.instrument.findData(USUAL), 0))
        self.instrument.setEnabled(before is None)
        call(self.instrument, _("Instrumento"))
        self.wave = QLineEdit(before.wave if before else str(date.today().year))
        self.projects = QPlainTextEdit(write_projects(before.projects) if before else "")
        self.projects.setTabChangesFocus(True)
        self.projects.setMinimumHeight(self.fontMetrics().lineSpacing() * LINES)
        self._wrong = caption(role="error", wrap=True)
        self._wrong.hide()
        self._lay_out()
        sized(self, 720, 620)

    def _lay_out(self) -> None:
        column = roomy(self)
        self._purpose = caption(role="help", wrap=True)
        for label, field in (
            (_("Título"), self.title),
            (_("Instrumento"), self.instrument),
            (_("Ola: el año, o año y número (2027-2)"), self.wave),
        ):
            column.addWidget(labelled(label, field))
            column.addWidget(field)
            if field is self.instrument:
                column.addWidget(self._purpose)
        self.instrument.currentIndexChanged.connect(self._tell)
        self._tell()
        column.addWidget(labelled(_("Proyectos, uno por línea"), self.projects))
        about = _(
            "Pegue de Excel o escriba: código; nombre; ejecutor; país; sector; etapa. Con una fila de títulos, en "
            "cualquier orden; el proyecto sin código recibe uno."
        )
        column.addWidget(caption(about, "help", wrap=True))
        self.projects.setAccessibleDescription(about)
        column.addWidget(self.projects, 1)
        add = Button(_("Agregar planes de la biblioteca…"))
        add.clicked.connect(self._add_plans)
        cancel, keep = Button(_("Cancelar")), Button(_("Guardar"), "primary")
        cancel.clicked.connect(self.reject)
        keep.clicked.connect(self._keep)
        column.addWidget(self._wrong)
        row = foot(cancel, keep)
        row.insertWidget(0, add)
        column.addLayout(row)

    def _tell(self) -> None:
        at = self.instrument.currentIndex()
        self._purpose.setText(str(self._instruments[at].purpose) if at >= 0 else "")

    def _add_plans(self) -> None:
        try:
            typed = self.projects.toPlainText()
            there = read_projects(typed, self._known) if typed.strip() else ()
        except (SurveyRefused, ValidationError) as error:
            self.refuse(_said(error))
            return
        self.refuse(self._choose(there, lambda fresh: self._added((*there, *fresh)), self))

    def _added(self, projects: Sequence[RoundProject]) -> None:
        """Show the projects, of which those out of the library know their plan."""
        self._known += projects
        self.projects.setPlainText(write_projects(projects))

    def _keep(self) -> None:
        at = self.instrument.currentIndex()
        instrument = self._instruments[at]
        try:
            projects = read_projects(self.projects.toPlainText(), self._known)
            before = self._before or Round(instrument=instrument.id, version=instrument.version, wave="2000")
            made = before.with_(title=self.title.text().strip(), wave=self.wave.text().strip(), projects=projects)
        except (SurveyRefused, ValidationError) as error:
            self.refuse(_said(error))
            return
        self.made.emit(made, instrument)

    def refuse(self, text: str) -> None:
        """Say why it could not be kept."""
        self._wrong.setText(text)
        self._wrong.setVisible(bool(text))


def _said(error: SurveyRefused | ValidationError) -> str:
    return sentence(error.errors()[0]) if isinstance(error, ValidationError) else str(error)
