"""What is done with the chosen cells and lines of a table; each is one step that undo names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from forms.blank import blank_line
from forms.fields import kind_of, value_at
from forms.guide import Kind
from forms.shapes import Field, step_name
from workbench.exchange.tables import Cell, Number, Rows
from workbench.exchange.targets import How
from workbench.i18n import N_, Phrase, _, quoted
from workbench.model.base import Line, title
from workbench.model.edit import EditRefused
from workbench.model.edit_lines import Place, filled
from workbench.ui.asking import target_for
from workbench.ui.bridge import Held, said
from workbench.ui.cells import LineTable, Slot
from workbench.ui.copying import copy_cells
from workbench.ui.editors import Editor
from workbench.ui.grid import Grid
from workbench.ui.heard import announce


@dataclass
class Batch:
    """Cells that get a value at once. ``held``: what was not understood, as typed; ``passed``: cells left alone."""

    values: dict[Place, Any] = field(default_factory=dict)
    held: dict[Place, Held] = field(default_factory=dict)
    passed: int = 0
    notes: list[str] = field(default_factory=list)


class LineEdits:
    """Works on the plan with what is chosen in a grid."""

    def __init__(self, model: LineTable, grid: Grid, ask_kind: Callable[[Callable[[Kind], None]], None]) -> None:
        self._model, self._grid, self._ask_kind = model, grid, ask_kind
        self._session = model.session

    # ------------------------------------------------------------ one cell

    def enter(self, row: int, column: int, editor: Editor) -> None:
        """Keep what was typed in a cell, or hold it as it was typed; in the empty line it begins a new one."""
        slot = self._model.slot(row, column)
        assert slot is not None
        if row < len(self._model.rows):
            name = step_name(slot.field, self._model.rows[row])
            refused = self._session.keep(self._model.place(row, column), name, self._draft(slot, editor), editor.read)
            announce(self._grid, refused)  # the cursor is in another cell by now
            return
        self._model.drafts[column] = self._drafted(slot, editor)
        self.begin_line()

    def begin_line(self) -> None:
        """Make a line of what was typed into the empty one, when its kind is known."""
        kinds = self._model.lines.kinds
        if len(kinds) == 1:
            self.make(kinds[0])
        else:
            self._model.show(self._model.path, self._model.rows)
            self._ask_kind(self.make)

    def make(self, kind: Kind) -> None:
        """Add a line of a kind, with what was typed into the empty one."""
        new, batch = blank_line(self._session.plan, kind), Batch()
        for column, held in self._model.drafts.items():
            slot = self._model.slot_of(kind, column)
            if slot is None:
                text = _("«{typed}» no se usó: una línea de tipo «{kind}» no tiene ese dato.")
                batch.notes.append(text.format(typed=held.shown, kind=_(kind.label)))
            else:
                self._read(batch, (new.id, slot.path), slot, held)
        column = max(self._grid.currentIndex().column(), 0)
        label = Phrase(N_("Agregar: {what}"), what=Phrase(kind.label or self._model.lines.add))
        if self.put((*self._model.rows, new), label, batch):
            self._model.drafts.clear()
            self._grid.go(len(self._model.rows) - 1, column)

    def _draft(self, slot: Slot, editor: Editor) -> Any:
        """What an editor shows, in words."""
        draft = editor.draft()
        return self._model.words(slot, editor.read()) if draft is None else draft

    def _drafted(self, slot: Slot, editor: Editor) -> Held:
        held = Held(self._draft(slot, editor), "", _("Elija de qué tipo es la línea nueva."))
        try:
            held.value, held.read = editor.read(), True
        except ValueError as refused:
            held.sentence = str(refused)
        return held

    def _read(self, batch: Batch, place: Place, slot: Slot, held: Held) -> None:
        """Read what was typed before the kind was known, now as the kind's own field."""
        target = target_for(slot.field, self._session, self._model.path)
        try:
            batch.values[place] = target.read(str(held.shown), How.here(self._session.formats))
        except ValueError as refused:
            batch.held[place] = Held(held.shown, slot.field.name, str(refused))

    # ------------------------------------------------------------ many cells

    def copy(self) -> None:
        """Put the chosen cells where spreadsheets and this program paste from."""
        rows, columns = self._grid.chosen()
        block = [[self._copied(row, column) for column in columns] for row in rows]
        copy_cells(block, self._session.formats.decimal_mark)

    def _copied(self, row: int, column: int) -> Cell:
        """A cell as spreadsheets and this program read it; days and months in ISO."""
        model, words = self._model, self._model.text(row, column)
        slot = model.slot(row, column)
        if not self._grid.selectionModel().isSelected(model.index(row, column)) or not model.applies(row, column):
            return ""
        if slot is None or model.held(row, column) is not None or row == len(model.rows):
            return words
        value = value_at(model.rows[row], slot.path)
        if isinstance(value, date):
            return value.isoformat()
        if slot.field.ask.unit == "year-month":
            return value or ""
        return _number(value, slot) or words

    def table(self) -> Rows:
        """All lines under their heads, for other programs; numbers with all their digits."""
        columns = range(self._model.columnCount())
        heads = [self._model.head(column) for column in columns]
        return [heads, *([self._exported(row, column) for column in columns] for row in range(len(self._model.rows)))]

    def _exported(self, row: int, column: int) -> Cell:
        slot = self._model.slot(row, column)
        value = value_at(self._model.rows[row], slot.path) if slot and self._model.applies(row, column) else None
        return (_number(value, slot) if slot else None) or self._model.text(row, column)

    def cut(self) -> None:
        """Copy the chosen cells and empty them."""
        self.copy()
        self._empty(Phrase(N_("Cortar celdas")))

    def empty(self) -> None:
        """Empty the chosen cells; the lines stay."""
        self._empty(Phrase(N_("Vaciar celdas")))

    def _empty(self, label: str) -> None:
        batch, full = Batch(), 0
        for row, column, slot in self._open(batch):
            if slot is None:
                continue
            if (nothing := _nothing(slot.field)) is _KEEPS:
                full += self._model.text(row, column) != ""
            else:
                batch.values[self._model.rows[row].id, slot.path] = nothing
        if full:
            batch.notes.append(_("Celdas que no pueden quedar vacías y siguen como estaban: {n}.").format(n=full))
        self.put(self._model.rows, label, batch)

    def fill_down(self) -> None:
        """Give the chosen cells what stands in the first of their column; a single line, what stands above it."""
        rows, columns = self._grid.chosen()
        source = rows[0] - 1 if len(rows) == 1 else rows[0] if rows else -1
        pairs = [((source, column), (row, column)) for row in rows if row != source for column in columns]
        self._fill(pairs if source >= 0 else [], Phrase(N_("Rellenar hacia abajo")))

    def fill_right(self) -> None:
        """Give the chosen cells what stands in the first of their line; a single column, what stands left of it."""
        rows, columns = self._grid.chosen()
        every = self._grid.columns()
        first = every.index(columns[0]) - (len(columns) == 1) if columns else -1
        pairs = [((row, every[first]), (row, column)) for row in rows for column in columns if column != every[first]]
        self._fill(pairs if first >= 0 else [], Phrase(N_("Rellenar hacia la derecha")))

    def _fill(self, pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]], label: str) -> None:
        batch, model = Batch(), self._model
        for source, target in pairs:
            given, taken = model.slot(*source), model.slot(*target)
            there = target[0] < len(model.rows) and not model.closed(*target) and model.applies(*source)
            if there and given and taken and _alike(given.field, taken.field) and model.held(*source) is None:
                batch.values[model.rows[target[0]].id, taken.path] = model.value(*source)
            else:
                batch.passed += 1
        self.put(model.rows, label, batch)

    def _open(self, batch: Batch) -> Iterator[tuple[int, int, Slot | None]]:
        """The chosen cells that can be written in; the others are counted."""
        rows, columns = self._grid.chosen()
        for row in rows:
            for column in columns:
                if row == len(self._model.rows):
                    self._model.drafts.pop(column, None)
                elif self._model.closed(row, column):
                    batch.passed += self._model.text(row, column) != ""
                else:
                    yield row, column, self._model.slot(row, column)

    def put(self, rows: tuple[Line, ...], label: str, batch: Batch | None = None) -> bool:
        """Give the plan these lines and cells as one step; what does not fit is held in its cell, and all is said."""
        batch = batch or Batch()
        path, session = self._model.path, self._session
        before = session.document.plan
        try:
            done = filled(session.document.plan, path, rows, batch.values)
        except EditRefused as refused:
            session.noticed.emit(_("No se hizo: {why}").format(why=said(refused, session.document.plan)))
            return False
        if not session.put(path, done.rows, label):
            return False
        held = {**batch.held, **self._refused(done.refused, rows, batch, label)}
        for line, below in batch.values:
            session.held.pop(f"{path}/{line}/{below}", None)
        texts = {f"{path}/{line}/{below}": each for (line, below), each in held.items()}
        session.hold(texts, alone=session.document.plan is before)
        announce(self._grid, _("Hecho: {what}").format(what=label))
        self._say(batch, len(held))
        return True

    def _refused(
        self, refused: dict[Place, str], rows: tuple[Line, ...], batch: Batch, label: str
    ) -> dict[Place, Held]:
        models = {row.id: row for row in rows} if refused else {}
        found = {}
        for (line, path), sentence in refused.items():
            kind = kind_of(self._model.lines, models[line])
            slots = (self._model.slot_of(kind, column) for column in range(self._model.columnCount()))
            slot = next(each for each in slots if each is not None and each.path == path)
            value = batch.values[line, path]
            found[line, path] = Held(self._model.words(slot, value), label, sentence, value, read=True)
        return found

    def _say(self, batch: Batch, held: int) -> None:
        notes = list(batch.notes)
        if batch.passed:
            notes.append(_("Celdas que no se pueden escribir y quedaron como estaban: {n}.").format(n=batch.passed))
        if held:
            notes.append(_("Celdas que no se aceptaron y quedan marcadas como se escribieron: {n}.").format(n=held))
        self._session.noticed.emit(" ".join(notes))

    # ------------------------------------------------------------ lines

    def insert(self, below: bool) -> None:
        """A new line beside the chosen ones, of the kind of the nearest."""
        rows = self._grid.chosen_rows()
        if not rows:
            self.begin_line()
            return
        near = rows[-1] if below else rows[0]
        at, kind = near + below, self._model.kind(near)
        every = self._model.rows
        label = Phrase(N_("Agregar: {what}"), what=Phrase(kind.label or self._model.lines.add))
        if self.put((*every[:at], blank_line(self._session.plan, kind), *every[at:]), label):
            self._grid.go(at, self._grid.columns()[0])

    def duplicate(self) -> None:
        """Copies of the chosen lines, after the last of them."""
        rows, every = self._grid.chosen_rows(), self._model.rows
        if rows:
            at = rows[-1] + 1
            copies = tuple(every[row].with_(id=uuid4()) for row in rows)
            label = self._label(rows, N_("Duplicar {line}"), N_("Duplicar líneas ({n})"))
            if self.put((*every[:at], *copies, *every[at:]), label):
                self._grid.choose(range(at, at + len(copies)))

    def delete(self) -> None:
        """Take the chosen lines out of the plan."""
        rows, every = self._grid.chosen_rows(), self._model.rows
        gone = set(rows)
        if rows:
            label = self._label(rows, N_("Eliminar {line}"), N_("Eliminar líneas ({n})"))
            column = max(self._grid.currentIndex().column(), 0)
            if self.put(tuple(line for at, line in enumerate(every) if at not in gone), label):
                self._grid.go(min(rows[0], self._model.rowCount() - 1), column)
                self._grid.setFocus()

    def move(self, by: int) -> None:
        """The chosen lines one further up (−1) or down (1)."""
        rows = self._grid.chosen_rows()
        if rows and rows[0] + min(by, 0) >= 0 and rows[-1] + max(by, 0) < len(self._model.rows):
            self._move(rows, rows[0] + by)

    def drag(self, row: int, to: int) -> None:
        """Lines dropped by their number where line ``to`` stood; all the chosen ones, where it is one of them."""
        rows = self._grid.chosen_rows()
        rows = rows if row in rows else [row]
        last = len(self._model.rows) - 1
        if row <= last:
            self._move(rows, sum(at not in rows for at in range(min(to, last) + (to > row))))

    def _move(self, rows: list[int], to: int) -> None:
        every = list(self._model.rows)
        label = self._label(rows, N_("Mover {line}"), N_("Mover líneas ({n})"))
        taken, column = [every[row] for row in rows], max(self._grid.currentIndex().column(), 0)
        rest = [line for at, line in enumerate(every) if at not in set(rows)]
        if self.put((*rest[:to], *taken, *rest[to:]), label):
            self._grid.choose(range(to, to + len(taken)), [column] if len(taken) == 1 else None)

    def _label(self, rows: list[int], one: str, many: str) -> str:
        """What undo calls a step with these lines."""
        if len(rows) == 1:
            return Phrase(one, line=self.name(self._model.rows[rows[0]]))
        return Phrase(many, n=len(rows))

    def name(self, row: Line) -> str:
        """What a line is called, with its kind."""
        kind = Phrase(kind_of(self._model.lines, row).label)
        if name := title(row):
            return Phrase("{name} · {kind}", name=quoted(name), kind=kind) if kind else quoted(name)
        return kind or Phrase(N_("Línea {n}"), n=self._model.rows.index(row) + 1)


_KEEPS = object()
"""What says that a field cannot be empty."""


def _number(value: Any, slot: Slot) -> Number | None:
    """A number of the plan as a cell."""
    if isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return Number(Decimal(value), slot.field.ask.unit == "percent")
    return None


def _nothing(asked: Field) -> Any:
    """What a field holds when it is emptied; ``_KEEPS`` where it always holds something."""
    if asked.shape.optional:
        return None
    if asked.shape.base is str and asked.default == "":
        return ""
    if asked.shape.base is bool or (asked.default == 0 and isinstance(asked.default, Decimal | int)):
        return asked.default
    return _KEEPS


def _alike(one: Field, other: Field) -> bool:
    """Whether what one field holds means the same in another."""
    kinds = ((each.shape.base, each.shape.many, each.ask.unit, each.ask.refers) for each in (one, other))
    return next(kinds) == next(kinds)
