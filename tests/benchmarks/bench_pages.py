"""The slowest page of the guide, from asking for it to its picture: opened for the first time, in the sample."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from PySide6.QtWidgets import QApplication
from side_by_side import amount

sys.path.append(str(Path(__file__).resolve().parents[1]))
from bench_key_to_paint import Eye, until

from forms import GUIDE
from workbench import settings
from workbench.exchange import samples
from workbench.model.base import replace
from workbench.paths import library_file
from workbench.storage.library import Index, Library
from workbench.ui import app as program
from workbench.ui.guide_view import PlanView
from workbench.ui.page_view import PageView

BAR = 100.0


def main() -> None:
    """Open every page once, in a home of its own."""
    home = tempfile.mkdtemp()
    os.environ |= {f"XDG_{name}_HOME": home for name in ("DATA", "CONFIG", "STATE")}
    settings.save(settings.Settings(country="CO"))
    plan = samples.load("farmacias")
    for switch in filter(None, (page.switch for page in GUIDE.pages)):
        plan = replace(plan, switch, True)
    with Library.open(library_file(), write=True) as library:
        library.add(plan, "new", Index())
    started = program.Program(program.application(), library_file())
    started.start()
    until(lambda: started.window.desk)
    started.window.home.opened.emit(str(plan.id))
    view = started.window.findChildren(PlanView)[-1]
    times = []
    for page in GUIDE.pages[1:]:
        until(lambda: True)
        eye = Eye()
        asked = perf_counter()
        view.open_page(page.number)
        shown = next(each for each in view.findChildren(PageView) if each.isVisible())
        shown.viewport().installEventFilter(eye)
        until(lambda asked=asked, eye=eye: eye.painted > asked)
        times.append((eye.painted - asked) * 1000)
        QApplication.processEvents()
    amount("slowest page opened", max(times), BAR)
    started.window.close()


if __name__ == "__main__":
    main()
