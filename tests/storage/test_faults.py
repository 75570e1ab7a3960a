"""What happens to libraries in the world, each provoked for real: a sentence, nothing lost, a way out."""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from storage_processes import ROOT, holding

from workbench.model import payload
from workbench.model.base import replace
from workbench.model.plan import Plan
from workbench.paths import user_data
from workbench.storage import database, store, unsaved
from workbench.storage.header import LibraryError, LibraryGone, LibraryLocked, read_only
from workbench.storage.home import cards
from workbench.storage.library import Index, Library
from workbench.storage.lock import HeldBy
from workbench.storage.network import on_network


def named(plan: Plan, name: str) -> Plan:
    return replace(plan, "project/name", name)


# ---------------------------------------------------------------- somebody else has it


def test_a_second_instance_is_told_who_has_it_and_may_read(library_path: Path, plan: Plan) -> None:
    link = library_path.with_name("link.db")
    link.symlink_to(library_path)
    with holding(library_path, "write") as window:
        for name in (library_path, library_path, link):
            with pytest.raises(HeldBy) as told:
                Library.open(name, write=True)
        assert told.value.holder is not None
        assert told.value.holder.user == getpass.getuser()
        assert told.value.holder.machine == platform.node()
        assert getpass.getuser() in str(told.value)
        assert "solo para leer" in str(told.value)
        with Library.open(library_path) as reader:
            assert not reader.writable
            assert reader.load(plan.id) == plan
        window.communicate()
    with Library.open(library_path, write=True) as library:
        assert library.writable


def test_the_lock_of_a_killed_program_is_free(library_path: Path, plan: Plan) -> None:
    with holding(library_path, "write") as window:
        os.kill(window.pid, signal.SIGKILL)
        window.communicate()
    assert library_path.with_name("library.db.writer").exists()
    with Library.open(library_path, write=True) as library:
        assert library.load(plan.id) == plan
    assert not library_path.with_name("library.db.writer").exists()


def test_another_tool_that_writes_is_waited_for_and_told(library_path: Path, plan: Plan) -> None:
    with Library.open(library_path, write=True) as library:
        with busy(library), pytest.raises(LibraryLocked, match="Otro programa"):
            library.save(named(plan, "A"), "Nombre", Index()).result()
        library.retry().result()
        assert library.load(plan.id).project.name == "A"


