"""One item of a sheet: what is asked, what can be answered, and what is said beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workbench.i18n import _
from workbench.survey.instrument import Item
from workbench.survey.sheet import Answer, Missing
from workbench.ui.editors import LongText
from workbench.ui.entry import Prose
from workbench.ui.heard import announce
from workbench.ui.parts import Button, caption, labelled
from workbench.ui.survey.answer_boxes import box_for, missing_box
from workbench.ui.survey.filling import Filling
from workbench.ui.theme import FORM_WIDTH, scaled

KEYS: dict[int, Missing] = {Qt.Key.Key_N: Missing.NOT_APPLICABLE, Qt.Key.Key_S: Missing.NOT_KNOWN}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STAR = "★"


class ItemPage(QFrame):
    """Digits answer, N is *does not apply*, S *does not know*; ``onward``: Enter goes to the next item."""

    onward = Signal()

    def __init__(self, filling: Filling, item: Item, at: int, of: int) -> None:
        super().__init__()
        self._filling, self._item = filling, item
        self.setMaximumWidth(scaled(FORM_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(8)
        place = _("{id} · pregunta {at} de {of}").format(id=item.id, at=at, of=of)
        critical = _("{star} Crítica: un 0 da aviso").format(star=STAR) if item.critical else ""
        column.addWidget(caption(" · ".join(part for part in (place, critical) if part), "muted", wrap=True))
        self._question = caption(str(item.question), "head", wrap=True)
        column.addWidget(self._question)
        if item.help:
            column.addWidget(caption(str(item.help), "help", wrap=True))
        column.addLayout(self._proposal())
        self.box = box_for(item, filling.formats)
        self.setAccessibleName(str(item.question))
        self.setAccessibleDescription("\n".join(filter(None, (str(item.help or ""), place, critical))))
        self.missing = missing_box()
        self._why = caption(role="error", wrap=True)
        for part in (self.box, self.missing, self._why):
            column.addWidget(part)
        self._reason = self._remark("reason", _("Por qué no aplica"), column)
        self._remark("evidence", _("Evidencia: qué documento o hecho lo muestra"), column)
        self._remark("comment", _("Comentario"), column)
        column.addStretch(1)
        for box in (self.box, self.missing):
            box.given.connect(self._give)
            box.refused.connect(self._refuse)
        for button in self.findChildren(QAbstractButton):
            button.installEventFilter(self)
        self.setEnabled(not filling.locked)
        self.refresh()

    def _proposal(self) -> QHBoxLayout:
        """What the plan says, and the button that takes it as the answer."""
        row = QHBoxLayout()
        proposed = self._filling.proposed.get(self._item.id)
        if proposed is None:
            return row
        if proposed.level is None:
            row.addWidget(caption(_("Su plan no lo dice: {why}").format(why=proposed.sentence), "help", wrap=True), 1)
            return row
        text = _("Su plan responde {level}: {why}").format(level=proposed.level, why=proposed.sentence)
        row.addWidget(caption(text, "label", wrap=True), 1)
        take = Button(_("Confirmar {level}").format(level=proposed.level))
        take.setAccessibleDescription(text)
        take.clicked.connect(lambda: self._give(Answer(score=proposed.level)))
        row.addWidget(take)
        return row

    def _remark(self, name: str, label: str, column: QVBoxLayout) -> QWidget:
        field = LongText(2)
        field.show_value(getattr(self._filling.answer(self._item.id), name))
        field.left.connect(lambda: self._note(name, field.read().strip()))
        field.prose.installEventFilter(self)
        words = labelled(label, field.prose)
        field.describe(label, str(self._item.question))
        holder = QWidget()
        holder.setFocusProxy(field.prose)
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.addWidget(words)
        inside.addWidget(field)
        column.addWidget(holder)
        return holder

    def _note(self, name: str, text: str) -> None:
        self._filling.remark(self._item.id, **{name: text})
        if name == "reason":
            self._refuse(self._lack())

    def _lack(self) -> str:
        """What the answer still needs, in words."""
        answer = self._filling.answer(self._item.id)
        needs = answer.missing is Missing.NOT_APPLICABLE and not answer.reason
        return _("Diga por qué no aplica.") if needs else ""

    def _give(self, answer: Answer) -> None:
        old = self._filling.answer(self._item.id)
        reason = old.reason if answer.missing is Missing.NOT_APPLICABLE else ""
        self._filling.give(self._item.id, answer.with_(reason=reason, evidence=old.evidence, comment=old.comment))
        self.refresh()
        if answer.missing is Missing.NOT_APPLICABLE and not reason:
            self._reason.setFocus()

    def _refuse(self, sentence: str) -> None:
        self._why.setText(sentence)
        self._why.setVisible(bool(sentence))
        announce(self, sentence)

    def refresh(self) -> None:
        """Show what is kept."""
        answer = self._filling.answer(self._item.id)
        self.box.show_answer(answer)
        self.missing.show_answer(answer)
        self._reason.setVisible(answer.missing is Missing.NOT_APPLICABLE)
        self._refuse(self._lack())

    def wake(self) -> None:
        """Put the cursor where one answers."""
        self.box.wake()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On a card, Enter goes on and does not press it again; in a text too, where Shift+Enter begins a line."""
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress):
            return super().eventFilter(watched, event)
        if not isinstance(watched, Prose):
            return self._key(event)
        if event.key() not in ENTER or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        watched.left.emit()
        self.onward.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._key(event):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        if key in KEYS:
            self._give(Answer(missing=KEYS[key]))
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            return self.box.choose(key - Qt.Key.Key_0)
        elif key in ENTER and self._filling.is_answered(self._item):
            self.onward.emit()
        elif key == Qt.Key.Key_Backspace:
            self._filling.clear(self._item.id)
            self.refresh()
        else:
            return False
        return True
