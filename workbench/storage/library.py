"""The library: finds, loads and keeps plans. One thread of its own does the work, in the order it was asked.

Backups are made in a second one: nobody waits for the backup at the start, which reads all of a library.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar
from uuid import UUID

from workbench.i18n import N_, Phrase, _
from workbench.model.plan import Plan
from workbench.paths import library_file
from workbench.storage import content, database
from workbench.storage.backup import Backup, back_up, backups, is_backed_up, is_spoilt
from workbench.storage.header import (
    VERSION,
    LibraryDamaged,
    LibraryError,
    LibraryReadOnly,
    damaged,
    found_version,
    gone,
    told,
)
from workbench.storage.home import PlanCard, listed
from workbench.storage.line import Line
from workbench.storage.lock import WriterLock
from workbench.storage.records import Added, Index, PlanNotFound, RevisionInfo, Unreadable, not_found
from workbench.storage.restore import Restored, put_back
from workbench.storage.unsaved import LABEL, Edit, SheetEdit, Unsaved, Waiting

if TYPE_CHECKING:
    from workbench.portfolio.entry import Entry
    from workbench.storage.round_store import RoundStore
    from workbench.storage.rounds import Rounds
    from workbench.survey.sheet import Sheet

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
    """The plans of one file. Everything but ``save`` and ``retry`` waits for its answer.

    ``noticed`` is called in one of its threads: with a sentence when edits could not be saved, when they are at last,
    and when there is no backup; with '' when all is well again. ``recovered``: the plans whose last edit an earlier
    session could not save, and which are in the library now.
    """

    def __init__(self, path: Path, lock: WriterLock | None) -> None:
        """Use ``open``. With a lock, already taken, it can be written."""
        self.path, self._lock = path, lock
        self.noticed: Callable[[str], None] = lambda sentence: None
        self.backup_trouble, self.damaged = "", False
        self._line = Line(path, write=lock is not None)
        self._worker, self._copier = ThreadPoolExecutor(1, "library"), ThreadPoolExecutor(1, "backups")
        self._unsaved = Unsaved(path, self.retry)
        self._edited, self._closed = True, False
        self.recovered: tuple[Plan, ...] = ()
        if lock:
            self.recovered = self._worker.submit(self._recover).result()
            self._copier.submit(self._back_up_if_changed)  # the last session may have been killed

    @classmethod
    def open(cls, path: Path | None = None, write: bool = False) -> Library:
        """The library at ``path``, else the user's; made when it is missing, lifted when it is older.

        Many may read while one writes. Raises LibraryLocked (``lock.HeldBy`` says who has it) and LibraryReadOnly: it
        can be opened to read; LibraryNewer, LibraryForeign, LibraryDamaged: the file is then untouched; LibraryError
        where the folder cannot be used.
        """
        path = library_file(path)
        with _telling(path), contextlib.ExitStack() as closing:
            if found_version(path) == VERSION and not write:
                return cls(path, None)
            lock = WriterLock(path)
            closing.callback(lock.release)
            try:
                lock.take()
                _prepare(path)
            except OSError as error:
                if write or not path.exists():
                    raise
                raise _cannot_be_lifted(path) from error
            library = cls(path, lock if write else None)
            if write:
                closing.pop_all()
            return library

    @property
    def writable(self) -> bool:
        """Whether it was opened to write."""
        return self._lock is not None

    def close(self) -> str:
        """Finish what was asked, back up what changed and let go of the file.

        Returns what the user must be told: why there is no backup, or ''. Closed already, it has nothing to do.
        """
        if self._closed:
            return self.backup_trouble
        self._closed = True
        if self._lock:
            self.retry().result()
            self._copier.submit(self._back_up_if_changed).result()
        self._unsaved.close()
        self._worker.shutdown()
        self._copier.shutdown()
        self._line.close()
        if self._lock:
            self._lock.release()
        return self.backup_trouble

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def rounds(self) -> Rounds:
        """The surveys in it, loaded when they are first asked for."""
        from workbench.storage.rounds import Rounds

        return Rounds(self._with_surveys, self._save_sheet)

    # ------------------------------------------------------------ reading

    def plans(self) -> tuple[PlanCard, ...]:
        """Every plan, last changed first."""
        return self._submit(lambda: listed(self.path)).result()

    def aside(self) -> tuple[PlanCard, ...]:
        """The plans its user deleted, last deleted first."""
        return self._submit(lambda: listed(self.path, aside=True)).result()

    def entries(self) -> tuple[Entry, ...]:
        """Every plan as portfolios know it, last changed first; ``portfolio.completed`` computes what is pending."""
        from workbench.storage.portfolio import entries

        return self._submit(lambda: entries(self._line.connection)).result()

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
        return self._submit(lambda: content.load(self._line.connection, plan, revision)).result()

    def revisions(self, plan: UUID) -> tuple[RevisionInfo, ...]:
        """What is kept of a plan, newest first."""
        return self._submit(lambda: content.revisions(self._line.connection, plan)).result()

    def versions(self, plan: UUID) -> tuple[RevisionInfo, ...]:
        """The revisions the user gave a name, newest first."""
        return tuple(each for each in self.revisions(plan) if each.name)

    def edited(self, plan: UUID) -> date:
        """The day of a plan's last edit, where this person lives."""
        return datetime.fromisoformat(self.revisions(plan)[0].changed).astimezone().date()

    # ------------------------------------------------------------ writing

    def save(self, plan: Plan, label: str, index: Index) -> Future[None]:
        """Keep an edited plan; on the disk when the future is done. ``label`` names the edit.

        The first save after opening begins a revision, later ones go on with it. The future raises PlanNotFound for
        a plan that was never added; LibraryError where it could not be written: the edit then waits, and is tried
        again every few seconds, by ``retry`` and by ``close``.
        """
        return self._worker.submit(self._keep, Edit(plan, label, index))  # type: ignore[arg-type]

    def add(self, plan: Plan, label: str, index: Index) -> ImportOutcome:
        """Keep a plan from outside under its own id; ``label`` tells where it came from. What was edited is backed up
        before."""
        kind = self._after_waiting(lambda: self._add(plan, label, index)).result()
        return ImportOutcome(plan.id, kind, _(_ADDED[kind]))

    def begin(self, plan: Plan, label: str, index: Index) -> None:
        """Keep a plan that was made here. It takes nobody's place, so nobody waits for a backup."""
        self._after_waiting(lambda: self._line.store.add(plan, label, index)).result()
        self._edited = True

    def set_aside(self, plan: UUID, back: bool = False) -> None:
        """Delete a plan as its user sees it: it is shown no more, nothing of it is lost; or bring it ``back``."""
        self._after_waiting(lambda: self._line.store.set_aside(plan, back)).result()
        self._edited = True

    def keep_index(self, plan: UUID, fingerprint: str, index: Index) -> None:
        """Keep the figures of a plan that was not edited, where its last revision still has this fingerprint."""
        self._submit(lambda: self._line.store.keep_index(plan, fingerprint, index)).result()

    def name_version(self, plan: UUID, name: str) -> RevisionInfo:
        """Give the plan as it is kept now a name; later edits begin another revision. Raises PlanNotFound."""
        return self._after_waiting(lambda: self._line.store.name(plan, name)).result()

    def begin_revision(self, plan: UUID) -> None:
        """The plan as it is kept now stays: the next save begins another revision. Before a version is restored."""
        self._after_waiting(lambda: self._line.store.begin_revision(plan)).result()

    def unsaved(self) -> tuple[Plan, ...]:
        """The plans whose last edit is not in the library yet."""
        return tuple(edit.plan for edit in self._unsaved.edits() if isinstance(edit, Edit))

    @property
    def waits(self) -> bool:
        """Whether the last edit of a plan or a sheet is not in the library yet."""
        return bool(self._unsaved.edits())

    def unsafe(self) -> int:
        """How many have a last edit that no disk takes, tried once more: it is lost when the program ends."""
        if self.waits:
            self.retry().result()
        return self._unsaved.without_file()

    def retry(self) -> Future[None]:
        """Try to save what waits, now."""
        return self._worker.submit(self._save_waiting)

    # ------------------------------------------------------------ backups

    def backups(self) -> tuple[Backup, ...]:
        """The backups there are, newest first."""
        return backups(self.path)

    def restore(self, backup: Backup, stopped: Callable[[], bool] = lambda: False) -> Restored:
        """Put a backup in the library's place, which is backed up before; plans loaded earlier are then out of date.

        ``stopped`` and what is raised: as for ``restore.restore``.
        """
        return self._submit(lambda: self._restore(backup, stopped)).result()

    # ------------------------------------------------------------ in the library's thread

    def _submit(self, work: Callable[[], Result]) -> Future[Result]:
        def done() -> Result:
            with self._at_hand():
                return work()

        return self._worker.submit(done)

    def _after_waiting(self, work: Callable[[], Result]) -> Future[Result]:
        """``work`` when what waits is saved: tried again later it would come over what is newer. Else it is refused."""

        def done() -> Result:
            for edit in self._unsaved.edits():
                self._keep(edit)
            return work()

        return self._submit(done)

    @contextlib.contextmanager
    def _at_hand(self) -> Iterator[None]:
        """Our file, as it is now at our path: a drive may have been pulled out and put in again."""
        with _telling(self.path):
            if not self._line.still_there():
                if found_version(self.path) != VERSION:
                    raise gone(self.path)
                if self._lock:
                    self._lock.release()
                    self._lock.take()
                self._line.close()
                self._line = Line(self.path, self.writable)
            yield

    def _keep(self, edit: Waiting) -> object:
        """Save an edit, or have it wait."""
        try:
            with self._at_hand():
                done = edit.keep(self._line, self._unsaved.token(edit.id))
                if not self._line.still_there():
                    raise gone(self.path)
        except LibraryError as error:
            if self._lock:
                self._unsaved.hold(edit)
            self.noticed(str(error))
            raise
        self._edited = True
        if self._unsaved.drop(edit.id) and not self._unsaved.edits():
            self.noticed(_("Lo que faltaba por guardar ya está en la biblioteca."))
        return done

    def _save_sheet(self, sheet: Sheet) -> Future[Sheet]:
        return self._worker.submit(self._keep, SheetEdit(sheet))  # type: ignore[arg-type]  # it gives its sheet

    def _with_surveys(self, work: Callable[[RoundStore], Result], writes: bool = False) -> Future[Result]:
        def done() -> Result:
            made = work(self._line.surveys)
            self._edited = self._edited or writes
            return made

        return self._after_waiting(done) if writes else self._submit(done)

    def _save_waiting(self) -> None:
        for edit in self._unsaved.edits():
            with contextlib.suppress(LibraryError):  # it was noticed, and waits on
                self._keep(edit)

    def _recover(self) -> tuple[Plan, ...]:
        """Put into the library what an earlier session could only leave as files; what does not fit now stays so."""
        recovered = []
        for left in self._unsaved.left():
            from workbench.engine.projection import project
            from workbench.storage.index import index_of

            plan = left.plan
            with contextlib.suppress(LibraryError), _telling(self.path):
                if content.settled(self._line.connection, plan.id) != left.token:
                    self._line.store.add(plan, Phrase(LABEL), index_of(project(plan)), left.token)
                    recovered.append(plan)
                left.file.unlink(missing_ok=True)
        self._recover_sheets()
        return tuple(recovered)

    def _recover_sheets(self) -> None:
        for sheet, file in self._unsaved.left_sheets():
            from workbench.storage.round_store import RoundRefused

            with contextlib.suppress(LibraryError, RoundRefused), _telling(self.path):
                self._line.surveys.recover(sheet)
                file.unlink(missing_ok=True)

    def _add(self, plan: Plan, label: str, index: Index) -> Added:
        if self._edited:
            self._copier.submit(self._back_up_if_changed).result()
        return self._line.store.add(plan, label, index)

    def _back_up_if_changed(self) -> None:
        """What is wrong with it is told and logged: it is no reason not to go on."""
        self._edited = False  # before it is read: what is written meanwhile may not be in it
        try:
            if not is_backed_up(self.path):
                back_up(self.path)
            if is_spoilt(self.path):
                raise damaged(self.path)
            self.backup_trouble, self.damaged = "", False
        except LibraryError as error:
            self._edited, self.damaged = True, isinstance(error, LibraryDamaged)
            logging.getLogger(__name__).info("no backup", exc_info=error)
            self.backup_trouble = str(error)
            self.noticed(self.backup_trouble)

    def _restore(self, backup: Backup, stopped: Callable[[], bool]) -> Restored:
        self._save_waiting()  # it belongs to what is kept of the library that was there
        self._copier.submit(lambda: None).result()  # a backup under way is of the library that was there
        self._line.close()
        try:
            done = put_back(self.path, backup.path, stopped)
        finally:
            self._line = Line(self.path, self.writable)
        self.backup_trouble, self.damaged = "", False
        if not self.waits:  # else what was said of it stands
            self.noticed("")
        return done


def _cannot_be_lifted(path: Path) -> LibraryReadOnly:
    """The error for an older library where nothing can be written, so that not even its plans can be read."""
    text = _(
        "La biblioteca «{file}» es de una versión anterior y aquí no se puede actualizar: cópiela a una carpeta donde "
        "pueda escribir y abra la copia."
    )
    return LibraryReadOnly(text.format(file=path.name))


def _prepare(path: Path) -> None:
    """Make the library or lift it, whichever it needs; the lock is held."""
    version = found_version(path)
    if version is None:
        database.make(path)
    elif version < VERSION:
        back_up(path)
        database.upgrade(path)


@contextlib.contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Say in a sentence what the disk or the database refuses."""
    try:
        yield
    except Unreadable as error:
        raise damaged(path) from error
    except Exception as error:
        if not isinstance(getattr(error, "orig", error), sqlite3.Error | OSError):  # SQLAlchemy wraps SQLite's
            raise
        raise told(path, error) from error
