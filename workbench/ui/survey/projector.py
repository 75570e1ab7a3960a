"""The room's results on the wall: one finding at a time, large, and nothing of any single project."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from workbench.formats import Formats
from workbench.i18n import _
from workbench.model.chart import Chart, stacks
from workbench.survey.charts import room_charts
from workbench.survey.results import RoomResults
from workbench.survey.tables import item_name
from workbench.ui.chart_key import Key, brush, call_chart, pen
from workbench.ui.heard import announce
from workbench.ui.parts import Button, caption, emptied, roomy
from workbench.ui.survey.radar import RadarPlot
from workbench.ui.theme import BODY, colour

LARGE = 1.9
"""How much larger than a page of the program the words are."""
NAMED = 3
"""Questions that are told in words."""
FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Return)
BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace)
ARROWS = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up)


class Bars(QWidget):
    """A chart of bars, each a line across with its name at the left and its value at the end."""

    def __init__(self, chart: Chart, formats: Formats) -> None:
        super().__init__()
        self._chart, self._formats = chart, formats
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        call_chart(self, chart)

    def sizeHint(self) -> QSize:
        return QSize(900, 60 * len(self._chart.x))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, metrics = QPainter(self), self.fontMetrics()
        layers = stacks(self._chart)
        most = max((top for layer in layers for _foot, top in layer), default=0.0) or 1.0
        left = max(metrics.horizontalAdvance(name) for name in self._chart.x) + 24
        alone = len(self._chart.series) == 1  # its values stand at the ends
        room = self.width() - left - (metrics.horizontalAdvance("0000,0") + 24 if alone else 2)
        step = self.height() / len(self._chart.x)
        for at, name in enumerate(self._chart.x):
            painter.setPen(colour("text"))
            row = QRectF(0, at * step, left - 16, step)
            painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)
            for series, layer in zip(self._chart.series, layers, strict=True):
                foot, top = layer[at]
                painter.setBrush(brush(series))
                painter.setPen(pen(series))
                painter.drawRect(
                    QRectF(left + foot / most * room, at * step + step / 6, (top - foot) / most * room, step * 2 / 3)
                )
            if alone:
                painter.setPen(colour("text"))
                said = self._formats.number(round(layers[0][at][1], 1))
                edge = QRectF(left + layers[0][at][1] / most * room + 12, at * step, self.width(), step)
                painter.drawText(edge, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)
        painter.end()


class Projector(QDialog):
    """Keys go on and back, Esc ends it."""

    def __init__(self, results: RoomResults, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("page")
        self._results, self._formats = results, formats
        self._charts = list(room_charts(results, formats).values())
        self._at = 0
        self.setWindowTitle(_("Resultados de la sala"))
        font = QFont(self.font())
        font.setPointSizeF(BODY * LARGE)
        self._font = font
        self._title = self._words(caption(wrap=True), 1.5)
        self._subtitle = self._words(caption(role="muted", wrap=True))
        self._inside = QVBoxLayout()
        self._place = self._words(caption(role="muted"), 0.7)
        column = roomy(self)
        column.setContentsMargins(48, 32, 48, 24)
        for part in (self._title, self._subtitle):
            column.addWidget(part)
        column.addLayout(self._inside, 1)
        column.addLayout(self._foot())
        self._forward.setFocus()
        self._show()

    def _words(self, label: QLabel, times: float = 1.0) -> QLabel:
        label.setStyleSheet(
            f"font-size: {self._font.pointSizeF() * times:.1f}pt; font-weight: {'bold' if times > 1 else 'normal'};"
        )
        return label

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._place, 1)
        self._forward = Button(_("Siguiente"))
        for button, act in (
            (Button(_("Anterior")), lambda: self._step(-1)),
            (self._forward, lambda: self._step(1)),
            (Button(_("Salir")), self.reject),
        ):
            button.clicked.connect(lambda _on=False, act=act: act())
            button.installEventFilter(self)
            row.addWidget(button)
        return row

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows go on and back also from a button, which would give the cursor to its neighbour."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in ARROWS:
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in FORWARD:
            self._step(1)
        elif event.key() in BACK:
            self._step(-1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        self._at = min(max(self._at + by, 0), max(len(self._charts) - 1, 0))
        self._show()

    def _show(self) -> None:
        emptied(self._inside)
        if not self._charts:
            self._title.setText(_("Todavía no hay resultados que mostrar."))
            return
        chart = self._charts[self._at]
        self._title.setText(chart.title)
        self._subtitle.setText(chart.subtitle)
        people = _("Personas: {people} · proyectos: {projects} · {at} de {of}")
        count, of = len(self._results.projects), len(self._charts)
        said = people.format(people=self._results.whole.respondents, projects=count, at=self._at + 1, of=of)
        self._place.setText(said)
        announce(self, f"{chart.alt}\n{said}")
        key = Key()
        key.setFont(self._font)
        key.show_chart(chart)
        if len(chart.series) > 1:
            self._inside.addWidget(key)
        self._inside.addWidget(self._drawn(chart), 1)
        if chart.x and chart.x[0] in self._results.instrument.items:
            for item in self._results.weakest[:NAMED]:
                self._inside.addWidget(self._words(caption(item_name(item), wrap=True), 0.8))

    def _named(self, chart: Chart) -> Chart:
        """The chart with the names of dimensions, whose codes nobody in the room knows."""
        titles = {each.id: str(each.title) for each in self._results.instrument.dimensions}
        return replace(chart, x=tuple(titles.get(x, x) for x in chart.x))

    def _drawn(self, chart: Chart) -> QWidget:
        drawn: QWidget
        if chart.kind == "radar":
            drawn = plot = RadarPlot(520)
            plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            plot.show_chart(chart)
        else:
            drawn = Bars(self._named(chart), self._formats)
        drawn.setFont(self._font)
        return drawn
