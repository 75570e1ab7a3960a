"""Work away from the main thread; results come back on it, and only the latest of a kind is delivered."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

Then = Callable[[Any], None]
SWEEP = 500
"""Milliseconds between two looks at what there is to free."""

HANDOVER = 0.0003
"""Seconds a thread may keep Python from the window. While modules are loaded beside it a page asks for Python dozens of
times, and each time waits so long: with the five milliseconds Python allows a page took three times as long."""


class Job:
    """One piece of work. ``cancel`` makes its result and its failure be ignored."""

    def __init__(self, then: Then, failed: Callable[[Exception], None] | None, kind: str) -> None:
        self.then = then
        self.failed = failed
        self.kind = kind
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class Sweeper(QObject):
    """Has Python free what stands in circles on the main thread alone, while anything may run beside it.

    Left to itself Python does it in whichever thread allocates next, and a widget freed there ends the program.
    """

    _at_work = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        Sweeper._at_work += 1
        gc.disable()
        gc.freeze()  # what is loaded by now stays: to look through it again and again would take a tenth of a second
        self._timer = QTimer(self)
        self._timer.setInterval(SWEEP)
        self._timer.timeout.connect(self._sweep)
        self._timer.start()

    def _sweep(self) -> None:
        """The oldest generation that is due, as Python would have chosen it."""
        due = [
            age
            for age, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > limit
        ]
        if due:
            gc.collect(due[-1])

    def close(self) -> None:
        """Leave it to Python again, when nobody else sweeps."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        Sweeper._at_work -= 1
        if not Sweeper._at_work:
            gc.unfreeze()
            gc.enable()


class Tasks(QObject):
    """A small pool of threads. Call it from the main thread only; long work in it ends early when it is ``closed``."""

    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(HANDOVER)
        self._pool = ThreadPoolExecutor(2, "work")
        self._sweeper = Sweeper(self)
        self._latest: dict[str, Job] = {}
        self.closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self, work: Callable[[], Any], then: Then, failed: Callable[[Exception], None] | None = None, kind: str = ""
    ) -> Job:
        """Do ``work`` in a thread, then call ``then`` with its result here.

        A newer job of the same ``kind`` takes the older one's place. Without ``failed`` an exception is raised here.
        After ``close`` nothing is done any more: what was typed last may still ask for its figures.
        """
        job = Job(then, failed, kind)
        if self.closed:
            job.cancel()
            return job
        if kind:
            if older := self._latest.get(kind):
                older.cancel()
            self._latest[kind] = job
        self._pool.submit(self._work, job, work)
        return job

    def close(self) -> None:
        """Forget what waits and wait for what runs."""
        self.closed = True
        for job in self._latest.values():
            job.cancel()
        self._pool.shutdown(cancel_futures=True)
        self._sweeper.close()

    def _work(self, job: Job, work: Callable[[], Any]) -> None:
        if job.cancelled:
            return
        try:
            self._finished.emit(job, work(), None)
        except Exception as error:  # whatever it is, it belongs to whoever asked
            self._finished.emit(job, None, error)

    def _deliver(self, job: Job, result: Any, error: Exception | None) -> None:
        if self._latest.get(job.kind) is job:
            del self._latest[job.kind]  # it may hold what has been closed
        if job.cancelled:
            return
        if error is None:
            job.then(result)
        elif job.failed is not None:
            job.failed(error)
        else:
            raise error
