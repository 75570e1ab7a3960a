"""Seeded actions and factors: what a plan says that no figure rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from workbench.model.actions import Action
from workbench.model.factors import FACTORS, Factors
from workbench.model.types import ActionState, PaidFrom, Rating

PEOPLE = ("", "Ana Ríos", "Junta directiva")


def random_actions(dice: Any, count: int, sources: Sequence[Any]) -> tuple[Action, ...]:
    """Some with all that is asked, some without; a few end before they start. ``dice``: the plan's."""
    return tuple(_action(dice, i, sources) for i in range(count))


def _action(dice: Any, i: int, sources: Sequence[Any]) -> Action:
    paid = dice.of((None, *PaidFrom))
    return Action(
        id=dice.id(), name=f"Acción {i}", owner=dice.of(PEOPLE), start=_day(dice), end=_day(dice),
        state=dice.of(tuple(ActionState)), cost=dice.of((None, Decimal(0), dice.cents(1, 900))),
        currency=dice.of((None, None, "USD")), paid_from=paid,
        source=dice.of([each.id for each in sources]) if paid is PaidFrom.SOURCE and sources else None,
    )  # fmt: skip


def _day(dice: Any) -> date | None:
    month = dice.start + dice.whole(-6, dice.months)
    day = date(month // 12, month % 12 + 1, dice.whole(1, 28))
    return None if dice.chance(0.2) else day


def random_factors(dice: Any) -> Factors:
    """Some rated, some of those with what shows it."""
    given: dict[str, Any] = {name: dice.of((None, *Rating)) for name in FACTORS}
    evidence = {f"{name}_evidence": dice.of(("", "Acta 12")) for name in FACTORS if given[name]}
    return Factors(**given, **evidence)
