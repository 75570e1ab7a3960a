"""Edits that could not be kept: the last of each plan or sheet waits here, and in a file where another disk takes it.

The file, in the user's data folder, is a plan file as any other, or a sheet's bytes. It goes when that edit or a newer
one is in the library; what is found at the next opening, after a kill or a power cut, is put into the library then.
What is written of a plan carries the file's ``Token`` with it, so that a file a kill left behind is not put in twice.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol
from uuid import UUID

from workbench.i18n import N_
from workbench.model import payload
from workbench.model.plan import Plan
from workbench.model.upgrade import PlanRefused
from workbench.paths import user_data, write_whole
from workbench.storage.header import LibraryError
from workbench.storage.records import Index, PlanNotFound

if TYPE_CHECKING:
    from workbench.storage.line import Line
    from workbench.survey.sheet import Sheet

RETRY = 5.0
"""Seconds until what could not be saved is tried again."""
LABEL = N_("Recuperado: la vez anterior no se pudo guardar")


Token = str
"""What tells one wait of a plan from every other, in the order they began: the time it began."""


@dataclass(frozen=True)
class Left:
    """An edit an earlier session could not save."""

    plan: Plan
    token: Token
    file: Path


class Waiting(Protocol):
    """What a save is asked to keep, and what its file holds."""

    ending: ClassVar[str]

    @property
    def id(self) -> UUID: ...

    def data(self) -> bytes: ...

    def keep(self, line: Line, waited: Token) -> object: ...


@dataclass(frozen=True)
class Edit:
    """A plan that was edited."""

    plan: Plan
    label: str
    index: Index
    ending: ClassVar[str] = ".json"

    @property
    def id(self) -> UUID:
        """The plan's."""
        return self.plan.id

    def data(self) -> bytes:
        """Its plan file."""
        return payload.dump(self.plan)

    def keep(self, line: Line, waited: Token) -> None:
        """Put it into the library, also where another file came back than went. Raises PlanNotFound."""
        try:
            line.store.save(self.plan, self.label, self.index, waited)
        except PlanNotFound:
            if not waited:
                raise
            line.store.add(self.plan, self.label, self.index, waited)


@dataclass(frozen=True)
class SheetEdit:
    """A survey's sheet that was typed in."""

    sheet: Sheet
    ending: ClassVar[str] = ".sheet"

    @property
    def id(self) -> UUID:
        """The sheet's."""
        return self.sheet.id

    def data(self) -> bytes:
        """Its canonical bytes."""
        from workbench.survey.payload import dump

        return dump(self.sheet)

    def keep(self, line: Line, waited: Token) -> Sheet:
        """Put it into the library; what is kept. A wait needs no token: the sheet itself says when it was changed.

        Raises RoundRefused; for one that waited LibraryError, so that it waits on: another file came back than went.
        """
        from workbench.storage.round_store import RoundRefused

        try:
            return line.surveys.save(self.sheet)
        except RoundRefused as error:
            if waited:
                raise LibraryError(str(error)) from error
            raise


class Unsaved:
    """The edits of one library that wait. Used by the library's thread; ``edits`` by any."""

    def __init__(self, library: Path, again: Callable[[], object]) -> None:
        """``again`` is called from time to time, in a thread of its own, while something waits."""
        self._again = again
        self._timer: threading.Timer | None = None
        self._mark = hashlib.sha256(str(library).encode()).hexdigest()[:12]
        self._waiting: dict[UUID, Waiting] = {}
        self._tokens: dict[UUID, Token] = {}
        self._without_file: set[UUID] = set()

    def edits(self) -> tuple[Waiting, ...]:
        """The last edit of each plan or sheet that waits."""
        return tuple(self._waiting.values())

    def without_file(self) -> int:
        """How many wait in memory alone: they are lost when the program ends."""
        return len(self._without_file)

    def token(self, id_: UUID) -> Token:
        """That of what waits; '' where none of it does."""
        return self._tokens.get(id_, "")

    def hold(self, edit: Waiting) -> None:
        """Keep an edit until it can be saved."""
        self._waiting[edit.id] = edit
        self._tokens.setdefault(edit.id, f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
        self.close()
        self._timer = threading.Timer(RETRY, self._try_again)
        self._timer.daemon = True
        self._timer.start()
        self._without_file.add(edit.id)
        with contextlib.suppress(OSError):  # the same disk may be full; the memory has it
            file = self._file(edit)
            file.parent.mkdir(mode=0o700, exist_ok=True)
            write_whole(file, edit.data(), private=True)
            self._without_file.discard(edit.id)

    def _try_again(self) -> None:
        with contextlib.suppress(RuntimeError):  # the library was closed meanwhile
            self._again()

    def drop(self, id_: UUID) -> bool:
        """A newer state of this is in the library; whether one was waiting."""
        edit = self._waiting.pop(id_, None)
        if edit is None:
            return False
        self._without_file.discard(id_)
        if not self._waiting:
            self.close()
        self._file(edit).unlink(missing_ok=True)
        del self._tokens[id_]
        return True

    def close(self) -> None:
        """Try no more."""
        if self._timer:
            self._timer.cancel()

    def left(self) -> tuple[Left, ...]:
        """What an earlier session could not save and left as files; of one plan, what was typed first comes first."""
        found = []
        for file in sorted(self._folder().glob(f"{self._mark}-*.json")):
            with contextlib.suppress(PlanRefused, OSError):
                found.append(Left(payload.load(file.read_bytes()), file.stem.rpartition("-")[2], file))
        return tuple(found)

    def left_sheets(self) -> tuple[tuple[Sheet, Path], ...]:
        """The same of sheets, each with its file."""
        files = sorted(self._folder().glob(f"{self._mark}-*{SheetEdit.ending}"))
        if not files:
            return ()
        from workbench.survey.payload import SurveyRefused, load
        from workbench.survey.sheet import Sheet

        found = []
        for file in files:
            with contextlib.suppress(SurveyRefused, OSError):
                found.append((load(Sheet, file.read_bytes()), file))
        return tuple(found)

    def _file(self, edit: Waiting) -> Path:
        return self._folder() / f"{self._mark}-{edit.id}-{self._tokens[edit.id]}{edit.ending}"

    def _folder(self) -> Path:
        return user_data() / "unsaved"
