"""What a figure's inputs are called, and the typed fields they come from.

An input is a typed field as it stands, named as it is asked, or something the engine derives from one, with a name of
its own. ``source`` holds paths below the line, the first that its kind has; ``also`` all others that it is worked out
from. ``../`` leaves a part for what holds it, ``/`` begins at the plan; ``lines`` knows what stands in braces.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.i18n import N_, _
from workbench.model.base import Ask, Frozen, ask
from workbench.model.costs import Fixed, Investment, OneOff, ShareCost, Staff, Step, Variable
from workbench.model.financing import Carry, CashSource, Loan
from workbench.model.plan import Plan
from workbench.model.project import ExchangeRate, OpeningAsset, OpeningLoan
from workbench.model.revenue import Commission, Contract, Fee, Membership
from workbench.model.services import Service

MODELS: dict[str, tuple[type[Frozen], ...]] = {
    "": (Plan,), "stream": (Fee, Membership, Commission, Contract), "staff": (Staff,), "fixed": (Fixed,),
    "variable": (Variable,), "step": (Step,), "one_off": (OneOff,), "share": (ShareCost,), "asset": (Investment,),
    "line": (Staff, Fixed, Variable, Step, OneOff), "service": (Service,), "loan": (Loan, OpeningLoan),
    "cost": (Fixed, Variable, ShareCost, Investment), "opening_asset": (OpeningAsset,), "source": (CashSource,),
    "carry": (Carry,), "use": (Plan,), "put": (Plan,), "currency": (ExchangeRate,),
}  # fmt: skip
"""What a line of each table is in the plan; a table without one is made by the engine."""


@dataclass(frozen=True)
class Field:
    """One input. ``label`` is empty where it is named as it is asked; ``unit`` as in ``Ask``, of what is derived."""

    source: str = ""
    label: str = ""
    unit: str = ""
    also: str = ""


def _table(name: str, **fields: Field | str) -> dict[str, Field]:
    """The fields of a table by full name; a bare text is the source of a typed field."""
    prefix = f"{name}__" if name else ""
    return {prefix + key: Field(how) if isinstance(how, str) else how for key, how in fields.items()}


def _above(sources: str) -> str:
    """The same places seen from a part of the line."""
    return " ".join(source if source[0] in "/{" else f"../../{source}" for source in sources.split())


START = "/basis/start"
_SCOPE = (
    "perimeter service /services/{service}/continuation base stream streams {followed}/perimeter {followed}/service"
)
"""Where it says whether a line goes on after the project."""
_LIMIT = f"{_SCOPE} /services/{{service}}/stop_month /project/current_end {START}"
_BORNE = f"structural {_SCOPE}"
"""Where it says which service bears a cost, or none."""
_CARRIED = "{carried}/use {carried}/structural {carried}/service {carried}/perimeter"

_UNTIL: dict[str, Field | str] = {
    "end": Field("end", also=START),
    "limit": Field("perimeter", N_("Último mes que permite el alcance"), "year-month", _LIMIT),
}  # fmt: skip
_SPAN: dict[str, Field | str] = {"start": Field("start", also=START), **_UNTIL}
_PRICED: dict[str, Field | str] = {
    "inflated": Field("indexation", N_("Sigue la inflación")), "own_rate": Field("own_rate", also="indexation"),
    "currency": "currency",
}  # fmt: skip
_ONLY: dict[str, Field | str] = {"project_only": Field("perimeter", N_("Solo del proyecto"), also=_SCOPE)}
_STATUS = {
    "counts": Field("counted", N_("Se cuenta en esta vista")), "is_committed": Field("status", N_("Firmada")),
    "is_negotiation": Field("status", N_("En negociación")), "is_prospect": Field("status", N_("Posible")),
    "probability": Field(
        "probability ../../criteria/probability_{status} status", N_("Probabilidad"), "percent", "status"
    ),
    "sector": Field("provider_class", N_("Sector de quien aporta"), also="{sector}"),
    "organisation": Field("provider", N_("Organización que aporta"), also="provider_class"),
    "supports": Field("status", N_("Firmada, sin el FOMIN, para estructura o servicios"), also="provider_class use"),
}  # fmt: skip
_PAYS = "provider_class {sector}"
_BY_USE: dict[str, Field | str] = {
    "structure_sector": Field("use", N_("Sector, si es para estructura"), also="payer_class {sector} " + _PAYS),
    "services_sector": Field("use", N_("Sector, si es para servicios"), also="payer_class {sector} " + _PAYS),
}  # fmt: skip

FIELDS: dict[str, Field] = {
    **_table(
        "",
        **{name: f"agreement/{name}" for name in ("fomin_approved", "cash_approved", "in_kind_approved",
                                                  "fomin_to_date", "cash_to_date", "in_kind_to_date")},
        guaranteed_short="criteria/guaranteed_short", guaranteed_medium="criteria/guaranteed_medium",
        discount_rate="basis/discount_rate", discounts=Field("basis/discount_rate", N_("Hay tasa de descuento")),
        residual_counts="appraisal/residual",
        inflation="basis/inflation", opening_cash="opening/cash", wanted_surplus="basis/wanted_surplus",
        opening_receipts=Field("opening/receivables", N_("Cuentas por cobrar de la apertura"), "money", START),
        opening_payments=Field("opening/payables", N_("Cuentas por pagar de la apertura"), "money", START),
        receivables_opening=Field("opening/receivables", N_("Por cobrar al inicio del plan"), "money"),
        payables_opening=Field("opening/payables", N_("Por pagar al inicio del plan"), "money"),
        month=Field("basis/start", N_("Mes"), "year-month"), calendar=Field("basis/start", N_("Mes del año")),
        year=Field("basis/fiscal_start", N_("Año fiscal, desde 0"), also=START),
        price_step=Field("basis/price_month", N_("Se ajustan los precios este mes"), also=START),
        months=Field("basis/months", N_("Meses del plan"), "months", "{horizon}"),
        project_end=Field("project/current_end", N_("Último mes del proyecto"), "year-month", START),
        tiny=Field("", N_("Tolerancia de redondeo")), points=Field("", N_("Puntos de un entero")),
    ),
    **_table("currency", rates="rates"),
    **_table(
        "stream", **_SPAN, **_PRICED, **_ONLY, **_BY_USE,
        price="price dues rate", first="units/first joins/first volume/first",
        growth="units/growth joins/growth volume/growth",
        ramp="units/ramp joins/ramp volume/ramp", ceiling="units/ceiling joins/ceiling volume/ceiling",
        season="units/season joins/season volume/season", table="units/table joins/table volume/table",
        capped=Field("units/ceiling joins/ceiling volume/ceiling", N_("Tiene tope")),
        by_year=Field("units/shape joins/shape volume/shape", N_("Un valor por año")),
        by_month=Field("units/shape joins/shape volume/shape", N_("Un valor por mes")),
        delivered=Field("amounts", also=START), is_membership=Field("", N_("Es una cuota de socios")),
        opening_members="opening_members",
        churn="churn", bad_debt="bad_debt", days="days", advance="advance", advance_months="advance_months",
        bill_shift=Field("billing", N_("Meses hasta facturar"), also="billing_month"),
        going=Field("perimeter", N_("Continúa después del proyecto"), also=_SCOPE),
        going_service=Field("service", N_("Servicio, si continúa"), also=_SCOPE),
        counted=Field("", N_("Se cuenta en esta vista")),
        sector=Field("payer_class", N_("Sector del pagador"), also="{sector}"),
        is_private=Field("payer_class", N_("Pagador privado"), also="{sector} " + _SCOPE),
        organisation=Field("client segment", N_("Organización que paga")),
    ),
    **_table("staff", **_SPAN, headcount="headcount", pay="pay", charges="charges", salaries="salaries"),
    **_table("fixed", **_SPAN, amount="amount", every=Field("every", N_("Meses entre pagos"), "months")),
    **_table("variable", **_SPAN, unit_cost="unit_cost", stream="stream"),
    **_table("step", **_SPAN, amount="amount", block="block", stream="stream", hold="hold"),
    **_table("one_off", amounts=Field("amounts", also=START)),
    **_table(
        "line", **_UNTIL, **_PRICED, termination="termination",
        vat=Field("vat", N_("IVA que no se recupera"), "percent", "vat_recoverable"),
        salaries=Field("salaries", N_("Sueldos por año")),
        extra_wait=Field("extra_months", N_("Meses hasta el sueldo extra")),
        direct_key=Field("service structural", N_("Servicio del que es costo directo"), also=_BORNE),
    ),
    **_table(
        "share", **_SPAN, rate="rate", of_project=Field("perimeter", N_("Sobre costos solo del proyecto"), also=_SCOPE),
        stream=Field("streams", N_("Ingreso que sigue"), also="base"),
        base_service=Field("base", N_("Servicio de la base")),
    ),
    **_table(
        "asset", **_PRICED, **_ONLY, bought=Field("month", also=START), amount="amount", life="life",
        salvage=Field("salvage", also="in_kind"), replaced=Field("replaced", also=_SCOPE),
        vat=Field("vat", N_("IVA que no se recupera"), "percent", "vat_recoverable"),
        depreciation_of=Field("service", N_("Servicio que la usa"), also=_SCOPE),
        number=Field("", N_("Número del costo")),
    ),
    **_table(
        "cost", **_ONLY, in_kind="in_kind", days="days", number=Field("", N_("Número del costo")),
        use=Field("use", N_("Destino del costo"), also=_BORNE),
        use_row=Field("use", N_("Destino del costo"), also=_BORNE), investment=Field("", N_("Es una inversión")),
        group=Field("use", N_("Grupo de costos"), also=_BORNE),
        group_use=Field("use", N_("Grupo y destino del costo"), also=_BORNE),
        is_variable=Field("", N_("Costo variable"), also=_SCOPE),
        is_direct_fixed=Field("service", N_("Costo fijo directo"), also=_BORNE),
        is_structural=Field("service", N_("Costo de estructura"), also=_BORNE),
        is_project=Field("perimeter", N_("Solo del proyecto"), also=_SCOPE),
        going=Field("perimeter", N_("Costo que continúa"), also=_SCOPE),
        going_investment=Field("perimeter", N_("Inversión que continúa"), also=_SCOPE),
        in_kind_fixed=Field("in_kind", N_("Costo fijo en especie"), also=_SCOPE),
        in_kind_variable=Field("in_kind", N_("Costo variable en especie"), also=_SCOPE),
        variable_of=Field("stream service", N_("Servicio del costo variable"), also=_SCOPE),
        fixed_of=Field("service", N_("Servicio del costo fijo"), also=_BORNE),
    ),
    **_table("opening_asset", **_ONLY, book_value="book_value", months_left="months_left"),
    **_table(
        "service", number=Field("", N_("Número del servicio")), share="structure_share",
        typed=Field("../../basis/structure_key", N_("Reparto por porcentaje")),
        one_unit=Field("", N_("Se vende en una sola unidad"), also="{sold}/service"),
    ),
    **_table(
        "loan", lent=Field("month", also=START), principal="principal balance", yearly_rate="rate", grace="grace",
        opening=Field("balance", N_("Saldo al inicio del plan"), "money"),
        effective=Field("rate_basis", N_("Tasa efectiva anual")),
        german=Field("repayment", N_("Capital igual cada mes")),
        bullet=Field("repayment", N_("Todo el capital al final")),
        payments=Field("term months_left", N_("Número de cuotas"), "months", "grace"),
    ),
    **_table(
        "source", **_BY_USE, delay="delay",
        scheduled=Field("amounts yearly", N_("Desembolso previsto"), "money",
                        f"amounts yearly yearly_month {START} /basis/fiscal_start"),
        currency="currency",
        use=Field("use", N_("Destino")), is_any=Field("use", N_("Sin destino fijo")),
        any_sector=Field("use", N_("Sector, si no tiene destino fijo"), also=_PAYS),
        fomin_pot=Field("use", N_("Destino, si es del FOMIN"), also="provider_class"),
        other_pot=Field("use", N_("Destino, si no es del FOMIN"), also="provider_class"),
        put_key=Field("use", N_("Destino y sector"), also=_PAYS),
        free_payer=Field("use", N_("Pagador, si no tiene destino fijo"), also=_PAYS),
        supports_any=Field("status", N_("Firmada, sin el FOMIN, sin destino fijo"), also="provider_class use"),
    ),
    **_table("source", **_STATUS),
    **_table("carry", **{
        name: Field(_above(how.source), how.label, how.unit,
                    f"{_above(how.also)} {_CARRIED if name == 'supports' else ''}")
        for name, how in _STATUS.items()
    }),
    **_table(
        "carry",
        share="share", start=Field("start", also=START), end=Field("end", also=START), cost="line", cost_number="line",
        structure_sector=Field("line", N_("Sector, si es para estructura"), also=f"{_above(_PAYS)} {_CARRIED}"),
        services_sector=Field("line", N_("Sector, si es para servicios"), also=f"{_above(_PAYS)} {_CARRIED}"),
        is_operating=Field("line", N_("Para la operación"), also=_CARRIED),
        who_key=Field("line", N_("Grupo de costos y pagador"), also=f"{_above(_PAYS)} {_CARRIED}"),
    ),
    **_table(
        "use", number=Field("", N_("Destino")), is_structure=Field("", N_("Estructura")),
        is_services=Field("", N_("Servicios")), is_investment=Field("", N_("Inversión")),
        opening=Field("opening/cash_{line}", N_("Efectivo destinado al inicio"), "money"),
    ),
    **_table(
        "put", key=Field("", N_("Destino y sector")), use=Field("", N_("Destino")), use_number=Field("", N_("Destino")),
        opening=Field("opening/cash_{line}", N_("Efectivo destinado al inicio"), "money"),
    ),
    **_table("sector", number=Field("", N_("Sector")), is_public=Field("", N_("Público")),
             is_private=Field("", N_("Privado"))),
    **_table("trial", low=Field("", N_("Tasa mensual menor"), "percent"),
             high=Field("", N_("Tasa mensual mayor"), "percent")),
    **_table("organisation", number=Field("", N_("Organización")), named=Field("", N_("Tiene nombre"))),
    **_table("group", number=Field("", N_("Grupo de costos")), is_debt=Field("", N_("Deuda")),
             is_structure=Field("", N_("Estructura"))),
    **_table("payer", number=Field("", N_("Pagador")), is_clients=Field("", N_("Clientes")),
             is_loans=Field("", N_("Préstamos")), is_own=Field("", N_("Ahorro")),
             is_not_found=Field("", N_("Por conseguir"))),
    **_table("who", key=Field("", N_("Grupo de costos y pagador")), group=Field("", N_("Grupo de costos")),
             payer=Field("", N_("Pagador")), is_fomin=Field("", N_("FOMIN"))),
    **_table("taken", key=Field("", N_("Grupo y destino"))),
    **_table("mix", taken=Field("", N_("Grupo y destino")), put=Field("", N_("Destino y sector")),
             who_key=Field("", N_("Grupo de costos y pagador"))),
}  # fmt: skip


_SIGNED = {"source__counts": "status", "carry__counts": "../../status"}
IN_VIEW = {
    "committed": _SIGNED,
    "contracted": {**_SIGNED, "stream__counted": f"/project/current_end {START}"},
}
"""What else some inputs come from in a view."""


def sources(name: str, model: type[Frozen]) -> Iterator[str]:
    """The places below a line of one kind that an input comes from."""
    for source in FIELDS[name].source.split():
        if source.startswith("../") or "{" in source or _asked(model, source):
            yield source


def label(name: str, model: type[Frozen] | None = None) -> str:
    """What an input is called, on a line of one kind or of any, in the user's language."""
    found = _ask_of(name, model)
    return _(FIELDS[name].label or (found.label if found else ""))


def unit(name: str, model: type[Frozen] | None = None) -> str:
    """What an input is counted in, as ``Ask`` says."""
    found = None if FIELDS[name].label else _ask_of(name, model)
    return found.unit if found else FIELDS[name].unit


def _ask_of(name: str, model: type[Frozen] | None) -> Ask | None:
    models = (*((model,) if model else ()), *MODELS.get(name.rpartition("__")[0], ()))
    asks = (_asked(each, source) for each in models for source in FIELDS[name].source.split())
    return next((found for found in asks if found), None)


def _asked(model: type[Frozen], source: str) -> Ask | None:
    """The description of the field at a path below a kind of line; None where it has no such field."""
    name, _slash, rest = source.partition("/")
    if name not in model.model_fields:
        return None
    below = model.model_fields[name].annotation
    return _asked(below, rest) if rest and isinstance(below, type) and issubclass(below, Frozen) else ask(model, name)
