"""The computed views a page of the guide may ask for, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from workbench.engine.break_even_said import break_even_sentences
from workbench.engine.doors import mark_door
from workbench.engine.exact_said import exact_sentence
from workbench.engine.inputs import STANDINGS
from workbench.engine.pulse import costed
from workbench.ui.bridge import Session
from workbench.ui.live import Live
from workbench.ui.parts import caption
from workbench.ui.review import Completeness, Findings
from workbench.ui.statements import Appraisal, Figures, Flows, Statements, WhoPays
from workbench.ui.survey_result import SurveyResult
from workbench.ui.timeline import Timeline

if TYPE_CHECKING:
    from workbench.ui.charts import ChartView

CHARTS = "workbench.ui.charts"
"""What draws charts: with it comes pyqtgraph, a tenth of a second to load."""
Jump = Callable[[str], None]


class ChartPlace(Live):
    """A chart of the engine's descriptions, by name."""

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session)
        self._name = name
        self._view: ChartView | None = None
        session.loaded.connect(self._changed)

    @property
    def view(self) -> ChartView:
        """The chart itself, made when it is first drawn."""
        if self._view is None:
            from workbench.ui.charts import ChartView

            self._view = ChartView(self.session.formats)
            self._view.opened.connect(self.session.asked)
            self._view.said.connect(self.session.noticed)
            self.column.addWidget(self._view)
        return self._view

    def draw(self) -> None:
        """Draw the chart of the figures as they are now; what draws is loaded before the first."""
        if CHARTS not in Session.there:
            self.session.load(CHARTS)
            return
        projection, chart = self.session.projection, self.session.charts()[self._name]
        self.view.show_chart(chart, lambda series, x: mark_door(projection, self._name, chart, series, x))


class BreakEven(ChartPlace):
    """When the operation covers its costs: in words, one sentence for each way to count, and as a chart.

    With step costs also the exact level of activity.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session, "break_even")
        self._words = tuple(caption(wrap=True) for _each in (*STANDINGS, "exact"))
        for each in self._words:
            each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.column.addWidget(each)

    def draw(self) -> None:
        """Say it and draw it as it is now."""
        projection, formats = self.session.projection, self.session.formats
        said = (*break_even_sentences(projection, formats), exact_sentence(projection, formats))
        told = [each for each in said if each] if costed(projection) else []
        for at, words in enumerate(self._words):
            words.setText(told[at] if at < len(told) else "")
            words.setVisible(at < len(told))
        super().draw()


def make_view(name: str, session: Session, jump: Jump) -> Live:
    """The view of this name; ``jump`` leads to a field by its path."""
    tables: dict[str, Callable[[], Live]] = {
        "break_even": lambda: BreakEven(session),
        "who_pays": lambda: WhoPays(session),
        "statements": lambda: Statements(session),
        "figures": lambda: Figures(session),
        "appraisal": lambda: Appraisal(session),
        "flows": lambda: Flows(session),
        "latest_survey": lambda: SurveyResult(session),
        "timeline": lambda: Timeline(session),
        "findings": lambda: Findings(session, jump),
        "completeness": lambda: Completeness(session, jump),
    }
    return tables[name]() if name in tables else ChartPlace(session, name)
