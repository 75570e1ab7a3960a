"""What no instrument may say: each fault at its place, with a sentence ready to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.i18n import _
from workbench.survey.instrument import LEVELS, MOST, Benchmark, Condition, Dimension, Instrument, Item, Kind, Proposal


@dataclass(frozen=True)
class Fault:
    """``place`` is a path in the instrument, rows named by id: ``dimensions/D1/items/E1/anchors``."""

    place: str
    sentence: str


def faults(instrument: Instrument) -> tuple[Fault, ...]:
    """Every fault of an instrument; empty for a sound one."""
    checks = (_repeated, _scored, _asked, _conditions, _named)
    return tuple(fault for check in checks for fault in check(instrument))


def place(dimension: Dimension, item: Item, part: str = "") -> str:
    """The path of an item, or of a part of it."""
    return "/".join(filter(None, ("dimensions", dimension.id, "items", item.id, part)))


def _doubled(ids: Iterable[str]) -> list[str]:
    return [id for id, times in Counter(ids).items() if times > 1]


def _repeated(instrument: Instrument) -> Iterator[Fault]:
    said = _("El código «{id}» está repetido: cada pregunta y cada dimensión tiene el suyo.")
    ids = [dimension.id for dimension in instrument.dimensions] + [item.id for _in, item in instrument.walk()]
    for id in _doubled(ids):
        yield Fault("dimensions", said.format(id=id))
    for dimension, item in instrument.walk():
        for id in _doubled(option.id for option in item.options):
            text = _("La opción «{id}» está repetida.")
            yield Fault(place(dimension, item, "options"), text.format(id=id))
    if not instrument.items:
        yield Fault("dimensions", _("El instrumento no tiene preguntas."))


def _scored(instrument: Instrument) -> Iterator[Fault]:
    scored = [dimension for dimension in instrument.dimensions if dimension.scaled]
    for dimension in scored:
        if dimension.least_answered > len(dimension.scaled):
            text = _("Pide {least} respuestas, y sus preguntas de escala son {there}.")
            sentence = text.format(least=dimension.least_answered, there=len(dimension.scaled))
            yield Fault(f"dimensions/{dimension.id}/least_answered", sentence)
    if instrument.valid_dimensions is not None and instrument.valid_dimensions > len(scored):
        text = _("Pide {least} dimensiones válidas, y las que tienen preguntas de escala son {there}.")
        yield Fault("valid_dimensions", text.format(least=instrument.valid_dimensions, there=len(scored)))


def _asked(instrument: Instrument) -> Iterator[Fault]:
    for dimension, item in instrument.walk():
        for part, sentence in _unfit(item):
            yield Fault(place(dimension, item, part), sentence)


def _unfit(item: Item) -> Iterator[tuple[str, str]]:
    """The parts of an item that do not fit its kind, and why."""
    if item.kind is Kind.SCALE and len(item.anchors) != LEVELS:
        text = _("Hacen falta cuatro niveles, de 0 a 3; hay {there}.")
        yield "anchors", text.format(there=len(item.anchors))
    if item.kind is not Kind.SCALE and item.anchors:
        yield "anchors", _("Solo una pregunta de escala tiene niveles.")
    if item.kind is not Kind.SCALE and item.critical:
        yield "critical", _("Solo una pregunta de escala puede ser crítica.")
    if item.kind is Kind.CHOICE and len(item.options) < 2:
        yield "options", _("Hacen falta al menos dos opciones.")
    if item.kind is not Kind.CHOICE and item.options:
        yield "options", _("Solo una pregunta de opción tiene opciones.")
    if item.kind is Kind.NUMBER and item.unit is None:
        yield "unit", _("Falta la unidad del número.")
    if item.kind is not Kind.NUMBER and (item.tracked or item.unit is not None):
        yield "unit", _("Solo una pregunta de número tiene unidad, línea de base y meta.")
    proposal = item.proposal or Proposal()
    ordered = sorted(set(proposal.levels), reverse=proposal.falling)
    if proposal.levels and (len(ordered) != MOST or list(proposal.levels) != ordered):
        yield "proposal/levels", _("Hacen falta tres límites en orden: desde cuánto es 1, 2 y 3.")


def _conditions(instrument: Instrument) -> Iterator[Fault]:
    seen: set[str] = set()
    for dimension, item in instrument.walk():
        if item.ask_if is not None and (sentence := _misplaced(instrument, item, item.ask_if, seen)):
            yield Fault(place(dimension, item, "ask_if"), sentence)
        seen.add(item.id)


def _misplaced(instrument: Instrument, item: Item, condition: Condition, before: set[str]) -> str:
    """What is wrong with a condition; '' where it is sound. It looks back only, so that none runs in a circle."""
    other = instrument.items.get(condition.item)
    if other is None:
        return _("Depende de «{item}», que no existe.").format(item=condition.item)
    if _circular(instrument, item):
        return _("La condición es circular: «{item}» depende de sí misma.").format(item=item.id)
    if other.id not in before:
        return _("Depende de «{item}», que se pregunta después.").format(item=other.id)
    if (condition.at_least is None) == (condition.is_ is None):
        return _("Una condición dice «at_least» o «is», una de las dos.")
    if not _possible(other, condition):
        return _("«{item}» no puede tener esa respuesta.").format(item=other.id)
    return ""


def _circular(instrument: Instrument, item: Item) -> bool:
    passed: set[str] = set()
    here: Item | None = item
    while here is not None and here.ask_if is not None and here.id not in passed:
        passed.add(here.id)
        here = instrument.items.get(here.ask_if.item)
        if here is item:
            return True
    return False


def _possible(other: Item, condition: Condition) -> bool:
    if other.kind is Kind.NUMBER:
        return condition.at_least is not None
    if other.kind is Kind.SCALE:
        wanted = condition.is_ if condition.at_least is None else condition.at_least
        return not isinstance(wanted, str) and wanted in range(LEVELS)
    return condition.is_ in {option.id for option in other.options}


def _named(instrument: Instrument) -> Iterator[Fault]:
    groups = {group.id for group in instrument.groups}
    for dimension in instrument.dimensions:
        if dimension.group is not None and dimension.group not in groups:
            text = _("Está bajo «{group}», que no existe.")
            yield Fault(f"dimensions/{dimension.id}/group", text.format(group=dimension.group))
    known = {"", *instrument.items, *(dimension.id for dimension in instrument.dimensions)}
    for benchmark in instrument.benchmarks:
        if benchmark.of not in known:
            text = _("Compara «{item}», que no existe.")
            yield Fault(f"benchmarks/{benchmark.id}/of", text.format(item=benchmark.of))
        yield from _compared(instrument, benchmark)
        if benchmark.no_data < 0:
            yield Fault(f"benchmarks/{benchmark.id}/portions", _("Las partes suman más de 100 %."))


def answers_of(item: Item | None) -> tuple[int | str, ...]:
    """What can be answered to an item with levels or options; nothing for others."""
    if item is None:
        return ()
    return tuple(range(LEVELS)) if item.kind is Kind.SCALE else tuple(option.id for option in item.options)


def _compared(instrument: Instrument, benchmark: Benchmark) -> Iterator[Fault]:
    """The parts of a published distribution mean answers that there are, each only one of them."""
    possible = answers_of(instrument.items.get(benchmark.of))
    meant = [answer for portion in benchmark.portions for answer in portion.answers]
    for answer in meant:
        if answer not in possible:
            text = _("«{item}» no puede tener la respuesta «{answer}».")
            yield Fault(f"benchmarks/{benchmark.id}/portions", text.format(item=benchmark.of, answer=answer))
    if len(meant) > len(set(meant)):
        yield Fault(f"benchmarks/{benchmark.id}/portions", _("Una respuesta vale para una sola de las partes."))
