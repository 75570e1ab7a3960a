"""Numbers rolled up over projects and countries: baseline, target, value, as the PIP network's common monitoring does.

Only what was answered is added, and each total says of how many projects. A tracked number is a fact of a project, not
what a person thinks: it is broken down by country however few the projects are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from workbench.survey.instrument import Instrument, Item, Kind
from workbench.survey.scoring import Scored
from workbench.survey.summary import quantile

PARTS = ("baseline", "target", "value")


@dataclass(frozen=True)
class Measured:
    """One project's numbers for an item: the mean over its respondents who gave it; None where nobody did."""

    baseline: Fraction | None
    target: Fraction | None
    value: Fraction | None


@dataclass(frozen=True)
class Total:
    """The sum over ``projects``; where projects cannot be added (a percentage), their median. None: nobody answered."""

    amount: Fraction | None
    projects: int


@dataclass(frozen=True)
class RollUp:
    """An item over ``asked`` projects. ``countries`` has the same by country, for tracked items.

    ``progress``: (value − baseline) / (target − baseline) of the sums over the ``complete`` projects, which have all
    three; None where there is none, where the target is the baseline, or where projects cannot be added.
    """

    item: Item
    asked: int
    baseline: Total
    target: Total
    value: Total
    complete: int
    progress: Fraction | None
    countries: dict[str, RollUp]


def measured(item: Item, project: Scored) -> Measured:
    """The numbers of one project."""
    given = [row[item.id] for row in project.answers if item.id in row]

    def mean(name: str) -> Fraction | None:
        found = [Fraction(number) for answer in given if (number := getattr(answer, name)) is not None]
        return sum(found, Fraction(0)) / len(found) if found else None

    return Measured(mean("baseline"), mean("target"), mean("number"))


def rolled_up(instrument: Instrument, projects: Sequence[Scored]) -> dict[str, RollUp]:
    """Every number item, by id, over the projects that handed in a sheet."""
    numbers = (item for item in instrument.items.values() if item.kind is Kind.NUMBER)
    return {
        item.id: _over_countries(item, [(each.project.country, measured(item, each)) for each in projects])
        for item in numbers
    }


def _over_countries(item: Item, rows: list[tuple[str, Measured]]) -> RollUp:
    names = sorted({country for country, _row in rows}) if item.tracked else []
    countries = {name: _over(item, [row for country, row in rows if country == name], {}) for name in names}
    return _over(item, [row for _country, row in rows], countries)


def _over(item: Item, rows: list[Measured], countries: dict[str, RollUp]) -> RollUp:
    baseline, target, value = (_total(item, [getattr(row, part) for row in rows]) for part in PARTS)
    complete, progress = _progress(rows)
    return RollUp(item, len(rows), baseline, target, value, complete, progress if item.adds else None, countries)


def _total(item: Item, amounts: list[Fraction | None]) -> Total:
    there = sorted(amount for amount in amounts if amount is not None)
    if not there:
        return Total(None, 0)
    return Total(sum(there, Fraction(0)) if item.adds else quantile(there, Fraction(1, 2)), len(there))


def _progress(rows: list[Measured]) -> tuple[int, Fraction | None]:
    done = wanted = Fraction(0)
    complete = 0
    for row in rows:
        if row.baseline is not None and row.target is not None and row.value is not None:
            complete += 1
            done += row.value - row.baseline
            wanted += row.target - row.baseline
    return complete, done / wanted if wanted else None
