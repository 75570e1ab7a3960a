"""Revenue streams: fees, memberships, commissions and contracts."""

# no `from __future__ import annotations`: pydantic would compile every annotation again at each start

from decimal import Decimal
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from workbench.i18n import N_, _
from workbench.model.base import Ask, Frozen, Line
from workbench.model.types import (
    Amount,
    Billing,
    CalendarMonth,
    Currency,
    Days,
    DriverShape,
    EarnedUse,
    Indexation,
    LongText,
    Month,
    Months,
    Perimeter,
    Provider,
    Rate,
    Season,
    Sector,
    Share,
    Text,
)


def in_order(first: Month | None, last: Month | None) -> None:
    """Raise ValueError when a line ends before it starts."""
    if first and last and last < first:
        raise ValueError(_("El último mes ({last}) es anterior al primero ({first}).").format(first=first, last=last))


class Driver(Frozen):
    """A quantity with one value per month (finance: drivers)."""

    shape: Annotated[DriverShape, Ask(N_("Cómo se indica"))] = DriverShape.GROWN
    first: Annotated[
        Amount | None, Ask(N_("Valor inicial por mes"), N_("Lo de un mes normal cuando empieza la línea."))
    ] = None
    growth: Annotated[
        Rate, Ask(N_("Crecimiento anual"), N_("Cambia a los 12, 24, … meses de empezar la línea."), unit="percent")
    ] = Decimal(0)
    ramp: Annotated[
        Months,
        Field(le=60),
        Ask(
            N_("Meses de arranque"),
            N_("Para llegar al valor poco a poco: con 3, los primeros meses son 1/4, 2/4 y 3/4."),
            unit="months",
        ),
    ] = 0
    ceiling: Annotated[
        Amount | None, Ask(N_("Tope por mes"), N_("No pasa de aquí: su capacidad, o el tamaño del segmento."))
    ] = None
    season: Annotated[
        Season,
        Ask(
            N_("Estacionalidad, de enero a diciembre"),
            N_("Doce factores: 1 es un mes normal, 0,5 la mitad; se ajustan para que su promedio sea 1."),
        ),
    ] = ()
    table: Annotated[
        tuple[Amount, ...],
        Ask(N_("Valores por mes"), N_("Uno por año fiscal o uno por mes, según lo indicado; el último continúa.")),
    ] = ()


class StreamLine(Line, defer_build=True):
    """What every stream has."""

    name: Annotated[Text, Ask(N_("Concepto"), N_("Lo que se cobra, por ejemplo: hora de asesoría."))] = ""
    service: Annotated[UUID | None, Ask(N_("Servicio"), refers="services")] = None
    segment: Annotated[UUID | None, Ask(N_("Segmento"), N_("El grupo que lo compra."), refers="segments")] = None
    client: Annotated[Text, Ask(N_("Cliente único"), N_("Su nombre, si todo lo paga uno solo."))] = ""
    payer_class: Annotated[
        Provider, Ask(N_("Clase de pagador"), N_("Decide si el ingreso cuenta como público o privado."))
    ] = Provider.FIRMS
    sector: Annotated[Sector | None, Ask(N_("Sector del pagador"), N_("Solo si la clase es «Otro»."))] = None
    use: Annotated[
        EarnedUse, Ask(N_("Qué sostiene"), N_("Estructura o servicios, en la mezcla de financiamiento."))
    ] = EarnedUse.SERVICES
    perimeter: Annotated[Perimeter, Ask(N_("Alcance"), N_("Lo que es solo del proyecto termina con él."))] = (
        Perimeter.CONTINUING
    )
    currency: Annotated[Currency | None, Ask(N_("Moneda"), N_("Vacía: la del plan."), unit="currency")] = None
    bad_debt: Annotated[
        Share, Ask(N_("Incobrables"), N_("Parte de lo vendido que nunca se cobra."), unit="percent")
    ] = Decimal(0)
    days: Annotated[Days, Ask(N_("Días para cobrar"), N_("Entre la factura y el dinero en la caja."), unit="days")] = 0
    advance: Annotated[Share, Ask(N_("Anticipo"), N_("Parte que se cobra antes de la entrega."), unit="percent")] = (
        Decimal(0)
    )
    advance_months: Annotated[
        Months,
        Field(ge=1, le=24),
        Ask(N_("Meses de anticipación"), N_("Cuántos meses antes de la entrega."), unit="months"),
    ] = 1
    billing: Annotated[Billing, Ask(N_("Se factura"))] = Billing.MONTHLY
    billing_month: Annotated[
        CalendarMonth,
        Ask(N_("Un mes en que se factura"), N_("Los demás se cuentan desde este."), unit="calendar-month"),
    ] = 1
    actual_12: Annotated[
        Amount | None,
        Ask(N_("Real de los últimos 12 meses"), N_("Para ver si lo planeado crece demasiado."), unit="money"),
    ] = None
    evidence: Annotated[
        LongText, Ask(N_("Evidencia de que pagarían"), N_("Ventas de hoy, cartas, una prueba con precio."), long=True)
    ] = ""
    note: Annotated[Text, Ask(N_("Nota"))] = ""


