"""Pictures of every screen, to be looked at: three languages, three themes, text at 100 and 200 %.

usage: python tests/screens.py [es|pt|en]
       python tests/screens.py readme
For each screen a contact sheet is left in ``build/screens``: a row for each language, and in it the themes, each at
both sizes. ``readme`` makes the README's two pictures, always the same from the same program.
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


def every_language() -> None:
    """Each language in a process of its own, then the sheets."""
    SINGLE.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        subprocess.run([sys.executable, __file__, language], check=True)
    for screen in sorted({path.name.split("=")[0] for path in SINGLE.glob("*.png")}):
        sheet(screen)


def one_language(language: str) -> None:
    """Walk through the program in each theme and size, and take a picture of each screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    SINGLE.mkdir(parents=True, exist_ok=True)
    program, plan = prepared("light", "100", "CO")
    window = program.window
    window.resize(*SIZE)
    program.start()
    wait(lambda: window.desk)
    for theme, text in SETS:
        window.desk.preferences.keep(window.desk.preferences.kept.with_(language=language, theme=theme, text=text))
        walk(program, plan, lambda name, own=f"{language}-{theme}-{text}": SINGLE / f"{name}={own}.png")
    window.close()


def sheet(screen: str) -> None:
    """The contact sheet of one screen."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter

    rows = []
    for language in LANGUAGES:
        paths = [SINGLE / f"{screen}={language}-{theme}-{text}.png" for theme, text in SETS]
        rows.append([QImage(str(path)).scaledToWidth(CELL, Qt.TransformationMode.SmoothTransformation)
                     for path in paths if path.exists()])  # fmt: skip
    heights = [max((image.height() for image in row), default=0) + GAP for row in rows]
    whole = QImage(len(SETS) * (CELL + GAP), sum(heights), QImage.Format.Format_RGB32)
    whole.fill(Qt.GlobalColor.gray)
    painter = QPainter(whole)
    for at, row in enumerate(rows):
        for column, image in enumerate(row):
            painter.drawImage(column * (CELL + GAP), sum(heights[:at]), image)
    painter.end()
    whole.save(str(SHEETS / f"{screen}.png"))


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


def rest() -> None:
    """Let views that are drawn one after another come to their places."""
    end = time.monotonic() + 0.4
    wait(lambda: time.monotonic() > end)


def readme() -> None:
    """The results, and a page of the form with a line open: light, in Colombia, on any machine without a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    program, plan = prepared("light", "100", "CO")
    from PySide6.QtWidgets import QApplication

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


def walk(program: Any, plan: str, target: Callable[[str], Path]) -> None:
    """Every screen: what stands before a plan, each step as it opens and whole with a line chosen, and the dialogs."""
    from forms import GUIDE
    from workbench.storage.header import LibraryDamaged
    from workbench.ui.actions import act
    from workbench.ui.guide_view import PlanView
    from workbench.ui.lines import LinesBox
    from workbench.ui.page_view import PageView

    window, desk = program.window, program.window.desk

    def shot(widget: Any, name: str) -> None:
        wait()
        widget.grab().save(str(target(name)))

    desk.show_home()
    shot(window, "home")
    window.show_trouble(LibraryDamaged("«library.db»: …"), backed_up=True)
    shot(window, "trouble")
    window.show_home()
    ask(window, desk.preferences.ask_country, shot, "first-start")
    ask(window, desk.troubles.ask_restore, shot, "restore")
    ask(window, desk.menu.ask_deleted, shot, "deleted")
    ask(window, lambda: desk.proofs.check(altered(target("altered"))), shot, "verify", lambda each: each.bar.isHidden())
    portfolio(window, shot)
    surveys(program, shot)
    window.home.opened.emit(plan)
    view = window.findChildren(PlanView)[-1]
    view.session.put("appraisal/shown", True, "shown")
    wait()
    for page in GUIDE.pages:
        view.open_page(page.number)
        rest()
        shot(window, f"{page.number:02d}")
        inside = next(each for each in view.findChildren(PageView) if each.isVisible())
        for box in inside.findChildren(LinesBox):
            if box.isVisible() and box._model.rows:
                box._table.go(0, 0)
        shot(inside.widget(), f"{page.number:02d}-whole")
    view.open_page(8)
    view.pulse.cells[0].click()
    shot(window, "explained")
    view.explain.leave()
    for action in ("settings", "search", "method", "keys"):
        ask(window, lambda action=action: act(window, action), shot, action)
    ask(window, lambda: paste(view), shot, "paste")
    versions(window, view, shot)
    ask(window, desk.export, shot, "preview", lambda preview: preview._save.isEnabled())


