"""The figures as they stand in the report's tables: by phase, by year, and once; what does not exist says why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from uuid import UUID

from workbench.engine.projection import EXACT, Row, Value, published
from workbench.engine.reasons import reason_text
from workbench.engine.told import FAMILIES, family, figure_label, figure_text, row_label
from workbench.formats import capital
from workbench.i18n import N_, _
from workbench.model.grid import Period
from workbench.report.blocks import Block, Column, Run, Table, Words
from workbench.report.blocks import Row as Line
from workbench.report.material import Material

UNITS = {
    "share": N_("%"), "months": N_("meses"), "month": N_("mes"), "points": N_("puntos"), "number": N_("número"),
    "ratio": N_("razón"), "class": N_("clase"),
}  # fmt: skip


def unit_word(material: Material, unit: str) -> str:
    """What a figure is counted in; amounts as the computed tables show them."""
    return material.unit if unit == "money" else _(UNITS[unit])


class Notes:
    """The reasons of a table's cells: a number in the cell, the sentence below the table."""

    def __init__(self) -> None:
        self._codes: list[str] = []

    def mark(self, code: str) -> str:
        """The number of a reason, in brackets."""
        if code not in self._codes:
            self._codes.append(code)
        return f"({self._codes.index(code) + 1})"

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the numbers stand for, in one line."""
        told = (f"{self.mark(code)} {reason_text(code)}" for code in self._codes)
        return (f"{'; '.join(told)}.",) if self._codes else ()


def words(material: Material, value: Value, unit: str, notes: Notes | None = None) -> Words:
    """A figure in a cell: scaled amounts, no unit where the column or the row says it.

    Where there is none the reason, in words or as the number of a note.
    """
    if value.number is None or (notes and value.reason):
        mark = Run(notes.mark(value.reason or "") if notes else reason_text(value.reason), muted=True)
        return mark if value.number is None else (_number(material, value.number, unit), " ", mark)
    text = _number(material, value.number, unit)
    return (text, Run(f" ({reason_text(value.reason)})", muted=True)) if value.reason else text


def _number(material: Material, number: float, unit: str) -> str:
    if unit == "money":
        return material.formats.cell(material.scaled(number), material.scale.decimals)
    if unit in ("months", "points"):
        return material.formats.number(number, 0 if unit == "months" else 1)
    return figure_text(number, unit, material.projection, material.formats)


def tables(material: Material) -> Iterator[Block]:
    """Every figure: in the phases, by year, and those that have one value."""
    rows = [row for row in material.projection.rows() if row.id in published() or row.id in EXACT]
    once = [row for row in rows if row.period.kind == "single"]
    yield _once(material, [row for row in once if published()[row.id].figure.told == "S"])
    yield _by_period(material, rows, material.phases, _("Cifras por fase"))
    yield _by_period(material, rows, material.periods("year"), _("Cifras por año fiscal"))


def _once(material: Material, rows: Sequence[Row]) -> Table:
    columns = (Column(_("Cifra")), Column(_("Unidad")), Column(_("Valor"), "number"))
    notes = Notes()
    lines = []
    for row in rows:
        value = words(material, row.value, row.unit, notes)
        lines.append((row.id, Line((figure_label(row), unit_word(material, row.unit), value))))
    return Table(columns, tuple(_by_family(lines)), _("Cifras de todo el plan"), notes=notes.sentences)


def _by_period(material: Material, rows: Sequence[Row], periods: Sequence[Period], caption: str) -> Table:
    heads = tuple(Column(material.head(period), "number") for period in periods)
    found: dict[tuple[str, UUID | None], dict[str, Row]] = {}
    for row in rows:
        found.setdefault((row.id, row.service), {})[row.period.id] = row
    notes, lines = Notes(), []
    without: dict[str, list[str]] = {}
    for (figure_id, _service), by_id in found.items():
        told = [by_id[period.id] for period in periods if period.id in by_id]
        if not told:
            continue
        reasons = {row.value.reason or "" for row in told if row.value.number is None}
        if len(reasons) == 1 and all(row.value.number is None for row in told):
            without.setdefault(reasons.pop(), []).append(row_label(told[0], material.plan))
            continue
        cells = [words(material, row.value, row.unit, notes) for row in told]
        lines.append((figure_id, Line((row_label(told[0], material.plan), unit_word(material, told[0].unit), *cells))))
    missing = [f"{capital(reason_text(code))}: {'; '.join(names)}." for code, names in without.items()]
    columns = (Column(_("Cifra")), Column(_("Unidad")), *heads)
    return Table(columns, tuple(_by_family(lines)), caption, notes=(*notes.sentences, *missing))


def _by_family(lines: Iterable[tuple[str, Line]]) -> Iterator[Line]:
    """Lines below the title of their family, in the order of the families."""
    for number, run in groupby(sorted(lines, key=lambda pair: family(pair[0])), key=lambda pair: family(pair[0])):
        yield Line((_(FAMILIES[number][0]),), "section")
        yield from (line for _figure_id, line in run)
