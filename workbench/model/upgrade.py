"""Plans written by earlier versions, lifted step by step: the same way for the library, files and templates.

A step is a pure function from one version's payload to the next one's. It says what *that* version meant and never
reads the model of today, so it stays right when the model moves on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from workbench.i18n import _
from workbench.model.types import plain

FAMILY = "sustainability-plan"
CURRENT = 3

Payload = dict[str, Any]


class PlanRefused(ValueError):
    """A plan that cannot be read: ``place`` is its path in the file ('' for the whole), ``sentence`` says why."""

    def __init__(self, sentence: str, place: str = "") -> None:
        super().__init__(f"{place}: {sentence}" if place else sentence)
        self.sentence = sentence
        self.place = place


def version(payload: object) -> int:
    """The schema version a payload says it has. Raises PlanRefused for anything that is no plan."""
    schema = payload.get("schema") if isinstance(payload, Mapping) else None
    found = re.fullmatch(FAMILY + r"/(\d{1,6})", schema) if isinstance(schema, str) else None
    if found is None:
        expected = f"schema: {FAMILY}/{CURRENT}"
        raise PlanRefused(_("No es un plan de sostenibilidad: falta «{expected}».").format(expected=expected))
    return int(found[1])


def upgrade(payload: Payload) -> Payload:
    """The payload in today's schema; the one given stays as it is. Raises PlanRefused for a newer one."""
    at = version(payload)
    if at > CURRENT:
        text = _("Viene de un programa más nuevo (esquema {at}; este lee {ours}): actualice el programa para abrirlo.")
        raise PlanRefused(text.format(at=at, ours=CURRENT), "schema")
    for step in range(at, CURRENT):
        payload = STEPS[step](payload)
    return payload


def _from_0(payload: Payload) -> Payload:
    """Version 0 wrote amounts as JSON fractions, one end of the project, and a source only as public or not."""
    lifted: Payload = _decimal_text(payload)
    project = dict(lifted.get("project", {}))
    if "end" in project:
        project["current_end"] = project.pop("end")
    sources = [_source_from_0(source) for source in lifted.get("sources", [])]
    return lifted | {"schema": f"{FAMILY}/1", "project": project, "sources": sources}


def _from_1(payload: Payload) -> Payload:
    """Version 1 had one exchange rate for each currency; now it has one for each fiscal year."""
    basis = dict(payload.get("basis", {}))
    basis["rates"] = [_rate_from_1(rate) for rate in basis.get("rates", [])]
    return payload | {"schema": f"{FAMILY}/2", "basis": basis}


def _from_2(payload: Payload) -> Payload:
    """Version 2 had neither factors, nor a survey's result, nor actions; who gave was the government unless said."""
    sources = [{"provider_class": "government"} | source for source in payload.get("sources", [])]
    return payload | {"schema": f"{FAMILY}/3", "sources": sources}


def _rate_from_1(rate: Payload) -> Payload:
    rest = {key: value for key, value in rate.items() if key != "rate"}
    return rest | ({"rates": [rate["rate"]]} if "rate" in rate else {})


def _source_from_0(source: Payload) -> Payload:
    rest = {key: value for key, value in source.items() if key != "public"}
    return rest | {"provider_class": "government" if source.get("public", True) else "firms"}


def _decimal_text(value: Any) -> Any:
    if isinstance(value, float):
        return plain(Decimal(repr(value)))
    if isinstance(value, dict):
        return {key: _decimal_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_decimal_text(each) for each in value]
    return value


STEPS: Mapping[int, Callable[[Payload], Payload]] = {0: _from_0, 1: _from_1, 2: _from_2}
