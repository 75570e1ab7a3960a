"""A plan as bytes: canonical JSON, whose SHA-256 is the plan's fingerprint; and back.

Canonical: UTF-8, keys sorted, no idle space, decimals as text without exponent. Equal plans give equal bytes.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from dataclasses import dataclass
from itertools import chain, compress, count, takewhile
from operator import is_not
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

CHUNK = 2**16
"""The bytes of a text between two states of its fingerprint that are kept; what is left at its end is hashed anew."""

_NAMES = sorted((field.alias or name, name) for name, field in Plan.model_fields.items())
_KEYS = [(f'{"," if at else "{"}"{key}":'.encode(), name) for at, (key, name) in enumerate(_NAMES)]


@dataclass(frozen=True)
class _Part:
    """A part of the plan as last written, a table or one thing; holding its lines keeps their identities theirs.

    ``texts``: of each line, after the comma that parts it from the one before.
    """

    lines: tuple[Any, ...] = ()
    texts: tuple[bytes, ...] = ()


class Writer:
    """Writes plans; what a plan shares with the one written before is not written again.

    The text is put together once, from its lines: of a large plan each copy more costs as much as writing it.
    """

    def __init__(self) -> None:
        self._parts: dict[str, _Part] = {}

    def write(self, plan: Plan) -> bytes:
        """The canonical bytes of ``plan``."""
        return b"".join([*chain.from_iterable(self._said(plan, key, name) for key, name in _KEYS), b"}"])

    def _said(self, plan: Plan, key: bytes, name: str) -> tuple[bytes, ...]:
        part = getattr(plan, name)
        table = isinstance(part, tuple)
        first, *others = self._lines(name, part if table else (part,)) or (b",",)
        return (key, b"[", first[1:], *others, b"]") if table else (key, first[1:])

    def _lines(self, name: str, lines: tuple[Any, ...]) -> tuple[bytes, ...]:
        kept = self._parts.get(name, _Part())
        first = _alike(lines, kept.lines)
        if first == len(lines) == len(kept.lines):
            return kept.texts
        last = min(_alike(lines[::-1], kept.lines[::-1]), len(lines) - first, len(kept.lines) - first)
        new = (b"," + _plain(line) for line in lines[first : len(lines) - last])
        texts = (*kept.texts[:first], *new, *kept.texts[len(kept.texts) - last :])
        self._parts[name] = _Part(lines, texts)
        return texts


def _alike(new: tuple[Any, ...], old: tuple[Any, ...]) -> int:
    """How many lines are the very same at the beginning: an edit makes the tables anew, but not their lines."""
    return next(compress(count(), map(is_not, new, old)), min(len(new), len(old)))


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


class Fingerprints:
    """The fingerprints of one text after another; where the next begins as the last did, that is not hashed again."""

    def __init__(self) -> None:
        self._chunks: list[tuple[bytes, Any]] = []

    def fingerprint(self, data: bytes) -> str:
        """As ``fingerprint``."""
        alike = takewhile(lambda at: data.startswith(self._chunks[at][0], at * CHUNK), range(len(self._chunks)))
        del self._chunks[sum(1 for _at in alike) :]
        state = self._chunks[-1][1].copy() if self._chunks else hashlib.sha256()
        for at in range(len(self._chunks) * CHUNK, len(data), CHUNK):
            chunk = data[at : at + CHUNK]
            state.update(chunk)
            if len(chunk) == CHUNK:
                self._chunks.append((chunk, state.copy()))
        return str(state.hexdigest())


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
