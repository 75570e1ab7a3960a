"""The figures of finance §7 for every period, with the reason where one does not exist."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from workbench.model.types import StructureKey

from .cash import COMMITTED, CONTRACTED, PLANNED, Cash
from .months import Bools, Calendar, Floats, by_class
from .payers import share
from .reading import Reader, number
from .revenue import Streams
from .sources import same
from .statements import DIRECT, STRUCTURE, VARIABLE, Accrual

EQUAL = 1e-9
Key = tuple[str, str, str | None]
Why = tuple[Bools, str]


@dataclass
class Book:
    """Figures, reasons and notes by (figure, period, service)."""

    calendar: Calendar
    figures: dict[Key, float | None] = field(default_factory=dict)
    reasons: dict[Key, str] = field(default_factory=dict)
    notes: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    relapses: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    shortfalls: dict[str, float] = field(default_factory=dict)
    losing: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    """By period: the ranges of activity, as shares of what is planned, that lose."""

    def told(self, figure: str, value: Floats, *why: Why, service: str | None = None) -> None:
        """One value per phase, after12 and fiscal year; the first reason that holds takes its place."""
        periods = self.calendar.ratio_periods
        values: list[float | None] = value.tolist()
        codes = ["" if period.whole else "after12_incomplete" for period in periods]
        for mask, code in why:
            for at in np.flatnonzero(mask).tolist():
                codes[at] = codes[at] or code
        keys = [(figure, period.id, service) for period in periods]
        for at, code in enumerate(codes):
            if code:
                values[at] = None
                self.reasons[keys[at]] = code
        self.figures.update(zip(keys, values, strict=True))

    def single(self, figure: str, value: float, reason: str | None = None, notes: tuple[str, ...] = ()) -> None:
        key = figure, "single", None
        self.figures[key] = None if reason else value
        if reason:
            self.reasons[key] = reason
        elif notes:
            self.notes[key] = notes

    def everywhere(self, figure: str, value: Floats) -> None:
        """One value for every period there is."""
        for period, amount in zip(self.calendar.periods, value.tolist(), strict=True):
            key = figure, period.id, None
            self.figures[key] = amount if period.whole else None
            if not period.whole:
                self.reasons[key] = "after12_incomplete"


def figures(reader: Reader, earned: Streams, told: Accrual, money: Cash) -> Book:
    book = Book(reader.calendar)
    _break_even(book, reader, told, money)
    _self_sufficiency(book, earned, told, money)
    _activity(book, reader, told, money)
    _break_even_months(book, told, money)
    _funding(book, earned, money)
    _contributions(book, money)
    _concentration(book, earned, money)
    _agreement(book, reader)
    _gaps(book, money)
    _guaranteed(book, reader, money)
    _reserve(book, money)
    _debt(book, money)
    return book


def _break_even(book: Book, reader: Reader, told: Accrual, money: Cash) -> None:
    inside, interest = book.calendar.inside, money.loans.interest
    costs = told.costs[0]
    variable = (costs[VARIABLE] + told.bad_debt[0]) @ inside
    depreciation = told.depreciation[0] @ inside
    fixed = (costs[DIRECT] + costs[STRUCTURE] + interest) @ inside + depreciation
    sales = told.revenue[0] @ inside
    gross = sales + variable + fixed
    carried = told.in_kind @ inside

    def needed(fixed: Floats, margin: Floats) -> tuple[Floats, Why, Why]:
        lost = margin <= EQUAL * gross
        return fixed * share(sales, np.where(lost, 0, margin)), (sales == 0, "no_sales"), (lost, "margin_not_positive")

    whole, *why = needed(fixed, sales - variable)
    book.told("break_even.sales", whole, *why)
    book.told("margin_of_safety", share(sales - whole, sales), *why)
    in_money = sales - variable + carried[0]
    book.told("break_even.sales.without_in_kind", *needed(fixed - carried[1], in_money))
    paid = fixed - carried[1] - depreciation + money.loans.principal @ inside
    book.told("break_even.sales.cash", *needed(paid, in_money))
    helped = np.maximum(fixed - support(money) @ inside, 0)
    book.told("break_even.sales.with_support", *needed(helped, sales - variable))
    wanted = reader.plan.basis.wanted_surplus
    target = fixed + number(wanted) * inside.sum(axis=0) / 12
    found, unsold, lost = needed(target, sales - variable)
    book.told("break_even.sales.target", found, unsold, (np.full(sales.shape, wanted is None), "no_target"), lost)


def _self_sufficiency(book: Book, earned: Streams, told: Accrual, money: Cash) -> None:
    inside, interest = book.calendar.inside, money.loans.interest
    sales, spent = told.revenue[0] @ inside, told.costs[0].sum(axis=0)
    full = (spent + told.bad_debt[0] + told.depreciation[0] + interest) @ inside
    cash = (spent - told.in_kind.sum(axis=0) + interest) @ inside
    private = earned.revenue[earned.continuing & (earned.sector == 1)].sum(axis=0) @ inside
    for name, top, bottom in (("full", sales, full), ("cash", sales, cash), ("without_public", private, full)):
        none = bottom <= EQUAL * full
        book.told(f"self_sufficiency.{name}", share(top, np.where(none, 0, bottom)), (none, "no_costs"))


def _activity(book: Book, reader: Reader, told: Accrual, money: Cash) -> None:
    """The share of planned activity at which each service covers its own, and its full, fixed costs."""
    inside, plan = book.calendar.inside, reader.plan
    sales, variable = told.service_revenue @ inside, told.service_variable @ inside
    fixed, margin = told.service_fixed @ inside, sales - variable
    shared = (told.costs[0, STRUCTURE] + told.structural_depreciation + money.loans.interest) @ inside
    lost = margin <= EQUAL * (sales + variable)
    key = np.where(lost, 0, margin)
    if plan.basis.structure_key is StructureKey.TYPED:
        typed = np.array([number(s.structure_share) for s in plan.services]).reshape(-1, 1) * ~lost
        key = np.where(typed.sum(axis=0) > 0, typed, key)
    part = shared * share(key, key.sum(axis=0))
    own, full = (share(each, np.where(lost, 0, margin)) for each in (fixed, fixed + part))
    for row, service in enumerate(plan.services):
        why = (sales[row] == 0, "no_sales"), (lost[row], "margin_not_positive")
        book.told("break_even.activity.own", own[row], *why, service=str(service.id))
        book.told("break_even.activity.full", full[row], *why, service=str(service.id))


def support(money: Cash) -> Floats:
    """Committed contributions other than FOMIN's to structure and services; in kind, those of continuing lines."""
    gifts = money.gifts
    firm = (gifts.status == 0) & ~gifts.fomin & (gifts.use < 2)
    firm[~gifts.cash] &= ~money.kind.project[money.kind.item]
    given: Floats = gifts.value[firm].sum(axis=0)
    return given