class Spanned(StreamLine, defer_build=True):
    """A stream that runs from a first to a last month."""

    start: Annotated[Month | None, Ask(N_("Primer mes"), N_("Vacío: desde el inicio del plan."), unit="year-month")] = (
        None
    )
    end: Annotated[Month | None, Ask(N_("Último mes"), N_("Vacío: sigue más allá del plan."), unit="year-month")] = None
    indexation: Annotated[Indexation, Ask(N_("Ajuste de precio"), N_("Cómo cambia el precio cada año."))] = (
        Indexation.NONE
    )
    own_rate: Annotated[
        Rate, Ask(N_("Tasa propia anual"), N_("Por ejemplo, la que fija el contrato."), unit="percent")
    ] = Decimal(0)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        in_order(self.start, self.end)
        return self


class Fee(Spanned, defer_build=False):
    """Price × units."""

    kind: Literal["fee"] = "fee"
    price: Annotated[
        Amount | None, Ask(N_("Precio"), N_("Por unidad, sin IVA, a precios del primer mes del plan."), unit="money")
    ] = None
    units: Annotated[Driver, Ask(N_("Unidades por mes"))] = Driver()


class Membership(Spanned, defer_build=False):
    """Dues × members, earned evenly over the months they cover."""

    kind: Literal["membership"] = "membership"
    dues: Annotated[
        Amount | None, Ask(N_("Cuota por socio y mes"), N_("Sin IVA, a precios del primer mes del plan."), unit="money")
    ] = None
    opening_members: Annotated[Amount, Ask(N_("Socios al inicio"), N_("Los que ya pagan antes del primer mes."))] = (
        Decimal(0)
    )
    churn: Annotated[Share, Ask(N_("Bajas al año"), N_("Parte de los socios que se va en un año."), unit="percent")] = (
        Decimal(0)
    )
    joins: Annotated[Driver, Ask(N_("Altas por mes"))] = Driver()
    use: Annotated[
        EarnedUse, Ask(N_("Qué sostiene"), N_("Estructura o servicios, en la mezcla de financiamiento."))
    ] = EarnedUse.STRUCTURE


class Commission(Spanned, defer_build=False):
    """Rate × transaction volume."""

    kind: Literal["commission"] = "commission"
    rate: Annotated[Share | None, Ask(N_("Comisión"), N_("Parte del dinero transado."), unit="percent")] = None
    volume: Annotated[Driver, Ask(N_("Volumen transado por mes"))] = Driver()


class Dated(Line):
    """An amount on a month."""

    month: Annotated[Month, Ask(N_("Mes"), unit="year-month")] = "2027-01"
    amount: Annotated[Amount, Ask(N_("Monto"), unit="money")] = Decimal(0)


class Contract(StreamLine, defer_build=False):
    """Amounts on their months, against delivery; nominal."""

    kind: Literal["contract"] = "contract"
    amounts: Annotated[tuple[Dated, ...], Ask(N_("Entregas"))] = ()


Stream = Annotated[Fee | Membership | Commission | Contract, Field(discriminator="kind")]
