"""The appraisal a bank asks for: flows of the continuing operation, NPV, IRR, MIRR, payback (finance: figures).

Nominal flows; month 0 is not discounted. A month's flow that is nothing beside what has moved until then counts as
nothing: what sums leave of amounts that cancel is no change of sign.
"""

from __future__ import annotations

from workbench.engine.registry import figure
from workbench.engine.sources import COMMON
from workbench.engine.words import (
    Num,
    indexed,
    lag,
    maximum,
    month_after_last,
    present_value,
    rate_of_return,
    running_total,
    sum_matching,
    sum_rows,
    sum_rows_if,
    total,
    unless,
    where,
)
from workbench.i18n import N_

SWITCH = "appraisal/shown"

# --- flows of the continuing operation -------------------------------------------------------------------------------


@figure(N_("Cobros de la operación que continúa"), rolls="flow")
def going_collections(stream_collected: Num, stream__going: Num, opening_receipts: Num) -> Num:
    return sum_rows_if(stream_collected, stream__going) + opening_receipts


@figure(N_("Pagos de la operación que continúa"), rolls="flow")
def going_payments(cost_paid: Num, cost__going: Num, opening_payments: Num) -> Num:
    return sum_rows_if(cost_paid, cost__going) + opening_payments


@figure(N_("Inversión pagada de la operación que continúa"), rolls="flow")
def going_invested(cost_paid: Num, cost__going_investment: Num) -> Num:
    return sum_rows_if(cost_paid, cost__going_investment)


@figure(N_("Inversión menos rescates"), rolls="flow")
def going_investment(going_invested: Num, salvage: Num) -> Num:
    return going_invested - salvage


@figure(N_("Parte de la compra que una fuente cubre"), over="asset", unit="share")
def asset_carried(cost_carried: Num, cost__number: Num, number: Num) -> Num:
    return sum_matching(cost_carried, cost__number, number)


@figure(N_("Compra que se paga"), over="asset", rolls="flow")
def asset_own(asset_bought: Num, asset_carried: Num) -> Num:
    return asset_bought * (1 - asset_carried)


@figure(N_("Pagado sin rescate, acumulado"), over="asset", rolls="stock")
def asset_own_depreciable(asset_own: Num, asset_salvage: Num) -> Num:
    return running_total(0, asset_own - asset_salvage)


@figure(N_("Depreciación de lo que se pagó"), over="asset", rolls="flow")
def asset_own_depreciation(asset_own_depreciable: Num, life: Num) -> Num:
    return (lag(asset_own_depreciable, 1) - lag(asset_own_depreciable, life + 1)) / life


@figure(N_("Valor en libros de lo que se pagó"), over="asset", rolls="stock")
def asset_own_value(asset_own: Num, asset_own_depreciation: Num, asset_salvaged: Num) -> Num:
    return running_total(0, asset_own - asset_own_depreciation - asset_salvaged)


@figure(N_("Valor en libros de los activos pagados que continúan"), rolls="stock")
def going_assets(
    asset_own_value: Num, asset__project_only: Num, opening_asset_value: Num, opening_asset__project_only: Num
) -> Num:
    bought: Num = sum_rows(asset_own_value) - sum_rows_if(asset_own_value, asset__project_only)
    had: Num = sum_rows(opening_asset_value) - sum_rows_if(opening_asset_value, opening_asset__project_only)
    return bought + had


@figure(N_("Por cobrar de la operación que continúa"), rolls="stock")
def going_receivable(stream_open: Num, stream__going: Num, opening_receivable: Num) -> Num:
    return sum_rows_if(stream_open, stream__going) + opening_receivable


@figure(N_("Causado en dinero por la operación que continúa"), rolls="flow")
def going_accrued(cost_cash: Num, cost__going: Num, cost__going_investment: Num) -> Num:
    return sum_rows_if(cost_cash, cost__going) + sum_rows_if(cost_cash, cost__going_investment)


@figure(N_("Causado menos pagado por la operación que continúa"), rolls="stock")
def going_open(going_accrued: Num, going_payments: Num, opening_payments: Num, going_invested: Num) -> Num:
    return running_total(0, going_accrued - going_payments + opening_payments - going_invested)


@figure(N_("Valor residual"), rolls="flow")
def residual(
    month: Num,
    months: Num,
    residual_counts: Num,
    going_assets: Num,
    going_receivable: Num,
    going_open: Num,
    opening_payable: Num,
) -> Num:
    left = going_assets + going_receivable - going_open - opening_payable
    return where(month + 1 == months, left * residual_counts, 0)


