"""Files that are no library of ours, locks and upgrades."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from generator import random_plan
from storage_processes import ROOT, holding

from workbench.model.plan import Plan
from workbench.storage import database, home
from workbench.storage.doctor import examine
from workbench.storage.header import (
    APPLICATION_ID,
    VERSION,
    LibraryDamaged,
    LibraryError,
    LibraryForeign,
    LibraryLocked,
    LibraryNewer,
    found_version,
)
from workbench.storage.library import Index, Library


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sound library of one plan, closed."""
    made = tmp_path / "data" / "library.db"
    with Library.open(made, write=True) as library:
        library.add(random_plan(1), "Nuevo", Index())
    (made.parent / "library.db.lock").unlink(missing_ok=True)
    return made


def pragma(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute(statement)
    connection.commit()
    connection.close()


def newer(path: Path) -> None:
    pragma(path, f"PRAGMA user_version = {VERSION + 1}")


def newer_step(path: Path) -> None:
    pragma(path, "UPDATE alembic_version SET version_num = '0999'")


def other_program(path: Path) -> None:
    pragma(path, "PRAGMA application_id = 7")


def plain_database(path: Path) -> None:
    path.unlink()
    pragma(path, "CREATE TABLE notes (text)")


def not_a_database(path: Path) -> None:
    path.write_text("Estimado director: …" * 100, encoding="utf-8")


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def cut_to_its_head(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def spoilt_tables(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:4096] = bytes(3996)
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (newer, LibraryNewer), (newer_step, LibraryNewer), (other_program, LibraryForeign),
        (plain_database, LibraryForeign), (not_a_database, LibraryDamaged), (cut_short, LibraryDamaged),
        (cut_to_its_head, LibraryDamaged), (spoilt_tables, LibraryDamaged),
    ],
)  # fmt: skip
def test_what_is_no_library_of_ours_stays_untouched(
    path: Path, spoil: Callable[[Path], None], error: type[LibraryError]
) -> None:
    spoil(path)
    before = path.read_bytes(), path.stat().st_mtime_ns, [file.name for file in path.parent.iterdir()]
    for use in (lambda: Library.open(path), lambda: Library.open(path, write=True), lambda: home.cards(path)):
        with pytest.raises(error) as refused:
            use()
        assert "library.db" in str(refused.value)
    assert (path.read_bytes(), path.stat().st_mtime_ns, [file.name for file in path.parent.iterdir()]) == before


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="No se puede leer"):
        Library.open(tmp_path, write=True)


def test_an_empty_file_becomes_a_library(tmp_path: Path) -> None:
    (tmp_path / "library.db").touch()
    assert home.cards(tmp_path / "library.db") == ()
    with Library.open(tmp_path / "library.db", write=True) as library:
        assert library.plans() == ()


def test_home_needs_nothing_heavy(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from workbench.storage.home import cards;"
        "heavy = {'sqlalchemy', 'alembic', 'numpy', 'pydantic', 'babel'};"
        "print(len(cards(Path(sys.argv[1]))), sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script, path], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1 []"


# ---------------------------------------------------------------- a second process


def test_one_process_writes_and_others_read(path: Path) -> None:
    with holding(path, "write") as window:
        with pytest.raises(LibraryLocked, match="la tiene abierta"):
            Library.open(path, write=True)
        with Library.open(path) as reader:
            assert len(reader.plans()) == 1
        window.communicate()
    Library.open(path, write=True).close()


def test_a_reader_is_in_nobody_s_way(path: Path) -> None:
    with holding(path, "read") as reader:
        with Library.open(path, write=True) as library:
            library.add(random_plan(2), "Nuevo", Index())
        reader.communicate()
    assert len(home.cards(path)) == 2


def test_a_second_window_of_the_same_process_is_told_too(path: Path) -> None:
    with Library.open(path, write=True), pytest.raises(LibraryLocked):
        Library.open(path, write=True)


# ---------------------------------------------------------------- upgrade

NEXT = f"v{VERSION + 1:04d}_next.py"

STEP = f'''
from alembic import op
import sqlalchemy as sa
revision = "{VERSION + 1:04d}"
down_revision = "{VERSION:04d}"
def upgrade():
    op.add_column("plan", sa.Column("shelf", sa.String, nullable=False, server_default="A"))
    {{more}}
'''


@pytest.mark.parametrize(
    ("name", "plans", "aside", "sheets"),
    [("library_v1.db", 2, 0, []), ("library_v2.db", 1, 1, []), ("library_v3.db", 1, 0, [6])],
)
def test_a_real_library_of_an_older_version_opens_whole(
    tmp_path: Path, name: str, plans: int, aside: int, sheets: list[int]
) -> None:
    path = Path(shutil.copy(ROOT / "tests" / "golden" / name, tmp_path / "library.db"))
    before = found_version(path)
    with Library.open(path, write=True) as library:
        assert (len(library.plans()), len(library.aside())) == (plans, aside)
        assert [card.sheets for card in library.rounds.cards()] == sheets
        assert all(card.month == (card.break_even or "") for card in library.plans())
        for card in (*library.plans(), *library.aside()):
            assert all(library.load(UUID(card.id), each.id) for each in library.revisions(UUID(card.id)))
        copy = library.backups()[-1]
        assert found_version(copy.path) == before
    assert found_version(path) == VERSION
    assert examine(path).trouble is None


def held(path: Path) -> dict[str, object]:
    """What a library with surveys tells of itself."""
    with Library.open(path) as library:
        rounds, (entry,) = library.rounds, library.entries()
        (card,) = library.plans()
        told: dict[str, object] = {"portfolio": (entry.pending, entry.measures.survey)}
        told["plan"] = library.load(UUID(card.id))
        told["own"] = [(each.id, str(each.title), len(each.dimensions)) for each in rounds.instruments()]
        for each in rounds.cards():
            found, results = rounds.sheets(UUID(each.id)), rounds.results(UUID(each.id))
            told[f"{each.title} {each.wave}"] = (
                len(found.counted),
                len(found.conflicts),
                sum(sheet.withdrawn is not None for sheet in found.counted),
                results.before.round.wave if results.before else "",
                [project.respondents for project in results.projects],
            )
    return told


def rows(path: Path) -> list[list[tuple[object, ...]]]:
    """All that stands in the tables that hold what people typed, and in the index."""
    tables = ("round", "sheet", "instrument", "figure_index", "revision")
    with closing(sqlite3.connect(path)) as connection:
        return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]


