"""The real program in a process of its own, with the test's home and library."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from cli_program import PROGRAM, Done, Run
from generator import random_plan

from workbench.model import payload
from workbench.model.plan import Plan


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs one command in an empty folder."""

    def command(*arguments: str | Path) -> Done:
        line = [*PROGRAM, *map(str, arguments)]
        done = subprocess.run(line, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60, check=False)
        return Done(done.returncode, done.stdout, done.stderr)

    return command


@pytest.fixture(scope="session")
def plan() -> Plan:
    """A plan with every kind of line, of a country that writes 1.234,5."""
    made = random_plan(9, 36, end="inside", actions=0)
    return made.with_(project=made.project.with_(name="Farmacias del río", country="CO"))


@pytest.fixture
def plan_json(plan: Plan, tmp_path: Path) -> Path:
    """Its file."""
    path = tmp_path / "plan.json"
    path.write_bytes(payload.dump(plan))
    return path


@pytest.fixture
def library(home: Path) -> Path:
    """Where the library is; there is none yet."""
    path = Path(os.environ["WORKBENCH_LIBRARY"])
    assert not path.exists()
    assert path.is_relative_to(home)
    return path
