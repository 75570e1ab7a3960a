"""Plans whose appraised flows are given numbers, one a month from January on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from test_reference import on, plan

from workbench.model.costs import OneOff
from workbench.model.plan import Plan
from workbench.model.project import Appraisal
from workbench.model.revenue import Contract

ON = Appraisal(shown=True)


def flows(amounts: Sequence[float], rate: float | None = None, months: int = 12, **basis: Any) -> Plan:
    """A plan that collects what is positive and pays what is negative, appraised at an annual rate."""
    earned = Contract(amounts=on({at: amount for at, amount in enumerate(amounts) if amount > 0}))
    paid = OneOff(amounts=on({at: -amount for at, amount in enumerate(amounts) if amount < 0}))
    basis |= {"discount_rate": None if rate is None else Decimal(str(rate))}
    return plan(max(months, len(amounts)), basis=basis, streams=(earned,), costs=(paid,), appraisal=ON)


SHAPES: dict[str, Plan] = {
    "one root": flows((-100, 60, 60), 0.1),
    "no rate": flows((-100, 60, 60)),
    "one sign": flows((5, 5), 0.1),
    "only costs": flows((-5, -5), 0.1),
    "too high a rate": flows((-1, *[0] * 10, 10**9), 0.1),
    "two roots": flows((-100, 230, -132), 0.1),
    "three roots": flows((-100, 330, -362, 132), 0.1),
    "at zero": flows((-100, 50, 50), 0),
    "below zero": flows((-100, 0, 0, 74), -0.05),
}
"""What an IRR and a payback may look like. 10 and 20 % a month; 10 % and twice what two roots have."""
