"""Break-even: sales, activity by service, months; margin of safety; self-sufficiency (finance: figures)."""

from __future__ import annotations

from workbench.engine.registry import figure
from workbench.engine.sources import CGAP, COMMON, INTERNAL
from workbench.engine.words import (
    Num,
    first_month,
    maximum,
    month_after_last,
    stacked,
    sum_matching,
    sum_rows,
    sum_rows_if,
    total,
    trailing,
    unless,
    where,
)
from workbench.i18n import N_

# --- sales -----------------------------------------------------------------------------------------------------------


@figure(
    N_("Razón de margen de contribución"),
    per="period",
    unit="share",
    ids=("contribution_ratio",),
    told="PAY",
    source=COMMON,
)
def contribution_ratio(contribution_margin: Num, revenue: Num) -> Num:
    return unless(revenue <= 0, "no_sales", contribution_margin / revenue)


@figure(N_("Ventas de equilibrio"), per="period", ids=("break_even.sales",), told="PAY", source=COMMON)
def break_even_sales(fixed_costs: Num, contribution_ratio: Num, tiny: Num) -> Num:
    return unless(contribution_ratio <= tiny, "margin_not_positive", fixed_costs / contribution_ratio)


@figure(N_("Razón de margen sin lo que es en especie"), per="period", unit="share")
def contribution_ratio_without_in_kind(contribution_margin: Num, in_kind_variable: Num, revenue: Num) -> Num:
    return unless(revenue <= 0, "no_sales", (contribution_margin + in_kind_variable) / revenue)


@figure(
    N_("Ventas de equilibrio sin lo que es en especie"),
    per="period",
    ids=("break_even.sales.without_in_kind",),
    told="PAY",
    source=INTERNAL,
)
def break_even_sales_without_in_kind(
    fixed_costs: Num, in_kind_fixed: Num, contribution_ratio_without_in_kind: Num, tiny: Num
) -> Num:
    return unless(
        contribution_ratio_without_in_kind <= tiny,
        "margin_not_positive",
        (fixed_costs - in_kind_fixed) / contribution_ratio_without_in_kind,
    )


@figure(N_("Costos fijos en efectivo y capital de los préstamos"), rolls="flow")
def fixed_cash(fixed_costs: Num, in_kind_fixed: Num, depreciation: Num, principal_repaid: Num) -> Num:
    return fixed_costs - in_kind_fixed - depreciation + principal_repaid


@figure(
    N_("Ventas de equilibrio en efectivo"),
    per="period",
    ids=("break_even.sales.cash",),
    told="PAY",
    source=COMMON,
)
def break_even_sales_cash(fixed_cash: Num, contribution_ratio_without_in_kind: Num, tiny: Num) -> Num:
    ratio = contribution_ratio_without_in_kind
    return unless(ratio <= tiny, "margin_not_positive", fixed_cash / ratio)


@figure(N_("Costos fijos que los aportes firmados no cubren"), per="period")
def fixed_after_support(fixed_costs: Num, support: Num) -> Num:
    return maximum(fixed_costs - support, 0)


@figure(
    N_("Ventas de equilibrio con los aportes firmados, sin el FOMIN"),
    per="period",
    ids=("break_even.sales.with_support",),
    told="PAY",
    source=INTERNAL,
)
def break_even_sales_with_support(fixed_after_support: Num, contribution_ratio: Num, tiny: Num) -> Num:
    return unless(contribution_ratio <= tiny, "margin_not_positive", fixed_after_support / contribution_ratio)


@figure(N_("Excedente deseado"), rolls="flow")
def surplus_wanted(wanted_surplus: Num) -> Num:
    return wanted_surplus / 12


@figure(
    N_("Ventas que dejan el excedente deseado"),
    per="period",
    ids=("break_even.sales.target",),
    told="PAY",
    source=COMMON,
)
def break_even_sales_target(
    wanted_surplus: Num, surplus_wanted: Num, fixed_costs: Num, contribution_ratio: Num, tiny: Num
) -> Num:
    sales = (fixed_costs + surplus_wanted) / contribution_ratio
    reached = unless(contribution_ratio <= tiny, "margin_not_positive", sales)
    return unless(wanted_surplus <= 0, "no_target", reached)


