"""What cannot be done: one line that says so, an exit code, and nothing changed."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cli_program import PROGRAM, Run

from workbench.__main__ import window_asked
from workbench.model import payload
from workbench.model.plan import Plan
from workbench.storage.library import Library
from workbench.storage.records import Index

Payload = dict[str, Any]


def _text(change: Callable[[Payload], object]) -> Callable[[Payload], bytes]:
    def changed(payload: Payload) -> bytes:
        change(payload)
        return json.dumps(payload).encode()

    return changed


BAD_FILES: dict[str, tuple[Callable[[Payload], bytes], str]] = {
    "broken": (lambda p: json.dumps(p).encode()[:-40], "línea 1, columna"),
    "not utf-8": (lambda _p: b'{"schema": "\xff"}', "UTF-8"),
    "empty": (lambda _p: b"", "línea 1"),
    "huge": (lambda _p: b'{"a": "' + b" " * 21_000_000 + b'"}', "20 MB"),
    "deep": (lambda _p: b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "40 niveles"),
    "no plan": (lambda _p: b'{"name": "x"}', "schema"),
    "newer": (_text(lambda p: p.update(schema="sustainability-plan/99")), "schema: Viene de un programa más nuevo"),
    "unknown code": (
        _text(lambda p: p["sources"][2].update(status="signed")),
        "sources/2/status: Código desconocido «signed»",
    ),
    "unknown kind": (_text(lambda p: p["costs"][1].update(kind="rent")), "costs/1: Código desconocido «rent»"),
    "unknown field": (_text(lambda p: p["basis"].update(colour="red")), "basis/colour: Campo desconocido"),
    "NaN": (lambda p: json.dumps(p).replace('"COP"', "NaN", 1).encode(), "«NaN» no es un número"),
    "negative price": (_text(lambda p: p["streams"][0].update(price="-1")), "streams/0/price: Debe ser mayor"),
    "gone line": (
        _text(lambda p: p["segments"][0].update(service="00000000-0000-4000-8000-000000000000")),
        "segments/0/service: ",
    ),
}


def _keep(library: Path, plan: Plan) -> None:
    with Library.open(library, write=True) as opened:
        opened.add(plan, "Prueba", Index())


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_json_names_the_place_and_leaves_the_library(
    run: Run, plan: Plan, plan_json: Path, library: Path, tmp_path: Path, name: str
) -> None:
    make, said = BAD_FILES[name]
    _keep(library, plan)
    before = library.read_bytes()
    good = plan.with_(project=plan.project.with_(name="Otra"))
    (tmp_path / "good.json").write_bytes(payload.dump(good))
    (tmp_path / "bad.json").write_bytes(make(json.loads(plan_json.read_bytes())))
    line = run("import", "good.json", "bad.json").refused(2)
    assert line.startswith("workbench: bad.json: ")
    assert said in line
    assert library.read_bytes() == before
    assert sorted(path.name for path in library.parent.glob("library*")) == [
        "library.db",
        "library.db-backups",
        "library.db.lock",
    ]


def test_a_bad_file_makes_no_library(run: Run, library: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("[]")
    run("import", "bad.json").refused(2)
    run("figures", "bad.json").refused(2)
    run("export", "nobody", "-o", "out.json").refused(2)
    assert not library.exists()
    assert not (tmp_path / "out.json").exists()


def test_a_bad_pdf_is_refused(run: Run, library: Path, tmp_path: Path, plan_json: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(tmp_path / "empty.pdf")
    (tmp_path / "cut.pdf").write_bytes((tmp_path / "empty.pdf").read_bytes()[:200])
    (tmp_path / "text.pdf").write_bytes(plan_json.read_bytes())
    assert "no lleva un plan" in run("import", "empty.pdf").refused(2)
    assert "dañado" in run("import", "cut.pdf").refused(2)
    assert "No es un PDF" in run("import", "text.pdf").refused(2)
    assert not library.exists()


def test_a_pdf_whose_plan_is_not_the_printed_one_says_so(run: Run, plan: Plan, plan_json: Path, tmp_path: Path) -> None:
    run("export", plan_json, "-o", "plan.pdf")
    other = plan.with_(project=plan.project.with_(name="Otra"))
    with pikepdf.open(tmp_path / "plan.pdf") as pdf:
        pdf.attachments["plan.json"] = payload.dump(other)
        pdf.save(tmp_path / "other.pdf")
    assert "no es el que imprime" in run("import", "other.pdf").out
    assert "no es el que imprime" not in run("import", "plan.pdf").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("nothing",),
        ("export",),
        ("export", "x"),
        ("export", "x", "-o"),
        ("figures", "x", "--period", "week"),
        ("figures", "x", "--lang", "pt"),
        ("explain", "x", "break_even.sales", "--depth", "many"),
        ("explain", "x", "break_even.sales", "--depth", "7"),
        ("figures", "x", "--colour"),
        ("statements", "x", "--json", "--csv"),
        ("new", "--template", "nothing"),
        ("import", "missing.json"),
        ("import", "plan.xlsx"),
        ("import", "."),
        ("figures", "nobody"),
        ("export", "plan.json", "-o", "plan.json"),
        ("export", "plan.json", "-o", "plan.txt"),
        ("export", "plan.json", "-o", "."),
        ("export", "plan.json", "-o", "folder.json"),
        ("export", "plan.json", "-o", "missing/out.json"),
        ("export", "plan.json", "-o", "plan.json/out.json"),
    ],
    ids=" ".join,
)
def test_bad_use_is_one_spanish_line(run: Run, plan_json: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "folder.json").mkdir()
    before = plan_json.read_bytes()
    line = run(*arguments).refused(2)
    english = {"argument", "arguments", "choice", "command.", "error:", "required:", "usage:"}
    assert not set(line.lower().split()) & english
    assert plan_json.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.json", "plan.json"]
    assert not list((tmp_path / "folder.json").iterdir())


def test_an_export_never_replaces_the_library(run: Run, tmp_path: Path) -> None:
    run("new", "--library", "library.json")
    before = (tmp_path / "library.json").read_bytes()
    made = run("plans", "--library", "library.json", "--json").json[0]["id"]
    run("export", made, "-o", "library.json", "--library", "library.json").refused(2)
    assert (tmp_path / "library.json").read_bytes() == before


def test_a_character_without_a_picture_is_named(run: Run, plan: Plan, tmp_path: Path) -> None:
    odd = plan.with_(project=plan.project.with_(name="Farmacia \U0001f48a"))
    (tmp_path / "odd.json").write_bytes(payload.dump(odd))
    assert "U+1F48A" in run("export", "odd.json", "-o", "odd.pdf").refused(2)
    assert not (tmp_path / "odd.pdf").exists()


def test_an_ambiguous_name_lists_the_plans(run: Run, plan: Plan, plan_json: Path, tmp_path: Path) -> None:
    twin = plan.with_(id="0f8fad5b-d9cb-469f-a165-70867728950e")
    (tmp_path / "twin.json").write_bytes(payload.dump(twin))
    run("import", plan_json, "twin.json")
    line = run("figures", plan.project.name).refused(2)
    assert str(plan.id)[:8] in line
    assert "0f8fad5b" in line


def test_no_name_is_not_the_name_of_a_plan_without_one(run: Run) -> None:
    run("new")
    assert "«»" in run("figures", "").refused(2)


# ---------------------------------------------------------------- libraries that cannot be used


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


def _foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE diary (day TEXT)")
    connection.close()


def _damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _text_file(path: Path) -> None:
    path.write_text("Esto no es una biblioteca.\n" * 20, encoding="utf-8")


def _files(library: Path) -> dict[Path, bytes]:
    """Everything in the library's folder and below it."""
    return {path: path.read_bytes() for path in library.parent.rglob("*") if path.is_file()}


