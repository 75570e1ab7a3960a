"""The small grid of a number by month or year: written, walked, copied, filled and pasted as in a spreadsheet."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from windows import keys, open_view, page, row, small_plan, stored, table

from workbench.model.plan import Plan
from workbench.model.revenue import Driver
from workbench.model.types import DriverShape
from workbench.ui.app import Program
from workbench.ui.guide_view import PlanView
from workbench.ui.period_grid import PeriodGrid
from workbench.ui.periods import Cells

KEY, STANDARD = Qt.Key, QKeySequence.StandardKey


class Open:
    """The monthly units of the plan's fee, for sixty months."""

    def __init__(self, qtbot: QtBot, shape: DriverShape = DriverShape.BY_MONTH, values: tuple[int, ...] = ()) -> None:
        plan = small_plan()
        driver = Driver(shape=shape, table=tuple(map(Decimal, values)))
        self.made: Plan = plan.with_(streams=(plan.streams[0].with_(units=driver),))
        self.program: Program
        self.view: PlanView
        self.program, self.view = open_view(qtbot, self.made)
        box = table(page(self.view, 5), "streams")
        box._choose(plan.streams[0].id)
        QApplication.processEvents()
        self.row = row(box, f"streams/{plan.streams[0].id}/units/table")
        assert isinstance(self.row.editor, Cells)
        self.cells = self.row.editor
        self.grid: PeriodGrid = self.cells.grid
        self.grid.setFocus()

    @property
    def texts(self) -> list[str]:
        texts = self.cells.draft()
        while texts and not texts[-1]:
            texts.pop()
        return texts

    @property
    def kept(self) -> list[int | Decimal]:
        return list(stored(self.program, self.made).streams[0].units.table)  # type: ignore[union-attr]

    def key(self, *pressed: Qt.Key | STANDARD | str) -> None:
        for each in pressed:
            target = QApplication.focusWidget()
            if isinstance(each, Qt.Key):
                QTest.keyClick(target, each)
            else:
                QTest.keySequence(target, QKeySequence(each))

    def type(self, text: str) -> None:
        for letter in text:
            keys(letter)


def clip(text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    QApplication.clipboard().setMimeData(mime)


def test_typing_and_enter_and_tab_write_one_cell_after_the_other(qtbot: QtBot) -> None:
    made = Open(qtbot)
    made.type("12k")
    assert made.cells._note.text() == "= 12.000"
    made.key(KEY.Key_Return)
    made.type("7")
    made.key(KEY.Key_Tab)
    made.key(KEY.Key_Tab)
    made.type("3")
    made.key(KEY.Key_Tab)
    assert made.texts == ["12.000", "7", "0", "3"]
    assert made.kept == [12_000, 7, 0, 3]
    made.key(KEY.Key_Left, KEY.Key_F2)
    made.type("0")
    made.key(KEY.Key_Escape)
    assert made.kept == [12_000, 7, 0, 3]
    made.key(STANDARD.Undo)
    assert made.kept == [12_000, 7]


def test_a_row_or_a_column_fills_from_the_cursor_in_one_step(qtbot: QtBot) -> None:
    made = Open(qtbot, values=(5, 5))
    made.key(KEY.Key_Right)
    for copied in ("1.234,5\t2\t 7 \t8k", "1.234,5\n2\n7\n8k\n"):
        clip(copied)
        made.key(STANDARD.Paste)
        assert made.kept == [5, Decimal("1234.5"), 2, 7, 8000]
        made.key(STANDARD.Undo)
        assert made.kept == [5, 5]


def test_what_is_not_understood_stays_as_copied_and_is_said(qtbot: QtBot) -> None:
    made = Open(qtbot, values=(5,))
    clip("1,5\tdoce\t-3")
    made.key(STANDARD.Paste)
    assert made.texts == ["1,5", "doce", "-3"]
    assert made.kept == [5]
    assert made.row._help.text() == "feb 2027: «doce» no es un número."
    assert made.cells.grid.periods.wrong == {1: "«doce» no es un número.", 2: "Debe ser mayor o igual a 0."}
    made.key(KEY.Key_Right)
    assert made.cells._note.text() == "«doce» no es un número."
    made.type("12")
    made.key(KEY.Key_Return)
    made.type("3")
    made.key(KEY.Key_Return)
    assert made.kept == [Decimal("1.5"), 12, 3]
    assert made.cells.grid.periods.wrong == {}


def test_more_values_than_periods_are_told(qtbot: QtBot) -> None:
    made = Open(qtbot, DriverShape.BY_YEAR)
    clip("\t".join("123456789"))
    made.key(STANDARD.Paste)
    assert made.kept == [1, 2, 3, 4, 5]
    assert made.cells._note.text() == "Valores copiados que sobraron, porque ya no hay casillas: 4."
    clip("texto de una página\n\n" + "palabra " * 20)
    mime = QApplication.clipboard().mimeData()
    assert mime is not None
    made.key(STANDARD.Paste)
    assert made.kept == [1, 2, 3, 4, 5]


def test_cells_are_copied_cut_emptied_and_filled(qtbot: QtBot) -> None:
    made = Open(qtbot, values=(1234, 2, 3))
    made.key("Shift+Right")
    made.key(STANDARD.Copy)
    assert QApplication.clipboard().text() == "1234\t2"
    made.key("Ctrl+R")
    assert made.kept == [1234, 1234, 3]
    made.key(STANDARD.Cut)
    assert made.kept == [0, 0, 3]
    made.key(STANDARD.Undo, STANDARD.Undo, KEY.Key_Home, KEY.Key_Right, "Ctrl+R")
    assert made.kept == [1234, *[2] * 59]
    clip("9")
    made.key(STANDARD.SelectAll, STANDARD.Paste)
    assert made.kept == [9] * 60
    made.key(KEY.Key_Delete)
    assert made.kept == []


def test_it_is_walked_and_left_by_the_keyboard_and_read_aloud(qtbot: QtBot) -> None:
    made = Open(qtbot, values=(1,))
    model = made.grid.periods
    assert model.data(model.place(0), Qt.ItemDataRole.AccessibleTextRole) == "ene 2027: 1"
    assert model.data(model.place(1), Qt.ItemDataRole.AccessibleTextRole) == "feb 2027: vacío"
    assert made.grid.accessibleName()
    before = QApplication.focusWidget()
    made.key(KEY.Key_Tab)
    after = QApplication.focusWidget()
    assert after is not before
    assert isinstance(after, QWidget)
    QTest.keyClick(after, KEY.Key_Backtab)
    assert QApplication.focusWidget() is made.grid
    made.key(KEY.Key_Down)
    assert made.grid.current() == model.columns
    made.grid.go(59)
    made.type("4")
    made.key(KEY.Key_Tab)
    assert not made.grid.hasFocus()
    assert made.kept[-1] == 4
