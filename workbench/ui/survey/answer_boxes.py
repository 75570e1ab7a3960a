"""Where an item is answered: one box for each kind of it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.exchange.targets import How, Kind, Target
from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.survey import instrument
from workbench.survey.instrument import Item
from workbench.survey.sheet import NOTHING, Answer, Missing
from workbench.ui.editors import LongText, TextLine
from workbench.ui.parts import Card, caption, dressed, labelled
from workbench.ui.theme import restyle

NUMBERS = {
    "baseline": N_("Línea de base"),
    "target": N_("Meta"),
    "number": N_("Valor medido"),
}
"""What is asked of a number that is followed over time."""


class AnswerBox(QWidget):
    """``given`` carries an Answer without its remarks; ``refused`` a sentence, '' where all is understood."""

    given = Signal(object)
    refused = Signal(str)

    def show_answer(self, answer: Answer) -> None:
        """Show what was answered."""
        raise NotImplementedError

    def choose(self, place: int) -> bool:
        """Answer by the key of a place; whether there is such a place."""
        return False

    def wake(self) -> None:
        """Put the cursor where one answers."""
        self.setFocus()


class CardBox(AnswerBox):
    """One of several texts, each a card with the key that chooses it."""

    def __init__(self, texts: list[tuple[str, str, Answer]], across: bool = False) -> None:
        """``texts``: key, words and the answer they stand for. ``across``: beside each other."""
        super().__init__()
        column = QHBoxLayout(self) if across else QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)  # none may be chosen; what is chosen shows the answer that is kept
        self._answers = [answer for _key, _words, answer in texts]
        self._signs = [caption(role="label") for _each in texts]
        self._keys = [key for key, _words, _answer in texts]
        self.cards: list[Card] = []
        for at, (key, words, _answer) in enumerate(texts):
            card = Card(f"{key}. {words}", (_line(self._signs[at], caption(words, wrap=True)),))
            card.setCheckable(True)
            card.setAutoExclusive(True)  # to a screen reader; the group decides
            self._group.addButton(card, at)
            column.addWidget(card)
            self.cards.append(card)
        self._group.idClicked.connect(self._pressed)
        self.show_answer(NOTHING)

    def _pressed(self, at: int) -> None:
        self.given.emit(self._answers[at])

    def show_answer(self, answer: Answer) -> None:
        plain = answer.with_(reason="", evidence="", comment="")
        for at, card in enumerate(self.cards):
            chosen = self._answers[at] == plain
            card.setChecked(chosen)
            self._signs[at].setText(f"{'●' if chosen else '○'}  {self._keys[at]}")
            for words in card.findChildren(QLabel):
                restyle(dressed(words, "chosen" if chosen else "unchosen"))

    def choose(self, place: int) -> bool:
        for at, key in enumerate(self._keys):
            if key == str(place):
                self.given.emit(self._answers[at])
                self.cards[at].setFocus()
                return True
        return False

    def wake(self) -> None:
        chosen = next((card for card in self.cards if card.isChecked()), self.cards[0])
        chosen.setFocus()


class NumberBox(AnswerBox):
    """A number, and where it is followed also where it began and where it is to arrive."""

    def __init__(self, item: Item, formats: Formats) -> None:
        super().__init__()
        self._answer = NOTHING
        target = Target(Kind.NUMBER, empty=None, formats=formats)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        unit = str(item.unit) if item.unit else ""
        self._lines: dict[str, TextLine] = {}
        for name in NUMBERS if item.tracked else ("number",):
            line = TextLine(lambda text: target.read(text, How.here(formats)), formats.number, unit, True, short=True)
            line.left.connect(lambda name=name: self._left(name))
            self._lines[name] = line
            form.addRow(labelled(_(NUMBERS[name]), line.entry), line)

    def _left(self, name: str) -> None:
        try:
            value: Decimal | None = self._lines[name].read()
        except ValueError as error:
            self._lines[name].mark(True)
            self.refused.emit(str(error))
            return
        self._lines[name].mark(False)
        self.refused.emit("")
        old = {each: getattr(self._answer, each) for each in NUMBERS}
        self.given.emit(Answer(**old | {name: value}))

    def show_answer(self, answer: Answer) -> None:
        self._answer = answer
        for name, line in self._lines.items():
            line.show_value(getattr(answer, name))

    def wake(self) -> None:
        next(iter(self._lines.values())).entry.setFocus()


class TextBox(AnswerBox):
    """Words."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._text = LongText(3)
        self._text.describe(str(item.question), "")
        self._text.left.connect(lambda: self.given.emit(Answer(text=self._text.read().strip())))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._text)

    def show_answer(self, answer: Answer) -> None:
        self._text.show_value(answer.text)

    def wake(self) -> None:
        self._text.prose.setFocus()


def box_for(item: Item, formats: Formats) -> AnswerBox:
    """Where an item of this kind is answered."""
    if item.kind is instrument.Kind.SCALE:
        texts = [(str(level), str(words), Answer(score=level)) for level, words in enumerate(item.anchors)]
        return CardBox(texts)
    if item.kind is instrument.Kind.CHOICE:
        options = enumerate(item.options, 1)
        return CardBox([(str(at), str(option.text), Answer(choice=option.id)) for at, option in options])
    return NumberBox(item, formats) if item.kind is instrument.Kind.NUMBER else TextBox(item)


def missing_box() -> CardBox:
    """Why there is no answer."""
    keys = {Missing.NOT_APPLICABLE: "NA", Missing.NOT_KNOWN: "NS"}
    return CardBox([(keys[each], _(each.label), Answer(missing=each)) for each in Missing], across=True)


def _line(sign: QWidget, words: QWidget) -> QWidget:
    """A sign before words that may take several lines."""
    inside = QWidget()
    row = QHBoxLayout(inside)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(sign)
    row.addWidget(words, 1)
    return inside
