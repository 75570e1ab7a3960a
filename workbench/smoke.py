"""A built program tries itself: it starts; it lifts an old library, computes a plan, prints and writes it, holds a
survey, and opens both."""

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
            _shown(library, plan, _surveyed(library, plan))
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
    from workbench.exchange import input_book, pdf_plan
    from workbench.exchange.workbook import plan_workbook
    from workbench.report.plan_report import plan_pdf
    from workbench.storage.header import VERSION, found_version
    from workbench.storage.library import Library

    before = found_version(library)
    with Library.open(library, write=True) as opened:
        plan = opened.load(UUID(opened.plans()[0].id))
    print(f"smoke: library of version {before} opened as version {found_version(library)} of {VERSION}")
    projection = project(plan)
    print(f"smoke: {sum(1 for _row in projection.rows())} figures")
    printed, book = library.with_name("plan.pdf"), library.with_name("plan.xlsx")
    printed.write_bytes(plan_pdf(projection))
    book.write_bytes(plan_workbook(projection, "pt"))
    if not pdf_plan.read(printed).plan == input_book.read(book, lambda _id: plan).plan == plan:
        raise AssertionError("the printed or the written plan is another one")
    print(f"smoke: a PDF of {printed.stat().st_size} bytes and a workbook of {book.stat().st_size} that hold the plan")
    return plan.id


def _surveyed(library: Path, plan: UUID) -> UUID:
    """Hold a round of every shipped instrument, and hand one out under a passphrase; its id."""
    from workbench.exchange import packages, samples
    from workbench.exchange.round_projects import of_plan
    from workbench.storage.library import Library
    from workbench.survey import shipped
    from workbench.survey.rounds import Round

    with Library.open(library, write=True) as opened:
        projects = (of_plan(opened.load(plan), "P1"), *(of_plan(samples.load(s.id), s.id) for s in samples.samples()))
        for each in shipped.listed():
            round_ = Round(title=each.title, instrument=each.id, version=each.version, wave="2027", projects=projects)
            opened.rounds.add(round_, shipped.shipped(each.id))
        kept = opened.rounds.load(round_.id)
    sealed = library.with_name(f"survey{packages.ROUND}")
    sealed.write_bytes(packages.write_round(kept, shipped.shipped(kept.instrument), passphrase=sealed.name))
    if packages.read(sealed, sealed.name).round != kept:
        raise AssertionError("the sealed round is another one")
    print(f"smoke: {len(shipped.listed())} rounds of {len(projects)} projects, and a sealed file that holds one")
    return kept.id


def _shown(library: Path, plan: UUID, round_: UUID) -> None:
    """Open the window on the library, the plan in it, and the round."""
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
    titles = [program.window.windowTitle()]
    program.window.desk.surveys.open(str(round_))
    _wait(app.processEvents, lambda: program.window.windowTitle() not in titles)
    titles.append(program.window.windowTitle())
    picture = program.window.grab()
    program.window.close()
    print(f"smoke: a window of {picture.width()} × {picture.height()}, {titles}")


def _wait(go_on: Callable[[], object], there: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not there():
        if time.monotonic() > end:
            raise TimeoutError
        go_on()
        time.sleep(0.01)
