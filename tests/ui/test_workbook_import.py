"""A workbook dropped on the window: looked at first, then one step of the plan; or refused, and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot
from sheets_filled import Filled
from windows import open_program, open_view, small_plan

from workbench.engine.projection import project
from workbench.exchange.workbook import plan_workbook
from workbench.model.plan import Plan
from workbench.ui.app import Program
from workbench.ui.workbook_preview import Coming, Troubled
from workbench.ui.working import Working


@pytest.fixture
def filled(tmp_path: Path) -> Filled:
    return Filled(small_plan(), tmp_path)


def shown(qtbot: QtBot, program: Program, kind: type) -> object:
    """The dialog of a kind, once it is there."""
    qtbot.waitUntil(lambda: any(each.isVisible() for each in program.window.findChildren(kind)), timeout=20_000)
    return next(each for each in program.window.findChildren(kind) if each.isVisible())


def kept(program: Program, plan: Plan) -> Plan:
    return program.window.desk.library.load(plan.id)


def test_a_change_is_shown_then_done_as_one_step_that_undo_takes_back(qtbot: QtBot, filled: Filled) -> None:
    plan = filled.plan
    filled.path.write_bytes(plan_workbook(project(plan), "es"))
    filled.book = load_workbook(filled.path)
    filled.book["Mensual"]["H14"] = 5
    filled.cell(plan.costs[0].id, "amount").value = 5_000_000
    filled.new("costs/fixed", "name").value = "Contador"
    filled.book.save(filled.path)
    program, view = open_view(qtbot, plan)
    desk = program.window.desk
    desk.imports.take([filled.path])
    program.window.findChild(Working).reject()
    qtbot.waitUntil(lambda: "se detuvo" in program.window.home.said(), timeout=20_000)
    desk.imports.take([filled.path])
    dialog = shown(qtbot, program, Coming)
    rows = [row.cells for row in dialog.changes.lines.table.rows]
    assert ("Costos › Coordinación", "Monto", "COP\xa04.000.000", "COP\xa05.000.000") in rows
    assert any(cells[1] == "Línea agregada" for cells in rows)
    assert dialog.altered.item(0).text().startswith("Hoja «Mensual», fila 14, columna H (")
    assert dialog.altered.count() == 1
    assert not dialog.changes._go.isVisible()
    assert kept(program, plan) == plan
    dialog.go.click()
    assert [line.name for line in view.session.plan.costs] == ["Coordinación", "Contador"]
    qtbot.waitUntil(lambda: len(kept(program, plan).costs) == 2)
    view.session.undo()
    assert view.session.plan == plan
    qtbot.waitUntil(lambda: kept(program, plan) == plan)


def test_what_is_wrong_is_listed_and_nothing_changes(qtbot: QtBot, filled: Filled) -> None:
    plan = filled.plan
    filled.cell(plan.costs[0].id, "amount").value = "mucho"
    filled.cell(plan.streams[0].id, "price").value = "=1+1"
    filled.book.save(filled.path)
    program = open_program(qtbot, (plan,))
    program.window.desk.imports.take([filled.path])
    dialog = shown(qtbot, program, Troubled)
    rows = [row.cells for row in dialog.list.table.rows]
    assert [cells[0] for cells in rows] == ["Ingresos · Tarifa", "Costos · Fijo"]
    assert rows[1][1:] == ("C5 · Monto", "«mucho» es un texto; aquí va un número.")
    dialog.reject()
    assert kept(program, plan) == plan


def test_a_template_is_saved_filled_and_becomes_a_plan(qtbot: QtBot, tmp_path: Path) -> None:
    program = open_program(qtbot)
    desk = program.window.desk
    desk.imports.workbooks.write_template(tmp_path / "vacía.xlsx")
    qtbot.waitUntil(lambda: "Se guardó «vacía.xlsx»" in program.window.home.said(), timeout=20_000)
    desk.imports.take([tmp_path / "vacía.xlsx"])
    qtbot.waitUntil(lambda: "se agregó a la biblioteca" in program.window.home.said(), timeout=20_000)
    assert len(desk.library.plans()) == 1


def test_among_many_files_a_workbook_that_changes_a_plan_waits_to_be_looked_at(qtbot: QtBot, filled: Filled) -> None:
    plan = filled.plan
    filled.cell(None, "project/theme").value = "Otro"
    filled.book.save(filled.path)
    (filled.path.parent / "roto.xlsx").write_bytes(b"nada")
    program = open_program(qtbot, (plan,))
    program.window.desk.imports.take([filled.path, filled.path.parent / "roto.xlsx"])
    from workbench.ui.many_files import ManyFiles

    dialog = shown(qtbot, program, ManyFiles)
    qtbot.waitUntil(lambda: not dialog.working, timeout=20_000)
    said = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert "impórtelo solo, para ver antes qué cambia" in said[0]
    assert "No es un libro de Excel" in said[1]
    dialog.reject()
    assert kept(program, plan) == plan
