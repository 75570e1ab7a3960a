"""Pictures of every screen, to be looked at: three languages, three themes, text at 100 and 200 %.

usage: python tests/screens.py [es|pt|en] [dark-200] [home|files|dialogs|portfolio|survey|blank|plan|NUMBER] …
       python tests/screens.py readme
For each screen a contact sheet is left in ``build/screens``: a column for each language, and in it the themes, each at
both sizes. Without a language all of them; without a theme and size all of these; without a group of screens
(``screen_walk.py``) or the number of a step all screens.
``readme`` makes the README's two pictures, always the same from the same program.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

ROOT = Path(__file__).resolve().parents[1]
SHEETS = ROOT / "build" / "screens"
SINGLE = SHEETS / "single"
LANGUAGES = ("es", "pt", "en")
SETS = [(theme, text) for theme in ("light", "dark", "high_contrast") for text in ("100", "200")]
CELL, GAP = 640, 8
"""The width of a picture on a contact sheet, and what is between two."""
SIZE = (1366, 728)
"""A small laptop's screen less the bar of the system."""
PICTURES = ROOT / "docs" / "pictures"
WHOLE = (1366, 768)
LINE = 3
"""The line of the revenue table whose form the README shows."""
COLOURS = 256
"""Enough for a picture of the window, in a third of the bytes."""


def every_language(*names: str) -> None:
    """Each language in a process of its own."""
    for language in LANGUAGES:
        subprocess.run([sys.executable, __file__, language, *names], check=True)


def one_language(language: str, *names: str) -> None:
    """Walk through the program in each theme and size, and take a picture of each screen; or of those ``names``."""
    SINGLE.mkdir(parents=True, exist_ok=True)
    program, plan = prepared(language)
    from screen_walk import go
    from walking import Walk, wait

    window = program.window
    window.resize(*SIZE)
    program.start()
    wait(lambda: window.desk)
    taken: set[str] = set()

    def keep(picture: QPixmap, screen: str) -> None:
        taken.add(screen)
        picture.save(str(single(screen, language, theme, text)))

    wanted = [each for each in SETS if "-".join(each) in names] or SETS
    groups = [name for name in names if name not in map("-".join, SETS)]
    for theme, text in wanted:
        window.desk.preferences.keep(window.desk.preferences.kept.with_(language=language, theme=theme, text=text))
        go(Walk(program, plan, keep), groups)
    window.close()
    for screen in taken:
        sheet(screen)


def single(screen: str, language: str, theme: str, text: str) -> Path:
    """The picture of one screen."""
    return SINGLE / f"{screen}={language}-{theme}-{text}.png"


def sheet(screen: str) -> None:
    """The contact sheet of one screen: nearly square, so that it can be read as a whole."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter

    columns = range(len(LANGUAGES))
    paths = [[single(screen, language, *each) for language in LANGUAGES] for each in SETS]
    rows = [[QImage(str(path)) if path.exists() else QImage(1, 1, QImage.Format.Format_RGB32) for path in row]
            for row in paths]  # fmt: skip
    rows = [[each.scaledToWidth(CELL, Qt.TransformationMode.SmoothTransformation) if each.width() > 1 else each
             for each in row] for row in rows]  # fmt: skip
    heights = [max(image.height() for image in row) + GAP for row in rows]
    whole = QImage(len(columns) * (CELL + GAP), sum(heights), QImage.Format.Format_RGB32)
    whole.fill(Qt.GlobalColor.gray)
    painter = QPainter(whole)
    for at, row in enumerate(rows):
        for column in columns:
            painter.drawImage(column * (CELL + GAP), sum(heights[:at]), row[column])
    painter.end()
    whole.save(str(SHEETS / f"{screen}.png"))


def prepared(language: str = "es") -> tuple[Any, str]:
    """A program not yet shown, in an empty home in Colombia, whose library has the sample; and the plan's id."""
    home = tempfile.mkdtemp()
    os.environ |= {f"XDG_{name}_HOME": home for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    os.environ |= {"HOME": home, "WORKBENCH_LIBRARY": f"{home}/library.db"}
    for name in ("Documents/2026/a.pdf", "Documents/plan.pdf", "Documents/plan.json", "Documents/plan.xlsx"):
        Path(home, name).parent.mkdir(parents=True, exist_ok=True)
        Path(home, name).touch()
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "ui")]
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from workbench import settings
    from workbench.engine.projection import project
    from workbench.exchange import samples
    from workbench.i18n import N_, Phrase, speaking
    from workbench.paths import library_file
    from workbench.storage.index import index_of
    from workbench.storage.library import Library
    from workbench.ui import app as program

    settings.save(settings.Settings(country="CO", theme="light"))
    with speaking(language):
        plan = samples.load("farmacias").with_(id=uuid4())
    with Library.open(library_file(), write=True) as library:
        library.add(plan, Phrase(N_("Copia de un ejemplo")), index_of(project(plan)))
    return program.Program(program.application(), library_file()), str(plan.id)


def readme() -> None:
    """The results, and a page of the form with a line open: light, in Colombia, on any machine without a screen."""
    program, plan = prepared()
    from PySide6.QtWidgets import QApplication
    from walking import rest, wait

    from workbench.ui.guide_view import PlanView
    from workbench.ui.lines import LinesBox
    from workbench.ui.page_view import PageView

    QApplication.styleHints().setCursorFlashTime(0)
    window = program.window
    window.resize(*WHOLE)
    program.start()
    wait(lambda: window.desk)
    window.home.opened.emit(plan)
    view = window.findChild(PlanView)
    wait(lambda: view.session.figured)
    rest()
    PICTURES.mkdir(parents=True, exist_ok=True)
    view.open_page(8)
    rest()
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


if __name__ == "__main__":
    if sys.argv[1:] == ["readme"]:
        readme()
    elif sys.argv[1:2] and sys.argv[1] in LANGUAGES:
        one_language(*sys.argv[1:])
    else:
        every_language(*sys.argv[1:])
