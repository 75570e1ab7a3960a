"""The figures of a plan that portfolios add up, count and compare: on the twelve months after the project."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import numpy as np

from forms import GUIDE
from forms.completeness import of_plan
from workbench.engine.inputs import SECTORS
from workbench.engine.program import PLANNED
from workbench.engine.projection import Projection
from workbench.engine.pulse import costed
from workbench.engine.scales import DOLLARS
from workbench.model.plan import Plan
from workbench.portfolio.entry import Entry, Measures, Mix, Years

AFTER = "after12"
ASKED = (
    ("gap", "committed"),
    ("gap", PLANNED),
    ("guaranteed_horizon", PLANNED),
    ("sector_services", PLANNED),
    ("sector_structure", PLANNED),
)
"""What is computed besides the pulse."""


def entry_of(projection: Projection) -> Entry:
    """A plan as portfolios know it."""
    plan, held = projection.plan, projection.value("break_even.month.held_from")
    measures = measures_of(projection)
    told = costed(projection)
    return Entry(
        str(plan.id),
        plan.project.name,
        plan.project.executor,
        plan.project.country,
        str(plan.project.stage or ""),
        plan.basis.currency,
        of_plan(plan, GUIDE).share,
        projection.grid.month(int(held.number)) if told and held.number is not None else None,
        None if measures.gaps is None else math.fsum(committed for committed, _planned in measures.gaps.values()),
        measures,
    )


def measures_of(projection: Projection) -> Measures:
    """The measures of a plan, of one that has no costs yet those of its agreement alone."""
    plan, agreed, survey = projection.plan, projection.plan.agreement, projection.plan.latest_survey
    rate, dated = _rate(plan)
    of_agreement = Measures(
        sector=plan.project.theme,
        rate=rate,
        rate_date=dated,
        fomin=_number(agreed.fomin_approved),
        cash=_number(agreed.cash_approved),
        in_kind=_number(agreed.in_kind_approved),
        survey=_number(survey.overall),
        survey_level=str(survey.level or ""),
        survey_wave=survey.wave,
    )
    return _measured(projection, of_agreement) if costed(projection) else of_agreement


def _measured(projection: Projection, agreement: Measures) -> Measures:
    projection.compute(ASKED)
    held = projection.value("break_even.month.held_from")
    months = projection.value("funding.guaranteed_months.committed")
    horizon = projection.value("funding.guaranteed_horizon")
    covered = projection.value("self_sufficiency.full", AFTER)
    gaps = _gaps(projection)
    return replace(
        agreement,
        break_even_reason=held.reason or "",
        gaps=gaps,
        gap_reason="no_sustained_phase" if gaps is None else "",
        self_sufficiency=covered.number,
        self_sufficiency_reason=covered.reason or "",
        months=months.number,
        at_least=months.reason == "at_least",
        horizon=None if horizon.number is None else round(horizon.number),
        horizon_reason=horizon.reason or "",
        structure=_mix(projection, "sector_structure"),
        services=_mix(projection, "sector_services"),
    )


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _rate(plan: Plan) -> tuple[float | None, str]:
    """Units of the plan's currency for a dollar in its first month, and the day of that rate (finance: currency)."""
    basis = plan.basis
    if basis.currency == DOLLARS:
        return 1.0, basis.start
    found = next((each for each in basis.rates if each.currency == DOLLARS), None)
    if found is None:
        return None, ""
    return float(found.rates[0]), found.dated.isoformat() if found.dated else basis.start


def _gaps(projection: Projection) -> Years | None:
    """The gaps of the months after the project by calendar year, years without one left out."""
    grid, found = projection.grid, dict[str, list[float]]()
    first = grid.project_end + 1
    if first >= grid.months:
        return None
    for at, view in enumerate(("committed", PLANNED)):
        gaps = projection.monthly("gap", view)
        for month in () if projection.array("never_short", view)[0, 0, 0] > 0 else gaps[first:].nonzero()[0]:
            year = grid.month(first + int(month))[:4]
            found.setdefault(year, [0.0, 0.0])[at] += float(gaps[first + month])
    return {year: (gap[0], gap[1]) for year, gap in sorted(found.items())}


def _mix(projection: Projection, figure: str) -> Mix | None:
    """What each sector brings in the twelve months after the project; None where they are not planned."""
    period = projection.grid.period(AFTER)
    if not period.whole:
        return None
    months = np.broadcast_to(projection.array(figure)[0], (len(SECTORS), projection.grid.months))
    public, private, international = months[:, period.first : period.last + 1].sum(axis=-1).tolist()
    return public, private, international
