"""The pulse: the plan's five main figures and its verdict, at the foot of the window, moving while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
)

from workbench.i18n import N_, _
from workbench.theme_tokens import SHAPES
from workbench.ui.heard import announce
from workbench.ui.theme import colour

if TYPE_CHECKING:
    from workbench.engine.pulse import Light

FLASH = 200
REST = 1200
"""Milliseconds the figures rest before what changed is said aloud: not at every key."""
HINT = N_("Clic o Enter: de dónde sale")


class Door(QAbstractButton):
    """What asks, at a click, Enter or the space bar, where its figure comes from."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Cell(Door):
    """One figure: its name, its light as shape and word, its value. A door: a click or Enter asks where it comes from.

    Painted by hand: it changes with every key.
    """

    def __init__(self) -> None:
        super().__init__()
        self._label = self._text = self._word = ""
        self._state: str | None = None
        self._apart, self._lines = False, 1
        self._flash = QTimer(self)
        self._flash.setSingleShot(True)
        self._flash.setInterval(FLASH)
        self._flash.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_figure(self, light: Light) -> None:
        """Show a figure; flash once when its value has changed."""
        told = "\n".join(part for part in (light.sentence, light.benchmark, _(HINT)) if part)
        shown = (light.label, light.text, light.state, light.word)
        known = shown == (self._label, self._text, self._state, self._word)
        if known and told == self.accessibleDescription():
            return
        if self._text and not known and _motion():
            self._flash.start()
        self._label, self._text, self._state, self._word = shown
        self.setAccessibleName(" · ".join(part for part in (self._label, self._text, self._word) if part))
        self.setAccessibleDescription(told)
        self.setToolTip(f"{self.accessibleName()}\n{told}")

    def sizeHint(self) -> QSize:
        line = QFontMetrics(self.font()).lineSpacing()
        value = max(QFontMetrics(self._bold()).height(), line * self._lines)
        return QSize(160, line * (2 if self._apart else 1) + value + 12)

    def fits(self, width: int) -> bool:
        """Whether the name and the longest word of a light have room beside each other in a cell so wide."""
        longest = ""
        if self._word:
            from workbench.engine.pulse import WORDS  # there is a light: the engine has been loaded

            longest = max(map(_, WORDS.values()), key=len)
        return self.fontMetrics().horizontalAdvance(f"{self._label} · {longest}") <= width - 20

    def name_width(self) -> int:
        """The width the name needs on a line of its own."""
        return self.fontMetrics().horizontalAdvance(self._label) + 20

    def lines(self) -> int:
        """The lines the value needs: a long reason takes two."""
        return 1 if self.fontMetrics().horizontalAdvance(self._text) <= self._room() else 2

    def arrange(self, apart: bool, lines: int) -> None:
        """Give the word of the light a line of its own, and the value as many as this."""
        if (apart, lines) != (self._apart, self._lines):
            self._apart, self._lines = apart, lines
            self.updateGeometry()
            self.update()

    def _room(self) -> int:
        """The width the value has beside its shape."""
        shape = f"{SHAPES[self._state]} " if self._state is not None else ""
        return self.width() - 20 - QFontMetrics(self._bold()).horizontalAdvance(shape)

    def _head(self) -> str:
        return self._label if not self._word else f"{self._label} · {self._word}"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._flash.isActive():
            flash = colour("accent")
            flash.setAlpha(56)
            painter.fillRect(self.rect(), flash)
        area = self.rect().adjusted(12, 4, -8, -4)
        small, bold = QFontMetrics(self.font()), QFontMetrics(self._bold())
        painter.setPen(colour("muted"))
        head = self._label if self._apart else self._head()
        painter.drawText(area.x(), area.y() + small.ascent(), _cut(head, small, area.width()))
        if self._apart:
            painter.drawText(area.x(), area.bottom() - small.descent(), _cut(self._word, small, area.width()))
        painter.setFont(self._bold(self.underMouse()))
        base, left = area.y() + small.height() + 2 + bold.ascent(), area.x()
        if self._state is not None:
            shape = SHAPES[self._state]
            painter.setPen(colour(self._state))
            painter.drawText(left, base, shape)
            left += bold.horizontalAdvance(shape + " ")
        painter.setPen(colour("text"))
        self._paint_value(painter, left, base)
        if self.hasFocus():
            painter.setPen(colour("accent"))
            painter.drawRect(self.rect().adjusted(2, 1, -3, -2))
        painter.end()

    def _paint_value(self, painter: QPainter, left: int, base: int) -> None:
        """The value in bold; a reason too long for that as a sentence, in as many lines as there are."""
        room, small = self._room(), self.fontMetrics()
        if QFontMetrics(self._bold()).horizontalAdvance(self._text) <= room:
            painter.drawText(left, base, self._text)
            return
        plain = self.font()
        plain.setUnderline(self.underMouse())
        painter.setFont(plain)
        area = QRect(left, base - small.ascent(), room, small.lineSpacing() * self._lines)
        text = self._text
        most = area.height() + small.height() // 2  # some fonts are a little taller than their lines
        while text and small.boundingRect(area, Qt.TextFlag.TextWordWrap, text).height() > most:
            text = f"{text.removesuffix('…').rpartition(' ')[0]}…".removeprefix("…")
        painter.drawText(area, Qt.TextFlag.TextWordWrap, text)

    def _bold(self, underlined: bool = False) -> QFont:
        font = QFont(self.font())
        font.setUnderline(underlined)
        font.setPointSizeF(font.pointSizeF() * 1.14)
        font.setBold(True)
        return font


