"""Every command, run as a person or a script would."""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from cli_program import Run

from workbench.engine.projection import Projection, project
from workbench.formats import Formats
from workbench.model import payload
from workbench.model.plan import Plan

ROW = {"id", "period", "from", "to", "service", "use", "value", "unit", "reason", "reason_text"}
UNITS = {"money", "share", "months", "month", "points", "number", "ratio", "class"}
MONTH = re.compile(r"\d{4}-\d{2}")


@pytest.fixture(scope="session")
def projection(plan: Plan) -> Projection:
    """The figures, computed here."""
    return project(plan)


def test_a_new_plan_is_listed_and_found_by_id_beginning_and_name(run: Run, plan_json: Path, plan: Plan) -> None:
    blank = run("new", "--template", "blank")
    assert (blank.code, blank.err) == (0, "")
    made = blank.out.strip()
    assert UUID(made).version == 4
    assert run("import", plan_json).out == f"{plan.id}\n"
    listed = {each["id"]: each for each in run("plans", "--json").json}
    assert set(listed) == {made, str(plan.id)}
    assert listed[str(plan.id)]["name"] == "Farmacias del río"
    assert "Farmacias del río" in run("plans").out
    assert "from the start" in run("plans", "--lang", "en").out
    for name in (str(plan.id), str(plan.id)[:8], "farmacias del río"):
        run("export", name, "-o", f"{len(name)}.json")
        assert (plan_json.parent / f"{len(name)}.json").read_bytes() == payload.dump(plan)


def test_the_library_may_be_named(run: Run, tmp_path: Path, library: Path) -> None:
    made = run("new", "--library", tmp_path / "other.db").out.strip()
    assert [each["id"] for each in run("--library", tmp_path / "other.db", "plans", "--json").json] == [made]
    assert run("plans", "--json").json == []
    assert not library.exists()


def test_importing_again_says_what_became_of_it(run: Run, plan_json: Path, plan: Plan) -> None:
    run("import", plan_json)
    again = run("import", plan_json)
    assert again.code == 0
    assert again.out.startswith(f"{plan.id}  ")
    assert "nada cambió" in again.out
    plan_json.write_bytes(payload.dump(plan.with_(project=plan.project.with_(name="Otra"))))
    assert "nueva revisión" in run("import", plan_json).out
    assert [each["name"] for each in run("plans", "--json").json] == ["Otra"]


def test_a_plan_is_exported_as_a_workbook(run: Run, tmp_path: Path) -> None:
    assert run("export", "farmacias", "-o", "plan.xlsx", "--lang", "en").code == 0
    with zipfile.ZipFile(tmp_path / "plan.xlsx") as file:
        assert "xl/workbook.xml" in file.namelist()


def test_every_sample_is_listed_exported_and_made_a_plan_of_its_own(run: Run, tmp_path: Path) -> None:
    listed = run("samples", "--json").json
    assert "farmacias" in {each["id"] for each in listed}
    for each in listed:
        assert isinstance(each["name"], str)
        assert each["name"]
        assert run("export", each["id"], "-o", "sample.json").code == 0
        original = payload.load((tmp_path / "sample.json").read_bytes())
        made = [run("new", "--template", each["id"]).out.strip() for _twice in range(2)]
        assert len({*made, str(original.id)}) == 3
        run("export", made[0], "-o", "mine.json")
        assert payload.load((tmp_path / "mine.json").read_bytes()) == original.with_(id=UUID(made[0]))


def test_figures_are_those_of_the_engine_in_every_period(run: Run, plan_json: Path, projection: Projection) -> None:
    rows = run("figures", plan_json, "--json").json
    assert len(rows) == len(projection.rows())
    services = {str(each.id) for each in projection.plan.services}
    for row, told in zip(rows, projection.rows(), strict=True):
        assert set(row) == ROW
        assert row["unit"] in UNITS
        assert MONTH.fullmatch(row["from"])
        assert row["from"] <= row["to"] <= projection.grid.month(projection.grid.months - 1)
        assert row["service"] is None or row["service"] in services
        assert row["use"] in (None, "structure", "services")
        assert row["value"] == told.value.number
        assert row["value"] is None or math.isfinite(row["value"])
        assert row["value"] is not None or row["reason"]
        assert bool(row["reason"]) == bool(row["reason_text"])
    assert {row["id"] for row in rows} >= {each.id for each in projection.told()}
    kinds = {row["period"].partition(":")[0] for row in rows}
    assert kinds >= {"single", "project", "sustained", "after12", "year", "quarter", "month"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("phase", {"project", "sustained"}),
        ("after12", {"after12"}),
        ("year", {"year"}),
        ("quarter", {"quarter"}),
        ("month", {"month"}),
        ("single", {"single"}),
    ],
)
def test_figures_of_one_kind_of_period(run: Run, plan_json: Path, asked: str, found: set[str]) -> None:
    rows = run("figures", plan_json, "--period", asked, "--json").json
    assert {row["period"].partition(":")[0] for row in rows} - {"spell"} == found


def test_figures_are_written_as_the_country_does(run: Run, plan_json: Path, projection: Projection) -> None:
    out = run("figures", plan_json).out
    value = projection.value("break_even.sales", "sustained").number
    assert value is not None
    assert value >= 1000
    text = Formats("CO").money(value, "COP", 0)
    assert re.search(rf"^break_even\.sales  .* {re.escape(text)}$", out, re.MULTILINE)
    assert "Después del proyecto: " in out
    assert "trimestre" not in out
    assert "trimestre" in run("figures", plan_json, "--period", "quarter").out


