"""Loans, sources and what is carried in kind (finance: financing sources)."""

from __future__ import annotations

from workbench.engine.registry import figure
from workbench.engine.words import (
    Num,
    lag,
    linked,
    maximum,
    minimum,
    of_year,
    principal_part,
    running_total,
    sum_matching,
    sum_rows,
    sum_rows_if,
    where,
)
from workbench.i18n import N_

# --- loans -----------------------------------------------------------------------------------------------------------


@figure(N_("Meses desde el desembolso"), over="loan", unit="months")
def loan_age(month: Num, lent: Num) -> Num:
    return month - lent


@figure(N_("Cuota número"), over="loan", unit="number")
def loan_payment(loan_age: Num, grace: Num, payments: Num) -> Num:
    return where(loan_age - grace <= payments, maximum(loan_age - grace, 0), 0)


@figure(N_("Tasa mensual"), over="loan", per="once", unit="share")
def loan_rate(effective: Num, yearly_rate: Num) -> Num:
    return where(effective > 0, (1 + yearly_rate) ** (1 / 12) - 1, yearly_rate / 12)


@figure(N_("Desembolso"), over="loan", rolls="flow")
def loan_drawn(loan_age: Num, principal: Num) -> Num:
    return where(loan_age == 0, principal, 0)


@figure(N_("Capital de la cuota igual"), over="loan", rolls="flow")
def loan_french(loan_payment: Num, loan_rate: Num, payments: Num, principal: Num) -> Num:
    return principal_part(loan_rate, maximum(loan_payment, 1), payments, principal)


@figure(N_("Amortización"), over="loan", rolls="flow")
def loan_repaid(
    loan_payment: Num, german: Num, principal: Num, payments: Num, bullet: Num, loan_french: Num
) -> Num:
    at_end = where(loan_payment == payments, principal, 0)
    part = where(german > 0, principal / payments, where(bullet > 0, at_end, loan_french))
    return where(loan_payment > 0, part, 0)


@figure(N_("Saldo"), over="loan", rolls="stock")
def loan_balance(opening: Num, loan_drawn: Num, loan_repaid: Num) -> Num:
    return running_total(opening, loan_drawn - loan_repaid)


@figure(N_("Saldo antes de la cuota"), over="loan", rolls="stock")
def loan_owed(loan_balance: Num, loan_drawn: Num, loan_repaid: Num) -> Num:
    return loan_balance - loan_drawn + loan_repaid


@figure(N_("Intereses"), over="loan", rolls="flow")
def loan_interest(loan_age: Num, grace: Num, payments: Num, loan_owed: Num, loan_rate: Num) -> Num:
    return where((loan_age > 0) & (loan_age - grace <= payments), loan_owed * loan_rate, 0)


# --- in kind ---------------------------------------------------------------------------------------------------------


@figure(N_("Parte que la fuente cubre este mes"), over="carry", unit="share")
def carry_share(share: Num, counts: Num, month: Num, start: Num, end: Num) -> Num:
    return where((month >= start) & (month <= end), share * counts, 0)


@figure(N_("Parte ofrecida por todas las fuentes"), over="cost", unit="share")
def cost_offered(carry_share: Num, carry__cost_number: Num, number: Num) -> Num:
    return sum_matching(carry_share, carry__cost_number, number)


@figure(N_("Parte cubierta en especie"), over="cost", unit="share")
def cost_carried(in_kind: Num, cost_offered: Num) -> Num:
    return in_kind * minimum(1, cost_offered)


@figure(N_("Valor de lo que puede cubrirse"), over="cost", rolls="flow")
def cost_in_kind(in_kind: Num, cost_value: Num) -> Num:
    return in_kind * cost_value


@figure(N_("Aporte en especie"), over="carry", rolls="flow")
def carry_value(carry_share: Num, cost_in_kind: Num, cost_offered: Num, carry__cost: Num) -> Num:
    value: Num = linked(cost_in_kind, carry__cost) / maximum(1, linked(cost_offered, carry__cost))
    return carry_share * value


@figure(N_("Aportes en especie"), rolls="flow")
def contributions_in_kind(carry_value: Num) -> Num:
    return sum_rows(carry_value)


@figure(N_("Aportes en especie a la operación"), rolls="flow")
def in_kind_operating(carry_value: Num, carry__is_operating: Num) -> Num:
    return sum_rows_if(carry_value, carry__is_operating)


# --- cash ------------------------------------------------------------------------------------------------------------


@figure(N_("Aporte recibido"), over="source", rolls="flow")
def source_received(scheduled: Num, delay: Num, exchange_rate: Num, source__currency: Num, counts: Num) -> Num:
    return lag(scheduled, delay) * linked(exchange_rate, source__currency) * counts


@figure(N_("Aportes en efectivo"), rolls="flow")
def contributions_cash(source_received: Num) -> Num:
    return sum_rows(source_received)


@figure(N_("Aportes sin destino fijo"), rolls="flow")
def contributions_any(source_received: Num, source__is_any: Num) -> Num:
    return sum_rows_if(source_received, source__is_any)


# --- the split of money without a fixed use --------------------------------------------------------------------------


@figure(N_("Costos e inversión causados en dinero, por destino"), over="use", rolls="flow")
def use_accrued(cost_cash: Num, cost__use: Num, number: Num) -> Num:
    return sum_matching(cost_cash, cost__use, number)


@figure(N_("Causado en dinero en el año fiscal, por destino"), over="use")
def use_accrued_year(use_accrued: Num, year: Num) -> Num:
    return of_year(use_accrued, year)


@figure(N_("Costos e inversión causados en dinero"), rolls="flow")
def cash_accrued(use_accrued: Num) -> Num:
    return sum_rows(use_accrued)


@figure(N_("Causado en dinero en el año fiscal"))
def cash_accrued_year(use_accrued_year: Num) -> Num:
    return sum_rows(use_accrued_year)


@figure(N_("Parte de cada destino en lo causado"), over="use", unit="share")
def use_share(
    cash_accrued: Num, use_accrued: Num, cash_accrued_year: Num, use_accrued_year: Num, is_structure: Num
) -> Num:
    yearly = where(cash_accrued_year > 0, use_accrued_year / cash_accrued_year, is_structure)
    return where(cash_accrued > 0, use_accrued / cash_accrued, yearly)
