"""The input sheets of a workbook from outside: what stands in which row and column, and whether all is in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbench import limits
from workbench.exchange.input_sheets import (
    BODY,
    CODE,
    CODES,
    HEAD,
    KEY,
    LABEL,
    LISTS_CODE,
    LISTS_SHEET,
    MARKS_CODE,
    MONTH,
    NAME,
    OWNER,
    PLAN_CODE,
    PLAN_SHEET,
    VALUE,
    letters,
)
from workbench.exchange.sheet_cells import Labels, is_empty
from workbench.exchange.sheet_kinds import Asked, LineKind, groups, line_kinds
from workbench.exchange.sheet_lists import FIRST, fingerprint
from workbench.exchange.sheet_marks import WIDTH, Marks, head_print, read_marks
from workbench.exchange.xlsx_file import Fault, Formula, Raw, RawSheet, read
from workbench.i18n import N_, _, speaking
from workbench.model.messages import short
from workbench.model.upgrade import PlanRefused

_CODES = frozenset((PLAN_CODE, LISTS_CODE, MARKS_CODE))
_CORNER = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_NEXT = re.compile(r"=EDATE\(\$?([A-Z]{1,3})\$?(\d+),1\)")
_MOVED = N_("La tabla se movió o le falta una columna: deshágalo, o exporte el libro de nuevo.")
_MOVED_ROW = N_("Los campos se movieron o falta uno: deshágalo, o exporte el libro de nuevo.")
_LIST = N_("La lista «{list}» no es la que se escribió: deshaga el cambio, o exporte el libro de nuevo.")
_MERGED = N_("Hay celdas combinadas ({cells}): sepárelas.")
_OUTSIDE = N_("«{text}» está fuera de la tabla: bórrelo o llévelo a su columna.")
_MISSING = N_("Falta esta hoja, o sus filas se movieron: deshaga el cambio, o exporte el libro de nuevo.")
_REPEATED = N_("Esta hoja está dos veces: quite una.")
_SAME_KEY = N_("La clave es la de otra fila: si es una línea nueva, deje esta celda vacía.")
_MANY = N_("Tiene más de {most} líneas.")
_MONTH = N_("Los meses de los títulos se movieron: deshágalo, o exporte el libro de nuevo.")


@dataclass(frozen=True)
class Trouble:
    """Why nothing is imported: a sheet, a cell of it with row and column from 0 (−1: none), and a sentence."""

    sheet: str
    sentence: str
    row: int = -1
    column: int = -1
    head: str = ""

    @property
    def cell(self) -> str:
        """Its address, and how its column is headed; '' for a sheet as a whole."""
        if self.row < 0:
            return ""
        return f"{letters(self.column)}{self.row + 1}" + (f" · {self.head}" if self.head else "")

    @property
    def text(self) -> str:
        """Place and sentence."""
        if self.row < 0:
            return _("Hoja «{sheet}»: {sentence}").format(sheet=self.sheet, sentence=self.sentence)
        text = _("Hoja «{sheet}», fila {row}, columna {column}: {sentence}")
        column = letters(self.column) + (f" ({self.head})" if self.head else "")
        return text.format(sheet=self.sheet, row=self.row + 1, column=column, sentence=self.sentence)


@dataclass(frozen=True)
class Row:
    """A line of a sheet: the row it stands in, its key, what it is part of, and its cells by path."""

    at: int
    key: str
    owner: Raw
    cells: dict[str, tuple[Raw, ...]]


@dataclass
class Table:
    """The lines of one kind. ``columns``: of each field, its columns in their order."""

    kind: LineKind
    name: str
    heads: tuple[str, ...] = ()
    columns: dict[str, list[int]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def trouble(self, sentence: str, row: int, column: int) -> Trouble:
        """Something wrong in one of its cells."""
        head = self.heads[column] if column < len(self.heads) else ""
        return Trouble(self.name, sentence, row, column, head)


@dataclass
class Filled:
    """What a workbook holds. ``whole``: the cells of the plan's own fields, by path, and the row of the first.

    ``others``: it has other sheets. ``troubles``: what is not where it was written; then nothing may be imported.
    """

    marks: Marks
    labels: Labels
    others: bool = False
    name: str = ""
    whole: dict[str, tuple[Raw, ...]] = field(default_factory=dict)
    at: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)


def read_sheets(path: Path) -> Filled:
    """The input sheets of a workbook. Raises PlanRefused where it is none, or not one of this program."""
    known = {*_CODES, *line_kinds()}
    book = read(path, CODES, lambda code: code in known)
    sheets = book.sheets
    by_code = {str(sheet.cell(CODES, KEY)): sheet for sheet in sheets}
    marks_sheet = by_code.get(MARKS_CODE)
    marks = read_marks([row[KEY] for row in marks_sheet.rows[BODY:] if row] if marks_sheet else [])
    found = Filled(marks, Labels({}, {}), others=book.count > len(sheets))
    for code in [*line_kinds(), PLAN_CODE, LISTS_CODE]:
        alike = [sheet for sheet in sheets if sheet.cell(CODES, KEY) == code]
        if len(alike) > 1:
            found.troubles.append(Trouble(alike[1].name, _(_REPEATED)))
        if not alike and code in (*marks.heads, LISTS_CODE):
            found.troubles.append(Trouble(_titled(code, marks), _(_MISSING)))
    if LISTS_CODE in by_code:
        _lists(found, by_code[LISTS_CODE])
    if PLAN_CODE in by_code:
        _whole(found, by_code[PLAN_CODE])
    for code, kind in line_kinds().items():
        if code in by_code:
            _table(found, by_code[code], kind)
    return found


def _titled(code: str, marks: Marks) -> str:
    """What a sheet was called when it was written."""
    titles = {PLAN_CODE: (PLAN_SHEET,), LISTS_CODE: (LISTS_SHEET,)}
    with speaking(marks.spoken):
        return " · ".join(_(part) for part in (titles.get(code) or line_kinds()[code].title))


def _lists(found: Filled, sheet: RawSheet) -> None:
    columns = range(1, max((len(row) for row in sheet.rows), default=0), 2)
    for column in columns:
        name = sheet.cell(CODES, column)
        if is_empty(name):
            continue
        cells = [(sheet.cell(row, column), sheet.cell(row, column + 1)) for row in range(FIRST, len(sheet.rows))]
        entries = [(str(code), str(label)) for code, label in cells if not (is_empty(code) and is_empty(label))]
        if found.marks.lists.get(str(name)) != fingerprint(entries):
            title = short(sheet.cell(CODES, column + 1) or name)
            found.troubles.append(Trouble(sheet.name, _(_LIST).format(list=title), CODES, column))
        found.labels.by_code[str(name)] = dict(entries)
        found.labels.by_label[str(name)] = {label: code for code, label in reversed(entries)}
    for name in found.marks.lists.keys() - found.labels.by_code.keys():
        found.troubles.append(Trouble(sheet.name, _(_LIST).format(list=short(name))))


def _merged(found: Filled, sheet: RawSheet) -> None:
    for cells in sheet.merged:
        corner = _CORNER.match(cells)
        if corner and int(corner[2]) > CODES:
            column = _number(corner[1])
            found.troubles.append(Trouble(sheet.name, _(_MERGED).format(cells=cells), int(corner[2]) - 1, column))


def _number(text: str) -> int:
    """The number of a column, 0 for A."""
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number - 1


# ---------------------------------------------------------------- the plan as a whole


def _whole(found: Filled, sheet: RawSheet) -> None:
    found.name = sheet.name
    _merged(found, sheet)
    rows = [row for row in range(BODY, len(sheet.rows)) if not is_empty(sheet.cell(row, CODE))]
    codes = [str(sheet.cell(row, CODE)) for row in rows]
    labels = [str(sheet.cell(row, LABEL)) for row in rows]
    wrong = _differs(head_print(codes, labels), found.marks.heads.get(PLAN_CODE, ""))
    if wrong >= 0:
        row = rows[wrong] if wrong < len(rows) else len(sheet.rows)
        found.troubles.append(Trouble(sheet.name, _(_MOVED_ROW), row, LABEL))
        return
    known = {asked.path: asked for group in groups() for asked in group.fields}
    for row, code, label in zip(rows, codes, labels, strict=True):
        asked = _asked(known, code)
        if asked:
            found.whole[asked.path] = (*found.whole.get(asked.path, ()), sheet.cell(row, VALUE))
            found.at.setdefault(asked.path, row)
            found.texts.setdefault(asked.path, label)
    for row in set(range(BODY, len(sheet.rows))) - set(rows):
        if not is_empty(sheet.cell(row, VALUE)):
            text = _(_OUTSIDE).format(text=short(_shown(sheet.cell(row, VALUE))))
            found.troubles.append(Trouble(sheet.name, text, row, VALUE))


def _asked(known: dict[str, Asked], code: str) -> Asked | None:
    """The field of a code; None for one that the program has no more."""
    found = known.get(code) or known.get(code.rpartition("/")[0])
    return found if found and (found.field.shape.many or found.path == code) else None


def _differs(is_now: str, was: str) -> int:
    """Which heading is the first that is not as it was written; −1 where all are."""
    if is_now == was:
        return -1
    longest = max(len(is_now), len(was))
    return next(at for at in range(0, longest, WIDTH) if is_now[at : at + WIDTH] != was[at : at + WIDTH]) // WIDTH


# ---------------------------------------------------------------- lines


def _table(found: Filled, sheet: RawSheet, kind: LineKind) -> None:
    table = found.tables[kind.code] = Table(kind, sheet.name)
    _merged(found, sheet)
    width = max((len(sheet.rows[row]) for row in (CODES, HEAD) if row < len(sheet.rows)), default=0)
    texts = [[_text(sheet.cell(row, column)) for column in range(width)] for row in (CODES, HEAD)]
    last = NAME if kind.by_month else max((at for at in range(width) if texts[0][at] or texts[1][at]), default=0)
    codes, table.heads = texts[0][: last + 1], tuple(texts[1])
    wrong = _differs(head_print(codes, table.heads[: last + 1]), found.marks.heads.get(kind.code, ""))
    if wrong >= 0:
        found.troubles.append(Trouble(sheet.name, _(_MOVED), HEAD, wrong))
        return
    if kind.by_month:
        last = _months(found, sheet, table)
    known = {asked.path: asked for asked in kind.fields}
    for column, code in enumerate(codes):
        asked = _asked(known, code)
        if asked and column and not kind.by_month:
            table.columns.setdefault(asked.path, []).append(column)
    table.rows = list(_rows(found, sheet, table, last, OWNER in codes))


def _months(found: Filled, sheet: RawSheet, table: Table) -> int:
    """Check that the headings of the months follow one another from G on; the last of their columns."""
    heads = sheet.rows[HEAD]
    last = max((at for at in range(len(heads)) if not is_empty(heads[at])), default=MONTH)
    for column in range(MONTH, last + 1):
        head = sheet.cell(HEAD, column)
        match = _NEXT.fullmatch(re.sub(r"\s", "", head.text).upper()) if isinstance(head, Formula) else None
        follows = match is not None and match.groups() == (letters(column - 1), str(HEAD + 1))
        first = column == MONTH and isinstance(head, Formula) and "#REF!" not in head.text
        if not (follows or first):
            found.troubles.append(table.trouble(_(_MONTH), HEAD, column))
            break
    table.heads = (*table.heads[:MONTH], *("" for _at in range(MONTH, last + 1)))
    table.columns[table.kind.path] = list(range(MONTH, last + 1))
    return last


def _rows(found: Filled, sheet: RawSheet, table: Table, last: int, owned: bool) -> Iterator[Row]:
    keys: set[str] = set()
    first = MONTH if table.kind.by_month else NAME
    count = 0
    for at in range(BODY, len(sheet.rows)):
        cells = sheet.rows[at]
        for column in range(last + 1, len(cells)):
            if not is_empty(cells[column]):
                text = _(_OUTSIDE).format(text=short(_shown(cells[column])))
                found.troubles.append(table.trouble(text, at, column))
        if all(is_empty(cell) for cell in cells[first : last + 1]) and not (table.kind.by_month and cells[KEY]):
            continue
        key = _text(cells[KEY]).strip()
        if key and key in keys:
            found.troubles.append(table.trouble(_(_SAME_KEY), at, KEY))
        keys.add(key)
        count += 1
        if count == limits.LINES + 1:
            found.troubles.append(table.trouble(_(_MANY).format(most=limits.LINES), at, KEY))
        values = {path: tuple(sheet.cell(at, column) for column in columns) for path, columns in table.columns.items()}
        yield Row(at, key, cells[NAME] if owned else None, values)


def _text(cell: Raw) -> str:
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return cell if isinstance(cell, str) else ""


def _shown(cell: Raw) -> str:
    if isinstance(cell, Formula | Fault):
        return cell.text
    return _text(cell) if isinstance(cell, float) else str(cell)


class SheetsRefused(PlanRefused):
    """Nothing of a workbook was imported: all of its ``troubles``."""

    def __init__(self, troubles: list[Trouble]) -> None:
        super().__init__("\n".join(trouble.text for trouble in troubles))
        self.troubles = troubles