def _twelve(flow: Floats) -> Floats:
    total: Floats = sliding_window_view(flow, 12).sum(axis=-1)
    return total


def _break_even_months(book: Book, told: Accrual, money: Cash) -> None:
    result = told.result(money.loans.interest)[0]
    gross = _twelve(2 * told.revenue[0] - result)
    for name, more in (("", 0.0), (".with_support", support(money)), (".without_in_kind", told.in_kind.sum(axis=0))):
        _month(book, f"break_even.month{name}", _twelve(result + more), gross)


def _month(book: Book, prefix: str, r12: Floats, gross: Floats) -> None:
    """First reached, held from, and the spells between, of the results of twelve months ending in 11 … M−1."""
    good = r12 >= -EQUAL * np.maximum(gross, abs(r12))
    names = [f"{prefix}.{each}" for each in ("reached", "held_from", "relapses")]
    book.relapses[prefix] = []
    if not good[-1]:
        book.shortfalls[prefix] = float(-r12[-1])
    if not good.any():
        for name in names:
            book.single(name, 0, "never_reached")
        return
    reached = int(good.argmax())
    edge = np.diff(~good[reached:], prepend=False, append=False).nonzero()[0] + reached + 11
    spells = [(int(first), int(after) - 1) for first, after in edge.reshape(-1, 2)]
    book.relapses[prefix] = spells
    held = spells[-1][1] + 1 if spells else reached + 11
    start = ("from_the_start",) if good.all() else ()
    late = ("fewer_than_12_left",) if held > book.calendar.count - 12 else ()
    book.single(names[0], reached + 11, notes=start)
    book.single(names[1], held, None if good[-1] else "lost_at_end", start + late)
    book.single(names[2], len(spells))


