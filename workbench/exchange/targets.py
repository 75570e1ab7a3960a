"""One text from outside as the value of one field: a number, a day, one of a list, yes or no, words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any

from workbench import limits
from workbench.folding import folded
from workbench.formats import NO_BREAK, Formats
from workbench.i18n import N_, _
from workbench.model.messages import short, typed_sentence
from workbench.numerals import COMMA, POINT, WIDE, Marks, NotUnderstood, months, number


class Kind(Enum):
    """What a field's text is read as; a span is a whole number of months."""

    TEXT = "text"
    PROSE = "prose"
    NUMBER = "number"
    WHOLE = "whole"
    SPAN = "span"
    PERCENT = "percent"
    DATE = "date"
    MONTH = "month"
    CHOICE = "choice"
    YES_OR_NO = "yes or no"


NUMBERS = frozenset((Kind.NUMBER, Kind.WHOLE, Kind.SPAN, Kind.PERCENT))
_WHOLE = frozenset((Kind.WHOLE, Kind.SPAN))
DAYS = frozenset((Kind.DATE, Kind.MONTH))
MANY = "; "
"""Between several values in one cell."""
NEEDED = object()
"""What an empty text means where a value is needed: it is not understood."""
ERRORS = frozenset((
    "#n/a", "#n/d", "#ref!", "#value!", "#valor!", "#div/0!", "#name?", "#nombre?", "#nome?", "#num!", "#null!",
    "#nulo!", "#spill!", "#calc!", "#desbordamiento!", "#despejar!", "#getting_data", "#error!",
))  # fmt: skip
"""What spreadsheets show where a formula has no value, in three languages, as ``folded`` makes it."""
_YES = frozenset(("si", "verdadero", "sim", "verdadeiro", "yes", "true", "s", "y", "v", "x", "1", "✓", "☑"))
_NO = frozenset(("no", "falso", "nao", "false", "n", "f", "0", "☐"))
_BREAKS = re.compile(r"\s*[\t\r\n]\s*")
_REFUSED = {
    "needed": N_("Hace falta un valor: escriba uno o deshaga el cambio."),
    "control": N_("Contiene caracteres que no son texto."),
    "error": N_("«{text}» es un error de la hoja de cálculo: corríjalo allí y cópielo de nuevo."),
    "narrow": N_("La columna copiada era muy angosta y solo muestra «{text}»: ensánchela y cópiela de nuevo."),
    "whole": N_("Escriba un número entero."),
    "unknown": N_("«{text}» no está en la lista."),
    "twice": N_("Hay más de una opción que se llama «{text}»: elija cuál."),
    "yes_no": N_("«{text}» no se entiende: aquí se escribe sí o no."),
}


@dataclass(frozen=True)
class How:
    """The way texts are read: the marks of numbers, the order of days, and whether a share is written as a fraction."""

    marks: Marks = COMMA
    month_first: bool = False
    fraction: bool = False

    @classmethod
    def here(cls, formats: Formats) -> How:
        """As somebody types in a country."""
        return cls(formats.marks, formats.month_first)


def anything(_value: Any) -> str:
    """No objection."""
    return ""


