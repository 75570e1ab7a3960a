"""Tables of a report as tagged flowables: heads that repeat, rows that stay whole, figures under each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from reportlab.lib.enums import TA_CENTER as CENTRE
from reportlab.lib.enums import TA_LEFT as LEFT
from reportlab.lib.enums import TA_RIGHT as RIGHT
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, Paragraph
from reportlab.platypus import Table as Grid

from workbench.formats import NO_BREAK, NOTHING, Formats
from workbench.i18n import _
from workbench.report.blocks import Cell, Column, Row, Run, Table
from workbench.report.columns import PAD, SIZES, SMALL, Need, Sheet, fit, need
from workbench.report.fonts import BOLD, REGULAR
from workbench.report.look import HAIRLINE, RULE, Anchors, cell_style, colour, markup, style, words_only
from workbench.report.tagged.parts import P, Rows

ROOM = 90.0  # points: a table begins only where its caption, its head and some rows have room
SPACE = 12.0  # after a table; not a Spacer, which at the foot of a page would begin an empty one
UNBROKEN = 14  # letters: a figure in words is not broken up to here
SHORT = 0.25  # of the page; a table no higher than this is not torn
AROUND = 54.0  # points: the caption and the first note of a table
TALLEST_ROW = 0.75  # of the page; only a table with a higher row may tear one
DECIMALS = {"text": 0, "number": 0, "money": 0, "percent": 1}


class _Text(NamedTuple):
    """A cell in words: its markup where they are more than plain words, and whether it was a number."""

    text: str
    markup: str | None = None
    is_figure: bool = False


class _Group(NamedTuple):
    """A label over neighbouring columns of a sheet, by their places."""

    label: str
    first: int
    last: int


class _Words(Paragraph):
    """Words in a cell, broken into lines once: a table asks for their size when it is measured and when it is drawn."""

    asked: tuple[float, float, float] | None = None  # for what width: how wide, how high

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        # A row too tall for a page asks its words to part, and those that cannot forget their lines.
        if self.asked is None or self.asked[0] != width or not hasattr(self, "blPara"):
            self.asked = (width, *super().wrap(width, height))
        return self.asked[1:]


class TableSetter:
    """Sets tables on pages of ``width`` by ``height`` points."""

    def __init__(self, width: float, height: float, formats: Formats, anchors: Anchors) -> None:
        self.width, self.height, self.formats, self.anchors = width, height, formats, anchors

    def set(self, table: Table) -> list[Flowable]:
        """The flowables of ``table``: for each sheet of columns its caption and its grid, then the notes."""
        if not table.rows:  # a head without a body would be no table to a reader
            table = replace(table, rows=(Row((Run(_("Sin datos"), muted=True),)),))
        lines = [[self._text(cell, column) for cell, column in _filled(row, table)] for row in table.rows]
        size, sheets = fit(_needs(table, lines), self.width, SMALL if table.small else SIZES)
        flowables: list[Flowable] = []
        for number, sheet in enumerate(sheets, 1):
            rows = Rows()
            part = _("parte {number} de {count}").format(number=number, count=len(sheets)) if len(sheets) > 1 else ""
            grid = self._grid(table, lines, sheet, size, rows)
            flowables.append(CondPageBreak(self._room(grid, table.whole)))
            flowables += [*self._caption([table.caption], [table.unit, part], rows), grid]
        notes = [P(markup(note, self.anchors), style("small")) for note in table.notes]
        return [*flowables, *notes]

    def _room(self, grid: Grid, whole: bool) -> float:
        """What must be left of a page for a table to begin there: a short one is not torn, nor one that asks for it."""
        high: float = grid.wrap(self.width, self.height)[1]
        if max(grid._rowHeights) > TALLEST_ROW * self.height:
            grid.splitInRow = 1
        else:
            grid._argH = grid._rowHeights  # measured once: else every part of a torn table measures its words again
        limit = self.height - 2 * AROUND if whole else SHORT * self.height
        return high + AROUND if high < limit else ROOM

    def _text(self, cell: Cell, column: Column) -> _Text:
        if cell is None:
            return _Text("")
        if isinstance(cell, int | float | Decimal):
            decimals = DECIMALS[column.kind] if column.decimals is None else column.decimals
            write = self.formats.percent if column.kind == "percent" else self.formats.number
            return _Text(write(cell, decimals) if cell else NOTHING, is_figure=True)
        if isinstance(cell, str):
            return _Text(cell if column.kind == "text" or len(cell) > UNBROKEN else cell.replace(" ", NO_BREAK))
        return _Text(words_only(cell), markup(cell, self.anchors))

    def _caption(self, bold: Sequence[str], muted: Sequence[str], rows: Rows) -> Iterator[Flowable]:
        runs = [Run(text, bold=True) for text in bold if text] + [Run(text, muted=True) for text in muted if text]
        if runs:
            words = tuple(part for run in runs for part in (Run(" · ", muted=True), run))[1:]
            yield P(markup(words, self.anchors), style("caption"), role="Caption", within=(("Table", rows),))

    def _grid(self, table: Table, lines: Sequence[Sequence[_Text]], sheet: Sheet, size: float, rows: Rows) -> Grid:
        heads, groups = _heads(table, sheet)
        kinds = ["head"] * len(heads) + [row.kind for row in table.rows]
        texts = heads + [[line[i] for i in sheet.columns] for line in lines]
        columns = [table.columns[i] for i in sheet.columns]
        values = [
            [_value(*cell, kind, size) for cell in zip(line, columns, sheet.widths, strict=True)]
            for line, kind in zip(texts, kinds, strict=True)
        ]
        for group in groups:
            values[0][group.first] = _Words(markup(group.label, {}), cell_style(size, True, CENTRE, True))
        return Grid(
            values,
            colWidths=sheet.widths,
            repeatRows=len(heads),
            renderCB=rows,
            style=[
                *_typography(columns, len(heads), size),
                *_lines(kinds, len(heads)),
                *_kept(kinds, len(heads)),
                *_spans(groups, len(columns)),
            ],
            spaceAfter=SPACE,
        )


def _filled(row: Row, table: Table) -> Iterator[tuple[Cell, Column]]:
    """The cells of ``row`` with their columns; missing ones at the end are empty. Raises ValueError for too many."""
    missing = len(table.columns) - len(row.cells)
    return zip((*row.cells, *[None] * missing), table.columns, strict=True)


def _needs(table: Table, lines: Sequence[Sequence[_Text]]) -> list[Need]:
    """What every column needs; columns of figures of one kind are alike where there is room."""
    needs = []
    for i, column in enumerate(table.columns):
        figures = (line[i].text for line in lines if line[i].is_figure)
        texts = (line[i].text for line in lines if not line[i].is_figure)
        needs.append(need(column.head, figures, texts, column.kind != "text"))
    kinds = [column.kind for column in table.columns]
    widest = {
        kind: max(need.ample for need, other in zip(needs, kinds, strict=True) if other == kind) for kind in kinds
    }
    return [one if kind == "text" else one._replace(ample=widest[kind]) for one, kind in zip(needs, kinds, strict=True)]


def _value(cell: _Text, column: Column, width: float, kind: str, size: float) -> Any:
    """What the grid holds: plain words where they fit on one line, else a paragraph."""
    bold = kind != "plain"
    if cell.is_figure or (cell.markup is None and _fits(cell.text, width, BOLD if bold else REGULAR, size)):
        return cell.text
    words = cell.markup or markup(cell.text, {})
    return _Words(words, cell_style(size, bold, LEFT if column.kind == "text" else RIGHT, kind == "head"))


def _fits(text: str, width: float, font: str, size: float) -> bool:
    return "\n" not in text and stringWidth(text, font, size) <= width - 2 * PAD


def _heads(table: Table, sheet: Sheet) -> tuple[list[list[_Text]], list[_Group]]:
    """The head rows of a sheet and the groups over them; a column without a group has its head in the upper row."""
    heads = [_Text(table.columns[i].head) for i in sheet.columns]
    if not table.groups:
        return [heads], []
    group_of = [n for n, (_label, width) in enumerate(table.groups) for _column in range(width)]
    upper, lower, groups = [_Text("")] * len(heads), list(heads), []
    for number, run in groupby(range(len(heads)), key=lambda place: group_of[sheet.columns[place]]):
        places = list(run)
        if table.groups[number][0]:
            groups.append(_Group(table.groups[number][0], places[0], places[-1]))
            continue
        for place in places:
            upper[place], lower[place] = heads[place], _Text("")
    return [upper, lower], groups


def _spans(groups: Sequence[_Group], columns: int) -> Iterator[tuple[Any, ...]]:
    """A group's label over its columns, with a line under it; every other head over both rows."""
    if not groups:
        return
    grouped = {place for group in groups for place in range(group.first, group.last + 1)}
    for place in sorted(set(range(columns)) - grouped):
        yield "SPAN", (place, 0), (place, 1)
    for group in groups:
        yield "SPAN", (group.first, 0), (group.last, 0)
        yield "LINEBELOW", (group.first, 0), (group.last, 0), *_thin("muted")