@figure(N_("Lo que la operación tenía y debía al inicio"), per="once")
def opening_total(opening_asset__book_value: Num, receivables_opening: Num, payables_opening: Num) -> Num:
    return sum_rows(opening_asset__book_value) + receivables_opening + payables_opening


@figure(N_("Dinero movido en el mes"), rolls="flow")
def flow_gross(going_collections: Num, going_payments: Num, going_invested: Num, salvage: Num) -> Num:
    return going_collections + going_payments + going_invested + salvage


@figure(N_("Dinero movido hasta el mes"), rolls="stock")
def flow_scale(opening_total: Num, flow_gross: Num) -> Num:
    return running_total(opening_total, flow_gross)


@figure(N_("Flujo antes de redondear"), rolls="flow")
def flow_exact(going_collections: Num, going_payments: Num, going_investment: Num, residual: Num) -> Num:
    return going_collections - going_payments - going_investment + residual


@figure(N_("Flujo de la operación"), rolls="flow")
def flow(flow_exact: Num, tiny: Num, flow_scale: Num) -> Num:
    return where((flow_exact > tiny * flow_scale) | (flow_exact < -tiny * flow_scale), flow_exact, 0)


@figure(N_("Flujo de la operación, acumulado"), rolls="stock")
def flow_so_far(flow: Num) -> Num:
    return running_total(0, flow)


# --- discounted ------------------------------------------------------------------------------------------------------


@figure(N_("Tasa de descuento mensual"), per="once", unit="share")
def discount_month(discount_rate: Num) -> Num:
    return (1 + discount_rate) ** (1 / 12) - 1


@figure(N_("Factor de descuento"), unit="ratio")
def discount_factor(discount_month: Num, month: Num) -> Num:
    return 1 / indexed(discount_month, month)


@figure(N_("Valor presente del flujo"), rolls="flow")
def flow_present(flow: Num, discount_factor: Num) -> Num:
    return flow * discount_factor


@figure(N_("Valor presente del flujo, acumulado"), rolls="stock")
def present_so_far(flow_present: Num) -> Num:
    return running_total(0, flow_present)


@figure(N_("VAN: valor actual neto"), per="once", ids=("npv",), told="S", switch=SWITCH, source=COMMON)
def npv(discounts: Num, flow_present: Num) -> Num:
    return unless(discounts < 1, "no_discount_rate", total(flow_present))


@figure(N_("Valor presente de cobros y valor residual"), rolls="flow")
def benefit_present(going_collections: Num, residual: Num, discount_factor: Num) -> Num:
    return (going_collections + residual) * discount_factor


@figure(N_("Valor presente de pagos e inversión"), rolls="flow")
def cost_present(going_payments: Num, going_investment: Num, discount_factor: Num) -> Num:
    return (going_payments + going_investment) * discount_factor


@figure(
    N_("Relación beneficio–costo"),
    per="once",
    unit="ratio",
    ids=("benefit_cost",),
    told="S",
    switch=SWITCH,
    source=COMMON,
)
def benefit_cost(discounts: Num, cost_present: Num, benefit_present: Num) -> Num:
    ratio = unless(total(cost_present) <= 0, "nothing_paid", total(benefit_present) / total(cost_present))
    return unless(discounts < 1, "no_discount_rate", ratio)


# --- internal rates of return: of the flows as they are, and without inflation ---------------------------------------


def _changes_sign(low: Num, high: Num) -> Num:
    """1 where a present value changes sign between the lower and the higher rate of a trial, else 0."""
    return where(low >= 0, where(high < 0, 1, 0), where(high >= 0, 1, 0))


def _only_root(crossings: Num, rate: Num) -> Num:
    """The rate where there is one root, else the reason why there is no rate."""
    return unless(crossings < 1, "no_root_in_range", unless(crossings > 1, "several_roots", rate))


@figure(N_("Flujo positivo"), rolls="flow")
def flow_in(flow: Num) -> Num:
    return maximum(flow, 0)


@figure(N_("Flujo negativo"), rolls="flow")
def flow_out(flow: Num) -> Num:
    return maximum(-flow, 0)


@figure(N_("Hay flujos positivos y negativos"), per="once", unit="number")
def two_signs(flow_in: Num, flow_out: Num) -> Num:
    return where((total(flow_in) > 0) & (total(flow_out) > 0), 1, 0)


@figure(N_("Valor presente a la tasa menor"), over="trial", per="once")
def trial_low(flow: Num, low: Num) -> Num:
    return present_value(flow, low)


@figure(N_("Valor presente a la tasa mayor"), over="trial", per="once")
def trial_high(flow: Num, high: Num) -> Num:
    return present_value(flow, high)


