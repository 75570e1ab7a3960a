"""The engine against the reference on many more plans: ``python3 dev.py drill agreement [--count N] [--afresh]``.

Resumable: each run goes on where the last one stopped. Stops at the first plans that differ and says their seeds.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = ((None, 8, 20, 3, 10), (240, 8, 20, 3, 10), (36, 4, 10, 2, 4), (12, 5, 12, 3, 8), (60, 25, 60, 8, 16))
"""Months, streams, costs, investments, sources, in turn."""

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "engine"), str(Path(__file__).parent)]

from _resumed import in_turn  # noqa: E402
from comparing import compare  # noqa: E402
from generator import random_plan  # noqa: E402


def compared(first: int, last: int) -> tuple[int, list[str]]:
    """How many values some plans have, and what differs in them."""
    both = {seed: compare(random_plan(seed, *SIZES[seed % len(SIZES)])) for seed in range(first, last)}
    differ = [f"plan {seed}: {what}" for seed, each in both.items() for what in each.differ]
    return sum(each.compared for each in both.values()), differ


if __name__ == "__main__":
    sys.exit(in_turn("agreement", __doc__ or "", 5_000, 20, compared, "values agree"))
