"""The project, its agreement, the basis of the figures and the opening position."""

# no `from __future__ import annotations`: pydantic would compile every annotation again at each start

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from workbench.i18n import N_
from workbench.model.base import Ask, Frozen, Line
from workbench.model.types import (
    Amount,
    CalendarMonth,
    Count,
    Currency,
    ExecutorClass,
    LimitOf,
    LongText,
    Month,
    Months,
    Perimeter,
    Provider,
    Rate,
    RateBasis,
    Ratio,
    Repayment,
    Sector,
    Share,
    Stage,
    StructureKey,
    Text,
)


class Project(Frozen):
    """Who executes what, where, and when. Dates drive the phases of every figure."""

    name: Annotated[Text, Ask(N_("Nombre del proyecto"), N_("Como está escrito en el convenio."))] = ""
    number: Annotated[
        Text, Ask(N_("Número de la operación"), N_("Como figura en el convenio, por ejemplo ATN/ME-9919-PE."))
    ] = ""
    country: Annotated[
        str,
        Field(pattern=r"^([A-Z]{2})?$"),
        Ask(N_("País"), N_("Propone la moneda del plan y el papel del PDF."), unit="country"),
    ] = ""
    executor: Annotated[Text, Ask(N_("Entidad ejecutora"))] = ""
    executor_class: Annotated[
        ExecutorClass, Ask(N_("Naturaleza del ejecutor"), N_("Decide a qué sector pertenecen sus fondos propios."))
    ] = ExecutorClass.PRIVATE
    contact: Annotated[Text, Ask(N_("Persona de contacto"))] = ""
    email: Annotated[Text, Ask(N_("Correo electrónico"))] = ""
    phone: Annotated[Text, Ask(N_("Teléfono"))] = ""
    theme: Annotated[Text, Ask(N_("Sector o tema"), N_("Por ejemplo: farmacias, turismo, software."))] = ""
    objective: Annotated[
        LongText, Ask(N_("Objetivo del proyecto"), N_("En dos o tres frases: qué cambia y para quién."), long=True)
    ] = ""
    stage: Annotated[
        Stage | None,
        Ask(N_("Etapa de madurez"), N_("Si el proyecto aún se ejecuta, si pasa a operación o si ya se sostiene.")),
    ] = None
    execution_start: Annotated[date | None, Ask(N_("Inicio de la ejecución"), month_day="first")] = None
    original_end: Annotated[
        date | None,
        Ask(
            N_("Fin original de la ejecución"), N_("La del convenio, antes de cualquier prórroga."), month_day="last"
        ),
    ] = None
    current_end: Annotated[
        date | None,
        Ask(
            N_("Fin vigente de la ejecución"),
            N_("El mes de esta fecha separa, en todas las cifras, el proyecto de la operación que sigue."),
            month_day="last",
        ),
    ] = None
    last_disbursement: Annotated[
        date | None, Ask(N_("Último desembolso"), N_("Cuándo entrega el FOMIN el último dinero."))
    ] = None


class Limit(Line):
    """A bound of the agreement with the clause it comes from."""

    limit: Annotated[LimitOf, Ask(N_("Qué limita"))] = LimitOf.COUNTERPART_MINIMUM
    value: Annotated[Amount | None, Ask(N_("Valor"), N_("Una parte se escribe como fracción: 0,3 es 30 %."))] = None
    clause: Annotated[Text, Ask(N_("Documento y cláusula"), N_("Sin cláusula se imprime como «criterio interno»."))] = (
        ""
    )
    dated: Annotated[date | None, Ask(N_("Fecha del documento"))] = None


