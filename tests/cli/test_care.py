"""Backup, restore and doctor, run as a person or a script would."""

from __future__ import annotations

import getpass
import platform
import threading
from pathlib import Path

import pytest
from cli_program import Run
from spoilt_payload import spoil_payload

from workbench.model import payload
from workbench.model.plan import Plan
from workbench.storage.library import Library
from workbench.storage.lock import MOMENT, WriterLock, holder
from workbench.storage.records import Index


@pytest.fixture
def kept(library: Path, plan: Plan) -> Path:
    """The library with a plan in it."""
    with Library.open(library, write=True) as opened:
        opened.add(plan, "Prueba", Index())
    return library


def test_a_backup_is_made_listed_and_restored(run: Run, kept: Path, plan: Plan) -> None:
    made = Path(run("backup").out.strip())
    assert made.is_file()
    run("new")
    listed = run("restore", "--list", "--json").json
    assert [each["plans"] for each in listed] == [2, 1, 1]
    assert listed[1] == {"number": 2, "file": str(made), "when": listed[1]["when"], "size": 57344, "plans": 1} | {
        "size": made.stat().st_size
    }
    assert made.name in run("restore", "--list").out
    done = run("restore", "2")
    assert (done.code, done.err) == (0, "")
    assert "no está en la copia" in done.out
    assert [each["id"] for each in run("plans", "--json").json] == [str(plan.id)]
    assert run("restore").code == 0
    assert len(run("plans", "--json").json) == 2


def test_a_backup_of_spoilt_texts_is_made_and_told(run: Run, kept: Path) -> None:
    spoil_payload(kept)
    done = run("backup")
    assert (done.code, Path(done.out.strip()).is_file()) == (0, True)
    assert "restaure una copia" in done.err


def test_a_backup_goes_to_a_file_and_comes_back_from_it(run: Run, kept: Path, tmp_path: Path, plan: Plan) -> None:
    with Library.open(kept, write=True):
        assert run("backup", "-o", "usb.db").out == "usb.db\n"
        assert "abierta" in run("restore", "usb.db").refused(3)
    kept.unlink()
    assert run("restore", tmp_path / "usb.db").code == 0
    run("export", str(plan.id), "-o", "back.json")
    assert (tmp_path / "back.json").read_bytes() == payload.dump(plan)


def test_what_cannot_be_done_is_one_line(run: Run, library: Path, tmp_path: Path) -> None:
    assert "Todavía no hay" in run("backup").refused(2)
    assert "No hay copias" in run("restore").refused(2)
    run("new")
    assert "--list" in run("restore", "7").refused(2)
    (tmp_path / "text.db").write_text("Hola. " * 100)
    assert "text.db" in run("restore", "text.db").refused(2)
    assert "missing" in run("backup", "-o", "missing/copy.db").refused(2)
    run("backup", "-o", library).refused(2)
    run("backup", "-o", ".").refused(2)


def test_the_doctor_says_all_is_well_without_names_or_amounts(run: Run, kept: Path, plan: Plan) -> None:
    done = run("doctor", "--json")
    assert done.code == 0, done.out
    checks = {each["id"]: each for each in done.json["checks"]}
    assert {each["state"] for each in checks.values()} == {"good"}
    assert set(checks) >= {"library", "integrity", "contents", "journal", "permissions", "space", "backups", "fonts"}
    assert {"workbench", "Python", "SQLite"} <= set(done.json["versions"])
    said = run("doctor").out
    assert "[bien] Permisos: " in said
    text = done.out + said
    for private in (plan.project.name, plan.basis.currency, str(kept), kept.name, str(Path.home())):
        assert private not in text
    if len(getpass.getuser()) > 4:
        assert getpass.getuser() not in text
    if platform.node():
        assert platform.node() not in text.split()


def test_the_doctor_keeps_nobody_out_and_leaves_no_trace(run: Run, kept: Path) -> None:
    before = kept.read_bytes()
    assert "Nadie la tiene abierta" in run("doctor").out
    assert kept.read_bytes() == before
    assert holder(kept) is None
    look = WriterLock(kept)._lock
    look.acquire()
    threading.Timer(MOMENT / 2, look.release).start()  # who looks has let go of it by then
    with Library.open(kept, write=True):
        assert holder(kept) is not None
        assert "Está abierta en una ventana" in run("doctor").out
        assert holder(kept) is not None


def test_the_doctor_sees_what_is_wrong(run: Run, kept: Path) -> None:
    kept.chmod(0o644)
    done = run("doctor", "--json")
    assert done.code == 1
    assert [each["id"] for each in done.json["checks"] if each["state"] != "good"] == ["permissions"]
    data = kept.read_bytes()
    kept.write_bytes(data.replace(b'"phone":', b'"ph\x00ne":'))
    done = run("doctor", "--json")
    assert done.code == 3
    assert "contents" in {each["id"] for each in done.json["checks"] if each["state"] == "bad"}
    kept.write_bytes(data[: len(data) // 2])
    done = run("doctor")
    assert (done.code, "[mal]" in done.out) == (3, True)
    assert kept.name not in done.out
    assert run("restore").code == 0
    assert run("doctor").code == 1 - int(kept.stat().st_mode & 0o077 == 0)
