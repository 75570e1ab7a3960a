"""The plan and its figures a second time, in plain numpy: the oracle of the engine's tests and its peer in speed.

Written from the financial model alone. One plan, one evaluation; arrays are [line, month]. Money is in the plan's
currency, months are offsets from the plan's start, shares are fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from workbench.model.plan import Plan

from .appraisal import appraisal
from .cash import cash
from .costs import assets, costs
from .exact import exact
from .figures import Key, figures
from .months import Floats
from .payers import GROUPS, PAYERS, who_pays
from .reading import Reader
from .revenue import streams
from .statements import accrual, monthly, opening_funds

__all__ = ["GROUPS", "PAYERS", "Result", "evaluate"]


@dataclass(frozen=True, eq=False)
class Result:
    """Everything computed of one plan.

    ``monthly``: statement rows [month]. ``revenue``: by stream id. ``figures``: by (figure, period, service or None),
    None where one does not exist; then ``reasons`` has the code. ``notes``: what is said beside a value.
    ``relapses`` and ``shortfalls`` (−R12 of the last month, where negative): by ``break_even.month…``.
    ``losing``: by period, the ranges of activity that lose where costs come in steps, as shares of what is planned.
    ``paid``: [group, payer, month].
    """

    monthly: Mapping[str, Floats]
    revenue: Mapping[UUID, Floats]
    figures: Mapping[Key, float | None]
    reasons: Mapping[Key, str]
    notes: Mapping[Key, tuple[str, ...]]
    relapses: Mapping[str, list[tuple[int, int]]]
    shortfalls: Mapping[str, float]
    losing: Mapping[str, list[tuple[float, float]]]
    paid: Floats
    opening_funds: float

    def who_pays(self, first: int, last: int) -> dict[tuple[str, str], float]:
        """Money by (cost group, payer) from month first to month last, inclusive."""
        total = self.paid[:, :, first : last + 1].sum(axis=2)
        return {(group, payer): float(total[i, j]) for i, group in enumerate(GROUPS) for j, payer in enumerate(PAYERS)}


def evaluate(plan: Plan) -> Result:
    """Every statement and figure of the plan."""
    reader = Reader(plan)
    earned = streams(reader)
    spent, owned = costs(reader, earned), assets(reader)
    money = cash(reader, earned, spent, owned)
    told = accrual(reader, earned, spent, owned, money)
    book = figures(reader, earned, told, money)
    exact(book, reader, earned, spent, told, money)
    appraisal(book, reader, earned, spent, owned, money)
    return Result(
        monthly(reader, earned, owned, told, money),
        {stream: earned.revenue[row] for stream, row in earned.row.items()},
        book.figures, book.reasons, book.notes, book.relapses, book.shortfalls,
        book.losing,
        who_pays(reader, money), opening_funds(reader),
    )  # fmt: skip
