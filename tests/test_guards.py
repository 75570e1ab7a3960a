"""The guards of ``conftest.py`` see what they are there for."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PLANTED = """
import logging, threading, time
import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QLineEdit, QWidget

kept = []

def test_logs(): logging.getLogger("workbench").warning("planted")
def test_warns(): __import__("warnings").warn("planted")
def test_thread(): threading.Thread(target=time.sleep, args=(6,), daemon=True).start()
def test_widget(qtbot): kept.append(QWidget())
def test_timer(qtbot):
    kept.append(QTimer())
    kept[-1].start(60_000)
def test_qt_warns(qtbot): qWarning("planted")

@pytest.mark.needs("soffice")
def test_tool(): pass

def test_reads_its_warning(logged_warnings):
    logging.getLogger("workbench").warning("expected")
    assert logged_warnings == ["WARNING workbench: expected"]
    logged_warnings.clear()
def test_tidy(qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    QTimer(field).start(60_000)
"""


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A project with the same configuration and guards, and tests that break their rules."""
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "tests")
    (tmp_path / "tests" / "test_planted.py").write_text(PLANTED, encoding="utf-8")
    return tmp_path


def _outcomes(folder: Path, ci: str, *chosen: str) -> tuple[set[str], set[str], str]:
    """Which planted tests are red, which were skipped, and all that was printed, on a machine without tools."""
    env = {"PATH": "", "CI": ci, "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder)}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rA", "--tb=line", *chosen]
    shown = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False).stdout
    red = set(re.findall(r"^(?:FAILED|ERROR) \S+::(\w+)", shown, re.MULTILINE))
    listed = shown.partition("not tested, for soffice is missing")[2].partition("short test summary")[0]
    return red, set(re.findall(r"::(\w+)", listed)), shown


def test_every_planted_fault_is_red_and_nothing_else(planted: Path) -> None:
    red, untested, shown = _outcomes(planted, "")
    assert red == {"test_logs", "test_warns", "test_thread", "test_widget", "test_timer", "test_qt_warns"}, shown
    assert untested == {"test_tool"}


def test_a_missing_tool_is_red_on_the_continuous_check(planted: Path) -> None:
    red, untested, _shown = _outcomes(planted, "true", "-k", "test_tool")
    assert red == {"test_tool"}
    assert untested == {"test_tool"}
