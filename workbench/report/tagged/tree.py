"""Writes the structure tree that grew on the canvas into the file."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from workbench.report.tagged.canvas import Node, Note, Piece

MAY_BE_EMPTY = frozenset({"TD", "TH"})


def write_tree(pdf: pikepdf.Pdf, root: Node) -> None:
    """Give ``pdf`` the tree under ``root``, and readers the way back from every piece to its element."""
    writer = _Writer(pdf)
    top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    top.K = writer.element(root, top)
    top.ParentTree = writer.parent_tree()
    top.ParentTreeNextKey = len(writer.pages) + len(writer.notes)
    pdf.Root.StructTreeRoot = top
    pdf.Root.MarkInfo = Dictionary(Marked=True)


class _Writer:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.pages: list[Any] = [page.obj for page in pdf.pages]
        self.elements: list[dict[int, Any]] = [{} for _ in self.pages]  # by page and mark
        self.notes: list[Any] = []
        self.shared: dict[Any, Any] = {}

    def element(self, node: Node, parent: Any) -> Any:
        """The structure element of ``node`` with everything below it."""
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + node.role), P=parent))
        for key, value in node.attributes.items():
            element[f"/{key}"] = self.attribute(value) if key == "A" else String(value)
        home = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if home is not None:
            element.Pg = self.pages[home]
        kids = [
            self.kid(kid, element, home)
            for kid in node.kids
            if not isinstance(kid, Node) or kid.kids or kid.role in MAY_BE_EMPTY
        ]
        element.K = kids[0] if len(kids) == 1 else Array(kids)
        return element

    def kid(self, kid: Node | Piece | Note, element: Any, home: int | None) -> Any:
        """A kid as the element's K holds it: an element, a reference to an annotation, or a piece's mark."""
        if isinstance(kid, Node):
            return self.element(kid, element)
        page = self.pages[kid.page]
        if isinstance(kid, Note):
            note = page.Annots[kid.place]
            note.StructParent = len(self.pages) + len(self.notes)
            self.notes.append(element)
            return Dictionary(Type=Name.OBJR, Obj=note, Pg=page)
        self.elements[kid.page][kid.mark] = element
        return kid.mark if kid.page == home else Dictionary(Type=Name.MCR, Pg=page, MCID=kid.mark)

    def attribute(self, attribute: tuple[Any, ...]) -> Any:
        """An attribute object (owner, then pairs); equal ones are written once."""
        if attribute not in self.shared:
            owner, *pairs = attribute
            values = {f"/{key}": _value(value) for key, value in pairs}
            self.shared[attribute] = self.pdf.make_indirect(Dictionary({"/O": Name("/" + owner)} | values))
        return self.shared[attribute]

    def parent_tree(self) -> Any:
        """Page by page the element of every mark, then the element of every annotation."""
        numbers: list[Any] = []
        for key, (page, elements) in enumerate(zip(self.pages, self.elements, strict=True)):
            page.StructParents = key
            page.Tabs = Name.S
            numbers += [key, self.pdf.make_indirect(Array([elements[mark] for mark in range(len(elements))]))]
        for key, element in enumerate(self.notes, len(self.pages)):
            numbers += [key, element]
        return self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return Name("/" + value)
    return Array(value) if isinstance(value, tuple) else value
