"""The plans of the library as cards, drawn and not made: a thousand cost what one sees. Painted first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.i18n import _, language
from workbench.storage.home import PlanCard
from workbench.ui.parts import dressed
from workbench.ui.shelf import STAGES
from workbench.ui.theme import SIZES, colour, scaled

CARD = 44
"""The least width of a card, in characters."""
GAP, INSIDE = 16, 16
LINES = 2
"""Lines a name and a fact may take."""
_PLAN = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class Plans(QAbstractListModel):
    """The plans shown, each with what a screen reader says of it."""

    def __init__(self) -> None:
        super().__init__()
        self.plans: list[PlanCard] = []

    def show(self, plans: Sequence[PlanCard]) -> None:
        """Show other plans."""
        self.beginResetModel()
        self.plans = list(plans)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.plans)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        plan = self.plans[index.row()]
        if role == _PLAN:
            return plan
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return name_of(plan)
        if role in (Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.ToolTipRole):
            facts = [f"{label}: {text}" for label, text in facts_of(plan)]
            return ". ".join([about(plan), done(plan), *facts, changed(plan.changed)])
        return None


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
    if plan.break_even and plan.break_even_text[-4:].isdigit():
        first = QDate(int(plan.break_even[:4]), int(plan.break_even[5:]), 1)
        month = QLocale(language()).toString(first, "MMM yyyy").replace(".", "")
    return (_("Equilibrio"), month or "–"), (_("Brecha firmada"), _(plan.gap_text) or "–")


def changed(moment: str) -> str:
    """When a plan was last changed, in the person's time. Babel would load too much before the first picture."""
    then = datetime.fromisoformat(moment).astimezone()
    day = QLocale(language()).toString(QDate(then.year, then.month, then.day), "d MMM yyyy").replace(".", "")
    return _("Último cambio: {day}, {time:%H:%M}").format(day=day, time=then)


class PlanList(QListView):
    """``opened`` carries the id of a plan; ``menu`` also where its menu is wanted; ``moved`` where the cursor is."""

    opened = Signal(str)
    removed = Signal(str)
    menu = Signal(str, QPoint)
    moved = Signal(QRect)

    def __init__(self) -> None:
        super().__init__()
        self.plans = Plans()
        self.setModel(self.plans)
        self.setItemDelegate(_Card(self))
        dressed(self, "cards")
        self.setAccessibleName(_("Sus planes"))
        self.setAccessibleDescription(_("Enter abre el plan, la tecla de menú ofrece lo demás, Supr lo elimina."))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        for bar in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._clicked)

    def show_plans(self, plans: Sequence[PlanCard]) -> None:
        """Show these; the cursor stays on its plan where that is among them."""
        here = self._id(self.currentIndex())
        self.plans.show(plans)
        self.lay_out()
        ids = [plan.id for plan in plans]
        self.choose(here if here in ids else ids[0] if ids else "")

    def choose(self, plan: str) -> None:
        """Put the cursor on a plan."""
        for at, each in enumerate(self.plans.plans):
            if each.id == plan:
                self.setCurrentIndex(self.plans.index(at))

    def lay_out(self) -> None:
        """As many cards beside each other as there is room for; as tall as all of them."""
        columns = max(1, self.width() // (self.fontMetrics().averageCharWidth() * CARD + GAP))
        size = QSize(max((self.width() - 1) // columns, 1), height(self))
        self.setGridSize(size)
        self.setFixedHeight(size.height() * -(-len(self.plans.plans) // columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.lay_out()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            self.moved.emit(self.visualRect(current))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.moved.emit(self.visualRect(self.currentIndex()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plan = self._id(self.currentIndex())
        if plan and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(plan)
        elif plan and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(plan)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if plan := self._id(index):
            where = dots(self.visualRect(index)).bottomLeft() if by_key else event.pos()
            self.menu.emit(plan, self.viewport().mapToGlobal(where))

    def _clicked(self, index: QModelIndex) -> None:
        area = dots(self.visualRect(index))
        if area.contains(self.viewport().mapFromGlobal(self.cursor().pos())):
            self.menu.emit(self._id(index), self.viewport().mapToGlobal(area.bottomLeft()))
        else:
            self.opened.emit(self._id(index))

    def _id(self, index: Index) -> str:
        return self.plans.plans[index.row()].id if index.isValid() else ""


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


class _Card(QStyledItemDelegate):
    """Draws one card."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, PlanList)
        return view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        plan: PlanCard = index.data(_PLAN)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRect(option.rect).adjusted(1, 1, -GAP, -GAP)
        self._frame(painter, option, card)
        pen = _Pen(painter, option.font, card.adjusted(INSIDE, 12, -INSIDE, -12))
        title = pen.area.width() - scaled(28)
        pen.lines(name_of(plan), _sized(option.font, "sub"), "text", LINES, title)
        pen.lines(about(plan), option.font, "muted", 1)
        pen.bar(plan.completeness, done(plan))
        pen.facts(facts_of(plan))
        pen.lines(changed(plan.changed), option.font, "muted", 1)
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
    """Writes a card from the top down."""

    def __init__(self, painter: QPainter, font: QFont, area: QRect) -> None:
        self._painter, self._font, self.area = painter, font, area
        self._y = area.top()

    def lines(self, text: str, font: QFont, role: str, most: int, width: int = 0) -> None:
        """A text, on as many lines as it needs and may have."""
        self._painter.setFont(font)
        self._painter.setPen(colour(role))
        metrics = QFontMetrics(font)
        for line in fitted(text, metrics, width or self.area.width(), most):
            self._painter.drawText(self.area.left(), self._y + metrics.ascent(), line)
            self._y += metrics.lineSpacing()

    def bar(self, share: float, text: str) -> None:
        """How much of something there is."""
        metrics = QFontMetrics(self._font)
        area = QRect(self.area.left(), self._y + 8, self.area.width(), metrics.height() + 6)
        self._painter.setPen(colour("muted"))
        self._painter.setBrush(colour("field"))
        self._painter.drawRoundedRect(area, 4, 4)
        tint = colour("accent")
        tint.setAlpha(50)
        self._painter.fillRect(area.adjusted(1, 1, round((area.width() - 2) * (share - 1)) - 1, -1), tint)
        self._painter.setFont(self._font)
        self._painter.setPen(colour("text"))
        self._painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
        self._y += 8 + area.height() + 8

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Names at the left, values at the right; the first value may take two lines."""
        bold = _sized(self._font)
        metrics = QFontMetrics(bold)
        for at, (label, text) in enumerate(facts):
            most = LINES if at == 0 else 1
            self._painter.setFont(self._font)
            self._painter.setPen(colour("muted"))
            self._painter.drawText(self.area.left(), self._y + metrics.ascent(), label)
            room = self.area.width() - QFontMetrics(self._font).horizontalAdvance(label) - 12
            self._painter.setFont(bold)
            self._painter.setPen(colour("text"))
            for line in fitted(text, metrics, room, most):
                x = self.area.right() - metrics.horizontalAdvance(line)
                self._painter.drawText(x, self._y + metrics.ascent(), line)
                self._y += metrics.lineSpacing()
        self._y = max(self._y, self.area.bottom() - metrics.lineSpacing() + 1)
