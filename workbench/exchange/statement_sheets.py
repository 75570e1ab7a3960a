"""The statements by month and by fiscal year: each line links to the calculation, each year adds up its months."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from workbench.engine import told
from workbench.engine.program import PLANNED, key_of
from workbench.engine.projection import Projection
from workbench.engine.statements import STATEMENTS, StatementLine, Template
from workbench.exchange.book_look import Look
from workbench.exchange.places import BODY, FIRST, STATED, STATED_BY_YEAR, TITLE, Place, letters, sheet_ref
from workbench.exchange.sheet_rows import Sharing, blank, row, text
from workbench.exchange.timeline import Timeline
from workbench.formats import Formats
from workbench.i18n import N_, _

COLUMNS = (N_("Renglón"), "", "", N_("Moneda"), "", "")
LABEL, MONEY, WHOLE, YEAR = range(4)
"""The columns of the statements by year: the years follow one another."""
ROLES = {0: "total", 1: "part", 2: "indented"}


class Statements:
    """Writes both sheets of one projection; a line stands in the same row of both, ``rows[statement, line]``."""

    def __init__(self, projection: Projection, place: Place, look: Look, formats: Formats) -> None:
        self.projection, self.place, self.look, self.formats = projection, place, look, formats
        self.heads = Timeline(projection, place, look)
        self.years = [period for period in projection.grid.periods if period.kind == "year"]
        self.rows: dict[tuple[str, str], int] = {}
        self._titles: dict[int, str] = {}
        at = BODY - 2
        for line in projection.statements():
            if line.statement not in self._titles.values():
                at += 2
                self._titles[at] = line.statement
            at += 1
            self.rows[line.statement, line.id] = at

    @cached_property
    def _lines(self) -> list[tuple[int, StatementLine]]:
        return [(self.rows[line.statement, line.id], line) for line in self.projection.statements()]

    def _title(self, at: int, width: int) -> Iterator[str]:
        """The title of a statement, above its first line."""
        if at - 1 in self._titles:
            style = self.look.style("section")
            yield row(at - 1, text(_(told.STATEMENTS[self._titles[at - 1]]), style) + blank(style) * (width - 1))

    def label(self, line: StatementLine) -> str:
        """The first cell of a line."""
        return text(told.line_label(line), self.look.style("total name" if not line.level else ROLES[line.level]))

    # ------------------------------------------------------------ by month

    def by_month(self) -> Iterator[str]:
        """The rows of the statements by month."""
        share, unit = Sharing(), text(self.projection.plan.basis.currency, self.look.style("unit"))
        yield from self.heads.rows(STATED, _(STATED), COLUMNS, share)
        for at, line in self._lines:
            yield from self._title(at, FIRST + self.projection.grid.months)
            cells = share.row(self._source(line), at, FIRST, line.values.tolist(), self._style(line))
            yield row(at, self.label(line) + blank() * 2 + unit + blank() * 2 + cells)

    def _style(self, line: StatementLine) -> int:
        return self.look.style("total" if not line.level else "value", "money")

    def _source(self, line: StatementLine) -> str:
        """What a line is in its first month: a row of the calculation, with its sign."""
        id_, _colon, stream = line.id.partition(":")
        template = next(each for each in STATEMENTS[line.statement] if each.id == id_)
        return f"{'-' if template.sign < 0 else ''}{self._cell(template, stream)}"

    def _cell(self, of: Template, stream: str) -> str:
        spot = self.place.spots[key_of(of.figure, PLANNED, self.projection.fields)]
        ids = [str(id_) for id_ in self.projection.inputs.lines[spot.table]] if stream else []
        return f"{sheet_ref(spot.sheet)}{letters(FIRST)}{spot.row + (ids.index(stream) if stream else of.row)}"

    # ------------------------------------------------------------ by year

    def by_year(self) -> Iterator[str]:
        """The rows of the statements by fiscal year."""
        share, look, money = Sharing(), self.look, self.projection.plan.basis.currency
        yield row(TITLE, text(_(STATED_BY_YEAR), look.style("title")), 24)
        names = (told.period_name(period, self.projection, self.formats) for period in self.years)
        heads = text(_("Renglón"), look.style("name")) + text(_("Moneda"), look.style("name"))
        heads += text(_("Todo el plan"), look.style("head"))
        yield row(2, heads + "".join(text(name, look.style("head")) for name in names))
        numbers = [float(at) for at in range(len(self.years))]
        counted = share.row("COLUMNS($D3:D3)-1", 3, YEAR, numbers, look.style("rule", "month"))
        yield row(3, text(_("Año fiscal n.º"), look.style("rule")) + blank() * 2 + counted)
        for at, line in self._lines:
            yield from self._title(at, YEAR + len(self.years))
            months, years = (self._range(each) for each in (at, 5))
            style = self._style(line)
            if line.stock:
                whole, year = f"INDEX({months},COLUMNS({months}))", f"INDEX({months},MATCH(D$3,{years},1))"
                total = float(line.values[-1])
            else:
                whole, year = f"SUM({months})", f"SUMIF({years},D$3,{months})"
                total = float(line.values.sum())
            cells = share.row(whole, at, WHOLE, [total], style)
            cells += share.row(year, at, YEAR, self.projection.by_year(line), style)
            yield row(at, self.label(line) + text(money, look.style("unit")) + cells)

    def _range(self, at: int) -> str:
        return f"{sheet_ref(STATED)}$G${at}:{self.place.end}${at}"
