"""The sheets of the calculation: every figure, a row for each line, with its rule in words, its unit, its formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from workbench.engine.explain import rule
from workbench.engine.explain_reason import CODES, compute, operands, reasons_of
from workbench.engine.lines import Lines
from workbench.engine.program import Step
from workbench.engine.projection import Projection
from workbench.engine.reasons import reason_text
from workbench.engine.told import VIEWS, period_name
from workbench.exchange.book_look import Look
from workbench.exchange.cells import Row
from workbench.exchange.places import DATES, FIRST, ONCE, OPENING, PERIODS, TITLE, Place, letters, view_of
from workbench.exchange.sheet_rows import Sharing, Value, blank, cells, number, row, text
from workbench.exchange.timeline import Timeline
from workbench.formats import Formats, capital
from workbench.i18n import N_, _

UNITS = {
    "share": "%", "months": N_("meses"), "month": N_("mes n.º"), "number": N_("número"), "ratio": N_("razón"),
    "points": N_("puntos"), "class": N_("clase"),
}  # fmt: skip
COLUMNS = (N_("Cifra"), N_("Línea"), N_("Regla"), N_("Unidad"), N_("Sin mes"), N_("Antes"))
ADDED, LAST = N_("la suma de los meses del período"), N_("lo del último mes del período")


class Calculation:
    """Writes the rows of the calculation of one projection."""

    def __init__(self, projection: Projection, place: Place, look: Look, formats: Formats) -> None:
        self.projection, self.place, self.look, self.formats = projection, place, look, formats
        self.lines = Lines(projection.plan, projection.inputs)
        self.heads = Timeline(projection, place, look)
        self.money = projection.plan.basis.currency
        self._cells: dict[str, list[str]] = {}

    def rows(self, sheet: str) -> Iterator[str]:
        """All rows of a sheet, in their order."""
        share = Sharing()
        yield from self._periods() if sheet == PERIODS else self.heads.rows(sheet, _(sheet), COLUMNS, share)
        sections = {at: view for (where, at), view in self.place.sections.items() if where == sheet}
        for step in sorted(self._steps.get(sheet, ()), key=lambda step: self.place.spots[step.key].row):
            spot = self.place.spots[step.key]
            for at in [at for at in sections if at < spot.row]:
                style = self.look.style("section")
                yield row(at, text(capital(_(VIEWS[sections.pop(at)])), style) + blank(style) * (FIRST - 1))
            if spot.table:
                yield row(spot.row - 1, text(_(step.figure.label), self.look.style("block")))
            if spot.lines:
                yield from self._block(step, share)

    @cached_property
    def _steps(self) -> dict[str, list[Step]]:
        found: dict[str, list[Step]] = {}
        for step in self.place.steps:
            found.setdefault(self.place.spots[step.key].sheet, []).append(step)
        return found

    def _periods(self) -> Iterator[str]:
        """The head of the sheet by period: what each is called, its first and its last month."""
        look, periods = self.look, self.projection.rollup.periods
        yield row(TITLE, text(_(PERIODS), look.style("title")), 24)
        names = (period_name(period, self.projection, self.formats) for period in periods)
        heads = "".join(text(_(name), look.style("name")) for name in COLUMNS)
        yield row(DATES, heads + "".join(text(name, look.style("head")) for name in names))
        for at, label, ends in ((3, N_("Primer mes n.º"), "first"), (4, N_("Último mes n.º"), "last")):
            frozen = "".join(number(getattr(period, ends), look.style("frozen", "month")) for period in periods)
            yield row(at, text(_(label), look.style("rule")) + blank() * (FIRST - 1) + frozen)

    # ------------------------------------------------------------ blocks

    def _block(self, step: Step, share: Sharing) -> Iterator[str]:
        """The rows of one figure, whose lines share formulas."""
        spot, look = self.place.spots[step.key], self.look
        values, first = self.values(step), FIRST if spot.spread else ONCE
        style, label, rest = (
            look.style("value", step.figure.unit),
            text(_(step.figure.label), look.style("plain")),
            self._rest(step),
        )
        openings, names = self._openings(step), self._names(spot.table)
        starts = [*Row(step, 0, self.place).runs(), spot.lines]
        for start, end in pairwise(starts):
            top = spot.row + start
            inside, opened = self._inside(step, start, first), self._opening(step, start)
            area, others = share.area(inside, top, first, end - start, len(values[0]))
            before, after = share.area(opened, top, OPENING, end - start, 1) if opened else ("", "")
            for line in range(start, end):
                mine = area if line == start else others
                cell = cells(mine, others, values[line], style)
                if spot.spread:
                    own = before if line == start else after
                    cell = blank() + (cells(own, own, openings[line : line + 1], style) if own else blank()) + cell
                yield row(spot.row + line, label + names[line] + rest + cell)

    def _inside(self, step: Step, line: int, first: int) -> str:
        return (
            Row(step, line, self.place).formula()[1:].replace("{c}", letters(first)).replace("{p}", letters(first - 1))
        )

    def _opening(self, step: Step, line: int) -> str:
        opening = Row(step, line, self.place).opening()
        return opening[1:] if opening else ""

    def _names(self, table: str) -> list[str]:
        """The cells with the names of a table's lines, made once."""
        if table not in self._cells:
            lines = range(len(self.projection.inputs.lines[table]) if table else 0)
            plain = self.look.style("plain")
            self._cells[table] = [text(self.lines.name(table, at), plain) for at in lines] or [blank()]
        return self._cells[table]

    def _rest(self, step: Step) -> str:
        """The rule in words and the unit, of every line the same."""
        rolled = {"flow": ADDED, "stock": LAST}.get(step.roll or "")
        unit = self.money if step.figure.unit == "money" else _(UNITS[step.figure.unit])
        said = text(capital(_(rolled) if rolled else rule(step.figure.name)), self.look.style("rule"))
        return said + text(unit, self.look.style("unit"))

    # ------------------------------------------------------------ values

    def values(self, step: Step) -> list[list[Value]]:
        """The values of a step, [line][month or period]; where there is none, the reason."""
        spot, projection = self.place.spots[step.key], self.projection
        width = (
            1
            if not spot.spread
            else len(projection.rollup.periods)
            if spot.sheet == PERIODS
            else projection.grid.months
        )
        found = np.broadcast_to(projection.env[step.key][0], (spot.lines, width))
        rows: list[list[Value]] = found.tolist()
        if step.key in self.place.lacks and np.isnan(found).any():
            codes = np.broadcast_to(reasons_of(projection, step.figure, view_of(step)), found.shape)
            for line, at in np.argwhere(np.isnan(found)):
                rows[line][at] = reason_text(CODES[codes[line, at]])
        return rows

    def _openings(self, step: Step) -> Sequence[Value]:
        """What each line's stock opens with."""
        lines = self.place.spots[step.key].lines
        if self._opening(step, 0) in ("", "0"):
            return [0.0] * lines
        known = operands(self.projection, step.figure, view_of(step))
        found = np.asarray(compute(step.figure.expr.parts[0], known), float)
        opened: list[Value] = np.broadcast_to(found.reshape(-1), (lines,)).tolist()
        return opened
