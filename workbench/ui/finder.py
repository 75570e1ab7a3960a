"""What narrows the plans of home and puts them in order. Its parts are made after the first picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.folding import folded
from workbench.i18n import _
from workbench.storage.home import PlanCard
from workbench.ui.entry import Combo
from workbench.ui.parts import Button, call, caption, labelled
from workbench.ui.shelf import BREAK_EVENS, GAPS, ORDERS, Wanted
from workbench.ui.theme import scaled

FILTER = 170
"""Pixels a filter needs at 100 %."""


class Finder(QWidget):
    """``wanted`` says what is looked for now; ``changed`` that it is another."""

    changed = Signal()

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self.wanted = wanted
        self._made = False
        line = self.fontMetrics().height()
        self.setMinimumHeight(3 * line + 34)  # what stands below does not jump when the parts come

    def _make(self) -> None:
        self._made = True
        wanted = self.wanted
        self.text = QLineEdit(wanted.text)
        self.text.setPlaceholderText(_("Buscar por nombre, ejecutor o país"))
        self.text.setAccessibleName(_("Buscar planes"))
        self.text.setClearButtonEnabled(True)

        self.filters = {name: Combo() for name in ("country", "executor", "break_even", "gap")}
        self.order = Combo()
        self._count = caption(role="muted")
        self._clear = Button(_("Quitar filtros"), "link")
        self._clear.clicked.connect(self.clear)
        self._reverse = Button(_("Al revés"))
        self._reverse.setCheckable(True)
        self._reverse.setChecked(wanted.reverse)
        self._grid = QGridLayout()
        self._lay_out()
        self._name()
        self._fill(self.order, ((code, _(text)) for code, text in ORDERS.items()), wanted.order)
        self._fill(self.filters["break_even"], _all(BREAK_EVENS), wanted.break_even)
        self._fill(self.filters["gap"], _all(GAPS), wanted.gap)
        self._share()
        self.text.textChanged.connect(self._read)
        self._reverse.toggled.connect(self._read)
        for combo in (self.order, *self.filters.values()):
            combo.currentIndexChanged.connect(self._read)

    def offer(self, plans: Sequence[PlanCard], countries: Mapping[str, str]) -> None:
        """Offer the countries and executors there are; nothing while the countries' names are not known."""
        if not countries:
            return
        if not self._made:
            self._make()
        there = {plan.country for plan in plans} - {""}
        named = sorted(((code, countries.get(code, code)) for code in there), key=lambda each: folded(each[1]))
        executors = sorted({plan.executor for plan in plans} - {""}, key=folded)
        self._fill(self.filters["country"], [("", _("Todos")), *named], self.wanted.country)
        self._fill(self.filters["executor"], [("", _("Todos")), *((e, e) for e in executors)], self.wanted.executor)

    def count(self, shown: int, every: int) -> None:
        """Say how many plans are shown of how many."""
        if not self._made:
            return
        self._count.setText(_("Planes: {shown} de {every}").format(shown=shown, every=every))
        self._count.setVisible(self.wanted.narrow)
        self._clear.setVisible(self.wanted.narrow)

    def clear(self) -> None:
        """Show every plan again, in the order chosen."""
        self.text.clear()
        for combo in self.filters.values():
            combo.setCurrentIndex(0)
        self.text.setFocus()

    def _read(self) -> None:
        chosen = {name: combo.currentData() or "" for name, combo in self.filters.items()}
        order, reverse = self.order.currentData(), self._reverse.isChecked()
        wanted = replace(self.wanted, text=self.text.text(), order=order, reverse=reverse, **chosen)
        if wanted != self.wanted:
            self.wanted = wanted
            self.changed.emit()

    def _fill(self, combo: QComboBox, options: Iterable[tuple[str, str]], chosen: str) -> None:
        combo.blockSignals(True)
        combo.clear()
        for code, text in options:
            combo.addItem(text, code)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))
        combo.blockSignals(False)

    def _name(self) -> None:
        names = (_("País"), _("Ejecutor"), _("Equilibrio"), _("Brecha firmada"))
        self._labels = []
        for combo, name in zip(self.filters.values(), names, strict=True):
            combo.setAccessibleName(name)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(8)
            cell = QWidget(self)
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(labelled(name, combo, "muted"))
            column.addWidget(combo)
            self._labels.append(cell)
        call(self.order, _("Ordenar por"))

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.text, 1)
        first.addWidget(self.order)
        first.addWidget(self._reverse)
        said = QHBoxLayout()
        said.addWidget(self._count)
        said.addWidget(self._clear)
        said.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(self._grid)
        column.addLayout(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._made:
            self._share()

    def _share(self) -> None:
        """Four filters beside each other, or two where the text is large."""
        columns = 4 if self.width() > scaled(FILTER) * 4 else 2
        for at, cell in enumerate(self._labels):
            self._grid.addWidget(cell, at // columns, at % columns)


def _all(options: Mapping[str, str]) -> list[tuple[str, str]]:
    return [("", _("Todos")), *((code, _(text)) for code, text in options.items())]
