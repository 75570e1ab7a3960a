"""The checker is checked: each fault it is there for, planted in a good file, is found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdf_rules import problems
from pikepdf import Array, Dictionary, Name, String

Plant = Callable[[pikepdf.Pdf], object]


def _first(pdf: pikepdf.Pdf, role: str, nth: int = 0) -> Any:
    """The element of this role that is met as number ``nth`` in reading order."""
    found = (one for one in _elements(pdf.Root.StructTreeRoot.K) if Name(role) == one.S)
    return next(islice(found, nth, None))


def _elements(element: Any) -> Iterator[Any]:
    yield element
    for kid in _kids(element):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from _elements(kid)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", Array([]))
    return list(kids) if isinstance(kids, Array) else [kids]


def _drop(place: Callable[[pikepdf.Pdf], Any], key: str) -> Plant:
    return lambda pdf: place(pdf).__delitem__(key)


def _set(place: Callable[[pikepdf.Pdf], Any], key: str, value: Any) -> Plant:
    return lambda pdf: place(pdf).__setitem__(key, value)


def _edit(stream: Callable[[pikepdf.Pdf], Any], old: bytes, new: bytes) -> Plant:
    def edit(pdf: pikepdf.Pdf) -> None:
        before = stream(pdf).read_bytes()
        after = re.sub(old, new, before, count=1, flags=re.S)
        assert after != before
        stream(pdf).write(after)

    return edit


def _root(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root


def _page(pdf: pikepdf.Pdf) -> Any:
    return pdf.pages[3].obj  # prose, a table of facts, links and lists


def _content(pdf: pikepdf.Pdf) -> Any:
    pdf.pages[3].contents_coalesce()
    return pdf.pages[3].obj.Contents


def _metadata(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.Metadata


def _font(pdf: pikepdf.Pdf) -> Any:
    return next(font for name, font in pdf.pages[3].resources.Font.items() if "/FontDescriptor" in font)


def _element(role: str, nth: int = 0) -> Callable[[pikepdf.Pdf], Any]:
    return lambda pdf: _first(pdf, f"/{role}", nth)


def _cell_gone(pdf: pikepdf.Pdf) -> None:
    row = _first(pdf, "/TR", 3)
    row.K = Array(list(row.K)[:-1])


def _note_gone(pdf: pikepdf.Pdf) -> None:
    link = _first(pdf, "/Link")
    link.K = Array([kid for kid in _kids(link) if not isinstance(kid, Dictionary)])


def _order_reversed(pdf: pikepdf.Pdf) -> None:
    document = _first(pdf, "/Document")
    document.K = Array(list(document.K)[::-1])


def _way_back_wrong(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTree.Nums[7][0] = Dictionary()


def _body_gone(pdf: pikepdf.Pdf) -> None:
    head = _first(pdf, "/THead")
    head.P.K = head


FAULTS: dict[str, tuple[str, Plant]] = {
    "not said to be tagged": ("marked", _drop(_root, "/MarkInfo")),
    "no language": ("lang", _drop(_root, "/Lang")),
    "a wrong language": ("lang", _set(_root, "/Lang", String("in English please"))),
    "the file name shown": ("title", _drop(_root, "/ViewerPreferences")),
    "no bookmarks": ("bookmarks", _drop(_root, "/Outlines")),
    "no output intent": ("colour", _drop(_root, "/OutputIntents")),
    "not identified": ("xmp", _edit(_metadata, b'pdfuaid:part="1"', b"")),
    "no title": ("xmp", _edit(_metadata, b"<dc:title>.*</dc:title>", b"")),
    "attachments on their own": ("attachment", _drop(_root, "/AF")),
    "no tree": ("tree", _drop(_root, "/StructTreeRoot")),
    "an untagged line": ("untagged", _edit(_content, rb"/Artifact BMC (n [^E]*?S) EMC", rb"\1")),
    "untagged text": ("untagged", _edit(_content, rb"/P <</MCID \d+>> BDC(.*?)EMC", rb"\1")),
    "a mark twice": ("mark", _edit(_content, rb"/MCID 1>>", rb"/MCID 0>>")),
    "a mark in a mark": ("nesting", _edit(_content, rb"(/P <</MCID \d+>> BDC)(.*?EMC)", rb"/Span BMC \1\2 EMC")),
    "a mark over a text's end": ("nesting", _edit(_content, rb"(/P <</MCID \d+>> BDC.*?)EMC (ET)", rb"\1 \2 EMC")),
    "body text made an artifact": ("claimed", _edit(_content, rb"/P <</MCID \d+>> BDC", rb"/Artifact BMC")),
    "the way back gone": ("parenttree", _drop(lambda pdf: pdf.Root.StructTreeRoot, "/ParentTree")),
    "the way back wrong": ("parenttree", _way_back_wrong),
    "a page without its key": ("structparents", _drop(_page, "/StructParents")),
    "a page without order": ("tabs", _drop(_page, "/Tabs")),
    "a link without words": ("contents", _drop(lambda pdf: _page(pdf).Annots[0], "/Contents")),
    "a link that is not printed": ("annotation", _set(lambda pdf: _page(pdf).Annots[0], "/F", 0)),
    "an annotation without its key": ("parenttree", _drop(lambda pdf: _page(pdf).Annots[0], "/StructParent")),
    "an annotation outside the tree": ("link", _note_gone),
    "no alternative text": ("alt", _drop(_element("Figure"), "/Alt")),
    "a figure without box": ("bbox", _drop(lambda pdf: _first(pdf, "/Figure").A, "/BBox")),
    "a head cell without scope": ("scope", _drop(_element("TH"), "/A")),
    "a heading level skipped": ("headings", _set(_element("H3"), "/S", Name.H5)),
    "no heading of level 1 first": ("headings", _set(_element("H1"), "/S", Name.H2)),
    "all in reverse": ("headings", _order_reversed),
    "a heading said to be text": ("claimed", _set(_element("H3"), "/S", Name.P)),
    "an item that is none": ("kids", _set(_element("LI"), "/S", Name.Sect)),
    "a row that is none": ("kids", _set(_element("TR", 3), "/S", Name.P)),
    "a cell missing": ("regular", _cell_gone),
    "a head without body": ("table", _body_gone),
    "an unknown role": ("role", _set(_element("P", 3), "/S", Name("/Para"))),
    "an element without its piece": ("orphan", _set(_element("P", 3), "/K", Array([]))),
    "a parent elsewhere": ("parent", lambda pdf: _set(_element("P", 3), "/P", _first(pdf, "/P"))(pdf)),
    "a font without its letters": ("font", _drop(_font, "/ToUnicode")),
    "a font not embedded": ("font", _drop(lambda pdf: _font(pdf).FontDescriptor, "/FontFile2")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(drawn: Callable[[str], Path], tmp_path: Path, fault: str) -> None:
    rule, plant = FAULTS[fault]
    with pikepdf.open(drawn("normal")) as pdf:
        plant(pdf)
        pdf.save(tmp_path / "faulty.pdf")
    assert rule in {problem.partition(":")[0] for problem in problems(tmp_path / "faulty.pdf")}
