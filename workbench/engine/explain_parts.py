"""Reading values out of a projection, and which values a word over a range was made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from workbench.engine.explain_reason import compute, operands, why
from workbench.engine.expr import WORDS, Expr
from workbench.engine.program import resolve
from workbench.engine.projection import Projection
from workbench.engine.reasons import reason_text
from workbench.engine.registry import FIGURES
from workbench.engine.words import Num
from workbench.i18n import quoted

YEAR = 12
CALENDAR = ("month", "calendar", "year", "price_step")
SUMS_UP = {"sum_rows": 1, "sum_rows_if": 1, "sum_matching": 1, "linked": 1, "add": 2, "sub": 2, "neg": 1}
"""Words that may be applied to sums of months: how many of their operands are summed."""
ROWS, KEYED = ("sum_rows", "sum_rows_if", "sum_matching", "highest_row"), ("sum_rows_if", "sum_matching")
"""Words over lines, and those that count the lines with a key."""
WHOLE = (
    "total", "lowest", "present_value", "rate_of_return", "first_month", "month_after_last", "following",
)  # fmt: skip
"""Words over all months of the plan."""


@dataclass(frozen=True)
class At:
    """One value: of a figure or field, in a view, on a line, in the last of some months or ``summed`` over them."""

    name: str
    view: str
    line: int
    first: int
    last: int
    summed: bool

    @property
    def table(self) -> str:
        """The table whose line it is."""
        return (FIGURES[self.name].over or "") if self.name in FIGURES else self.name.rpartition("__")[0]


class Reading:
    """The values of one projection."""

    def __init__(self, projection: Projection) -> None:
        self.projection, self.fields = projection, projection.fields
        self._arrays: dict[tuple[Any, str, str], Any] = {}

    def row(self, at: At) -> Num:
        """A value's line: by month, by period, or alone."""
        lines = self.projection.array(at.name, at.view)[0]
        found: Num = lines[min(at.line, len(lines) - 1)]
        return found

    def number(self, at: At) -> float:
        """The value; NaN where it does not exist."""
        row = self.row(at)
        if at.name in FIGURES and FIGURES[at.name].per == "period":
            return float(row[self._column(at)])
        if self.spans(at):
            return float(np.broadcast_to(row, (self.projection.grid.months,))[at.first : at.last + 1].sum())
        return float(row[min(at.last, len(row) - 1)])

    def spans(self, at: At) -> bool:
        """Whether the value is of several months, not of one."""
        if at.name in FIGURES:
            return FIGURES[at.name].per == "period" or (at.summed and FIGURES[at.name].per == "month")
        return at.summed and len(self.row(at)) == self.projection.grid.months and at.name not in CALENDAR

    def timed(self, at: At) -> bool:
        """Whether the value has a month or period at all."""
        return FIGURES[at.name].per != "once" if at.name in FIGURES else len(self.row(at)) > 1

    def _column(self, at: At) -> int:
        ends = [(p.first, p.last) for p in self.projection.rollup.periods]
        return ends.index((at.first, at.last))

    def lacks(self, at: At) -> bool:
        """Whether the value does not exist."""
        return bool(np.isnan(self.number(at)))

    def why(self, at: At) -> str:
        """The code of the reason why a figure does not exist."""
        f = FIGURES[at.name]
        return why(self.projection, f, at.view, at.line, self._column(at) if f.per == "period" else at.last)

    def target(self, need: str, at: At) -> tuple[str, str | None]:
        """What a parameter of a figure's body means: a name, and the view it insists on."""
        return resolve(FIGURES[at.name].over, need, self.fields)

    def place(self, need: str, at: At, **changes: Any) -> At:
        """An operand of a figure, on the same line in the same months unless changed."""
        name, view = self.target(need, at)
        found = At(name, view or at.view, at.line, at.first, at.last, at.summed)
        if name in FIGURES and FIGURES[name].per == "month" and FIGURES[at.name].per == "period":
            found = replace(found, summed=FIGURES[name].rolls == "flow")
        found = replace(found, **changes)
        return found if found.table in ("", FIGURES[at.name].over) or "line" in changes else replace(found, line=0)

    def array(self, e: Any, at: At) -> Any:
        """An expression of a figure's body, on all lines and months; each of a thousand lines asks for the same."""
        key = e, at.name, at.view
        if key not in self._arrays:
            self.row(at)
            with np.errstate(all="ignore"):
                self._arrays[key] = compute(e, operands(self.projection, FIGURES[at.name], at.view))
        return self._arrays[key]

    def value(self, e: Any, at: At) -> float:
        """An expression of a figure's body, where the figure stands."""
        x = np.asarray(self.array(e, at), dtype=float)
        if x.ndim < 3:
            return float(x)
        row = x[0, min(at.line, x.shape[1] - 1)] if x.shape[1] else np.zeros(1)
        per = FIGURES[at.name].per
        if per == "month" and at.summed:
            return float(np.broadcast_to(row, (self.projection.grid.months,))[at.first : at.last + 1].sum())
        return float(row[min(self._column(at) if per == "period" else at.last, len(row) - 1)])

    def taken(self, e: Any, at: At) -> tuple[Any, list[Any]]:
        """An expression with only the branches taken, and the tests that chose them."""
        if not isinstance(e, Expr) or e.word == "name" or WORDS[e.word].ranged:
            return e, []
        if e.word in ("where", "unless"):
            yes = bool(self.value(e.parts[0], at))
            chosen = e.parts[1 if yes else 2]
            if e.word == "unless" and yes:
                return Expr("value", (quoted(reason_text(e.parts[1])),)), [e.parts[0]]
            found, tests = self.taken(chosen, at)
            return found, [e.parts[0], *tests]
        both = [self.taken(part, at) for part in e.parts]
        return Expr(e.word, tuple(part for part, _ in both)), [test for _, tests in both for test in tests]

    def by_month(self, at: At) -> bool:
        """Whether a sum can only be told month by month."""
        f = FIGURES[at.name]
        return f.per == "month" and at.summed and at.first < at.last and not self._sums_up(f.expr, at)

    def spread(self, at: At) -> list[At]:
        """What a sum of months is told by: its months or years that are not zero."""
        return [one for one in self.cut(at) if self.number(one)]

    def cut(self, at: At) -> list[At]:
        """The months of a sum of months, or its fiscal years where there are more than twelve."""
        if at.last - at.first < YEAR:
            return [replace(at, first=month, last=month) for month in range(at.first, at.last + 1)]
        years = (period for period in self.projection.grid.periods if period.kind == "year")
        cut = (replace(at, first=max(y.first, at.first), last=min(y.last, at.last)) for y in years)
        return [one for one in cut if one.first <= one.last]

    def _sums_up(self, e: Any, at: At) -> bool:
        """Whether an expression of sums of months is the sum of its months."""
        if not isinstance(e, Expr):
            return False
        if e.word == "name":
            place = self.place(e.parts[0], at)
            return FIGURES[place.name].rolls == "flow" if place.name in FIGURES else self.spans(place)
        if e.word == "stacked":
            return all(self._sums_up(part, at) for part in e.parts)
        if e.word in ("mul", "truediv"):
            a, b = e.parts
            fixed = self._fixed(b, at) and self._sums_up(a, at)
            return fixed or (e.word == "mul" and self._fixed(a, at) and self._sums_up(b, at))
        return all(self._sums_up(part, at) for part in e.parts[: SUMS_UP[e.word]]) if e.word in SUMS_UP else False

    def _fixed(self, e: Any, at: At) -> bool:
        """Whether an expression is the same in every month."""
        if not isinstance(e, Expr):
            return True
        if e.word == "name":
            place = self.place(e.parts[0], at)
            return place.name not in FIGURES and len(self.row(place)) == 1
        return e.word in ("add", "sub", "mul", "truediv") and all(self._fixed(part, at) for part in e.parts)


