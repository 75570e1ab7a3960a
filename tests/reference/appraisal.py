"""The appraisal: what the continuing operation brings in and pays, discounted month by month (finance §7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.model.types import Perimeter

from .cash import PLANNED, Cash
from .costs import Assets, Costs, payments_going_on
from .figures import EQUAL, Book
from .months import Floats, by_class
from .reading import Reader
from .revenue import Streams

LOWEST, HIGHEST = 0.01, 11.0
"""1 + the annual rates between which a root is looked for."""
GRID = np.linspace(np.log(LOWEST), np.log(HIGHEST), 7_001)


@dataclass(frozen=True, eq=False)
class Flows:
    """By month: what comes in, what goes out net of salvage, and what is left in the last one."""

    inward: Floats
    outward: Floats
    residual: Floats

    @property
    def net(self) -> Floats:
        """What is no more than rounding of all that has moved is nothing."""
        net: Floats = self.inward - self.outward + self.residual
        moved = np.cumsum(abs(self.inward) + abs(self.outward) + abs(self.residual))
        return np.where(abs(net) <= EQUAL * moved, 0.0, net)


def appraisal(book: Book, reader: Reader, earned: Streams, spent: Costs, owned: Assets, money: Cash) -> None:
    """Nothing is told of it until the plan asks for it."""
    if not reader.plan.appraisal.shown:
        return
    flows = _flows(reader, earned, spent, owned, money)
    rate, months = reader.plan.basis.discount_rate, reader.calendar.m
    worth = (1 + float(rate or 0)) ** (-months / 12)
    unknown = "no_discount_rate" if rate is None else None
    net, moved = flows.net, np.cumsum(abs(flows.inward) + abs(flows.outward) + abs(flows.residual))
    book.single("npv", float(net @ worth), unknown)
    _irr(book, "irr", net)
    _irr(book, "irr_real", net / reader.inflation)
    _mirr(book, net * worth, float(rate or 0), unknown)
    _payback(book, "payback", net, moved, None)
    _payback(book, "discounted_payback", net * worth, moved, unknown)
    paid = float(flows.outward @ worth)
    gained = float((flows.inward + flows.residual) @ worth)
    none = paid <= 0
    book.single("benefit_cost", gained / (1 if none else paid), unknown or ("nothing_paid" if none else None))


def _flows(reader: Reader, earned: Streams, spent: Costs, owned: Assets, money: Cash) -> Flows:
    kind, months = money.kind, reader.calendar.count
    bills = by_class(np.where(kind.project, -1, kind.cls), 9, kind.value * (1 - kind.covered[PLANNED]))
    paid = payments_going_on(spent, owned, months)
    salvage = owned.salvage[~owned.rows.project].sum(axis=0)
    inward = earned.collected[earned.continuing].sum(axis=0) + money.opening_receipts
    outward = (paid + bills).sum(axis=0) + money.opening_payments
    residual = np.zeros(months)
    if reader.plan.appraisal.residual:
        residual[-1] = _assets(reader, owned, money) + _owed(reader, earned, spent, owned, money, paid)
    return Flows(inward, outward - salvage, residual)


def _assets(reader: Reader, owned: Assets, money: Cash) -> float:
    """What the operation's assets are worth in the books at the end, those given to it left out."""
    worth = (owned.rows.accrual - owned.depreciation - owned.salvage).sum(axis=1)
    given = np.zeros(len(worth))
    carried = money.kind.covered[PLANNED][len(money.kind.cls) - owned.rows.in_kind.sum() :]
    for row, part in zip(np.flatnonzero(owned.rows.in_kind), carried, strict=True):
        bought = np.flatnonzero(owned.rows.accrual[row])
        given[row] = part[bought[-1]] if len(bought) else 0
    mine = (worth * (1 - given))[~owned.rows.project].sum()
    months = reader.calendar.count
    for asset in reader.plan.opening.assets:
        if asset.perimeter is Perimeter.CONTINUING:
            mine += float(asset.book_value) * max(0, 1 - months / asset.months_left)
    return float(mine)


def _owed(reader: Reader, earned: Streams, spent: Costs, owned: Assets, money: Cash, paid: Floats) -> float:
    """Receivables less payables of the continuing operation at the end."""
    opening = reader.plan.opening
    clients = (earned.due - earned.collected)[earned.continuing].sum()
    accrued = sum(rows.accrual[~rows.in_kind & ~rows.project].sum() for rows in (spent.rows, owned.rows))
    receivables = sum(float(each.amount) for each in opening.receivables) - money.opening_receipts.sum()
    payables = sum(float(each.amount) for each in opening.payables) - money.opening_payments.sum()
    return float(clients + receivables - (accrued - paid.sum()) - payables)


def roots(flows: Floats) -> list[float]:
    """Every annual rate in (−99 %, 1,000 %) at which monthly flows are worth nothing, found on a dense grid."""
    years = np.arange(len(flows)) / 12

    def worth(log: Floats) -> Floats:
        value: Floats = np.exp(-np.multiply.outer(log, years)) @ flows
        return value

    above = worth(GRID) > 0
    found = []
    for at in np.flatnonzero(above[1:] != above[:-1]).tolist():
        low, high = GRID[at], GRID[at + 1]
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if (worth(middle) > 0) == above[at] else (low, middle)
        found.append(float(np.expm1((low + high) / 2)))
    return found


def _irr(book: Book, name: str, flows: Floats) -> None:
    flat = not ((flows > 0).any() and (flows < 0).any())
    found = [] if flat else roots(flows)
    book.single(f"{name}.roots", len(found), "no_sign_change" if flat else None)
    none = "no_sign_change" if flat else "no_root_in_range"
    book.single(name, found[0] if found else 0, none if not found else "several_roots" if found[1:] else None)


def _mirr(book: Book, worth: Floats, rate: float, unknown: str | None) -> None:
    """Inflows reinvested and outflows financed at the same rate, for the months from the first to the last."""
    gained, spent = float(worth.clip(0).sum()), float(-worth.clip(max=0).sum())
    flat = not (gained and spent)
    value = 0.0 if flat else (gained / spent) ** (12 / (len(worth) - 1)) * (1 + rate) - 1
    book.single("mirr", value, unknown or ("no_sign_change" if flat else None))


def _payback(book: Book, name: str, flows: Floats, moved: Floats, unknown: str | None) -> None:
    """Months until the sum of all flows is no longer negative, and stays so; linear inside a month."""
    total = np.cumsum(flows)
    below = np.flatnonzero(total < -EQUAL * moved)
    reason = "nothing_to_pay_back" if not len(below) else "never_paid_back" if below[-1] == len(flows) - 1 else None
    value = 0.0 if reason else below[-1] - total[below[-1]] / flows[below[-1] + 1]
    book.single(name, float(value), unknown or reason)
