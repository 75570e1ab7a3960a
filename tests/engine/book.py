"""A whole plan as a workbook: inputs as values, every figure as a live formula beside a cached value that is wrong.

Whoever reads the engine's figures in it has recalculated them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from workbench.engine.explain_reason import why
from workbench.engine.expr import WORDS
from workbench.engine.inputs import VIEWS
from workbench.engine.program import PLANNED, Program, Step, program, run
from workbench.engine.projection import Projection, published
from workbench.engine.reasons import reason_text
from workbench.engine.registry import FIGURES
from workbench.exchange.cells import Row
from workbench.exchange.places import DATA, FIRST, HEADS, LINES, MONTHLY, PERIODS, PLAN, Place, letters

WRONG = 777.0
LAST = 5000
"""No plan of the tests has as many rows on a sheet; below stand the faulty ones."""
ONCE_COLUMN, OPENING_COLUMN = 3, FIRST - 1


@dataclass(frozen=True)
class Expected:
    """The engine's values of one row, from a column on; ``scale``: the largest amount it is made of."""

    sheet: str
    row: int
    column: int
    key: str
    scale: float
    values: tuple[float | str, ...]


class Sheet(Worksheet):
    """A worksheet that takes formulas as they are: they use no function newer than 2007."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        del expand_future_functions
        return formula.lstrip("=")


def whole_program(projection: Projection) -> Program:
    """Every figure there is, in the planned view and in those it is published in, computed."""
    fields = frozenset(projection.inputs.base)
    told = [(each.figure.name, each.view) for each in published().values()]
    free = [("free_cash", view) for view in VIEWS]
    steps = program(tuple(dict.fromkeys([*((name, PLANNED) for name in FIGURES), *told, *free])), fields)
    run(steps, projection.env, projection.rollup)
    return steps


def place_of(projection: Projection) -> Place:
    """Where all of a plan stands."""
    return Place(tuple(whole_program(projection).steps), projection.inputs)


class Book:
    """Writes one projection."""

    def __init__(self, projection: Projection, path: Path) -> None:
        self.projection, self.place = projection, place_of(projection)
        self.months = projection.grid.months
        self.scales: dict[str, float] = {}
        self._below: dict[str, int] = {}
        self.file = Workbook(path)
        tables = dict.fromkeys(s.sheet for s in self.place.spots.values() if s.sheet)
        self.sheets = {name: self.file.add_worksheet(name, Sheet) for name in (*tables, DATA, LINES, MONTHLY, PERIODS)
                       if name not in self.file.sheetnames}  # fmt: skip

    def write(self, faults: Mapping[str, tuple[str, str]] | None = None) -> list[Expected]:
        """Everything; what a recalculation must find.

        ``faults``: word → what to replace in its template. Each figure that uses the word is written once more with
        it, below all others and read by none, so that one workbook shows which faults a recalculation finds.
        """
        self._heads()
        self._fields()
        expected = [row for step in self.place.steps for row in self._step(step)]
        for word, (right, wrong) in (faults or {}).items():
            expected += self._faulty(word, right, wrong)
        self.file.close()
        return expected

    def _faulty(self, word: str, right: str, wrong: str) -> Iterator[Expected]:
        good = WORDS[word]
        assert right in good.cell, word
        WORDS[word] = replace(good, cell=good.cell.replace(right, wrong))
        try:
            for step in self.place.steps:
                if "@" not in step.key and not step.roll and any(e.word == word for e in step.figure.expr.walk()):
                    yield from self._step(step, f"{word}!")
        finally:
            WORDS[word] = good

    def _heads(self) -> None:
        for name in (DATA, LINES, MONTHLY):
            for head, row in HEADS.items():
                self.sheets[name].write_row(row - 1, FIRST, self.projection.env[head][0, 0])
        for column, period in enumerate(self.projection.rollup.periods):
            self.sheets[PERIODS].write_column(1, FIRST + column, (period.id, period.first, period.last))

    def _fields(self) -> None:
        for key, spot in self.place.spots.items():
            if key not in self.projection.env or not spot.sheet or spot.sheet in (LINES, MONTHLY, PERIODS):
                continue
            first = next(at for at in range(600) if f"${letters(at)}" == spot.first)
            for line, values in enumerate(self.projection.env[key][0]):
                self.sheets[spot.sheet].write_row(spot.row - 1 + line, first, values)
            if spot.sheet == PLAN and spot.first == spot.last:
                self.file.define_name(key, f"={PLAN}!{spot.first}${spot.row}")

    def _step(self, step: Step, mark: str = "") -> Iterator[Expected]:
        spot, sheet = self.place.spots[step.key], self.sheets[self.place.spots[step.key].sheet]
        width = 1 if not spot.spread else len(self.projection.rollup.periods) if spot.sheet == PERIODS else self.months
        first = FIRST if spot.spread else ONCE_COLUMN
        lines = self.place.lines(step.figure)
        values = np.broadcast_to(self.projection.env[step.key][0], (lines, width))
        scale = self._scale(step)
        for line in range(lines):
            row = Row(step, line, self.place)
            if mark:
                row.row = self._below[spot.sheet] = self._below.get(spot.sheet, LAST) + 1
            formula, opening = row.formula(), row.opening()
            if opening:
                sheet.write_formula(row.row - 1, OPENING_COLUMN, opening, None, WRONG)
            for at in range(first, first + width):
                text = formula.replace("{c}", letters(at)).replace("{p}", letters(at - 1))
                sheet.write_formula(row.row - 1, at, text, None, WRONG)
            shown = tuple(self._value(step, x, line, at) for at, x in enumerate(values[line]))
            yield Expected(spot.sheet, row.row, first, mark + step.key, scale, shown)

    def _scale(self, step: Step) -> float:
        """Sums are made in another order: what is left of a difference counts beside the amounts it is made of.

        A share counts beside 1.
        """
        own = float(np.nanmax(np.abs(self.projection.env[step.key]), initial=float(step.figure.unit == "share")))
        money = [self.scales[key] for key in step.operands if key in self.scales and step.figure.unit == "money"]
        self.scales[step.key] = max(own, *money) if money else own
        return self.scales[step.key]

    def _value(self, step: Step, x: Any, line: int, column: int) -> float | str:
        if not np.isnan(x):
            return float(x)
        view = step.key.partition("@")[2] or PLANNED
        return reason_text(why(self.projection, step.figure, view, line, column))
