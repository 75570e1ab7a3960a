"""What narrows a portfolio, puts it in order and in groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.engine.scales import DOLLARS
from workbench.i18n import _
from workbench.portfolio.charts import Facet, facet_said
from workbench.portfolio.consolidation import common_currency
from workbench.portfolio.entry import Entry
from workbench.portfolio.selection import GROUPS, Names, Shown, Wanted, grouped
from workbench.portfolio.told import COLUMNS
from workbench.ui.entry import Combo
from workbench.ui.finder import FILTER
from workbench.ui.parts import Button, call, caption, labelled
from workbench.ui.theme import scaled

PAUSE = 150
"""Milliseconds after the last letter of a search."""
FACETS = ("break_even", "horizon", "gap")


class PortfolioFilter(QWidget):
    """``wanted`` says what is looked for now; ``changed`` that it is another."""

    changed = Signal()

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self.wanted = wanted
        self.text = QLineEdit(wanted.text)
        self.text.setPlaceholderText(_("Buscar por nombre, ejecutor, país o sector"))
        self.text.setAccessibleName(_("Buscar en la cartera"))
        self.text.setClearButtonEnabled(True)
        self.combos = {name: Combo() for name in (*GROUPS, "by", "order", "currency")}
        self.down = Button(_("Al revés"))
        self.down.setCheckable(True)
        self.down.setChecked(wanted.down)
        self._count = caption(role="muted")
        self._clear = Button(_("Quitar filtros"), "link")
        self._clear.clicked.connect(self.clear)
        self._soon = QTimer(self, singleShot=True)
        self._soon.setInterval(PAUSE)
        self._soon.timeout.connect(self._read)
        self._grid = QGridLayout()
        self._cells = [self._cell(name) for name in (*GROUPS, "by", "currency")]
        call(self.combos["order"], _("Ordenar por"))
        self._lay_out()
        groups, columns = ([(code, _(text)) for code, text in each.items()] for each in (GROUPS, COLUMNS))
        _fill(self.combos["by"], [("", _("Sin grupos")), *groups], wanted.by)
        _fill(self.combos["order"], [("", _("Último cambio")), *columns], wanted.order)
        self.text.textChanged.connect(self._soon.start)
        self.down.toggled.connect(self._read)
        for combo in self.combos.values():
            combo.currentIndexChanged.connect(self._read)

    def offer(self, entries: Sequence[Entry], names: Names) -> None:
        """Offer the countries, sectors and stages there are, and dollars where the plans have another currency."""
        for by in GROUPS:
            found = [(group.key, group.label) for group in grouped(entries, by, names) if group.key]
            _fill(self.combos[by], [("", _("Todos")), *found], getattr(self.wanted, by))
        own = common_currency(entries)
        both = own != DOLLARS and any(entry.measures.rate for entry in entries)
        _fill(self.combos["currency"], [("", own), (DOLLARS, DOLLARS)] if both else [("", own)], self.wanted.currency)
        self._cells[-1].setVisible(both)
        self._share()
        self._read()  # what is no longer offered is no longer wanted

    def count(self, shown: Shown) -> None:
        """Say how many plans are shown of how many, and which mark of a chart they stand for."""
        text = _("Planes: {shown} de {every}").format(shown=len(shown.entries), every=shown.every)
        self._count.setText(" · ".join(filter(None, (text, facet_said(self.wanted)))))
        self._count.setVisible(self.wanted.narrow)
        self._clear.setVisible(self.wanted.narrow)

    def take(self, facet: Facet) -> None:
        """Show the plans a mark of a chart stands for."""
        if facet.field in FACETS:
            self._want(replace(self.wanted, facet=facet.field, value=facet.value))
        else:
            combo = self.combos[facet.field]
            combo.setCurrentIndex(max(combo.findData(facet.value), 0))

    def order(self, column: str) -> None:
        """Put the plans in the order of a column; once more: the other way round."""
        again = self.wanted.order == column
        self.down.setChecked(again and not self.wanted.down)
        combo = self.combos["order"]
        combo.setCurrentIndex(combo.findData(column))

    def clear(self) -> None:
        """Show every plan again, in the order and the groups chosen."""
        self.text.clear()
        for by in GROUPS:
            self.combos[by].setCurrentIndex(0)
        self._want(replace(self.wanted, text="", facet="", value=""))
        self.text.setFocus()

    def _read(self) -> None:
        chosen = {name: combo.currentData() or "" for name, combo in self.combos.items()}
        self._want(replace(self.wanted, text=self.text.text(), down=self.down.isChecked(), **chosen))

    def _want(self, wanted: Wanted) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self.changed.emit()

    def _cell(self, name: str) -> QWidget:
        """A list below its name."""
        said = {**{by: _(text) for by, text in GROUPS.items()}, "by": _("Agrupar por"), "currency": _("Moneda")}[name]
        combo = self.combos[name]
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
        first.addWidget(self.combos["order"])
        first.addWidget(self.down)
        said.addWidget(self._count)
        said.addWidget(self._clear)
        said.addStretch(1)
        self._grid.setHorizontalSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (first, self._grid, said):
            column.addLayout(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """All lists beside each other, or in fewer columns where the text is large."""
        shown = [cell for cell in self._cells if not cell.isHidden()]
        columns = max(1, min(len(shown), self.width() // scaled(FILTER)))
        for at, cell in enumerate(shown):
            self._grid.addWidget(cell, at // columns, at % columns)


def _fill(combo: QComboBox, options: Iterable[tuple[str, str]], chosen: str) -> None:
    combo.blockSignals(True)
    combo.clear()
    for code, text in options:
        combo.addItem(text, code)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
    combo.blockSignals(False)
