"""The four statements, line by line, by month (finance: statements)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.engine.words import Num
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from workbench.engine.projection import Projection


@dataclass(frozen=True)
class StatementLine:
    """One line by month. level 0: a total, 1: a part; stock: a period takes its last month."""

    statement: str
    id: str
    label: str
    level: int
    stock: bool
    values: Num


@dataclass(frozen=True)
class Template:
    """Where a statement's line comes from; with ``each``, a line for every line of the figure's table."""

    statement: str
    id: str
    label: str
    figure: str
    level: int = 1
    stock: bool = False
    sign: int = 1
    each: bool = False
    row: int = 0

    def of(self, projection: Projection) -> Iterator[StatementLine]:
        """The lines of one projection."""
        if self.each:
            names = {line.id: line.name for line in projection.plan.streams}
            for id_, values in projection.lines(self.figure).items():
                yield StatementLine(
                    self.statement, f"{self.id}:{id_}", names[id_] or _("Sin nombre"), 2, self.stock, values
                )
            return
        values = np.broadcast_to(projection.array(self.figure)[0, self.row], (projection.grid.months,)) * self.sign
        yield StatementLine(self.statement, self.id, self.label, self.level, self.stock, values)


def _statement(name: str, *lines: Template) -> tuple[Template, ...]:
    return tuple(Template(name, *(getattr(t, f) for f in list(Template.__dataclass_fields__)[1:])) for t in lines)


def line(id: str, label: str, figure: str, level: int = 1, **how: object) -> Template:
    """A template whose statement is said once for all."""
    return Template("", id, label, figure, level, **how)  # type: ignore[arg-type]


STATEMENTS: tuple[Template, ...] = (
    *_statement(
        "operating",
        line("revenue", N_("Ingresos"), "revenue", 0),
        line("stream", "", "stream_revenue", each=True),
        line("variable_costs", N_("Costos variables"), "variable_costs", sign=-1),
        line("contribution_margin", N_("Margen de contribución"), "contribution_margin", 0),
        line("direct_fixed_costs", N_("Costos fijos directos"), "direct_fixed_costs", sign=-1),
        line("structural_costs", N_("Costos de estructura"), "structural_costs", sign=-1),
        line("depreciation", N_("Depreciación"), "depreciation", sign=-1),
        line("interest", N_("Intereses"), "interest", sign=-1),
        line("recurring_result", N_("Resultado recurrente"), "recurring_result", 0),
        line("project_only_result", N_("Resultado de lo que es solo del proyecto"), "project_only_result"),
        line("contributions_cash", N_("Aportes en efectivo a la operación"), "cash_operating"),
        line("contributions_in_kind", N_("Aportes en especie a la operación"), "in_kind_operating"),
        line("net_result", N_("Resultado neto"), "net_result", 0),
    ),
    *_statement(
        "cash",
        line("collections", N_("Cobros a clientes"), "collections"),
        line("opening_receivables", N_("Cobros de la apertura"), "opening_receipts"),
        line("payments", N_("Pagos de operación"), "payments", sign=-1),
        line("opening_payables", N_("Pagos de la apertura"), "opening_payments", sign=-1),
        line("investment", N_("Inversión"), "investment", sign=-1),
        line("salvage", N_("Rescate de activos"), "salvage"),
        line("contributions", N_("Aportes en efectivo"), "contributions_cash"),
        line("fomin_returned", N_("FOMIN devuelto al cierre"), "fomin_returned", sign=-1),
        line("loans_drawn", N_("Préstamos recibidos"), "loans_drawn"),
        line("debt_service", N_("Servicio de la deuda"), "debt_service", sign=-1),
        line("not_yet_found", N_("Por conseguir"), "gap"),
        line("net", N_("Cambio de caja"), "cash_change", 0),
        line("free_cash", N_("Caja libre"), "free_cash_shown", 0, stock=True),
        line("restricted_cash", N_("Caja destinada"), "restricted_cash", 0, stock=True),
    ),
    *_statement(
        "sources_uses",
        line("collections", N_("Cobros, también de la apertura y rescates"), "client_money"),
        line("contributions_committed", N_("Aportes firmados"), "contributions_committed"),
        line("contributions_negotiation", N_("Aportes en negociación"), "contributions_negotiation"),
        line("contributions_prospect", N_("Aportes posibles"), "contributions_prospect"),
        line("loans_drawn", N_("Préstamos recibidos"), "loans_drawn"),
        line("not_yet_found", N_("Por conseguir"), "gap"),
        line("sources", N_("Fuentes"), "sources_total", 0),
        line("uses_structure", N_("Estructura"), "uses_by_use", row=0),
        line("uses_services", N_("Servicios"), "uses_by_use", row=1),
        line("uses_investment", N_("Inversión"), "uses_by_use", row=2),
        line("debt_service", N_("Servicio de la deuda"), "debt_service"),
        line("opening_payables", N_("Pagos de la apertura"), "opening_payments"),
        line("fomin_returned", N_("FOMIN devuelto al cierre"), "fomin_returned"),
        line("uses", N_("Usos"), "uses_total", 0),
        line("cash_change", N_("Cambio de caja"), "cash_change", 0),
        line("public", N_("Fondos públicos"), "sector_funding", row=0),
        line("private", N_("Fondos privados"), "sector_funding", row=1),
        line("international", N_("Fondos internacionales"), "sector_funding", row=2),
    ),
    *_statement(
        "position",
        line("free_cash", N_("Caja libre"), "free_cash_shown", stock=True),
        line("restricted_cash", N_("Caja destinada"), "restricted_cash", stock=True),
        line("receivables", N_("Cuentas por cobrar"), "receivables", stock=True),
        line("fixed_assets", N_("Activos fijos"), "fixed_assets", stock=True),
        line("payables", N_("Cuentas por pagar"), "payables", stock=True, sign=-1),
        line("advances", N_("Anticipos de clientes"), "advances", stock=True, sign=-1),
        line("loans", N_("Préstamos"), "loans", stock=True, sign=-1),
        line("funds", N_("Fondos de la operación"), "funds", 0, stock=True),
    ),
)
