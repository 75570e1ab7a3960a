"""Time: the months of a plan, its project end and the periods its figures are told for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from workbench.model.plan import Plan

SHORTEST, LONGEST, AFTER = 12, 240, 48


@lru_cache(maxsize=2048)
def number_of(month: str) -> int:
    """A calendar month as a count of months: ``2027-03`` → 2027·12 + 2."""
    return int(month[:4]) * 12 + int(month[5:]) - 1


def month_of(number: int) -> str:
    """The calendar month of a count of months."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


@dataclass(frozen=True)
class Period:
    """A run of months, first and last inclusive. ``whole``: none of its months is missing from the horizon."""

    id: str
    kind: str
    first: int
    last: int
    whole: bool = True

    @property
    def months(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class Grid:
    """The months 0 … M−1 of a plan (finance: time). Month numbers are offsets from the plan's start."""

    start: int
    months: int
    project_end: int
    fiscal_start: int
    price_month: int

    @classmethod
    def of(cls, plan: Plan) -> Grid:
        basis, end = plan.basis, plan.project.current_end
        start = number_of(basis.start)
        p = max(end.year * 12 + end.month - 1 - start, -1) if end else -1
        return cls(
            start, basis.months or _horizon(start, p, basis.fiscal_start), p, basis.fiscal_start, basis.price_month
        )

    def index(self, month: str) -> int:
        """The offset of a calendar month; negative before the start, ≥ ``months`` past the horizon."""
        return number_of(month) - self.start

    def month(self, index: int) -> str:
        return month_of(self.start + index)

    def day(self, index: int) -> date:
        """The first day of a month."""
        number = self.start + index
        return date(number // 12, number % 12 + 1, 1)

    def calendar(self, index: int) -> int:
        """1 for January … 12."""
        return (self.start + index) % 12 + 1

    def fiscal_year(self, index: int) -> int:
        """0 for the plan's first fiscal year, which may be partial."""
        return (self.start + index - self.fiscal_start + 1) // 12 - (self.start - self.fiscal_start + 1) // 12

    def fiscal_name(self, year: int) -> str:
        """``2027``, or ``2027/28`` where the fiscal year does not start in January."""
        named = (self.start - self.fiscal_start + 1) // 12 + year
        return str(named) if self.fiscal_start == 1 else f"{named}/{(named + 1) % 100:02d}"

    @property
    def periods(self) -> tuple[Period, ...]:
        """Whole horizon, phases, after12, fiscal years, quarters and months, in this order."""
        return _periods(self)

    @property
    def handover(self) -> tuple[Period, ...]:
        """The project's last twelve months, *before*, and the twelve *after* it, as far as they are planned."""
        last = self.months - 1
        end = min(self.project_end, last)
        years = (
            Period("before", "spell", max(end - 11, 0), end),
            Period("after", "spell", end + 1, min(end + 12, last)),
        )
        return tuple(year for year in years if year.months > 0)

    def period(self, name: str) -> Period:
        """Raises KeyError where the plan has no such period."""
        found = next((each for each in self.periods if each.id == name), None)
        if found is None:
            raise KeyError(name)
        return found


def _horizon(start: int, project_end: int, fiscal_start: int) -> int:
    """To the end of the fiscal year that contains project end + 48 months."""
    last = start + max(project_end, -1) + AFTER
    closing = last + (fiscal_start - 2 - last) % 12
    return min(max(closing - start + 1, SHORTEST), LONGEST)


@lru_cache(maxsize=16)
def _periods(grid: Grid) -> tuple[Period, ...]:
    m, p = grid.months, grid.project_end
    found = [Period("single", "single", 0, m - 1)]
    if p >= 0:
        found.append(Period("project", "phase", 0, min(p, m - 1)))
    if p < m - 1:
        found.append(Period("sustained", "phase", p + 1, m - 1))
    found.append(Period("after12", "after12", min(p + 1, m - 1), min(p + 12, m - 1), p + 12 <= m - 1))
    years = [f"year:{grid.fiscal_name(grid.fiscal_year(i))}" for i in range(m)]
    quarters = [(grid.calendar(i) - grid.fiscal_start) % 12 // 3 + 1 for i in range(m)]
    found += _runs("year", years)
    found += _runs("quarter", [f"quarter:{y[5:]}-{q}" for y, q in zip(years, quarters, strict=True)])
    found += _runs("month", [f"month:{grid.month(i)}" for i in range(m)])
    return tuple(found)


def _runs(kind: str, ids: list[str]) -> list[Period]:
    """One period for each run of months with the same name."""
    runs = [(name, [i for i, _ in months]) for name, months in groupby(enumerate(ids), key=lambda pair: pair[1])]
    return [Period(name, kind, months[0], months[-1]) for name, months in runs]
