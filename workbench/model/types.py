"""The kinds of value a field may hold, and the closed lists it may choose from."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, Field, PlainSerializer

from workbench import limits
from workbench.i18n import N_, _


def plain(number: Decimal) -> str:
    """A decimal as text without exponent, idle zeros or a negative zero: the one way a plan file writes a number."""
    text = format(number if number else Decimal(0), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


Exact = Annotated[Decimal, PlainSerializer(plain, return_type=str, when_used="json")]
Amount = Annotated[Exact, Field(ge=0, le=10**15, decimal_places=12)]
"""Money or a quantity: never negative, at most 1e15."""
Share = Annotated[Exact, Field(ge=0, le=1, decimal_places=12)]
"""A fraction of a whole, 0 to 1; shown as a percentage."""
Rate = Annotated[Exact, Field(gt=-1, le=100, decimal_places=12)]
"""A rate of change a year, above −100 %; shown as a percentage."""
Ratio = Annotated[Exact, Field(ge=0, le=100, decimal_places=12)]
"""A non-negative fraction that may pass 1 (charges on pay, VAT); shown as a percentage."""
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Months = Annotated[int, Field(ge=0, le=600)]
Days = Annotated[int, Field(ge=0, le=3600)]
Month = Annotated[str, Field(pattern=r"^(19|20|21)\d\d-(0[1-9]|1[0-2])$")]
"""A calendar month, ISO 8601: ``2027-03``."""
CalendarMonth = Annotated[int, Field(ge=1, le=12)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Text = Annotated[str, Field(max_length=300)]
LongText = Annotated[str, Field(max_length=limits.TEXT)]


def _twelve(factors: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    if factors and len(factors) != 12:
        raise ValueError(_("Hacen falta doce factores, de enero a diciembre, o ninguno."))
    if factors and not any(factors):
        raise ValueError(_("Los doce factores no pueden ser todos cero: al menos un mes debe tener actividad."))
    return factors


Season = Annotated[tuple[Amount, ...], AfterValidator(_twelve)]
"""Twelve factors, January first, rescaled to mean 1 by the engine; empty: no seasonality."""


class Choice(StrEnum):
    """One of a closed list: a stable code in files, a label on screen."""

    label: str

    def __new__(cls, code: str, label: str) -> Choice:
        one = str.__new__(cls, code)
        one._value_ = code
        one.label = label
        return one


class Stage(Choice):
    """The three stages of the Cartagena meeting (source 000)."""

    IN_EXECUTION = "in_execution", N_("En ejecución")
    IN_TRANSITION = "in_transition", N_("En transición")
    SELF_SUSTAINING = "self_sustaining", N_("Autosostenible")


class Sector(Choice):
    """The class of an organisation in every public/private figure."""

    PUBLIC = "public", N_("Público")
    PRIVATE = "private", N_("Privado")
    INTERNATIONAL = "international", N_("Internacional")


class ExecutorClass(Choice):
    """The executor's own class."""

    PUBLIC = "public", N_("Pública")
    PRIVATE = "private", N_("Privada")


class Provider(Choice):
    """Who gives or pays; ``SectorMap`` says which sector each stands for."""

    FOMIN = "fomin", N_("FOMIN / BID Lab")
    COOPERATION = "cooperation", N_("Otro organismo multilateral, bilateral o de cooperación")
    GOVERNMENT = "government", N_("Gobierno nacional, regional o local")
    PUBLIC_BODY = "public_body", N_("Universidad o entidad pública")
    CHAMBER_PUBLIC = "chamber_public", N_("Cámara: recursos públicos que administra")
    FIRMS = "firms", N_("Empresas")
    HOUSEHOLDS = "households", N_("Hogares y personas")
    CHAMBER_OWN = "chamber_own", N_("Cámara: recursos propios")
    ASSOCIATION = "association", N_("Gremio, fundación o universidad privada")
    OWN = "own", N_("Fondos propios del ejecutor")
    OTHER = "other", N_("Otro")


class Use(Choice):
    """What money is for; *services* are the published surveys' 'projects'."""

    STRUCTURE = "structure", N_("Estructura")
    SERVICES = "services", N_("Servicios")
    INVESTMENT = "investment", N_("Inversión")


class SourceUse(Choice):
    """What a source may be spent on."""

    STRUCTURE = "structure", N_("Estructura")
    SERVICES = "services", N_("Servicios")
    INVESTMENT = "investment", N_("Inversión")
    ANY = "any", N_("Cualquiera")


class EarnedUse(Choice):
    """What a stream pays for in the split of structure and services."""

    STRUCTURE = "structure", N_("Estructura")
    SERVICES = "services", N_("Servicios")


class Status(Choice):
    """How sure a source is."""

    COMMITTED = "committed", N_("Firmada")
    NEGOTIATION = "negotiation", N_("En negociación")
    PROSPECT = "prospect", N_("Posible")


