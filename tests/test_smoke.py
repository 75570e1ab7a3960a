"""What a built program tries of itself works from the source too, and nothing in it needs a source to be read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLD = ROOT / "tests" / "golden" / "library_v1.db"
KEPT = """
import linecache
import workbench.ui.desk
print([name for name in linecache.cache if name.endswith(("engine/cash.py", "ui/home.py", "numpy/__init__.py"))])
"""


def said(*arguments: str) -> str:
    """What a fresh program prints, without a screen."""
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True, timeout=120).stdout


def test_it_lifts_an_old_library_computes_prints_holds_a_survey_and_opens_both() -> None:
    before = OLD.read_bytes()
    lines = said("-m", "workbench", "--smoke", str(OLD)).splitlines()
    assert lines[0].startswith("smoke: library of version 1 opened as version ")
    assert "Red de farmacias" in lines[-2]
    assert lines[-1] == "smoke: ok"
    assert OLD.read_bytes() == before


def test_it_starts_and_leaves_when_it_is_painted() -> None:
    assert said("-m", "workbench", "--smoke").split("\n")[0] == "smoke: the window is painted"


def test_no_source_is_read_and_kept_for_the_window() -> None:
    assert said("-c", KEPT).strip() == "[]"