@pytest.mark.parametrize("spoil", [_newer, _foreign, _damaged, _text_file], ids=lambda f: f.__name__)
def test_a_library_that_is_not_ours_stays_untouched(
    run: Run, library: Path, plan: Plan, plan_json: Path, spoil: Callable[[Path], None]
) -> None:
    _keep(library, plan)
    spoil(library)
    before = _files(library)
    for arguments in (("plans", "--json"), ("figures", "somebody"), ("new",), ("import", plan_json)):
        assert "No se ha cambiado nada" in run(*arguments).refused(3)
    assert _files(library) == before


def test_while_the_window_writes_commands_only_read(run: Run, library: Path, plan: Plan, plan_json: Path) -> None:
    with Library.open(library, write=True) as opened:
        opened.add(plan, "Prueba", Index())
        assert len(run("plans", "--json").json) == 1
        for command in ("figures", "statements"):
            assert run(command, str(plan.id), "--json").json
        assert run("export", str(plan.id), "-o", "out.json").code == 0
        assert "abierta" in run("new").refused(3)
        run("import", plan_json).refused(3)
    assert run("new").code == 0


# ---------------------------------------------------------------- nobody listens


def _finish(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    assert process.stderr
    with process.stderr:
        said = process.stderr.read().decode()
    return process.wait(timeout=60), said


def test_a_reader_that_leaves_is_no_crash(plan_json: Path) -> None:
    command = [*PROGRAM, "figures", str(plan_json), "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    process.stdout.read(10)
    process.stdout.close()
    code, said = _finish(process)
    assert code == 2
    assert said.startswith("workbench: ")
    assert said.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_below_the_output_is_said(plan_json: Path) -> None:
    with open("/dev/full", "wb") as full:
        process = subprocess.Popen([*PROGRAM, "schema"], stdout=full, stderr=subprocess.PIPE)
        code, said = _finish(process)
    assert code == 2
    assert said.count("\n") == 1


def test_an_old_terminal_gets_utf_8(run: Run, plan_json: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "PYTHONIOENCODING", "ascii")
    assert "−" in run("statements", plan_json).out


def test_files_are_opened_in_the_window_and_commands_are_not(tmp_path: Path) -> None:
    file = str(tmp_path / "Ronda.ROUND")
    assert window_asked([]) == ({}, [])
    assert window_asked([file, "--lang", "pt", "plan.pdf"]) == ({"--lang": "pt"}, [Path(file), Path("plan.pdf")])
    assert window_asked(["import", file]) is None
    assert window_asked(["--library=a.db", file]) == ({"--library": "a.db"}, [Path(file)])
    assert window_asked(["--wrong", file]) is None