class Continuation(Choice):
    """What becomes of a service after the project."""

    CONTINUE = "continue", N_("Continúa")
    SCALE_UP = "scale_up", N_("Se amplía")
    TRANSFER = "transfer", N_("Se transfiere")
    STOP = "stop", N_("Termina")


class Route(Choice):
    """How the project leaves a service."""

    PHASE_DOWN = "phase_down", N_("Reducción gradual")
    PHASE_OUT = "phase_out", N_("Retiro al cierre")
    HAND_OVER = "hand_over", N_("Entrega a otra entidad")


class Perimeter(Choice):
    """Whether a line outlives the project (finance: perimeter)."""

    CONTINUING = "continuing", N_("Operación que continúa")
    PROJECT = "project", N_("Solo del proyecto")


class Indexation(Choice):
    """How a price or amount moves over the years."""

    NONE = "none", N_("Sin ajuste")
    INFLATION = "inflation", N_("Inflación del plan")
    OWN = "own", N_("Tasa propia")


class DriverShape(Choice):
    """How a monthly quantity is given."""

    GROWN = "grown", N_("Valor inicial con crecimiento")
    BY_YEAR = "by_year", N_("Un valor mensual por año fiscal")
    BY_MONTH = "by_month", N_("Un valor por mes")


class Every(Choice):
    """How often a fixed cost falls due."""

    MONTH = "month", N_("Mes")
    QUARTER = "quarter", N_("Trimestre")
    YEAR = "year", N_("Año")


class Billing(Choice):
    """How often clients are billed."""

    MONTHLY = "1", N_("Cada mes")
    TWO_MONTHS = "2", N_("Cada dos meses")
    QUARTERLY = "3", N_("Cada trimestre")
    FOUR_MONTHS = "4", N_("Cada cuatrimestre")
    HALF_YEARLY = "6", N_("Cada semestre")
    YEARLY = "12", N_("Cada año")


class PaidBy(Choice):
    """Who carries a cost today or after the project (a note, not a figure)."""

    FOMIN = "fomin", N_("FOMIN")
    HOST = "host", N_("Entidad anfitriona")
    OWN = "own", N_("Operación propia")


class ShareBase(Choice):
    """What a share cost is a share of."""

    REVENUE = "revenue", N_("Ingresos")
    DIRECT_COSTS = "direct_costs", N_("Costos directos")


class StructureKey(Choice):
    """How structure is spread over services for the full break-even."""

    MARGIN = "margin", N_("Según el margen de contribución")
    TYPED = "typed", N_("Según el porcentaje indicado en cada servicio")


class Repayment(Choice):
    """How the principal of a loan is paid back."""

    FRENCH = "french", N_("Cuota igual (francés)")
    GERMAN = "german", N_("Capital igual (alemán)")
    BULLET = "bullet", N_("Todo al final")


class RateBasis(Choice):
    """How a rate of interest a year becomes one a month."""

    NOMINAL = "nominal", N_("Nominal: se divide entre 12")
    EFFECTIVE = "effective", N_("Efectiva anual (E.A.)")


class LimitOf(Choice):
    """What a clause of the agreement bounds."""

    COUNTERPART_MINIMUM = "counterpart_minimum", N_("Contrapartida mínima (parte del total)")
    IN_KIND_CEILING = "in_kind_ceiling", N_("Tope del aporte en especie (parte de la contrapartida)")
    WORKSHOP_LEAD = "workshop_lead", N_("Anticipación del taller de sostenibilidad (meses)")
    REPORT_DEADLINE = "report_deadline", N_("Plazo de los informes (días)")


class Rating(Choice):
    """How far a factor of sustainability is: the survey's scale."""

    ABSENT = "0", N_("0 · Todavía no existe")
    STARTING = "1", N_("1 · Hay un primer paso")
    PARTLY = "2", N_("2 · Funciona en parte")
    WORKING = "3", N_("3 · Funciona, y se puede mostrar")


class Level(Choice):
    """Where a survey's score stands; decided on the value before it is shortened."""

    FIRST = "1", N_("incipiente")
    SECOND = "2", N_("en desarrollo")
    THIRD = "3", N_("consolidado")

    @classmethod
    def of(cls, score: Decimal | Fraction) -> Level:
        """Below 1 the first, from 2 the third."""
        return cls.FIRST if score < 1 else cls.SECOND if score < 2 else cls.THIRD


class ActionState(Choice):
    """How far an action is."""

    PROPOSED = "proposed", N_("Propuesta")
    AGREED = "agreed", N_("Acordada")
    UNDER_WAY = "under_way", N_("En curso")
    DONE = "done", N_("Terminada")
    DROPPED = "dropped", N_("Descartada")


class PaidFrom(Choice):
    """What pays an action."""

    OPERATION = "operation", N_("La operación, con sus costos")
    SOURCE = "source", N_("Una fuente del plan")
