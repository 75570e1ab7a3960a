"""The main job through the accessibility bus: the real program, driven from outside, by ear and by keys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.engine.projection import project
from workbench.engine.pulse import pulse
from workbench.exchange import pdf_plan
from workbench.formats import Formats

SYSTEM_PYTHON = "/usr/bin/python3"
"""The interpreter whose packages are the system's: pyatspi comes with it alone."""
SCRIPT = Path(__file__).with_name("screen_reader.py")


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of its own: keys go to what has the cursor there, and to nothing else."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as announced:
        number = announced.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.mark.needs("atspi")
def test_a_screen_reader_leads_from_nothing_to_a_pdf(display: str, home: Path, tmp_path: Path) -> None:
    target = tmp_path / "plan.pdf"
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        ["dbus-run-session", "--", SYSTEM_PYTHON, SCRIPT, target, sys.executable, "-m", "workbench"],
        env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False, cwd=home,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    heard = json.loads(done.stdout.splitlines()[-1])
    plan = pdf_plan.read(target).plan
    assert plan.project.name == "Red de farmacias"
    assert [len(plan.services), len(plan.streams), len(plan.costs)] == [1, 1, 1]
    lights = pulse(project(plan), Formats("CO", "es"))
    assert [each.split("|")[0] for each in heard["figures"]] == [
        " · ".join(filter(None, (light.label, light.text, light.word))) for light in lights
    ]
    assert all("de dónde sale" in each for each in heard["figures"])
    assert not [stop for stop in heard["stops"] if not stop["name"] or stop["role"] in ("unknown", "invalid")]
