"""Findings about single lines: services, streams, costs, sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from workbench.engine.input_funding import same, scheduled
from workbench.engine.projection import Projection
from workbench.engine.uncounted import uncounted
from workbench.formats import Formats
from workbench.i18n import _
from workbench.model.costs import Following, Investment, OneOff, ShareCost, Staff, Variable
from workbench.model.financing import CashSource, InKindSource
from workbench.model.findings import Finding, Severity
from workbench.model.grid import Period
from workbench.model.plan import Plan
from workbench.model.revenue import Contract, Fee, Membership
from workbench.model.rules import STOPPING, last_month
from workbench.model.services import Service
from workbench.model.types import PaidBy, Provider, ShareBase, Status

ENOUGH = 1e-9


@dataclass(frozen=True)
class Case:
    """A projection and how its reader's country writes."""

    projection: Projection
    formats: Formats

    @property
    def plan(self) -> Plan:
        return self.projection.plan

    def money(self, amount: float) -> str:
        """An amount in the plan's currency."""
        return self.formats.money(amount, self.plan.basis.currency, 0)

    def month(self, index: int) -> str:
        """A month of the plan, as the reader writes it."""
        return self.formats.month(self.projection.grid.month(index))

    def rates(self, line: Any) -> list[float]:
        """Plan-currency units for one unit of a line's currency, by month."""
        rows, own = self.projection.lines("exchange_rate"), self.plan.basis.currency
        found = next((row.id for row in self.plan.basis.rates if row.currency == line.currency != own), own)
        return list(map(float, rows[found]))

    def going(self, service: Any) -> bool:
        """Whether a service outlives the project."""
        return service.continuation not in STOPPING


def warning(id_: str, sentence: str, path: str, cure: str = "", figure: str = "", period: str = "") -> Finding:
    """It probably will not hold."""
    return Finding(id_, Severity.WARNING, sentence, path, cure, figure, period)


def hint(id_: str, sentence: str, path: str, cure: str = "") -> Finding:
    """Worth a look."""
    return Finding(id_, Severity.HINT, sentence, path, cure)


def name_of(line: Any) -> str:
    """What a line is called in a sentence."""
    return getattr(line, "name", "") or getattr(line, "provider", "") or _("sin nombre")


def dates(case: Case) -> Iterator[Finding]:
    """An end before its start."""
    project = case.plan.project
    for end in ("original_end", "current_end", "last_disbursement"):
        start, closed = project.execution_start, getattr(project, end)
        if start and closed and closed < start:
            yield Finding(
                "end_before_start",
                Severity.ERROR,
                _("El proyecto termina ({end}) antes de empezar ({start}).").format(
                    end=case.formats.date(closed), start=case.formats.date(start)
                ),
                f"project/{end}",
                _("Corrija una de las dos fechas."),
            )


def horizon(case: Case) -> Iterator[Finding]:
    """No year after the project is planned."""
    if not case.projection.grid.period("after12").whole:
        yield Finding(
            "no_year_after",
            Severity.ERROR,
            _("El plan no cubre ningún año completo después del proyecto."),
            "basis/months",
            _("Alargue el horizonte o revise la fecha de fin del proyecto."),
        )


def prices(case: Case) -> Iterator[Finding]:
    """A price below what the unit costs."""
    costs = [c for c in case.plan.costs if isinstance(c, Variable)]
    for stream in case.plan.streams:
        if not isinstance(stream, Fee) or not stream.price:
            continue
        unit = sum(_in_plan(case, c, c.unit_cost) for c in costs if c.stream == stream.id)
        shares = sum(
            float(c.rate or 0)
            for c in case.plan.costs
            if isinstance(c, ShareCost) and c.base is ShareBase.REVENUE and stream.id in c.streams
        )
        price = _in_plan(case, stream, stream.price) * (1 - shares - float(stream.bad_debt))
        if unit and price < unit:
            yield warning(
                "price_below_cost",
                _("«{name}» se vende por {price} y cada unidad cuesta {cost}: cada venta pierde dinero.").format(
                    name=name_of(stream), price=case.money(price), cost=case.money(unit)
                ),
                f"streams/{stream.id}/price",
                _("Suba el precio o baje el costo por unidad."),
            )


