"""Instruments, rounds and sheets as bytes: canonical JSON, whose SHA-256 is the fingerprint; and back."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from workbench import limits
from workbench.i18n import _
from workbench.model import messages
from workbench.model.base import Frozen

Part = TypeVar("Part", bound=Frozen)


class SurveyRefused(ValueError):
    """A file of the survey that cannot be read: ``place`` is a path in it ('' for the whole), ``sentence`` says why."""

    def __init__(self, sentence: str, place: str = "") -> None:
        super().__init__(f"{place}: {sentence}" if place else sentence)
        self.sentence = sentence
        self.place = place


def dump(part: Frozen) -> bytes:
    """The canonical bytes: UTF-8, keys sorted, no idle space. Equal values give equal bytes."""
    value = part.model_dump(mode="json", by_alias=True)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(part: Frozen) -> str:
    """SHA-256 of the canonical bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(dump(part)).hexdigest()


def load(kind: type[Part], data: bytes) -> Part:
    """The value of JSON bytes; ``kind`` names its schema in the default of ``schema_``.

    Raises SurveyRefused with the first problem and its place.
    """
    try:
        value = limits.json_value(data)
    except limits.Refused as error:
        raise SurveyRefused(messages.limit_sentence(error.code, error.values)) from error
    _know(value, kind.model_fields["schema_"].default)
    try:
        return kind.model_validate_json(json.dumps(value), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise SurveyRefused(messages.sentence(first), _place(value, first["loc"])) from error


def kept(kind: type[Part], data: bytes) -> Part:
    """The value of bytes that ``dump`` wrote here, without the care ``load`` takes. Raises SurveyRefused."""
    try:
        return kind.model_validate_json(data, strict=True)
    except ValidationError:
        return load(kind, data)


def _know(value: object, ours: str) -> None:
    """Refuse what has another schema, or a newer version of it."""
    family, _slash, version = ours.partition("/")
    schema = value.get("schema") if isinstance(value, Mapping) else None
    found = re.fullmatch(re.escape(family) + r"/(\d{1,6})", schema) if isinstance(schema, str) else None
    if found is None:
        text = _("No es un archivo de esta clase: falta «{expected}».")
        raise SurveyRefused(text.format(expected=f"schema: {ours}"), "schema")
    if int(found[1]) > int(version):
        text = _("Viene de un programa más nuevo (esquema {at}; este lee {ours}): actualice el programa para abrirlo.")
        raise SurveyRefused(text.format(at=found[1], ours=version), "schema")
    if int(found[1]) < int(version):
        raise SurveyRefused(messages.limit_sentence("broken", {}), "schema")


def _place(value: Any, location: tuple[int | str, ...]) -> str:
    """Where it is wrong, rows named by their id where they have one: ``dimensions/D1/items/E1/anchors``."""
    parts: list[str] = []
    for step in location:
        inside = isinstance(value, (list, dict)) and (
            step in value if isinstance(value, dict) else isinstance(step, int) and step < len(value)
        )
        value = value[step] if inside else None
        named = value.get("id") if isinstance(step, int) and isinstance(value, dict) else None
        parts.append(messages.short(named if isinstance(named, str) and named else step))
    return "/".join(parts)
