"""What a field's value is read as, and the closed lists that stand behind units: months, countries, currencies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from forms.shapes import Field
from workbench import formats
from workbench.exchange.targets import Kind
from workbench.i18n import LANGUAGES, N_, language
from workbench.model.types import Choice

MONTHS = (
    N_("Enero"), N_("Febrero"), N_("Marzo"), N_("Abril"), N_("Mayo"), N_("Junio"), N_("Julio"), N_("Agosto"),
    N_("Septiembre"), N_("Octubre"), N_("Noviembre"), N_("Diciembre"),
)  # fmt: skip
LISTED = ("calendar-month", "country", "currency")
"""Units that stand for a closed list."""


def kind_of(field: Field) -> Kind:
    """What a field's text is read as."""
    base, unit = field.shape.base, field.ask.unit
    if issubclass(base, Choice) or base is UUID or unit in LISTED:
        return Kind.CHOICE
    if base is bool:
        return Kind.YES_OR_NO
    if base is Decimal:
        return Kind.PERCENT if unit == "percent" else Kind.NUMBER
    if base is int:
        whole = Kind.SPAN if unit == "months" else Kind.WHOLE
        return Kind.CHOICE if field.shape.many else whole
    if base is date:
        return Kind.DATE
    if unit == "year-month":
        return Kind.MONTH
    return Kind.PROSE if field.ask.long else Kind.TEXT


def country_names() -> dict[str, list[str]]:
    """The countries of the region by code, with their names in every language."""
    found: dict[str, list[str]] = {}
    for each in LANGUAGES:
        for country in formats.countries(each):
            found.setdefault(country.code, []).append(country.name)
    return found


def currencies() -> list[tuple[str, str]]:
    """The currencies of the region and those its projects are paid in, by code."""
    codes = {each.currency for each in formats.countries(language())} | {"USD", "EUR"}
    return [(code, f"{code} · {formats.currency_name(code, language())}") for code in sorted(codes)]
