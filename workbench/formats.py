"""Numbers, money, dates and months as people write and type them.

The country decides the separators, the paper and the order of a date; the language decides the words. What stands on
screen follows the user's country, what is printed the plan's.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import get_currency_name, get_currency_precision, get_territory_currencies

from workbench.numerals import LONGEST, WIDE, Marks, NotUnderstood, shown
from workbench.numerals import MINUS as MINUS
from workbench.numerals import NOTHING as NOTHING

NO_BREAK = "\N{NO-BREAK SPACE}"
LETTER = frozenset(("BZ", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PR", "SV", "US", "VE"))
"""Countries that print on Letter (CLDR); the others print on A4."""
MONTH_FIRST = frozenset(("PA", "PR", "US"))
"""Countries whose short date has the month first (CLDR)."""
COUNTRIES = (
    "AR", "BB", "BO", "BR", "BS", "BZ", "CL", "CO", "CR", "CU", "DO", "EC", "GT", "GY", "HN", "HT", "JM", "MX", "NI",
    "PA", "PE", "PR", "PY", "SR", "SV", "TT", "UY", "VE",
)  # fmt: skip
"""Latin America and the Caribbean."""
_SPEAK = {"BR": "pt", "HT": "fr", "SR": "nl"} | dict.fromkeys(("BB", "BS", "BZ", "GY", "JM", "TT", "US"), "en")
_MONTH_WORDS = ("es", "pt", "en")
_MIDNIGHT = re.compile(r"[ t]0?0:00(:00(\.0+)?)?$")


@dataclass(frozen=True)
class Country:
    """A country, its name in the language asked for and its currency (ISO 4217)."""

    code: str
    name: str
    currency: str


def capital(text: str) -> str:
    """A text as a sentence begins; the rest of it, names among it, stays as it is."""
    return text[:1].upper() + text[1:]


@cache
def countries(language: str = "es") -> tuple[Country, ...]:
    """Latin America and the Caribbean, by name."""
    names = Locale.parse(language).territories
    found = [Country(code, str(names[code]), currency_of(code)) for code in COUNTRIES]
    return tuple(sorted(found, key=lambda country: country.name))


def currency_of(country: str) -> str:
    """The currency of a country today; '' where none is known."""
    return next(iter(get_territory_currencies(country)), "") if country else ""


def currency_name(code: str, language: str = "es") -> str:
    """The name of a currency; its code where it has none."""
    return str(get_currency_name(code, locale=language))


def currency_decimals(code: str) -> int:
    """How many decimals a currency has: CLP and PYG none."""
    return int(get_currency_precision(code))


@cache
def _marks(country: str) -> Marks:
    try:
        symbols = Locale.parse(f"{_SPEAK.get(country, 'es')}_{country or '419'}").number_symbols
    except (UnknownLocaleError, ValueError):
        symbols = Locale.parse("es_419").number_symbols
    signs = symbols.get("latn", symbols)
    return Marks(str(signs["decimal"]), str(signs["group"]))


@dataclass(frozen=True)
class Formats:
    """How one country and language write and read.

    ``amounts``: what the amounts of computed tables are counted in, a code of ``engine.scales``; 'auto' for what suits.
    """

    country: str
    language: str = "es"
    amounts: str = "auto"

    @cached_property
    def marks(self) -> Marks:
        """What stands before the decimals and between groups of three digits."""
        return _marks(self.country)

    @property
    def decimal_mark(self) -> str:
        return self.marks.decimal

    @property
    def group_mark(self) -> str:
        return self.marks.group

    @property
    def month_first(self) -> bool:
        """Whether ``3/4/2027`` is in March."""
        return self.country in MONTH_FIRST

    @property
    def paper(self) -> str:
        """``letter`` or ``a4``."""
        return "letter" if self.country in LETTER else "a4"

    @cached_property
    def _turned(self) -> dict[int, str]:
        return {ord(","): self.group_mark, ord("."): self.decimal_mark}

    def number(self, value: int | float | Decimal, decimals: int | None = None) -> str:
        """In groups of three with a true minus, halves rounded up; with all its decimals where none are asked for."""
        digits = _exact(value) if decimals is None else _rounded(value, decimals)
        sign = MINUS if value < 0 and digits.strip("0.,") else ""
        return sign + digits.translate(self._turned)

    def cell(self, value: int | float | Decimal, decimals: int = 0) -> str:
        """A number in a table: nothing at all is a dash."""
        return self.number(value, decimals) if value else NOTHING

    def money(self, value: int | float | Decimal, currency: str, decimals: int | None = None) -> str:
        """The ISO code and the amount; cents are told below a thousand only, where they are read."""
        if decimals is None:
            decimals = currency_decimals(currency) if -1000 < value < 1000 and value % 1 else 0
        return f"{currency}{NO_BREAK}{self.number(value, decimals)}"

    def percent(self, fraction: int | float | Decimal, decimals: int | None = 0) -> str:
        """A fraction (0.025) as a percentage; with all its decimals where ``decimals`` is None."""
        whole = Decimal(repr(fraction)) if isinstance(fraction, float) else Decimal(fraction)
        space = NO_BREAK if self.language == "es" else ""
        return f"{self.number(whole * 100, decimals)}{space}%"

    def month(self, month: str) -> str:
        """``2028-08`` as *ago 2028*."""
        return f"{_short_months(self.language)[int(month[5:]) - 1]} {month[:4]}"

    def long_month(self, month: str) -> str:
        """``2028-08`` as *agosto de 2028*."""
        day = Day(int(month[:4]), int(month[5:]), 1)
        return str(format_skeleton("yMMMM", day, locale=self.language))

    def month_name(self, number: int) -> str:
        """The calendar month of a number from 1 on, as *agosto*."""
        return str(Locale.parse(self.language).months["format"]["wide"][number])

    def date(self, day: Day) -> str:
        """A day as *3 ago 2028*: no country reads it otherwise."""
        return f"{day.day} {_short_months(self.language)[day.month - 1]} {day.year}"

    def long_date(self, day: Day) -> str:
        """A day as *3 de agosto de 2028*; the first of a month is *1º* in Portuguese."""
        text = str(format_date(day, "long", locale=self.language))
        return text.replace("1 ", "1º ", 1) if self.language == "pt" and day.day == 1 else text

    def listed(self, names: Sequence[str]) -> str:
        """*A, B y C*; *y* is *e* before the sound of an i."""
        text = format_list(names, locale=self.language)
        if self.language == "es" and len(names) > 1 and re.match("h?i(?![aeo])", names[-1].casefold()):
            before = text.removesuffix(names[-1]).removesuffix("y ")
            return f"{before}e {names[-1]}"
        return text

    def read_month(self, text: str, month_first: bool | None = None) -> str:
        """A month as typed, as ISO: ``mar 2027``, ``mar-27``, ``2027-03``, ``03/2027``, or a day in it.

        Raises NotUnderstood.
        """
        try:
            return _month_of(text, self.month_first if month_first is None else month_first)
        except ValueError:
            raise NotUnderstood("month", text=shown(text), example=self.month("2027-03")) from None

    def read_date(self, text: str, month_first: bool | None = None, month_day: str = "") -> Day:
        """A day as typed: ``3 mar 2027``, ``2027-03-03``, ``3/3/27`` in the order asked for, else the country's.

        A month alone, ``mar 2027``, is its ``first`` or ``last`` day where ``month_day`` says so.
        Raises NotUnderstood.
        """
        parts = _parts(text)
        try:
            if len(parts) != 2 or not any(len(part) == 4 and part.isdigit() for part in parts):  # mar 27 is a day too
                return Day(*_in_order(parts, self.month_first if month_first is None else month_first))
            first = Day(*_year_month(parts))
        except ValueError:
            raise NotUnderstood("date", text=shown(text), example=self.date(Day(2027, 3, 15))) from None
        if not month_day:
            raise NotUnderstood("day", text=shown(text), example=self.date(first.replace(day=15)))
        return first if month_day == "first" else first.replace(day=monthrange(first.year, first.month)[1])


def _rounded(value: int | float | Decimal, decimals: int) -> str:
    """As a person rounds: 56.25 is 56.3, where binary and banker's rounding say 56.2."""
    number = abs(Decimal(repr(float(value))) if isinstance(value, float) else Decimal(value))
    return f"{number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, WIDE):,f}"


