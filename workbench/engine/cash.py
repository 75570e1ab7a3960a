"""Pots, free cash and the gap; cash flow, sources and uses, position (finance: statements 2 to 4, funding.gap)."""

from __future__ import annotations

from workbench.engine.registry import figure
from workbench.engine.sources import COMMON, INTERNAL, SSME_CLASSES
from workbench.engine.words import (
    Num,
    first_month,
    following,
    highest_so_far,
    lag,
    lowest,
    maximum,
    of_year,
    running_total,
    sum_matching,
    sum_rows,
    sum_rows_if,
    total,
    unless,
    where,
)
from workbench.i18n import N_

COMMITTED_PLANNED = ("committed", "planned")

# --- money in and out ------------------------------------------------------------------------------------------------


@figure(N_("Cobros a clientes"), rolls="flow")
def collections(stream_collected: Num) -> Num:
    return sum_rows(stream_collected)


@figure(N_("Rescate de activos repuestos"), rolls="flow")
def salvage(asset_salvaged: Num) -> Num:
    return sum_rows(asset_salvaged)


@figure(N_("Inversión pagada"), rolls="flow")
def investment(cost_paid: Num, cost__investment: Num) -> Num:
    return sum_rows_if(cost_paid, cost__investment)


@figure(N_("Pagos de operación"), rolls="flow")
def payments(cost_paid: Num, investment: Num) -> Num:
    return sum_rows(cost_paid) - investment


@figure(N_("Préstamos recibidos"), rolls="flow")
def loans_drawn(loan_drawn: Num) -> Num:
    return sum_rows(loan_drawn)


@figure(N_("Capital pagado de los préstamos"), rolls="flow")
def principal_repaid(loan_repaid: Num) -> Num:
    return sum_rows(loan_repaid)


@figure(N_("Servicio de la deuda"), rolls="flow")
def debt_service(interest: Num, principal_repaid: Num) -> Num:
    return interest + principal_repaid


# --- pots: restricted cash -------------------------------------------------------------------------------------------


@figure(N_("Pagos por destino"), over="use", rolls="flow")
def use_need(cost_paid: Num, cost__use: Num, number: Num) -> Num:
    return sum_matching(cost_paid, cost__use, number)


@figure(N_("FOMIN recibido para el destino"), over="use", rolls="flow")
def fomin_received(source_received: Num, source__fomin_pot: Num, number: Num) -> Num:
    return sum_matching(source_received, source__fomin_pot, number)


@figure(N_("FOMIN recibido menos pagos, acumulado durante el proyecto"), over="use", rolls="stock")
def fomin_level(fomin_received: Num, use_need: Num, month: Num, project_end: Num) -> Num:
    return running_total(0, where(month <= project_end, fomin_received - use_need, 0))


@figure(N_("Pagos que el fondo del FOMIN no alcanzó, acumulado"), over="use", rolls="stock")
def fomin_short(fomin_level: Num) -> Num:
    return highest_so_far(-fomin_level)


@figure(N_("Pagado con el fondo del FOMIN"), over="use", rolls="flow")
def fomin_paid(use_need: Num, fomin_short: Num, month: Num, project_end: Num) -> Num:
    return where(month <= project_end, use_need - fomin_short + lag(fomin_short, 1), 0)


@figure(N_("FOMIN devuelto al cierre, por destino"), over="use", rolls="flow")
def use_returned(fomin_level: Num, fomin_short: Num, month: Num, project_end: Num) -> Num:
    return where(month == project_end, fomin_level + fomin_short, 0)


@figure(N_("Fondo del FOMIN"), over="use", rolls="stock")
def fomin_pot(fomin_level: Num, fomin_short: Num, month: Num, project_end: Num) -> Num:
    return where(month < project_end, fomin_level + fomin_short, 0)


@figure(N_("FOMIN devuelto al cierre"), rolls="flow")
def fomin_returned(use_returned: Num) -> Num:
    return sum_rows(use_returned)


