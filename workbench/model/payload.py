"""A plan as bytes: canonical JSON, whose SHA-256 is the plan's fingerprint; and back.

Canonical: UTF-8, keys sorted, no idle space, decimals as text without exponent. Equal plans give equal bytes.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from workbench import limits
from workbench.model import messages
from workbench.model.base import Frozen
from workbench.model.plan import Plan
from workbench.model.upgrade import CURRENT, PlanRefused, upgrade, version

PLAN_NAME = "plan.json"
"""The plan attached to a PDF."""
FIGURES_NAME = "figures.json"
"""The figures attached to a PDF."""
IDENTIFIER = "sha256:"
"""A PDF names the fingerprint of the plan it prints in its metadata, as ``dc:identifier``, after this prefix."""

_NAMES = sorted((field.alias or name, name) for name, field in Plan.model_fields.items())
_KEYS = [(f'{"," if at else "{"}"{key}":'.encode(), name) for at, (key, name) in enumerate(_NAMES)]


@dataclass(frozen=True)
class _Part:
    """A part of the plan as last written, a table or one thing; holding its lines keeps their identities theirs."""

    lines: tuple[Any, ...]
    text: bytes
    texts: dict[int, bytes]


class Writer:
    """Writes plans; what a plan shares with the one written before is not written again."""

    def __init__(self) -> None:
        self._parts: dict[str, _Part] = {}

    def write(self, plan: Plan) -> bytes:
        """The canonical bytes of ``plan``."""
        pieces = [piece for key, name in _KEYS for piece in (key, self._part(name, getattr(plan, name)))]
        return b"".join([*pieces, b"}"])

    def _part(self, name: str, part: Any) -> bytes:
        kept = self._parts.get(name, _Part((), b"[]", {}))
        lines = part if isinstance(part, tuple) else (part,)
        # Every edit makes the tables anew but not their lines, and comparing tables compares identities first.
        if lines == kept.lines:
            return kept.text
        texts = [kept.texts.get(id(line)) or _plain(line) for line in lines]
        text = b"[" + b",".join(texts) + b"]" if isinstance(part, tuple) else texts[0]
        self._parts[name] = _Part(lines, text, dict(zip(map(id, lines), texts, strict=True)))
        return text


def dump(plan: Plan) -> bytes:
    """The canonical bytes of one plan."""
    return Writer().write(plan)


def _plain(part: Any) -> bytes:
    return _text(part.model_dump(mode="json", by_alias=True) if isinstance(part, Frozen) else str(part))


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(data: bytes) -> str:
    """SHA-256 of a plan's canonical bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def load(data: bytes) -> Plan:
    """The plan of JSON bytes, lifted from an older schema. Raises PlanRefused with the first problem and its place."""
    try:
        payload = limits.json_value(data)
    except limits.Refused as error:
        raise PlanRefused(messages.limit_sentence(error.code, error.values)) from error
    text = data.removeprefix(codecs.BOM_UTF8) if version(payload) == CURRENT else _lifted(payload)
    try:
        return Plan.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise refused(error) from error


def _lifted(payload: dict[str, Any]) -> bytes:
    try:
        return _text(upgrade(payload))
    except (AttributeError, TypeError, ValueError) as error:
        if isinstance(error, PlanRefused):
            raise
        raise PlanRefused(messages.limit_sentence("broken", {})) from error


def refused(error: ValidationError) -> PlanRefused:
    """The first problem of a validation as a sentence with its place."""
    first = error.errors(include_url=False)[0]
    return PlanRefused(messages.sentence(first), messages.place(first["loc"]))
