"""The model of a table of lines: what stands in each cell, what may be written there, and what a screen reader says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from forms.fields import ask_at, kind_of, path_in, value_at
from forms.guide import Kind, Lines, Section, Show
from forms.shapes import Field, currency_at, field, own_currency, told_apart
from workbench.exchange.targets import MANY
from workbench.formats import Formats
from workbench.i18n import _
from workbench.model.base import Ask, Line, title
from workbench.model.plan import Plan
from workbench.model.types import Choice
from workbench.theme_tokens import SHAPES
from workbench.ui.bridge import Held, Session
from workbench.ui.theme import colour

Index = QModelIndex | QPersistentModelIndex
NUMERIC = (Decimal, int)
LONG_HEAD = 11
"""Characters above which the head of a column stands on two lines."""
TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def shown(value: Any, ask: Ask, titles: Callable[[str], Mapping[UUID, str]], formats: Formats) -> str:
    """A value in words, as the person's country writes it; ``titles`` gives those of the lines of a table."""
    if value is None or value == "" or value == ():
        return ""
    if isinstance(value, tuple):
        return MANY.join(shown(each, ask, titles, formats) for each in value)
    if isinstance(value, Choice):
        return _(value.label)
    if isinstance(value, bool):
        return _("Sí") if value else _("No")
    if isinstance(value, UUID):
        return titles(ask.refers).get(value, "")
    if isinstance(value, date):
        return formats.date(value)
    if isinstance(value, Decimal | int):
        return formats.percent(value, None) if ask.unit == "percent" else formats.number(value)
    if ask.unit == "year-month":
        return formats.month(value)
    return str(value)


@dataclass(frozen=True)
class Slot:
    """What a column is in the lines of one kind: a field, and how its form asks it."""

    path: str
    field: Field
    show: Show | None

    @property
    def numeric(self) -> bool:
        """Whether it holds figures."""
        base = self.field.shape.base
        return base in NUMERIC and not issubclass(base, Enum)

    @property
    def dated(self) -> bool:
        """Whether it holds days or months."""
        return issubclass(self.field.shape.base, date) or self.field.ask.unit == "year-month"


