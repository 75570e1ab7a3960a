"""A plan as bytes: canonical JSON, whose SHA-256 is the plan's fingerprint; and back.

Canonical: UTF-8, keys sorted, no idle space, decimals as text without exponent. Equal plans give equal bytes.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from dataclasses import dataclass, field
from itertools import compress, count
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

CHUNK = 2**15
"""The bytes of a text between two states of its fingerprint that are kept; what is left at its end is hashed anew."""


@dataclass
class _Part:
    """A part of the plan as it stands in the text, a table or one thing.

    Holding its lines keeps their identities theirs. ``before``: what stands before it; ``opening``: its first sign, in
    the place of the comma before each other line. ``sizes``: the bytes of each line and that sign. A table without
    lines has one that says nothing.
    """

    before: bytes
    opening: bytes
    lines: tuple[Any, ...] = ()
    sizes: list[int] = field(default_factory=list)


class Text:
    """The canonical bytes of one plan after another, and their fingerprints.

    What a plan shares with the one before stays in its place: it is not written again, and what comes before the first
    difference is not hashed again. Of a large plan each copy of the text costs as much as writing it.
    """

    def __init__(self) -> None:
        self.data = bytearray()
        self._parts: dict[str, _Part] = {}
        between = b"{"
        fields = [(each.alias or name, name, each.default == ()) for name, each in Plan.model_fields.items()]
        for key, name, table in sorted(fields):
            before = between + f'"{key}"'.encode() + (b":" if table else b"")
            self._parts[name] = _Part(before, b"[" if table else b":")
            self.data += before
            between = b"]," if table else b","
        self.data += between.replace(b",", b"}")
        self._alike = 0
        self._states: list[Any] = []

    def write(self, plan: Plan) -> None:
        """Have the bytes of ``plan`` in ``data``."""
        at = 0
        for name, part in self._parts.items():
            at += len(part.before)
            said = getattr(plan, name)
            self._put(part, at, (said,) if part.opening == b":" else said or (None,))
            at += sum(part.sizes)

    def _put(self, part: _Part, at: int, lines: tuple[Any, ...]) -> None:
        first = _alike(lines, part.lines)
        if first == len(lines) == len(part.lines):
            return
        last = min(_alike(lines[::-1], part.lines[::-1]), len(lines) - first, len(part.lines) - first)
        changed = slice(first, len(part.lines) - last)
        texts = [b"," + _plain(line) for line in lines[first : len(lines) - last]]
        start = at + sum(part.sizes[:first])
        new = b"".join(texts)
        self.data[start : start + sum(part.sizes[changed])] = new  # fails as a whole; what follows does not
        self._alike = min(self._alike, start)
        if last:
            self.data[start + len(new)] = ord(",")  # what was the first line may come after another now
        self.data[at] = ord(part.opening)
        part.lines, part.sizes[changed] = lines, map(len, texts)

    def fingerprint(self) -> str:
        """As ``fingerprint`` of ``data``."""
        del self._states[self._alike // CHUNK :]
        state = self._states[-1].copy() if self._states else hashlib.sha256()
        with memoryview(self.data) as data:
            for at in range(len(self._states) * CHUNK, len(data), CHUNK):
                state.update(data[at : at + CHUNK])
                if at + CHUNK <= len(data):
                    self._states.append(state.copy())
            self._alike = len(data)
        return str(state.hexdigest())


def _alike(new: tuple[Any, ...], old: tuple[Any, ...]) -> int:
    """How many lines are the very same at the beginning: an edit makes the tables anew, but not their lines."""
    return next(compress(count(), map(is_not, new, old)), min(len(new), len(old)))


def dump(plan: Plan) -> bytes:
    """The canonical bytes of one plan."""
    text = Text()
    text.write(plan)
    return bytes(text.data)


def _plain(part: Any) -> bytes:
    if part is None:
        return b""
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
