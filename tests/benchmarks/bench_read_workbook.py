"""The workbook of the reference plan read back: its input sheets are the plan it was written from."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from side_by_side import amount, milliseconds

from workbench.engine.projection import project
from workbench.exchange import input_book
from workbench.exchange.workbook import Book

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from generator import reference_plan  # noqa: E402

REPEAT = 5


def main() -> None:
    """The plan must be equal before reading it is timed."""
    plan = reference_plan()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        path.write_bytes(Book(project(plan)).written())
        if input_book.read(path, lambda _id: plan).plan != plan:
            sys.exit("the plan read back is another one")
        times = [milliseconds(lambda: input_book.read(path, lambda _id: plan)) for _turn in range(REPEAT)]
    amount("workbook of the reference plan read back", median(times), bar=1_000)


if __name__ == "__main__":
    main()
