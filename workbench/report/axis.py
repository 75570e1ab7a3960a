"""The arithmetic of a chart's axes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor, log10

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
LABEL_STEPS = (1, 2, 3, 4, 6, 12, 24, 36, 60, 120)
INTERVALS = 5
MANY = 10_000


def ticks(low: float, high: float) -> list[float]:
    """Round values from at or below ``low`` to at or above ``high``, about five steps apart."""
    width = (high - low) / INTERVALS or 1.0
    power = 10.0 ** floor(log10(width))
    step = next(step * power for step in STEPS if step * power >= width * (1 - 1e-9))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [n * step for n in range(first, max(last, first + 1) + 1)]


def decimals_of(marks: Sequence[float]) -> int:
    """How many decimals tell neighbouring marks apart."""
    step = marks[1] - marks[0]
    return next((n for n in range(6) if abs(round(step, n) - step) < step * 1e-6), 6)


def figure_decimals(values: Sequence[float]) -> int:
    """How many decimals figures written beside their bars need: one, unless they are large or whole."""
    return 0 if all(value == round(value) for value in values) or max(map(abs, values)) >= MANY else 1


def every(wanted: float, band: float) -> int:
    """Of how many labels ``band`` apart one is shown when each takes ``wanted``: calendar steps."""
    return next((step for step in LABEL_STEPS if step * band >= wanted), LABEL_STEPS[-1])


def spread(heights: Sequence[float], least: float) -> list[float]:
    """``heights`` moved apart until neighbours are ``least`` from each other; their order stays."""
    order = sorted(range(len(heights)), key=lambda n: heights[n])
    placed = list(heights)
    for lower, upper in pairwise(order):
        placed[upper] = max(placed[upper], placed[lower] + least)
    shift = sum(placed[n] - heights[n] for n in order) / len(order) if order else 0.0
    return [height - shift for height in placed]
