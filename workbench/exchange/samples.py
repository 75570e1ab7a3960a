"""The shipped sample plans. Listing them reads JSON alone: the home screen does it before anything heavy loads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import paths

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
    return tuple(_sample(path) for path in sorted((paths.RESOURCES / "samples").glob("*.json")))


def load(id: str) -> Plan:
    """A sample's plan, with the id it has in its file: what is kept of it needs a new one. Raises KeyError."""
    from workbench.exchange import plan_file

    if id not in {sample.id for sample in samples()}:
        raise KeyError(id)
    return plan_file.read(paths.resource(f"samples/{id}.json"))


def _sample(path: Path) -> Sample:
    project = json.loads(path.read_text(encoding="utf-8"))["project"]
    return Sample(path.stem, project["name"], project["objective"])
