"""What no plan may say: contradictions between fields, each refused at its place with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from workbench.i18n import N_
from workbench.model.actions import Action
from workbench.model.costs import Investment, OneOff, Own, ShareCost, Step, Variable
from workbench.model.financing import CashSource, InKindSource
from workbench.model.grid import Grid
from workbench.model.plan import Plan
from workbench.model.revenue import Contract, Dated
from workbench.model.types import Continuation, Indexation, Perimeter, Provider

STOPPING = (Continuation.STOP, Continuation.TRANSFER)
LATE_FOMIN = N_(
    "El FOMIN no desembolsa después del fin del proyecto: registre el saldo final en el último mes del proyecto."
)


@dataclass(frozen=True)
class Refusal:
    """Why a plan is refused: where, and a sentence marked for translation with its values."""

    path: str
    sentence: str
    values: tuple[tuple[str, str], ...] = ()


Place = tuple[object, ...]
"""The steps of a path, which is written only where it is told: every key asks for all refusals."""


def _written(place: Place) -> str:
    return "/".join(map(str, place))


def refusals(plan: Plan) -> tuple[Refusal, ...]:
    """Every contradiction of the plan, in the order of its tables; empty for a sound plan."""
    grid = Grid.of(plan)
    return tuple(each for check in (_indexed, _dated, _followed, _references, _grants) for each in check(plan, grid))


def last_month(plan: Plan, grid: Grid, line: object) -> int | None:
    """The last month a line's perimeter allows (finance: perimeter); None where it may run on."""
    owner = getattr(line, "service", None)
    service = next((s for s in plan.services if s.id == owner), None) if owner else None
    if service is not None and service.continuation in STOPPING:
        return grid.index(service.stop_month) if service.stop_month else grid.project_end
    return grid.project_end if getattr(line, "perimeter", None) is Perimeter.PROJECT else None


def _indexed(plan: Plan, grid: Grid) -> Iterator[Refusal]:
    del grid
    known = {rate.currency for rate in plan.basis.rates} | {plan.basis.currency}
    for table in ("streams", "costs", "investments", "sources", "actions"):
        for line in getattr(plan, table):
            currency = None if isinstance(line, InKindSource) else line.currency
            if currency is None or currency == plan.basis.currency:
                continue
            if currency not in known:
                yield Refusal(
                    f"{table}/{line.id}/currency",
                    N_("La moneda {currency} no tiene tasa de cambio: agréguela en la página 1."),
                    (("currency", currency),),
                )
            if not isinstance(line, Contract | CashSource | Action) and line.indexation is Indexation.INFLATION:
                yield Refusal(
                    f"{table}/{line.id}/indexation",
                    N_("Una línea en moneda extranjera no puede seguir la inflación del plan: use su tasa propia."),
                )


def _dated(plan: Plan, grid: Grid) -> Iterator[Refusal]:
    for table in ("streams", "costs", "sources"):
        for line in getattr(plan, table):
            if not isinstance(line, Contract | OneOff | CashSource):
                continue
            limit = last_month(plan, grid, line)
            for row in line.amounts:
                yield from _outside(row, (table, line.id, "amounts", row.id), grid, limit)
    for line in plan.investments:
        if line.month and line.amount:
            limit = last_month(plan, grid, line)
            row = Dated(month=line.month, amount=line.amount)
            yield from _outside(row, ("investments", line.id), grid, limit)
    for loan in plan.loans:
        if loan.month and loan.principal:
            row = Dated(month=loan.month, amount=loan.principal)
            yield from _outside(row, ("loans", loan.id), grid, None)


def _outside(row: Dated, place: Place, grid: Grid, limit: int | None) -> Iterator[Refusal]:
    at = grid.index(row.month)
    if not row.amount or (0 <= at < grid.months and (limit is None or at <= limit)):
        return
    path = _written(place)
    last = grid.months - 1 if limit is None else min(limit, grid.months - 1)
    if last < 0:
        yield Refusal(
            f"{path}/month",
            N_("Esta línea termina antes de que empiece el plan: revise cuándo termina el proyecto o el servicio."),
        )
        return
    yield Refusal(
        f"{path}/month",
        N_("{month} queda fuera de los meses de esta línea ({first} a {last})."),
        (("month", row.month), ("first", grid.month(0)), ("last", grid.month(last))),
    )


def _followed(plan: Plan, grid: Grid) -> Iterator[Refusal]:
    del grid
    contracts = {line.id for line in plan.streams if isinstance(line, Contract)}
    for line in plan.costs:
        if isinstance(line, Variable | Step) and line.stream in contracts:
            yield Refusal(
                f"costs/{line.id}/stream",
                N_("Un contrato no tiene unidades: elija otro ingreso o use un costo fijo o por porcentaje."),
            )
        if isinstance(line, ShareCost) and line.in_kind:
            yield Refusal(f"costs/{line.id}/in_kind", N_("Un costo por porcentaje no puede ser en especie."))


def _references(plan: Plan, grid: Grid) -> Iterator[Refusal]:
    """A line id that no longer exists is a contradiction, never ignored."""
    del grid
    tables = ("services", "segments", "streams", "sources")
    ids = {table: {line.id.int for line in getattr(plan, table)} for table in tables}  # numbers are found sooner
    ids["in_kind"] = {line.id.int for line in (*plan.costs, *plan.investments)}
    for place, table, target in _links(plan):
        if target is not None and target.int not in ids[table]:
            yield Refusal(_written(place), N_("La línea a la que se refiere ya no existe: elija otra."))


def _links(plan: Plan) -> Iterator[tuple[Place, str, UUID | None]]:
    """Place, table it refers to, and line id of every reference."""
    for each in plan.segments:
        yield ("segments", each.id, "service"), "services", each.service
    for stream in plan.streams:
        yield ("streams", stream.id, "service"), "services", stream.service
        yield ("streams", stream.id, "segment"), "segments", stream.segment
    for line in (*plan.costs, *plan.investments):
        table = "investments" if isinstance(line, Investment) else "costs"
        if isinstance(line, Own):
            yield (table, line.id, "service"), "services", line.service
        if isinstance(line, Variable | Step):
            yield ("costs", line.id, "stream"), "streams", line.stream
        if isinstance(line, ShareCost):
            for target in line.streams:
                yield ("costs", line.id, "streams"), "streams", target
    for source in plan.sources:
        for carry in source.carries if isinstance(source, InKindSource) else ():
            yield ("sources", source.id, "carries", carry.id, "line"), "in_kind", carry.line
    for action in plan.actions:
        yield ("actions", action.id, "source"), "sources", action.source


def _grants(plan: Plan, grid: Grid) -> Iterator[Refusal]:
    """FOMIN pays nothing after the project; the final settlement is entered in its last month (project end)."""
    for source in plan.sources:
        if not isinstance(source, CashSource) or source.provider_class is not Provider.FOMIN:
            continue
        for row in source.amounts:
            if row.amount and grid.index(row.month) + source.delay > grid.project_end:
                yield Refusal(f"sources/{source.id}/amounts/{row.id}/month", LATE_FOMIN)
        for year, amount in enumerate(source.yearly):
            if amount and _paid(grid, year, source) > grid.project_end:
                yield Refusal(f"sources/{source.id}/yearly", LATE_FOMIN)
                break


def _paid(grid: Grid, year: int, source: CashSource) -> int:
    first = next(
        (m for m in range(grid.months) if grid.fiscal_year(m) == year and grid.calendar(m) == source.yearly_month), -1
    )
    return first + source.delay if first >= 0 else -1
