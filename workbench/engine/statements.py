"""The four statements, line by line, by month (finance: statements)."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.engine.words import Num
from workbench.i18n import N_


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

    id: str
    label: str
    figure: str
    level: int = 1
    stock: bool = False
    sign: int = 1
    each: bool = False
    row: int = 0


STATEMENTS: dict[str, tuple[Template, ...]] = {
    "operating": (
        Template("revenue", N_("Ingresos"), "revenue", 0),
        Template("stream", "", "stream_revenue", each=True),
        Template("variable_costs", N_("Costos variables"), "variable_costs", sign=-1),
        Template("contribution_margin", N_("Margen de contribución"), "contribution_margin", 0),
        Template("direct_fixed_costs", N_("Costos fijos directos"), "direct_fixed_costs", sign=-1),
        Template("structural_costs", N_("Costos de estructura"), "structural_costs", sign=-1),
        Template("depreciation", N_("Depreciación"), "depreciation", sign=-1),
        Template("interest", N_("Intereses"), "interest", sign=-1),
        Template("recurring_result", N_("Resultado recurrente"), "recurring_result", 0),
        Template("project_only_result", N_("Resultado de lo que es solo del proyecto"), "project_only_result"),
        Template("contributions_cash", N_("Aportes en efectivo a la operación"), "cash_operating"),
        Template("contributions_in_kind", N_("Aportes en especie a la operación"), "in_kind_operating"),
        Template("net_result", N_("Resultado neto"), "net_result", 0),
    ),
    "cash": (
        Template("collections", N_("Cobros a clientes"), "collections"),
        Template("opening_receivables", N_("Cobros de la apertura"), "opening_receipts"),
        Template("payments", N_("Pagos de operación"), "payments", sign=-1),
        Template("opening_payables", N_("Pagos de la apertura"), "opening_payments", sign=-1),
        Template("investment", N_("Inversión"), "investment", sign=-1),
        Template("salvage", N_("Rescate de activos"), "salvage"),
        Template("contributions", N_("Aportes en efectivo"), "contributions_cash"),
        Template("fomin_returned", N_("FOMIN devuelto al cierre"), "fomin_returned", sign=-1),
        Template("loans_drawn", N_("Préstamos recibidos"), "loans_drawn"),
        Template("debt_service", N_("Servicio de la deuda"), "debt_service", sign=-1),
        Template("not_yet_found", N_("Por conseguir"), "gap"),
        Template("net", N_("Cambio de caja"), "cash_change", 0),
        Template("free_cash", N_("Caja libre"), "free_cash_shown", 0, stock=True),
        Template("restricted_cash", N_("Caja destinada"), "restricted_cash", 0, stock=True),
    ),
    "sources_uses": (
        Template("collections", N_("Cobros, también de la apertura y rescates"), "client_money"),
        Template("contributions_committed", N_("Aportes firmados"), "contributions_committed"),
        Template("contributions_negotiation", N_("Aportes en negociación"), "contributions_negotiation"),
        Template("contributions_prospect", N_("Aportes posibles"), "contributions_prospect"),
        Template("loans_drawn", N_("Préstamos recibidos"), "loans_drawn"),
        Template("not_yet_found", N_("Por conseguir"), "gap"),
        Template("sources", N_("Fuentes"), "sources_total", 0),
        Template("uses_structure", N_("Estructura"), "uses_by_use", row=0),
        Template("uses_services", N_("Servicios"), "uses_by_use", row=1),
        Template("uses_investment", N_("Inversión"), "uses_by_use", row=2),
        Template("debt_service", N_("Servicio de la deuda"), "debt_service"),
        Template("opening_payables", N_("Pagos de la apertura"), "opening_payments"),
        Template("fomin_returned", N_("FOMIN devuelto al cierre"), "fomin_returned"),
        Template("uses", N_("Usos"), "uses_total", 0),
        Template("cash_change", N_("Cambio de caja"), "cash_change", 0),
        Template("public", N_("Fondos públicos"), "sector_funding", row=0),
        Template("private", N_("Fondos privados"), "sector_funding", row=1),
        Template("international", N_("Fondos internacionales"), "sector_funding", row=2),
    ),
    "position": (
        Template("free_cash", N_("Caja libre"), "free_cash_shown", stock=True),
        Template("restricted_cash", N_("Caja destinada"), "restricted_cash", stock=True),
        Template("receivables", N_("Cuentas por cobrar"), "receivables", stock=True),
        Template("fixed_assets", N_("Activos fijos"), "fixed_assets", stock=True),
        Template("payables", N_("Cuentas por pagar"), "payables", stock=True, sign=-1),
        Template("advances", N_("Anticipos de clientes"), "advances", stock=True, sign=-1),
        Template("loans", N_("Préstamos"), "loans", stock=True, sign=-1),
        Template("funds", N_("Fondos de la operación"), "funds", 0, stock=True),
    ),
    "flows": (
        Template("collections", N_("Cobros"), "going_collections"),
        Template("payments", N_("Pagos"), "going_payments", sign=-1),
        Template("investment", N_("Inversión menos rescates"), "going_investment", sign=-1),
        Template("residual", N_("Valor residual"), "residual"),
        Template("flow", N_("Flujo de la operación"), "flow", 0),
    ),
}
OPTIONAL = {"flows": "appraisal/shown"}
"""Statements told only where a field of the plan is on."""
