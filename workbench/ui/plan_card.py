"""One plan of the library as a card: what it says, how it is drawn, and which of its parts are doors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QDate, QLocale, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.i18n import N_, _, language
from workbench.storage.home import PlanCard
from workbench.ui.shelf import STAGES
from workbench.ui.theme import SIZES, colour, scaled

GAP, INSIDE = 16, 16
LINES = 2
"""Lines a name and a fact may take."""
PLAN = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
DOORS = {
    "missing": N_("Ir a lo que falta"),
    "break_even": N_("De dónde sale el equilibrio"),
    "gap": N_("De dónde sale la brecha firmada"),
}
"""The parts of a card that lead into its plan: how full it is, and its two figures."""


def name_of(plan: PlanCard) -> str:
    """What a plan is called."""
    return plan.name or _("Plan sin nombre")


def about(plan: PlanCard) -> str:
    """Who executes it, and how far it is."""
    stage = _(STAGES.get(plan.stage, ""))
    return " · ".join(part for part in (plan.executor, stage) if part) or _("Sin ejecutor")


def done(plan: PlanCard) -> str:
    """How full it is."""
    return _("{percent} % completo").format(percent=round(plan.completeness * 100))


def facts_of(plan: PlanCard) -> tuple[tuple[str, str], tuple[str, str]]:
    """Break-even and signed gap, each with its name; a reason stands where there is no figure."""
    month = _(plan.break_even_text)
    if plan.month:
        first = QDate(int(plan.month[:4]), int(plan.month[5:]), 1)
        month = QLocale(language()).toString(first, "MMM yyyy").replace(".", "")
    return (_("Equilibrio"), month or "–"), (_("Brecha firmada"), _(plan.gap_text) or "–")


def changed(moment: str) -> str:
    """When a plan was last changed, in the person's time. Babel would load too much before the first picture."""
    then = datetime.fromisoformat(moment).astimezone()
    day = QLocale(language()).toString(QDate(then.year, then.month, then.day), "d MMM yyyy").replace(".", "")
    return _("Último cambio: {day}, {time:%H:%M}").format(day=day, time=then)


def dots(cell: QRect) -> QRect:
    """Where a card opens its menu."""
    side = scaled(28)
    return QRect(cell.right() - GAP - side - 4, cell.top() + 8, side, side)


def height(widget: QWidget) -> int:
    """That of a card with the space below it."""
    line, bar = widget.fontMetrics().lineSpacing(), widget.fontMetrics().height() + 6
    name = QFontMetrics(_sized(widget.font(), "sub")).lineSpacing()
    return 24 + LINES * name + line + 8 + bar + 8 + (LINES + 1) * line + 8 + line + GAP


def _sized(font: QFont, role: str = "") -> QFont:
    made = QFont(font)
    made.setBold(True)
    if role:
        made.setPointSizeF(SIZES[role] * scaled(100) / 100)
    return made


def fitted(text: str, metrics: QFontMetrics, width: int, lines: int) -> list[str]:
    """A text on so many lines at most; the last one is cut with an ellipsis."""
    found: list[str] = []
    rest = text.split()
    while rest and len(found) < lines - 1:
        at = next((n for n in range(len(rest), 1, -1) if metrics.horizontalAdvance(" ".join(rest[:n])) <= width), 1)
        found.append(" ".join(rest[:at]))
        rest = rest[at:]
    last = [metrics.elidedText(" ".join(rest), Qt.TextElideMode.ElideRight, width)] if rest else []
    return [metrics.elidedText(each, Qt.TextElideMode.ElideRight, width) for each in found] + last


def door_at(plan: PlanCard, font: QFont, cell: QRect, place: QPoint) -> str:
    """Which of the ``DOORS`` of a card is at a place of its list; '' where none is."""
    pen = _Pen(None, font, _inside(cell))
    pen.write(plan)
    return next((door for door, area in pen.doors.items() if area.contains(place)), "")


def _inside(cell: QRect) -> QRect:
    """Where a card says something."""
    return cell.adjusted(1 + INSIDE, 1 + 12, -GAP - INSIDE, -GAP - 12)


