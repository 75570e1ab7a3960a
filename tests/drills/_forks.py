"""Work done in a forked copy of this process, which is thrown away after it: what it changed stays in it."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

MEMORY = 4 << 30
PATIENCE = 900
"""Seconds after which a copy that still stands there is ended, whatever it waits for."""


@contextlib.contextmanager
def processor_seconds(most: float) -> Iterator[None]:
    """The process ends at once when what is done inside takes longer than so many seconds of a processor."""
    signal.setitimer(signal.ITIMER_PROF, most)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)


@dataclass(frozen=True)
class Copy:
    """A forked process at work. ``out``: where what it says is read, once it has ended."""

    pid: int
    out: int

    def told(self) -> Any:
        """What it found; None where it ended without a word. Raises RuntimeError where the work itself went wrong."""
        with os.fdopen(self.out, "rb") as pipe:
            text = pipe.read()
        os.waitpid(self.pid, 0)
        said = json.loads(text) if text else {"done": None}
        if "wrong" in said:
            raise RuntimeError(said["wrong"])
        return said["done"]


def forked(work: Callable[[], Any]) -> Copy:
    """Start a copy of this process that does one thing, prints nothing, and says in JSON what it found."""
    out, into = os.pipe()
    pid = os.fork()
    if pid:
        os.close(into)
        return Copy(pid, out)
    os.close(out)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for each in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(each, signal.SIG_DFL)
    signal.alarm(PATIENCE)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        told = {"done": work()}
    except Exception:
        told = {"wrong": traceback.format_exc()}
    with os.fdopen(into, "wb") as pipe:
        pipe.write(json.dumps(told).encode())
    os._exit(0)


def side_by_side(works: Iterable[tuple[Any, Callable[[], Any]]], at_once: int) -> Iterator[tuple[Any, Any]]:
    """Do each named work in a copy of its own, a few at once: its name and what it found, as each ends.

    A work is asked for only when there is room for it, so that it may rest on what came of those before.
    """
    waiting, running = iter(works), dict[int, tuple[Any, Copy]]()
    while True:
        while len(running) < at_once and (one := next(waiting, None)) is not None:
            copy = forked(one[1])
            running[copy.out] = one[0], copy
        if not running:
            return
        for ready in select.select(list(running), [], [])[0]:
            name, copy = running.pop(ready)
            yield name, copy.told()
