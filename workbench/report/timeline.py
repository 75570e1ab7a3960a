"""Draws a timeline for paper: a row for each action, a bar from its first day to its last."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.graphics.shapes import Line, Shape, String
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from workbench.model.chart import Chart
from workbench.report.bars import bar
from workbench.report.fonts import REGULAR
from workbench.report.look import HAIRLINE, SMALL, colour

NAMES = 0.42  # of the width, for what stands at the rows
LINE = SMALL + 2.0
ROW = 2 * LINE + 3  # a name takes two lines
BAR = 9.0  # how high a bar is
THIN = 2.5  # the least a bar is wide
SWATCH = 7.0
TOP, BOTTOM = LINE + 6, LINE + 4  # for the names on the axis, and for the key


def height(chart: Chart) -> float:
    """How high the drawing is, points."""
    return TOP + ROW * len(chart.x) + BOTTOM + (LINE if chart.rules else 0)


def shapes(chart: Chart, width: float) -> Iterator[Shape]:
    """Axis, names, bars, rules and key of ``chart``, ``width`` points wide."""
    left, top = NAMES * width, TOP + ROW * len(chart.x) + BOTTOM
    across = (width - left - 4) / chart.last

    def x(day: float) -> float:
        return left + across * day

    for tick in chart.ticks:
        yield Line(x(tick.x), BOTTOM, x(tick.x), top - TOP + 2, strokeColor=colour("line"), strokeWidth=HAIRLINE)
    yield Line(0, top - TOP, width, top - TOP, strokeColor=colour("muted"), strokeWidth=0.7)
    for row, name in enumerate(chart.x):
        foot = top - TOP - ROW * (row + 1)
        yield Line(0, foot, width, foot, strokeColor=colour("line"), strokeWidth=HAIRLINE)
        yield from _name(name, foot, left - 8)
        for series in chart.series:
            start, end = series.starts[row], series.values[row]
            if start is not None and end is not None:
                yield from bar(series, x(start), foot + (ROW - BAR) / 2, max(x(end) - x(start), THIN), BAR)
    for rule in chart.rules:
        at, wide = x(rule.x), _width(rule.label)
        dashed = {"strokeColor": colour(rule.role), "strokeWidth": 0.8, "strokeDashArray": [2, 2]}
        yield Line(at, BOTTOM, at, top - TOP + 2, **dashed)
        yield _text(min(max(at - wide / 2, left), width - wide), top + 4, rule.label, "text")
    yield from _named(chart, [x(tick.x) for tick in chart.ticks], top - LINE, width)
    yield from _key(chart)


def _named(chart: Chart, places: list[float], foot: float, width: float) -> Iterator[Shape]:
    """The names on the axis, each over its line unless it would lie over another."""
    after = 0.0
    for tick, place in zip(chart.ticks, places, strict=True):
        wide = _width(tick.label)
        left = min(place - wide / 2, width - wide)
        if left >= after:
            yield _text(left, foot, tick.label)
            after = left + wide + 6


def _name(name: str, foot: float, wide: float) -> Iterator[Shape]:
    """A name on one line or two; what is longer is in the table."""
    whole = simpleSplit(name, REGULAR, SMALL, wide)
    lines = [_cut(line, wide) for line in whole[:2]]
    if len(whole) > 2:
        lines[1] = _cut(f"{whole[1]} {whole[2]}", wide)
    first = foot + ROW / 2 + LINE * (len(lines) - 2) / 2 + (SMALL * 0.3 if len(lines) == 2 else SMALL * 0.25)
    for at, line in enumerate(lines):
        yield _text(0, first - LINE * at, line, "text")


def _cut(line: str, wide: float) -> str:
    """As much of a line as there is room for: a word may be wider than that, as an address is."""
    if _width(line) <= wide:
        return line
    short = next(at for at in range(len(line), -1, -1) if _width(line[:at].rstrip() + "…") <= wide)
    return line[:short].rstrip() + "…"


def _key(chart: Chart) -> Iterator[Shape]:
    at = 0.0
    for series in chart.series:
        yield from bar(series, at, 2, SWATCH, SWATCH)
        yield _text(at + SWATCH + 4, 2.8, series.label, "text")
        at += SWATCH + 4 + _width(series.label) + 14


def _text(x: float, y: float, words: str, token: str = "muted") -> String:
    return String(x, y, words, fontName=REGULAR, fontSize=SMALL, fillColor=colour(token))


def _width(words: str) -> float:
    return float(stringWidth(words, REGULAR, SMALL))
