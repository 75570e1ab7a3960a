"""What is missing and what stands out: completeness by page, and the findings with their cure and their answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from forms import GUIDE
from forms.completeness import of_page
from workbench.i18n import N_, _
from workbench.model.findings import Finding, Severity
from workbench.model.review import Answer
from workbench.theme_tokens import SHAPES
from workbench.ui.bridge import Session
from workbench.ui.live import Live
from workbench.ui.parts import Button, caption, dressed, emptied
from workbench.ui.theme import colour

Jump = Callable[[str], None]
SEVERITIES = {
    Severity.ERROR: ("fails", N_("Contradicción")),
    Severity.WARNING: ("risk", N_("Advertencia")),
    Severity.HINT: ("none", N_("Sugerencia")),
}
ANSWERS = "review/answers"


class Completeness(Live):
    """How full each page is, with a way to the first answer that is missing."""

    def __init__(self, session: Session, jump: Jump) -> None:
        super().__init__(session)
        self._jump = jump
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)

    def draw(self) -> None:
        """One row for each page that asks something."""
        emptied(self._grid)
        for row, page in enumerate(page for page in GUIDE.pages if of_page(self.session.plan, page).wanted):
            done = of_page(self.session.plan, page)
            name = f"{page.number} · {_(page.title)}"
            bar = QProgressBar(maximum=100, value=round(done.share * 100))
            bar.setFormat(_("%p % completo"))
            bar.setAccessibleName(name)
            self._grid.addWidget(QLabel(name), row, 0)
            self._grid.addWidget(bar, row, 1)
            if done.missing:
                text = _("Ir a lo que falta ({count})").format(count=len(done.missing))
                button = Button(text, "link")
                button.setAccessibleName(f"{name}: {text}")
                button.clicked.connect(lambda _on=False, path=done.missing[0]: self._jump(path))
                self._grid.addWidget(button, row, 2)


class Findings(Live):
    """Every finding as a card."""

    def __init__(self, session: Session, jump: Jump) -> None:
        super().__init__(session)
        self._jump = jump
        self._none = QLabel(_("No hay hallazgos: nada de lo que el programa revisa llama la atención."), wordWrap=True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self.column.addWidget(self._none)
        self.column.addLayout(self._cards)

    def draw(self) -> None:
        """Show the findings of the figures as they are now."""
        emptied(self._cards)
        found = self.session.findings()
        self._none.setVisible(not found)
        for finding in found:
            self._cards.addWidget(self._card(finding))

    def _card(self, finding: Finding) -> QWidget:
        token, word = SEVERITIES[finding.severity]
        card = dressed(QFrame(), "panel")
        card.setAccessibleName(f"{_(word)}: {finding.sentence}")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        hue = colour("muted" if token == "none" else token).name()
        head = QLabel(f'<span style="color:{hue}">{SHAPES[token]}</span> <b>{_(word)}</b>')
        head.setTextFormat(Qt.TextFormat.RichText)
        column.addWidget(head)
        column.addWidget(QLabel(finding.sentence, wordWrap=True))
        if finding.cure:
            column.addWidget(caption(finding.cure, "muted", wrap=True))
        answer = self._answer(finding)
        if answer and answer.text:
            column.addWidget(QLabel(_("Respuesta: {text}").format(text=answer.text), wordWrap=True))
        column.addLayout(self._buttons(finding, answer))
        return card

    def _buttons(self, finding: Finding, answer: Answer | None) -> QHBoxLayout:
        row = QHBoxLayout()
        texts = (
            (_("Ir al dato"), lambda: self._jump(finding.path)),
            (_("Editar la respuesta") if answer else _("Responder"), lambda: self._reply(finding, answer)),
        )
        for text, act in texts:
            button = Button(text, "link")
            button.setAccessibleName(f"{text}: {finding.sentence}")
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _answer(self, finding: Finding) -> Answer | None:
        answers = self.session.plan.review.answers
        return next((each for each in answers if (each.finding, each.place) == (finding.id, finding.path)), None)

    def _reply(self, finding: Finding, answer: Answer | None) -> None:
        """Go to the answer, made when there is none yet."""
        if answer is None:
            answer = Answer(finding=finding.id, place=finding.path)
            answers = (*self.session.plan.review.answers, answer)
            if not self.session.put(ANSWERS, answers, _("Responder un hallazgo")):
                return
        self._jump(f"{ANSWERS}/{answer.id}")

