"""Written workbooks as the tests read them: what each row must come to, and the same file with wrong values stored.

Whoever finds the engine's figures in such a file has recalculated them.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from workbench.engine.inputs import VIEWS
from workbench.engine.program import PLANNED, Step, program, run
from workbench.engine.projection import Projection, wanted
from workbench.engine.registry import FIGURES
from workbench.exchange.check_sheet import MOVED
from workbench.exchange.places import CHARTED, CHECKED, STATED, STATED_BY_YEAR, Place
from workbench.exchange.workbook import Book
from workbench.i18n import _

WRONG = 777.0
_ROW = re.compile(r'<row r="(\d+)"[^>]*>(.*?)</row>', re.S)
_CELL = re.compile(r'<c(?: r="([A-Z]+)\d+")?([^>]*?)(?:/>|>(.*?)</c>)', re.S)
_VALUE = re.compile(r"<v>(.*?)</v>", re.S)
_TITLES = re.compile(r'<definedName name="_xlnm.Print_Titles".*?</definedName>', re.S)
_PAPER = re.compile(
    "<dataValidations.*?</dataValidations>|<pageSetup[^>]*/>|<headerFooter>.*?</headerFooter>|<pageMargins[^>]*/>|"
    "<drawing [^>]*/>", re.S
)  # fmt: skip
"""What concerns paper and typing alone; LibreOffice takes most of its time for it."""
_STORED = re.compile(r"(</f>|<f [^>]*/>)<v>[^<]*</v>")


@dataclass(frozen=True)
class Expected:
    """What the formulas of one row come to, from a column on; ``scale``: the largest amount it is made of."""

    sheet: str
    row: int
    column: int
    key: str
    scale: float
    values: tuple[float | str, ...]


def whole_steps(projection: Projection) -> tuple[Step, ...]:
    """Every figure there is, in the planned view and in those it is published in, computed."""
    free = [("free_cash", view) for view in VIEWS]
    names = tuple(dict.fromkeys([*((name, PLANNED) for name in FIGURES), *wanted(), *free]))
    steps = program(names, frozenset(projection.inputs.base))
    projection.env.keys()
    run(steps, projection.computed, projection.rollup)
    return tuple(steps.steps)


def place_of(projection: Projection) -> Place:
    """Where all of a plan stands."""
    return Place(whole_steps(projection), projection.inputs)


def expected(book: Book, data: bytes) -> list[Expected]:
    """The formulas of a written workbook, row by row, with the values stored beside them."""
    keys = dict(_keys(book))
    scales = _scales(book)
    moved = max(scales[key] for key in MOVED)
    added_up = {_(name) for name in (STATED, STATED_BY_YEAR, CHECKED, CHARTED)}
    return [
        Expected(sheet, row, column, key, max(scales.get(key, 0.0), _largest(values) or moved, least), values)
        for sheet, row, column, values in _formulas(data)
        for key in [keys.get((sheet, row), f"{sheet} {row}")]
        for least in [moved if sheet in added_up else 0.0]
    ]


def _largest(values: tuple[float | str, ...]) -> float:
    return max((abs(value) for value in values if isinstance(value, float)), default=0.0)


def _keys(book: Book) -> Iterator[tuple[tuple[str, int], str]]:
    for step in book.place.steps:
        spot = book.place.spots[step.key]
        for line in range(spot.lines):
            yield (_(spot.sheet), spot.row + line), step.key


def _scales(book: Book) -> dict[str, float]:
    """Sums are made in another order: what is left of a difference counts beside the amounts it is made of.

    A share counts beside 1.
    """
    found: dict[str, float] = {}
    for step in book.place.steps:
        values = book.projection.computed[step.key]
        own = float(np.nanmax(np.abs(values), initial=float(step.figure.unit == "share")))
        money = [found[key] for key in step.operands if key in found and step.figure.unit == "money"]
        found[step.key] = max(own, *money) if money else own
    return found


def _formulas(data: bytes) -> Iterator[tuple[str, int, int, tuple[float | str, ...]]]:
    """Runs of cells with formulas: sheet, row, first column from 0, values."""
    for name, xml in sheets(data).items():
        for at, inside in _ROW.findall(xml):
            run_: list[float | str] = []
            first = column = -1
            for letters, how, content in _CELL.findall(inside):
                column = _number(letters) if letters else column + 1
                stored = html.unescape((_VALUE.search(content) or ("", ""))[1])
                if "<f" in content and stored:
                    first = first if run_ else column
                    run_.append(stored if 't="str"' in how else float(stored))
                elif run_:
                    yield name, int(at), first, tuple(run_)
                    run_ = []
            if run_:
                yield name, int(at), first, tuple(run_)


def _number(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1


def sheets(data: bytes) -> dict[str, str]:
    """The XML of each sheet, by the sheet's name."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = re.findall(r'<sheet name="([^"]*)"', file.read("xl/workbook.xml").decode())
        return {
            html.unescape(name): file.read(f"xl/worksheets/sheet{at}.xml").decode() for at, name in enumerate(names, 1)
        }


def put(folder: Path, name: str, data: bytes, rows: list[Expected], changes: Any = (), after: Any = ()) -> None:
    """A workbook with wrong values in a folder, and beside it what LibreOffice must find, also after some changes."""
    (folder / f"{name}.xlsx").write_bytes(wronged(data))
    asked = {"rows": [astuple(row) for row in rows], "changes": changes, "after": [astuple(row) for row in after]}
    (folder / f"{name}.json").write_text(json.dumps(asked), encoding="utf-8")


def wronged(data: bytes) -> bytes:
    """The same workbook with a wrong value beside each formula, and without what only takes time to open."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, True, 1) as new:
        for name in old.namelist():
            read = old.read(name).decode()
            if name.startswith("xl/worksheets/sheet"):
                read = _STORED.sub(rf"\1<v>{WRONG}</v>", _PAPER.sub("", read.replace(' t="str"', "")))
            new.writestr(name, _TITLES.sub("", read).encode())
    return made.getvalue()
