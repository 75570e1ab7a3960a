"""The pages of a PDF as they are seen: the words in each piece, where they stand, and a picture of the whole."""

from __future__ import annotations

import ctypes
import math
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import pypdfium2
from pypdfium2 import raw

from workbench.exchange.pdf_plan import opened

PDFIUM = Lock()
"""Whoever reads or draws a page holds it: PDFium does one thing at a time."""
LOOSE = -1
"""The mark of what stands outside every mark: page numbers, repeated heads, whatever somebody added."""
OBJECTS = 5_000
"""Things on one page; ours have hundreds."""
SCALE = 1
"""Dots a point: in its greys a comma of the smallest type differs from a point."""
_LETTERS = 4_000
_NO_BOX = (1e9, 1e9, -1e9, -1e9)
Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the lower left corner."""


@dataclass(frozen=True)
class Sheet:
    """One page. ``words`` and ``boxes`` by mark; ``picture`` is packed, '' where it was not safe to draw."""

    size: tuple[float, float]
    words: Mapping[int, str]
    boxes: Mapping[int, Box]
    picture: bytes

    def differing(self, other: Sheet) -> list[int]:
        """The marks in whose place two pictures of one size differ, the most different first."""
        wide, high = (math.ceil(edge * SCALE) for edge in self.size)
        ours, theirs = (np.frombuffer(zlib.decompress(each.picture), np.uint8) for each in (self, other))
        if ours.size != theirs.size or ours.size % high:
            return []
        apart = (ours != theirs).reshape(high, -1)
        found = {mark: int(_part(apart, box, self.size[1], wide).sum()) for mark, box in self.boxes.items()}
        return sorted((mark for mark, dots in found.items() if dots), key=lambda mark: -found[mark])


def _part(dots: Any, box: Box, high: float, wide: int) -> Any:
    left, bottom, right, top = box
    rows = slice(max(0, int((high - top) * SCALE) - 1), int((high - bottom) * SCALE) + 2)
    return dots[rows, max(0, int(left * SCALE) - 1) : min(wide, int(right * SCALE) + 2)]


def sheets(data: bytes, unsafe: frozenset[int]) -> Iterator[Sheet]:
    """Every page in its order; of those in ``unsafe``, by number from 0, neither words nor picture.

    Raises pypdfium2.PdfiumError where PDFium cannot read the file.
    """
    with PDFIUM:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    try:
        for at in range(count):
            yield Sheet((0, 0), {}, {}, b"") if at in unsafe else _sheet(document, at)
    finally:
        with PDFIUM:
            document.close()


def _sheet(document: pypdfium2.PdfDocument, at: int) -> Sheet:
    with PDFIUM:
        page = document[at]
        words: dict[int, list[str]] = {}
        boxes: dict[int, Box] = {}
        try:
            size = page.get_size()
            things = raw.FPDFPage_CountObjects(page)
            if things > OBJECTS:
                return Sheet(size, {}, {}, b"")
            letters = page.get_textpage()
            for number in range(things):
                _note(raw.FPDFPage_GetObject(page, number), letters, words, boxes)
            letters.close()
            drawn = page.render(scale=SCALE, grayscale=True, may_draw_forms=False, draw_annots=False)
            picture = zlib.compress(bytes(drawn.buffer), 1)
            drawn.close()
        finally:
            page.close()
    return Sheet(size, {mark: " ".join(" ".join(said).split()) for mark, said in words.items()}, boxes, picture)


def _note(thing: Any, letters: Any, words: dict[int, list[str]], boxes: dict[int, Box]) -> None:
    """Put the words and the place of a thing under its mark."""
    mark = raw.FPDFPageObj_GetMarkedContentID(thing)
    edges = [ctypes.c_float() for _edge in range(4)]
    if raw.FPDFPageObj_GetBounds(thing, *edges):
        left, bottom, right, top = (edge.value for edge in edges)
        known = boxes.get(mark, _NO_BOX)
        boxes[mark] = (min(known[0], left), min(known[1], bottom), max(known[2], right), max(known[3], top))
    if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_TEXT:
        room = (ctypes.c_ushort * _LETTERS)()
        size = raw.FPDFTextObj_GetText(thing, letters, room, 2 * _LETTERS)
        text = bytes(room)[: max(0, min(size, 2 * _LETTERS) - 2)].decode("utf-16-le", "replace")
        words.setdefault(mark, []).append(text)


@dataclass(frozen=True)
class Foreign:
    """What a PDF has that the program never writes, by the names of PDF: in the whole, and by page, from 0.

    ``unsafe`` are the pages that are not opened: each reader may draw them otherwise, or without end.
    """

    whole: tuple[str, ...]
    pages: Mapping[int, tuple[str, ...]]
    unsafe: frozenset[int]
    count: int


def foreign(data: bytes) -> Foreign:
    """Look for what our files never hold. Raises PlanRefused."""
    with opened(data) as pdf:
        whole = tuple(name for name in _ACTIVE if name in pdf.Root)
        whole += ("/JavaScript",) if "/JavaScript" in pdf.Root.get("/Names", {}) else ()
        drawn = {at: _drawn(page.obj) for at, page in enumerate(pdf.pages)}
        beside = {at: _beside(page.obj) for at, page in enumerate(pdf.pages)}
    pages = {at: tuple(sorted(drawn[at] | beside[at])) for at in drawn if drawn[at] | beside[at]}
    return Foreign(whole, pages, frozenset(at for at, odd in drawn.items() if odd), len(drawn))


def _drawn(page: Any) -> set[str]:
    """What a page may draw besides words and lines."""
    resources = page.get("/Resources", {})
    found = {name for name in resources.keys() - _RESOURCES if len(resources[name])}
    return found | {str(font.get("/Subtype")) for font in resources.get("/Font", {}).values()} - {"/TrueType"}


def _beside(page: Any) -> set[str]:
    """What stands on a page besides its contents: notes other than links, other edges."""
    notes = page.get("/Annots", [])
    found = set(page.keys()) - _PAGE | {str(note.get("/Subtype")) for note in notes} - {"/Link"}
    return found | ({"/AP"} if any("/AP" in note for note in notes) else set())


_ACTIVE = ("/OpenAction", "/AA", "/AcroForm", "/OCProperties")
_RESOURCES = frozenset(("/Font", "/ProcSet"))
_PAGE = frozenset(("/Type", "/Rotate", "/Tabs", "/Contents", "/Trans", "/Parent", "/MediaBox", "/StructParents",
                   "/Resources", "/Annots"))  # fmt: skip
