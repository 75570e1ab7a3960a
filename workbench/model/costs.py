"""Costs and investments. Every line is direct (of a service) or structural, cash or in kind."""

# no `from __future__ import annotations`: pydantic would compile every annotation again at each start

from decimal import Decimal
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from workbench.i18n import N_, _
from workbench.model.base import Ask, Line
from workbench.model.revenue import Dated, in_order
from workbench.model.types import (
    Amount,
    CalendarMonth,
    Currency,
    Days,
    Every,
    Indexation,
    Month,
    Months,
    PaidBy,
    Perimeter,
    Rate,
    Ratio,
    Share,
    ShareBase,
    Text,
    Use,
)


class CostLine(Line, defer_build=True):
    """What every cost and investment has."""

    name: Annotated[Text, Ask(N_("Concepto"))] = ""
    use: Annotated[
        Use | None,
        Ask(
            N_("Para qué"),
            N_("Vacío: inversión en las compras; en lo demás, servicios si es de un servicio, o estructura."),
        ),
    ] = None
    currency: Annotated[Currency | None, Ask(N_("Moneda"), N_("Vacía: la del plan."), unit="currency")] = None
    indexation: Annotated[Indexation, Ask(N_("Ajuste anual"), N_("Cómo cambia el monto cada año."))] = Indexation.NONE
    own_rate: Annotated[
        Rate, Ask(N_("Tasa propia anual"), N_("Por ejemplo, la que fija el contrato."), unit="percent")
    ] = Decimal(0)
    days: Annotated[Days, Ask(N_("Días para pagar"), N_("Entre el costo y su pago."), unit="days")] = 0
    vat: Annotated[Ratio, Ask(N_("IVA"), N_("El que cobra el proveedor, sobre el monto."), unit="percent")] = Decimal(0)
    vat_recoverable: Annotated[bool, Ask(N_("El IVA se recupera"), N_("Si no se recupera, se suma al costo."))] = True
    paid_today_by: Annotated[PaidBy | None, Ask(N_("Hoy lo paga"), N_("Es una nota: no cambia las cifras."))] = None
    paid_after_by: Annotated[PaidBy | None, Ask(N_("Después lo paga"), N_("Es una nota: no cambia las cifras."))] = None
    actual_12: Annotated[
        Amount | None, Ask(N_("Real de los últimos 12 meses"), N_("Para comparar con lo planeado."), unit="money")
    ] = None
    in_kind: Annotated[
        bool, Ask(N_("En especie"), N_("Nadie lo paga en dinero mientras una fuente en especie lo cubra."))
    ] = False
    kind_unit: Annotated[Text, Ask(N_("Unidad del aporte"), N_("Por ejemplo: m², hora, equipo."))] = ""
    kind_quantity: Annotated[
        Amount | None, Ask(N_("Cantidad del aporte"), N_("Cuántas unidades hay detrás del monto."))
    ] = None
    kind_value: Annotated[
        Amount | None, Ask(N_("Valor de cada unidad"), N_("Lo que costaría pagarla."), unit="money")
    ] = None
    kind_method: Annotated[Text, Ask(N_("Método de valoración"), N_("Por ejemplo: dos cotizaciones de arriendo."))] = ""
    kind_evidence: Annotated[Text, Ask(N_("Evidencia del aporte"), N_("Carta, acta o certificado."))] = ""
    kind_certifier: Annotated[Text, Ask(N_("Quién lo certifica"), N_("Por ejemplo: el revisor fiscal."))] = ""
    note: Annotated[Text, Ask(N_("Nota"))] = ""


class Own(CostLine, defer_build=True):
    """A cost that follows no stream: it says its service and its perimeter itself."""

    service: Annotated[UUID | None, Ask(N_("Servicio"), N_("Vacío: costo de estructura."), refers="services")] = None
    perimeter: Annotated[Perimeter, Ask(N_("Alcance"), N_("Lo que es solo del proyecto termina con él."))] = (
        Perimeter.CONTINUING
    )


class Running(CostLine, defer_build=True):
    """A cost that runs from a first to a last month."""

    start: Annotated[Month | None, Ask(N_("Primer mes"), N_("Vacío: desde el inicio del plan."), unit="year-month")] = (
        None
    )
    end: Annotated[Month | None, Ask(N_("Último mes"), N_("Vacío: sigue más allá del plan."), unit="year-month")] = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        in_order(self.start, self.end)
        return self


class Following(Running, defer_build=True):
    """A cost that follows streams: service and perimeter are theirs; it may be counted as structural."""

    structural: Annotated[
        bool, Ask(N_("Es de estructura"), N_("Se cuenta en la estructura aunque siga un ingreso."))
    ] = False


