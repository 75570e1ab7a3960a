"""Numbers as people write them, read with one decimal mark: groups of three, signs, percent, scales and currencies.

What a text may mean is settled here; which marks are meant is the caller's to know: a country's where somebody types,
those of the whole block where something is pasted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from math import prod

from babel.numbers import is_currency

MINUS = "−"
NOTHING = "–"
LONGEST = 40
"""The most characters a number, a date or a month is written with."""
WIDE = Context(prec=400)
"""Any float can be written out, and no typed digit is lost."""
_THOUSAND, _MILLION = Decimal(1_000), Decimal(1_000_000)
_MILLIONS = ("millón", "millon", "millones", "milhão", "milhao", "milhões", "milhoes", "million")
_SCALES = {
    "%": Decimal("0.01"), **dict.fromkeys(("k", "mil", "thousand"), _THOUSAND), **dict.fromkeys(_MILLIONS, _MILLION),
}  # fmt: skip
_SYMBOLS = {
    "$": "ARS BBD BSD BZD CLP COP CUP DOP GYD JMD MXN PAB SRD TTD USD UYU",
    "B$": "BSD", "BDS$": "BBD", "BZ$": "BZD", "C$": "NIO", "G$": "GYD", "J$": "JMD", "MX$": "MXN", "R$": "BRL",
    "RD$": "DOP", "TT$": "TTD", "U$S": "USD", "US$": "USD", "$B": "BOB", "$U": "UYU", "B/": "PAB", "S/": "PEN",
    "BS": "BOB VES", "BS.S": "VES", "BS.D": "VES", "G": "HTG PYG", "GS": "PYG", "L": "HNL", "Q": "GTQ", "₡": "CRC",
    "₲": "PYG", "€": "EUR", "£": "GBP",
}  # fmt: skip
"""What currencies are written as besides their code, in capitals and without the full stop some end with."""

_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"[^\S\r\n\t\v\f]+")
_NUMBER = re.compile(r"([^0-9]*?)((?:(?<![^\s(+−–-])[.,])?[0-9][0-9.,' ]*)([^0-9]*)")
_PIECE = re.compile(r"[()+−–-]|%|[^\s()+−–%-]+")
_MARK = re.compile(r"[^0-9]")
_PART = re.compile(r"([0-9][0-9.,]*) ?([^\W\d_]+)")
_SPANS = {
    **dict.fromkeys(("año", "años", "ano", "anos", "year", "years"), 12),
    **dict.fromkeys(("mes", "meses", "mês", "month", "months"), 1),
}  # fmt: skip
_BETWEEN = frozenset(("", "y", "e", "and", ","))


class NotUnderstood(ValueError):
    """Typed text that says nothing sure. ``code`` names why, ``values`` fill its sentence (``messages``)."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Marks:
    """What stands before the decimals and between groups of three digits."""

    decimal: str
    group: str


COMMA, POINT = Marks(",", "."), Marks(".", ",")
"""The two ways a number is written wherever it comes from; spaces and apostrophes group digits in both."""


def number(text: str, marks: Marks, currency: str = "") -> Decimal:
    """A number: ``1.234,56`` or ``1,234.56`` by its marks, ``15%`` (0.15), ``12k``, ``3 mil``, ``(5)`` (−5), ``COP 5``.

    A currency's code or symbol is understood where it agrees with ``currency``. Raises NotUnderstood.
    """
    cleaned = _SPACES.sub(" ", _UNSEEN.sub("", text)).replace("’", "'").strip()
    if not cleaned:
        raise NotUnderstood("empty")
    if cleaned == NOTHING:
        return Decimal(0)
    found = _NUMBER.fullmatch(cleaned) if len(cleaned) <= LONGEST else None
    if found is None:
        raise NotUnderstood("number", text=shown(cleaned))
    before, digits, after = found.groups()
    sign, scale = (1, Decimal(1)) if not before and not after else _around(before, after, cleaned, currency)
    read = _digits(digits.strip(), marks)
    if read is None:
        raise NotUnderstood("separators", text=cleaned, example=f"1{marks.group}234{marks.decimal}5")
    return WIDE.multiply(read, sign * scale)


def months(text: str, marks: Marks) -> Decimal:
    """A number of months: ``48``, ``48 meses``, ``4 años``, ``1 año y 6 meses``. Raises NotUnderstood."""
    cleaned = _SPACES.sub(" ", _UNSEEN.sub("", text)).strip().casefold()
    parts = _PART.findall(cleaned) if len(cleaned) <= LONGEST else []
    known = parts and all(word in _SPANS for _digits, word in parts)
    if not known or not {rest.strip() for rest in _PART.sub("|", cleaned).split("|")} <= _BETWEEN:
        try:
            return number(text, marks)
        except NotUnderstood as error:
            raise NotUnderstood("span", text=shown(text)) if error.code == "number" else error from error
    return sum((number(digits, marks) * _SPANS[word] for digits, word in parts), Decimal(0))


def shown(text: str) -> str:
    """A text on one line, cut where no number goes on."""
    return " ".join(text.split())[:LONGEST]


def _around(before: str, after: str, typed: str, currency: str) -> tuple[int, Decimal]:
    """The sign and the scale that the signs and words beside the digits say. Raises NotUnderstood."""
    left, right = _PIECE.findall(before), _PIECE.findall(after)
    scales = [piece for piece in right if piece.casefold() in _SCALES]
    signs = [piece for piece in left if piece in "+-−–"] + [piece for piece in right[-1:] if piece in "-−"]
    opened, closed = left.count("("), right.count(")")
    symbols = [piece for piece in (*left, *right) if piece not in (*scales, *signs, "(", ")")]
    if not _is_scale(scales) or opened != closed or opened + len(signs) > 1 or not all(map(_is_currency, symbols)):
        raise NotUnderstood("number", text=typed)
    if symbols and not currency:
        raise NotUnderstood("number", text=typed)
    if not all(_agrees(piece, currency) for piece in symbols):
        raise NotUnderstood("currency", text=typed, currency=currency)
    scale = prod((_SCALES[each.casefold()] for each in scales), start=Decimal(1))
    return (-1 if opened or (signs and signs[0] != "+") else 1), scale


def _is_scale(words: list[str]) -> bool:
    """Whether these are one scale; a thousand millions is written ``mil millones``."""
    return len(words) < 2 or (len(words) == 2 and words[0].casefold() == "mil" and words[1].casefold() in _MILLIONS)


def _is_currency(piece: str) -> bool:
    code = piece.upper().rstrip(".")
    return code in _SYMBOLS or code.endswith("$") or is_currency(code)


def _agrees(piece: str, currency: str) -> bool:
    code = piece.upper().rstrip(".")
    return currency in (code, code.removesuffix("$")) or currency in _SYMBOLS.get(code, "").split()


def _digits(digits: str, marks: Marks) -> Decimal | None:
    """The digits as one number; None where they do not stand as these marks want them."""
    whole, mark, fraction = digits.partition(marks.decimal)
    if mark and not (fraction.isdigit() and fraction.isascii()):
        return None
    groups = _MARK.split(whole)
    if len(groups) > 1:
        between = {each for each in _MARK.findall(whole) if each != "'"}
        group = marks.group if marks.group in (".", ",") else " "
        fits = len(between) <= 1 and between <= {group, " "} and 1 <= len(groups[0]) <= 3 and groups[0][0] != "0"
        if not fits or any(len(each) != 3 for each in groups[1:]):
            return None
    elif not whole and not fraction:
        return None
    return Decimal(("".join(groups) or "0") + (f".{fraction}" if fraction else ""))
