"""A radar: the score of every dimension on a spoke of its own, one outline for each wave or group."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from workbench.formats import Formats
from workbench.model.chart import Chart
from workbench.survey.instrument import MOST
from workbench.ui.chart_key import Key, call_chart, pen
from workbench.ui.charts import chart_table
from workbench.ui.copying import more, offer_chart, pop_up
from workbench.ui.parts import caption, dressed
from workbench.ui.theme import colour, scaled

TALL = 360
"""Pixels of a radar at 100 %."""
FOLDED = 0.6
"""How much of the width of a name it takes on two lines."""
TINT = 40
"""How solid, of 255, the area of the first outline is."""


class RadarPlot(QWidget):
    """The spokes and outlines. Where a dimension has no score its outline has a gap."""

    def __init__(self, tall: int) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self._tall = tall
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_chart(self, chart: Chart) -> None:
        """Draw a chart of kind ``radar``."""
        self._chart = chart
        self.updateGeometry()
        call_chart(self, chart)
        self.setToolTip(chart.alt)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(480), scaled(self._tall))

    def heightForWidth(self, width: int) -> int:
        """No taller than what is drawn: beside large names it is small."""
        around = 4 * self.fontMetrics().height()
        across = width - 2 * round(self._widest()) - 32 if self._chart else 0
        return min(scaled(self._tall), max(across, around) + around)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        radius = max(min(self.width() / 2 - self._widest() - 16, self.height() / 2 - 2 * line), line)
        centre = QPointF(self.width() / 2, self.height() / 2)
        spokes = [_at(centre, radius, spoke, len(self._chart.x)) for spoke in range(len(self._chart.x))]
        painter.setPen(QPen(colour("line"), 1))
        for level in range(1, MOST + 1):
            ring = [centre + (end - centre) * level / MOST for end in spokes]
            painter.drawPolygon(QPolygonF(ring))
        for end in spokes:
            painter.drawLine(centre, end)
        self._numbers(painter, centre, radius)
        self._outlines(painter, centre, spokes)
        self._names(painter, centre, spokes)
        if self.hasFocus():
            painter.setPen(colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _widest(self) -> float:
        """Pixels the names need at a side, on two lines."""
        assert self._chart is not None
        wide = self.fontMetrics().horizontalAdvance
        words = [max(wide(word) for word in name.split()) for name in self._chart.x]
        return max(max(word, FOLDED * wide(name)) for word, name in zip(words, self._chart.x, strict=True))

    def _numbers(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        painter.setPen(colour("muted"))
        for level in range(MOST + 1):
            painter.drawText(centre + QPointF(5, -radius * level / MOST + (0 if level < MOST else 14)), str(level))

    def _outlines(self, painter: QPainter, centre: QPointF, spokes: list[QPointF]) -> None:
        assert self._chart is not None
        for at, series in reversed(list(enumerate(self._chart.series))):
            points = [
                None if value is None else centre + (end - centre) * value / MOST
                for value, end in zip(series.values, spokes, strict=True)
            ]
            drawn = pen(series, 2.4)
            painter.setPen(drawn)
            there = [point for point in points if point is not None]
            if at == 0 and len(there) == len(points):
                tint = QColor(colour(series.role))
                tint.setAlpha(TINT)
                painter.setBrush(tint)
                painter.drawPolygon(QPolygonF(there))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for first, second in zip(points, [*points[1:], *points[:1]], strict=True):
                if first is not None and second is not None:
                    painter.drawLine(first, second)
            painter.setBrush(colour(series.role))
            for point in there:
                painter.drawEllipse(point, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _names(self, painter: QPainter, centre: QPointF, spokes: list[QPointF]) -> None:
        assert self._chart is not None
        painter.setPen(colour("text"))
        line = self.fontMetrics().height()
        for name, end in zip(self._chart.x, spokes, strict=True):
            right, left = end.x() > centre.x() + 2, end.x() < centre.x() - 2
            if not (right or left):
                top = end.y() - line - 6 if end.y() < centre.y() else end.y() + 6
                painter.drawText(QRectF(0, top, self.width(), line), Qt.AlignmentFlag.AlignHCenter, name)
                continue
            side = Qt.AlignmentFlag.AlignLeft if right else Qt.AlignmentFlag.AlignRight
            edge = QRectF(end.x() + 8, end.y() - 1.5 * line, self.width() - end.x() - 8, 3 * line)
            area = edge if right else QRectF(0, end.y() - 1.5 * line, end.x() - 8, 3 * line)
            painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, name)


def _at(centre: QPointF, radius: float, spoke: int, of: int) -> QPointF:
    turn = 2 * pi * spoke / of - pi / 2
    return centre + QPointF(radius * cos(turn), radius * sin(turn))


class RadarView(QWidget):
    """A radar with its key; its title stands above it."""

    said = Signal(str)
    """What became of a file."""

    def __init__(self, chart: Chart, formats: Formats) -> None:
        super().__init__()
        dressed(self, "page")
        self._chart, self._formats = chart, formats
        key, plot = Key(), RadarPlot(TALL)
        self._more = more(chart.title, self.fill_menu)
        head = QHBoxLayout()
        head.addWidget(caption(chart.subtitle, "muted", wrap=True), 1)
        head.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(key)
        column.addWidget(plot)
        key.show_chart(chart)
        plot.show_chart(chart)

    def picture(self) -> QImage:
        """The radar with its words, without the button beside them."""
        self._more.hide()
        image = self.grab().toImage()
        self._more.show()
        return image

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        pop_up(self, self.fill_menu, event.globalPos())

    def fill_menu(self, menu: QMenu) -> None:
        """What can be taken along from the radar."""
        chart, formats = self._chart, self._formats
        whole = chart_table(chart, formats, lambda _series, _x: None).whole
        offer_chart(menu, self, chart.title, self.picture, whole, formats.decimal_mark, self.said.emit)
