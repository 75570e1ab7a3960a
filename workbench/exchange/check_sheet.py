"""The check sheet: two ways to the same amount, month by month, and their difference, which is 0; one total of all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np

from workbench.engine.program import PLANNED
from workbench.engine.projection import Projection
from workbench.engine.registry import FIGURES
from workbench.engine.told import period_name
from workbench.engine.words import Num
from workbench.exchange.book_look import Look
from workbench.exchange.places import (
    BODY,
    CHECKED,
    FIRST,
    ONCE,
    PERIODS,
    STATED_BY_YEAR,
    Place,
    letters,
    sheet_ref,
)
from workbench.exchange.sheet_rows import Sharing, blank, row, text
from workbench.exchange.statement_sheets import WHOLE, YEAR, Statements
from workbench.exchange.timeline import Timeline
from workbench.i18n import N_, _

COLUMNS = (N_("Comprobación"), "", "", N_("Unidad"), N_("Suma"), "")
MOVED = ("cash_moved", "cash_moved@committed", "revenue_all", "all_costs", "project_costs")
"""The flows beside which a difference counts: what is left when large sums cancel each other is none."""
OPENED = (
    "opening_cash", "use__opening", "receivables_opening", "payables_opening", "opening_asset__book_value",
    "loan__opening",
)  # fmt: skip


@dataclass(frozen=True)
class Term:
    """One amount of a side: a figure or field by key, all its lines added up; ``so_far``: from month 0 on."""

    key: str
    sign: int = 1
    so_far: bool = False


def _side(*names: str) -> tuple[Term, ...]:
    """``-name`` counts against; ``+name…`` what has come together so far."""
    return tuple(Term(name.strip("-…"), -1 if name[0] == "-" else 1, name[-1] == "…") for name in names)


CHECKS: tuple[tuple[str, str, tuple[Term, ...], str, tuple[Term, ...]], ...] = (
    (N_("Fuentes = usos + cambio de caja"), N_("Fuentes menos usos"), _side("sources_total", "-uses_total"),
     N_("Cambio de caja"), _side("cash_change")),
    (N_("La caja es la inicial más sus cambios"), N_("Caja libre y destinada"),
     _side("free_cash_shown", "restricted_cash"), N_("Caja inicial más los cambios"),
     _side("opening_cash", "use__opening", "cash_change…")),
    (N_("La situación cuadra con el resultado"), N_("Fondos de la operación"), _side("funds"),
     N_("Fondos iniciales, resultado neto, aportes a la inversión y lo que está por conseguir"),
     _side("opening_cash", "use__opening", "receivables_opening", "opening_asset__book_value", "-payables_opening",
           "-loan__opening", "net_result…", "contributions…", "-cash_operating…", "-in_kind_operating…", "gap…",
           "-fomin_returned…")),
    (N_("Las brechas suman la brecha acumulada"), N_("Suma de las brechas"), _side("gap…"),
     N_("Brecha acumulada"), _side("gap_so_far")),
    (N_("Las brechas firmadas suman la acumulada"), N_("Suma de las brechas"), _side("gap@committed…"),
     N_("Brecha acumulada"), _side("gap_so_far@committed")),
    (N_("El saldo de los préstamos es lo recibido menos lo pagado"), N_("Saldo"), _side("loans"),
     N_("Saldo inicial, lo recibido y lo amortizado"),
     _side("loan__opening", "loans_drawn…", "-debt_service…", "interest…")),
    (N_("Los sectores suman todos los fondos"), N_("Fondos por sector"), _side("sector_funding"),
     N_("Aportes e ingresos ganados"), _side("contributions", "revenue_all")),
    (N_("El resultado recurrente es ingresos menos costos"), N_("Resultado recurrente"), _side("recurring_result"),
     N_("Ingresos menos cada costo"),
     _side("revenue", "-variable_costs", "-direct_fixed_costs", "-structural_costs", "-depreciation", "-interest")),
)  # fmt: skip


class Checks:
    """Writes the sheet of one projection. ``total``: the address of the cell that is 0."""

    def __init__(self, projection: Projection, place: Place, look: Look, statements: Statements) -> None:
        self.formats = statements.formats
        self.projection, self.place, self.look, self.statements = projection, place, look, statements
        self.heads = Timeline(projection, place, look)
        self.months = projection.grid.months
        self.total = f"{sheet_ref(CHECKED)}$E${BODY}"

    def rows(self) -> Iterator[str]:
        """All rows: the total, what differences count beside, the checks by month, then those of sums of months."""
        share, at = Sharing(), count(BODY + 1)
        yield from self.heads.rows(CHECKED, _(CHECKED), COLUMNS, share)
        body = [*self._by_month(share, at), *self._years(share, at), *self._shares(share, at)]
        last = next(at) - 1
        inside = f"SUM(E{BODY + 1}:E{last})"
        cell = share.row(inside, BODY, ONCE, [0.0], self.look.style("total check", "check"))
        yield row(BODY, text(_("Total de las comprobaciones"), self.look.style("total name")) + blank() * 3 + cell)
        yield from body

    # ------------------------------------------------------------ by month

    def _by_month(self, share: Sharing, at: count[int]) -> Iterator[str]:
        scale = next(at)
        terms = (*(Term(key, 1, True) for key in MOVED), *(Term(key) for key in OPENED))
        yield self._line(share, scale, N_("Todo lo movido hasta el mes"), terms)
        for title, left, ours, right, theirs in CHECKS:
            next(at)
            yield self._line(share, next(at), left, ours)
            second = next(at)
            yield self._line(share, second, right, theirs)
            yield self._difference(share, next(at), title, scale)

    def _line(self, share: Sharing, at: int, label: str, terms: tuple[Term, ...]) -> str:
        unit = text(self.projection.plan.basis.currency, self.look.style("unit"))
        inside = "".join(f"{'-' if term.sign < 0 else '+'}{self._cell(term)}" for term in terms).removeprefix("+")
        values = sum((term.sign * self._months(term) for term in terms), np.zeros(self.months)).tolist()
        cells = share.row(inside, at, FIRST, values, self.look.style("value", "money"))
        return row(at, text(_(label), self.look.style("part")) + blank() * 2 + unit + blank() * 2 + cells)

    def _difference(self, share: Sharing, at: int, title: str, scale: int) -> str:
        """0 where both lines above are equal, as finance says it: to a billionth of what has moved."""
        style, tiny = self.look.style("check", "check"), self.place.spots["tiny"].name
        inside = f"IF(ABS(G{at - 2}-G{at - 1})<={tiny}*G${scale},0,ABS(G{at - 2}-G{at - 1}))"
        cells = share.row(f"SUM(G{at}:{self.place.end}{at})", at, ONCE, [0.0], style) + blank()
        cells += share.row(inside, at, FIRST, [0.0] * self.months, style)
        return row(at, text(_(title), self.look.style("check")) + blank() * 3 + cells)

    def _cell(self, term: Term) -> str:
        spot = self.place.spots[term.key]
        if spot.name:
            return spot.name
        sheet, last = sheet_ref(spot.sheet), f"${spot.row + spot.lines}" if spot.table else f"${spot.row}"
        first, own = (f"{letters(FIRST)}",) * 2 if spot.spread else (spot.first, spot.last)
        if term.so_far:
            return f"SUM({sheet}${first}${spot.row}:{own}{last})"
        return f"SUM({sheet}{first}${spot.row}:{own}{last})" if spot.table else f"{sheet}{first}${spot.row}"

    def _months(self, term: Term) -> Num:
        found = self.projection.env[term.key][0].sum(axis=0)
        values: Num = np.broadcast_to(found, (self.months,))
        return np.cumsum(values) if term.so_far else values

    # ------------------------------------------------------------ by year and period

    def _years(self, share: Sharing, at: count[int]) -> Iterator[str]:
        """Each line of the statements that adds up: its years beside its months."""
        next(at)
        yield row(next(at), text(_("Los años suman los meses"), self.look.style("block")))
        tiny, sheet = self.place.spots["tiny"].name, sheet_ref(STATED_BY_YEAR)
        last = letters(YEAR + len(self.statements.years) - 1)
        for line in self.projection.statements():
            if line.stock:
                continue
            of, own = self.statements.rows[line.statement, line.id], next(at)
            whole, years = f"{sheet}${letters(WHOLE)}${of}", f"SUM({sheet}${letters(YEAR)}${of}:${last}${of})"
            moved = f"$G${BODY + 1}:{self.place.end}${BODY + 1}"
            inside = f"IF(ABS({years}-{whole})<={tiny}*MAX({moved}),0,ABS({years}-{whole}))"
            cell = share.row(inside, own, ONCE, [0.0], self.look.style("check", "check"))
            yield row(own, self.statements.label(line) + blank() * 3 + cell)

    def _shares(self, share: Sharing, at: count[int]) -> Iterator[str]:
        """Public, private and international make a whole, in every period."""
        next(at)
        yield row(next(at), text(_("Las partes de los sectores suman 1"), self.look.style("block")))
        spot, tiny, sheet = self.place.spots["P:sector_share"], self.place.spots["tiny"].name, sheet_ref(PERIODS)
        for column, period in enumerate(self.projection.rollup.periods):
            letter, own = letters(FIRST + column), next(at)
            shares = f"{sheet}{letter}{spot.row}:{letter}{spot.row + spot.lines - 1}"
            inside = f"IF(COUNT({shares})=0,0,IF(ABS(SUM({shares})-1)<={tiny},0,SUM({shares})-1))"
            cell = share.row(inside, own, ONCE, [0.0], self.look.style("check", "check"))
            yield row(
                own,
                text(period_name(period, self.projection, self.formats), self.look.style("part")) + blank() * 3 + cell,
            )


def checked() -> tuple[tuple[str, str], ...]:
    """The figures the checks rest on, and the view of each."""
    keys = [*MOVED, *(term.key for _t, _l, ours, _r, theirs in CHECKS for term in (*ours, *theirs))]
    named = ((name, view or PLANNED) for name, _at, view in (key.partition("@") for key in keys) if name in FIGURES)
    return (*dict.fromkeys(named), ("sector_share", PLANNED))
