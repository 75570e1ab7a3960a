"""What every part of the plan is made of: frozen models, the description of a field, and paths into the tree.

A path names one place in a plan: ``basis/currency``, ``streams/<id>/price``, ``costs/<id>``. Lines are named by id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self, TypeVar
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """An immutable part of the plan; unknown fields are refused.

    Of a class that others are made of (``defer_build=True``) there are no values: it is not built, which takes time.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    def with_(self, **changes: Any) -> Self:
        """This value with some fields changed and the whole of it validated again; untouched parts are shared."""
        return type(self).model_validate({name: getattr(self, name) for name in type(self).model_fields} | changes)


@dataclass(frozen=True)
class Ask:
    """How a field is asked: read by screen, PDF, workbook, paste, findings and trace.

    ``unit`` is one of: money, percent, months, days, number, year-month or an own word marked for translation.
    ``refers`` names the table whose line ids the field holds. ``month_day``: the day of a month that was typed without
    one, ``first`` or ``last``; none where only the person can know it.
    """

    label: str
    help: str = ""
    unit: str = ""
    long: bool = False
    refers: str = ""
    month_day: str = ""


Root = TypeVar("Root", bound=Frozen)


class Line(Frozen):
    """A row of one of the plan's tables."""

    id: UUID = Field(default_factory=uuid4)


def ask(model: type[Frozen], field: str) -> Ask | None:
    """The description of a field, or None where nothing is asked (ids, kinds, parts with fields of their own)."""
    return next((m for m in model.model_fields[field].metadata if isinstance(m, Ask)), None)


def title(row: Frozen) -> str:
    """What a line is called: the first words or currency it is asked for; empty where there are none yet."""
    asked = ((name, ask(type(row), name)) for name in type(row).model_fields)
    texts = (getattr(row, name) for name, found in asked if found and found.unit in ("", "currency"))
    return next((text for text in texts if type(text) is str), "")


def get(root: Frozen, path: str) -> Any:
    """The value at ``path``. Raises KeyError where there is no such place."""
    here: Any = root
    for name in path.split("/") if path else ():
        here = _step(here, name)
    return here


def replace(root: Root, path: str, value: Any) -> Root:
    """A new tree with ``value`` at ``path``, validated on the way up.

    Raises pydantic.ValidationError when the value does not fit, KeyError where there is no such place.
    """
    name, _, rest = path.partition("/")
    old = _step(root, name)
    if isinstance(old, tuple) and rest:
        row, _, below = rest.partition("/")
        item = _step(old, row)
        new = replace(item, below, value) if below else value
        return root.with_(**{name: tuple(new if each is item else each for each in old)})
    return root.with_(**{name: replace(old, rest, value) if rest else value})


def _step(here: Any, name: str) -> Any:
    if isinstance(here, Frozen) and name in type(here).model_fields:
        return getattr(here, name)
    if isinstance(here, tuple):
        wanted = _number(name)
        for item in here:  # as numbers: a thousand ids written out would take a millisecond
            if isinstance(item, Line) and item.id.int == wanted:
                return item
    raise KeyError(name)


def _number(name: str) -> int:
    try:
        return UUID(name).int
    except ValueError:
        raise KeyError(name) from None
