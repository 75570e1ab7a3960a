"""A value of the plan as it is shown in a table's cell, and the model that shows a table's lines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from forms.fields import ask_at, kind_of, path_in, value_at
from forms.guide import Column, Lines
from workbench.formats import Formats
from workbench.i18n import _
from workbench.model.base import Ask, Line
from workbench.model.plan import Plan
from workbench.model.types import Choice
from workbench.ui.shapes import currency_at, field, own_currency, referred

Index = QModelIndex | QPersistentModelIndex
NUMERIC = (Decimal, int)
LONG_HEAD = 11
"""Characters above which the head of a column stands on two lines."""


def shown(value: Any, ask: Ask, plan: Plan, formats: Formats) -> str:
    """A value in words, as the person's country writes it."""
    if value is None or value == "" or value == ():
        return ""
    if isinstance(value, Choice):
        return _(value.label)
    if isinstance(value, bool):
        return _("Sí") if value else _("No")
    if isinstance(value, UUID):
        return dict(referred(plan, ask.refers)).get(value, "")
    if isinstance(value, date):
        return formats.date(value)
    if isinstance(value, Decimal | int):
        return formats.percent(value, None) if ask.unit == "percent" else formats.number(value)
    if ask.unit == "year-month":
        return formats.month(value)
    return str(value)


class LineTable(QAbstractTableModel):
    """The lines of one table, in the columns the guide gives."""

    def __init__(self, lines: Lines, formats: Formats) -> None:
        super().__init__()
        self._lines, self._formats = lines, formats
        self.plan, self._currency = Plan(), ""
        self.rows: tuple[Line, ...] = ()

    def show(self, plan: Plan, path: str, rows: tuple[Line, ...]) -> None:
        """Show other lines, or the same ones after an edit; ``path`` is where their table stands."""
        self.plan, self._currency = plan, currency_at(plan, path)
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        column = self._lines.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            figures = any(self._numeric(row, column) for row in self.rows)
            side = Qt.AlignmentFlag.AlignRight if figures else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        head = _(column.label or ask_at(self._lines.kinds[0].model, column.paths[0]).label)
        return folded(head) if section else head

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], self._lines.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and self._numeric(row, column):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, row: Line, column: Column) -> str:
        if column.paths == ("kind",):
            return _(kind_of(self._lines, row).label)
        path = path_in(column, row)
        if path is None:
            return ""
        value, ask = value_at(row, path), ask_at(type(row), path)
        currency = own_currency(row) or self._currency
        if ask.unit == "money" and value is not None and currency != self.plan.basis.currency:
            return self._formats.money(value, currency)
        return shown(value, ask, self.plan, self._formats)

    def _numeric(self, row: Line, column: Column) -> bool:
        path = None if column.paths == ("kind",) else path_in(column, row)
        if path is None:
            return False
        base = field(type(row), path).shape.base
        return base in NUMERIC and not issubclass(base, Enum)


def folded(head: str) -> str:
    """The head of a column on two lines where it is long, so that the column is no wider than its figures need."""
    middle = len(head) / 2
    spaces = [at for at, letter in enumerate(head) if letter == " "] if len(head) > LONG_HEAD else []
    at = min(spaces, key=lambda place: abs(place - middle), default=-1)
    return head if at < 0 else f"{head[:at]}\n{head[at + 1:]}"
