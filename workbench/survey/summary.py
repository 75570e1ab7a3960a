"""Several projects together: median, quartiles, levels, and the groups of a room that may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from workbench.model.types import Level
from workbench.survey.groups import LEAST, Named, People, hidden
from workbench.survey.rounds import RoundProject
from workbench.survey.scoring import Insufficient, Score, Scored

TABLES: Mapping[str, Callable[[RoundProject], str]] = {
    "country": lambda project: project.country,
    "sector": lambda project: project.sector,
    "stage": lambda project: project.stage.value if project.stage else "",
}
"""What a room is broken down by; '' is the group of those that do not say it."""
_PROJECT = "project"


@dataclass(frozen=True)
class Spread:
    """Where the scores of ``count`` projects lie."""

    count: int
    low: Fraction
    first_quartile: Fraction
    median: Fraction
    third_quartile: Fraction
    high: Fraction


def quantile(ordered: Sequence[Fraction], at: Fraction) -> Fraction:
    """The value at a part of an ordered row, straight between neighbours: Excel's QUARTILE.INC, numpy's default."""
    place = (len(ordered) - 1) * at
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def spread(scores: Iterable[Score]) -> Spread | Insufficient:
    """Where those that are numbers lie."""
    ordered = sorted((score for score in scores if isinstance(score, Fraction)), key=float)
    if not ordered:
        return Insufficient("projects")
    return Spread(len(ordered), *(quantile(ordered, Fraction(quarter, 4)) for quarter in range(5)))


@dataclass(frozen=True)
class Summary:
    """Some projects together."""

    projects: tuple[Scored, ...]

    @property
    def respondents(self) -> int:
        return sum(project.respondents for project in self.projects)

    @cached_property
    def overall(self) -> Spread | Insufficient:
        """Over the projects that have an overall score."""
        return spread(project.overall for project in self.projects)

    @cached_property
    def dimensions(self) -> dict[str, Spread | Insufficient]:
        """For each dimension, over the projects that have a score in it."""
        ids = self.projects[0].dimensions if self.projects else ()
        return {id: spread(project.dimensions[id] for project in self.projects) for id in ids}

    @cached_property
    def levels(self) -> dict[Level | None, int]:
        """How many projects are at each level; None: those without an overall score."""
        scores = [project.overall for project in self.projects]
        found = Counter(Level.of(score) if isinstance(score, Fraction) else None for score in scores)
        return {level: found[level] for level in (*Level, None)}


@dataclass(frozen=True)
class Group:
    """The projects of one country, sector or stage; ``summary`` says why where it must not be shown."""

    name: str
    projects: int
    summary: Summary | Insufficient


def broken_down(projects: Sequence[Scored]) -> dict[str, tuple[Group, ...]]:
    """The groups of each table, by name; small ones, and those a subtraction would reveal, are not shown."""
    return _told(projects, _hidden(projects, {}))


def for_the_room(projects: Sequence[Scored]) -> tuple[dict[str, tuple[Group, ...]], frozenset[UUID]]:
    """The same where projects are named too, and which may be: a project is then a group as any other."""
    own = {str(each.project.id): _people([each]) for each in projects}
    kept = _hidden(projects, {_PROJECT: own})
    return _told(projects, kept), frozenset(UUID(id) for id in own if (_PROJECT, id) not in kept)


def _hidden(projects: Sequence[Scored], more: Mapping[str, Mapping[str, People]]) -> frozenset[Named]:
    """What must not be shown of the tables and of ``more``."""
    tables = {table: _groups(projects, of) for table, of in TABLES.items()}
    people = {table: {name: _people(group) for name, group in groups.items()} for table, groups in tables.items()}
    return hidden({**people, **more})


def _told(projects: Sequence[Scored], kept: frozenset[Named]) -> dict[str, tuple[Group, ...]]:
    why = Insufficient("respondents", needed=LEAST)
    return {
        table: tuple(
            Group(name, len(group), why if (table, name) in kept else Summary(tuple(group)))
            for name, group in sorted(_groups(projects, of).items())
        )
        for table, of in TABLES.items()
    }


def _groups(projects: Sequence[Scored], of: Callable[[RoundProject], str]) -> dict[str, list[Scored]]:
    groups: dict[str, list[Scored]] = {}
    for each in projects:
        groups.setdefault(of(each.project), []).append(each)
    return groups


def _people(projects: Sequence[Scored]) -> People:
    return frozenset((each.project.id, at) for each in projects for at in range(each.respondents))
