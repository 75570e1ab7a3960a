"""A built program tries itself: it starts; it lifts an old library, computes a plan, prints it, and opens it."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

PATIENCE = 60
"""Seconds the window may take until everything is loaded."""


def run(old: Path | None) -> int:
    """Try everything on a copy of the library ``old``, or the start alone where none is given.

    Each step says what it found. Raises where one fails.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library.db"
        if old is None:
            _started(library)
        else:
            shutil.copyfile(old, library)
            plan = _computed(library)
            _shown(library, plan)
    print("smoke: ok", flush=True)
    return 0


def _started(library: Path) -> None:
    """The window up to its first picture, which is where the program of an impatient user ends."""
    from workbench.ui import app

    class Start(app.Program):
        def load(self) -> None:
            print("smoke: the window is painted", flush=True)
            os._exit(0)

    application = app.application()
    program = Start(application, library)
    program.start()
    application.exec()


def _computed(library: Path) -> UUID:
    """Lift the library, compute its first plan, print it and read the print back."""
    from workbench.engine.projection import project
    from workbench.exchange import pdf_plan
    from workbench.report.plan_report import plan_pdf
    from workbench.storage.header import VERSION, found_version
    from workbench.storage.library import Library

    before = found_version(library)
    with Library.open(library, write=True) as opened:
        plan = opened.load(UUID(opened.plans()[0].id))
    print(f"smoke: library of version {before} opened as version {found_version(library)} of {VERSION}")
    projection = project(plan)
    print(f"smoke: {sum(1 for _row in projection.rows())} figures")
    printed = library.with_name("plan.pdf")
    printed.write_bytes(plan_pdf(projection))
    if pdf_plan.read(printed).plan != plan:
        raise AssertionError("the printed plan is another one")
    print(f"smoke: a PDF of {printed.stat().st_size} bytes that holds the plan")
    return plan.id


def _shown(library: Path, plan: UUID) -> None:
    """Open the window on the library, and the plan in it."""
    from workbench import settings
    from workbench.ui.app import Program, application

    settings.save(settings.load().with_(country="CO"))
    app = application()
    program = Program(app, library)
    program.start()
    _wait(app.processEvents, lambda: program.window.desk is not None)
    assert program.window.desk is not None
    program.window.desk.open_plan(str(plan))
    _wait(app.processEvents, lambda: not program.window.on_home())
    picture = program.window.grab()
    program.window.close()
    print(f"smoke: a window of {picture.width()} × {picture.height()}, «{program.window.windowTitle()}»")


def _wait(go_on: Callable[[], object], there: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not there():
        if time.monotonic() > end:
            raise TimeoutError
        go_on()
        time.sleep(0.01)
