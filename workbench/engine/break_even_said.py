"""Break-even as sentences: the twelve months it is reached in and held from, and what is missing where it is not.

One for each standing: with its own revenue, with signed contributions (without the donor), without what is in kind.
"""

from __future__ import annotations

import numpy as np

from workbench.engine.inputs import STANDING_LABELS, STANDINGS
from workbench.engine.projection import Projection
from workbench.formats import Formats, capital
from workbench.i18n import N_, _
from workbench.model.grid import Period

READINGS = {
    "from_the_start": N_(
        "{standing}: cubre sus costos desde el inicio del plan, en los doce meses que terminan en {reached} y siempre "
        "después."
    ),
    "held": N_("{standing}: cubre sus costos en los doce meses que terminan en {reached} y no vuelve a perder."),
    "regained": N_(
        "{standing}: cubre sus costos en los doce meses que terminan en {reached}, recae {spells} y se mantiene desde "
        "{held}."
    ),
    "lost": N_(
        "{standing}: cubre sus costos en los doce meses que terminan en {reached}, pero recae {spells}; en los últimos "
        "doce meses del plan faltan {shortfall}."
    ),
    "never": N_(
        "{standing}: nunca cubre los costos de doce meses seguidos; en los últimos doce meses del plan faltan "
        "{shortfall}."
    ),
}
"""What can become of break-even: each is one sentence."""
FEW_LEFT = N_("Quedan menos de doce meses para mostrar que se mantiene.")
ONE_MONTH, MONTHS = N_("en {first}"), N_("de {first} a {last}")


def break_even_sentences(projection: Projection, formats: Formats) -> tuple[str, ...]:
    """One for each standing; what changes nothing, as in-kind where there is none, is not said again."""
    results = projection.array("standing_result")[0]
    told = [at for at in range(len(STANDINGS)) if not at or not np.array_equal(results[at], results[0])]
    return tuple(break_even_sentence(projection, formats, at) for at in told)


def break_even_sentence(projection: Projection, formats: Formats, standing: int = 0) -> str:
    """The sentence of one standing, by its number in ``STANDINGS``."""
    spells = projection.relapses(standing)
    text = _(READINGS[_reading(projection, standing, spells)]).format(
        standing=capital(_(STANDING_LABELS[standing])),
        reached=_month(projection, formats, "break_even_reached", standing),
        held=_month(projection, formats, "break_even_held", standing),
        spells=formats.listed([_spell(projection, formats, spell) for spell in spells]),
        shortfall=shortfall_said(projection, formats, standing),
    )
    held = not np.isnan(projection.array("break_even_held")[0, standing, 0])
    few = held and projection.array("fewer_than_12_left")[0, standing, 0] > 0
    return f"{text} {_(FEW_LEFT)}" if few else text


def shortfall_said(projection: Projection, formats: Formats, standing: int = 0) -> str:
    """What the last twelve months of the plan lack to break even, as money."""
    missing = float(projection.array("shortfall")[0, standing, 0])
    return formats.money(max(missing, 0.0), projection.plan.basis.currency, 0)


def _reading(projection: Projection, standing: int, spells: tuple[Period, ...]) -> str:
    if np.isnan(projection.array("break_even_reached")[0, standing, 0]):
        return "never"
    if projection.array("from_the_start")[0, standing, 0] > 0:
        return "from_the_start"
    if np.isnan(projection.array("break_even_held")[0, standing, 0]):
        return "lost"
    return "regained" if spells else "held"


def _month(projection: Projection, formats: Formats, name: str, standing: int) -> str:
    """The last of the twelve months, in words; empty where they do not come."""
    at = float(projection.array(name)[0, standing, 0])
    return "" if np.isnan(at) else formats.long_month(projection.grid.month(int(at)))


def _spell(projection: Projection, formats: Formats, spell: Period) -> str:
    first, last = (formats.long_month(projection.grid.month(at)) for at in (spell.first, spell.last))
    return _(ONE_MONTH if spell.months == 1 else MONTHS).format(first=first, last=last)
