"""What each value on screen is, so that it can be said where it comes from: figures, statements' cells, charts' marks.

A door outlives the projection it was made for: the same door, opened in the next one, explains the new value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from workbench.engine.charts import HORIZON_BENCHMARK, PARTS
from workbench.engine.explain import Explainer, Trace, explain
from workbench.engine.explain_parts import At
from workbench.engine.inputs import PAYERS
from workbench.engine.program import PLANNED
from workbench.engine.projection import Projection
from workbench.engine.pulse import PROJECTS_BENCHMARK, STRUCTURE_BENCHMARK, Light
from workbench.engine.reasons import reason_text
from workbench.engine.registry import FIGURES
from workbench.engine.statements import STATEMENTS, StatementLine
from workbench.formats import MINUS
from workbench.i18n import N_, _, quoted
from workbench.model.chart import Chart
from workbench.model.grid import Period

YEAR = 12
PUBLISHED = N_("dato publicado por SSME: ola IV, datos de 2021, 100 iniciativas de clúster (fuente 003)")

HANGS = N_("Fechas, opciones y lo que hoy no suma nada: si cambian, puede cambiar esta cifra.")


class Door(Protocol):
    """A value on screen. ``period``: the id of the one it is asked about, '' where that has no name."""

    @property
    def period(self) -> str: ...

    def open(self, explainer: Explainer) -> Trace:
        """Where it comes from. Raises KeyError, IndexError or ValueError where the plan has it no more."""


@dataclass(frozen=True)
class Told:
    """A published figure in a period."""

    id: str
    period: str = "single"
    service: UUID | None = None

    def open(self, explainer: Explainer) -> Trace:
        return explain(explainer.projection, self.id, self.period, self.service, explainer.formats)


@dataclass(frozen=True)
class Place:
    """A value of any figure or field, called as it is called where it stands."""

    at: At
    label: str = ""
    period: str = ""

    def open(self, explainer: Explainer) -> Trace:
        return explainer.about(self.period).trace(self.at, _(self.label) if self.label else "")


@dataclass(frozen=True)
class Summed:
    """Amounts added up, or one amount that is shown with its sign turned."""

    label: str
    places: tuple[At, ...]
    sign: int = 1
    period: str = ""

    def open(self, explainer: Explainer) -> Trace:
        parts = tuple(map(explainer.about(self.period).trace, self.places))
        number = self.sign * sum(part.number or 0.0 for part in parts)
        told = [part for part in parts if part.number] or parts[:1]
        said = (f"{quoted(part.label)} [{part.value}]" for part in told)
        sentence = MINUS + f" {MINUS} ".join(said) if self.sign < 0 else " + ".join(said)
        return Trace(_(self.label), parts[0].when, sentence, explainer.amount(number), number, None,
                     "money", "", lambda: tuple(told))  # fmt: skip


@dataclass(frozen=True)
class Several:
    """Figures that are read together."""

    label: str
    doors: tuple[Door, ...]
    period: str = ""

    def open(self, explainer: Explainer) -> Trace:
        parts = tuple(door.open(explainer) for door in self.doors)
        value = " : ".join(dict.fromkeys(part.value for part in parts))
        return Trace(_(self.label), parts[0].when, "", value, None, parts[0].reason, "", "", lambda: parts)


@dataclass(frozen=True)
class Given:
    """A share that others published, beside which the plan's own is shown."""

    label: str
    share: float
    period: str = ""

    def open(self, explainer: Explainer) -> Trace:
        value = explainer.formats.percent(self.share)
        return Trace(self.label, "", _(PUBLISHED), value, self.share, None, "share", "", tuple)


@dataclass(frozen=True)
class Lacking:
    """A figure that a plan cannot have."""

    label: str
    reason: str
    period: str = ""

    def open(self, explainer: Explainer) -> Trace:
        return Trace(_(self.label), "", "", reason_text(self.reason), None, self.reason, "", "", tuple)


def statement_door(projection: Projection, line: StatementLine, period: Period) -> Door:
    """A cell of a statement: a flow added up over the period, a stock at its last month."""
    id_, _colon, stream = line.id.partition(":")
    of = next(each for each in STATEMENTS[line.statement] if each.id == id_)
    first = period.last if line.stock else period.first
    rows = [of.row]
    if stream:
        rows = [at for at, each in enumerate(projection.inputs.lines["stream"]) if str(each) == stream]
    places = tuple(At(of.figure, PLANNED, row, first, period.last, not line.stock) for row in rows)
    if of.sign > 0 and len(places) == 1:
        return Place(places[0], of.label, period.id)
    return Summed(of.label or line.label, places, of.sign, period.id)


def payer_door(group: int, payer: int | None, span: Period, label: str = "") -> Door:
    """A cell of who pays what: a group of costs and who pays it, or all who do."""
    payers = range(len(PAYERS)) if payer is None else (payer,)
    first = max(span.first, 0)
    places = tuple(At("who_pays", PLANNED, group * len(PAYERS) + each, first, span.last, True) for each in payers)
    return Summed(label, places) if payer is None else Place(places[0])


