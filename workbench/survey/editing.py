"""Changes to an instrument that is edited: each gives a sound instrument, or SurveyRefused with a sentence why not.

A place is written as the faults of an instrument name it: ``dimensions/D1/items/E1/anchors/2/es``.
"""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from workbench.i18n import _
from workbench.model import messages
from workbench.model.base import Frozen
from workbench.survey.instrument import LEVELS, Dimension, Instrument, Item, Kind, Option, Translated
from workbench.survey.payload import SurveyRefused
from workbench.survey.rules import faults


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
    return f"dimensions/{_dimension(instrument, item).id}/items/{item}"


def as_kind(item: Item, kind: Kind) -> Item:
    """An item asked in another way: what does not fit is taken out, what is lacking is there to be written."""
    level, option = _("Nivel {n}"), _("Opción {id}")
    anchors = tuple(Translated.same(level.format(n=at)) for at in range(LEVELS))
    options = tuple(Option(id=id_, text=Translated.same(option.format(id=id_))) for id_ in ("a", "b"))
    return item.with_(
        kind=kind,
        anchors=(item.anchors or anchors) if kind is Kind.SCALE else (),
        critical=item.critical and kind is Kind.SCALE,
        options=(item.options or options) if kind is Kind.CHOICE else (),
        unit=(item.unit or Translated.same(_("unidad"))) if kind is Kind.NUMBER else None,
        tracked=item.tracked and kind is Kind.NUMBER,
        proposal=item.proposal if kind is Kind.SCALE else None,
    )


def added(instrument: Instrument, after: str) -> tuple[Instrument, str]:
    """A new scale item after another one, and its id."""
    dimension = _dimension(instrument, after)
    id_ = _free(instrument, dimension.id)
    new = as_kind(Item(id=id_, question=Translated.same(_("Pregunta nueva"))), Kind.SCALE)
    at = [item.id for item in dimension.items].index(after) + 1
    items = (*dimension.items[:at], new, *dimension.items[at:])
    return edited(instrument, f"dimensions/{dimension.id}/items", items), id_


def removed(instrument: Instrument, item: str) -> Instrument:
    """Without an item and what was published of it; others must not ask about it, and a dimension keeps one."""
    dimension = _dimension(instrument, item)
    if len(dimension.items) == 1:
        raise SurveyRefused(_("Una dimensión tiene al menos una pregunta."), item)
    left = tuple(each for each in dimension.items if each.id != item)
    scaled = sum(each in dimension.scaled for each in left)
    least = min(dimension.least_answered, max(scaled, 1))
    made = dimension.with_(items=left, least_answered=least)
    published = tuple(each for each in instrument.benchmarks if each.of != item)
    return edited(instrument.with_(benchmarks=published), f"dimensions/{dimension.id}", made)


def moved(instrument: Instrument, item: str, by: int) -> Instrument:
    """An item further up or down in its dimension; at its end it stays."""
    dimension = _dimension(instrument, item)
    items = list(dimension.items)
    at = [each.id for each in items].index(item)
    there = min(max(at + by, 0), len(items) - 1)
    items.insert(there, items.pop(at))
    return edited(instrument, f"dimensions/{dimension.id}/items", tuple(items))


def _dimension(instrument: Instrument, item: str) -> Dimension:
    return next(dimension for dimension, each in instrument.walk() if each.id == item)


def _free(instrument: Instrument, dimension: str) -> str:
    taken = {*instrument.items, *(each.id for each in instrument.dimensions)}
    return next(id_ for n in range(1, len(taken) + 2) if (id_ := f"{dimension[:28]}n{n}") not in taken)
