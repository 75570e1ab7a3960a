"""The writer's lock: one process at a time, and who it is."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from workbench.i18n import _, language
from workbench.limits import Refused, json_value, read
from workbench.paths import write_whole
from workbench.storage.header import LibraryLocked

_MOST_BYTES = 10_000
MOMENT = 0.1
"""Seconds within which one who only looked whether it is held has let go of it."""


@dataclass(frozen=True)
class Holder:
    """Who has a library open to write. ``since``: ISO 8601, UTC."""

    user: str
    machine: str
    since: str

    def sentence(self, path: Path) -> str:
        """Who has it, since when, where this person lives."""
        from workbench.formats import Formats  # brings Babel: not before there is a day to write

        moment = datetime.fromisoformat(self.since).astimezone()
        text = _("La biblioteca «{file}» la tiene abierta {user} en el equipo {machine} desde las {time} del {day}.")
        return text.format(
            file=path.name, user=self.user, machine=self.machine,
            time=moment.strftime("%H:%M"), day=Formats("", language()).date(moment.date()),
        )  # fmt: skip


class HeldBy(LibraryLocked):
    """Another window or program is writing; ``holder`` where it said who it is."""

    def __init__(self, path: Path, holder: Holder | None) -> None:
        text = _("La biblioteca «{file}» está abierta en otra ventana o programa.").format(file=path.name)
        way_out = _("Ciérrela allí y vuelva a intentar, o ábrala solo para leer.")
        super().__init__(f"{holder.sentence(path) if holder else text} {way_out}")
        self.holder = holder


class WriterLock:
    """The lock of one library. A killed program's lock is free: the system lets go of it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(_file(path), mode=0o600, thread_local=False)

    def take(self) -> None:
        """Raises HeldBy; OSError where the folder cannot be used."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=MOMENT, poll_interval=MOMENT / 4)
        except Timeout as error:
            raise HeldBy(self._path, holder(self._path)) from error
        with contextlib.suppress(OSError):  # on a full disk the lock holds, only the name is missing
            write_whole(_who(self._path), json.dumps(asdict(_me())).encode(), private=True)

    def held(self) -> bool:
        """Whether another has it. Nothing is written down, and who wants it meanwhile waits for that moment."""
        if not _file(self._path).exists():
            return False
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return True
        except OSError:  # where this user may not write nobody can be asked; what the other wrote down stands
            return holder(self._path) is not None
        self._lock.release()
        return False

    def release(self) -> None:
        """Let others write; nothing where it was not taken."""
        if not self._lock.is_locked:
            return
        with contextlib.suppress(OSError):
            _who(self._path).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # a drive that is gone has no lock any more
            self._lock.release()


def holder(path: Path) -> Holder | None:
    """Who wrote last that the library is theirs; None where nobody did or it cannot be read."""
    try:
        found = json_value(read(_who(path), _MOST_BYTES))
        known = Holder(**{name: str(found[name]) for name in ("user", "machine", "since")})
        datetime.fromisoformat(known.since)
    except (Refused, TypeError, KeyError, ValueError):
        return None
    return known


def _file(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def _who(path: Path) -> Path:
    return path.with_name(path.name + ".writer")


def _me() -> Holder:
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # a system without accounts
        user = str(os.getpid())
    return Holder(user, platform.node(), datetime.now(UTC).isoformat(timespec="seconds"))