def _thin(token: str) -> tuple[float, Any]:
    return HAIRLINE, colour(token)


def _typography(columns: Sequence[Column], heads: int, size: float) -> Iterator[tuple[Any, ...]]:
    everything, head = ((0, 0), (-1, -1)), ((0, 0), (-1, heads - 1))
    yield "FONT", *everything, REGULAR, size, round(size * 1.28, 1)
    yield "TEXTCOLOR", *everything, colour("text")
    yield "VALIGN", *everything, "TOP"
    yield "LEFTPADDING", *everything, PAD
    yield "RIGHTPADDING", *everything, PAD
    yield "TOPPADDING", *everything, size * 0.3
    yield "BOTTOMPADDING", *everything, size * 0.42
    yield "FONTNAME", *head, BOLD
    yield "TEXTCOLOR", *head, colour("muted")
    yield "VALIGN", *head, "BOTTOM"
    for place, column in enumerate(columns):
        yield "ALIGN", (place, 0), (place, -1), "LEFT" if column.kind == "text" else "RIGHT"


def _kept(kinds: Sequence[str], heads: int) -> Iterator[tuple[Any, ...]]:
    """No page ends between a section's title and its first row, nor before a total or the last row."""
    for row in range(heads + 1, len(kinds)):
        if kinds[row - 1] == "section" or kinds[row] == "total" or row == len(kinds) - 1:
            yield "NOSPLIT", (0, row - 1), (-1, row)


def _lines(kinds: Sequence[str], heads: int) -> Iterator[tuple[Any, ...]]:
    """Hairlines: none between columns, faint ones between rows, firm ones above, below and over totals."""
    yield "LINEBELOW", (0, heads), (-1, -2), *_thin("line")
    yield "LINEABOVE", (0, 0), (-1, 0), RULE, colour("text")
    yield "LINEBELOW", (0, heads - 1), (-1, heads - 1), *_thin("text")
    for row, kind in enumerate(kinds):
        if kind in ("total", "section"):
            yield "FONTNAME", (0, row), (-1, row), BOLD
        if kind == "total":
            yield "LINEABOVE", (0, row), (-1, row), *_thin("text")
        if kind == "section":
            yield "TOPPADDING", (0, row), (-1, row), 8
    yield "LINEBELOW", (0, -1), (-1, -1), RULE, colour("text")
    yield "LINEBELOW", (0, "splitlast"), (-1, "splitlast"), *_thin("text")
