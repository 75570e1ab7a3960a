"""A PDF as pieces that can be found again in another: each with its words, its name in words and its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workbench.exchange.sheets import LOOSE, Sheet
from workbench.exchange.tags import Mark, Tagged
from workbench.i18n import _

ARROW = " › "
LONGEST = 70
"""Letters of a name; a cell at the head of a row may hold more than its name."""
_DIGITS = re.compile(r"\d[\d.,\s]*")


class Key(NamedTuple):
    """By what a piece is found again: its kind, where it stands, and which of several such it is."""

    role: str
    heading: str
    caption: str
    row: str
    column: str
    number: int = 0


@dataclass(frozen=True)
class Piece:
    """``row`` and ``column``: the words at the head of a cell's row and column; ``page`` from 0."""

    key: Key
    text: str
    page: int
    marks: tuple[Mark, ...]
    row: str = ""
    column: str = ""

    @property
    def place(self) -> str:
        """What it is, in words of the PDF, and the headings it stands under."""
        if self.key.role == "Loose":
            return _("Encabezado, pie o títulos repetidos de la página")
        name, under = ([*map(_short, filter(None, parts))] for parts in ((self.row, self.column), self.key[1:3]))
        return " · ".join(filter(None, (", ".join(name), ARROW.join(dict.fromkeys(under))))) or _("Portada")

    @property
    def has_digits(self) -> bool:
        return bool(_DIGITS.search(self.text))


def pieces(tagged: Sequence[Tagged], sheets: Sequence[Sheet]) -> list[Piece]:
    """Every piece of a document: what is tagged in reading order, then page by page what is not."""
    seen: Counter[Key] = Counter()
    found = []
    for piece in (*_tagged(tagged, sheets), *_loose(sheets)):
        found.append(Piece(piece.key._replace(number=seen[piece.key]), *_rest(piece)))
        seen[piece.key] += 1
    return found


def _rest(piece: Piece) -> tuple[str, int, tuple[Mark, ...], str, str]:
    return piece.text, piece.page, piece.marks, piece.row, piece.column


def _tagged(tagged: Sequence[Tagged], sheets: Sequence[Sheet]) -> Iterator[Piece]:
    heading = ""
    captions: dict[int, str] = {}
    rows: dict[tuple[int, int], str] = {}
    columns: dict[tuple[int, int], str] = {}
    for each in tagged:
        text = " ".join(filter(None, (sheets[at].words.get(mark, "") for at, mark in each.marks if at < len(sheets))))
        page = each.marks[0][0] if each.marks else -1
        row, column = rows.get((each.table, each.row), ""), columns.get((each.table, each.column), "")
        if each.role in ("TH", "TD"):
            key = Key("cell", heading, captions.get(each.table, ""), row, "" if each.in_head else column)
            yield Piece(key, text, page, each.marks, row, "" if each.in_head else column)
        else:
            yield Piece(Key(each.role, heading, "", skeleton(text), ""), text, page, each.marks)
        if each.alt:
            yield Piece(Key("Alt", heading, "", skeleton(each.alt), ""), each.alt, page, each.marks)
        if each.role[:1] == "H" and each.role != "TH":
            heading = text
        elif each.role == "Caption":
            captions[each.table] = text
        elif each.in_head:
            columns[each.table, each.column] = " ".join(filter(None, (column, text)))
        elif each.row >= 0:
            rows.setdefault((each.table, each.row), text)


def _loose(sheets: Sequence[Sheet]) -> Iterator[Piece]:
    for at, sheet in enumerate(sheets):
        yield Piece(Key("Loose", "", "", str(at), ""), sheet.words.get(LOOSE, ""), at, ((at, LOOSE),))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def skeleton(text: str) -> str:
    """A text without its numbers."""
    return _DIGITS.sub("#", text)


class Pairs(NamedTuple):
    """Pieces of two documents that stand for each other, and those of each that stand for none."""

    both: list[tuple[Piece, Piece]]
    missing: list[Piece]
    added: list[Piece]


def paired(ours: Sequence[Piece], theirs: Sequence[Piece]) -> Pairs:
    """Pieces one by one where the documents are built alike; else those with the same key."""
    if [each.key.role for each in ours] == [each.key.role for each in theirs]:
        return Pairs(list(zip(ours, theirs, strict=True)), [], [])
    by_key = {each.key: each for each in theirs}
    both = [(each, by_key[each.key]) for each in ours if each.key in by_key]
    known = {mine.key for mine, _other in both}
    return Pairs(both, [e for e in ours if e.key not in known], [e for e in theirs if e.key not in known])
