"""Numbers, money, dates and months as people write and type them.

The country decides the separators, the paper and the order of a date; the language decides the words. What stands on
screen follows the user's country, what is printed the plan's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, cached_property

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import get_currency_name, get_currency_precision, get_territory_currencies

MINUS = "−"
NOTHING = "–"
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
_THOUSAND, _MILLION = Decimal(1_000), Decimal(1_000_000)
_SCALES = dict.fromkeys(("k", "mil", "thousand"), _THOUSAND) | dict.fromkeys(
    ("millón", "millon", "millones", "milhão", "milhao", "milhões", "milhoes", "million"), _MILLION
)
_LONGEST = 40
_MONTH_WORDS = ("es", "pt", "en")


class NotUnderstood(ValueError):
    """Typed text that says nothing sure. ``code`` names why, ``values`` fill its sentence (``messages``)."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Country:
    """A country, its name in the language asked for and its currency (ISO 4217)."""

    code: str
    name: str
    currency: str


def capital(text: str) -> str:
    """A text as a sentence begins; the rest of it, names among it, stays as it is."""
    return text[:1].upper() + text[1:]


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
def _symbols(country: str) -> tuple[str, str]:
    """The decimal mark and the group mark of a country."""
    try:
        symbols = Locale.parse(f"{_SPEAK.get(country, 'es')}_{country or '419'}").number_symbols
    except (UnknownLocaleError, ValueError):
        symbols = Locale.parse("es_419").number_symbols
    signs = symbols.get("latn", symbols)
    return str(signs["decimal"]), str(signs["group"])


@dataclass(frozen=True)
class Formats:
    """How one country and language write and read.

    ``amounts``: what the amounts of computed tables are counted in, a code of ``engine.scales``; 'auto' for what suits.
    """

    country: str
    language: str = "es"
    amounts: str = "auto"

    @cached_property
    def decimal_mark(self) -> str:
        """What stands before the decimals."""
        return _symbols(self.country)[0]

    @cached_property
    def group_mark(self) -> str:
        """What stands between groups of three digits."""
        return _symbols(self.country)[1]

    @property
    def paper(self) -> str:
        """``letter`` or ``a4``."""
        return "letter" if self.country in LETTER else "a4"

    @cached_property
    def _marks(self) -> dict[int, str]:
        return {ord(","): self.group_mark, ord("."): self.decimal_mark}

    def number(self, value: int | float | Decimal, decimals: int | None = None) -> str:
        """In groups of three with a true minus, halves rounded up; with all its decimals where none are asked for."""
        digits = _exact(value) if decimals is None else _rounded(value, decimals)
        sign = MINUS if value < 0 and digits.strip("0.,") else ""
        return sign + digits.translate(self._marks)

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

    def read_number(self, text: str) -> Decimal:
        """A number as typed here: ``1.234,56`` or ``1,234.56`` by country, ``15%`` (0.15), ``12k``, ``3 mil``.

        Raises NotUnderstood.
        """
        cleaned = " ".join(text.split())
        if not cleaned:
            raise NotUnderstood("empty")
        if cleaned == NOTHING:
            return Decimal(0)
        found = re.fullmatch(r"([-+−]?) ?([0-9][0-9.,  ]*|[.,][0-9]+) ?(%|[^\W\d_]*)", cleaned)
        if found is None or len(cleaned) > _LONGEST:
            raise NotUnderstood("number", text=cleaned[:_LONGEST])
        scale = Decimal("0.01") if found[3] == "%" else _SCALES.get(found[3].casefold(), Decimal(1))
        if found[3] and scale == 1:
            raise NotUnderstood("number", text=cleaned)
        number = self._digits(found[2].strip(), cleaned) * scale
        return -number if found[1] in ("-", MINUS) else number

    def read_percent(self, text: str) -> Decimal:
        """A fraction typed where a percentage is asked: ``15`` and ``15 %`` are both 0.15. Raises NotUnderstood."""
        number = self.read_number(text)
        return number if "%" in text else number / 100

    def _digits(self, digits: str, typed: str) -> Decimal:
        decimal, group = self.decimal_mark, self.group_mark
        whole, mark, fraction = digits.replace(NO_BREAK, " ").partition(decimal)
        groups = re.split("[" + re.escape(group.replace(NO_BREAK, " ")) + " ]", whole)
        grouped = len(groups) > 1
        fits = all(each.isdigit() for each in groups) or (not whole and bool(fraction))
        if grouped:
            fits = fits and 1 <= len(groups[0]) <= 3 and groups[0][0] != "0" and all(len(g) == 3 for g in groups[1:])
        if not fits or (fraction and not fraction.isdigit()) or (mark and not fraction):
            raise NotUnderstood("separators", text=typed, example=self.number(Decimal("1234.5")))
        return Decimal(("".join(groups) or "0") + (f".{fraction}" if fraction else ""))

    def read_month(self, text: str) -> str:
        """A month as typed: ``mar 2027``, ``marzo de 2027``, ``2027-03``, ``03/2027``; as ISO. Raises NotUnderstood."""
        parts = _words(text)
        year, month = _year_month(parts)
        if len(parts) != 2 or not 1 <= month <= 12 or not 1900 <= year <= 2199:
            raise NotUnderstood("month", text=_shown(text), example=self.month("2027-03"))
        return f"{year:04d}-{month:02d}"

    def read_date(self, text: str) -> Day:
        """A day as typed: ``3 mar 2027``, ``2027-03-03``, ``3/3/27`` in the country's order. Raises NotUnderstood."""
        parts = _words(text)
        try:
            if len(parts) != 3:
                raise ValueError
            return Day(*self._order(parts))
        except ValueError:
            raise NotUnderstood("date", text=_shown(text), example=self.date(Day(2027, 3, 15))) from None

    def _order(self, parts: list[str]) -> tuple[int, int, int]:
        """Year, month, day."""
        if len(parts[0]) == 4:
            return int(parts[0]), _month_number(parts[1]), int(parts[2])
        month_first = self.country in MONTH_FIRST if parts[0].isdigit() and parts[1].isdigit() else parts[1].isdigit()
        day, month = (parts[1], parts[0]) if month_first else (parts[0], parts[1])
        if len(parts[2]) not in (2, 4):
            raise ValueError
        return int(parts[2]) + (2000 if len(parts[2]) == 2 else 0), _month_number(month), int(day)


WIDE = Context(prec=400)  # digits: any float can be written out


def _rounded(value: int | float | Decimal, decimals: int) -> str:
    """As a person rounds: 56.25 is 56.3, where binary and banker's rounding say 56.2."""
    number = abs(Decimal(repr(float(value))) if isinstance(value, float) else Decimal(value))
    return f"{number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, WIDE):,f}"


def _exact(value: int | float | Decimal) -> str:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    text = f"{abs(number):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _shown(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]


def _words(text: str) -> list[str]:
    """The day, month and year of a typed date, in the order typed."""
    if len(text) > _LONGEST:
        return []
    return [part for part in re.split(r"[\s/.,-]+", text.strip().casefold()) if part not in ("", "de", "of")]


def _year_month(parts: list[str]) -> tuple[int, int]:
    if len(parts) != 2:
        return 0, 0
    year, month = (parts[0], parts[1]) if len(parts[0]) == 4 and parts[0].isdigit() else (parts[1], parts[0])
    try:
        return (int(year) if re.fullmatch("[0-9]{4}", year) else 0), _month_number(month)
    except ValueError:
        return 0, 0


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