def ranged_parts(r: Reading, e: Expr, at: At) -> Iterator[At]:
    """The values a word over a range was made of; lines and months of nothing are left out."""
    how = {
        "lag": _lag,
        "arriving": _arriving,
        "carry": _carry,
        "running_total": _running,
        "highest_so_far": _highest,
        "lowest": _lowest,
        "pick": _pick,
        "linked": _linked,
        "stacked": _stacked,
        "first_month": _flagged,
        "month_after_last": _flagged,
    }
    if e.word in how:
        yield from how[e.word](r, e, at)
    elif e.word in ("trailing", "following", "of_year", "total", "average", "present_value", "rate_of_return"):
        first, last = _window(r, e, at)
        yield r.place(e.parts[0].parts[0], at, first=first, last=last, summed=e.word != "average")
    else:
        yield from _rows(r, e, at)


def _rows(r: Reading, e: Expr, at: At) -> Iterator[At]:
    """Over lines: all, those with a flag, those whose key is this line's own, or the highest."""
    places = _counted(r, e, at)
    if e.word == "highest_row":
        places = sorted(places, key=r.number)[-1:]
    yield from (place for place in places if r.number(place))


def _counted(r: Reading, e: Expr, at: At) -> list[At]:
    """The lines a word over lines counts, also those of nothing."""
    count = r.array(e.parts[0], at).shape[1]
    places = [r.place(e.parts[0].parts[0], at, line=line) for line in range(count)]
    if e.word in KEYED:
        key = r.array(e.parts[1], at)[0, :, 0]
        own = 1.0 if e.word == "sum_rows_if" else r.value(e.parts[2], replace(at, summed=False))
        places = [place for place in places if key[place.line] == own]
    return places


