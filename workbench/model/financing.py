"""Sources and loans. A source is money or kind from outside the operation; revenue and surplus are not sources."""

# no `from __future__ import annotations`: pydantic would compile every annotation again at each start

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from workbench.i18n import N_, _
from workbench.model.base import Ask, Line
from workbench.model.revenue import Dated
from workbench.model.types import (
    Amount,
    CalendarMonth,
    Currency,
    Month,
    Months,
    Provider,
    Rate,
    RateBasis,
    Repayment,
    Sector,
    Share,
    SourceUse,
    Status,
    Text,
)


class SourceLine(Line, defer_build=True):
    """What every source has."""

    provider: Annotated[Text, Ask(N_("Quién aporta"), N_("El nombre de la entidad o persona."))] = ""
    provider_class: Annotated[
        Provider | None, Ask(N_("Clase de entidad"), N_("Decide si cuenta como público, privado o internacional."))
    ] = None
    sector: Annotated[Sector | None, Ask(N_("Sector"), N_("Solo si la clase es «Otro»."))] = None
    counterpart: Annotated[bool, Ask(N_("Cuenta como contrapartida local"))] = False
    status: Annotated[Status, Ask(N_("Estado"), N_("Firmada solo si hay documento."))] = Status.PROSPECT
    probability: Annotated[
        Share | None, Ask(N_("Probabilidad"), N_("Vacía: la del criterio interno para su estado."), unit="percent")
    ] = None
    evidence: Annotated[Text, Ask(N_("Evidencia"), N_("Carta, convenio o acta, con su número y fecha."))] = ""
    since: Annotated[date | None, Ask(N_("En negociación desde"), month_day="first")] = None
    expires: Annotated[date | None, Ask(N_("Vence"), N_("Hasta cuándo vale el compromiso."), month_day="last")] = None
    counted: Annotated[bool, Ask(N_("Se cuenta en el plan"), N_("Apáguelo para ver el plan sin esta fuente."))] = True
    note: Annotated[Text, Ask(N_("Nota"))] = ""


class CashSource(SourceLine, defer_build=False):
    """Money: amounts on months, or one a fiscal year in a month that is asked; counted on receipt; nominal."""

    kind: Literal["cash"] = "cash"
    use: Annotated[SourceUse, Ask(N_("Para qué"), N_("A qué la destina quien aporta."))] = SourceUse.ANY
    currency: Annotated[Currency | None, Ask(N_("Moneda"), N_("Vacía: la del plan."), unit="currency")] = None
    amounts: Annotated[tuple[Dated, ...], Ask(N_("Desembolsos"), N_("Cada desembolso, en el mes en que llega."))] = ()
    yearly: Annotated[
        tuple[Amount, ...],
        Ask(N_("Monto por año fiscal"), N_("Desde el primer año del plan; los años sin monto no aportan.")),
    ] = ()
    yearly_month: Annotated[
        CalendarMonth,
        Ask(N_("Mes del aporte anual"), N_("En qué mes llega el monto de cada año."), unit="calendar-month"),
    ] = 1
    delay: Annotated[
        Months, Ask(N_("Meses de retraso"), N_("Todo lo de esta fuente llega estos meses más tarde."), unit="months")
    ] = 0


class Carry(Line):
    """An in-kind cost line a source carries, or a share of it, from month to month."""

    line: Annotated[
        UUID | None,
        Ask(
            N_("Costo o inversión en especie"),
            N_("De los que se marcaron en especie en la página 6."),
            refers="in_kind",
        ),
    ] = None
    share: Annotated[Share, Ask(N_("Parte que cubre"), unit="percent")] = Decimal(1)
    start: Annotated[Month | None, Ask(N_("Desde"), N_("Vacío: desde el primer mes del costo."), unit="year-month")] = (
        None
    )
    end: Annotated[Month | None, Ask(N_("Hasta"), N_("Vacío: hasta el último mes del costo."), unit="year-month")] = (
        None
    )


class InKindSource(SourceLine, defer_build=False):
    """Kind: no amounts of its own; value, use and perimeter are those of the lines it carries."""

    kind: Literal["in_kind"] = "in_kind"
    carries: Annotated[tuple[Carry, ...], Ask(N_("Costos que cubre"))] = ()
    pledged: Annotated[
        Amount | None,
        Ask(
            N_("Valor ofrecido en total"),
            N_("Lo que pase de lo usado se anota como no usado y no cuenta."),
            unit="money",
        ),
    ] = None


Source = Annotated[CashSource | InKindSource, Field(discriminator="kind")]


class Loan(Line):
    """A loan of the continuing operation, in the plan's currency; the first payment is due the month after."""

    name: Annotated[Text, Ask(N_("Prestamista"))] = ""
    month: Annotated[Month | None, Ask(N_("Mes del desembolso"), unit="year-month")] = None
    principal: Annotated[Amount | None, Ask(N_("Monto"), N_("En la moneda del plan."), unit="money")] = None
    rate: Annotated[Rate, Field(ge=0), Ask(N_("Tasa anual"), unit="percent")] = Decimal(0)
    rate_basis: Annotated[RateBasis, Ask(N_("Tipo de tasa"), N_("Como está en el contrato del préstamo."))] = (
        RateBasis.NOMINAL
    )
    repayment: Annotated[
        Repayment, Ask(N_("Cómo se paga el capital"), N_("El interés se paga cada mes, también en la gracia."))
    ] = Repayment.FRENCH
    term: Annotated[
        Months, Field(ge=1), Ask(N_("Plazo total"), N_("Desde el desembolso, con la gracia incluida."), unit="months")
    ] = 12
    grace: Annotated[
        Months, Ask(N_("Meses de gracia"), N_("Se pagan solo intereses; el capital, después."), unit="months")
    ] = 0
    note: Annotated[Text, Ask(N_("Nota"))] = ""

    @model_validator(mode="after")
    def _leaves_payments(self) -> Self:
        if self.grace >= self.term:
            raise ValueError(_("La gracia debe ser menor que el plazo: debe quedar al menos una cuota."))
        return self
