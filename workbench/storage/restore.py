"""A backup in the library's place, and what it has less than the library that was there."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workbench.i18n import _, language
from workbench.storage import copies
from workbench.storage.backup import Backup, back_up, backups, described, folder_of, is_backed_up
from workbench.storage.header import (
    ROUNDS,
    VERSION,
    LibraryDamaged,
    LibraryError,
    found_version,
    journals,
    reading,
    told,
)
from workbench.storage.lock import WriterLock

DAMAGED = 3
"""How many damaged libraries are kept after backups took their place."""


@dataclass(frozen=True)
class Lost:
    """A plan or round of which a backup has less. ``since``: its last change there, ISO 8601, UTC; '' where it is not
    there."""

    id: str
    name: str
    since: str


@dataclass(frozen=True)
class Difference:
    """What a backup has less than a library. ``complete``: all of the library could be read, so this is all."""

    lost: tuple[Lost, ...]
    complete: bool

    def sentences(self, most: int | None = None) -> tuple[str, ...]:
        """What is lost, for the user: one sentence for each plan, and one where nobody can say all.

        ``most``: how many plans are named; of the others it is said how many.
        """
        said = [_lost(each) for each in self.lost[:most]]
        if rest := len(self.lost) - len(said):
            said.append(_("Y lo mismo pasa con otros: {n}.").format(n=rest))
        if not self.complete:
            said.append(_("La biblioteca dañada no se pudo leer entera: puede faltar algo más que la copia no tenía."))
        return tuple(said) or (_("La copia tiene todo lo que había."),)


@dataclass(frozen=True)
class Restored:
    """A backup that took the library's place. ``kept``: where the library that was there is now, if there was one."""

    backup: Backup
    difference: Difference
    kept: Path | None


class NotRestored(LibraryError):
    """It was stopped; nothing has changed."""


def restore(path: Path, backup: Path, stopped: Callable[[], bool] = lambda: False) -> Restored:
    """Put a backup in the place of a library that nobody has open to write, damaged or not.

    ``stopped`` is asked between the steps that take long. Raises NotRestored where it says so; LibraryLocked;
    LibraryDamaged, LibraryNewer or LibraryForeign where the backup is none, LibraryForeign or LibraryNewer where the
    library is not ours to replace; BackupFailed, LibraryFull. The library then stays as it was.
    """
    lock = WriterLock(path)
    try:
        lock.take()
        return put_back(path, backup, stopped)
    except OSError as error:
        raise told(path, error) from error
    finally:
        lock.release()


def put_aside(path: Path) -> Path:
    """Make room for a new library where a damaged one has no backup; where its file is now.

    Raises LibraryLocked, LibraryError: it then stays where it is.
    """
    lock = WriterLock(path)
    try:
        lock.take()
        kept = _keep(path)
        for part in (*journals(path), path):
            part.unlink(missing_ok=True)
    except OSError as error:
        raise told(path, error) from error
    finally:
        lock.release()
    return kept or path


def put_back(path: Path, backup: Path, stopped: Callable[[], bool]) -> Restored:
    """``restore`` by whoever holds the lock. Nobody in this process has the library open."""
    try:
        copies.verify(backup)
        _go_on(stopped)
        chosen, less = described(backup), difference(path, backup)
        _go_on(stopped)
        fresh = _fresh(path, backup)
        try:
            kept = _keep(path)
            _go_on(stopped)
        except BaseException:
            fresh.unlink()
            raise
        copies.put(fresh, path)
    except (sqlite3.Error, OSError) as error:
        raise told(path, error) from error
    return Restored(chosen, less, kept)


def _fresh(path: Path, backup: Path) -> Path:
    """A verified copy of a backup, of this program's version, beside the library."""
    fresh = copies.beside(path)
    copies.copy(backup, fresh)
    if found_version(fresh) != VERSION:
        from workbench.storage.database import migrate

        migrate(fresh)
    copies.verify(fresh)
    return fresh


def _go_on(stopped: Callable[[], bool]) -> None:
    if stopped():
        raise NotRestored(_("No se restauró nada: se detuvo. La biblioteca sigue como estaba."))


def difference(path: Path, backup: Path) -> Difference:
    """What would be lost if a backup took the library's place. Raises LibraryForeign, LibraryNewer, sqlite3.Error."""
    try:
        if found_version(path) is None:
            return Difference((), True)
    except LibraryDamaged:
        return Difference((), False)
    there, complete = _kept(path)
    kept, _all = _kept(backup)
    lost = []
    for id_, (name, written) in there.items():
        known = kept.get(id_)
        if known is None or not set(written) <= set(known[1]):
            lost.append(Lost(id_, name, max((changed for _print, changed in known[1]), default="") if known else ""))
    return Difference(tuple(lost), complete)


_PLANS = (
    "SELECT plan_id, name FROM figure_index ORDER BY changed DESC",
    "SELECT plan_id, fingerprint, changed FROM revision",
)
_ROUNDS = (
    "SELECT id, name FROM round ORDER BY turn DESC",
    "SELECT id, 'turn ' || turn, changed FROM round UNION ALL SELECT round_id, digest, changed FROM sheet",
)


def _kept(path: Path) -> tuple[dict[str, tuple[str, list[tuple[str, str]]]], bool]:
    """Each plan's name and its revisions, and each round's and its writes and sheets: what tells each from others, and
    its change. Also whether all of it can be read."""
    found: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    complete = True
    older = (found_version(path) or 0) < ROUNDS
    with reading(path) as connection:
        try:
            for names, contents in (_PLANS,) if older else (_PLANS, _ROUNDS):
                for id_, name in connection.execute(names):
                    found[id_] = (name, [])
                for id_, *written in connection.execute(contents):
                    found.setdefault(id_, ("", []))[1].append((written[0], written[1]))
            complete = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        except sqlite3.DatabaseError:
            complete = False
    return found, complete


def _keep(path: Path) -> Path | None:
    """Back up what is in the library's place, as it is where it is damaged. Raises BackupFailed, OSError."""
    if not path.exists():
        return None
    try:
        return backups(path)[0].path if is_backed_up(path) else back_up(path).path
    except LibraryDamaged:
        folder = folder_of(path)
        folder.mkdir(mode=0o700, exist_ok=True)
        kept = folder / f"damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.db"
        for part in (path, *journals(path)):
            if part.exists() and not part.name.endswith("-shm"):
                copied = kept.with_name(kept.name + part.name.removeprefix(path.name))
                copied.touch(0o600)
                shutil.copyfile(part, copied)
        for old in sorted(folder.glob("damaged-*.db"))[:-DAMAGED]:
            for part in (old, *journals(old)):
                part.unlink(missing_ok=True)
        return kept


def _lost(each: Lost) -> str:
    name = each.name or _("Sin nombre")
    if not each.since:
        return _("«{name}» no está en la copia.").format(name=name)
    from workbench.formats import Formats  # brings Babel: not before there is a day to write

    moment = datetime.fromisoformat(each.since).astimezone()
    day = f"{Formats('', language()).date(moment.date())}, {moment:%H:%M}"
    return _("«{name}» vuelve a como estaba el {day}.").format(name=name, day=day)
