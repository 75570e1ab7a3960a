"""All of an instrument is edited in the window: its head, dimensions and items; each change can be undone."""

from __future__ import annotations

from decimal import Decimal

from audit import cut, mute, out_of_order, stops, unreached
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from windows import open_program

from workbench.survey.answers import asked
from workbench.survey.instrument import Kind
from workbench.survey.sheet import Answer
from workbench.survey.shipped import shipped
from workbench.ui.app import Program
from workbench.ui.editors import Check, LongText, Options, Several, TextLine
from workbench.ui.parts import Button
from workbench.ui.survey.instrument_editor import InstrumentEditor
from workbench.ui.survey.instruments import Pages
from workbench.ui.survey.rounds_view import RoundsView
from workbench.ui.tables import TableView


def go(editor: InstrumentEditor, id_: str) -> None:
    editor.items.setCurrentRow([place.rpartition("/")[2] for place, _text in editor._rows()].index(id_))
    QApplication.processEvents()


def write(editor: InstrumentEditor, place: str, text: str) -> None:
    field = editor.fields.editors[place]
    assert isinstance(field, LongText | TextLine)
    field.show_draft(text)
    field.left.emit()


def choose(editor: InstrumentEditor, place: str, value: object) -> None:
    field = editor.fields.editors[place]
    assert isinstance(field, Options)
    field.combo.setCurrentIndex(field._values.index(value))
    field.left.emit()
    QApplication.processEvents()


def press(where: QWidget, text: str, at: int = 0) -> None:
    """Press the button that begins so; of several the one ``at``."""
    [each for each in where.findChildren(Button) if each.text().startswith(text) and each.isVisible()][at].click()
    QApplication.processEvents()


def wrong(editor: InstrumentEditor) -> str:
    return "".join(label.text() for label in editor.fields.findChildren(QLabel, "error"))


def copied(qtbot: QtBot) -> tuple[Program, InstrumentEditor]:
    """The program with a copy of the survey open."""
    program = open_program(qtbot)
    window = program.window
    window.home.surveys.emit()
    rounds_view = window.findChild(RoundsView)
    assert isinstance(rounds_view, RoundsView)
    rounds_view.instruments.emit()
    pages = window.findChild(Pages)
    assert isinstance(pages, Pages)
    pages.list.copied.emit(shipped("sustainability"))
    editor = pages.currentWidget()
    assert isinstance(editor, InstrumentEditor)
    return program, editor


def _options(program: Program, editor: InstrumentEditor, place: str) -> None:
    """Write, add, move and take out options: four changes that stay."""
    desk, window = program.window.desk, program.window
    assert desk is not None
    rounds = desk.library.rounds
    write(editor, f"{place}/options/b/text", "Otra")
    press(editor.fields, "Agregar opción")
    assert editor.fields.editors[f"{place}/options/c/text"].isAncestorOf(window.focusWidget())
    press(editor.fields, "↑", at=2)
    assert [each.text.es for each in rounds.instruments()[0].items["E3"].options] == ["Opción 1", "Opción 3", "Otra"]
    press(editor.fields, "Quitar", at=0)
    press(editor.fields, "Quitar", at=0)
    assert "al menos dos opciones" in wrong(editor)
    editor.undo()


def test_everything_of_a_copy_is_edited_and_undone(qtbot: QtBot) -> None:
    program, editor = copied(qtbot)
    window, desk = program.window, program.window.desk
    assert desk is not None
    rounds = desk.library.rounds
    go(editor, "")
    write(editor, "title", "Encuesta corta")
    choose(editor, "valid_dimensions", 8)
    go(editor, "D1")
    write(editor, "dimensions/D1/weight", "0")
    assert "mayor que 0" in wrong(editor)
    write(editor, "dimensions/D1/weight", "dos")
    assert "«dos» no es un número" in wrong(editor)
    write(editor, "dimensions/D1/weight", "2,5")
    assert wrong(editor) == ""
    kept = rounds.instruments()[0]
    assert (kept.title.es, kept.valid_dimensions, str(kept.dimensions[0].weight)) == ("Encuesta corta", 8, "2.5")

    go(editor, "E3")
    place = "dimensions/D1/items/E3"
    choose(editor, f"{place}/ask_if", "E1")
    choose(editor, f"{place}/ask_if/at_least", 2)
    assert "E3" not in asked(rounds.instruments()[0], {"E1": Answer(score=1)})
    critical = editor.fields.editors[f"{place}/critical"]
    assert isinstance(critical, Check)
    critical.box.click()
    before = rounds.instruments()[0]
    choose(editor, place, Kind.CHOICE)
    _options(program, editor, place)
    window.activateWindow()
    editor.wake()
    QApplication.processEvents()
    found = stops(window)
    assert not [*mute(found), *unreached(window, found), *cut(window), *out_of_order(found, editor.fields)]

    for _change in range(4):
        editor.undo()
    assert rounds.instruments()[0] == before == editor.instrument
    write(editor, f"{place}/question", "A")
    write(editor, f"{place}/question", before.items["E3"].question.es)
    assert rounds.instruments()[0] == before
    while editor._before:
        editor.undo()
    assert rounds.instruments()[0].items == shipped("sustainability").items


