"""Every screen of the program, in groups that can be walked alone: what ``screens.py`` takes pictures of."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID

from portfolios import made_up
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QScrollArea, QToolButton, QWidget
from sheets_filled import Filled
from survey_screens import survey_screens

from forms import GUIDE
from workbench import log
from workbench.exchange import packages, plan_file, samples
from workbench.i18n import _
from workbench.paths import user_log
from workbench.storage.header import LibraryError
from workbench.storage.library import Library
from workbench.survey import shipped
from workbench.survey.instrument import Kind
from workbench.survey.rounds import Round, RoundProject
from workbench.survey.sheet import Answer
from workbench.ui import fault_report
from workbench.ui.actions import act
from workbench.ui.charts import ChartView
from workbench.ui.files import file_to_write, files_to_read
from workbench.ui.guide_view import PlanView
from workbench.ui.library_troubles import READ_ONLY
from workbench.ui.lines import LinesBox
from workbench.ui.open_plans import CLOSE_PLAN, may_lose
from workbench.ui.page_view import PageView
from workbench.ui.parts import Button
from workbench.ui.portfolio_view import PortfolioView
from workbench.ui.survey.instrument_editor import InstrumentEditor
from workbench.ui.survey.one_round import OneRound
from workbench.ui.survey.projector import Projector
from workbench.ui.survey.round_files import RoundFiles
from workbench.ui.survey.round_plans import RoundPlans
from workbench.ui.survey.round_view import RoundView
from workbench.ui.survey.sheet_view import SheetView
from workbench.ui.working import Working

SAMPLE = "farmacias"
MANY = 24
"""Made-up plans of a portfolio."""


def wait(until: Callable[[], object] = lambda: True) -> None:
    """Let the program work until something holds, and paint it."""
    end = time.monotonic() + 60
    while not until() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)
    for _turn in range(6):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # which a loop of Qt's own would do


def rest() -> None:
    """Let views that are drawn one after another come to their places."""
    end = time.monotonic() + 0.4
    wait(lambda: time.monotonic() > end)


class Walk:
    """One walk through a program at home, whose library has the plan; ``keep`` takes a picture and its screen."""

    def __init__(self, program: Any, plan: str, keep: Callable[[QPixmap, str], None]) -> None:
        self.program, self.plan, self.keep = program, plan, keep
        self.window, self.desk = program.window, program.window.desk
        self._folder = Path(tempfile.mkdtemp())

    def go(self, names: Sequence[str]) -> None:
        """Walk through groups or single steps of the plan by their number; all of them where none is named."""
        for name, group in GROUPS.items():
            if not names or name in names:
                group(self)
        for number in (int(name) for name in names if name.isdigit()):
            page(self, opened(self), number)

    def shot(self, widget: QWidget, name: str) -> None:
        """Take the picture of a screen as it is now."""
        wait()
        self.keep(widget.grab(), name)

    def ask(
        self, open_it: Callable[[], object], name: str, ready: Callable[[Any], object] = lambda _dialog: True
    ) -> None:
        """Open a dialog or a menu, take its picture, and close it; also one that lets nobody go on before."""

        def shown() -> list[QWidget]:
            found = [each for kind in (QDialog, QMenu) for each in self.window.findChildren(kind) if each.isVisible()]
            return [each for each in found if not isinstance(each, Working)]

        looked = []

        def look() -> None:
            wait(shown)
            dialog = shown()[-1]
            wait(lambda: ready(dialog))
            self.shot(dialog, name)
            dialog.reject() if isinstance(dialog, QDialog) else dialog.close()
            looked.append(name)

        QTimer.singleShot(300, look)
        open_it()
        wait(lambda: looked and not shown())

    def file(self, name: str) -> Path:
        """Where a file is kept that a screen needs."""
        return self._folder / name

    @contextmanager
    def others(self, count: int) -> Any:
        """The library with so many made-up plans besides."""
        plans = [made_up(at) for at in range(count)]
        for plan in plans:
            self.desk.library.add(plan, "made up", self.desk.index(plan))
        yield plans
        for plan in plans:
            self.desk.library.set_aside(plan.id)


# ---------------------------------------------------------------- before a plan


def home(walk: Walk) -> None:
    """The plans, one, many, none found and none at all; what is said above them; a library that cannot be opened."""
    window, desk = walk.window, walk.desk
    desk.show_home()
    walk.shot(window, "home")
    walk.ask(lambda: desk.menu.show(walk.plan, window.mapToGlobal(QPoint(9, 9))), "home-menu")
    window.banner.say(_(READ_ONLY), _("Volver a intentar"), window.banner.hide)
    desk.imports.workbooks.write_template(walk.file("plan.xlsx"))
    wait(window.home.said)
    walk.shot(window, "home-notices")
    window.banner.hide()
    desk.menu.remove(walk.plan)
    walk.shot(window, "home-empty")
    desk.menu.back()
    with walk.others(MANY):
        desk.show_home()
        window.home.say("")
        walk.shot(window, "home-many")
        window.home.finder.text.setText("zzz")
        walk.shot(window, "home-none")
        window.home.finder.clear()
    sound = desk.library.path.read_bytes()
    spoiled = {
        "damaged": b"?",
        "foreign": bytes(4).join((sound[:68], sound[72:])),
        "newer": b"\x09".join((sound[:60], sound[61:])),
    }
    for name, content in spoiled.items():
        walk.file("library.db").write_bytes(content)
        try:
            Library.open(walk.file("library.db"))
        except LibraryError as error:
            window.show_trouble(error, backed_up=True)
        walk.shot(window, f"trouble-{name}")
    desk.show_home()


def dialogs(walk: Walk) -> None:
    """What is asked or told over the window, whatever is in it."""
    window, desk, program = walk.window, walk.desk, walk.program
    walk.ask(desk.preferences.ask_country, "first-start")
    walk.ask(desk.troubles.ask_restore, "restore", lambda asked: "…" not in asked.lost.text())
    walk.ask(desk.menu.ask_deleted, "deleted")
    for action in ("settings", "help", "keys"):
        walk.ask(lambda action=action: act(window, action), action)
    walk.ask(lambda: program.failed.emit("workbench.log"), "failed")
    walk.ask(lambda: may_lose(window, CLOSE_PLAN, 2).open(), "unkept")
    (user_log() / "workbench.fault").write_text("2026-11-20T10:00:00+00:00\nSegmentation fault\n", encoding="utf-8")
    assert log.last_fault(user_log())
    walk.ask(lambda: fault_report.tell(desk), "fault-report")
    at_work(walk)
    kinds = _("Planes y encuestas (*.pdf *.json *.xlsx *.round *.answers)")
    walk.ask(lambda: files_to_read(window, _("Importar planes"), kinds, many=True), "open")
    walk.ask(lambda: file_to_write(window, _("Guardar el PDF"), "plan.pdf", _("PDF (*.pdf)")), "save")


def at_work(walk: Walk) -> None:
    """What stands before the window while something takes longer."""
    done, ended = Event(), list[object]()
    then = ended.append
    working = Working(_("Importar planes"), lambda _stopped: done.wait(), then, then, walk.desk.tasks, walk.window)
    wait(working.isVisible)
    walk.shot(working, "working")
    done.set()
    wait(lambda: ended)


def files(walk: Walk) -> None:
    """What becomes of files: verified, taken in, looked at before, refused."""
    from workbench.engine.projection import project
    from workbench.report.plan_report import plan_pdf

    desk, sound = walk.desk, walk.file("plan.pdf")
    sound.write_bytes(plan_pdf(project(samples.load(SAMPLE))))
    altered(sound, walk.file("altered.pdf"))
    for name in ("plan", "altered"):
        file = walk.file(f"{name}.pdf")
        walk.ask(lambda file=file: desk.proofs.check(file), f"verify-{name}", lambda each: each.bar.isHidden())
    others = [walk.file(f"{at}.json") for at in range(3)]
    for at, file in enumerate(others):
        plan_file.write(made_up(at), file)
    others[-1].write_text("…")
    walk.ask(lambda: desk.imports.take(others), "import-many", lambda each: not each.working)
    for card in desk.library.plans():
        if card.id != walk.plan:
            desk.library.set_aside(UUID(card.id))
    filled = Filled(desk.library.load(UUID(walk.plan)), sound.parent)
    filled.cell(filled.plan.costs[0].id, "name").value = "Otro nombre"
    filled.cell(None, "opening/cash").value = 30_000_000
    filled.book.save(filled.path)
    walk.ask(lambda: desk.imports.take([filled.path]), "import-book")
    filled.cell(None, "basis/inflation").value = "mucho"
    filled.cell(filled.plan.streams[0].id, "name").value = "=1+1"
    filled.book.save(filled.path)
    walk.ask(lambda: desk.imports.take([filled.path]), "import-refused")


def altered(sound: Path, made: Path) -> None:
    """A plan's PDF with another sum in the plan it carries."""
    import pikepdf

    with pikepdf.open(sound) as pdf:
        plan = pdf.attachments["plan.json"].get_file().read_bytes().replace(b'"cash":"2', b'"cash":"3', 1)
        pdf.attachments["plan.json"] = pikepdf.AttachedFileSpec(pdf, plan, filename="plan.json")
        pdf.save(made)


