"""Whole copies of a library's file: made beside, verified, and put in its place. Standard library only."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from workbench.storage.header import ROUNDS, damaged, found_version, journals, read_mode, reading, uri

REVISIONS, SURVEYS = ("revision",), ("instrument", "sheet")
"""The tables of what people typed."""
_PRINT = {"sheet": "digest"}
"""The column with its fingerprint, where that is not its name."""


def beside(path: Path) -> Path:
    """An empty file for its owner alone, beside ``path``; what a killed program left there is removed."""
    fresh = path.with_name(path.name + ".new")
    for left in (fresh, *journals(fresh)):
        left.unlink(missing_ok=True)
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    return fresh


def copy(source: Path, target: Path) -> None:
    """Every page of a database, with those still in its journal, into the empty file ``target``. Raises sqlite3.Error.

    Others may read and write the source meanwhile. The copy has no journal of its own.
    """
    reader = sqlite3.connect(uri(source, read_mode(source)), uri=True)
    with contextlib.closing(reader), contextlib.closing(sqlite3.connect(target)) as made:
        reader.backup(made)
        made.execute("PRAGMA journal_mode = DELETE")


def verify(path: Path) -> None:
    """Read all of a library at rest. Raises LibraryDamaged, LibraryForeign, LibraryNewer."""
    if not found_version(path):
        raise damaged(path)
    connection = sqlite3.connect(uri(path, "mode=ro&immutable=1"), uri=True)
    with contextlib.closing(connection):
        try:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        except sqlite3.DatabaseError:
            sound = False
    if not sound:
        raise damaged(path)


def compared(path: Path, tables: Sequence[str]) -> tuple[int, int]:
    """How many contents there are in these tables of a library, and how many do not have their fingerprint.

    A page may be sound and not hold what was written. Raises sqlite3.Error.
    """
    total = wrong = 0
    with reading(path) as connection:
        for table in tables:
            query = f"SELECT payload, {_PRINT.get(table, 'fingerprint')} FROM {table}"
            for data, fingerprint in connection.execute(query):
                total += 1
                wrong += hashlib.sha256(data).hexdigest() != fingerprint
    return total, wrong


def is_sound(path: Path) -> bool:
    """Whether all that people typed in a library has its fingerprint. Raises sqlite3.Error."""
    surveys = SURVEYS if (found_version(path) or 0) >= ROUNDS else ()
    return not compared(path, (*REVISIONS, *surveys))[1]


def put(fresh: Path, path: Path) -> None:
    """Give a finished file its name, durably. What ``path`` had in its journals must be in it, or is given up."""
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
    for left in journals(path):  # before the new file has the name: their pages are not for it
        left.unlink(missing_ok=True)
    fresh.replace(path)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Make the names in a folder durable."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
