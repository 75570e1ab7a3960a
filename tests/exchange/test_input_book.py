"""Workbooks come back: what was changed in them, and nothing else; or nothing, and why."""

from __future__ import annotations

import io
import re
import shutil
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
from generator import edge_plans, random_plan
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sheets_filled import Filled, alike, saved_by_libreoffice
from test_hostile_books import repacked

from workbench.exchange import input_book, samples
from workbench.exchange.input_sheets import BODY, CODES, HEAD, MONTH, InputSheets
from workbench.exchange.sheet_reader import SheetsRefused
from workbench.i18n import speaking
from workbench.model.compare import Kind, differences
from workbench.model.costs import Fixed
from workbench.model.factors import LatestSurvey
from workbench.model.plan import Plan
from workbench.model.project import Basis
from workbench.model.rules import refusals
from workbench.model.types import Billing, Perimeter, Status

SAMPLE = samples.load("farmacias")
PLANS = {"sample": SAMPLE, **edge_plans(), **{f"random {seed}": random_plan(seed) for seed in range(3)}}


@pytest.fixture
def filled(tmp_path: Path) -> Filled:
    return Filled(SAMPLE, tmp_path)


def line(table: str, kind: str) -> object:
    return next(each for each in getattr(SAMPLE, table) if each.kind == kind)


def troubles(filled: Filled, before: Plan | None = None) -> list[str]:
    with pytest.raises(SheetsRefused) as refused:
        filled.read(before)
    return [trouble.text for trouble in refused.value.troubles]


# ---------------------------------------------------------------- as it was


@pytest.mark.parametrize("name", PLANS)
def test_a_workbook_that_nobody_touched_changes_nothing(name: str, tmp_path: Path) -> None:
    plan, path = PLANS[name], tmp_path / "plan.xlsx"
    path.write_bytes(input_book.input_book(InputSheets(plan)))
    found = input_book.read(path, lambda _id: plan)
    assert (found.plan, found.before, found.notices) == (plan, plan, ())
    if refusals(plan):  # no library takes it from outside either
        return
    elsewhere = input_book.read(path, lambda _id: None)
    assert elsewhere.before is None
    assert elsewhere.plan.id == plan.id
    if name == "sample":
        assert alike(elsewhere.plan) == alike(plan)
        assert elsewhere.plan.latest_survey == plan.latest_survey
        newer = plan.with_(latest_survey=plan.latest_survey.with_(wave="2027"))
        assert input_book.read(path, lambda _id: newer).plan == newer, "what the library knows by now stays"


def test_amounts_come_back_to_the_last_digit(tmp_path: Path) -> None:
    amounts = ("1000000000000000", "0.000001", "123456789012.123456789012", "0.1", "33333333.333333333333")
    costs = tuple(Fixed(id=uuid4(), name=text, amount=Decimal(text)) for text in amounts)
    plan = Plan(basis=Basis(months=12), costs=costs)
    assert Filled(plan, tmp_path).read().plan == plan


# ---------------------------------------------------------------- what was changed


def test_changed_cells_of_every_kind_change_their_fields_alone(filled: Filled) -> None:
    staff, fee, cash = line("costs", "staff"), line("streams", "fee"), line("sources", "cash")
    month = InputSheets(SAMPLE).grid.index(cash.amounts[0].month)
    filled.cell(staff.id, "pay").value = 4_100_000.5
    filled.cell(staff.id, "charges").value = 0.475
    filled.cell(staff.id, "perimeter").value = "SOLO DEL PROYECTO"
    filled.cell(fee.id, "billing").value = "Cada trimestre"
    filled.cell(fee.id, "end").value = datetime(2031, 5, 17)
    filled.cell(fee.id, "units/season", 2).value = 1.75
    filled.cell(cash.id, "amounts", month).value = 12_345
    filled.cell(cash.id, "counted").value = "No"
    filled.cell(None, "project/number").value = 9919
    filled.cell(None, "basis/inflation", 1).value = 0.031
    filled.cell(None, "project/original_end").value = None
    found = filled.read().plan
    changed = {each.path: each.after for each in differences(SAMPLE, found)}
    seasons = fee.units.season or ()
    assert changed.pop(f"streams/{fee.id}/units/season")[2] == Decimal("1.75")
    assert changed.pop("basis/inflation")[1] == Decimal("0.031")
    assert changed == {
        f"costs/{staff.id}/pay": Decimal("4100000.5"),
        f"costs/{staff.id}/charges": Decimal("0.475"),
        f"costs/{staff.id}/perimeter": Perimeter.PROJECT,
        f"streams/{fee.id}/billing": Billing.QUARTERLY,
        f"streams/{fee.id}/end": "2031-05",
        f"sources/{cash.id}/amounts/{cash.amounts[0].id}/amount": Decimal(12345),
        f"sources/{cash.id}/counted": False,
        "project/number": "9919",
        "project/original_end": None,
    }
    assert len(seasons) == 12


