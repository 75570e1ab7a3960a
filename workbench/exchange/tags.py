"""What the tags of a PDF say its pieces are: paragraphs, headings, and cells with the heads they stand under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from workbench.exchange.pdf_plan import opened
from workbench.i18n import N_, _
from workbench.model.upgrade import PlanRefused

ELEMENTS = 200_000
DEPTH = 60
TOLD = frozenset(("P", "H1", "H2", "H3", "Caption", "TH", "TD", "Lbl", "LBody", "Figure", "Reference"))
"""What holds words; what is inside it belongs to it."""
_ENDLESS = N_("El PDF está dañado: sus marcas no terminan. Pida otra copia.")
Mark = tuple[int, int]
"""Page, from 0, and the number of the mark on it."""


@dataclass(frozen=True)
class Tagged:
    """One piece. ``alt`` stands for a picture. A cell says its place in its table, a caption its table."""

    role: str
    marks: tuple[Mark, ...]
    alt: str = ""
    table: int = -1
    row: int = -1
    column: int = -1
    in_head: bool = False


def tagged(data: bytes) -> list[Tagged]:
    """Every piece, in reading order. Raises PlanRefused."""
    with opened(data) as pdf:
        pages = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        root = pdf.Root.get("/StructTreeRoot")
        return list(_Reader(pages).pieces(root)) if isinstance(root, pikepdf.Dictionary) else []


class _Reader:
    def __init__(self, pages: dict[tuple[int, int], int]) -> None:
        self.pages, self.left, self.table = pages, ELEMENTS, -1
        self.row = self.column = -1
        self.in_head = False

    def pieces(self, element: pikepdf.Dictionary, depth: int = 0) -> Iterator[Tagged]:
        """The pieces below an element."""
        self._spend(depth)
        role = str(element.get("/S", ""))[1:]
        if role in TOLD:
            marks = tuple(self._marks(element, -1, depth))
            if role in ("TD", "TH"):
                self.column += 1
                yield Tagged(role, marks, "", self.table, self.row, self.column, self.in_head)
                self.column += _columns(element) - 1
            else:
                table = self.table if role == "Caption" else -1
                yield Tagged(role, marks, str(element.get("/Alt", "")), table)
            return
        if role == "Table":
            self.table, self.row = self.table + 1, -1
        elif role == "THead":
            self.in_head = True
        elif role == "TR":
            self.row, self.column = self.row + 1, -1
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from self.pieces(kid, depth + 1)
        if role == "THead":
            self.in_head = False

    def _marks(self, element: pikepdf.Dictionary, page: int, depth: int) -> Iterator[Mark]:
        """The marks below an element, in reading order."""
        self._spend(depth)
        page = self._page(element, page)
        for kid in _kids(element):
            if isinstance(kid, int):
                yield page, kid
            elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
                yield self._page(kid, page), int(kid.MCID)
            elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from self._marks(kid, page, depth + 1)

    def _page(self, element: pikepdf.Dictionary, page: int) -> int:
        named = element.get("/Pg")
        return page if named is None else self.pages.get(named.objgen, page)

    def _spend(self, depth: int) -> None:
        self.left -= 1
        if self.left < 0 or depth > DEPTH:
            raise PlanRefused(_(_ENDLESS))


def _kids(element: pikepdf.Dictionary) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _columns(cell: pikepdf.Dictionary) -> int:
    """How many columns a cell stands over."""
    facts = cell.get("/A")
    return int(facts.get("/ColSpan", 1)) if isinstance(facts, pikepdf.Dictionary) else 1
