"""A survey in the window: a round begun, a sheet filled by keys, contradictions, results, steps into a plan."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from windows import let_fall, open_program, small_plan

from workbench.exchange import packages
from workbench.storage.library import Library
from workbench.survey.sheet import NOTHING, Answer
from workbench.ui.app import Program
from workbench.ui.editors import LongText
from workbench.ui.preview import Preview
from workbench.ui.search import Search
from workbench.ui.survey.brought import Brought
from workbench.ui.survey.conflict_dialog import ConflictDialog
from workbench.ui.survey.instrument_editor import InstrumentEditor
from workbench.ui.survey.instruments import Pages
from workbench.ui.survey.passphrase import PassphraseDialog
from workbench.ui.survey.plan_choice import PlanChoice
from workbench.ui.survey.plan_differences import PlanDifferences
from workbench.ui.survey.projector import Projector
from workbench.ui.survey.results_view import ResultsView
from workbench.ui.survey.round_dialog import RoundDialog
from workbench.ui.survey.round_files import RoundFiles
from workbench.ui.survey.round_view import RoundView
from workbench.ui.survey.rounds_view import RoundsView
from workbench.ui.survey.sheet_view import SheetView
from workbench.ui.survey.taking_in import take_in


def begun(qtbot: QtBot) -> tuple[Program, RoundView]:
    """The program with a round of two projects, one of them that of the plan in the library."""
    program = open_program(qtbot, (small_plan(),))
    program.window.home.surveys.emit()
    rounds = program.window.findChild(RoundsView)
    assert isinstance(rounds, RoundsView)
    rounds.begun.emit()
    dialog = program.window.findChild(RoundDialog)
    assert isinstance(dialog, RoundDialog)
    press(dialog, "Agregar planes")
    choice = dialog.findChild(PlanChoice)
    assert isinstance(choice, PlanChoice)
    choice.text.setText("nada")
    press(choice, "Marcar los que se ven")
    assert choice._count.text() == "Planes: 0 de 1 · elegidos: 0"
    choice.text.setText("farm")
    press(choice, "Marcar los que se ven")
    press(choice, "Agregar")
    dialog.title.setText("Cartagena")
    dialog.wave.setText("mañana")
    dialog.projects.appendPlainText("B7; Red de panaderías; Cámara; PE; Alimentos")
    press(dialog, "Guardar")
    assert "2027-2" in dialog._wrong.text()
    dialog.wave.setText("2027")
    dialog.instrument.setCurrentIndex(dialog.instrument.findData("sustainability"))
    press(dialog, "Guardar")
    view = program.window.findChild(RoundView)
    assert isinstance(view, RoundView)
    return program, view


def press(where: QWidget, text: str) -> None:
    """A button by the beginning of its text."""
    found = [each for each in where.findChildren(QPushButton) if each.text().startswith(text)]
    next(each for each in found if each.isVisible()).click()
    QApplication.processEvents()


def type_keys(view: QWidget, *keys: Qt.Key) -> None:
    """Keys where the cursor is; the window has it again after a dialog, as a desktop would have it."""
    view.window().activateWindow()
    QApplication.processEvents()
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)
        QApplication.processEvents()


def told(where: QWidget) -> list[str]:
    """What is said where plan and people differ."""
    return [each.text() for each in where.findChild(PlanDifferences).findChildren(QLabel)]


def back_and_forth(results: ResultsView, project: UUID) -> None:
    """From a project to the list it is chosen in, which says where one is, and there again."""
    assert results.side.currentItem().text() == "Proyectos"
    results.side.itemClicked.emit(results.side.currentItem())
    assert any("del puntaje más alto" in each.text() for each in results.findChildren(QLabel))
    results.open_project(project)


def pasted(sheet: SheetView) -> None:
    """What stands in a spreadsheet goes below the cursor, one cell more than there is room for; and out again."""
    dense = sheet.dense
    QApplication.clipboard().setText("\n".join("0" if row == 11 else "1" for row in range(2, 40)) + "\n1\n")
    QTest.keySequence(dense, QKeySequence.StandardKey.Paste)
    assert "no se usaron: 1" in sheet._why.text()
    dense.selectAll()
    QTest.keySequence(dense, QKeySequence.StandardKey.Copy)
    assert QApplication.clipboard().text().splitlines()[11].split("\t")[::2] == ["I2", "0", ""]
    dense.fill_menu(menu := QMenu(dense))
    next(each for each in menu.actions() if each.text() == "Copiar la tabla").trigger()
    assert QApplication.clipboard().text().splitlines()[12].split("\t")[::2] == ["I2", "0", ""]


def back_and_forth_by_keys(sheet: SheetView) -> None:
    """What was typed is taken back and done again, in the list and on the page of one question."""
    dense, full = sheet.dense, sheet.filling.sheet.answers
    assert dense.rows.drafts() == 0
    dense.setCurrentIndex(dense.rows.index(0, 2))
    undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
    QTest.keyClicks(dense, "9")
    type_keys(sheet, Qt.Key.Key_Return, Qt.Key.Key_Up)
    QTest.keySequence(dense, undo)  # what was not understood goes first
    assert dense.rows.drafts() == 0
    QTest.keySequence(dense, undo)
    assert sheet.filling.answer("R5") == NOTHING
    assert dense.currentIndex().row() == 39
    sheet.change_mode()
    QTest.keySequence(sheet, undo)
    assert sheet.filling.answer("R4") == NOTHING
    assert sheet._at == "R4"
    for _time in range(2):
        QTest.keySequence(sheet, redo)
    assert sheet.filling.sheet.answers == full
    assert not sheet._redo.isEnabled()
    sheet.change_mode()


def nowhere_else(view: RoundView, sheet: SheetView) -> None:
    """Whoever wants to go is led to what was not understood."""
    for way in (sheet.leave, sheet.finish):
        way()
        assert (view.stack.currentWidget(), sheet.dense.currentIndex().row()) == (sheet, 2)


def on_from_a_text(sheet: SheetView) -> None:
    """Enter goes on from the reason too; one comes back and answers otherwise."""
    QTest.keyClicks(QApplication.focusWidget(), "no cobra")
    type_keys(sheet, Qt.Key.Key_Return)
    assert (sheet.filling.answer("E2").reason, sheet._at) == ("no cobra", "E3")
    sheet.step(-1)
    type_keys(sheet, Qt.Key.Key_S, Qt.Key.Key_Return)


def sheet_of(qtbot: QtBot, view: RoundView, at: int) -> SheetView:
    """The sheet of a row, opened."""
    view.filled.emit(view.table.places[at])
    qtbot.waitUntil(lambda: isinstance(view.stack.currentWidget(), SheetView), timeout=20_000)
    found = view.stack.currentWidget()
    assert isinstance(found, SheetView)
    return found


def looked_at(qtbot: QtBot, view: RoundView) -> None:
    """A whole sheet is opened again: a stray digit changes nothing until one has gone to an answer."""
    sheet = sheet_of(qtbot, view, 0)
    type_keys(sheet, Qt.Key.Key_0)
    assert sheet.filling.answer("E1") == Answer(score=2)
    type_keys(sheet, Qt.Key.Key_Return, Qt.Key.Key_0)
    assert sheet.filling.answer("E1") == Answer(score=0)
    sheet.undo()
    sheet.leave()


def test_a_sheet_is_filled_by_keys_kept_at_once_and_gives_results(qtbot: QtBot) -> None:
    program, view = begun(qtbot)
    desk = program.window.desk
    assert desk is not None
    assert [place.project.code for place in view.table.places] == ["P01", "B7"]
    sheet = sheet_of(qtbot, view, 0)
    sheet.window().activateWindow()
    sheet.change_mode()
    type_keys(sheet, Qt.Key.Key_Space)
    assert sheet.filling.sheet.consent
    assert QApplication.focusWidget() is sheet.dense
    sheet.change_mode()
    type_keys(sheet, Qt.Key.Key_2, Qt.Key.Key_Return, Qt.Key.Key_N)
    on_from_a_text(sheet)
    assert (answers := sheet.filling.sheet.answers)["E1"] == Answer(score=2)
    assert answers["E2"].missing is not None
    id_ = sheet.filling.sheet.round
    qtbot.waitUntil(lambda: desk.library.rounds.sheets(id_).counted != ())
    assert desk.library.rounds.sheets(id_).counted[0].answers == answers

    sheet.change_mode()
    (dense := sheet.dense).setCurrentIndex(sheet.dense.rows.index(2, 2))
    QTest.keyClicks(dense, "9")
    type_keys(sheet, Qt.Key.Key_Return)
    assert dense.rows.drafts() == 1
    assert "«9»" in dense.rows.explain(2)
    assert desk.plans.unkept() == 1
    nowhere_else(view, sheet)
    dense.rows.setData(dense.rows.index(2, 2), "NA")
    assert "motivo" in dense.rows.explain(2)
    pasted(sheet)
    back_and_forth_by_keys(sheet)
    sheet.finish()
    assert view.table.table.rows[0].cells[2:4] == ("● completa", "40/40")
    looked_at(qtbot, view)

    view.results.emit()
    qtbot.waitUntil(lambda: isinstance(view.stack.currentWidget(), ResultsView), timeout=20_000)
    results = view.stack.currentWidget()
    assert isinstance(results, ResultsView)
    project = view.table.places[0].project.id
    results.open_project(project)
    qtbot.waitUntil(lambda: any("El plan responde: 3." in each for each in told(results)), timeout=20_000)
    assert any(each.startswith("F1 · ") for each in told(results))  # they said 1; signed money lasts beyond three years
    back_and_forth(results, project)
    press(results, "Llevar los tres pasos")
    assert desk.session is not None
    plan = desk.session.plan
    assert (plan.actions[0].suggested_by, len(plan.actions)) == ("sustainability/I2", 3)
    assert (plan.latest_survey.wave if plan.latest_survey else "") == "2027"


def test_an_open_round_follows_what_a_file_and_another_library_make_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    program, view = begun(qtbot)
    desk = program.window.desk
    assert desk is not None
    before = desk.library.rounds.load(UUID(desk.library.rounds.cards()[0].id))
    other = before.projects[1].with_(id=UUID(int=9), code="Z1", name="Otra red")
    joined = before.with_(projects=(*before.projects, other), changed=datetime.now(UTC))
    file = tmp_path / "ronda.round"
    file.write_bytes(packages.write_round(joined, desk.library.rounds.instrument(before.id)))
    let_fall(program, file)
    qtbot.waitUntil(lambda: "Ábrala para responder" in view._notice.words.text(), timeout=20_000)
    assert [place.project.code for place in view.table.places] == ["P01", "B7", "Z1"]
    with Library.open(tmp_path / "other.db", write=True) as library:
        mine, desk.library = desk.library, library
        assert desk.surveys.rounds is library.rounds
        desk.library = mine
    desk.plans.drop_all()  # as before a backup takes the place of all
    assert desk.plans.screen(desk.surveys.tab(before.id)) is None
    assert program.window.on_home()


def test_a_round_is_repeated_with_its_projects_as_the_next_wave(qtbot: QtBot) -> None:
    program, view = begun(qtbot)
    desk = program.window.desk
    assert desk is not None
    before = desk.library.rounds.load(UUID(desk.library.rounds.cards()[0].id))
    press(view, "Nueva ola")
    dialog = program.window.findChild(RoundDialog)
    assert isinstance(dialog, RoundDialog)
    press(dialog, "Guardar")
    found = {each.wave: each for each in (desk.library.rounds.load(UUID(c.id)) for c in desk.library.rounds.cards())}
    assert found["2028"].projects == before.projects
    assert desk.library.rounds.before(found["2028"].id) == before.id


def choose_in_menu(view: RoundView, text: str) -> None:
    """What can be done with the row that has the cursor."""
    menu = QMenu()
    view.table.fill_menu(menu)
    next(each for each in menu.actions() if each.text().startswith(text)).trigger()
    QApplication.processEvents()


def test_a_pasted_project_is_linked_to_its_plan_and_a_respondent_takes_the_consent_back(qtbot: QtBot) -> None:
    program, view = begun(qtbot)
    desk = program.window.desk
    assert desk is not None
    plan = view.table.places[0].project.plan
    choose_in_menu(view, "Plan del proyecto")
    choice = program.window.findChild(PlanChoice)
    assert isinstance(choice, PlanChoice)
    press(choice, "Quitar el vínculo")
    assert [row.cells[4] for row in view.table.table.rows] == ["–", "–"]
    view.table.setCurrentIndex(view.table.model().index(1, 0))
    choose_in_menu(view, "Plan del proyecto")
    choice = next(each for each in program.window.findChildren(PlanChoice) if each.isVisible())
    press(choice, "Vincular")
    linked = view.table.places[1].project
    assert (linked.plan, linked.code, linked.name) == (plan, "B7", "Red de panaderías")
    sheet = sheet_of(qtbot, view, 1)
    assert sheet.filling.proposed  # the plan answers what it can
    sheet.consent.click()
    sheet.filling.give("E1", Answer(score=1))
    sheet.finish()

    view.table.setCurrentIndex(view.table.model().index(1, 0))
    choose_in_menu(view, "Retirar el consentimiento")
    box = next(each for each in program.window.findChildren(QMessageBox) if each.isVisible())
    assert "R1" in box.text()
    press(box, "Retirar y borrar")
    assert view.table.table.rows[1].cells[2] == "▲ retiró su consentimiento"
    press(view, "Deshacer")
    assert desk.library.rounds.sheets(sheet.filling.sheet.round).counted[0].answers == {"E1": Answer(score=1)}
    choose_in_menu(view, "Retirar el consentimiento")
    press(next(each for each in program.window.findChildren(QMessageBox) if each.isVisible()), "Retirar y borrar")
    (gone,) = desk.library.rounds.sheets(sheet.filling.sheet.round).counted
    assert (gone.withdrawn is not None, gone.answers) == (True, {})
    assert view.table.table.rows[1].cells[2] == "▲ retiró su consentimiento"
    assert "Proyectos que respondieron: 0 de 2" in view._about.text()
    locked = sheet_of(qtbot, view, 1)
    assert "retiró su consentimiento" in locked.filling.locked
    locked.leave()
    choose_in_menu(view, "Eliminar la hoja")
    assert view._deleted.text() == "Hojas eliminadas: 1"
    view.say("")
    view._deleted.menu().aboutToShow.emit()
    view._deleted.menu().actions()[0].trigger()
    assert not view._deleted.isVisible()
    assert len(view.table.places) == 2
    choose_in_menu(view, "Retirar el consentimiento")  # there is nothing more to take back
    assert not [each for each in program.window.findChildren(QMessageBox) if each.isVisible()]


def test_a_round_is_found_by_its_name(qtbot: QtBot) -> None:
    program, view = begun(qtbot)
    desk = program.window.desk
    assert desk is not None
    desk.show_home()
    desk.search()
    search = program.window.findChild(Search)
    assert isinstance(search, Search)
    search._asked.setText("cartagena")
    QTest.keyClick(search._asked, Qt.Key.Key_Return)
    assert view.isVisible()


def test_the_wall_shows_one_finding_at_a_time_and_no_project(qtbot: QtBot) -> None:
    program, view = begun(qtbot)
    view.projected.emit()
    qtbot.waitUntil(lambda: program.window.findChild(Projector) is not None, timeout=20_000)
    wall = program.window.findChild(Projector)
    assert isinstance(wall, Projector)
    assert "Todavía no hay" in wall._title.text()
    wall.reject()


def test_two_sheets_of_one_person_are_shown_side_by_side_and_one_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    program, view = begun(qtbot)
    desk = program.window.desk
    assert desk is not None
    rounds = desk.library.rounds
    round_ = rounds.load(UUID(rounds.cards()[0].id))
    instrument = rounds.instrument(round_.id)
    sheet = sheet_of(qtbot, view, 1)
    sheet.consent.click()
    sheet.filling.give("E1", Answer(score=1))
    sheet.finish()
    other = sheet.filling.sheet.with_(id=UUID(int=7), answers={"E1": Answer(score=3)}, revises=())
    sealed = tmp_path / "hoja.answers"
    sealed.write_bytes(packages.write_answers(round_, instrument, [other], "secreta"))
    broken = tmp_path / "rota.answers"
    broken.write_bytes(b"PK nada")
    said: list[str] = []
    desk.surveys.take([sealed, broken], None, said.append, "otra")
    qtbot.waitUntil(lambda: program.window.findChild(PassphraseDialog) is not None, timeout=20_000)
    asking = program.window.findChild(PassphraseDialog)
    assert isinstance(asking, PassphraseDialog)
    assert "no es la de este archivo" in asking._wrong.text()
    asking.word.setText("secreta")
    press(asking, "Abrir")
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert "hojas nuevas 1" in said[0]
    assert "No se trajo «rota.answers»" in said[0]
    export = tmp_path / "kobo.csv"
    lines = [f"{round_.id};yes;{round_.projects[1].code};K{at};{score}\n" for at, score in enumerate((3, 7, 8, 9, "x"))]
    export.write_text("round_id;consent;project;respondent;E1\n" + "".join(lines), encoding="utf-8")
    desk.surveys.take([export], None, said.append)
    qtbot.waitUntil(lambda: len(said) == 2, timeout=20_000)
    assert said[1] == "Hojas nuevas: 5; ya estaban: 0. Lo que no se pudo leer: 4."
    brought = program.window.findChild(Brought)
    assert isinstance(brought, Brought)
    assert brought.list.count() == 5
    assert brought.list.item(3).text().startswith("«kobo.csv»: fila 6, E1: «x» no es un nivel")
    press(brought, "Cerrar")
    assert "Son de otra ronda: «Cartagena 2027»." in take_in(export, "", rounds, UUID(int=5)).said[0]
    desk.plans.show(f"surveys {round_.id}")
    assert "contradicen: 1" in view._contradiction.text()
    view._contradiction.click()
    dialog = program.window.findChild(ConflictDialog)
    assert isinstance(dialog, ConflictDialog)
    press(dialog, "Cuenta la hoja 2")
    assert rounds.sheets(round_.id).conflicts == ()


def test_a_copy_of_an_instrument_is_edited_beside_what_will_be_seen_and_used_by_a_round(qtbot: QtBot) -> None:
    program = open_program(qtbot)
    desk = program.window.desk
    assert desk is not None
    program.window.home.surveys.emit()
    rounds = program.window.findChild(RoundsView)
    assert isinstance(rounds, RoundsView)
    press(rounds, "Instrumentos")
    pages = program.window.findChild(Pages)
    assert isinstance(pages, Pages)
    titles = [row.cells[0] for row in pages.list.table.table.rows]
    pages.list.table.setCurrentIndex(pages.list.table.model().index(titles.index("Encuesta de sostenibilidad"), 0))
    QTest.keyClick(pages.list.table, Qt.Key.Key_Return)
    assert isinstance(pages.currentWidget(), InstrumentEditor)
    press(pages, "Volver")
    press(pages.list, "Hacer una copia")  # the one that was looked at
    editor = pages.currentWidget()
    assert isinstance(editor, InstrumentEditor)
    field = editor._form.findChildren(LongText)[0]
    field.prose.setPlainText("¿Hay un plan firmado?")
    field.left.emit()
    assert str(editor.instrument.items["E1"].question) == "¿Hay un plan firmado?"
    assert editor.instrument.items["E1"].question.pt != "¿Hay un plan firmado?"
    seen = [label.text() for label in editor.findChildren(QLabel, "head")]
    assert "¿Hay un plan firmado?" in seen
    field = editor._form.findChildren(LongText)[0]
    field.prose.setPlainText("")
    field.left.emit()
    assert any("Falta este texto" in label.text() for label in editor.fields.findChildren(QLabel, "error"))
    assert str(editor.instrument.items["E1"].question) == "¿Hay un plan firmado?"
    press(editor, "Quitar")
    assert "E1" not in editor.instrument.items
    press(editor, "Agregar pregunta")
    assert len(editor.instrument.items) == 40
    editor.leave()
    (kept,) = desk.library.rounds.instruments()
    assert kept == editor.instrument


def test_the_files_of_a_round_are_saved_and_its_reports_shown(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, view = begun(qtbot)
    desk = program.window.desk
    assert desk is not None
    sheet = sheet_of(qtbot, view, 0)
    sheet.consent.click()
    for item in sheet.filling.asked:
        sheet.filling.give(item, Answer(score=2))
    sheet.finish()
    one = next(iter(desk.surveys._opened.values()))
    files = RoundFiles(one)
    asked: list[str] = []

    def named(_parent: QWidget, _title: str, name: str, _kinds: str) -> Path:
        asked.append(name)
        return tmp_path / name

    monkeypatch.setattr("workbench.ui.survey.round_files.file_to_write", named)
    for save in (files.save_form, files.save_tables):
        save()
        qtbot.waitUntil(lambda: (tmp_path / asked[-1]).exists(), timeout=30_000)
        (tmp_path / asked[-1]).unlink()
    files.save_answers()
    dialog = program.window.findChild(PassphraseDialog)
    assert isinstance(dialog, PassphraseDialog)
    dialog.word.setText("secreta")
    press(dialog, "Guardar")
    qtbot.waitUntil(lambda: (tmp_path / asked[-1]).exists(), timeout=30_000)
    found = packages.read(tmp_path / asked[-1], "secreta")
    assert [sheet.respondent for sheet in found.sheets] == ["R1"]
    assert asked[-1] == "Cartagena 2027 P01.answers"
    for show in (files.show_booklet, files.show_room, files.show_project):
        show()
        preview = [each for each in program.window.findChildren(Preview) if each.isVisible()][-1]
        qtbot.waitUntil(lambda preview=preview: preview.findChild(QPushButton, "primary").isEnabled(), timeout=60_000)
        preview.reject()
