"""What every part of the plan's report reads: the projection, how the plan's country writes, the scale of amounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from workbench.engine.charts import charts
from workbench.engine.projection import Projection
from workbench.engine.scales import Scale, scale_of
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


@dataclass(frozen=True)
class Material:
    """A projection and how it is printed, in the language of the moment it is made.

    ``amounts``: what those of computed tables are counted in, 'auto' for what suits the plan.
    """

    projection: Projection
    amounts: str = "auto"
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
        return Formats(self.plan.project.country, self.language, self.amounts)

    @cached_property
    def scale(self) -> Scale:
        """One for every computed table."""
        return scale_of(self.projection, self.formats)

    @cached_property
    def charts(self) -> dict[str, Chart]:
        """The charts of the results, in whole units of the currency."""
        return charts(self.projection, self.formats)

    @property
    def unit(self) -> str:
        """What the amounts of computed tables are counted in: *miles de COP*."""
        return self.scale.unit(self.currency)

    def money(self, head: str) -> Column:
        """A column of scaled amounts."""
        return Column(head, "money", self.scale.decimals)

    def scaled(self, amount: float) -> float:
        """An amount of the plan as computed tables show it."""
        return self.scale.scaled(amount)

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
