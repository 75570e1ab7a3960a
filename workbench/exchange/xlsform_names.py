"""What an XLSForm calls things: the same names and labels for who writes the form and for who reads its answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from workbench.i18n import LANGUAGES, N_, _, speaking
from workbench.survey.instrument import Instrument, Item, Kind
from workbench.survey.sheet import Missing

CONSENT, PROJECT, RESPONDENT = "consent", "project", "respondent"
ROUND, INSTRUMENT, VERSION = "round_id", "instrument_id", "instrument_version"
START, END = "start", "end"
PURPOSE, FAREWELL, META = "purpose", "farewell", "meta"
YES, NO = "yes", "no"
GIVEN = (START, END, ROUND, INSTRUMENT, VERSION, META, PURPOSE, CONSENT, PROJECT, RESPONDENT, FAREWELL)
"""Names every form has; ``meta`` is what forms call the group of their own."""
SAID = (PURPOSE, CONSENT, PROJECT, RESPONDENT, FAREWELL)
"""Those of them that a person reads."""


class Part(Enum):
    """What is asked of an item: the ending of its name, and its label where that is not the question."""

    VALUE = "", ""
    BASELINE = "_base", N_("Línea de base")
    TARGET = "_goal", N_("Meta")
    MISSING = "_none", N_("Si no tiene el número, ¿por qué?")
    REASON = "_why", N_("¿Por qué no aplica?")
    EVIDENCE = "_ev", N_("¿Qué documento o hecho lo muestra?")
    COMMENT = "_note", N_("Comentario")

    def __init__(self, ending: str, label: str) -> None:
        self.ending = ending
        self.label = label


@dataclass(frozen=True)
class Question:
    """One row of a form and one column of its answers."""

    item: Item
    part: Part

    @property
    def name(self) -> str:
        """Its name in the form."""
        return self.item.id + self.part.ending

    @property
    def label(self) -> str:
        """How it is asked in the language of the moment; begins with the item's id, which no other item has."""
        text = _(self.part.label) if self.part.label else str(self.item.question)
        if self.item.unit is not None and self.part in (Part.VALUE, Part.BASELINE, Part.TARGET):
            text = f"{text} ({self.item.unit})"
        return f"{self.item.id}. {text}"


def questions(item: Item) -> Iterator[Question]:
    """What is asked of an item, in order."""
    parts = [Part.VALUE]
    if item.kind is Kind.NUMBER:
        parts += [Part.BASELINE, Part.TARGET] if item.tracked else []
        parts += [Part.MISSING]
    if item.kind is not Kind.TEXT:
        parts += [Part.REASON, Part.EVIDENCE, Part.COMMENT]
    return (Question(item, part) for part in parts)


def all_questions(instrument: Instrument) -> Iterator[Question]:
    """What is asked of every item, in order."""
    return (question for item in instrument.items.values() for question in questions(item))


def label(name: str, instrument: Instrument) -> str:
    """What one of ``SAID`` says in the language of the moment."""
    said = {
        PURPOSE: str(instrument.purpose),
        CONSENT: str(instrument.consent) + "\n\n" + _("¿Acepta responder?"),
        PROJECT: _("¿De qué proyecto responde?"),
        RESPONDENT: _("¿Cuál es su código?"),
        FAREWELL: _("Gracias. No se pregunta nada más."),
    }
    return said[name]


def choices(item: Item) -> Iterator[tuple[str, str]]:
    """The codes and labels one may choose from, in the language of the moment; the last two say why there is none."""
    if item.kind is Kind.SCALE:
        yield from ((str(level), f"{level} · {anchor}") for level, anchor in enumerate(item.anchors))
    yield from ((option.id, str(option.text)) for option in item.options)
    yield from missing()


def missing() -> Iterator[tuple[str, str]]:
    """The codes and labels of why there is no answer, in the language of the moment."""
    return ((each.value, _(each.label)) for each in Missing)


def yes_no() -> Iterator[tuple[str, str]]:
    """The codes and labels of consent, in the language of the moment."""
    return iter(((YES, _("Sí, acepto")), (NO, _("No acepto"))))


def spoken() -> Iterator[str]:
    """Each of our languages, spoken while it is the turn of it."""
    for code in LANGUAGES:
        with speaking(code):
            yield code