def test_new_rows_are_new_lines_and_gone_rows_are_gone(filled: Filled) -> None:
    filled.new("services", "name").value = "Clínica móvil"
    filled.new("streams/fee", "name").value = "Consulta"
    filled.new("streams/fee", "service").value = "clínica MÓVIL"
    filled.new("streams/fee", "price").value = 20_000
    filled.new("costs/variable", "name").value = "Insumos"
    filled.new("costs/variable", "stream").value = "Consulta"
    filled.new("sources/cash", "provider").value = "Alcaldía de Jamundí"
    filled.new("sources/cash", "status").value = "Firmada"
    filled.new("sources/cash/amounts", "amount", at=3).value = 5_000
    gone = line("costs", "one_off")
    area = filled.sheets.of(f"costs/{gone.id}")
    filled.book[area.sheet].delete_rows(area.row + 1)
    found = filled.read().plan
    service, fee, source = found.services[-1], found.streams[-1], found.sources[-1]
    assert (fee.name, fee.service, fee.price) == ("Consulta", service.id, 20_000)
    assert (found.costs[-1].name, found.costs[-1].stream) == ("Insumos", fee.id)
    assert (source.provider, source.status) == ("Alcaldía de Jamundí", Status.COMMITTED)
    assert [(each.month, each.amount) for each in source.amounts] == [(InputSheets(SAMPLE).grid.month(3), 5_000)]
    kinds = [each.kind for each in differences(SAMPLE, found)]
    assert (kinds.count(Kind.ADDED), kinds.count(Kind.REMOVED), len(kinds)) == (4, 1, 5)
    assert gone.id not in {each.id for each in found.costs}
    assert filled.read(found).plan == found  # the same workbook once more


def test_a_renamed_line_keeps_what_refers_to_it(filled: Filled) -> None:
    service = SAMPLE.services[0]
    filled.cell(service.id, "name").value = "Otro nombre"
    changed = differences(SAMPLE, filled.read().plan)
    assert [(each.path, each.after) for each in changed] == [(f"services/{service.id}/name", "Otro nombre")]


def test_lines_sorted_in_their_sheet_are_sorted_in_the_plan(filled: Filled) -> None:
    sheet = filled.sheets.sheets["segments"]
    page, count = filled.book[sheet.name], len(sheet.lines)
    rows = [[cell.value for cell in row] for row in page.iter_rows(BODY + 1, BODY + count)]
    for at, row in enumerate(reversed(rows), BODY + 1):
        for column, value in enumerate(row, 1):
            page.cell(at, column).value = value
    assert filled.read().plan.segments == SAMPLE.segments[::-1]


def test_what_was_added_to_the_plan_after_the_export_stays(filled: Filled) -> None:
    since = SAMPLE.with_(costs=(*SAMPLE.costs, Fixed(name="Después", amount=Decimal(1))))
    filled.cell(None, "project/theme").value = "Otro tema"
    found = filled.read(since)
    assert [each.path for each in differences(since, found.plan)] == ["project/theme"]
    assert any("cambió después de exportar" in each for each in found.notices)


def test_a_template_filled_in_is_the_plan_it_was_filled_from(tmp_path: Path) -> None:
    with speaking("pt"):
        plan = samples.load("farmacias")
        plan = plan.with_(latest_survey=LatestSurvey())  # which no template has
        model = Filled(plan, tmp_path)
        blank = Plan(basis=Basis(currency="COP", start=plan.basis.start))
        empty = Filled(blank, tmp_path, template=True)
    for _group, places in model.sheets.fields:
        for place in places:
            for at in range(place.width):
                path = place.asked.path
                empty.cell(None, path, at).value = model.cell(None, path, at).value
    for code, sheet in model.sheets.sheets.items():
        source, target = model.book[sheet.name], empty.book[sheet.name]
        columns = {cell.value: cell.column for cell in target[CODES + 1] if cell.value}
        for row in range(BODY + 1, BODY + 1 + len(sheet.lines)):
            codes = [(source.cell(CODES + 1, column).value, column) for column in range(2, sheet.width + 1)]
            if sheet.kind.by_month:
                codes = [(column, column) for column in range(MONTH + 1, sheet.width + 1)]
                columns |= {column: column for _code, column in codes}
            for named, column in codes:
                if named and source.cell(row, column).value is not None:
                    target.cell(row, columns[named]).value = source.cell(row, column).value
        assert code in empty.sheets.sheets
    paid = [each.source is not None for each in plan.actions].index(True)
    empty.new("actions", "source", paid).value = "FOMIN · Em dinheiro (#+1)"  # one of three of one name
    found = empty.read().plan
    assert found.id not in (plan.id, blank.id)
    assert alike(found) == alike(plan)