@figure(N_("El valor presente cambia de signo entre las dos tasas"), over="trial", per="once", unit="number")
def trial_crossed(trial_low: Num, trial_high: Num) -> Num:
    return _changes_sign(trial_low, trial_high)


@figure(N_("Tasa mensual menor, donde cambia"), over="trial", per="once", unit="share")
def trial_from(trial_crossed: Num, low: Num) -> Num:
    return trial_crossed * low


@figure(N_("Tasa mensual mayor, donde cambia"), over="trial", per="once", unit="share")
def trial_to(trial_crossed: Num, high: Num) -> Num:
    return trial_crossed * high


@figure(N_("Cambios de signo del valor presente"), per="once", unit="number")
def irr_crossings(trial_crossed: Num) -> Num:
    return sum_rows(trial_crossed)


@figure(N_("La TIR mensual es mayor que"), per="once", unit="share")
def irr_above(two_signs: Num, trial_from: Num) -> Num:
    return unless(two_signs < 1, "no_sign_change", sum_rows(trial_from))


@figure(N_("La TIR mensual es menor que"), per="once", unit="share")
def irr_below(trial_to: Num) -> Num:
    return sum_rows(trial_to)


@figure(N_("TIR mensual"), per="once", unit="share")
def irr_month(irr_crossings: Num, flow: Num, irr_above: Num, irr_below: Num) -> Num:
    return _only_root(irr_crossings, rate_of_return(flow, irr_above, irr_below))


@figure(
    N_("TIR: tasa interna de retorno"),
    per="once",
    unit="share",
    ids=("irr",),
    told="S",
    switch=SWITCH,
    source=COMMON,
)
def irr(irr_month: Num) -> Num:
    return (1 + irr_month) ** 12 - 1


@figure(
    N_("Número de TIR posibles"),
    per="once",
    unit="number",
    ids=("irr.roots",),
    told="S",
    switch=SWITCH,
    source=COMMON,
)
def irr_roots(two_signs: Num, irr_crossings: Num) -> Num:
    return unless(two_signs < 1, "no_sign_change", irr_crossings)


@figure(N_("Flujo en términos reales"), rolls="flow")
def real_flow(flow: Num, inflation_index: Num) -> Num:
    return flow / inflation_index


@figure(N_("Valor presente real a la tasa menor"), over="trial", per="once")
def trial_real_low(real_flow: Num, low: Num) -> Num:
    return present_value(real_flow, low)


@figure(N_("Valor presente real a la tasa mayor"), over="trial", per="once")
def trial_real_high(real_flow: Num, high: Num) -> Num:
    return present_value(real_flow, high)


@figure(N_("El valor presente real cambia de signo entre las dos tasas"), over="trial", per="once", unit="number")
def trial_real_crossed(trial_real_low: Num, trial_real_high: Num) -> Num:
    return _changes_sign(trial_real_low, trial_real_high)


@figure(N_("Tasa mensual menor, donde cambia el real"), over="trial", per="once", unit="share")
def trial_real_from(trial_real_crossed: Num, low: Num) -> Num:
    return trial_real_crossed * low


@figure(N_("Tasa mensual mayor, donde cambia el real"), over="trial", per="once", unit="share")
def trial_real_to(trial_real_crossed: Num, high: Num) -> Num:
    return trial_real_crossed * high


@figure(N_("Cambios de signo del valor presente real"), per="once", unit="number")
def irr_real_crossings(trial_real_crossed: Num) -> Num:
    return sum_rows(trial_real_crossed)


@figure(N_("La TIR real mensual es mayor que"), per="once", unit="share")
def irr_real_above(two_signs: Num, trial_real_from: Num) -> Num:
    return unless(two_signs < 1, "no_sign_change", sum_rows(trial_real_from))


@figure(N_("La TIR real mensual es menor que"), per="once", unit="share")
def irr_real_below(trial_real_to: Num) -> Num:
    return sum_rows(trial_real_to)


@figure(N_("TIR real mensual"), per="once", unit="share")
def irr_real_month(irr_real_crossings: Num, real_flow: Num, irr_real_above: Num, irr_real_below: Num) -> Num:
    return _only_root(irr_real_crossings, rate_of_return(real_flow, irr_real_above, irr_real_below))


@figure(N_("TIR real"), per="once", unit="share", ids=("irr_real",), told="S", switch=SWITCH, source=COMMON)
def irr_real(irr_real_month: Num) -> Num:
    return (1 + irr_real_month) ** 12 - 1


@figure(
    N_("Número de TIR reales posibles"),
    per="once",
    unit="number",
    ids=("irr_real.roots",),
    told="S",
    switch=SWITCH,
    source=COMMON,
)
def irr_real_roots(two_signs: Num, irr_real_crossings: Num) -> Num:
    return unless(two_signs < 1, "no_sign_change", irr_real_crossings)


