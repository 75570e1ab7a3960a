"""A field of the plan in words: as its unit says, and as the plan's country writes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any
from uuid import UUID

from babel import Locale
from babel.dates import get_month_names

from forms.fields import field_at, value_at
from forms.shapes import told_apart
from workbench.formats import Formats, currency_decimals, currency_name
from workbench.i18n import _
from workbench.model.base import Ask, Frozen, Line, ask
from workbench.model.factors import score_said
from workbench.model.grid import Grid, month_of
from workbench.model.plan import Plan
from workbench.model.project import Limit
from workbench.model.revenue import Driver
from workbench.model.types import Choice, DriverShape, LimitOf

MONEY = Ask("", unit="money")
BY_YEAR = frozenset(("inflation", "rates", "demand", "sales_target", "yearly"))
TABLES = ("services", "segments", "streams", "costs", "investments", "sources")


class Values:
    """Writes the values of one plan."""

    def __init__(self, plan: Plan, grid: Grid, formats: Formats) -> None:
        self.plan, self.grid, self.formats = plan, grid, formats

    @cached_property
    def names(self) -> dict[UUID, str]:
        """What a line that others refer to is called, apart from others of its name."""
        return {line: name or _("Sin nombre") for table in TABLES for line, name in told_apart(self.plan, table)}

    def currency_of(self, row: Frozen) -> str:
        """The currency of a line's own amounts."""
        return getattr(row, "currency", None) or self.plan.basis.currency

    def text(self, row: Frozen, path: str, currency: str = "") -> str:
        """The value at ``path`` below ``row``; empty where nothing was entered."""
        owner, name = field_at(type(row), path)
        asked = ask(owner, name) or Ask("")
        value = value_at(row, path)
        money = self.plan.basis.currency if name == "actual_12" else currency or self.currency_of(row)
        if isinstance(value, tuple):
            return self._series(row, path, value, MONEY if name == "yearly" else asked, money)
        if isinstance(row, Limit) and name == "value" and value is not None:
            return self._limit(row.limit, value)
        return self.one(value, asked, money)

    def one(self, value: Any, asked: Ask, currency: str) -> str:
        """One value in words."""
        match value:
            case None | "":
                return ""
            case Choice():
                return _(value.label)
            case bool():
                return _("Sí") if value else _("No")
            case UUID():
                return self.names.get(value, "")
            case date():
                return self.formats.date(value)
            case Decimal() | int():
                return self._number(value, asked.unit, currency)
            case _:
                return self._code(str(value), asked.unit)

    def _number(self, value: Decimal | int, unit: str, currency: str) -> str:
        match unit:
            case "money":
                return f"{currency}\N{NO-BREAK SPACE}{self.formats.number(value, decimals_of((value,), currency))}"
            case "percent":
                return self.formats.percent(value, None)
            case "months":
                return _("1 mes") if value == 1 else _("{n} meses").format(n=self.formats.number(value))
            case "days":
                return _("1 día") if value == 1 else _("{n} días").format(n=self.formats.number(value))
            case "score":
                return score_said(Decimal(value), self.formats)
            case "calendar-month":
                return self.formats.month_name(int(value))
            case _:
                return self.formats.number(value)

    def _limit(self, limit: LimitOf, value: Decimal) -> str:
        """A limit of the agreement: what it is counted in depends on what it bounds."""
        units = {LimitOf.WORKSHOP_LEAD: "months", LimitOf.REPORT_DEADLINE: "days"}
        return self._number(value, units.get(limit, "percent"), "")

    def _code(self, value: str, unit: str) -> str:
        match unit:
            case "year-month":
                return self.formats.month(value)
            case "country":
                return country_name(value, self.formats.language)
            case "currency":
                return f"{value} · {currency_name(value, self.formats.language)}"
            case _:
                return value

    def _series(self, row: Frozen, path: str, values: Sequence[Any], asked: Ask, currency: str) -> str:
        """Several values, each under its year or month; equal neighbours are told once."""
        name = path.rpartition("/")[2]
        if name == "extra_months":
            return ", ".join(map(self.formats.month_name, values))
        texts = [self.one(value, asked, currency) for value in values]
        heads = self._heads(row, path, len(values))
        if heads is None:
            return ", ".join(texts)
        return " · ".join(_runs(heads, texts))

    def _heads(self, row: Frozen, path: str, count: int) -> list[str] | None:
        """What the values of a field stand for, in order."""
        above, _slash, name = path.rpartition("/")
        owner = value_at(row, above) if above else row
        if name == "season":
            return [name.rstrip(".") for name in get_month_names("abbreviated", locale=self.formats.language).values()]
        if name == "table" and isinstance(owner, Driver) and owner.shape is DriverShape.BY_MONTH:
            return [self.formats.month(month_of(self.grid.start + i)) for i in range(count)]
        if name == "table" or name in BY_YEAR:
            return [self.grid.fiscal_name(year) for year in range(count)]
        return None


def _runs(heads: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    for text, run in groupby(zip(heads, texts, strict=True), key=lambda pair: pair[1]):
        told = [head for head, _text in run]
        yield f"{told[0]}: {text}" if len(told) == 1 else f"{told[0]} – {told[-1]}: {text}"


def decimals_of(values: Sequence[Decimal | int], currency: str) -> int:
    """How many decimals show typed amounts exactly; none or those of the currency where that is enough."""
    exact = max((-int(Decimal(value).normalize().as_tuple().exponent) for value in values), default=0)
    return max(exact, currency_decimals(currency)) if exact > 0 else 0


def country_name(code: str, language: str) -> str:
    """The name of a country; its code where it has none."""
    return str(Locale.parse(language).territories.get(code, code)) if code else ""


def title(line: Line) -> str:
    """What a line is called: its name, or who provides it."""
    return getattr(line, "name", "") or getattr(line, "provider", "") or _("Sin nombre")
