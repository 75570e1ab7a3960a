"""Where every field and figure of one plan stands in a workbook.

A sheet for each table of inputs, a line a row; the calculation by month, the same column for the same month on every
sheet: month 0 in G, what a stock opens with in F, a figure without months in D. Every block of lines ends with an
empty row, so that none is ever empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbench.engine.expr import WORDS
from workbench.engine.inputs import Inputs
from workbench.engine.program import Step
from workbench.engine.registry import FIGURES, Figure
from workbench.i18n import N_

FIRST, ONCE, BODY = 6, "$D", 8
HEADS = {"month": 3, "calendar": 4, "year": 5, "price_step": 6}
PLAN = "plan"
DATA, LINES, MONTHLY, PERIODS = N_("Datos"), N_("Detalle"), N_("Mensual"), N_("Periodos")


def letters(column: int) -> str:
    """The letters of a column, 0 for A."""
    return (letters(column // 26 - 1) if column > 25 else "") + chr(65 + column % 26)


@dataclass(frozen=True)
class Spot:
    """Where a field or figure stands: sheet ('' for the head of every sheet), table, first row and columns.

    ``spread``: it has a value for every month or period, in the reader's own column.
    """

    sheet: str
    table: str
    row: int
    lines: int
    first: str
    last: str
    spread: bool


class Place:
    """Where every field and every step stands, for one plan's shape. ``lacks``: the steps that may not exist."""

    def __init__(self, steps: Sequence[Step], inputs: Inputs) -> None:
        self.steps, self.inputs = steps, inputs
        self.end = "$" + letters(FIRST + inputs.grid.months - 1)
        self.spots: dict[str, Spot] = {}
        self.links: dict[str, Any] = {}
        self.lacks: set[str] = set()
        self._rows = dict.fromkeys((DATA, LINES, MONTHLY, PERIODS), BODY)
        self._columns: dict[str, int] = {}
        across = {name for f in FIGURES.values() for name in _across(f)}
        changed = {f"{name}@{view}": value for view, env in inputs.overrides.items() for name, value in env.items()}
        for key, value in (inputs.base | changed).items():
            self._field(key, key.partition("@")[0], value, across)
        for step in steps:
            self._step(step)

    def _field(self, key: str, name: str, value: Any, across: set[str]) -> None:
        table = name.rpartition("__")[0]
        if value.ndim == 1:
            self.links[key] = value
        elif name in HEADS:
            self.spots[key] = Spot("", "", HEADS[name], 1, "$G", self.end, True)
        elif value.shape[2] > 1 and name not in across:
            self._block(key, DATA, table, value.shape[1], True)
        else:
            at, width, sheet = self._columns.get(table, 1), value.shape[2], table or PLAN
            self._columns[table] = at + width
            first, last = (f"${letters(column)}" for column in (at, at + width - 1))
            self.spots[key] = Spot(sheet, table, 2, value.shape[1], first, last, False)

    def _block(self, key: str, sheet: str, table: str, lines: int, spread: bool) -> None:
        columns = ("$G", self.end) if spread else (ONCE, ONCE)
        self.spots[key] = Spot(sheet, table, self._rows[sheet], lines, *columns, spread)
        self._rows[sheet] += lines + bool(table)

    def _step(self, step: Step) -> None:
        f = step.figure
        sheet = PERIODS if step.key.startswith("P:") else LINES if f.over else MONTHLY
        self._block(step.key, sheet, f.over or "", self.lines(f), f.per != "once")
        if (f.reasons and not step.roll) or self.lacks.intersection(step.operands):
            self.lacks.add(step.key)

    def lines(self, f: Figure) -> int:
        """How many lines a figure has."""
        return len(self.inputs.lines[f.over]) if f.over else 1


def _across(f: Figure) -> set[str]:
    """The fields whose values stand side by side in a line: those that a word reads so."""
    read = [e.parts[0].parts[0] for e in f.expr.walk() if e.word != "name" and ":across" in WORDS[e.word].cell]
    return {*read, *(f"{f.over}__{need}" for need in read)}