class Agreement(Frozen):
    """Approved and to-date amounts, from the agreement and its reports."""

    fomin_approved: Annotated[
        Amount | None,
        Ask(N_("FOMIN: aprobado"), N_("En la moneda del plan, como los otros cinco montos."), unit="money"),
    ] = None
    cash_approved: Annotated[Amount | None, Ask(N_("Contrapartida en efectivo: aprobada"), unit="money")] = None
    in_kind_approved: Annotated[Amount | None, Ask(N_("Contrapartida en especie: aprobada"), unit="money")] = None
    fomin_to_date: Annotated[Amount | None, Ask(N_("FOMIN: desembolsado a la fecha"), unit="money")] = None
    cash_to_date: Annotated[Amount | None, Ask(N_("Contrapartida en efectivo: entregada a la fecha"), unit="money")] = (
        None
    )
    in_kind_to_date: Annotated[
        Amount | None, Ask(N_("Contrapartida en especie: entregada a la fecha"), unit="money")
    ] = None
    limits: Annotated[
        tuple[Limit, ...], Ask(N_("Límites del convenio"), N_("Cada límite con la cláusula de la que sale."))
    ] = ()


class ExchangeRate(Line):
    """One foreign currency: plan-currency units per foreign unit, one for each fiscal year, the last carries on."""

    currency: Annotated[Currency, Ask(N_("Moneda"), unit="currency")] = "USD"
    rates: Annotated[
        tuple[Annotated[Amount, Field(gt=0)], ...],
        Field(min_length=1),
        Ask(
            N_("Tasa por año fiscal"),
            N_("Cuántas unidades de la moneda del plan vale una de esta moneda; la última continúa."),
        ),
    ] = (Decimal(1),)
    dated: Annotated[date | None, Ask(N_("Fecha de la tasa"))] = None
    source: Annotated[Text, Ask(N_("Fuente de la tasa"), N_("Por ejemplo: banco central."))] = ""


class Basis(Frozen):
    """What every figure rests on: money, time and rates."""

    currency: Annotated[
        Currency, Ask(N_("Moneda del plan"), N_("En ella se calculan y se muestran todas las cifras."), unit="currency")
    ] = "USD"
    start: Annotated[
        Month,
        Ask(N_("Primer mes del plan"), N_("Desde aquí se calcula; puede ser un mes que ya pasó."), unit="year-month"),
    ] = "2027-01"
    months: Annotated[
        Months | None,
        Field(ge=12, le=240),
        Ask(
            N_("Meses del plan"),
            N_("Vacío: hasta cerrar el año fiscal en que se cumplen 48 meses sin el proyecto."),
            unit="months",
        ),
    ] = None
    fiscal_start: Annotated[CalendarMonth, Ask(N_("El año fiscal empieza en"), unit="calendar-month")] = 1
    price_month: Annotated[
        CalendarMonth,
        Ask(
            N_("Los precios se ajustan en"),
            N_("Mes del año en que cambian los precios y montos que se ajustan."),
            unit="calendar-month",
        ),
    ] = 1
    inflation: Annotated[
        tuple[Rate, ...],
        Ask(
            N_("Inflación anual"),
            N_(
                "Una tasa por año fiscal; la última continúa. Los montos están a precios del primer mes: la tasa del "
                "primer año solo cuenta si los precios suben después de ese mes."
            ),
            unit="percent",
        ),
    ] = ()
    discount_rate: Annotated[
        Rate | None,
        Ask(
            N_("Tasa de descuento anual"), N_("Opcional: la que su entidad usa para evaluar proyectos."), unit="percent"
        ),
    ] = None
    rates: Annotated[tuple[ExchangeRate, ...], Ask(N_("Tasas de cambio"))] = ()
    wanted_surplus: Annotated[
        Amount | None,
        Field(gt=0),
        Ask(
            N_("Excedente deseado por año"),
            N_("Opcional: lo que la operación debería dejar cada año, además de cubrir todos sus costos."),
            unit="money",
        ),
    ] = None
    structure_key: Annotated[
        StructureKey,
        Ask(
            N_("Reparto de la estructura entre servicios"),
            N_("Decide cuánta estructura carga cada servicio en su punto de equilibrio."),
        ),
    ] = StructureKey.MARGIN


