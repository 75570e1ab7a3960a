"""A round with answers, and every screen of the survey, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from workbench.storage.library import Library
from workbench.survey import shipped
from workbench.survey.rounds import Round, RoundProject
from workbench.survey.sheet import Answer, Missing, Sheet
from workbench.ui.app import Program
from workbench.ui.survey.instrument_editor import InstrumentEditor
from workbench.ui.survey.plan_choice import PlanChoice
from workbench.ui.survey.projector import Projector
from workbench.ui.survey.results_view import ResultsView
from workbench.ui.survey.round_dialog import RoundDialog
from workbench.ui.survey.round_view import RoundView
from workbench.ui.survey.sheet_view import SheetView

TURNS = 400


def a_round(library: Library, wave: str = "2027", better: int = 0, plan: UUID | None = None) -> Round:
    """A round of eight projects, seven of which have answered, kept in the library."""
    instrument = shipped.shipped("sustainability")
    projects = tuple(
        RoundProject(
            id=UUID(int=at + 1), code=f"P{at + 1:02}", name=f"Red de panaderías {at + 1}", executor="Cámara",
            country="CO" if at < 5 else "PE", sector="Alimentos", plan=plan if at == 0 else None,
        )
        for at in range(8)
    )  # fmt: skip
    round_ = Round(
        title="Encuentro de ejecutores", instrument=instrument.id, version=instrument.version, wave=wave,
        projects=projects,
    )  # fmt: skip
    library.rounds.add(round_, instrument)
    for at, project in enumerate(projects[:7]):
        answers = {
            id_: Answer(score=min((at * (n % 5 + 1) + n * 3) % 4 + better, 3)) for n, id_ in enumerate(instrument.items)
        }
        answers["F5"] = Answer(missing=Missing.NOT_KNOWN)
        sheet = Sheet(
            round=round_.id, project=project.id, respondent="R1", consent=True, instrument=instrument.id,
            version=instrument.version, answers=answers, changed=datetime(2027, 3, at + 1, tzinfo=UTC),
        )  # fmt: skip
        library.rounds.save_sheet(sheet).result()
    return round_


def until(true: Callable[[], object]) -> None:
    """Turn events until something is so; in a loop of Qt's own, which lets the threads work meanwhile."""
    for _turn in range(TURNS):
        if true():
            break
        loop = QEventLoop()
        QTimer.singleShot(50, loop.quit)
        loop.exec()
    assert true()
    QTest.qWait(20)


def found(program: Program, kind: type[QObject]) -> QObject | None:
    """A part of the window of this kind."""
    return program.window.findChild(kind)


def survey_screens(program: Program, plan: UUID | None = None) -> Iterator[tuple[str, QWidget]]:
    """The window, or a dialog of it, as each screen of the survey is shown; the round goes again at the end."""
    window, desk = program.window, program.window.desk
    assert desk is not None
    a_round(desk.library, "2026", plan=plan)
    round_ = a_round(desk.library, "2027", 1, plan)
    desk.surveys.show()
    yield "rounds", window
    desk.surveys.begin()
    dialog = window.findChild(RoundDialog)
    assert isinstance(dialog, RoundDialog)
    yield "round dialog", dialog
    dialog._add_plans()
    if (choice := dialog.findChild(PlanChoice)) is not None:
        yield "plan choice", choice
        choice.reject()
    dialog.reject()
    window.activateWindow()
    desk.surveys.open(str(round_.id))
    view = window.findChild(RoundView)
    assert isinstance(view, RoundView)
    yield "round", window
    yield from _sheet(view, window)
    view.results.emit()
    until(lambda: isinstance(view.stack.currentWidget(), ResultsView))
    results = view.stack.currentWidget()
    assert isinstance(results, ResultsView)
    for at, page in enumerate(results._pages):
        results.side.setCurrentRow(at)
        yield f"results {page}", window
    results.open_project(round_.projects[0].id)
    yield "results project", window
    results.left.emit()
    view.projected.emit()
    until(lambda: found(program, Projector))
    wall = window.findChild(Projector)
    assert isinstance(wall, Projector)
    wall.showNormal()
    wall.resize(1366, 768)
    yield "wall", wall
    wall.reject()
    window.activateWindow()
    yield from _instruments(program)
    for tab in (f"surveys {round_.id}", "surveys", "instruments"):
        desk.plans.close(tab)


def _sheet(view: RoundView, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    view.filled.emit(view.table.places[-1])
    until(lambda: isinstance(view.stack.currentWidget(), SheetView))
    sheet = view.stack.currentWidget()
    assert isinstance(sheet, SheetView)
    yield "consent", window
    sheet.filling.head(consent=True)
    sheet.filling.give("E1", Answer(missing=Missing.NOT_APPLICABLE))
    sheet.open("E1")
    yield "sheet", window
    sheet.change_mode()
    yield "list", window
    sheet.leave()


def _instruments(program: Program) -> Iterator[tuple[str, QWidget]]:
    window, desk = program.window, program.window.desk
    assert desk is not None
    desk.surveys.instruments_tab.show()
    yield "instruments", window
    desk.surveys.instruments_tab.open(shipped.shipped("sustainability"))
    yield "instrument", window
    editor = window.findChild(InstrumentEditor)
    assert isinstance(editor, InstrumentEditor)
    editor.leave()
