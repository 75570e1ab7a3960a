"""Draws a chart description on screen, with its finding as a title, values under the cursor and a table behind it.

Every point and every bar is a door: a click, or Enter where the arrows have led, asks where its value comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from math import inf, nan
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from workbench.exchange.tables import Number
from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.model.chart import Chart, extent
from workbench.report.axis import decimals_of, every, ticks
from workbench.ui.chart_key import Key, brush, call_chart, pen
from workbench.ui.chart_marks import Mark, marks, stepped, under
from workbench.ui.copying import more, offer_chart, pop_up
from workbench.ui.heard import announce
from workbench.ui.parts import Button, caption
from workbench.ui.tables import TableView, TextRow, TextTable
from workbench.ui.theme import colour, scaled, tokens

Doors = Callable[[int, int], object | None]
"""Where a chart's mark leads, by series and x: of a figure, its door."""
NOTHING_YET = N_("Se dibuja cuando haya montos en las páginas 5, 6 o 7.")
HINT = N_("Pase el cursor o use las flechas para leer los valores; con clic o Enter, de dónde salen.")
HEIGHT = 260
"""At 100 %. Half of it grows with the text: what is written around a chart; the rest is to be seen at once."""
SHARP, EDGE, GAP = 2, 12, 4
"""A picture of a chart has so many pixels for one of the screen, such an edge, and such gaps between its parts."""
TOP, LABEL = 0.94, 0.1
"""Where the label of a rule stands, and what it takes of the height."""
DATED = 9
"""The most letters of a month, a quarter or a year."""
NEAR = 25
"""Percent of the width that a rule's label may need."""