def _exact(value: int | float | Decimal) -> str:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    text = f"{abs(number):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _parts(text: str) -> list[str]:
    """The day, month and year of a typed date, in the order typed; without its weekday and the midnight of a cell."""
    if len(text) > LONGEST:
        return []
    day = re.sub("[º°]", "", _MIDNIGHT.sub("", text.strip().casefold()))
    parts = [part for part in re.split(r"[\s/.,-]+", day) if part not in ("", "de", "del", "of")]
    return parts[1:] if len(parts) == 4 and not parts[0][:1].isdigit() else parts


@lru_cache(1024)
def _month_of(text: str, month_first: bool) -> str:
    """ISO 8601; a pasted column has the same month again and again. Raises ValueError."""
    parts = _parts(text)
    day = Day(*(_in_order(parts, month_first) if len(parts) == 3 else _year_month(parts)))
    if not 1900 <= day.year <= 2199:
        raise ValueError
    return f"{day:%Y-%m}"


def _in_order(parts: list[str], month_first: bool) -> tuple[int, int, int]:
    """Year, month, day. Raises ValueError."""
    if len(parts) != 3:
        raise ValueError
    if len(parts[0]) == 4 and parts[0].isdigit():
        return _number(parts[0]), _month_number(parts[1]), _number(parts[2])
    digits = parts[0].isdigit() and parts[1].isdigit()
    first = month_first if digits else parts[1].isdigit()
    day, month = (parts[1], parts[0]) if first else (parts[0], parts[1])
    return _year(parts[2]), _month_number(month), _number(day)