def ask(
    window: Any,
    open_it: Callable[[], object],
    shot: Callable[[Any, str], None],
    name: str,
    ready: Callable[[Any], bool] = lambda _dialog: True,
) -> None:
    """Open a dialog, take its picture, and close it; also one that lets nobody go on before it is answered."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QDialog, QLineEdit

    def look() -> None:
        dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
        if name == "search":
            dialog.findChild(QLineEdit).setText("pre")
        wait(lambda: ready(dialog))
        shot(dialog, name)
        dialog.reject()

    QTimer.singleShot(300, look)
    open_it()
    wait(lambda: not any(each.isVisible() for each in window.findChildren(QDialog)))


def altered(beside: Path) -> Path:
    """The sample's PDF with another sum in the plan it carries."""
    import pikepdf

    from workbench.engine.projection import project
    from workbench.exchange import samples
    from workbench.report.plan_report import plan_pdf

    made = beside.with_suffix(".pdf")
    made.write_bytes(plan_pdf(project(samples.load("farmacias"))))
    with pikepdf.open(made, allow_overwriting_input=True) as pdf:
        plan = pdf.attachments["plan.json"].get_file().read_bytes().replace(b'"cash":"2', b'"cash":"3', 1)
        pdf.attachments["plan.json"] = pikepdf.AttachedFileSpec(pdf, plan, filename="plan.json")
        pdf.save(made)
    return made


def paste(view: Any) -> None:
    """Paste what can be read in two ways into the prices of the revenue table."""
    from PySide6.QtWidgets import QApplication

    from workbench.ui.lines import LinesBox

    view.open_page(5)
    box = next(each for each in view.findChildren(LinesBox) if each.path == "streams")
    QApplication.clipboard().setText("1.234\n5.678")
    price = next(at for at in range(box._model.columnCount()) if "price" in box._lines.columns[at].paths)
    box._table.go(0, price)
    box._paste.paste()


def surveys(program: Any, shot: Callable[[Any, str], None]) -> None:
    """Every screen of a survey with answers."""
    from survey_screens import survey_screens

    for name, shown in survey_screens(program):
        rest()
        shot(shown, f"survey-{name}".replace(" ", "-"))


def portfolio(window: Any, shot: Callable[[Any, str], None]) -> None:
    """A portfolio of made-up plans, grouped: as it opens and whole. The plans go again."""
    from portfolios import made_up
    from PySide6.QtWidgets import QScrollArea

    desk = window.desk
    plans = [made_up(at) for at in range(24)]
    for plan in plans:
        desk.library.add(plan, "made up", desk.index(plan))
    desk.portfolio.show()
    wait(lambda: desk.portfolio.view.table.table.rows)
    rest()
    shot(window, "portfolio")
    inside = desk.portfolio.view.findChild(QScrollArea).widget()
    shot(inside, "portfolio-whole")
    for plan in plans:
        desk.library.set_aside(plan.id)
    desk.plans.close("portfolio")


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
    view.session.undo()


if __name__ == "__main__":
    if sys.argv[1:] == ["readme"]:
        readme()
    elif sys.argv[1:]:
        one_language(sys.argv[1])
    else:
        every_language()
