"""A workbook to fill in without the program, and a filled one taken as a plan."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from xlsxwriter import Workbook

from workbench.exchange.input_sheets import InputSheets
from workbench.exchange.sheet_plan import Imported, imported, plan_id
from workbench.exchange.sheet_reader import Filled, read_sheets
from workbench.exchange.sheet_writer import SheetWriter
from workbench.model.plan import Plan

ENDING = ".xlsx"


def input_book(sheets: InputSheets) -> bytes:
    """A workbook of input sheets alone, in the language of the moment."""
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        SheetWriter(book, sheets).write()
    return made.getvalue()


def template(blank: Plan) -> bytes:
    """An empty workbook to be filled in, with what ``blank`` begins with."""
    return input_book(InputSheets(blank, template=True))


def read(path: Path, known: Callable[[UUID], Plan | None]) -> Imported:
    """The plan of a workbook; ``known`` gives the plan of an id where there is one.

    Raises PlanRefused: SheetsRefused with everything that is wrong in the cells.
    """
    return _imported(read_sheets(path), known)


def audited(path: Path, known: Callable[[UUID], Plan | None]) -> Imported:
    """The same, with the cells of the calculation that are not what was written: it is written anew for it."""
    from workbench.exchange.altered_cells import altered  # brings what writes workbooks

    filled = read_sheets(path)
    found = _imported(filled, known)
    return replace(found, altered=altered(path, filled.marks, found)) if filled.others else found


def _imported(filled: Filled, known: Callable[[UUID], Plan | None]) -> Imported:
    id_ = plan_id(filled)
    return imported(filled, known(id_) if id_ else None)
