"""Where every field and figure of one plan stands in a workbook.

*Campos* has the prepared inputs, a table under the other, a line a row; *Series* those by month. The calculation has
the same column for the same month on every sheet: month 0 in G, what a stock opens with in F, a figure without months
in E. Every block of lines ends with an empty row, so that none is ever empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.engine import fields
from workbench.engine.expr import WORDS
from workbench.engine.inputs import Inputs
from workbench.engine.program import PLANNED, Step
from workbench.engine.registry import FIGURES, Figure
from workbench.folding import folded
from workbench.i18n import N_, _
from workbench.model.base import Ask, ask
from workbench.model.project import Basis

FIRST, OPENING, ONCE, TITLE, BODY = 6, 5, 4, 1, 8
"""Columns counted from 0; rows from 1."""
HEADS = {"month": 3, "calendar": 4, "year": 5, "price_step": 6}
DATES = 2
"""The row of the months as dates; on *Periodos* the rows 2, 3, 4 have the name, the first and the last month."""
CLOCK = {"start": "start", "fiscal": "fiscal_start", "price": "price_month", "never": ""}
"""What months are told by: fields of the plan's basis, and the number of a month that does not come."""
FIELDS, SERIES, PERIODS, MONTHLY = N_("Campos"), N_("Series"), N_("Periodos"), N_("Mensual")
EARNED, SPENT, FUNDED = N_("Ingresos"), N_("Costos"), N_("Fondos")
TOLD_FIGURES, STATED_BY_YEAR, STATED, CHECKED = N_("Cifras"), N_("Estados"), N_("Estados por mes"), N_("Comprobaciones")
COVER, CHARTED, FOUND = N_("Portada"), N_("Gráficos"), N_("Hallazgos")
SHEET_OF = {
    "stream": EARNED,
    **dict.fromkeys(
        ("staff", "fixed", "variable", "step", "one_off", "line", "service", "share", "asset", "opening_asset", "cost"),
        SPENT,
    ),
    **dict.fromkeys(
        ("loan", "source", "carry", "use", "put", "sector", "organisation", "group", "payer", "who", "taken", "mix"),
        FUNDED,
    ),
}
"""The sheet of each table's figures; *Mensual* has those of the plan as a whole."""
BY_YEAR, BY_MONTH = ("inflation", "currency__rates"), ("stream__table",)
"""Lists that somebody may go on with in the workbook; where they end, the last value carries on."""
CALCULATION = (EARNED, SPENT, FUNDED, MONTHLY, PERIODS)


