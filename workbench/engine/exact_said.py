"""The exact break-even in words: the least activity that covers all, and the ranges above it that lose again."""

from __future__ import annotations

from workbench.engine.exact import Exact, step_lines
from workbench.engine.projection import Projection
from workbench.engine.reasons import reason_text
from workbench.engine.told import period_name
from workbench.formats import Formats
from workbench.i18n import N_, _

FEW = 5
"""Ranges that are told one by one; more are counted."""
SEARCHED = N_(
    "se prueba cada nivel de actividad en que empieza un tramo, con la mezcla, la temporada y los precios planeados; "
    "entre dos de ellos el resultado es una recta"
)
LOST, LOST_OFTEN = N_("vuelve a perder {ranges}"), N_("vuelve a perder {ranges} y en otros {n} rangos")
BETWEEN = N_("entre {low} y {high}")
COVERED = N_(
    "Con los costos por tramos ({period}): cubre sus costos desde {share} de lo planeado, con ventas de {sales}."
)
COVERED_AND_LOST = N_(
    "Con los costos por tramos ({period}): cubre sus costos desde {share} de lo planeado, con ventas de {sales}; "
    "{lost}."
)
NEVER = N_("Con los costos por tramos ({period}): ningún nivel de actividad cubre los costos ({reason}).")


def lost_said(found: Exact, formats: Formats) -> str:
    """The ranges that lose above the break-even, as shares of what is planned; empty where there are none."""
    again = found.loses[1:] if found.share else found.loses
    if not again:
        return ""
    few = [_(BETWEEN).format(low=_level(low, formats), high=_level(high, formats)) for low, high in again[:FEW]]
    if len(again) > FEW:
        return _(LOST_OFTEN).format(ranges=", ".join(few), n=len(again) - FEW)
    return _(LOST).format(ranges=formats.listed(few))


def exact_sentence(projection: Projection, formats: Formats, period: str = "after12") -> str:
    """The exact break-even of a period as a sentence; empty where no step cost goes on or the period is not planned."""
    span, found = projection.grid.period(period), projection.exact(period)
    if not step_lines(projection) or not span.whole or found.reason == "no_steps":
        return ""
    name = period_name(span, projection, formats).lower()
    if found.share is None:
        return _(NEVER).format(period=name, reason=reason_text(found.reason))
    sales = projection.exact_value("break_even.exact.sales", period).number or 0.0
    lost = lost_said(found, formats)
    said = {
        "period": name,
        "share": _level(found.share, formats),
        "sales": formats.money(sales, projection.plan.basis.currency, 0),
    }
    return _(COVERED_AND_LOST).format(lost=lost, **said) if lost else _(COVERED).format(**said)


def _level(share: float, formats: Formats) -> str:
    return formats.percent(share, 1)
