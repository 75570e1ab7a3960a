"""A sheet read with an instrument: which items it is asked, which answers count, and what does not fit.

The sheet may be of an older or a newer version: answers go by item id and kind. What cannot be mapped stays in the
sheet, is not counted, and is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from workbench.i18n import _
from workbench.survey.instrument import Condition, Instrument, Item, Kind
from workbench.survey.rules import Fault
from workbench.survey.sheet import NOTHING, Answer, Missing, Sheet

_FITS: Mapping[Kind, Callable[[Item, Answer], bool]] = {
    Kind.SCALE: lambda _item, answer: answer.score is not None,
    Kind.NUMBER: lambda _item, answer: (answer.number, answer.baseline, answer.target) != (None, None, None),
    Kind.CHOICE: lambda item, answer: answer.choice in {option.id for option in item.options},
    Kind.TEXT: lambda _item, answer: answer.text != "",
}


def has_value(item: Item, answer: Answer) -> bool:
    """Whether the answer has a value of the item's kind."""
    return _FITS[item.kind](item, answer)


def is_answered(item: Item, answer: Answer) -> bool:
    """Whether there is a value, or why there is none."""
    return answer.missing is not None or has_value(item, answer)


def asked(instrument: Instrument, answers: Mapping[str, Answer]) -> dict[str, Item]:
    """The items to be asked, given what has been answered. A condition looks back: one pass decides them all."""
    there: dict[str, Item] = {}
    for item in instrument.items.values():
        condition = item.ask_if
        if condition is None or (
            condition.item in there and _met(there[condition.item], condition, answers.get(condition.item, NOTHING))
        ):
            there[item.id] = item
    return there


def _met(item: Item, condition: Condition, answer: Answer) -> bool:
    if not has_value(item, answer):
        return False
    value = {Kind.SCALE: answer.score, Kind.NUMBER: answer.number}.get(item.kind, answer.choice)
    if condition.at_least is None:
        return value == condition.is_
    return value is not None and not isinstance(value, str) and value >= condition.at_least


def counted(instrument: Instrument, sheet: Sheet) -> dict[str, Answer]:
    """The answers that count, by item id: asked, and with a value of the item's kind or why there is none."""
    return dict(_counted(instrument, sheet))


def counts(instrument: Instrument, sheet: Sheet) -> bool:
    """Whether any answer counts."""
    return any(True for _answer in _counted(instrument, sheet))


def _counted(instrument: Instrument, sheet: Sheet) -> Iterator[tuple[str, Answer]]:
    if sheet.consent and sheet.instrument == instrument.id:
        there = asked(instrument, sheet.answers)
        for id, answer in sheet.answers.items():
            if id in there and is_answered(there[id], answer):
                yield id, answer


def problems(instrument: Instrument, sheet: Sheet) -> tuple[Fault, ...]:
    """What of a sheet is not counted or is incomplete, each at its place and in words."""
    return tuple(_problems(instrument, sheet))


def _problems(instrument: Instrument, sheet: Sheet) -> Iterator[Fault]:
    if sheet.instrument != instrument.id:
        text = _("Responde a otro instrumento, «{other}»: no se cuenta.")
        yield Fault("instrument", text.format(other=sheet.instrument))
        return
    if sheet.withdrawn:
        yield Fault("consent", _("Se retiró el consentimiento: no quedan respuestas."))
    elif not sheet.consent:
        yield Fault("consent", _("No hay consentimiento: la hoja se guarda y no se cuenta."))
    for id, answer in sheet.answers.items():
        if sentence := _unfit(instrument, sheet, id, answer):
            yield Fault(f"answers/{id}", sentence)


def _unfit(instrument: Instrument, sheet: Sheet, id: str, answer: Answer) -> str:
    item = instrument.items.get(id)
    if item is None:
        text = _("«{item}» no existe en la versión {ours}; la hoja es de la versión {its}. Se guarda y no se cuenta.")
        return text.format(item=id, ours=instrument.version, its=sheet.version)
    if answer.missing is Missing.NOT_APPLICABLE and not answer.reason:
        return _("Falta el motivo por el que no aplica.")
    if answer.missing is None and not has_value(item, answer) and answer != _remarks(answer):
        return _("La respuesta no es de la clase que «{item}» pide: se guarda y no se cuenta.").format(item=id)
    return ""


def _remarks(answer: Answer) -> Answer:
    """What was said beside an answer."""
    return Answer(reason=answer.reason, evidence=answer.evidence, comment=answer.comment)
