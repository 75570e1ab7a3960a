"""What was published, as the results will show it: beside a room in which nobody has answered yet."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.formats import Formats
from workbench.i18n import _
from workbench.survey.instrument import Instrument
from workbench.survey.results import RoomResults
from workbench.survey.rounds import Round
from workbench.survey.tables import room_tables
from workbench.ui.parts import caption, dressed
from workbench.ui.survey.results_view import text_table
from workbench.ui.tables import TableView

WAVE = "2026"
"""Of a round that is never kept."""


class PublishedPreview(QWidget):
    """The table of one benchmark and its note; or what it still lacks."""

    def __init__(self, instrument: Instrument, benchmark: str, formats: Formats) -> None:
        super().__init__()
        dressed(self, "page")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(10)
        column.addWidget(caption(_("Así se verá en los resultados"), "muted", wrap=True))
        empty = RoomResults(Round(instrument=instrument.id, version=instrument.version, wave=WAVE), instrument, ())
        table = next((each for each in room_tables(empty, formats) if each.id == benchmark), None)
        if table is None:
            lacks = _("Todavía no hay qué mostrar: escriba un puntaje, una parte de una distribución u otra cifra.")
            column.addWidget(caption(lacks, wrap=True))
        else:
            view, kept = TableView(table.title), caption(role="muted", wrap=True)
            view.show_table(text_table(table), formats)
            view.said.connect(kept.setText)
            for part in (caption(table.title, "sub", wrap=True), view, kept, caption(table.note, "help", wrap=True)):
                column.addWidget(part)
        column.addStretch(1)
