"""The one table of a piece of HTML, as spreadsheets and browsers put it on the clipboard; whatever else it may be."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser

from workbench import limits

_SILENT = frozenset(("head", "style", "script", "title", "template"))
_BREAKS = frozenset(("br", "p", "div", "li"))
_SPACES = re.compile(r"\s+")
Attributes = list[tuple[str, str | None]]


class TooLarge(Exception):
    """More rows or columns than a table of a plan has; the rest was not read. The message says which of the two."""


class HtmlTable(HTMLParser):
    """Feed it HTML, then look at ``rows``, ``tables`` (how many), ``beside`` (characters of text outside them).

    ``told``: the shown text and the exact number of cells whose source says it (LibreOffice, Google, older Excel).
    Raises TooLarge while it is fed.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.told: list[tuple[str, Decimal]] = []
        self.tables = self.beside = 0
        self._silent = 0
        self._cell: list[str] | None = None
        self._number: Decimal | None = None
        self._wide = 1
        self._below: dict[int, int] = {}
        """By column, the last row that a cell from above reaches down to."""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self.tables += 1
        elif tag == "tr":
            self._end_cell()
            self._begin_row()
        elif tag in ("td", "th"):
            self._end_cell()
            self._begin_cell(dict(attrs))
        elif tag in _BREAKS and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._cell is not None:
            self._cell.append(_SPACES.sub(" ", data))
        else:
            self.beside += len(data.strip())

    def close(self) -> None:
        super().close()
        self._end_cell()

    def _begin_row(self) -> None:
        if len(self.rows) == limits.LINES:
            raise TooLarge("rows")
        self.rows.append([])
        self._fill()

    def _begin_cell(self, attrs: dict[str, str | None]) -> None:
        if not self.rows:
            self._begin_row()
        self._cell, self._number = [], _number(attrs)
        self._wide = _span(attrs.get("colspan"))
        if (tall := _span(attrs.get("rowspan"))) > 1:
            row, column = len(self.rows), len(self.rows[-1])
            self._below.update((column + n, row + tall - 2) for n in range(self._wide))

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        text = "\n".join(" ".join(line.split()) for line in "".join(self._cell).split("\n")).strip()
        self.rows[-1] += [text] + [""] * (self._wide - 1)
        if self._number is not None:
            self.told.append((text, self._number))
        self._cell = None
        self._fill()
        if len(self.rows[-1]) > limits.COLUMNS:
            raise TooLarge("columns")

    def _fill(self) -> None:
        """Leave empty what a cell from above covers."""
        row = self.rows[-1]
        while self._below.get(len(row), -1) >= len(self.rows) - 1:
            row.append("")


def table_of(html: str) -> HtmlTable:
    """What stands in a piece of HTML. Raises TooLarge."""
    read = HtmlTable()
    read.feed(html)
    read.close()
    return read


def _span(text: str | None) -> int:
    return min(max(int(text), 1), limits.COLUMNS) if text and text.isdigit() and len(text) < 7 else 1


def _number(attrs: dict[str, str | None]) -> Decimal | None:
    """The number a cell says it holds."""
    said: object = attrs.get("sdval") or attrs.get("x:num")
    if not said and (sheets := attrs.get("data-sheets-value")):
        try:
            held = json.loads(sheets)
        except (ValueError, RecursionError):
            return None
        said = held.get("3") if isinstance(held, dict) else None
    try:
        number = Decimal(str(said)) if said else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
