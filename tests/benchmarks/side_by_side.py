"""What the scripts of this folder share: ours and the floor measured in turns, and one line of JSON per figure.

``python3 dev.py bench`` runs every ``bench_*.py`` here and prints the lines as a table.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from statistics import median
from time import perf_counter


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def in_turns(ours: Callable[[], object], floor: Callable[[], object], repeat: int = 15) -> tuple[float, float]:
    """Median milliseconds of both, called in turns: a busy machine slows both alike. A first call is not counted."""
    ours()
    floor()
    pairs = [(milliseconds(ours), milliseconds(floor)) for _turn in range(repeat)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def compare(what: str, ours: float, floor: float, bar: float, unit: str = "ms") -> None:
    """Say a figure whose bar is a multiple of its floor."""
    print(json.dumps({"what": what, "ours": ours, "floor": floor, "bar": bar, "unit": unit}), flush=True)


def amount(what: str, ours: float, bar: float, unit: str = "ms") -> None:
    """Say a figure whose bar is an amount in its own unit."""
    print(json.dumps({"what": what, "ours": ours, "bar": bar, "unit": unit}), flush=True)
