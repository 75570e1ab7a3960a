"""What the plans of a portfolio come to together. Sums first, ratios from the sums: a ratio is never averaged."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.engine.scales import DOLLARS
from workbench.portfolio.entry import Entry, Mix

CLASSES = ("none", "short", "medium", "long", "no_data")
"""Of the guaranteed horizon."""


@dataclass(frozen=True)
class Funds:
    """Who funds structure, or services, in the twelve months after the projects; ``plans``: how many are in it."""

    amounts: Mix
    plans: int

    @property
    def shares(self) -> Mix | None:
        """Public, private and international parts of all; None where there are no funds."""
        whole = sum(self.amounts)
        public, private, international = self.amounts
        return (public / whole, private / whole, international / whole) if whole > 0 else None

    @property
    def public_of_two(self) -> float | None:
        """Public over public and private, as SSME publishes it."""
        public, private, _international = self.amounts
        return public / (public + private) if public + private > 0 else None


@dataclass(frozen=True)
class Consolidation:
    """The plans together; amounts in ``currency``, each plan's at the dollar rate of its own first month.

    ``fomin``, ``cash``, ``in_kind``: approved amounts, of the ``agreed`` plans that have any. ``gaps``: by calendar
    year, with committed and with all planned sources, after the projects, of ``gapped`` plans; ``short``: how many of
    them lack something with committed sources. ``quarters``: how many plans reach break-even in each calendar quarter,
    ``2028-2``; ``missing``: how many do not, by the code of the reason; ``never``: those of them that fail, for of the
    others nothing can be said. ``horizon``: how many plans by ``CLASSES``. ``left_out``: plans whose currency has no
    rate, which are counted and not added up. ``pending``: plans not computed yet, in no count.
    """

    currency: str
    plans: int
    agreed: int
    fomin: float
    cash: float
    in_kind: float
    structure: Funds
    services: Funds
    gaps: dict[str, tuple[float, float]]
    gapped: int
    short: int
    quarters: dict[str, int]
    missing: dict[str, int]
    horizon: dict[str, int]
    left_out: tuple[Entry, ...]
    pending: int

    @property
    def counterpart(self) -> float:
        """Approved, in cash and in kind."""
        return self.cash + self.in_kind

    @property
    def never(self) -> int:
        """How many plans do not hold break-even."""
        return sum(self.missing.get(code, 0) for code in NEVER)

    @property
    def gap(self) -> float:
        """With committed sources, over all years."""
        return math.fsum(committed for committed, _planned in self.gaps.values())

    @property
    def fomin_share(self) -> float | None:
        """FOMIN's part of what is approved; None where FOMIN has approved nothing."""
        return self.fomin / (self.fomin + self.counterpart) if self.fomin else None

    @property
    def leverage(self) -> float | None:
        """Counterpart for each unit of FOMIN's money, as approved."""
        return self.counterpart / self.fomin if self.fomin else None

    def horizon_share(self, name: str) -> float | None:
        """The part of all counted plans that is of one of the ``CLASSES``."""
        return self.horizon[name] / self.plans if self.plans else None


def common_currency(entries: Iterable[Entry]) -> str:
    """The one in which plans can be added up: their own where those with amounts have one, else dollars."""
    found = {entry.currency for entry in entries if entry.pending or _agreed(entry) or entry.measures.gaps is not None}
    return found.pop() if len(found) == 1 else DOLLARS


def divisor(entry: Entry, currency: str) -> float | None:
    """What an amount of a plan is divided by to be in ``currency``: its own or dollars; None without a rate."""
    return 1.0 if entry.currency == currency else entry.measures.rate if currency == DOLLARS else None


def consolidate(entries: Sequence[Entry], currency: str = "") -> Consolidation:
    """Plans together, in ``currency``: that of them all, or dollars; '' is ``common_currency``."""
    money = currency or common_currency(entries)
    told = [entry for entry in entries if not entry.pending]
    rated = [(entry, rate) for entry in told if (rate := divisor(entry, money)) is not None]
    agreed = [(entry, rate) for entry, rate in rated if _agreed(entry)]
    horizon = Counter(horizon_class(entry) for entry in told)
    missing = Counter(entry.measures.break_even_reason for entry in told if entry.break_even is None)
    fomin, cash, in_kind = (
        sum((getattr(entry.measures, name) or 0.0) / rate for entry, rate in agreed) for name in APPROVED
    )
    return Consolidation(
        currency=money,
        plans=len(told),
        agreed=len(agreed),
        fomin=fomin,
        cash=cash,
        in_kind=in_kind,
        structure=_funds(rated, "structure"),
        services=_funds(rated, "services"),
        gaps=_gaps(rated),
        gapped=sum(entry.measures.gaps is not None for entry, _rate in rated),
        short=sum(any(gap[0] > 0 for gap in (entry.measures.gaps or {}).values()) for entry, _rate in rated),
        quarters=_quarters(told),
        missing=dict(missing),
        horizon={name: horizon[name] for name in CLASSES},
        left_out=tuple(entry for entry in told if divisor(entry, money) is None),
        pending=len(entries) - len(told),
    )


APPROVED = ("fomin", "cash", "in_kind")
NEVER = ("never_reached", "lost_at_end")
"""Why a plan that is computed does not hold break-even."""


def counterpart(entry: Entry) -> float | None:
    """The approved counterpart of a plan, in its currency; None where none is typed."""
    cash, in_kind = entry.measures.cash, entry.measures.in_kind
    return None if cash is None and in_kind is None else (cash or 0.0) + (in_kind or 0.0)


def leverage(entry: Entry) -> float | None:
    """Counterpart for each unit of FOMIN's money; None where FOMIN has approved nothing."""
    fomin = entry.measures.fomin
    return (counterpart(entry) or 0.0) / fomin if fomin else None


def horizon_class(entry: Entry) -> str:
    """One of the ``CLASSES``."""
    found = entry.measures.horizon
    return CLASSES[-1 if found is None else found]


def quarter(month: str) -> str:
    """The calendar quarter of an ISO month: ``2028-05`` is in ``2028-2``."""
    return f"{month[:4]}-{(int(month[5:7]) + 2) // 3}"


def _agreed(entry: Entry) -> bool:
    return any(getattr(entry.measures, name) is not None for name in APPROVED)


def _funds(rated: Sequence[tuple[Entry, float]], part: str) -> Funds:
    found = [(mix, rate) for entry, rate in rated if (mix := getattr(entry.measures, part)) is not None]
    public, private, international = (sum(mix[at] / rate for mix, rate in found) for at in range(3))
    return Funds((public, private, international), sum(sum(mix) > 0 for mix, _rate in found))


def _gaps(rated: Sequence[tuple[Entry, float]]) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    for entry, rate in rated:
        for year, (committed, planned) in (entry.measures.gaps or {}).items():
            before = found.get(year, (0.0, 0.0))
            found[year] = before[0] + committed / rate, before[1] + planned / rate
    years = [int(year) for year in found]
    every = map(str, range(min(years), max(years) + 1)) if years else ()
    return {year: found.get(year, (0.0, 0.0)) for year in every}


def _quarters(told: Sequence[Entry]) -> dict[str, int]:
    """Every quarter from the first to the last in which a plan reaches break-even."""
    found = Counter(quarter(entry.break_even) for entry in told if entry.break_even is not None)
    numbers = [int(each[:4]) * 4 + int(each[5]) - 1 for each in found]
    every = [f"{n // 4}-{n % 4 + 1}" for n in range(min(numbers), max(numbers) + 1)] if numbers else []
    return {each: found[each] for each in every}
