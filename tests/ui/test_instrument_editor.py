"""All of an instrument is edited in the window: its head, dimensions and items; each change can be undone."""

from __future__ import annotations

from audit import cut, mute, out_of_order, stops, unreached
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from windows import open_program

from workbench.survey.answers import asked
from workbench.survey.instrument import Kind
from workbench.survey.sheet import Answer
from workbench.survey.shipped import shipped
from workbench.ui.app import Program
from workbench.ui.editors import Check, LongText, Options, TextLine
from workbench.ui.survey.instrument_editor import InstrumentEditor
from workbench.ui.survey.instruments import Pages
from workbench.ui.survey.rounds_view import RoundsView


def go(editor: InstrumentEditor, id_: str) -> None:
    editor.items.setCurrentRow([each for each, _text in editor._rows()].index(id_))
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
    write(editor, f"{place}/options/b/text", "Otra")
    assert rounds.instruments()[0].items["E3"].options[1].text.es == "Otra"

    window.activateWindow()
    editor.wake()
    QApplication.processEvents()
    found = stops(window)
    assert not [*mute(found), *unreached(window, found), *cut(window), *out_of_order(found, editor.fields)]

    editor.undo()
    editor.undo()
    assert rounds.instruments()[0] == before == editor.instrument
    write(editor, f"{place}/question", "A")
    write(editor, f"{place}/question", before.items["E3"].question.es)
    assert rounds.instruments()[0] == before
    while editor._before:
        editor.undo()
    assert rounds.instruments()[0].items == shipped("sustainability").items
