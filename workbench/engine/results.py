"""The recurring result and the operating statement (finance: statements 0 and 1)."""

from __future__ import annotations

from workbench.engine.registry import figure
from workbench.engine.words import Num, sum_matching, sum_rows, sum_rows_if
from workbench.i18n import N_


@figure(N_("Ingresos ganados, todo el plan"), rolls="flow")
def revenue_all(stream_revenue: Num) -> Num:
    return sum_rows(stream_revenue)


@figure(N_("Ingresos solo del proyecto"), rolls="flow")
def revenue_project(stream_revenue: Num, stream__project_only: Num) -> Num:
    return sum_rows_if(stream_revenue, stream__project_only)


@figure(N_("Ingresos"), rolls="flow")
def revenue(revenue_all: Num, revenue_project: Num) -> Num:
    return revenue_all - revenue_project


@figure(N_("Incobrables solo del proyecto"), rolls="flow")
def bad_debt_project(stream_bad_debt: Num, stream__project_only: Num) -> Num:
    return sum_rows_if(stream_bad_debt, stream__project_only)


@figure(N_("Incobrables"), rolls="flow")
def bad_debt_costs(stream_bad_debt: Num, bad_debt_project: Num) -> Num:
    return sum_rows(stream_bad_debt) - bad_debt_project


@figure(N_("Costos variables"), rolls="flow")
def variable_costs(cost_value: Num, cost__is_variable: Num, bad_debt_costs: Num) -> Num:
    return sum_rows_if(cost_value, cost__is_variable) + bad_debt_costs


@figure(N_("Margen de contribución"), rolls="flow")
def contribution_margin(revenue: Num, variable_costs: Num) -> Num:
    return revenue - variable_costs


@figure(N_("Costos fijos directos"), rolls="flow")
def direct_fixed_costs(cost_value: Num, cost__is_direct_fixed: Num) -> Num:
    return sum_rows_if(cost_value, cost__is_direct_fixed)


@figure(N_("Costos de estructura"), rolls="flow")
def structural_costs(cost_value: Num, cost__is_structural: Num) -> Num:
    return sum_rows_if(cost_value, cost__is_structural)


@figure(N_("Depreciación solo del proyecto"), rolls="flow")
def depreciation_project(
    asset_depreciation: Num, asset__project_only: Num, opening_depreciation: Num, opening_asset__project_only: Num
) -> Num:
    return sum_rows_if(asset_depreciation, asset__project_only) + sum_rows_if(
        opening_depreciation, opening_asset__project_only
    )


@figure(N_("Depreciación"), rolls="flow")
def depreciation(asset_depreciation: Num, opening_depreciation: Num, depreciation_project: Num) -> Num:
    return sum_rows(asset_depreciation) + sum_rows(opening_depreciation) - depreciation_project


@figure(N_("Intereses"), rolls="flow")
def interest(loan_interest: Num) -> Num:
    return sum_rows(loan_interest)


@figure(N_("Costos fijos"), rolls="flow")
def fixed_costs(direct_fixed_costs: Num, structural_costs: Num, depreciation: Num, interest: Num) -> Num:
    return direct_fixed_costs + structural_costs + depreciation + interest


@figure(N_("Resultado recurrente"), rolls="flow")
def recurring_result(contribution_margin: Num, fixed_costs: Num) -> Num:
    return contribution_margin - fixed_costs


@figure(N_("Costos de la operación que continúa"), rolls="flow")
def all_costs(variable_costs: Num, fixed_costs: Num) -> Num:
    return variable_costs + fixed_costs


@figure(N_("Costos solo del proyecto"), rolls="flow")
def project_costs(cost_value: Num, cost__is_project: Num, bad_debt_project: Num, depreciation_project: Num) -> Num:
    return sum_rows_if(cost_value, cost__is_project) + bad_debt_project + depreciation_project


@figure(N_("Resultado de lo que es solo del proyecto"), rolls="flow")
def project_only_result(revenue_project: Num, project_costs: Num) -> Num:
    return revenue_project - project_costs


@figure(N_("Aportes sin destino fijo que van a inversión"), over="use", rolls="flow")
def use_any(contributions_any: Num, use_share: Num) -> Num:
    return contributions_any * use_share


@figure(N_("Aportes en efectivo por destino"), over="use", rolls="flow")
def use_received(source_received: Num, source__use: Num, number: Num, use_any: Num) -> Num:
    return sum_matching(source_received, source__use, number) + use_any


@figure(N_("Aportes en efectivo a la inversión"), rolls="flow")
def investment_received(use_received: Num, use__is_investment: Num) -> Num:
    return sum_rows_if(use_received, use__is_investment)


@figure(N_("Aportes en efectivo a la operación"), rolls="flow")
def cash_operating(contributions_cash: Num, investment_received: Num) -> Num:
    return contributions_cash - investment_received


@figure(N_("Resultado neto"), rolls="flow")
def net_result(recurring_result: Num, project_only_result: Num, cash_operating: Num, in_kind_operating: Num) -> Num:
    return recurring_result + project_only_result + cash_operating + in_kind_operating


# --- in kind, left out -----------------------------------------------------------------------------------------------


@figure(N_("Costos fijos en especie"), rolls="flow")
def in_kind_fixed(cost_covered: Num, cost__in_kind_fixed: Num) -> Num:
    return sum_rows_if(cost_covered, cost__in_kind_fixed)


@figure(N_("Costos variables en especie"), rolls="flow")
def in_kind_variable(cost_covered: Num, cost__in_kind_variable: Num) -> Num:
    return sum_rows_if(cost_covered, cost__in_kind_variable)


@figure(N_("Resultado recurrente sin lo que es en especie"), rolls="flow")
def result_without_in_kind(recurring_result: Num, in_kind_fixed: Num, in_kind_variable: Num) -> Num:
    return recurring_result + in_kind_fixed + in_kind_variable
