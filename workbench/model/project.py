"""The project, its agreement, the basis of the figures and the opening position."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from workbench.i18n import N_
from workbench.model.base import Ask, Frozen, Line
from workbench.model.types import (
    Amount, CalendarMonth, Count, Currency, ExecutorClass, LimitOf, LongText, Month, Months, Perimeter, Provider, Rate,
    Ratio, Sector, Share, Stage, StructureKey, Text,
)


class Project(Frozen):
    """Who executes what, where, and when. Dates drive the phases of every figure."""

    name: Annotated[Text, Ask(N_("Nombre del proyecto"))] = ""
    number: Annotated[Text, Ask(N_("Número de la operación"), N_("Como figura en el convenio, por ejemplo ATN/ME-9919-PE."))] = ""
    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$"), Ask(N_("País"), unit="country")] = ""
    executor: Annotated[Text, Ask(N_("Entidad ejecutora"))] = ""
    executor_class: Annotated[ExecutorClass, Ask(N_("Naturaleza del ejecutor"), N_("Decide a qué sector pertenecen sus fondos propios."))] = ExecutorClass.PRIVATE
    contact: Annotated[Text, Ask(N_("Persona de contacto"))] = ""
    email: Annotated[Text, Ask(N_("Correo electrónico"))] = ""
    phone: Annotated[Text, Ask(N_("Teléfono"))] = ""
    theme: Annotated[Text, Ask(N_("Sector o tema del conglomerado"))] = ""
    objective: Annotated[LongText, Ask(N_("Objetivo del proyecto"), long=True)] = ""
    stage: Annotated[Stage | None, Ask(N_("Etapa de madurez"))] = None
    execution_start: Annotated[date | None, Ask(N_("Inicio de la ejecución"))] = None
    original_end: Annotated[date | None, Ask(N_("Fin original de la ejecución"))] = None
    current_end: Annotated[date | None, Ask(N_("Fin vigente de la ejecución"), N_("El mes de esta fecha separa el proyecto de la operación sostenida en todas las cifras."))] = None
    last_disbursement: Annotated[date | None, Ask(N_("Último desembolso"))] = None


class Limit(Line):
    """A bound of the agreement with the clause it comes from."""

    limit: Annotated[LimitOf, Ask(N_("Qué limita"))] = LimitOf.COUNTERPART_MINIMUM
    value: Annotated[Amount | None, Ask(N_("Valor"), N_("Una parte se escribe como fracción: 0,3 es 30 %."))] = None
    clause: Annotated[Text, Ask(N_("Documento y cláusula"), N_("Sin cláusula se imprime como «criterio interno»."))] = ""
    dated: Annotated[date | None, Ask(N_("Fecha del documento"))] = None


class Agreement(Frozen):
    """Approved and to-date amounts, from the agreement and its reports."""

    fomin_approved: Annotated[Amount | None, Ask(N_("FOMIN aprobado"), unit="money")] = None
    cash_approved: Annotated[Amount | None, Ask(N_("Contrapartida en efectivo aprobada"), unit="money")] = None
    in_kind_approved: Annotated[Amount | None, Ask(N_("Contrapartida en especie aprobada"), unit="money")] = None
    fomin_to_date: Annotated[Amount | None, Ask(N_("FOMIN desembolsado a la fecha"), unit="money")] = None
    cash_to_date: Annotated[Amount | None, Ask(N_("Contrapartida en efectivo a la fecha"), unit="money")] = None
    in_kind_to_date: Annotated[Amount | None, Ask(N_("Contrapartida en especie a la fecha"), unit="money")] = None
    limits: Annotated[tuple[Limit, ...], Ask(N_("Límites del convenio"), N_("Cada límite con la cláusula de la que sale."))] = ()


class ExchangeRate(Line):
    """One foreign currency: plan-currency units per foreign unit."""

    currency: Annotated[Currency, Ask(N_("Moneda"), unit="currency")] = "USD"
    rate: Annotated[Amount, Field(gt=0), Ask(N_("Unidades de la moneda del plan por una extranjera"))] = Decimal(1)
    dated: Annotated[date | None, Ask(N_("Fecha de la tasa"))] = None
    source: Annotated[Text, Ask(N_("Fuente de la tasa"))] = ""


class Basis(Frozen):
    """What every figure rests on: money, time and rates."""

    currency: Annotated[Currency, Ask(N_("Moneda del plan"), unit="currency")] = "USD"
    start: Annotated[Month, Ask(N_("Primer mes del plan"), unit="year-month")] = "2027-01"
    months: Annotated[Months | None, Field(ge=12, le=240), Ask(N_("Horizonte"), N_("Vacío: hasta el cierre del año fiscal que contiene el mes 48 después del proyecto."), unit="months")] = None
    fiscal_start: Annotated[CalendarMonth, Ask(N_("El año fiscal empieza en"), unit="calendar-month")] = 1
    price_month: Annotated[CalendarMonth, Ask(N_("Los precios se ajustan en"), unit="calendar-month")] = 1
    inflation: Annotated[tuple[Rate, ...], Ask(N_("Inflación anual"), N_("Una tasa por año fiscal; la última continúa."), unit="percent")] = ()
    discount_rate: Annotated[Rate | None, Ask(N_("Tasa de descuento anual"), unit="percent")] = None
    rates: Annotated[tuple[ExchangeRate, ...], Ask(N_("Tasas de cambio"))] = ()
    structure_key: Annotated[StructureKey, Ask(N_("Reparto de la estructura entre servicios"))] = StructureKey.MARGIN


class OpeningAmount(Line):
    """Money owed to or by the continuing operation at the start, in the month it is paid."""

    name: Annotated[Text, Ask(N_("Concepto"))] = ""
    month: Annotated[Month, Ask(N_("Mes"), unit="year-month")] = "2027-01"
    amount: Annotated[Amount, Ask(N_("Monto"), unit="money")] = Decimal(0)
    note: Annotated[Text, Ask(N_("Nota"))] = ""


class OpeningAsset(Line):
    """An asset the operation already has."""

    name: Annotated[Text, Ask(N_("Activo"))] = ""
    book_value: Annotated[Amount, Ask(N_("Valor en libros"), unit="money")] = Decimal(0)
    months_left: Annotated[Months, Field(ge=1), Ask(N_("Meses de vida restantes"), unit="months")] = 12
    perimeter: Annotated[Perimeter, Ask(N_("Alcance"))] = Perimeter.CONTINUING
    note: Annotated[Text, Ask(N_("Nota"))] = ""


class OpeningLoan(Line):
    """A loan being repaid at the start, in equal payments (French)."""

    name: Annotated[Text, Ask(N_("Préstamo"))] = ""
    balance: Annotated[Amount, Ask(N_("Saldo"), unit="money")] = Decimal(0)
    rate: Annotated[Rate, Field(ge=0), Ask(N_("Tasa nominal anual"), unit="percent")] = Decimal(0)
    months_left: Annotated[Months, Field(ge=1), Ask(N_("Cuotas restantes"), unit="months")] = 12
    note: Annotated[Text, Ask(N_("Nota"))] = ""


class Opening(Frozen):
    """What the operation has and owes at the start month."""

    cash: Annotated[Amount | None, Ask(N_("Caja libre"), unit="money")] = None
    cash_structure: Annotated[Amount | None, Ask(N_("Caja destinada a estructura"), N_("Sin dinero del FOMIN."), unit="money")] = None
    cash_services: Annotated[Amount | None, Ask(N_("Caja destinada a servicios"), N_("Sin dinero del FOMIN."), unit="money")] = None
    cash_investment: Annotated[Amount | None, Ask(N_("Caja destinada a inversión"), N_("Sin dinero del FOMIN."), unit="money")] = None
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


class Criteria(Frozen):
    """Limits of findings and lights: *criterio interno*, the user's to change."""

    first_year_growth: Annotated[Ratio, Ask(N_("Primer año planeado sobre los últimos 12 meses reales"), N_("Avisa por encima de esta proporción; 1,5 es 150 %."), unit="percent")] = Decimal("1.5")
    largest_source: Annotated[Share, Ask(N_("Mayor fuente"), unit="percent")] = Decimal("0.5")
    largest_client: Annotated[Share, Ask(N_("Un solo cliente, parte de los ingresos"), unit="percent")] = Decimal("0.4")
    segment_demand: Annotated[Share, Ask(N_("Demanda prevista, parte del segmento"), unit="percent")] = Decimal("0.3")
    negotiation_months: Annotated[Months, Ask(N_("Meses en negociación"), unit="months")] = 12
    flat_rate_months: Annotated[Months, Ask(N_("Meses con tasa de cambio fija y con inflación"), unit="months")] = 24
    team_of: Annotated[Count, Ask(N_("Personas del equipo después del proyecto"), N_("Avisa cuando el equipo es igual o menor."))] = 1
    probability_negotiation: Annotated[Share, Ask(N_("Probabilidad de una fuente en negociación"), unit="percent")] = Decimal("0.6")
    probability_prospect: Annotated[Share, Ask(N_("Probabilidad de una fuente posible"), unit="percent")] = Decimal("0.25")
    break_even_months: Annotated[Months, Ask(N_("Equilibrio a más tardar, meses después del proyecto"), unit="months")] = 12
    self_sufficiency_floor: Annotated[Ratio, Ask(N_("Autosuficiencia por debajo de la cual falla"), unit="percent")] = Decimal("0.6")
    guaranteed_short: Annotated[Months, Ask(N_("Meses garantizados: hasta aquí, corto"), unit="months")] = 12
    guaranteed_medium: Annotated[Months, Ask(N_("Meses garantizados: hasta aquí, medio"), unit="months")] = 36
