"""Pictures of every screen, to be looked at: light and dark, text at 100 and 200 %.

usage: python tests/screens.py FOLDER [light|dark] [1|2]
       python tests/screens.py readme
Without a theme and a size all four sets are made, each in a process of its own. ``readme`` makes the README's two
pictures, always the same from the same program.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
SETS = [(theme, scale) for theme in ("light", "dark") for scale in ("1", "2")]
SIZE = (1366, 728)
"""A small laptop's screen less the bar of the system."""
PICTURES = ROOT / "docs" / "pictures"
WHOLE = (1366, 768)
LINE = 3
"""The line of the revenue table whose form the README shows."""
COLOURS = 256
"""Enough for a picture of the window, in a third of the bytes."""


def every_set(folder: Path) -> None:
    """Each set in a process of its own."""
    for theme, scale in SETS:
        subprocess.run([sys.executable, __file__, str(folder), theme, scale], check=True)


def one_set(folder: Path, theme: str, scale: str) -> None:
    """Walk through the program and take a picture of each screen."""
    program, plan = prepared(theme, f"{scale}00")
    walk(program, plan, lambda name: folder / f"{theme}-{scale}00-{name}.png")


def prepared(theme: str, text: str, country: str = "") -> tuple[Any, str]:
    """A program not yet shown, in an empty home, whose library has the sample; and the plan's id."""
    home = tempfile.mkdtemp()
    os.environ |= {f"XDG_{name}_HOME": home for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    os.environ["WORKBENCH_LIBRARY"] = f"{home}/library.db"
    sys.path[:0] = [str(ROOT)]
    from workbench import settings
    from workbench.engine.projection import project
    from workbench.exchange import samples
    from workbench.paths import library_file
    from workbench.storage.index import index_of
    from workbench.storage.library import Library
    from workbench.ui import app as program

    settings.save(settings.Settings(country=country, theme=theme, text=text))
    plan = samples.load("farmacias").with_(id=uuid4())
    with Library.open(library_file(), write=True) as library:
        library.add(plan, "sample", index_of(project(plan)))
    return program.Program(program.application(), library_file()), str(plan.id)


def wait(until: Callable[[], object] = lambda: True) -> None:
    """Let the program work until something holds, and paint it."""
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + 60
    while not until() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)
    for _turn in range(6):
        QApplication.processEvents()


def readme() -> None:
    """The results, and a page of the form with a line open: light, in Colombia, on any machine without a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    program, plan = prepared("light", "100", "CO")
    from PySide6.QtWidgets import QApplication

    from workbench.ui.guide_view import PageView, PlanView
    from workbench.ui.lines import LinesBox

    QApplication.styleHints().setCursorFlashTime(0)
    window = program.window
    window.resize(*WHOLE)
    program.start()
    wait(lambda: window.desk)
    window.home.opened.emit(plan)
    view = window.findChild(PlanView)
    PICTURES.mkdir(parents=True, exist_ok=True)
    view.open_page(8)
    wait()
    picture(window, "results")
    view.open_page(5)
    page = next(each for each in view.findChildren(PageView) if each.isVisible())
    page.findChild(LinesBox)._table.selectRow(LINE)
    wait()
    picture(window, "plan")
    window.close()


def picture(window: Any, name: str) -> None:
    """One of the README's pictures, in the colours it has most of."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    shown = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    seen = Counter(shown.pixel(x, y) for y in range(shown.height()) for x in range(shown.width()))
    most = [colour for colour, _pixels in seen.most_common(COLOURS)]
    few = shown.convertToFormat(QImage.Format.Format_Indexed8, most, Qt.ImageConversionFlag.ThresholdDither)
    few.save(str(PICTURES / f"{name}.png"))


def walk(program: Any, plan: str, target: Callable[[str], Path]) -> None:
    """Home, the first start, the preferences, every step with its first line open, the versions and the preview."""
    from PySide6.QtWidgets import QDialog

    from forms import GUIDE
    from workbench.ui.guide_view import PageView, PlanView
    from workbench.ui.lines import LinesBox
    from workbench.ui.preview import Preview

    window = program.window
    window.resize(*SIZE)
    program.start()

    def shot(widget: Any, name: str) -> None:
        wait()
        widget.grab().save(str(target(name)))

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
        wait()
        shot(inside.widget(), f"{page.number:02d}-whole")
    view.open_page(8)
    view.pulse.cells[0].click()
    shot(window, "explained")
    view.explain.leave()
    versions(window, view, shot)
    window.desk.export()
    preview = window.findChild(Preview)
    wait(lambda: preview._save.isEnabled())
    shot(preview, "preview")
    preview.reject()
    window.close()


def versions(window: Any, view: Any, shot: Callable[[Any, str], None]) -> None:
    """A version beside the plan as it is after an edit."""
    window.desk.library.name_version(view.session.plan.id, "v1")
    view.session.edit("basis/inflation", (), "")
    window.desk.compare()
    wait(lambda: view.versions.changes.figures.table.rows)
    shot(window, "versions")
    view.versions.changes.tabs.setCurrentIndex(1)
    shot(window, "versions-figures")
    view.leave_versions()


if __name__ == "__main__":
    if sys.argv[1:] == ["readme"]:
        readme()
    else:
        out = Path(sys.argv[1])
        out.mkdir(parents=True, exist_ok=True)
        if len(sys.argv) > 2:
            one_set(out, sys.argv[2], sys.argv[3])
        else:
            every_set(out)
