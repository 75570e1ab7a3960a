"""The search over everything: what it finds, and that everything it finds can be gone to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QTableWidget
from pytestqt.qtbot import QtBot
from ui.windows import keys, open_program, open_view, press, small_plan, table
from ui.windows import page as shown

from forms import GUIDE
from forms.glossary import GLOSSARY
from forms.places import page_of
from workbench.engine.projection import project, published
from workbench.exchange import samples
from workbench.formats import Formats
from workbench.i18n import LANGUAGES, speaking
from workbench.model.base import get
from workbench.ui import speech
from workbench.ui.actions import ACTIONS, CELLS, LINES, act, keys_named
from workbench.ui.app import Program
from workbench.ui.help_page import HelpPage
from workbench.ui.keys_page import KeysPage, rows
from workbench.ui.search import ENTRY, Search
from workbench.ui.search_index import Entry, SearchIndex, Sort

PLAN = samples.load("farmacias")
FORMATS = Formats("CO")
EXPORT = Entry(Sort.ACTION, "Exportar PDF", "Ctrl+P", "export")


@pytest.fixture
def index() -> SearchIndex:
    return SearchIndex(project(PLAN), FORMATS, [EXPORT])


def test_it_finds_every_sort_of_thing(index: SearchIndex) -> None:
    assert index.find("exportar")[0] == EXPORT
    assert any(each.sort is Sort.PAGE and each.place == "5" for each in index.find("ingresos"))
    assert any(each.sort is Sort.FIELD and each.place == "basis/inflation" for each in index.find("inflación anual"))
    assert any(each.sort is Sort.FIGURE and each.place == "break_even.sales" for each in index.find("ventas de equil"))
    assert any(each.sort is Sort.HELP and each.place == "anticipo" for each in index.find("anticipo"))
    assert index.find("ventas de equilibrio")[0].where.startswith("COP")
    stream = PLAN.streams[0]
    assert index.find(stream.name)[0].place == f"streams/{stream.id}"


def test_accents_and_capitals_make_no_difference(index: SearchIndex) -> None:
    assert index.find("INFLACION") == index.find("inflación") != []


def test_the_field_of_one_line_is_found_by_both_names(index: SearchIndex) -> None:
    stream = next(each for each in PLAN.streams if "price" in type(each).model_fields)
    first = stream.name.split()[0]
    assert any(each.place == f"streams/{stream.id}/price" for each in index.find(f"precio {first}"))


def test_nothing_is_found_for_nothing(index: SearchIndex) -> None:
    assert index.find("  ") == []
    assert index.find("zzzz") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_found_can_be_gone_to(language: str) -> None:
    with speaking(language):
        found = SearchIndex(project(PLAN), FORMATS)._entries
    assert len(found) > 500
    for entry in found:
        assert entry.title
        assert entry.sort is not Sort.LINE or not entry.place.startswith("review/answers/") or " " in entry.title
        if entry.sort in (Sort.FIELD, Sort.LINE):
            get(PLAN, entry.place)
            assert page_of(GUIDE, entry.place)
        elif entry.sort is Sort.FIGURE:
            assert entry.place in published()
        elif entry.sort is Sort.HELP:
            assert entry.place in GLOSSARY
        else:
            assert GUIDE.page(int(entry.place))


def test_by_keyboard(qtbot: QtBot, index: SearchIndex, announced: list[str]) -> None:
    dialog = Search(index)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    asked, found = dialog.findChild(QLineEdit), dialog.findChild(QListWidget)
    assert asked is not None
    assert found is not None
    QTest.keyClicks(asked, "equilibrio")
    assert found.count() > 3
    QTest.keyClick(asked, Qt.Key.Key_Down)
    wanted = found.item(1).data(ENTRY)
    assert found.currentRow() == 1
    qtbot.waitUntil(lambda: any(wanted.title in each and each.endswith(f"2 de {found.count()}") for each in announced))
    with qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.keyClick(asked, Qt.Key.Key_Return)
    assert chosen.args == [wanted]
    assert not dialog.isVisible()


def test_it_says_when_nothing_is_found(qtbot: QtBot) -> None:
    dialog = Search(SearchIndex(None, FORMATS))
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    asked = dialog.findChild(QLineEdit)
    assert asked is not None
    QTest.keyClicks(asked, "zzz")
    assert any("Nada se llama así" in label.text() for label in dialog.findChildren(QLabel))
    QTest.keyClick(asked, Qt.Key.Key_Return)  # there is nowhere to go


def _asked(program: Program, text: str) -> Search:
    """The search, and what one types."""
    act(program.window, "search")
    dialog = program.window.findChildren(Search)[-1]
    keys(text, dialog.findChild(QLineEdit))
    return dialog


def _go(dialog: Search) -> None:
    edit = dialog.findChild(QLineEdit)
    assert edit is not None
    edit.returnPressed.emit()


def test_from_home_to_a_plan_a_field_a_figure_a_word_and_an_action(qtbot: QtBot) -> None:
    plan = small_plan()
    program = open_program(qtbot, (plan,))
    _go(_asked(program, "farmacias"))
    desk = program.window.desk
    assert desk is not None
    view = desk.plans.view
    assert view is not None
    _go(_asked(program, "precio"))
    assert view.steps.page() == 5
    _go(_asked(program, "ventas de equilibrio"))
    assert view.explain.isVisible()
    _go(_asked(program, "anticipo"))
    _go(_asked(program, "ir a los planes"))
    assert program.window.on_home()


def test_at_home_the_help_answers(qtbot: QtBot) -> None:
    program = open_program(qtbot, (small_plan(),))
    for asked, topic, said in (
        ("anticipo", "Anticipo", "antes de recibir el servicio"),
        ("inflación anual", "1 · Proyecto", "Inflación anual"),
        ("ventas de equilibrio", "Ventas de equilibrio", "= "),
        ("ingresos quién paga", "5 · Ingresos", "Ejemplo que convence"),
    ):
        _go(_asked(program, asked))
        told = program.window.findChildren(HelpPage)[-1]
        assert told.list.currentItem().text() == topic
        assert said in told.page.toPlainText()
        if topic == "1 · Proyecto":
            assert told.page.textCursor().selectedText() == said
        told.accept()


def test_the_word_of_a_field_is_told_where_the_cursor_is(qtbot: QtBot) -> None:
    program = open_program(qtbot, (small_plan(),))
    desk = program.window.desk
    assert desk is not None
    program.window.home.opened.emit(str(desk.library.plans()[0].id))
    view = desk.plans.view
    assert view is not None
    view.jump("basis/inflation")
    order = ["Palabras de este campo", "Inflación", "Guía"]

    def told() -> bool:
        lines = view.guide.toPlainText().splitlines()
        return set(order) <= set(lines) and sorted(order, key=lines.index) == order

    qtbot.waitUntil(told)
    box = table(shown(view, 6), "costs")
    box._table.setFocus()
    box._table.go(0, 6)  # in kind
    order[1] = "Fuente"
    qtbot.waitUntil(told)
    box._table.go(0, 2)
    order[1] = "Estructura"
    qtbot.waitUntil(told)


def test_the_page_of_keys_tells_every_action(qtbot: QtBot) -> None:
    told = {text for _group, _keys, text in rows()}
    assert {action.text for action in ACTIONS.values()} <= told
    bound = {keys_named(keys) for action in ACTIONS.values() for keys in action.keys}
    every = {each for _group, keys, _text in rows() for each in keys.split(", ")} | {"Ctrl+,"}
    assert {keys for keys in bound if not keys[-1].isdigit()} <= every
    _program, view = open_view(qtbot, small_plan())
    box = table(shown(view, 5), "streams")
    assert {action.text() for action in box._actions.values() if action} <= told
    assert {action.shortcut().toString() for action in box._table.actions()} == set((CELLS | LINES).values())
    page = KeysPage()
    qtbot.addWidget(page)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    cells = page.findChild(QTableWidget)
    assert cells is not None
    assert cells.rowCount() == len(list(rows()))


def test_keys_are_called_as_on_a_keyboard_and_other_words_stay(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    speech.speak(app, "es")
    told = {keys for _group, keys, _text in rows()}
    assert {"Ctrl+Re Pág", "Mayús+F1", "Tab, Mayús+Tab", "Alt+↓", "←, →", "Ctrl+1 … 9", "Menú"} <= told
    for code, word in (("pt", "Cancelar"), ("en", "Cancel"), ("es", "Cancelar")):
        speech.speak(app, code)
        assert QApplication.translate("QPlatformTheme", "Cancel") == word
        assert keys_named("F2") == "F2"


def test_who_knows_no_keys_finds_the_search_over_a_plan(qtbot: QtBot) -> None:
    program, _view = open_view(qtbot, small_plan())
    press(program.window, "Buscar")
    found = program.window.findChild(Search)
    assert found is not None
    assert found.isVisible()
    found.close()
    program.window.show_home()
    assert not program.window._search.isVisible()