def portfolio(walk: Walk) -> None:
    """All plans together: none yet, as it opens, whole, and in groups."""
    window, desk = walk.window, walk.desk
    desk.library.set_aside(UUID(walk.plan))
    desk.portfolio.show()
    rest()
    walk.shot(window, "portfolio-empty")
    desk.library.set_aside(UUID(walk.plan), back=True)
    with walk.others(MANY):
        desk.portfolio.refresh()
        view = window.findChildren(PortfolioView)[-1]
        wait(lambda: len(view.table.table.rows) > MANY)
        rest()
        walk.shot(window, "portfolio")
        inside = view.findChild(QScrollArea).widget()
        walk.shot(inside, "portfolio-whole")
        combo = view.filter.filters["by"]
        combo.setCurrentIndex(combo.findData("sector"))
        wait(lambda: len(view.table.table.rows) > MANY + 2)
        rest()
        walk.shot(inside, "portfolio-grouped")
        combo.setCurrentIndex(0)
        view._all.setChecked(True)
        rest()
        walk.shot(window, "portfolio-columns")
        view._all.setChecked(False)
        view.filter.text.setText("zzz")
        wait(lambda: not view.table.table.rows)
        rest()
        walk.shot(window, "portfolio-none")
        view.filter.clear()
    desk.plans.close("portfolio")


