"""What a field's type says about how it is asked, without any widget."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from pydantic import ConfigDict, TypeAdapter, ValidationError

from forms.fields import field_at
from workbench.i18n import N_, Phrase, _
from workbench.model.base import Ask, Frozen, Line, ask, get, title
from workbench.model.messages import sentence
from workbench.model.plan import Plan
from workbench.model.types import Choice, Season


@dataclass(frozen=True)
class Shape:
    """``base`` is what one value is; ``optional``: None is a value; ``many``: a tuple of them."""

    base: type
    optional: bool = False
    many: bool = False


@dataclass(frozen=True)
class Field:
    """A field as the window asks it: its description, its shape, and what it holds when nothing was said.

    ``owner``: the model that declares it. ``twelve``: its numbers stand for the months of the year.
    """

    owner: type[Frozen]
    name: str
    ask: Ask
    shape: Shape
    default: Any
    twelve: bool = False


def shape(annotation: Any) -> Shape:
    """Peel ``Annotated``, ``| None`` and ``tuple[…, ...]`` off a field's type."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape(args[0])
    if origin in (Union, types.UnionType):
        inner = shape(next(each for each in args if each is not type(None)))
        return Shape(inner.base, type(None) in args, inner.many)
    if origin is tuple:
        return Shape(shape(args[0]).base, many=True)
    return Shape(annotation)


def field(model: type[Frozen], path: str) -> Field:
    """The field at ``path`` below a model. Raises KeyError where nothing is asked."""
    owner, name = field_at(model, path)
    asked = ask(owner, name)
    if asked is None:
        raise KeyError(path)
    info = owner.model_fields[name]
    default = None if info.is_required() else info.get_default()
    return Field(owner, name, asked, shape(info.annotation), default, get_args(Season)[1] in info.metadata)


@cache
def _adapter(owner: type[Frozen], name: str) -> TypeAdapter[Any]:
    info = owner.model_fields[name]
    kind: Any = Annotated[(info.annotation, *info.metadata)]
    return TypeAdapter(kind, config=ConfigDict(str_strip_whitespace=True))


def refusal(field: Field, value: Any, one: bool = False) -> str:
    """Why a value, or one of several, does not fit a field, whatever else stands in the plan; empty where it does."""
    try:
        _adapter(field.owner, field.name).validate_python((value,) if one else value)
    except ValidationError as error:
        errors = [each for each in error.errors(include_url=False) if each["loc"] or not one]
        return sentence(errors[0], field.ask.unit) if errors else ""
    return ""


def referred(plan: Plan, table: str) -> Iterator[tuple[UUID, str]]:
    """Id and title of the lines a reference may choose: a table's, or of any table those that say ``table`` is true."""
    return ((row.id, title(row)) for row in _referred(plan, table))


def told_apart(plan: Plan, table: str) -> Iterator[tuple[UUID, str]]:
    """As ``referred``; lines of one title, such as three sources of one donor, also say in what they differ."""
    named: dict[str, list[Line]] = {}
    for row in _referred(plan, table):
        named.setdefault(title(row), []).append(row)
    for row in _referred(plan, table):
        text = title(row)
        yield row.id, " · ".join((text, *_differing(row, named[text]))) if text else ""


def _referred(plan: Plan, table: str) -> Iterator[Line]:
    for name in Plan.model_fields:
        for row in getattr(plan, name) if isinstance(getattr(plan, name), tuple) else ():
            if name == table or (table in type(row).model_fields and getattr(row, table) is True):
                yield row


def _differing(row: Line, alike: Sequence[Line]) -> Iterator[str]:
    """What a line chooses where others chose otherwise."""
    for name in type(row).model_fields:
        value = getattr(row, name)
        if isinstance(value, Choice) and any(getattr(each, name, None) != value for each in alike):
            yield _(value.label)


def step_name(asked: Field, row: Frozen) -> str:
    """What undo calls a change of a field: the field, and the line it belongs to."""
    label, name = Phrase(asked.ask.label), title(row)
    return Phrase(N_("{field} de «{line}»"), field=label, line=name) if name else label


def currency_at(plan: Plan, path: str) -> str:
    """The currency of an amount: that of the nearest line above it which names one, else the plan's."""
    while path:
        path = path.rpartition("/")[0]
        if own := own_currency(get(plan, path)):
            return own
    return plan.basis.currency


def own_currency(part: object) -> str:
    """The currency a line names itself; empty where it names none."""
    if isinstance(part, Frozen):
        for name in type(part).model_fields:
            found = ask(type(part), name)
            if found and found.unit == "currency":
                return getattr(part, name) or ""
    return ""


def owner_of(plan: Plan, path: str) -> Frozen:
    """The part of the plan that holds the field at ``path``."""
    parent = path.rpartition("/")[0]
    found = get(plan, parent)
    assert isinstance(found, Frozen)
    return found
