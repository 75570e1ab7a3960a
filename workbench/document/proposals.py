"""What a project's plan answers to a survey by itself, for the respondent to confirm; and where the two differ.

A proposal is a level from 0 to 3 with the figure it was read from and a sentence. Where the plan cannot tell, there is
none, and the sentence says why. What the instrument asks of the plan stands in its ``proposal``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.document.facts import FACTS, Fact, Told
from workbench.engine.projection import Projection, published
from workbench.engine.pulse import costed
from workbench.engine.reasons import reason_text
from workbench.engine.told import figure_label, figure_text, period_name
from workbench.formats import Formats
from workbench.i18n import _, quoted
from workbench.model.grid import Period
from workbench.survey.instrument import Instrument, Item, Proposal
from workbench.survey.scoring import Scored

EQUAL = 1e-9
"""How near a bound is the bound itself."""


@dataclass(frozen=True)
class Proposed:
    """The level a plan proposes for an item; None where it cannot tell. ``sentence`` says why, ready to show.

    ``figure`` and ``period`` are the ids of the published figure that was read, '' where none was; ``value`` is what
    it comes to, in words.
    """

    item: str
    level: int | None
    sentence: str
    figure: str = ""
    period: str = ""
    value: str = ""


@dataclass(frozen=True)
class Difference:
    """An item that the respondents of a project answered otherwise than its plan. ``scores``: one of each of them."""

    item: Item
    scores: tuple[int, ...]
    proposed: Proposed


def proposals(instrument: Instrument, projection: Projection, formats: Formats) -> dict[str, Proposed]:
    """What the plan says to each item that asks it, by the item's id."""
    reader = _Reader(projection, formats)
    asked = ((item, item.proposal) for item in instrument.items.values())
    return {item.id: reader.proposed(item, asks) for item, asks in asked if asks is not None}


def differences(scored: Scored, proposed: dict[str, Proposed]) -> tuple[Difference, ...]:
    """Where any respondent of a project says another level than its plan, in the order of the instrument."""
    return tuple(_differences(scored, proposed))


def _differences(scored: Scored, proposed: dict[str, Proposed]) -> Iterator[Difference]:
    for id_, each in scored.items.items():
        ours = proposed.get(id_)
        if ours is not None and ours.level is not None and any(score != ours.level for score in each.scores):
            yield Difference(each.item, each.scores, ours)


class _Reader:
    """Reads one plan."""

    def __init__(self, projection: Projection, formats: Formats) -> None:
        self.projection, self.formats, self._told = projection, formats, Told(projection, formats)

    def proposed(self, item: Item, asks: Proposal) -> Proposed:
        if asks.fact:
            return self._of_fact(item, asks)
        return self._of_levels(item, asks)

    def _of_fact(self, item: Item, asks: Proposal) -> Proposed:
        fact: Fact | None = FACTS.get(asks.fact)
        if fact is None:  # of an instrument that a newer program wrote
            return Proposed(item.id, None, _("Este programa no sabe leer la respuesta en el plan: respóndala a mano."))
        told = fact(self._told, item.id)
        seen = next(self._seen(asks), None)
        if seen is None or told.level is None:
            return Proposed(item.id, told.level, told.sentence)
        figure, period, _number, value, words = seen
        return Proposed(item.id, told.level, " ".join((told.sentence, words)), figure, period, value)

    def _of_levels(self, item: Item, asks: Proposal) -> Proposed:
        """The level of the first of the figures that exists; a plan without costs has nothing to be measured by."""
        if not costed(self.projection):
            return Proposed(item.id, None, _("El plan todavía no tiene costos: no hay con qué medirlo."))
        for figure, period, number, value, words in self._seen(asks):
            level = level_of(number, asks)
            text = _("{figure} Le corresponde el nivel {level}.").format(figure=words, level=level)
            return Proposed(item.id, level, text, figure, period, value)
        return Proposed(item.id, None, " ".join(self._lacking(asks)))

    def _seen(self, asks: Proposal) -> Iterator[tuple[str, str, float, str, str]]:
        """The figures that exist: id, period, number, the number in words, and a sentence."""
        for figure in asks.figures:
            period = self._period(figure)
            number = self.projection.value(figure, period.id).number if period else None
            if period is not None and number is not None:
                told = published()[figure]
                value = figure_text(number, told.figure.unit, self.projection, self.formats)
                name = period_name(period, self.projection, self.formats)
                text = _("El plan dice: {figure}, {value} ({period}).")
                yield figure, period.id, number, value, text.format(figure=figure_label(told), value=value, period=name)

    def _lacking(self, asks: Proposal) -> Iterator[str]:
        """Why there is none of the figures."""
        for figure in asks.figures:
            period = self._period(figure)
            why = reason_text(self.projection.value(figure, period.id).reason) if period else ""
            text = _("El plan no da esta cifra, {figure}: {why}.")
            told = published().get(figure)
            name = quoted(figure_label(told)) if told else figure
            yield text.format(figure=name, why=why or _("no existe en este plan"))

    def _period(self, figure: str) -> Period | None:
        """The twelve months after the project; of what is told by year only, the year in which it ends; or the plan."""
        told, grid = published().get(figure), self.projection.grid
        if told is None:
            return None
        letters = told.figure.told
        if "A" in letters:
            return grid.period("after12")
        if "S" in letters:
            return grid.period("single")
        end = grid.project_end
        return next((each for each in grid.periods if each.kind == "year" and each.first <= end <= each.last), None)


def level_of(number: float, asks: Proposal) -> int:
    """How many of the bounds are reached; a bound itself counts as reached."""
    bounds = [float(each) for each in asks.levels]
    if asks.falling:
        return sum(number <= bound + EQUAL for bound in bounds)
    return sum(number >= bound - EQUAL for bound in bounds)
