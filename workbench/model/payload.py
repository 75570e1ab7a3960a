"""A plan as bytes: canonical JSON, whose SHA-256 is the plan's fingerprint; and back.

Canonical: UTF-8, keys sorted, no idle space, decimals as text without exponent. Equal plans give equal bytes.
"""

from __future__ import annotations

import codecs
import hashlib
import json
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


class Writer:
    """Writes plans; what a plan shares with the one written before is not written again."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Frozen, str]] = {}

    def write(self, plan: Plan) -> bytes:
        """The canonical bytes of ``plan``."""
        known, before = {}, self._known

        def text(part: Frozen) -> str:
            kept = before.get(id(part))
            if kept is None:
                kept = (part, _text(part.model_dump(mode="json", by_alias=True)))
            known[id(part)] = kept
            return kept[1]

        def written(value: Any) -> str:
            if isinstance(value, tuple):
                return f"[{','.join([text(part) for part in value])}]"
            return text(value) if isinstance(value, Frozen) else _text(str(value))

        fields = sorted((field.alias or name, name) for name, field in Plan.model_fields.items())
        whole = ",".join([f'"{key}":{written(getattr(plan, name))}' for key, name in fields])
        self._known = known
        return f"{{{whole}}}".encode()


def dump(plan: Plan) -> bytes:
    """The canonical bytes of one plan."""
    return Writer().write(plan)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


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


def _lifted(payload: dict[str, Any]) -> str:
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
