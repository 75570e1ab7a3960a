"""An answer as it is typed from a paper sheet: ``2``, ``NA``, ``NS``, a number, an option by its place or its words."""

from __future__ import annotations

from decimal import Decimal

from workbench.exchange.targets import How, Kind, Target
from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.survey import instrument
from workbench.survey.instrument import MOST, Item
from workbench.survey.sheet import NOTHING, Answer, Missing

_SHORT = {"na": Missing.NOT_APPLICABLE, "ns": Missing.NOT_KNOWN}
_REFUSED = {
    instrument.Kind.SCALE: N_("«{text}» no es una respuesta: escriba 0, 1, 2 o 3, NA si no aplica, NS si no sabe."),
    instrument.Kind.NUMBER: N_("«{text}» no es un número; NA si no aplica, NS si no sabe."),
    instrument.Kind.CHOICE: N_("«{text}» no es una opción: escriba su número, de 1 a {n}, NA si no aplica o NS."),
}


def read(item: Item, text: str, formats: Formats, before: Answer = NOTHING) -> Answer:
    """The answer a text says, with the remarks of the one before. Raises ValueError with a sentence."""
    said = text.strip()
    kept = Answer(evidence=before.evidence, comment=before.comment)
    if not said:
        return kept
    if missing := _SHORT.get(said.casefold().rstrip(".")):
        return kept.with_(missing=missing, reason=before.reason if missing is before.missing else "")
    if item.kind is instrument.Kind.SCALE:
        return kept.with_(score=_level(item, said))
    if item.kind is instrument.Kind.NUMBER:
        return kept.with_(number=_number(item, said, formats), baseline=before.baseline, target=before.target)
    if item.kind is instrument.Kind.CHOICE:
        return kept.with_(choice=_option(item, said))
    return kept.with_(text=said)


def write(item: Item, answer: Answer, formats: Formats) -> str:
    """An answer as it is typed."""
    if answer.missing is not None:
        return answer.missing.value.upper()
    if answer.score is not None:
        return str(answer.score)
    if answer.number is not None:
        return formats.number(answer.number)
    if answer.choice is not None:
        ids = [option.id for option in item.options]
        return str(ids.index(answer.choice) + 1) if answer.choice in ids else answer.choice
    return answer.text


def _level(item: Item, text: str) -> int:
    if text not in map(str, range(MOST + 1)):
        raise _refused(item, text)
    return int(text)


def _number(item: Item, text: str, formats: Formats) -> Decimal:
    value = Target(Kind.NUMBER, formats=formats).read(text, How.here(formats))
    if not isinstance(value, Decimal):
        raise _refused(item, text)
    return value


def _option(item: Item, text: str) -> str:
    for at, option in enumerate(item.options, 1):
        if text.casefold() in (str(at), option.id.casefold(), str(option.text).casefold()):
            return option.id
    raise _refused(item, text)


def _refused(item: Item, text: str) -> ValueError:
    return ValueError(_(_REFUSED[item.kind]).format(text=text, n=len(item.options)))