@contextlib.contextmanager
def busy(library: Library) -> Iterator[None]:
    """Another program writes to the library's file, and is not waited for long."""
    library._line.connection.execute("PRAGMA busy_timeout = 50")
    with contextlib.closing(sqlite3.connect(library.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def test_an_edit_that_waits_never_comes_over_what_is_imported_after_it(library_path: Path, plan: Plan) -> None:
    with Library.open(library_path, write=True) as library:
        with busy(library), pytest.raises(LibraryLocked):
            library.save(named(plan, "Escrito"), "Nombre", Index()).result()
        library.add(named(plan, "Importado"), "Importado", Index())
        library.retry().result()
        assert library.load(plan.id).project.name == "Importado"
        written = [library.load(plan.id, each.id).project.name for each in library.revisions(plan.id)]
        assert written == ["Importado", "Escrito", "Farmacias"]


def test_an_edit_that_waits_does_not_bring_a_deleted_plan_back(library_path: Path, plan: Plan) -> None:
    with Library.open(library_path, write=True) as library:
        with busy(library):
            with pytest.raises(LibraryLocked):
                library.save(named(plan, "Escrito"), "Nombre", Index()).result()
            with pytest.raises(LibraryLocked):
                library.set_aside(plan.id)
        library.set_aside(plan.id)
        library.retry().result()
        assert library.plans() == ()
        assert [card.name for card in library.aside()] == ["Escrito"]


# ---------------------------------------------------------------- it may not be written

READ_ONLY = """
import sys
from pathlib import Path
from workbench.storage.header import LibraryReadOnly
from workbench.storage.home import cards
from workbench.storage.library import Library
path = Path(sys.argv[1])
try:
    Library.open(path, write=True)
except LibraryReadOnly as error:
    print("solo para leer" in str(error))
print(len(cards(path)))
with Library.open(path) as library:
    plan = library.load(library.find(sys.argv[2]))
    print(plan.project.name, library.writable)
"""


def as_a_plain_user(*command: str | Path) -> list[str]:
    """A command for which file permissions count, even when the tests are run by root."""
    if os.geteuid() != 0:
        return [str(part) for part in command]
    if not shutil.which("setpriv"):
        pytest.skip("root, and no setpriv")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *map(str, command)]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("what", ["file", "folder", "both"])
def test_a_library_that_may_not_be_written_is_read(library_path: Path, plan: Plan, what: str) -> None:
    before = library_path.read_bytes()
    if what != "folder":
        library_path.chmod(0o400)
    if what != "file":
        library_path.parent.chmod(0o500)
    try:
        command = as_a_plain_user(sys.executable, "-c", READ_ONLY, library_path, str(plan.id))
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.stdout.splitlines() == ["True", "1", "Farmacias False"], done.stderr
    finally:
        library_path.parent.chmod(0o700)
    assert library_path.read_bytes() == before


def test_where_no_library_can_be_made_it_is_told_apart_from_one_to_be_copied(tmp_path: Path) -> None:
    assert str(read_only(tmp_path / "library.db")).startswith(f"No se puede crear la biblioteca en {tmp_path}: ")
    loop = tmp_path / "loop.db"
    loop.symlink_to(loop)
    with pytest.raises(LibraryError, match="No se puede leer"):
        Library.open(loop)


OLD = """
import sys
from pathlib import Path
from workbench.storage.header import LibraryReadOnly
from workbench.storage.home import cards
from workbench.storage.library import Library
print(len(cards(Path(sys.argv[1]))))
try:
    Library.open(Path(sys.argv[1]))
except LibraryReadOnly as error:
    print("versión anterior" in str(error))
"""


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_an_older_library_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    old = tmp_path / "stick" / "library.db"
    old.parent.mkdir()
    shutil.copy(ROOT / "tests" / "golden" / "library_v1.db", old)
    old.parent.chmod(0o500)
    try:
        command = as_a_plain_user(sys.executable, "-c", OLD, old)
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.stdout.splitlines() == ["2", "True"], done.stderr
    finally:
        old.parent.chmod(0o700)


FULL = """
import sys
from pathlib import Path
from workbench.model.base import replace
from workbench.storage.header import LibraryFull
from workbench.storage.home import cards
from workbench.storage.library import Index, Library
path = Path(sys.argv[1])
library = Library.open(path, write=True)
plan = library.load(library.find(sys.argv[2]))
library.save(replace(plan, "project/name", "before"), "Nombre", Index()).result()
ballast = path.parent / "ballast"
def fill():
    with ballast.open("ab", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
fill()
name = "A" * 3
try:
    for number in range(200):
        library.save(replace(plan, "project/name", name + str(number)), "Nombre", Index()).result()
except LibraryFull as error:
    print("disco" in str(error), len(library.unsaved()), library.load(plan.id).project.name == name + str(number))
print("copia" in library.close())
fill()
for write in (True, False):
    try:
        with Library.open(path, write=write) as again:
            print(write, len(cards(path)), again.load(plan.id).project.name)
    except LibraryFull as error:
        print("libere espacio" in str(error))
ballast.unlink()
with Library.open(path, write=True) as library:
    print(len(library.recovered), library.load(plan.id).project.name == name + str(number))
"""
SMALL_DISK = 'mount -t tmpfs -o size=2m tmpfs "$2" && cp "$1" "$2" && shift && where="$1" && shift && exec "$@"'


def has_small_disks() -> bool:
    """Whether this system lets us mount a disk of our own."""
    command = ["unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return shutil.which("unshare") is not None and subprocess.run(command, capture_output=True).returncode == 0


def test_a_full_disk_loses_nothing(library_path: Path, plan: Plan, tmp_path: Path) -> None:
    if not has_small_disks():
        pytest.skip("no small disk can be mounted here")
    small = tmp_path / "small"
    small.mkdir()
    program = [sys.executable, "-c", FULL, small / "library.db", str(plan.id)]
    command = ["unshare", "-Urm", "sh", "-ec", SMALL_DISK, "sh", library_path, small, *program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    *session, opened, read, after = done.stdout.splitlines()
    assert (session, read, after) == (["True 1 False", "True"], "False 1 before", "1 True"), done.stderr
    assert opened in ("True", "True 1 before")  # told, or open where the disk had just enough


# ---------------------------------------------------------------- it goes away


@pytest.fixture
def noticed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the library says by itself, and little patience."""
    monkeypatch.setattr(unsaved, "RETRY", 0.05)
    return []


def wait_until_saved(library: Library) -> None:
    """The library tries by itself; nobody asks it to."""
    end = time.monotonic() + 10
    while library.unsaved() and time.monotonic() < end:
        time.sleep(0.02)


@pytest.mark.parametrize("how", ["renamed", "removed"])
def test_a_drive_that_goes_and_comes_back_has_the_last_edit(
    library_path: Path, plan: Plan, noticed: list[str], how: str
) -> None:
    away = library_path.parent.with_name("away")
    with Library.open(library_path, write=True) as library:
        library.noticed = noticed.append
        library.save(named(plan, "A"), "Nombre", Index()).result()
        shutil.copytree(library_path.parent, away)
        if how == "renamed":
            shutil.rmtree(away)
            library_path.parent.rename(away)
        else:
            shutil.rmtree(library_path.parent)
        for name in "BC":
            with pytest.raises(LibraryGone, match="ya no está en su lugar"):
                library.save(named(plan, name), "Nombre", Index()).result()
        with pytest.raises(LibraryGone):
            library.load(plan.id)
        assert [each.project.name for each in library.unsaved()] == ["C"]
        away.rename(library_path.parent)
        wait_until_saved(library)
        assert library.unsaved() == ()
        assert library.load(plan.id).project.name == "C"
        library.save(named(plan, "D"), "Nombre", Index()).result()
    assert "ya está en la biblioteca" in noticed[-1]
    assert [card.name for card in cards(library_path)] == ["D"]
    assert not list((user_data() / "unsaved").iterdir())


def test_a_drive_that_comes_back_later_has_the_last_edit_too(
    library_path: Path, plan: Plan, noticed: list[str]
) -> None:
    away = library_path.parent.with_name("away")
    library = Library.open(library_path, write=True)
    library_path.parent.rename(away)
    with pytest.raises(LibraryGone):
        library.save(named(plan, "B"), "Nombre", Index()).result()
    library.close()
    (left,) = (user_data() / "unsaved").iterdir()
    assert left.stat().st_mode & 0o777 == 0o600
    assert payload.load(left.read_bytes()) == named(plan, "B")
    assert not library_path.parent.exists()
    away.rename(library_path.parent)
    with Library.open(library_path, write=True) as library:
        assert [each.project.name for each in library.recovered] == ["B"]
        assert library.load(plan.id).project.name == "B"
        assert [each.label for each in library.revisions(plan.id)][1:] == ["Nuevo"]
    with Library.open(library_path, write=True) as library:
        assert library.recovered == ()


def test_a_kill_after_the_library_took_a_newer_edit_brings_no_older_one_back(
    library_path: Path, plan: Plan, noticed: list[str]
) -> None:
    away = library_path.parent.with_name("away")
    with Library.open(library_path, write=True) as library:
        library_path.parent.rename(away)
        with pytest.raises(LibraryGone):
            library.save(named(plan, "B"), "Nombre", Index()).result()
        (left,) = (user_data() / "unsaved").iterdir()
        as_killed = left.read_bytes()
        away.rename(library_path.parent)
        library.save(named(plan, "C"), "Nombre", Index()).result()
        assert not left.exists()
    left.write_bytes(as_killed)
    with Library.open(library_path, write=True) as library:
        assert library.recovered == ()
        assert library.load(plan.id).project.name == "C"
    assert not left.exists()
    later = left.with_name(left.name.replace(left.stem.rpartition("-")[2], "29990101T000000000000"))
    later.write_bytes(as_killed)  # of a wait that did not end in the library, though its content is the same
    for recovered in (["B"], []):
        with Library.open(library_path, write=True) as library:
            assert [each.project.name for each in library.recovered] == recovered
            assert library.load(plan.id).project.name == "B"


def test_another_file_in_its_place_takes_the_edits(library_path: Path, plan: Plan, noticed: list[str]) -> None:
    with Library.open(library_path, write=True) as library:
        other = library_path.with_name("other.db")
        with Library.open(other, write=True) as second:
            second.add(plan.with_(id=uuid4()), "Nuevo", Index())
        other.replace(library_path)
        library.save(named(plan, "A"), "Nombre", Index()).exception()
        wait_until_saved(library)
        names = {card.name for card in library.plans()}
    assert names <= {"A", "Farmacias"}


# ---------------------------------------------------------------- time and leftovers


def test_a_clock_set_back_changes_no_order(library_path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    second = plan.with_(id=uuid4(), project=plan.project.with_(name="Segundo"))
    with Library.open(library_path, write=True) as library:
        library.add(second, "Nuevo", Index())

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime(2001, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(store, "datetime", Clock)
    with Library.open(library_path, write=True) as library:
        library.save(named(plan, "Primero"), "Nombre", Index()).result()
        assert [card.name for card in library.plans()] == ["Primero", "Segundo"]
        assert [each.label for each in library.revisions(plan.id)] == ["Nombre", "Nuevo"]
        assert library.load(plan.id).project.name == "Primero"
    with Library.open(library_path, write=True) as library:
        assert [card.name for card in library.plans()] == ["Primero", "Segundo"]
        assert [card.name for card in cards(library.backups()[0].path)] == ["Primero", "Segundo"]


HOT = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = DELETE")
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE revision SET payload = zeroblob(length(payload)), label = 'half'")
connection.execute("UPDATE figure_index SET name = 'half'")
connection.execute("CREATE TABLE half AS SELECT zeroblob(200000)")
os._exit(0)
"""


def test_a_journal_left_by_a_killed_writer_is_taken_back(library_path: Path, plan: Plan) -> None:
    subprocess.run([sys.executable, "-c", HOT, library_path], check=True)
    assert library_path.with_name("library.db-journal").stat().st_size > 0
    with Library.open(library_path, write=True) as library:
        assert library.load(plan.id) == plan
        assert [card.name for card in library.plans()] == ["Farmacias"]


def test_on_a_network_drive_the_old_journal_is_used(
    library_path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "on_network", lambda path: True)
    with Library.open(library_path, write=True) as library:
        library.save(named(plan, "A"), "Nombre", Index()).result()
        assert not library_path.with_name("library.db-wal").exists()
        with Library.open(library_path) as reader:
            assert reader.load(plan.id).project.name == "A"
        library.save(named(plan, "B"), "Nombre", Index()).result()
    assert cards(library_path)[0].name == "B"


def test_network_drives_are_told_from_those_of_this_machine(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n//server/share /media/red\\040uno cifs rw 0 0\n"
        "server:/x /home/marta/nfs nfs4 rw 0 0\ntmpfs /home/marta/nfs/local tmpfs rw 0 0\n"
    )
    answers = {
        "/home/marta/library.db": False,
        "/media/red uno/library.db": True,
        "/home/marta/nfs/a/library.db": True,
        "/home/marta/nfs/local/library.db": False,
        "/home/marta/nfs2/library.db": False,
    }
    assert {name: on_network(Path(name), mounts) for name in answers} == answers
    assert not on_network(tmp_path, tmp_path / "missing")


# ---------------------------------------------------------------- versions


def test_a_named_version_stays_as_it_was_named(library_path: Path, plan: Plan) -> None:
    with Library.open(library_path, write=True) as library:
        library.save(named(plan, "A"), "Nombre", Index()).result()
        first = library.name_version(plan.id, "Para el director")
        library.save(named(plan, "B"), "Nombre", Index()).result()
        second = library.name_version(plan.id, "Enviada")
        third = library.name_version(plan.id, "Enviada al FOMIN")
        library.save(named(plan, "C"), "Nombre", Index()).result()
        assert library.versions(plan.id) == (third, second, first)
        assert [each.name for each in library.revisions(plan.id)] == [
            "", "Enviada al FOMIN", "Enviada", "Para el director", "",
        ]  # fmt: skip
        names = [library.load(plan.id, each.id).project.name for each in library.versions(plan.id)]
        assert names == ["B", "B", "A"]
        with pytest.raises(LookupError):
            library.name_version(UUID(int=1), "x")


def test_a_version_is_restored_as_a_new_revision(library_path: Path, plan: Plan) -> None:
    with Library.open(library_path, write=True) as library:
        library.save(named(plan, "A"), "Nombre", Index()).result()
        version = library.name_version(plan.id, "Enviada")
        library.save(named(plan, "B"), "Nombre", Index()).result()
        library.begin_revision(plan.id)
        library.save(library.load(plan.id, version.id), "Restaurar", Index()).result()
        found = [library.load(plan.id, each.id).project.name for each in library.revisions(plan.id)]
        assert found == ["A", "B", "A", "Farmacias"]