def _funding(book: Book, earned: Streams, money: Cash) -> None:
    """Shares of contributions and earned revenue by class, whole and by use, and concentration over classes."""
    inside, gifts = book.calendar.inside, money.gifts
    given, revenue = gifts.value @ inside, earned.revenue @ inside
    total = by_class(gifts.use * 3 + gifts.sector, 9, given) + by_class(earned.use * 3 + earned.sector, 9, revenue)
    by_use = total.reshape(3, 3, -1)
    for name, amounts in (("", by_use.sum(axis=0)), (".structure", by_use[0]), (".services", by_use[1])):
        everything = amounts.sum(axis=0)
        none = everything == 0
        shares = share(amounts, everything)
        for sector, part in zip(("public", "private", "international"), shares, strict=True):
            book.told(f"funding.{sector}_share{name}", part, (none, "no_funding"))
        two = amounts[0] + amounts[1]
        book.told(f"funding.public_of_two{name}", share(amounts[0], two), (two == 0, "no_funding"))
        if not name:
            book.told("funding.concentration.by_class", (shares**2).sum(axis=0), (none, "no_funding"))


def _contributions(book: Book, money: Cash) -> None:
    gifts = money.gifts
    given = gifts.value @ book.calendar.inside
    total = given.sum(axis=0)
    why = (total == 0, "no_contributions")
    for name, chosen in (("cash", gifts.cash), ("in_kind", ~gifts.cash), ("committed", gifts.status == 0)):
        book.told(f"funding.{name}_share", share(given[chosen].sum(axis=0), total), why)
    book.told("funding.expected", gifts.probability @ given, why)


def _concentration(book: Book, earned: Streams, money: Cash) -> None:
    """Unnamed clients of a segment are one entry, but no organisation."""
    clients = [("name", same(name)) if name else ("segment", str(segment)) for name, segment in earned.client]
    entries = {entry: i for i, entry in enumerate(dict.fromkeys([*money.gifts.provider, *clients]))}
    cls = np.array([entries[entry] for entry in (*money.gifts.provider, *clients)], np.int64)
    amounts = by_class(cls, len(entries), np.concatenate([money.gifts.value, earned.revenue]) @ book.calendar.inside)
    total = amounts.sum(axis=0)
    shares = share(amounts, total)
    none = total == 0, "no_funding"
    book.told("funding.concentration", (shares**2).sum(axis=0), none)
    organisations = np.array([entry[0] != "segment" for entry in entries], bool)
    largest = shares[organisations].max(axis=0, initial=0)
    book.told("funding.concentration.largest_share", largest, none, (largest == 0, "no_organisation"))


