"""Draws chart descriptions for paper: vector shapes, direct labels, readable in grey as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportlab.graphics.shapes import Drawing, Line, PolyLine, Rect, Shape, String
from reportlab.pdfbase.pdfmetrics import stringWidth

from workbench.formats import Formats
from workbench.model.chart import Chart, Rule, Series, extent, stacks
from workbench.report import radar, timeline
from workbench.report.axis import decimals_of, every, figure_decimals, spread, ticks
from workbench.report.bars import bar
from workbench.report.fonts import REGULAR
from workbench.report.look import HAIRLINE, SMALL, colour

HEIGHTS = {"lines": 190.0, "stacked_bars": 165.0, "bars": 130.0, "radar": radar.HEIGHT}
LINE = SMALL + 2.5  # from one line of labels to the next
SWATCH = 7.0
BAR = 0.7  # of its band
FIGURES_ABOVE = 12  # bars; more of them carry no figure
STROKE = 1.5


def height(chart: Chart) -> float:
    """How high the drawing of ``chart`` is, points."""
    return timeline.height(chart) if chart.kind == "timeline" else HEIGHTS[chart.kind]


def draw(chart: Chart, width: float, formats: Formats) -> Drawing:
    """The drawing of ``chart``, without its title, ``width`` points wide. Raises ValueError without alternative."""
    if not chart.alt.strip():
        raise ValueError(f"chart without alternative text: {chart.title}")
    drawing = Drawing(width, height(chart), initialFontName=REGULAR, initialFontSize=SMALL)
    for shape in _shapes(chart, width, formats):
        drawing.add(shape)
    return drawing


def _shapes(chart: Chart, width: float, formats: Formats) -> Iterator[Shape]:
    if chart.kind == "radar":
        return radar.shapes(chart, width, formats)
    if chart.kind == "timeline":
        return timeline.shapes(chart, width)
    return _Plot(chart, width, formats).shapes()


def _text(x: float, y: float, words: str, anchor: str = "start", token: str = "muted", font: str = REGULAR) -> String:
    return String(x, y, words, fontName=font, fontSize=SMALL, fillColor=colour(token), textAnchor=anchor)


def _width(words: str) -> float:
    return float(stringWidth(words, REGULAR, SMALL))


class _Plot:
    """A chart with axes: the place of every value, and the shapes in the order they are painted."""

    def __init__(self, chart: Chart, width: float, formats: Formats) -> None:
        self.chart, self.formats = chart, formats
        self.marks = ticks(*extent(chart))
        self.decimals = decimals_of(self.marks)
        lines = chart.kind == "lines"
        first = _width(chart.x[0]) / 2 if lines and chart.x else 0.0
        self.left = max(first, 8 + max(_width(self.figure(mark)) for mark in self.marks))
        self.right = width - (max((_width(series.label) for series in chart.series), default=0) + 18 if lines else 2)
        self.levels = _rule_levels(chart.rules, [self.x(rule.x) for rule in chart.rules], self.right)
        self.key_lines = [] if lines or len(chart.series) < 2 else _key_lines(chart.series, width)
        self.bottom = 2 * LINE
        self.has_figures = chart.kind == "bars" and len(chart.series) * len(chart.x) <= FIGURES_ABOVE
        above = len(self.key_lines) + max(self.levels, default=-1) + 1 + self.has_figures
        self.top = height(chart) - LINE * above - 6

    def figure(self, value: float) -> str:
        """A value as the axis writes it."""
        return self.formats.number(value, self.decimals)

    @property
    def band(self) -> float:
        """The width of the strip of one x label."""
        count = len(self.chart.x)
        return (self.right - self.left) / max(count - 1 if self.chart.kind == "lines" else count, 1)

    def x(self, place: float) -> float:
        """Points from the left of a place counted in x labels."""
        return self.left + self.band * (place if self.chart.kind == "lines" else place + 0.5)

    def y(self, value: float) -> float:
        """Points from the foot of a value."""
        low, high = self.marks[0], self.marks[-1]
        return self.bottom + (self.top - self.bottom) * (value - low) / (high - low)

    def shapes(self) -> Iterator[Shape]:
        """Grid, data, axes, rules and labels."""
        yield from self._grid()
        match self.chart.kind:
            case "lines":
                yield from self._lines()
            case "stacked_bars":
                yield from self._stacked()
            case _:
                yield from self._side_by_side()
        yield Line(self.left, self.y(0), self.right, self.y(0), strokeColor=colour("muted"), strokeWidth=0.7)
        yield from self._x_labels()
        yield from self._rules()
        yield from self._key()

    def _grid(self) -> Iterator[Shape]:
        for mark in self.marks:
            y = self.y(mark)
            yield Line(self.left, y, self.right, y, strokeColor=colour("line"), strokeWidth=HAIRLINE)
            yield _text(self.left - 6, y - SMALL * 0.35, self.figure(mark), "end")

    def _x_labels(self) -> Iterator[Shape]:
        widest = max(map(_width, self.chart.x), default=0.0)
        for place in range(0, len(self.chart.x), every(widest + 6, self.band)):
            yield _text(self.x(place), self.bottom - LINE - 2, self.chart.x[place], "middle")

    def _lines(self) -> Iterator[Shape]:
        ends: list[tuple[Series, float]] = []
        for series in self.chart.series:
            places = [place for place, value in enumerate(series.values) if value is not None]
            for _start, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
                yield self._line(series, [place for _n, place in run])
            if places:
                ends.append((series, self.y(series.values[places[-1]] or 0.0)))
        heights = spread([height for _series, height in ends], LINE)
        for (series, end), height in zip(ends, heights, strict=True):
            hue = colour(series.role)
            yield Line(self.right + 2, end, self.right + 9, height, strokeColor=hue, strokeWidth=STROKE)
            yield _text(self.right + 12, height - SMALL * 0.35, series.label, token="text")

    def _line(self, series: Series, places: Sequence[int]) -> Shape:
        points = [(self.x(place), self.y(series.values[place] or 0.0)) for place in places]
        if len(points) == 1:
            points = [(points[0][0] - 1, points[0][1]), (points[0][0] + 1, points[0][1])]
        dash = [4, 2.5] if series.style == "dashed" else None
        flat = [edge for point in points for edge in point]
        hue = colour(series.role)
        return PolyLine(flat, strokeColor=hue, strokeWidth=STROKE, strokeDashArray=dash, strokeLineJoin=1)

    def _stacked(self) -> Iterator[Shape]:
        half = self.band * BAR / 2
        for series, layer in zip(self.chart.series, stacks(self.chart), strict=True):
            for place, (foot, head) in enumerate(layer):
                if foot != head:
                    yield from bar(series, self.x(place) - half, self.y(foot), 2 * half, self.y(head) - self.y(foot))

    def _side_by_side(self) -> Iterator[Shape]:
        count = len(self.chart.series)
        width = self.band * BAR / max(count, 1)
        decimals = figure_decimals([value for series in self.chart.series for value in series.values if value])
        for n, series in enumerate(self.chart.series):
            for place, value in enumerate(series.values):
                if value is None:
                    continue
                left = self.x(place) + width * (n - count / 2)
                yield from bar(series, left, self.y(0), width * 0.92, self.y(value) - self.y(0))
                if self.has_figures:
                    y = self.y(value) + 2.5 - (LINE if value < 0 else 0.0)
                    yield _text(left + width * 0.46, y, self.formats.cell(value, decimals), "middle", "text")

    def _rules(self) -> Iterator[Shape]:
        labels: list[Shape] = []  # over every line, each on a ground of its own
        for rule, level in zip(self.chart.rules, self.levels, strict=True):
            x, y, wide = self.x(rule.x), self.top + 4 + LINE * level, _width(rule.label)
            line = {"strokeColor": colour(rule.role), "strokeWidth": 0.8, "strokeDashArray": [2, 2]}
            yield Line(x, self._foot(rule), x, y + SMALL, **line)
            left = x + 4 if x + 4 + wide <= self.right else x - 4 - wide
            labels.append(Rect(left - 1, y - 2, wide + 2, LINE, fillColor=colour("surface"), strokeColor=None))
            labels.append(_text(left, y, rule.label, token="text"))
        yield from labels

    def _foot(self, rule: Rule) -> float:
        """Where a rule ends: at the axis, or over the bar it points at and its figure."""
        if self.chart.kind != "bars" or rule.x != int(rule.x):
            return self.bottom
        values = [series.values[int(rule.x)] or 0.0 for series in self.chart.series]
        return self.y(max(values, default=0.0)) + LINE

    def _key(self) -> Iterator[Shape]:
        for row, line in enumerate(self.key_lines):
            x, y = self.left, height(self.chart) - LINE * (row + 1) + 2
            for series in line:
                yield from bar(series, x, y, SWATCH, SWATCH)
                yield _text(x + SWATCH + 4, y + 0.8, series.label, token="text")
                x += _key_width(series)


def _key_width(series: Series) -> float:
    return SWATCH + 4 + _width(series.label) + 14


def _key_lines(series: Sequence[Series], width: float) -> list[list[Series]]:
    lines: list[list[Series]] = [[]]
    for one in series:
        if lines[-1] and sum(map(_key_width, [*lines[-1], one])) > width - 60:
            lines.append([])
        lines[-1].append(one)
    return lines


def _rule_levels(rules: Sequence[Rule], places: Sequence[float], right: float) -> list[int]:
    """The line each rule's label stands on, so that labels do not lie over each other."""
    ends: list[float] = []
    levels = [0] * len(rules)
    for n in sorted(range(len(rules)), key=lambda n: places[n]):
        wide = _width(rules[n].label) + 8
        start = places[n] if places[n] + wide <= right else places[n] - wide
        level = next((level for level, end in enumerate(ends) if end <= start), len(ends))
        ends[level : level + 1] = [start + wide]
        levels[n] = level
    return levels
