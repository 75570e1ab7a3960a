"""What stands in a cell of an input sheet, as the value of its field."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from forms.shapes import Field, refusal
from workbench import limits
from workbench.exchange.choices import kind_of
from workbench.exchange.sheet_lists import YES_NO, list_of
from workbench.exchange.sheet_values import Written
from workbench.exchange.targets import DAYS, NUMBERS, Kind
from workbench.exchange.xlsx_file import Fault, Formula, Raw
from workbench.folding import folded
from workbench.i18n import N_, _
from workbench.model.messages import short
from workbench.model.types import Choice, plain

CLOSE = 1e-14
"""How far a number may be from the one that was written, beside it: spreadsheets keep 15 digits."""
DIGITS = 15
_WRONG = {
    "formula": N_("Tiene una fórmula; aquí va un valor: cópielo y péguelo como valor."),
    "fault": N_("«{text}» es un error de la hoja de cálculo."),
    "needed": N_("La celda está vacía y aquí hace falta un valor."),
    "gap": N_("La celda está vacía y hay valores después: escriba 0 o quite los que siguen."),
    "text_number": N_("«{text}» es un texto; aquí va un número."),
    "day_number": N_("Es una fecha; aquí va un número."),
    "yes_number": N_("«{text}» no es un número."),
    "whole": N_("«{text}» no es un número entero."),
    "text_day": N_("«{text}» es un texto; aquí va una fecha."),
    "number_day": N_("«{text}» es un número; aquí va una fecha."),
    "day_text": N_("Es una fecha; aquí va un texto."),
    "control": N_("Contiene caracteres que no son texto."),
    "unknown": N_("«{text}» no está en la lista."),
    "code": N_("La lista tiene un código que este programa no conoce: «{text}»."),
    "twice": N_("Hay más de una línea que se llama «{text}»: elija de la lista o escriba su clave."),
    "gone": N_("La línea «{text}» ya no está en su hoja: elija otra."),
}


OF_KIND, KEYED = " · {kind}", " (#{key})"
"""What tells lines of one name apart where one is chosen: what kind of line it is, and then its key."""


class Wrong(ValueError):
    """What stands in a cell cannot be the value of its field; the message is a sentence."""

    def __init__(self, code: str, text: object = "") -> None:
        super().__init__(_(_WRONG[code]).format(text=short(text)))


@dataclass
class References:
    """The lines a text may mean. ``named``: ids by name, ``keyed``: by what stands in the first column."""

    named: dict[str, list[UUID]] = field(default_factory=dict)
    keyed: dict[str, UUID] = field(default_factory=dict)

    def add(self, id_: UUID, key: str, name: str, kind: str = "") -> None:
        """A line of the workbook."""
        self.keyed[key or str(id_)] = id_
        self.keyed[str(id_)] = id_
        of_kind, keyed = name + OF_KIND.format(kind=kind), KEYED.format(key=key)
        for text in (name, of_kind, name + keyed, of_kind + keyed):
            self.named.setdefault(folded(text), []).append(id_)

    def find(self, text: str, exported: Mapping[str, str]) -> UUID:
        """The line that is meant; ``exported``: ids by what the lines were called when they were written."""
        id_ = exported.get(text)
        if id_ is not None:
            if id_ not in self.keyed:
                raise Wrong("gone", text)
            return self.keyed[id_]
        if text in self.keyed:
            return self.keyed[text]
        found = self.named.get(folded(text), [])
        if len(found) > 1:
            raise Wrong("twice", text)
        if not found:
            raise Wrong("unknown", text)
        return found[0]


@dataclass(frozen=True)
class Labels:
    """The lists of the workbook: labels by code and codes by label, by name of list."""

    by_code: dict[str, dict[str, str]]
    by_label: dict[str, dict[str, str]]

    def label(self, name: str, code: str) -> str:
        """How the workbook calls a code; the code itself where it does not."""
        return self.by_code.get(name, {}).get(code, code)


@dataclass(frozen=True)
class Cells:
    """Reads cells: ``labels`` of the workbook's lists, ``references`` to its lines, by what a field refers to."""

    labels: Labels
    references: dict[str, References]

    def value(self, asked: Field, raw: Raw) -> Any:
        """The value of a cell that is not empty. Raises Wrong."""
        if isinstance(raw, Formula):
            raise Wrong("formula")
        if isinstance(raw, Fault):
            raise Wrong("fault", raw.text)
        kind = kind_of(asked)
        if kind in NUMBERS:
            return _number(raw, kind)
        if kind in DAYS:
            return _day(raw, kind)
        if list_of(asked):
            return self._listed(asked, raw)
        return _text(raw)

    def _listed(self, asked: Field, raw: Raw) -> Any:
        name, base = list_of(asked), asked.shape.base
        if name == YES_NO and isinstance(raw, bool):
            return raw
        text = _text(raw)
        if base is UUID:
            return self.references[name].find(text, self.labels.by_label.get(name, {}))
        code = self._code(name, text)
        if name == YES_NO:
            return code == "yes"
        if issubclass(base, Choice):
            return _choice(base, code)
        return int(code) if base is int else code

    def _code(self, name: str, text: str) -> str:
        """The code of a label, whatever its capitals; a code says itself. Raises Wrong."""
        known = self.labels.by_label.get(name, {})
        if text in known:
            return known[text]
        found = {code for label, code in known.items() if folded(label) == folded(text)}
        if len(found) == 1:
            return found.pop()
        if text in known.values() or (name in ("country", "currency") and text.isupper()):
            return text
        raise Wrong("unknown", text)


