"""What the last survey found, beside what the project says of itself."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from workbench.exchange.tables import Number
from workbench.formats import Formats
from workbench.i18n import _
from workbench.model.factors import LatestSurvey, result_said, round_said, score_said
from workbench.ui.bridge import Session
from workbench.ui.copying import more
from workbench.ui.live import Live
from workbench.ui.parts import caption
from workbench.ui.statements import table_view
from workbench.ui.tables import TextRow, TextTable


class SurveyResult(Live):
    """The level, where it comes from, and each dimension; only to be read."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._result, self._round = caption(role="label", wrap=True), caption(role="muted", wrap=True)
        self._table = table_view(session, _("Resultado de la encuesta"), tallest=12)
        self._more = more(_("Resultado de la encuesta"), self._table.fill_menu)
        head = QHBoxLayout()
        head.addWidget(self._result, 1)
        head.addWidget(self._more)
        self.column.addLayout(head)
        self.column.addWidget(self._round)
        self.column.addWidget(self._table)

    def draw(self) -> None:
        """Show what the plan holds, or that there is nothing yet and how it comes."""
        survey, formats = self.session.plan.latest_survey, self.session.formats
        for part in (self._result, self._more, self._table):
            part.setVisible(survey.there)
        if not survey.there:
            self._round.setText(_("Este plan no tiene todavía el resultado de una encuesta: llega desde una ronda."))
            return
        self._result.setText(result_said(survey, formats))
        self._round.setText(round_said(survey, formats))
        self._table.show_table(dimensions_table(survey, formats), formats)


def dimensions_table(survey: LatestSurvey, formats: Formats) -> TextTable:
    """A row for each dimension; in words where too few answered."""
    rows = tuple(
        TextRow(
            (" · ".join(filter(None, (each.code, each.name))), score_said(each.score, formats)),
            muted=each.score is None,
            numbers=(None if each.score is None else Number(each.score),),
        )
        for each in survey.dimensions
    )
    return TextTable((_("Dimensión"), _("Resultado de 0 a 3")), rows)
