"""What narrows a portfolio, puts it in order and in groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer

from workbench.engine.scales import DOLLARS
from workbench.i18n import _
from workbench.portfolio.charts import Facet, facet_said
from workbench.portfolio.consolidation import common_currency
from workbench.portfolio.entry import Entry
from workbench.portfolio.selection import GROUPS, Names, Shown, Wanted, grouped
from workbench.portfolio.told import COLUMNS
from workbench.ui.narrowing import Narrowing, fill

PAUSE = 150
"""Milliseconds after the last letter of a search."""
FACETS = ("break_even", "horizon", "gap")


class PortfolioFilter(Narrowing):
    """``wanted`` says what is looked for now."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self.wanted = wanted
        groups, columns = ([(code, _(text)) for code, text in each.items()] for each in (GROUPS, COLUMNS))
        filters = {**dict(groups), "by": _("Agrupar por"), "currency": _("Moneda")}
        self.make(_("Buscar por nombre, ejecutor, país o sector"), _("Buscar en la cartera"), filters)
        self.text.setText(wanted.text)
        self.reverse.setChecked(wanted.down)
        self._soon = QTimer(self, singleShot=True)
        self._soon.setInterval(PAUSE)
        self._soon.timeout.connect(self._read)
        fill(self.filters["by"], [("", _("Sin grupos")), *groups], wanted.by)
        fill(self.order, [("", _("Último cambio")), *columns], wanted.order)
        self.text.textChanged.connect(self._soon.start)
        self.reverse.toggled.connect(self._read)
        for combo in (self.order, *self.filters.values()):
            combo.currentIndexChanged.connect(self._read)

    def offer(self, entries: Sequence[Entry], names: Names) -> None:
        """Offer the countries, sectors and stages there are, and dollars where the plans have another currency."""
        for by in GROUPS:
            found = [(group.key, group.label) for group in grouped(entries, by, names) if group.key]
            every = _("Todas") if by == "stage" else _("Todos")
            fill(self.filters[by], [("", every), *found], getattr(self.wanted, by))
        own = common_currency(entries)
        both = own != DOLLARS and any(entry.measures.rate for entry in entries)
        fill(self.filters["currency"], [("", own), (DOLLARS, DOLLARS)] if both else [("", own)], self.wanted.currency)
        self.cells["currency"].setVisible(both)
        self.share()
        self._read()  # what is no longer offered is no longer wanted

    def count(self, shown: Shown) -> None:
        """Say how many plans are shown of how many, and which mark of a chart they stand for."""
        text = _("Planes: {shown} de {every}").format(shown=len(shown.entries), every=shown.every)
        self.say_count(" · ".join(filter(None, (text, facet_said(self.wanted)))), self.wanted.narrow)

    def take(self, facet: Facet) -> None:
        """Show the plans a mark of a chart stands for."""
        if facet.field in FACETS:
            self._want(replace(self.wanted, facet=facet.field, value=facet.value))
        else:
            combo = self.filters[facet.field]
            combo.setCurrentIndex(max(combo.findData(facet.value), 0))

    def order_by(self, column: str) -> None:
        """Put the plans in the order of a column; once more: the other way round."""
        again = self.wanted.order == column
        self.reverse.setChecked(again and not self.wanted.down)
        self.order.setCurrentIndex(self.order.findData(column))

    def clear(self) -> None:
        """Show every plan again, in the order and the groups chosen."""
        self.text.clear()
        for by in GROUPS:
            self.filters[by].setCurrentIndex(0)
        self._want(replace(self.wanted, text="", facet="", value=""))
        self.text.setFocus()

    def _read(self) -> None:
        chosen = {name: combo.currentData() or "" for name, combo in self.filters.items()}
        chosen["order"] = self.order.currentData() or ""
        self._want(replace(self.wanted, text=self.text.text(), down=self.reverse.isChecked(), **chosen))

    def _want(self, wanted: Wanted) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self.changed.emit()
