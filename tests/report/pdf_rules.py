"""The rules of PDF/UA-1 and PDF/A-3a that pikepdf alone can check, and some that validators leave out.

``problems(path)`` gives every break as 'rule: what'. It shares no code with the writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "EI", "INLINE IMAGE", "Tj", "TJ", "'", '"'}
ROLES = {
    *("Document", "Part", "Sect", "Div", "Caption", "TOC", "TOCI", "P", "H1", "H2", "H3", "H4", "H5", "H6"),
    *("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
    *("Span", "Quote", "Note", "Reference", "Link", "Annot", "Figure", "Form"),
}
KIDS = {
    "Table": {"THead", "TBody", "TFoot", "TR", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI", "TOC", "Caption"},
}
PARENTS = {
    "THead": {"Table"},
    "TBody": {"Table"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "Lbl": {"LI", "Note"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
NEVER_EMPTY = {"P", "H1", "H2", "H3", "Link", "Lbl", "LBody", "Figure"}
HIDDEN = 2  # annotation flag
PRINTED = 4  # annotation flag


@dataclass
class Element:
    """A structure element as the rules see it."""

    role: str
    kids: list[Element]
    attributes: dict[str, Any]

    def span(self, name: str) -> int:
        return int(self.attributes.get(name, 1))


@dataclass
class Check:
    """One file under examination."""

    pdf: pikepdf.Pdf
    found: list[str] = field(default_factory=list)
    pieces: dict[tuple[int, int], str] = field(default_factory=dict)  # page and mark: the role the mark names
    claimed: dict[tuple[int, int], Any] = field(default_factory=dict)  # page and mark: the element that has it
    notes: dict[Any, tuple[str, Any]] = field(default_factory=dict)  # annotation: role and element that have it
    headings: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pages = list(self.pdf.pages)
        self.number = {page.obj.objgen: n for n, page in enumerate(self.pages)}

    def require(self, fine: object, rule: str, *what: object) -> None:
        """Note a break of ``rule`` unless ``fine``."""
        if not fine:
            self.found.append(f"{rule}: {' '.join(map(str, what))}")


def problems(path: Path | str) -> list[str]:
    """Every rule that the file at ``path`` breaks."""
    with pikepdf.open(path) as pdf:
        check = Check(pdf)
        _document(check)
        for n, page in enumerate(check.pages):
            _page(check, n, page)
            _content(check, n, page)
        _fonts(check)
        if "/StructTreeRoot" not in pdf.Root:
            return [*check.found, "tree: none"]
        _tree(check)
        _way_back(check)
        _annotations(check)
        return check.found


def _document(check: Check) -> None:
    root = check.pdf.Root
    check.require(root.get("/MarkInfo", {}).get("/Marked"), "marked", "not said to be tagged")
    check.require(re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", str(root.get("/Lang", ""))), "lang", "document")
    check.require(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"), "title", "the file name is shown instead")
    check.require("/Outlines" in root, "bookmarks", "none")
    check.require("/OutputIntents" in root, "colour", "no output intent")
    metadata = root.Metadata.read_bytes().decode() if "/Metadata" in root else ""
    check.require(re.search(r'pdfuaid:part="1"', metadata), "xmp", "not identified as PDF/UA-1")
    check.require(re.search(r'pdfaid:part="3" pdfaid:conformance="A"', metadata), "xmp", "not identified as PDF/A-3a")
    title = re.search(r"<dc:title>.*?>([^<]+)</rdf:li>", metadata, re.S)
    check.require(title, "xmp", "no title")
    associated = [spec.objgen for spec in root.get("/AF", [])]
    for name, spec in check.pdf.attachments.items():
        check.require(spec.obj.objgen in associated, "attachment", name, "is not an associated file")
        check.require("/AFRelationship" in spec.obj, "attachment", name, "without relationship")


def _page(check: Check, n: int, page: pikepdf.Page) -> None:
    keys = [other.obj.get("/StructParents") for other in check.pages]
    key = page.obj.get("/StructParents")
    check.require(key is not None and keys.count(key) == 1, "structparents", "page", n + 1)
    check.require(page.obj.get("/Tabs") == Name.S, "tabs", "page", n + 1)


def _content(check: Check, n: int, page: pikepdf.Page) -> None:
    """Everything painted is an artifact or one piece; marks do not nest and do not cross text objects."""
    open_marks: list[tuple[str, int | None, bool]] = []
    in_text = False
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC" as kind:
                mark = _mark(operands) if kind == "BDC" else None
                role = str(operands[0])[1:]
                check.require(not open_marks, "nesting", role, "inside", *open_marks[-1:], "page", n + 1)
                if mark is not None:
                    check.require((n, mark) not in check.pieces, "mark", mark, "twice on page", n + 1)
                    check.pieces[n, mark] = role
                open_marks.append((role, mark, in_text))
            case "EMC":
                check.require(open_marks, "nesting", "an end without begin, page", n + 1)
                if open_marks:
                    check.require(open_marks.pop()[2] == in_text, "nesting", "across a text object, page", n + 1)
            case "BT" | "ET" as edge:
                in_text = edge == "BT"
            case painter if painter in PAINTING:
                fine = open_marks and (open_marks[-1][0] == "Artifact" or open_marks[-1][1] is not None)
                check.require(fine, "untagged", painter, "on page", n + 1)
    check.require(not open_marks, "nesting", "left open on page", n + 1)


def _mark(operands: Any) -> int | None:
    mark = operands[1].get("/MCID") if isinstance(operands[1], Dictionary) else None
    return None if mark is None else int(mark)


def _fonts(check: Check) -> None:
    fonts = {
        font.objgen: font for page in check.pages for font in dict(page.resources.get("/Font", Dictionary())).values()
    }
    for font in fonts.values():
        descriptor = font.get("/FontDescriptor") or font.get("/DescendantFonts", [{}])[0].get("/FontDescriptor")
        name = font.get("/BaseFont")
        embedded = descriptor is not None and any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))
        check.require(embedded, "font", "not embedded", name)
        check.require("/ToUnicode" in font, "font", "no ToUnicode", name)


def _tree(check: Check) -> None:
    root = check.pdf.Root.StructTreeRoot
    for top in _list(root.K):
        _element(check, top, root, "Root")
    for where in sorted(set(check.pieces) - set(check.claimed)):
        check.require(False, "orphan", "a piece of page", where[0] + 1, "has no element")
    for before, heading in zip([0, *check.headings], check.headings, strict=False):
        check.require(heading <= before + 1, "headings", f"H{heading} after H{before}")


def _element(check: Check, element: Any, parent: Any, above: str) -> Element:
    role = str(element.S)[1:]
    check.require(role in ROLES, "role", role)
    check.require(element.P.objgen == parent.objgen, "parent", role, "does not point back")
    check.require(above not in KIDS or role in KIDS[above], "kids", role, "in", above)
    check.require(role not in PARENTS or above in PARENTS[role], "parents", role, "in", above)
    attributes = {key: value for one in _list(element.get("/A", Dictionary())) for key, value in one.items()}
    if re.fullmatch("H[1-6]", role):
        check.headings.append(int(role[1]))
    kids = _list(element.get("/K", Array([])))
    below = Element(role, list(_kids(check, element, role, kids)), attributes)
    _rules_of(check, element, below, kids)
    return below


def _kids(check: Check, element: Any, role: str, kids: list[Any]) -> Iterator[Element]:
    """The elements below; pieces and annotations among the kids are noted as claimed."""
    for kid in kids:
        if not isinstance(kid, Dictionary):
            _claim(check, (check.number[element.Pg.objgen], int(kid)), element, role)
        elif kid.get("/Type") == Name.MCR:
            _claim(check, (check.number[kid.Pg.objgen], int(kid.MCID)), element, role)
        elif kid.get("/Type") == Name.OBJR:
            check.notes[kid.Obj.objgen] = (role, element.objgen)
        else:
            yield _element(check, kid, element, role)


def _claim(check: Check, piece: tuple[int, int], element: Any, role: str) -> None:
    check.require(piece not in check.claimed, "claimed", "twice", piece)
    check.claimed[piece] = element.objgen
    check.require(piece in check.pieces, "claimed", "not in the content", piece)
    said = check.pieces.get(piece, role)
    check.require(role in (said, "Link"), "claimed", "the mark says", said, "the tree", role)


def _rules_of(check: Check, element: Any, below: Element, kids: list[Any]) -> None:
    check.require(kids or below.role not in NEVER_EMPTY, "empty", below.role)
    match below.role:
        case "TH":
            scopes = (Name.Row, Name.Column, Name.Both)
            check.require(below.attributes.get("/Scope") in scopes, "scope", "a head cell without scope")
        case "Figure":
            check.require(str(element.get("/Alt", "")).strip(), "alt", "a figure without alternative text")
            check.require("/BBox" in below.attributes, "bbox", "a figure without its box")
        case "Link":
            has_note = any(isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR for kid in kids)
            check.require(has_note, "link", "without annotation")
        case "Table":
            _table(check, below)


def _table(check: Check, table: Element) -> None:
    """Every row has as many columns, spans counted, and there are head cells."""
    sections = [kid.kids if kid.role in ("THead", "TBody", "TFoot") else [kid] for kid in table.kids]
    rows = [row for section in sections for row in section if row.role == "TR"]
    widths, reaching_down = set(), []
    for row in rows:
        spans = [(cell.span("/ColSpan"), cell.span("/RowSpan")) for cell in row.kids]
        widths.add(sum(width for width, _height in [*spans, *reaching_down]))
        reaching_down = [(width, height - 1) for width, height in [*spans, *reaching_down] if height > 1]
    check.require(len(widths) <= 1, "regular", "rows of", sorted(widths), "columns")
    heads = any(cell.role == "TH" for row in rows for cell in row.kids)
    check.require(heads or not rows, "table", "without head cells")
    parts = [kid.role for kid in table.kids]
    check.require("TBody" in parts or "THead" not in parts, "table", "a head without a body")


def _back(check: Check) -> dict[int, Any]:
    numbers = list(check.pdf.Root.StructTreeRoot.get("/ParentTree", Dictionary()).get("/Nums", []))
    return {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}


def _way_back(check: Check) -> None:
    back = _back(check)
    for (n, mark), element in check.claimed.items():
        row = back.get(int(check.pages[n].obj.get("/StructParents", -1)))
        known = row is not None and mark < len(row) and isinstance(row[mark], Dictionary)
        check.require(known and row[mark].objgen == element, "parenttree", "page", n + 1, "mark", mark)


def _annotations(check: Check) -> None:
    back = _back(check)
    for n, page in enumerate(check.pages):
        for note in page.obj.get("/Annots", []):
            if note.Subtype == Name.Popup or int(note.get("/F", 0)) & HIDDEN or _is_invisible_signature(note):
                continue
            wanted = {"/Link": "Link", "/Widget": "Form"}.get(str(note.Subtype), "Annot")
            role, element = check.notes.get(note.objgen, ("", None))
            check.require(role == wanted, "annotation", "not in a", wanted, "on page", n + 1)
            parent = back.get(int(note.get("/StructParent", -1)))
            check.require(parent is not None and parent.objgen == element, "parenttree", "annotation on page", n + 1)
            check.require(int(note.get("/F", 0)) & PRINTED, "annotation", "is not printed, page", n + 1)
            if wanted == "Link":
                check.require(str(note.get("/Contents", "")), "contents", "a link without words, page", n + 1)


def _is_invisible_signature(note: Any) -> bool:
    x, y, right, top = (float(edge) for edge in note.Rect)
    return note.Subtype == Name.Widget and x == right and y == top


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, Array) else [value]
