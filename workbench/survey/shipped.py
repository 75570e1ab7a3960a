"""The instruments that ship, and any other as bytes. Listing them reads JSON alone: nothing heavy loads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import paths
from workbench.i18n import language

if TYPE_CHECKING:
    from workbench.survey.instrument import Instrument


@dataclass(frozen=True)
class Listed:
    """An instrument at a glance, in the language of the moment; ``items``: how many questions it has."""

    id: str
    version: int
    title: str
    purpose: str
    items: int


def listed() -> tuple[Listed, ...]:
    """Every shipped instrument, by id."""
    return tuple(_listed(path) for path in sorted((paths.RESOURCES / "instruments").glob("*.json")))


def _listed(path: Path) -> Listed:
    read, spoken = json.loads(path.read_text(encoding="utf-8")), language()
    items = sum(len(dimension["items"]) for dimension in read["dimensions"])
    return Listed(read["id"], read["version"], read["title"][spoken], read["purpose"][spoken], items)


@cache
def shipped(id: str) -> Instrument:
    """A shipped instrument. Raises KeyError where there is none of this id."""
    file = paths.RESOURCES / "instruments" / f"{id}.json"
    if id not in {each.id for each in listed()}:
        raise KeyError(id)
    return parse(file.read_bytes())


def parse(data: bytes) -> Instrument:
    """The sound instrument of JSON bytes. Raises SurveyRefused with the first fault and its place."""
    from workbench.survey import payload
    from workbench.survey.instrument import Instrument
    from workbench.survey.rules import faults

    instrument = payload.load(Instrument, data)
    for fault in faults(instrument):
        raise payload.SurveyRefused(fault.sentence, fault.place)
    return instrument
