"""Which input sheets a workbook has: one for the fields of the plan as a whole, one for each kind of line.

Read off the guide and the model, so that a new field has its place by itself. A kind of line is named by its *code*:
``streams/fee``, ``opening/assets``, ``sources/in_kind/carries``. Amounts on months have a sheet by month, with a row
for each line that holds them: ``sources/cash/amounts``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from forms import GUIDE
from forms.fields import ask_at
from forms.guide import Kind, Lines, Section, Show
from forms.shapes import Field, field, shape
from workbench.model.base import Ask, Frozen, Line, ask
from workbench.model.plan import Plan
from workbench.model.revenue import Dated


@dataclass(frozen=True)
class Asked:
    """A field at its path below a line, or below the plan. ``hidden``: nobody is asked for it."""

    path: str
    field: Field
    hidden: bool = False


@dataclass(frozen=True)
class Group:
    """Fields of the plan as a whole under one heading; the texts are marked."""

    page: str
    title: str
    fields: tuple[Asked, ...]


@dataclass(frozen=True)
class LineKind:
    """A kind of line and what is asked of it. ``path``: of its table, below the plan or below the line of ``parent``.

    ``title``: its marked parts; ``help``: what such a line is. ``by_month``: its lines are amounts on months, and its
    sheet has a row for each line of ``parent``.
    """

    code: str
    path: str
    model: type[Line]
    title: tuple[str, ...]
    help: str
    fields: tuple[Asked, ...]
    parent: str = ""
    by_month: bool = False


@cache
def groups() -> tuple[Group, ...]:
    """The fields of the plan as a whole, in the order of the guide."""
    found = []
    for page in GUIDE.pages:
        for section in page.sections:
            shows = (item for item in section.items if isinstance(item, Show) and not item.read_only)
            fields = tuple(Asked(show.path, field(Plan, show.path)) for show in shows)
            if fields:
                found.append(Group(page.title, section.title, fields))
    return tuple(found)


@cache
def line_kinds() -> dict[str, LineKind]:
    """Every kind of line by its code, in the order of the guide; what several pages ask of it is put together."""
    found: dict[str, LineKind] = {}
    for page in GUIDE.pages:
        for each in _in_sections(page.sections, Plan, ""):
            known = found.get(each.code)
            fields = {one.path: one for one in (*(known.fields if known else ()), *each.fields)}
            found[each.code] = replace(known or each, fields=tuple(fields.values()))
    return {code: _whole(kind) for code, kind in found.items()}


def _in_sections(sections: tuple[Section, ...], owner: type[Frozen], above: str) -> Iterator[LineKind]:
    for section in sections:
        for item in section.items:
            if isinstance(item, Lines):
                for kind in item.kinds:
                    yield from _of_kind(item, kind, owner, above)


def _of_kind(lines: Lines, kind: Kind, owner: type[Frozen], above: str) -> Iterator[LineKind]:
    code = "/".join(part for part in (above, lines.path, kind.code) if part)
    label = ask_at(owner, lines.path).label
    title = (label, kind.label) if kind.label else (label,)
    shows = (item for section in kind.sections for item in section.items if isinstance(item, Show))
    fields = tuple(Asked(show.path, field(kind.model, show.path)) for show in shows)
    by_month = kind.model is Dated
    yield LineKind(code, lines.path, kind.model, title, kind.help or lines.empty, fields, above, by_month)
    yield from _in_sections(kind.sections, kind.model, code)


def _whole(kind: LineKind) -> LineKind:
    """What takes several cells comes last, and behind it what the model has and nobody is asked of this kind."""
    known = {each.path for each in kind.fields}
    last = sorted(kind.fields, key=lambda each: each.field.shape.many)
    return replace(kind, fields=(*last, *(each for each in _rest(kind.model) if each.path not in known)))


def _rest(model: type[Line]) -> Iterator[Asked]:
    for name, info in model.model_fields.items():
        found = shape(info.annotation)
        if name in ("id", "kind") or issubclass(found.base, Frozen):
            continue
        asked = ask(model, name)
        default: Any = info.get_default()
        yield Asked(name, Field(model, name, asked or Ask(name), found, default), hidden=True)
