"""What is filled in by hand: questions with circles to mark, and lines to write on."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from reportlab.platypus import Flowable

from workbench.report.blocks import Blank, Question
from workbench.report.fonts import BOLD, REGULAR, plain
from workbench.report.look import BODY, HAIRLINE, colour, markup, style, tinted
from workbench.report.tagged.parts import Item, P

CIRCLE = 4.6  # its radius: to be marked with a pen
LINE = 17.5  # points from one line to write on to the next: what a hand needs
BASE = 4.5  # from the foot of such a row to its words
BELOW = 7.0  # after the last of them
GAP = 6.0  # between a label and its line, and between places beside each other
CODE = 15.0  # from the left edge of a circle to its code
INDENT = 34.0  # to what the code means


def question(block: Question, width: float) -> list[Flowable]:
    """The flowables of a question under a hairline of its own."""
    code = tinted(markup(block.code, {}), "accent")
    made: list[Flowable] = [Hairline(), P(f"{code}  {markup(block.text, {})}", style("question"))]
    made += [P(markup(note, {}), style("hint")) for note in block.notes]
    answers = object()  # one key makes them one list
    made += [Circled(markup(mark.text, {}), style("answer"), answers, bulletText=mark.code) for mark in block.marks]
    return made + rows(block.blanks, width, answers)


def height(block: Question, width: float) -> float:
    """How high a question is, points."""
    return float(sum(each.wrap(width, 0)[1] + each.getSpaceAfter() for each in question(block, width)))


def rows(blanks: Sequence[Sequence[Blank]], width: float, answers: Hashable = None) -> list[Flowable]:
    """Rows of places to write; those that begin with a circle belong to the list ``answers``."""
    made: list[Flowable] = [WritingRow(row, width, object() if answers is None else answers) for row in blanks]
    for last in made[-1:]:
        last.spaceAfter = BELOW
    return made


class Hairline(Flowable):
    """A line over a question, outside every tag."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, 4.0

    def draw(self) -> None:
        self.canv.setStrokeColor(colour("line"))
        self.canv.setLineWidth(HAIRLINE)
        self.canv.line(0, 3.0, self.width, 3.0)


class Circled(Item):
    """An answer in a list: a circle, its code as the label, and what it means."""

    def draw_inside(self) -> None:
        _circle(self.canv, 0, self.height - self.style.leading / 2 - 0.5)
        super().draw_inside()


class WritingRow(Flowable):
    """Places to write beside each other."""

    def __init__(self, blanks: Sequence[Blank], width: float, answers: Hashable) -> None:
        super().__init__()
        self.blanks, self.width, self.answers = blanks, width, answers

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, LINE

    def draw(self) -> None:
        left = 0.0
        whole = sum(blank.share for blank in self.blanks)
        for at, blank in enumerate(self.blanks):
            end = left + blank.share / whole * self.width
            start = self._marked(blank, (self, at), left) if blank.mark else self._labelled(blank, left)
            if blank.ruled:
                self.canv.setStrokeColor(colour("muted"))
                self.canv.setLineWidth(HAIRLINE)
                self.canv.line(start, BASE - 2, min(end - GAP, self.width) if end < self.width - 1 else end, BASE - 2)
            left = end

    def _labelled(self, blank: Blank, left: float) -> float:
        """Draw the label; gives where the line to write on starts."""
        canvas: Any = self.canv
        canvas.enter("P")
        start = self._text(blank.label, left, "muted")
        canvas.leave()
        return start

    def _marked(self, blank: Blank, key: Hashable, left: float) -> float:
        canvas: Any = self.canv
        _circle(canvas, left, BASE + 2.8)
        for role, known in (("L", self.answers), ("LI", key), ("Lbl", (key, "label"))):
            canvas.enter(role, known)
        end = self._text(blank.mark, left + CODE, "text", BOLD)
        canvas.leave()
        canvas.enter("LBody", (key, "body"))
        start = self._text(blank.label, max(left + INDENT, end), "text")
        for _role in range(3):
            canvas.leave()
        return start

    def _text(self, words: str, left: float, token: str, font: str = REGULAR) -> float:
        canvas: Any = self.canv
        canvas.setFont(font, BODY - 1)
        canvas.setFillColor(colour(token))
        canvas.drawString(left, BASE, plain(words))
        return left + float(canvas.stringWidth(plain(words), font, BODY - 1)) + GAP


def _circle(canvas: Any, left: float, middle: float) -> None:
    canvas.setStrokeColor(colour("text"))
    canvas.setLineWidth(0.8)
    canvas.circle(left + CIRCLE, middle, CIRCLE, stroke=1, fill=0)
