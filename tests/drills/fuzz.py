"""Spoiled files, one after the other: ``python3 dev.py drill fuzz [--count N] [--afresh]``.

Workbooks, plan files and PDFs with bytes changed, taken out or doubled are read: each gives a plan or is refused with a
sentence, soon and in little memory. Resumable: each run goes on where the last one stopped.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE, SECONDS, MEMORY = 100, 20.0, 4 << 30

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "exchange"), str(Path(__file__).parent)]

from _resumed import in_turn  # noqa: E402
from spoiling import small_book, spoiled, spoiled_book  # noqa: E402

from workbench.engine.projection import project  # noqa: E402
from workbench.exchange import input_book, pdf_plan, plan_file, samples  # noqa: E402
from workbench.model import payload  # noqa: E402
from workbench.model.upgrade import PlanRefused  # noqa: E402
from workbench.report.plan_report import plan_pdf  # noqa: E402

READ: dict[str, Callable[[Path], object]] = {
    "xlsx": lambda path: input_book.read(path, lambda _id: None),
    "json": plan_file.read,
    "pdf": pdf_plan.read,
}
KINDS = ("xlsx", "xlsx", "json", "pdf")


@cache
def whole(kind: str) -> bytes:
    """A file as the program writes it."""
    plan = samples.load("farmacias")
    return payload.dump(plan) if kind == "json" else plan_pdf(project(plan), "es")


def spoiled_file(kind: str, number: int, parts: dict[str, bytes]) -> bytes:
    """A file of a kind with some bytes changed."""
    if kind == "xlsx":
        return spoiled_book(parts, number)
    return spoiled(whole(kind), random.Random(number))


def wrong_with(path: Path, kind: str) -> str:
    """What is wrong in how a file is read; '' where it is read or refused as it should be."""
    start = process_time()
    try:
        READ[kind](path)
    except PlanRefused as refused:
        if not str(refused):
            return "refused without a sentence"
    except Exception as error:
        return repr(error)
    return "takes too long" if process_time() - start > SECONDS else ""


def compared(first: int, last: int) -> tuple[int, list[str]]:
    """How many files were read, and what was wrong with which."""
    parts, differ = small_book(), []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, last):
            kind = KINDS[number % len(KINDS)]
            path = Path(folder) / f"a.{kind}"
            path.write_bytes(spoiled_file(kind, number, parts))
            differ += [f"file {number}, {kind}: {wrong}"] if (wrong := wrong_with(path, kind)) else []
    return last - first, differ


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.exit(in_turn("fuzz", __doc__ or "", 10_000, AT_ONCE, compared, "read or refused with a sentence", "files"))
