"""What moved between two waves, and by which items.

The overall score is Σ share·mean over the answered items, shares summing to 1. Between two waves an item contributes

    (mean share)·(change of its mean) + (change of its share)·(its mean over both − the overall score's mean over both)

which sums to the change: the shift and share decomposition with midpoints (Bennet, 1920). An item answered in
one wave only has there its mean and no change: it lifts where it is above the whole, and lowers where it is below.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from workbench.survey.instrument import Item
from workbench.survey.rounds import RoundProject
from workbench.survey.scoring import Scored, total


@dataclass(frozen=True)
class Moved:
    """What an item contributes to a change. ``before`` and ``now``: its means; None where it was not answered."""

    item: Item
    part: float
    before: Fraction | None
    now: Fraction | None


@dataclass(frozen=True)
class Change:
    """The change of a project's overall score; the parts of ``moved``, the largest first, sum to it."""

    project: RoundProject
    before: Fraction
    now: Fraction
    moved: tuple[Moved, ...]

    @property
    def by(self) -> Fraction:
        return self.now - self.before


def changed(before: Scored, now: Scored) -> Change | None:
    """The change of a project; None where either wave has no overall score."""
    if not (isinstance(before.overall, Fraction) and isinstance(now.overall, Fraction)):
        return None
    middle = float(before.overall + now.overall) / 2
    moved = [_moved(id, before, now, middle) for id in now.shares | before.shares]
    return Change(now.project, before.overall, now.overall, tuple(sorted(moved, key=lambda each: -abs(each.part))))


def _moved(id: str, before: Scored, now: Scored, middle: float) -> Moved:
    first = (before if id in before.shares else now).items[id]
    last = (now if id in now.shares else before).items[id]
    was, is_ = first.point, last.point
    old, new = float(before.shares.get(id, 0)), float(now.shares.get(id, 0))
    part = (old + new) / 2 * (is_ - was) + (new - old) * ((was + is_) / 2 - middle)
    return Moved(last.item, part, first.mean if id in before.shares else None, last.mean if id in now.shares else None)


@dataclass(frozen=True)
class RoomChange:
    """The change of the projects that have an overall score in both waves, each as the mean over them.

    ``moved``: the part of each item, the largest first; the parts sum to ``by``.
    """

    changes: tuple[Change, ...]

    @property
    def by(self) -> Fraction:
        return total(change.by for change in self.changes) / len(self.changes)

    @property
    def moved(self) -> tuple[tuple[Item, float], ...]:
        items = {moved.item.id: moved.item for change in self.changes for moved in change.moved}
        parts = dict.fromkeys(items, 0.0)
        for moved in (each for change in self.changes for each in change.moved):
            parts[moved.item.id] += moved.part
        ordered = sorted(parts.items(), key=lambda each: -abs(each[1]))
        return tuple((items[id], part / len(self.changes)) for id, part in ordered)
