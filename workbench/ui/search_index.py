"""Everything a person may look for, by its words: fields, lines, figures, help and actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from forms import GUIDE
from forms.fields import ask_at, kind_of
from forms.glossary import GLOSSARY
from forms.guide import Kind, Lines, Page, Section, Show
from workbench.engine.projection import Projection, Row, published
from workbench.engine.reasons import reason_text
from workbench.engine.told import FAMILIES, family, figure_label, figure_text, period_name
from workbench.folding import folded
from workbench.formats import Formats
from workbench.i18n import N_, _, quoted
from workbench.model.base import Line, get, title
from workbench.model.plan import Plan
from workbench.ui.actions import ACTIONS, bound, keys_text

MOST = 60
"""Results of one search: who sees more than these types another letter."""


class Sort(StrEnum):
    """What is found, in the order it is shown; ``place`` is then …"""

    ACTION = "action"
    """… the action's id."""
    PLAN = "plan"
    """… the id of a plan of the library."""
    ROUND = "round"
    """… the id of a round of a survey."""
    PAGE = "page"
    """… the page's number."""
    FIELD = "field"
    """… the field's path; that of its table where there is no line yet."""
    LINE = "line"
    """… the line's path."""
    FIGURE = "figure"
    """… the figure's id."""
    HELP = "help"
    """… the term's id in the glossary."""


SORTS = {
    Sort.ACTION: N_("Acción"),
    Sort.PLAN: N_("Plan"),
    Sort.ROUND: N_("Ronda"),
    Sort.PAGE: N_("Página"),
    Sort.FIELD: N_("Campo"),
    Sort.LINE: N_("Línea"),
    Sort.FIGURE: N_("Cifra"),
    Sort.HELP: N_("Ayuda"),
}


@dataclass(frozen=True)
class Entry:
    """One thing that can be found. ``where`` says where it stands, ``more`` is searched too and not shown."""

    sort: Sort
    title: str
    where: str
    place: str
    more: str = ""


class SearchIndex:
    """What can be found in an open plan as it is now, in the language of now, and ``others`` beside.

    Without a plan: the steps, fields, figures and words there are in any, to read about them.
    """

    def __init__(self, projection: Projection | None, formats: Formats, others: Iterable[Entry] = ()) -> None:
        self._fields_of: dict[str, list[tuple[str, str, str]]] = {}
        self._entries = list(others)
        plan = projection.plan if projection else None
        pages = GUIDE.shown(plan) if plan else GUIDE.pages
        figures = _figures(projection, formats) if projection else _any_figures()
        self._entries += [*_pages(pages), *figures, *_help()]
        for page in pages:
            self._entries += self._of_page(plan, page)
        self._words = [(folded(each.title), folded(f"{each.where} {each.more}")) for each in self._entries]

    def find(self, asked: str) -> list[Entry]:
        """The entries that hold every word of ``asked``, the best first; nothing for no word."""
        words = folded(asked).split()
        if not words:
            return []
        found = [(rank, at) for at, texts in enumerate(self._words) if (rank := _rank(words, *texts)) is not None]
        best = [self._entries[at] for _rank_, at in sorted(found)[:MOST]]
        return [*self._fields_of_lines(words), *best][:MOST]

    def _fields_of_lines(self, words: list[str]) -> Iterator[Entry]:
        """«precio cuota»: the field of one line, where some words are the line's and all others the field's."""
        if len(words) < 2:
            return
        for entry, (name, _more) in zip(self._entries, self._words, strict=True):
            if entry.sort is Sort.LINE and (others := [word for word in words if word not in name]) != words:
                for folded_label, label, path in self._fields_of[entry.more] if others else ():
                    if all(word in folded_label for word in others):
                        yield Entry(Sort.FIELD, label, quoted(entry.title), f"{entry.place}/{path}")

    def _of_page(self, plan: Plan | None, page: Page) -> Iterator[Entry]:
        where = f"{page.number} · {_(page.title)}"
        for section in page.sections:
            for item in section.items:
                if isinstance(item, Show) and not item.read_only:
                    asked = ask_at(Plan, item.path)
                    yield Entry(Sort.FIELD, _(asked.label), where, item.path, _(asked.help))
                elif isinstance(item, Lines):
                    yield from self._of_table(plan, item, where)

    def _of_table(self, plan: Plan | None, table: Lines, where: str) -> Iterator[Entry]:
        rows: tuple[Line, ...] = get(plan, table.path) if plan else ()
        first = {type(row): row for row in reversed(rows)}
        for kind in table.kinds:
            key = f"{table.path} {kind.model.__name__}"
            fields = [each.path for each in shows(kind.sections) if not each.read_only]
            asked = [(ask_at(kind.model, path), path) for path in fields]
            self._fields_of[key] = [(folded(_(ask.label)), _(ask.label), path) for ask, path in asked]
            row = first.get(kind.model)
            of = " · ".join(part for part in (where, table_name(table, kind)) if part)
            for ask, path in asked:
                yield Entry(Sort.FIELD, _(ask.label), of, f"{table.path}/{row.id}/{path}" if row else table.path)
        for row in rows:
            if name := title(row):
                kind = kind_of(table, row)
                key = f"{table.path} {kind.model.__name__}"
                yield Entry(Sort.LINE, name, table_name(table, kind), f"{table.path}/{row.id}", key)


