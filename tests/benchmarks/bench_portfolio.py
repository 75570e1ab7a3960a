"""Large libraries: opened, listed, filtered, ordered, grouped, consolidated and drawn; 1,000 and 10,000 plans."""

from __future__ import annotations

import gc
import json
import random
import sqlite3
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import uuid4

from PySide6.QtWidgets import QApplication
from side_by_side import amount, compare, milliseconds

sys.path.append(str(Path(__file__).resolve().parents[1]))
from portfolios import made_up

from workbench.engine.projection import project
from workbench.formats import Formats
from workbench.portfolio.selection import Shown, Wanted, shown
from workbench.portfolio.told import names
from workbench.storage.index import index_of
from workbench.storage.library import Library
from workbench.ui.app import application
from workbench.ui.portfolio_view import PortfolioView

KINDS = 60
"""Plans that are made; the others are theirs with another name and other amounts."""
BAR, SAME, REPEAT = 500.0, 1.3, 7
WANTED = Wanted(text="cafe", order="fomin", by="country")


def main() -> None:
    """Each library made once, then read in turns."""
    gc.disable()  # as workbench.__main__ does
    with TemporaryDirectory() as folder:
        small, large = (library(Path(folder) / f"{plans}.db", plans) for plans in (1_000, 10_000))
        every = [(milliseconds(lambda: consolidated(small)), milliseconds(lambda: consolidated(large)))
                 for _turn in range(REPEAT)]  # fmt: skip
        thousand, ten = median(pair[0] for pair in every), median(pair[1] for pair in every)
        amount("1,000 plans listed, filtered, consolidated", thousand, BAR)
        compare("the same of 10,000, for each thousand", ten / 10, thousand, SAME)
        on_screen(small)


def library(path: Path, plans: int) -> Path:
    """A library of so many plans, written past the program: to compute each would take minutes."""
    with Library.open(path, write=True) as made:
        for at in range(KINDS):
            plan = made_up(at)
            made.add(plan, "made", index_of(project(plan)))
    connection = sqlite3.connect(path)
    rows = {}
    for table in ("plan", "revision", "figure_index"):
        cursor = connection.execute(f"SELECT * FROM {table}")
        columns = [each[0] for each in cursor.description]
        rows[table] = [dict(zip(columns, row, strict=True)) for row in cursor]
    chance = random.Random(1)
    for at in range(KINDS, plans):
        copied(connection, {table: found[at % KINDS] for table, found in rows.items()}, at, chance)
    connection.commit()
    connection.close()
    return path


def copied(connection: sqlite3.Connection, rows: dict[str, dict], at: int, chance: random.Random) -> None:  # type: ignore[type-arg]
    """One plan more, like one that is there."""
    id_ = str(uuid4())
    index = rows["figure_index"]
    measures = json.loads(index["portfolio"])
    if measures["fomin"]:
        measures["fomin"] *= chance.uniform(0.5, 2)
    made = {
        "plan": rows["plan"] | {"id": id_},
        "revision": {key: value for key, value in rows["revision"].items() if key != "id"} | {"plan_id": id_},
        "figure_index": index
        | {"plan_id": id_, "name": f"{index['name']} {at}", "turn": at + 1, "portfolio": json.dumps(measures)},
    }
    for table, row in made.items():
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def consolidated(path: Path) -> tuple[Shown, Shown]:
    """All plans together, then some of them, in groups."""
    with Library.open(path) as opened:
        entries = opened.entries()
    called = names()
    return shown(entries, Wanted(order="gap", down=True), called), shown(entries, WANTED, called)


def on_screen(path: Path) -> None:
    """The whole screen, as it is drawn anew with each thing that is looked for."""
    app = application()
    whole, some = consolidated(path)
    view = PortfolioView(WANTED, Formats("CO"), names())
    view.resize(1366, 728)
    view.show()
    view.show_entries(whole.entries)

    def draw(found: Shown) -> None:
        view.show_plans(found)
        QApplication.processEvents()

    draw(some)
    times = [milliseconds(lambda: draw(whole)) for _turn in range(REPEAT)]
    amount("1,000 plans drawn anew on the screen", median(times), BAR)
    view.close()
    app.processEvents()


if __name__ == "__main__":
    main()
