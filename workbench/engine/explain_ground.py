"""What a value of a figure stands on: the values its rule is made of, and whatever decides which those are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.engine.explain_parts import At, Reading, leaves, passed_over
from workbench.engine.expr import WORDS, Expr
from workbench.engine.lines import Lines
from workbench.engine.program import ROLLED
from workbench.engine.registry import FIGURES

PERIODS = {"year": ("year", "months"), "phase": ("project_end", "months"), "after12": ("project_end", "months")}
"""The inputs that decide where a kind of period begins and ends."""


@dataclass(frozen=True)
class Ground:
    """One value's. ``one``: where its rule is read; ``taken``: the rule with the branches taken alone, None where it is
    told month by month; ``tests``: what chose the branches."""

    reading: Reading
    at: At
    one: At
    taken: Any
    tests: Sequence[Any]

    @property
    def monthly(self) -> bool:
        """Whether it is told by its months."""
        return self.taken is None

    def shown(self) -> list[At]:
        """What it is made of: where that is a plain number, what chose it."""
        if self.monthly:
            return self.reading.spread(self.at)
        return self._leaves(self.taken) or self._leaves(*self.tests)

    def beside(self, lines: Lines) -> tuple[list[At], list[str]]:
        """Figures that count for nothing in it today, and typed fields that decide what counts."""
        shown = dict.fromkeys(self.shown())
        aside = dict.fromkeys(self._aside())
        known = {lines.origin(each.name, each.line) for each in shown if each.name not in FIGURES}
        found = dict.fromkeys(
            path
            for each in (*shown, *aside)
            if each.name not in FIGURES
            for path in lines.origins(each.name, each.line, each.view)
        )
        figures = [each for each in aside if each.name in FIGURES and each not in shown and each != self.at]
        return figures, [path for path in found if path not in known]

    def _leaves(self, *rules: Any) -> list[At]:
        return list(dict.fromkeys(leaf for e in rules for leaf in leaves(self.reading, e, self.one)))

    def _aside(self) -> Iterator[At]:
        yield from self._period()
        if self.monthly:
            yield from self.reading.cut(self.at)
            return
        yield from self._leaves(*self.tests)
        for e in (self.taken, *self.tests):
            for each in e.walk() if isinstance(e, Expr) else ():
                if each.word not in ("name", "value") and WORDS[each.word].ranged:
                    yield from passed_over(self.reading, each, self.one)

    def _period(self) -> Iterator[At]:
        """The inputs that decide which months a value is of."""
        at = self.at
        if at.first == at.last and not at.summed and FIGURES[at.name].per != "period":
            return
        for period in self.reading.projection.grid.periods:
            if period.kind in ROLLED and (period.first, period.last) == (at.first, at.last):
                for name in PERIODS.get(period.kind, ("months",)):
                    yield At(name, at.view, 0, at.last, at.last, False)
