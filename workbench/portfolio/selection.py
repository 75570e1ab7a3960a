"""Which plans of a portfolio are wanted, in which order, and in which groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.folding import folded
from workbench.i18n import N_
from workbench.portfolio.consolidation import (
    NEVER,
    Consolidation,
    consolidate,
    counterpart,
    divisor,
    horizon_class,
    leverage,
    quarter,
)
from workbench.portfolio.entry import Entry, Mix

GROUPS = {"country": N_("País"), "sector": N_("Sector"), "stage": N_("Etapa")}
"""What plans are grouped by."""
NEVER_HELD, NOT_TOLD = "never", "untold"
"""Of break-even: it is not held, or nothing can be said of it."""
Names = Mapping[str, str]
"""What countries and stages are called, by their codes."""


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; '' is anything. ``text``: words that all stand in name, executor, country or sector.

    ``sector``: as ``key`` has it. ``facet`` and ``value``: what a mark of a chart stands for: ``break_even`` with a
    quarter, ``NEVER_HELD`` or ``NOT_TOLD``, ``horizon`` with a class, ``gap`` with a year. ``order``: a column,
    ``down`` from the greatest; ``by``: one of ``GROUPS``; ``currency``: dollars, where all have another in common.
    """

    text: str = ""
    country: str = ""
    sector: str = ""
    stage: str = ""
    facet: str = ""
    value: str = ""
    order: str = ""
    down: bool = False
    by: str = ""
    currency: str = ""

    @property
    def narrow(self) -> bool:
        """Whether some plans may be left out."""
        return any((self.text.strip(), self.country, self.sector, self.stage, self.facet))


@dataclass(frozen=True)
class Group:
    """Plans that have something in common: ``key`` is a code, or a folded sector; '' where they do not say it."""

    key: str
    label: str
    entries: tuple[Entry, ...]


def key(entry: Entry, by: str) -> str:
    """What a plan is grouped by: one sector, however its capitals and accents are typed."""
    return folded(entry.measures.sector.strip()) if by == "sector" else str(getattr(entry, by))


def label(entry: Entry, by: str, names: Names) -> str:
    """What that is called."""
    return entry.measures.sector.strip() if by == "sector" else names.get(key(entry, by), key(entry, by))


def grouped(entries: Sequence[Entry], by: str, names: Names) -> tuple[Group, ...]:
    """Plans in groups by name, those that do not say it last; the plans keep their order."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(key(entry, by), []).append(entry)
    made = (Group(each, label(plans[0], by, names), tuple(plans)) for each, plans in found.items())
    return tuple(sorted(made, key=lambda group: (not group.key, folded(group.label))))


def chosen(entries: Sequence[Entry], wanted: Wanted, names: Names) -> list[Entry]:
    """The plans wanted, in the order they came in."""
    words = folded(wanted.text).split()
    fixed = [(by, value) for by in GROUPS if (value := getattr(wanted, by))]

    def fits(entry: Entry) -> bool:
        told = folded(" ".join((entry.name, entry.executor, label(entry, "country", names), entry.measures.sector)))
        return all(word in told for word in words)

    found = [entry for entry in entries if all(key(entry, by) == value for by, value in fixed)]
    found = [entry for entry in found if fits(entry)] if words else found
    return [entry for entry in found if FACETS[wanted.facet](entry, wanted.value)] if wanted.facet else found


@dataclass(frozen=True)
class Shown:
    """The plans wanted in the order wanted, what they come to together and in ``groups``; ``every``: all there are."""

    entries: list[Entry]
    whole: Consolidation
    groups: tuple[tuple[Group, Consolidation], ...]
    every: int


def shown(entries: Sequence[Entry], wanted: Wanted, names: Names) -> Shown:
    """What somebody wants to see of a portfolio."""
    found = chosen(entries, wanted, names)
    whole = consolidate(found, wanted.currency)
    if wanted.order:
        found = ordered(found, wanted.order, wanted.down, whole.currency, names)
    groups = grouped(found, wanted.by, names) if wanted.by else ()
    sums = tuple((each, consolidate(each.entries, whole.currency)) for each in groups)
    return Shown(found, whole, sums, len(entries))


def _breaks_even(entry: Entry, value: str) -> bool:
    if entry.break_even is not None:
        return value == quarter(entry.break_even)
    return not entry.pending and value == (NEVER_HELD if entry.measures.break_even_reason in NEVER else NOT_TOLD)


FACETS: dict[str, Callable[[Entry, str], bool]] = {
    "break_even": _breaks_even,
    "horizon": lambda entry, value: not entry.pending and horizon_class(entry) == value,
    "gap": lambda entry, value: value in (entry.measures.gaps or {}),
}


def public_share(mix: Mix | None) -> float | None:
    """The public part of what funds structure or services; None without funds."""
    return mix[0] / sum(mix) if mix is not None and sum(mix) > 0 else None


NUMBERS: dict[str, Callable[[Entry], float | None]] = {
    "completeness": lambda entry: entry.completeness,
    "fomin": lambda entry: entry.measures.fomin,
    "counterpart": counterpart,
    "leverage": leverage,
    "gap": lambda entry: entry.gap,
    "self_sufficiency": lambda entry: entry.measures.self_sufficiency,
    "horizon": lambda entry: entry.measures.months,
    "structure": lambda entry: public_share(entry.measures.structure),
    "services": lambda entry: public_share(entry.measures.services),
    "survey": lambda entry: entry.measures.survey,
}
"""The figures of a plan by the column they stand in."""
MONEY = ("fomin", "counterpart", "gap")


def number(entry: Entry, column: str, currency: str) -> float | None:
    """A figure of a plan, an amount in ``currency``; None where there is none, or no rate for it."""
    found = NUMBERS[column](entry)
    if found is None or column not in MONEY:
        return found
    rate = divisor(entry, currency)
    return None if rate is None else found / rate


def ordered(entries: Sequence[Entry], column: str, down: bool, currency: str, names: Names) -> list[Entry]:
    """Plans by a column; those that have nothing there stand last, whichever way."""

    def value(entry: Entry) -> Any:
        if column in NUMBERS:
            return number(entry, column, currency)
        if column == "break_even":
            return entry.break_even
        if column in GROUPS:
            return folded(label(entry, column, names)) or None
        return folded(getattr(entry, column)) or None

    found = [(value(entry), entry) for entry in entries]
    told = sorted((each for each in found if each[0] is not None), key=lambda each: each[0], reverse=down)
    return [entry for _value, entry in told] + [entry for each, entry in found if each is None]
