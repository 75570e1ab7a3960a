"""Everything the engine says of a plan beside what the reference says of it, equal as finance §1 means it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from reference import GROUPS, PAYERS, Result, evaluate

from workbench.engine.projection import Projection, project
from workbench.model.grid import Period
from workbench.model.plan import Plan
from workbench.model.rules import STOPPING
from workbench.model.types import Perimeter

NEAR = 1e-9
KINDS = (
    "stream fee", "stream membership", "stream commission", "stream contract", "cost staff", "cost fixed",
    "cost variable", "cost share", "cost step", "cost one_off", "investment", "source cash", "source in_kind",
    "in kind", "in kind variable", "restricted", "foreign currency", "rates by year", "loan french", "loan german",
    "loan bullet", "loan nominal", "loan effective", "wanted surplus", "appraised",
    "not appraised", "end before", "end inside", "end after",
)  # fmt: skip
"""What every run of the generator's plans must hold, as its census names it."""
STATUSES, SECTORS = ("committed", "negotiation", "prospect"), ("public", "private", "international")
USES = ("structure", "services", "investment")
STANDINGS = ("break_even.month", "break_even.month.with_support", "break_even.month.without_in_kind")
STOCKS = ("cash", "restricted_cash", "receivables", "fixed_assets", "payables", "advances", "loans", "funds")
SAME_NAME = (
    "revenue", "variable_costs", "contribution_margin", "direct_fixed_costs", "structural_costs", "depreciation",
    "interest", "recurring_result", "project_only_result", "net_result", "salvage", "investment", "loans_drawn",
    "debt_service", "fomin_returned", "free_cash", *STOCKS[1:],
)  # fmt: skip
OTHER_NAME = {
    "contributions_cash": "cash_operating", "contributions_in_kind": "in_kind_operating", "not_yet_found": "gap",
    "contributions": "contributions_cash", "payments": "cash_payments", "cash": "free_cash_shown",
    "free_cash.committed": "free_cash@committed", "free_cash.contracted": "free_cash@contracted",
    "gap.planned": "gap", "gap.committed": "gap@committed", "gap.contracted": "gap@contracted",
}  # fmt: skip
DERIVED = ("contribution_ratio", "break_even.activity.own.", "break_even.activity.full.")
"""What the engine alone publishes: it follows from what both do."""


@dataclass
class Comparison:
    """How many values were compared, and those that differ, each as one line."""

    plan: Plan
    engine: Projection = field(init=False)
    reference: Result = field(init=False)
    compared: int = 0
    differ: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.engine, self.reference = project(self.plan), evaluate(self.plan)
        moved = [self.engine.monthly("cash_moved", view) for view in ("planned", "committed")]
        earned = self.engine.monthly("revenue_all") + self.engine.monthly("all_costs")
        self.gross = np.maximum(*moved) + earned + self.engine.monthly("project_costs")
        self.so_far = self.opening() + np.cumsum(self.gross)

    def opening(self) -> float:
        """What a stock starts from."""
        has = self.plan.opening
        cash = [each or 0 for each in (has.cash, has.cash_structure, has.cash_services, has.cash_investment)]
        owed = [row.amount for row in (*has.receivables, *has.payables)]
        return float(sum([*cash, *owed, *(row.book_value for row in has.assets), *(row.balance for row in has.loans)]))

    def same(self, what: object, found: Any, expected: Any, gross: Any) -> None:
        """Note where two amounts, or two rows of amounts, are not equal."""
        found, expected = np.asarray(found, dtype=float), np.asarray(expected, dtype=float)
        self.compared += expected.size
        near = NEAR * np.maximum(np.maximum(np.abs(found), np.abs(expected)), gross)
        wrong = ~(np.abs(found - expected) <= near)
        if wrong.any():
            at = int(np.flatnonzero(wrong)[0]) if wrong.ndim else 0
            told = np.broadcast_to(found, expected.shape).flat[at], expected.flat[at]
            self.differ.append(f"{what} [{at}]: engine {told[0]!r}, reference {told[1]!r}")

    def equal(self, what: object, found: object, expected: object) -> None:
        """Note where two things that are no amounts differ."""
        self.compared += 1
        if found != expected:
            self.differ.append(f"{what}: engine {found!r}, reference {expected!r}")


