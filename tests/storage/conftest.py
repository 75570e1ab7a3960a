"""Libraries to try things on."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from generator import random_plan

from workbench.model.plan import Plan
from workbench.storage.library import Index, Library


@pytest.fixture
def plan() -> Plan:
    """A plan of its own."""
    made = random_plan(1)
    return made.with_(id=uuid4(), project=made.project.with_(name="Farmacias"))


@pytest.fixture
def library_path(tmp_path: Path, plan: Plan) -> Path:
    """A sound library of one plan, closed."""
    path = tmp_path / "data" / "library.db"
    with Library.open(path, write=True) as library:
        library.add(plan, "Nuevo", Index())
    return path
