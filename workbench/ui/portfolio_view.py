"""The portfolio on screen: what its plans come to, the plans themselves, and what they show together."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.portfolio.charts import PUBLISHED, Drawn, Facet, charts
from workbench.portfolio.entry import Entry
from workbench.portfolio.selection import Names, Shown, Wanted
from workbench.portfolio.told import Cells, Fact, facts, notes
from workbench.ui.charts import ChartView
from workbench.ui.copying import more
from workbench.ui.home import WIDTH
from workbench.ui.parts import Button, caption, dressed
from workbench.ui.portfolio_filter import PortfolioFilter
from workbench.ui.portfolio_table import PortfolioTable
from workbench.ui.theme import scaled

FACT, CHART = 150, 560
"""Pixels a fact and a chart need beside another, at 100 %."""
CHARTS = ("approved", "funding", "horizon", "gaps")
"""Those that stand beside each other; the calendar of break-even takes the whole width below them."""
CALENDAR = "break_even"
NOTHING_YET = N_("Se dibuja cuando los planes tengan montos.")
BEHIND = N_("Pase el cursor o use las flechas para leer los valores; con clic o Enter, solo los planes que hay detrás.")


class FactBox(QWidget):
    """One thing that is said of all plans together, as large as it matters."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = [caption(role=role, wrap=True) for role in ("muted", "sub", "muted")]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for line in self.lines:
            column.addWidget(line)
        column.addStretch(1)

    def say(self, fact: Fact) -> None:
        """Say it as it is now."""
        for line, text in zip(self.lines, (fact.label, fact.value, fact.note), strict=True):
            line.setText(text)