@pytest.mark.needs("soffice")
def test_a_template_offers_lines_by_names_that_tell_them_apart(tmp_path: Path) -> None:
    """A spreadsheet gathers the names that are typed; each that it offers is the line it says."""
    empty = Filled(Plan(), tmp_path, template=True)
    cash = ("FOMIN", "Cámara", "FOMIN", "Alcaldía")
    for row, name in enumerate(cash):
        empty.new("sources/cash", "provider", row).value = name
    empty.new("sources/in_kind", "provider", 1).value = "Cámara"  # a row may stay empty
    empty.book.save(empty.path)
    saved = io.BytesIO(saved_by_libreoffice(empty.path.read_bytes(), tmp_path))
    place = empty.new("actions", "source")
    rules = [each for each in load_workbook(saved)[place.parent.title].data_validations.dataValidation
             if place.coordinate in each.sqref]  # fmt: skip
    first = re.search(r"\$([A-Z]+)\$(\d+),0,0,MAX", rules[0].formula1)
    assert first is not None
    book = load_workbook(saved, data_only=True)
    column = book[empty.sheets.lists.sheet][first[1]][int(first[2]) - 1 :]
    offered = [cell.value for cell in column[:6]]
    names = ["FOMIN · En efectivo (#+1)", "Cámara · En efectivo", "FOMIN · En efectivo (#+3)", "Alcaldía"]
    assert offered == [*names, "Cámara · En especie", None]
    for row, label in enumerate(offered[:5]):
        empty.new("actions", "name", row).value = str(row)
        empty.new("actions", "source", row).value = label
    plan = empty.read().plan
    assert [each.source for each in plan.actions] == [each.id for each in plan.sources]


# ---------------------------------------------------------------- what is wrong


def test_everything_wrong_is_told_at_once_with_its_place(filled: Filled) -> None:
    staff, fee, cash = line("costs", "staff"), line("streams", "fee"), line("sources", "cash")
    filled.cell(staff.id, "pay").value = "tres millones"
    filled.cell(staff.id, "charges").value = -1
    filled.cell(staff.id, "perimeter").value = "Para siempre"
    filled.cell(staff.id, "service").value = "Ninguno así"
    filled.cell(fee.id, "start").value = "enero de 2028"
    filled.cell(fee.id, "days").value = 3.5
    filled.cell(fee.id, "price").value = "=1000*2"
    filled.cell(fee.id, "indexation").value = None
    filled.cell(cash.id, "amounts", 5).value = "mucho"
    filled.cell(None, "basis/start").value = None
    filled.cell(None, "basis/currency").value = datetime(2027, 3, 1)
    told = troubles(filled)
    assert len(told) == 11
    expected = (
        "«tres millones» es un texto; aquí va un número.", "Debe ser mayor o igual a 0 %.",
        "«Para siempre» no está en la lista.", "«Ninguno así» no está en la lista.",
        "«enero de 2028» es un texto; aquí va una fecha.", "«3.5» no es un número entero.",
        "Tiene una fórmula; aquí va un valor", "La celda está vacía y aquí hace falta un valor.",
        "«mucho» es un texto; aquí va un número.", "Es una fecha; aquí va un texto.",
    )  # fmt: skip
    for sentence in expected:
        assert any(sentence in each for each in told), sentence
    area = filled.sheets.at(staff.id, "pay")
    place = f"Hoja «Costos · Personal», fila {area.row + 1}, columna {area.cells.split('$')[1]} (Sueldo mensual): "
    assert any(each.startswith(place) for each in told)
    assert all(re.match("Hoja «.+», fila [0-9]+, columna [A-Z]+[: ]", each) for each in told)


