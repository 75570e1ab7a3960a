"""The cells of a row of numbers by month or year: their texts, and how each is drawn below its period's name."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from workbench.i18n import _
from workbench.ui.theme import colour

Index = QModelIndex | QPersistentModelIndex


class Periods(QAbstractTableModel):
    """Texts by period, in reading order. ``wrong``: why some are not in the plan, by their place."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: list[str] = []
        self.texts: list[str] = []
        self.wrong: dict[int, str] = {}
        self.columns = 1

    def show(self, labels: list[str], texts: list[str], columns: int) -> None:
        """Other periods, or as many in a line as there is room for."""
        self.beginResetModel()
        self.labels, self.columns = labels, columns
        self.texts = [texts[at] if at < len(texts) else "" for at in range(len(labels))]
        self.endResetModel()

    def write(self, texts: dict[int, str]) -> None:
        """Put texts into cells."""
        for at, text in texts.items():
            self.texts[at] = text
        self.changed()

    def changed(self) -> None:
        """What is shown of the cells is drawn anew."""
        if self.labels:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columns - 1))

    def at(self, index: Index) -> int:
        """The place of a cell in reading order; −1 where there is none."""
        place = index.row() * self.columns + index.column()
        return place if index.isValid() and place < len(self.labels) else -1

    def place(self, at: int) -> QModelIndex:
        return self.index(at // self.columns, at % self.columns)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else -(-len(self.labels) // self.columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self.columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if self.at(index) >= 0 else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        at = self.at(index)
        if at < 0:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.texts[at]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("{period}: {value}").format(period=self.labels[at], value=self.texts[at] or _("vacío"))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.wrong.get(at, "")
        return None


class PeriodPainter(QStyledItemDelegate):
    """A period's name above a box with its number."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, Periods)
        at = model.at(index)
        if at < 0:
            return
        view = option.widget
        assert isinstance(view, QTableView)
        cursor = view.currentIndex() == index and view.hasFocus()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and view.hasFocus()
        box = box_of(option.rect, option.fontMetrics.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("muted"))
        name = QRect(box.left(), option.rect.top(), box.width(), box.top() - option.rect.top())
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, model.labels[at])
        ink = "fails" if at in model.wrong else "accent" if cursor else "muted"
        painter.setPen(QPen(colour(ink), 2 if ink != "muted" else 1))
        tinted = chosen and not cursor
        painter.setBrush(colour("tint" if tinted else "field"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(colour("on_tint" if tinted else "text"))
        inside = box.adjusted(6, 0, -8, 0)
        text = option.fontMetrics.elidedText(model.texts[at], Qt.TextElideMode.ElideLeft, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, height_of(option.fontMetrics.height()))


def height_of(letters: int) -> int:
    """How tall a cell is with its period's name."""
    return 2 * letters + 20


def box_of(cell: QRect, letters: int) -> QRect:
    """Where the number stands in a cell."""
    return cell.adjusted(1, letters + 3, -8, -4)
