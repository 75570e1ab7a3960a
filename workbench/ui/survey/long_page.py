"""A page that scrolls where it needs more room than the window has."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from workbench.ui.parts import dressed
from workbench.ui.tables import TableView


class LongPage(QScrollArea):
    """``column`` holds its parts; the row of ``table`` that has the cursor is kept in view."""

    def __init__(self, table: TableView) -> None:
        super().__init__(widgetResizable=True)
        self._table, self._inside = table, dressed(QWidget(), "page")
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(24, 12, 24, 24)
        self.column.setSpacing(10)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._inside)
        table.selectionModel().currentChanged.connect(self._follow)

    def top(self) -> None:
        """Show the page from its beginning."""
        self.verticalScrollBar().setValue(0)

    def _follow(self, now: QModelIndex) -> None:
        row = self._table.visualRect(now)
        place = self._table.viewport().mapTo(self._inside, row.center())
        self.ensureVisible(0, place.y(), 0, row.height())
