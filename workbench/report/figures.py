"""The figures as they stand in the report's tables: by phase, by year, and once; what does not exist says why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from uuid import UUID

from workbench.engine.projection import Published, Row, Value, published
from workbench.engine.reasons import reason_text
from workbench.engine.told import figure_text
from workbench.i18n import N_, _
from workbench.model.grid import Period
from workbench.report.blocks import Block, Cell, Column, Table, Words
from workbench.report.blocks import Row as Line
from workbench.report.blocks import Run
from workbench.report.material import Material

VIEW_WORDS = {
    "planned": N_("con todas las fuentes"),
    "committed": N_("solo con las firmadas"),
    "contracted": N_("solo con lo contratado"),
}
STANDINGS = {"with_support": N_("con los aportes firmados"), "without_in_kind": N_("sin lo que es en especie")}
UNITS = {
    "share": N_("%"), "months": N_("meses"), "month": N_("mes"), "points": N_("puntos"), "number": N_("número"),
    "ratio": N_("razón"), "class": N_("clase"),
}  # fmt: skip


def label(told: Published) -> str:
    """What a figure is called, with the sources it counts or what it leaves out."""
    standing = next((word for part, word in STANDINGS.items() if f".month.{part}." in told.id), "")
    word = VIEW_WORDS[told.view] if told.figure.views else standing
    return f"{_(told.label)}, {_(word)}" if word else _(told.label)


def unit_word(material: Material, unit: str) -> str:
    """What a figure is counted in; amounts as the computed tables show them."""
    return material.unit if unit == "money" else _(UNITS[unit])


def words(material: Material, value: Value, unit: str) -> Words:
    """A figure in a cell: scaled amounts, no unit where the column or the row says it; the reason where there is none."""
    if value.number is None:
        return Run(reason_text(value.reason), muted=True)
    if unit == "money":
        text = material.formats.cell(material.scaled(value.number), material.scale.decimals)
    elif unit in ("months", "points"):
        text = material.formats.number(value.number, 0 if unit == "months" else 1)
    else:
        text = figure_text(value.number, unit, material.projection, material.formats)
    return (text, Run(f" ({reason_text(value.reason)})", muted=True)) if value.reason else text


Key = tuple[str, UUID | None]


def tables(material: Material) -> Iterator[Block]:
    """Every figure: in the phases, by year, and those that have one value."""
    rows = [row for row in material.projection.rows() if row.id in published()]
    once = [row for row in rows if row.period.kind == "single"]
    yield _once(material, [row for row in once if published()[row.id].figure.told == "S"])
    yield _by_period(material, rows, material.phases, _("Cifras por fase"))
    yield _by_period(material, rows, material.periods("year"), _("Cifras por año fiscal"))


def _once(material: Material, rows: Sequence[Row]) -> Table:
    columns = (Column(_("Cifra")), Column(_("Unidad")), Column(_("Valor"), "number"))
    lines = tuple(
        Line((label(published()[row.id]), unit_word(material, row.unit), words(material, row.value, row.unit)))
        for row in rows
    )
    return Table(columns, lines, _("Cifras de todo el plan"))


def _by_period(material: Material, rows: Sequence[Row], periods: Sequence[Period], caption: str) -> Table:
    heads = tuple(Column(material.head(period), "number") for period in periods)
    found: dict[Key, dict[str, Row]] = {}
    wanted = {period.id for period in periods}
    for row in rows:
        if row.period.id in wanted:
            found.setdefault((row.id, row.service), {})[row.period.id] = row
    columns = (Column(_("Cifra")), Column(_("Unidad")), *heads)
    lines = (_line(material, [by_id[period.id] for period in periods]) for by_id in found.values())
    return Table(columns, tuple(lines), caption)


def _line(material: Material, rows: Sequence[Row]) -> Line:
    """A figure in several periods; a reason common to all stands once, below its name."""
    name, unit = named(material, rows[0]), unit_word(material, rows[0].unit)
    reasons = {row.value.reason for row in rows if row.value.number is None}
    if len(reasons) == 1 and all(row.value.number is None for row in rows):
        return Line(((name, Run(f"\n{reason_text(reasons.pop())}", muted=True)), unit))
    cells: list[Cell] = [words(material, row.value, row.unit) for row in rows]
    return Line((name, unit, *cells))


def named(material: Material, row: Row) -> str:
    """A figure's label, with the service it is of."""
    service = next((each.name for each in material.plan.services if each.id == row.service), "")
    return f"{label(published()[row.id])} · {service}" if service else label(published()[row.id])


@cache
def family(figure_id: str) -> int:
    """Which of ``FAMILIES`` a published figure belongs to."""
    return next(n for n, (_title, starts) in enumerate(FAMILIES) if figure_id.startswith(starts))


FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Punto de equilibrio"), ("break_even", "margin_of_safety", "contribution_ratio")),
    (N_("Autosuficiencia"), ("self_sufficiency",)),
    (N_("Brecha, garantía y reserva"), ("funding.gap", "funding.peak_gap", "funding.guaranteed", "cash.")),
    (N_("Mezcla de financiamiento"), ("funding.",)),
    (N_("Convenio y contrapartida"), ("agreement.", "counterpart.")),
)
