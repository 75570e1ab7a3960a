"""A block of cells from elsewhere put into a table: over its lines, and below them as new ones."""

from __future__ import annotations

from collections.abc import Callable

from forms.blank import blank_line
from forms.fields import ask_at, kind_of, path_in
from forms.guide import Kind
from workbench.exchange.clipboard import Block, PasteRefused
from workbench.exchange.paste import NOWHERE, Cell
from workbench.exchange.targets import Target
from workbench.folding import folded
from workbench.i18n import N_, Phrase, _, in_all_languages
from workbench.model.base import Line
from workbench.model.messages import short
from workbench.ui.asking import target_for
from workbench.ui.bridge import Held
from workbench.ui.cells import LineTable, Slot
from workbench.ui.grid import Grid
from workbench.ui.line_edits import Batch, LineEdits
from workbench.ui.paste_dialog import clipboard_block, settled

COMMON = (
    N_("Concepto"), N_("Nombre"), N_("Descripción"), N_("Detalle"), N_("Rubro"), N_("Monto"), N_("Valor"),
    N_("Importe"), N_("Costo"), N_("Precio"), N_("Cantidad"), N_("Total"), N_("Mes"), N_("Fecha"),
)  # fmt: skip
"""Words that head the columns of people's own sheets."""
AskKind = Callable[[Callable[[Kind], None]], None]


class LinePaste:
    """Pastes from the cell that has the cursor to the right and down; a single value fills what is chosen."""

    def __init__(self, model: LineTable, grid: Grid, edits: LineEdits, ask_kind: AskKind) -> None:
        self._model, self._grid, self._edits, self._ask_kind = model, grid, edits, ask_kind
        self._session = model.session
        self._titles = ""

    def paste(self) -> None:
        """Read the clipboard and put it in; where lines are missing and may be of several kinds, ask which."""
        rows, columns = self._grid.chosen()
        if not rows or not columns:
            return
        try:
            block = clipboard_block()
        except PasteRefused as refused:
            self._session.noticed.emit(refused.sentence)
            return
        self._titles = block.titles(self._names())
        block = (Block(block.rows[1:], block.decimal) if self._titles else block).tiled(len(rows), len(columns))
        block = self._filled(block, rows[0])
        if not block.rows:
            self._session.noticed.emit(PasteRefused("nothing").sentence)
            return
        every = self._grid.columns()
        wide = every[every.index(columns[0]) :][: block.width]
        missing = 0 if self._model.lines.fixed else max(rows[0] + block.height - len(self._model.rows), 0)
        kinds = self._kinds(block, wide, missing)
        if None not in kinds:
            self._put(block, rows[0], wide, [kind for kind in kinds if kind])
        else:
            self._ask_kind(lambda other: self._put(block, rows[0], wide, [kind or other for kind in kinds]))

    def _filled(self, block: Block, top: int) -> Block:
        """The block without the empty rows below the lines there are: they would be lines without a name."""
        there = len(self._model.rows) - top
        kept = tuple(row for at, row in enumerate(block.rows) if at < there or any(cell.strip() for cell in row))
        return Block(kept, block.decimal)

    def _names(self) -> frozenset[str]:
        """What the columns of a table like this one are called, here and elsewhere, in any language."""
        lines = self._model.lines
        paths = ((kind.model, path_in(column, kind.model)) for kind in lines.kinds for column in lines.columns)
        heads = [ask_at(model, path).label for model, path in paths if path]
        heads += [column.label for column in lines.columns if column.label]
        return frozenset(folded(name) for text in (*heads, *COMMON) for name in in_all_languages(text))

    def _kinds(self, block: Block, columns: list[int], missing: int) -> list[Kind | None]:
        """The kinds of the lines that are missing: the only one, or what the block says in their column."""
        every = self._model.lines.kinds
        if len(every) == 1:
            return [every[0]] * missing
        said = next((place for place, column in enumerate(columns) if self._model.is_kind(column)), None)
        if said is None:
            return [None] * missing
        by_name = {_(kind.label).casefold(): kind for kind in every}
        return [by_name.get(row[said].strip().casefold()) for row in block.rows[block.height - missing :]]

    def _put(self, block: Block, top: int, columns: list[int], kinds: list[Kind]) -> None:
        model, plan = self._model, self._session.plan
        block, beyond = block.cropped(len(columns))
        lines = (*model.rows, *(blank_line(plan, kind) for kind in kinds))
        targets: dict[tuple[type[Line], int, str], Target] = {}

        def slot(row: int, column: int) -> Slot | None:
            return self._open(lines[top + row], columns[column]) if top + row < len(lines) else None

        def goal(row: int, column: int) -> Target | None:
            found = slot(row, column)
            if found is None:
                return None
            line = lines[top + row]
            key = type(line), column, model.currency(top + row)
            if key not in targets:
                path = f"{model.path}/{line.id}/{found.path}" if top + row < len(model.rows) else model.path
                targets[key] = target_for(found.field, self._session, path)
            return targets[key]

        cells = settled(self._grid, block, goal, self._session.formats)
        if cells is None:
            return
        batch, label, misnamed = Batch(passed=beyond), Phrase(N_("Pegar celdas")), 0
        if self._titles:
            text = _("La primera fila copiada son títulos ({titles}) y no se pegó.")
            batch.notes.append(text.format(titles=short(self._titles)))
        for row, each in enumerate(cells):
            for column, cell in enumerate(each):
                found = slot(row, column)
                if found is None:
                    if self._model.is_kind(columns[column]):
                        misnamed += self._names_other(cell, lines[top + row])
                    else:
                        batch.passed += cell.value is not NOWHERE
                elif cell.understood:
                    batch.values[lines[top + row].id, found.path] = cell.value
                else:
                    batch.held[lines[top + row].id, found.path] = Held(cell.raw, label, cell.sentence)
        if misnamed:
            text = _(
                "Valores que no son el tipo de su línea y no se usaron: {n}. Si eran de otra columna, ponga las de su "
                "hoja en el orden de esta tabla y pegue de nuevo."
            )
            batch.notes.append(text.format(n=misnamed))
        if self._edits.put(lines, label, batch):
            self._grid.choose(range(top, min(top + block.height, len(lines))), columns)

    def _open(self, line: Line, column: int) -> Slot | None:
        """What a cell of a line holds, where it can be written in."""
        slot = self._model.slot_of(kind_of(self._model.lines, line), column)
        if slot is None or slot.show is None or slot.show.read_only:
            return None
        return slot if slot.show.visible_when(self._session.plan, line) else None

    def _names_other(self, cell: Cell, line: Line) -> bool:
        """Whether a copied cell says something else than the kind of its line."""
        name = _(kind_of(self._model.lines, line).label)
        return cell.raw.strip().casefold() not in ("", name.casefold())
