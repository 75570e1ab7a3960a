"""What a room answered, counted, and beside it what was published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from workbench.survey.instrument import LEVELS, Benchmark, Instrument, Item, Kind, Translated
from workbench.survey.scoring import Insufficient, Score, Scored
from workbench.survey.sheet import Answer, Missing
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
    missing = Counter(answer.missing for answer in given)
    found = Counter(_value(item, answer) for answer in given)
    codes: Iterable[int | str] = range(LEVELS) if item.kind is Kind.SCALE else [option.id for option in item.options]
    texts = sorted((answer.text for answer in given if item.kind is Kind.TEXT and answer.text), key=str.casefold)
    counts = {code: found[code] for code in codes}
    return Tally(item, counts, missing[Missing.NOT_APPLICABLE], missing[Missing.NOT_KNOWN], tuple(texts))


def _value(item: Item, answer: Answer) -> int | str | None:
    return answer.score if item.kind is Kind.SCALE else answer.choice


@dataclass(frozen=True)
class Share:
    """One part of a distribution, published and ours; ``title`` None: no data, which is what the others leave.

    ``ours`` None: we do not ask it so, or too few were asked.
    """

    title: Translated | None
    published: Fraction
    ours: Fraction | None


@dataclass(frozen=True)
class Beside:
    """A benchmark and what the room has in its place; ``score``: the room's median, or why there is none."""

    benchmark: Benchmark
    score: Score
    shares: tuple[Share, ...]


def compared(benchmark: Benchmark, whole: Summary, instrument: Instrument, counted: Tally | None) -> Beside:
    """``counted``: the tally of the item it is of; None where it is of none, or the tally is not shown."""
    found = _spread(benchmark.of, whole, instrument) if benchmark.score is not None else Insufficient("unscored")
    return Beside(benchmark, found.median if isinstance(found, Spread) else found, _shares(benchmark, counted))


def _spread(of: str, whole: Summary, instrument: Instrument) -> Spread | Insufficient:
    if of in instrument.items:
        means = (project.items[of].mean for project in whole.projects if of in project.items)
        return spread(mean for mean in means if mean is not None)
    return whole.dimensions.get(of, Insufficient("unscored")) if of else whole.overall


def _shares(benchmark: Benchmark, counted: Tally | None) -> tuple[Share, ...]:
    """Ours are shares of all who were asked, as the published ones; the last row is what the parts leave."""
    if not benchmark.portions:
        return ()
    total = counted.total if counted else 0
    parts = {code: Fraction(count, total) for code, count in counted.counts.items()} if counted and total else {}
    ours = [None if each.answer is None else parts.get(each.answer) for each in benchmark.portions]
    known = [part for part in ours if part is not None]
    rows = (Share(each.title, Fraction(each.share), part) for each, part in zip(benchmark.portions, ours, strict=True))
    left = 1 - sum(known, Fraction(0)) if len(known) == len(ours) else None
    return (*rows, Share(None, Fraction(benchmark.no_data), left))
