"""Making, upgrading and connecting to the library's file."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from workbench import __version__
from workbench.i18n import _
from workbench.storage import copies
from workbench.storage.header import APPLICATION_ID, VERSION, LibraryLocked, damaged, read_mode, uri
from workbench.storage.network import on_network

MIGRATIONS = Path(__file__).with_name("migrations")


def connect(path: Path, write: bool) -> sqlite3.Connection:
    """A connection whose commits return when they are on the disk; for one thread at a time.

    On a network drive processes cannot share the memory a write-ahead log needs, so the old journal is used there.
    """
    mode = "mode=rw" if write else read_mode(path)
    connection = sqlite3.connect(uri(path, mode), uri=True, check_same_thread=False)
    if write:
        connection.execute(f"PRAGMA journal_mode = {'DELETE' if on_network(path) else 'WAL'}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    return connection


def make(path: Path) -> None:
    """An empty library, readable by its owner alone. It appears whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = copies.beside(path)
    migrate(fresh)
    with contextlib.closing(sqlite3.connect(fresh)) as connection:
        connection.execute("INSERT INTO meta VALUES ('made_by', ?)", (__version__,))
        connection.commit()
    copies.put(fresh, path)


def upgrade(path: Path, scripts: Path = MIGRATIONS, version: int = VERSION) -> None:
    """Lift an older library: on a copy, which is verified and then takes its place.

    Raises LibraryLocked while another process reads it, LibraryDamaged when the copy is not whole; the library then
    stays as it was.
    """
    with contextlib.closing(sqlite3.connect(path, timeout=1)) as old:
        try:
            old.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            raise LibraryLocked(_("Otro programa está leyendo la biblioteca: ciérrelo y vuelva a intentar.")) from error
        before = _content(old)
    fresh = copies.beside(path)
    copies.copy(path, fresh)
    migrate(fresh, scripts, version)
    with contextlib.closing(sqlite3.connect(fresh)) as new:
        if new.execute("PRAGMA integrity_check").fetchone()[0] != "ok" or _content(new) != before:
            raise damaged(path)
    copies.put(fresh, path)


def migrate(path: Path, scripts: Path = MIGRATIONS, version: int = VERSION) -> None:
    """Run the steps a database lacks and mark it as a library of ``version``. No journal is left beside it."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(path), poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {version}")
    finally:
        engine.dispose()


def _content(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """What an upgrade must keep: every revision's plan and fingerprint, and those of rounds and their sheets."""
    found = connection.execute("SELECT plan_id, fingerprint FROM revision ORDER BY id").fetchall()
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sheet'").fetchone():
        found += connection.execute("SELECT id, instrument FROM round ORDER BY id").fetchall()
        found += connection.execute("SELECT round_id, digest FROM sheet ORDER BY state").fetchall()
    return found