def compare(plan: Plan) -> Comparison:
    """Monthly rows, figures with their reasons and notes, ranges that lose, relapses, and who pays what."""
    both = Comparison(plan)
    for check in (_months, _streams, _contributions, _figures, _losing, _break_even_months, _who_pays, _derived):
        check(both)
    return both


def _months(both: Comparison) -> None:
    names = {name: name for name in SAME_NAME} | OTHER_NAME
    for name, mine in names.items():
        figure, _, view = mine.partition("@")
        scale = both.so_far if name in STOCKS or name.startswith("free_cash") else both.gross
        both.same(name, both.engine.monthly(figure, view or "planned"), both.reference.monthly[name], scale)
    pots = both.engine.array("fomin_pot")[0] + both.engine.array("other_pot")[0]
    for use, pot, spent in zip(USES, pots, both.engine.array("uses_by_use")[0], strict=True):
        both.same(f"restricted_cash.{use}", pot, both.reference.monthly[f"restricted_cash.{use}"], both.so_far)
        both.same(f"uses.{use}", spent, both.reference.monthly[f"uses.{use}"], both.gross)
    invested = both.engine.monthly("investment_received") + both.engine.monthly("contributions_in_kind")
    invested = invested - both.engine.monthly("in_kind_operating")
    both.same("to investment", invested, both.reference.monthly["contributions_to_investment"], both.gross)
    has = both.plan.opening
    before = float(sum(filter(None, (has.cash, has.cash_structure, has.cash_services, has.cash_investment))))
    stock = both.reference.monthly["cash"] + both.reference.monthly["restricted_cash"]
    change = np.diff(stock, prepend=before)
    both.same("cash change", both.engine.monthly("cash_change"), change, both.so_far)
    both.same("sources", both.engine.monthly("sources_total"), both.engine.monthly("uses_total") + change, both.so_far)


def _streams(both: Comparison) -> None:
    mine = both.engine.lines("stream_revenue")
    both.equal("streams", set(mine), set(both.reference.revenue))
    for stream, row in both.reference.revenue.items():
        both.same(stream, mine[stream], row, both.gross)


def _contributions(both: Comparison) -> None:
    """By status, by sector, and by sector and use; the engine's own shares hold revenue as well."""
    rows = both.reference.monthly
    given = {(u, t, s): rows[f"sources.{u}.{t}.{s}"] for u in USES for t in STATUSES for s in SECTORS}
    for status in STATUSES:
        expected = sum(row for (_, t, _), row in given.items() if t == status)
        both.same(status, both.engine.monthly(f"contributions_{status}"), expected, both.gross)
    earned = both.engine.array("stream_revenue")[0]
    figures = {"sector_funding": USES, "sector_structure": USES[:1], "sector_services": USES[1:2]}
    keys = ("stream__sector", "stream__structure_sector", "stream__services_sector")
    for (figure, uses), key in zip(figures.items(), keys, strict=True):
        mark = both.engine.inputs.base[key][0]
        for at, sector in enumerate(SECTORS):
            mine = both.engine.array(figure)[0, at] - (earned * (mark == at + 1)).sum(axis=0)
            expected = sum(row for (u, _, s), row in given.items() if s == sector and u in uses)
            both.same((figure, sector), mine, expected, both.gross)


def _gross_of(both: Comparison, id_: str, period: Period, unit: str) -> float:
    """What a difference of a figure is measured against: gross flows for money, 1 for ratios, 100 for points; where a
    ratio is of a difference of flows, the flows over what it is divided by."""
    if unit == "money":
        flow = both.gross[period.first : period.last + 1].sum()
        return float(both.so_far[period.last] if "peak_gap" in id_ else flow)
    if id_.startswith("dscr"):
        years = [p for p in both.engine.grid.periods if p.kind == "year" and (period.kind == "single" or p == period)]
        spans = [slice(year.first, year.last + 1) for year in years]
        due = both.reference.monthly["debt_service"]
        return float(max(both.gross[span].sum() / due[span].sum() for span in spans if due[span].any()))
    return 100.0 if unit == "points" else 1.0