# ---------------------------------------------------------------- surveys


def survey(walk: Walk) -> None:
    """Every screen of a survey with answers, its files, its reports, and what its dialogs ask."""
    window, desk = walk.window, walk.desk
    desk.surveys.show()
    walk.shot(window, "survey-none")
    for name, shown in survey_screens(walk.program, UUID(walk.plan)):
        rest()
        walk.shot(shown, f"survey-{name}".replace(" ", "-"))
    desk.surveys.show()
    card = next(each for each in desk.library.rounds.cards() if each.wave == "2027")
    desk.surveys.open(card.id)
    one: OneRound = desk.surveys._opened[desk.surveys.tab(card.id)]
    plans(walk, one)
    taken_in(walk, one)
    reports(walk, one)
    instruments(walk)
    kinds(walk)
    for tab in (desk.surveys.tab(card.id), "surveys", "instruments"):
        desk.plans.close(tab)
    for each in desk.library.rounds.cards():
        desk.library.rounds.set_aside(UUID(each.id))
    walk.ask(lambda: desk.surveys._ask_deleted(QPoint(9, 9)), "survey-deleted")


def plans(walk: Walk, one: OneRound) -> None:
    """What can be done with a row of a round, the plan of a project, and the plans that are to be asked."""
    view = walk.window.findChildren(RoundView)[-1]
    walk.ask(view._of_row.click, "survey-row")
    for name, button in zip(("handout", "report"), view._bar.findChildren(Button), strict=False):
        walk.ask(button.click, f"survey-{name}")
    with walk.others(6):
        walk.ask(lambda: view.linked.emit(view.table.here()), "survey-plan")
        chosen = RoundPlans(walk.desk)
        walk.ask(lambda: chosen.choose((), lambda _found: None, walk.window), "survey-plans")


def taken_in(walk: Walk, one: OneRound) -> None:
    """Sheets that contradict others, a package that is sealed, many files at once."""
    window, surveys = walk.window, walk.desk.surveys
    view = window.findChildren(RoundView)[-1]
    brought = []
    for at, sheet in enumerate(sorted(one.sheets.counted, key=lambda sheet: str(sheet.project))[:5]):
        other = sheet.with_(id=UUID(int=900 + at), answers={**sheet.answers, "E2": Answer(score=0, comment="Otra")})
        brought.append(walk.file(f"{at}.answers"))
        brought[-1].write_bytes(packages.write_answers(one.round, one.instrument, [other]))
    sealed = walk.file("sealed.answers")
    sealed.write_bytes(packages.write_answers(one.round, one.instrument, one.sheets.counted[:1], "word"))
    walk.ask(lambda: surveys.take([sealed], None, view.say), "survey-sealed")
    walk.ask(lambda: surveys.take(brought, None, view.say), "survey-brought")
    one.refresh()
    walk.shot(window, "survey-contradictions")
    walk.ask(view._contradiction.click, "survey-contradiction")
    walk.ask(lambda: view.withdrawn.emit(view.table.places[0]), "survey-withdraw")