@figure(N_("Margen de seguridad"), per="period", unit="share", ids=("margin_of_safety",), told="PAY", source=COMMON)
def margin_of_safety(revenue: Num, break_even_sales: Num) -> Num:
    return unless(revenue <= 0, "no_sales", (revenue - break_even_sales) / revenue)


# --- self-sufficiency ------------------------------------------------------------------------------------------------


@figure(N_("Autosuficiencia"), per="period", unit="share", ids=("self_sufficiency.full",), told="PAY", source=CGAP)
def self_sufficiency(revenue: Num, all_costs: Num) -> Num:
    return unless(all_costs <= 0, "no_costs", revenue / all_costs)


@figure(N_("Costos en efectivo e intereses"), rolls="flow")
def cash_costs(
    all_costs: Num, depreciation: Num, in_kind_fixed: Num, in_kind_variable: Num, bad_debt_costs: Num
) -> Num:
    return all_costs - depreciation - in_kind_fixed - in_kind_variable - bad_debt_costs


@figure(
    N_("Autosuficiencia en efectivo"),
    per="period",
    unit="share",
    ids=("self_sufficiency.cash",),
    told="PAY",
    source=INTERNAL,
)
def self_sufficiency_cash(revenue: Num, cash_costs: Num, tiny: Num, all_costs: Num) -> Num:
    return unless(cash_costs <= tiny * all_costs, "no_costs", revenue / cash_costs)


@figure(N_("Ingresos de pagadores privados"), rolls="flow")
def revenue_private(stream_revenue: Num, stream__is_private: Num) -> Num:
    return sum_rows_if(stream_revenue, stream__is_private)


@figure(
    N_("Autosuficiencia sin pagadores públicos ni de cooperación"),
    per="period",
    unit="share",
    ids=("self_sufficiency.without_public",),
    told="PAY",
    source=INTERNAL,
)
def self_sufficiency_private(revenue_private: Num, all_costs: Num) -> Num:
    return unless(all_costs <= 0, "no_costs", revenue_private / all_costs)


# --- activity of each service ----------------------------------------------------------------------------------------


@figure(N_("Ingresos del servicio"), over="service", rolls="flow")
def service_revenue(stream_revenue: Num, stream__going_service: Num, number: Num) -> Num:
    return sum_matching(stream_revenue, stream__going_service, number)


@figure(N_("Incobrables del servicio"), over="service", rolls="flow")
def service_bad_debt(stream_bad_debt: Num, stream__going_service: Num, number: Num) -> Num:
    return sum_matching(stream_bad_debt, stream__going_service, number)


@figure(N_("Costos variables del servicio"), over="service", rolls="flow")
def service_variable(cost_value: Num, cost__variable_of: Num, number: Num, service_bad_debt: Num) -> Num:
    return sum_matching(cost_value, cost__variable_of, number) + service_bad_debt


@figure(N_("Margen de contribución del servicio"), over="service", rolls="flow")
def service_margin(service_revenue: Num, service_variable: Num) -> Num:
    return service_revenue - service_variable


@figure(N_("Costos fijos directos del servicio"), over="service", rolls="flow")
def service_fixed(
    cost_value: Num, cost__fixed_of: Num, number: Num, asset_depreciation: Num, asset__depreciation_of: Num
) -> Num:
    return sum_matching(cost_value, cost__fixed_of, number) + sum_matching(
        asset_depreciation, asset__depreciation_of, number
    )


@figure(N_("Unidades del servicio"), over="service", rolls="flow", unit="number")
def service_units(stream_units: Num, stream__going_service: Num, number: Num) -> Num:
    return sum_matching(stream_units, stream__going_service, number)


@figure(N_("Costos fijos directos de los servicios"), rolls="flow")
def services_fixed(service_fixed: Num) -> Num:
    return sum_rows(service_fixed)


@figure(N_("El servicio gana en cada venta"), over="service", per="period", unit="number")
def service_gains(service_margin: Num, tiny: Num, service_revenue: Num) -> Num:
    return where(service_margin > tiny * service_revenue, 1, 0)


