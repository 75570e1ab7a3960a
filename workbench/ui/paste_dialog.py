"""What stands on the clipboard as values; where it can be read in two ways, the question which one is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QWidget,
)

from workbench.exchange.clipboard import Block, PasteRefused, read_block
from workbench.exchange.paste import Candidate, Cell, Goal, Question, understand
from workbench.exchange.targets import Target
from workbench.formats import Formats
from workbench.i18n import _
from workbench.ui.parts import Button, caption, foot, roomy
from workbench.ui.theme import scaled

FIELD = 300
"""Characters of what is no value that are put into its field, to be seen and told."""


class PasteDialog(QDialog):
    """Asks how what was copied is to be read. Nothing is chosen beforehand and nothing is remembered."""

    def __init__(self, questions: Sequence[Question], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Pegar"))
        self.setMinimumWidth(scaled(460))
        self._groups: dict[str, QButtonGroup] = {}
        column = roomy(self)
        for question in questions:
            column.addWidget(caption(question.text, "sub", wrap=True))
            column.addLayout(self._choices(question))
            column.addSpacing(8)
        column.addStretch(1)
        column.addLayout(self._buttons())
        next(iter(self._groups.values())).buttons()[0].setFocus()

    def answers(self) -> dict[str, str]:
        """The candidate chosen for each question answered so far."""
        return {name: str(button.property("way")) for name, group in self._groups.items()
                if (button := group.checkedButton())}  # fmt: skip

    def _choices(self, question: Question) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(scaled(14))
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(3, 1)
        group = self._groups[question.id] = QButtonGroup(self)
        for candidate in question.candidates:
            button = QRadioButton(candidate.label)
            button.setProperty("way", candidate.id)
            button.setAccessibleName(f"{question.text} {candidate.label}")
            button.setAccessibleDescription(_spoken(candidate))
            button.toggled.connect(self._chosen)
            group.addButton(button)
            grid.addWidget(button, grid.rowCount(), 0, 1, 4)
            for raw, shown in candidate.samples:
                row = grid.rowCount()
                copied = caption(raw, "muted")
                copied.setIndent(scaled(26))
                grid.addWidget(copied, row, 0)
                grid.addWidget(caption("→", "muted"), row, 1)
                grid.addWidget(caption(shown), row, 2)
            grid.setRowMinimumHeight(grid.rowCount(), 4)
        return grid

    def _buttons(self) -> QHBoxLayout:
        self._paste, cancel = Button(_("Pegar"), "primary"), Button(_("No pegar"))
        self._paste.setEnabled(False)
        self._paste.setDefault(True)
        self._paste.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        return foot(cancel, self._paste)

    def _chosen(self) -> None:
        self._paste.setEnabled(len(self.answers()) == len(self._groups))


def clipboard_block() -> Block:
    """What was copied as cells. Raises PasteRefused."""
    mime = QApplication.clipboard().mimeData()
    return read_block(_text(mime), mime.html() if mime.hasHtml() else "")


def settled(parent: QWidget, block: Block, goal: Goal, formats: Formats) -> tuple[tuple[Cell, ...], ...] | None:
    """The values of a block, asked about where it can be read in two ways; None where the person wants none of them."""
    reading = understand(block, goal, formats)
    if not reading.questions:
        return reading.cells()
    dialog = PasteDialog(reading.questions, parent.window())
    try:
        return reading.cells(dialog.answers()) if dialog.exec() else None
    finally:
        dialog.deleteLater()


def pasted_text(parent: QWidget, target: Target, write: Callable[[Any], str]) -> str | None:
    """What a field of one value shows of the clipboard: its value as written here, or else the text as it was copied.

    None where the person thought better of it.
    """
    text = " ".join(_text(QApplication.clipboard().mimeData())[:FIELD].split())
    try:
        block = clipboard_block()
    except PasteRefused:
        return text
    if (block.height, block.width) != (1, 1):
        return text
    cells = settled(parent, block, lambda _row, _column: target, target.formats)
    if cells is None:
        return None
    only = cells[0][0]
    return write(only.value) if only.understood and only.value is not None else text


def _text(mime: QMimeData) -> str:
    return mime.text() if mime.hasText() else ""


def _spoken(candidate: Candidate) -> str:
    said = (_("«{text}» es {value}").format(text=raw, value=shown) for raw, shown in candidate.samples)
    return "; ".join(said)
