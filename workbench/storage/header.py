"""What kind of file a library is, told without changing a byte of it. Standard library only."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from workbench.i18n import _

APPLICATION_ID = 0x53_57_4B_42
"""'SWKB', at the place SQLite keeps for it."""
VERSION = 4
"""The number of the last migration, kept as ``user_version``."""
TURNS = 2
"""From this version on, writes are numbered."""
ROUNDS = 3
"""From this version on, there are rounds."""
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_MAGIC = b"SQLite format 3\x00"


class LibraryError(Exception):
    """The library cannot be used; the message is a sentence for the user."""


class LibraryLocked(LibraryError):
    """Another process is writing; it can be opened to read."""


class LibraryReadOnly(LibraryError):
    """Its file or folder does not let this user write; it can be opened to read."""


class LibraryNewer(LibraryError):
    """A newer version of the program wrote it."""


class LibraryForeign(LibraryError):
    """A database of some other program."""


class LibraryDamaged(LibraryError):
    """It does not read as a library; a backup can take its place."""


class LibraryGone(LibraryError):
    """It is no longer where it was opened: a drive pulled out, a folder moved."""


class LibraryFull(LibraryError):
    """There is no room left on its disk."""


def damaged(path: Path) -> LibraryDamaged:
    """The error for a file that does not read as a library."""
    text = _("La biblioteca «{file}» está dañada o no es una biblioteca. No se ha cambiado nada: restaure una copia.")
    return LibraryDamaged(text.format(file=path.name))


def read_only(path: Path) -> LibraryReadOnly:
    """The error for a library this user may not write, or may not make."""
    if not path.exists():
        text = _("No se puede crear la biblioteca en {folder}: dé permiso de escritura ahí, o elija otra biblioteca.")
        return LibraryReadOnly(text.format(folder=path.parent))
    text = _("La biblioteca «{file}» no permite escribir: ábrala solo para leer, o cópiela a una carpeta suya.")
    return LibraryReadOnly(text.format(file=path.name))


def gone(path: Path) -> LibraryGone:
    """The error for a library that is no longer at its place."""
    text = _(
        "La biblioteca «{file}» ya no está en su lugar (¿se retiró la unidad?). Lo escrito sigue en la memoria y se "
        "guardará cuando vuelva."
    )
    return LibraryGone(text.format(file=path.name))


def told(path: Path, error: BaseException) -> LibraryError:
    """What the disk or the database refuses, as a sentence. The error is sqlite3's, SQLAlchemy's or the system's."""
    reason = str(error)
    if "malformed" in reason or "not a database" in reason:
        return damaged(path)
    if "disk is full" in reason or "No space" in reason or "File too large" in reason:
        text = _("El disco está lleno y no se puede guardar: libere espacio. Lo escrito sigue en la memoria.")
        return LibraryFull(text)
    if "readonly database" in reason or getattr(error, "errno", None) in _FORBIDDEN:
        return read_only(path)
    if "database is locked" in reason:
        return LibraryLocked(_("Otro programa está usando la biblioteca: ciérrelo y vuelva a intentar."))
    text = _("No se puede leer o escribir la biblioteca «{file}»: revise el disco y los permisos de su carpeta.")
    return LibraryError(text.format(file=path.name))


def found_version(path: Path) -> int | None:
    """The version of the library at ``path``; None where there is none yet.

    Raises LibraryNewer, LibraryForeign or LibraryDamaged. The file stays untouched and nothing appears beside it.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LibraryError(_("No se puede leer la biblioteca «{file}».").format(file=path.name)) from error
    if not head:
        return None
    version = _version(path, head)
    if not has_journal(path):
        _read_through(path, head, size)
    return version


def _version(path: Path, head: bytes) -> int:
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise damaged(path)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        text = _("«{file}» es una base de datos de otro programa: elija otro archivo. No se ha cambiado nada.")
        raise LibraryForeign(text.format(file=path.name))
    version = int.from_bytes(head[60:64], "big")
    if version > VERSION:
        raise _newer(path)
    return version


def _newer(path: Path) -> LibraryNewer:
    text = _("La biblioteca «{file}» es de una versión más nueva del programa: actualícelo. No se ha cambiado nada.")
    return LibraryNewer(text.format(file=path.name))


def journals(path: Path) -> tuple[Path, ...]:
    """The files SQLite may keep beside a database: what they hold belongs to it."""
    return tuple(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))


def has_journal(path: Path) -> bool:
    """Whether some pages are still beside the file: a writer is at work, or was stopped."""
    return any(each.exists() and each.stat().st_size > 0 for each in journals(path) if not each.name.endswith("-shm"))


def _read_through(path: Path, head: bytes, size: int) -> None:
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    if pages * (65536 if page == 1 else page) > size:
        raise damaged(path)
    try:
        with reading(path, "mode=ro&immutable=1") as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "figure_index" in tables:
                connection.execute("SELECT max(changed) FROM figure_index").fetchone()
            if "alembic_version" in tables:
                step = connection.execute("SELECT max(version_num) FROM alembic_version").fetchone()[0]
                if step is not None and not (step.isdigit() and int(step) <= VERSION):
                    raise _newer(path)
    except sqlite3.DatabaseError as error:
        raise damaged(path) from error


@contextlib.contextmanager
def reading(path: Path, how: str = "") -> Iterator[sqlite3.Connection]:
    """A connection that can only read, closed at the end."""
    connection = sqlite3.connect(uri(path, how or read_mode(path)), uri=True)
    try:
        yield connection
    finally:
        connection.close()


def read_mode(path: Path) -> str:
    """How to read a library: where nothing can be written beside it, SQLite must be told that nobody else writes."""
    if os.access(path.parent, os.W_OK) or has_journal(path):
        return "mode=ro"
    return "mode=ro&immutable=1"


def uri(path: Path, how: str) -> str:
    """The address of a database file for SQLite."""
    return f"file:{quote(str(path))}?{how}"