@figure(N_("Porcentaje indicado de los servicios que ganan"), over="service", per="period", unit="share")
def typed_key(service_gains: Num, typed: Num, share: Num) -> Num:
    return service_gains * typed * share


@figure(N_("Suma de los porcentajes indicados"), per="period", unit="share")
def typed_keys(typed_key: Num) -> Num:
    return sum_rows(typed_key)


@figure(N_("Clave de reparto de la estructura"), over="service", per="period", unit="number")
def structure_key(typed_keys: Num, typed_key: Num, service_gains: Num, service_margin: Num) -> Num:
    return where(typed_keys > 0, typed_key, service_gains * service_margin)


@figure(N_("Suma de las claves de reparto"), per="period", unit="number")
def structure_keys(structure_key: Num) -> Num:
    return sum_rows(structure_key)


@figure(N_("Estructura que asume el servicio"), over="service", per="period")
def service_structure(structure_key: Num, structure_keys: Num, fixed_costs: Num, services_fixed: Num) -> Num:
    return where(structure_keys > 0, structure_key / structure_keys * (fixed_costs - services_fixed), 0)


@figure(
    N_("Cubre sus costos propios"),
    over="service",
    per="period",
    unit="share",
    ids=("break_even.activity.own",),
    told="PAY",
    source=INTERNAL,
)
def activity_own(service_revenue: Num, service_gains: Num, service_fixed: Num, service_margin: Num) -> Num:
    part = unless(service_gains < 1, "margin_not_positive", service_fixed / service_margin)
    return unless(service_revenue <= 0, "no_sales", part)


@figure(
    N_("Cubre el costo total"),
    over="service",
    per="period",
    unit="share",
    ids=("break_even.activity.full",),
    told="PAY",
    source=INTERNAL,
)
def activity_full(activity_own: Num, service_structure: Num, service_margin: Num) -> Num:
    return activity_own + service_structure / service_margin


@figure(
    N_("Ventas que cubren los costos propios"),
    over="service",
    per="period",
    ids=("break_even.activity.own.sales",),
    told="PAY",
    source=INTERNAL,
)
def activity_own_sales(activity_own: Num, service_revenue: Num) -> Num:
    return activity_own * service_revenue


@figure(
    N_("Ventas que cubren el costo total"),
    over="service",
    per="period",
    ids=("break_even.activity.full.sales",),
    told="PAY",
    source=INTERNAL,
)
def activity_full_sales(activity_full: Num, service_revenue: Num) -> Num:
    return activity_full * service_revenue


@figure(
    N_("Unidades que cubren los costos propios"),
    over="service",
    per="period",
    unit="number",
    ids=("break_even.activity.own.units",),
    told="PAY",
    source=INTERNAL,
)
def activity_own_units(activity_own: Num, service_units: Num, one_unit: Num) -> Num:
    return unless(one_unit < 1, "several_units", activity_own * service_units)


@figure(
    N_("Unidades que cubren el costo total"),
    over="service",
    per="period",
    unit="number",
    ids=("break_even.activity.full.units",),
    told="PAY",
    source=INTERNAL,
)
def activity_full_units(activity_full: Num, service_units: Num, one_unit: Num) -> Num:
    return unless(one_unit < 1, "several_units", activity_full * service_units)


# --- months: the twelve months ending in each ------------------------------------------------------------------------


@figure(N_("Aportes firmados a estructura y servicios, sin destino fijo"), rolls="flow")
def support_any(source_received: Num, source__supports_any: Num, use_share: Num, use__is_investment: Num) -> Num:
    return sum_rows_if(source_received, source__supports_any) * (1 - sum_rows_if(use_share, use__is_investment))


@figure(N_("Aportes firmados, sin el FOMIN, a estructura y servicios"), rolls="flow")
def support(
    source_received: Num, source__supports: Num, support_any: Num, carry_value: Num, carry__supports: Num
) -> Num:
    return sum_rows_if(source_received, source__supports) + support_any + sum_rows_if(carry_value, carry__supports)


@figure(N_("Resultado recurrente con los aportes firmados"), rolls="flow")
def result_with_support(recurring_result: Num, support: Num) -> Num:
    return recurring_result + support