def reports(walk: Walk, one: OneRound) -> None:
    """What is handed out and reported, and each picture of the wall."""
    made, view = RoundFiles(one), walk.window.findChildren(RoundView)[-1]
    walk.ask(made.save_round, "survey-seal")
    for name, show in (("booklet", made.show_booklet), ("room", made.show_room), ("project", made.show_project)):
        walk.ask(show, f"survey-pdf-{name}", lambda each: each._progress.isHidden())
    view.projected.emit()
    wait(lambda: walk.window.findChildren(Projector))
    wall = walk.window.findChildren(Projector)[-1]
    wall.showNormal()
    wall.resize(walk.window.size())
    for at in range(1, len(wall._charts)):
        wall._step(1)
        rest()
        walk.shot(wall, f"survey-wall-{at + 1}")
    wall.reject()
    walk.window.activateWindow()


def instruments(walk: Walk) -> None:
    """A copy of an instrument, edited: its head, a dimension, a question."""
    tab = walk.desk.surveys.instruments_tab
    tab.show()
    tab.pages.list.copied.emit(walk.desk.surveys.instruments()[0])
    editor = walk.window.findChildren(InstrumentEditor)[-1]
    for name, row in (("head", 0), ("dimension", 1), ("question", 2), ("published", editor.items.count() - 1)):
        editor.items.setCurrentRow(row)
        walk.shot(walk.window, f"survey-edit-{name}")
    editor.leave()
    tab.pages.list.removed.emit(editor.instrument)


def kinds(walk: Walk) -> None:
    """A sheet at its first number, its first closed list and its first text."""
    surveys = walk.desk.surveys
    for id in ("monitoring", "workshop"):
        instrument = shipped.shipped(id)
        project = RoundProject(code="P01", name="Red de panaderías")
        round_ = Round(title="Cierre", instrument=id, version=instrument.version, wave="2027", projects=(project,))
        walk.desk.library.rounds.add(round_, instrument)
        surveys.open(str(round_.id))
        view = walk.window.findChildren(RoundView)[-1]
        view.filled.emit(view.table.places[0])
        wait(lambda view=view: isinstance(view.stack.currentWidget(), SheetView))
        sheet = view.stack.currentWidget()
        sheet.filling.head(consent=True)
        for kind in (Kind.NUMBER, Kind.CHOICE, Kind.TEXT):
            if item := next((item for item in sheet.filling.asked.values() if item.kind is kind), None):
                sheet.open(item.id)
                walk.shot(walk.window, f"survey-{kind.value}")
        sheet.leave()
        walk.desk.plans.close(surveys.tab(str(round_.id)))


# ---------------------------------------------------------------- a plan


def opened(walk: Walk) -> PlanView:
    """The sample, with every step it can have."""
    walk.window.home.opened.emit(walk.plan)
    view = walk.window.findChildren(PlanView)[-1]
    wait(lambda: view.session.figured)
    view.session.put("appraisal/shown", True, "shown")
    wait()
    return view


def page(walk: Walk, view: PlanView, number: int) -> None:
    """A step as it opens, and whole with a line chosen and all its groups open."""
    view.open_page(number)
    rest()
    walk.shot(walk.window, f"{number:02d}")
    inside = next(each for each in view.findChildren(PageView) if each.isVisible())
    for box in inside.findChildren(LinesBox):
        if box.isVisible() and box._model.rows:
            box._table.go(0, 0)
    rest()
    folds = [each for each in inside.findChildren(QToolButton, "fold") if not each.isChecked()]
    for fold in folds:
        fold.setChecked(True)
    rest()
    walk.shot(inside.widget(), f"{number:02d}-whole")
    for fold in folds:
        fold.setChecked(False)


