"""The program is killed at any moment: what was acknowledged is there, and the library opens."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from killing import look
from storage_processes import ROOT

from workbench.exchange import samples
from workbench.model.base import replace
from workbench.model.plan import Plan
from workbench.storage.library import Index, Library

HERE = Path(__file__).parent
GOLDEN = ROOT / "tests" / "golden" / "library_v1.db"
KILLS = 20

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")


def steps(kind: str, library: Path, folder: Path) -> dict[str, object]:
    """What was left after kills at every step."""
    command = [sys.executable, HERE / "kill_steps.py", kind, library, folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | PATH)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


PATH = {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))), "QT_QPA_PLATFORM": "offscreen"}


def test_an_upgrade_killed_at_any_step_loses_nothing(tmp_path: Path) -> None:
    shutil.copy(GOLDEN, tmp_path / "old.db")
    found = steps("upgrade", tmp_path / "old.db", tmp_path / "data")
    assert found["states"] == [found["last"]]
    assert found["steps"] == found["killed"]
    assert isinstance(found["steps"], int)
    assert found["steps"] > 40


def test_a_restoration_killed_at_any_step_leaves_either(library_path: Path, plan: Plan, tmp_path: Path) -> None:
    with Library.open(library_path, write=True) as library:
        library.save(replace(plan, "project/name", "Boticas"), "Nombre", Index()).result()
    found = steps("restore", library_path, tmp_path / "tried")
    assert isinstance(found["states"], list)
    assert len(found["states"]) == 2
    assert found["last"] == found["states"][1]
    assert found["steps"] == found["killed"]


def test_what_was_acknowledged_survives_any_kill(tmp_path: Path) -> None:
    plan = replace(samples.load("farmacias"), "project/phone", "")
    path = tmp_path / "data" / "library.db"
    with Library.open(path, write=True) as library:
        library.add(plan, "Nuevo", Index())
    command = [sys.executable, HERE / "edit_forever.py", path, str(plan.id)]
    pipe = subprocess.PIPE
    chance = random.Random(7)
    acknowledged = edits = 0
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, env=os.environ | PATH) as nursery:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        for _round in range(KILLS):
            nursery.stdin.write("\n")
            nursery.stdin.flush()
            told = [nursery.stdout.readline(), nursery.stdout.readline()]
            child = next(int(line.split()[1]) for line in told if line.startswith("child"))
            time.sleep(chance.uniform(0, 0.15))
            os.kill(child, signal.SIGKILL)
            while told[-1] != "ended\n":
                told.append(nursery.stdout.readline())
            numbers = [int(line) for line in told if line.strip().isdigit()]
            acknowledged = look(path, plan, max(numbers))
            edits += len(numbers)
        nursery.stdin.close()
    assert acknowledged >= edits >= KILLS
