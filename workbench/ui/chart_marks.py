"""The marks of a chart, its points and bars: where each stands, which one the mouse is on, which one comes next."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model.chart import Chart, stacks

BAR = 0.7
"""What bars take of the width between two x labels."""
SLIM = 0.92
"""What one of several bars beside each other takes of its share of that."""
REACH = 14
"""Pixels around a mark in which the mouse is on it."""


@dataclass(frozen=True)
class Mark:
    """One value as it is drawn, in the chart's own units; a point has no width and no height."""

    series: int
    x: int
    left: float
    right: float
    foot: float
    top: float


def marks(chart: Chart) -> dict[tuple[int, int], Mark]:
    """Every mark by series and x; a bar of nothing has none, for it is not drawn."""
    found = {}
    layers = stacks(chart)
    wide = BAR if chart.kind == "stacked_bars" else BAR / max(len(chart.series), 1)
    for s, series in enumerate(chart.series):
        for x, value in enumerate(series.values):
            if value is None or (chart.kind != "lines" and not value):
                continue
            if chart.kind == "lines":
                found[s, x] = Mark(s, x, x, x, value, value)
            elif chart.kind == "stacked_bars":
                found[s, x] = Mark(s, x, x - wide / 2, x + wide / 2, *layers[s][x])
            else:
                middle = x + wide * (s + 0.5 - len(chart.series) / 2)
                half = wide * SLIM / 2
                found[s, x] = Mark(s, x, middle - half, middle + half, 0.0, value)
    return found


def under(found: dict[tuple[int, int], Mark], place: tuple[float, float], pixel: tuple[float, float]) -> Mark | None:
    """The mark at a place of the chart, or the nearest within reach; ``pixel``: what one pixel measures there."""

    def far(mark: Mark) -> float:
        low, high = sorted((mark.foot, mark.top))
        across = max(mark.left - place[0], place[0] - mark.right, 0.0) / (pixel[0] or 1.0)
        up = max(low - place[1], place[1] - high, 0.0) / (pixel[1] or 1.0)
        return max(across, up) if mark.left < mark.right else up

    at = round(place[0])
    near = sorted((mark for mark in found.values() if mark.x == at), key=far)
    return near[0] if near and far(near[0]) <= (REACH if near[0].left == near[0].right else 3) else None


def stepped(found: dict[tuple[int, int], Mark], now: tuple[int, int], across: int, up: int) -> tuple[int, int]:
    """The mark an arrow leads to: the next x with any mark, or at the same x the next above or below."""
    series, x = now
    if across:
        columns = sorted({mark.x for mark in found.values()})
        ahead = [each for each in columns if (each - x) * across > 0]
        x = (ahead[0] if across > 0 else ahead[-1]) if ahead else x
        here = sorted(s for s, at in found if at == x)
        return (min(here, key=lambda each: abs(each - series)), x) if here else now
    column = sorted(
        (mark for mark in found.values() if mark.x == x), key=lambda mark: (mark.foot + mark.top, mark.series)
    )
    order = [mark.series for mark in column]
    if series not in order:
        return (order[0], x) if order else now
    return order[min(max(order.index(series) + up, 0), len(order) - 1)], x
