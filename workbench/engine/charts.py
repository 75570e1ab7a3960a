"""The charts of the results, described once for screen and paper. Titles say the finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from workbench.engine.break_even_said import shortfall_said
from workbench.engine.projection import Projection
from workbench.engine.pulse import (
    PROJECTS_BENCHMARK,
    STRUCTURE_BENCHMARK,
    formats_of,
    months_said,
    started,
)
from workbench.engine.reasons import reason_text
from workbench.engine.told import HORIZONS
from workbench.engine.words import Num
from workbench.formats import Formats, capital
from workbench.i18n import N_, _
from workbench.model.chart import Chart, Rule, Series, Style

HORIZON_BENCHMARK = (0.37, 0.26, 0.27, 0.10)
"""Short, medium, long, no data: guaranteed horizon of 100 cluster initiatives, SSME wave IV, 2021 data (source 003)."""


def charts(projection: Projection, formats: Formats | None = None) -> dict[str, Chart]:
    """Every chart by the id of its view."""
    how = formats or formats_of(projection)
    made = {
        "break_even": _break_even(projection, how),
        "cash": _cash(projection, how),
        "sources_uses": _sources_uses(projection, how),
        "public_private": _public_private(projection, how),
        "horizon": _horizon(projection, how),
    }
    if projection.plan.appraisal.shown:
        made["payback"] = _payback(projection, how)
    return made if started(projection) else {name: _untold(chart) for name, chart in made.items()}


def _untold(chart: Chart) -> Chart:
    """A chart of a plan without money: its zeros are no finding."""
    title = _("Todavía no hay ingresos ni costos")
    kept = tuple(rule for rule in chart.rules if rule.role == "muted")
    return replace(chart, title=title, alt=chart.alt.replace(chart.title, title, 1), rules=kept)


def _values(series: Num) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(v) else float(v) for v in series)


def _months(projection: Projection, formats: Formats) -> tuple[str, ...]:
    return tuple(formats.month(projection.grid.month(m)) for m in range(projection.grid.months))


def _end_rule(projection: Projection) -> tuple[Rule, ...]:
    p = projection.grid.project_end
    return (Rule(_("Fin del proyecto"), p, "muted"),) if 0 <= p < projection.grid.months else ()


def _year_sum(series: Num) -> Num:
    """The twelve months ending in each month; nothing before the twelfth."""
    sums = np.cumsum(np.concatenate([[0.0], series]))
    return np.concatenate([np.full(11, np.nan), sums[12:] - sums[:-12]])


def _break_even(projection: Projection, formats: Formats) -> Chart:
    held = projection.value("break_even.month.held_from")
    revenue, costs = (_year_sum(projection.monthly(name)) for name in ("revenue", "all_costs"))
    rules = _end_rule(projection)
    if held.number is None:
        title = _("La operación no se sostiene sola: en los últimos doce meses del plan faltan {shortfall}").format(
            shortfall=shortfall_said(projection, formats)
        )
    else:
        month = formats.month(projection.grid.month(int(held.number)))
        title = _("La operación se paga sola en los doce meses que terminan en {month}").format(month=month)
        rules += (Rule(_("Equilibrio"), held.number, "holds"),)
    currency = projection.plan.basis.currency
    alt = _("{title}. En los últimos doce meses del plan los ingresos suman {revenue} y los costos {costs}.").format(
        title=title, revenue=formats.money(revenue[-1], currency, 0), costs=formats.money(costs[-1], currency, 0)
    )
    return Chart(
        title,
        _("Ingresos y costos de los doce meses que terminan en cada mes, {currency}").format(currency=currency),
        "lines",
        _months(projection, formats),
        (
            Series(_("Ingresos"), _values(revenue), "series1", what="revenue"),
            Series(_("Costos"), _values(costs), "series2", what="all_costs"),
        ),
        alt,
        rules,
    )


def _cash(projection: Projection, formats: Formats) -> Chart:
    currency, grid = projection.plan.basis.currency, projection.grid
    planned, committed = (projection.monthly("free_cash", view) for view in ("planned", "committed"))
    low = int(planned.argmin())
    peak = projection.value("funding.peak_gap.planned").number or 0.0
    month = formats.month(grid.month(low))
    title = (
        _("La caja toca fondo en {month}: faltan {amount}").format(month=month, amount=formats.money(peak, currency, 0))
        if projection.monthly("gap").sum() > 0 and planned[low] < 0
        else _("La caja toca fondo en {month} con {amount}").format(
            month=month, amount=formats.money(planned[low], currency, 0)
        )
    )
    alt = _(
        "{title}. Al final del plan la caja libre es {planned} con todas las fuentes y {committed} con las firmadas."
    ).format(
        title=title,
        planned=formats.money(planned[-1], currency, 0),
        committed=formats.money(committed[-1], currency, 0),
    )
    return Chart(
        title,
        _("Caja libre al final de cada mes, {currency}").format(currency=currency),
        "lines",
        _months(projection, formats),
        (
            Series(_("Con todas las fuentes"), _values(planned), "series1", what="planned"),
            Series(_("Solo con las firmadas"), _values(committed), "series2", "dashed", "committed"),
        ),
        alt,
        _end_rule(projection),
    )


def _payback(projection: Projection, formats: Formats) -> Chart:
    currency, back = projection.plan.basis.currency, projection.value("payback")
    series = [Series(_("Flujo acumulado"), _values(projection.monthly("flow_so_far")), "series1", what="flow_so_far")]
    if projection.plan.basis.discount_rate is not None:
        present = _values(projection.monthly("present_so_far"))
        series.append(Series(_("A valor presente"), present, "series2", "dashed", "present_so_far"))
    end = "; ".join(f"{one.label}: {formats.money(one.values[-1] or 0.0, currency, 0)}" for one in series)
    said = {
        "nothing_to_pay_back": _("No hay nada que recuperar: lo acumulado nunca baja de cero"),
        "never_paid_back": _("Lo invertido no se recupera en el horizonte del plan"),
    }
    rules = _end_rule(projection)
    if back.number is None:
        title = said[back.reason or ""]
    else:
        number = formats.number(back.number, 0 if back.number == round(back.number) else 1)
        title = _("Lo invertido se recupera en {months} meses").format(months=number)
        rules += (Rule(_("Recuperación"), back.number, "holds"),)
    return Chart(
        title,
        _("Flujo de la operación acumulado desde el primer mes, {currency}").format(currency=currency),
        "lines",
        _months(projection, formats),
        tuple(series),
        _("{title}. Al final del plan: {end}.").format(title=title, end=end),
        rules,
    )


SOURCES: tuple[tuple[str, str, str, Style], ...] = (
    ("collections", N_("Clientes"), "series1", "solid"),
    ("contributions_committed", N_("Firmados"), "series3", "solid"),
    ("contributions_negotiation", N_("En negociación"), "series3", "hatched"),
    ("contributions_prospect", N_("Posibles"), "series3", "outlined"),
    ("loans_drawn", N_("Préstamos"), "series7", "solid"),
    ("not_yet_found", N_("Por conseguir"), "fails", "outlined"),
)
USES: tuple[tuple[str, str, str, Style], ...] = (
    ("uses_structure", N_("Estructura"), "series2", "solid"),
    ("uses_services", N_("Servicios"), "series4", "solid"),
    ("uses_investment", N_("Inversión"), "series6", "solid"),
    ("debt_service", N_("Deuda"), "series7", "hatched"),
)


def _sources_uses(projection: Projection, formats: Formats) -> Chart:
    lines = {line.id: line for line in projection.statements() if line.statement == "sources_uses"}
    years = [p for p in projection.grid.periods if p.kind == "year"]
    made = []
    for sign, table in ((1, SOURCES), (-1, USES)):
        for id_, label, role, style in table:
            values = [sign * v for v in projection.by_year(lines[id_])]
            if any(values):
                made.append(Series(_(label), tuple(values), role, style, id_))
    currency = projection.plan.basis.currency
    missing, total = (sum(projection.by_year(lines[name])) for name in ("not_yet_found", "sources"))
    title = (
        _("Hay que conseguir {amount} para cubrir todos los usos").format(amount=formats.money(missing, currency, 0))
        if projection.monthly("gap").sum() > 0
        else _("Las fuentes del plan cubren todos los usos")
    )
    alt = _("{title}. Fuentes en todo el plan: {total}; de clientes, {clients}; aportes firmados, {committed}.").format(
        title=title,
        total=formats.money(total, currency, 0),
        clients=formats.money(sum(projection.by_year(lines["collections"])), currency, 0),
        committed=formats.money(sum(projection.by_year(lines["contributions_committed"])), currency, 0),
    )
    return Chart(
        title,
        _("Fuentes arriba, usos abajo, por año fiscal, {currency}").format(currency=currency),
        "stacked_bars",
        tuple(p.id.removeprefix("year:") for p in years),
        tuple(made),
        alt,
    )


OWN = N_("En este plan:")
MEASURED = N_("En las iniciativas medidas por SSME:")
PARTS = ("structure", "services")
SECTORS: tuple[tuple[str, str, str], ...] = (
    ("public", N_("Público"), "series1"),
    ("private", N_("Privado"), "series2"),
    ("international", N_("Internacional"), "series7"),
)


def _public_private(projection: Projection, formats: Formats) -> Chart:
    own = [
        [projection.value(f"funding.{sector}_share.{part}", "after12").number for sector, _label, _role in SECTORS]
        for part in PARTS
    ]
    measured = ((*STRUCTURE_BENCHMARK, 0.0), (*PROJECTS_BENCHMARK, 0.0))
    made = [
        Series(
            _(label),
            tuple(_percent(shares[at]) for pair in zip(own, measured, strict=True) for shares in pair),
            role,
            what=sector,
        )
        for at, (sector, label, role) in enumerate(SECTORS)
        if at < 2 or any(shares[at] for shares in own)
    ]
    title = _structure_said(projection, formats)
    names = (_("Estructura"), _("SSME: estructura"), _("Servicios"), _("SSME: proyectos"))
    return Chart(
        title,
        _("Doce meses después del proyecto, % de los fondos; SSME, ola IV, datos de 2021"),
        "stacked_bars",
        names,
        tuple(made),
        " ".join((f"{title}.", *_shares_said(_(OWN), own, formats), *_shares_said(_(MEASURED), measured, formats))),
    )


def _structure_said(projection: Projection, formats: Formats) -> str:
    """Who sustains the structure, or why that cannot be said."""
    public = projection.value("funding.public_share.structure", "after12")
    if public.number is not None:
        said = _("Lo público sostiene {share} de la estructura después del proyecto")
        return said.format(share=formats.percent(public.number))
    if public.reason == "no_funding":
        return _("Nadie financia la estructura en los doce meses después del proyecto")
    return _("No se sabe quién sostiene la estructura: {reason}").format(reason=reason_text(public.reason))


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _shares_said(whose: str, shares: Sequence[Sequence[float | None]], formats: Formats) -> list[str]:
    """Public and private of structure and services, in words, after ``whose`` they are; nothing where nobody knows."""
    words = (
        _("estructura: {public} público y {private} privado;"),
        _("servicios: {public} público y {private} privado."),
    )
    said = [
        sentence.format(public=formats.percent(part[0]), private=formats.percent(part[1]))
        for sentence, part in zip(words, shares, strict=True)
        if part[0] is not None and part[1] is not None
    ]
    return [whose, *said] if said else []


CLASSES = (*HORIZONS[1:], N_("sin dato"))


def horizon_word(projection: Projection) -> str:
    """The class of the guaranteed horizon in words."""
    found = projection.value("funding.guaranteed_horizon")
    if found.number is None:
        return reason_text(found.reason)
    name = _(HORIZONS[int(found.number)])
    return f"{name}, {reason_text(found.reason)}" if found.reason and int(found.number) < 3 else name


def _horizon(projection: Projection, formats: Formats) -> Chart:
    months = projection.value("funding.guaranteed_months.committed")
    said = (
        _("No hay meses garantizados: {word}")
        if months.number is None
        else _("Lo firmado no alcanza ni para el primer mes después del proyecto")
        if months.number < 1
        else _("Lo firmado garantiza {months} mes después del proyecto: horizonte {word}")
        if months.number == 1
        else _("Lo firmado garantiza {months} meses después del proyecto: horizonte {word}")
    )
    title = said.format(months=months_said(months, formats), word=horizon_word(projection))
    found = projection.value("funding.guaranteed_horizon").number
    rules = (Rule(_("Este plan"), found - 1, "series2"),) if found else ()
    shares = ", ".join(f"{_(name)} {formats.percent(v)}" for name, v in zip(CLASSES, HORIZON_BENCHMARK, strict=True))
    alt = _("{title}. En las iniciativas medidas por SSME: {shares}.").format(title=title, shares=shares)
    return Chart(
        title,
        _("Iniciativas medidas por SSME según su horizonte, %; ola IV, datos de 2021"),
        "bars",
        tuple(capital(_(name)) for name in CLASSES),
        (Series("SSME", tuple(100 * v for v in HORIZON_BENCHMARK), "series1"),),
        alt,
        rules,
    )
