"""Which column of an export holds what: by the form's names or by its labels, in any language, groups before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from workbench.exchange import xlsform_names as names
from workbench.exchange.form_rows import SYSTEM, groups, last
from workbench.folding import folded
from workbench.survey.instrument import Instrument


@dataclass(frozen=True)
class Columns:
    """Where each name stands; ``older``: questions of another version, by their name; ``twice``, ``unknown``: heads."""

    at: dict[str, int] = field(default_factory=dict)
    older: dict[str, int] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def columns(heads: tuple[str, ...], instrument: Instrument) -> Columns:
    """Every column of an export, each under its name, or told apart."""
    found, said = Columns(), labels(instrument)
    known = {*names.GIVEN, *SYSTEM, *said.values()} - {names.META}
    places = {id for dimension in instrument.dimensions for id in (dimension.id, dimension.group)}
    for column, head in enumerate(heads):
        name = last(head) if last(head) in known else _labelled(head, said)
        if name in found.at:
            found.twice.append(head)
        elif name:
            found.at[name] = column
        elif groups(head) and groups(head)[-1] in places and last(head).isidentifier():
            found.older[last(head)] = column
        elif head and not last(head).startswith("_") and groups(head)[:1] != (names.META,):
            found.unknown.append(head)
    return found


def labels(instrument: Instrument) -> dict[str, str]:
    """Names by what the form says in any language, as ``key`` makes it."""
    made: dict[str, str] = {}
    for _code in names.spoken():
        for question in names.all_questions(instrument):
            made[key(question.label)] = question.name
        for name in names.SAID:
            made[key(names.label(name, instrument))] = name
    return made


def key(text: str) -> str:
    """A text as it may be found again in a file: one line, without accents or capitals."""
    return folded(" ".join(text.split()))


def _labelled(head: str, said: dict[str, str]) -> str:
    """The name of a head that is a label, after the labels of its groups if need be; '' where it is none."""
    text = key(head)
    if text in said:
        return said[text]
    return next((name for label, name in said.items() if text.endswith(f"/{label}")), "")


def by_label(options: Iterable[Iterator[tuple[str, str]]]) -> dict[str, str]:
    """Codes by what a form calls them in any language, and by themselves."""
    made: dict[str, str] = {}
    for each in options:
        for code, label in each:
            made[key(label)] = made[key(code)] = code
    return made
