"""Break-even where step costs fall and rise with activity (finance §7, ``break_even.exact``)."""

from __future__ import annotations

import numpy as np

from workbench.model.costs import Step

from .cash import Cash
from .costs import Costs
from .figures import EQUAL, Book, Why
from .months import NEVER, Floats
from .reading import Reader, number, of_kind, vat
from .revenue import Streams
from .statements import DIRECT, STRUCTURE, VARIABLE, Accrual

Range = tuple[float, float]


def exact(book: Book, reader: Reader, earned: Streams, spent: Costs, told: Accrual, money: Cash) -> None:
    """The lowest share of planned activity that loses nothing, and every range of activity that loses."""
    inside, costs = book.calendar.inside, told.costs[0]
    sales = told.revenue[0] @ inside
    variable = (costs[VARIABLE] + told.bad_debt[0]) @ inside
    fixed = (costs[DIRECT] + costs[STRUCTURE] + told.depreciation[0] + money.loans.interest) @ inside
    blocks, price, planned = _steps(reader, earned, spent)
    gross, margin, stepped = sales + variable + fixed, sales - variable, planned.sum(axis=0) @ inside
    rising = margin - (blocks * price).sum(axis=0) @ inside
    why: tuple[Why, ...] = (
        (stepped <= 0, "no_steps"), (sales == 0, "no_sales"), (margin <= EQUAL * gross, "margin_not_positive"),
        (rising <= EQUAL * gross, "steps_take_margin"),
    )  # fmt: skip
    shares = np.zeros(len(sales))
    for at in np.flatnonzero(~np.logical_or.reduce([each for each, _ in why])).tolist():
        months, base = inside[:, at] > 0, float(fixed[at] - stepped[at])
        steps = blocks[:, months].ravel(), price[:, months].ravel()
        lost = _losing(float(margin[at]), base, float(rising[at]), *steps)
        book.losing[book.calendar.ratio_periods[at].id] = lost
        shares[at] = lost[0][1] if base > 0 else 0.0
    book.told("break_even.exact", shares, *why)
    book.told("break_even.exact.sales", shares * sales, *why)
    going = np.flatnonzero(earned.continuing)
    one = len(going) == 1 and earned.units[going].any()
    sold = earned.units[going].sum(axis=0) @ inside
    book.told("break_even.exact.units", shares * sold, *why, (np.full(len(sales), not one), "several_units"))


def _steps(reader: Reader, earned: Streams, spent: Costs) -> tuple[Floats, Floats, Floats]:
    """Of each step cost of the continuing operation [line, month]: its blocks of planned units, whole or not; what a
    block costs; what all cost as planned. Held blocks are those of the highest month so far."""
    lines = of_kind(reader.plan.costs, Step)
    lines = [line for line in lines if not spent.rows.project[spent.row[line.id]]]
    m, count = reader.calendar.m, reader.calendar.count
    terms = reader.terms(lines)
    price = np.array([number(line.amount) * vat(line) for line in lines]).reshape(-1, 1)
    price = price * terms.fx * reader.index(terms)
    blocks = np.zeros((len(lines), count))
    for row, line in enumerate(lines):
        start, end = reader.month(line.start, 0), reader.month(line.end, NEVER)
        active = (m >= start) & (m <= end)
        if line.stream is not None and line.block:
            blocks[row] = earned.units[earned.row[line.stream]] / float(line.block) * active
        if line.hold:
            blocks[row] = np.maximum.accumulate(blocks[row])
        price[row] *= active
    planned = spent.rows.accrual[[spent.row[line.id] for line in lines]].reshape(-1, count)
    return blocks, price, planned


def _losing(margin: float, base: float, rising: float, blocks: Floats, price: Floats) -> list[Range]:
    """The ranges of s ≥ 0 in which s × margin does not pay the base and the blocks begun, lowest first."""
    used = (blocks > 0) & (price > 0)
    blocks, price = blocks[used], price[used]
    end = (base + price.sum()) / rising + 1
    count = np.ceil(end * blocks).astype(np.int64) + 1
    nth = np.concatenate([np.arange(each) for each in count] or [np.zeros(0)])
    at = (nth + EQUAL) / np.repeat(blocks, count)
    # One more block is begun just past k whole ones; the first as soon as anything is sold.
    at = np.where(nth == 0, 0.0, at)
    order = np.argsort(at, kind="stable")
    at, jump = at[order], np.repeat(price, count)[order]
    last = np.append(at[1:] > at[:-1], True)
    begun, cost = at[last], np.cumsum(jump)[last]
    until = np.append(begun[1:], np.inf)
    needed = np.minimum((base + cost) / margin, until)
    lost: list[Range] = [(0.0, 0.0)] if base > 0 else []
    for low, high in zip(begun.tolist(), needed.tolist(), strict=True):
        if high > low:
            joined = lost and lost[-1][1] >= low
            lost = [*lost[:-1], (lost[-1][0], high)] if joined else [*lost, (low, high)]
    return lost
