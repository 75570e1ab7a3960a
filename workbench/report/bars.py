"""A bar of a chart on paper: its style can be told without colour."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.graphics.shapes import Path, Rect, Shape

from workbench.model.chart import Series
from workbench.report.look import colour

HATCH = 3.0  # between the lines of a hatch


def bar(series: Series, x: float, y: float, width: float, height: float) -> Iterator[Shape]:
    """A bar; its style can be told without colour."""
    if height < 0:
        y, height = y + height, -height
    hue = colour(series.role)
    if series.style == "solid":
        yield Rect(x, y, width, height, fillColor=hue, strokeColor=colour("surface"), strokeWidth=0.5)
        return
    dash = [2, 1.5] if series.style == "dashed" else None
    outline = {"strokeColor": hue, "strokeWidth": 0.9, "strokeDashArray": dash}
    yield Rect(x, y, width, height, fillColor=colour("surface"), strokeColor=None)
    if series.style == "hatched":
        yield _hatch(x, y, width, height, series.role)
    yield Rect(x + 0.45, y + 0.45, max(width - 0.9, 0.1), max(height - 0.9, 0.1), fillColor=None, **outline)


def _hatch(x: float, y: float, width: float, height: float, role: str) -> Path:
    """Rising diagonals over a rectangle, cut at its edges."""
    path = Path(strokeColor=colour(role), strokeWidth=0.9, fillColor=None)
    offset = HATCH - height
    while offset < width:
        path.moveTo(x + max(offset, 0.0), y + max(-offset, 0.0))
        path.lineTo(x + min(offset + height, width), y + min(width - offset, height))
        offset += HATCH
    return path
