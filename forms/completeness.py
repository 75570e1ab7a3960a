"""How much of the interview is answered: per page and for the whole plan."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from forms.fields import kind_of, value_at
from forms.guide import Guide, Lines, Page, Section, Show
from forms.places import page_of
from workbench.i18n import N_
from workbench.model.base import Frozen
from workbench.model.plan import Plan
from workbench.model.types import Choice


class State(Choice):
    """How far a page is."""

    EMPTY = "empty", N_("Vacía")
    STARTED = "started", N_("Empezada")
    COMPLETE = "complete", N_("Completa")


@dataclass(frozen=True)
class Completeness:
    """How many answers are wanted, and the paths of those that are missing, in the order of the page."""

    wanted: int
    missing: tuple[str, ...]

    @property
    def share(self) -> float:
        """0 … 1; 0 where nothing is wanted."""
        return (self.wanted - len(self.missing)) / self.wanted if self.wanted else 0.0

    @property
    def state(self) -> State:
        if not self.missing and self.wanted:
            return State.COMPLETE
        return State.STARTED if self.share else State.EMPTY


def of_page(plan: Plan, page: Page, refused: Collection[str] = ()) -> Completeness:
    """Of the answers a page wants and shows for this plan, those that are there.

    ``refused``: places of the page where a text stands that is in no plan; they lack an answer, wanted or not.
    """
    answers = dict(_answers(plan, plan, page.sections, "")) | dict.fromkeys(refused, False)
    return Completeness(len(answers), tuple(path for path, there in answers.items() if not there))


def of_plan(plan: Plan, guide: Guide) -> Completeness:
    """Of all pages together."""
    pages = [of_page(plan, page) for page in guide.shown(plan)]
    return Completeness(sum(page.wanted for page in pages), tuple(path for page in pages for path in page.missing))


def by_page(plan: Plan, guide: Guide, refused: Collection[str] = ()) -> dict[int, Completeness]:
    """By page number. A page that asks nothing, the results, is as complete as the plan it is computed from.

    ``refused``: places where a text stands that is in no plan.
    """
    whole, wrong = of_plan(plan, guide), refused_by_page(guide, refused)
    pages = {page.number: of_page(plan, page, wrong.get(page.number, ())) for page in guide.shown(plan)}
    return {number: page if page.wanted else whole for number, page in pages.items()}


def refused_by_page(guide: Guide, refused: Collection[str]) -> dict[int, list[str]]:
    """Places by the number of the page that asks them."""
    found: dict[int, list[str]] = {}
    for path in refused:
        found.setdefault(page_of(guide, path).number, []).append(path)
    return found


def _answers(plan: Plan, row: Frozen, sections: tuple[Section, ...], above: str) -> Iterator[tuple[str, bool]]:
    """(path from the plan, is it answered) of everything wanted and visible."""
    for section in sections:
        for item in section.items:
            if isinstance(item, Show) and item.wanted and not item.read_only and item.visible_when(plan, row):
                yield above + item.path, value_at(row, item.path) not in (None, "", ())
            elif isinstance(item, Lines) and item.visible_when(plan, row):
                yield from _table(plan, row, item, above)


def _table(plan: Plan, row: Frozen, table: Lines, above: str) -> Iterator[tuple[str, bool]]:
    lines = value_at(row, table.path)
    if table.wanted:
        yield above + table.path, bool(lines)
    for line in lines:
        yield from _answers(plan, line, kind_of(table, line).sections, f"{above}{table.path}/{line.id}/")
