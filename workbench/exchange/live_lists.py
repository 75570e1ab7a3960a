"""Lists of lines that are only being typed: a template has none yet, and what refers to one is chosen by its name.

Each list gathers the names from its sheets by formulas. Where two lines have one name, it says in what they differ: the
kind of line, or its key. ``References`` reads what is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workbench.exchange.input_sheets import BODY, KEY, NAME, Area, InputSheets, Sheet
from workbench.exchange.sheet_cells import KEYED, OF_KIND
from workbench.exchange.sheet_lists import FIRST, YES_NO, code_of
from workbench.i18n import _

IN_KIND = "in_kind"
WIDTH = 3
"""Columns of a list: how many names there are so far, every row's name, and the names without gaps."""


class LiveLists:
    """The lists of one template, on its sheet of lists."""

    def __init__(self, sheets: InputSheets) -> None:
        self._sheets = sheets
        self._first = 1 + 2 * len(sheets.lists.all)

    @cached_property
    def _columns(self) -> dict[str, int]:
        """The first column of each list."""
        names = [name for name in self._sheets.lists.all if self._parts(name)]
        return {name: self._first + WIDTH * at for at, name in enumerate(names)}

    def source(self, name: str) -> str:
        """What a cell chooses from, as a formula; '' where the list is none of lines."""
        if name not in self._columns:
            return ""
        count = self._rows(name)
        last = self._at(name, 0, count - 1).address
        return f"OFFSET({self._at(name, 2, 0).address},0,0,MAX({last},1),1)"

    def write(self, page: Worksheet, how: Format) -> None:
        """All of them; their columns are hidden."""
        for name, column in self._columns.items():
            page.set_column(column, column + WIDTH - 1, 3, how, {"hidden": True})
            names, count = self._at(name, 1, 0, self._rows(name)).cells, self._at(name, 0, 0, self._rows(name)).cells
            for row, label in enumerate(self._labels(name)):
                here, before = self._at(name, 1, row).cells, self._at(name, 0, row - 1).cells if row else "0"
                nth = f"ROWS({self._at(name, 0, 0).cells}:{self._at(name, 0, row).cells})"
                last = self._at(name, 0, self._rows(name) - 1).cells
                page.write_formula(FIRST + row, column, f'={before}+IF({here}="",0,1)', how, 0)
                page.write_formula(FIRST + row, column + 1, label, how, "")
                found = f'=IF({nth}>{last},"",INDEX({names},MATCH({nth},{count},0)))'
                page.write_formula(FIRST + row, column + 2, found, how, "")

    def _at(self, name: str, part: int, row: int, rows: int = 1) -> Area:
        return Area(self._sheets.lists.sheet, FIRST + row, self._columns[name] + part, rows)

    def _rows(self, name: str) -> int:
        return sum(sheet.rows for sheet in self._parts(name))

    def _parts(self, name: str) -> list[Sheet]:
        """The sheets whose lines a list is of."""
        every = self._sheets.sheets
        if name in every:
            return [every[name]]
        if name == IN_KIND:
            return [sheet for sheet in every.values() if IN_KIND in sheet.kind.model.model_fields]
        return [sheet for sheet in every.values() if sheet.kind.path == name and not sheet.kind.parent]

    def _labels(self, name: str) -> Iterator[str]:
        """How each row is called, the rows of all sheets below each other."""
        parts = self._parts(name)
        for sheet in parts:
            own = Area(sheet.name, BODY, NAME, sheet.rows).address
            for row in range(sheet.rows):
                line = Area(sheet.name, BODY + row, NAME).address
                key = Area(sheet.name, BODY + row, KEY).address
                alike = "+".join(f"COUNTIF({Area(each.name, BODY, NAME, each.rows).address},{line})" for each in parts)
                kind = OF_KIND.format(kind=_(sheet.kind.title[-1]).replace('"', '""')) if len(parts) > 1 else ""
                keyed = KEYED.format(key=f'"&{key}&"')
                longer = f'{line}&"{kind}"&IF(COUNTIF({own},{line})=1,"","{keyed}")'
                yield f'=IF({self._lacks(name, sheet, row, line)},"",IF({alike}=1,{line},{longer}))'

    def _lacks(self, name: str, sheet: Sheet, row: int, line: str) -> str:
        """Whether a row has nothing that can be chosen."""
        if name != IN_KIND:
            return f'{line}=""'
        place = next(each for each in sheet.places if each.asked.path == IN_KIND)
        yes = self._sheets.lists.label(YES_NO, code_of(True))
        return f'OR({line}="",{Area(sheet.name, BODY + row, place.first).address}<>"{yes}")'
