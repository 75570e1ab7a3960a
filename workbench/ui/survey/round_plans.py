"""The plans of the library that are those of a round's projects: chosen here, and read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from workbench.exchange.round_projects import free_code, linked, of_plan
from workbench.folding import folded
from workbench.formats import countries
from workbench.i18n import _, language
from workbench.model.plan import Plan
from workbench.model.upgrade import PlanRefused
from workbench.storage.home import PlanCard
from workbench.survey.rounds import RoundProject
from workbench.ui.survey.plan_choice import PlanChoice

if TYPE_CHECKING:
    from workbench.ui.desk import Desk


class RoundPlans:
    """Works on the library of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def choose(
        self, there: Sequence[RoundProject], then: Callable[[Sequence[RoundProject]], None], parent: QWidget
    ) -> str:
        """Have plans chosen that are of none of the projects there are; ``then`` gets their projects, under codes that
        are free. Why there is nothing to choose, or ''."""
        cards = self._free(there)
        if not cards:
            return _("No hay en la biblioteca otro plan que agregar.")
        about = _("Cada plan elegido es un proyecto de la ronda: propone respuestas y recibe los próximos pasos.")
        dialog = PlanChoice(about, cards, _countries(), parent)
        dialog.chosen.connect(lambda ids: then(self._projects(ids, [project.code for project in there])))
        dialog.open()
        return ""

    def link(
        self, project: RoundProject, others: Sequence[RoundProject], then: Callable[[RoundProject], None]
    ) -> str:
        """Have the plan of a project chosen among those of no other; ``then`` gets the project that has it, or none any
        more. Why there is nothing to choose, or ''."""
        cards = self._free(others)
        if not cards:
            return _("En la biblioteca no hay un plan que no tenga ya otro proyecto de la ronda.")
        about = _("Elija el plan de {project}: propone respuestas al llenar la hoja y recibe los próximos pasos.")
        name = " · ".join(part for part in (project.code, project.name) if part)
        dialog = PlanChoice(about.format(project=name), cards, _countries(), self._desk.window, one=True)
        same = [card.id for card in cards if folded(card.name) == folded(project.name)]
        for wanted in ([str(project.plan)] if project.plan else same)[:1]:
            dialog.show_plan(wanted)
        if project.plan:
            dialog.offer_none()
        dialog.chosen.connect(lambda ids: self._linked(project, ids, then))
        dialog.open()
        return ""

    def _linked(self, project: RoundProject, ids: Sequence[str], then: Callable[[RoundProject], None]) -> None:
        if not ids:
            then(project.with_(plan=None))
        for plan in self._read(ids):
            then(linked(project, plan))

    def _free(self, there: Sequence[RoundProject]) -> list[PlanCard]:
        taken = {str(project.plan) for project in there}
        return [card for card in self._desk.library.plans() if card.id not in taken]

    def _projects(self, ids: Sequence[str], taken: Sequence[str]) -> list[RoundProject]:
        codes, found = list(taken), []
        for plan in self._read(ids):
            codes.append(free_code(codes))
            found.append(of_plan(plan, codes[-1]))
        return found

    def _read(self, ids: Sequence[str]) -> list[Plan]:
        """The plans that can be read; home says what is wrong with another."""
        found = []
        for id_ in ids:
            with suppress(PlanRefused, LookupError):
                found.append(self._desk.library.load(UUID(id_)))
        return found


def _countries() -> dict[str, str]:
    return {country.code: country.name for country in countries(language())}
