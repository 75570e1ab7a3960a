"""The plan as arrays: every field a figure may rest on, by its full name ``table__field``: [1, line, 1 or month].

Lines keep the order of the plan within each kind. A link is an index array [line] (−1: none). ``NEVER`` stands for a
month that does not come: an open end, an asset not dated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from workbench.engine.words import Num
from workbench.i18n import N_
from workbench.model.costs import Step, Variable
from workbench.model.grid import Grid
from workbench.model.plan import Plan
from workbench.model.revenue import Commission, Contract, Dated, Fee, Membership
from workbench.model.rules import STOPPING, last_month
from workbench.model.types import ExecutorClass, Indexation, Perimeter, Provider, Sector, SourceUse, Use

NEVER = 9999
TINY = 1e-9
POINTS = 100
"""What a whole is in points."""
SECTORS = (Sector.PUBLIC, Sector.PRIVATE, Sector.INTERNATIONAL)
USES = (Use.STRUCTURE, Use.SERVICES, Use.INVESTMENT)
USE_NUMBERS: dict[Any, int] = {SourceUse.ANY: 0}
USE_NUMBERS |= {each: at for at, use in enumerate(USES, 1) for each in (use, SourceUse[use.name])}
VIEWS = ("planned", "committed", "contracted")
GROUPS = ("staff", "structure", "services", "investment", "debt")
GROUP_LABELS = (
    N_("Personal"), N_("Estructura, sin personal"), N_("Servicios, sin personal"), N_("Inversión"), N_("Deuda"),
)  # fmt: skip
PAYERS = ("fomin", "international", "public", "private", "clients", "loans", "own", "not_found")
PAYER_LABELS = (
    N_("FOMIN"), N_("Otros fondos internacionales"), N_("Aportes públicos"), N_("Aportes privados"),
    N_("Clientes"), N_("Préstamos"), N_("Ahorro de la operación"), N_("Por conseguir"),
)  # fmt: skip
PUTS = ("public", "private", "international", "own")
STANDINGS = ("", "with_support", "without_in_kind")
"""What a month of break-even counts: own revenue, also signed contributions, or no kind."""
STANDING_LABELS = (
    N_("con sus propios ingresos"), N_("con los aportes firmados, sin el FOMIN"), N_("sin lo que es en especie"),
)  # fmt: skip

Env = dict[str, Any]


@dataclass
class Inputs:
    """``base``: the planned view. ``overrides``: what another view changes. ``lines``: the ids of each table."""

    grid: Grid
    base: Env = field(default_factory=dict)
    overrides: dict[str, Env] = field(default_factory=dict)
    lines: dict[str, tuple[Any, ...]] = field(default_factory=dict)


def number(value: Any) -> float:
    """An empty field counts as 0."""
    return 0.0 if value is None else float(value)


def column(values: Iterable[Any]) -> Num:
    """One value per line: [1, line, 1]. An empty field counts as 0."""
    out = np.array(list(values), dtype=float)
    out[np.isnan(out)] = 0
    return out.reshape(1, -1, 1)


def across(rows: Sequence[Sequence[Any]]) -> Num:
    """Several values per line, side by side, the last repeated to the longest: [1, line, width]."""
    width = max((len(row) for row in rows), default=1) or 1
    filled = [row if len(row) == width else [*row] + [row[-1] if row else 0] * (width - len(row)) for row in rows]
    return np.array(filled, dtype=float).reshape(1, len(rows), width)


def dated(rows: Sequence[Iterable[Dated]], grid: Grid) -> Num:
    """Amounts on their months: [1, line, month]; what lies outside the plan is not counted."""
    out = np.zeros((1, len(rows), grid.months))
    for at, amounts in enumerate(rows):
        for each in amounts:
            month = grid.index(each.month)
            if 0 <= month < grid.months:
                out[0, at, month] += float(each.amount)
    return out


class Reader:
    """Reads one plan; each method fills the fields of one table."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.grid = plan, Grid.of(plan)
        self.inputs = Inputs(self.grid)
        self.streams = [
            s for kind in (Fee, Membership, Commission, Contract) for s in plan.streams if isinstance(s, kind)
        ]
        self.stream_at: dict[UUID | None, int] = {s.id: i for i, s in enumerate(self.streams)}
        self.service_at: dict[UUID | None, int] = {s.id: i for i, s in enumerate(plan.services)}
        self.stopping = {s.id for s in plan.services if s.continuation in STOPPING}
        self._limits: dict[tuple[UUID | None, Perimeter], int] = {}
        codes = [plan.basis.currency, *(rate.currency for rate in plan.basis.rates)]
        self.currency_at = {code: at for at, code in reversed(list(enumerate(codes)))}

    def table(self, name: str, lines: Sequence[Any], **fields: Any) -> None:
        """Note a table's fields: a function of a line makes a column, anything else is taken as it is."""
        self.inputs.lines[name] = tuple(getattr(line, "id", line) for line in lines)
        for each, how in fields.items():
            self.inputs.base[f"{name}__{each}"] = column(map(how, lines)) if callable(how) else how

    def service_number(self, line: Any) -> int:
        """1 for the plan's first service; 0 where a line has none."""
        return self.service_at.get(line.service, -1) + 1

    def followed(self, cost: Any) -> Any:
        """The stream a cost follows, or None."""
        at = self.stream_at.get(cost.stream) if isinstance(cost, Variable | Step) else None
        return None if at is None else self.streams[at]

    def first(self, line: Any) -> int:
        return self.grid.index(line.start) if line.start else 0

    def end(self, line: Any) -> int:
        return self.grid.index(line.end) if line.end else NEVER

    def limit(self, line: Any) -> int:
        """The last month a line's perimeter allows, looked up once for all lines of the same place."""
        place = line.service, line.perimeter
        if place not in self._limits:
            last = last_month(self.plan, self.grid, line)
            self._limits[place] = NEVER if last is None else last
        return self._limits[place]

    def project_only(self, line: Any) -> bool:
        return line.perimeter is Perimeter.PROJECT or (bool(self.stopping) and line.service in self.stopping)

    def currencies(self, lines: Iterable[Any]) -> NDArray[np.intp]:
        """Which row of the currencies each line's amounts are in; the first, the plan's own, unless it says another."""
        return np.array([self.currency_at.get(line.currency, 0) for line in lines], dtype=np.intp)

    def sector(self, provider: Provider | None, own: Sector | None) -> Sector:
        """Which of the three sectors a class of provider or payer stands for; private where nobody says."""
        if provider is Provider.OWN:
            return Sector.PUBLIC if self.plan.project.executor_class is ExecutorClass.PUBLIC else Sector.PRIVATE
        if provider is None or provider is Provider.OTHER:
            return own or Sector.PRIVATE
        found: Sector = getattr(self.plan.sectors, provider.value)
        return found


def sector_number(sector: Sector) -> int:
    """1 public, 2 private, 3 international."""
    return SECTORS.index(sector) + 1


def use_number(use: Any) -> int:
    """1 structure, 2 services, 3 investment, 0 any."""
    return USE_NUMBERS[use]


def inflated(line: Any) -> bool:
    """Whether a line follows the plan's inflation."""
    return not isinstance(line, Contract) and line.indexation is Indexation.INFLATION


def own_rate(line: Any) -> Any:
    """The rate a year of a line that has its own; 0 for the others."""
    return 0 if isinstance(line, Contract) or line.indexation is not Indexation.OWN else line.own_rate
