"""What every line of the plan earns, costs or gives in each fiscal year and in all, as the statements count it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

import numpy as np

from workbench.engine.words import Num
from workbench.i18n import _
from workbench.model.base import Line
from workbench.model.costs import Staff
from workbench.model.financing import CashSource, InKindSource, Source
from workbench.model.types import SourceUse
from workbench.report.blocks import Block, Column, Part, Row, RowKind, Run, Table, Words
from workbench.report.material import Material
from workbench.report.results import INDENT, ROUNDED
from workbench.report.values import title


class Told(NamedTuple):
    """A line: its name, and its amounts by month, in all and what of them is only the project's."""

    name: tuple[Part, ...]
    whole: Num
    project: Num


def revenue(material: Material) -> Iterator[Block]:
    """The streams; what continues is the revenue of the statement."""
    lines = _lines(material, "stream_revenue", "stream", material.plan.streams)
    note = _("«Ingresos» del cuadro «Resultado» son los de la operación que continúa.")
    yield from _table(material, _("Ingresos por línea y año"), (("", lines),), _("Ingresos"), note)


def costs(material: Material) -> Iterator[Block]:
    """The cost lines: people, then the rest; the statement adds what is never collected to them."""
    people = [line for line in material.plan.costs if isinstance(line, Staff)]
    others = [line for line in material.plan.costs if not isinstance(line, Staff)]
    groups = (
        (_("Personal"), _lines(material, "cost_value", "cost", people)),
        (_("Otros costos"), _lines(material, "cost_value", "cost", others)),
    )
    note = _(
        "En el mes en que se causan. Los de la operación que continúa son los costos variables (sin los incobrables), "
        "los fijos directos y los de estructura del cuadro «Resultado»."
    )
    yield from _table(material, _("Costos por línea y año"), groups, _("Costos"), note)


def investments(material: Material) -> Iterator[Block]:
    """Purchases and replacements."""
    lines = _lines(material, "cost_value", "cost", material.plan.investments)
    note = _("Cada compra y cada reposición en su mes; el pago puede llegar después.")
    yield from _table(material, _("Inversiones por línea y año"), (("", lines),), _("Inversiones"), note)


def sources(material: Material) -> Iterator[Block]:
    """The sources: money as it is received, kind as it is valued."""
    received, nothing = material.projection.lines("source_received"), _nothing(material)
    valued: dict[UUID, Num] = {}
    for (source, _carry), months in material.projection.lines("carry_value").items():
        valued[source.id] = valued.get(source.id, nothing) + months
    groups = [
        (name, [Told(_giver(material, line), found.get(line.id, nothing), nothing)
                for line in material.plan.sources if isinstance(line, kind)])
        for name, kind, found in (
            (_("En efectivo"), CashSource, received), (_("En especie"), InKindSource, valued)
        )
    ]  # fmt: skip
    note = _(
        "El dinero, en el mes en que llega; lo que es en especie, por lo que valen los costos que cubre. El total es "
        "la suma de los aportes firmados, en negociación y posibles del cuadro «Fuentes y usos»."
    )
    yield from _table(material, _("Aportes por fuente y año"), groups, _("Aportes"), note)


YEARLY: Mapping[str, Callable[[Material], Iterator[Block]]] = {
    "streams": revenue,
    "costs": costs,
    "investments": investments,
    "sources": sources,
}
"""The table that follows one of the plan's own tables."""


def _nothing(material: Material) -> Num:
    return np.zeros(material.projection.grid.months)


def _lines(material: Material, figure: str, table: str, lines: Sequence[Line]) -> list[Told]:
    """A figure of some lines; one that follows several others is the sum of its parts."""
    projection, nothing = material.projection, _nothing(material)
    whole, project = ({line.id: nothing for line in lines} for _part in range(2))
    values, marks = projection.array(figure)[0], projection.array(f"{table}__project_only")[0]
    for id_, months, mark in zip(projection.inputs.lines[table], values, marks, strict=True):
        if id_ in whole:
            whole[id_] = whole[id_] + months
            project[id_] = project[id_] + months * mark
    return [Told(_name(line, whole[line.id], project[line.id]), whole[line.id], project[line.id]) for line in lines]


def _name(line: Line, whole: Num, project: Num) -> tuple[Part, ...]:
    """What a line is called, and what sets it apart."""
    marks = [_("en especie")] if getattr(line, "in_kind", False) else []
    if project.any():
        marks.append(_("solo del proyecto") if np.array_equal(project, whole) else _("en parte solo del proyecto"))
    return (title(line), *(Run(f" · {mark}", muted=True) for mark in marks))


def _giver(material: Material, line: Source) -> tuple[Part, ...]:
    """Who gives, and below it how sure it is and for what."""
    if isinstance(line, CashSource):
        what = _("sin destino fijo") if line.use is SourceUse.ANY else _(line.use.label)
    else:
        names = {cost.id: title(cost) for cost in (*material.plan.costs, *material.plan.investments)}
        what = ", ".join(names[carry.line] for carry in line.carries if carry.line in names)
    counted = "" if line.counted else _("no se cuenta en el plan")
    below = " · ".join(filter(None, (_(line.status.label), what, counted)))
    return (title(line), Run(f"\n{INDENT}{below}", muted=True))


def _table(
    material: Material, caption: str, groups: Iterable[tuple[str, Sequence[Told]]], total: str, note: str
) -> Iterator[Table]:
    """Groups of lines with their sums, the total, and before it what continues where not all does."""
    told = [(name, lines) for name, lines in groups if lines]
    if not told:
        return
    rows: list[Row] = []
    for name, lines in told:
        if name:
            rows.append(_row(material, name, _sum(line.whole for line in lines), "section"))
        rows += [_row(material, (INDENT, *line.name) if name else line.name, line.whole) for line in lines]
    every = [line for _name, lines in told for line in lines]
    whole, project = _sum(line.whole for line in every), _sum(line.project for line in every)
    if project.any():
        rows.append(_row(material, _("De la operación que continúa"), whole - project))
        rows.append(_row(material, _("Solo del proyecto"), project))
    rows.append(_row(material, total, whole, "total"))
    years = (material.money(material.head(year)) for year in material.periods("year"))
    columns = (Column(_("Línea")), *years, material.money(_("Total")))
    yield Table(columns, tuple(rows), caption, material.unit, notes=(note, _(ROUNDED)))


def _sum(months: Iterable[Num]) -> Num:
    total: Num = np.sum(list(months), axis=0)
    return total


def _row(material: Material, name: Words, months: Num, kind: RowKind = "plain") -> Row:
    """Amounts by month as a row: the fiscal years and all of them."""
    years = [float(months[year.first : year.last + 1].sum()) for year in material.periods("year")]
    return Row((name, *map(material.scaled, (*years, sum(years)))), kind)
