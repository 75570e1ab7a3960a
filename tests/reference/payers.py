"""Who pays what: cost groups × payers by month (finance §6.3)."""

from __future__ import annotations

import numpy as np

from .cash import PLANNED, Cash
from .months import Floats, by_class
from .reading import SECTORS, Reader, number
from .sources import Gifts

GROUPS = ("staff", "structure", "services", "investment", "debt")
PAYERS = ("fomin", "international", "public", "private", "clients", "loans", "own", "not_found")
FOMIN, *_, CLIENTS, LOANS, OWN, NOT_FOUND = range(len(PAYERS))
GROUP_OF = np.array([0, 0, 0, 1, 2, 2, 3, 3, 3])
"""The group of a class of payment (type × 3 + use)."""
PAYER_OF = np.array([PAYERS.index(str(sector)) for sector in SECTORS])


def share(part: Floats, whole: Floats) -> Floats:
    """part / whole, 0 where the whole is 0."""
    return np.divide(part, whole, out=np.zeros(np.broadcast_shapes(part.shape, whole.shape)), where=whole > 0)


def who_pays(reader: Reader, money: Cash) -> Floats:
    """[group, payer, month] in the planned view: in kind, pots, the month's money, savings, and what is missing."""
    months = reader.calendar.count
    gifts = money.gifts
    payer = np.where(gifts.fomin, FOMIN, PAYER_OF[gifts.sector])
    table = _in_kind(money, payer, months)
    paid, need = money.paid[PLANNED], money.need[PLANNED]
    from_pots = np.zeros((3, len(PAYERS), months))
    from_pots[:, FOMIN] = share(money.fomin_pays[PLANNED], need)
    from_pots += share(money.other_pays[PLANNED], need)[:, None] * _origin(reader, money, payer)
    by_use = paid.reshape(3, 3, 1, -1) * from_pots
    np.add.at(table, GROUP_OF, by_use.reshape(9, len(PAYERS), -1))
    left = np.zeros((len(GROUPS), months))
    np.add.at(left, GROUP_OF, (paid.reshape(3, 3, -1) * (1 - from_pots.sum(axis=1))).reshape(9, -1))
    left[1] += money.opening_payments
    left[4] = money.loans.interest + money.loans.principal
    total = left.sum(axis=0)
    table += share(left, total)[:, None] * _free_money(reader, gifts, payer, money, total)
    return table


def _in_kind(money: Cash, payer: np.ndarray, months: int) -> Floats:
    carried = money.kind.cls[money.kind.item]
    cls = GROUP_OF[carried] * len(PAYERS) + payer[~money.gifts.cash]
    return by_class(cls, len(GROUPS) * len(PAYERS), money.kind.carried).reshape(len(GROUPS), len(PAYERS), months)


def _origin(reader: Reader, money: Cash, payer: np.ndarray) -> Floats:
    """Whose the money in the other pots is, payments taking of each in proportion [use, payer, month].

    The opening is own money.
    """
    opening, gifts = reader.plan.opening, money.gifts
    cls = np.where(gifts.potted & ~gifts.fomin, gifts.use * len(PAYERS) + payer, -1)
    put = by_class(cls, 3 * len(PAYERS), gifts.value).reshape(3, len(PAYERS), -1)
    for use, amount in enumerate((opening.cash_structure, opening.cash_services, opening.cash_investment)):
        put[use, OWN, 0] += number(amount)
    origin, left = np.zeros(put.shape), np.zeros(put.shape[:2])
    for month, pays in enumerate(money.other_pays[PLANNED].T):
        left += put[..., month]
        whole = left.sum(axis=1, keepdims=True)
        origin[..., month] = share(left, whole)
        left = np.maximum(left - origin[..., month] * pays[:, None], 0)
    return origin


def _free_money(reader: Reader, gifts: Gifts, payer: np.ndarray, money: Cash, total: Floats) -> Floats:
    """How the cash that no pot pays is found [payer, month]."""
    loose = np.where(gifts.cash & ~gifts.potted, payer, -1)
    found = by_class(loose, len(PAYERS), gifts.value)
    found[CLIENTS] = money.collections[PLANNED] + money.salvage
    found[LOANS] = money.loans.drawn
    had = found.sum(axis=0)
    found *= np.minimum(1, share(total, had))
    shown = money.till[PLANNED] + money.gap_to_date[PLANNED]
    saved = np.concatenate([[number(reader.plan.opening.cash)], shown[:-1]])
    missing = np.maximum(total - had, 0)
    found[OWN] = np.minimum(missing, saved)
    found[NOT_FOUND] = missing - found[OWN]
    return found
