"""Everyone can use it: each screen walked by Tab and by ear, in three languages, in large text and in long words."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event

import pikepdf
import pytest
from audit import cut, deaf_cells, mute, out_of_order, stops, unheard, unreached
from PySide6.QtWidgets import QApplication, QDialog, QTabBar, QWidget
from pytestqt.qtbot import QtBot
from survey_screens import survey_screens, until
from windows import open_program, open_view, page, shown_together, table

from forms import GUIDE
from forms.blank import blank_plan
from workbench import i18n
from workbench.engine.doors import light_door
from workbench.exchange import samples
from workbench.exchange.clipboard import Block
from workbench.exchange.paste import understand
from workbench.exchange.targets import Kind, Target
from workbench.storage.header import LibraryDamaged
from workbench.ui.actions import act
from workbench.ui.app import Program
from workbench.ui.changes import Changes
from workbench.ui.guide_view import PlanView
from workbench.ui.lines import LinesBox
from workbench.ui.many_files import ManyFiles
from workbench.ui.open_plans import RESTORE, may_lose
from workbench.ui.paste_dialog import PasteDialog
from workbench.ui.preview import Preview
from workbench.ui.window import Window
from workbench.ui.working import Working

SCREEN = (1366, 728)
"""A small laptop's, less the bar of the system."""
LONG = "eñe "


class Longer(gettext.NullTranslations):
    """A language whose every text is half as long again."""

    def gettext(self, message: str) -> str:
        return f"{message} {LONG * len(message)}"[: len(message) * 3 // 2].rstrip() if len(message) > 3 else message


def settle() -> None:
    """Lay out and draw what is to be seen."""
    for _turn in range(8):
        QApplication.processEvents()


def shown(program: Program) -> PlanView:
    """The open plan, as it was drawn last."""
    return program.window.findChildren(PlanView)[-1]


def compared(window: QWidget) -> bool:
    """Whether the two versions of a plan have been compared."""
    bars = (bar for changes in window.findChildren(Changes) for bar in changes.findChildren(QTabBar))
    return any(bar.isVisible() and bar.tabText(0) for bar in bars)


def asked(window: Window) -> Iterator[tuple[str, QWidget]]:
    """Each dialog that stands before the window."""
    assert window.desk is not None
    for name, open_it in (
        ("search", partial(act, window, "search")),
        ("help", partial(act, window, "help")),
        ("keys", partial(act, window, "keys")),
        ("settings", partial(act, window, "settings")),
        ("restore", window.desk.troubles.ask_restore),
        ("deleted", window.desk.menu.ask_deleted),
    ):
        open_it()
        settle()
        dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
        yield name, dialog
        dialog.reject()
        window.activateWindow()
        settle()


def screens(program: Program) -> Iterator[tuple[str, QWidget]]:
    """Each screen of the program, one after the other."""
    window = program.window
    for each in GUIDE.pages:
        inside = page(shown(program), each.number)
        for box in inside.findChildren(LinesBox):
            if box.isVisible() and box._model.rows:
                box._table.go(0, 0)
        settle()
        yield f"page {each.number}", window
    view = shown(program)
    page(view, 8)
    guided = view._guide_button.isChecked()
    view._guide_button.setChecked(True)
    settle()
    yield "guide", window
    view._guide_button.setChecked(guided)
    view.session.asked.emit(light_door(view.session.projection, view.pulse._lights[1]))
    settle()
    yield "explanation", window
    view.explain.leave()
    assert window.desk is not None
    window.desk.library.name_version(view.session.plan.id, "v1")
    window.desk.compare()
    until(lambda: compared(window))
    settle()
    yield "versions", window
    view.leave_versions()
    yield from asked(window)
    act(window, "portfolio")
    shown_together(program)
    yield "portfolio", window
    for name, shown_now in survey_screens(program):
        settle()
        yield name, shown_now
    window.desk.show_home()
    settle()
    yield "home", window
    window.show_trouble(LibraryDamaged("La biblioteca no se puede abrir."), backed_up=True)
    settle()
    yield "trouble", window
    window.show_home()


def large(qtbot: QtBot, language: str, text: str) -> Program:
    """The program with the sample open, in a language and a size of text, on a small screen."""
    program, _view = open_view(qtbot, samples.load("farmacias"))
    desk = program.window.desk
    assert desk is not None
    desk.preferences.keep(desk.preferences.kept.with_(language=language, text=text))
    program.window.resize(*SCREEN)
    QApplication.processEvents()
    return program


@pytest.mark.parametrize("language", ["es", "pt", "en"])
def test_every_screen_can_be_walked_by_ear(qtbot: QtBot, language: str) -> None:
    program = large(qtbot, language, "100")
    wrong = []
    for name, window in screens(program):
        problems = [*deaf_cells(window), *unheard(window), *cut(window)]
        wrong += [f"{name}: {each}" for each in problems]
        if language != "es":
            continue  # Tab goes the same way, and no text is lacking in a catalogue
        found = stops(window)
        problems = [*mute(found), *unreached(window, found)]
        column = shown(program)._stack.currentWidget() if name.startswith("page") else window
        problems += out_of_order(found, column) if name != "explanation" else []
        wrong += [f"{name}: {each}" for each in problems]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("language", "text"), [("es", "200"), ("longer", "100")])
