"""All figures of one plan: what screens, reports and the command line read."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from workbench.engine.exact import Exact, exact, one_stream
from workbench.engine.explain_reason import whys
from workbench.engine.input_tables import read
from workbench.engine.inputs import GROUP_LABELS, GROUPS, PAYER_LABELS, PAYERS, VIEWS, Env
from workbench.engine.program import PLANNED, environment, key_of, known_again, program, rollup_of, run
from workbench.engine.registry import FIGURES, Figure
from workbench.engine.statements import OPTIONAL, STATEMENTS, StatementLine, Template
from workbench.engine.words import Num
from workbench.i18n import N_
from workbench.model.base import get
from workbench.model.grid import Grid, Period
from workbench.model.plan import Plan

TOLD = {"P": "phase", "A": "after12", "Y": "year", "S": "single", "Q": "quarter", "M": "month"}


@dataclass(frozen=True)
class Value:
    """A figure's number, or the code of the reason why it has none; a code beside a number is a note on it."""

    number: float | None
    reason: str | None = None


NOT_PLANNED = Value(None, "after12_incomplete")
EXACT = {
    "break_even.exact": (N_("Equilibrio exacto, con costos por tramos"), "share"),
    "break_even.exact.sales": (N_("Ventas de equilibrio exactas, con costos por tramos"), "money"),
    "break_even.exact.units": (N_("Unidades de equilibrio exactas, con costos por tramos"), "number"),
}
"""What the search for the exact break-even publishes: label and unit."""
EXACT_TOLD = ("phase", "after12", "year")


@dataclass(frozen=True)
class Row:
    """One published value. ``service`` where the figure is told by service, ``use`` where it is of one use."""

    id: str
    label: str
    period: Period
    service: UUID | None
    use: str | None
    value: Value
    unit: str


@dataclass(frozen=True)
class Published:
    """Where a published id comes from: a figure, the view, the line of its table (None: every service)."""

    id: str
    label: str
    figure: Figure
    view: str
    line: int | None


@dataclass(frozen=True)
class WhoPays:
    """Cost groups × payers over some months: values[group][payer]; their labels are marked."""

    groups: tuple[str, ...]
    payers: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]


def month_id(standing: str, end: str) -> str:
    """The id of a break-even month: *reached*, *held_from*, *relapses*."""
    return ".".join(part for part in ("break_even.month", standing, end) if part)


@functools.cache
def published() -> dict[str, Published]:
    """Every published id, in the order of the registry."""
    found: dict[str, Published] = {}
    for f in FIGURES.values():
        for view in f.views or (PLANNED,):
            for line, id_ in enumerate(f.ids):
                full = f"{id_}.{view}" if f.views else id_
                label = f.labels[line] if f.labels else f.label
                found[full] = Published(full, label, f, view, None if f.over == "service" else line)
    return found


SWITCHES = frozenset(f.switch for f in FIGURES.values() if f.switch)


@functools.cache
def wanted(switched: frozenset[str] = frozenset()) -> tuple[tuple[str, str], ...]:
    """What a plan tells whose fields ``switched`` are on."""
    told = [p for p in published().values() if p.figure.switch in switched or not p.figure.switch]
    names = [(p.figure.name, p.view) for p in told]
    names += [
        (flag.partition("@")[0], flag.partition("@")[2] or p.view) for p in told for _code, flag in p.figure.notes
    ]
    names += [(line.figure, PLANNED) for lines in STATEMENTS.values() for line in lines if line.figure in FIGURES]
    names += [("free_cash", view) for view in VIEWS] + [("relapsed", PLANNED), ("trailing_result", PLANNED)]
    return tuple(dict.fromkeys(names))


MOVING: tuple[tuple[str, str], ...] = (
    ("break_even_held", PLANNED),
    ("break_even_reached", PLANNED),
    ("fewer_than_12_left", PLANNED),
    ("from_the_start", PLANNED),
    ("gap", "committed"),
    ("guaranteed_months", "committed"),
    ("never_short", "committed"),
    ("never_short", PLANNED),
    ("relapsed", PLANNED),
    ("sector_structure_share", PLANNED),
    ("self_sufficiency", PLANNED),
    ("shortfall", PLANNED),
)
"""What moves while somebody types; all else is computed when it is first asked for."""


