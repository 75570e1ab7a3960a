"""What narrows a list of plans and puts it in order: a line to search by, closed lists, and how many are left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.i18n import _
from workbench.ui.entry import Combo
from workbench.ui.parts import Button, call, caption, labelled
from workbench.ui.theme import scaled

FILTER = 170
"""Pixels a filter needs at 100 %."""


class Narrowing(QWidget):
    """``changed``: something else is looked for. Its parts are there after ``make``."""

    changed = Signal()

    def make(self, placeholder: str, name: str, filters: Mapping[str, str]) -> None:
        """Make the parts. ``filters``: the closed lists by what they are of, each with the words above it."""
        self.text = QLineEdit()
        self.text.setPlaceholderText(placeholder)
        self.text.setAccessibleName(name)
        self.text.setClearButtonEnabled(True)
        self.order, self.reverse = Combo(), Button(_("Al revés"))
        self.reverse.setCheckable(True)
        call(self.order, _("Ordenar por"))
        self._count, self._clear = caption(role="muted"), Button(_("Quitar filtros"), "link")
        self._clear.clicked.connect(self.clear)
        self.filters = {each: Combo() for each in filters}
        self.cells = {each: self._cell(combo, filters[each]) for each, combo in self.filters.items()}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._lay_out()

    def clear(self) -> None:
        """Show every plan again, in the order chosen."""
        raise NotImplementedError

    def say_count(self, text: str, narrow: bool) -> None:
        """Say how many plans are shown, where some may be left out."""
        self._count.setText(text)
        self._count.setVisible(narrow)
        self._clear.setVisible(narrow)

    def share(self) -> None:
        """As many lists beside each other as there is room for, the rows as full as each other."""
        shown = [cell for cell in self.cells.values() if not cell.isHidden()]
        columns = max(1, min(len(shown), self.width() // scaled(FILTER)))
        columns = -(-len(shown) // -(-len(shown) // columns)) if shown else 1
        for at, cell in enumerate(shown):
            self._grid.addWidget(cell, at // columns, at % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.layout() is not None:
            self.share()

    def _cell(self, combo: Combo, said: str) -> QWidget:
        """A list below its name."""
        call(combo, said)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(8)
        cell = QWidget(self)
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(labelled(said, combo, "muted"))
        column.addWidget(combo)
        return cell

    def _lay_out(self) -> None:
        first, said = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.text, 1)
        first.addWidget(self.order)
        first.addWidget(self.reverse)
        said.addWidget(self._count)
        said.addWidget(self._clear)
        said.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row in (first, self._grid, said):
            column.addLayout(row)


def fill(combo: QComboBox, options: Iterable[tuple[str, str]], chosen: str) -> None:
    """Offer other options, and say nothing of it."""
    combo.blockSignals(True)
    combo.clear()
    for code, text in options:
        combo.addItem(text, code)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
    combo.blockSignals(False)
