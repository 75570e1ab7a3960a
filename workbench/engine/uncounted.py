"""Costs that were begun and count nothing yet: what would say how many is still open."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.model.costs import Cost, ShareCost, Staff, Step, Variable
from workbench.model.plan import Plan
from workbench.model.types import ShareBase


def uncounted(plan: Plan) -> Iterator[tuple[Cost, str]]:
    """Each cost with an amount or a rate that the plan counts as zero, and the field that is open."""
    for cost in plan.costs:
        if isinstance(cost, Staff):
            given, field, is_open = cost.pay, "headcount", cost.headcount is None
        elif isinstance(cost, ShareCost):
            given, field, is_open = cost.rate, "streams", cost.base is ShareBase.REVENUE and not cost.streams
        elif isinstance(cost, Variable):
            given, field, is_open = cost.unit_cost, "stream", cost.stream is None
        elif isinstance(cost, Step):
            given, field, is_open = cost.amount, "stream", cost.stream is None
        else:
            continue
        if given and is_open:
            yield cost, field
