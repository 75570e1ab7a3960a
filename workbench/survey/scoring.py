"""The score of one project: items, dimensions, the whole. Exact: fractions until they are shown.

Rules and levels are ours (internal criterion); the form *Nivel 2 · 1.65 de 3.00* is that in which the SSME publishes
its own results (fourth wave, presented on 18 November 2022).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property

from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.model.factors import level_said
from workbench.model.types import Level
from workbench.survey.answers import counted
from workbench.survey.instrument import MOST, Dimension, Instrument, Item, Kind
from workbench.survey.rounds import RoundProject
from workbench.survey.sheet import Answer, Missing, Sheet

APART = 2
"""From how many levels between two respondents they are said to disagree."""
WEAKEST = 3
"""How many items are told as the weakest."""


_WHY = {
    "answers": N_("Insuficiente: {there} de {needed} respuestas necesarias."),
    "dimensions": N_("Insuficiente: {there} de {needed} dimensiones necesarias."),
    "projects": N_("Insuficiente: ningún proyecto tiene puntaje."),
    "respondents": N_("No se muestra: hay menos de {needed} personas, o una resta las descubriría."),
    "unscored": N_("Aquí no se da un puntaje."),
    "unasked": N_("Aquí no se pregunta así."),
}


@dataclass(frozen=True)
class Insufficient:
    """Why there is no number; ``str()`` says it. ``code``: one of those above."""

    code: str
    there: int = 0
    needed: int = 0

    def __str__(self) -> str:
        return _(_WHY[self.code]).format(there=self.there, needed=self.needed)


Score = Fraction | Insufficient
"""0 to 3, or why there is none."""


@cache
def ratio(count: int, of: int) -> Fraction:
    """A fraction; there are few different ones in a room, and making one is slow."""
    return Fraction(count, of)


def total(parts: Iterable[Fraction]) -> Fraction:
    """Their sum, several times faster than adding them one by one: numerators first, for each denominator."""
    found: dict[int, int] = {}
    for part in parts:
        found[part.denominator] = found.get(part.denominator, 0) + part.numerator
    return sum((ratio(count, of) for of, count in found.items()), Fraction(0))


def truncated(score: Fraction) -> Decimal:
    """Two decimals, the rest cut off: 1.996 is 1.99, that no level is shown that was not reached."""
    return Decimal(int(score * 100)).scaleb(-2)


def said(score: Score, formats: Formats) -> str:
    """*Nivel 2 · 1.65 de 3.00*, or why there is no score."""
    if isinstance(score, Insufficient):
        return str(score)
    return level_said(Level.of(score), truncated(score), formats)


@dataclass(frozen=True)
class ItemScore:
    """What the respondents of one project said to a scale item: their scores, and how many had none.

    ``mean``: over those who answered; None where nobody did.
    """

    item: Item
    scores: tuple[int, ...]
    mean: Fraction | None
    not_applicable: int
    not_known: int

    @property
    def point(self) -> float:
        """The mean as a number that is quick to reckon with, the nearest to it; 0 where nobody answered."""
        return sum(self.scores) / len(self.scores) if self.scores else 0.0

    @property
    def range(self) -> int:
        """How many levels lie between the respondents."""
        return max(self.scores) - min(self.scores) if self.scores else 0

    @property
    def disagreement(self) -> bool:
        """Whether they lie far apart."""
        return self.range >= APART

    @property
    def alert(self) -> bool:
        """A critical item at 0, if only for one respondent."""
        return self.item.critical and 0 in self.scores


@dataclass(frozen=True)
class Scored:
    """The result of one project. ``answers``: what each respondent said that counts, by item id."""

    project: RoundProject
    instrument: Instrument
    answers: tuple[Mapping[str, Answer], ...]

    @property
    def respondents(self) -> int:
        return len(self.answers)

    @cached_property
    def items(self) -> dict[str, ItemScore]:
        """Every scale item, in order."""
        return {item.id: self._item(item) for item in self.instrument.items.values() if item.kind is Kind.SCALE}

    def _item(self, item: Item) -> ItemScore:
        given = [row[item.id] for row in self.answers if item.id in row]
        missing = [answer.missing for answer in given]
        scores = tuple([answer.score for answer in given if answer.score is not None])
        mean = ratio(sum(scores), len(scores)) if scores else None
        return ItemScore(item, scores, mean, missing.count(Missing.NOT_APPLICABLE), missing.count(Missing.NOT_KNOWN))

    @cached_property
    def dimensions(self) -> dict[str, Score]:
        """The mean of the answered items of every dimension that has scale items."""
        scored = (dimension for dimension in self.instrument.dimensions if dimension.scaled)
        return {dimension.id: self._mean(dimension) for dimension in scored}

    def _mean(self, dimension: Dimension) -> Score:
        means = [mean for item in dimension.scaled if (mean := self.items[item.id].mean) is not None]
        if len(means) < dimension.least_answered:
            return Insufficient("answers", len(means), dimension.least_answered)
        return total(means) / len(means)

    @cached_property
    def valid(self) -> tuple[tuple[Dimension, Fraction], ...]:
        """The dimensions that have a score, with it."""
        found = ((each, self.dimensions.get(each.id)) for each in self.instrument.dimensions)
        return tuple((each, score) for each, score in found if isinstance(score, Fraction))

    @cached_property
    def overall(self) -> Score:
        """The weighted mean of the valid dimensions."""
        needed = self.instrument.valid_dimensions
        if needed is None:
            return Insufficient("unscored")
        if len(self.valid) < needed:
            return Insufficient("dimensions", len(self.valid), needed)
        return total(_exact(each.weight) * score for each, score in self.valid) / self._weights

    @cached_property
    def _weights(self) -> Fraction:
        return total(_exact(each.weight) for each, _score in self.valid)

    @cached_property
    def shares(self) -> dict[str, Fraction]:
        """The part of each answered item in the overall score: its dimension's weight, split evenly. They sum to 1."""
        made: dict[str, Fraction] = {}
        for dimension, _score in self.valid:
            answered = [item.id for item in dimension.scaled if self.items[item.id].scores]
            made |= dict.fromkeys(answered, _exact(dimension.weight) / (self._weights * len(answered)))
        return made

    @cached_property
    def alerts(self) -> tuple[Item, ...]:
        """The critical items that someone answered with 0."""
        return tuple(each.item for each in self.items.values() if each.alert)

    @cached_property
    def disagreements(self) -> tuple[Item, ...]:
        """The items on which the respondents are far apart."""
        return tuple(each.item for each in self.items.values() if each.disagreement)

    @cached_property
    def weakest(self) -> tuple[Item, ...]:
        """The three items with the lowest means below 3; of equal ones the critical first, then that of more weight."""
        below = [each for each in self.items.values() if each.scores and min(each.scores) < MOST]
        shares = self.shares
        below.sort(
            key=lambda each: (each.point, not each.item.critical, -float(shares.get(each.item.id, 0)))
        )
        return tuple(each.item for each in below[:WEAKEST])


@cache
def _exact(weight: Decimal) -> Fraction:
    return Fraction(weight)


def scored(instrument: Instrument, project: RoundProject, sheets: Sequence[Sheet]) -> Scored:
    """The result of a project from the sheets of its respondents, one each; what does not count is left out.

    Several respondents: an item's mean is over those who answered it, and it counts if anyone did.
    """
    answers = (counted(instrument, sheet) for sheet in sheets)
    return Scored(project, instrument, tuple(row for row in answers if row))
