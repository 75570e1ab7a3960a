"""Every typed field of a plan has its cell, and what the engine reads is found there."""

from __future__ import annotations

from io import BytesIO

import pytest
from generator import random_plan
from openpyxl import load_workbook
from xlsxwriter import Workbook

from workbench.engine.fields import FIELDS
from workbench.exchange import samples
from workbench.exchange.input_sheets import BODY, CODES, MONTH, InputSheets
from workbench.exchange.sheet_kinds import line_kinds
from workbench.exchange.sheet_writer import SheetWriter
from workbench.i18n import speaking
from workbench.model.plan import Plan
from workbench.model.types import Status

PLAN = random_plan(3)


def written(plan: Plan, template: bool = False) -> BytesIO:
    """A workbook of the input sheets alone."""
    made = BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        SheetWriter(book, InputSheets(plan, template)).write()
    return made


def test_every_field_the_engine_reads_has_its_cell() -> None:
    sheets = InputSheets(PLAN)
    kinds = [sheet for sheet in sheets.sheets.values() if sheet.lines and not sheet.kind.by_month]
    found = set()
    for name, how in FIELDS.items():
        for source in how.source.split():
            if "{" in source or sheets.has(None, source):
                found.add(name)
            for sheet in kinds:
                if sheets.has(sheet.lines[0].id, source):
                    found.add(name)
    tables = {"opening_receipts", "opening_payments", "receivables_opening", "payables_opening"}
    assert {name for name, how in FIELDS.items() if how.source} - found == tables


def test_amounts_stand_on_their_months_from_column_g() -> None:
    plan = samples.load("farmacias")
    sheets = InputSheets(plan)
    book = load_workbook(written(plan))
    source = next(line for line in plan.sources if getattr(line, "amounts", ()))
    area = sheets.at(source.id, "amounts")
    assert (area.column, area.columns) == (MONTH, sheets.grid.months)
    row = next(book[area.sheet].iter_rows(area.row + 1, area.row + 1, MONTH + 1))
    found = {sheets.grid.month(at): cell.value for at, cell in enumerate(row) if cell.value is not None}
    assert found == {each.month: float(each.amount) for each in source.amounts}


def test_an_address_is_that_of_the_value() -> None:
    sheets = InputSheets(PLAN)
    book = load_workbook(written(PLAN))
    staff = next(line for line in PLAN.costs if line.kind == "staff")
    for path, value in (
        ("name", staff.name),
        ("pay", float(staff.pay or 0)),
        ("headcount", float(staff.headcount or 0)),
    ):
        area = sheets.at(staff.id, path)
        assert book[area.sheet][area.cells.replace("$", "")].value == value
    status = sheets.choice(Status.COMMITTED)
    assert book[status.sheet][status.cells.replace("$", "")].value == "Firmada"
    carry = next(line.carries[0] for line in PLAN.sources if line.kind == "in_kind" and line.carries)
    holder = next(line for line in PLAN.sources if line.kind == "in_kind" and carry in line.carries)
    assert sheets.at(carry.id, "../../status") == sheets.at(holder.id, "status")


@pytest.mark.parametrize("code", ["es", "pt", "en"])
def test_a_template_has_every_kind_of_line_in_every_language(code: str) -> None:
    with speaking(code):
        sheets = InputSheets(Plan(), template=True)
        book = load_workbook(written(Plan(), template=True))
    names = [sheet.name for sheet in sheets.sheets.values()]
    assert book.sheetnames == [sheets.name, *names, sheets.lists.sheet, "workbench"]
    codes = [book[name].cell(CODES + 1, 1).value for name in names]
    assert codes == list(line_kinds())
    assert book[names[0]].cell(BODY + 1, 1).value == "+1"