def test_a_real_library_with_surveys_opens_whole_and_can_be_lifted(tmp_path: Path, steps: Path) -> None:
    path = Path(shutil.copy(ROOT / "tests" / "golden" / "library_v4.db", tmp_path / "library.db"))
    told = held(path)
    plan = told.pop("plan")
    assert isinstance(plan, Plan)
    assert (plan.latest_survey.title, plan.latest_survey.overall) == ("Encuesta de sostenibilidad", Decimal("1.5"))
    assert [each.suggested_by.partition("/")[0] for each in plan.actions][-3:] == ["sustainability"] * 3
    assert told == {
        "portfolio": (False, 1.5),
        "own": [("workshop-b31283", "Cierre propio", 4)],
        "Cartagena 2025": (6, 0, 0, "", [2, 2, 2]),
        "Cartagena 2026": (8, 1, 1, "2025", [2, 3, 2]),
        "Encuesta 2026": (1, 0, 0, "", [1]),
    }
    (steps / "versions" / NEXT).write_text(STEP.format(more=""), encoding="utf-8")
    before = rows(path)
    database.upgrade(path, steps, VERSION + 1)
    assert rows(path) == before


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """The steps of a program one version ahead."""
    return Path(shutil.copytree(database.MIGRATIONS, tmp_path / "migrations"))


def test_an_older_library_is_lifted_with_all_it_holds(path: Path, steps: Path) -> None:
    (steps / "versions" / NEXT).write_text(STEP.format(more=""), encoding="utf-8")
    before = home.cards(path)
    database.upgrade(path, steps, VERSION + 1)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION + 1,)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("SELECT id, shelf FROM plan").fetchall() == [(before[0].id, "A")]
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute(f"UPDATE alembic_version SET version_num = '{VERSION:04d}'")
    connection.commit()
    connection.close()
    assert home.cards(path) == before
    assert path.stat().st_mode & 0o777 == 0o600
    assert {file.name for file in path.parent.iterdir()} == {"library.db", "library.db-backups"}


@pytest.mark.parametrize("more", ["op.execute('DELETE FROM revision')", "raise RuntimeError"])
def test_an_upgrade_that_goes_wrong_changes_nothing(path: Path, steps: Path, more: str) -> None:
    (steps / "versions" / NEXT).write_text(STEP.format(more=more), encoding="utf-8")
    before = home.cards(path)
    with pytest.raises((LibraryDamaged, RuntimeError)):
        database.upgrade(path, steps, VERSION + 1)
    assert home.cards(path) == before
    with Library.open(path, write=True) as library:
        assert library.load(random_plan(1).id) == random_plan(1)


def test_a_library_being_read_is_not_lifted(path: Path) -> None:
    with holding(path, "read") as reader:
        with pytest.raises(LibraryLocked, match="está leyendo"):
            database.upgrade(path)
        reader.communicate()
    assert len(home.cards(path)) == 1


def test_every_table_is_made_by_the_steps(path: Path) -> None:
    from sqlalchemy import create_engine, inspect

    from workbench.storage.tables import TABLES

    engine = create_engine(f"sqlite:///{path}")
    found = inspect(engine)
    made = {
        name: {(column["name"], column["nullable"]) for column in found.get_columns(name)}
        for name in found.get_table_names()
        if name != "alembic_version"
    }
    engine.dispose()
    said = {
        table.name: {(column.name, bool(column.nullable)) for column in table.columns}
        for table in TABLES.tables.values()
    }
    assert made == said
