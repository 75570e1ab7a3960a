"""Findings about what will be done and what is said of oneself: actions and factors. No figure rests on them."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.engine.findings_lines import ENOUGH, Case, hint, name_of, warning
from workbench.i18n import _
from workbench.model.actions import Action
from workbench.model.base import ask
from workbench.model.factors import FACTORS, Factors
from workbench.model.financing import CashSource, Source
from workbench.model.findings import Finding, Severity
from workbench.model.types import ActionState, PaidFrom, Rating, Status

UNKNOWN = (Rating.ABSENT, Rating.STARTING, None)


def _kept(case: Case) -> Iterator[Action]:
    """The actions that count: all but those that were dropped."""
    return (action for action in case.plan.actions if action.state is not ActionState.DROPPED)


def _source(case: Case, action: Action) -> Source | None:
    """The source that pays an action, where one is named and counts."""
    found = action.paid_from is PaidFrom.SOURCE and action.source
    return next((each for each in case.plan.sources if each.id == found and each.counted), None)


def _cost(case: Case, action: Action) -> float:
    """In the plan's currency, at the rate of the plan's first month."""
    return float(action.cost or 0) * case.rates(action)[0]


def incomplete(case: Case) -> Iterator[Finding]:
    """An action nobody answers for, or without dates."""
    for action in _kept(case):
        asked = (("owner", _("responsable")), ("start", _("fecha de inicio")), ("end", _("fecha de fin")))
        missing = [(field, text) for field, text in asked if not getattr(action, field)]
        if missing:
            yield warning(
                "action_incomplete",
                _("«{name}» no tiene {missing}.").format(
                    name=name_of(action), missing=_(" ni ").join(text for _field, text in missing)
                ),
                f"actions/{action.id}/{missing[0][0]}",
                _("Acuerde quién la hace y para cuándo, o descártela."),
            )


def dates(case: Case) -> Iterator[Finding]:
    """An action that ends before it starts, or should have ended before the plan starts or was approved."""
    today = max(filter(None, (case.projection.grid.day(0), case.plan.review.approved)))
    for action in _kept(case):
        if action.end is None:
            continue
        path, end = f"actions/{action.id}/end", case.formats.date(action.end)
        if action.start and action.end < action.start:
            text = _("«{name}» termina ({end}) antes de empezar ({start}).")
            start = case.formats.date(action.start)
            sentence = text.format(name=name_of(action), end=end, start=start)
            cure = _("Corrija una de las dos fechas.")
            yield Finding("action_end_before_start", Severity.ERROR, sentence, path, cure)
        elif action.end < today and action.state is not ActionState.DONE:
            text = _("«{name}» debía terminar el {end}, antes del {today}, y no está terminada.")
            sentence = text.format(name=name_of(action), end=end, today=case.formats.date(today))
            cure = _("Si ya se hizo, cambie su estado; si no, acuerde otra fecha o descártela.")
            yield warning("action_overdue", sentence, path, cure)


def paid(case: Case) -> Iterator[Finding]:
    """An action with a cost that nothing pays, or that hangs on money nobody has signed for."""
    for action in _kept(case):
        if not action.cost:
            continue
        source = _source(case, action)
        if action.paid_from is not PaidFrom.OPERATION and source is None:
            text = _("«{name}» cuesta {cost} y no se sabe con qué se paga.")
            yield warning(
                "action_unpaid",
                text.format(name=name_of(action), cost=case.money(_cost(case, action))),
                f"actions/{action.id}/{'source' if action.paid_from else 'paid_from'}",
                _("Elija una fuente que cuente en el plan, o inclúyala en los costos de la operación."),
            )
        elif source is not None and source.status is not Status.COMMITTED:
            text = _("«{name}» depende de «{source}», que no está firmada.")
            yield hint(
                "action_source_unsigned",
                text.format(name=name_of(action), source=name_of(source)),
                f"actions/{action.id}/source",
                _("Diga en la nota qué se hará si ese dinero no llega."),
            )


def spent(case: Case) -> Iterator[Finding]:
    """Actions that ask more of a source than it brings."""
    received = case.projection.lines("source_received")
    for source in case.plan.sources:
        mine = [action for action in _kept(case) if _source(case, action) is source and action.cost]
        asked = sum(_cost(case, action) for action in mine)
        if not mine or not isinstance(source, CashSource):
            continue
        brought = float(received[source.id].sum())
        if asked > brought * (1 + ENOUGH):
            text = _("Las acciones que paga «{source}» suman {asked} y esa fuente trae {brought}.")
            yield warning(
                "actions_above_source",
                text.format(source=name_of(source), asked=case.money(asked), brought=case.money(brought)),
                f"actions/{mine[0].id}/cost",
                _("Busque otra fuente para alguna, o revise los costos."),
            )


def factors(case: Case) -> Iterator[Finding]:
    """A factor said to work, and nothing that shows it."""
    rated = case.plan.factors
    for name in FACTORS:
        asked = ask(Factors, name)
        if getattr(rated, name) not in UNKNOWN and not getattr(rated, f"{name}_evidence") and asked:
            yield hint(
                "factor_without_evidence",
                _("«{factor}» está calificado alto y no dice qué lo muestra.").format(factor=_(asked.label)),
                f"factors/{name}_evidence",
                _("Escriba un hecho que otra persona pueda comprobar, o baje la calificación."),
            )


CHECKS = (incomplete, dates, paid, spent, factors)