def _figures(both: Comparison) -> None:
    told = {}
    for row in both.engine.rows():
        key = row.id, row.period.id, str(row.service) if row.service else None
        if row.id.startswith(DERIVED) or row.id.endswith("relapses"):
            continue
        told[key] = row
    expected = {key: value for key, value in both.reference.figures.items() if not key[0].endswith("relapses")}
    both.equal("the figures there are", set(told) ^ set(expected), set())
    for key in expected.keys() & told.keys():
        row, value = told[key], expected[key]
        if value is None:
            both.equal(key, (row.value.number, row.value.reason), (None, both.reference.reasons.get(key)))
            continue
        if row.value.number is None:
            both.equal(key, row.value, value)
            continue
        both.same(key, row.value.number, value, _gross_of(both, key[0], row.period, row.unit))
        # One note is shown beside a value; where two could be said, it is the first of them.
        notes = both.reference.notes.get(key, ())
        both.equal((*key, "note"), row.value.reason, notes[0] if notes else None)


def _losing(both: Comparison) -> None:
    """The ranges of activity that lose where costs come in steps; one of no width is none."""
    for period, expected in both.reference.losing.items():
        found = both.engine.exact(period).loses
        wide = [[(low, high) for low, high in ranges if high - low > 1e-8 * high] for ranges in (found, expected)]
        both.equal((period, "ranges that lose"), len(wide[0]), len(wide[1]))
        if len(wide[0]) == len(wide[1]):
            both.same((period, "ranges that lose"), wide[0], wide[1], 10.0)


def _break_even_months(both: Comparison) -> None:
    trailing = both.engine.array("trailing_result")[0]
    for at, name in enumerate(STANDINGS):
        spells = [(spell.first, spell.last) for spell in both.engine.relapses(at)]
        both.equal((name, "relapses"), spells, both.reference.relapses[name])
        lost = {name: -trailing[at, -1]} if name in both.reference.shortfalls else {}
        gross = both.gross[-12:].sum()
        both.same((name, "shortfall"), lost.get(name, 0.0), both.reference.shortfalls.get(name, 0.0), gross)
        if both.reference.figures[f"{name}.relapses", "single", None] is None:
            told = next(row for row in both.engine.rows() if row.id == f"{name}.relapses")
            both.equal((name, "relapses", "reason"), told.value.reason, "never_reached")


def _who_pays(both: Comparison) -> None:
    p, last = both.engine.grid.project_end, both.engine.grid.months - 1
    for first, end in ((0, last), (max(p - 11, 0), max(min(p, last), 0)), (min(p + 1, last), min(p + 12, last))):
        expected, mine = both.reference.who_pays(first, end), both.engine.who_pays(first, end)
        gross = both.gross[first : end + 1].sum()
        for group, row in zip(GROUPS, mine.values, strict=True):
            for payer, amount in zip(PAYERS, row, strict=True):
                both.same(("who pays", first, end, group, payer), amount, expected[group, payer], gross)


def _service_sales(both: Comparison) -> Mapping[str, np.ndarray]:
    """Revenue of each service's continuing streams, from the reference's streams."""
    going = {s.id for s in both.plan.services if s.continuation not in STOPPING}
    sales = {str(s.id): np.zeros(both.engine.grid.months) for s in both.plan.services}
    for stream in both.plan.streams:
        if stream.service in going and stream.perimeter is Perimeter.CONTINUING:
            sales[str(stream.service)] = sales[str(stream.service)] + both.reference.revenue[stream.id]
    return sales


def _derived(both: Comparison) -> None:
    """What only the engine publishes follows from figures that agree."""
    rows, sales = both.reference.monthly, _service_sales(both)
    for row in both.engine.rows():
        span = slice(row.period.first, row.period.last + 1)
        if row.id == "contribution_ratio" and row.value.number is not None:
            ratio = rows["contribution_margin"][span].sum() / rows["revenue"][span].sum()
            both.same((row.id, row.period.id), row.value.number, ratio, 1.0)
        part, _, what = row.id.rpartition(".")
        if not row.id.startswith(DERIVED[1:]) or what not in ("sales", "units"):
            continue
        key = part, row.period.id, str(row.service)
        share = both.reference.figures[key]
        if share is None:
            both.equal((*key, what), (row.value.number, row.value.reason), (None, both.reference.reasons[key]))
        elif what == "sales":
            both.same((*key, what), row.value.number, share * sales[str(row.service)][span].sum(), 1.0)


def codes(both: Comparison) -> Iterator[str]:
    """The codes of the reasons and notes the engine gave."""
    return (row.value.reason for row in both.engine.rows() if row.value.reason)