def test_numbers_past_every_bound_are_told_too(filled: Filled) -> None:
    staff = line("costs", "staff")
    for number in (1e16, 1e300):
        filled.cell(staff.id, "pay").value = number
        (found,) = troubles(filled)
        assert "Debe ser menor o igual a" in found
    filled.cell(staff.id, "pay").value = 1.23456789012345
    assert next(each.pay for each in filled.read().plan.costs if each.id == staff.id) == Decimal("1.234567890123")
    filled.book.save(filled.path)
    endless = filled.path.read_bytes()
    with ZipFile(io.BytesIO(endless)) as pack:
        names = [name for name in pack.namelist() if b"1.23456789012345" in pack.read(name)]
        part = pack.read(names[0]).replace(b"1.23456789012345", b"1e999")
    with pytest.raises(SheetsRefused, match="«inf» es un error"):
        filled.read(data=repacked(endless, {names[0]: part}))


def test_contradictions_are_told_at_their_cell(filled: Filled) -> None:
    fee = line("streams", "fee")
    filled.cell(fee.id, "currency").value = "EUR"
    filled.cell(fee.id, "start").value = datetime(2030, 1, 1)
    filled.cell(fee.id, "end").value = datetime(2029, 1, 1)
    assert any("es anterior al primero" in each for each in troubles(filled))
    filled.cell(fee.id, "end").value = None
    cash = line("sources", "cash")
    after = InputSheets(SAMPLE).grid.project_end + 5
    filled.cell(cash.id, "amounts", after).value = 7
    told = troubles(filled)
    assert any(each.startswith("Hoja «Desembolsos», fila 5, columna ") and "El FOMIN no" in each for each in told)
    assert any("La moneda EUR no tiene tasa de cambio" in each and "(Moneda)" in each for each in told)


def _cut(page: Worksheet) -> None:
    page.move_range("D4:F8", rows=1)


def _column(page: Worksheet) -> None:
    page.insert_cols(4)


def _title(page: Worksheet) -> None:
    page.cell(HEAD + 1, 4).value = "Precio nuevo"


def _merge(page: Worksheet) -> None:
    page.merge_cells("C5:D5")


def _far(page: Worksheet) -> None:
    page.cell(BODY + 2, 300).value = 5


def _key(page: Worksheet) -> None:
    page.cell(BODY + 2, 1).value = page.cell(BODY + 1, 1).value


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_cut, "La tabla se movió"), (_column, "La tabla se movió"), (_title, "fila 4, columna D"),
        (_merge, "Hay celdas combinadas (C5:D5)"), (_far, "está fuera de la tabla"),
        (_key, "La clave es la de otra fila"),
    ],
)  # fmt: skip
def test_a_table_that_is_not_as_it_was_is_named(filled: Filled, spoil: object, sentence: str) -> None:
    spoil(filled.book["Costos · Fijo"])  # type: ignore[operator]
    assert any(sentence in each for each in troubles(filled))


def test_foreign_lists_missing_sheets_and_moved_months_are_named(filled: Filled) -> None:
    filled.book["Listas"].cell(5, 3).value = "Algo más"
    del filled.book["Segmentos"]
    filled.book["Desembolsos"].insert_cols(MONTH + 3)
    told = troubles(filled)
    assert any("Hoja «Listas», fila 3" in each and "no es la que se escribió" in each for each in told)
    assert any("Hoja «Segmentos»: Falta esta hoja, o sus filas se movieron: deshaga el cambio" in each for each in told)
    assert any("Hoja «Desembolsos», fila 4, columna I" in each for each in told)


def test_a_removed_line_that_others_refer_to_is_named_where_they_do(filled: Filled) -> None:
    service = SAMPLE.services[0]
    area = filled.sheets.of(f"services/{service.id}")
    filled.book[area.sheet].delete_rows(area.row + 1)
    told = troubles(filled)
    assert told
    assert all("La línea a la que se refiere ya no existe" in each and "(Servicio)" in each for each in told)
    filled.cell(SAMPLE.segments[0].id, "service").value = service.name.upper()
    assert any(f"«{service.name.upper()}» no está en la lista" in each for each in troubles(filled))


def test_nothing_left_of_a_template_is_read_as_a_plan(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(input_book.template(Plan()))
    found = input_book.read(path, lambda _id: None)
    assert (found.before, found.notices) == (None, ())
    assert alike(found.plan) == alike(Plan())
    shutil.copy(path, tmp_path / "u.xlsx")
    assert input_book.read(tmp_path / "u.xlsx", lambda _id: None).plan.id != found.plan.id
