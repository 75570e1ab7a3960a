"""Changes to an instrument that is edited: each gives a sound instrument, or a sentence why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from workbench.i18n import _
from workbench.model import messages
from workbench.survey.instrument import LEVELS, Dimension, Instrument, Item, Translated
from workbench.survey.payload import SurveyRefused
from workbench.survey.rules import faults


def with_item(instrument: Instrument, item: str, **changes: Any) -> Instrument:
    """Another value of some fields of an item. Raises SurveyRefused; so do all below."""
    return _changed(instrument, lambda each: each.with_(**changes) if each.id == item else each)


def with_dimension(instrument: Instrument, dimension: str, **changes: Any) -> Instrument:
    """Another value of some fields of a dimension."""
    return _sound(
        lambda: instrument.with_(
            dimensions=tuple(each.with_(**changes) if each.id == dimension else each for each in instrument.dimensions)
        )
    )


def with_instrument(instrument: Instrument, **changes: Any) -> Instrument:
    """Another title, purpose or consent."""
    return _sound(lambda: instrument.with_(**changes))


def said(before: Translated | None, code: str, text: str) -> Translated:
    """A text with other words in one language; in all of them where there was none."""
    try:
        return before.with_(**{code: text}) if before else Translated.same(text)
    except ValidationError as error:
        raise SurveyRefused(messages.sentence(error.errors(include_url=False)[0])) from error


def added(instrument: Instrument, after: str) -> tuple[Instrument, str]:
    """A new scale item after another one, and its id."""
    dimension = _dimension(instrument, after)
    id_ = _free(instrument, dimension.id)
    words = Translated(es=_("Pregunta nueva"), pt=_("Pregunta nueva"), en=_("Pregunta nueva"))
    anchors = tuple(Translated.same(_("Nivel {n}").format(n=level)) for level in range(LEVELS))
    new = Item(id=id_, question=words, anchors=anchors)
    at = [item.id for item in dimension.items].index(after) + 1
    items = (*dimension.items[:at], new, *dimension.items[at:])
    return with_dimension(instrument, dimension.id, items=items), id_


def removed(instrument: Instrument, item: str) -> Instrument:
    """Without an item, which others must not ask about; a dimension keeps one at least."""
    dimension = _dimension(instrument, item)
    if len(dimension.items) == 1:
        raise SurveyRefused(_("Una dimensión tiene al menos una pregunta."), item)
    left = tuple(each for each in dimension.items if each.id != item)
    scaled = sum(each in dimension.scaled for each in left)
    least = min(dimension.least_answered, max(scaled, 1))
    return with_dimension(instrument, dimension.id, items=left, least_answered=least)


def moved(instrument: Instrument, item: str, by: int) -> Instrument:
    """An item further up or down in its dimension; at its end it stays."""
    dimension = _dimension(instrument, item)
    items = list(dimension.items)
    at = [each.id for each in items].index(item)
    there = min(max(at + by, 0), len(items) - 1)
    items.insert(there, items.pop(at))
    return with_dimension(instrument, dimension.id, items=tuple(items))


def _changed(instrument: Instrument, change: Callable[[Item], Item]) -> Instrument:
    return _sound(
        lambda: instrument.with_(
            dimensions=tuple(
                dimension.with_(items=tuple(map(change, dimension.items))) for dimension in instrument.dimensions
            )
        )
    )


def _sound(make: Callable[[], Instrument]) -> Instrument:
    try:
        made = make()
    except ValidationError as error:
        raise SurveyRefused(messages.sentence(error.errors(include_url=False)[0])) from error
    for fault in faults(made):
        raise SurveyRefused(fault.sentence, fault.place)
    return made


def _dimension(instrument: Instrument, item: str) -> Dimension:
    return next(dimension for dimension, each in instrument.walk() if each.id == item)


def _free(instrument: Instrument, dimension: str) -> str:
    taken = {*instrument.items, *(each.id for each in instrument.dimensions)}
    return next(id_ for n in range(1, len(taken) + 2) if (id_ := f"{dimension}n{n}") not in taken)