class OpeningAmount(Line):
    """Money owed to or by the continuing operation at the start, in the month it is paid."""

    name: Annotated[Text, Ask(N_("Concepto"))] = ""
    month: Annotated[Month, Ask(N_("Mes"), N_("Cuándo se cobra o se paga."), unit="year-month")] = "2027-01"
    amount: Annotated[Amount, Ask(N_("Monto"), unit="money")] = Decimal(0)
    note: Annotated[Text, Ask(N_("Nota"))] = ""


class OpeningAsset(Line):
    """An asset the operation already has."""

    name: Annotated[Text, Ask(N_("Activo"))] = ""
    book_value: Annotated[
        Amount, Ask(N_("Valor en libros"), N_("Lo que costó, menos lo que ya se depreció."), unit="money")
    ] = Decimal(0)
    months_left: Annotated[Months, Field(ge=1), Ask(N_("Meses de vida restantes"), unit="months")] = 12
    perimeter: Annotated[Perimeter, Ask(N_("Alcance"), N_("Lo que es solo del proyecto termina con él."))] = (
        Perimeter.CONTINUING
    )
    note: Annotated[Text, Ask(N_("Nota"))] = ""


class OpeningLoan(Line):
    """A loan being repaid at the start."""

    name: Annotated[Text, Ask(N_("Prestamista"))] = ""
    balance: Annotated[Amount, Ask(N_("Saldo"), N_("Lo que falta por pagar de capital."), unit="money")] = Decimal(0)
    rate: Annotated[Rate, Field(ge=0), Ask(N_("Tasa anual"), unit="percent")] = Decimal(0)
    rate_basis: Annotated[RateBasis, Ask(N_("Tipo de tasa"), N_("Como está en el contrato del préstamo."))] = (
        RateBasis.NOMINAL
    )
    repayment: Annotated[Repayment, Ask(N_("Cómo se paga el capital"))] = Repayment.FRENCH
    months_left: Annotated[Months, Field(ge=1), Ask(N_("Cuotas que faltan"), unit="months")] = 12
    note: Annotated[Text, Ask(N_("Nota"))] = ""


class Opening(Frozen):
    """What the operation has and owes at the start month."""

    cash: Annotated[
        Amount | None,
        Ask(N_("Efectivo libre"), N_("Dinero en caja y bancos que se puede usar en cualquier cosa."), unit="money"),
    ] = None
    cash_structure: Annotated[
        Amount | None, Ask(N_("Efectivo destinado a estructura"), N_("Sin dinero del FOMIN."), unit="money")
    ] = None
    cash_services: Annotated[
        Amount | None, Ask(N_("Efectivo destinado a servicios"), N_("Sin dinero del FOMIN."), unit="money")
    ] = None
    cash_investment: Annotated[
        Amount | None, Ask(N_("Efectivo destinado a inversión"), N_("Sin dinero del FOMIN."), unit="money")
    ] = None
    receivables: Annotated[tuple[OpeningAmount, ...], Ask(N_("Cuentas por cobrar"))] = ()
    payables: Annotated[tuple[OpeningAmount, ...], Ask(N_("Cuentas por pagar"))] = ()
    assets: Annotated[tuple[OpeningAsset, ...], Ask(N_("Activos existentes"))] = ()
    loans: Annotated[tuple[OpeningLoan, ...], Ask(N_("Préstamos vigentes"))] = ()


class SectorMap(Frozen):
    """Which sector each class of provider stands for; own funds follow the executor, 'other' is asked per line."""

    fomin: Annotated[Sector, Ask(Provider.FOMIN.label)] = Sector.INTERNATIONAL
    cooperation: Annotated[Sector, Ask(Provider.COOPERATION.label)] = Sector.INTERNATIONAL
    government: Annotated[Sector, Ask(Provider.GOVERNMENT.label)] = Sector.PUBLIC
    public_body: Annotated[Sector, Ask(Provider.PUBLIC_BODY.label)] = Sector.PUBLIC
    chamber_public: Annotated[Sector, Ask(Provider.CHAMBER_PUBLIC.label)] = Sector.PUBLIC
    firms: Annotated[Sector, Ask(Provider.FIRMS.label)] = Sector.PRIVATE
    households: Annotated[Sector, Ask(Provider.HOUSEHOLDS.label)] = Sector.PRIVATE
    chamber_own: Annotated[Sector, Ask(Provider.CHAMBER_OWN.label)] = Sector.PRIVATE
    association: Annotated[Sector, Ask(Provider.ASSOCIATION.label)] = Sector.PRIVATE


