"""Workbooks of input sheets as people fill them in: cells written by the place of a field."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any
from uuid import UUID

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from workbench.exchange import input_book
from workbench.exchange.input_sheets import BODY, InputSheets
from workbench.exchange.sheet_plan import Imported
from workbench.model import payload
from workbench.model.plan import Plan


class Filled:
    """The workbook of a plan's inputs, to be written in and read back."""

    def __init__(self, plan: Plan, folder: Path, template: bool = False) -> None:
        self.plan, self.sheets, self.path = plan, InputSheets(plan, template), folder / "plan.xlsx"
        self.path.write_bytes(input_book.input_book(self.sheets))
        self.book: Workbook = load_workbook(self.path)

    def cell(self, line: UUID | None, path: str, at: int = 0) -> Cell:
        """The cell of a field, or one of its cells."""
        area = self.sheets.at(line, path)
        below = area.rows > 1
        return self.book[area.sheet].cell(area.row + 1 + at * below, area.column + 1 + at * (not below))

    def new(self, code: str, path: str, row: int = 0, at: int = 0) -> Cell:
        """The cell of a field in a spare row."""
        area, sheet = self.sheets.column(code, path), self.sheets.sheets[code]
        return self.book[area.sheet].cell(BODY + 1 + len(sheet.lines) + row, area.column + 1 + at)

    def read(self, before: Plan | None = None, data: bytes = b"") -> Imported:
        """What is imported of it, into the plan it was written from or another."""
        if data:
            self.path.write_bytes(data)
        else:
            self.book.save(self.path)
        return input_book.read(self.path, lambda _id: before or self.plan)


def saved_by_libreoffice(data: bytes, folder: Path) -> bytes:
    """A workbook opened and saved by LibreOffice."""
    given, home = folder / "given.xlsx", f"-env:UserInstallation=file://{folder}/home"
    given.write_bytes(data)
    run = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", folder / "out", given]
    subprocess.run(run, check=True, capture_output=True, timeout=120)
    return (folder / "out" / "given.xlsx").read_bytes()


def alike(plan: Plan) -> Any:
    """A plan without its ids: each is told by its place, and the lines of a table stand kind by kind."""
    told = json.loads(payload.dump(plan))
    del told["id"]
    for answer in told["review"]["answers"]:
        del answer["place"]  # which names a line by its id
    for table in ("streams", "costs", "sources"):
        told[table].sort(key=lambda line: list(_KINDS).index(line["kind"]))
    names: dict[str, str] = {}
    _named(told, "", names)
    text = json.dumps(told, sort_keys=True)
    for id_, name in names.items():
        text = text.replace(id_, name)
    return json.loads(text)


_KINDS = ("fee", "membership", "commission", "contract", "staff", "fixed", "variable", "share", "step", "one_off",
          "cash", "in_kind")  # fmt: skip


def _named(value: Any, place: str, names: dict[str, str]) -> None:
    if isinstance(value, dict):
        if "id" in value:
            names[value["id"]] = place
        for name, inside in value.items():
            _named(inside, f"{place}/{name}", names)
    elif isinstance(value, list):
        for number, inside in enumerate(value):
            _named(inside, f"{place}/{number}", names)
