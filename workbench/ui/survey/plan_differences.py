"""Where the respondents of a project answered otherwise than its plan, for the consultant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.document.proposals import Difference
from workbench.i18n import _
from workbench.ui.parts import caption


class PlanDifferences(QWidget):
    """Says that it compares until ``tell`` has what was found; away where the plan is not here."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(caption(_("Donde el plan dice otra cosa"), "sub", wrap=True))
        self._note = caption(_("Se comparan las respuestas con el plan del proyecto…"), "help", wrap=True)
        self._column.addWidget(self._note)

    def tell(self, found: Sequence[Difference] | None) -> None:
        """Show the differences; None: the plan cannot be read here."""
        self.setVisible(found is not None)
        if not found:
            self._note.setText(_("En lo que el plan puede responder, dice lo mismo que las personas."))
            return
        self._note.setText(_("No es un error: pregunte qué saben las personas que el plan no dice, o al revés."))
        for each in found:
            question = " · ".join((each.item.id, str(each.item.question)))
            scores = ", ".join(map(str, sorted(each.scores)))
            text = _("Respondieron: {scores}. El plan responde: {level}. {why}")
            said = text.format(scores=scores, level=each.proposed.level, why=each.proposed.sentence)
            for words, role in ((question, "label"), (said, "muted")):
                line = caption(words, role, wrap=True)
                line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._column.addWidget(line)
