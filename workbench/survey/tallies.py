"""What a room answered, counted, and beside it what was published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from workbench.survey.instrument import LEVELS, Benchmark, Instrument, Item, Kind, Translated
from workbench.survey.scoring import Insufficient, Score, Scored
from workbench.survey.sheet import Missing
from workbench.survey.summary import Spread, Summary, spread


@dataclass(frozen=True)
class Tally:
    """How many respondents gave each answer: a level 0 to 3 or an option's id. ``texts`` are in alphabetical order."""

    item: Item
    counts: Mapping[int | str, int]
    not_applicable: int
    not_known: int
    texts: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """Those who answered, and those who said why not."""
        return sum(self.counts.values()) + self.not_applicable + self.not_known


def tally(item: Item, projects: Sequence[Scored]) -> Tally:
    """The answers of all respondents to one item; a number has no counts."""
    given = [row[item.id] for project in projects for row in project.answers if item.id in row]
    missing = [answer.missing for answer in given]
    scale = item.kind is Kind.SCALE
    values = [answer.score if scale else answer.choice for answer in given]
    codes: Iterable[int | str] = range(LEVELS) if scale else [option.id for option in item.options]
    texts = sorted((answer.text for answer in given if item.kind is Kind.TEXT and answer.text), key=str.casefold)
    counts = {code: values.count(code) for code in codes}
    return Tally(item, counts, missing.count(Missing.NOT_APPLICABLE), missing.count(Missing.NOT_KNOWN), tuple(texts))


@dataclass(frozen=True)
class Share:
    """One part of a distribution, published and ours; ``title`` None: no data, which is what the others leave.

    ``ours``: or why there is none.
    """

    title: Translated | None
    published: Fraction
    ours: Fraction | Insufficient


@dataclass(frozen=True)
class Beside:
    """A benchmark and what the room has in its place; ``score``: the room's median, or why there is none."""

    benchmark: Benchmark
    score: Score
    shares: tuple[Share, ...]


def compared(
    benchmark: Benchmark, whole: Summary, instrument: Instrument, counted: Tally | Insufficient | None
) -> Beside:
    """``counted``: the tally of the item it is of, or why it is not shown; None where it is of none."""
    found = _spread(benchmark.of, whole, instrument) if benchmark.score is not None else Insufficient("unscored")
    return Beside(benchmark, found.median if isinstance(found, Spread) else found, _shares(benchmark, counted))


def _spread(of: str, whole: Summary, instrument: Instrument) -> Spread | Insufficient:
    if of in instrument.items:
        means = (project.items[of].mean for project in whole.projects if of in project.items)
        return spread(mean for mean in means if mean is not None)
    return whole.dimensions.get(of, Insufficient("unscored")) if of else whole.overall


def _shares(benchmark: Benchmark, counted: Tally | Insufficient | None) -> tuple[Share, ...]:
    """Ours are shares of all who were asked, as the published ones; the last row is what the parts leave."""
    if not benchmark.portions:
        return ()
    ours = [_share(each.answers, counted) for each in benchmark.portions]
    rows = (Share(each.title, Fraction(each.share), part) for each, part in zip(benchmark.portions, ours, strict=True))
    why = next((part for part in ours if isinstance(part, Insufficient)), None)
    left = why or 1 - sum((part for part in ours if isinstance(part, Fraction)), Fraction(0))
    return (*rows, Share(None, Fraction(benchmark.no_data), left))


def _share(answers: Sequence[int | str], counted: Tally | Insufficient | None) -> Fraction | Insufficient:
    if not answers or counted is None:
        return Insufficient("unasked")
    if isinstance(counted, Insufficient):
        return counted
    if not counted.total:
        return Insufficient("answers", needed=1)
    return Fraction(sum(counted.counts.get(each, 0) for each in answers), counted.total)
