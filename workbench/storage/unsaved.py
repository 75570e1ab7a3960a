"""Edits that could not be kept: the last one of each plan waits here, and in a file where another disk takes it.

The file is a plan file as any other, in the user's data folder. It goes when that edit or a newer one is in the
library; what is found at the next opening, after a kill or a power cut, is put into the library then. What is written
into the library carries the file's ``Token`` with it, so that a file a kill left behind is not put in a second time.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from workbench.i18n import N_
from workbench.model import payload
from workbench.model.plan import Plan
from workbench.model.upgrade import PlanRefused
from workbench.paths import user_data, write_whole
from workbench.storage.records import Index

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


@dataclass(frozen=True)
class Edit:
    """What a save is asked to keep."""

    plan: Plan
    label: str
    index: Index


class Unsaved:
    """The edits of one library that wait. Used by the library's thread; ``edits`` by any."""

    def __init__(self, library: Path, again: Callable[[], object]) -> None:
        """``again`` is called from time to time, in a thread of its own, while something waits."""
        self._again = again
        self._timer: threading.Timer | None = None
        self._mark = hashlib.sha256(str(library).encode()).hexdigest()[:12]
        self._waiting: dict[UUID, Edit] = {}
        self._tokens: dict[UUID, Token] = {}
        self._without_file: set[UUID] = set()

    def edits(self) -> tuple[Edit, ...]:
        """The last edit of each plan that waits."""
        return tuple(self._waiting.values())

    def without_file(self) -> int:
        """How many plans wait in memory alone: they are lost when the program ends."""
        return len(self._without_file)

    def token(self, plan: UUID) -> Token:
        """That of a plan that waits; '' where none of it does."""
        return self._tokens.get(plan, "")

    def hold(self, edit: Edit) -> None:
        """Keep an edit until it can be saved."""
        self._waiting[edit.plan.id] = edit
        self._tokens.setdefault(edit.plan.id, f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
        self.close()
        self._timer = threading.Timer(RETRY, self._try_again)
        self._timer.daemon = True
        self._timer.start()
        self._without_file.add(edit.plan.id)
        with contextlib.suppress(OSError):  # the same disk may be full; the memory has it
            file = self._file(edit.plan.id)
            file.parent.mkdir(mode=0o700, exist_ok=True)
            write_whole(file, payload.dump(edit.plan), private=True)
            self._without_file.discard(edit.plan.id)

    def _try_again(self) -> None:
        with contextlib.suppress(RuntimeError):  # the library was closed meanwhile
            self._again()

    def drop(self, plan: UUID) -> bool:
        """A newer state of this plan is in the library; whether one was waiting."""
        if self._waiting.pop(plan, None) is None:
            return False
        self._without_file.discard(plan)
        if not self._waiting:
            self.close()
        self._file(plan).unlink(missing_ok=True)
        del self._tokens[plan]
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

    def _file(self, plan: UUID) -> Path:
        return self._folder() / f"{self._mark}-{plan}-{self._tokens[plan]}.json"

    def _folder(self) -> Path:
        return user_data() / "unsaved"
