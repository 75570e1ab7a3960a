"""Drivers and revenue (finance: indexation, drivers, revenue streams)."""

from __future__ import annotations

from workbench.engine.registry import figure
from workbench.engine.words import (
    Num,
    arriving,
    average,
    carry,
    floor,
    indexed,
    lag,
    linked,
    maximum,
    minimum,
    pick,
    running_total,
    where,
)
from workbench.i18n import N_

# --- indexes ---------------------------------------------------------------------------------------------------------


@figure(N_("Ajustes de precio hasta el mes"), rolls="stock", unit="number")
def price_steps(price_step: Num) -> Num:
    return running_total(0, price_step)


@figure(N_("Índice de inflación"), rolls="stock", unit="ratio")
def inflation_index(price_step: Num, inflation: Num, year: Num) -> Num:
    return carry(1, where(price_step > 0, 1 + pick(inflation, year + 1), 1), 0)


@figure(N_("Índice del precio"), over="stream", unit="ratio")
def stream_index(inflated: Num, inflation_index: Num, own_rate: Num, price_steps: Num) -> Num:
    return where(inflated > 0, inflation_index, indexed(own_rate, price_steps))


@figure(N_("Tasa de cambio"), over="currency", rolls="stock", unit="ratio")
def exchange_rate(rates: Num, year: Num) -> Num:
    return pick(rates, year + 1)


# --- quantities ------------------------------------------------------------------------------------------------------


@figure(N_("Último mes de la línea"), over="stream", per="once", unit="month")
def stream_last(end: Num, limit: Num) -> Num:
    return minimum(end, limit)


@figure(N_("Activa este mes"), over="stream", unit="number")
def stream_active(month: Num, start: Num, stream_last: Num) -> Num:
    return where((month >= start) & (month <= stream_last), 1, 0)


@figure(N_("Años desde el inicio de la línea"), over="stream", unit="number")
def stream_age(month: Num, start: Num) -> Num:
    return floor((month - start) / 12)


@figure(N_("Factor de arranque"), over="stream", unit="ratio")
def stream_ramp(month: Num, start: Num, ramp: Num) -> Num:
    return minimum(1, (month - start + 1) / (ramp + 1))


@figure(N_("Promedio de los factores de estacionalidad"), over="stream", per="once", unit="ratio")
def season_mean(season: Num) -> Num:
    return average(season)


@figure(N_("Valor con crecimiento, arranque y estación"), over="stream", unit="number")
def stream_grown(
    first: Num, growth: Num, stream_age: Num, stream_ramp: Num, season: Num, calendar: Num, season_mean: Num
) -> Num:
    return first * indexed(growth, stream_age) * stream_ramp * pick(season, calendar) / season_mean


@figure(N_("Valor dado en tabla"), over="stream", unit="number")
def stream_tabled(by_year: Num, table: Num, year: Num, month: Num) -> Num:
    return where(by_year > 0, pick(table, year + 1), pick(table, month + 1))


@figure(N_("Cantidad del mes"), over="stream", unit="number")
def stream_quantity(
    stream_active: Num, by_year: Num, by_month: Num, stream_tabled: Num, capped: Num, ceiling: Num, stream_grown: Num
) -> Num:
    shaped = where(capped > 0, minimum(ceiling, stream_grown), stream_grown)
    return stream_active * where(by_year + by_month > 0, stream_tabled, shaped)


@figure(N_("Altas de socios"), over="stream", unit="number")
def member_joins(is_membership: Num, stream_quantity: Num) -> Num:
    return is_membership * stream_quantity


@figure(N_("Permanencia mensual de socios"), over="stream", unit="ratio")
def member_keep(is_membership: Num, stream_active: Num, churn: Num) -> Num:
    return where(is_membership * stream_active > 0, (1 - churn) ** (1 / 12), 1)


@figure(N_("Socios"), over="stream", rolls="stock", unit="number")
def members(opening_members: Num, member_keep: Num, member_joins: Num) -> Num:
    return carry(opening_members, member_keep, member_joins)


@figure(N_("Unidades"), over="stream", rolls="flow", unit="number")
def stream_units(is_membership: Num, members: Num, stream_active: Num, stream_quantity: Num, counted: Num) -> Num:
    return where(is_membership > 0, members * stream_active, stream_quantity) * counted


# --- money -----------------------------------------------------------------------------------------------------------


@figure(N_("Ingreso ganado"), over="stream", rolls="flow")
def stream_revenue(
    price: Num,
    stream_index: Num,
    stream_units: Num,
    delivered: Num,
    stream_active: Num,
    counted: Num,
    exchange_rate: Num,
    stream__currency: Num,
) -> Num:
    earned = price * stream_index * stream_units + delivered * stream_active * counted
    return earned * linked(exchange_rate, stream__currency)


@figure(N_("Incobrables"), over="stream", rolls="flow")
def stream_bad_debt(stream_revenue: Num, bad_debt: Num) -> Num:
    return stream_revenue * bad_debt


@figure(N_("Por cobrar de lo ganado"), over="stream", rolls="flow")
def stream_due(stream_revenue: Num, stream_bad_debt: Num) -> Num:
    return stream_revenue - stream_bad_debt


@figure(N_("Parte que se cobra como anticipo"), over="stream", rolls="flow")
def stream_advance(stream_due: Num, advance: Num) -> Num:
    return stream_due * advance


@figure(N_("Mes en que llega el anticipo"), over="stream", unit="month")
def stream_advance_at(month: Num, advance_months: Num) -> Num:
    return maximum(month - advance_months, 0)


@figure(N_("Parte que se cobra después de facturar"), over="stream", rolls="flow")
def stream_rest(stream_due: Num, stream_advance: Num) -> Num:
    return stream_due - stream_advance


@figure(N_("Mes en que se factura"), over="stream", unit="month")
def stream_bill_at(month: Num, bill_shift: Num, calendar: Num, start: Num) -> Num:
    return maximum(month + pick(bill_shift, calendar), maximum(start, 0))


@figure(N_("Facturado"), over="stream", rolls="flow")
def stream_billed(stream_rest: Num, stream_bill_at: Num) -> Num:
    return arriving(stream_rest, stream_bill_at)


@figure(N_("Meses enteros hasta cobrar"), over="stream", per="once", unit="months")
def stream_wait(days: Num) -> Num:
    return floor(days / 30)


@figure(N_("Parte que espera un mes más"), over="stream", per="once", unit="share")
def stream_late(days: Num, stream_wait: Num) -> Num:
    return days / 30 - stream_wait


@figure(N_("Anticipos cobrados"), over="stream", rolls="flow")
def stream_advanced(stream_advance: Num, stream_advance_at: Num) -> Num:
    return arriving(stream_advance, stream_advance_at)


@figure(N_("Cobros"), over="stream", rolls="flow")
def stream_collected(stream_billed: Num, stream_wait: Num, stream_late: Num, stream_advanced: Num) -> Num:
    on_time = (1 - stream_late) * lag(stream_billed, stream_wait)
    return on_time + stream_late * lag(stream_billed, stream_wait + 1) + stream_advanced


@figure(N_("Ganado menos cobrado"), over="stream", rolls="stock")
def stream_open(stream_due: Num, stream_collected: Num) -> Num:
    return running_total(0, stream_due - stream_collected)


@figure(N_("Por cobrar a clientes"), over="stream", rolls="stock")
def stream_receivable(stream_open: Num) -> Num:
    return maximum(stream_open, 0)


@figure(N_("Anticipos de clientes"), over="stream", rolls="stock")
def stream_advances(stream_open: Num) -> Num:
    return maximum(-stream_open, 0)
