"""Draws a radar for paper: a spoke for each dimension, an outline for each wave or group, told apart without colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, pi, sin
from typing import NamedTuple

from reportlab.graphics.shapes import Circle, Line, Polygon, Shape, String
from reportlab.lib.colors import linearlyInterpolatedColor as between
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from workbench.formats import NOTHING, Formats
from workbench.model.chart import Chart, Series
from workbench.report.fonts import BOLD, REGULAR
from workbench.report.look import HAIRLINE, SMALL, colour

HEIGHT = 262.0
MOST = 3  # the greatest value
LINE = SMALL + 2.0
ROUND = 96.0  # the radius
NAME = 128.0  # the widest line of a name
BESIDE = 8.0  # from the end of a spoke to its name
KEY = 16.0  # of a line in the key, and after its label
DASHES = {"dashed": [4, 2.5], "outlined": [1, 2]}
TINT = 0.14  # how much of its colour the first area has
STROKE, DOT = 1.5, 2.2


class _Point(NamedTuple):
    x: float
    y: float


def shapes(chart: Chart, width: float, formats: Formats) -> Iterator[Shape]:
    """Area, rings, outlines, names and key of ``chart``, ``width`` by ``HEIGHT`` points.

    At each name stands the value of the first outline. An outline has a gap where there is no value.
    """
    centre = _Point(width / 2, (HEIGHT - 2 * LINE) / 2)
    turns = [pi / 2 - 2 * pi * spoke / len(chart.x) for spoke in range(len(chart.x))]
    yield from _area(chart, centre, turns)
    yield from _rings(centre, turns)
    for series in reversed(chart.series):
        yield from _outline(
            series, [_at(centre, turn, value) for turn, value in zip(turns, series.values, strict=True)]
        )
    for spoke, turn in enumerate(turns):
        value = chart.series[0].values[spoke]
        told = NOTHING if value is None else formats.number(value, 2)
        yield from _name(chart.x[spoke], told, centre, turn)
    yield from _key(chart.series)


def _at(centre: _Point, turn: float, value: float | None) -> _Point | None:
    if value is None:
        return None
    return _Point(centre.x + ROUND * value / MOST * cos(turn), centre.y + ROUND * value / MOST * sin(turn))


def _area(chart: Chart, centre: _Point, turns: Sequence[float]) -> Iterator[Shape]:
    series = chart.series[0]
    edges = [_at(centre, turn, value) for turn, value in zip(turns, series.values, strict=True)]
    if None not in edges:
        tint = between(colour("surface"), colour(series.role), 0, 1, TINT)
        yield Polygon([edge for point in edges if point for edge in point], fillColor=tint, strokeColor=None)


def _rings(centre: _Point, turns: Sequence[float]) -> Iterator[Shape]:
    thin = {"strokeColor": colour("line"), "strokeWidth": HAIRLINE}
    for level in range(1, MOST + 1):
        ring = [edge for turn in turns for edge in _at(centre, turn, level) or ()]
        yield Polygon(ring, fillColor=None, **thin)
    for turn in turns:
        end = _at(centre, turn, MOST)
        assert end is not None
        yield Line(*centre, *end, **thin)
    for level in range(MOST + 1):
        yield _text(centre.x + 3, centre.y + ROUND * level / MOST + 1.5, str(level), size=SMALL - 1)


def _outline(series: Series, points: Sequence[_Point | None]) -> Iterator[Shape]:
    hue = colour(series.role)
    dash = DASHES.get(series.style)
    for first, second in zip(points, [*points[1:], *points[:1]], strict=True):
        if first is not None and second is not None:
            yield Line(*first, *second, strokeColor=hue, strokeWidth=STROKE, strokeDashArray=dash)
    for point in points:
        if point is not None:
            yield _dot(point, series)


def _dot(point: _Point, series: Series) -> Shape:
    hue = colour(series.role)
    fill = hue if series.style == "solid" else colour("surface")
    return Circle(*point, DOT, fillColor=fill, strokeColor=hue, strokeWidth=0.8)


def _name(name: str, told: str, centre: _Point, turn: float) -> Iterator[Shape]:
    """The name of a spoke in lines beside its end, its value in bold below."""
    lines = [*simpleSplit(name, REGULAR, SMALL, NAME), told]
    end = _Point(centre.x + (ROUND + BESIDE) * cos(turn), centre.y + (ROUND + BESIDE) * sin(turn))
    lean = cos(turn)
    anchor = "middle" if abs(lean) < 0.1 else "start" if lean > 0 else "end"
    lift = (sin(turn) + 1) / 2  # a name above stands on its spoke's end, one below hangs from it
    top = end.y + lift * LINE * len(lines) - SMALL
    for at, line in enumerate(lines):
        last = at == len(lines) - 1
        yield _text(end.x, top - LINE * at, line, anchor, "text", BOLD if last else REGULAR)


def _key(series: Sequence[Series]) -> Iterator[Shape]:
    x, y = 0.0, HEIGHT - SMALL
    for one in series:
        middle = y + SMALL * 0.35
        hue, dash = colour(one.role), DASHES.get(one.style)
        yield Line(x, middle, x + KEY, middle, strokeColor=hue, strokeWidth=STROKE, strokeDashArray=dash)
        yield _dot(_Point(x + KEY / 2, middle), one)
        yield _text(x + KEY + 5, y, one.label, token="text")
        x += KEY + 5 + float(stringWidth(one.label, REGULAR, SMALL)) + KEY


def _text(
    x: float,
    y: float,
    words: str,
    anchor: str = "start",
    token: str = "muted",
    font: str = REGULAR,
    size: float = SMALL,
) -> String:
    return String(x, y, words, fontName=font, fontSize=size, fillColor=colour(token), textAnchor=anchor)
