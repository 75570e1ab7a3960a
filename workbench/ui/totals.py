"""What the amounts of a table come to: each currency for itself, a column's or those of the chosen cells."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from workbench.i18n import _
from workbench.ui.cells import LineTable


def column_totals(model: LineTable) -> str:
    """The totals of the columns whose amounts can be added up, as one sentence; empty where there is none."""
    found = []
    for column, asked in enumerate(model.lines.columns):
        sums = _sums(model, ((row, column) for row in range(len(model.rows)))) if asked.adds else {}
        if sums:
            text = _("Total de «{column}»: {amounts}")
            found.append(text.format(column=model.head(column), amounts=_told(model, sums)))
    return " · ".join(found)


def chosen_total(model: LineTable, rows: list[int], columns: list[int]) -> str:
    """What several chosen cells come to; empty where they are no amounts or quantities, or only one."""
    cells = [(row, column) for row in rows for column in columns if row < len(model.rows)]
    if len(cells) < 2:
        return ""
    sums = _sums(model, cells)
    if not sums:
        return _("Celdas elegidas: {n}").format(n=len(cells))
    return _("Celdas elegidas: {n} · suma: {amounts}").format(n=len(cells), amounts=_told(model, sums))


def _sums(model: LineTable, cells: Iterable[tuple[int, int]]) -> dict[str, Decimal]:
    """The sum of each currency; of plain quantities under ''. Percentages are not added up."""
    sums: dict[str, Decimal] = {}
    for row, column in cells:
        slot = model.slot(row, column)
        if slot is None or not slot.numeric or not model.applies(row, column):
            continue
        value, unit = model.value(row, column), slot.field.ask.unit
        if value is not None and unit not in ("percent", "calendar-month"):
            kept = model.currency(row) if unit == "money" else ""
            sums[kept] = sums.get(kept, Decimal(0)) + value
    return sums


def _told(model: LineTable, sums: dict[str, Decimal]) -> str:
    formats = model.session.formats
    return " + ".join(formats.money(sum_, code) if code else formats.number(sum_) for code, sum_ in sums.items())