def test_statements_by_month(run: Run, plan_json: Path, projection: Projection) -> None:
    lines = run("statements", plan_json, "--json").json
    assert [set(line) for line in lines] == [{"statement", "line", "id", "values"}] * len(lines)
    assert {line["statement"] for line in lines} == {"operating", "cash", "sources_uses", "position", "flows"}
    for line, told in zip(lines, projection.statements(), strict=True):
        assert line["values"] == told.values.tolist()
        assert len(line["values"]) == 36
        assert line["line"]
    by_id = {line["id"]: line["values"] for line in lines if line["statement"] == "sources_uses"}
    assert sum(by_id["sources"]) == pytest.approx(sum(by_id["uses"]) + sum(by_id["cash_change"]))


def test_statements_for_a_spreadsheet(run: Run, plan: Plan, tmp_path: Path) -> None:
    first, *others = plan.streams
    risky = plan.with_(streams=(first.with_(name="=1+1"), *others))
    (tmp_path / "risky.json").write_bytes(payload.dump(risky))
    head, *rows = csv.reader(io.StringIO(run("statements", "risky.json", "--csv").out))
    assert head[:4] == ["statement", "id", "line", plan.basis.start]
    told = project(risky).statements()
    assert [[float(cell) for cell in row[3:]] for row in rows] == [line.values.tolist() for line in told]
    assert not [cell for row in rows for cell in row[3:] if "e" in cell.lower()]
    assert [row[2] for row in rows if row[1] == f"stream:{first.id}"] == ["'=1+1"]


def test_statements_by_year(run: Run, plan_json: Path, projection: Projection) -> None:
    out = run("statements", plan_json).out
    revenue = next(line for line in projection.statements() if line.id == "revenue")
    cells = [re.escape(Formats("CO").cell(value)) for value in projection.by_year(revenue)]
    assert re.search(rf"^Ingresos +{' +'.join(cells)}$", out, re.MULTILINE)
    assert "Resultado (COP)" in out


def test_explain_says_the_rule_and_what_it_rests_on(run: Run, plan_json: Path, projection: Projection) -> None:
    asked = ("explain", plan_json, "break_even.sales", "--period", "sustained", "--depth")
    first, rule, *rest = run(*asked, "1").out.splitlines()
    value = projection.value("break_even.sales", "sustained").number
    assert value is not None
    assert first == f"Ventas de equilibrio, Después del proyecto: {Formats('CO').money(value, 'COP')}"
    assert rule.startswith("  = «Costos fijos» [COP")
    assert rest[0].startswith("    Depende además de: «Fin vigente de la ejecución»")
    assert rest[1].startswith("    Costos fijos: COP")
    assert run(*asked, "0").out.splitlines() == [first, rule]
    assert run(*asked, "3").out.count("\n") > len(rest) + 2
    start = f"month:{projection.plan.basis.start}"
    spells = {row.period.id for row in projection.rows() if row.id == "break_even.month.relapses"}
    for figure, period in [("break_even.month.relapses", spells.pop()), ("funding.gap.committed", start)]:
        assert run("explain", plan_json, figure, "--period", period).code == 0


def test_explain_asks_which_service(run: Run, plan_json: Path, plan: Plan) -> None:
    asked = run("explain", plan_json, "break_even.activity.full").refused(2)
    assert all(service.name in asked for service in plan.services)
    named = run("explain", plan_json, "break_even.activity.full", "--service", plan.services[0].name)
    assert (named.code, named.err) == (0, "")
    assert named.out == run("explain", plan_json, "break_even.activity.full", "--service", str(plan.services[0].id)).out
    run("explain", plan_json, "break_even.sales", "--period", "month:2027-01").refused(2)
    run("explain", plan_json, "break_even.nothing").refused(2)


def test_check_ends_in_one_only_for_an_error(run: Run, plan: Plan, tmp_path: Path) -> None:
    end = plan.project.current_end
    assert end
    late = plan.with_(project=plan.project.with_(current_end=end.replace(year=end.year + 3)))
    (tmp_path / "late.json").write_bytes(payload.dump(late))
    done = run("check", "late.json", "--json")
    assert done.code == 1
    for finding in done.json:
        assert set(finding) == {"id", "severity", "sentence", "path", "cure", "figure", "period"}
        assert finding["sentence"]
    assert done.json[0]["severity"] == "error"
    text = run("check", "late.json")
    assert text.code == 1
    assert text.out.startswith("error: " + done.json[0]["sentence"])


def test_check_of_a_plan_without_errors(run: Run, plan_json: Path) -> None:
    done = run("check", plan_json, "--json")
    assert "error" not in {finding["severity"] for finding in done.json}
    assert done.code == 0


def test_the_schema_knows_every_part_of_a_plan_file(run: Run, plan: Plan) -> None:
    schema = run("schema").json
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(schema["properties"]) == {"schema", *(set(Plan.model_fields) - {"schema_"})}


@pytest.mark.parametrize("kind", ["json", "pdf"])
def test_what_goes_out_comes_in_equal(run: Run, plan_json: Path, plan: Plan, tmp_path: Path, kind: str) -> None:
    assert run("export", plan_json, "-o", f"out.{kind}").code == 0
    assert run("import", f"out.{kind}").out == f"{plan.id}\n"
    run("export", str(plan.id), "-o", "back.json")
    assert payload.fingerprint((tmp_path / "back.json").read_bytes()) == payload.fingerprint(payload.dump(plan))
    assert run("figures", str(plan.id), "--json").out == run("figures", plan_json, "--json").out


def test_help_speaks_spanish(run: Run) -> None:
    for arguments in ([], ["export"], ["figures"]):
        out = run(*arguments, "--help").out
        assert out.startswith("uso: workbench")
        assert not re.search(r"usage|options|positional|arguments|show this", out)
