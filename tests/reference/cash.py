"""Pots, free cash and the gap, in the planned, committed and contracted views (finance §§5-7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.model.financing import CashSource
from workbench.model.project import OpeningAmount
from workbench.model.types import Provider, Status

from .costs import Assets, Costs, payments
from .months import Floats, by_class, into
from .reading import USE, Reader, flags, number, whole
from .revenue import Streams
from .sources import ANY, Gifts, Kind, Loans, gifts, in_kind, loans, received, shares_by_use

PLANNED, COMMITTED, CONTRACTED = range(3)


@dataclass(frozen=True, eq=False)
class Cash:
    """Money by month. Axes: view (planned · committed · contracted), use, month; classes are type × 3 + use."""

    sources: list[CashSource]
    cash: Floats
    free: Floats
    kind: Kind
    gifts: Gifts
    loans: Loans
    opening_receipts: Floats
    opening_payments: Floats
    collections: Floats
    salvage: Floats
    paid: Floats
    fomin_pot: Floats
    fomin_pays: Floats
    fomin_returned: Floats
    other_pot: Floats
    other_pays: Floats
    till: Floats
    gap_to_date: Floats
    flows: Floats
    """Gross cash flows [view, month]."""
    accrued: Floats
    """Accrued cash costs and investment, planned [use, month]."""

    @property
    def need(self) -> Floats:
        """[view, use, month]"""
        need: Floats = self.paid.reshape(3, 3, 3, -1).sum(axis=1)
        return need

    @property
    def gap(self) -> Floats:
        return np.diff(self.gap_to_date, axis=1, prepend=0)


def cash(reader: Reader, earned: Streams, spent: Costs, owned: Assets) -> Cash:
    cal, opening = reader.calendar, reader.plan.opening
    kind = in_kind(reader, spent, owned)
    paid = _payments(spent, owned, kind, cal.count)
    sources = [s for s in reader.plan.sources if s.counted and isinstance(s, CashSource)]
    money = received(reader, sources)
    firm = flags(s.status is Status.COMMITTED for s in sources)
    fomin = flags(s.provider_class is Provider.FOMIN for s in sources)
    use = whole(USE[s.use.value] for s in sources)
    by_pot = [by_class(np.where(firm | (not only), use + 4 * ~fomin, -1), 8, money) for only in (False, True)]
    pots = np.stack([by_pot[0], by_pot[1], by_pot[1]]).reshape(3, 2, 4, -1)
    free = pots[:, :, ANY].sum(axis=1)
    need = paid.reshape(3, 3, 3, -1).sum(axis=1)
    alive = cal.m <= cal.end
    fomin_pot, fomin_pays = pot(np.zeros((3, 1)), pots[:, 0, :3] * alive, need * alive)
    uses = [number(opening.cash_structure), number(opening.cash_services), number(opening.cash_investment)]
    other_pot, other_pays = pot(np.array(uses)[:, None], pots[:, 1, :3], need - fomin_pays)
    borrowed, receipts, dues = loans(reader), *_opening(reader)
    salvage = owned.salvage.sum(axis=0)
    as_planned = earned.collected.sum(axis=0)
    collections = np.stack([as_planned, as_planned, earned.collected_contracted.sum(axis=0)]) + receipts
    unpaid = (need - fomin_pays - other_pays).sum(axis=1)
    service = borrowed.interest + borrowed.principal
    till = number(opening.cash) + np.cumsum(
        collections + salvage + free + borrowed.drawn - service - dues - unpaid, axis=1
    )
    worst = np.maximum(0, -np.minimum.accumulate(till, axis=1))
    inward = collections + salvage + borrowed.drawn + pots.sum(axis=(1, 2))
    accrued = _accrued_by_use(spent, owned, kind)
    split = shares_by_use(cal, accrued)
    return Cash(
        sources, money, free, kind, gifts(reader, sources, money, split, kind), borrowed, receipts, dues, collections,
        salvage, paid, fomin_pot * (cal.m < cal.end), fomin_pays, fomin_pot * (cal.m == cal.end), other_pot,
        other_pays, till, worst, inward + service + dues + need.sum(axis=1), accrued,
    )  # fmt: skip


def pot(opening: Floats, received: Floats, need: Floats) -> tuple[Floats, Floats]:
    """What is left in a pot at month ends, and what it pays [..., month]."""
    balance = opening + np.cumsum(received - need, axis=-1)
    left = balance - np.minimum(0, np.minimum.accumulate(balance, axis=-1))
    start = np.broadcast_to(opening, left[..., :1].shape)
    before = np.concatenate([start, left[..., :-1]], axis=-1)
    return left, np.minimum(before + received, need)


def _payments(spent: Costs, owned: Assets, kind: Kind, months: int) -> Floats:
    """Cash costs and investment paid [view, class, month]."""
    planned, contracted = payments(spent, owned, months)
    return np.stack([
        planned + kind.left(kind.covered[0], kind.value),
        planned + kind.left(kind.covered[1], kind.value),
        contracted + kind.left(kind.covered[1], kind.contracted),
    ])  # fmt: skip


def _accrued_by_use(spent: Costs, owned: Assets, kind: Kind) -> Floats:
    """Accrued cash costs and investment [use, month], planned."""
    money = [by_class(np.where(rows.in_kind, -1, rows.use), 3, rows.accrual) for rows in (spent.rows, owned.rows)]
    bills = kind.left(kind.covered[0], kind.value).reshape(3, 3, -1).sum(axis=0)
    accrued: Floats = money[0] + money[1] + bills
    return accrued


def _opening(reader: Reader) -> tuple[Floats, Floats]:
    """What is received and paid of the opening receivables and payables; overdue ones in month 0."""

    def by_month(lines: tuple[OpeningAmount, ...]) -> Floats:
        at = whole(max(reader.grid.index(line.month), 0) for line in lines)
        amount = np.array([float(line.amount) for line in lines])
        paid: Floats = into(1, reader.calendar.count, np.zeros(len(lines), np.int64), at, amount)[0]
        return paid

    opening = reader.plan.opening
    return by_month(opening.receivables), by_month(opening.payables)
