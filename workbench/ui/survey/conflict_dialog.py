"""Two sheets of one respondent that say different things, side by side: which counts, or that they are two people."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from workbench.exchange.answer_text import write
from workbench.formats import Formats
from workbench.i18n import _
from workbench.survey.instrument import Instrument
from workbench.survey.merging import Conflict
from workbench.survey.rounds import RoundProject
from workbench.survey.sheet import Sheet
from workbench.ui.parts import Button, caption, foot, roomy, sized
from workbench.ui.tables import TableView, TextRow, TextTable


class ConflictDialog(QDialog):
    """``chosen`` carries the sheet that counts from now on; ``parted``: they are sheets of different people."""

    chosen = Signal(object)
    parted = Signal()

    def __init__(
        self, conflict: Conflict, project: RoundProject, instrument: Instrument, formats: Formats, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Hojas que se contradicen"))
        self._instrument, self._formats = instrument, formats
        about = _(
            "Hay {n} hojas de «{respondent}» sobre {project}, y no dicen lo mismo. Elija la que cuenta; las otras se "
            "conservan. Si son de personas distintas, cada una cuenta con su código."
        )
        name = " · ".join(part for part in (project.code, project.name) if part)
        said = about.format(n=len(conflict.sides), respondent=conflict.sides[0].respondent, project=name)
        table = TableView(_("Lo que difiere"), tallest=12, folds=True)
        table.show_table(self._table(conflict), formats)
        kept = caption(role="muted", wrap=True)
        table.said.connect(kept.setText)
        column = roomy(self)
        column.addWidget(caption(said, wrap=True))
        column.addWidget(table)
        column.addWidget(kept)
        column.addStretch(1)
        different = Button(_("Son personas distintas"))
        different.clicked.connect(self._part)
        buttons = [different]
        for at, side in enumerate(conflict.sides, 1):
            button = Button(_("Cuenta la hoja {n}").format(n=at), "primary" if at == 1 else "")
            button.clicked.connect(lambda _on=False, side=side: self._choose(side))
            buttons.append(button)
        later = Button(_("Decidir después"))
        later.clicked.connect(self.reject)
        column.addLayout(foot(later, *buttons))
        sized(self, 860, 520)

    def showEvent(self, event: QShowEvent) -> None:
        """No taller than the table, which now knows how wide it is."""
        super().showEvent(event)
        column = self.layout()
        assert column is not None
        column.activate()
        self.resize(self.width(), min(self.height(), column.totalHeightForWidth(self.width())))

    def _choose(self, side: Sheet) -> None:
        self.accept()
        self.chosen.emit(side)

    def _part(self) -> None:
        self.accept()
        self.parted.emit()

    def _table(self, conflict: Conflict) -> TextTable:
        sides = conflict.sides
        heads = (_("Pregunta"), *(_("Hoja {n}").format(n=at) for at in range(1, len(sides) + 1)))
        rows = [TextRow((_("Último cambio"), *map(self._when, sides)), muted=True)]
        agreed = [_("retirado") if side.withdrawn else _("sí") if side.consent else _("no") for side in sides]
        rows += [TextRow((_("Consentimiento"), *agreed))] if len(set(agreed)) > 1 else []
        for id, item in self._instrument.items.items():
            answers = [side.answer(id) for side in sides]
            if any(answer != answers[0] for answer in answers):
                rows.append(TextRow((f"{id} {item.question}", *(self._said(side, id) for side in sides))))
        return TextTable(heads, tuple(rows), texts=len(heads))

    def _said(self, side: Sheet, id: str) -> str:
        answer = side.answer(id)
        parts = (
            write(self._instrument.items[id], answer, self._formats),
            answer.reason,
            answer.evidence,
            answer.comment,
        )
        return " · ".join(part for part in parts if part) or "–"

    def _when(self, side: Sheet) -> str:
        if side.changed is None:
            return "–"
        then = side.changed.astimezone()
        return _("{day}, {time:%H:%M}").format(day=self._formats.date(then.date()), time=then)
