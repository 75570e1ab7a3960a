"""What is wrong with a value, in the user's language: one sentence per kind of error, and its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from workbench.i18n import N_, _
from workbench.model.types import plain

Error = Mapping[str, Any]
"""One of ``ValidationError.errors()``."""

TAGGED = ("streams", "costs", "sources")
"""Tables whose rows are of several kinds: pydantic puts the kind into the place, a reader does not expect it."""

_BOUNDS = {
    "greater_than_equal": ("ge", N_("Debe ser mayor o igual a {bound}.")),
    "greater_than": ("gt", N_("Debe ser mayor que {bound}.")),
    "less_than_equal": ("le", N_("Debe ser menor o igual a {bound}.")),
    "less_than": ("lt", N_("Debe ser menor que {bound}.")),
}
_PLAIN = {
    "missing": N_("Falta este dato."),
    "extra_forbidden": N_("Campo desconocido."),
    "decimal_parsing": N_("No es un número."),
    "decimal_type": N_("No es un número."),
    "finite_number": N_("No es un número."),
    "decimal_max_places": N_("Tiene demasiados decimales."),
    "decimal_max_digits": N_("Tiene demasiadas cifras."),
    "decimal_whole_digits": N_("Tiene demasiadas cifras."),
    "int_type": N_("No es un número entero."),
    "int_parsing": N_("No es un número entero."),
    "int_parsing_size": N_("Tiene demasiadas cifras."),
    "int_from_float": N_("No es un número entero."),
    "date_type": N_("No es una fecha posible."),
    "date_parsing": N_("No es una fecha posible."),
    "date_from_datetime_parsing": N_("No es una fecha posible."),
    "datetime_type": N_("No es una fecha posible."),
    "datetime_parsing": N_("No es una fecha posible."),
    "datetime_from_date_parsing": N_("No es una fecha posible."),
    "timezone_aware": N_("No es una fecha posible."),
    "date_from_datetime_inexact": N_("No es una fecha posible."),
    "bool_type": N_("Debe ser verdadero o falso."),
    "bool_parsing": N_("Debe ser verdadero o falso."),
    "string_type": N_("No es un texto."),
    "string_too_short": N_("Falta este dato."),
    "string_unicode": N_("No es un texto."),
    "uuid_type": N_("No es un identificador válido."),
    "uuid_parsing": N_("No es un identificador válido."),
    "tuple_type": N_("Debe ser una lista."),
    "too_short": N_("Hace falta al menos un valor."),
    "model_type": N_("Debe ser un grupo de datos."),
    "model_attributes_type": N_("Debe ser un grupo de datos."),
    "dict_type": N_("Debe ser un grupo de datos."),
    "union_tag_not_found": N_("Falta la clase de línea («kind»)."),
    "json_invalid": N_("El archivo no es JSON válido."),
}
_PATTERNS = {
    "(0[1-9]|1[0-2])": N_("No es un mes posible; se escribe como 2027-03."),
    "[A-Z]{3}": N_("No es una moneda; se escribe con tres letras, como USD."),
    "[A-Z]{2}": N_("No es un país; se escribe con dos letras, como CO."),
}
_LIMITS = {
    "unreadable": N_("No se puede leer el archivo «{file}»."),
    "huge": N_("Es demasiado grande: se leen hasta {most} MB."),
    "deep": N_("Tiene más de {most} niveles, uno dentro de otro."),
    "many": N_("Tiene más de {most} datos."),
    "lines": N_("Tiene más de {most} filas."),
    "not_json": N_("No es un archivo JSON completo (línea {line}, columna {column})."),
    "not_utf8": N_("No es un texto en UTF-8."),
    "number": N_("Contiene un número con demasiadas cifras."),
    "repeated": N_("El campo «{key}» está repetido."),
    "control": N_("El campo «{key}» contiene caracteres que no son texto."),
    "constant": N_("«{text}» no es un número."),
    "parts": N_("Tiene más de {most} partes."),
    "expands": N_("Al descomprimirse pasa de {most} MB."),
    "broken": N_("Está dañado y no se puede leer."),
}
_TYPED = {
    "empty": N_("Escriba un número."),
    "number": N_("«{text}» no es un número."),
    "share": N_("«{text}» es un porcentaje: aquí se escribe un monto."),
    "span": N_("«{text}» no es un número de meses: escriba 48, o 4 años."),
    "currency": N_("«{text}» está en otra moneda: aquí se escribe en {currency}."),
    "separators": N_("«{text}» no se entiende: aquí se escribe {example}."),
    "date": N_("«{text}» no es una fecha posible; se escribe como {example}."),
    "day": N_("Falta el día: «{text}» es un mes. Escriba por ejemplo {example}."),
    "month": N_("«{text}» no es un mes posible; se escribe como {example}."),
}


def sentence(error: Error, unit: str = "") -> str:
    """What is wrong with one value; bounds of a field asked in percent are told in percent."""
    kind, context = error["type"], error.get("ctx", {})
    if kind in _BOUNDS:
        name, text = _BOUNDS[kind]
        return _(text).format(bound=_bound(context[name], unit))
    if kind in _PLAIN:
        return _(_PLAIN[kind])
    speak = _SPOKEN.get(kind)
    return speak(error, context) if speak else _("El valor no es válido.")


def limit_sentence(code: str, values: Mapping[str, str]) -> str:
    """What ``limits.Refused`` says."""
    return _(_LIMITS[code]).format(**values)


def typed_sentence(code: str, values: Mapping[str, str]) -> str:
    """What ``numerals.NotUnderstood`` says."""
    return _(_TYPED[code]).format(**values)


def place(location: Sequence[int | str]) -> str:
    """Where it is wrong, as a path: ``('sources', 2, 'cash', 'status')`` is ``sources/2/status``."""
    parts = [str(part) for part in location]
    if len(parts) > 2 and parts[0] in TAGGED and isinstance(location[1], int):
        del parts[2]
    return "/".join(short(part) for part in parts)


def short(value: object) -> str:
    """A value from outside as one short line."""
    text = " ".join(str(value).split())
    text = "".join(letter for letter in text if letter.isprintable())
    return text if len(text) <= 40 else text[:39] + "…"


def _bound(bound: Any, unit: str) -> str:
    number = Decimal(str(bound))
    if unit == "percent":
        return plain(number * 100) + " %"
    text = plain(number)
    return f"{int(text):,}".replace(",", " ") if text.lstrip("-").isdigit() else text


def _code(error: Error, context: Error) -> str:
    expected = ", ".join(re.findall(r"'([^']*)'", context["expected"]))
    text = _("Código desconocido «{code}»; se esperaba uno de {expected}.")
    return text.format(code=short(error["input"]), expected=expected)


def _tag(error: Error, context: Error) -> str:
    return _code({"input": context["tag"]}, {"expected": context["expected_tags"]})


def _pattern(error: Error, context: Error) -> str:
    text = next((text for part, text in _PATTERNS.items() if part in context["pattern"]), "")
    return _(text) or _("El valor no es válido.")


def _long(error: Error, context: Error) -> str:
    return _("Tiene más de {most} caracteres.").format(most=context["max_length"])


def _own(error: Error, context: Error) -> str:
    return str(context["error"])


_SPOKEN: Mapping[str, Callable[[Error, Error], str]] = {
    "enum": _code,
    "literal_error": _code,
    "union_tag_invalid": _tag,
    "string_pattern_mismatch": _pattern,
    "string_too_long": _long,
    "value_error": _own,
}
