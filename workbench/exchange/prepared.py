"""The prepared inputs: what the calculation reads, made of what was typed by formulas, or frozen where it is structure.

*Campos* has the fields of the plan one under the other, then a table for each kind of line; *Series* those by month.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.engine import fields
from workbench.engine.inputs import NEVER
from workbench.engine.lines import Lines
from workbench.engine.projection import Projection
from workbench.engine.told import VIEWS
from workbench.exchange.book_look import Look
from workbench.exchange.input_sheets import InputSheets
from workbench.exchange.live_inputs import Live
from workbench.exchange.places import CLOCK, FIELDS, FIRST, SERIES, TITLE, Place, Spot, clock_label, number_of
from workbench.exchange.sheet_rows import Sharing, blank, formula, number, row, text
from workbench.exchange.timeline import DAY_0, Timeline
from workbench.i18n import N_, _

ABOUT = N_("Con fondo gris: fijo desde la exportación. Sin fondo: una fórmula sobre las hojas de datos.")
LIST_COLUMNS = (N_("Dato"), N_("Nombre en las fórmulas"), N_("Valor"))
COLUMNS = (N_("Dato"), N_("Línea"), "", N_("Unidad"), "", "")
TABLES = {
    "stream": N_("Ingresos"), "staff": N_("Personal"), "fixed": N_("Gastos fijos"), "variable": N_("Gastos variables"),
    "step": N_("Gastos por tramos"), "one_off": N_("Gastos únicos"), "share": N_("Gastos por porcentaje"),
    "asset": N_("Inversiones"), "line": N_("Gastos que no son porcentajes"), "cost": N_("Costos e inversiones"),
    "service": N_("Servicios"), "loan": N_("Préstamos"), "opening_asset": N_("Activos existentes"),
    "source": N_("Aportes en efectivo"), "carry": N_("Aportes en especie"), "use": N_("Destinos"),
    "currency": N_("Monedas"), "trial": N_("Tasas de prueba"),
    "put": N_("Destinos y sectores"), "sector": N_("Sectores"), "organisation": N_("Organizaciones"),
    "group": N_("Grupos de costos"), "payer": N_("Pagadores"), "who": N_("Grupos de costos y pagadores"),
    "taken": N_("Grupos de costos y destinos"), "mix": N_("Grupos, destinos y sectores"),
}  # fmt: skip


class Prepared:
    """Writes the rows of the prepared inputs of one projection."""

    def __init__(self, projection: Projection, place: Place, look: Look, sheets: InputSheets) -> None:
        self.projection, self.place, self.look = projection, place, look
        self.live = Live(projection, place, sheets)
        self.lines = Lines(projection.plan, projection.inputs)
        self.heads = Timeline(projection, place, look)

    def fields(self) -> Iterator[str]:
        """The rows of *Campos*."""
        look, share = self.look, Sharing()
        yield row(TITLE, text(_("Entradas preparadas"), look.style("title")), 24)
        yield row(2, text(_(ABOUT), look.style("lead")))
        yield row(4, "".join(text(_(name), look.style("name")) for name in LIST_COLUMNS))
        for key in CLOCK:
            spot = self.place.spots[key]
            label = text(clock_label(key), look.style("plain")) + text(spot.name, look.style("rule"))
            yield row(spot.row, label + self._clock(key))
        listed = [key for key, spot in self.place.spots.items() if spot.name and key not in CLOCK]
        for key in listed:
            spot = self.place.spots[key]
            label = text(fields.label(key), look.style("plain")) + text(spot.name, look.style("rule"))
            yield row(spot.row, label + self._cells(key, spot, 0, share))
        for table, top in self.place.tables.items():
            yield from self._table(table, top, share)

    def _clock(self, key: str) -> str:
        grid, look = self.projection.grid, self.look
        if key == "start":
            return number(float((grid.day(0) - DAY_0).days), look.style("frozen", "month-year"))
        if key == "price":
            inside = self.live.calendar(self.live.whole("basis/price_month"))
            return formula(inside, float(grid.price_month), look.style("live"))
        return number(float(grid.fiscal_start if key == "fiscal" else NEVER), look.style("frozen"))

    def _table(self, table: str, top: int, share: Sharing) -> Iterator[str]:
        look = self.look
        mine = {key: spot for key, spot in self.place.spots.items() if (spot.sheet, spot.table) == (FIELDS, table)}
        yield row(top - 2, text(_(TABLES.get(table, table)), look.style("block")))
        heads = "".join(self._head(key) for key in mine)
        yield row(top - 1, text(_("Línea"), look.style("name")) + heads, 45)
        for line in range(next(iter(mine.values())).lines):
            cells = "".join(self._cells(key, spot, line, share) for key, spot in mine.items())
            yield row(top + line, text(self.lines.name(table, line), look.style("plain")) + cells)

    def _head(self, key: str) -> str:
        name, _at, view = key.partition("@")
        width = self.place.spots[key].width
        label = fields.label(name) + (f" ({_(VIEWS[view])})" if view else "")
        style = self.look.style("wrapped name")
        return text(label, style) + blank(style) * (width - 1)

    def _cells(self, key: str, spot: Spot, line: int, share: Sharing) -> str:
        """An input of one line: a formula over what was typed, or the values it was exported with."""
        values = self.projection.env[key][0][line].tolist()
        values += values[-1:] * (spot.width - len(values))
        inside = self.live.formula(key, line)
        if inside:
            return share.row(inside, spot.row + line, number_of(spot.first), values, self.look.style("live"))
        return "".join([number(value, self.look.style("frozen")) for value in values])

    def series(self) -> Iterator[str]:
        """The rows of *Series*."""
        share, look = Sharing(), self.look
        yield from self.heads.rows(SERIES, _("Entradas preparadas, por mes"), COLUMNS, share)
        for key, spot in self.place.spots.items():
            if spot.sheet != SERIES:
                continue
            name, _at, view = key.partition("@")
            label = fields.label(name) + (f" ({_(VIEWS[view])})" if view else "")
            if spot.table:
                yield row(spot.row - 1, text(label, look.style("block")))
            for line in range(spot.lines):
                named = text(label, look.style("plain")) + text(self.lines.name(spot.table, line), look.style("plain"))
                yield row(spot.row + line, named + blank() * (FIRST - 2) + self._cells(key, spot, line, share))