def _in_plan(case: Case, line: Any, amount: Any) -> float:
    """An amount of a line in the plan's currency, in the plan's first month."""
    vat = 0.0 if getattr(line, "vat_recoverable", True) else float(line.vat)
    return float(amount or 0) * case.rates(line)[0] * (1 + vat)


def demand(case: Case) -> Iterator[Finding]:
    """Sales that a segment cannot give. The volume of a commission is money, not units, and is left out."""
    projection, limit = case.projection, float(case.plan.criteria.segment_demand)
    years = [p for p in projection.grid.periods if p.kind == "year"]
    for segment in case.plan.segments:
        streams = [s for s in case.plan.streams if s.segment == segment.id and isinstance(s, Fee | Membership)]
        if not segment.size or not streams:
            continue
        most = max(sum(_bought(case, stream, year) for stream in streams) for year in years)
        part = most / float(segment.size)
        if part > limit + ENOUGH:
            sentence = _("El plan vende a «{name}» {part} de todo lo que podría comprar en un año.")
            yield (warning if part > 1 + ENOUGH else hint)(
                "demand_above_segment",
                sentence.format(name=name_of(segment), part=case.formats.percent(part)),
                f"segments/{segment.id}/size",
                _("Revise las unidades o el tamaño del segmento."),
            )


def _bought(case: Case, stream: Fee | Membership, year: Period) -> float:
    """What a segment buys in a year: the units of a fee; of a membership its members, who are the same each month."""
    units = case.projection.lines("stream_units")[stream.id][year.first : year.last + 1]
    return float(units.mean() if isinstance(stream, Membership) else units.sum())


def services(case: Case) -> Iterator[Finding]:
    """A service that continues without owner, cost, payer, indicator or somebody who sells it."""
    for service in filter(case.going, case.plan.services):
        streams = {s.id for s in case.plan.streams if s.service == service.id}
        costs = any(getattr(c, "service", None) == service.id or _follows(c, streams) for c in case.plan.costs)
        missing = [
            text
            for there, text in ((service.owner, _("responsable")), (costs, _("costos")), (streams, _("quien pague")))
            if not there
        ]
        if missing:
            yield warning(
                "service_incomplete",
                _("«{name}» continúa después del proyecto sin {missing}.").format(
                    name=name_of(service), missing=_(" ni ").join(missing)
                ),
                f"services/{service.id}/owner",
                _("Complete el servicio o decida que termina."),
            )
        if not service.indicator:
            yield hint(
                "service_without_indicator",
                _("«{name}» no tiene un indicador de desempeño propio.").format(name=name_of(service)),
                f"services/{service.id}/indicator",
            )
        if streams and not service.sales_owner:
            yield hint(
                "sales_without_owner",
                _("Nadie responde por las ventas de «{name}».").format(name=name_of(service)),
                f"services/{service.id}/sales_owner",
            )


def _follows(cost: Any, streams: set[Any]) -> bool:
    return getattr(cost, "stream", None) in streams or bool(streams.intersection(getattr(cost, "streams", ())))


def posts(case: Case) -> Iterator[Finding]:
    """A post that ends with the project while its service goes on, with nobody after."""
    grid = case.projection.grid
    going: dict[UUID | None, Service] = {s.id: s for s in case.plan.services if case.going(s)}
    staff = [c for c in case.plan.costs if isinstance(c, Staff)]
    for post in staff:
        last = last_of(case, post)
        service = going.get(post.service)
        if service is None or last > grid.project_end or grid.project_end < 0 or not post.headcount:
            continue
        if any(other.service == post.service and last_of(case, other) > last for other in staff if other is not post):
            continue
        yield warning(
            "post_ends_with_project",
            _("El puesto «{post}» termina en {month} y «{service}» continúa.").format(
                post=name_of(post), month=case.month(min(last, grid.project_end)), service=name_of(service)
            ),
            f"costs/{post.id}/end",
            _("Diga quién hará el trabajo después y con qué se pagará."),
        )