class Sentence(Door):
    """The verdict: a light and a sentence, on one line. It opens the figure that decided."""

    def __init__(self) -> None:
        super().__init__()
        self._state: str | None = None
        self._sentence = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_verdict(self, state: str | None, sentence: str) -> None:
        if (state, sentence) != (self._state, self._sentence):
            self._state, self._sentence = state, sentence
            self.setAccessibleName(sentence)
            hint = _(HINT) if state is not None else ""
            self.setAccessibleDescription(hint)
            self.setToolTip(f"{sentence}\n{hint}".strip())
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, QFontMetrics(self.font()).height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        left, base = 12, 6 + metrics.ascent()
        if self._state is not None:
            shape = SHAPES[self._state]
            painter.setPen(colour(self._state))
            painter.drawText(left, base, shape)
            left += metrics.horizontalAdvance(shape + " ")
        font = self.font()
        font.setUnderline(self.underMouse() and self._state is not None)
        painter.setFont(font)
        painter.setPen(colour("text"))
        painter.drawText(left, base, _cut(self._sentence, metrics, self.width() - left - 8))
        if self.hasFocus():
            painter.setPen(colour("accent"))
            painter.drawRect(self.rect().adjusted(2, 1, -3, -2))
        painter.end()


class Pulse(QFrame):
    """Five cells and the verdict above them. ``opened``: the figure that is asked about. ``reviewed``: the verdict is,
    where no figure decided it but what the review names."""

    opened = Signal(object)
    reviewed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pulse")
        self.setAccessibleName(_("Cifras principales"))
        self.sentence = Sentence()
        self.cells = tuple(Cell() for _each in range(5))
        self._lights: tuple[Light, ...] = ()
        self._verdict: str | None = None
        self._heard: tuple[str, ...] = ()
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._tell)
        for at, cell in enumerate(self.cells):
            cell.clicked.connect(lambda _on=False, at=at: self._open(at))
        self.sentence.clicked.connect(self._open_verdict)
        self._row = row = QHBoxLayout()
        row.setSpacing(0)
        for cell in self.cells:
            row.addWidget(cell, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 2, 12, 6)
        column.setSpacing(0)
        column.addWidget(self.sentence)
        column.addLayout(row)

    def show_lights(self, lights: tuple[Light, ...], state: str | None, sentence: str) -> None:
        """Show the five figures and the verdict."""
        self._lights, self._verdict = lights, state
        self._rest.start()
        for cell, light in zip(self.cells, lights, strict=True):
            cell.show_figure(light)
        self.sentence.show_verdict(state, sentence)
        self._arrange()
        self.repaint()  # at once: what is only due to be painted Qt lets wait five milliseconds for more

    def _tell(self) -> None:
        """Say the verdict aloud where it is another, and each figure whose light has another word."""
        heard, self._heard = self._heard, (self.sentence.accessibleName(), *(light.word for light in self._lights))
        if heard and heard != self._heard:
            words = zip(self.cells, heard[1:], self._heard[1:], strict=True)
            told = [self._heard[0], *(cell.accessibleName() for cell, old, new in words if old != new)]
            announce(self, "\n".join(told))

    def _open_verdict(self) -> None:
        """The worst light decides, the first of the worst."""
        judged = (at for at, light in enumerate(self._lights) if light.state and light.state == self._verdict)
        if (at := next(judged, None)) is not None:
            self._open(at)
        elif self._verdict:
            self.reviewed.emit()

    def _open(self, at: int) -> None:
        if self._lights:
            self.opened.emit(self._lights[at])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        share = self._row.geometry().width() // len(self.cells)  # not what they have: that follows from this
        apart = not all(cell.fits(share) for cell in self.cells)
        for at, cell in enumerate(self.cells):  # large text shares the width as the names need it
            self._row.setStretch(at, cell.name_width() if apart else 1)
        lines = max(cell.lines() for cell in self.cells)
        for cell in self.cells:
            cell.arrange(apart, lines)


def _cut(text: str, metrics: QFontMetrics, width: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def _motion() -> bool:
    """Whether the system lets things move."""
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
