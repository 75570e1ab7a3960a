"""Findings about the plan's money as a whole: gaps, break-even, dependence, the agreement."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from workbench.engine.findings_lines import ENOUGH, Case, hint, warning
from workbench.i18n import _
from workbench.model.costs import Staff
from workbench.model.findings import Finding, Severity
from workbench.model.grid import Period
from workbench.model.types import LimitOf


def _years(case: Case) -> list[Period]:
    return [p for p in case.projection.grid.periods if p.kind == "year"]


def _sum(values: np.ndarray, period: Period) -> float:
    return float(values[period.first : period.last + 1].sum())


def _short(case: Case, view: str) -> np.ndarray:
    """The gap by month, without rounding dust."""
    gap, moved = case.projection.monthly("gap", view), case.projection.monthly("cash_moved", view)
    return np.where(gap > ENOUGH * moved, gap, 0.0)


def gaps(case: Case) -> Iterator[Finding]:
    """Money that is missing even when every source keeps its word: a low season, or a year that does not close."""
    short = _short(case, "planned")
    net = case.projection.monthly("free_in") - case.projection.monthly("free_out")
    seasonal = any(
        getattr(s, field, None) and getattr(s, field).season
        for s in case.plan.streams
        for field in ("units", "joins", "volume")
    )
    low: list[int] = []
    for year in _years(case):
        missing = _sum(short, year)
        if not missing:
            continue
        if seasonal and year.months == 12 and _sum(net, year) >= 0:
            low += [m for m in range(year.first, year.last + 1) if short[m]]
        elif year.last > case.projection.grid.project_end:
            yield warning(
                "gap_in_year",
                _("En {year} faltan {amount} aunque todas las fuentes cumplan.").format(
                    year=year.id.removeprefix("year:"), amount=case.money(missing)
                ),
                "sources",
                _("Busque otra fuente, suba ingresos o baje costos."),
                "funding.gap.planned",
                year.id,
            )
    if low:
        yield warning(
            "low_season",
            _("La temporada baja vacía la caja: en {month} faltan {amount}.").format(
                month=case.month(low[0]), amount=case.money(float(short[low].sum()))
            ),
            "opening/cash",
            _("Guarde una reserva antes de la temporada baja o cobre antes."),
        )


def uncommitted(case: Case) -> Iterator[Finding]:
    """A gap that closes with uncommitted money only."""
    p = case.projection.grid.project_end
    committed, planned = (float(_short(case, view)[p + 1 :].sum()) for view in ("committed", "planned"))
    if committed and not planned:
        yield warning(
            "gap_uncommitted",
            _("Después del proyecto {amount} dependen de dinero que aún no está firmado.").format(
                amount=case.money(committed)
            ),
            "sources",
            _("Firme los compromisos o prevea qué hacer si no llegan."),
            "funding.gap.committed",
            "sustained",
        )


def relapses(case: Case) -> Iterator[Finding]:
    """A break-even that is lost again."""
    spells = case.projection.relapses()
    if spells and case.projection.value("break_even.month.reached").number is not None:
        spell = spells[0]
        yield warning(
            "break_even_relapses",
            _("El equilibrio se pierde: los doce meses que terminan entre {first} y {last} dan pérdida.").format(
                first=case.month(spell.first), last=case.month(spell.last)
            ),
            "costs",
            _("Mire qué costo entra o qué ingreso falta en esos meses."),
            "break_even.month.relapses",
            spell.id,
        )


def dependence(case: Case) -> Iterator[Finding]:
    """One source too large, one client too large, no private money."""
    projection, criteria = case.projection, case.plan.criteria
    largest = projection.value("funding.concentration.largest_share", "after12").number
    if largest is not None and largest > float(criteria.largest_source) + ENOUGH:
        yield warning(
            "largest_source",
            _("Una sola organización aporta {share} de los fondos después del proyecto.").format(
                share=case.formats.percent(largest)
            ),
            "sources",
            _("Reparta la dependencia entre más fuentes."),
            "funding.concentration.largest_share",
            "after12",
        )
    private = projection.value("funding.private_share", "after12").number
    if private is not None and private <= ENOUGH:
        yield warning(
            "no_private_money",
            _("Después del proyecto no hay dinero privado."),
            "sources",
            _("Sin ingresos o aportes privados la operación depende de la política."),
            "funding.private_share",
            "after12",
        )
    yield from _clients(case)


def _clients(case: Case) -> Iterator[Finding]:
    after = case.projection.grid.period("after12")
    earned = {id_: _sum(values, after) for id_, values in case.projection.lines("stream_revenue").items()}
    total = sum(earned.values())
    clients = dict.fromkeys(s.client for s in case.plan.streams if s.client)
    for client in clients:
        part = sum(earned[s.id] for s in case.plan.streams if s.client == client) / total if total else 0.0
        if part > float(case.plan.criteria.largest_client) + ENOUGH:
            yield warning(
                "largest_client",
                _("Un solo cliente, «{name}», da {share} de los ingresos.").format(
                    name=client, share=case.formats.percent(part)
                ),
                "streams",
                _("Busque más clientes o asegure el contrato."),
            )


def team(case: Case) -> Iterator[Finding]:
    """Too few people after the project."""
    p, lines = case.projection.grid.project_end, case.projection.lines("staff_active")
    if p + 1 >= case.projection.grid.months:
        return
    people = sum(float(c.headcount or 0) for c in case.plan.costs if isinstance(c, Staff) and lines[c.id][p + 1])
    if 0 < people <= case.plan.criteria.team_of:
        yield hint(
            "small_team",
            _("Después del proyecto el equipo es de {people}.").format(people=case.formats.number(people)),
            "costs",
            _("Prevea quién la reemplaza si falta."),
        )


def agreement(case: Case) -> Iterator[Finding]:
    """A counterpart below the agreement's own minimum, in kind above its ceiling."""
    share = case.projection.value("agreement.counterpart_share").number
    given = case.plan.agreement
    approved = float(given.cash_approved or 0) + float(given.in_kind_approved or 0)
    in_kind = float(given.in_kind_approved or 0) / approved if approved else None
    for limit in given.limits:
        bound, clause = float(limit.value or 0), limit.clause or _("criterio interno")
        path = f"agreement/limits/{limit.id}/value"
        if limit.limit is LimitOf.COUNTERPART_MINIMUM and share is not None and share < bound - ENOUGH:
            yield Finding(
                "counterpart_low",
                Severity.ERROR,
                _("La contrapartida aprobada es {share} del total; el mínimo es {bound} ({clause}).").format(
                    share=case.formats.percent(share), bound=case.formats.percent(bound), clause=clause
                ),
                path,
                _("Revise los montos aprobados o el límite."),
                "agreement.counterpart_share",
                "single",
            )
        if limit.limit is LimitOf.IN_KIND_CEILING and in_kind is not None and in_kind > bound + ENOUGH:
            yield warning(
                "in_kind_high",
                _("El aporte en especie es {share} de la contrapartida; el tope es {bound} ({clause}).").format(
                    share=case.formats.percent(in_kind), bound=case.formats.percent(bound), clause=clause
                ),
                path,
            )


CHECKS = (gaps, uncommitted, relapses, dependence, team, agreement)