class PortfolioView(QWidget):
    """``opened``: where in which plan somebody wants to go; ``wanted``: ``filter`` looks for something else;
    ``browse``: files are to be imported."""

    opened = Signal(object)
    wanted = Signal()
    browse = Signal()

    def __init__(self, wanted: Wanted, formats: Formats, names: Names) -> None:
        super().__init__()
        self.setObjectName("page")
        self._formats, self._names = formats, names
        self.filter = PortfolioFilter(wanted)
        self.filter.changed.connect(self.wanted)
        self.table = PortfolioTable()
        self.table.opened.connect(self.opened)
        self.table.said.connect(self.say)
        self.table.ordered.connect(self.filter.order_by)
        self.charts = {name: ChartView(formats, NOTHING_YET, BEHIND) for name in (*CHARTS, CALENDAR)}
        for chart in self.charts.values():
            chart.opened.connect(self.filter.take)
            chart.said.connect(self.say)
        self._said = caption(role="muted", wrap=True)
        self._said.hide()
        self._notes = caption(role="muted", wrap=True)
        self._all = Button(_("Todas las columnas"))
        self._all.setCheckable(True)
        self._all.setAccessibleDescription(_("También las que no caben: la tabla se desplaza hacia los lados."))
        self._all.toggled.connect(self.table.show_whole)
        self.table.parted.connect(self._all.setVisible)
        self._all.hide()
        self._progress = QProgressBar()
        self._progress.setAccessibleName(_("Avance"))
        self._progress.hide()
        self._facts, self._grid = QGridLayout(), QGridLayout()
        self._facts.setSpacing(16)
        self._grid.setSpacing(24)
        self._boxes: list[FactBox] = []
        self._empty = _first_words()
        self._whole = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        inside = dressed(QWidget(), "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(12)
        for part in (self._head(), self._said, self._progress, self._empty, self._whole):
            column.addLayout(part) if isinstance(part, QHBoxLayout) else column.addWidget(part)
        column.addStretch(1)
        below = QVBoxLayout(self._whole)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(12)
        panel = dressed(QFrame(), "panel")
        panel.setLayout(self._facts)
        foot = QHBoxLayout()
        foot.addWidget(self._notes, 1)
        foot.addWidget(self._all)
        foot.addWidget(more(_("Planes de la cartera"), self.table.fill_menu))
        below.addWidget(panel)
        below.addWidget(self.filter)
        below.addLayout(foot)
        below.addWidget(self.table)
        below.addLayout(self._grid)
        below.addWidget(self.charts[CALENDAR])
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(caption(_("Cartera"), "title", wrap=True), 1)
        self._import = Button(_("Importar planes…"))
        self._import.clicked.connect(self.browse)
        row.addWidget(self._import)
        return row

    def wake(self) -> None:
        """Put the cursor on the plans, or on what brings some."""
        (self._import if self._whole.isHidden() else self.table).setFocus()

    def say(self, text: str) -> None:
        """Say what happened, above all else; empty: nothing any more."""
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def show_entries(self, entries: list[Entry]) -> None:
        """Offer what there is to choose from, and say how far the computing is."""
        pending = sum(entry.pending for entry in entries)
        self._progress.setVisible(bool(pending))
        self._progress.setRange(0, len(entries))
        self._progress.setValue(len(entries) - pending)
        self._progress.setFormat(_("Se calculan las cifras de los planes: faltan {n}").format(n=pending))
        here = QApplication.focusWidget()
        inside, other = here is not None and self.isAncestorOf(here), self._whole.isHidden() is bool(entries)
        self._empty.setVisible(not entries)
        self._whole.setVisible(bool(entries))
        self.filter.offer(entries, self._names)
        if inside and other:
            self.wake()

    def show_plans(self, shown: Shown) -> None:
        """Show the plans wanted, and what they come to."""
        whole, wanted, formats = shown.whole, self.filter.wanted, self._formats
        cells = Cells(whole.currency, formats, self._names)
        self.filter.count(shown)
        self.table.show_plans(shown, wanted, cells, formats)
        self._notes.setText(" ".join(notes(whole, shown.entries, formats)))
        told = facts(whole, formats)
        self._boxes = self._boxes or [FactBox() for _fact in told]
        for box, fact in zip(self._boxes, told, strict=True):
            box.say(fact)
        for name, drawn in charts(shown, wanted.by, self._names, formats).items():
            self._draw(self.charts[name], drawn)
            self.charts[name].setVisible(bool(shown.entries))
        self._share()

    def _draw(self, view: ChartView, drawn: Drawn) -> None:
        def facet(series: int, x: int) -> Facet | None:
            return None if drawn.chart.series[series].what == PUBLISHED else drawn.facets.get(x)

        view.show_chart(drawn.chart, facet)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Facts and charts beside each other, as many as there is room for."""
        width = max(self.width() - 48, 1)
        beside = [self.charts[each] for each in CHARTS]
        for grid, parts, least in ((self._facts, self._boxes, FACT), (self._grid, beside, CHART)):
            columns = max(1, min(len(parts) or 1, width // scaled(least)))
            columns = -(-len(parts) // -(-len(parts) // columns)) if parts else 1  # rows as full as each other
            for at, part in enumerate(parts):
                grid.addWidget(part, at // columns, at % columns, Qt.AlignmentFlag.AlignTop)
            for at in range(grid.columnCount()):
                grid.setColumnStretch(at, 1 if at < columns else 0)


def _first_words() -> QFrame:
    """What stands where there is no plan yet: what a portfolio is for, and how to fill it."""
    panel = dressed(QFrame(), "panel")
    column = QVBoxLayout(panel)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(8)
    column.addWidget(caption(_("Todavía no hay planes que consolidar"), "head", wrap=True))
    for text in (
        _(
            "La cartera pone lado a lado los planes de esta biblioteca y los suma: cuánto aprobó el FOMIN y cuánto la "
            "contrapartida, quién sostiene las estructuras, cuándo llega cada plan al equilibrio y qué falta cada año."
        ),
        _("Suelte aquí los PDF o JSON que recibió, cuantos quiera a la vez: de cada uno se toma el plan que lleva."),
        _("Cada cifra de la tabla abre su plan en el lugar de donde sale."),
    ):
        column.addWidget(caption(text, wrap=True))
    panel.setMaximumWidth(scaled(WIDTH))
    panel.hide()
    return panel