class LineTable(QAbstractTableModel):
    """The lines of one table in the columns the guide gives, and below them an empty one to write a new line in."""

    def __init__(self, lines: Lines, session: Session) -> None:
        super().__init__()
        self.lines, self.session = lines, session
        self.path, self._currency = "", ""
        self.plan = Plan()
        self.rows: tuple[Line, ...] = ()
        self._slots: dict[tuple[type[Line], int], Slot | None] = {}
        self._titles: dict[str, dict[UUID, str]] = {}

    @cached_property
    def figures(self) -> frozenset[int]:
        """The columns that hold figures."""
        return self._columns(lambda slot: slot.numeric)

    @cached_property
    def uncut(self) -> frozenset[int]:
        """The columns a part of which would say something else: those of figures and of dates."""
        return self._columns(lambda slot: slot.numeric or slot.dated)

    def _columns(self, such: Callable[[Slot], bool]) -> frozenset[int]:
        pairs = [(kind, column) for kind in self.lines.kinds for column in range(self.columnCount())]
        return frozenset(column for kind, column in pairs if (slot := self.slot_of(kind, column)) and such(slot))

    def show(self, path: str, rows: tuple[Line, ...]) -> None:
        """Show other lines, or the same ones after an edit; ``path`` is where their table stands."""
        self.plan, self.path = self.session.plan, path
        self._currency = currency_at(self.plan, path)
        self._titles.clear()
        old, new = [row.id for row in self.rows], [row.id for row in rows]
        if old != new:
            self._change(old, new, rows)
        self.rows = rows
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def _change(self, old: list[UUID], new: list[UUID], rows: tuple[Line, ...]) -> None:
        """Take out and put in what is between the lines that stayed at the beginning and at the end."""
        least = min(len(old), len(new))
        first = next((n for n in range(least) if old[n] != new[n]), least)
        last = next((n for n in range(least - first) if old[-1 - n] != new[-1 - n]), least - first)
        if first + last < len(old):
            self.beginRemoveRows(QModelIndex(), first, len(old) - last - 1)
            self.rows = (*self.rows[:first], *self.rows[len(old) - last :])
            self.endRemoveRows()
        if first + last < len(new):
            self.beginInsertRows(QModelIndex(), first, len(new) - last - 1)
            self.rows = rows
            self.endInsertRows()

    @property
    def drafts(self) -> dict[int, Held]:
        """What was typed into the empty line, by column."""
        return self.session.drafts.setdefault(self.path, {})

    # ------------------------------------------------------------ what a cell is

    def kind(self, row: int) -> Kind:
        """The kind of a line; of the empty one, that of the last line, which is most often meant."""
        line = self.rows[min(row, len(self.rows) - 1)] if self.rows else None
        return kind_of(self.lines, line) if line is not None else self.lines.kinds[0]

    def slot(self, row: int, column: int) -> Slot | None:
        """What a cell holds; None where its line has no such thing, and for the kind."""
        kind = self.kind(row)
        found = self.slot_of(kind, column)
        if found is None and row == len(self.rows):
            others = (self.slot_of(each, column) for each in self.lines.kinds)
            return next((each for each in others if each is not None), None)
        return found

    def slot_of(self, kind: Kind, column: int) -> Slot | None:
        """What a column is in the lines of a kind."""
        key = kind.model, column
        if key not in self._slots:
            path = None if self.is_kind(column) else path_in(self.lines.columns[column], kind.model)
            self._slots[key] = None if path is None else Slot(path, field(kind.model, path), _show(kind.sections, path))
        return self._slots[key]

    def is_kind(self, column: int) -> bool:
        """Whether a column tells the kind of its lines."""
        return self.lines.columns[column].paths == ("kind",)

    def closed(self, row: int, column: int) -> str:
        """Why nothing can be written in a cell, as a sentence; empty where it can."""
        if row == len(self.rows):
            return ""
        if self.is_kind(column):
            return _("El tipo de una línea no cambia: agregue otra del tipo que necesita y elimine esta.")
        slot = self.slot(row, column)
        if slot is None:
            return _("Una línea de tipo «{kind}» no tiene este dato.").format(kind=_(self.kind(row).label))
        if slot.show is None or not slot.show.visible_when(self.plan, self.rows[row]):
            return _("No se aplica a esta línea, según sus otros datos.")
        return _("Aquí solo se muestra: se escribe en otra página.") if slot.show.read_only else ""

    def applies(self, row: int, column: int) -> bool:
        """Whether a line has what a column tells."""
        if row == len(self.rows) or self.is_kind(column):
            return True
        slot = self.slot(row, column)
        return slot is not None and slot.show is not None and slot.show.visible_when(self.plan, self.rows[row])

    def written(self, row: int, column: int) -> bool:
        """Whether something stands in a cell of a line that has what the column tells."""
        if row == len(self.rows) or not self.applies(row, column):
            return False
        held = self.held(row, column)
        return self.is_kind(column) or (held.shown if held else self.value(row, column)) not in (None, "", ())

    def place(self, row: int, column: int) -> str:
        """The path in the plan of what a cell holds."""
        slot = self.slot(row, column)
        assert slot is not None
        return f"{self.path}/{self.rows[row].id}/{slot.path}"

    def held(self, row: int, column: int) -> Held | None:
        """What was typed in a cell and is not in the plan."""
        if row == len(self.rows):
            return self.drafts.get(column)
        if not self.session.held or self.slot(row, column) is None:
            return None
        return self.session.held.get(self.place(row, column))

    def value(self, row: int, column: int) -> Any:
        """What the plan has in a cell; None where the line has no such thing."""
        slot = self.slot(row, column)
        return None if slot is None or row == len(self.rows) else value_at(self.rows[row], slot.path)

    def currency(self, row: int) -> str:
        """The currency of a line's amounts."""
        return (own_currency(self.rows[row]) if row < len(self.rows) else "") or self._currency

    def titles(self, table: str) -> Mapping[UUID, str]:
        """What the lines of a table are called, which the plan's others refer to."""
        if table not in self._titles:
            self._titles[table] = dict(told_apart(self.plan, table))
        return self._titles[table]

    # ------------------------------------------------------------ what the table asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows) + (not self.lines.fixed)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines.columns)

    def head(self, column: int) -> str:
        """The name of a column."""
        asked = self.lines.columns[column]
        return _(asked.label or ask_at(self.lines.kinds[0].model, asked.paths[0]).label)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._number(section, role)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section in self.figures else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.head(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return folded(self.head(section)) if section else self.head(section)

    def _number(self, row: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(row + 1) if row < len(self.rows) else "+"
        return RIGHT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role in TEXTS:
            return self._marked(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column in self.figures else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(row, column)
        if role == Qt.ItemDataRole.BackgroundRole and not self.applies(row, column):
            return colour("window")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row, column)
        return None

    def _ink(self, row: int, column: int) -> Any:
        if self.held(row, column) is not None:
            return colour("fails")
        return colour("muted") if row == len(self.rows) or not self.applies(row, column) else None

    def _marked(self, row: int, column: int) -> str:
        """What stands in a cell; what is not in the plan has a sign before it."""
        held = self.held(row, column)
        return self.text(row, column) if held is None else f"{SHAPES['fails']} {self.text(row, column)}"

    def text(self, row: int, column: int) -> str:
        """What a cell says: what was typed and could not be kept, else its value in words."""
        held = self.held(row, column)
        if held is not None:
            return MANY.join(held.shown).rstrip(MANY) if isinstance(held.shown, list) else str(held.shown or "")
        if row == len(self.rows):
            return f"{_(self.lines.add)}…" if column == 0 else ""
        if self.is_kind(column):
            return _(self.kind(row).label)
        if not self.applies(row, column):
            return _("no aplica")
        slot = self.slot(row, column)
        assert slot is not None
        value, asked = value_at(self.rows[row], slot.path), slot.field.ask
        currency = self.currency(row)
        if asked.unit == "money" and value is not None and currency != self.plan.basis.currency:
            return self.session.formats.money(value, currency)
        return self.words(slot, value)

    def words(self, slot: Slot, value: Any) -> str:
        """A value of a field in words."""
        return shown(value, slot.field.ask, self.titles, self.session.formats)

    def spoken(self, row: int, column: int) -> str:
        """A cell as a screen reader says it: column, line, what stands there, and what is wrong with it."""
        if row == len(self.rows):
            text = _("{column} de una línea nueva: {value}")
            name = ""
        else:
            text = _("{column} de «{line}»: {value}")
            name = title(self.rows[row]) or str(row + 1)
        held = self.held(row, column)
        said = "" if row == len(self.rows) and held is None else self.text(row, column)
        value = said or _("vacía")
        if held is not None:
            value = _("{typed}, sin aceptar. {why}").format(typed=value, why=held.sentence)
        return text.format(column=self.head(column), line=name, value=value)


def _show(sections: tuple[Section, ...], path: str) -> Show | None:
    """How the form of a kind asks for a field."""
    items = (item for section in sections for item in section.items)
    return next((item for item in items if isinstance(item, Show) and item.path == path), None)


def folded(head: str) -> str:
    """The head of a column on two lines where it is long, so that the column is no wider than its figures need."""
    middle = len(head) / 2
    spaces = [at for at, letter in enumerate(head) if letter == " "] if len(head) > LONG_HEAD else []
    at = min(spaces, key=lambda place: abs(place - middle), default=-1)
    return head if at < 0 else f"{head[:at]}\n{head[at + 1 :]}"
