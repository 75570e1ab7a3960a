"""Every screen of the program, in groups that can be walked alone: what ``screens.py`` takes pictures of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from uuid import UUID

from portfolios import made_up
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QScrollArea, QToolButton
from sheets_filled import Filled
from survey_walk import survey
from walking import Walk, rest, wait

from forms import GUIDE
from workbench import log
from workbench.exchange import plan_file, samples
from workbench.i18n import _
from workbench.paths import user_log
from workbench.storage.header import LibraryError
from workbench.storage.library import Library
from workbench.ui import fault_report
from workbench.ui.actions import act
from workbench.ui.charts import ChartView
from workbench.ui.files import file_to_write, files_to_read
from workbench.ui.guide_view import PlanView
from workbench.ui.library_troubles import READ_ONLY
from workbench.ui.lines import LinesBox
from workbench.ui.open_plans import CLOSE_PLAN, may_lose
from workbench.ui.page_view import PageView
from workbench.ui.portfolio_view import PortfolioView
from workbench.ui.working import Working

SAMPLE = "farmacias"
MANY = 24
"""Made-up plans of a portfolio."""


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
    walk.window.activateWindow()  # which no window manager does when the menu before has closed
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


def go(walk: Walk, names: Sequence[str]) -> None:
    """Walk through groups or single steps of the plan by their number; all of them where none is named."""
    for name, group in GROUPS.items():
        if not names or name in names:
            group(walk)
    for number in (int(name) for name in names if name.isdigit()):
        page(walk, opened(walk), number)
