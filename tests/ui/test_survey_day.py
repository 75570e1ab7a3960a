"""A consultant's day: a round of fifty projects, their files, results on the wall, the report, steps into a plan."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from survey_screens import until
from windows import open_program, small_plan

from workbench.exchange import packages
from workbench.exchange.round_projects import of_plan
from workbench.report.survey_report import room_pdf
from workbench.survey import shipped
from workbench.survey.instrument import Instrument
from workbench.survey.rounds import Round, RoundProject
from workbench.survey.sheet import Answer, Sheet
from workbench.ui.app import Program
from workbench.ui.survey.conflict_dialog import ConflictDialog
from workbench.ui.survey.projector import Projector
from workbench.ui.survey.results_view import ResultsView
from workbench.ui.survey.round_view import RoundView

PROJECTS = 50


def sheet(round_: Round, at: int, instrument: Instrument, **changes: object) -> Sheet:
    """What the respondent of a project answered."""
    answers = {id_: Answer(score=(at * 3 + n * 7) % 4) for n, id_ in enumerate(instrument.items)}
    made = Sheet(
        id=UUID(int=1000 + at), round=round_.id, project=round_.projects[at].id, respondent="R1", consent=True,
        instrument=instrument.id, version=instrument.version, answers=answers,
        changed=datetime(2027, 3, 1, 9, at, tzinfo=UTC),
    )  # fmt: skip
    return made.with_(**changes)


def files_of(folder: Path, round_: Round, instrument: Instrument) -> list[Path]:
    """Fifty files: two of them come twice with other answers, one is of an older version, one is broken."""
    sheets = [sheet(round_, at, instrument) for at in range(PROJECTS)]
    older = {"E1": Answer(score=1), "Z9": Answer(score=3)} | {f"E{n}": Answer(score=2) for n in range(2, 6)}
    sheets[7] = sheets[7].with_(answers=sheets[7].answers | older)
    again = [sheets[at].with_(id=uuid4(), answers={**sheets[at].answers, "G1": Answer(score=3)}) for at in (1, 2)]
    found = []
    for at, each in enumerate([*sheets, *again]):
        found.append(folder / f"hoja{at:02}.answers")
        found[-1].write_bytes(packages.write_answers(round_, instrument, [each]))
    found.append(folder / "rota.answers")
    found[-1].write_bytes(found[0].read_bytes()[:300])
    return found


def decide_all(program: Program, id_: UUID) -> None:
    """Choose a side of each contradiction, as the round's screen offers them."""
    window, desk = program.window, program.window.desk
    assert desk is not None
    desk.plans.show(f"surveys {id_}")
    view = window.findChild(RoundView)
    assert isinstance(view, RoundView)
    while conflicts := desk.library.rounds.sheets(id_).conflicts:
        view._contradiction.click()
        dialog = next(each for each in window.findChildren(ConflictDialog) if each.isVisible())
        dialog.chosen.emit(conflicts[0].sides[0])
        dialog.reject()
        QApplication.processEvents()
        assert len(desk.library.rounds.sheets(id_).conflicts) < len(conflicts)


def test_fifty_executors_in_the_morning_and_results_in_the_afternoon(qtbot: QtBot, tmp_path: Path) -> None:
    plan = small_plan()
    program = open_program(qtbot, (plan,))
    window, desk = program.window, program.window.desk
    assert desk is not None
    instrument = shipped.shipped("sustainability")
    others = tuple(RoundProject(code=f"B{at:02}", name=f"Red {at}", country="CO") for at in range(1, PROJECTS))
    round_ = Round(
        title="Cartagena", instrument=instrument.id, version=instrument.version, wave="2027",
        projects=(of_plan(plan, "P01"), *others),
    )  # fmt: skip
    desk.library.rounds.add(round_, instrument)
    files = files_of(tmp_path, round_, instrument)
    said: list[str] = []
    desk.surveys.show()
    desk.surveys.open(str(round_.id))
    view = window.findChild(RoundView)
    assert isinstance(view, RoundView)
    for time in (1, 2):  # the same files twice: nothing doubles
        desk.surveys.take(files, None, said.append)
        until(lambda time=time: len(said) == time)
    counted = desk.library.rounds.sheets(round_.id)
    assert len(counted.counted) == PROJECTS
    assert len(counted.conflicts) == 2
    older = next(each for each in counted.counted if each.project == round_.projects[7].id)
    assert older.answers["Z9"] == Answer(score=3)  # what our version does not ask is kept

    decide_all(program, round_.id)

    view.projected.emit()
    until(lambda: window.findChild(Projector))
    wall = window.findChild(Projector)
    assert isinstance(wall, Projector)
    assert "La sala: Nivel" in wall._title.text()
    for key, place in ((Qt.Key.Key_Space, "2 de"), (Qt.Key.Key_Right, "3 de"), (Qt.Key.Key_Left, "2 de")):
        QTest.keyClick(wall.focusWidget(), key)  # the cursor waits on «Siguiente»
        assert place in wall._place.text()
    wall.reject()
    view.results.emit()
    until(lambda: isinstance(view.stack.currentWidget(), ResultsView))
    results = view.stack.currentWidget()
    assert isinstance(results, ResultsView)
    assert room_pdf(results._results, "es").startswith(b"%PDF")
    results.acted.emit(round_.projects[0].id)
    assert desk.session is not None
    assert len(desk.session.plan.actions) == 3
    desk.session.undo()
    assert desk.session.plan.actions == ()
