"""Backups of real libraries: taken, thinned out, verified and put back."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from spoilt_payload import spoil_payload

from workbench.model.base import replace
from workbench.model.plan import Plan
from workbench.storage import backup as backup_module
from workbench.storage.backup import RECENT, BackupFailed, back_up, backups, folder_of
from workbench.storage.header import LibraryDamaged, LibraryForeign, LibraryLocked
from workbench.storage.home import cards
from workbench.storage.library import Index, Library
from workbench.storage.restore import restore

GOLDEN = Path(__file__).parents[1] / "golden" / "library_v1.db"


def edit(path: Path, plan: Plan, name: str) -> Plan:
    """A session in which the plan gets another name."""
    changed = replace(plan, "project/name", name)
    with Library.open(path, write=True) as library:
        library.save(changed, "Nombre", Index()).result()
    return changed


def test_a_session_that_changed_something_leaves_a_backup(library_path: Path, plan: Plan) -> None:
    (first,) = backups(library_path)
    assert (first.number, first.plans, first.path.stat().st_mode & 0o777) == (1, 1, 0o600)
    assert folder_of(library_path).stat().st_mode & 0o777 == 0o700
    assert [file.name for file in folder_of(library_path).iterdir()] == [first.path.name]
    with Library.open(library_path, write=True) as library:
        library.load(plan.id)
    assert backups(library_path) == (first,)
    edit(library_path, plan, "Boticas")
    assert [each.number for each in backups(library_path)] == [2, 1]
    assert [cards(each.path)[0].name for each in backups(library_path)] == ["Boticas", "Farmacias"]


def test_what_was_edited_is_backed_up_before_an_import_once(library_path: Path, plan: Plan) -> None:
    with Library.open(library_path, write=True) as library:
        library.save(replace(plan, "project/name", "A"), "Nombre", Index()).result()
        for _each in range(5):
            library.add(plan.with_(id=uuid4()), "b.json", Index())
        assert [(each.number, each.plans) for each in library.backups()] == [(2, 1), (1, 1)]
    assert [each.plans for each in backups(library_path)] == [6, 1, 1]


def copied(library: Library) -> None:
    """The backup at the start, which nobody waits for, is done."""
    library._copier.submit(lambda: None).result()


def test_a_killed_session_is_backed_up_by_the_next(library_path: Path, plan: Plan) -> None:
    (before,) = backups(library_path)
    copy = library_path.with_name("killed.db")
    with Library.open(library_path, write=True) as library:
        library.save(replace(plan, "project/name", "A"), "Nombre", Index()).result()
        for ending in ("", "-wal"):
            shutil.copy(f"{library_path}{ending}", f"{copy}{ending}")
    with Library.open(copy, write=True) as library:
        copied(library)
        assert [cards(each.path)[0].name for each in library.backups()] == ["A"]
    assert backups(library_path)[-1] == before


def test_what_a_killed_backup_left_is_removed(library_path: Path) -> None:
    for name in ("000002-20270301T120000Z.db.new", "000002-20270301T120000Z.db.new-journal"):
        (folder_of(library_path) / name).write_bytes(b"half")
    assert len(backups(library_path)) == 1
    made = back_up(library_path)
    assert {file.name for file in folder_of(library_path).iterdir()} == {
        each.path.name for each in backups(library_path)
    }
    assert made.number == 2


def test_the_last_ten_stay_and_of_older_ones_one_a_week(library_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [datetime(2027, 3, 1, 12, tzinfo=UTC)]

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return clock[0]

    monkeypatch.setattr(backup_module, "datetime", Clock)
    for _day in range(40):
        clock[0] += timedelta(days=1)
        back_up(library_path)
    numbers = [each.number for each in backups(library_path)]
    assert numbers[:RECENT] == list(range(41, 31, -1))
    weeks = [each.when.isocalendar()[:2] for each in backups(library_path)[RECENT:]]
    assert len(set(weeks)) == len(weeks) >= 4
    clock[0] -= timedelta(days=400)
    newest = back_up(library_path)
    assert newest.number == 42
    assert backups(library_path)[0] == newest
    assert [each.number for each in backups(library_path)][:RECENT] == list(range(42, 32, -1))


def test_a_damaged_library_pushes_no_good_backup_out(
    library_path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_module, "RECENT", 1)
    monkeypatch.setattr(backup_module, "WEEKS", 0)
    (good,) = backups(library_path)
    spoil_payload(library_path)
    with Library.open(library_path, write=True) as library:
        library.begin(plan.with_(id=uuid4()), "Nuevo", Index())
    since, *others = backups(library_path)  # what was written since is in a backup too
    assert (library.damaged, since.plans, others) == (True, 2, [good])
    with Library.open(library_path, write=True) as library:
        copied(library)
    assert (library.damaged, backups(library_path)) == (True, (since, good))  # told again, and copied once
    data = bytearray(library_path.read_bytes())
    data[5 * 4096 : 6 * 4096] = bytes(4096)
    library_path.write_bytes(data)
    with pytest.raises(LibraryDamaged, match="dañada"):
        back_up(library_path)
    assert backups(library_path) == (since, good)
    assert {file.name for file in folder_of(library_path).iterdir()} == {since.path.name, good.path.name}


def test_a_full_disk_is_told_and_the_library_goes_on(
    library_path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(100, 100, 0))
        with pytest.raises(BackupFailed, match=r"no cambió.*espacio"):
            back_up(library_path)
        library = Library.open(library_path, write=True)
        library.save(replace(plan, "project/name", "A"), "Nombre", Index()).result()
        assert "copia de seguridad" in library.close()
    assert cards(library_path)[0].name == "A"
    with Library.open(library_path, write=True) as library:
        copied(library)
        assert library.backup_trouble == ""
        assert [cards(each.path)[0].name for each in library.backups()] == ["A", "Farmacias"]


# ---------------------------------------------------------------- restoring


def test_an_open_library_is_restored_and_goes_on(library_path: Path, plan: Plan) -> None:
    edit(library_path, plan, "Boticas")
    with Library.open(library_path, write=True) as library:
        other = plan.with_(id=uuid4(), project=plan.project.with_(name="Otro"))
        library.add(other, "Nuevo", Index())
        done = library.restore(library.backups()[-1])
        assert [card.name for card in library.plans()] == ["Farmacias"]
        assert {each.name for each in done.difference.lost} == {"Boticas", "Otro"}
        said = done.difference.sentences()
        assert any("«Otro» no está en la copia" in each for each in said)
        assert any("«Boticas» vuelve a como estaba el" in each for each in said)
        assert done.difference.sentences(1) == (said[0], "Y lo mismo pasa con otros: 1.")
        assert done.kept is not None
        assert {card.name for card in cards(done.kept)} == {"Boticas", "Otro"}
        library.save(replace(plan, "project/name", "C"), "Nombre", Index()).result()
        assert library.load(plan.id).project.name == "C"
    assert cards(library_path)[0].name == "C"
    assert [card.name for card in cards(backups(library_path)[0].path)] == ["C"]


def test_a_damaged_page_is_restored_and_what_was_lost_is_told(library_path: Path, plan: Plan) -> None:
    with Library.open(library_path, write=True) as library:
        copied(library)
        library.add(plan.with_(id=uuid4(), project=plan.project.with_(name="Otro")), "Nuevo", Index())
        for number in range(3):
            library.save(replace(plan, "project/phone", str(number)), "Teléfono", Index()).result()
    newest, first = backups(library_path)
    spoil_payload(library_path)
    with Library.open(library_path, write=True) as library:
        with pytest.raises(LibraryDamaged, match="restaure una copia"):
            library.load(plan.id)
        library.begin(plan.with_(id=uuid4()), "Nuevo", Index())
        library.add(plan.with_(id=uuid4()), "Importado", Index())
        assert library.damaged  # seen when it was backed up before
        done = library.restore(first)
        assert not library.damaged
        assert library.load(plan.id) == plan
    assert {each.name for each in done.difference.lost} == {"Otro", "Farmacias"}
    assert backups(library_path)[-1] == first
    assert newest in backups(library_path)


def test_a_library_that_cannot_be_opened_is_restored(library_path: Path, plan: Plan) -> None:
    (good,) = backups(library_path)
    broken = library_path.read_bytes()[:100] + bytes(3996) + library_path.read_bytes()[4096:]
    library_path.write_bytes(broken)
    with pytest.raises(LibraryDamaged):
        Library.open(library_path, write=True)
    done = restore(library_path, good.path)
    assert not done.difference.complete
    assert any("no se pudo leer entera" in each for each in done.difference.sentences())
    assert done.kept is not None
    assert done.kept.read_bytes() == broken
    with Library.open(library_path, write=True) as library:
        assert library.load(plan.id) == plan
    assert good in backups(library_path)


def test_an_older_backup_is_lifted_when_it_is_restored(library_path: Path) -> None:
    done = restore(library_path, GOLDEN)
    assert [each.name for each in done.difference.lost] == ["Farmacias"]
    with Library.open(library_path, write=True) as library:
        assert len(library.plans()) == 2


def test_what_is_no_backup_changes_nothing(library_path: Path, tmp_path: Path) -> None:
    before = library_path.read_bytes()
    (tmp_path / "text.db").write_text("Estimado director: …" * 100, encoding="utf-8")
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE notes (text)")
    connection.close()
    for name, error in [("text.db", LibraryDamaged), ("other.db", LibraryForeign)]:
        with pytest.raises(error):
            restore(library_path, tmp_path / name)
    with Library.open(library_path, write=True), pytest.raises(LibraryLocked):
        restore(library_path, backups(library_path)[0].path)
    assert library_path.read_bytes() == before
    assert len(backups(library_path)) == 1


def test_a_stray_journal_is_not_played_into_the_restored_library(library_path: Path, plan: Plan) -> None:
    (good,) = backups(library_path)
    killed = library_path.with_name("killed.db")
    with Library.open(library_path, write=True) as library:
        library.save(replace(plan, "project/name", "A"), "Nombre", Index()).result()
        for ending in ("", "-wal"):
            shutil.copy(f"{library_path}{ending}", f"{killed}{ending}")
    done = restore(killed, good.path)
    assert [each.name for each in done.difference.lost] == ["A"]
    assert [card.name for card in cards(killed)] == ["Farmacias"]
    assert done.kept is not None
    assert [card.name for card in cards(done.kept)] == ["A"]