def bases(case: Case) -> Iterator[Finding]:
    """A cost that follows a stream, and no stream is named; a salary of nobody: it costs nothing."""
    for cost, field in uncounted(case.plan):
        if isinstance(cost, Staff):
            message = _("«{name}» no dice cuántas personas son: el plan lo cuenta como cero.")
            advice = _("Escriba cuántas personas son.")
        else:
            message = _("«{name}» no dice qué ingreso sigue: el plan lo cuenta como cero.")
            advice = _("Elija los ingresos de que depende.")
        yield warning("cost_follows_nothing", message.format(name=name_of(cost)), f"costs/{cost.id}/{field}", advice)


def last_of(case: Case, line: Any) -> int:
    """The last month in which a line may have an amount, of the plan or past it."""
    grid = case.projection.grid
    limit = last_month(case.plan, grid, line)
    end = grid.index(line.end) if getattr(line, "end", None) else grid.months
    return end if limit is None else min(end, limit)


def growth(case: Case) -> Iterator[Finding]:
    """A first year far above what the last twelve months showed."""
    limit, projection = float(case.plan.criteria.first_year_growth), case.projection
    earned = projection.lines("stream_revenue")
    for stream in case.plan.streams:
        first = float(earned[stream.id][:12].sum())
        if stream.actual_12 and first > limit * float(stream.actual_12) * (1 + ENOUGH):
            yield warning(
                "hockey_stick",
                _("«{name}»: el primer año suma {first} y los últimos doce meses fueron {actual}.").format(
                    name=name_of(stream), first=case.money(first), actual=case.money(float(stream.actual_12))
                ),
                f"streams/{stream.id}/actual_12",
                _("Explique qué cambia o baje la previsión."),
            )


def sources(case: Case) -> Iterator[Finding]:
    """Sources that pay after they expire, are long in negotiation, or bring nothing."""
    grid, start = case.projection.grid, case.projection.grid.day(0)
    for source in case.plan.sources:
        path = f"sources/{source.id}"
        if isinstance(source, CashSource):
            paid = [m + source.delay for m, amount in enumerate(scheduled(source, grid)) if amount]
            if source.expires and paid and grid.day(paid[-1]) > source.expires:
                yield warning(
                    "pays_after_expiry",
                    _("«{name}» vence el {date} y el plan cuenta con su dinero hasta {month}.").format(
                        name=name_of(source), date=case.formats.date(source.expires), month=case.month(paid[-1])
                    ),
                    f"{path}/expires",
                    _("Renueve el compromiso o adelante los desembolsos."),
                )
            if not paid and source.counted:
                yield hint(
                    "source_without_money",
                    _("«{name}» no tiene ningún desembolso.").format(name=name_of(source)),
                    f"{path}/amounts",
                )
        if source.status is Status.NEGOTIATION and source.since:
            months = (start.year - source.since.year) * 12 + start.month - source.since.month
            if months > case.plan.criteria.negotiation_months:
                yield warning(
                    "long_negotiation",
                    _("«{name}» lleva {months} meses en negociación al iniciar el plan.").format(
                        name=name_of(source), months=months
                    ),
                    f"{path}/since",
                    _("Busque otra fuente o cierre el acuerdo."),
                )


