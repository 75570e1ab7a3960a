"""Backups of a library: taken, listed, thinned out and put back. Standard library only, but for lifting an old one.

They are in a folder beside it and numbered: a clock that is set back changes neither their order nor which are kept.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from workbench.i18n import _
from workbench.storage import copies
from workbench.storage.header import (
    VERSION,
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    damaged,
    found_version,
    journals,
    reading,
    told,
)

RECENT, WEEKS = 10, 52
"""The last ones kept, and for how many weeks before them one each."""
SPOILT = "-spoilt"
"""In the name of a backup of a library in which not all texts are what was written."""
_NAME = re.compile(rf"(\d{{6}})-(\d{{8}}T\d{{6}})Z(?:{SPOILT})?\.db")
_WHEN = "%Y%m%dT%H%M%S"
_STAMP = (
    "SELECT max(turn), max(changed), count(*) FROM figure_index",
    "SELECT max(id), count(*) FROM revision",
    "SELECT max(turn), max(changed), count(*) FROM round",
    "SELECT max(state), count(*) FROM sheet",
    "SELECT max(changed), count(*) FROM instrument",
)
_ROOM = 2
"""A backup needs the room of so many: edits must still find some afterwards."""


class BackupFailed(LibraryError):
    """No backup could be made; the library is as it was."""


@dataclass(frozen=True)
class Backup:
    """One backup. ``when`` in UTC; ``size`` in bytes; ``plans``: how many are in it (``home.cards`` names them)."""

    path: Path
    number: int
    when: datetime
    size: int
    plans: int


def folder_of(path: Path) -> Path:
    """Where the backups of the library at ``path`` are."""
    return path.with_name(path.name + "-backups")


def backups(path: Path) -> tuple[Backup, ...]:
    """The backups of the library at ``path``, newest first; files that are none are passed over."""
    found = []
    for _number, _when, file in _files(path):
        with contextlib.suppress(LibraryError, sqlite3.Error, OSError):
            found.append(described(file))
    return tuple(found)


def described(file: Path) -> Backup:
    """What is in a backup, or in a library used as one. Raises LibraryError, sqlite3.Error, OSError."""
    status = file.stat()
    number, when = _named(file) or (0, datetime.fromtimestamp(status.st_mtime, UTC))
    if not found_version(file):
        raise damaged(file)
    with reading(file) as connection:
        plans = connection.execute("SELECT count(*) FROM plan").fetchone()[0]
    return Backup(file, number, when, status.st_size, plans)


def back_up(path: Path) -> Backup:
    """Back the library up, durably, and thin out the older ones. Raises BackupFailed; the library is never touched.

    A copy counts when all of it has been read back. Others may write meanwhile. Of a library with spoilt texts a copy
    is made, for what was written since, but no older one goes for it.
    """
    with _failing(path):
        sound = copies.is_sound(path)
        folder = folder_of(path)
        folder.mkdir(mode=0o700, exist_ok=True)
        last = next((number for number, _when, _file in _files(path)), 0)
        for left in folder.glob("*.new*"):  # of a program that was killed
            left.unlink()
        target = folder / f"{last + 1:06}-{datetime.now(UTC).strftime(_WHEN)}Z{'' if sound else SPOILT}.db"
        _need_room(path)
        write_copy(path, target)
        if sound:
            _thin_out(path)
        return described(target)


def write_copy(path: Path, target: Path) -> None:
    """A verified copy of a library as ``target``, whole or not at all. Raises sqlite3.Error, OSError, LibraryError."""
    fresh = copies.beside(target)
    try:
        copies.copy(path, fresh)
        copies.verify(fresh)
        copies.put(fresh, target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def is_backed_up(path: Path) -> bool:
    """Whether the newest backup has all that is in the library, which is at the version of this program."""
    with contextlib.suppress(LibraryError, sqlite3.Error):
        if not any(_stamp(path)):  # nothing in it yet
            return True
        for _number, _when, newest in _files(path)[:1]:
            return found_version(newest) == VERSION and _stamp(newest) == _stamp(path)
    return False


def is_spoilt(path: Path) -> bool:
    """Whether the library was found to have spoilt texts when it was backed up last."""
    return any(SPOILT in newest.name for _number, _when, newest in _files(path)[:1])


def _stamp(path: Path) -> tuple[object, ...]:
    """What no two states of a library share."""
    with reading(path) as connection:
        return tuple(value for query in _STAMP for value in connection.execute(query).fetchone())


def _files(path: Path) -> list[tuple[int, datetime, Path]]:
    """The files named as backups with what their names say, newest first."""
    with contextlib.suppress(OSError):
        named = ((_named(file), file) for file in folder_of(path).iterdir())
        return sorted(((*name, file) for name, file in named if name), reverse=True)
    return []


def _named(file: Path) -> tuple[int, datetime] | None:
    """The number and the time in a backup's name."""
    name = _NAME.fullmatch(file.name)
    return (int(name[1]), datetime.fromisoformat(name[2]).replace(tzinfo=UTC)) if name else None


def _thin_out(path: Path) -> None:
    """Remove what is neither among the last nor the last of its week."""
    older = _files(path)[RECENT:]
    weeks = [next(week) for _week, week in groupby(older, key=lambda each: each[1].isocalendar()[:2])][:WEEKS]
    for each in older:
        if each not in weeks:
            each[2].unlink()


def _need_room(path: Path) -> None:
    needed = _ROOM * sum(each.stat().st_size for each in (path, *journals(path)) if each.exists())
    if shutil.disk_usage(path.parent).free < needed:
        raise LibraryFull(_("El disco está casi lleno."))


@contextlib.contextmanager
def _failing(path: Path) -> Iterator[None]:
    """Say why there is no backup."""
    try:
        yield
    except (sqlite3.Error, OSError, LibraryError) as error:
        reason = error if isinstance(error, LibraryError) else told(path, error)
        if isinstance(reason, LibraryDamaged):
            raise damaged(path) from error
        text = _("No se pudo hacer la copia de seguridad de la biblioteca, que no cambió.")
        if isinstance(reason, LibraryFull):
            raise BackupFailed(text + " " + _("El disco está casi lleno: libere espacio.")) from error
        raise BackupFailed(text + " " + _("Revise los permisos de su carpeta.")) from error
