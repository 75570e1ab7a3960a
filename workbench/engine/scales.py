"""What the amounts of computed tables are counted in: units of the currency, thousands or millions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.engine.projection import Projection
from workbench.formats import Formats
from workbench.i18n import N_, _

NOISE = 0.005  # of a currency unit: what is left of amounts that cancel


@dataclass(frozen=True)
class Scale:
    """Amounts are divided by ``factor`` and shown with ``decimals``; ``word`` is marked."""

    factor: float
    word: str
    decimals: int

    def unit(self, currency: str) -> str:
        """What the amounts are counted in: *miles de COP*."""
        return _(self.word).format(currency=currency)

    def scaled(self, amount: float) -> float:
        """An amount of the plan as the tables have it."""
        return 0.0 if abs(amount) < NOISE else amount / self.factor

    def cell(self, amount: float, formats: Formats) -> str:
        """An amount of the plan in a cell."""
        return formats.cell(self.scaled(amount), self.decimals)


SCALES = {
    "units": Scale(1.0, N_("{currency}"), 0),
    "thousands": Scale(1e3, N_("miles de {currency}"), 0),
    "millions": Scale(1e6, N_("millones de {currency}"), 1),
}
"""By their codes in the settings (``settings.AMOUNTS``, which has ``auto`` besides)."""


def scale_of(projection: Projection, formats: Formats) -> Scale:
    """The one scale of all computed tables of a plan: the one chosen, else what suits its largest amount of a year."""
    if formats.amounts in SCALES:
        return SCALES[formats.amounts]
    return scale_for(amount for line in projection.statements() for amount in projection.by_year(line))


def scale_for(amounts: Iterable[float]) -> Scale:
    """Units, thousands or millions, so that the largest amount has six digits or fewer where that is possible."""
    largest = max(map(abs, amounts), default=0.0)
    return SCALES["units" if largest < 1e6 else "thousands" if largest < 1e9 else "millions"]
