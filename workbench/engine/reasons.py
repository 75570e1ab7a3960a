"""Why a figure does not exist, and what must be said beside one that does: a code with a sentence."""

from __future__ import annotations

from workbench.i18n import N_, _

REASONS: dict[str, str] = {
    "no_sales": N_("no hay ventas en el período"),
    "margin_not_positive": N_("cada venta pierde dinero"),
    "no_costs": N_("no hay costos en el período"),
    "never_reached": N_("nunca se alcanza en el horizonte"),
    "lost_at_end": N_("se pierde al final del horizonte"),
    "several_units": N_("se vende en unidades distintas"),
    "no_funding": N_("no hay fondos en el período"),
    "no_contributions": N_("no hay aportes en el período"),
    "no_organisation": N_("ninguna organización con nombre aporta o paga"),
    "no_fomin": N_("no hay monto aprobado del FOMIN"),
    "no_counterpart_approved": N_("no hay contrapartida aprobada"),
    "no_counterpart": N_("no hay contrapartida a la fecha"),
    "nothing_to_date": N_("no hay ejecución a la fecha"),
    "no_payments": N_("no hay pagos en los doce meses siguientes"),
    "fewer_months_follow": N_("quedan menos de doce meses después"),
    "after12_incomplete": N_("el horizonte termina antes de doce meses después del proyecto"),
    "no_target": N_("no se indicó un excedente deseado"),
    "no_debt": N_("no hay deuda que pagar en el período"),
    "no_sustained_phase": N_("el horizonte termina con el proyecto"),
    "no_discount_rate": N_("falta la tasa de descuento"),
    "no_sign_change": N_("los flujos no cambian de signo"),
    "no_root_in_range": N_("no hay tasa entre −99 % y 1.000 %"),
    "several_roots": N_("varias tasas lo cumplen"),
    "nothing_to_pay_back": N_("no hay nada que recuperar"),
    "never_paid_back": N_("no se recupera en el horizonte"),
    "no_steps": N_("no hay costos por tramos en el período"),
    "steps_take_margin": N_("los tramos cuestan lo que dejan las ventas"),
    "nothing_paid": N_("no hay pagos ni inversión"),
}

NOTES: dict[str, str] = {
    "at_least": N_("al menos, hasta el final del horizonte"),
    "or_longer": N_("o más"),
    "from_the_start": N_("desde el inicio del plan"),
    "fewer_than_12_left": N_("quedan menos de doce meses para mostrar que se mantiene"),
}


def reason_text(code: str | None) -> str:
    """The sentence of a code, in the user's language; empty for none."""
    return _(REASONS.get(code) or NOTES[code]) if code else ""
