"""What a field shows while a number, a share, a month or a day is typed, and what it asks when one is pasted."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot
from windows import entry, keys, open_view, page, small_plan, table

from workbench import limits
from workbench.ui.entry import Entry
from workbench.ui.guide_view import PlanView
from workbench.ui.paste_dialog import PasteDialog

EXCEL = '<meta name=ProgId content=Excel.Sheet><style>table {mso-displayed-decimal-separator:"\\.";}</style>1.234'


def fee(qtbot: QtBot, field: str, country: str = "CO") -> tuple[PlanView, Entry]:
    """A field of the plan's fee, all of it chosen."""
    plan = small_plan()
    _program, view = open_view(qtbot, plan, country)
    box = table(page(view, 5), "streams")
    box._choose(plan.streams[0].id)
    found = entry(box, f"streams/{plan.streams[0].id}/{field}")
    assert isinstance(found, Entry)
    found.setFocus()
    found.selectAll()
    return view, found


def noted(field: Entry) -> str:
    """What stands at the end of a field."""
    label = field.findChild(QLabel)
    assert isinstance(label, QLabel)
    assert not label.text() or field.rect().contains(label.geometry())
    return label.text()


def price(view: PlanView) -> Decimal:
    return view.session.document.plan.streams[0].price  # type: ignore[union-attr]


def answering(act: Callable[[PasteDialog], None]) -> None:
    """Do something with the question once it stands there."""

    def there() -> None:
        dialog = QApplication.activeModalWidget()
        if not (isinstance(dialog, PasteDialog) and dialog.isActiveWindow()):
            QTimer.singleShot(10, there)
            return
        try:
            act(dialog)
        finally:
            dialog.done(dialog.result())

    QTimer.singleShot(0, there)


def paste(field: QWidget, text: str, html: str = "") -> None:
    mime = QMimeData()
    mime.setText(text)
    if html:
        mime.setHtml(html)
    QApplication.clipboard().setMimeData(mime)
    QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.Paste))
    field.activateWindow()  # the screenless platform gives it back to nobody when a dialog closes
    QTest.qWaitForWindowActive(field.window())


@pytest.mark.parametrize(
    ("country", "field", "notes"),
    [
        ("CO", "price", {
            "85.000,5": "COP", "12k": "= COP\xa012.000", "1.234": "= COP\xa01.234,00", "$ 3 mil": "= COP\xa03.000",
            "(5)": "= COP\xa0−5", "doce": "?", "": "COP",
        }),
        ("MX", "price", {"1.234": "= COP\xa01.2340", "1,234": "= COP\xa01,234.00"}),
        ("CO", "advance", {"15": "%", "15 %": "%", "0,5k": "= 500\xa0%"}),
        ("CO", "start", {"03/2027": "= mar 2027", "mar 2027": "", "31/2/2027": "?"}),
    ],
)  # fmt: skip
def test_a_field_shows_at_once_what_it_understood(
    qtbot: QtBot, country: str, field: str, notes: dict[str, str]
) -> None:
    _view, found = fee(qtbot, field, country)
    height = found.height()
    for typed, note in notes.items():
        found.selectAll()
        QTest.keyClick(found, Qt.Key.Key_Delete)
        keys(typed, found)
        assert noted(found) == note
        assert found.text() == typed
    assert found.height() == height


def test_the_unit_is_back_when_the_field_was_left(qtbot: QtBot) -> None:
    view, found = fee(qtbot, "price")
    keys("12k", found)
    QTest.keyClick(found, Qt.Key.Key_Tab)
    assert (found.text(), noted(found), price(view)) == ("12.000", "COP", 12_000)


def test_a_doubtful_number_is_asked_and_the_keyboard_answers(qtbot: QtBot) -> None:
    view, found = fee(qtbot, "price")

    def answer(dialog: PasteDialog) -> None:
        one, other = dialog.findChildren(QRadioButton)
        assert QApplication.focusWidget() is one
        assert not one.isChecked()
        assert not dialog._paste.isEnabled()
        assert one.accessibleDescription() == "«1.234» es COP\xa01.234,00"
        QTest.keyClick(one, Qt.Key.Key_Down)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        assert other.isChecked()
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        assert dialog.result() == PasteDialog.DialogCode.Accepted

    answering(answer)
    paste(found, "1.234")
    assert (found.text(), noted(found)) == ("1,234", "= COP\xa01,2340")
    QTest.keyClick(found, Qt.Key.Key_Tab)
    assert price(view) == Decimal("1.234")


def test_who_thinks_better_of_it_changes_nothing(qtbot: QtBot) -> None:
    view, found = fee(qtbot, "price")
    answering(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    paste(found, "1.234")
    assert found.text() == "85.000"
    QTest.keyClick(found, Qt.Key.Key_Tab)
    assert price(view) == 85_000


def test_a_number_of_another_country_is_written_as_here(qtbot: QtBot) -> None:
    _view, found = fee(qtbot, "price")
    for text, html, shown in (("1,234.5", "", "1.234,5"), ("1.234", EXCEL, "1,234"), ("COP 7\r\n", "", "7"),
                              ("doce", "", "doce"), ("1\t2", "", "1 2")):  # fmt: skip
        found.selectAll()
        paste(found, text, html)
        assert found.text() == shown


def test_a_whole_sheet_or_a_page_pasted_into_a_number_is_told_and_shown_in_part(qtbot: QtBot) -> None:
    view, found = fee(qtbot, "price")
    for text, html in (("1\t2\n" * 100_000, ""), ("Una página.\n\n" + "palabra " * 99, "<p>Una página.<p>palabra")):
        found.selectAll()
        paste(found, text, html)
        assert 10 < len(found.text()) <= 300
        assert noted(found) == "?"
    QTest.keyClick(found, Qt.Key.Key_Tab)
    assert price(view) == 85_000
    prose = entry(page(view, 1), "project/objective")
    prose.setFocus()
    prose.selectAll()
    paste(prose, "palabra " * 250_000)
    assert len(prose.toPlainText()) == limits.TEXT + 1
    QTest.keyClick(prose, Qt.Key.Key_Tab)
    assert view.session.held["project/objective"].sentence == "Tiene más de 20000 caracteres."


def test_what_goes_into_the_middle_of_a_text_goes_as_it_is(qtbot: QtBot) -> None:
    _view, found = fee(qtbot, "price")
    found.end(False)
    paste(found, "1.234")
    assert found.text() == "85.0001.234"