class Plot(pg.PlotWidget):
    """Lines or bars over the months or years of a chart. Arrow keys walk from mark to mark, Enter opens one."""

    opened = Signal(int, int)
    """A mark, by series and x."""

    def __init__(self, formats: Formats, hint: str) -> None:
        super().__init__(background=None, enableMenu=False)  # ours is another; to make it takes a third of a plot
        self._formats, self._hint = formats, hint
        self._chart: Chart | None = None
        self._marks: dict[tuple[int, int], Mark] = {}
        self._at: tuple[int, int] | None = None
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._point = pg.ScatterPlotItem(size=11, brush=None)
        self._box = pg.PlotCurveItem()
        self.readout = caption(role="muted", wrap=True)
        self.readout.setMinimumHeight(2 * self.readout.fontMetrics().lineSpacing())
        self.setFixedHeight((HEIGHT + scaled(HEIGHT)) // 2)
        self.hideButtons()
        self.setMouseEnabled(False, False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.scene().sigMouseClicked.connect(self._click)

    def show_chart(self, chart: Chart) -> None:
        """Draw a chart anew."""
        self._chart, self._marks = chart, marks(chart)
        self.clear()
        item = self.getPlotItem()
        for name in ("left", "bottom"):
            axis = item.getAxis(name)
            axis.setPen(pg.mkPen(colour("line")))
            axis.setTextPen(pg.mkPen(colour("muted")))
            axis.setStyle(tickFont=self.font(), tickLength=0)
            axis.setZValue(-100)
        if tokens()["line"] != tokens()["text"]:  # as strong as text they would hide what is drawn
            for mark in ticks(*extent(chart)):  # the axis' own would cut its last figures
                self.addItem(pg.InfiniteLine(mark, 0, pen=pg.mkPen(colour("line"), width=0.5)))
        self._draw(chart)
        self.addItem(pg.InfiniteLine(0, 0, pen=pg.mkPen(colour("muted"))))
        self._rules(chart)
        self._cursor.setPen(pg.mkPen(colour("accent")))
        self._point.setPen(pg.mkPen(colour("text"), width=2))
        self._box.setPen(pg.mkPen(colour("text"), width=2.5))
        for each in (self._cursor, self._point, self._box):
            each.setZValue(50)
            self.addItem(each)
        self._range(chart)
        call_chart(self, chart)
        self._read(None)

    def _draw(self, chart: Chart) -> None:
        for at, series in enumerate(chart.series):
            if chart.kind == "lines":
                values = [nan if value is None else value for value in series.values]
                self.plot(list(range(len(chart.x))), values, pen=pen(series, 2.2), connect="finite", antialias=True)
                continue
            bars = [mark for mark in self._marks.values() if mark.series == at]
            x = {"x0": [bar.left for bar in bars], "x1": [bar.right for bar in bars]}
            y = {"y0": [bar.foot for bar in bars], "y1": [bar.top for bar in bars]}
            self.addItem(pg.BarGraphItem(**x, **y, brush=brush(series), pen=pen(series)))

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
        """Round figures at the left, and below what they are of."""
        marks, count = ticks(*extent(chart)), len(chart.x)
        decimals = decimals_of(marks)
        edge = 0.0 if chart.kind == "lines" else 0.5
        self.setXRange(-edge, max(count - 1, 1) + edge, padding=0.03)
        self.setYRange(marks[0], marks[-1] + (marks[1] - marks[0]) * 0.35, padding=0)
        item = self.getPlotItem()
        figures = [self._formats.number(mark, decimals) for mark in marks]
        item.getAxis("left").setTicks([list(zip(marks, figures, strict=True))])
        left = max(map(self.fontMetrics().horizontalAdvance, figures)) + 14
        item.getAxis("left").setWidth(left)
        self._name_x(chart, max(self.width() - left - 2 * EDGE, 320))

    def _name_x(self, chart: Chart, width: int) -> None:
        """Of months and years as many as there is room for; of other things each, cut to its room."""
        count, metrics = len(chart.x), self.fontMetrics()
        band = width / max(count, 1)
        named = any(len(text) > DATED for text in chart.x)
        room = int(max(band - 2 * GAP, metrics.averageCharWidth() * DATED))
        names = [folded(text, metrics, room) for text in chart.x] if named else chart.x
        wide = [max(map(metrics.horizontalAdvance, name.split("\n"))) for name in names]
        step = every(max(wide, default=0) + (GAP if named else 4 * GAP), band)
        beside = max(wide[count - chart.apart :], default=0) < band
        lines = 1 if beside else chart.apart  # those that stand apart stand one lower where they would touch
        row = count - (chart.apart + step - 1 if beside else max(step, chart.apart)) if chart.apart else count
        apart = [(at, "\n" * ((count - 1 - at) % lines) + names[at]) for at in range(count - chart.apart, count)]
        shown = [(at, names[at]) for at in range(0, row, step)] + apart
        axis = self.getPlotItem().getAxis("bottom")
        below = metrics.height() // 2  # the lowest figure at the left has this much under the line
        axis.setStyle(hideOverlappingLabels=max(wide, default=0), tickTextOffset=below)  # else no name for the first
        axis.setHeight(metrics.height() * max((name.count("\n") + 1 for _at, name in shown), default=1) + below + 4)
        axis.setTicks([shown])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        chart: Chart | None = getattr(self, "_chart", None)  # the base class resizes before this class is ready
        if chart is not None:
            self._range(chart)

    # ------------------------------------------------------------ hands

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Each move is read: the scene tells of one in ten milliseconds, and where the mouse stops may not be one."""
        super().mouseMoveEvent(event)
        self._hover(self.mapToScene(event.position().toPoint()))

    def _hover(self, place: QPointF) -> None:
        view = self.getPlotItem().vb
        if self._chart and view.sceneBoundingRect().contains(place):
            mark = self._under(place)
            at = view.mapSceneToView(place)
            self._read((mark.series, mark.x) if mark else (-1, round(at.x())))
            hand = Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(hand)

    def _click(self, event: Any) -> None:
        mark = self._under(event.scenePos())
        if mark is not None and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus()
            self._read((mark.series, mark.x))
            self.opened.emit(mark.series, mark.x)

    def _under(self, place: QPointF) -> Mark | None:
        view = self.getPlotItem().vb
        at = view.mapSceneToView(place)
        return under(self._marks, (at.x(), at.y()), view.viewPixelSize())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._read(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, arrows = Qt.Key, {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1),
                               Qt.Key.Key_Down: (0, -1)}  # fmt: skip
        pressed = Qt.Key(event.key())
        if pressed in arrows and self._marks:
            self._walk(stepped(self._marks, self._at or (0, -1), *arrows[pressed]))
        elif pressed in (key.Key_Home, key.Key_End) and self._marks:
            columns = [x for _series, x in self._marks]
            self._walk(stepped(self._marks, (0, -1), 1, 0) if pressed == key.Key_Home else
                       stepped(self._marks, (0, max(columns) + 1), -1, 0))  # fmt: skip
        elif pressed in (key.Key_Return, key.Key_Enter) and self._at in self._marks:
            assert self._at is not None
            self.opened.emit(*self._at)
        else:
            super().keyPressEvent(event)

    def _walk(self, at: tuple[int, int]) -> None:
        """Go to a mark and have it said."""
        self._read(at)
        chart = self._chart
        if chart is not None and at in self._marks:
            series = chart.series[at[0]]
            said = f"{chart.x[at[1]]}, {series.label}: {value_text(series.values[at[1]], self._formats)}"
            announce(self, said)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu is that of the whole view."""
        event.ignore()

    # ------------------------------------------------------------ reading

    def _read(self, at: tuple[int, int] | None) -> None:
        """Say the values at one x label, one of them first; none says how to ask for them."""
        chart = self._chart
        if chart is None:
            return
        self._at = at if at is not None and 0 <= at[1] < len(chart.x) else None
        self._cursor.setVisible(self._at is not None)
        self._show_mark(self._marks.get(self._at) if self._at else None)
        if self._at is None:
            self.readout.setText(_(self._hint))
            return
        chosen, x = self._at
        self._cursor.setPos(x)
        told = (f"{escape(series.label)}: {value_text(series.values[x], self._formats)}" for series in chart.series)
        values = [f"<u>{each}</u>" if at == chosen else each for at, each in enumerate(told)]
        self.readout.setText(f"<b>{escape(chart.x[x])}</b> · " + " · ".join(values))

    def _show_mark(self, mark: Mark | None) -> None:
        """A ring around a point, a frame around a bar."""
        point = mark is not None and mark.left == mark.right
        self._point.setData(*(([mark.left], [mark.top]) if mark and point else ([], [])))
        if mark is None or point:
            self._box.setData([], [])
        else:
            across = [mark.left, mark.right, mark.right, mark.left, mark.left]
            self._box.setData(across, [mark.foot, mark.foot, mark.top, mark.top, mark.foot])

    def unmarked(self) -> None:
        """Nothing but the chart, for a picture of it."""
        self._read(None)

    def wheelEvent(self, event: Any) -> None:
        """The page scrolls, the chart does not zoom."""
        event.ignore()


class ChartView(QWidget):
    """A chart with its title, its key and its table."""

    opened = Signal(object)
    """Where a mark leads."""
    said = Signal(str)
    """What became of a file."""

    def __init__(self, formats: Formats, nothing_yet: str = NOTHING_YET, hint: str = HINT) -> None:
        super().__init__()
        self._formats = formats
        self._doors: Doors = lambda _series, _x: None
        self._title = caption(role="sub", wrap=True)
        self._subtitle = caption(role="muted", wrap=True)
        self._key = Key()
        self._plot = Plot(formats, hint)
        self._plot.opened.connect(self._open)
        self._table = TableView("")
        self._table.opened.connect(self.opened)
        self._table.said.connect(self.said)
        self._table.hide()
        self._toggle = Button(_("Ver la tabla"), "link")
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._show_table)
        self._more = more(_("Gráfico"), self.fill_menu)
        self._nothing = caption(_(nothing_yet), "muted", wrap=True)
        self._nothing.hide()
        self._drawn = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        for part in (self._subtitle, self._nothing, self._drawn):
            layout.addWidget(part)
        below = QVBoxLayout(self._drawn)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(GAP)
        below.addWidget(self._key)
        below.addWidget(self._plot)
        foot = QHBoxLayout()
        foot.addWidget(self._plot.readout, 1)
        foot.addWidget(self._toggle)
        below.addLayout(foot)
        below.addWidget(self._table)

    def show_chart(self, chart: Chart, doors: Doors) -> None:
        """Show another chart in this place."""
        self._doors = doors
        self._title.setText(chart.title)
        self._subtitle.setText(chart.subtitle)
        told = any(value for series in chart.series for value in series.values)
        if told is self._drawn.isHidden():
            self._drawn.setVisible(told)
            self._nothing.setVisible(not told)
        self._more.setVisible(told)
        self._more.setAccessibleName(_("Copiar o guardar: {name}").format(name=chart.title))
        self._plot.show_chart(chart)
        self._key.show_chart(chart)
        self._key.setVisible(len(chart.series) > 1)  # the subtitle says what one series is
        self._name_toggle()
        self._table.setAccessibleName(chart.title)
        self._table.show_table(chart_table(chart, self._formats, doors), self._formats)

    def picture(self) -> QImage:
        """The chart with its title, subtitle and key, as sharp as print asks."""
        self._plot.unmarked()
        words = [part for part in (self._title, self._subtitle, self._key) if not part.isHidden()]
        height = sum(part.height() + GAP for part in words) + self._plot.height() + 2 * EDGE
        image = QImage(SHARP * (self._plot.width() + 2 * EDGE), SHARP * height, QImage.Format.Format_RGB32)
        image.fill(colour("surface"))
        painter = QPainter(image)
        painter.scale(SHARP, SHARP)
        painter.translate(EDGE, EDGE)
        for part in words:
            part.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
            painter.translate(0, part.height() + GAP)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._plot.render(painter, QRectF(self._plot.rect()), self._plot.viewport().rect())
        painter.end()
        return image

    def fill_menu(self, menu: QMenu) -> None:
        """What can be taken along from the chart."""
        whole, mark = self._table.table.whole, self._formats.decimal_mark
        offer_chart(menu, self, self._title.text(), self.picture, whole, mark, self.said.emit)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._drawn.isVisible():
            pop_up(self, self.fill_menu, event.globalPos())

    def _open(self, series: int, x: int) -> None:
        door = self._doors(series, x)
        if door is not None:
            self.opened.emit(door)

    def _show_table(self, on: bool) -> None:
        self._table.setVisible(on)
        self._toggle.setText(_("Ocultar la tabla") if on else _("Ver la tabla"))
        self._name_toggle()

    def _name_toggle(self) -> None:
        """There is one for each chart of a page."""
        self._toggle.setAccessibleName(f"{self._toggle.text()}: {self._title.text()}")


def folded(text: str, metrics: QFontMetrics, room: int) -> str:
    """A name in one line where it fits, else in two; what is longer is cut."""
    ends = [at for at, letter in enumerate(text) if letter == " "]
    if not ends or metrics.horizontalAdvance(text) < room:
        parts: tuple[str, ...] = (text,)
    else:
        end = max((at for at in ends if metrics.horizontalAdvance(text[:at]) < room), default=ends[0])
        parts = (text[:end], text[end + 1 :])
    return "\n".join(metrics.elidedText(part, Qt.TextElideMode.ElideRight, room) for part in parts)


def value_text(value: float | None, formats: Formats) -> str:
    """A value of a chart in words; nothing to show is a dash."""
    if value is None:
        return "–"
    return formats.number(value, 0 if abs(value) >= 100 or value == int(value) else 1)


def chart_table(chart: Chart, formats: Formats, doors: Doors) -> TextTable:
    """The figures of a chart: one row for each x label."""

    def row(at: int) -> TextRow:
        values = [series.values[at] for series in chart.series]
        numbers = tuple(None if value is None else Number(value) for value in values)
        return TextRow((chart.x[at], *(value_text(value, formats) for value in values)), numbers=numbers)

    heads = ("", *(series.label for series in chart.series))
    rows = tuple(map(row, range(len(chart.x))))
    return TextTable(heads, rows, door=lambda x, column: doors(column - 1, x) if column else None)
