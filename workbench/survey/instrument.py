"""The instrument: what a survey asks, with all its languages and its version inside.

An item keeps its id over versions, so that waves stay comparable.
"""

# no `from __future__ import annotations`: pydantic would compile every annotation again at each start

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field

from workbench.i18n import LANGUAGES, N_, _, language
from workbench.model.base import Frozen
from workbench.model.types import Amount, Choice, Exact, LongText, Share, Text

LEVELS = 4
"""The anchored levels of a scale item, 0 to 3."""
MOST = LEVELS - 1


def _id(text: str) -> str:
    if not (text.isascii() and text.isidentifier() and len(text) <= 32):
        raise ValueError(_("Un código tiene letras sin tilde, cifras y «_», empieza por una letra y no pasa de 32."))
    return text


Id = Annotated[str, AfterValidator(_id)]
"""The stable code of an item, a dimension or an option; also a name in an XLSForm."""


def _said(text: str) -> str:
    if not text:
        raise ValueError(_("Falta este texto: un instrumento se escribe en los tres idiomas."))
    return text


Said = Annotated[LongText, AfterValidator(_said)]


class Translated(Frozen):
    """A text in each of our languages; ``str()`` says it in the language of here and now."""

    es: Said
    pt: Said
    en: Said

    def said(self, code: str) -> str:
        """The text in one language."""
        return str(getattr(self, code))

    def __str__(self) -> str:
        return self.said(language())

    @classmethod
    def same(cls, text: str) -> "Translated":
        """A text that nobody has translated yet: the same in every language."""
        return cls(**dict.fromkeys(LANGUAGES, text))


class Kind(Choice):
    """What is answered."""

    SCALE = "scale", N_("Escala de 0 a 3")
    NUMBER = "number", N_("Número")
    CHOICE = "choice", N_("Opción")
    TEXT = "text", N_("Texto")


class Condition(Frozen):
    """Ask only if another item was answered with at least a number, or with exactly a score or an option.

    Not answered, not asked, not applicable and not known: the condition is not met.
    """

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    item: Id
    at_least: Amount | None = None
    is_: Annotated[int | str | None, Field(alias="is")] = None


class Proposal(Frozen):
    """What the project's plan answers by itself, for the respondent to confirm.

    ``levels``: the three bounds from which a figure reaches 1, 2, 3; where ``falling``, less is better and they fall.
    They measure the first of ``figures`` (published ids) that exists; ``fact`` names a rule for what no figure says.
    """

    figures: tuple[Text, ...] = ()
    levels: tuple[Amount, ...] = ()
    falling: bool = False
    fact: Text = ""


class Option(Frozen):
    """One possible answer of a choice."""

    id: Id
    text: Translated


class Item(Frozen):
    """One question. ``action``: what to do where the answer is weak, as the title of a plan's action.

    ``tracked``: a number that is asked with its baseline and target. ``adds``: whether the numbers of several
    projects may be added up.
    """

    id: Id
    kind: Kind = Kind.SCALE
    critical: bool = False
    question: Translated
    help: Translated | None = None
    anchors: tuple[Translated, ...] = ()
    options: tuple[Option, ...] = ()
    unit: Translated | None = None
    tracked: bool = False
    adds: bool = True
    action: Translated | None = None
    source: Translated | None = None
    ask_if: Condition | None = None
    proposal: Proposal | None = None


class Group(Frozen):
    """A heading over several dimensions; it has no score."""

    id: Id
    title: Translated


class Dimension(Frozen):
    """A group of items with a mean of its own, where it has scale items; from ``least_answered`` of them."""

    id: Id
    title: Translated
    group: Id | None = None
    weight: Annotated[Amount, Field(gt=0)] = Decimal(1)
    least_answered: Annotated[int, Field(ge=1)] = 3
    items: tuple[Item, ...]

    @cached_property
    def scaled(self) -> tuple[Item, ...]:
        """The items that make the mean."""
        return tuple(item for item in self.items if item.kind is Kind.SCALE)


class Portion(Frozen):
    """How many answered so, in a published distribution.

    ``answers``: the levels or options of the item it is of that mean the same; none: we do not ask it so.
    """

    title: Translated
    share: Share
    answers: tuple[int | str, ...] = ()


class Figure(Frozen):
    """A published number that is neither a score nor a share."""

    title: Translated
    value: Exact
    unit: Translated


class Benchmark(Frozen):
    """What was published, to stand beside ours: a score, the distribution of an item's answers, other figures.

    ``of``: the id of an item or of a dimension; '' for the overall score. What the portions leave of 1 is not known.
    ``note``: how far the two mean the same, or why they do not.
    """

    id: Id
    title: Translated
    source: Translated
    of: str = ""
    note: Translated | None = None
    score: Annotated[Amount, Field(le=MOST)] | None = None
    portions: tuple[Portion, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def no_data(self) -> Decimal:
        """The share that was not published."""
        return 1 - sum((portion.share for portion in self.portions), Decimal(0)) if self.portions else Decimal(0)


class Instrument(Frozen):
    """A survey. ``valid_dimensions``: how many dimensions the overall score needs; None: it has no overall score."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    schema_: Annotated[Literal["survey-instrument/1"], Field(alias="schema")] = "survey-instrument/1"
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,60}$")]
    version: Annotated[int, Field(ge=1, le=1_000_000)]
    title: Translated
    purpose: Translated
    consent: Translated
    valid_dimensions: Annotated[int, Field(ge=1)] | None = None
    groups: tuple[Group, ...] = ()
    dimensions: tuple[Dimension, ...]
    benchmarks: tuple[Benchmark, ...] = ()

    def walk(self) -> Iterator[tuple[Dimension, Item]]:
        """Every item with its dimension, in order."""
        return ((dimension, item) for dimension in self.dimensions for item in dimension.items)

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by its id, in order."""
        return {item.id: item for _dimension, item in self.walk()}