@figure(N_("Resultado que se prueba"), over="standing", rolls="flow")
def standing_result(recurring_result: Num, result_with_support: Num, result_without_in_kind: Num) -> Num:
    return stacked(recurring_result, result_with_support, result_without_in_kind)


@figure(N_("Resultado de los doce meses que terminan en el mes"), over="standing")
def trailing_result(standing_result: Num) -> Num:
    return trailing(standing_result, 12)


@figure(N_("Ingresos y costos del mes"), rolls="flow")
def gross_flow(revenue: Num, all_costs: Num, support: Num) -> Num:
    return revenue + all_costs + support


@figure(N_("Ingresos y costos de los doce meses"))
def trailing_gross(gross_flow: Num) -> Num:
    return trailing(gross_flow, 12)


@figure(N_("Doce meses con pérdida"), over="standing", unit="number")
def twelve_negative(trailing_result: Num, tiny: Num, trailing_gross: Num, month: Num) -> Num:
    return where((month + 1 >= 12) & (trailing_result < -tiny * trailing_gross), 1, 0)


@figure(N_("Doce meses sin pérdida"), over="standing", unit="number")
def twelve_positive(twelve_negative: Num, month: Num) -> Num:
    return where(month + 1 >= 12, 1 - twelve_negative, 0)


@figure(N_("Primer mes que cierra doce sin pérdida"), over="standing", per="once", unit="month")
def first_positive(twelve_positive: Num, months: Num) -> Num:
    return first_month(twelve_positive, months)


@figure(
    N_("Primer equilibrio, doce meses que terminan en"),
    over="standing",
    per="once",
    unit="month",
    ids=(
        "break_even.month.reached",
        "break_even.month.with_support.reached",
        "break_even.month.without_in_kind.reached",
    ),
    told="S",
    notes=(("from_the_start", "from_the_start"),),
    source=INTERNAL,
)
def break_even_reached(first_positive: Num, months: Num) -> Num:
    return unless(first_positive >= months, "never_reached", first_positive)


@figure(N_("Se pierde al final"), over="standing", per="once", unit="number")
def lost_at_end(twelve_negative: Num, months: Num) -> Num:
    return where(month_after_last(twelve_negative) >= months, 1, 0)


@figure(N_("Desde cuándo ya no hay doce meses con pérdida"), over="standing", per="once", unit="month")
def positive_since(twelve_negative: Num, first_positive: Num) -> Num:
    return maximum(month_after_last(twelve_negative), first_positive)


@figure(N_("Equilibrio desde el inicio del plan"), over="standing", per="once", unit="number")
def from_the_start(twelve_negative: Num) -> Num:
    return where(total(twelve_negative) == 0, 1, 0)


@figure(
    N_("Equilibrio que se mantiene, doce meses que terminan en"),
    over="standing",
    per="once",
    unit="month",
    ids=(
        "break_even.month.held_from",
        "break_even.month.with_support.held_from",
        "break_even.month.without_in_kind.held_from",
    ),
    told="S",
    notes=(("from_the_start", "from_the_start"), ("fewer_than_12_left", "fewer_than_12_left")),
    source=INTERNAL,
)
def break_even_held(first_positive: Num, months: Num, lost_at_end: Num, positive_since: Num) -> Num:
    return unless(first_positive >= months, "never_reached", unless(lost_at_end > 0, "lost_at_end", positive_since))


@figure(N_("Quedan menos de doce meses para mostrarlo"), over="standing", per="once", unit="number")
def fewer_than_12_left(positive_since: Num, months: Num) -> Num:
    return where(positive_since > months - 12, 1, 0)


@figure(N_("Recaída"), over="standing", unit="number")
def relapsed(twelve_negative: Num, month: Num, first_positive: Num) -> Num:
    return where(month > first_positive, twelve_negative, 0)


@figure(N_("Resultado de los últimos doce meses del plan"), over="standing")
def closing_result(month: Num, months: Num, trailing_result: Num) -> Num:
    return where(month + 1 == months, trailing_result, 0)


@figure(N_("Faltante de los últimos doce meses del plan"), over="standing", per="once")
def shortfall(closing_result: Num) -> Num:
    return -total(closing_result)
