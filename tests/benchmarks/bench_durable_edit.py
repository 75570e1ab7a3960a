"""An edit of the reference plan made durable, against a bare SQLite commit of the same bytes on the same disk."""

from __future__ import annotations

import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from workbench.model import payload
from workbench.model.base import replace
from workbench.model.costs import Fixed
from workbench.model.financing import CashSource, Loan
from workbench.model.plan import Plan
from workbench.model.project import Project
from workbench.model.revenue import Driver, Fee
from workbench.storage.library import Index, Library

EDITS = 200


def reference() -> Plan:
    """A plan as long as the reference plan: 60 streams, 200 costs, 20 sources, 3 loans."""
    units = Driver(first=Decimal(40), growth=Decimal("0.05"))
    return Plan(
        project=Project(name="Plan de referencia"),
        streams=tuple(Fee(name=f"Servicio {n}", price=Decimal("12.50"), units=units) for n in range(60)),
        costs=tuple(Fixed(name=f"Costo {n}", amount=Decimal(300 + n)) for n in range(200)),
        sources=tuple(CashSource(provider=f"Aportante {n}", yearly=(Decimal(9000),) * 5) for n in range(20)),
        loans=tuple(Loan(name=f"Banco {n}", principal=Decimal(50_000), term=36) for n in range(3)),
    )


def edits(plan: Plan) -> list[Plan]:
    """The plan after each edit of one price, as typing makes them."""
    path = f"streams/{plan.streams[7].id}/price"
    made = []
    for number in range(EDITS):
        plan = replace(plan, path, Decimal(number))
        made.append(plan)
    return made


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def bare(file: Path, size: int) -> sqlite3.Connection:
    """A database of one row of ``size`` bytes, as durable as the library."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, payload BLOB)")
    connection.execute("INSERT INTO t VALUES (1, ?)", (bytes(size),))
    return connection


def commit(connection: sqlite3.Connection, data: bytes) -> None:
    """Write the bytes, and wait for the disk."""
    connection.execute("BEGIN")
    connection.execute("UPDATE t SET payload = ? WHERE id = 1", (data,))
    connection.execute("COMMIT")


def main() -> None:
    """Both in turns, so that the disk's moods meet both; medians."""
    plan = reference()
    ours, floor = [], []
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library.db", write=True) as library:
        library.add(plan, "new", Index())
        connection = bare(Path(folder) / "bare.db", 1)
        for number, edited in enumerate(edits(plan)):
            data = payload.dump(edited)
            index = Index(gap=float(number))
            ours.append(milliseconds(lambda plan=edited, index=index: library.save(plan, "edit", index).result()))
            floor.append(milliseconds(lambda data=data: commit(connection, data)))
        connection.close()
    row = {"what": "edit made durable", "unit": "ms", "bar": 3}
    print(json.dumps(row | {"ours": statistics.median(ours), "floor": statistics.median(floor)}))


if __name__ == "__main__":
    main()
