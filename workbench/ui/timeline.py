"""The actions of a plan in time, on screen: a row for each, a bar from its first day to its last."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolTip, QWidget

from workbench.engine.timeline import NOTHING_YET, timeline
from workbench.i18n import _
from workbench.model.chart import Chart
from workbench.ui.bridge import Session
from workbench.ui.chart_key import Key, brush, call_chart, pen
from workbench.ui.copying import copy_picture, more, pop_up
from workbench.ui.live import Live
from workbench.ui.parts import caption
from workbench.ui.theme import colour

NAMES = 0.4
"""Of the width, for what stands at the rows."""
GAP = 8
"""Pixels between two names on the axis."""
BAR, THIN = 0.5, 5.0
"""What a bar takes of its row, and the least pixels it is wide."""


class TimelinePlot(QWidget):
    """The rows and bars of a chart of kind ``timeline``."""

    def __init__(self) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_chart(self, chart: Chart) -> None:
        """Draw another timeline in this place."""
        self._chart = chart
        call_chart(self, chart)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        rows = len(self._chart.x) + 2 if self._chart else 0
        return QSize(300, rows * self._row())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._lines(painter, self._chart)
        for row, name in enumerate(self._chart.x):
            self._bars(painter, self._chart, row, name)
        for rule in self._chart.rules:
            across = self._x(rule.x)
            painter.setPen(QPen(colour("text"), 1.2, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(across, 2 * self._row()), QPointF(across, self.height()))
            self._word(painter, across, 0, rule.label, "text")
        named = 0.0
        for tick in self._chart.ticks:
            named = self._word(painter, self._x(tick.x), 1, tick.label, "muted", named)
        if self.hasFocus():
            painter.setPen(colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _lines(self, painter: QPainter, chart: Chart) -> None:
        painter.setPen(QPen(colour("line"), 1))
        for tick in chart.ticks:
            across = self._x(tick.x)
            painter.drawLine(QPointF(across, 2 * self._row()), QPointF(across, self.height()))

    def _word(self, painter: QPainter, middle: float, row: int, words: str, token: str, after: float = 0) -> float:
        """Words over a place of the axis, inside the picture, unless they would lie over others; where words end."""
        wide = self.fontMetrics().horizontalAdvance(words)
        left = min(max(middle - wide / 2, self._left()), self.width() - wide - 2)
        if left < after:
            return after
        painter.setPen(colour(token))
        place = QRectF(left, row * self._row(), wide + 2, self._row())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
        return left + wide + GAP

    def _bars(self, painter: QPainter, chart: Chart, row: int, name: str) -> None:
        top = (row + 2) * self._row()
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(QPointF(0, top), QPointF(self.width(), top))
        painter.setPen(colour("text"))
        wide = int(self._left() - 12)
        cut = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QRectF(4, top, wide, self._row()), Qt.AlignmentFlag.AlignVCenter, cut)
        for series in chart.series:
            start, end = series.starts[row], series.values[row]
            if start is None or end is None:
                continue
            painter.setPen(pen(series, 1.4))
            painter.setBrush(brush(series))
            left, tall = self._x(start), BAR * self._row()
            painter.drawRect(QRectF(left, top + (self._row() - tall) / 2, max(self._x(end) - left, THIN), tall))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _row(self) -> int:
        return self.fontMetrics().height() + 10

    def _left(self) -> float:
        return NAMES * self.width()

    def _x(self, day: float) -> float:
        assert self._chart is not None
        return self._left() + (self.width() - self._left() - 6) * day / self._chart.last

    def event(self, event: QEvent) -> bool:
        """Over a row its name stands whole."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._chart is not None:
            row = event.pos().y() // self._row() - 2
            QToolTip.showText(event.globalPos(), self._chart.x[row] if 0 <= row < len(self._chart.x) else "", self)
            return True
        return super().event(event)


class Timeline(Live):
    """What the actions are in time: the finding, the key and the picture; or what is lacking for it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._title, self._subtitle = caption(role="sub", wrap=True), caption(role="muted", wrap=True)
        self._key, self.plot = Key(), TimelinePlot()
        self._more = more(_("Gráfico"), self._fill_menu)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        for part in (self._subtitle, self._key, self.plot):
            self.column.addWidget(part)

    def draw(self) -> None:
        """Draw the actions as they are now."""
        chart = timeline(self.session.plan, self.session.formats)
        for part in (self._title, self._more, self._key, self.plot):
            part.setVisible(chart is not None)
        if chart is None:
            self._subtitle.setText(_(NOTHING_YET))
            return
        self._title.setText(chart.title)
        self._more.setAccessibleName(_("Copiar o guardar: {name}").format(name=chart.title))
        self._subtitle.setText(chart.subtitle)
        self._key.show_chart(chart)
        self.plot.show_chart(chart)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        pop_up(self, self._fill_menu, event.globalPos())

    def _fill_menu(self, menu: QMenu) -> None:
        """The dates themselves are taken along from the table of actions."""
        menu.addAction(_("Copiar como imagen")).triggered.connect(lambda: copy_picture(self._picture()))

    def _picture(self) -> QImage:
        """The picture with its words, without the button beside them."""
        self._more.hide()
        image = self.grab().toImage()
        self._more.show()
        return image