def _asked_after_an_option(editor: InstrumentEditor) -> None:
    """A question is asked only where a new one was answered with its second option."""
    go(editor, "D9n1")
    choose(editor, "dimensions/D9/items/D9n1", Kind.CHOICE)
    go(editor, "R1")
    choose(editor, "dimensions/D8/items/R1/ask_if", "D9n1")
    choose(editor, "dimensions/D8/items/R1/ask_if/is_", "b")
    assert "R1" not in asked(editor.instrument, {"D9n1": Answer(choice="a")})
    assert "R1" in asked(editor.instrument, {"D9n1": Answer(choice="b")})


def test_an_instrument_of_ones_own_grows_from_a_copy(qtbot: QtBot) -> None:
    program, editor = copied(qtbot)
    desk = program.window.desk
    assert desk is not None
    rounds = desk.library.rounds
    go(editor, "D8")
    press(editor, "Agregar dimensión")
    write(editor, "dimensions/D9/title", "Mujeres que deciden")
    press(editor, "↑")
    press(editor, "Agregar pregunta")
    kept = rounds.instruments()[0]
    assert [each.id for each in kept.dimensions][7:] == ["D9", "D8"]
    assert list(kept.items)[35:37] == ["D9n1", "D9n2"]
    press(editor, "Quitar")
    press(editor, "Quitar")
    assert "al menos una pregunta" in editor._wrong.text()

    press(editor, "Agregar dato publicado")
    assert not editor._preview.findChildren(TableView)
    place = "benchmarks/published1"
    assert rounds.instruments()[0].benchmarks[-1].of == "D9n1"
    choose(editor, f"{place}/of", "G1")
    write(editor, f"{place}/source", "Censo de clusters, 2025")
    write(editor, f"{place}/score", "3,5")
    assert "menor o igual a 3" in wrong(editor)
    write(editor, f"{place}/score", "")
    press(editor.fields, "Agregar parte")
    write(editor, f"{place}/portions/0/title", "Ya tiene quien siga")
    write(editor, f"{place}/portions/0/share", "41,5")
    answers = editor.fields.editors[f"{place}/portions/0/answers"]
    assert isinstance(answers, Several)
    for level in (2, 3):
        answers._boxes[level].click()
    (seen,) = editor._preview.findChildren(TableView)
    assert seen.table.rows[0].cells == ("Ya tiene quien siga", "42\N{NO-BREAK SPACE}%", "menos de 5 personas")
    press(editor.fields, "Agregar otra cifra")
    found = stops(program.window)
    assert not [*mute(found), *unreached(program.window, found), *cut(program.window)]
    made = rounds.instruments()[0].benchmarks[-1]
    assert (made.of, made.source.es, made.figures[0].value) == ("G1", "Censo de clusters, 2025", 0)
    assert (made.portions[0].share, made.portions[0].answers) == (Decimal("0.415"), (2, 3))
    _asked_after_an_option(editor)
    go(editor, "published1")
    press(editor, "Quitar")
    assert len(rounds.instruments()[0].benchmarks) == 1
    while editor._before:
        editor.undo()
    first, again = shipped("sustainability"), rounds.instruments()[0]
    assert (again.dimensions, again.benchmarks) == (first.dimensions, first.benchmarks)
