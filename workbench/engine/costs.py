"""Costs and investments: what accrues, what is due, what is paid (finance: costs)."""

from __future__ import annotations

from workbench.engine.registry import figure
from workbench.engine.words import (
    Num,
    arriving,
    blocks,
    floor,
    highest_so_far,
    indexed,
    lag,
    linked,
    minimum,
    pick,
    remainder,
    running_total,
    stacked,
    sum_matching,
    where,
)
from workbench.i18n import N_

# --- by kind, before indexation, currency and VAT --------------------------------------------------------------------


@figure(N_("Puesto activo este mes"), over="staff", unit="number")
def staff_active(month: Num, start: Num, end: Num, limit: Num) -> Num:
    return where((month >= start) & (month <= minimum(end, limit)), 1, 0)


@figure(N_("Personal"), over="staff", rolls="flow")
def staff_base(headcount: Num, pay: Num, charges: Num, salaries: Num, staff_active: Num) -> Num:
    return headcount * pay * (1 + charges) * salaries / 12 * staff_active


@figure(N_("Vence este mes"), over="fixed", unit="number")
def fixed_due(month: Num, start: Num, end: Num, limit: Num, every: Num) -> Num:
    active = (month >= start) & (month <= minimum(end, limit))
    return where(active & (remainder(month - start, every) == 0), 1, 0)


@figure(N_("Gasto fijo"), over="fixed", rolls="flow")
def fixed_base(amount: Num, fixed_due: Num) -> Num:
    return amount * fixed_due


@figure(N_("Gasto variable"), over="variable", rolls="flow")
def variable_base(
    unit_cost: Num, stream_units: Num, variable__stream: Num, month: Num, start: Num, end: Num, limit: Num
) -> Num:
    units: Num = linked(stream_units, variable__stream)
    return unit_cost * units * where((month >= start) & (month <= minimum(end, limit)), 1, 0)


@figure(N_("Gasto por tramos activo"), over="step", unit="number")
def step_active(month: Num, start: Num, end: Num, limit: Num) -> Num:
    return where((month >= start) & (month <= minimum(end, limit)), 1, 0)


@figure(N_("Tramos de este mes"), over="step", unit="number")
def step_blocks(stream_units: Num, step__stream: Num, block: Num, tiny: Num, step_active: Num) -> Num:
    return blocks(linked(stream_units, step__stream), block, tiny) * step_active


@figure(N_("Tramos más altos hasta el mes"), over="step", unit="number")
def step_held(step_blocks: Num) -> Num:
    return highest_so_far(step_blocks)


@figure(N_("Gasto por tramos"), over="step", rolls="flow")
def step_base(
    amount: Num, hold: Num, step_held: Num, step_blocks: Num, step_active: Num, stream__counted: Num, step__stream: Num
) -> Num:
    used = where(hold > 0, step_held * step_active * linked(stream__counted, step__stream), step_blocks)
    return amount * used


# --- all but shares: indexed, in the plan's currency -----------------------------------------------------------------


@figure(N_("Último mes del gasto"), over="line", per="once", unit="month")
def line_last(end: Num, limit: Num) -> Num:
    return minimum(end, limit)


@figure(N_("Índice, tasa de cambio e IVA del gasto"), over="line", unit="ratio")
def line_rate(
    inflated: Num,
    inflation_index: Num,
    own_rate: Num,
    price_steps: Num,
    exchange_rate: Num,
    line__currency: Num,
    vat: Num,
) -> Num:
    index = where(inflated > 0, inflation_index, indexed(own_rate, price_steps))
    return index * linked(exchange_rate, line__currency) * (1 + vat)


@figure(N_("Gasto del mes"), over="line", rolls="flow")
def line_regular(
    staff_base: Num, fixed_base: Num, variable_base: Num, step_base: Num, one_off__amounts: Num, line_rate: Num
) -> Num:
    return stacked(staff_base, fixed_base, variable_base, step_base, one_off__amounts) * line_rate


@figure(N_("Liquidación"), over="line", rolls="flow")
def line_termination(month: Num, line_last: Num, line_regular: Num, salaries: Num, termination: Num) -> Num:
    return where(month == line_last, line_regular * 12 / salaries * termination, 0)


@figure(N_("Gasto causado"), over="line", rolls="flow")
def line_value(line_regular: Num, line_termination: Num) -> Num:
    return line_regular + line_termination


@figure(N_("Sueldos extra que se acumulan"), over="line", rolls="flow")
def line_extra(line_regular: Num, salaries: Num) -> Num:
    return line_regular * (1 - 12 / salaries)


@figure(N_("Mes en que se pagan los sueldos extra"), over="line", unit="month")
def line_extra_at(month: Num, extra_wait: Num, calendar: Num, line_last: Num) -> Num:
    return minimum(month + pick(extra_wait, calendar), line_last)


@figure(N_("Gasto que se vuelve exigible"), over="line", rolls="flow")
def line_payable(line_value: Num, line_extra: Num, line_extra_at: Num) -> Num:
    return line_value - line_extra + arriving(line_extra, line_extra_at)


# --- shares ----------------------------------------------------------------------------------------------------------


@figure(N_("Costos directos de la operación que continúa"), over="service", rolls="flow")
def service_direct(line_value: Num, line__direct_key: Num, number: Num) -> Num:
    return sum_matching(line_value, line__direct_key, number)


@figure(N_("Costos directos solo del proyecto"), over="service", rolls="flow")
def service_direct_project(line_value: Num, line__direct_key: Num, number: Num) -> Num:
    return sum_matching(line_value, line__direct_key, -number)