def _year_month(parts: list[str]) -> tuple[int, int, int]:
    """Raises ValueError."""
    if len(parts) != 2:
        raise ValueError
    if len(parts[0]) == 4 and parts[0].isdigit():
        return _number(parts[0]), _month_number(parts[1]), 1
    if len(parts[1]) == 2 and parts[0].isdigit():  # 03/27 may be a day as well
        raise ValueError
    return _year(parts[1]), _month_number(parts[0]), 1


def _year(text: str) -> int:
    """A year of four digits, or of two in this century. Raises ValueError."""
    if len(text) not in (2, 4):
        raise ValueError
    return _number(text) + (2000 if len(text) == 2 else 0)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError
    return int(text)


def _month_number(text: str) -> int:
    """1 … 12 of digits or of a month's name, which may be cut to three letters. Raises ValueError."""
    if re.fullmatch("[0-9]{1,2}", text):
        return int(text)
    found = {number for name, number in _month_names() if len(text) >= 3 and name.startswith(text)}
    if len(found) != 1:
        raise ValueError(text)
    return found.pop()


@cache
def _month_names() -> tuple[tuple[str, int], ...]:
    wide = [Locale.parse(language).months["format"]["wide"] for language in _MONTH_WORDS]
    named = [(str(names[number]).casefold(), number) for names in wide for number in range(1, 13)]
    return (*named, ("setiembre", 9), ("marco", 3))


@cache
def _short_months(language: str) -> tuple[str, ...]:
    """January first, without the full stop some countries write."""
    short = Locale.parse(language).months["format"]["abbreviated"]
    return tuple(str(short[number]).rstrip(".") for number in range(1, 13))