class Staff(Own, Running, defer_build=False):
    """A post: headcount × monthly pay × (1 + social charges) × salaries a year / 12."""

    kind: Literal["staff"] = "staff"
    headcount: Annotated[Amount | None, Ask(N_("Personas"), N_("Medio tiempo se escribe 0,5."))] = None
    pay: Annotated[Amount | None, Ask(N_("Sueldo mensual"), N_("Por persona, sin cargas sociales."), unit="money")] = (
        None
    )
    charges: Annotated[
        Ratio,
        Ask(
            N_("Cargas sociales"),
            N_("Lo que paga el empleador además del sueldo: salud, pensión, riesgos."),
            unit="percent",
        ),
    ] = Decimal(0)
    salaries: Annotated[
        Amount, Field(ge=12, le=24), Ask(N_("Sueldos por año"), N_("13 con un sueldo extra al año; 14 con dos."))
    ] = Decimal(12)
    extra_months: Annotated[
        tuple[CalendarMonth, ...],
        Ask(
            N_("Meses de los sueldos extra"),
            N_("En qué meses se pagan, por ejemplo junio (6) y diciembre (12); ninguno: una parte cada mes."),
        ),
    ] = ()
    termination: Annotated[
        Amount,
        Ask(
            N_("Liquidación: meses de sueldo"),
            N_("Con cargas sociales; se paga en el último mes del puesto."),
            unit="months",
        ),
    ] = Decimal(0)


class Fixed(Own, Running, defer_build=False):
    """An amount per month, quarter or year, due in the first month and every 3 or 12 months after it."""

    kind: Literal["fixed"] = "fixed"
    amount: Annotated[
        Amount | None, Ask(N_("Monto"), N_("Sin IVA, a precios del primer mes del plan."), unit="money")
    ] = None
    every: Annotated[Every, Ask(N_("Se paga cada"), N_("Desde el primer mes de la línea."))] = Every.MONTH


class Variable(Following, defer_build=False):
    """Unit cost × units of one stream."""

    kind: Literal["variable"] = "variable"
    unit_cost: Annotated[
        Amount | None, Ask(N_("Costo por unidad"), N_("Sin IVA, a precios del primer mes del plan."), unit="money")
    ] = None
    stream: Annotated[
        UUID | None, Ask(N_("Ingreso que sigue"), N_("El costo sube y baja con sus unidades."), refers="streams")
    ] = None


class ShareCost(Following, defer_build=False):
    """Rate × revenue of streams, or × the accrued direct costs of a perimeter."""

    kind: Literal["share"] = "share"
    rate: Annotated[Share | None, Ask(N_("Porcentaje"), unit="percent")] = None
    base: Annotated[ShareBase, Ask(N_("Se calcula sobre"))] = ShareBase.REVENUE
    streams: Annotated[
        tuple[UUID, ...], Ask(N_("Ingresos que sigue"), N_("La suma de estos ingresos es la base."), refers="streams")
    ] = ()
    perimeter: Annotated[Perimeter, Ask(N_("Alcance"), N_("Qué costos directos son la base."))] = Perimeter.CONTINUING


class Step(Following, defer_build=False):
    """Amount × blocks of units begun."""

    kind: Literal["step"] = "step"
    amount: Annotated[
        Amount | None, Ask(N_("Monto por tramo y mes"), N_("Lo que cuesta cada tramo, sin IVA."), unit="money")
    ] = None
    block: Annotated[
        Amount | None,
        Field(gt=0),
        Ask(N_("Unidades por tramo"), N_("Con 40: de 1 a 40 unidades, un tramo; de 41 a 80, dos.")),
    ] = None
    stream: Annotated[
        UUID | None, Ask(N_("Ingreso que sigue"), N_("Sus unidades deciden cuántos tramos hay."), refers="streams")
    ] = None
    hold: Annotated[bool, Ask(N_("Nunca baja"), N_("El tramo alcanzado se conserva aunque bajen las ventas."))] = False


class OneOff(Own, defer_build=False):
    """Amounts on their months."""

    kind: Literal["one_off"] = "one_off"
    amounts: Annotated[tuple[Dated, ...], Ask(N_("Pagos"), N_("Cada pago, en su mes."))] = ()


Cost = Annotated[Staff | Fixed | Variable | ShareCost | Step | OneOff, Field(discriminator="kind")]


class Investment(Own, defer_build=False):
    """An asset bought in a month and depreciated in a straight line from the month after."""

    month: Annotated[Month | None, Ask(N_("Mes de compra"), unit="year-month")] = None
    amount: Annotated[
        Amount | None, Ask(N_("Monto"), N_("Sin IVA, a precios del primer mes del plan."), unit="money")
    ] = None
    life: Annotated[
        Months,
        Field(ge=1),
        Ask(N_("Vida útil"), N_("Cuántos meses se usará; su costo se reparte en ellos."), unit="months"),
    ] = 60
    salvage: Annotated[
        Amount,
        Ask(
            N_("Valor de rescate"), N_("Lo que se espera recibir al reponerlo; esa parte no se deprecia."), unit="money"
        ),
    ] = Decimal(0)
    replaced: Annotated[bool, Ask(N_("Se repone al final de su vida"))] = False

    @model_validator(mode="after")
    def _salvage_below_amount(self) -> Self:
        if self.salvage and self.salvage > (self.amount or 0):
            raise ValueError(_("El valor de rescate no puede ser mayor que el monto."))
        return self