def in_kind(case: Case) -> Iterator[Finding]:
    """In-kind lines: carried by nobody, by too many, pledged above their use, valued twice."""
    projection = case.projection
    values, offered = projection.lines("cost_value"), projection.lines("cost_offered")
    uncovered = projection.lines("cost_uncovered")
    for line in (*case.plan.costs, *case.plan.investments):
        path = f"{'investments' if isinstance(line, Investment) else 'costs'}/{line.id}"
        if not line.in_kind:
            continue
        bill, used = float(uncovered[line.id].sum()), values[line.id] > 0
        if bill > ENOUGH:
            month = int((uncovered[line.id] > ENOUGH).argmax())
            yield warning(
                "in_kind_bill",
                _("Desde {month} nadie cubre «{name}» en especie: es una cuenta de {amount}.").format(
                    month=case.month(month), name=name_of(line), amount=case.money(bill)
                ),
                f"{path}/in_kind",
                _("Busque quién lo cubra o preséntelo como gasto en dinero."),
            )
        if used.any() and float(offered[line.id][used].max()) > 1 + ENOUGH:
            yield hint(
                "in_kind_twice",
                _("«{name}» está cubierto en más del 100 %: se redujo en proporción.").format(name=name_of(line)),
                f"{path}/in_kind",
            )
        amount = getattr(line, "amount", None)
        if line.kind_quantity and line.kind_value and amount and line.kind_quantity * line.kind_value != amount:
            yield hint(
                "in_kind_value",
                _("«{name}»: la cantidad por el valor unitario no da el monto.").format(name=name_of(line)),
                f"{path}/kind_value",
            )
    yield from _pledges(case)


def _pledges(case: Case) -> Iterator[Finding]:
    carried = case.projection.array("carry_value")[0].sum(axis=-1)
    at = 0
    for source in case.plan.sources:
        if not isinstance(source, InKindSource):
            continue
        mine = [c for c in source.carries if c.line is not None]
        used, at = float(carried[at : at + len(mine)].sum()), at + len(mine)
        if source.pledged and float(source.pledged) > used * (1 + ENOUGH):
            yield hint(
                "pledge_not_used",
                _("De lo ofrecido por «{name}», {amount} no se usa y no cuenta.").format(
                    name=name_of(source), amount=case.money(float(source.pledged) - used)
                ),
                f"sources/{source.id}/pledged",
            )


def twice(case: Case) -> Iterator[Finding]:
    """The same payer, months and amount as revenue and as a source."""
    own = case.plan.basis.currency

    def paid(name: str, line: Contract | CashSource) -> tuple[object, ...]:
        return same(name), line.currency or own, *sorted((each.month, each.amount) for each in line.amounts)

    contracts = {paid(s.client, s) for s in case.plan.streams if isinstance(s, Contract) and s.client and s.amounts}
    for source in case.plan.sources:
        if isinstance(source, CashSource) and source.amounts and paid(source.provider, source) in contracts:
            yield Finding(
                "counted_twice",
                Severity.ERROR,
                _("El dinero de «{name}» figura como ingreso y como aporte.").format(name=name_of(source)),
                f"sources/{source.id}/amounts",
                _("Déjelo en uno solo: contra entrega es un ingreso."),
            )


def payers(case: Case) -> Iterator[Finding]:
    """What is said of who pays, beside what the figures say."""
    fomin = _fomin_pays(case)
    for line in (*case.plan.costs, *case.plan.investments):
        path = f"{'investments' if isinstance(line, Investment) else 'costs'}/{line.id}"
        goes_on = last_month(case.plan, case.projection.grid, line) is None and not isinstance(line, OneOff)
        if line.paid_after_by is PaidBy.FOMIN and goes_on:
            sentence = _("«{name}»: después del proyecto el FOMIN ya no paga.")
            yield warning(
                "fomin_after", sentence.format(name=name_of(line)), f"{path}/paid_after_by", _("Diga quién lo pagará.")
            )
        if line.paid_after_by is PaidBy.HOST and goes_on and not line.in_kind:
            sentence = _(
                "«{name}»: dice que después lo paga la entidad anfitriona, y en el plan es un gasto en dinero."
            )
            cure = _("Regístrelo en especie, con una fuente que lo cubra, o como aporte de esa entidad.")
            yield hint("host_not_recorded", sentence.format(name=name_of(line)), f"{path}/paid_after_by", cure)
        if line.paid_today_by is PaidBy.FOMIN and line.id in fomin and not fomin[line.id]:
            sentence = _(
                "«{name}»: dice que hoy lo paga el FOMIN, y en el plan su dinero no llega a ese grupo de costos."
            )
            cure = _("Revise para qué es cada aporte del FOMIN.")
            yield hint("fomin_not_today", sentence.format(name=name_of(line)), f"{path}/paid_today_by", cure)


