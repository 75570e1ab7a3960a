"""The portfolio on the command line: files, the library, and what is wrong with some of them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from uuid import uuid4

import pytest
from cli_program import Run

from workbench.engine.projection import project
from workbench.exchange import samples
from workbench.exchange.workbook import plan_workbook
from workbench.model import payload
from workbench.model.plan import Plan
from workbench.report.plan_report import plan_pdf

KEYS = {"currency", "plans", "totals", "shares", "horizon", "break_even", "gaps"}


def sample(name: str, country: str = "CO") -> Plan:
    plan = samples.load("farmacias")
    return plan.with_(id=uuid4(), project=plan.project.with_(name=name, country=country))


def test_plans_of_any_files_are_consolidated_and_bad_ones_named(run: Run, tmp_path: Path, library: Path) -> None:
    one, two, three = sample("Uno"), sample("Dos", "PE"), sample("Tres")
    (tmp_path / "uno.json").write_bytes(payload.dump(one))
    (tmp_path / "otra-vez.json").write_bytes(payload.dump(one))
    (tmp_path / "cambiado.json").write_bytes(payload.dump(one.with_(project=two.project)))
    (tmp_path / "dos.pdf").write_bytes(plan_pdf(project(two)))
    (tmp_path / "tres.xlsx").write_bytes(plan_workbook(project(three), "es"))
    (tmp_path / "roto.json").write_text("{", encoding="utf-8")
    (tmp_path / "notas.txt").write_text("hola", encoding="utf-8")
    good = ("uno.json", "otra-vez.json", "dos.pdf", "tres.xlsx")
    bad = ("cambiado.json", "roto.json", "notas.txt", "no.pdf")
    done = run("portfolio", *good, *bad, "--json", "--by", "country")
    assert done.code == 1
    named = done.err.splitlines()
    assert len(named) == len(bad)
    assert all(file in line for file, line in zip(bad, named, strict=True))
    told = done.json
    assert set(told) == {*KEYS, "by", "groups"}
    assert [plan["name"] for plan in told["plans"]] == ["Uno", "Dos", "Tres"]
    assert (told["currency"], told["totals"]["fomin"]) == ("COP", 3 * 1_200_000_000)
    assert told["shares"]["leverage"] == pytest.approx(800 / 1200)
    assert [(group["label"], group["totals"]["plans"]) for group in told["groups"]] == [("Colombia", 2), ("Perú", 1)]
    assert not library.exists()
    none = run("portfolio", "roto.json")
    assert (none.code, none.out) == (2, "")
    assert "roto.json" in none.err


def test_the_library_is_consolidated_also_what_it_has_not_computed_yet(run: Run, tmp_path: Path, library: Path) -> None:
    plans = [sample("Uno"), sample("Dos")]
    for plan in plans:
        (tmp_path / f"{plan.id}.json").write_bytes(payload.dump(plan))
    run("import", *(f"{plan.id}.json" for plan in plans))
    kept = run("portfolio", "--json").json
    connection = sqlite3.connect(library)
    connection.execute("UPDATE figure_index SET portfolio = ''")
    connection.commit()
    connection.close()
    assert run("portfolio", "--json").json == kept
    files = run("portfolio", *(f"{plan.id}.json" for plan in reversed(plans)), "--json").json
    assert json.dumps(files) == json.dumps(kept)
    said = run("portfolio", "--by", "stage").out
    for text in ("Uno", "Dos", "FOMIN : contrapartida", "60,0 : 40,0", "SSME 86 : 14", "En ejecución"):
        assert text in said.replace("60.0 : 40.0", "60,0 : 40,0")
