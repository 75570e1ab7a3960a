"""The log and the account of what went wrong: neither has amounts or names."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workbench import log

ROOT = Path(__file__).parents[1]
RUN = """
import faulthandler, logging, os, sys
from pathlib import Path
from workbench import log
running = log.start(Path(sys.argv[1]))
logging.getLogger("workbench").info("at work")

def computing_marta():
    if sys.argv[2] == "crash":
        faulthandler._sigsegv()
    print("here", flush=True)
    sys.stdin.read()

computing_marta()
running.stop()
"""


def test_the_log_holds_no_amounts_and_no_names(tmp_path: Path, logged_warnings: list[str]) -> None:
    running = log.start(tmp_path)
    try:
        logger = logging.getLogger("workbench.test")
        logger.info("opened %s", "Farmacias de barrio")
        try:
            try:
                raise ValueError("18200000")
            except ValueError as error:
                raise KeyError("Farmacias de barrio") from error
        except KeyError:
            logger.exception("could not save %s", "Farmacias de barrio")
    finally:
        running.stop()
    logged_warnings.clear()
    text = (tmp_path / log.NAME).read_text(encoding="utf-8")
    assert "opened %s" in text
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert "test_log.py" in text
    assert "Farmacias" not in text
    assert "18200000" not in text
    assert (tmp_path / log.NAME).stat().st_mode & 0o777 == 0o600


def program(folder: Path, how: str) -> subprocess.Popen[str]:
    """A program that logs into ``folder`` and waits, or crashes."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", RUN, folder, how]
    return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def test_a_clean_end_leaves_no_mark(tmp_path: Path) -> None:
    with program(tmp_path, "wait") as running:
        assert running.stdout is not None
        running.stdout.readline()
        log.start(tmp_path).stop()
        assert log.last_fault(tmp_path) is None  # another window that runs is no fault
        running.communicate()
    log.start(tmp_path).stop()
    assert log.last_fault(tmp_path) is None
    assert [file.name for file in tmp_path.iterdir()] == [log.NAME]


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_kill_is_noticed_at_the_next_start_until_it_is_forgotten(tmp_path: Path) -> None:
    with program(tmp_path, "wait") as running:
        assert running.stdout is not None
        running.stdout.readline()
        os.kill(running.pid, signal.SIGKILL)
        running.communicate()
    assert log.last_fault(tmp_path) is None
    for _start in range(2):
        log.start(tmp_path).stop()
        fault = log.last_fault(tmp_path)
        assert fault is not None
        assert fault.trace == ""
    report = fault.report(tmp_path, ["[bien] integrity"])
    assert "at work" in report
    assert "[bien] integrity" in report
    assert fault.started in report
    log.forget_fault(tmp_path)
    assert log.last_fault(tmp_path) is None


def test_a_crash_tells_where_it_was_without_folders(tmp_path: Path) -> None:
    with program(tmp_path, "crash") as running:
        running.communicate()
    log.start(tmp_path).stop()
    fault = log.last_fault(tmp_path)
    assert fault is not None
    assert "Segmentation fault" in fault.trace or "access violation" in fault.trace
    assert "computing_marta" in fault.trace
    assert 'File "<string>"' in fault.trace
    assert str(tmp_path) not in fault.report(tmp_path)
    shown = log._FILE.sub(r'File "\1"', 'File "/home/marta/a b/x.py", line 3 in f')
    assert shown == 'File "x.py", line 3 in f'