@figure(N_("Base del porcentaje"), over="share", rolls="flow")
def share_base(
    stream_revenue: Num,
    share__stream: Num,
    of_project: Num,
    service_direct_project: Num,
    service_direct: Num,
    share__base_service: Num,
) -> Num:
    direct = where(
        of_project > 0, linked(service_direct_project, share__base_service), linked(service_direct, share__base_service)
    )
    return linked(stream_revenue, share__stream) + direct


@figure(N_("Gasto por porcentaje"), over="share", rolls="flow")
def share_value(rate: Num, share_base: Num, month: Num, start: Num, end: Num, limit: Num) -> Num:
    return rate * share_base * where((month >= start) & (month <= minimum(end, limit)), 1, 0)


# --- investment ------------------------------------------------------------------------------------------------------


@figure(N_("Índice y tasa de cambio de la inversión"), over="asset", unit="ratio")
def asset_rate(
    inflated: Num, inflation_index: Num, own_rate: Num, price_steps: Num, exchange_rate: Num, asset__currency: Num
) -> Num:
    index = where(inflated > 0, inflation_index, indexed(own_rate, price_steps))
    return index * linked(exchange_rate, asset__currency)


@figure(N_("Se compra este mes"), over="asset", unit="number")
def asset_buys(month: Num, bought: Num, replaced: Num, life: Num) -> Num:
    again = (month > bought) & (replaced > 0) & (remainder(month - bought, life) == 0)
    return where((month == bought) | again, 1, 0)


@figure(N_("Compra"), over="asset", rolls="flow")
def asset_bought(asset_buys: Num, amount: Num, asset_rate: Num, vat: Num) -> Num:
    return asset_buys * amount * asset_rate * (1 + vat)


@figure(N_("Valor de rescate de lo comprado"), over="asset", rolls="flow")
def asset_salvage(asset_buys: Num, salvage: Num, asset_rate: Num) -> Num:
    return asset_buys * salvage * asset_rate


@figure(N_("Comprado sin rescate, acumulado"), over="asset", rolls="stock")
def asset_depreciable(asset_bought: Num, asset_salvage: Num) -> Num:
    return running_total(0, asset_bought - asset_salvage)


@figure(N_("Depreciación"), over="asset", rolls="flow")
def asset_depreciation(asset_depreciable: Num, life: Num) -> Num:
    return (lag(asset_depreciable, 1) - lag(asset_depreciable, life + 1)) / life


@figure(N_("Rescate recibido al reponer"), over="asset", rolls="flow")
def asset_salvaged(replaced: Num, asset_salvage: Num, life: Num) -> Num:
    return replaced * lag(asset_salvage, life)


@figure(N_("Valor en libros"), over="asset", rolls="stock")
def asset_value(asset_bought: Num, asset_depreciation: Num, asset_salvaged: Num) -> Num:
    return running_total(0, asset_bought - asset_depreciation - asset_salvaged)


@figure(N_("Depreciación de lo existente"), over="opening_asset", rolls="flow")
def opening_depreciation(month: Num, months_left: Num, book_value: Num) -> Num:
    return where(month < months_left, book_value / months_left, 0)


@figure(N_("Valor en libros de lo existente"), over="opening_asset", rolls="stock")
def opening_asset_value(book_value: Num, opening_depreciation: Num) -> Num:
    return running_total(book_value, -opening_depreciation)


# --- every cost and investment ---------------------------------------------------------------------------------------


@figure(N_("Costo o inversión"), over="cost", rolls="flow")
def cost_value(line_value: Num, share_value: Num, asset_bought: Num) -> Num:
    return stacked(line_value, share_value, asset_bought)


@figure(N_("Exigible"), over="cost", rolls="flow")
def cost_payable(line_payable: Num, share_value: Num, asset_bought: Num) -> Num:
    return stacked(line_payable, share_value, asset_bought)


@figure(N_("Exigible en dinero"), over="cost", rolls="flow")
def cost_due(in_kind: Num, cost_payable: Num) -> Num:
    return (1 - in_kind) * cost_payable


@figure(N_("Meses enteros hasta pagar"), over="cost", per="once", unit="months")
def cost_wait(days: Num) -> Num:
    return floor(days / 30)


@figure(N_("Parte que se paga un mes después"), over="cost", per="once", unit="share")
def cost_late(days: Num, cost_wait: Num) -> Num:
    return days / 30 - cost_wait


@figure(N_("Pagado de lo exigible"), over="cost", rolls="flow")
def cost_settled(cost_due: Num, cost_wait: Num, cost_late: Num) -> Num:
    return (1 - cost_late) * lag(cost_due, cost_wait) + cost_late * lag(cost_due, cost_wait + 1)


@figure(N_("En especie y cubierto"), over="cost", rolls="flow")
def cost_covered(cost_value: Num, cost_carried: Num) -> Num:
    return cost_value * cost_carried


@figure(N_("En especie sin quien lo cubra"), over="cost", rolls="flow")
def cost_uncovered(in_kind: Num, cost_value: Num, cost_carried: Num) -> Num:
    return in_kind * cost_value * (1 - cost_carried)


@figure(N_("Pagos"), over="cost", rolls="flow")
def cost_paid(cost_settled: Num, cost_uncovered: Num) -> Num:
    return cost_settled + cost_uncovered


@figure(N_("Causado en dinero"), over="cost", rolls="flow")
def cost_cash(in_kind: Num, cost_value: Num, cost_uncovered: Num) -> Num:
    return (1 - in_kind) * cost_value + cost_uncovered
