"""What the tests of the window share: the program on a library of its own, and hands to work it with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench import settings
from workbench.model.costs import Fixed
from workbench.model.financing import CashSource
from workbench.model.plan import Plan
from workbench.model.project import Basis, Project
from workbench.model.revenue import Dated, Driver, Fee
from workbench.model.services import Service
from workbench.model.types import Provider, Status
from workbench.paths import library_file
from workbench.storage.header import journals
from workbench.storage.library import Index, Library
from workbench.ui import theme
from workbench.ui.app import Program
from workbench.ui.form import FieldRow
from workbench.ui.guide_view import PlanView
from workbench.ui.lines import LinesBox
from workbench.ui.live import PAUSE_MS, Live
from workbench.ui.page_view import PageView
from workbench.ui.portfolio_view import PortfolioView

TURNS = 500
"""Pauses within which all views of a page are drawn."""


def small_plan() -> Plan:
    """One service, one fee, one cost, one source; the project ends within."""
    service = Service(name="Compra conjunta")
    return Plan(
        project=Project(name="Farmacias", country="CO", current_end=date(2027, 12, 31)),
        basis=Basis(currency="COP", start="2027-01", months=60),
        services=(service,),
        streams=(Fee(name="Cuota de red", service=service.id, price=Decimal(85000), units=Driver(first=Decimal(60))),),
        costs=(Fixed(name="Coordinación", amount=Decimal(4_000_000)),),
        sources=(
            CashSource(
                provider="Alcaldía", provider_class=Provider.GOVERNMENT, status=Status.COMMITTED,
                amounts=(Dated(month="2027-03", amount=Decimal(6_000_000)),),
            ),
        ),
    )  # fmt: skip


def leave_anyway(window: Any) -> None:
    """At the end of a test nobody answers what would be lost."""
    if window.desk is not None:
        window.desk._leaving = True


def open_program(qtbot: QtBot, plans: tuple[Plan, ...] = (), country: str = "CO") -> Program:
    """The program on the test's own library, with everything loaded."""
    settings.save(settings.Settings(country=country))
    with Library.open(library_file(), write=True) as library:
        for plan in plans:
            library.add(plan, "test", Index())
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.prepare(app)
    program = Program(app, library_file())
    qtbot.addWidget(program.window, before_close_func=leave_anyway)
    program.start()
    program.window.resize(1366, 740)
    program.window.activateWindow()
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=20_000)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is not None)
    QApplication.processEvents()  # home is whole
    return program


def open_view(qtbot: QtBot, plan: Plan, country: str = "CO") -> tuple[Program, PlanView]:
    """The program with a plan open."""
    program = open_program(qtbot, (plan,), country)
    program.window.home.opened.emit(str(plan.id))
    view = program.window.findChild(PlanView)
    assert isinstance(view, PlanView)
    page(view, view.steps.page())
    qtbot.waitUntil(lambda: view.session.figured, timeout=20_000)
    return program, view


def page(view: PlanView, number: int) -> PageView:
    """A step of the plan, opened, with everything on it drawn."""
    view.open_page(number)
    found = next(each for each in view.findChildren(PageView) if each.isVisibleTo(view))
    QApplication.processEvents()
    found.finish()
    views = [each for each in found.findChildren(Live) if each.isVisible()]
    for _turn in range(TURNS):
        if all(each.drawn() for each in views):
            break
        QTest.qWait(PAUSE_MS)
    height = -1
    while height != found.widget().height():  # what was drawn has its place
        height = found.widget().height()
        QApplication.processEvents()
    return found


def shown_together(program: Program) -> PortfolioView:
    """The portfolio, with all its plans computed and drawn."""
    desk = program.window.desk
    assert desk is not None
    for _turn in range(TURNS):
        QTest.qWait(PAUSE_MS)
        view = desk.portfolio.view
        plans = [entry.id for entry in desk.portfolio.entries if not entry.pending]
        rows = view.table.table.rows if view else ()
        if view and len(plans) == len(desk.library.plans()) and (len(rows) > len(plans) or not plans):
            break
    assert view is not None
    for _turn in range(8):
        QApplication.processEvents()
    return view


def let_fall(program: Program, *files: Path) -> None:
    """Files dropped on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    program.window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, none))


def row(where: QWidget, path: str) -> FieldRow:
    """The question at a path."""
    return next(each for each in where.findChildren(FieldRow) if each.path == path)


def entry(where: QWidget, path: str) -> Any:
    """What one types into at a path."""
    found = row(where, path).editor
    return found.findChild(QLineEdit) or found.findChild(QPlainTextEdit)


def table(where: QWidget, path: str) -> LinesBox:
    """The table of lines at a path."""
    return next(each for each in where.findChildren(LinesBox) if each.path == path)


def keys(text: str, widget: QWidget | None = None) -> None:
    """Type a text, letter by letter, where the cursor is; ``QTest`` knows no accents."""
    target = widget or QApplication.focusWidget()
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def fill(where: QWidget, path: str, text: str) -> None:
    """Replace what stands in a field, key by key, and leave it with Tab."""
    widget = entry(where, path)
    widget.setFocus()
    widget.selectAll()
    if text:
        keys(text, widget)
    else:
        QTest.keyClick(widget, Qt.Key.Key_Delete)
    QTest.keyClick(widget, Qt.Key.Key_Tab)


def press(where: QWidget, name: str) -> None:
    """Press the button of this name."""
    found = [each for each in where.findChildren(QPushButton) if name in (each.text(), each.accessibleName())]
    next(each for each in found if each.isVisibleTo(where) and each.isEnabled()).click()


def kind_said(action: QAction) -> str:
    """The kind of line an entry of a menu makes; what it is for follows."""
    return action.text().partition(" · ")[0]


def stored(program: Program, plan: Plan) -> Plan:
    """The plan as the library has it."""
    assert program.window.desk is not None
    return program.window.desk.library.load(plan.id)


def library_bytes(path: Path) -> bytes:
    """The content of a library file and of its journals."""
    return b"".join(each.read_bytes() for each in (path, *journals(path)) if each.exists())
