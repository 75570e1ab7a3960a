"""What the interview is made of: pages, sections, fields, tables of lines and computed views, as plain data.

Screen, PDF and workbook draw it; none of them knows a page by name. All texts are marked with ``N_``: show them with
``_()``. A field's caption, help and unit are its ``Ask``: ``forms.fields.field_at`` finds it from a model and a path.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.model.base import Frozen, Line, get
from workbench.model.plan import Plan

Visible = Callable[[Plan, Frozen], bool]
"""(plan, row) → is the item shown? ``row`` is the line whose form is drawn; in a page's own section, the plan."""


def always(_plan: Plan, _row: Frozen) -> bool:
    return True


@dataclass(frozen=True)
class Show:
    """One field. ``path`` starts at the row (``price``, ``units/first``) or, in a page's section, at the plan.

    ``wanted``: a complete plan has an answer here (completeness counts these). ``read_only``: shown for orientation,
    asked elsewhere.
    """

    path: str
    visible_when: Visible = always
    wanted: bool = False
    read_only: bool = False


@dataclass(frozen=True)
class View:
    """Something computed and drawn here: ``break_even``, ``cash`` … on page 8, ``findings``, ``completeness`` on 18.

    ``part``: the path of what it shows of the plan, where that is asked nowhere.
    """

    id: str
    part: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table: the first of ``paths`` the line has (``kind``: its kind's label). No label: the Ask's.

    ``adds``: its amounts come to something, and their total is shown. A price and a monthly pay do not.
    """

    paths: tuple[str, ...]
    label: str = ""
    adds: bool = False


@dataclass(frozen=True)
class Kind:
    """One kind of line of a table and its form. ``code`` is the line's ``kind``, empty where there is only one."""

    model: type[Line]
    sections: tuple[Section, ...]
    code: str = ""
    label: str = ""
    help: str = ""


@dataclass(frozen=True)
class Lines:
    """A table of lines at ``path`` (from the plan, or from the row when it stands in a line's form).

    ``add`` is the button's text, ``empty`` what is said where there is no line: what a line is, and the first step.
    ``fixed``: its lines are made elsewhere (services on page 3, answers from the findings); here they are only edited.
    """

    path: str
    kinds: tuple[Kind, ...]
    columns: tuple[Column, ...]
    add: str
    empty: str
    visible_when: Visible = always
    wanted: bool = False
    fixed: bool = False


@dataclass(frozen=True)
class Section:
    """A titled group of items, of a page or of a line's form. ``folded``: closed at first, few people need it."""

    title: str
    items: tuple[Show | Lines | View, ...]
    intro: str = ""
    folded: bool = False


@dataclass(frozen=True)
class Guidance:
    """The panel beside a page. ``source``: document and paragraph, or common practice. ``terms``: glossary ids."""

    purpose: str
    why: str
    source: str
    good_example: str
    weak_example: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """One step of the guideline, with its number in it. ``id`` is stable: ``project``, ``revenue`` …

    ``switch``: the field of the plan that must be on for the page to be there; empty for the guideline's own.
    """

    number: int
    id: str
    title: str
    subtitle: str
    sections: tuple[Section, ...]
    guidance: Guidance
    switch: str = ""


@dataclass(frozen=True)
class Guide:
    """The interview: its pages in order."""

    pages: tuple[Page, ...]

    def page(self, number: int) -> Page:
        """Raises KeyError where the guide has no such page."""
        found = next((page for page in self.pages if page.number == number), None)
        if found is None:
            raise KeyError(number)
        return found

    def terms(self, plan: Plan) -> frozenset[str]:
        """The words of the glossary that the pages of a plan use."""
        return frozenset(term for page in self.shown(plan) for term in page.guidance.terms)

    def shown(self, plan: Plan) -> tuple[Page, ...]:
        """The pages of a plan: all but those it has not switched on."""
        return tuple(page for page in self.pages if not page.switch or get(plan, page.switch))
