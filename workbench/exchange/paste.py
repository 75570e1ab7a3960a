"""A copied block as values of fields: decided as a whole, asked about where it can be read in two ways, never guessed.

Three things about a block may be in doubt: its decimal mark (``1.234``), the order of its days (``3/4/2027``), and
whether its shares are fractions (``0,15``). What one cell says surely decides for the others; where cells contradict
each other each column decides for itself; where a column contradicts itself its doubtful cells are told, one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from workbench.exchange.clipboard import Block
from workbench.exchange.targets import DAYS, NUMBERS, How, Kind, Target
from workbench.formats import Formats
from workbench.i18n import N_, _
from workbench.model.messages import short
from workbench.numerals import COMMA, NOTHING, POINT

SAMPLES = 3
_ZERO = re.compile(r"^[\s$]*[-–—]\s*$")
"""How spreadsheets show nothing in the style of accounts."""
NOWHERE = object()
"""The value of an empty cell where nothing is asked."""
Goal = Callable[[int, int], Target | None]
"""What stands at a row and column of the block; None where nothing is asked."""
_NOT_ASKED = N_("En esta línea no se pregunta este dato.")
_TWO_WAYS = {
    "decimal": N_("«{text}» puede ser {one} o {other}: hay números copiados de las dos maneras. Escriba el que es."),
    "day": N_("«{text}» puede ser {one} o {other}: hay fechas copiadas de las dos maneras. Escriba la que es."),
}
_QUESTIONS = {
    "decimal": N_("Los números copiados se pueden leer de dos maneras. ¿Cuál es la correcta?"),
    "day": N_("Las fechas copiadas se pueden leer de dos maneras. ¿Cuál es la correcta?"),
    "percent": N_("Los porcentajes copiados no llevan el signo %. ¿Qué son?"),
}
_CANDIDATES = {
    ",": N_("La coma separa los decimales"),
    ".": N_("El punto separa los decimales"),
    "day": N_("Primero el día"),
    "month": N_("Primero el mes"),
    "percent": N_("Ya son porcentajes"),
    "fraction": N_("Son partes de 1"),
}


@dataclass(frozen=True)
class Cell:
    """A text as copied, and its value, or the sentence that says why it has none."""

    raw: str
    value: Any = None
    sentence: str = ""

    @property
    def understood(self) -> bool:
        return not self.sentence


@dataclass(frozen=True)
class Candidate:
    """One way to read; up to three texts with what they would be, as their fields show it."""

    id: str
    label: str
    samples: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Question:
    """What only the person knows about a block."""

    id: str
    text: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class _Place:
    """A text that may be in doubt: where it stands and what it would be in each way; None where it cannot be."""

    row: int
    column: int
    text: str
    target: Target
    readings: dict[str, Any]

    @property
    def doubtful(self) -> bool:
        one, other = self.readings.values()
        return one is not None and other is not None and one != other

    def shown(self, way: str) -> str:
        """What it would be in one way; a number whose groups of three are in doubt leaves none."""
        value = self.readings[way]
        return self.target.show_surely(value) if way in (",", ".") else self.target.show(value)

    def surely(self) -> str:
        """The only way in which it is something; empty where there is none or it is the same in both."""
        ways = [way for way, value in self.readings.items() if value is not None]
        return ways[0] if len(ways) == 1 else ""


class Doubt:
    """One thing to decide for a block. ``open``: what only the person can say; ``at``: the texts of a cell."""

    def __init__(self, kind: str, ways: tuple[str, str], places: list[_Place], told: str = "") -> None:
        self.kind, self.ways, self.places = kind, ways, places
        self.at: dict[tuple[int, int], list[_Place]] = {}
        for each in places:
            self.at.setdefault((each.row, each.column), []).append(each)
        said = {way for each in places if (way := each.surely())} | ({told} - {""})
        self._block = said.pop() if len(said) == 1 else ""
        self._torn: set[int] = set()
        self._columns: dict[int, str] = {}
        if len(said) > 1:
            self._by_column(told)
        self.open = [each for each in places if each.doubtful and self._is_open(each.column)]

    def _is_open(self, column: int) -> bool:
        return not self.way(column) and not self.is_torn(column)

    def _by_column(self, told: str) -> None:
        for column in {each.column for each in self.places}:
            said = {way for each in self.places if each.column == column and (way := each.surely())} | ({told} - {""})
            if len(said) > 1:
                self._torn.add(column)
            elif said:
                self._columns[column] = said.pop()

    def way(self, column: int) -> str:
        """How a column is read; empty where it is open, contradicts itself or holds nothing of this kind."""
        return self._block or self._columns.get(column, "")

    def is_torn(self, column: int) -> bool:
        """Whether the cells of a column contradict each other."""
        return column in self._torn

    def question(self) -> Question:
        seen: dict[str, _Place] = {}
        for each in self.open:
            seen.setdefault(each.text, each)
        chosen = list(islice(seen.values(), SAMPLES))
        candidates = [
            Candidate(way, _(_CANDIDATES[way]), tuple((short(each.text), each.shown(way)) for each in chosen))
            for way in self.ways
        ]
        return Question(self.kind, _(_QUESTIONS[self.kind]), tuple(candidates))


class Reading:
    """A block being understood: ``questions`` first, then ``cells`` with an answer to each of them."""

    def __init__(self, block: Block, goal: Goal, formats: Formats) -> None:
        self._block, self._here = block, How.here(formats)
        self._targets = [[goal(row, column) for column in range(block.width)] for row in range(block.height)]
        self._doubts = (
            Doubt("decimal", (",", "."), list(self._places(NUMBERS)), block.decimal),
            Doubt("day", ("day", "month"), list(self._places(DAYS))),
            Doubt("percent", ("percent", "fraction"), self._shares()),
        )
        self.questions = tuple(doubt.question() for doubt in self._doubts if doubt.open)

    def cells(self, answers: Mapping[str, str] | None = None) -> tuple[tuple[Cell, ...], ...]:
        """Every cell with its value or its sentence. ``answers``: the candidate chosen for each question.

        Raises KeyError where a question has no answer.
        """
        hows = [self._how(column, answers or {}) for column in range(self._block.width)]
        return tuple(
            tuple(self._cell(row, column, how) for column, how in enumerate(hows)) for row in range(self._block.height)
        )

    def _how(self, column: int, answers: Mapping[str, str]) -> How:
        ways = {}
        for doubt in self._doubts:
            way = doubt.way(column)
            asked = not way and any(place.column == column for place in doubt.open)
            ways[doubt.kind] = answers[doubt.kind] if asked else way
        how = self._here
        if ways["decimal"]:
            how = replace(how, marks=COMMA if ways["decimal"] == "," else POINT)
        if ways["day"]:
            how = replace(how, month_first=ways["day"] == "month")
        return replace(how, fraction=ways["percent"] == "fraction")

    def _cell(self, row: int, column: int, how: How) -> Cell:
        raw, target = self._block.rows[row][column], self._targets[row][column]
        if target is None:
            return Cell(raw, sentence=_(_NOT_ASKED)) if raw.strip() else Cell(raw, NOWHERE)
        for doubt in self._doubts:
            if doubt.is_torn(column):
                for place in doubt.at.get((row, column), ()):
                    if place.doubtful:
                        return Cell(raw, sentence=_torn(doubt, place))
                    how = _with_way(how, place.surely())
        try:
            return Cell(raw, target.read(_ZERO.sub(NOTHING, raw) if target.kind in NUMBERS else raw, how))
        except ValueError as refused:
            return Cell(raw, sentence=str(refused))

    def _places(self, kinds: frozenset[Kind]) -> Iterable[_Place]:
        for row, targets in enumerate(self._targets):
            for column, target in enumerate(targets):
                text = self._block.rows[row][column]
                if target is not None and target.kind in kinds and text.strip():
                    for part in text.split(";") if target.many else (text,):
                        yield _Place(row, column, part.strip(), target, target.readings(part))

    def _shares(self) -> list[_Place]:
        """The shares of columns where none says that it is a percentage, and none can be more than a whole."""
        by_column: dict[int, list[_Place]] = {}
        for place in self._doubts_of_shares():
            by_column.setdefault(place.column, []).append(place)
        found = []
        for places in by_column.values():
            values = [value * 100 for each in places for value in each.readings.values() if value is not None]
            if all(abs(value) <= 1 for value in values) and any(value != int(value) for value in values):
                found += [_share(each) for each in places]
        return found

    def _doubts_of_shares(self) -> Iterable[_Place]:
        return (each for each in self._places(frozenset((Kind.PERCENT,))) if "%" not in each.text)


def understand(block: Block, goal: Goal, formats: Formats) -> Reading:
    """What a block says where it is pasted. Without Qt, and safe in a thread."""
    return Reading(block, goal, formats)


def _share(place: _Place) -> _Place:
    value = next((value for value in place.readings.values() if value is not None), None)
    return replace(place, readings={"percent": value, "fraction": None if value is None else value * 100})


def _with_way(how: How, way: str) -> How:
    if way in (",", "."):
        return replace(how, marks=COMMA if way == "," else POINT)
    return replace(how, month_first=way == "month") if way else how


def _torn(doubt: Doubt, place: _Place) -> str:
    one, other = map(place.shown, place.readings)
    return _(_TWO_WAYS[doubt.kind]).format(text=short(place.text), one=one, other=other)
