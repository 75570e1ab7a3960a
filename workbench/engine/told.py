"""Figures as they are told: one row of a file, one text on screen, on paper and in the terminal."""

from __future__ import annotations

from functools import cache
from typing import Any

from workbench.engine.inputs import STANDING_LABELS, STANDINGS
from workbench.engine.projection import Projection, Published, Row
from workbench.engine.reasons import reason_text
from workbench.engine.statements import StatementLine
from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.model.grid import Period
from workbench.model.plan import Plan

STATEMENTS = {
    "operating": N_("Resultado"),
    "cash": N_("Caja"),
    "sources_uses": N_("Fuentes y usos"),
    "position": N_("Situación"),
    "flows": N_("Flujos de la evaluación"),
}
"""The statements' names, in their order."""
PERIODS = {
    "single": N_("Todo el plan"),
    "project": N_("Durante el proyecto"),
    "sustained": N_("Después del proyecto"),
    "after12": N_("Primeros doce meses después del proyecto"),
}
VIEWS = {
    "planned": N_("con todas las fuentes"),
    "committed": N_("solo con las firmadas"),
    "contracted": N_("solo con lo contratado"),
}
OWN_NAMES = {
    ("Brecha", "planned"): N_("Brecha planeada"),
    ("Brecha", "committed"): N_("Brecha firmada"),
    ("Brecha acumulada", "planned"): N_("Brecha planeada acumulada"),
    ("Brecha acumulada", "committed"): N_("Brecha firmada acumulada"),
}
"""Figures whose name says by itself which sources count."""
HORIZONS = (N_("ninguno"), N_("corto"), N_("medio"), N_("largo"))
"""The classes of the guaranteed horizon, by number."""
YEAR = 12


def figure_rows(projection: Projection) -> list[dict[str, Any]]:
    """Every figure in every period, as ``figures.json`` and ``figures --json`` have them (docs/command-line.md)."""
    return [_row(row, projection) for row in projection.rows()]


def _row(row: Row, projection: Projection) -> dict[str, Any]:
    grid, value = projection.grid, row.value
    return {
        "id": row.id,
        "period": row.period.id,
        "from": grid.month(row.period.first),
        "to": grid.month(row.period.last),
        "service": str(row.service) if row.service else None,
        "use": row.use,
        "value": value.number,
        "unit": row.unit,
        "reason": value.reason,
        "reason_text": reason_text(value.reason) or None,
    }


def figure_label(told: Row | Published) -> str:
    """What a published figure is called, with the sources it counts or what it leaves out."""
    *_family, standing, last = ["", *told.id.split(".")]
    if last in VIEWS:
        return viewed(told.label, last)
    if standing and standing in STANDINGS:
        return f"{_(told.label)} ({_(STANDING_LABELS[STANDINGS.index(standing)])})"
    return _(told.label)


def row_label(row: Row, plan: Plan) -> str:
    """A figure's label, with the service it is of."""
    service = next((each.name or _("Sin nombre") for each in plan.services if each.id == row.service), "")
    return f"{figure_label(row)} · {service}" if service else figure_label(row)


def viewed(label: str, view: str) -> str:
    """A figure's label with the sources it counts."""
    own = OWN_NAMES.get((label, view))
    return _(own) if own else f"{_(label)}, {_(VIEWS[view])}"


def figure_text(number: float, unit: str, projection: Projection, formats: Formats) -> str:
    """A figure in words: an amount with its currency, a percentage, a month, or a number of something."""
    if unit == "money":
        return formats.money(number, projection.plan.basis.currency, 0)
    if unit == "share":
        return formats.percent(number, 1)
    if unit == "month":
        return formats.month(projection.grid.month(round(number)))
    if unit == "class":
        return _(HORIZONS[round(number)])
    text = formats.number(number, 0 if number == round(number) else 2 if unit == "ratio" else 1)
    if unit == "points":
        return (_("{number} punto") if number == 1 else _("{number} puntos")).format(number=text)
    if unit == "months":
        return (_("{number} mes") if number == 1 else _("{number} meses")).format(number=text)
    return text


def line_label(line: StatementLine) -> str:
    """The label of a statement's line; a stream's own name stays as it was typed."""
    return (line.label or _("Sin nombre")) if ":" in line.id else _(line.label)


def period_name(period: Period, projection: Projection, formats: Formats) -> str:
    """A period in words; a fiscal year or quarter of fewer months than it should have says how many."""
    grid = projection.grid
    if period.id in PERIODS:
        return _(PERIODS[period.id])
    named = period.id.partition(":")[2]
    if period.kind == "month":
        return formats.month(named)
    if period.kind == "spell":
        return f"{formats.month(grid.month(period.first))} – {formats.month(grid.month(period.last))}"
    whole = YEAR if period.kind == "year" else YEAR // 4
    if period.kind == "quarter":
        year, _dash, quarter = named.partition("-")
        named = _("{year}, trimestre {quarter}").format(year=year, quarter=quarter)
    if period.months == whole:
        return named
    few = _("{period} (solo 1 mes)") if period.months == 1 else _("{period} (solo {months} meses)")
    return few.format(period=named, months=period.months)


@cache
def family(figure_id: str) -> int:
    """Which of ``FAMILIES`` a published figure belongs to."""
    return next(n for n, (_title, starts) in enumerate(FAMILIES) if figure_id.startswith(starts))


FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Punto de equilibrio"), ("break_even", "margin_of_safety", "contribution_ratio")),
    (N_("Autosuficiencia"), ("self_sufficiency",)),
    (
        N_("Brecha, garantía, reserva y deuda"),
        ("funding.gap", "funding.peak_gap", "funding.guaranteed", "cash.", "dscr"),
    ),
    (N_("Mezcla de financiamiento"), ("funding.",)),
    (N_("Convenio y contrapartida"), ("agreement.", "counterpart.")),
    (N_("Evaluación financiera"), ("npv", "irr", "mirr", "payback", "discounted_payback", "benefit_cost")),
)