def plan(walk: Walk) -> None:
    """Each step, and what stands over a plan or in the place of its form."""
    window, view = walk.window, opened(walk)
    for each in GUIDE.pages:
        page(walk, view, each.number)
    view.open_page(8)
    view.pulse.cells[0].click()
    walk.shot(window, "explained")
    view.explain.leave()
    view.guide.show_words("apalancamiento")
    view._guide_button.setChecked(True)
    walk.shot(window, "glossary")
    walk.ask(lambda: act(window, "search"), "search", lambda asked: asked.findChild(QLineEdit).setText("pre") or True)
    box = streams(view)
    walk.ask(lambda: paste(box), "paste")
    refused(walk, view)
    menus(walk, view)
    versions(walk, view)
    for action in ("workbook", "keep_version"):
        walk.ask(lambda action=action: act(window, action), action)
    walk.ask(walk.desk.export, "preview", lambda preview: preview._save.isEnabled())


def refused(walk: Walk, view: PlanView) -> None:
    """What was typed and not understood, in a field and in a cell; how a number is understood while it is typed."""
    view.jump("opening/cash")
    wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    field = QApplication.focusWidget()
    field.selectAll()
    QTest.keyClicks(field, "12k")
    walk.shot(walk.window, "field-typed")
    field.selectAll()
    QTest.keyClicks(field, "mucho")
    field.focusNextChild()
    walk.shot(walk.window, "field-refused")
    view.session.held.clear()
    box = streams(view)
    box._table.go(1, price(box))
    box._table.setFocus()
    QTest.keyClick(box._table, Qt.Key.Key_F2)
    writing = QApplication.focusWidget()
    writing.selectAll()
    QTest.keyClicks(writing, "mucho")
    QTest.keyClick(writing, Qt.Key.Key_Return)
    box._table.go(1, price(box))
    walk.shot(walk.window, "cell-refused")
    view.session.undo()


def menus(walk: Walk, view: PlanView) -> None:
    """What can be done with lines, with a chart and with a table; a chart as its values are read, and its table."""
    box = streams(view)
    box._table.go(0, 0)
    walk.ask(lambda: box._menu().popup(QPoint(9, 9)), "menu-lines")
    walk.ask(lambda: box._kinds(QMenu(box), lambda _kind: None).popup(QPoint(9, 9)), "menu-kinds")
    view.open_page(8)
    rest()
    chart = next(each for each in view.findChildren(ChartView) if each.isVisible())
    chart._plot.setFocus()
    QTest.keyClick(chart._plot, Qt.Key.Key_End)
    chart._toggle.setChecked(True)
    rest()
    walk.shot(walk.window, "chart-read")
    walk.ask(lambda: chart._more.menu().popup(QPoint(9, 9)), "menu-chart")
    chart._toggle.setChecked(False)


def streams(view: PlanView) -> LinesBox:
    """The table of revenue."""
    view.open_page(5)
    rest()
    return next(each for each in view.findChildren(LinesBox) if each.path == "streams")


def price(box: LinesBox) -> int:
    """Where its prices stand."""
    return next(at for at in range(box._model.columnCount()) if "price" in box._lines.columns[at].paths)


def paste(box: LinesBox) -> None:
    """Paste what can be read in two ways into the prices of the revenue table."""
    QApplication.clipboard().setText("1.234\n5.678")
    box._table.go(0, price(box))
    box._paste.paste()


def versions(walk: Walk, view: PlanView) -> None:
    """A version beside the plan as it is after an edit."""
    walk.desk.library.name_version(view.session.plan.id, "v1")
    view.session.edit("basis/inflation", (), _("Inflación anual"))
    walk.desk.compare()
    wait(lambda: view.versions.changes.figures.table.rows)
    walk.shot(walk.window, "versions")
    view.versions.changes.tabs.setCurrentIndex(1)
    walk.shot(walk.window, "versions-figures")
    view.leave_versions()
    view.session.undo()


def blank(walk: Walk) -> None:
    """Each step of a plan in which nothing is written yet."""
    walk.desk.new_plan()
    view = walk.window.findChildren(PlanView)[-1]
    wait(lambda: view.session.figured)
    for each in GUIDE.shown(view.session.plan):
        view.open_page(each.number)
        rest()
        walk.shot(walk.window, f"{each.number:02d}-blank")
    walk.desk.menu.remove(str(view.session.plan.id))
    wait()


GROUPS: dict[str, Callable[[Walk], None]] = {
    "home": home,
    "files": files,
    "dialogs": dialogs,
    "portfolio": portfolio,
    "survey": survey,
    "blank": blank,
    "plan": plan,
}
"""The groups of screens by name; a step of the plan alone has its number."""