def _fomin_pays(case: Case) -> dict[UUID, float]:
    """What FOMIN pays of each line's cost group during the project; empty without one."""
    projection, end = case.projection, case.projection.grid.project_end
    if end < 0:
        return {}
    groups = projection.inputs.base["cost__group"][0, :, 0].astype(int)
    paid = projection.who_pays(0, min(end, projection.grid.months - 1)).values
    return {id_: paid[group - 1][0] for id_, group in zip(projection.inputs.lines["cost"], groups, strict=True)}


def flat_rate(case: Case) -> Iterator[Finding]:
    """An exchange rate that stays the same over years of inflation."""
    plan = case.plan
    if not any(plan.basis.inflation):
        return
    for table in ("streams", "costs"):
        for line in getattr(plan, table):
            if not line.currency or line.currency == plan.basis.currency or isinstance(line, Following):
                continue
            rates = case.rates(line)
            months = max((len(list(run)) for _rate, run in groupby(rates[at] for at in _told(case, line))), default=0)
            if months > plan.criteria.flat_rate_months:
                yield hint(
                    "flat_rate",
                    _("«{name}» usa una tasa de cambio fija durante {months} meses, con inflación.").format(
                        name=name_of(line), months=months
                    ),
                    f"{table}/{line.id}/currency",
                )


def sectors(case: Case) -> Iterator[Finding]:
    """A payer or provider of which the class is not said, or is none of ours without a sector: it counts as private."""
    for table, field in (("streams", "payer_class"), ("sources", "provider_class")):
        for line in getattr(case.plan, table):
            said = getattr(line, field)
            if line.sector is None and (said is None or said is Provider.OTHER):
                yield hint(
                    "sector_missing",
                    _("No se sabe de qué sector es quien paga «{name}»: se cuenta como privado.").format(
                        name=name_of(line)
                    ),
                    f"{table}/{line.id}/{field if said is None else 'sector'}",
                    _("Elija la clase de entidad.") if said is None else _("Elija su sector."),
                )


def _told(case: Case, line: Any) -> list[int]:
    """The months of the plan in which a line has an amount, in order."""
    grid = case.projection.grid
    if hasattr(line, "amounts"):
        return sorted(at for at in (grid.index(row.month) for row in line.amounts) if 0 <= at < grid.months)
    first = grid.index(line.start) if line.start else 0
    return list(range(max(first, 0), min(last_of(case, line), grid.months - 1) + 1))


def idle_rates(case: Case) -> Iterator[Finding]:
    """An exchange rate that no figure uses: of the plan's own currency, or a second one of another."""
    basis, seen = case.plan.basis, set[str]()
    for row in basis.rates:
        own = row.currency == basis.currency
        text = (
            _("{currency} es la moneda del plan: su tasa de cambio no se usa.")
            if own
            else _("{currency} tiene más de una tasa de cambio: solo se usa la primera.")
        )
        if own or row.currency in seen:
            yield warning(
                "idle_rate",
                text.format(currency=row.currency),
                f"basis/rates/{row.id}/currency",
                _("Elija otra moneda o elimine esta línea."),
            )
        seen.add(row.currency)


CHECKS = (
    dates, horizon, prices, demand, services, posts, bases, growth, sources, in_kind, twice, payers, flat_rate,
    idle_rates, sectors,
)  # fmt: skip
