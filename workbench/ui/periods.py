"""Numbers side by side, one for each month or year: seasons, targets, amounts by year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout

from workbench.ui.editors import Editor, Read, Write
from workbench.ui.entry import Entry
from workbench.ui.parts import caption, emptied


class Cells(Editor):
    """Numbers side by side, one for each period; what is empty at the end is not there, a gap between is zero."""

    COLUMNS = 6

    def __init__(self, read: Read, write: Write, unit: str, labels: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._read, self._write, self._unit, self._labels = read, write, unit, labels
        self._cells: dict[str, Entry] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)

    def show_value(self, value: Any) -> None:
        self.show_draft([self._write(each) for each in value])

    def draft(self) -> Any:
        return [cell.text() for cell in self._cells.values()]

    def show_draft(self, draft: Any) -> None:
        labels = list(self._labels())
        if labels != list(self._cells):
            self._build(labels)
        for at, cell in enumerate(self._cells.values()):
            text = draft[at] if at < len(draft) else ""
            if text != cell.text():
                cell.setText(text)

    def read(self) -> Any:
        texts = [text.strip() for text in self.draft()]
        while texts and not texts[-1]:
            texts.pop()
        return tuple(self._read(text or "0") for text in texts)

    def _build(self, labels: Sequence[str]) -> None:
        emptied(self._grid)
        self._cells = {label: Entry(self._unit) for label in labels}
        for at, (label, cell) in enumerate(self._cells.items()):
            cell.to_the_right()
            cell.setAccessibleName(f"{self.accessibleName()} {label}")
            cell.textEdited.connect(self.typed)
            cell.editingFinished.connect(self.left)
            row, column = divmod(at, self.COLUMNS)
            self._grid.addWidget(caption(label, "muted"), 2 * row, column)
            self._grid.addWidget(cell, 2 * row + 1, column)
        for column in range(self.COLUMNS):
            self._grid.setColumnStretch(column, 1)
