"""What stands in a cell for a value of a field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from forms.shapes import Field
from workbench.exchange.choices import kind_of
from workbench.exchange.sheet_lists import code_of, list_of
from workbench.exchange.targets import NUMBERS, Kind

Written = str | float | date | None
"""A text, a number, a day, or nothing at all."""


class Labelled(Protocol):
    """Lists that know how a code is called."""

    def label(self, name: str, code: str) -> str:
        """The label of a code of the list of that name."""


def written(field: Field, value: Any, lists: Labelled) -> Written:
    """One value of a field as its cell holds it: numbers and days as such, one of a list by its label."""
    if value is None or value == "":
        return None
    if name := list_of(field):
        return lists.label(name, code_of(value))
    kind = kind_of(field)
    if kind in NUMBERS:
        return float(value) if isinstance(value, Decimal) else int(value)
    if kind is Kind.MONTH:
        return first_day(value)
    return value if isinstance(value, date) else str(value)


def values_of(field: Field, value: Any, lists: Labelled) -> list[Written]:
    """All cells a field fills."""
    return [written(field, each, lists) for each in (value if field.shape.many else (value,))]


def first_day(month: str) -> date:
    """``2027-03`` as a day."""
    return date(int(month[:4]), int(month[5:]), 1)
