"""Pictures of every screen, to be looked at: light and dark, text at 100 and 200 %.

usage: python tests/screens.py FOLDER [light|dark] [1|2]
Without a theme and a size all four sets are made, each in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
SETS = [(theme, scale) for theme in ("light", "dark") for scale in ("1", "2")]
SIZE = (1366, 728)
"""A small laptop's screen less the bar of the system."""


def every_set(folder: Path) -> None:
    """Each set in a process of its own."""
    for theme, scale in SETS:
        subprocess.run([sys.executable, __file__, str(folder), theme, scale], check=True)


def one_set(folder: Path, theme: str, scale: str) -> None:
    """Walk through the program and take a picture of each screen."""
    home = tempfile.mkdtemp()
    os.environ |= {f"XDG_{name}_HOME": home for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    os.environ["WORKBENCH_LIBRARY"] = f"{home}/library.db"
    sys.path[:0] = [str(ROOT)]
    from PySide6.QtWidgets import QApplication

    from workbench import settings
    from workbench.engine.projection import project
    from workbench.exchange import samples
    from workbench.paths import library_file
    from workbench.storage.index import index_of
    from workbench.storage.library import Library
    from workbench.ui import app as program

    settings.save(settings.Settings(theme=theme, text=f"{scale}00"))
    plan = samples.load("farmacias").with_(id=uuid4())
    with Library.open(library_file(), write=True) as library:
        library.add(plan, "sample", index_of(project(plan)))
    app = program.application()
    assert isinstance(app, QApplication)
    walk(app, program.Program(app, library_file()), str(plan.id), lambda name: folder / f"{theme}-{scale}00-{name}.png")


def walk(app: object, program: object, plan: str, target: Callable[[str], Path]) -> None:
    """Home, the first start, the preferences, every step with its first line open, and the preview."""
    from PySide6.QtWidgets import QApplication, QDialog

    from forms import GUIDE
    from workbench.ui.guide_view import PageView, PlanView
    from workbench.ui.lines import LinesBox
    from workbench.ui.preview import Preview

    window = program.window  # type: ignore[attr-defined]
    window.resize(*SIZE)
    program.start()  # type: ignore[attr-defined]

    def wait(until: Callable[[], object]) -> None:
        end = time.monotonic() + 60
        while not until() and time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.01)
        for _turn in range(6):
            QApplication.processEvents()

    def shot(widget: object, name: str) -> None:
        wait(lambda: True)
        widget.grab().save(str(target(name)))  # type: ignore[attr-defined]

    wait(lambda: window.desk)
    dialog = window.findChild(QDialog)
    shot(dialog, "first-start")
    dialog.accept()
    shot(window, "home")
    window.desk.ask_settings()
    shot(window.findChildren(QDialog)[-1], "preferences")
    window.findChildren(QDialog)[-1].reject()
    window.home.opened.emit(plan)
    view = window.findChild(PlanView)
    for page in GUIDE.pages:
        view.open_page(page.number)
        shot(window, f"{page.number:02d}")
        inside = next(each for each in view.findChildren(PageView) if each.isVisible())
        for box in inside.findChildren(LinesBox):
            if box.isVisible() and box._model.rows:
                box._table.selectRow(0)
        wait(lambda: True)
        shot(inside.widget(), f"{page.number:02d}-whole")
    window.desk.export()
    preview = window.findChild(Preview)
    wait(lambda: preview._save.isEnabled())
    shot(preview, "preview")
    preview.reject()
    window.close()


if __name__ == "__main__":
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 2:
        one_set(out, sys.argv[2], sys.argv[3])
    else:
        every_set(out)