def test_nothing_is_cut_nor_scrolled_sideways(
    qtbot: QtBot, language: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if language == "longer":
        monkeypatch.setattr(i18n, "_catalogue", lambda _code: Longer())
    program = large(qtbot, "es", text)
    wrong = []
    for name, window in screens(program):
        wrong += [f"{name}: {each}" for each in cut(window)]
        if name.startswith("page") or name == "explanation":
            inside = shown(program)._stack.currentWidget()
            wrong += [f"{name} scrolls sideways"] * bool(inside.horizontalScrollBar().maximum())  # type: ignore[attr-defined]
        assert window.width() <= SCREEN[0], name
        assert window.height() <= SCREEN[1] + 40, name
    program.window.desk.preferences.keep(program.window.desk.preferences.kept.with_(text="100"))  # type: ignore[union-attr]
    assert not wrong, "\n".join(wrong)


def dialogs(program: Program, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """What stands before a plan's screens on the way into it and out of it."""
    window, desk = program.window, program.window.desk
    assert desk is not None
    paper = folder / "paper.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(paper)
    preview = Preview(paper.read_bytes, "plan.pdf", "es", desk.tasks, window)
    target = Target(Kind.NUMBER, "COP", formats=desk.formats)
    doubtful = understand(Block((("1.234", "5.678"),)), lambda _row, _column: target, desk.formats)
    asked = PasteDialog(doubtful.questions, window)
    files = [folder / "uno.json", folder / "dos.json"]
    importing = ManyFiles("Importar planes", files, desk.imports._take_in, desk.proofs, window)
    box = may_lose(window, RESTORE, 2)
    for name, dialog in {"preview": preview, "paste": asked, "importing": importing, "question": box}.items():
        dialog.open()
        while importing.working:  # while it is, it stands before the others
            settle()
        yield name, dialog
        dialog.reject()
    go_on = Event()
    working = Working("Restaurar", lambda _stopped: go_on.wait(5), repr, repr, desk.tasks, window)
    working.open()
    settle()
    yield "working", working
    go_on.set()


def test_an_empty_plan_and_the_dialogs_on_its_way_can_be_walked_by_ear(qtbot: QtBot, tmp_path: Path) -> None:
    program, _view = open_view(qtbot, blank_plan("CO", date(2027, 1, 15)))
    program.window.resize(*SCREEN)
    wrong = []
    for number in (each.number for each in GUIDE.pages):
        page(shown(program), number)
        found = stops(program.window)
        inside = shown(program)._stack.currentWidget()
        problems = [*mute(found), *unreached(program.window, found), *cut(program.window), *out_of_order(found, inside)]
        wrong += [f"page {number}: {each}" for each in problems]
    for name, dialog in dialogs(program, tmp_path):
        found = stops(dialog)
        problems = [*mute(found), *unreached(dialog, found), *cut(dialog), *out_of_order(found, dialog)]
        wrong += [f"{name}: {each}" for each in problems]
    qtbot.waitUntil(lambda: not program.window.findChildren(Working))
    assert not wrong, "\n".join(wrong)


def test_the_first_start_can_be_walked_by_ear(qtbot: QtBot) -> None:
    program = open_program(qtbot, country="")
    dialog = next(each for each in program.window.findChildren(QDialog) if each.isVisible())
    found = stops(dialog)
    assert not [*mute(found), *unreached(dialog, found), *out_of_order(found, dialog), *cut(dialog)]
    dialog.accept()


def test_tab_follows_the_form_also_into_a_line_opened_later(qtbot: QtBot) -> None:
    _program, view = open_view(qtbot, samples.load("farmacias"))
    box = table(page(view, 7), "sources")
    box._table.go(0, 0)
    QApplication.processEvents()
    form, seen = box._form(box._model.rows[0]), []
    form.focus_first()
    for _turn in range(6):
        seen.append(QApplication.focusWidget())
        view.focusNextPrevChild(True)
    assert all(form.isAncestorOf(widget) for widget in seen)
    tops = [widget.mapTo(form, widget.rect().topLeft()).y() for widget in seen]
    assert tops == sorted(tops)


def test_text_may_grow_while_a_plan_is_hidden_behind_home(qtbot: QtBot) -> None:
    program, view = open_view(qtbot, samples.load("farmacias"))
    page(view, 5)
    desk = program.window.desk
    assert desk is not None
    desk.show_home()
    settle()
    desk.preferences.keep(desk.preferences.kept.with_(text="200"))
    assert program.window.grab().width() == program.window.width()
    desk.preferences.keep(desk.preferences.kept.with_(text="100"))