def passed_over(r: Reading, e: Expr, at: At) -> Iterator[At]:
    """What decides which values a word over a range is made of, and the lines and months that count for nothing."""
    months, operands = r.projection.grid.months, () if e.word == "stacked" else e.parts[1:]
    if e.word in ROWS:
        yield from _counted(r, e, at)
    if e.word in KEYED:
        count, operands = r.array(e.parts[1], at).shape[1], e.parts[2:]
        yield from (r.place(e.parts[1].parts[0], at, line=line) for line in range(count))
    if e.word in ("highest_so_far", "lowest", "first_month", "month_after_last", "arriving"):
        until = at.last + 1 if e.word == "highest_so_far" else months
        ranged = e.parts[:2] if e.word == "arriving" else e.parts[:1]
        for month in range(until):
            for part in ranged:
                yield from leaves(r, part, at, first=month, last=month, summed=False)
    if e.word in WHOLE:
        yield r.place("months", at)
    for part in operands:
        yield from leaves(r, part, at)


def leaves(r: Reading, e: Any, at: At, **changes: Any) -> Iterator[At]:
    """The operands named in an expression, and what a word over a range in it was made of."""
    if not isinstance(e, Expr) or e.word == "value":
        return
    if e.word == "name":
        yield r.place(e.parts[0], at, **changes)
    elif WORDS[e.word].ranged:
        yield from ranged_parts(r, e, at)
    else:
        yield from (found for part in e.parts for found in leaves(r, part, at, **changes))


def _window(r: Reading, e: Expr, at: At) -> tuple[int, int]:
    last = r.projection.grid.months - 1
    if e.word == "trailing":
        return max(at.last - e.parts[1] + 1, 0), at.last
    if e.word == "following":
        return min(at.last + 1, last), min(at.last + e.parts[1], last)
    if e.word == "of_year":
        year = r.array(e.parts[1], at)[0, 0]
        same = np.flatnonzero(year == year[at.last])
        return int(same[0]), int(same[-1])
    return 0, last


def _lag(r: Reading, e: Expr, at: At) -> Iterator[At]:
    month = at.last - round(r.value(e.parts[1], at))
    if month >= 0:
        yield r.place(e.parts[0].parts[0], at, first=month, last=month, summed=False)


def _arriving(r: Reading, e: Expr, at: At) -> Iterator[At]:
    moved = r.array(e.parts[1], at)
    to = np.broadcast_to(moved[0, min(at.line, moved.shape[1] - 1)], (r.projection.grid.months,))
    for month in np.flatnonzero(to == at.last):
        place = r.place(e.parts[0].parts[0], at, first=int(month), last=int(month), summed=False)
        if r.number(place):
            yield place


def _carry(r: Reading, e: Expr, at: At) -> Iterator[At]:
    if at.last:
        yield replace(at, first=at.last - 1, last=at.last - 1)
    else:
        yield from leaves(r, e.parts[0], at)
    yield from leaves(r, e.parts[1], at)
    yield from leaves(r, e.parts[2], at)


def _running(r: Reading, e: Expr, at: At) -> Iterator[At]:
    yield from leaves(r, e.parts[0], at)
    for place in leaves(r, e.parts[1], at, first=0, summed=True):
        if r.spans(place):
            yield place


def _highest(r: Reading, e: Expr, at: At) -> Iterator[At]:
    x = r.array(e.parts[0], at)
    row = np.broadcast_to(x[0, min(at.line, x.shape[1] - 1)], (r.projection.grid.months,))
    month = int(row[: at.last + 1].argmax())
    yield from leaves(r, e.parts[0], at, first=month, last=month, summed=False)


def _lowest(r: Reading, e: Expr, at: At) -> Iterator[At]:
    """The month of the lowest value."""
    place = r.place(e.parts[0].parts[0], at)
    month = int(np.broadcast_to(r.row(place), (r.projection.grid.months,)).argmin())
    yield replace(place, first=month, last=month, summed=False)


def _flagged(r: Reading, e: Expr, at: At) -> Iterator[At]:
    """The first or last month in which the flag is set."""
    place = r.place(e.parts[0].parts[0], at)
    months = np.flatnonzero(r.row(place))
    if len(months):
        month = int(months[0 if e.word == "first_month" else -1])
        yield replace(place, first=month, last=month, summed=False)


def _pick(r: Reading, e: Expr, at: At) -> Iterator[At]:
    place = r.place(e.parts[0].parts[0], at)
    position = min(round(r.value(e.parts[1], at)), len(r.row(place))) - 1
    yield replace(place, first=position, last=position, summed=False)


def _linked(r: Reading, e: Expr, at: At) -> Iterator[At]:
    to = int(r.array(e.parts[1], at)[at.line])
    if to >= 0:
        yield r.place(e.parts[0].parts[0], at, line=to)


def _stacked(r: Reading, e: Expr, at: At) -> Iterator[At]:
    line = at.line
    for part in e.parts:
        count = r.array(part, at).shape[1]
        if 0 <= line < count:
            yield r.place(part.parts[0], at, line=line)
        line -= count
