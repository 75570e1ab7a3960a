"""From the description of a field to the widget that asks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from forms.shapes import Field, currency_at, owner_of, refusal, told_apart
from workbench import formats
from workbench.exchange.choices import MONTHS, country_names, currencies, kind_of
from workbench.exchange.targets import DAYS, MANY, NEEDED, NUMBERS, How, Kind, Target
from workbench.i18n import N_, _, in_all_languages, language
from workbench.model.grid import Grid
from workbench.model.types import Choice, DriverShape
from workbench.ui.bridge import Session
from workbench.ui.editors import Check, Editor, LongText, Options, Several, TextLine

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
    return _line(field, session, path)


def _line(field: Field, session: Session, path: Callable[[], str]) -> TextLine:
    """One line of text: a number, a date, a month or words."""
    read = lambda text: target_for(field, session, path()).read(text, How.here(session.formats))  # noqa: E731 - named
    numeric = kind_of(field) in NUMBERS
    if not numeric and kind_of(field) not in DAYS:
        return TextLine(read, str, unit_of(field, session))
    write = writer(field, session)
    line = TextLine(read, write, unit_of(field, session), numeric, short=True)
    line.show_understood(lambda text: told(target_for(field, session, path()), write, text))

    def pasted() -> str | None:
        from workbench.ui.paste_dialog import pasted_text

        return pasted_text(line, target_for(field, session, path()), write)

    line.entry.pasted = pasted
    return line


def in_one_line(field: Field, session: Session, path: Callable[[], str]) -> TextLine:
    """A field of several numbers as one line of text, as a cell of a table has it."""
    one = writer(field, session)
    read = lambda text: target_for(field, session, path()).read(text, How.here(session.formats))  # noqa: E731 - named
    return TextLine(read, lambda values: MANY.join(map(one, values)), unit_of(field, session), numeric=True)


def _many(field: Field, session: Session, path: Callable[[], str]) -> Editor:
    if field.shape.base is UUID:
        return Several(lambda: _referred(field, session), _("Todavía no hay ninguno para elegir."))
    if field.shape.base is int:
        return Several(lambda: [(at, _(name)) for at, name in enumerate(MONTHS, 1)], columns=4)
    from workbench.ui.periods import Cells

    write = writer(field, session)

    def one() -> Target:
        return target_for(field, session, path(), one=True)

    return Cells(one, write, lambda text: told(one(), write, text), lambda: _periods(field, session, path()))


def target_for(field: Field, session: Session, path: str, one: bool = False) -> Target:
    """How a text, typed or pasted, becomes the value of a field; ``path`` tells where it stands in the plan.

    ``one``: one of the values of a field that has several.
    """
    kind = kind_of(field)
    currency = currency_at(session.plan, path) if field.ask.unit == "money" else ""
    return Target(
        kind,
        currency,
        _named(field, session) if kind is Kind.CHOICE else (),
        field.shape.many and not one,
        _empty(field),
        lambda value: refusal(field, value, one),
        session.formats,
        field.ask.month_day,
    )


def told(target: Target, write: Callable[[Any], str], text: str) -> str:
    """How a typed text is understood, where that does not stand there already. Raises ValueError where it is not."""
    value = target.value(text, How.here(target.formats)) if text.strip() else None
    if value is None:
        return ""
    if target.is_doubtful(text):
        return target.show_surely(value)
    shown = target.show(value)
    same = "".join(text.split()) in ("".join(way.split()) for way in (write(value), shown))
    return "" if same else shown


def _empty(field: Field) -> Any:
    """What an empty field means: nothing where that is allowed, what was there at first where that is no amount."""
    if field.shape.optional:
        return None
    amount = isinstance(field.default, Decimal | int) and not isinstance(field.default, bool)
    if field.default is None or (amount and field.default != 0):
        return NEEDED
    return field.default


def _named(field: Field, session: Session) -> tuple[tuple[Any, tuple[str, ...]], ...]:
    """What a closed list may choose, with each name it goes by in any language, and its code."""
    base, found = field.shape.base, []
    if field.shape.optional:
        found.append((None, (NONE,)))
    if issubclass(base, Choice):
        return (*found, *((each, (each.value, *in_all_languages(each.label))) for each in base))
    if base is UUID:
        return (*found, *((line, (name,)) for line, name in told_apart(session.plan, field.ask.refers)))
    if field.ask.unit == "country":
        return (*found, *((code, (code, *names)) for code, names in country_names().items()))
    if field.ask.unit == "currency":
        return (*found, *((code, (code, label)) for code, label in currencies()))
    return (*found, *((at, (str(at), *in_all_languages(name))) for at, name in enumerate(MONTHS, 1)))


def unit_of(field: Field, session: Session, path: str = "") -> str:
    """What stands at the end of the field at ``path``."""
    if field.ask.unit == "money":
        return currency_at(session.plan, path)
    return _(UNITS.get(field.ask.unit, ""))


def writer(field: Field, session: Session) -> Callable[[Any], str]:
    """Write a value so that it is read back; the percent sign stands at the end of the field."""
    kind = kind_of(field)
    if kind is Kind.PERCENT:
        return lambda value: session.formats.number(value * 100)
    if kind is Kind.DATE:
        return session.formats.date
    return session.formats.month if kind is Kind.MONTH else session.formats.number


def _options(field: Field, choices: Callable[[], Sequence[tuple[Any, str]]]) -> Callable[[], Sequence[tuple[Any, str]]]:
    """The choices, with the one that chooses nothing where that is allowed."""
    if field.shape.optional:
        return lambda: [(None, NONE), *choices()]
    return choices


def _referred(field: Field, session: Session) -> list[tuple[UUID, str]]:
    return [(line, name or _("Sin nombre")) for line, name in told_apart(session.plan, field.ask.refers)]


def _listed(field: Field) -> Callable[[], Sequence[tuple[Any, str]]] | None:
    """The closed list behind a unit: months of the year, countries, currencies."""
    if field.ask.unit == "calendar-month":
        return lambda: [(at, _(name)) for at, name in enumerate(MONTHS, 1)]
    if field.ask.unit == "country":
        return lambda: [("", NONE), *((each.code, each.name) for each in formats.countries(language()))]
    if field.ask.unit == "currency":
        return currencies
    return None


def _periods(field: Field, session: Session, path: str) -> list[str]:
    """What the cells of a row of numbers stand for: months of the year, fiscal years, or the months of the plan."""
    if field.twelve:
        return [_(name)[:3].lower() for name in MONTHS]
    grid = Grid.of(session.plan)
    owner = owner_of(session.plan, path)
    if DriverShape.BY_MONTH in (getattr(owner, name) for name in type(owner).model_fields):
        return [session.formats.month(grid.month(at)) for at in range(grid.months)]
    return list(dict.fromkeys(grid.fiscal_name(grid.fiscal_year(at)) for at in range(grid.months)))
