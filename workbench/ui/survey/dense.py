"""A whole sheet as a table, to type in what stands on paper: an answer a row, Enter goes down."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.exchange.answer_text import read, write
from workbench.exchange.clipboard import PasteRefused
from workbench.i18n import N_, _
from workbench.survey.instrument import Item
from workbench.survey.sheet import Missing
from workbench.ui.cell_keys import CellKeys
from workbench.ui.copying import copy_cells, offer_cells, pop_up
from workbench.ui.paste_dialog import clipboard_block
from workbench.ui.survey.filling import Filling
from workbench.ui.theme import colour, scaled

Index = QModelIndex | QPersistentModelIndex
HEADS = (N_("Código"), N_("Pregunta"), N_("Respuesta"), N_("Motivo, si no aplica"), N_("Comentario"))
ID, QUESTION, ANSWER, REASON, COMMENT = range(5)
EDGES = 20
"""Pixels of a cell that its words leave free at both sides."""


class Rows(QAbstractTableModel):
    """The asked items. What was typed and not understood stays as a draft, marked, until it is mended."""

    refused = Signal(str)

    def __init__(self, filling: Filling) -> None:
        super().__init__()
        self._filling = filling
        self._items: list[Item] = list(filling.asked.values())
        self._drafts: dict[str, tuple[str, str]] = {}

    def refresh(self) -> None:
        """Show the items that are asked now, and what is answered."""
        items = list(self._filling.asked.values())
        if items != self._items:
            self.beginResetModel()
            self._items = items
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(len(items) - 1, COMMENT))

    def drafts(self) -> int:
        """How many texts were not understood."""
        return len(self._drafts)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADS[section])
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        item = self._items[index.row()]
        applies = self._filling.answer(item.id).missing is Missing.NOT_APPLICABLE
        writable = index.column() in (ANSWER, COMMENT) or (index.column() == REASON and applies)
        editable = Qt.ItemFlag.ItemIsEditable if writable and not self._filling.locked else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | editable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self._items[index.row()]
        wrong = self._drafts.get(item.id) if index.column() == ANSWER else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return wrong[0] if wrong else self._text(item, index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return wrong[1] if wrong else str(item.question)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = self._text(item, index.column()) or _("vacía")
            return f"{item.id}, {_(HEADS[index.column()])}: {wrong[0] if wrong else said}"
        if role == Qt.ItemDataRole.ForegroundRole and (wrong or index.column() in (ID, QUESTION)):
            return colour("fails" if wrong else "muted")
        return None

    def _text(self, item: Item, column: int) -> str:
        answer = self._filling.answer(item.id)
        if column == ANSWER:
            return write(item, answer, self._filling.formats)
        return (item.id, str(item.question), "", answer.reason, answer.comment)[column]

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        item, text = self._items[index.row()], str(value)
        if index.column() != ANSWER:
            name = "reason" if index.column() == REASON else "comment"
            self._filling.remark(item.id, **{name: text.strip()})
            return True
        self._drafts.pop(item.id, None)
        self.refused.emit("")
        try:
            self._filling.give(item.id, read(item, text, self._filling.formats, self._filling.answer(item.id)))
        except ValueError as error:
            self._drafts[item.id] = text, str(error)
            self.refused.emit(f"{item.id}: {error}")
        self.refresh()
        return True

    def forget(self, row: int) -> bool:
        """Let go of the text of a row that was not understood; whether there was one."""
        there = 0 <= row < len(self._items) and self._drafts.pop(self._items[row].id, None) is not None
        if there:
            self.refused.emit("")
            self.refresh()
        return there

    @property
    def mark(self) -> str:
        """How this person writes decimals."""
        return self._filling.formats.decimal_mark

    def row_of(self, id: str) -> int:
        """The row of an item; -1 where it is not asked."""
        return next((at for at, item in enumerate(self._items) if item.id == id), -1)

    def draft(self) -> int:
        """The first row with a text that was not understood; -1 where there is none."""
        return next((at for at, item in enumerate(self._items) if item.id in self._drafts), -1)

    def explain(self, row: int) -> str:
        """What is wrong in a row; '' where nothing is."""
        if not 0 <= row < len(self._items):
            return ""
        id = self._items[row].id
        why = self._drafts[id][1] if id in self._drafts else self._filling.problem(id)
        return f"{id}: {why}" if why else ""


class _Folding(QStyledItemDelegate):
    """A row is as tall as its words are between the edges of their cell, which the toolkit does not reckon with."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        narrow = QStyleOptionViewItem(option)
        narrow.rect = option.rect.adjusted(0, 0, -EDGES, 0)
        return super().sizeHint(narrow, index)


