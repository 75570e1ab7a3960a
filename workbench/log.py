"""The log: what went wrong and where in the program, never what stands in a plan."""

from __future__ import annotations

import contextlib
import copy
import faulthandler
import logging
import os
import re
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

NAME = "workbench.log"
_BYTES, _KEPT = 500_000, 3
_MARK, _FAULT = "workbench.running.", "workbench.fault"
_LINES = 200
"""How much of the log a report has."""
_FILE = re.compile(r'File "(?:[^"]*[/\\])?([^"/\\]*)"')

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Discreet(logging.Formatter):
    """Leaves out what may hold amounts or names: arguments of messages, texts of exceptions, source lines."""

    def format(self, record: logging.LogRecord) -> str:
        mine = copy.copy(record)
        mine.args, mine.exc_text = (), None
        return super().format(mine)

    def formatException(self, ei: _ExcInfo) -> str:
        lines = []
        error: BaseException | None = ei[1]
        while error is not None:
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            frames = traceback.extract_tb(error.__traceback__)
            lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


class Running:
    """The log of a running program, and the mark that it runs: the system's own account of a crash goes there too."""

    def __init__(self, folder: Path) -> None:
        file = folder / NAME
        os.close(os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
        self._handler = RotatingFileHandler(file, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
        self._handler.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger().addHandler(self._handler)
        logging.getLogger("workbench").setLevel(logging.INFO)
        self._path = folder / f"{_MARK}{os.getpid()}"
        self._mark = os.fdopen(os.open(self._path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w")
        _hold(self._mark.fileno())
        self._mark.write(datetime.now(UTC).isoformat(timespec="seconds") + "\n")
        self._mark.flush()
        faulthandler.enable(self._mark)

    def stop(self) -> None:
        """The program ends as it should."""
        faulthandler.disable()
        self._mark.close()
        self._path.unlink(missing_ok=True)
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()


def start(folder: Path) -> Running:
    """Log into ``folder`` from now on, for its owner alone. ``stop`` what it returns at the end.

    What a program that ended otherwise has left becomes the last fault.
    """
    for mark in sorted(folder.glob(f"{_MARK}*"), key=lambda file: file.stat().st_mtime):
        with contextlib.suppress(OSError):  # where open files cannot be renamed, that one's program runs
            if _is_left(mark):
                mark.replace(folder / _FAULT)
    return Running(folder)


# ---------------------------------------------------------------- how it ended last time


@dataclass(frozen=True)
class Fault:
    """A program that did not end as it should. ``started``: ISO 8601, UTC.

    ``trace``: where it was, when it crashed by itself; '' when it was ended from outside or the power went.
    """

    started: str
    trace: str

    def report(self, folder: Path, more: Sequence[str] = ()) -> str:
        """What can be sent to whoever mends the program: no amounts, no names. ``more``: what the doctor says."""
        parts = [f"started {self.started}", self.trace or "no trace", *more]
        with contextlib.suppress(OSError):
            parts += (folder / NAME).read_text(encoding="utf-8").splitlines()[-_LINES:]
        return "\n".join(parts) + "\n"


def last_fault(folder: Path) -> Fault | None:
    """How the program ended when it did not as it should, until ``forget_fault``; None else."""
    try:
        started, _line, trace = (folder / _FAULT).read_text(encoding="utf-8", errors="replace").partition("\n")
    except OSError:
        return None
    return Fault(started, _FILE.sub(r'File "\1"', trace))


def forget_fault(folder: Path) -> None:
    """The user was told."""
    (folder / _FAULT).unlink(missing_ok=True)


if sys.platform == "win32":

    def _hold(_handle: int) -> None:
        """An open file cannot be renamed there; that is mark enough."""

    def _is_left(_mark: Path) -> bool:
        return True

else:
    import fcntl

    def _hold(handle: int) -> None:
        """The system lets go of it when the program ends, however it does."""
        fcntl.flock(handle, fcntl.LOCK_EX)

    def _is_left(mark: Path) -> bool:
        with mark.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return False
        return True
