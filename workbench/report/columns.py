"""How wide the columns of a table are, in what size of type, and where a table too wide for the page is cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth

from workbench.report.fonts import BOLD

SIZES = (8.5, 8.0, 7.5, 7.0, 6.5)
SMALL = SIZES[3:]
PAD = 4.0  # between the words of a column and its edge, points
FIRST_COLUMN = 0.3  # of the page, at most, where the table must be cut
LONGEST_WORD = 24.0  # in sizes of type; a longer word is broken
WIDE_HEAD = 11.0  # in sizes of type: where there is room, no head over figures, or month among them, is broken below
HEADS = 0.8  # of the room to spare, at most, for such heads and words
NARROWEST_TEXT = 9.0  # in sizes of type, where there is that much to say
BREAKS = re.compile("[ \n]+")  # a no-break space is none
MEASURED = 6  # texts measured of a column: those with most letters
HAIR = 1e-6  # more than the last digit of a sum of widths, which would break a word that just fits


class Need(NamedTuple):
    """What a column needs, in sizes of type: at least, and to be at ease.

    Words are at ease where no cell wraps; figures where their column is as wide as the others of its kind. Over
    figures, ``head`` is what their head, and words among them such as a month, need to be read in few lines.
    """

    least: float
    ample: float
    words: bool = True
    head: float = 0.0


class Sheet(NamedTuple):
    """Columns drawn beside each other, and their widths in points."""

    columns: tuple[int, ...]
    widths: tuple[float, ...]


def need(head: str, figures: Iterable[str], texts: Iterable[str], numeric: bool) -> Need:
    """The need of a column: figures are never broken, words may wrap between words."""
    phrases = [head, *texts]
    figure = _widest(figures)
    word = min(_widest(word for phrase in phrases for word in BREAKS.split(phrase)), LONGEST_WORD)
    if numeric:
        least = max(figure, word)
        whole = _widest(line for phrase in phrases for line in phrase.split("\n"))
        return Need(least, least, words=False, head=max(least, min(whole, WIDE_HEAD)))
    ample = max(figure, _widest(line for phrase in phrases for line in phrase.split("\n")))
    return Need(min(max(figure, word, NARROWEST_TEXT), ample), ample)


def fit(needs: Sequence[Need], page: float, sizes: Sequence[float] = SIZES) -> tuple[float, list[Sheet]]:
    """The size of type and the sheets of a table of these columns on a page of this width.

    The largest of ``sizes`` in which every column has what it needs; where there is none, the largest of those that
    make fewest sheets.
    """
    cuts = {size: _cut(needs, size, page) for size in sizes}
    fewest = min(map(len, cuts.values()))
    roomy = (size for size in sizes if sum(_least(needs, size)) <= page)
    size = next(roomy, None) or next(size for size in sizes if len(cuts[size]) == fewest)
    return size, [Sheet(columns, _spread([needs[i] for i in columns], size, page)) for columns in cuts[size]]


def _widest(texts: Iterable[str]) -> float:
    longest = sorted(set(texts), key=lambda text: (len(text), text))[-MEASURED:]
    return max((float(stringWidth(text, BOLD, 1)) for text in longest), default=0.0) * (1 + HAIR)


def _least(needs: Sequence[Need], size: float) -> list[float]:
    return [need.least * size + 2 * PAD for need in needs]


def _cut(needs: Sequence[Need], size: float, page: float) -> list[tuple[int, ...]]:
    """The columns of each sheet, as even as their widths allow."""
    least = _least(needs, size)
    if sum(least) <= page:
        return [tuple(range(len(needs)))]
    room = page - min(needs[0].ample * size + 2 * PAD, FIRST_COLUMN * page)
    fewest = _pack(least, room, len(needs))
    even = _pack(least, room, ceil((len(needs) - 1) / len(fewest)))
    return even if len(even) == len(fewest) else fewest


def _pack(least: Sequence[float], room: float, most: int) -> list[tuple[int, ...]]:
    """Fill sheets in order, each with the first column and at most ``most`` others."""
    sheets: list[tuple[int, ...]] = []
    filled = room
    for column in range(1, len(least)):
        filled += least[column]
        if not sheets or filled > room or len(sheets[-1]) > most:
            sheets.append((0,))
            filled = least[column]
        sheets[-1] += (column,)
    return sheets


def _spread(needs: Sequence[Need], size: float, page: float) -> tuple[float, ...]:
    """Widths that fill the page: what is left goes to heads, to the words that would wrap, to figures, then to all."""
    widths = _least(needs, size)
    if sum(widths) > page:
        widths[0] = max(FIRST_COLUMN * page, page - sum(widths[1:]))
        return tuple(width * page / sum(widths) for width in widths)
    turns = (
        (HEADS, [need.head for need in needs]),
        (1.0, [need.ample if need.words else 0.0 for need in needs]),
        (1.0, [need.ample for need in needs]),
    )
    for part, aims in turns:
        wishes = [max(aim * size + 2 * PAD - width, 0.0) for aim, width in zip(aims, widths, strict=True)]
        share = min(1.0, part * (page - sum(widths)) / sum(wishes)) if sum(wishes) else 0.0
        widths = [width + share * wish for width, wish in zip(widths, wishes, strict=True)]
    rest = (page - sum(widths)) / len(needs)
    return tuple(width + rest for width in widths)