class Dense(CellKeys):
    """``told``: a sentence about the row one is on, or ''."""

    told = Signal(str)

    def __init__(self, filling: Filling) -> None:
        super().__init__()
        self.rows = Rows(filling)
        self.setModel(self.rows)
        self.setItemDelegate(_Folding(self))
        self.setAccessibleName(_("Respuestas de la hoja"))
        self.setAccessibleDescription(_("Escriba la respuesta; Enter baja a la pregunta siguiente."))
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(self.fontMetrics().height() + 14)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column, width in ((ID, 70), (ANSWER, 110)):
            self.setColumnWidth(column, scaled(width))
        self.horizontalHeader().setSectionResizeMode(QUESTION, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.rows.refused.connect(self.told)
        self.selectionModel().currentChanged.connect(lambda now, _old: self.told.emit(self.rows.explain(now.row())))
        filling.changed.connect(self.rows.refresh)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is asked has most of the room, also where text is large."""
        super().resizeEvent(event)
        room = self.viewport().width() - self.columnWidth(ID) - self.columnWidth(ANSWER)
        for column, width, share in ((REASON, 170, 0.3), (COMMENT, 150, 0.2)):
            head = self.horizontalHeader().sectionSizeHint(column)
            self.setColumnWidth(column, max(head, min(scaled(width), round(room * share))))

    def wake(self) -> None:
        """Put the cursor on the answer one was on, or on the first."""
        self.setFocus()
        if self.currentIndex().column() != ANSWER:
            self.setCurrentIndex(self.rows.index(max(self.currentIndex().row(), 0), ANSWER))

    def go_to(self, id: str) -> None:
        """Put the cursor on the answer to an item, where it is asked."""
        if (row := self.rows.row_of(id)) >= 0:
            self.setCurrentIndex(self.rows.index(row, ANSWER))

    def go_to_draft(self) -> None:
        """Put the cursor on the first text that was not understood, and say why it was not."""
        self.setFocus()
        self.setCurrentIndex(self.rows.index(self.rows.draft(), ANSWER))
        self.told.emit(self.rows.explain(self.rows.draft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_cells(self._chosen(), self.rows.mark)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        pop_up(self, self.fill_menu, event.globalPos())

    def fill_menu(self, menu: QMenu) -> None:
        """What can be taken along from the list."""
        offer_cells(menu, self, self.accessibleName(), self._chosen(), self._whole, self.rows.mark, self.told.emit)

    def _whole(self) -> list[list[str]]:
        """All rows under their heads."""
        rows, columns = range(self.rows.rowCount()), range(len(HEADS))
        return [[*map(_, HEADS)], *([str(self.rows.index(row, at).data()) for at in columns] for row in rows)]

    def _chosen(self) -> list[list[str]]:
        """The chosen cells as they stand there, row by row."""
        rows: dict[int, list[str]] = {}
        for index in sorted(self.selectionModel().selectedIndexes(), key=lambda one: (one.row(), one.column())):
            rows.setdefault(index.row(), []).append(str(index.data()))
        return list(rows.values())

    def _paste(self) -> None:
        """Type what was copied from a spreadsheet into the cells from the one with the cursor to the right and down."""
        here = self.currentIndex()
        try:
            block = clipboard_block()
        except PasteRefused as refused:
            self.told.emit(refused.sentence)
            return
        ids = [self.rows.index(row, ID).data() for row in range(here.row(), self.rows.rowCount())]
        left = sum(1 for row in block.rows[len(ids) :] for text in row if text.strip())
        for id, texts in zip(ids, block.rows, strict=False):  # an answer may end that others are asked
            for column, text in enumerate(texts, here.column()):
                index = self.rows.index(self.rows.row_of(id), column)
                if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
                    self.rows.setData(index, text)
                else:
                    left += bool(text.strip())
        not_used = _("Celdas copiadas que aquí no caben o no se escriben, y no se usaron: {n}.")
        self.told.emit(self.rows.explain(self.rows.draft()) or (not_used.format(n=left) if left else ""))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        here = self.currentIndex()
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and here.row() + 1 < self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(here.row() + 1, here.column()))
