"""What somebody alters on the calculation sheets of a workbook is named with what stood there, and changes nothing."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from generator import random_plan
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sheets_filled import saved_by_libreoffice
from test_hostile_books import repacked

from workbench import limits
from workbench.engine.projection import project
from workbench.exchange import altered_cells, input_book
from workbench.exchange.altered_cells import placed, read_cells, relative
from workbench.exchange.sheet_plan import Imported
from workbench.exchange.workbook import plan_workbook
from workbench.exchange.xlsx_file import Parts, parts_of
from workbench.model.plan import Plan

PLAN = random_plan(1, 12, 3, 6, 1, 3, 1, 1)
WHOLE = plan_workbook(project(PLAN), "es")


def read(data: bytes, folder: Path, before: Plan | None = PLAN) -> Imported:
    path = folder / "plan.xlsx"
    path.write_bytes(data)
    return input_book.audited(path, lambda _id: before)


def written(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def labelled(sheet: Worksheet, label: str) -> int:
    """The row of a figure."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == label)


def test_untouched_it_says_nothing(tmp_path: Path) -> None:
    assert read(WHOLE, tmp_path).altered == ()
    assert read(WHOLE, tmp_path, before=None).altered == ()


@pytest.mark.needs("soffice")
def test_saved_by_libreoffice_it_says_nothing(tmp_path: Path) -> None:
    found = read(saved_by_libreoffice(WHOLE, tmp_path), tmp_path)
    assert (found.plan, found.altered) == (PLAN, ())


def test_a_number_over_a_formula_another_formula_and_another_number_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = load_workbook(io.BytesIO(WHOLE))
    monthly, periods = book["Mensual"], book["Periodos"]
    at = labelled(monthly, "Ingresos")
    was = monthly.cell(at, 8).value
    monthly.cell(at, 8).value = 12_345.5
    monthly.cell(at, 9).value = "=1+1"
    periods["G4"] = 7
    found = read(written(book), tmp_path)
    assert found.plan == PLAN
    first, second, third = found.altered
    assert first.startswith(f"Hoja «Mensual», fila {at}, columna H (Ingresos): estaba la fórmula {was[:30]}")
    assert first.endswith(("; ahora dice 12.345,5.", "; ahora dice 12,345.5."))
    assert second.startswith(f"Hoja «Mensual», fila {at}, columna I (Ingresos): estaba la fórmula =")
    assert second.endswith("; ahora es =1+1.")
    assert third.startswith("Hoja «Periodos», fila 4, columna G (Último mes n.º): decía ")
    assert third.endswith("; ahora dice 7.")
    monkeypatch.setattr(altered_cells, "LISTED", 1)
    found = read(tmp_path.joinpath("plan.xlsx").read_bytes(), tmp_path)
    assert found.altered == (first, "… y 2 celdas más cambiadas en las hojas de cálculo.")


def test_a_sheet_too_large_to_compare_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = len(parts_of(WHOLE).sheets["Costos"])
    monkeypatch.setattr(limits, "COMPARED_BYTES", large - 1)
    told = read(WHOLE, tmp_path).altered
    assert "La hoja «Costos» es muy grande: no se comparó con lo que se escribió." in told


def test_a_value_that_neither_plan_gives_is_named_where_every_formula_is_ours(tmp_path: Path) -> None:
    """Also where the workbook says that it is in a language nobody here knows: it is compared with one of ours."""
    with ZipFile(io.BytesIO(WHOLE)) as pack:
        texts = pack.read("xl/sharedStrings.xml").replace(b'"language":"es"', b'"language":"fr"')
        parts = {name: pack.read(name) for name in pack.namelist() if name.startswith("xl/worksheets/sheet")}
    name, sheet = next(each for each in parts.items() if each[1] == parts_of(WHOLE).sheets["Estados"])
    cell = sheet.index(b"</f><v>") + len(b"</f><v>")
    end = sheet.index(b"<", cell)
    false = sheet[:cell] + b"987654321.25" + sheet[end:]
    (told,) = read(repacked(WHOLE, {name: false, "xl/sharedStrings.xml": texts}), tmp_path).altered
    assert told.startswith("Hoja «Estados», fila ")
    assert "; ahora dice 987" in told


def test_a_value_that_no_number_of_ours_can_be_near_is_read_as_text() -> None:
    cells = (
        b'<c r="A1"><f>B1</f><v>1e999</v></c><c r="B1"><v>NaN</v></c><c r="C1"><v>\xff9</v></c><c r="D1"><v>7</v></c>'
    )
    found = read_cells(Parts({"a": cells}, (), frozenset()), "a")
    assert [each.value for each in found.values()] == ["1e999", "NaN", "\ufffd9", 7.0]


def test_changed_inputs_are_no_alteration(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(WHOLE))
    fixed = book["Costos · Fijo"]
    column = next(cell.column for cell in fixed[4] if cell.value == "Monto")
    fixed.cell(6, column).value = 4_321
    found = read(written(book), tmp_path)
    assert found.plan != PLAN
    assert found.altered == ()


@pytest.mark.parametrize(
    ("formula", "same"),
    [
        ("$C$5*H12+SUM(G$3:$H7)", "$C$5*I13+SUM(H$3:$H8)"),
        ("IF(H12=\"A1 no 'es'\",'Otra hoja'!A1,p_A1)", "IF(I13=\"A1 no 'es'\",'Otra hoja'!B2,p_A1)"),
    ],
)
def test_a_formula_is_the_same_wherever_it_is_copied(formula: str, same: str) -> None:
    told = relative(formula, (11, 7))
    assert told == relative(same.replace("+", " + "), (12, 8))
    assert placed(told, (12, 8)) == same.replace("'Otra hoja'", "Otrahoja")
