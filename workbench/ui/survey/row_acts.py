"""What can be done with a row of a round besides filling its sheet: its plan, its consent, its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QMessageBox

from workbench.i18n import _, quoted
from workbench.survey.rounds import RoundProject
from workbench.survey.sheet import Sheet
from workbench.ui.message import message
from workbench.ui.survey.round_view import Place

if TYPE_CHECKING:
    from workbench.storage.rounds import Rounds
    from workbench.ui.survey.one_round import OneRound


class RowActs:
    """Works for one round; what is done can be taken back from the sentence that says it."""

    def __init__(self, one: OneRound) -> None:
        self._one = one

    @property
    def _rounds(self) -> Rounds:
        return self._one.surveys.rounds

    def link(self, place: Place) -> None:
        """Have the plan of a project chosen."""
        one = self._one
        others = [project for project in one.round.projects if project.id != place.project.id]
        one.say(one.surveys.plans.link(place.project, others, partial(self._linked, place.project)))

    def _linked(self, before: RoundProject, now: RoundProject) -> None:
        def keep(project: RoundProject) -> None:
            there = self._one.round
            projects = (project if each.id == project.id else each for each in there.projects)
            self._rounds.edit(there.with_(projects=tuple(projects)))

        text = _("{project} tiene un plan vinculado: propone respuestas al llenar su hoja y recibe los próximos pasos.")
        if now.plan is None:
            text = _("{project} ya no tiene un plan vinculado.")
        self._do(lambda: keep(now), text.format(project=now.code), lambda: keep(before))

    def ask_withdrawal(self, place: Place) -> None:
        """Ask before the answers of a respondent who takes the consent back are erased."""
        sheet = place.sheet
        if sheet is None:
            return
        about = _(
            "{respondent}, de {project}, ya no quiere que se usen sus respuestas. Se borran de esta biblioteca; la "
            "hoja queda con su código, dice que el consentimiento se retiró y no cuenta en ningún resultado. No "
            "cambian las copias de seguridad ni los archivos ya entregados."
        )
        text = about.format(respondent=quoted(sheet.respondent), project=place.project.code)
        window = self._one.surveys.desk.window
        box = message(QMessageBox.Icon.Question, _("Retirar el consentimiento"), text, window)
        box.addButton(_("Retirar y borrar las respuestas"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(_("Cancelar"), QMessageBox.ButtonRole.RejectRole))
        box.accepted.connect(lambda: self._withdraw(place, sheet))
        box.open()

    def _withdraw(self, place: Place, sheet: Sheet) -> None:
        def keep(back: bool) -> None:
            now = datetime.now(UTC)
            self._rounds.save_sheet(sheet.with_(changed=now) if back else sheet.without_consent(now)).result()

        text = _(
            "Se retiró el consentimiento de {respondent}, de {project}, y se borraron sus respuestas. Para que otras "
            "computadoras lo sepan, entregue las hojas otra vez (.answers)."
        )
        said = text.format(respondent=quoted(sheet.respondent), project=place.project.code)
        self._do(lambda: keep(back=False), said, lambda: keep(back=True))

    def remove(self, place: Place) -> None:
        """Delete a sheet as its user sees it."""
        if (sheet := place.sheet) is None:
            return
        text = _("Se eliminó la hoja {code} de {project}.")
        said = text.format(code=quoted(sheet.respondent), project=place.project.code)
        self._do(lambda: self._rounds.set_sheet_aside(sheet), said, lambda: self._restore(sheet))

    def offer_deleted(self, menu: QMenu) -> None:
        """Offer each deleted sheet, to be brought back."""
        codes = {project.id: project.code for project in self._one.round.projects}
        for sheet in self._rounds.deleted_sheets(self._one.round.id):
            text = _("Recuperar {respondent}, de {project}")
            said = text.format(respondent=quoted(sheet.respondent), project=codes.get(sheet.project, "–"))
            back = partial(self._one.attempt, partial(self._restore, sheet))
            menu.addAction(said.replace("&", "&&")).triggered.connect(lambda _on=False, back=back: back())

    def _restore(self, sheet: Sheet) -> None:
        self._rounds.set_sheet_aside(sheet, back=True)

    def _do(self, work: Callable[[], object], said: str, undo: Callable[[], object]) -> None:
        if self._one.attempt(work):
            self._one.say(said, undo)
