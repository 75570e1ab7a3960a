"""A field of numbers, one for each month or year: seasons, targets, amounts by year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from workbench.exchange.clipboard import PasteRefused
from workbench.exchange.tables import Number
from workbench.exchange.targets import MANY, How, Kind, Target
from workbench.i18n import N_, _
from workbench.ui.copying import copy_cells
from workbench.ui.editors import Editor, Write
from workbench.ui.entry import UNKNOWN
from workbench.ui.heard import announce
from workbench.ui.parts import caption
from workbench.ui.paste_dialog import clipboard_block, settled
from workbench.ui.period_grid import PeriodGrid

Told = Callable[[str], str]
"""How a typed text is understood, where that does not stand there already. Raises ValueError where it is not."""
_HINT = N_("Pegue una fila o una columna de su hoja de cálculo: llena las casillas desde la que está elegida.")
_OVER = N_("Valores copiados que sobraron, porque ya no hay casillas: {n}.")


class Cells(Editor):
    """Numbers in a small grid; what is empty at the end is not there, a gap between is zero.

    ``target``: what one of them is; ``labels``: what they stand for.
    """

    def __init__(
        self, target: Callable[[], Target], write: Write, told: Told, labels: Callable[[], Sequence[str]]
    ) -> None:
        super().__init__()
        self._target, self._write, self._told, self._labels = target, write, told, labels
        self.grid = PeriodGrid(self._copy, self._paste)
        self.grid.typed.connect(self._typed)
        self.grid.finished.connect(self._finished)
        self.grid.moved.connect(self._say)
        self._note = caption(role="muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.grid)
        layout.addWidget(self._note)
        self.setFocusProxy(self.grid)
        self._unit = ""
        self._say()

    def show_value(self, value: Any) -> None:
        self.show_draft([self._write(each) for each in value])

    def draft(self) -> Any:
        return list(self.grid.periods.texts)

    def show_draft(self, draft: Any) -> bool:
        texts = draft.split(MANY.strip()) if isinstance(draft, str) else draft  # in one text where a table holds it
        self.grid.show_texts(list(self._labels()), [text.strip() for text in texts])
        return True

    def read(self) -> Any:
        texts = [text.strip() for text in self.draft()]
        while texts and not texts[-1]:
            texts.pop()
        target, found = self._target(), []
        for label, text in zip(self.grid.periods.labels, texts, strict=False):
            try:
                found.append(target.read(text or "0", How.here(target.formats)))
            except ValueError as refused:
                raise ValueError(_("{period}: {why}").format(period=label, why=refused)) from refused
        return tuple(found)

    def set_unit(self, unit: str) -> None:
        self._unit = unit
        self._say()

    def mark(self, wrong: bool) -> None:
        self.grid.periods.wrong = self._wrong() if wrong else {}
        self.grid.periods.changed()

    def _wrong(self) -> dict[int, str]:
        """The cells that are not understood, with why; all of them where it is their number that does not fit."""
        found, target = {}, self._target()
        texts = self.draft()
        for at, text in enumerate(texts):
            try:
                target.read(text.strip() or "0", How.here(target.formats))
            except ValueError as refused:
                found[at] = str(refused)
        return found or dict.fromkeys(range(len(texts)), "")

    def _typed(self, text: str) -> None:
        try:
            told = self._told(text)
            note = f"= {told}" if told else ""
        except ValueError:
            note = UNKNOWN
        self._say(note)
        if note != UNKNOWN:
            announce(self.grid, note)
        self.typed.emit()

    def _finished(self) -> None:
        self.typed.emit()
        self.left.emit()

    def _say(self, text: str = "") -> None:
        """Tell below the grid; the unit and what can be done here where there is nothing to tell."""
        wrong = self.grid.periods.wrong.get(self.grid.current(), "")
        text = text or wrong or " · ".join(part for part in (self._unit, _(_HINT)) if part)
        if text != self._note.text():
            self._note.setText(text)

    # ------------------------------------------------------------ the clipboard

    def _copy(self, places: list[int]) -> None:
        """Copy cells as one row, numbers as numbers."""
        target = self._target()
        cells: list[str | Number] = []
        for text in (self.grid.periods.texts[at] for at in places):
            try:
                value = target.read(text, How.here(target.formats))
                cells.append(Number(Decimal(value), percent=target.kind is Kind.PERCENT))
            except (ValueError, TypeError):
                cells.append(text)
        copy_cells([cells], target.formats.decimal_mark)

    def _paste(self, places: list[int]) -> None:
        """Fill the cells from the first chosen one, whether a row or a column was copied; one value fills them all."""
        target = replace(self._target(), empty=None)
        try:
            block = clipboard_block()
            rows = settled(self, block, lambda _row, _column: target, target.formats)
        except PasteRefused as refused:
            self._say(refused.sentence)
            return
        if rows is None or not places:
            return
        texts = [self._text(cell.raw, cell.value, cell.understood) for row in rows for cell in row]
        if len(texts) == 1:
            texts *= len(places)
        else:
            places = list(range(places[0], len(self.grid.periods.labels)))
        over = len([text for text in texts[len(places) :] if text])
        self.grid.put(dict(zip(places, texts, strict=False)))
        if over:
            self._say(_(_OVER).format(n=over))

    def _text(self, raw: str, value: Any, understood: bool) -> str:
        if understood:
            return "" if value is None else self._write(value)
        return " ".join(raw.split())
