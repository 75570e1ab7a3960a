"""What narrows the plans of home and puts them in order. Its parts are made after the first picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbench.folding import folded
from workbench.i18n import _
from workbench.storage.home import PlanCard
from workbench.ui.narrowing import Narrowing, fill
from workbench.ui.shelf import BREAK_EVENS, GAPS, ORDERS, Wanted


class Finder(Narrowing):
    """``wanted`` says what is looked for now."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self.wanted = wanted
        self._made = False
        line = self.fontMetrics().height()
        self.setMinimumHeight(3 * line + 34)  # what stands below does not jump when the parts come

    def _make(self) -> None:
        self._made = True
        wanted = self.wanted
        names = (_("País"), _("Ejecutor"), _("Equilibrio"), _("Brecha firmada"))
        filters = dict(zip(("country", "executor", "break_even", "gap"), names, strict=True))
        self.make(_("Buscar por nombre, ejecutor o país"), _("Buscar planes"), filters)
        self.text.setText(wanted.text)
        self.reverse.setChecked(wanted.reverse)
        fill(self.order, ((code, _(text)) for code, text in ORDERS.items()), wanted.order)
        fill(self.filters["break_even"], _all(BREAK_EVENS), wanted.break_even)
        fill(self.filters["gap"], _all(GAPS), wanted.gap)
        self.share()
        self.text.textChanged.connect(self._read)
        self.reverse.toggled.connect(self._read)
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
        fill(self.filters["country"], [("", _("Todos")), *named], self.wanted.country)
        fill(self.filters["executor"], [("", _("Todos")), *((e, e) for e in executors)], self.wanted.executor)

    def count(self, shown: int, every: int) -> None:
        """Say how many plans are shown of how many."""
        if self._made:
            text = _("Planes: {shown} de {every}").format(shown=shown, every=every)
            self.say_count(text, self.wanted.narrow)

    def clear(self) -> None:
        """Show every plan again, in the order chosen."""
        self.text.clear()
        for combo in self.filters.values():
            combo.setCurrentIndex(0)
        self.text.setFocus()

    def _read(self) -> None:
        chosen = {name: combo.currentData() or "" for name, combo in self.filters.items()}
        order, reverse = self.order.currentData(), self.reverse.isChecked()
        wanted = replace(self.wanted, text=self.text.text(), order=order, reverse=reverse, **chosen)
        if wanted != self.wanted:
            self.wanted = wanted
            self.changed.emit()


def _all(options: Mapping[str, str]) -> list[tuple[str, str]]:
    return [("", _("Todos")), *((code, _(text)) for code, text in options.items())]
