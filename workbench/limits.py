"""How much a file from outside may hold, checked before anything parses it.

Texts are marked one floor up, so these errors carry a code and its values; ``workbench.model.messages`` says them.
"""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

MEGABYTE = 1_000_000
PLAN_BYTES = 20 * MEGABYTE
PDF_BYTES = 100 * MEGABYTE
INFLATED_BYTES = 400 * MEGABYTE
"""All the compressed parts of a PDF together, once unpacked."""
WORKBOOK_BYTES = 50 * MEGABYTE
WORKBOOK_PARTS = 2_000
"""Files packed in a workbook."""
SHEET_BYTES = 60 * MEGABYTE
"""One part of a workbook that is read, unpacked."""
COMPARED_BYTES = 20 * MEGABYTE
"""A sheet of a calculation, taken apart cell by cell beside the one that was written."""
SHEET_ROWS = 20_000
"""Rows of a sheet that is read, empty ones too."""
PACKAGE_BYTES = 20 * MEGABYTE
"""A survey package."""
PACKAGE_PARTS = 10_000
"""Its instrument, its round and their sheets."""
PACKAGE_UNPACKED = 100 * MEGABYTE
DEPTH = 40
VALUES = 200_000
LINES = 1_000
"""Rows in one table of a plan."""
TEXT = 20_000
"""Characters of its longest text."""
COLUMNS = 400
"""Columns of a table from outside: more than the months of the longest plan and what may stand before them."""

LOCKED = 0x1
"""The flag of a part of a ZIP that needs a password."""
_JSON_MARK = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{},]', re.DOTALL)
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_STREAM = re.compile(rb"stream\r?\n")


class Refused(ValueError):
    """A file from outside breaks a limit. ``code`` names which, ``values`` fill its sentence."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def is_text(text: str) -> bool:
    """Whether a text has no control characters but tabs and breaks, and no halves of characters."""
    return not _UNFIT.search(text)


def read(path: Path, most: int) -> bytes:
    """The bytes of a file of at most ``most`` bytes. Raises Refused, also where it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise Refused("unreadable", file=path.name) from error
    if len(data) > most:
        raise Refused("huge", most=str(most // MEGABYTE))
    return data


def json_value(data: bytes) -> Any:
    """The value of a JSON text in UTF-8, its size, depth and count checked first.

    Raises Refused: also for a repeated key, NaN, an endless number or a control character in a text.
    """
    if len(data) > PLAN_BYTES:
        raise Refused("huge", most=str(PLAN_BYTES // MEGABYTE))
    _count(data)
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise Refused("not_json", line=str(error.lineno), column=str(error.colno)) from error
    except UnicodeDecodeError as error:
        raise Refused("not_utf8") from error
    except ValueError as error:
        if isinstance(error, Refused):
            raise
        raise Refused("number") from error


def _count(data: bytes) -> None:
    depth = values = 0
    for mark in _JSON_MARK.finditer(data):
        sign = mark[0]
        if sign in b"[{":
            depth += 1
            if depth > DEPTH:
                raise Refused("deep", most=str(DEPTH))
        elif sign in b"]}":
            depth -= 1
        values += sign in b"[{,"
        if values > VALUES:
            raise Refused("many", most=str(VALUES))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise Refused("repeated", key=key[:40])
        if not is_text(key) or (isinstance(value, str) and not is_text(value)):
            raise Refused("control", key=_UNFIT.sub("", key[:40]))
        made[key] = value
    return made


def _constant(text: str) -> None:
    raise Refused("constant", text=text)


def unpacked(data: bytes, most: int = INFLATED_BYTES) -> None:
    """Raise Refused when the deflated streams of a PDF unpack to more than ``most`` bytes; nothing is kept."""
    total = 0
    for mark in _STREAM.finditer(data):
        total += _inflated_size(data, mark.end(), most - total)
        if total > most:
            raise Refused("expands", most=str(most // MEGABYTE))


def _inflated_size(data: bytes, start: int, most: int) -> int:
    piece, step, size = zlib.decompressobj(), MEGABYTE, 0
    view = memoryview(data)
    waiting: bytes | memoryview = view[start : start + step]
    start += step
    try:
        while not piece.eof and size <= most and (waiting or start < len(data)):
            size += len(piece.decompress(waiting, step))
            waiting = piece.unconsumed_tail
            if not waiting:
                waiting, start = view[start : start + step], start + step
    except zlib.error:
        return size
    return size


def listed(pack: ZipFile, count: int = WORKBOOK_PARTS, most: int = INFLATED_BYTES) -> None:
    """Raise Refused when a ZIP has too many parts, a part twice, a locked one, or unpacks to too much by its own word.

    Reading a part never gives more than it says.
    """
    parts = pack.infolist()
    if len(parts) > count:
        raise Refused("parts", most=str(count))
    if sum(part.file_size for part in parts) > most:
        raise Refused("expands", most=str(most // MEGABYTE))
    if len({part.filename for part in parts}) < len(parts) or any(part.flag_bits & LOCKED for part in parts):
        raise Refused("broken")


def inflate(data: bytes, most: int) -> bytes:
    """A deflated text unpacked to at most ``most`` bytes. Raises Refused when it is longer or broken."""
    try:
        made = zlib.decompressobj().decompress(data, most + 1)
    except zlib.error as error:
        raise Refused("broken") from error
    if len(made) > most:
        raise Refused("huge", most=str(most // MEGABYTE))
    return made