def offered(window: QWidget) -> Iterator[Entry]:
    """The actions that can be done in a window now."""
    for made in bound(window):
        id = made.objectName()
        if not id.startswith("plan_"):
            yield Entry(Sort.ACTION, _(ACTIONS[id].text), keys_text(id), id)


def _rank(words: list[str], name: str, more: str) -> int | None:
    """How well a title answers: it begins so, a word of it does, it holds them, something beside it does; None: not."""
    if not all(word in name or word in more for word in words):
        return None
    if name.startswith(words[0]):
        return 0 if all(word in name for word in words) else 3
    if all(f" {word}" in f" {name}" for word in words):
        return 1
    return 2 if all(word in name for word in words) else 4


def shows(sections: tuple[Section, ...]) -> Iterator[Show]:
    """The fields of a line's own form; those of tables inside it are reached through it."""
    for section in sections:
        for item in section.items:
            if isinstance(item, Show):
                yield item


def table_name(table: Lines, kind: Kind) -> str:
    """What a table calls the lines of a kind."""
    return _(kind.label or ask_at(Plan, table.path).label)


def _pages(pages: Iterable[Page]) -> Iterator[Entry]:
    for page in pages:
        guidance = " ".join(_(text) for text in (page.guidance.purpose, page.guidance.why))
        yield Entry(Sort.PAGE, f"{page.number} · {_(page.title)}", _(page.subtitle), str(page.number), guidance)


def _figures(projection: Projection, formats: Formats) -> Iterator[Entry]:
    """Every figure, with its value in the first period it is told for."""
    first: dict[str, Row] = {}
    for row in projection.rows():
        first.setdefault(row.id, row)
    for told in projection.told():
        where = _told(first[told.id], projection, formats) if told.id in first else ""
        yield Entry(Sort.FIGURE, figure_label(told), where, told.id, told.id)


def _told(row: Row, projection: Projection, formats: Formats) -> str:
    """A figure's value and period, or why there is none."""
    if row.value.number is None:
        return reason_text(row.value.reason)
    value = figure_text(row.value.number, row.unit, projection, formats)
    return f"{value} · {period_name(row.period, projection, formats)}"


def _any_figures() -> Iterator[Entry]:
    """Every figure there is, with what it is told among."""
    for told in published().values():
        yield Entry(Sort.FIGURE, figure_label(told), _(FAMILIES[family(told.id)][0]), told.id, told.id)


def _help() -> Iterator[Entry]:
    for term, told in GLOSSARY.items():
        yield Entry(Sort.HELP, _(told.name), _(told.text), term)