def _agreement(book: Book, reader: Reader) -> None:
    given = reader.plan.agreement
    fomin, counterpart = number(given.fomin_approved), number(given.cash_approved) + number(given.in_kind_approved)
    cash, disbursed = number(given.cash_to_date), number(given.fomin_to_date)
    to_date = cash + number(given.in_kind_to_date)
    approved = counterpart / (fomin + counterpart) if fomin else 0
    no_fomin = None if fomin else "no_fomin"
    book.single("agreement.fomin_share", 1 - approved, no_fomin)
    book.single("agreement.counterpart_share", approved, no_fomin)
    book.single("agreement.leverage", counterpart / (fomin or 1), no_fomin)
    no_counterpart = None if counterpart else "no_counterpart_approved"
    book.single("counterpart.delivered", to_date / (counterpart or 1), no_counterpart)
    book.single("counterpart.cash_share", cash / (to_date or 1), None if to_date else "no_counterpart")
    spent = to_date + disbursed
    points = (to_date / (spent or 1) - approved) * 100
    book.single("counterpart.pari_passu", points, no_fomin or (None if spent else "nothing_to_date"))


def _gaps(book: Book, money: Cash) -> None:
    cal = book.calendar
    for name, view in (("committed", COMMITTED), ("planned", PLANNED)):
        to_date = np.append(0, money.gap_to_date[view])
        book.everywhere(f"funding.gap.{name}", to_date[cal.last + 1] - to_date[cal.first])
        book.everywhere(f"funding.peak_gap.{name}", to_date[cal.last + 1])


def _guaranteed(book: Book, reader: Reader, money: Cash) -> None:
    cal, criteria = book.calendar, reader.plan.criteria
    after = max(cal.end + 1, 0)
    for name, view in (("committed", COMMITTED), ("contracted", CONTRACTED)):
        missing = money.gap[view] > EQUAL * np.maximum(money.flows[view], money.gap[view])
        first = np.flatnonzero(missing[after:])
        months = int(first[0]) if len(first) else cal.count - after
        reason = None if cal.end < cal.count - 1 else "no_sustained_phase"
        book.single(f"funding.guaranteed_months.{name}", months, reason, () if len(first) else ("at_least",))
        if view == COMMITTED:
            bounds = 0, criteria.guaranteed_short, criteria.guaranteed_medium
            horizon = sum(months > bound for bound in bounds)
            book.single("funding.guaranteed_horizon", horizon, reason, () if len(first) else ("or_longer",))


def _reserve(book: Book, money: Cash) -> None:
    """Free cash at the end of a year over the mean monthly payments of the twelve months that follow."""
    cal = book.calendar
    for name, view in (("committed", COMMITTED), ("planned", PLANNED)):
        paid = money.paid[view, :6].sum(axis=0) + money.opening_payments
        for year in (each for each in cal.ratio_periods if each.kind == "year"):
            key = f"cash.reserve_months.{name}", year.id, None
            follow = paid[year.last + 1 : year.last + 13]
            mean = follow.sum() / 12
            reason = "fewer_months_follow" if len(follow) < 12 else "" if mean > 0 else "no_payments"
            book.figures[key] = None if reason else max(0.0, float(money.till[view, year.last])) / float(mean)
            if reason:
                book.reasons[key] = reason


def _debt(book: Book, money: Cash) -> None:
    """What the operation has left to serve its debt, over the service of each fiscal year and in the worst of them."""
    gifts = money.gifts
    given = gifts.value[gifts.cash & (gifts.use < 2)].sum(axis=0)
    paid = money.paid[PLANNED, :6].sum(axis=0) + money.opening_payments
    left = money.collections[PLANNED] + given - paid
    service = money.loans.interest + money.loans.principal
    ratios = []
    for year in (each for each in book.calendar.ratio_periods if each.kind == "year"):
        key, span = ("dscr", year.id, None), slice(year.first, year.last + 1)
        due = float(service[span].sum())
        book.figures[key] = float(left[span].sum()) / due if due > 0 else None
        if due > 0:
            ratios.append(float(left[span].sum()) / due)
        else:
            book.reasons[key] = "no_debt"
    book.single("dscr.minimum", min(ratios, default=0.0), None if ratios else "no_debt")
