"""The canvas that knows which tag every drawn thing belongs to, and grows the structure tree while it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

PAINTING = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "EI"])
PRINT = 4  # annotation flag: PDF/A wants every annotation to be printed


class Piece(NamedTuple):
    """Marked content: the page, counted from 0, and the number of the mark on it."""

    page: int
    mark: int


class Note(NamedTuple):
    """An annotation: the page, counted from 0, and its place among the annotations of the page."""

    page: int
    place: int


@dataclass(slots=True, eq=False)
class Node:
    """A structure element while the document grows."""

    role: str
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Node | Piece | Note] = field(default_factory=list)


class Late(NamedTuple):
    """Something to draw when all pages are known: where, inside which tag, and how."""

    page: int
    place: str
    node: Node | None
    mark: int
    draw: Callable[[TaggedCanvas], None]


class TaggedText(PDFTextObject):
    """A text object that marks its words, and the words of links inside them, as pieces of the open tag."""

    node: Node | None = None
    links: dict[Any, Node] | None = None

    @property
    def marked(self) -> bool:
        """Whether this text writes marks of its own; the words in a figure belong to the figure's one mark."""
        return self.node is not None and self.node.role != "Figure"

    def getCode(self) -> str:
        if self.node is None:
            return f"/Artifact BMC {super().getCode()} EMC"
        if self.marked:
            self._code.append("EMC")
        return str(super().getCode())

    def _textOut(self, text: Any, TStar: int = 0) -> None:
        # The end of a line is the end of a word, for whom only reads the words; reportlab writes no space there.
        if TStar and self.marked and type(text) is str and not text.endswith("-"):
            text += " "
        super()._textOut(text, TStar)

    def _linkRecord(self, link: Any, event: str) -> None:
        """Called by Paragraph after the first words of a link are written, and at the link's end."""
        if self.node is None or not self.marked:
            return
        if event == "end":
            self._code.append("EMC " + self._canvas.begin_piece(self.node))
            return
        self.links = self.links or {}
        if link not in self.links:
            self.links[link] = Node("Link")
            self.node.kids.append(self.links[link])
        self._canvas.expect_note(self.links[link])
        self._code.insert(-1, "EMC " + self._canvas.begin_piece(self.links[link]))


class TaggedCanvas(Canvas):
    """A canvas whose drawing is tagged; ``root`` is the tree, ``pages`` the page of every heading's key.

    ``starts``: the pages at which page numbers begin anew, by what begins there.
    ``titles`` says in words what a destination is; links to it carry them.
    """

    def __init__(self, *args: Any, titles: dict[str, str] | None = None, **options: Any) -> None:
        self.root = Node("Document")
        self.pages: dict[str, int] = {}
        self.starts: dict[Hashable, int] = {}
        self.page_count = 0
        self._titles = titles or {}
        self._known: dict[Hashable, Node] = {}
        self._open: list[Node | None] = []
        self._awaiting_note: list[Node] = []
        self._mark = 0
        self._sheets: list[Any] = []
        self._late: list[Late] = []
        self._code: list[str]
        self._pageNumber: int
        super().__init__(*args, **options)

    @property
    def tag(self) -> Node | None:
        """The innermost open tag; None where what is drawn is an artifact."""
        return self._open[-1] if self._open else None

    def met(self, key: Hashable) -> bool:
        """Whether the element with this key has been begun."""
        return key in self._known

    def enter(self, role: str | None, key: Hashable = None, **attributes: Any) -> None:
        """Open a tag. A key met before continues its element; no role makes an artifact of what follows."""
        above = self._open[-1] if self._open else self.root
        node = None
        if role is not None and above is not None:
            node = self._known.get(key) if key is not None else None
            if node is None:
                node = Node(role, attributes)
                above.kids.append(node)
                if key is not None:
                    self._known[key] = node
        self._open.append(node)

    def leave(self) -> None:
        """Close the tag opened last."""
        self._open.pop()

    def begin_piece(self, node: Node) -> str:
        """The operator that begins a piece of ``node`` on this page."""
        node.kids.append(Piece(self._pageNumber - 1, self._mark))
        self._mark += 1
        return f"/{node.role} <</MCID {self._mark - 1}>> BDC"

    def expect_note(self, link: Node) -> None:
        """The next annotation belongs to ``link``: reportlab draws the words first."""
        self._awaiting_note.append(link)

    def later(self, draw: Callable[[TaggedCanvas], None]) -> None:
        """Draw one text here, inside the tag open now, when the number of every page is known.

        Saves a second pass over the document for page numbers alone.
        """
        place = f"%late {len(self._late)}"
        self._code.append(place)
        self._late.append(Late(self._pageNumber, place, self.tag, self._mark, draw))
        self._mark += self.tag is not None

    def beginText(self, x: float = 0, y: float = 0, direction: Any = None) -> TaggedText:
        text = TaggedText(self, x, y, direction=direction)
        text.node = self.tag
        if text.node is not None and text.marked:
            text._code.append(self.begin_piece(text.node))
        return text

    def linkRect(self, contents: str, destinationname: str, *args: Any, **options: Any) -> None:
        words = contents or self._titles.get(destinationname, destinationname)
        super().linkRect(words, destinationname, *args, F=PRINT, **options)

    def linkURL(self, url: str, *args: Any, **options: Any) -> None:
        super().linkURL(url, *args, F=PRINT, Contents=PDFString(url), **options)

    def _addAnnotation(self, annotation: Any, name: Any = None, addtopage: int = 1) -> None:
        node = self.tag
        if node is None:  # in an artifact: an annotation outside the tree would break PDF/UA
            return
        note = Note(self._pageNumber - 1, len(self._annotationrefs))
        self._link_of(node).kids.append(note)
        super()._addAnnotation(annotation, name, addtopage)

    def _link_of(self, node: Node) -> Node:
        if self._awaiting_note:
            return self._awaiting_note.pop(0)
        if len(node.kids) == 1 and isinstance(node.kids[0], Node):
            return node.kids[0]  # the second line of a paragraph that is one link
        link = Node("Link", kids=node.kids)
        node.kids = [link]
        return link

    def _setAnnotations(self, page: Any) -> None:
        super()._setAnnotations(page)
        self._sheets.append(page)

    def showPage(self) -> None:
        """End the page; rules, backgrounds and pictures drawn outside a piece become artifacts."""
        inside = False
        for i, item in enumerate(self._code):
            if item.startswith(("BT", "/Artifact")):
                continue
            inside = item.endswith("BDC") or (inside and item != "EMC")
            if not inside and PAINTING.intersection(item.split()):
                self._code[i] = f"/Artifact BMC {item} EMC"
        self._mark = 0
        super().showPage()

    def save(self) -> None:
        if self._code:
            self.showPage()
        self.page_count = self._pageNumber - 1
        for late in self._late:
            self._code.clear()
            self._open = [late.node]
            self._pageNumber, self._mark = late.page, late.mark
            late.draw(self)
            sheet = self._sheets[late.page - 1]
            sheet.stream = sheet.stream.replace(late.place + "\n", "\n".join(self._code) + "\n")
        self._code.clear()
        super().save()