@dataclass(frozen=True)
class Target:
    """What stands in one cell. ``choices``: the values of a closed list, each with all its names and codes.

    ``empty``: what no text at all means. ``many``: a tuple of such values, ``;`` or a line break between.
    ``objection``: why a value does not fit the field, or ''. ``month_day``: see ``Ask``.
    """

    kind: Kind
    currency: str = ""
    choices: tuple[tuple[Any, tuple[str, ...]], ...] = ()
    many: bool = False
    empty: Any = NEEDED
    objection: Callable[[Any], str] = anything
    formats: Formats = field(default_factory=lambda: Formats(""))
    month_day: str = ""

    def read(self, text: str, how: How) -> Any:
        """The value of a text. Raises ValueError with a sentence where it is not understood or does not fit."""
        value = self.value(text, how)
        if self.kind in _WHOLE and isinstance(value, Decimal):
            raise _refused("whole", text)
        if sentence := self.objection(value):
            raise ValueError(sentence)
        return value

    def value(self, text: str, how: How) -> Any:
        """What a text says, whether it fits the field or not. Raises ValueError with a sentence."""
        if not limits.is_text(text):
            raise _refused("control", text)
        return self._many(text, how) if self.many else self._one(text, how)

    def readings(self, text: str) -> dict[str, Any]:
        """A number or a day in both of the ways it may be written, None where it is none; empty for other kinds."""
        if self.kind in NUMBERS:
            return {",": self._tried(text, How(COMMA)), ".": self._tried(text, How(POINT))}
        if self.kind in DAYS:
            return {"day": self._tried(text, How()), "month": self._tried(text, How(month_first=True))}
        return {}

    def is_doubtful(self, text: str) -> bool:
        """Whether a text would be another value where numbers or days are written otherwise."""
        readings = list(self.readings(text).values())
        return bool(readings) and None not in readings and readings[0] != readings[1]

    def show(self, value: Any, decimals: int | None = None) -> str:
        """A value as it is told beside its field, with its currency or percent sign."""
        if value is None or self.kind not in NUMBERS | DAYS:
            return "" if value is None else str(value)
        if self.kind is Kind.DATE:
            return self.formats.date(value)
        if self.kind is Kind.MONTH:
            return self.formats.month(value)
        if self.kind is Kind.PERCENT:
            return self.formats.percent(value, decimals)
        text = self.formats.number(value, decimals)
        if self.kind is Kind.SPAN:
            return _("1 mes") if value == 1 else _("{n} meses").format(n=text)
        return f"{self.currency}{NO_BREAK}{text}" if self.currency else text

    def show_surely(self, value: Any) -> str:
        """A number with decimals that leave no doubt whether its groups of three are thousands."""
        if self.kind not in NUMBERS:
            return self.show(value)
        whole = (value * 100 if self.kind is Kind.PERCENT else value) % 1 == 0
        return self.show(value, 2 if whole else 4)

    def _tried(self, text: str, how: How) -> Any:
        try:
            return self._read(text, how)
        except NotUnderstood:
            return None

    def _many(self, text: str, how: How) -> tuple[Any, ...]:
        parts = [part.strip() for part in text.replace("\n", ";").split(";")]
        while parts and not parts[-1]:
            parts.pop()
        return tuple(self._one(part or "0" if self.kind in NUMBERS else part, how) for part in parts)

    def _one(self, text: str, how: How) -> Any:
        text = text.strip() if self.kind is Kind.PROSE else _BREAKS.sub(" ", text.strip())
        if text.startswith("#") and folded(text) in ERRORS:
            raise _refused("error", text)
        if not text and self.kind not in (Kind.TEXT, Kind.PROSE):
            if self.empty is NEEDED:
                raise _refused("needed", text)
            return self.empty
        try:
            return self._read(text, how)
        except NotUnderstood as error:
            if text and not text.strip("#"):
                raise _refused("narrow", text) from error
            raise ValueError(typed_sentence(error.code, error.values)) from error

    def _read(self, text: str, how: How) -> Any:
        if self.kind in NUMBERS:
            return self._number(text, how)
        if self.kind is Kind.DATE:
            return self.formats.read_date(text, how.month_first, self.month_day)
        if self.kind is Kind.MONTH:
            return self.formats.read_month(text, how.month_first)
        if self.kind is Kind.CHOICE:
            return self._choice(text)
        if self.kind is Kind.YES_OR_NO:
            return _yes_or_no(text)
        return text

    def _number(self, text: str, how: How) -> Decimal | int:
        if self.currency and "%" in text:
            raise NotUnderstood("share", text=short(text))
        read = months(text, how.marks) if self.kind is Kind.SPAN else number(text, how.marks, self.currency)
        if self.kind is Kind.PERCENT and "%" not in text and not how.fraction:
            return WIDE.scaleb(read, -2)
        return int(read) if self.kind in _WHOLE and read == int(read) else read

    def _choice(self, text: str) -> Any:
        name = " ".join(text.split())
        for index, key in ((self._named, name.casefold()), (self._plain, folded(name))):
            if found := index.get(key):
                if len(found) > 1:
                    raise _refused("twice", text)
                return found[0]
        raise _refused("unknown", text)

    @cached_property
    def _named(self) -> dict[str, list[Any]]:
        return self._index(str.casefold)

    @cached_property
    def _plain(self) -> dict[str, list[Any]]:
        return self._index(folded)

    def _index(self, key: Callable[[str], str]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for value, names in self.choices:
            for name in {key(" ".join(name.split())) for name in names if name}:
                found.setdefault(name, []).append(value)
        return found


def _yes_or_no(text: str) -> bool:
    if folded(text) in _YES | _NO:
        return folded(text) in _YES
    raise _refused("yes_no", text)


def _refused(code: str, text: str) -> ValueError:
    return ValueError(_(_REFUSED[code]).format(text=short(text)))
