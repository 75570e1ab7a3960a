"""The screens of surveys, for ``screen_walk.py``."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QPoint
from survey_screens import survey_screens
from walking import Walk, rest, wait

from workbench.exchange import packages
from workbench.survey import shipped
from workbench.survey.instrument import Kind
from workbench.survey.rounds import Round, RoundProject
from workbench.survey.sheet import Answer
from workbench.ui.parts import Button
from workbench.ui.survey.instrument_editor import InstrumentEditor
from workbench.ui.survey.one_round import OneRound
from workbench.ui.survey.projector import Projector
from workbench.ui.survey.round_files import RoundFiles
from workbench.ui.survey.round_plans import RoundPlans
from workbench.ui.survey.round_view import RoundView
from workbench.ui.survey.sheet_view import SheetView


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
