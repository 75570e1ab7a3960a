"""Two states of a plan beside each other: what was typed, page by page, and the figures that follow from it."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPlainTextEdit,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from workbench.engine.doors import Door
from workbench.exchange.tables import Number
from workbench.formats import Formats
from workbench.i18n import _
from workbench.report.comparison import Change, Comparison, Shift
from workbench.ui.copying import more
from workbench.ui.parts import Button, caption, dressed
from workbench.ui.tables import TableView, TextRow, TextTable

DETAIL = 5
"""Lines of the change that is told whole."""
LEAST = 3
"""Rows a table always has room for."""


class Tall(TableView):
    """A table that takes the room there is.

    ``shares``: how its columns divide the width, in percent; narrower than ``least`` characters it is scrolled.
    """

    def __init__(self, name: str, shares: tuple[int, ...], least: int) -> None:
        super().__init__(name)
        self._shares, self._least = shares, least
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)

    def show_table(self, table: TextTable, formats: Formats) -> None:
        super().show_table(table, formats)
        self.setMinimumHeight(self.verticalHeader().defaultSectionSize() * LEAST)
        self.setMaximumHeight(self.maximumWidth())

    def _fill(self) -> None:
        whole = max(self.viewport().width(), self.fontMetrics().averageCharWidth() * self._least)
        for column, share in enumerate(self._shares):
            self.setColumnWidth(column, whole * share // 100)


class Lines(Tall):
    """Enter, or a double click, goes to the field of a row; ``row_chosen`` is said when another one is looked at."""

    went = Signal(int)
    row_chosen = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        self.row_chosen.emit(current.row())


class Changes(QWidget):
    """``jumped``: go to the field at this path. ``asked``: say where a figure comes from. ``said``: of a file."""

    jumped = Signal(str)
    asked = Signal(object)
    said = Signal(str)

    def __init__(self, doors: bool = True) -> None:
        """``doors``: a change leads to its field."""
        super().__init__()
        self._doors = doors
        self._rows: list[Change | None] = []
        self.tabs = dressed(QTabBar(), "strip")
        self.tabs.setAccessibleName(_("Qué se compara"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for _tab in range(2):
            self.tabs.addTab("")
        self.lines = Lines(_("Campos y líneas que cambiaron"), (26, 18, 28, 28), 72)
        self.figures = Tall(_("Cifras que cambiaron"), (26, 17, 21, 21, 15), 90)
        self._same = caption(role="sub", wrap=True)
        self._detail = QPlainTextEdit(readOnly=True)
        self._detail.setAccessibleName(_("El cambio elegido, completo"))
        self._detail.setTabChangesFocus(True)
        line = self._detail.fontMetrics().lineSpacing()
        self._detail.setMinimumHeight(line * 2 + 20)
        self._detail.setMaximumHeight(line * DETAIL + 20)
        self._go = Button(_("Ir al campo"))
        self._go.clicked.connect(lambda: self._went(self.lines.currentIndex().row()))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._lines_page())
        self._stack.addWidget(self.figures)
        self._lay_out()
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.lines.went.connect(self._went)
        self.lines.doubleClicked.connect(lambda index: self._went(index.row()))
        self.lines.row_chosen.connect(self._tell)
        self.figures.opened.connect(self.asked)
        for table in (self.lines, self.figures):
            table.said.connect(self.said)

    def show_comparison(self, found: Comparison, formats: Formats, now: bool) -> None:
        """Show what differs. ``now``: the later state is the plan as it is, so its figures can be explained."""
        changed = sum(not each.same for each in found.figures)
        self.tabs.setTabText(0, _("Campos y líneas ({n})").format(n=formats.number(len(found.changes))))
        self.tabs.setTabText(1, _("Cifras ({n})").format(n=formats.number(changed)))
        self._same.setVisible(not found.changes)
        self._same.setText(_("Nada cambió: los dos tienen los mismos campos y las mismas líneas."))
        self._show_lines(found.changes, formats, now)
        self.figures.show_table(figure_table(found.figures, now), formats)
        self.figures.setCurrentIndex(self.figures.model().index(1, 0))

    def _show_lines(self, changes: tuple[Change, ...], formats: Formats, now: bool) -> None:
        rows: list[TextRow] = []
        self._rows = []
        for page, run in groupby(changes, key=lambda change: change.page):
            rows.append(TextRow((f"{page.number} · {_(page.title)}", "", "", ""), bold=True))
            self._rows.append(None)
            for each in run:
                rows.append(TextRow((each.where, each.what, each.before, each.after)))
                self._rows.append(each)
        heads = (_("Dónde"), _("Qué cambió"), *_heads(now))
        self.lines.show_table(TextTable(heads, tuple(rows), texts=4), formats)
        for part in (self.lines, self._detail, self._go):
            part.setVisible(bool(rows) and (self._doors or part is not self._go))
        self.lines.setCurrentIndex(self.lines.model().index(1, 0))

    def _lines_page(self) -> QWidget:
        page = QWidget()
        foot = QHBoxLayout()
        foot.addWidget(self._detail, 1)
        foot.addWidget(self._go, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._same)
        column.addWidget(self.lines, 3)
        column.addLayout(foot, 1)
        column.addStretch(0)
        return page

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.tabs, 1)
        head.addWidget(more(_("Comparación"), self._fill_menu))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _fill_menu(self, menu: object) -> None:
        (self.figures if self.tabs.currentIndex() else self.lines).fill_menu(menu)  # type: ignore[arg-type]

    def _tell(self, row: int) -> None:
        """The change of a row, whole: its cells may be cut."""
        change = self._change(row)
        self._go.setEnabled(change is not None)
        if change is None:
            self._detail.clear()
            return
        place = " › ".join(part for part in (change.where, change.what) if part)
        before, after = self.lines.table.heads[2:]
        self._detail.setPlainText(f"{place}\n{before}: {change.before}\n{after}: {change.after}")

    def _change(self, row: int) -> Change | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _went(self, row: int) -> None:
        if change := self._change(row):
            self.jumped.emit(change.path)


def figure_table(figures: tuple[Shift, ...], now: bool) -> TextTable:
    """The figures below the name of their group; what did not change is muted."""
    rows: list[TextRow] = []
    shifts: list[Shift | None] = []
    for group, run in groupby(figures, key=lambda shift: shift.group):
        rows.append(TextRow((group,), bold=True))
        shifts.append(None)
        for each in run:
            numbers = tuple(None if one is None else Number(one, each.share) for one in each.numbers)
            cells = (each.name, each.period, each.before, each.after, each.difference)
            rows.append(TextRow(cells, muted=each.same, numbers=numbers))
            shifts.append(each)

    def door(row: int, column: int) -> Door | None:
        shift = shifts[row]
        return shift.told if now and shift and column == 3 else None

    heads = (_("Cifra"), _("Período"), *_heads(now), _("Diferencia"))
    return TextTable(heads, tuple(rows), texts=2, door=door)


def _heads(now: bool) -> tuple[str, str]:
    return _("Antes"), _("Ahora") if now else _("Después")