def letters(column: int) -> str:
    """The letters of a column, 0 for A."""
    return (letters(column // 26 - 1) if column > 25 else "") + chr(65 + column % 26)


def number_of(column: str) -> int:
    """The number of a column by its letters, ``$A`` is 0."""
    at = 0
    for letter in column.lstrip("$"):
        at = at * 26 + ord(letter) - 64
    return at - 1


def sheet_ref(sheet: str) -> str:
    """A sheet's name as a formula has it before a cell."""
    name = _(sheet)
    return f"{name}!" if name.isascii() and name.isidentifier() else "'" + name.replace("'", "''") + "'!"


@dataclass(frozen=True)
class Spot:
    """Where a field or figure stands: sheet ('' for the head of every sheet), table, first row and columns.

    ``spread``: it has a value for every month or period, in the reader's own column. ``name``: a plan-wide input's.
    """

    sheet: str
    table: str
    row: int
    lines: int
    first: str
    last: str
    spread: bool
    name: str = ""

    @property
    def width(self) -> int:
        """How many columns it has."""
        return number_of(self.last) - number_of(self.first) + 1


class Place:
    """Where every field and every step stands, for one plan's shape. ``lacks``: the steps that may not exist.

    ``sections``: where a view's figures begin, by sheet and row. ``ends``: the first free row of each sheet. ``clock``:
    the names of what months are told by.
    """

    def __init__(self, steps: Sequence[Step], inputs: Inputs) -> None:
        self.steps, self.inputs = steps, inputs
        self.end = "$" + letters(FIRST + inputs.grid.months - 1)
        self.spots: dict[str, Spot] = {}
        self.links: dict[str, Any] = {}
        self.lacks: set[str] = set()
        self.sections: dict[tuple[str, int], str] = {}
        self.ends = dict.fromkeys((SERIES, *CALCULATION), BODY) | {FIELDS: 5}
        self.tables: dict[str, int] = {}
        self._columns: dict[str, int] = {}
        self._names: set[str] = set()
        self.clock = {key: self._clock(key, clock_label(key)) for key in CLOCK}
        across = {name for f in FIGURES.values() for name in _across(f)}
        values = dict(every_field(inputs))
        for key in sorted(values, key=lambda key: "__" in key):
            self._field(key, key.partition("@")[0], values[key], across)
        for step in steps:
            if (step.figure.reasons and not step.roll) or self.lacks.intersection(step.operands):
                self.lacks.add(step.key)
        for view in dict.fromkeys((PLANNED, *map(view_of, steps))):
            self._view(view, [step for step in steps if view_of(step) == view])

    def _field(self, key: str, name: str, value: Any, across: set[str]) -> None:
        table = name.rpartition("__")[0]
        if value.ndim == 1:
            self.links[key] = value
        elif name in HEADS:
            self.spots[key] = Spot("", "", HEADS[name], 1, "$G", self.end, True)
        elif value.shape[2] > 1 and name not in across:
            self._block(key, SERIES, table, value.shape[1], True)
        elif not table:
            first, last = "$C", f"${letters(1 + self._width(name, value))}"
            label = fields.label(name)
            self.spots[key] = Spot(FIELDS, "", self.ends[FIELDS], 1, first, last, False, self._named(label))
            self.ends[FIELDS] += 1
        else:
            self._in_table(key, table, value.shape[1], self._width(name, value))

    def _width(self, name: str, value: Any) -> int:
        """The cells a line has for a field: for a list that is read by year or month, one for each there is."""
        grid, given = self.inputs.grid, int(value.shape[2])
        if name in BY_YEAR:
            return max(given, grid.fiscal_year(grid.months - 1) + 1)
        return max(given, grid.months) if name in BY_MONTH else given

    def _in_table(self, key: str, table: str, lines: int, width: int) -> None:
        if table not in self.tables:
            self.tables[table] = self.ends[FIELDS] + 3
            self.ends[FIELDS] += lines + 4
        at = self._columns.get(table, 1)
        self._columns[table] = at + width
        first, last = (f"${letters(column)}" for column in (at, at + width - 1))
        self.spots[key] = Spot(FIELDS, table, self.tables[table], lines, first, last, False)

    def _clock(self, key: str, label: str) -> str:
        name = self._named(label)
        self.spots[key] = Spot(FIELDS, "", self.ends[FIELDS], 1, "$C", "$C", False, name)
        self.ends[FIELDS] += 1
        return name

    def _named(self, label: str) -> str:
        """A name for a plan-wide input, of its label."""
        words = "".join(sign if sign.isalnum() and sign.isascii() else " " for sign in folded(label))
        made = "_".join(words.split())
        while made in self._names or not made[:1].isalpha() or "_" not in made:
            made = f"p_{made}"
        self._names.add(made)
        return made

    def _view(self, view: str, steps: Iterable[Step]) -> None:
        for step in steps:
            f = step.figure
            sheet = PERIODS if step.key.startswith("P:") else SHEET_OF.get(f.over or "", MONTHLY)
            if view != PLANNED and (sheet, view) not in {(at[0], each) for at, each in self.sections.items()}:
                self.sections[sheet, self.ends[sheet] + 1] = view
                self.ends[sheet] += 3
            self._block(step.key, sheet, f.over or "", self.lines(f), f.per != "once")

    def _block(self, key: str, sheet: str, table: str, lines: int, spread: bool) -> None:
        """A row; or a head, the lines of a table and an empty row."""
        columns = ("$G", self.end) if spread else (f"${letters(ONCE)}",) * 2
        self.spots[key] = Spot(sheet, table, self.ends[sheet] + bool(table), lines, *columns, spread)
        self.ends[sheet] += lines + 2 * bool(table)

    def lines(self, f: Figure) -> int:
        """How many lines a figure has."""
        return len(self.inputs.lines[f.over]) if f.over else 1


def clock_label(key: str) -> str:
    """What one of ``CLOCK`` is called."""
    asked = ask(Basis, CLOCK[key]) if CLOCK[key] else Ask(N_("Mes que no llega"))
    assert asked
    return _(asked.label)


def view_of(step: Step) -> str:
    """The view a step is computed in."""
    return step.key.partition("@")[2] or PLANNED


def every_field(inputs: Inputs) -> Iterable[tuple[str, Any]]:
    """All inputs of all views, by key."""
    yield from inputs.base.items()
    for view, changed in inputs.overrides.items():
        for name, value in changed.items():
            yield f"{name}@{view}", value


def _across(f: Figure) -> set[str]:
    """The fields whose values stand side by side in a line: those that a word reads so."""
    read = [e.parts[0].parts[0] for e in f.expr.walk() if e.word != "name" and ":across" in WORDS[e.word].cell]
    return {*read, *(f"{f.over}__{need}" for need in read)}
