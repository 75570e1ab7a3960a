"""Rows of a worksheet as they stand in the file, put beside what XlsxWriter writes.

A calculation has a million cells. XlsxWriter looks at each by itself; here a row's values are printed at once, and the
lines of a block share one formula, which a cell names by its number. The rest of a workbook, and of these sheets, is
XlsxWriter's.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from queue import Queue
from threading import Thread
from xml.sax.saxutils import escape

from workbench.exchange.places import letters

Value = float | str
EMPTY, SIZE = "<sheetData/>", 1 << 20
"""What XlsxWriter writes for a sheet without cells, and the characters handed on at once."""
COLUMNS = tuple(map(letters, range(512)))
"""More than a sheet of ours has: 240 months and what stands before them."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def text(value: str, style: int) -> str:
    """A cell with a text, which is never read as a formula."""
    clean = escape(_ESCAPE.sub("_x005F_", _NOT_XML.sub("", value)))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{clean}</t></is></c>'


def number(value: float, style: int) -> str:
    """A cell with a number."""
    return f'<c s="{style}"><v>{value!r}</v></c>'


def blank(style: int = 0) -> str:
    """A cell with nothing in it."""
    return f'<c s="{style}"/>'


def formula(inside: str, value: Value, style: int) -> str:
    """A cell with a formula of its own, without its equals sign."""
    return _cell(f"<f>{escape(inside)}</f>", value, style)


def cells(first: str, others: str, values: Sequence[Value], style: int) -> str:
    """A row of formulas with their values side by side: ``first`` in the first cell, ``others`` in the rest."""
    if str in map(type, values):
        return _cell(first, values[0], style) + "".join(_cell(others, value, style) for value in values[1:])
    between = f'</v></c><c s="{style}">{others}<v>'
    return f'<c s="{style}">{first}<v>{between.join(map(repr, values))}</v></c>'


def _cell(inside: str, value: Value, style: int) -> str:
    if isinstance(value, str):
        return f'<c s="{style}" t="str">{inside}<v>{escape(value)}</v></c>'
    assert math.isfinite(value), inside
    return f'<c s="{style}">{inside}<v>{value!r}</v></c>'


def row(at: int, inside: str, height: float = 0) -> str:
    """A row of cells that begins in column A. Each says where it stands: not every reader counts them by itself."""
    tall = f' ht="{height}" customHeight="1"' if height else ""
    _none, *parts = inside.split("<c ")
    placed = "".join([f'<c r="{column}{at}" {part}' for column, part in zip(COLUMNS, parts, strict=False)])
    return f'<row r="{at}"{tall}>{placed}</row>'


def tall(said: str, width: int) -> float:
    """The height of a row with a text that is wrapped at some characters: readers do not all work it out."""
    return 14.0 * max(math.ceil(len(said) / width), 1)


def assembled(frame: bytes, heavy: dict[str, Callable[[], Iterable[str]]], stop: Callable[[], None]) -> bytes:
    """A workbook of XlsxWriter's with the rows of some of its sheets, by file (``xl/worksheets/sheet1.xml``).

    ``stop`` is called now and then, and may raise. What is written is compressed beside what is made.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(frame)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, False, 1) as new:
        for name in old.namelist():
            with new.open(name, "w") as file:
                if name in heavy:
                    head, empty, tail = old.read(name).decode().partition(EMPTY)
                    assert empty, f"{name} has cells of its own"
                    _beside(_chunks(head, heavy[name](), tail, stop), file.write)
                else:
                    file.write(old.read(name))
    return made.getvalue()


def _chunks(head: str, rows: Iterable[str], tail: str, stop: Callable[[], None]) -> Iterator[bytes]:
    waiting, size = [head, "<sheetData>"], 0
    for each in rows:
        waiting.append(each)
        size += len(each)
        if size > SIZE:
            stop()
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join((*waiting, "</sheetData>", tail)).encode()


def _beside(chunks: Iterable[bytes], write: Callable[[bytes], object]) -> None:
    """Write pieces in another thread while the next are made; what goes wrong there is raised here."""
    waiting: Queue[bytes | None] = Queue(8)
    wrong: list[BaseException] = []

    def work() -> None:
        while (piece := waiting.get()) is not None:
            if wrong:
                continue
            try:
                write(piece)
            except BaseException as error:
                wrong.append(error)

    thread = Thread(target=work)
    thread.start()
    try:
        for piece in chunks:
            waiting.put(piece)
    finally:
        waiting.put(None)
        thread.join()
    if wrong:
        raise wrong[0]


class Sharing:
    """The formulas that the cells of one sheet share, numbered as they come."""

    def __init__(self) -> None:
        self._count = 0

    def area(self, inside: str, top: int, first: int, lines: int, width: int) -> tuple[str, str]:
        """What the first cell of an area has, and what all others have. ``first``: its column, counted from 0."""
        at, self._count = self._count, self._count + 1
        area = f"{letters(first)}{top}:{letters(first + width - 1)}{top + lines - 1}"
        return f'<f t="shared" ref="{area}" si="{at}">{escape(inside)}</f>', f'<f t="shared" si="{at}"/>'

    def row(self, inside: str, at: int, first: int, values: Sequence[Value], style: int) -> str:
        """Cells side by side that share one formula, written for the first of them."""
        return cells(*self.area(inside, at, first, 1, len(values)), values, style) if values else ""
