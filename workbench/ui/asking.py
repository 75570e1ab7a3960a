"""From the description of a field to the widget that asks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from workbench import formats
from workbench.formats import NotUnderstood
from workbench.i18n import N_, _, language
from workbench.model.grid import Grid
from workbench.model.messages import typed_sentence
from workbench.model.types import Choice, DriverShape
from workbench.ui.bridge import Session
from workbench.ui.editors import Check, Editor, LongText, Options, Several, TextLine
from workbench.ui.periods import Cells
from workbench.ui.shapes import Field, currency_at, owner_of, referred

MONTHS = (
    N_("Enero"), N_("Febrero"), N_("Marzo"), N_("Abril"), N_("Mayo"), N_("Junio"), N_("Julio"), N_("Agosto"),
    N_("Septiembre"), N_("Octubre"), N_("Noviembre"), N_("Diciembre"),
)  # fmt: skip
UNITS = {"percent": "%", "months": N_("meses"), "days": N_("días")}
NONE = "—"


def editor_for(field: Field, session: Session, path: Callable[[], str]) -> Editor:
    """The editor of a field; ``path`` tells where in the plan it stands when it is asked."""
    base = field.shape.base
    if field.shape.many:
        return _many(field, session, path)
    if issubclass(base, Choice):
        return Options(_options(field, lambda: [(each, _(each.label)) for each in base]))
    if base is bool:
        return Check(_(field.ask.label))
    if base is UUID:
        return Options(_options(field, lambda: _referred(field, session)))
    listed = _listed(field)
    if listed is not None:
        return Options(_options(field, listed))
    if field.ask.long:
        return LongText()
    return _line(field, session)


def _line(field: Field, session: Session) -> TextLine:
    """One line of text: a number, a date, a month or words."""
    base, unit = field.shape.base, unit_of(field, session)
    if base is Decimal or base is int:
        read = _emptied(field, number_reader(field, session))
        return TextLine(read, number_writer(field, session), unit, numeric=True, short=True)
    if base is date:
        return TextLine(_emptied(field, session.formats.read_date), session.formats.date, short=True)
    if field.ask.unit == "year-month":
        return TextLine(_emptied(field, session.formats.read_month), session.formats.month, short=True)
    return TextLine(str, str, unit)


def _many(field: Field, session: Session, path: Callable[[], str]) -> Editor:
    if field.shape.base is UUID:
        return Several(lambda: _referred(field, session), _("Todavía no hay ninguno para elegir."))
    if field.shape.base is int:
        return Several(lambda: [(at, _(name)) for at, name in enumerate(MONTHS, 1)], columns=4)
    labels = lambda: _periods(field, session, path())  # noqa: E731 - named for what it is
    read, write = number_reader(field, session), number_writer(field, session)
    return Cells(_said(read), write, unit_of(field, session), labels)


def unit_of(field: Field, session: Session, path: str = "") -> str:
    """What stands at the end of the field at ``path``."""
    if field.ask.unit == "money":
        return currency_at(session.plan, path)
    return _(UNITS.get(field.ask.unit, ""))


def number_reader(field: Field, session: Session) -> Callable[[str], Any]:
    """Read a number as the person's country writes it; a percentage becomes a fraction, a count a whole number."""
    read = session.formats.read_percent if field.ask.unit == "percent" else session.formats.read_number
    if field.shape.base is Decimal:
        return read

    def whole(text: str) -> int:
        number = read(text)
        if number != int(number):
            raise ValueError(_("Escriba un número entero."))
        return int(number)

    return whole


def number_writer(field: Field, session: Session) -> Callable[[Any], str]:
    """Write a number so that ``number_reader`` reads it back; the percent sign stands at the end of the field."""
    if field.ask.unit == "percent":
        return lambda value: session.formats.number(value * 100)
    return session.formats.number


def _emptied(field: Field, read: Callable[[str], Any]) -> Callable[[str], Any]:
    """What an empty field means: nothing where that is allowed, zero where that is what was there at first."""
    read = _said(read)

    def reader(text: str) -> Any:
        if text:
            return read(text)
        if field.shape.optional:
            return None
        if field.default == 0 and isinstance(field.default, Decimal | int):
            return field.default
        raise ValueError(_("Hace falta un valor: escriba uno o deshaga el cambio."))

    return reader


def _said(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """Let what is not understood be said in a sentence."""

    def reader(text: str) -> Any:
        try:
            return read(text)
        except NotUnderstood as error:
            raise ValueError(typed_sentence(error.code, error.values)) from error

    return reader


def _options(field: Field, choices: Callable[[], Sequence[tuple[Any, str]]]) -> Callable[[], Sequence[tuple[Any, str]]]:
    """The choices, with the one that chooses nothing where that is allowed."""
    if field.shape.optional:
        return lambda: [(None, NONE), *choices()]
    return choices


def _referred(field: Field, session: Session) -> list[tuple[UUID, str]]:
    return [(line, name or _("Sin nombre")) for line, name in referred(session.plan, field.ask.refers)]


def _listed(field: Field) -> Callable[[], Sequence[tuple[Any, str]]] | None:
    """The closed list behind a unit: months of the year, countries, currencies."""
    if field.ask.unit == "calendar-month":
        return lambda: [(at, _(name)) for at, name in enumerate(MONTHS, 1)]
    if field.ask.unit == "country":
        return lambda: [("", NONE), *((each.code, each.name) for each in formats.countries(language()))]
    if field.ask.unit == "currency":
        return currencies
    return None


def currencies() -> list[tuple[str, str]]:
    """The currencies of the region and those its projects are paid in, by code."""
    codes = {each.currency for each in formats.countries(language())} | {"USD", "EUR"}
    return [(code, f"{code} · {formats.currency_name(code, language())}") for code in sorted(codes)]


def _periods(field: Field, session: Session, path: str) -> list[str]:
    """What the cells of a row of numbers stand for: months of the year, fiscal years, or the months of the plan."""
    if field.twelve:
        return [_(name)[:3].lower() for name in MONTHS]
    grid = Grid.of(session.plan)
    owner = owner_of(session.plan, path)
    if DriverShape.BY_MONTH in (getattr(owner, name) for name in type(owner).model_fields):
        return [session.formats.month(grid.month(at)) for at in range(grid.months)]
    return list(dict.fromkeys(grid.fiscal_name(grid.fiscal_year(at)) for at in range(grid.months)))
