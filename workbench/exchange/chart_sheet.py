"""Native charts over the statements and the calculation, with the small table some of them are drawn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from workbench.engine import charts, told
from workbench.engine.projection import Projection
from workbench.exchange.book_look import Look
from workbench.exchange.places import CHARTED, FIRST, MONTHLY, STATED_BY_YEAR, TITLE, Place, letters, sheet_ref
from workbench.exchange.sheet_rows import Sharing, row, text
from workbench.exchange.statement_sheets import YEAR, Statements
from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.model.chart import Style
from workbench.theme_tokens import theme

TABLE, HIGH = 68, 16
"""The first row of the table, below the charts, and the rows each chart takes."""
COSTS = ("variable_costs", "direct_fixed_costs", "structural_costs", "depreciation", "interest")
FUNDED = charts.SOURCES
Filling = tuple[str, Style]
"""A colour of the theme by its role, and how it fills: committed money is solid, the rest hatched or outlined."""
HEADINGS = (
    N_("Caja libre y brecha acumulada, por mes"), N_("Ingresos y costos de la operación que continúa, por año fiscal"),
    N_("De dónde sale el dinero, por año fiscal"), N_("Caja al final de cada año fiscal"),
)  # fmt: skip


class Charts:
    """Writes the sheet of one projection."""

    def __init__(self, projection: Projection, place: Place, look: Look, statements: Statements) -> None:
        self.projection, self.place, self.look, self.statements = projection, place, look, statements
        self.years = len(statements.years)
        self.lines = {(line.statement, line.id): line for line in projection.statements()}

    # ------------------------------------------------------------ the table

    def rows(self) -> Iterator[str]:
        """The title, and below the charts the amounts by year that they are drawn from."""
        look, share = self.look, Sharing()
        yield row(TITLE, text(_(CHARTED), look.style("title")), 24)
        style = look.style("head")
        names = "".join(text(name, style) for name in self._names())
        heads = text(_("Lo que muestran los gráficos por año"), look.style("name"))
        yield row(TABLE, heads + text(_("Moneda"), look.style("name")) + names)
        money = text(self.projection.plan.basis.currency, look.style("unit"))
        for at, (label, statement, ids, sign) in enumerate(self._table(), TABLE + 1):
            lines = [self.lines[statement, id_] for id_ in ids]
            values = [sign * sum(each) for each in zip(*map(self.projection.by_year, lines), strict=True)]
            sheet = sheet_ref(STATED_BY_YEAR) + letters(YEAR)
            terms = (f"{'+' if sign > 0 else '-'}{sheet}{self.statements.rows[statement, id_]}" for id_ in ids)
            cells = "".join(terms).removeprefix("+")
            made = share.row(cells, at, 2, values, look.style("value", "money"))
            yield row(at, text(label, look.style("plain")) + money + made)

    def _names(self) -> list[str]:
        formats: Formats = self.statements.formats
        return [told.period_name(period, self.projection, formats) for period in self.statements.years]

    def _table(self) -> Iterator[tuple[str, str, Sequence[str], int]]:
        yield _("Ingresos"), "operating", ("revenue",), 1
        yield _("Costos"), "operating", COSTS, -1
        for id_, label, _role, _style in FUNDED:
            yield _(label), "sources_uses", (id_,), 1
        yield _("Caja libre"), "cash", ("free_cash",), 1
        yield _("Caja destinada"), "cash", ("restricted_cash",), 1

    # ------------------------------------------------------------ the charts

    def draw(self, book: Workbook, sheet: Worksheet) -> None:
        """Put the four charts below one another."""
        last = 2 + len(FUNDED)
        made = (
            self._cash(book),
            self._columns(book, (0, 1), (("series1", "solid"), ("series2", "solid")), ""),
            self._columns(book, tuple(range(2, last)), [each[2:] for each in FUNDED], "stacked"),
            self._columns(book, (last, last + 1), (("series1", "solid"), ("series5", "solid")), "stacked"),
        )
        for at, (chart, heading) in enumerate(zip(made, HEADINGS, strict=True)):
            chart.set_title({"name": _(heading), "name_font": {"size": 12, "bold": True}, "overlay": False})
            chart.set_legend({"position": "bottom"})
            chart.set_size({"width": 940, "height": 300})
            axis = {
                "num_format": "#,##0",
                "major_gridlines": {"visible": True, "line": {"color": theme("light")["line"]}},
            }
            chart.set_y_axis({**axis, "name": self.projection.plan.basis.currency, "name_font": {"bold": False}})
            sheet.insert_chart(2 + at * HIGH, 0, chart, {"description": _(heading), "object_position": 3})

    def _cash(self, book: Workbook) -> Any:
        chart = book.add_chart({"type": "line"})
        last = FIRST + self.projection.grid.months - 1
        shown = (("free_cash", "planned", "series1", "solid"), ("free_cash", "committed", "series2", "dash"),
                 ("gap_so_far", "planned", "fails", "solid"), ("gap_so_far", "committed", "fails", "dash"))  # fmt: skip
        for name, view, role, dash in shown:
            spot = self.place.spots[name if view == "planned" else f"{name}@{view}"]
            chart.add_series(
                {
                    "name": f"{_(FIGURE_NAMES[name])}, {_(told.VIEWS[view])}",
                    "categories": [_(MONTHLY), 1, FIRST, 1, last],
                    "values": [_(MONTHLY), spot.row - 1, FIRST, spot.row - 1, last],
                    "values_data": self.projection.monthly(name, view).tolist(),
                    "line": {"color": theme("light")[role], "width": 1.75, "dash_type": dash},
                }
            )
        chart.set_x_axis({"date_axis": True, "num_format": "mmm yyyy", "label_position": "low",
                          "major_unit": 12, "major_unit_type": "months"})  # fmt: skip
        return chart

    def _columns(self, book: Workbook, rows: Sequence[int], roles: Sequence[Filling], kind: str) -> Any:
        chart = book.add_chart({"type": "column", **({"subtype": kind} if kind else {})})
        for at, (role, style) in zip(rows, roles, strict=True):
            where = TABLE + at
            chart.add_series(
                {
                    "name": [_(CHARTED), where, 0],
                    "categories": [_(CHARTED), TABLE - 1, 2, TABLE - 1, 1 + self.years],
                    "values": [_(CHARTED), where, 2, where, 1 + self.years],
                    **_filled(theme("light")[role], style),
                    "gap": 60,
                }
            )
        chart.set_x_axis({"label_position": "low"})
        return chart


def _filled(colour: str, style: Style) -> dict[str, Any]:
    if style == "hatched":
        pattern = {"pattern": "wide_upward_diagonal", "fg_color": colour, "bg_color": "#FFFFFF"}
        return {"pattern": pattern, "border": {"color": colour}}
    if style == "outlined":
        return {"fill": {"color": "#FFFFFF"}, "border": {"color": colour, "width": 1.5}}
    return {"fill": {"color": colour}}


FIGURE_NAMES = {"free_cash": N_("Caja libre si nada se consigue"), "gap_so_far": N_("Brecha acumulada")}
