"""Numbers as a language and country write them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from babel import Locale

MINUS = "−"
ZERO = "–"
NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class Numerals:
    """The signs numbers are written with."""

    decimal: str
    group: str

    @classmethod
    def of(cls, language: str) -> Numerals:
        """Those of a BCP 47 tag such as 'es-CO'. Raises babel.UnknownLocaleError or ValueError for another."""
        symbols = Locale.parse(language, sep="-").number_symbols
        signs = symbols.get("latn", symbols)
        return cls(str(signs["decimal"]), str(signs["group"]))

    def text(self, value: int | float | Decimal, decimals: int = 0) -> str:
        """``value`` in groups of three with a true minus; what only rounds to zero is shown as 0."""
        digits = f"{abs(value):,.{decimals}f}".translate({ord(","): self.group, ord("."): self.decimal})
        return MINUS + digits if value < 0 and any(digit in digits for digit in "123456789") else digits

    def cell(self, value: int | float | Decimal, decimals: int = 0) -> str:
        """As ``text``; nothing at all is a dash."""
        return ZERO if value == 0 else self.text(value, decimals)

    def percent(self, fraction: int | float | Decimal, decimals: int = 1) -> str:
        """``fraction`` (0.025) as a percentage (2,5 %); nothing at all is a dash."""
        if fraction == 0:
            return ZERO
        return self.text(fraction * 100, decimals) + NO_BREAK_SPACE + "%"
