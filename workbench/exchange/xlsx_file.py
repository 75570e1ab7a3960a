"""The sheets of a workbook from outside, read as if it meant harm: no macro, link, entity or formula is ever followed.

Only the sheets that are asked for are read whole, and of those only what stands in cells.
"""

from __future__ import annotations

import io
import math
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL

from workbench import limits
from workbench.i18n import N_, _
from workbench.model import messages
from workbench.model.upgrade import PlanRefused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a locked workbook begins, and one of Excel 97."""
LOCKED = "EncryptedPackage".encode("utf-16-le")
MAIN = b"spreadsheetml.sheet.main+xml"
MACROS = (b"macroEnabled", b"vbaProject", b"macrosheet")
BEGINNING = 100_000
"""Bytes within which a sheet of inputs has its code."""
TYPES = "[Content_Types].xml"
_SHARED = re.compile(r"\[Content_Types\]\.xml|_rels/.*|xl/(workbook|styles|sharedStrings)\.xml|xl/_rels/.*")
_ENTITIES = re.compile(rb"<!(DOCTYPE|ENTITY)|^\s*(\xff\xfe|\xfe\xff|<?\x00)")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z0-9:$]{1,40})"')
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,9})"')
_TEXTS = "xl/sharedStrings.xml"
_ITEM = re.compile(rb"<(?:\w+:)?si\b[^>]*>(.*?)</(?:\w+:)?si>", re.DOTALL)
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*>([^<]*)<")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_NOT_XLSX = N_("No es un libro de Excel (.xlsx).")
_LOCKED = N_("El libro está protegido con contraseña: quítela y guárdelo de nuevo.")
_OLD = N_("Es un libro de un formato antiguo: guárdelo como .xlsx.")
_MACROS = N_("El libro tiene macros: guárdelo como .xlsx, sin macros.")
_BROKEN = N_("El libro está dañado y no se puede leer: pida otra copia.")
_XML = N_("El libro tiene partes que ningún programa de hojas de cálculo escribe; no se lee.")
_ROWS = N_("La hoja «{sheet}» tiene más de {most} filas: borre las que están vacías.")


@dataclass(frozen=True)
class Formula:
    """What a cell computes."""

    text: str


@dataclass(frozen=True)
class Fault:
    """What a cell shows where a formula has no value."""

    text: str


Raw = str | float | bool | datetime | Formula | Fault | None
"""What a cell holds."""


@dataclass(frozen=True)
class RawSheet:
    """A sheet: its rows from the first one, ``None`` in empty cells, and the ranges of its merged cells."""

    name: str
    rows: tuple[tuple[Raw, ...], ...]
    merged: tuple[str, ...]

    def cell(self, row: int, column: int) -> Raw:
        """What a cell holds, rows and columns from 0; None beyond the last."""
        there = row < len(self.rows) and column < len(self.rows[row])
        return self.rows[row][column] if there else None


@dataclass(frozen=True)
class RawBook:
    """The sheets that were asked for, and how many there are."""

    sheets: tuple[RawSheet, ...]
    count: int


def read(path: Path, row: int, wanted: Callable[[Raw], bool]) -> RawBook:
    """The sheets whose first cell in a row, from 0, is wanted. Raises PlanRefused with one sentence."""
    try:
        data = limits.read(path, limits.WORKBOOK_BYTES)
        if data.startswith(OLE):
            raise PlanRefused(_(_LOCKED if LOCKED in data else _OLD))
        with _opened(data) as pack:
            limits.listed(pack, limits.WORKBOOK_PARTS, limits.INFLATED_BYTES)
            _trusted(pack)
            pages = _pages(data)
            return RawBook(tuple(_sheets(pages, pack, row, wanted)), len(pages))
    except limits.Refused as error:
        raise PlanRefused(messages.limit_sentence(error.code, error.values)) from error


@dataclass(frozen=True)
class Parts:
    """The sheets of a workbook as they stand in the file, by their names, and the texts that their cells share.

    ``large``: the names of those that are not taken apart for their size.
    """

    sheets: dict[str, bytes]
    texts: tuple[str, ...]
    large: frozenset[str]


def parts_of(data: bytes) -> Parts:
    """The sheets of a workbook that has been read before."""
    with _opened(data) as pack:
        paths = {page.title: page._worksheet_path.removeprefix("/") for page in _pages(data)}
        large = {title for title, path in paths.items() if pack.getinfo(path).file_size > limits.COMPARED_BYTES}
        sheets = {title: _part(pack, path) for title, path in paths.items() if title not in large}
        shared = _part(pack, _TEXTS) if _TEXTS in pack.namelist() else b""
    items = ("".join(map(told_in, _TEXT.findall(item))) for item in _ITEM.findall(shared))
    return Parts(sheets, tuple(items), frozenset(large))


def told_in(text: bytes) -> str:
    """What a text of a part says; bytes that are none stand for nothing that was written here."""
    return unescape(text.decode(errors="replace"))


def _opened(data: bytes) -> ZipFile:
    try:
        return ZipFile(io.BytesIO(data))
    except Exception as error:  # a list of parts may be broken in many ways, and each has errors of its own
        raise PlanRefused(_(_BROKEN if data.startswith(b"PK") else _NOT_XLSX)) from error


def _trusted(pack: ZipFile) -> None:
    """Raise PlanRefused where a ZIP is no workbook, has macros, or says more in XML than a workbook needs."""
    if TYPES not in pack.namelist():
        raise PlanRefused(_(_NOT_XLSX))
    types = _part(pack, TYPES)
    if any(mark in types for mark in MACROS) or any("vbaProject" in name for name in pack.namelist()):
        raise PlanRefused(_(_MACROS))
    if MAIN not in types or "xl/workbook.xml" not in pack.namelist():
        raise PlanRefused(_(_NOT_XLSX))
    for name in pack.namelist():
        if _SHARED.fullmatch(name):
            _plain(_part(pack, name))


def _part(pack: ZipFile, name: str) -> bytes:
    if pack.getinfo(name).file_size > limits.SHEET_BYTES:
        raise limits.Refused("huge", most=str(limits.SHEET_BYTES // limits.MEGABYTE))
    try:
        return pack.read(name)
    except Exception as error:  # zlib, bz2 and lzma each have their own, and a part may be of any of them
        raise PlanRefused(_(_BROKEN)) from error


def _plain(data: bytes) -> None:
    if _ENTITIES.search(data):
        raise PlanRefused(_(_XML))


def _pages(data: bytes) -> list[Any]:
    with _careful():
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        return [page for page in book.worksheets if hasattr(page, "_worksheet_path")]


def _sheets(pages: list[Any], pack: ZipFile, row: int, wanted: Callable[[Raw], bool]) -> Iterator[RawSheet]:
    for page in pages:
        name = page._worksheet_path.removeprefix("/")
        if not _begins(pack, name, row) or not wanted(_first(page, row)):
            continue
        part = _part(pack, name)
        _plain(part)
        if max((int(each[1]) for each in _ROW.finditer(part)), default=0) > limits.SHEET_ROWS:
            raise PlanRefused(_(_ROWS).format(sheet=messages.short(page.title), most=limits.SHEET_ROWS))
        merged = tuple(each[1].decode() for each in _MERGED.finditer(part))
        yield RawSheet(page.title, _rows(page), merged)


def _begins(pack: ZipFile, name: str, row: int) -> bool:
    """Whether a sheet has the first cell of a row near its beginning: most of a workbook need not be parsed for it."""
    try:
        with pack.open(name) as part:
            return f'"A{row + 1}"'.encode() in part.read(BEGINNING)
    except Exception as error:  # each way of packing has errors of its own
        raise PlanRefused(_(_BROKEN)) from error


def _first(page: Any, row: int) -> Raw:
    """The first cell of a row; None where it cannot be read: sheets that nobody wants need not be as we know them."""
    with suppress(PlanRefused), _careful():
        found = next(iter(page.iter_rows(row + 1, row + 1, 1, 1)), ())
        return _raw(found[0]) if found else None
    return None


@contextmanager
def _careful() -> Iterator[None]:
    """What a library says of a file that is not as it should be is one sentence of ours."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Exception as error:
        raise PlanRefused(_(_BROKEN)) from error


def _rows(page: Any) -> tuple[tuple[Raw, ...], ...]:
    with _careful():
        wide = min(page.max_column or limits.COLUMNS, limits.COLUMNS)
        rows = page.iter_rows(max_row=limits.SHEET_ROWS, max_col=wide)
        return tuple(tuple(None if cell is EMPTY_CELL else _raw(cell) for cell in row) for row in rows)


def _raw(cell: Any) -> Raw:
    value = cell.value
    if value is None:
        return None
    kind = cell.data_type
    if kind == "f":
        return Formula(value if isinstance(value, str) else str(getattr(value, "text", "")))
    if kind == "e":
        return Fault(str(value))
    if isinstance(value, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, time | timedelta):
        return Fault(str(value))
    if isinstance(value, bool):
        return value
    number = float(value)
    return number if math.isfinite(number) else Fault(str(number))
