"""Cells of a workbook's calculation that are not what was written: nothing of them is imported, so each is named.

The workbook is written anew from the plan it was exported from, and from the plan its inputs say now: a formula must be
the one that was written, and its value that of either. Only the sheets of the calculation and its results are compared.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from workbench import limits
from workbench.engine.projection import project
from workbench.engine.pulse import formats_of
from workbench.exchange.places import (
    CALCULATION,
    CHECKED,
    FIELDS,
    SERIES,
    STATED,
    STATED_BY_YEAR,
    TOLD_FIGURES,
    letters,
    number_of,
)
from workbench.exchange.sheet_marks import Marks, structure
from workbench.exchange.sheet_plan import Imported
from workbench.exchange.sheet_reader import Trouble
from workbench.exchange.workbook import plan_workbook
from workbench.exchange.xlsx_file import Parts, parts_of, told_in
from workbench.formats import NOTHING, Formats
from workbench.i18n import N_, _, quoted, speaking
from workbench.model import payload
from workbench.model.messages import short

SHEETS = (TOLD_FIGURES, STATED_BY_YEAR, STATED, CHECKED, FIELDS, SERIES, *CALCULATION)
LISTED = 12
"""Cells that are named; more are counted."""
NEAR = 1e-6
"""How far a value may be from ours, beside the greatest of its row: programs work out the last digits otherwise."""
_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)', re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b([^>]*?)(?:/>|>([^<]*)</(?:\w+:)?f>)")
_TEXT = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^>]*>([^<]*)<")
_SHARED = re.compile(rb'\bsi="(\d+)"')
_REFERENCE = re.compile(r"(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w(.])")
_RELATIVE = re.compile("\x01(\\$?)(-?\\d+)\x02(\\$?)(-?\\d+)\x03")
_FORMULA_GONE = N_("estaba la fórmula {was}; ahora dice {now}.")
_FORMULA_CHANGED = N_("estaba la fórmula {was}; ahora es {now}.")
_VALUE_CHANGED = N_("decía {was}; ahora dice {now}.")
_LARGE = N_("La hoja «{sheet}» es muy grande: no se comparó con lo que se escribió.")
_MORE = N_("… y {n} celdas más cambiadas en las hojas de cálculo.")

At = tuple[int, int]
"""Row and column, from 0."""


class Cell(NamedTuple):
    """What stands in a cell: its formula, told relative to it, '' for none; and its value."""

    formula: str
    value: float | str | None


def altered(path: Path, marks: Marks, found: Imported) -> tuple[str, ...]:
    """A sentence for each of the first cells that are not what was written, and how many more there are.

    Nothing where neither plan can be told to be the one the calculation was written for; a sheet too large is named.
    """
    before = found.before
    written = before if before is not None and payload.fingerprint(payload.dump(before)) == marks.fingerprint else None
    same = found.plan != written and structure(found.plan) == marks.structure
    plans = [plan for plan in (written, found.plan if same else None) if plan is not None]
    theirs = parts_of(limits.read(path, limits.WORKBOOK_BYTES))
    ours = [parts_of(plan_workbook(project(plan), marks.spoken)) for plan in plans]
    with speaking(marks.spoken):
        names = [_(name) for name in SHEETS]
    formats = formats_of(project(found.plan))
    rewritten, retold, unseen = list[Trouble](), list[Trouble](), list[str]()
    for name in names if plans else ():
        if any(name in each.large for each in (theirs, *ours)):
            unseen.append(_(_LARGE).format(sheet=name))
        elif name in theirs.sheets and theirs.sheets[name] != ours[0].sheets[name]:
            sheet = _Sheet(name, theirs, ours, written is not None, formats)
            rewritten += sheet.rewritten()
            retold += sheet.retold()
    # What stands behind a changed formula changes with it: values count where every formula is ours.
    cells = rewritten or retold
    more = len(cells) - LISTED
    return (*(each.text for each in cells[:LISTED]), *([_(_MORE).format(n=more)] if more > 0 else []), *unseen)


class _Sheet:
    """One sheet of theirs beside the same of the plans it may have been written for; ``known``: the first is it."""

    def __init__(self, name: str, theirs: Parts, ours: Sequence[Parts], known: bool, formats: Formats) -> None:
        self.name, self.known, self.formats = name, known, formats
        self.theirs = read_cells(theirs, name)
        self.ours = [read_cells(each, name) for each in ours]
        self.heads = {row: str(cell.value) for (row, column), cell in self.ours[0].items() if column == 0}

    def rewritten(self) -> Iterator[Trouble]:
        """The formulas, and the numbers that were written as such, that are others."""
        for at, ours in self.ours[0].items():
            theirs = self.theirs.get(at, Cell("", None))
            fixed = self.known and not ours.formula and isinstance(ours.value, float)
            if ours.formula != theirs.formula and (ours.formula or fixed):
                yield self._trouble(at, _said(ours, theirs), ours, theirs)
            elif fixed and not self._same(at, theirs.value):
                yield self._trouble(at, _VALUE_CHANGED, ours, theirs)

    def retold(self) -> Iterator[Trouble]:
        """The values of formulas that none of the plans gives; one that is not kept is worked out by who opens it."""
        for at, ours in self.ours[0].items():
            value = self.theirs[at].value if at in self.theirs else None
            if ours.formula and value is not None and not self._same(at, value):
                yield self._trouble(at, _VALUE_CHANGED, Cell("", ours.value), Cell("", value))

    def _same(self, at: At, value: float | str | None) -> bool:
        """Whether a value is that of one of the plans."""
        for each in self.ours:
            ours = each[at].value if at in each else None
            if ours == value:
                return True
            if isinstance(ours, float) and isinstance(value, float):
                most = max(abs(ours), abs(value), self._greatest.get(at[0], 0.0), 1.0)
                if abs(ours - value) <= NEAR * most:
                    return True
        return False

    @cached_property
    def _greatest(self) -> dict[int, float]:
        """The greatest number of each row."""
        found: dict[int, float] = {}
        for (row, _column), cell in (each for sheet in self.ours for each in sheet.items()):
            if isinstance(cell.value, float):
                found[row] = max(found.get(row, 0.0), abs(cell.value))
        return found

    def _trouble(self, at: At, text: str, was: Cell, now: Cell) -> Trouble:
        sentence = _(text).format(was=self._shown(at, was), now=self._shown(at, now))
        return Trouble(self.name, sentence, *at, short(self.heads.get(at[0], "")))

    def _shown(self, at: At, cell: Cell) -> str:
        if cell.formula:
            return f"={short(placed(cell.formula, at))}"
        if isinstance(cell.value, float):
            return self.formats.number(float(f"{cell.value:.10g}"))
        return quoted(short(cell.value)) if cell.value else NOTHING


def _said(ours: Cell, theirs: Cell) -> str:
    """What became of a formula."""
    return _FORMULA_CHANGED if ours.formula and theirs.formula else _FORMULA_GONE if ours.formula else _VALUE_CHANGED


def read_cells(parts: Parts, name: str) -> dict[At, Cell]:
    """The cells of a sheet that have something in them."""
    found: dict[At, Cell] = {}
    shared: dict[bytes, str] = {}
    for each in _CELL.finditer(parts.sheets[name]):
        at = int(each[2]) - 1, _column(each[1])
        inside = each[4] or b""
        formula = _FORMULA.search(inside)
        told = _formula(formula, at, shared) if formula else ""
        value = _value(each[3], inside, parts.texts)
        if told or value is not None:
            found[at] = Cell(told, value)
    return found


@cache
def _column(letters_: bytes) -> int:
    return number_of(letters_.decode())


def _formula(found: re.Match[bytes], at: At, shared: dict[bytes, str]) -> str:
    """A formula relative to its cell: those of cells that share one are the same."""
    number = _SHARED.search(found[1])
    if found[2]:
        told = relative(told_in(found[2]), at)
        if number:
            shared[number[1]] = told
        return told
    return shared.get(number[1], "") if number else ""


def _value(attributes: bytes, inside: bytes, texts: Sequence[str]) -> float | str | None:
    told = [told_in(each) for each in _TEXT.findall(inside)]
    if not any(told):
        return None
    if b't="s"' in attributes:
        return texts[int(told[-1])] if told[-1].isdecimal() and int(told[-1]) < len(texts) else None
    if b't="str"' in attributes or b't="inlineStr"' in attributes or b't="e"' in attributes:
        return "".join(told)
    try:
        number = float(told[-1])
    except ValueError:
        return told[-1]
    return number if math.isfinite(number) else told[-1]  # beside an infinite one every other would be near enough


def relative(formula: str, at: At) -> str:
    """A formula with its references told as so many rows and columns from a cell, and nothing that says nothing."""

    def put(found: re.Match[str]) -> str:
        fixed_column, column, fixed_row, row = found.groups()
        across = number_of(column) - (0 if fixed_column else at[1])
        down = int(row) - 1 - (0 if fixed_row else at[0])
        return f"\x01{fixed_column}{across}\x02{fixed_row}{down}\x03"

    pieces = formula.split('"')
    pieces[::2] = [_REFERENCE.sub(put, re.sub(r"[\s']", "", piece)) for piece in pieces[::2]]
    return '"'.join(pieces)


def placed(formula: str, at: At) -> str:
    """A relative formula as its cell has it."""

    def put(found: re.Match[str]) -> str:
        column = int(found[2]) + (0 if found[1] else at[1])
        row = int(found[4]) + (0 if found[3] else at[0])
        return f"{found[1]}{letters(max(column, 0))}{found[3]}{row + 1}"

    return _RELATIVE.sub(put, formula)
