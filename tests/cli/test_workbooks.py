"""A plan leaves as a workbook, is changed there and comes back; or what is wrong is told, and nothing comes."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from cli_program import Run
from sheets_filled import Filled

from workbench.model.plan import Plan


def test_an_exported_workbook_comes_back_with_what_was_changed(
    run: Run, plan_json: Path, plan: Plan, tmp_path: Path
) -> None:
    run("import", plan_json)
    run("export", str(plan.id), "-o", "plan.xlsx")
    same = run("import", "plan.xlsx")
    assert (same.code, same.err) == (0, "")
    assert same.out.startswith(f"{plan.id}  El plan ya estaba en la biblioteca, igual: nada cambió.  Solo se leen")
    filled, staff = Filled(plan, tmp_path), next(line for line in plan.costs if line.kind == "staff")
    filled.cell(staff.id, "pay").value = 4_321_000
    filled.book.save(tmp_path / "changed.xlsx")
    changed = run("import", "changed.xlsx").out.splitlines()
    assert changed[0].endswith("→ COP 4.321.000")
    assert changed[0].startswith(f"Costos › {staff.name} · Sueldo mensual: COP")
    assert changed[1].startswith(f"{plan.id}  El plan tiene una nueva revisión")
    assert run("figures", "changed.xlsx", "--json").out == run("figures", str(plan.id), "--json").out
    filled.cell(staff.id, "pay").value = "mucho"
    filled.cell(staff.id, "charges").value = None
    filled.book.save(tmp_path / "wrong.xlsx")
    wrong = run("import", "wrong.xlsx")
    assert (wrong.code, wrong.out) == (2, "")
    row = filled.sheets.at(staff.id, "pay").row + 1
    assert f"wrong.xlsx: Hoja «Costos · Personal», fila {row}, columna " in wrong.err
    assert "La celda está vacía y aquí hace falta un valor." in wrong.err
    assert "«mucho» es un texto; aquí va un número." in wrong.err
    assert wrong.err.splitlines()[-1].startswith("workbench: No se importó nada de «wrong.xlsx»")


def test_a_template_in_another_language_becomes_a_plan(run: Run, tmp_path: Path) -> None:
    assert run("template", "-o", "modelo.xlsx", "--lang", "pt").code == 0
    made = run("import", "modelo.xlsx")
    assert made.code == 0
    assert UUID(made.out.strip()).version == 4
    assert run("template", "-o", "modelo.ods").refused(2)
    assert run("import", tmp_path / "no.xlsx").refused(2)