def told_door(projection: Projection, id: str) -> Door | None:
    """The door of a published figure, in the first period it is told for; None where the plan has nothing it is of."""
    row = next((row for row in projection.rows() if row.id == id), None)
    return Told(row.id, row.period.id, row.service) if row else None


def light_door(projection: Projection, light: Light) -> Door:
    """A figure of the pulse."""
    if light.id == "funding.gap.committed" and projection.grid.project_end >= projection.grid.months - 1:
        return Lacking(light.label, "no_sustained_phase")
    if light.id == "funding.public_share.structure":
        shares = (Told(f"funding.{sector}_share.structure", "after12") for sector in ("public", "private"))
        return Several(light.label, tuple(shares), "after12")
    periods = {"funding.gap.committed": "sustained", "self_sufficiency.full": "after12"}
    return Told(light.id, periods.get(light.id, "single"))


def mark_door(projection: Projection, name: str, chart: Chart, series: int, x: int) -> Door | None:
    """A point or bar of a chart; None where nothing is drawn."""
    of = chart.series[series]
    if of.values[x] is None:
        return None
    if name == "break_even":
        return Place(At(of.what, PLANNED, 0, x - YEAR + 1, x, True))
    if name == "payback":
        return Place(At(of.what, PLANNED, 0, x, x, False))
    if name == "cash":
        return Place(At("free_cash", of.what, 0, x, x, False))
    if name == "sources_uses":
        line = next(each for each in projection.statements() if (each.statement, each.id) == (name, of.what))
        door = statement_door(projection, line, [p for p in projection.grid.periods if p.kind == "year"][x])
        value = projection.by_year(line)[x]
        return _turned(door) if value and (of.values[x] or 0.0) == -value else door
    label = f"{of.label} · {chart.x[x]}"
    if name == "horizon":
        return Given(label, HORIZON_BENCHMARK[x])
    part, measured = divmod(x, 2)
    if not measured:
        return Told(f"funding.{of.what}_share.{PARTS[part]}", "after12")
    benchmark = (*(STRUCTURE_BENCHMARK, PROJECTS_BENCHMARK)[part], 0.0)
    return Given(label, benchmark[("public", "private", "international").index(of.what)])


def _turned(door: Door) -> Door:
    """What a chart draws downwards."""
    if isinstance(door, Place):
        return Summed(door.label, (door.at,), -1, door.period)
    return replace(door, sign=-door.sign) if isinstance(door, Summed) else door


def grouped(parts: Sequence[Trace], explainer: Explainer, most: int = YEAR) -> tuple[Trace, ...]:
    """Parts, with those of one figure or field put together where there are more than ``most``: its 60 lines."""
    alike: dict[str, list[Trace]] = {}
    for part in parts:
        alike.setdefault(part.at.name if part.at else _field(part), []).append(part)
    told = ((_together(some, explainer),) if len(some) > most else some for some in alike.values())
    return tuple(trace for some in told for trace in some)


def _field(part: Trace) -> str:
    """What a part is called on any line."""
    return part.label.partition(" · ")[0]


def _together(parts: Sequence[Trace], explainer: Explainer) -> Trace:
    """Lines or months of one figure as one part of a sum."""
    first = parts[0]
    figure = explainer.title(first.at) if first.at else _field(first)
    count = _("{figure}: {count} líneas") if len({part.when for part in parts}) == 1 else _("{figure}: {count} meses")
    label = count.format(figure=figure, count=len(parts))
    known = [part.number for part in parts if part.number is not None]
    summed = first.unit == "money" and len(known) == len(parts)
    value = explainer.amount(sum(known)) if summed else ""
    return Trace(label, "", "", value, sum(known) if summed else None, None, first.unit, "", lambda: tuple(parts))


def hanging(trace: Trace) -> Trace | None:
    """What decides a value without being a part of it, as one part that is worked out when it is opened."""
    if trace.at is None or not trace.sentence:
        return None
    return Trace(_("De qué más depende"), trace.when, _(HANGS), "", None, None, "", "", lambda: trace.beside)


def by_month(trace: Trace, explainer: Explainer) -> Trace | None:
    """The months of a value that is told by its rule, where it is a sum of several."""
    at = trace.at
    if at is None or at.name not in FIGURES or not explainer.spans(at) or at.first == at.last:
        return None
    if FIGURES[at.name].per != "month" or explainer.by_month(at) or trace.number is None:
        return None
    label = _("Mes a mes: {count} meses").format(count=at.last - at.first + 1)
    return Trace(label, trace.when, "", trace.value, trace.number, None, trace.unit, "",
                 lambda: tuple(map(explainer.trace, explainer.spread(at))))  # fmt: skip
