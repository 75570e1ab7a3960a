"""The results of a round on screen: the room, its projects, questions and groups; each page made when it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QScrollArea, QVBoxLayout, QWidget

from workbench.document.proposals import Difference
from workbench.exchange.tables import Number
from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.model.chart import Chart
from workbench.survey.charts import project_radar
from workbench.survey.results import RoomResults
from workbench.survey.scoring import Scored, said
from workbench.survey.summary import Spread
from workbench.survey.tables import BY, Table, project_name, project_tables
from workbench.ui.charts import ChartView
from workbench.ui.copying import more
from workbench.ui.parts import Bar, Button, caption, dressed, listing
from workbench.ui.survey.plan_differences import PlanDifferences
from workbench.ui.survey.radar import RadarView
from workbench.ui.survey.turning import turn_page
from workbench.ui.tables import TableView, TextRow, TextTable
from workbench.ui.theme import scaled

SIDE = 220
"""Pixels of the list of pages, at 100 %."""
PAGES = {
    "room": N_("La sala"),
    "projects": N_("Proyectos"),
    "items": N_("Preguntas"),
    "groups": N_("Grupos"),
    "change": N_("Qué se movió"),
    "published": N_("Lo publicado"),
}
SHOWN = {
    "room": ("dimensions",),
    "projects": ("projects",),
    "items": ("pareto", "alerts", "disagreements", "answers", "choices", "written", "numbers", "countries"),
    "groups": tuple(BY),
    "change": ("moved",),
}
"""The tables of each page; the others are on the last, what does not count is on the first."""
CHARTS = {"room": ("levels", "answers"), "items": ("pareto",)}
READ = N_("Pase el cursor o use las flechas para leer los valores.")
NO_PLAN = N_(
    "El proyecto no tiene un plan vinculado. En la lista de hojas: «Con la fila elegida», «Plan del proyecto»; "
    "entonces estos pasos van a él en un clic."
)
NOTHING_YET = N_("Todavía no hay hojas que cuenten. Una hoja cuenta cuando tiene consentimiento y respuestas.")


def text_table(table: Table, hint: str = "") -> TextTable:
    """A table as the window shows it; a row of a project leads to it."""
    rows = tuple(
        TextRow(
            tuple(cell.text for cell in row.cells),
            muted=row.muted,
            numbers=tuple(None if cell.number is None else Number(cell.number, cell.share) for cell in row.cells),
        )
        for row in table.rows
    )
    doors = [row.project for row in table.rows]
    return TextTable(table.heads, rows, table.texts, door=lambda row, _column: doors[row], hint=hint)


class ResultsView(QWidget):
    """``left``: back to the sheets. ``acted``: the project (UUID) whose next steps are to go into its plan.

    ``opened``: the project (UUID) that is shown and has a plan; ``tell`` says where that differs.
    """

    left = Signal()
    acted = Signal(object)
    opened = Signal(object)
    said = Signal(str)

    def __init__(
        self, results: RoomResults, tables: Sequence[Table], charts: dict[str, Chart], formats: Formats
    ) -> None:
        """``tables``, ``charts``: all of the room's, which take longer to work out than to be shown."""
        super().__init__()
        self.setObjectName("page")
        self._results, self._formats = results, formats
        self._beside: tuple[UUID, PlanDifferences] | None = None
        self._project: UUID | None = None
        self._tables, self._charts = {table.id: table for table in tables}, charts
        self._pages = [id for id in PAGES if self._has(id)]
        self.side = self._list()
        self.area = QScrollArea(widgetResizable=True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self.area, 1)
        column.addLayout(row, 1)
        self.side.setCurrentRow(0)

    def _has(self, id: str) -> bool:
        if id == "room":
            return True
        return any(table in self._tables for table in self._on(id)) or any(
            chart in self._charts for chart in CHARTS.get(id, ())
        )

    def _on(self, id: str) -> tuple[str, ...]:
        """The tables of a page."""
        if id in SHOWN:
            return SHOWN[id] + (("left_out",) if id == "room" else ())
        placed = {table for tables in SHOWN.values() for table in tables} | {"left_out"}
        return tuple(table for table in self._tables if table not in placed)

    def _list(self) -> QListWidget:
        side = listing(_("Resultados"), "names")
        side.setFixedWidth(scaled(SIDE))
        for id in self._pages:
            side.addItem(_(PAGES[id]))
        side.currentRowChanged.connect(lambda at: self.open(self._pages[at]))
        side.itemClicked.connect(lambda _row: self._again())
        return side

    def _head(self) -> QWidget:
        title = " · ".join(part for part in (self._results.round.title, self._results.round.wave) if part)
        people = _("Personas: {people} · proyectos: {projects}")
        count = len(self._results.projects)
        said = people.format(people=self._results.whole.respondents, projects=count)
        bar = Bar(_("Volver a las hojas"), title, caption(said, "muted"))
        bar.left.connect(self.left)
        return bar

    def wake(self) -> None:
        """Put the cursor on the list of pages."""
        self.side.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ pages

    def open(self, id: str) -> None:
        """Show a page."""
        self._project = None
        parts: list[QWidget] = []
        if id == "room":
            parts += self._headline()
        parts += [self._chart(self._charts[chart]) for chart in CHARTS.get(id, ()) if chart in self._charts]
        parts += [part for table in self._on(id) if table in self._tables for part in self._table(self._tables[table])]
        self._put(parts)

    def open_project(self, project: UUID) -> None:
        """Show what is told of one project."""
        found = self._results.of(project)
        if found is None:
            return
        back = Button(_("Todos los proyectos"), "link")
        back.clicked.connect(lambda: self.open("projects"))
        beside = PlanDifferences() if found.project.plan is not None else None
        parts: list[QWidget] = [back, caption(project_name(found), "head", wrap=True), *self._alerts(found)]
        if (radar := project_radar(self._results, found, self._formats)) is not None:
            parts.append(self._chart(radar))
        for table in project_tables(self._results, found, self._formats):
            parts += self._table(table)
            if table.id == "weakest":
                told = [self._act(project), beside] if beside else [caption(_(NO_PLAN), "help", wrap=True)]
                parts += told
        if beside is not None and beside not in parts:
            parts.append(beside)
        self._put(parts)
        self.side.blockSignals(True)
        self.side.setCurrentRow(self._pages.index("projects"))
        self.side.blockSignals(False)
        self._project = project
        back.setFocus()
        if beside is not None:
            self._beside = project, beside
            self.opened.emit(project)

    def _act(self, project: UUID) -> Button:
        act = Button(_("Llevar los tres pasos al plan"), "primary")
        act.clicked.connect(lambda: self.acted.emit(project))
        return act

    def _again(self) -> None:
        """The page of the row that is pressed, also where a project of it is shown over it."""
        if self._project is not None:
            self.open(self._pages[self.side.currentRow()])

    def tell(self, project: UUID, found: Sequence[Difference] | None) -> None:
        """Where a project's plan differs, or None where it is not here; nothing if another page is shown by now."""
        if self._beside is not None and self._beside[0] == project:
            self._beside[1].tell(found)

    def _alerts(self, project: Scored) -> list[QWidget]:
        text = _("▲ {item}: alguien respondió 0 a una pregunta crítica.")
        lines = [text.format(item=f"{item.id} {item.question}") for item in project.alerts]
        return [
            caption(said(project.overall, self._formats), "sub", wrap=True),
            *(caption(each, "error", True) for each in lines),
        ]

    def _headline(self) -> list[QWidget]:
        found = self._results.whole.overall
        if not self._results.projects:
            return [caption(_(NOTHING_YET), wrap=True)]
        score = found.median if isinstance(found, Spread) else found
        words: list[QWidget] = [caption(said(score, self._formats), "title", wrap=True)]
        if isinstance(found, Spread):
            words.append(caption(_("Mediana · proyectos con puntaje: {n}").format(n=found.count), "muted"))
        if "radar" in self._charts:
            words.append(self._chart(self._charts["radar"]))
        return words

    def _chart(self, chart: Chart) -> QWidget:
        if chart.kind == "radar":
            radar = RadarView(chart, self._formats)
            radar.said.connect(self.said)
            return radar
        view = ChartView(self._formats, hint=READ)
        view.said.connect(self.said)
        view.show_chart(chart, lambda _series, _x: None)
        return view

    def _table(self, table: Table) -> list[QWidget]:
        words = table.texts == len(table.heads)
        head, view = caption(table.title, "sub", wrap=True), TableView(table.title, tallest=20, folds=words)
        view.show_table(text_table(table, N_("Clic o Enter: abre el proyecto")), self._formats)
        view.opened.connect(self.open_project)
        view.said.connect(self.said)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(head, 1)
        row.addWidget(more(table.title, view.fill_menu))
        return [inside, view, *([caption(table.note, "help", wrap=True)] if table.note else [])]

    def _put(self, parts: list[QWidget]) -> None:
        self._beside = None
        inside = dressed(QWidget(), "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(10)
        for part in parts:
            link = isinstance(part, Button)
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft) if link else column.addWidget(part)
        column.addStretch(1)
        turn_page(self.area, inside)