def checked(asked: Field, value: Any, one: bool = False) -> Any:
    """The value, or one of several. Raises ValueError with a sentence where it does not fit the field."""
    if sentence := refusal(asked, value, one):
        raise ValueError(sentence)
    return value


def same(raw: Raw, expected: Written) -> bool:
    """Whether a cell still holds what was written into it."""
    if isinstance(raw, Formula | Fault):
        return False
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return expected is None
    if expected is None:
        return False
    if isinstance(expected, str):
        return isinstance(raw, str | float) and _line_ends(_text(raw)) == _line_ends(expected)
    if isinstance(expected, date):
        return isinstance(raw, datetime) and raw.date() == expected
    return isinstance(raw, float) and math.isclose(raw, expected, rel_tol=CLOSE)


def is_empty(raw: Raw) -> bool:
    """Whether a cell holds nothing."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def exact(number: float) -> Decimal:
    """A number with the digits a spreadsheet shows of it, 12 of them decimals at most."""
    shown = Decimal(f"{number:.{DIGITS}g}")
    return Decimal(plain(round(shown, 12) if abs(shown) < 1_000 else shown))


def _number(raw: Raw, kind: Kind) -> Decimal | int:
    if isinstance(raw, bool):
        raise Wrong("yes_number", raw)
    if isinstance(raw, datetime):
        raise Wrong("day_number")
    if not isinstance(raw, float):
        raise Wrong("text_number", raw)
    if kind is not Kind.WHOLE:
        return exact(raw)
    if not raw.is_integer():
        raise Wrong("whole", plain(exact(raw)))
    return int(raw)


def _day(raw: Raw, kind: Kind) -> date | str:
    if isinstance(raw, datetime):
        return f"{raw:%Y-%m}" if kind is Kind.MONTH else raw.date()
    if isinstance(raw, float):
        raise Wrong("number_day", plain(exact(raw)))
    raise Wrong("text_day", raw)


def _text(raw: Raw) -> str:
    if isinstance(raw, datetime):
        raise Wrong("day_text")
    if isinstance(raw, float):
        return plain(exact(raw))
    text = str(raw).strip()
    if not limits.is_text(text):
        raise Wrong("control")
    return text


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _choice(base: type[Choice], code: str) -> Choice:
    found = next((each for each in base if each.value == code), None)
    if found is None:
        raise Wrong("code", code)
    return found
