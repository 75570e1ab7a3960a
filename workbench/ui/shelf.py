"""Which plans home shows and in which order: search, filters, sorting. Painted first, so it imports nothing heavy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.folding import folded
from workbench.i18n import N_
from workbench.storage.home import PlanCard

STAGES = {
    "in_execution": N_("En ejecución"),
    "in_transition": N_("En transición"),
    "self_sustaining": N_("Autosostenible"),
}
"""The model's stages, by code; a test holds them equal. The model itself loads after the first paint."""
BREAK_EVENS = {"reached": N_("Llega al equilibrio"), "never": N_("No llega al equilibrio")}
GAPS = {"none": N_("Sin brecha firmada"), "some": N_("Con brecha firmada")}
ORDERS = {
    "changed": N_("Último cambio"),
    "name": N_("Nombre"),
    "executor": N_("Ejecutor"),
    "country": N_("País"),
    "break_even": N_("Equilibrio: el más próximo"),
    "gap": N_("Brecha firmada: la mayor"),
}


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; '' is anything. ``text``: words that all stand in name, executor or country."""

    text: str = ""
    country: str = ""
    executor: str = ""
    break_even: str = ""
    gap: str = ""
    order: str = "changed"
    reverse: bool = False

    @property
    def narrow(self) -> bool:
        """Whether some plans may be left out."""
        return any((self.text.strip(), self.country, self.executor, self.break_even, self.gap))


class Shelf:
    """The plans of a library. ``countries``: their names by code, for the search and the order."""

    def __init__(self, plans: Sequence[PlanCard], countries: Mapping[str, str]) -> None:
        self.plans, self._countries = tuple(plans), countries
        self._words: list[str] = []

    def chosen(self, wanted: Wanted) -> list[PlanCard]:
        """The plans wanted, in the order wanted."""
        found = [plan for plan, words in self._searched(wanted.text) if all(test(plan) for test in _tests(wanted))]
        if wanted.order != "changed":
            found.sort(key=self._key(wanted.order))
        return found[::-1] if wanted.reverse else found

    def _searched(self, text: str) -> list[tuple[PlanCard, str]]:
        asked = folded(text).split()
        if not self._words:
            self._words = [self._told(plan) for plan in self.plans] if asked else []
        every = zip(self.plans, self._words or [""] * len(self.plans), strict=True)
        return [(plan, told) for plan, told in every if all(each in told for each in asked)]

    def _told(self, plan: PlanCard) -> str:
        return folded(" ".join((plan.name, plan.executor, self._country(plan))))

    def _country(self, plan: PlanCard) -> str:
        return self._countries.get(plan.country, plan.country)

    def _key(self, order: str) -> Callable[[PlanCard], Any]:
        """What stands first: nothing at all comes last; amounts of one currency stand together."""
        if order == "break_even":
            return lambda plan: (plan.break_even is None, plan.break_even or "", folded(plan.name))
        if order == "gap":
            return lambda plan: (plan.gap is None, plan.currency, -(plan.gap or 0), folded(plan.name))
        if order == "country":
            return lambda plan: (not plan.country, folded(self._country(plan)), folded(plan.name))
        return lambda plan: (not getattr(plan, order), folded(getattr(plan, order)), folded(plan.name))


def _tests(wanted: Wanted) -> list[Callable[[PlanCard], bool]]:
    tests: list[Callable[[PlanCard], bool]] = []
    if wanted.country:
        tests.append(lambda plan: plan.country == wanted.country)
    if wanted.executor:
        tests.append(lambda plan: plan.executor == wanted.executor)
    if wanted.break_even:
        tests.append(lambda plan: (plan.break_even is not None) is (wanted.break_even == "reached"))
    if wanted.gap:
        tests.append(lambda plan: plan.gap is not None and (plan.gap > 0) is (wanted.gap == "some"))
    return tests
