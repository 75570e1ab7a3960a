"""Changes to an instrument that is edited: each gives a sound instrument, or SurveyRefused with a sentence why not.

A place is written as the faults of an instrument name it: ``dimensions/D1/items/E1/anchors/2/es``.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from decimal import Decimal
from itertools import count
from string import ascii_lowercase
from typing import Any

from pydantic import ValidationError

from workbench.i18n import _
from workbench.model import messages
from workbench.model.base import Frozen
from workbench.survey.instrument import (
    LEVELS,
    Benchmark,
    Dimension,
    Figure,
    Instrument,
    Item,
    Kind,
    Option,
    Portion,
    Translated,
)
from workbench.survey.payload import SurveyRefused
from workbench.survey.rules import faults

Made = tuple[Instrument, str]
"""An instrument, and the place of what is new in it."""


def value_at(instrument: Instrument, place: str) -> Any:
    """What stands at a place."""
    here: Any = instrument
    for name in place.split("/"):
        here = here[_index(here, name)] if isinstance(here, tuple) else getattr(here, name)
    return here


def edited(instrument: Instrument, place: str, value: Any) -> Instrument:
    """The instrument with another value at a place that is there."""
    try:
        made = _replaced(instrument, place.split("/"), value)
    except ValidationError as error:
        raise SurveyRefused(messages.sentence(error.errors(include_url=False)[0]), place) from error
    assert isinstance(made, Instrument)
    for fault in faults(made):
        raise SurveyRefused(fault.sentence, fault.place)
    return made


def _replaced(here: Any, steps: list[str], value: Any) -> Any:
    if not steps:
        return value
    first, *rest = steps
    if isinstance(here, tuple):
        at = _index(here, first)
        return (*here[:at], _replaced(here[at], rest, value), *here[at + 1 :])
    assert isinstance(here, Frozen)
    return here.with_(**{first: _replaced(getattr(here, first), rest, value)})


def _index(rows: tuple[Any, ...], name: str) -> int:
    """A row by its id; one that has none, by its number."""
    ids = [getattr(row, "id", str(at)) for at, row in enumerate(rows)]
    return ids.index(name)


def place_of(instrument: Instrument, item: str) -> str:
    """The place of an item."""
    return next(f"dimensions/{within.id}/items/{item}" for within, each in instrument.walk() if each.id == item)


# ---------------------------------------------------------------- another kind, another item


def asked_as(instrument: Instrument, place: str, kind: Kind) -> Instrument:
    """An item asked in another way: what does not fit is taken out, what is lacking is there to be written."""
    item = value_at(instrument, place)
    return edited(_incomparable(instrument, item.id), place, _as_kind(item, kind))


def _as_kind(item: Item, kind: Kind) -> Item:
    level, option = _("Nivel {n}"), _("Opción {n}")
    anchors = tuple(Translated.same(level.format(n=at)) for at in range(LEVELS))
    options = tuple(Option(id=id_, text=Translated.same(option.format(n=n))) for n, id_ in enumerate("ab", 1))
    return item.with_(
        kind=kind,
        anchors=(item.anchors or anchors) if kind is Kind.SCALE else (),
        critical=item.critical and kind is Kind.SCALE,
        options=(item.options or options) if kind is Kind.CHOICE else (),
        unit=(item.unit or Translated.same(_("unidad"))) if kind is Kind.NUMBER else None,
        tracked=item.tracked and kind is Kind.NUMBER,
        proposal=item.proposal if kind is Kind.SCALE else None,
    )


def compared_with(instrument: Instrument, place: str, of: str) -> Instrument:
    """What was published, beside another item, a dimension or, for '', the whole; its parts mean nothing yet there."""
    benchmark: Benchmark = value_at(instrument, place)
    parts = tuple(each.with_(answers=()) for each in benchmark.portions)
    return edited(instrument, place, benchmark.with_(of=of, portions=parts))


def _incomparable(instrument: Instrument, item: str, answer: str | None = None) -> Instrument:
    """No part of what was published means an answer to an item; all of its answers for None."""

    def without(part: Portion) -> Portion:
        return part.with_(answers=tuple(each for each in part.answers if answer is not None and each != answer))

    published = (
        each.with_(portions=tuple(map(without, each.portions))) if each.of == item else each
        for each in instrument.benchmarks
    )
    return instrument.with_(benchmarks=tuple(published))


# ---------------------------------------------------------------- more


def added_item(instrument: Instrument, beside: str) -> Made:
    """A new scale item: after the item at a place, else the last of the dimension there, or of all."""
    dimension = _dimension(instrument, beside)
    id_ = _free(instrument, (f"{dimension.id[:28]}n{n}" for n in count(1)))
    ids = [item.id for item in dimension.items]
    last = beside.rpartition("/")[2]
    at = ids.index(last) + 1 if last in ids else len(ids)
    place = f"dimensions/{dimension.id}/items"
    items = (*dimension.items[:at], _new_item(id_), *dimension.items[at:])
    return edited(instrument, place, items), f"{place}/{id_}"


def added_dimension(instrument: Instrument, beside: str) -> Made:
    """A new dimension with one item: after the one at a place, or the last."""
    before = _dimension(instrument, beside)
    id_ = _free(instrument, (f"D{n}" for n in count(len(instrument.dimensions) + 1)))
    item = _new_item(_free(instrument, (f"{id_}n{n}" for n in count(1))))
    title = Translated.same(_("Dimensión nueva"))
    made = Dimension(id=id_, title=title, group=before.group, least_answered=1, items=(item,))
    at = instrument.dimensions.index(before) + 1
    rows = (*instrument.dimensions[:at], made, *instrument.dimensions[at:])
    return edited(instrument, "dimensions", rows), f"dimensions/{id_}"


def added_option(instrument: Instrument, place: str) -> Made:
    """A further option of the item at a place."""
    options: tuple[Option, ...] = value_at(instrument, f"{place}/options")
    taken = {each.id for each in options}
    id_ = next(id_ for id_ in (*ascii_lowercase, *(f"o{n}" for n in range(len(taken) + 1))) if id_ not in taken)
    made = Option(id=id_, text=Translated.same(_("Opción {n}").format(n=len(options) + 1)))
    return edited(instrument, f"{place}/options", (*options, made)), f"{place}/options/{id_}"


def added_benchmark(instrument: Instrument, beside: str) -> Made:
    """Something published, to stand beside the item or the dimension at a place, else beside the overall score."""
    inside = beside.startswith("dimensions/")
    taken = {each.id for each in instrument.benchmarks}
    id_ = next(id_ for n in count(1) if (id_ := f"published{n}") not in taken)
    title, source = Translated.same(_("Dato publicado")), Translated.same(_("Quién lo publicó, dónde y cuándo"))
    made = Benchmark(id=id_, title=title, source=source, of=beside.rpartition("/")[2] if inside else "")
    return edited(instrument, "benchmarks", (*instrument.benchmarks, made)), f"benchmarks/{id_}"


def added_portion(instrument: Instrument, place: str) -> Made:
    """A further part of the published distribution at a place, of nothing yet."""
    rows: tuple[Portion, ...] = value_at(instrument, f"{place}/portions")
    title = Translated.same(_("Parte {n}").format(n=len(rows) + 1))
    made = edited(instrument, f"{place}/portions", (*rows, Portion(title=title, share=Decimal(0))))
    return made, f"{place}/portions/{len(rows)}"


def added_figure(instrument: Instrument, place: str) -> Made:
    """A further published number at a place."""
    rows: tuple[Figure, ...] = value_at(instrument, f"{place}/figures")
    title, unit = Translated.same(_("Cifra {n}").format(n=len(rows) + 1)), Translated.same(_("unidad"))
    made = edited(instrument, f"{place}/figures", (*rows, Figure(title=title, value=Decimal(0), unit=unit)))
    return made, f"{place}/figures/{len(rows)}"


def _new_item(id_: str) -> Item:
    return _as_kind(Item(id=id_, question=Translated.same(_("Pregunta nueva"))), Kind.SCALE)


def _dimension(instrument: Instrument, place: str) -> Dimension:
    """The dimension at a place, or in which the place is; the last for any other place."""
    ids = [each.id for each in instrument.dimensions]
    steps = place.split("/")
    return instrument.dimensions[ids.index(steps[1]) if steps[0] == "dimensions" else -1]


def _free(instrument: Instrument, ids: Iterable[str]) -> str:
    taken: Container[str] = {*instrument.items, *(each.id for each in instrument.dimensions)}
    return next(id_ for id_ in ids if id_ not in taken)


# ---------------------------------------------------------------- less, and another order


def removed(instrument: Instrument, place: str) -> Instrument:
    """Without an item, a dimension, an option, something published or a part of it, and without what hangs on it.

    Others must not ask about it; an instrument keeps a dimension, a dimension an item.
    """
    *above, kind, name = place.split("/")
    rows: tuple[Any, ...] = value_at(instrument, "/".join((*above, kind)))
    left = tuple(row for at, row in enumerate(rows) if at != _index(rows, name))
    match kind:
        case "dimensions":
            gone = (name, *(item.id for item in rows[_index(rows, name)].items))
            return _without_dimension(_unpublished(instrument, gone), left)
        case "items":
            place = "/".join(above)
            return edited(_unpublished(instrument, (name,)), place, _with_items(value_at(instrument, place), left))
        case "options":
            instrument = _incomparable(instrument, above[-1], name)
    return edited(instrument, "/".join((*above, kind)), left)


def _without_dimension(instrument: Instrument, left: tuple[Dimension, ...]) -> Instrument:
    if not left:
        raise SurveyRefused(_("Un instrumento tiene al menos una dimensión."), "dimensions")
    scored = sum(bool(each.scaled) for each in left)
    valid = instrument.valid_dimensions
    fewer = min(valid, scored) or None if valid is not None else None
    return edited(instrument.with_(valid_dimensions=fewer), "dimensions", left)


def _with_items(dimension: Dimension, items: tuple[Item, ...]) -> Dimension:
    """A dimension with fewer items; it asks for no more answers than it has questions."""
    if not items:
        raise SurveyRefused(_("Una dimensión tiene al menos una pregunta."), f"dimensions/{dimension.id}")
    least = min(dimension.least_answered, max(sum(item.kind is Kind.SCALE for item in items), 1))
    return dimension.with_(items=items, least_answered=least)


def _unpublished(instrument: Instrument, ids: Container[str]) -> Instrument:
    """Without what was published of them."""
    return instrument.with_(benchmarks=tuple(each for each in instrument.benchmarks if each.of not in ids))


def moved(instrument: Instrument, place: str, by: int) -> Made:
    """A row one further up (-1) or down (1). At its end an item goes on to the next dimension; others stay."""
    *above, kind, name = place.split("/")
    rows = list(value_at(instrument, "/".join((*above, kind))))
    at = _index(tuple(rows), name)
    if 0 <= at + by < len(rows):
        rows.insert(at + by, rows.pop(at))
        there = name if hasattr(rows[at + by], "id") else str(at + by)
        return edited(instrument, "/".join((*above, kind)), tuple(rows)), "/".join((*above, kind, there))
    return _passed_on(instrument, above[-1], name, by) if kind == "items" else (instrument, place)


def _passed_on(instrument: Instrument, dimension: str, item: str, by: int) -> Made:
    """An item at the end of a dimension goes to the one beside it, if there is one."""
    at = [each.id for each in instrument.dimensions].index(dimension)
    if not 0 <= at + by < len(instrument.dimensions):
        return instrument, place_of(instrument, item)
    here, there = instrument.dimensions[at], instrument.dimensions[at + by]
    taken = instrument.items[item]
    more = (taken, *there.items) if by > 0 else (*there.items, taken)
    left = _with_items(here, tuple(each for each in here.items if each.id != item))
    rows = list(instrument.dimensions)
    rows[at], rows[at + by] = left, there.with_(items=more)
    return edited(instrument, "dimensions", tuple(rows)), f"dimensions/{there.id}/items/{item}"