@figure(N_("Otros aportes recibidos para el destino"), over="use", rolls="flow")
def other_received(source_received: Num, source__other_pot: Num, number: Num) -> Num:
    return sum_matching(source_received, source__other_pot, number)


@figure(N_("Otros aportes menos pagos, acumulado"), over="use", rolls="stock")
def other_level(opening: Num, other_received: Num, use_need: Num, fomin_paid: Num) -> Num:
    return running_total(opening, other_received - use_need + fomin_paid)


@figure(N_("Pagos que los otros fondos no alcanzaron, acumulado"), over="use", rolls="stock")
def other_short(other_level: Num) -> Num:
    return highest_so_far(-other_level)


@figure(N_("Pagado con otros fondos destinados"), over="use", rolls="flow")
def other_paid(use_need: Num, fomin_paid: Num, other_short: Num) -> Num:
    return use_need - fomin_paid - other_short + lag(other_short, 1)


@figure(N_("Otros fondos destinados"), over="use", rolls="stock")
def other_pot(other_level: Num, other_short: Num) -> Num:
    return other_level + other_short


@figure(N_("Pagos que ningún fondo cubrió, por destino"), over="use", rolls="flow")
def use_unpaid(other_short: Num) -> Num:
    return other_short - lag(other_short, 1)


@figure(N_("Caja destinada"), rolls="stock")
def restricted_cash(fomin_pot: Num, other_pot: Num) -> Num:
    return sum_rows(fomin_pot) + sum_rows(other_pot)


# --- free cash and the gap -------------------------------------------------------------------------------------------


@figure(N_("Entradas de caja libre"), rolls="flow")
def free_in(collections: Num, salvage: Num, opening_receipts: Num, contributions_any: Num, loans_drawn: Num) -> Num:
    return collections + salvage + opening_receipts + contributions_any + loans_drawn


@figure(N_("Salidas de caja libre"), rolls="flow")
def free_out(use_unpaid: Num, debt_service: Num, opening_payments: Num) -> Num:
    return sum_rows(use_unpaid) + debt_service + opening_payments


@figure(N_("Caja libre si nada se consigue"), rolls="stock")
def free_cash(opening_cash: Num, free_in: Num, free_out: Num) -> Num:
    return running_total(opening_cash, free_in - free_out)


@figure(
    N_("Brecha acumulada"),
    rolls="stock",
    ids=("funding.peak_gap",),
    told="PAYSQM",
    views=COMMITTED_PLANNED,
    source=INTERNAL,
)
def gap_so_far(free_cash: Num) -> Num:
    return highest_so_far(-free_cash)


@figure(N_("Brecha"), rolls="flow", ids=("funding.gap",), told="PAYSQM", views=COMMITTED_PLANNED, source=INTERNAL)
def gap(gap_so_far: Num) -> Num:
    return gap_so_far - lag(gap_so_far, 1)


@figure(N_("Caja libre"), rolls="stock")
def free_cash_shown(free_cash: Num, gap_so_far: Num) -> Num:
    return free_cash + gap_so_far


@figure(N_("Cambio de caja"), rolls="flow")
def cash_change(
    free_in: Num,
    free_out: Num,
    gap: Num,
    fomin_received: Num,
    other_received: Num,
    fomin_paid: Num,
    other_paid: Num,
    fomin_returned: Num,
) -> Num:
    pots: Num = sum_rows(fomin_received) + sum_rows(other_received) - sum_rows(fomin_paid) - sum_rows(other_paid)
    return free_in - free_out + gap + pots - fomin_returned


# --- guaranteed months -----------------------------------------------------------------------------------------------


@figure(N_("Movimiento de caja del mes"), rolls="flow")
def cash_moved(free_in: Num, use_need: Num, debt_service: Num, opening_payments: Num, contributions_cash: Num) -> Num:
    return free_in + sum_rows(use_need) + debt_service + opening_payments + contributions_cash


