"""The search over everything: a line to type in, and below it what was found; Enter goes there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from workbench.i18n import _
from workbench.ui.heard import announce
from workbench.ui.parts import caption, sized
from workbench.ui.search_index import SORTS, Entry, SearchIndex
from workbench.ui.theme import colour

ENTRY = Qt.ItemDataRole.UserRole
SIZE = (640, 460)
MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class _Row(QStyledItemDelegate):
    """A title with what sort of thing it is at the end, and below it where it stands."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, 2 * option.fontMetrics.lineSpacing() + 12)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: Entry = index.data(ENTRY)
        area: QRect = option.rect
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(area, colour("accent"))
        text, muted = (colour("on_accent"),) * 2 if chosen else (colour("text"), colour("muted"))
        inside = area.adjusted(12, 6, -12, -6)
        line = option.fontMetrics.lineSpacing()
        sort = _(SORTS[entry.sort])
        wide = option.fontMetrics.horizontalAdvance(sort)
        top = QRect(inside.x(), inside.y(), inside.width(), line)
        cut = Qt.TextElideMode.ElideRight
        painter.setPen(muted)
        painter.drawText(top, Qt.AlignmentFlag.AlignRight, sort)
        below = top.translated(0, line)
        painter.drawText(
            below, Qt.AlignmentFlag.AlignLeft, option.fontMetrics.elidedText(entry.where, cut, below.width())
        )
        painter.setPen(text)
        title = option.fontMetrics.elidedText(entry.title, cut, top.width() - wide - 16)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, title)
        painter.restore()


class Search(QDialog):
    """``chosen`` carries the entry to go to; the dialog is closed by then."""

    chosen = Signal(object)

    def __init__(self, index: SearchIndex, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Buscar"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sized(self, *SIZE)
        self._index = index
        self._asked = QLineEdit(placeholderText=_("Campos, líneas, cifras, rondas, ayuda y acciones"))
        self._asked.setAccessibleName(_("Buscar"))
        self._asked.setAccessibleDescription(_("Escriba; con las flechas se elige y con Enter se va."))
        self._asked.installEventFilter(self)
        self._asked.textChanged.connect(self._find)
        self._asked.returnPressed.connect(self._go)
        self._found = QListWidget()
        self._found.setAccessibleName(_("Resultados"))
        self._found.setItemDelegate(_Row(self._found))
        self._found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._found.itemActivated.connect(self._go)
        self._found.itemClicked.connect(self._go)
        self._note = caption(role="muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for part in (self._asked, self._note):
            layout.addWidget(part)
        layout.addWidget(self._found, 1)
        self._find("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows walk through what was found while one goes on typing."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in MOVES:
            self._found.event(event)
            self._tell()
            return True
        return super().eventFilter(watched, event)

    def _find(self, asked: str) -> None:
        self._found.clear()
        for entry in self._index.find(asked):
            item = QListWidgetItem()
            item.setData(ENTRY, entry)
            spoken = ", ".join(part for part in (entry.title, _(SORTS[entry.sort]), entry.where) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self._found.addItem(item)
        self._found.setCurrentRow(0)
        if not asked.strip():
            self._note.setText(_("Pruebe «precio», «equilibrio», el nombre de una línea o «exportar»."))
        elif not self._found.count():
            self._note.setText(_("Nada se llama así. Pruebe con menos letras o con otra palabra."))
            announce(self, self._note.text())
        else:
            self._tell()

    def _tell(self) -> None:
        """Say what is chosen, also to whom cannot see it."""
        if self._found.count():
            item = self._found.currentItem()
            text = _("{at} de {count}").format(at=self._found.currentRow() + 1, count=self._found.count())
            self._note.setText(text)
            announce(self, f"{item.data(Qt.ItemDataRole.AccessibleTextRole)}\n{text}")

    def _go(self) -> None:
        if self._found.count():
            entry = self._found.currentItem().data(ENTRY)
            self.accept()
            self.chosen.emit(entry)