class Projection:
    """The figures of one plan. Arrays inside are [draw, line, month or period]; one draw here.

    ``fields``: the names of its inputs. ``computed``: what is computed so far, by key. ``reasons``: why values do not
    exist.
    """

    def __init__(self, plan: Plan, before: Projection | None = None) -> None:
        """``before``: of the plan before an edit; what the edit does not move is taken from it."""
        self.plan, self.grid = plan, Grid.of(plan)
        self.inputs = read(plan)
        self.fields = frozenset(self.inputs.base)
        self.rollup = rollup_of(self.grid)
        self._at = {period.id: at for at, period in enumerate(self.rollup.periods)}
        self.computed: Env = environment(self.inputs)
        self.reasons: dict[str, NDArray[np.intp]] = {}
        alike = before is not None and (before.grid, before.fields) == (self.grid, self.fields)
        known = before.computed if before is not None and alike else {}
        known_again(self.computed, known)
        run(program(MOVING, self.fields), self.computed, self.rollup, known)

    @functools.cached_property
    def env(self) -> Env:
        """Everything that is published, by key."""
        run(program(wanted(self.switched), self.fields), self.computed, self.rollup)
        return self.computed

    def compute(self, names: tuple[tuple[str, str], ...]) -> None:
        """Have some figures, (name, view), computed without all that is published."""
        run(program(names, self.fields), self.computed, self.rollup)

    def array(self, name: str, view: str = PLANNED) -> Num:
        """Any figure by its name: [draw, line, month], or [draw, line, period] where it is computed by period."""
        key = key_of(name, view, self.fields)
        key = f"P:{key}" if name in FIGURES and FIGURES[name].per == "period" else key
        if key not in self.computed and key not in self.env:
            run(program(((name, view),), self.fields), self.computed, self.rollup)
        found: Num = self.computed[key]
        return found

    def monthly(self, name: str, view: str = PLANNED) -> Num:
        """A plan-wide figure by month: [month]."""
        return np.broadcast_to(self.array(name, view)[0, 0], (self.grid.months,))

    def lines(self, name: str, view: str = PLANNED) -> dict[Any, Num]:
        """A figure by line and month; lines split over what they follow are added up."""
        found: dict[Any, Num] = {}
        for id_, row in zip(self.inputs.lines[FIGURES[name].over or ""], self.array(name, view)[0], strict=True):
            row = np.broadcast_to(row, (self.grid.months,))
            found[id_] = found[id_] + row if id_ in found else row
        return found

    def value(self, id: str, period: str = "single", service: UUID | None = None) -> Value:
        """A published figure in a period. Raises KeyError for an id, period or service there is not."""
        told = published()[id]
        line = told.line if told.line is not None else self.inputs.lines["service"].index(service)
        return self._value(told, line, self.grid.period(period))

    def _value(self, of: Published, line: int, period: Period) -> Value:
        return self._values(of, line, [period])[0]

    def _values(self, of: Published, line: int, periods: Sequence[Period]) -> list[Value]:
        """One line of a published figure in some periods."""
        f, row = of.figure, self.array(of.figure.name, of.view)[0, line]
        if f.per == "month":
            months = np.broadcast_to(row, (self.grid.months,))
            numbers = (months[p.last] if f.rolls == "stock" else months[p.first : p.last + 1].sum() for p in periods)
            told = [Value(float(number)) for number in numbers]
        else:
            columns = [self._at[p.id] if f.per == "period" and len(row) > 1 else 0 for p in periods]
            told = self._computed(of, line, columns, row[columns].tolist())
        return [value if p.whole else NOT_PLANNED for value, p in zip(told, periods, strict=True)]

    def _computed(self, of: Published, line: int, columns: list[int], numbers: list[float]) -> list[Value]:
        """Numbers with their note, or the reason for what is none."""
        note = self._note(of.figure, of.view, line)
        missing = [at for at, number in zip(columns, numbers, strict=True) if math.isnan(number)]
        codes = iter(whys(self, of.figure, of.view, line, missing))
        return [Value(None, next(codes)) if math.isnan(number) else Value(number, note) for number in numbers]

    def _note(self, f: Figure, view: str, line: int) -> str | None:
        for code, flag in f.notes:
            name, _at, own = flag.partition("@")
            rows = self.array(name, own or view)[0]
            if rows[min(line, len(rows) - 1), 0] > 0:
                return code
        return None

    @functools.cached_property
    def switched(self) -> frozenset[str]:
        """The fields of the plan that are on and without which some figures are not told."""
        return frozenset(path for path in SWITCHES if get(self.plan, path))

    def told(self) -> tuple[Published, ...]:
        """The published figures that this plan tells."""
        return tuple(p for p in published().values() if p.figure.switch in self.switched or not p.figure.switch)

    @functools.cached_property
    def _rows(self) -> tuple[Row, ...]:
        rows = [row for told in self.told() for row in self._told(told)]
        return tuple(rows + self._spells() + self._exact_rows())

    def rows(self) -> tuple[Row, ...]:
        """Every figure the plan tells, in every period it is told for."""
        return self._rows

    def _told(self, told: Published) -> list[Row]:
        kinds = {TOLD[letter] for letter in told.figure.told}
        periods = [period for period in self.grid.periods if period.kind in kinds]
        use = next((u for u in ("structure", "services") if told.id.endswith(f".{u}")), None)
        lines: Iterable[tuple[int, UUID | None]] = (
            enumerate(self.inputs.lines["service"]) if told.line is None else [(told.line, None)]
        )
        of_line = [(service, self._values(told, line, periods)) for line, service in lines]
        return [
            Row(told.id, told.label, period, service, use, values[at], told.figure.unit)
            for at, period in enumerate(periods)
            for service, values in of_line
        ]

    def relapses(self, standing: int = 0) -> tuple[Period, ...]:
        """The spells after the first break-even that lose money; standing 1: with support, 2: without in kind."""
        flags = [*(np.broadcast_to(self.array("relapsed")[0, standing], (self.grid.months,)) > 0), False]
        found, start = [], None
        for month, down in enumerate(flags):
            if down and start is None:
                start = month
            if not down and start is not None:
                found.append(Period(f"spell:{self.grid.month(start)}", "spell", start, month - 1))
                start = None
        return tuple(found)

    def _spells(self) -> list[Row]:
        label, whole = FIGURES["relapsed"].label, self.grid.period("single")
        rows = []
        for standing, name in enumerate(self.inputs.lines["standing"]):
            id_ = month_id(name, "relapses")
            if np.isnan(self.array("break_even_reached")[0, standing, 0]):
                rows.append(Row(id_, label, whole, None, None, Value(None, "never_reached"), "months"))
                continue
            spells = self.relapses(standing)
            rows += [Row(id_, label, spell, None, None, Value(float(spell.months)), "months") for spell in spells]
            if not spells:
                rows.append(Row(id_, label, whole, None, None, Value(0.0), "months"))
        return rows

    @functools.cached_property
    def _exact(self) -> dict[str, Exact]:
        return {p.id: exact(self, p) for p in self.grid.periods if p.kind in EXACT_TOLD}

    def exact(self, period: str) -> Exact:
        """The exact break-even of a phase, of the twelve months after the project or of a fiscal year."""
        return self._exact[period]

    def exact_value(self, id: str, period: str) -> Value:
        """One of ``EXACT`` in a period."""
        span, found = self.grid.period(period), self.exact(period)
        if not span.whole:
            return NOT_PLANNED
        if found.share is None:
            return Value(None, found.reason)
        stream, months = one_stream(self), slice(span.first, span.last + 1)
        if id == "break_even.exact":
            return Value(found.share)
        if id == "break_even.exact.sales":
            return Value(found.share * float(self.monthly("revenue")[months].sum()))
        if stream is None:
            return Value(None, "several_units")
        return Value(found.share * float(self.array("stream_units")[0, stream, months].sum()))

    def _exact_rows(self) -> list[Row]:
        periods = [self.grid.period(id_) for id_ in self._exact]
        return [
            Row(id_, label, period, None, None, self.exact_value(id_, period.id), unit)
            for id_, (label, unit) in EXACT.items()
            for period in periods
        ]

    @functools.cached_property
    def _statements(self) -> tuple[StatementLine, ...]:
        told = (name for name in STATEMENTS if OPTIONAL.get(name, "") in {"", *self.switched})
        found = ((name, template) for name in told for template in STATEMENTS[name])
        return tuple(line for name, template in found for line in self._filled(name, template))

    def _filled(self, statement: str, of: Template) -> Iterator[StatementLine]:
        """A statement's line, or one for every stream."""
        if of.each:
            names = {stream.id: stream.name for stream in self.plan.streams}
            for id_, values in self.lines(of.figure).items():
                yield StatementLine(statement, f"{of.id}:{id_}", names[id_], 2, of.stock, values)
            return
        values = np.broadcast_to(self.array(of.figure)[0, of.row], (self.grid.months,)) * of.sign
        yield StatementLine(statement, of.id, of.label, of.level, of.stock, values)

    def statements(self) -> tuple[StatementLine, ...]:
        """The statements by month, line by line."""
        return self._statements

    def by_period(self, line: StatementLine, kind: str = "year") -> list[float]:
        """A statement line by year or quarter: flows added up, stocks at the last month."""
        periods = [p for p in self.grid.periods if p.kind == kind]
        return [
            float(line.values[p.last]) if line.stock else float(line.values[p.first : p.last + 1].sum())
            for p in periods
        ]

    def by_year(self, line: StatementLine) -> list[float]:
        """A statement line by fiscal year."""
        return self.by_period(line, "year")

    def who_pays(self, first: int, last: int, divisors: Num | float = 1.0) -> WhoPays:
        """Who pays what from a first to a last month, inclusive, each month's amounts ÷ its divisor."""
        months = (self.array("who_pays")[0] / divisors)[:, max(first, 0) : last + 1]
        cells = months.sum(axis=-1).reshape(len(GROUPS), len(PAYERS))
        return WhoPays(GROUP_LABELS, PAYER_LABELS, tuple(tuple(map(float, row)) for row in cells))


def project(plan: Plan, before: Projection | None = None) -> Projection:
    """Every figure of a plan, computed now; ``before``: those of the plan before an edit."""
    return Projection(plan, before)
