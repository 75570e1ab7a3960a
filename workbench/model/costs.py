"""Costs and investments. Every line is direct (of a service) or structural, cash or in kind."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from workbench.i18n import N_, _
from workbench.model.base import Ask, Line
from workbench.model.revenue import Dated, in_order
from workbench.model.types import (
    Amount, CalendarMonth, Currency, Days, Every, Indexation, Month, Months, PaidBy, Perimeter, Rate, Ratio,
    Share, ShareBase, Text, Use,
)


class CostLine(Line):
    """What every cost and investment has."""

    name: Annotated[Text, Ask(N_("Concepto"))] = ""
    use: Annotated[Use | None, Ask(N_("Para qué"), N_("Vacío: estructura si no es de un servicio; si lo es, servicios."))] = None
    currency: Annotated[Currency | None, Ask(N_("Moneda"), N_("Vacía: la del plan."), unit="currency")] = None
    indexation: Annotated[Indexation, Ask(N_("Ajuste"))] = Indexation.NONE
    own_rate: Annotated[Rate, Ask(N_("Tasa propia anual"), unit="percent")] = Decimal(0)
    days: Annotated[Days, Ask(N_("Días para pagar"), unit="days")] = 0
    vat: Annotated[Ratio, Ask(N_("IVA"), unit="percent")] = Decimal(0)
    vat_recoverable: Annotated[bool, Ask(N_("El IVA se recupera"))] = True
    paid_today_by: Annotated[PaidBy | None, Ask(N_("Hoy lo paga"))] = None
    paid_after_by: Annotated[PaidBy | None, Ask(N_("Después lo paga"))] = None
    actual_12: Annotated[Amount | None, Ask(N_("Real de los últimos 12 meses"), unit="money")] = None
    in_kind: Annotated[bool, Ask(N_("En especie"), N_("Nadie lo paga en dinero mientras una fuente en especie lo cubra."))] = False
    kind_unit: Annotated[Text, Ask(N_("En especie: unidad"))] = ""
    kind_quantity: Annotated[Amount | None, Ask(N_("En especie: cantidad"))] = None
    kind_value: Annotated[Amount | None, Ask(N_("En especie: valor unitario"), unit="money")] = None
    kind_method: Annotated[Text, Ask(N_("En especie: método de valoración"))] = ""
    kind_evidence: Annotated[Text, Ask(N_("En especie: evidencia"))] = ""
    kind_certifier: Annotated[Text, Ask(N_("En especie: quién certifica"))] = ""
    note: Annotated[Text, Ask(N_("Nota"))] = ""


class Own(CostLine):
    """A cost that follows no stream: it says its service and its perimeter itself."""

    service: Annotated[UUID | None, Ask(N_("Servicio"), N_("Vacío: costo de estructura."), refers="services")] = None
    perimeter: Annotated[Perimeter, Ask(N_("Alcance"))] = Perimeter.CONTINUING


class Running(CostLine):
    """A cost that runs from a first to a last month."""

    start: Annotated[Month | None, Ask(N_("Primer mes"), N_("Vacío: desde el inicio del plan."), unit="year-month")] = None
    end: Annotated[Month | None, Ask(N_("Último mes"), N_("Vacío: sigue después del horizonte."), unit="year-month")] = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        in_order(self.start, self.end)
        return self


class Following(Running):
    """A cost that follows streams: service and perimeter are theirs; it may be counted as structural."""

    structural: Annotated[bool, Ask(N_("Es de estructura"))] = False


class Staff(Own, Running):
    """A post: headcount × monthly pay × (1 + social charges) × salaries a year / 12."""

    kind: Literal["staff"] = "staff"
    headcount: Annotated[Amount | None, Ask(N_("Personas"))] = None
    pay: Annotated[Amount | None, Ask(N_("Sueldo mensual"), unit="money")] = None
    charges: Annotated[Ratio, Ask(N_("Cargas sociales"), unit="percent")] = Decimal(0)
    salaries: Annotated[Amount, Field(ge=12, le=24), Ask(N_("Sueldos por año"))] = Decimal(12)
    extra_months: Annotated[tuple[CalendarMonth, ...], Ask(N_("Meses en que se pagan los sueldos extra"), N_("Números de mes, 6 y 12 por ejemplo; vacío: cada mes."))] = ()
    termination: Annotated[Amount, Ask(N_("Liquidación: meses del último sueldo"), N_("Se paga en el último mes del puesto."), unit="months")] = Decimal(0)


class Fixed(Own, Running):
    """An amount per month, quarter or year, due in the first month and every 3 or 12 months after it."""

    kind: Literal["fixed"] = "fixed"
    amount: Annotated[Amount | None, Ask(N_("Monto"), unit="money")] = None
    every: Annotated[Every, Ask(N_("Cada"))] = Every.MONTH


class Variable(Following):
    """Unit cost × units of one stream."""

    kind: Literal["variable"] = "variable"
    unit_cost: Annotated[Amount | None, Ask(N_("Costo por unidad"), unit="money")] = None
    stream: Annotated[UUID | None, Ask(N_("Ingreso que sigue"), refers="streams")] = None


class ShareCost(Following):
    """Rate × revenue of streams, or × the accrued direct costs of a perimeter."""

    kind: Literal["share"] = "share"
    rate: Annotated[Share | None, Ask(N_("Tasa"), unit="percent")] = None
    base: Annotated[ShareBase, Ask(N_("Sobre"))] = ShareBase.REVENUE
    streams: Annotated[tuple[UUID, ...], Ask(N_("Ingresos que sigue"), refers="streams")] = ()
    perimeter: Annotated[Perimeter, Ask(N_("Alcance"), N_("Solo si es sobre los costos directos."))] = Perimeter.CONTINUING


class Step(Following):
    """Amount × blocks of units begun."""

    kind: Literal["step"] = "step"
    amount: Annotated[Amount | None, Ask(N_("Monto por tramo y mes"), unit="money")] = None
    block: Annotated[Amount | None, Field(gt=0), Ask(N_("Unidades por tramo"))] = None
    stream: Annotated[UUID | None, Ask(N_("Ingreso que sigue"), refers="streams")] = None
    hold: Annotated[bool, Ask(N_("Nunca baja"))] = False


class OneOff(Own):
    """Amounts on their months."""

    kind: Literal["one_off"] = "one_off"
    amounts: Annotated[tuple[Dated, ...], Ask(N_("Pagos"))] = ()


Cost = Annotated[Staff | Fixed | Variable | ShareCost | Step | OneOff, Field(discriminator="kind")]


class Investment(Own):
    """An asset bought in a month and depreciated in a straight line from the month after."""

    month: Annotated[Month | None, Ask(N_("Mes de compra"), unit="year-month")] = None
    amount: Annotated[Amount | None, Ask(N_("Monto"), unit="money")] = None
    life: Annotated[Months, Field(ge=1), Ask(N_("Vida útil"), unit="months")] = 60
    salvage: Annotated[Amount, Ask(N_("Valor de rescate"), N_("Se recibe solo al reponerlo."), unit="money")] = Decimal(0)
    replaced: Annotated[bool, Ask(N_("Se repone al final de su vida"))] = False

    @model_validator(mode="after")
    def _salvage_below_amount(self) -> Self:
        if self.salvage and self.salvage > (self.amount or 0):
            raise ValueError(_("El valor de rescate no puede ser mayor que el monto."))
        return self
