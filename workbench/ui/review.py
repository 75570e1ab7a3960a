"""What is missing and what stands out: completeness by page, and the findings with their cure and their answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from forms import GUIDE
from forms.completeness import by_page, of_page
from workbench.engine.doors import Told
from workbench.i18n import N_, Phrase, _
from workbench.model.findings import Finding, Severity
from workbench.model.review import Answer
from workbench.theme_tokens import SHAPES
from workbench.ui.bridge import Session
from workbench.ui.editors import LongText
from workbench.ui.live import Live
from workbench.ui.parts import Button, caption, dressed, emptied
from workbench.ui.steps import COMPLETE
from workbench.ui.theme import colour

Jump = Callable[[str], None]
ROLES = {Severity.ERROR: "fails", Severity.WARNING: "risk", Severity.HINT: "none"}
"""The token of each severity; its shape has the same name."""
ANSWERS = "review/answers"
"""The plan's answers; they are written beside their findings, not in a table of their own."""


class Completeness(Live):
    """How full each page is, with a way to the first answer that is missing."""

    def __init__(self, session: Session, jump: Jump) -> None:
        super().__init__(session)
        self._jump = jump
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 2)
        self.column.addLayout(self._grid)

    def draw(self) -> None:
        """One row for each page that asks something."""
        emptied(self._grid)
        plan = self.session.plan
        pages = by_page(plan, GUIDE, self.session.refused())
        for row, page in enumerate(page for page in GUIDE.shown(plan) if of_page(plan, page).wanted):
            done = pages[page.number]
            name = f"{page.number} · {_(page.title)}"
            self._grid.addWidget(caption(name, wrap=True), row, 0)
            self._grid.addWidget(_filled(name, done.share), row, 1)
            if done.missing:
                text = _("Ir a lo que falta ({count})").format(count=len(done.missing))
                button = Button(text, "link")
                button.setAccessibleName(f"{name}: {text}")
                button.clicked.connect(lambda _on=False, path=done.missing[0]: self._jump(path))
                self._grid.addWidget(button, row, 2)


def _filled(name: str, share: float) -> QWidget:
    """How full a page is: as a bar, until nothing is missing."""
    if share >= 1:
        hue = colour(COMPLETE.role).name()
        return QLabel(f'<span style="color:{hue}">{COMPLETE.shape}</span> {_(COMPLETE.word)}')
    bar = QProgressBar(maximum=100, value=round(share * 100))
    bar.setFormat(_("%p % completo"))
    bar.setAccessibleName(name)
    return bar


class Findings(Live):
    """Every finding as a card, with the answer that is printed beside it."""

    def __init__(self, session: Session, jump: Jump) -> None:
        super().__init__(session)
        self._jump = jump
        self._shown: tuple[Finding, ...] | None = None
        self._answers: list[AnswerBox] = []
        self._none = caption(_("No hay hallazgos: nada de lo que el programa revisa llama la atención."), wrap=True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self.column.addWidget(self._none)
        self.column.addLayout(self._cards)

    def draw(self) -> None:
        """Show the findings of the figures as they are now; an answer being written stays where it is."""
        found = self.session.findings()
        if found != self._shown:
            self._shown = found
            emptied(self._cards)
            self._answers = [AnswerBox(self.session, finding) for finding in found]
            for finding, answer in zip(found, self._answers, strict=True):
                self._cards.addWidget(self._card(finding, answer))
            self._none.setVisible(not found)
        for answer in self._answers:
            answer.refresh()

    def _card(self, finding: Finding, answer: AnswerBox) -> QWidget:
        token, word = ROLES[finding.severity], finding.severity.label
        card = dressed(QFrame(), "panel")
        card.setAccessibleName(f"{_(word)}: {finding.sentence}")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        hue = colour("muted" if token == "none" else token).name()
        head = QLabel(f'<span style="color:{hue}">{SHAPES[token]}</span> <b>{_(word)}</b>')
        head.setTextFormat(Qt.TextFormat.RichText)
        go = Button(_("Ir al dato"), "link")
        go.setAccessibleName(f"{go.text()}: {finding.sentence}")
        go.clicked.connect(lambda: self._jump(finding.path))
        line = QHBoxLayout()
        line.addWidget(head, 1)
        if finding.figure:
            why = Button(_("De dónde sale"), "link")
            why.setAccessibleName(f"{why.text()}: {finding.sentence}")
            door = Told(finding.figure, finding.period)
            why.clicked.connect(lambda: self.session.asked.emit(door))
            line.addWidget(why)
        line.addWidget(go)
        column.addLayout(line)
        column.addWidget(caption(finding.sentence, wrap=True))
        if finding.cure:
            column.addWidget(caption(finding.cure, "muted", wrap=True))
        column.addWidget(caption(_("Su respuesta"), "label"))
        column.addWidget(answer)
        return card


class AnswerBox(LongText):
    """The executor's answer to one finding; part of the plan when it is left."""

    def __init__(self, session: Session, finding: Finding) -> None:
        super().__init__(lines=3)
        self._session, self._finding = session, finding
        self.describe(_("Su respuesta"), finding.sentence)
        self.propose(_("Qué se hará, quién y cuándo; o por qué no es un problema."))
        self.left.connect(self._keep)

    def refresh(self) -> None:
        """Show what the plan has."""
        if not self.prose.hasFocus():
            answer = self._answer()
            self.show_value(answer.text if answer else "")

    def _answer(self) -> Answer | None:
        wanted = (self._finding.id, self._finding.path)
        answers = self._session.document.plan.review.answers
        return next((each for each in answers if (each.finding, each.place) == wanted), None)

    def _keep(self) -> None:
        old, text = self._answer(), self.read().strip()
        if text == (old.text if old else ""):
            return
        new = (old or Answer(finding=self._finding.id, place=self._finding.path)).with_(text=text)
        others = tuple(each for each in self._session.document.plan.review.answers if each is not old)
        self._session.put(ANSWERS, (*others, new) if text else others, Phrase(N_("Respuesta a un hallazgo")))
