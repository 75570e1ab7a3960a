"""Whatever moves a figure stands in its explanation: ``python3 dev.py drill leaves [--count N] [--afresh]``.

In each plan every number, date, choice and switch is changed, one at a time; each figure that moves must have that
field beneath it. Resumable: each run goes on where the last one stopped. Stops at the first plan that fails.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = ((12, 4, 8, 2, 4, 2, 2), (14, 4, 9, 2, 5, 3, 2), (24, 3, 6, 2, 4, 2, 1), (18, 5, 10, 3, 6, 3, 3))
"""Months, streams, costs, investments, sources, loans and services, in turn."""

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "engine"), str(Path(__file__).parent)]

from _resumed import in_turn  # noqa: E402
from generator import random_plan  # noqa: E402
from trees import unexplained  # noqa: E402


def compared(first: int, last: int) -> tuple[int, list[str]]:
    """How often a field moved a figure of some plans, and which fields do that are not beneath it."""
    moves, differ = 0, []
    for seed in range(first, last):
        moved, lacking = unexplained(random_plan(seed, *SIZES[seed % len(SIZES)]))
        moves += moved
        differ += [f"plan {seed}: {what}" for what in lacking]
    return moves, differ


if __name__ == "__main__":
    sys.exit(in_turn("leaves", __doc__ or "", 20, 1, compared, "moves of a figure by a field in its explanation"))
