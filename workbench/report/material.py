"""What every part of the plan's report reads: the projection, how the plan's country writes, the scale of amounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from workbench.engine.charts import charts
from workbench.engine.projection import Projection
from workbench.engine.told import period_name
from workbench.formats import NO_BREAK, Formats
from workbench.i18n import N_, _, language
from workbench.model.chart import Chart
from workbench.model.grid import Period
from workbench.model.plan import Plan
from workbench.report.blocks import Column

PHASES = {
    "single": N_("Todo el plan"),
    "project": N_("Con el proyecto"),
    "sustained": N_("Sin el proyecto"),
    "after12": N_("Primer año sin él"),
}
NOISE = 0.005  # of a currency unit: what is left of amounts that cancel


@dataclass(frozen=True)
class Scale:
    """How the amounts of computed tables are shown: divided by ``factor``, with ``decimals``."""

    factor: float
    word: str
    decimals: int


UNITS = Scale(1.0, N_("{currency}"), 0)
THOUSANDS = Scale(1e3, N_("miles de {currency}"), 0)
MILLIONS = Scale(1e6, N_("millones de {currency}"), 1)


def scale_for(amounts: Iterable[float]) -> Scale:
    """Units, thousands or millions, so that the largest amount has six digits or fewer where that is possible."""
    largest = max(map(abs, amounts), default=0.0)
    return UNITS if largest < 1e6 else THOUSANDS if largest < 1e9 else MILLIONS


@dataclass(frozen=True)
class Material:
    """A projection and how it is printed, in the language of the moment it is made."""

    projection: Projection
    language: str = field(default_factory=language)

    @property
    def plan(self) -> Plan:
        return self.projection.plan

    @property
    def currency(self) -> str:
        return self.plan.basis.currency

    @cached_property
    def formats(self) -> Formats:
        """How the plan's country writes."""
        return Formats(self.plan.project.country, self.language)

    @cached_property
    def scale(self) -> Scale:
        """One for every computed table, chosen by the largest amount of a year."""
        lines = self.projection.statements()
        return scale_for(amount for line in lines for amount in self.projection.by_year(line))

    @cached_property
    def charts(self) -> dict[str, Chart]:
        """The charts of the results, in whole units of the currency."""
        return charts(self.projection, self.formats)

    @property
    def unit(self) -> str:
        """What the amounts of computed tables are counted in: *miles de COP*."""
        return _(self.scale.word).format(currency=self.currency)

    def money(self, head: str) -> Column:
        """A column of scaled amounts."""
        return Column(head, "money", self.scale.decimals)

    def scaled(self, amount: float) -> float:
        """An amount of the plan as computed tables show it."""
        return 0.0 if abs(amount) < NOISE else amount / self.scale.factor

    def month(self, index: float) -> str:
        """The calendar month of an offset from the plan's start: *ago 2028*."""
        return self.formats.month(self.projection.grid.month(round(index)))

    def span(self, period: Period) -> str:
        """*ene 2028 – dic 2028*."""
        first, last = (self.month(at).replace(" ", NO_BREAK) for at in (period.first, period.last))
        return f"{first} – {last}"

    def periods(self, *kinds: str) -> list[Period]:
        """The plan's periods of these kinds, in order."""
        return [period for period in self.projection.grid.periods if period.kind in kinds]

    @cached_property
    def phases(self) -> list[Period]:
        """With the project, without it, and the twelve months by which plans are compared."""
        return self.periods("phase", "after12")

    def head(self, period: Period) -> str:
        """A period at the head of a column, with its months where its name does not say them."""
        if period.id in PHASES:
            return f"{_(PHASES[period.id])}\n{self.span(period)}"
        return period_name(period, self.projection, self.formats)
