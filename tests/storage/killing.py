"""A program that edits is killed, and its library looked at."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from workbench.model.plan import Plan
from workbench.storage.library import Library

FIELD = "project/phone"
"""What is edited: each edit writes the next number."""
PATIENCE = 60
"""Seconds until a program that edits nothing is given up."""


class Lost(AssertionError):
    """A library is not what it must be after a kill."""


def kill(command: Sequence[str | Path], wait_for_first: bool, after: float, env: dict[str, str]) -> int:
    """Start a program that prints the number of each edit when it is durable; kill it; the last number it printed.

    ``after``: seconds it lives on, from its first edit or from its start. 0 where it printed none.
    """
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)
    assert program.stdout is not None
    impatient = threading.Timer(PATIENCE, program.kill)
    impatient.start()
    told = program.stdout.readline() if wait_for_first else ""
    time.sleep(after)
    os.kill(program.pid, signal.SIGKILL)
    impatient.cancel()
    told += program.stdout.read()
    program.stdout.close()
    program.wait()
    whole = told[: told.rfind("\n") + 1].split()
    if wait_for_first and not whole:
        raise Lost("the program ended before its first edit")
    return int(whole[-1]) if whole else 0


def look(path: Path, plan: Plan, acknowledged: int) -> int:
    """Open what a killed program left and return the number of the last edit in it. Raises Lost.

    One edit more than was acknowledged may be there: it was on the disk and nobody was told.
    """
    with Library.open(path, write=True) as library:
        found = library.load(plan.id)
        (card,) = [each for each in library.plans() if each.id == str(plan.id)]
    connection = sqlite3.connect(path)
    sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    number = int(found.project.phone or 0)
    if sound != "ok":
        raise Lost(f"integrity_check: {sound}")
    if number not in (acknowledged, acknowledged + 1):
        raise Lost(f"{acknowledged} was acknowledged, {number} is there")
    if found != plan.with_(project=plan.project.with_(phone=found.project.phone)):
        raise Lost("the plan has more or less than was typed")
    if card.name != plan.project.name:
        raise Lost("the card is not the plan's")
    return number
