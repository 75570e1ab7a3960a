"""How the columns of a table stand: as wide as what is in them until somebody moves them, and then as they were left.

What is kept is one word for each column, from left to right: ``name=220 start end`` with ``-`` before a hidden one.
"""

from __future__ import annotations

import contextlib
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu

from workbench import settings
from workbench.i18n import _
from workbench.ui.grid import Grid

ENOUGH, NAME = 13, 20
"""Characters a column of words keeps, and the first one, which names the line; a table that needs more scrolls."""
NAMES = 0.6
"""How wide the first column is taken to be when the widest gives way: names keep their room longer."""
REST = 400
"""Milliseconds after the last move of a column until it is remembered."""


class GridColumns(QObject):
    """Widths, order and hidden columns of one table; ``names`` are its columns' own, for the settings.

    ``uncut``: the columns of numbers and of dates.
    """

    def __init__(self, grid: Grid, table: str, names: list[str], uncut: frozenset[int]) -> None:
        super().__init__(grid)
        self._uncut = uncut
        self._grid, self._key, self._names = grid, " ".join([table, *names]), names
        self._header = grid.horizontalHeader()
        self._fixed: dict[int, int] = {}
        self._widest: list[int] = []
        self._hints: list[int] = []
        self._moving = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(REST)
        self._later.timeout.connect(self._remember)
        self._header.setSectionsMovable(True)
        self._header.setFirstSectionMovable(False)
        self._recall()
        self._header.sectionResized.connect(self._resized)
        self._header.sectionMoved.connect(lambda: self._later.start())
        grid.installEventFilter(self)
        grid.viewport().installEventFilter(self)  # its width changes also with the frame and the numbers of the lines

    def share(self, anew: bool = False) -> None:
        """As wide as what stands in them; what is over goes to the first, what is missing to the others.

        ``anew``: other lines are shown; else no column becomes narrower while somebody works.
        """
        if anew:
            self._widest = []
        if not self._grid.isVisible():
            return  # measured when it is shown
        self._hints = [self._header.sectionSizeHint(n) + 8 for n in range(self._header.count())]
        wanted = [max(self._grid.sizeHintForColumn(n) + 8, hint) for n, hint in enumerate(self._hints)]
        if self._widest:
            wanted = [max(pair) for pair in zip(wanted, self._widest, strict=True)]
        self._widest = wanted
        self._fit()

    def _fit(self) -> None:
        """Share the room there is now among the columns as they were measured."""
        self._set(self._shared(self._hints, self._widest, self._grid.viewport().width()))

    def _shared(self, hints: list[int], wanted: list[int], room: int) -> dict[int, int]:
        shown = [n for n in range(len(hints)) if not self._header.isSectionHidden(n)]
        widths = {n: self._fixed.get(n, wanted[n]) for n in shown}
        if 0 not in self._fixed:
            widths[0] += max(room - sum(widths.values()), 0)
        letter = self._grid.fontMetrics().averageCharWidth()
        floors = {n: max(letter * (ENOUGH if n else NAME), hints[n]) for n in shown if n not in self._uncut}
        for n in floors.keys() - self._fixed.keys():  # a text of a thousand letters gives way at once
            widths[n] = min(widths[n], max(room, floors[n]))
        while (over := sum(widths.values()) - room) > 0:
            wide = [n for n in floors if n not in self._fixed and widths[n] > floors[n]]
            if not wide:
                break
            widest = max(wide, key=lambda n: widths[n] * (1 if n else NAMES))
            widths[widest] -= min(over, 8, widths[widest] - floors[widest])
        return widths

    def _set(self, widths: dict[int, int]) -> None:
        self._moving = True
        for n, width in widths.items():
            if self._header.sectionSize(n) != width:
                self._header.resizeSection(n, width)
        self._moving = False
        self._grid.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width():
            if self._widest:
                self._fit()
        elif event.type() is QEvent.Type.Show:
            self.share()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            row = self._grid.fontMetrics().height() + 12
            if self._grid.verticalHeader().defaultSectionSize() != row:
                self._grid.verticalHeader().setDefaultSectionSize(row)
            self._widest = []
            self.share()
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------ moved by hand

    def menu(self, parent: QMenu, heads: list[str]) -> QMenu:
        """Which columns are shown; the first, which names the line, always is."""
        menu = QMenu(_("Columnas"), parent)
        for column, head in list(enumerate(heads))[1:]:
            action = menu.addAction(head)
            action.setCheckable(True)
            action.setChecked(not self._header.isSectionHidden(column))
            action.toggled.connect(partial(self._show, column))
        menu.addSeparator()
        menu.addAction(_("Como al principio"), self._reset)
        return menu

    def _show(self, column: int, on: bool) -> None:
        self._header.setSectionHidden(column, not on)
        self._later.start()
        self.share()

    def _reset(self) -> None:
        self._fixed.clear()
        for column in range(self._header.count()):
            self._header.setSectionHidden(column, False)
            self._header.moveSection(self._header.visualIndex(column), column)
        self._later.start()
        self.share(anew=True)

    def _resized(self, column: int, old: int, new: int) -> None:
        if not self._moving and old and new:
            self._fixed[column] = new
            self._later.start()

    # ------------------------------------------------------------ remembered

    def _remember(self) -> None:
        order = [self._header.logicalIndex(at) for at in range(self._header.count())]
        text = " ".join(self._word(column) for column in order)
        kept = settings.load()
        tables = {name: how for name, how in kept.tables.items() if name != self._key}
        if text != " ".join(self._names):
            tables[self._key] = text
        with contextlib.suppress(OSError):  # the table stands as it was put; only the next start does not know
            settings.save(kept.with_(tables=tables))

    def _word(self, column: int) -> str:
        sign = "-" if self._header.isSectionHidden(column) else ""
        width = f"={self._fixed[column]}" if column in self._fixed else ""
        return sign + self._names[column] + width

    def _recall(self) -> None:
        for at, word in enumerate(settings.load().tables.get(self._key, "").split()):
            name, _sign, width = word.removeprefix("-").partition("=")
            if name not in self._names:
                continue
            column = self._names.index(name)
            self._header.moveSection(self._header.visualIndex(column), min(at, self._header.count() - 1))
            self._header.setSectionHidden(column, word.startswith("-") and column > 0)
            if width.isdigit() and int(width):
                self._fixed[column] = int(width)