@figure(N_("Hay brecha después del proyecto"), unit="number")
def gap_after(gap: Num, cash_moved: Num, tiny: Num, month: Num, project_end: Num) -> Num:
    return where((month > project_end) & (gap > tiny * cash_moved), 1, 0)


@figure(N_("Nunca hay brecha en el horizonte"), per="once", unit="number")
def never_short(gap_after: Num) -> Num:
    return where(total(gap_after) == 0, 1, 0)


@figure(N_("Meses después del proyecto hasta la primera brecha"), per="once", unit="months")
def months_covered(gap_after: Num, months: Num, project_end: Num) -> Num:
    return first_month(gap_after, months) - project_end - 1


@figure(
    N_("Meses garantizados"),
    per="once",
    unit="months",
    ids=("funding.guaranteed_months",),
    told="S",
    views=("committed", "contracted"),
    notes=(("at_least", "never_short"),),
    source=INTERNAL,
)
def guaranteed_months(months_covered: Num, months: Num, project_end: Num) -> Num:
    return unless(project_end >= months - 1, "no_sustained_phase", months_covered)


@figure(
    N_("Horizonte garantizado"),
    per="once",
    unit="class",
    ids=("funding.guaranteed_horizon",),
    told="S",
    notes=(("or_longer", "never_short@committed"),),
    source=SSME_CLASSES,
)
def guaranteed_horizon(
    months_covered__committed: Num, guaranteed_short: Num, guaranteed_medium: Num, months: Num, project_end: Num
) -> Num:
    short: Num = where(months_covered__committed > guaranteed_short, 1, 0)
    medium: Num = where(months_covered__committed > guaranteed_medium, 1, 0)
    classed = where(months_covered__committed > 0, 1, 0) + short + medium
    return unless(project_end >= months - 1, "no_sustained_phase", classed)


# --- reserve ---------------------------------------------------------------------------------------------------------


@figure(N_("Pagos en efectivo"), rolls="flow")
def cash_payments(payments: Num, opening_payments: Num) -> Num:
    return payments + opening_payments


@figure(N_("Pagos de los 12 meses siguientes"), rolls="stock")
def payments_ahead(cash_payments: Num) -> Num:
    return following(cash_payments, 12)


@figure(N_("Último mes del período"), rolls="stock", unit="month")
def last_month(month: Num) -> Num:
    return maximum(month, 0)


@figure(
    N_("Meses de reserva"),
    per="period",
    unit="months",
    ids=("cash.reserve_months",),
    told="Y",
    views=COMMITTED_PLANNED,
    source=COMMON,
)
def reserve_months(free_cash: Num, payments_ahead: Num, last_month: Num, months: Num) -> Num:
    covered = unless(payments_ahead == 0, "no_payments", maximum(free_cash, 0) / (payments_ahead / 12))
    return unless(last_month + 12 >= months, "fewer_months_follow", covered)


# --- debt service cover ----------------------------------------------------------------------------------------------


@figure(N_("Dinero de la operación para pagar la deuda"), rolls="flow")
def cash_for_debt(collections: Num, opening_receipts: Num, cash_operating: Num, cash_payments: Num) -> Num:
    return collections + opening_receipts + cash_operating - cash_payments


@figure(N_("Cobertura de la deuda"), per="period", unit="ratio", ids=("dscr",), told="Y", source=COMMON)
def debt_cover(cash_for_debt: Num, debt_service: Num) -> Num:
    return unless(debt_service <= 0, "no_debt", cash_for_debt / debt_service)


@figure(N_("Dinero para pagar la deuda en el año fiscal"))
def cash_of_year(cash_for_debt: Num, year: Num) -> Num:
    return of_year(cash_for_debt, year)


@figure(N_("Servicio de la deuda en el año fiscal"))
def debt_of_year(debt_service: Num, year: Num) -> Num:
    return of_year(debt_service, year)


