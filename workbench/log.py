"""The log: what went wrong and where in the program, never what stands in a plan."""

from __future__ import annotations

import copy
import logging
import os
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

NAME = "workbench.log"
_BYTES, _KEPT = 500_000, 3

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


def start(folder: Path) -> logging.Handler:
    """Log into ``folder`` from now on, for its owner alone. Hand the result to ``stop`` at the end."""
    file = folder / NAME
    os.close(os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
    handler = RotatingFileHandler(file, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
    handler.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger("workbench").setLevel(logging.INFO)
    return handler


def stop(handler: logging.Handler) -> None:
    """End what ``start`` began."""
    logging.getLogger().removeHandler(handler)
    handler.close()
