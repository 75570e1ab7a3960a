"""The steps of the guide at the left of a plan, each with its state as a shape and in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from forms import GUIDE
from forms.completeness import State, by_page
from forms.guide import Page
from forms.places import page_of
from workbench.i18n import N_, _
from workbench.model.findings import Finding, Severity
from workbench.model.plan import Plan
from workbench.ui.theme import colour


@dataclass(frozen=True)
class StepState:
    """How far a step is: its shape, the colour of it, and the word."""

    shape: str
    role: str
    word: str


COMPLETE = StepState("●", "holds", N_("completo"))
STARTED = StepState("◐", "muted", N_("empezado"))
EMPTY = StepState("○", "muted", N_("vacío"))
FINDINGS = StepState("▲", "risk", N_("con hallazgos"))


def step_states(
    plan: Plan, findings: Sequence[Finding], refused: Collection[str] = ()
) -> dict[int, StepState]:
    """The state of each page by its number: findings first, else how full it is; see ``completeness.by_page``."""
    found = {page_of(GUIDE, finding.path).number for finding in findings if finding.severity is not Severity.HINT}
    states = {State.COMPLETE: COMPLETE, State.STARTED: STARTED, State.EMPTY: EMPTY}
    full = by_page(plan, GUIDE, refused)
    return {number: FINDINGS if number in found else states[full[number].state] for number in full}


STATE, NUMBER, TITLE, COUNT = (Qt.ItemDataRole.UserRole + at for at in range(4))
"""How a row stands, what it is called, and what is said of it at its end."""


def _parts(index: QModelIndex | QPersistentModelIndex) -> tuple[str, str]:
    """What stands before the name of a step, and the name; of a step without a number its name alone."""
    name = index.data(TITLE)
    return (str(index.data(NUMBER)), name) if name else ("", index.data())


class StepRow(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        font = QFont(option.font)
        font.setBold(True)
        front, name = _parts(index)
        count = f"  {index.data(COUNT)}" if index.data(COUNT) else ""
        wide = QFontMetrics(font).horizontalAdvance(f"◐  {'00  ' if front else ''}{name}{count}")
        return QSize(wide + 24, option.fontMetrics.height() + 16)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state: StepState = index.data(STATE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        area: QRect = option.rect
        if chosen:
            painter.fillRect(area, colour("tint"))
            painter.fillRect(area.x(), area.y(), 4, area.height(), colour("accent"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour("accent"))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        font = QFont(option.font)
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(colour("on_tint" if chosen else state.role))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        front, name = _parts(index)
        plain = QFontMetrics(option.font)  # bold or not, numbers and names stand below each other
        left, number = 14 + plain.horizontalAdvance("◐  "), plain.horizontalAdvance("00") if front else 0
        painter.drawText(area.adjusted(14, 0, 0, 0), middle, state.shape)
        painter.setPen(colour("on_tint" if chosen else "text"))
        beside = QRect(area.x() + left, area.y(), number + 2, area.height())
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, front)
        rest = area.adjusted(left + number + (plain.horizontalAdvance("  ") if front else 0), 0, -8, 0)
        if count := index.data(COUNT):
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
            rest.setRight(rest.right() - painter.fontMetrics().horizontalAdvance(count) - 8)
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, middle, text)
        painter.restore()


class StepList(QListWidget):
    """The pages of the guide, of which a plan has those ``shown``. ``opened`` carries the number of the one chosen."""

    opened = Signal(int)

    def __init__(self, pages: tuple[Page, ...], shown: tuple[Page, ...]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAccessibleName(_("Páginas del plan"))
        self.setItemDelegate(StepRow(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for page in pages:
            item = QListWidgetItem(f"{page.number}  {_(page.title)}")
            item.setData(NUMBER, page.number)
            item.setData(TITLE, _(page.title))
            self.addItem(item)
        self.show_states(dict.fromkeys((page.number for page in shown), EMPTY))
        for item in map(self.item, range(self.count())):  # nobody knows yet how full they are
            item.setData(Qt.ItemDataRole.AccessibleTextRole, item.text())
        self.currentItemChanged.connect(lambda now, _before: self.opened.emit(now.data(NUMBER)))

    def show_states(self, states: dict[int, StepState]) -> None:
        """Show the state of each page by its number; a page without one is not there."""
        for item in (self.item(i) for i in range(self.count())):
            state = states.get(item.data(NUMBER))
            item.setHidden(state is None)
            if state is None:
                continue
            item.setData(STATE, state)
            item.setToolTip(f"{item.text()}: {_(state.word)}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {_(state.word)}")

    def go(self, by: int) -> None:
        """Open the next step, or the one before."""
        there = [row for row in range(self.count()) if not self.item(row).isHidden()]
        at = min(max(there.index(self.currentRow()) + by, 0), len(there) - 1)
        self.setCurrentRow(there[at])

    def page(self) -> int:
        """The number of the page chosen."""
        return int(self.currentItem().data(NUMBER))

    def open_page(self, number: int) -> None:
        """Choose the page with this number in the guide, which is open already."""
        self.blockSignals(True)
        for at in range(self.count()):
            if self.item(at).data(NUMBER) == number:
                self.setCurrentRow(at)
        self.blockSignals(False)
