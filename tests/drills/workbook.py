"""LibreOffice against the engine on many workbooks: ``python3 dev.py drill workbook [--count N] [--afresh]``.

Every cell of each, from wrong values stored; then again after five inputs were changed in the plan and in the cells.
Resumable: each run goes on where the last one stopped. Stops at the first plans that differ and says their seeds.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = ((18, 6, 12, 2, 6), (24, 8, 20, 3, 10), (13, 4, 10, 2, 4), (36, 5, 12, 3, 8), (60, 12, 30, 4, 8))
"""Months, streams, costs, investments, sources, in turn."""
CHANGES, PATIENCE = 5, 1800

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "engine"), str(Path(__file__).parent)]

from _resumed import in_turn  # noqa: E402
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
        for seed, found in recalculated(Path(folder), PATIENCE).items():
            cells += found["cells"]
            differ += [f"plan {seed}: {what}" for what in found["differ"].values()]
            differ += [f"plan {seed}, changed {told[seed]}: {what}" for what in found["after"].values()]
    return cells, differ


if __name__ == "__main__":
    agree = f"cells agree, and again after {CHANGES} changes in each"
    sys.exit(in_turn("workbook", __doc__ or "", 200, 10, compared, agree))
