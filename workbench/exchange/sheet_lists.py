"""The closed lists a workbook chooses from: stable codes beside labels in the workbook's language, on their own sheet.

Each list has a fingerprint, by which the reader knows that it is the one that was written.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from forms.shapes import Field, referred, told_apart
from workbench import formats
from workbench.exchange.choices import MONTHS, currencies, kind_of
from workbench.exchange.sheet_kinds import groups, line_kinds
from workbench.exchange.targets import Kind
from workbench.i18n import N_, _, language
from workbench.model.base import Line
from workbench.model.plan import Plan
from workbench.model.types import Choice

YES_NO = "yes_no"
FIRST = 3
"""The row of the first entry, from 0, below the lists' names. Codes and labels stand beside each other."""
TITLES = {
    YES_NO: N_("Sí o no"), "calendar-month": N_("Mes del año"), "country": N_("País"), "currency": N_("Moneda"),
    "in_kind": N_("Costos en especie"),
}  # fmt: skip

Entries = tuple[tuple[str, str], ...]
"""Codes and labels."""


@dataclass(frozen=True)
class List:
    """A closed list. ``open``: it does not hold all there is, such as lines that will be added and other currencies."""

    name: str
    title: str
    entries: Entries
    column: int
    open: bool = False

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.entries)


def fingerprint(entries: Sequence[tuple[str, str]]) -> str:
    """SHA-256 of a list's codes and labels, cut to 16 digits."""
    told = json.dumps([list(entry) for entry in entries], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def list_of(field: Field) -> str:
    """The name of the list a field chooses from; '' where it chooses from none."""
    base = field.shape.base
    if kind_of(field) is Kind.YES_OR_NO:
        return YES_NO
    if kind_of(field) is not Kind.CHOICE:
        return ""
    if base is UUID:
        return field.ask.refers
    if issubclass(base, Choice):
        return base.__name__
    return "calendar-month" if base is int else field.ask.unit


def titled(plan: Plan, table: str, model: type[Line] | None = None) -> Entries:
    """Ids and names of the lines a reference may choose, or only of those of one kind.

    What has no name of its own also says in what it differs, or its id.
    """
    of_kind = {line.id for line in getattr(plan, table) if type(line) is model} if model else None
    found = [(id_, name) for id_, name in referred(plan, table) if of_kind is None or id_ in of_kind]
    names, apart = Counter(name for _id, name in found), dict(told_apart(plan, table))
    longer = Counter(apart.values())

    def label(id_: UUID, name: str) -> str:
        if name.strip() and names[name] == 1:
            return name
        if name.strip() and longer[apart[id_]] == 1:
            return apart[id_]
        return f"{name} (#{str(id_)[:8]})".strip()

    return tuple((str(id_), label(id_, name)) for id_, name in found)


class Lists:
    """Every list the fields of a plan choose from, in the language of the moment."""

    def __init__(self, plan: Plan, sheet: str) -> None:
        self.sheet = sheet
        self.all: dict[str, List] = {}
        for field in _fields():
            name = list_of(field)
            if name and name not in self.all:
                title, entries, is_open = _entries(name, field, plan)
                self.all[name] = self._list(name, title, entries, is_open)
        for kind in line_kinds().values():
            if kind.parent and not kind.by_month:
                owners = line_kinds()[kind.parent]
                entries = titled(plan, owners.path, owners.model)
                self.all[owners.code] = self._list(owners.code, " · ".join(map(_, owners.title)), entries, True)
        self._labels = {name: dict(each.entries) for name, each in self.all.items()}

    def _list(self, name: str, title: str, entries: Entries, is_open: bool) -> List:
        return List(name, title, entries, 1 + 2 * len(self.all), is_open)

    def label(self, name: str, code: str) -> str:
        """How a list calls a code; the code itself where it does not hold it."""
        return self._labels[name].get(code, code)

    def cell(self, value: Any) -> tuple[int, int]:
        """Row and column of a value's label, from 0. Raises KeyError for what no closed list holds."""
        name = YES_NO if isinstance(value, bool) else type(value).__name__
        codes = [code for code, _label in self.all[name].entries]
        return FIRST + codes.index(code_of(value)), self.all[name].column + 1


def code_of(value: Any) -> str:
    """The stable code of one of a list."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value.value if isinstance(value, Choice) else value)


def _fields() -> list[Field]:
    whole = [asked.field for group in groups() for asked in group.fields]
    return whole + [asked.field for kind in line_kinds().values() for asked in kind.fields]


def _entries(name: str, field: Field, plan: Plan) -> tuple[str, Entries, bool]:
    """Title, entries and openness of the list a field chooses from."""
    base: Any = field.shape.base
    if name == YES_NO:
        return _(TITLES[name]), (("yes", _("Sí")), ("no", _("No"))), False
    if base is UUID:
        return _(TITLES.get(name, "") or _title_of(name)), titled(plan, name), True
    if name == "calendar-month":
        return _(TITLES[name]), tuple((str(at), _(month)) for at, month in enumerate(MONTHS, 1)), False
    if name == "country":
        return _(TITLES[name]), tuple((each.code, each.name) for each in formats.countries(language())), True
    if name == "currency":
        return _(TITLES[name]), tuple(currencies()), True
    return _(field.ask.label), tuple((each.value, _(each.label)) for each in base), False


def _title_of(table: str) -> str:
    return next(kind.title[0] for kind in line_kinds().values() if kind.path == table)
