"""Who pays what: cost groups × payers, month by month (finance: statement 3).

Each month: in kind, its carriers; a pot pays the costs of its use, each in proportion; the other cash is paid by the
month's free money, in proportion; then by money saved earlier; the rest is not yet found.
"""

from __future__ import annotations

from workbench.engine.registry import figure
from workbench.engine.words import (
    Num,
    carry,
    lag,
    linked,
    maximum,
    minimum,
    running_total,
    sum_matching,
    sum_rows,
    where,
)
from workbench.i18n import N_

# --- what the pots pay -----------------------------------------------------------------------------------------------


@figure(N_("Parte de los pagos del destino que cubre el FOMIN"), over="use", unit="share")
def use_fomin_part(use_need: Num, fomin_paid: Num) -> Num:
    return where(use_need > 0, fomin_paid / use_need, 0)


@figure(N_("Parte de los pagos del destino que cubren otros fondos"), over="use", unit="share")
def use_other_part(use_need: Num, other_paid: Num) -> Num:
    return where(use_need > 0, other_paid / use_need, 0)


@figure(N_("Pagado con el fondo del FOMIN"), over="cost", rolls="flow")
def cost_by_fomin(cost_paid: Num, use_fomin_part: Num, cost__use_row: Num) -> Num:
    return cost_paid * linked(use_fomin_part, cost__use_row)


@figure(N_("Pagado con otros fondos destinados"), over="cost", rolls="flow")
def cost_by_other(cost_paid: Num, use_other_part: Num, cost__use_row: Num) -> Num:
    return cost_paid * linked(use_other_part, cost__use_row)


@figure(N_("Pagado con caja libre"), over="cost", rolls="flow")
def cost_by_free(cost_paid: Num, cost_by_fomin: Num, cost_by_other: Num) -> Num:
    return cost_paid - cost_by_fomin - cost_by_other


@figure(N_("Del fondo del FOMIN"), over="group", rolls="flow")
def group_by_fomin(cost_by_fomin: Num, cost__group: Num, number: Num) -> Num:
    return sum_matching(cost_by_fomin, cost__group, number)


@figure(N_("De otros fondos, por grupo y destino"), over="taken", rolls="flow")
def taken_other(cost_by_other: Num, cost__group_use: Num, key: Num) -> Num:
    return sum_matching(cost_by_other, cost__group_use, key)


@figure(N_("Movido hasta el mes por el destino"), over="use", rolls="stock")
def use_moved(opening: Num, other_received: Num, use_need: Num) -> Num:
    return running_total(opening, other_received + use_need)


@figure(N_("Parte de los otros fondos que se gasta en el mes"), over="use", unit="share")
def use_spent_part(other_pot: Num, tiny: Num, use_moved: Num, other_paid: Num) -> Num:
    return where(other_pot > tiny * use_moved, other_paid / (other_pot + other_paid), 1)


@figure(N_("Parte de los otros fondos que queda del mes anterior"), over="use", unit="share")
def use_kept_part(use_spent_part: Num) -> Num:
    return 1 - lag(use_spent_part, 1)


@figure(N_("Parte del fondo que queda del mes anterior"), over="put", unit="share")
def put_kept_part(use_kept_part: Num, put__use: Num) -> Num:
    return linked(use_kept_part, put__use)


@figure(N_("Disponible en los otros fondos, por sector"), over="put", rolls="stock")
def put_held(opening: Num, put_kept_part: Num, put_received: Num) -> Num:
    return carry(opening, put_kept_part, put_received)


@figure(N_("Recibido en los otros fondos, por sector"), over="put", rolls="flow")
def put_received(source_received: Num, source__put_key: Num, key: Num) -> Num:
    return sum_matching(source_received, source__put_key, key)


@figure(N_("Disponible en los otros fondos"), over="use", rolls="stock")
def use_held(put_held: Num, put__use_number: Num, number: Num) -> Num:
    return sum_matching(put_held, put__use_number, number)


@figure(N_("Parte de cada sector en el fondo"), over="put", unit="share")
def put_part(use_held: Num, put__use: Num, put_held: Num) -> Num:
    return where(linked(use_held, put__use) > 0, put_held / linked(use_held, put__use), 0)


@figure(N_("De otros fondos, por sector"), over="mix", rolls="flow")
def mix_paid(taken_other: Num, mix__taken: Num, put_part: Num, mix__put: Num) -> Num:
    return linked(taken_other, mix__taken) * linked(put_part, mix__put)


# --- what free cash pays ---------------------------------------------------------------------------------------------


@figure(N_("Por pagar con caja libre"), over="group", rolls="flow")
def group_need(
    cost_by_free: Num,
    cost__group: Num,
    number: Num,
    is_debt: Num,
    debt_service: Num,
    is_structure: Num,
    opening_payments: Num,
) -> Num:
    costs = sum_matching(cost_by_free, cost__group, number)
    return costs + is_debt * debt_service + is_structure * opening_payments


@figure(N_("Dinero libre del mes por pagador"), over="payer", rolls="flow")
def payer_any(source_received: Num, source__free_payer: Num, number: Num) -> Num:
    return sum_matching(source_received, source__free_payer, number)


@figure(N_("Dinero libre de clientes"), rolls="flow")
def client_money(collections: Num, salvage: Num, opening_receipts: Num) -> Num:
    return collections + salvage + opening_receipts


@figure(N_("Dinero libre del mes, con clientes y préstamos"), over="payer", rolls="flow")
def payer_money(payer_any: Num, is_clients: Num, client_money: Num, is_loans: Num, loans_drawn: Num) -> Num:
    return payer_any + is_clients * client_money + is_loans * loans_drawn


@figure(N_("Por pagar con caja libre, total"), rolls="flow")
def free_need(group_need: Num) -> Num:
    return sum_rows(group_need)


@figure(N_("Pagado con el dinero libre del mes"), rolls="flow")
def paid_now(free_need: Num, free_in: Num) -> Num:
    return minimum(free_need, free_in)


@figure(N_("Pagado con lo ahorrado antes"), rolls="flow")
def paid_saved(free_need: Num, paid_now: Num, gap: Num) -> Num:
    return maximum(free_need - paid_now - gap, 0)


@figure(N_("Lo que paga cada uno de lo que queda"), over="payer", rolls="flow")
def payer_pays(
    payer_money: Num, free_in: Num, paid_now: Num, is_own: Num, paid_saved: Num, is_not_found: Num, gap: Num
) -> Num:
    now = where(free_in > 0, payer_money / free_in * paid_now, 0)
    return now + is_own * paid_saved + is_not_found * gap


@figure(N_("Parte que paga cada uno"), over="payer", unit="share")
def payer_part(free_need: Num, tiny: Num, cash_moved: Num, payer_pays: Num) -> Num:
    return where(free_need > tiny * cash_moved, payer_pays / free_need, 0)


@figure(N_("Quién paga qué"), over="who", rolls="flow")
def who_pays(
    carry_value: Num,
    carry__who_key: Num,
    key: Num,
    is_fomin: Num,
    group_by_fomin: Num,
    who__group: Num,
    mix_paid: Num,
    mix__who_key: Num,
    group_need: Num,
    payer_part: Num,
    who__payer: Num,
) -> Num:
    in_kind: Num = sum_matching(carry_value, carry__who_key, key)
    pots: Num = is_fomin * linked(group_by_fomin, who__group) + sum_matching(mix_paid, mix__who_key, key)
    free: Num = linked(group_need, who__group) * linked(payer_part, who__payer)
    return in_kind + pots + free
