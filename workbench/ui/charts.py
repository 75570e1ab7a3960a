"""Draws a chart description on screen, with its finding as a title, values under the cursor and a table behind it."""

from __future__ import annotations

from math import inf, nan
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.formats import Formats
from workbench.i18n import _
from workbench.model.chart import Chart, Series, extent, stacks
from workbench.report.axis import decimals_of, every, ticks
from workbench.ui.chart_key import Key, brush, pen
from workbench.ui.parts import Button, caption
from workbench.ui.tables import TableView, TextTable, named
from workbench.ui.theme import colour, scaled

HEIGHT = 260
BAR = 0.7
TOP, LABEL = 0.94, 0.1
"""Where the label of a rule stands, and what it takes of the height."""
NEAR = 25
"""Percent of the width that a rule's label may need."""


class Plot(pg.PlotWidget):
    """Lines or bars over the months or years of a chart. Arrow keys walk from one to the next."""

    def __init__(self, formats: Formats) -> None:
        super().__init__(background=None)
        self._formats = formats
        self._chart: Chart | None = None
        self._at = -1
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self.readout = caption(role="muted", wrap=True)
        self.readout.setMinimumHeight(2 * self.readout.fontMetrics().lineSpacing())
        self.setFixedHeight(HEIGHT)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMouseEnabled(False, False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.scene().sigMouseMoved.connect(self._hover)

    def show_chart(self, chart: Chart) -> None:
        """Draw a chart anew."""
        self._chart = chart
        self.clear()
        item = self.getPlotItem()
        for name in ("left", "bottom"):
            axis = item.getAxis(name)
            axis.setPen(pg.mkPen(colour("line")))
            axis.setTextPen(pg.mkPen(colour("muted")))
            axis.setStyle(tickFont=self.font(), tickLength=0)
            axis.setZValue(-100)
        item.showGrid(x=False, y=True, alpha=0.35)
        self._draw(chart)
        self.addItem(pg.InfiniteLine(0, 0, pen=pg.mkPen(colour("muted"))))
        self._rules(chart)
        self._cursor.setPen(pg.mkPen(colour("accent")))
        self._cursor.hide()
        self.addItem(self._cursor)
        self._range(chart)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.alt)
        self._read(-1)

    def _draw(self, chart: Chart) -> None:
        places = range(len(chart.x))
        if chart.kind == "lines":
            for series in chart.series:
                values = [nan if value is None else value for value in series.values]
                self.plot(list(places), values, pen=pen(series, 2.2), connect="finite", antialias=True)
        elif chart.kind == "stacked_bars":
            for series, layer in zip(chart.series, stacks(chart), strict=True):
                self._bars(series, [float(x) for x in places], list(layer), BAR)
        else:
            width = BAR / max(len(chart.series), 1)
            for n, series in enumerate(chart.series):
                left = [x + width * (n + 0.5 - len(chart.series) / 2) for x in places]
                self._bars(series, left, [(0.0, value or 0.0) for value in series.values], width * 0.92)

    def _bars(self, series: Series, x: list[float], spans: list[tuple[float, float]], width: float) -> None:
        drawn = [at for at, (foot, top) in enumerate(spans) if foot != top]  # what is nothing has no outline either
        x, spans = [x[at] for at in drawn], [spans[at] for at in drawn]
        foot, high = [span[0] for span in spans], [span[1] - span[0] for span in spans]
        self.addItem(pg.BarGraphItem(x=x, y0=foot, height=high, width=width, brush=brush(series), pen=pen(series)))

    def _rules(self, chart: Chart) -> None:
        before, place = -inf, TOP
        for rule in sorted(chart.rules, key=lambda rule: rule.x):
            dashed = pg.mkPen(colour(rule.role), style=Qt.PenStyle.DashLine)
            place = place - LABEL if rule.x - before < len(chart.x) * scaled(NEAR) / 100 else TOP
            before = rule.x
            options = {"position": place, "color": colour("text"), "fill": None, "rotateAxis": None}
            line = pg.InfiniteLine(rule.x, 90, pen=dashed, label=rule.label, labelOpts=options)
            line.label.setFont(self.font())
            self.addItem(line)

    def _range(self, chart: Chart) -> None:
        """Round figures at the left, as many x labels below as there is room for."""
        marks, count = ticks(*extent(chart)), len(chart.x)
        decimals = decimals_of(marks)
        edge = 0.0 if chart.kind == "lines" else 0.5
        self.setXRange(-edge, max(count - 1, 1) + edge, padding=0.03)
        self.setYRange(marks[0], marks[-1] + (marks[1] - marks[0]) * 0.35, padding=0)
        item = self.getPlotItem()
        figures = [self._formats.number(mark, decimals) for mark in marks]
        item.getAxis("left").setTicks([list(zip(marks, figures, strict=True))])
        item.getAxis("left").setWidth(max(map(self.fontMetrics().horizontalAdvance, figures)) + 14)
        widest = max((self.fontMetrics().horizontalAdvance(text) for text in chart.x), default=0) + 16
        step = every(widest, max(self.width() - 90, 320) / max(count, 1))
        item.getAxis("bottom").setTicks([[(at, chart.x[at]) for at in range(0, count, step)]])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        chart: Chart | None = getattr(self, "_chart", None)  # the base class resizes before this class is ready
        if chart is not None:
            self._range(chart)

    def _hover(self, place: QPointF) -> None:
        view = self.getPlotItem().vb
        if self._chart and view.sceneBoundingRect().contains(place):
            self._read(round(view.mapSceneToView(place).x()))

    def _read(self, at: int) -> None:
        """Say the values at one x label; −1 says how to ask for them."""
        chart = self._chart
        if chart is None:
            return
        self._at = at if 0 <= at < len(chart.x) else -1
        if self._at < 0:
            self.readout.setText(_("Pase el cursor o use las flechas para leer los valores."))
            return
        self._cursor.setPos(self._at)
        self._cursor.show()
        values = [f"{series.label}: {value_text(series.values[at], self._formats)}" for series in chart.series]
        self.readout.setText(f"<b>{chart.x[at]}</b> · " + " · ".join(values))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if self._chart and event.key() in moves:
            self._read(min(max(self._at + moves[Qt.Key(event.key())], 0), len(self._chart.x) - 1))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: Any) -> None:
        """The page scrolls, the chart does not zoom."""
        event.ignore()


