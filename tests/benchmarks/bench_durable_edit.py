"""An edit of the reference plan made durable, against a bare SQLite commit of the same bytes on the same disk."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from side_by_side import compare, in_turns

from workbench.model import payload
from workbench.model.base import replace
from workbench.model.plan import Plan
from workbench.model.revenue import Fee
from workbench.storage.library import Index, Library

sys.path.append(str(Path(__file__).resolve().parents[1]))
from generator import reference_plan

EDITS, APART = 200, 37
"""How many edits, and how many lines one is from the next."""


def edits(plan: Plan) -> Iterator[Plan]:
    """The plan after each edit of a price, in lines all over it.

    Prices have three digits: the text keeps its length, so that SQLite has as little to write as there can be.
    """
    paths = [f"streams/{stream.id}/price" for stream in plan.streams if isinstance(stream, Fee)]
    for path in paths:
        plan = replace(plan, path, Decimal(100))
    for number in range(2 * EDITS):
        plan = replace(plan, paths[number * APART % len(paths)], Decimal(101 + number))
        yield plan


def bare(file: Path) -> sqlite3.Connection:
    """A database of one row, as durable as the library."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, payload BLOB)")
    connection.execute("INSERT INTO t VALUES (1, NULL)")
    return connection


def commit(connection: sqlite3.Connection, data: bytes) -> None:
    """Write the bytes, and wait for the disk."""
    connection.execute("BEGIN")
    connection.execute("UPDATE t SET payload = ? WHERE id = 1", (data,))
    connection.execute("COMMIT")


def main() -> None:
    """An edit of the reference plan."""
    measure("edit made durable", reference_plan())


def measure(what: str, plan: Plan) -> None:
    """Both write the same edits of the same plan, in turns."""
    edited = list(edits(plan))
    ours, floor = iter(edited), iter([payload.dump(each) for each in edited])
    indexes = (Index(gap=float(number)) for number in range(len(edited)))
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library.db", write=True) as library:
        library.add(plan, "new", Index())
        connection = bare(Path(folder) / "bare.db")
        times = in_turns(
            lambda: library.save(next(ours), "edit", next(indexes)).result(),
            lambda: commit(connection, next(floor)),
            repeat=EDITS,
        )
        connection.close()
    compare(what, *times, bar=3)


if __name__ == "__main__":
    main()
