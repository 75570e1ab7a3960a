"""The library: finds, loads and keeps plans. One thread of its own does the work, in the order it was asked."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from uuid import UUID

from filelock import FileLock, Timeout
from sqlalchemy.exc import DatabaseError

from workbench.i18n import N_, _
from workbench.model.plan import Plan
from workbench.paths import library_file
from workbench.storage import database
from workbench.storage.header import VERSION, LibraryError, LibraryLocked, damaged, found_version
from workbench.storage.home import PlanCard, cards
from workbench.storage.store import Added, Index, PlanNotFound, RevisionInfo, Store, Unreadable, not_found

Result = TypeVar("Result")

_ADDED = {
    Added.NEW: N_("El plan se agregó a la biblioteca."),
    Added.SAME: N_("El plan ya estaba en la biblioteca, igual: nada cambió."),
    Added.REVISION: N_("El plan tiene una nueva revisión; la anterior se conserva."),
}
_SHORTEST_ID = 4


@dataclass(frozen=True)
class ImportOutcome:
    """What became of an added plan, with the sentence that says so."""

    plan_id: UUID
    kind: Added
    sentence: str


class Library:
    """The plans of one file. Everything but ``save`` waits for its answer."""

    def __init__(self, path: Path, write: bool, closing: contextlib.ExitStack) -> None:
        """Use ``open``. ``closing`` holds what to let go of at the end."""
        self.path = path
        engine = database.connect(path, write)
        closing.callback(engine.dispose)
        self._store = Store(engine)
        self._worker = ThreadPoolExecutor(1, "library")
        closing.callback(self._worker.shutdown)
        closing.callback(lambda: self._worker.submit(self._store.close).result())
        self._closing = closing

    @classmethod
    def open(cls, path: Path | None = None, write: bool = False) -> Library:
        """The library at ``path``, else the user's; made when it is missing, lifted when it is older.

        Many may read while one writes. Raises LibraryLocked, LibraryNewer, LibraryForeign, LibraryDamaged: the file
        is then untouched; LibraryError where the folder cannot be used.
        """
        path = (path or library_file()).absolute()
        with contextlib.ExitStack() as closing, _telling(path):
            if found_version(path) != VERSION or write:
                lock = _lock(path)
                closing.callback(lock.release)
                _prepare(path)
                if not write:
                    lock.release()
            return cls(path, write, closing.pop_all())

    def close(self) -> None:
        """Finish what was asked and let go of the file."""
        self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def plans(self) -> tuple[PlanCard, ...]:
        """Every plan, last changed first."""
        return self._submit(lambda: cards(self.path)).result()

    def find(self, text: str) -> UUID:
        """The plan with this id, beginning of an id (4 or more letters) or name. Raises PlanNotFound."""
        wanted, every = text.strip().casefold(), self.plans()
        exact = [card for card in every if card.id == wanted]
        named = [card for card in every if wanted and card.name.casefold() == wanted]
        begun = [card for card in every if len(wanted) >= _SHORTEST_ID and card.id.startswith(wanted)]
        found = exact or named or begun
        if not found:
            raise not_found(text)
        if len(found) > 1:
            ids = ", ".join(card.id[:8] for card in found)
            raise PlanNotFound(_("Varios planes responden a «{text}»; use uno de: {ids}.").format(text=text, ids=ids))
        return UUID(found[0].id)

    def load(self, plan: UUID, revision: int | None = None) -> Plan:
        """A plan as it is now, or as it was in one of its revisions.

        Raises PlanNotFound, LibraryDamaged, PlanRefused (written by a newer version).
        """
        return self._submit(lambda: self._store.load(plan, revision)).result()

    def revisions(self, plan: UUID) -> tuple[RevisionInfo, ...]:
        """What is kept of a plan, newest first."""
        return self._submit(lambda: self._store.revisions(plan)).result()

    def edited(self, plan: UUID) -> date:
        """The day of a plan's last edit, where this person lives."""
        return datetime.fromisoformat(self.revisions(plan)[0].changed).astimezone().date()

    def save(self, plan: Plan, label: str, index: Index) -> Future[None]:
        """Keep an edited plan; on the disk when the future is done. ``label`` names the edit.

        The first save after opening begins a revision, later ones go on with it. The future raises PlanNotFound for
        a plan that was never added, LibraryError where it could not be written.
        """
        return self._submit(lambda: self._store.save(plan, label, index))

    def add(self, plan: Plan, label: str, index: Index) -> ImportOutcome:
        """Keep a plan from outside under its own id; ``label`` tells where it came from."""
        kind = self._submit(lambda: self._store.add(plan, label, index)).result()
        return ImportOutcome(plan.id, kind, _(_ADDED[kind]))

    def _submit(self, work: Callable[[], Result]) -> Future[Result]:
        def told() -> Result:
            with _telling(self.path):
                return work()

        return self._worker.submit(told)


def _lock(path: Path) -> FileLock:
    """The writer's lock, taken. Raises LibraryLocked."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(path.with_name(path.name + ".lock"), mode=0o600, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        text = _("La biblioteca «{file}» está abierta en otra ventana o programa: ciérrelo y vuelva a intentar.")
        raise LibraryLocked(text.format(file=path.name)) from error
    return lock


def _prepare(path: Path) -> None:
    """Make the library or lift it, whichever it needs; the lock is held."""
    version = found_version(path)
    if version is None:
        database.make(path)
    elif version < VERSION:
        database.upgrade(path)


@contextlib.contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Say in a sentence what the disk or the database refuses."""
    try:
        yield
    except Unreadable as error:
        raise damaged(path) from error
    except (sqlite3.Error, DatabaseError, OSError) as error:
        raise _told(path, str(error)) from error


def _told(path: Path, reason: str) -> LibraryError:
    if "malformed" in reason or "not a database" in reason:
        return damaged(path)
    if "full" in reason or "No space" in reason:
        return LibraryError(_("El disco está lleno y lo último no se guardó: libere espacio; el plan sigue abierto."))
    text = _("No se puede leer o escribir la biblioteca «{file}»: revise el disco y los permisos de su carpeta.")
    return LibraryError(text.format(file=path.name))