class Appraisal(Frozen):
    """The appraisal a bank asks for: optional, and nothing of it is told until it is switched on."""

    shown: Annotated[
        bool,
        Ask(
            N_("Incluir la evaluación financiera"),
            N_("Agrega la página 19, con VAN, TIR y recuperación, y un capítulo del PDF. Un banco suele pedirlos."),
        ),
    ] = False
    residual: Annotated[
        bool,
        Ask(
            N_("Contar el valor residual"),
            N_(
                "En el último mes: los activos pagados, a su valor en libros, más lo que falta cobrar, menos lo que "
                "se debe."
            ),
        ),
    ] = True


class Criteria(Frozen):
    """Limits of findings and lights: *criterio interno*, the user's to change."""

    first_year_growth: Annotated[
        Ratio,
        Ask(
            N_("Crecimiento del primer año"),
            N_(
                "Avisa si lo planeado pasa de esta proporción de los últimos 12 meses reales; 150 % es una vez y media."
            ),
            unit="percent",
        ),
    ] = Decimal("1.5")
    largest_source: Annotated[
        Share,
        Ask(N_("Peso de la mayor fuente"), N_("Avisa si una sola fuente aporta más de esta parte."), unit="percent"),
    ] = Decimal("0.5")
    largest_client: Annotated[
        Share,
        Ask(
            N_("Peso del mayor cliente"),
            N_("Avisa si un solo cliente paga más de esta parte de los ingresos."),
            unit="percent",
        ),
    ] = Decimal("0.4")
    segment_demand: Annotated[
        Share,
        Ask(
            N_("Demanda sobre el segmento"),
            N_("Avisa si se planea vender más de esta parte de lo que el segmento podría comprar."),
            unit="percent",
        ),
    ] = Decimal("0.3")
    negotiation_months: Annotated[
        Months, Ask(N_("Meses en negociación"), N_("Avisa si una fuente lleva más tiempo negociándose."), unit="months")
    ] = 12
    flat_rate_months: Annotated[
        Months,
        Ask(
            N_("Meses con tasa de cambio fija"),
            N_("Avisa si hay inflación y la tasa no cambia por más tiempo."),
            unit="months",
        ),
    ] = 24
    team_of: Annotated[
        Count, Ask(N_("Tamaño mínimo del equipo"), N_("Avisa si después del proyecto quedan estas personas o menos."))
    ] = 1
    probability_negotiation: Annotated[
        Share, Ask(N_("Probabilidad en negociación"), N_("De una fuente que no indica la suya."), unit="percent")
    ] = Decimal("0.6")
    probability_prospect: Annotated[
        Share, Ask(N_("Probabilidad de una fuente posible"), N_("De una fuente que no indica la suya."), unit="percent")
    ] = Decimal("0.25")
    break_even_months: Annotated[
        Months,
        Ask(N_("Plazo para el equilibrio"), N_("Meses después del proyecto; más tarde, en riesgo."), unit="months"),
    ] = 12
    self_sufficiency_floor: Annotated[
        Ratio, Ask(N_("Piso de autosuficiencia"), N_("Por debajo, la luz dice que falla."), unit="percent")
    ] = Decimal("0.6")
    guaranteed_short: Annotated[
        Months, Ask(N_("Plazo corto hasta"), N_("Meses garantizados que todavía son un plazo corto."), unit="months")
    ] = 12
    guaranteed_medium: Annotated[
        Months,
        Ask(
            N_("Plazo medio hasta"),
            N_("Meses garantizados que todavía son un plazo medio; más es largo."),
            unit="months",
        ),
    ] = 36