@figure(N_("Dinero para pagar la deuda en los años que la tienen"), rolls="flow")
def cash_in_debt(debt_of_year: Num, cash_for_debt: Num) -> Num:
    return where(debt_of_year > 0, cash_for_debt, 0)


@figure(N_("Cobertura de todos los años con deuda"), per="once", unit="ratio")
def cover_of_all(cash_in_debt: Num, debt_service: Num) -> Num:
    return where(total(debt_service) > 0, total(cash_in_debt) / total(debt_service), 0)


@figure(N_("Cobertura del año; sin deuda, la de todos los años que la tienen"), unit="ratio")
def cover_of_year(debt_of_year: Num, cash_of_year: Num, cover_of_all: Num) -> Num:
    return where(debt_of_year > 0, cash_of_year / debt_of_year, cover_of_all)


@figure(
    N_("Cobertura de la deuda en el peor año"),
    per="once",
    unit="ratio",
    ids=("dscr.minimum",),
    told="S",
    source=COMMON,
)
def least_cover(debt_service: Num, cover_of_year: Num) -> Num:
    return unless(total(debt_service) <= 0, "no_debt", lowest(cover_of_year))


# --- position --------------------------------------------------------------------------------------------------------


@figure(N_("Por cobrar de la apertura"), rolls="stock")
def opening_receivable(receivables_opening: Num, opening_receipts: Num) -> Num:
    return running_total(receivables_opening, -opening_receipts)


@figure(N_("Por pagar de la apertura"), rolls="stock")
def opening_payable(payables_opening: Num, opening_payments: Num) -> Num:
    return running_total(payables_opening, -opening_payments)


@figure(N_("Cuentas por cobrar"), rolls="stock")
def receivables(stream_receivable: Num, opening_receivable: Num) -> Num:
    return sum_rows(stream_receivable) + opening_receivable


@figure(N_("Activos fijos"), rolls="stock")
def fixed_assets(asset_value: Num, opening_asset_value: Num) -> Num:
    return sum_rows(asset_value) + sum_rows(opening_asset_value)


@figure(N_("Causado y aún no pagado"), rolls="stock")
def costs_open(cash_accrued: Num, payments: Num, investment: Num) -> Num:
    return running_total(0, cash_accrued - payments - investment)


@figure(N_("Cuentas por pagar"), rolls="stock")
def payables(costs_open: Num, opening_payable: Num) -> Num:
    return costs_open + opening_payable


@figure(N_("Anticipos de clientes"), rolls="stock")
def advances(stream_advances: Num) -> Num:
    return sum_rows(stream_advances)


@figure(N_("Préstamos"), rolls="stock")
def loans(loan_balance: Num) -> Num:
    return sum_rows(loan_balance)


@figure(N_("Fondos de la operación"), rolls="stock")
def funds(
    free_cash_shown: Num,
    restricted_cash: Num,
    receivables: Num,
    fixed_assets: Num,
    payables: Num,
    advances: Num,
    loans: Num,
) -> Num:
    return free_cash_shown + restricted_cash + receivables + fixed_assets - payables - advances - loans


# --- sources and uses ------------------------------------------------------------------------------------------------


@figure(N_("Valor en especie por destino"), over="use", rolls="flow")
def use_in_kind(cost_covered: Num, cost__use: Num, number: Num) -> Num:
    return sum_matching(cost_covered, cost__use, number)


@figure(N_("Usos por destino"), over="use", rolls="flow")
def uses_by_use(use_need: Num, use_in_kind: Num) -> Num:
    return use_need + use_in_kind


@figure(N_("Usos"), rolls="flow")
def uses_total(uses_by_use: Num, debt_service: Num, opening_payments: Num, fomin_returned: Num) -> Num:
    return sum_rows(uses_by_use) + debt_service + opening_payments + fomin_returned


@figure(N_("Fuentes"), rolls="flow")
def sources_total(client_money: Num, contributions: Num, loans_drawn: Num, gap: Num) -> Num:
    return client_money + contributions + loans_drawn + gap
