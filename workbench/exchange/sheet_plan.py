"""The plan of a workbook's input sheets: what its cells changed in a plan, or made of nothing; all of it or none.

A cell that still holds what was written into it leaves its field as it is, to the last digit. A row that is gone takes
its line with it, a row without a known key is a new line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4, uuid5

from pydantic import ValidationError

from forms.fields import value_at
from forms.shapes import Field
from workbench.exchange.input_sheets import AMOUNT, KEY, MONTH, NAME, VALUE
from workbench.exchange.sheet_cells import Cells, References, Wrong, checked, is_empty, same
from workbench.exchange.sheet_kinds import Asked, LineKind, groups, line_kinds
from workbench.exchange.sheet_marks import order, structure
from workbench.exchange.sheet_reader import Filled, Row, SheetsRefused, Table, Trouble
from workbench.exchange.sheet_values import values_of
from workbench.exchange.xlsx_file import Fault, Formula, Raw
from workbench.i18n import N_, _, speaking
from workbench.model import messages, payload
from workbench.model.base import Frozen, Line, replace
from workbench.model.edit import contradictions
from workbench.model.grid import Grid
from workbench.model.plan import Plan
from workbench.model.revenue import Dated

KEPT = object()
"""A field whose cell says nothing about it."""
_NO_LINE = N_("La clave «{key}» no es de ninguna línea de la hoja «{sheet}».")
_NO_ROW = N_("Falta la fila de «{line}»: deshaga el cambio, o quite la línea de la hoja «{sheet}».")
_OTHER_KEY = N_("La clave es de una línea de otra hoja: déjela vacía.")
_SHEETS_STAY = N_(
    "Las hojas de cálculo del libro no siguen este cambio de líneas o de meses: exporte el plan de nuevo para verlas."
)
_SINCE = N_("El plan cambió después de exportar este libro: donde difieren, vale el libro.")
_CALCULATED = N_("Solo se leen las hojas de entrada: lo que se haya cambiado en las demás no cuenta.")


@dataclass(frozen=True)
class Imported:
    """The plan a workbook says. ``before``: the plan it changes, None for a new one. ``notices``: what else to say.

    ``altered``: the cells of the calculation that are not what was written, a sentence each.
    """

    plan: Plan
    before: Plan | None
    notices: tuple[str, ...]
    altered: tuple[str, ...] = ()


def imported(filled: Filled, before: Plan | None) -> Imported:
    """The plan of a workbook; ``before`` is the one of its id, where the library has it.

    Raises SheetsRefused with everything that is wrong.
    """
    maker = _Maker(filled, before)
    plan = maker.plan() if not filled.troubles else Plan()
    if filled.troubles or maker.troubles:
        names = [filled.name, *(table.name for table in filled.tables.values())]
        found = [*filled.troubles, *maker.troubles]
        raise SheetsRefused(sorted(found, key=lambda each: (names.index(each.sheet) if each.sheet in names else -1,
                                                            each.row, each.column)))  # fmt: skip
    marks, notices = filled.marks, [_(_CALCULATED)] if filled.others else []
    if before is not None and payload.fingerprint(payload.dump(before)) != marks.fingerprint:
        notices.append(_(_SINCE))
    if filled.others and structure(plan) != marks.structure:
        notices.append(_(_SHEETS_STAY))
    return Imported(plan, before, tuple(notices))


def plan_id(filled: Filled) -> UUID | None:
    """The plan a workbook was written from; None for a template."""
    try:
        return UUID(filled.marks.plan) if filled.marks.plan else None
    except ValueError:
        return None


@dataclass
class _Made:
    """A line of the workbook. ``old``: the line it was, None for a new one."""

    id: UUID
    row: Row
    old: Line | None
    values: dict[str, Any] = field(default_factory=dict)
    line: Line | None = None
    owner: UUID | None = None


class _Maker:
    """Makes one plan; ``troubles`` is everything in the way of it."""

    def __init__(self, filled: Filled, before: Plan | None) -> None:
        self.filled, self.before, self.troubles = filled, before, list[Trouble]()
        self.base = before or Plan(id=plan_id(filled) or uuid4(), latest_survey=filled.marks.survey)
        self.exported = {id_ for ids in filled.marks.lines.values() for id_ in ids}
        self.old = {code: {line.id: line for line in _lines(kind, self.base)} for code, kind in line_kinds().items()}
        self.holder = {
            line.id: holder.id
            for kind in line_kinds().values()
            if kind.parent and not kind.by_month
            for holder in self.old[kind.parent].values()
            for line in value_at(holder, kind.path)
        }
        self.made: dict[str, list[_Made]] = {}
        self.keys: dict[str, dict[str, _Made]] = {}
        self.cells = Cells(filled.labels, {})

    def plan(self) -> Plan:
        """The plan, as far as nothing is in the way."""
        plan = self._whole()
        tables = {code: table for code, table in self.filled.tables.items() if not table.kind.by_month}
        for code, table in tables.items():
            self.made[code] = list(self._rows(table))
            self.keys[code] = {made.row.key or str(made.id): made for made in self.made[code]}
        self._references()
        for code, table in reversed(tables.items()):  # what is inside a line comes before it
            for made in self.made[code]:
                self._fill(table, made)
        for table in self.filled.tables.values():
            if table.kind.by_month:
                self._amounts(table, plan)
        for code, table in tables.items():
            if table.kind.parent:
                self._inside(code, table.kind)
        if self.troubles:
            return plan
        for code in tables:
            for made in self.made[code]:
                self._build(tables[code], made)
        if self.troubles:
            return plan
        plan = self._assembled(plan)
        self._contradictions(plan)
        return plan

    # ------------------------------------------------------------ fields

    def _whole(self) -> Plan:
        """The plan with its own fields as the workbook has them."""
        plan = self.base
        waiting: list[tuple[str, Any]] = []
        for asked in (asked for group in groups() for asked in group.fields):
            if asked.path in self.filled.whole:
                at = self.filled.at[asked.path]
                known = self.base if self.before or not self.filled.marks.plan else None
                value = self._read(
                    asked.field, self.filled.whole[asked.path], value_at(self.base, asked.path), known is not None,
                    lambda why, n, at=at, path=asked.path: self._trouble_at(path, why, at + n),
                )  # fmt: skip
                if value is not KEPT:
                    waiting.append((asked.path, value))
        for path, value in waiting:
            try:
                plan = replace(plan, path, value)
            except ValidationError as error:
                self._trouble_at(path, messages.sentence(error.errors(include_url=False)[0]), self.filled.at[path])
        return plan

    def _trouble_at(self, path: str, sentence: str, row: int) -> None:
        head = self.filled.texts.get(path, "")
        self.troubles.append(Trouble(self.filled.name, sentence, row, VALUE, head))

    def _read(self, asked: Field, raws: tuple[Raw, ...], old: Any, known: bool, wrong: Any) -> Any:
        """The value of the cells of a field, KEPT where they hold what was written of ``old``.

        ``wrong`` is told each sentence, and which of the cells it is about. ``known``: the line was there before.
        """
        was = values_of(asked, old, self.filled.labels)
        if asked.shape.many:
            return self._several(asked, raws, old, was, wrong)
        raw = raws[0]
        if same(raw, was[0]):
            return KEPT
        if is_empty(raw):
            if asked.shape.optional:
                return None
            if asked.shape.base is str and asked.default == "":
                return ""
            if known or asked.default is None:
                wrong(str(Wrong("needed")), 0)
            return KEPT
        return self._one(asked, raw, wrong, 0)

    def _several(self, asked: Field, raws: tuple[Raw, ...], old: Any, was: list[Any], wrong: Any) -> Any:
        filled = [at for at, raw in enumerate(raws) if not is_empty(raw)]
        length = filled[-1] + 1 if filled else 0
        if length == len(was) and all(same(raws[at], was[at]) for at in range(length)):
            return KEPT
        loose = asked.shape.base in (UUID, int)  # their order says nothing: they may stand anywhere
        values = []
        for at in filled if loose else range(length):
            if is_empty(raws[at]):
                wrong(str(Wrong("gap")), at)
                return KEPT
            kept = at < len(was) and same(raws[at], was[at])
            values.append(old[at] if kept else self._one(asked, raws[at], wrong, at, several=True))
        if any(value is KEPT for value in values):
            return KEPT
        try:
            return checked(asked, tuple(values))
        except ValueError as error:
            wrong(str(error), 0)
            return KEPT

    def _one(self, asked: Field, raw: Raw, wrong: Any, at: int, several: bool = False) -> Any:
        try:
            return checked(asked, self.cells.value(asked, raw), several)
        except ValueError as error:
            wrong(str(error), at)
            return KEPT

    # ------------------------------------------------------------ lines

    def _rows(self, table: Table) -> Iterator[_Made]:
        """The lines of a sheet, each with the one it was."""
        elsewhere = {id_ for code, lines in self.old.items() if code != table.kind.code for id_ in lines}
        for row in table.rows:
            id_ = _uuid(row.key) or self._new(table.kind.code, row)
            if id_ in elsewhere and id_ not in self.old[table.kind.code]:
                self.troubles.append(table.trouble(_(_OTHER_KEY), row.at, KEY))
            yield _Made(id_, row, self.old[table.kind.code].get(id_))

    def _new(self, code: str, row: Row) -> UUID:
        """The id of a new line: the same when the workbook is imported again."""
        return uuid5(self.base.id, f"{self.filled.marks.fingerprint}/{code}/{row.key or row.at}")

    def _references(self) -> None:
        """What the fields that refer to lines may say."""
        for code, table in self.filled.tables.items():
            if table.kind.by_month:
                continue
            with speaking(self.filled.marks.spoken):
                kind = _(table.kind.title[-1])
            names = [table.kind.path, code] + (["in_kind"] if "in_kind" in table.kind.model.model_fields else [])
            for name in dict.fromkeys(names):
                known = self.cells.references.setdefault(name, References())
                for made in self.made[code]:
                    first = next(iter(made.row.cells.values()), (None,))[0]
                    known.add(made.id, made.row.key, "" if is_empty(first) else str(first).strip(), kind)

    def _fill(self, table: Table, made: _Made) -> None:
        """The values of a line that differ from the one it was, or from a new one."""
        model = table.kind.model
        base = made.old or model()
        for asked in table.kind.fields:
            raws = made.row.cells.get(asked.path)
            if raws is None:
                continue
            columns = table.columns[asked.path]

            def wrong(why: str, at: int, columns: list[int] = columns) -> None:
                self.troubles.append(table.trouble(why, made.row.at, columns[at]))

            known = made.old is not None and str(made.id) == made.row.key
            value = self._read(asked.field, raws, value_at(base, asked.path), known, wrong)
            if value is not KEPT:
                made.values[asked.path] = value

    def _inside(self, code: str, kind: LineKind) -> None:
        """Which line each line of a kind is part of."""
        table, owners = self.filled.tables[code], self.cells.references.get(kind.parent, References())
        names = self.filled.labels.by_label.get(kind.parent, {})
        for made in list(self.made[code]):
            text = "" if is_empty(made.row.owner) else str(made.row.owner).strip()
            was = self.holder.get(made.id)
            if was is not None and text == self.filled.labels.label(kind.parent, str(was)):
                made.owner = was
                if str(was) not in owners.keyed:  # it went with the line it was part of
                    self.made[code].remove(made)
                continue
            try:
                if isinstance(made.row.owner, Formula | Fault):
                    raise Wrong("formula")
                if not text:
                    raise Wrong("needed")
                made.owner = owners.find(text, names)
            except Wrong as error:
                self.troubles.append(table.trouble(str(error), made.row.at, NAME))

    def _build(self, table: Table, made: _Made) -> None:
        """The line itself, with what is inside it."""
        for code, kind in line_kinds().items():
            if kind.parent == table.kind.code and not kind.by_month:
                below = self._in_order([each for each in self.made[code] if each.owner == made.id], made, kind)
                if below != (value_at(made.old, kind.path) if made.old else ()):
                    made.values[kind.path] = below
        base = made.old or table.kind.model(id=made.id)
        try:
            made.line = _with(base, made.values)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            path = "/".join(str(part) for part in first["loc"])
            column = table.columns.get(path, [KEY])[0]
            self.troubles.append(table.trouble(messages.sentence(first), made.row.at, column))

    def _in_order(self, made: list[_Made], holder: _Made, kind: LineKind) -> tuple[Line, ...]:
        """The lines inside another in the order of their sheet."""
        for each in made:
            self._build(self.filled.tables[kind.code], each)
        return tuple(each.line for each in made if each.line is not None)

    # ------------------------------------------------------------ amounts on months

    def _amounts(self, table: Table, plan: Plan) -> None:
        parent = table.kind.parent
        grid, was = Grid.of(plan), Grid.of(self.base)
        asked = next(each for each in table.kind.fields if each.path == AMOUNT)
        seen = set()
        for row in table.rows:
            made = self.keys.get(parent, {}).get(row.key)
            if made is None:
                full = any(not is_empty(raw) for raws in row.cells.values() for raw in raws)
                if full and row.key not in self.exported:
                    text = _(_NO_LINE).format(key=messages.short(row.key), sheet=self.filled.tables[parent].name)
                    self.troubles.append(table.trouble(text, row.at, KEY))
                continue
            seen.add(made.row.key)
            self._line_amounts(table, asked, made, row, (was, grid))
        for made in self.made.get(parent, []):
            if made.old is not None and made.row.key not in seen and value_at(made.old, table.kind.path):
                name = next(iter(made.row.cells.values()), (None,))[0]
                text = _(_NO_ROW).format(line=messages.short(name), sheet=self.filled.tables[parent].name)
                self.troubles.append(Trouble(table.name, text))

    def _line_amounts(self, table: Table, asked: Asked, made: _Made, row: Row, grids: tuple[Grid, Grid]) -> None:
        """The amounts of a line: those whose month still holds what was written stay as they are."""
        was, grid = grids
        raws = row.cells[table.kind.path]
        old: tuple[Dated, ...] = value_at(made.old, table.kind.path) if made.old else ()
        by_month: dict[int, list[Dated]] = {}
        for each in old:
            by_month.setdefault(was.index(each.month), []).append(each)
        found: list[Dated] = []
        outside = [each for each in old if not 0 <= was.index(each.month) < len(raws)]
        for month, raw in enumerate(raws):
            dated = by_month.get(month, [])
            if is_empty(raw) and not dated:
                continue
            moved = [each.with_(month=grid.month(month)) if grid.start != was.start else each for each in dated]
            if dated and same(raw, float(sum(each.amount for each in dated))):
                found += moved
            elif not is_empty(raw):

                def wrong(why: str, at: int, column: int = MONTH + month) -> None:
                    self.troubles.append(table.trouble(why, row.at, column + at))

                value = self._one(asked.field, raw, wrong, 0)
                if value is not KEPT:
                    first = moved[0] if moved else Dated(id=uuid5(made.id, str(month)), month=grid.month(month))
                    found.append(first.with_(amount=value))
        rank = {each.id: at for at, each in enumerate(old)}
        after = (*outside, *found)
        ordered = sorted(after, key=lambda each: rank.get(each.id, len(old)))
        if tuple(ordered) != old:
            made.values[table.kind.path] = tuple(ordered)

    # ------------------------------------------------------------ the whole

    def _assembled(self, plan: Plan) -> Plan:
        """The tables put together: lines in the order they had, or the one their sheet has now; new ones at the end."""
        known = self.filled.marks.lines
        changes: list[tuple[str, Any]] = []
        for path, own in order(self.base).items():
            ids = own if self.before else known.get(path, [])
            kinds = [kind for kind in line_kinds().values() if kind.path == path and not kind.parent]
            made = {each.id: each for kind in kinds for each in self.made.get(kind.code, [])}
            stay = {line.id: line for line in _at(self.base, path) if str(line.id) not in known.get(path, [])}
            slots = [id_ for id_ in map(UUID, ids) if id_ in made or id_ in stay]
            there = set(slots)
            for kind in kinds:
                mine = {each.id: None for each in self.made.get(kind.code, []) if each.id in there}
                places = [at for at, id_ in enumerate(slots) if id_ in mine]
                for at, id_ in zip(places, mine, strict=True):
                    slots[at] = id_
            slots += [id_ for id_ in made if id_ not in there]
            lines = tuple(made[id_].line if id_ in made else stay[id_] for id_ in slots)
            if lines != _at(self.base, path):
                changes.append((path, lines))
        for path, lines in changes:
            plan = replace(plan, path, lines)
        return plan

    def _contradictions(self, plan: Plan) -> None:
        """What the workbook makes contradictory, at the cell it is about."""
        rows = {str(made.id): (code, made) for code, every in self.made.items() for made in every}
        for refusal in contradictions(self.before or Plan(), plan):
            parts = refusal.path.split("/")
            at = next((at for at in reversed(range(len(parts))) if parts[at] in rows), None)
            if at is None:
                self.troubles.append(Trouble(self.filled.name, refusal.sentence))
                continue
            code, made = rows[parts[at]]
            self.troubles.append(self._about(code, made, parts[at + 1 :], refusal.sentence, plan))

    def _about(self, code: str, made: _Made, below: list[str], sentence: str, plan: Plan) -> Trouble:
        """What is wrong with a line, at the cell of its field or of its month."""
        table, path = self.filled.tables[code], "/".join(below)
        by_month = self.filled.tables.get(f"{code}/{below[0]}") if below else None
        row = next((each for each in by_month.rows if each.key == made.row.key), None) if by_month else None
        if by_month and row and len(below) > 1:
            dated = next(each for each in _at(made, below[0]) if str(each.id) == below[1])
            return by_month.trouble(sentence, row.at, MONTH + Grid.of(plan).index(dated.month))
        columns = table.columns.get(path) or table.columns.get(below[0] if below else "") or [KEY]
        return table.trouble(sentence, made.row.at, columns[0])


def _with(line: Line, values: dict[str, Any]) -> Line:
    """A line with values at paths below it, validated once. Raises ValidationError."""
    if not values:
        return line
    changes: dict[str, Any] = {}
    inside: dict[str, dict[str, Any]] = {}
    for path, value in values.items():
        name, _slash, rest = path.partition("/")
        if rest:
            inside.setdefault(name, {})[rest] = value
        else:
            changes[name] = value
    for name, below in inside.items():
        changes[name] = getattr(line, name).with_(**below)
    return line.with_(**changes)


def _uuid(key: str) -> UUID | None:
    try:
        return UUID(key) if len(key) == 36 else None
    except ValueError:
        return None


def _lines(kind: LineKind, plan: Plan) -> Iterator[Any]:
    """All lines of a kind in a plan, those inside others too."""
    holders: list[Frozen] = list(_lines(line_kinds()[kind.parent], plan)) if kind.parent else [plan]
    if not kind.by_month:
        for holder in holders:
            yield from (line for line in value_at(holder, kind.path) if type(line) is kind.model)


def _at(part: Any, path: str) -> Any:
    """The lines at a path below the plan or below a line that was made."""
    here: Any = (part.line or part.old) if isinstance(part, _Made) else part
    return value_at(here, path)
