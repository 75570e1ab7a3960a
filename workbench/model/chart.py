"""What a chart says, apart from how it is drawn: the screen and the paper read the same description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["lines", "stacked_bars", "bars", "radar", "timeline"]
Style = Literal["solid", "hatched", "outlined", "dashed"]


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one layer of bars.

    ``values`` has one entry per x label, None where there is nothing to show. ``role`` names a colour of the theme
    ('series1' … 'series7', 'holds', 'risk', 'fails', 'muted'). ``style`` carries what colour alone must not:
    committed money is solid, money in negotiation hatched, prospective money outlined; a target line is dashed.
    ``what`` names what the values are, for whoever explains them. ``starts``: on a timeline, where each bar begins.
    """

    label: str
    values: tuple[float | None, ...]
    role: str = "series1"
    style: Style = "solid"
    what: str = ""
    starts: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A labelled vertical line at ``x``, counted in x labels from 0: the end of the project, break-even."""

    label: str
    x: float
    role: str = "muted"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart; ``title`` is its finding as a sentence, ``subtitle`` the measure and the unit.

    The x labels of a radar are its spokes, clockwise from the top; its values go from 0 to 3. Those of a timeline are
    its rows, from above; its values are days, as are the places of its rules and of ``ticks``, the days that are named.

    ``alt`` tells a reader who cannot see the chart what it says, with its main figures. ``apart``: so many x labels at
    the end are not of the row the others are in, and are named first where there is little room.
    """

    title: str
    subtitle: str
    kind: Kind
    x: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    rules: tuple[Rule, ...] = ()
    apart: int = 0
    ticks: tuple[Rule, ...] = ()

    @property
    def last(self) -> float:
        """Of a timeline, the last day there is a place for."""
        ends = (value for series in self.series for value in series.values if value is not None)
        return max([*ends, *(rule.x for rule in (*self.rules, *self.ticks)), 1.0])


Span = tuple[float, float]


def stacks(chart: Chart) -> tuple[tuple[Span, ...], ...]:
    """(bottom, top) of every bar of ``chart`` by series and x: what is negative is stacked downwards from zero."""
    ups, downs = [0.0] * len(chart.x), [0.0] * len(chart.x)
    layers = []
    for series in chart.series:
        layer = []
        for i, value in enumerate(series.values):
            pile = downs if (value or 0.0) < 0 else ups
            layer.append((pile[i], pile[i] + (value or 0.0)))
            pile[i] = layer[-1][1]
        layers.append(tuple(layer))
    return tuple(layers)


def extent(chart: Chart) -> Span:
    """The least and the greatest value ``chart`` shows; zero is always among them."""
    if chart.kind == "stacked_bars":
        values = [edge for layer in stacks(chart) for span in layer for edge in span]
    else:
        values = [value for series in chart.series for value in series.values if value is not None]
    return min([*values, 0.0]), max([*values, 0.0])
