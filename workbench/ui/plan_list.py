"""The plans of the library as cards, drawn and not made: a thousand cost what one sees. Painted first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QToolTip

from workbench.i18n import _
from workbench.storage.home import PlanCard
from workbench.ui.parts import dressed
from workbench.ui.plan_card import (
    DOORS,
    GAP,
    PLAN,
    Card,
    about,
    changed,
    done,
    door_at,
    dots,
    facts_of,
    height,
    name_of,
)

CARD = 44
"""The least width of a card, in characters."""
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
        if role == PLAN:
            return plan
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return name_of(plan)
        if role in (Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.ToolTipRole):
            facts = [f"{label}: {text}" for label, text in facts_of(plan)]
            return ". ".join([about(plan), done(plan), *facts, changed(plan.changed)])
        return None


class PlanList(QListView):
    """``opened`` carries the id of a plan, ``asked`` also which of the ``DOORS`` of its card, ``menu`` also where its
    menu is wanted; ``moved`` where the cursor is."""

    opened = Signal(str)
    asked = Signal(str, str)
    removed = Signal(str)
    menu = Signal(str, QPoint)
    moved = Signal(QRect)

    def __init__(self) -> None:
        super().__init__()
        self.plans = Plans()
        self.setModel(self.plans)
        self.setItemDelegate(Card(self, self.gridSize))
        dressed(self, "cards")
        self.setAccessibleName(_("Sus planes"))
        self.setAccessibleDescription(_("Enter abre el plan, la tecla de menú ofrece lo demás, Supr lo elimina."))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self._pressed = QPoint(-1, -1)
        self.setViewportMargins(0, 0, -GAP, 0)  # after the last card beside others there is no gap
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
        room = self.width() + GAP
        columns = max(1, room // (self.fontMetrics().averageCharWidth() * CARD + GAP))
        size = QSize(max((room - 1) // columns, 1), height(self))
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
        area, place = dots(self.visualRect(index)), self._pressed
        if area.contains(place):
            self.menu.emit(self._id(index), self.viewport().mapToGlobal(area.bottomLeft()))
        elif door := self._door(index, place):
            self.asked.emit(self._id(index), door)
        else:
            self.opened.emit(self._id(index))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        over = self._door(self.indexAt(place), place)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and (door := self._door(self.indexAt(event.pos()), event.pos())):
            QToolTip.showText(event.globalPos(), _(DOORS[door]), self.viewport())
            return True
        return super().viewportEvent(event)

    def _door(self, index: Index, place: QPoint) -> str:
        if not index.isValid():
            return ""
        return door_at(self.plans.plans[index.row()], self.font(), self.visualRect(index), place)

    def _id(self, index: Index) -> str:
        return self.plans.plans[index.row()].id if index.isValid() else ""
