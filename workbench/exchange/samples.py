"""The shipped sample plans, in the language of the moment.

A sample is one plan, in Spanish, with a table of its texts for each other language: its figures cannot differ between
them. Listing the samples reads JSON alone: the home screen does it before anything heavy loads.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import paths
from workbench.i18n import SOURCE_LANGUAGE, language

if TYPE_CHECKING:
    from workbench.model.plan import Plan


@dataclass(frozen=True)
class Sample:
    """A sample at a glance. ``id`` is what the command line calls it, ``description`` the project's objective."""

    id: str
    name: str
    description: str


def samples() -> tuple[Sample, ...]:
    """Every sample, by id."""
    return tuple(_sample(path) for path in _files())


def load(id: str) -> Plan:
    """A sample's plan, with the id it has in its file: what is kept of it needs a new one. Raises KeyError."""
    from workbench.exchange import plan_file

    found = {path.stem: path for path in _files()}
    return plan_file.parse(json.dumps(_translated(_read(found[id]), _texts(id))).encode())


def _files() -> list[Path]:
    return sorted((paths.RESOURCES / "samples").glob("*.json"))


def _sample(path: Path) -> Sample:
    project = _translated(_read(path)["project"], _texts(path.stem))
    return Sample(path.stem, project["name"], project["objective"])


def _texts(id: str) -> dict[str, str]:
    """What each typed text of a sample is in the language of the moment; the Spanish ones stand in the plan."""
    spoken = language()
    texts: dict[str, str] = {} if spoken == SOURCE_LANGUAGE else _read(paths.resource(f"samples/{spoken}/{id}.json"))
    return texts


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _translated(value: Any, texts: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _translated(each, texts) for name, each in value.items()}
    if isinstance(value, list):
        return [_translated(each, texts) for each in value]
    return texts.get(value, value) if isinstance(value, str) else value