class ChartView(QWidget):
    """A chart with its title, its key and its table."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self._title = caption(role="sub", wrap=True)
        self._subtitle = caption(role="muted", wrap=True)
        self._key = Key()
        self._plot = Plot(formats)
        self._table = TableView("")
        self._table.hide()
        self._toggle = Button(_("Ver la tabla"), "link")
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._show_table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._nothing = caption(_("Se dibuja cuando haya montos en los pasos 5, 6 o 7."), "muted", wrap=True)
        self._nothing.hide()
        self._drawn = QWidget()
        for part in (self._title, self._subtitle, self._nothing, self._drawn):
            layout.addWidget(part)
        below = QVBoxLayout(self._drawn)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(self._key)
        below.addWidget(self._plot)
        foot = QHBoxLayout()
        foot.addWidget(self._plot.readout, 1)
        foot.addWidget(self._toggle)
        below.addLayout(foot)
        below.addWidget(self._table)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart in this place."""
        self._title.setText(chart.title)
        self._subtitle.setText(chart.subtitle)
        told = any(value for series in chart.series for value in series.values)
        if told is self._drawn.isHidden():
            self._drawn.setVisible(told)
            self._nothing.setVisible(not told)
        self._plot.show_chart(chart)
        self._key.show_chart(chart)
        self._table.setAccessibleName(chart.title)
        self._table.show_table(chart_table(chart, self._formats))

    def _show_table(self, on: bool) -> None:
        self._table.setVisible(on)
        self._toggle.setText(_("Ocultar la tabla") if on else _("Ver la tabla"))


def value_text(value: float | None, formats: Formats) -> str:
    """A value of a chart in words; nothing to show is a dash."""
    if value is None:
        return "–"
    return formats.number(value, 0 if abs(value) >= 100 or value == int(value) else 1)


def chart_table(chart: Chart, formats: Formats) -> TextTable:
    """The figures of a chart: one row for each x label."""
    heads = ("", *(series.label for series in chart.series))
    rows = [[x, *(value_text(series.values[at], formats) for series in chart.series)] for at, x in enumerate(chart.x)]
    return named(heads, rows)