@figure(N_("Valor presente de los flujos positivos"), rolls="flow")
def in_present(flow_in: Num, discount_factor: Num) -> Num:
    return flow_in * discount_factor


@figure(N_("Valor presente de los flujos negativos"), rolls="flow")
def out_present(flow_out: Num, discount_factor: Num) -> Num:
    return flow_out * discount_factor


@figure(N_("Lo positivo por cada unidad negativa, a valor presente"), per="once", unit="ratio")
def in_per_out(discounts: Num, two_signs: Num, in_present: Num, out_present: Num) -> Num:
    ratio = unless(two_signs < 1, "no_sign_change", total(in_present) / total(out_present))
    return unless(discounts < 1, "no_discount_rate", ratio)


@figure(
    N_("TIRM: tasa interna de retorno modificada"),
    per="once",
    unit="share",
    ids=("mirr",),
    told="S",
    switch=SWITCH,
    source=COMMON,
)
def mirr(in_per_out: Num, months: Num, discount_rate: Num) -> Num:
    return in_per_out ** (12 / (months - 1)) * (1 + discount_rate) - 1


# --- payback ---------------------------------------------------------------------------------------------------------


@figure(N_("Falta recuperar"), unit="number")
def owed(flow_so_far: Num, tiny: Num, flow_scale: Num) -> Num:
    return where(flow_so_far < -tiny * flow_scale, 1, 0)


@figure(N_("Mes en que se recupera"), per="once", unit="month")
def paid_back(owed: Num) -> Num:
    return month_after_last(owed)


@figure(N_("Lo que faltaba recuperar el mes anterior"))
def last_owed(month: Num, paid_back: Num, flow_so_far: Num) -> Num:
    return where(month + 1 == paid_back, -flow_so_far, 0)


@figure(N_("Flujo del mes en que se recupera"))
def last_flow(month: Num, paid_back: Num, flow: Num) -> Num:
    return where(month == paid_back, flow, 0)


@figure(
    N_("Período de recuperación"),
    per="once",
    unit="months",
    ids=("payback",),
    told="S",
    switch=SWITCH,
    source=COMMON,
)
def payback(paid_back: Num, months: Num, last_owed: Num, last_flow: Num) -> Num:
    back = unless(paid_back >= months, "never_paid_back", paid_back - 1 + total(last_owed) / total(last_flow))
    return unless(paid_back <= 0, "nothing_to_pay_back", back)


@figure(N_("Dinero movido en el mes, a valor presente"), rolls="flow")
def gross_present(flow_gross: Num, discount_factor: Num) -> Num:
    return flow_gross * discount_factor


@figure(N_("Dinero movido hasta el mes, a valor presente"), rolls="stock")
def scale_present(opening_total: Num, gross_present: Num) -> Num:
    return running_total(opening_total, gross_present)


@figure(N_("Falta recuperar a valor presente"), unit="number")
def owed_present(present_so_far: Num, tiny: Num, scale_present: Num) -> Num:
    return where(present_so_far < -tiny * scale_present, 1, 0)


@figure(N_("Mes en que se recupera a valor presente"), per="once", unit="month")
def paid_back_present(owed_present: Num) -> Num:
    return month_after_last(owed_present)


@figure(N_("Lo que faltaba recuperar el mes anterior, a valor presente"))
def last_owed_present(month: Num, paid_back_present: Num, present_so_far: Num) -> Num:
    return where(month + 1 == paid_back_present, -present_so_far, 0)


@figure(N_("Flujo del mes en que se recupera, a valor presente"))
def last_flow_present(month: Num, paid_back_present: Num, flow_present: Num) -> Num:
    return where(month == paid_back_present, flow_present, 0)


@figure(N_("Parte del mes en que se recupera, a valor presente"), per="once", unit="ratio")
def last_part_present(last_owed_present: Num, last_flow_present: Num) -> Num:
    return where(total(last_flow_present) > 0, total(last_owed_present) / total(last_flow_present), 0)


@figure(
    N_("Período de recuperación descontado"),
    per="once",
    unit="months",
    ids=("discounted_payback",),
    told="S",
    switch=SWITCH,
    source=COMMON,
)
def discounted_payback(discounts: Num, paid_back_present: Num, months: Num, last_part_present: Num) -> Num:
    back = unless(paid_back_present >= months, "never_paid_back", paid_back_present - 1 + last_part_present)
    some = unless(paid_back_present <= 0, "nothing_to_pay_back", back)
    return unless(discounts < 1, "no_discount_rate", some)