class Card(QStyledItemDelegate):
    """Draws one card. ``size`` says how large they all are."""

    def __init__(self, parent: QObject, size: Callable[[], QSize]) -> None:
        super().__init__(parent)
        self._size = size

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        plan: PlanCard = index.data(PLAN)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frame(painter, option, QRect(option.rect).adjusted(1, 1, -GAP, -GAP))
        _Pen(painter, option.font, _inside(option.rect)).write(plan)
        painter.setPen(colour("muted"))
        painter.setFont(_sized(option.font, "sub"))
        painter.drawText(dots(option.rect), Qt.AlignmentFlag.AlignCenter, "⋯")
        painter.restore()

    def _frame(self, painter: QPainter, option: QStyleOptionViewItem, card: QRect) -> None:
        here = option.state & QStyle.StateFlag.State_HasFocus
        over = option.state & QStyle.StateFlag.State_MouseOver
        painter.setBrush(colour("surface"))
        pen = painter.pen()
        pen.setColor(colour("accent" if here else "muted" if over else "line"))
        pen.setWidth(2 if here else 1)
        painter.setPen(pen)
        painter.drawRoundedRect(card, 6, 6)


class _Pen:
    """Writes a card from the top down; without a painter it only finds where its doors are."""

    def __init__(self, painter: QPainter | None, font: QFont, area: QRect) -> None:
        self._painter, self._font, self.area = painter, font, area
        self._y = area.top()
        self.doors: dict[str, QRect] = {}

    def write(self, plan: PlanCard) -> None:
        """All of it."""
        title = self.area.width() - scaled(28)
        self.lines(name_of(plan), _sized(self._font, "sub"), "text", LINES, title)
        self.lines(about(plan), self._font, "muted", 1)
        self.bar(plan.completeness, done(plan))
        self.facts(facts_of(plan))
        self.lines(changed(plan.changed), self._font, "muted", 1)

    def lines(self, text: str, font: QFont, role: str, most: int, width: int = 0) -> None:
        """A text, on as many lines as it needs and may have."""
        metrics = QFontMetrics(font)
        for line in fitted(text, metrics, width or self.area.width(), most):
            self._draw(font, role, self.area.left(), self._y + metrics.ascent(), line)
            self._y += metrics.lineSpacing()

    def _draw(self, font: QFont, role: str, x: int, y: int, text: str) -> None:
        if self._painter is not None:
            self._painter.setFont(font)
            self._painter.setPen(colour(role))
            self._painter.drawText(x, y, text)

    def bar(self, share: float, text: str) -> None:
        """How much of something there is."""
        metrics = QFontMetrics(self._font)
        area = QRect(self.area.left(), self._y + 8, self.area.width(), metrics.height() + 6)
        self.doors["missing"] = area
        self._y += 8 + area.height() + 8
        if self._painter is None:
            return
        self._painter.setPen(colour("muted"))
        self._painter.setBrush(colour("field"))
        self._painter.drawRoundedRect(area, 4, 4)
        tint = colour("accent")
        tint.setAlpha(50)
        self._painter.fillRect(area.adjusted(1, 1, round((area.width() - 2) * (share - 1)) - 1, -1), tint)
        self._painter.setFont(self._font)
        self._painter.setPen(colour("text"))
        self._painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Names at the left, values at the right; the first value may take two lines."""
        bold = _sized(self._font)
        metrics = QFontMetrics(bold)
        for (label, text), door, most in zip(facts, ("break_even", "gap"), (LINES, 1), strict=True):
            top = self._y
            self._draw(self._font, "muted", self.area.left(), self._y + metrics.ascent(), label)
            room = self.area.width() - QFontMetrics(self._font).horizontalAdvance(label) - 12
            for line in fitted(text, metrics, room, most):
                x = self.area.right() - metrics.horizontalAdvance(line)
                self._draw(bold, "text", x, self._y + metrics.ascent(), line)
                self._y += metrics.lineSpacing()
            self.doors[door] = QRect(self.area.left(), top, self.area.width(), self._y - top)
        self._y = max(self._y, self.area.bottom() - metrics.lineSpacing() + 1)
