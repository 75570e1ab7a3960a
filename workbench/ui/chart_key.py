"""How the series of a chart look, and the key that says which is which."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.i18n import _
from workbench.model.chart import Chart, Series
from workbench.ui.theme import colour, scaled, tokens


def brush(series: Series) -> QBrush:
    """The filling of a bar: solid, hatched, or none where only the outline tells it.

    A theme of few colours gives some series a weave of their own.
    """
    if series.style == "hatched":
        return QBrush(colour(series.role), Qt.BrushStyle.BDiagPattern)
    if series.style != "solid":
        return QBrush(QColor(Qt.GlobalColor.transparent))
    return QBrush(colour(series.role), Qt.BrushStyle[tokens().get(f"{series.role}_fill", "SolidPattern")])


def pen(series: Series, width: float = 1.2) -> QPen:
    made = QPen(colour(series.role), width)
    made.setCosmetic(True)
    if series.style == "dashed":
        made.setDashPattern([5, 3])
    return made


def call_chart(widget: QWidget, chart: Chart) -> None:
    """Tell a screen reader, which knows no such role, that this is a chart, and what it says besides its title."""
    widget.setAccessibleName(_("Gráfico: {title}").format(title=chart.title))
    widget.setAccessibleDescription(chart.alt.removeprefix(f"{chart.title}.").strip())


class Key(QWidget):
    """The series of a chart, each with a sign drawn as its bars or its line are; as many lines as they need."""

    LINE, BOX, GAP = 28, 16, 16
    """How long a line and a bar are drawn, at 100 %, and what parts two series."""

    def __init__(self) -> None:
        super().__init__()
        self._chart: Chart | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart's series."""
        self._chart = chart
        self.setAccessibleName(", ".join(series.label for series in chart.series))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        rows = [row for row, _x, _series in self._places(width)]
        return (max(rows, default=0) + 1) * self._line()

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(max(self.width(), 300)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, sign = QPainter(self), self._sign()
        for row, x, series in self._places(self.width()):
            middle = row * self._line() + self._line() // 2
            painter.setPen(pen(series, 2.4 if self._lines() else 1.2))
            painter.setBrush(brush(series))
            if self._lines():
                painter.drawLine(x, middle, x + sign, middle)
            else:
                tall = self.fontMetrics().ascent() - 3
                painter.drawRect(x + 1, middle - tall // 2, sign - 1, tall)
            painter.setPen(colour("text"))
            painter.drawText(x + sign + 6, middle + self.fontMetrics().ascent() // 2 - 1, series.label)
        painter.end()

    def _lines(self) -> bool:
        return self._chart is not None and self._chart.kind in ("lines", "radar")

    def _sign(self) -> int:
        return scaled(self.LINE if self._lines() else self.BOX)

    def _line(self) -> int:
        return self.fontMetrics().height() + 4

    def _places(self, width: int) -> list[tuple[int, int, Series]]:
        """Row and left edge of each series."""
        found, row, x, sign = [], 0, 0, self._sign()
        for series in self._chart.series if self._chart else ():
            wide = sign + 6 + self.fontMetrics().horizontalAdvance(series.label) + self.GAP
            if x and x + wide > width:
                row, x = row + 1, 0
            found.append((row, x, series))
            x += wide
        return found
