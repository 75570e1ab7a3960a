"""Flowables that open tags while reportlab draws them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, ClassVar

from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus.tables import TableRenderCB

from workbench.report.tagged.canvas import TaggedCanvas

SPACE = 14.0  # points after a figure
Path = tuple[tuple[str, Hashable], ...]


class P(Paragraph):
    """A paragraph with a role: one element on however many pages it lies, inside the elements of ``within``.

    reportlab makes the parts of a split paragraph by calling the class with ``frags`` alone; ``carried`` names the
    attributes they take over from the whole.
    """

    carried: ClassVar[tuple[str, ...]] = ("path",)

    def __init__(self, text: str | None, style: Any, role: str = "P", within: Path = (), **options: Any) -> None:
        super().__init__(text, style, **options)
        self.path: Path = (*within, (role, self))

    def split(self, width: float, height: float) -> list[Any]:
        parts: list[Any] = super().split(width, height)
        for part in parts:
            for name in self.carried:
                setattr(part, name, getattr(self, name))
        return parts

    def draw(self) -> None:
        for role, key in self.path:
            self.canv.enter(role, key)
        self.draw_inside()
        for _ in self.path:
            self.canv.leave()

    def draw_inside(self) -> None:
        """Draw with the tags of ``path`` open."""
        super().draw()


class Title(P):
    """A heading: bookmarked as ``label``, its page noted under ``key`` for the table of contents."""

    carried = ("path", "level", "key", "label")

    def __init__(
        self, text: str | None, style: Any, level: int = 1, key: str = "", label: str = "", **options: Any
    ) -> None:
        super().__init__(text, style, role=f"H{level}", **options)
        self.level, self.key, self.label = level, key, label

    def draw_inside(self) -> None:
        if self.key not in self.canv.pages:  # else the second part of a heading torn by a page's end
            self.canv.pages[self.key] = self.canv.getPageNumber()
            self.canv.bookmarkHorizontal(self.key, 0, self.height)
            self.canv.addOutlineEntry(self.label, self.key, self.level - 1)
        super().draw_inside()


class Entry(P):
    """A line of the table of contents: a link to the heading ``key``, and at the right end its page."""

    def __init__(self, text: str, style: Any, contents: Hashable, key: str) -> None:
        within = (("TOC", contents), ("TOCI", (contents, key)))
        super().__init__(f'<a href="#{key}">{text}</a>', style, role="Reference", within=within)
        self.key = key

    def split(self, width: float, height: float) -> list[Any]:
        return []  # moved to the next page whole: its page number stands on the last line

    def draw_inside(self) -> None:
        super().draw_inside()
        self.canv.later(self.draw_page)

    def draw_page(self, canvas: TaggedCanvas) -> None:
        """Write the page number, once it is known, on the last line."""
        canvas.setFont(self.style.fontName, self.style.fontSize)
        baseline = self.style.leading - self.style.fontSize
        canvas.drawRightString(self.width, baseline, str(canvas.pages[self.key]))


class Item(P):
    """A list item: reportlab draws the bullet first, which is the label, then asks for the text of the body."""

    carried = ("path", "body")

    def __init__(self, text: str | None, style: Any, items: Hashable = None, **options: Any) -> None:
        super().__init__(text, style, **options)
        self.path = (("L", items), ("LI", self), ("Lbl", (self, "label")))
        self.body = ("LBody", (self, "body"))

    def beginText(self, x: float, y: float) -> Any:
        self.canv.leave()
        self.canv.enter(*self.body)
        return super().beginText(x, y)


class Figure(Flowable):
    """A drawing of one mark, with the text that stands for it."""

    def __init__(self, drawing: Any, alternative: str) -> None:
        super().__init__()
        self.drawing, self.alternative = drawing, alternative
        self.spaceAfter = SPACE

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = self.drawing.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        box = (*canvas.absolutePosition(0, 0), *canvas.absolutePosition(self.width, self.height))
        layout = ("Layout", ("BBox", tuple(round(edge, 2) for edge in box)), ("Placement", "Block"))
        canvas.enter("Figure", self, Alt=self.alternative, A=layout)
        assert canvas.tag is not None
        canvas._code.append(canvas.begin_piece(canvas.tag))
        self.drawing.drawOn(canvas, 0, 0)
        canvas._code.append("EMC")
        canvas.leave()


class Rows(TableRenderCB):
    """Tags a table while reportlab draws it, page after page; a head row met again is an artifact.

    The head rows are those the table repeats; the first ``row_heads`` columns of the others are their headings.
    """

    def __init__(self, row_heads: int = 1) -> None:
        self.row_heads = row_heads
        self.in_head = False

    def startTable(self, T: Any) -> None:
        T.canv.enter("Table", self)

    def startRow(self, T: Any, row: int) -> None:
        self.in_head = row < T.repeatRows
        part = "THead" if self.in_head else "TBody"
        key = (self, "row", row) if self.in_head else None
        repeated = key is not None and T.canv.met(key)
        T.canv.enter(part, (self, part))
        T.canv.enter(None if repeated else "TR", key)

    def startCell(self, T: Any, row: int, column: int, *_: Any) -> None:
        scope = "Column" if self.in_head else "Row" if column < self.row_heads else None
        span = T._spanRanges.get((column, row)) if T._spanCmds else None
        last_column, last_row = span[2:] if span else (column, row)
        facts: list[tuple[str, Any]] = [("Scope", scope)] if scope else []
        spans = (("ColSpan", last_column - column + 1), ("RowSpan", last_row - row + 1))
        facts += [(name, count) for name, count in spans if count > 1]
        T.canv.enter("TH" if scope else "TD", **({"A": ("Table", *facts)} if facts else {}))

    def endCell(self, T: Any) -> None:
        T.canv.leave()

    def endRow(self, T: Any) -> None:
        T.canv.leave()
        T.canv.leave()

    def endTable(self, T: Any) -> None:
        T.canv.leave()

    def startBG(self, T: Any) -> None:
        """Backgrounds and lines are drawn outside the cells' tags and become artifacts by themselves."""

    endBG = startLines = endLines = startBG
