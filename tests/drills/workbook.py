"""LibreOffice against the engine on many workbooks: ``python3 dev.py drill workbook [--plans N] [--afresh]``.

Every cell of each, from wrong values stored; then again after five inputs were changed in the plan and in the cells.
Resumable: each run goes on where the last one stopped. Stops at the first plan that differs and says its seed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATE = ROOT / ".drills" / "workbook.json"
SIZES = ((18, 6, 12, 2, 6), (24, 8, 20, 3, 10), (13, 4, 10, 2, 4), (36, 5, 12, 3, 8), (60, 12, 30, 4, 8))
"""Months, streams, costs, investments, sources, in turn."""
AT_ONCE, CHANGES = 20, 5

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "engine")]

from generator import random_plan  # noqa: E402
from live_changes import put_changed  # noqa: E402
from lo_run import recalculated  # noqa: E402


def compared(first: int, last: int) -> tuple[int, list[str]]:
    """How many cells some plans have, and what differs in them."""
    cells, differ, told = 0, [], {}
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, last):
            plan = random_plan(seed, *SIZES[seed % len(SIZES)])
            told[str(seed)] = put_changed(Path(folder), str(seed), plan, CHANGES)[1]
        for seed, found in recalculated(Path(folder)).items():
            cells += found["cells"]
            differ += [f"plan {seed}: {what}" for what in found["differ"].values()]
            differ += [f"plan {seed}, changed {told[seed]}: {what}" for what in found["after"].values()]
    return cells, differ


def main() -> int:
    """Compare plans from the first one not yet compared; 0 when all of them agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=200, help="how many plans in all")
    parser.add_argument("--afresh", action="store_true", help="forget what was compared before")
    given = parser.parse_args()
    done = {"plans": 0, "cells": 0}
    if STATE.exists() and not given.afresh:
        done = json.loads(STATE.read_text(encoding="utf-8"))
    STATE.parent.mkdir(exist_ok=True)
    while done["plans"] < given.plans:
        last = min(done["plans"] + AT_ONCE, given.plans)
        cells, differ = compared(done["plans"], last)
        if differ:
            print(*differ[:20], sep="\n")
            return 1
        done = {"plans": last, "cells": done["cells"] + cells}
        STATE.write_text(json.dumps(done), encoding="utf-8")
        print(f"{last} plans, {done['cells']} cells agree, and again after {CHANGES} changes in each", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
