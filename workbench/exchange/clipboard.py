"""What was copied elsewhere as a block of raw texts: tab-separated cells, a list, or the table of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench import limits
from workbench.exchange.html_table import HtmlTable, TooLarge, table_of
from workbench.folding import folded
from workbench.i18n import N_, _
from workbench.numerals import COMMA, POINT, Marks, NotUnderstood, number

SPREADSHEET = re.compile(r"Excel\.Sheet|generator[^>]*(LibreOffice|OpenOffice|Excel)|google-sheets-html-origin", re.I)
HEAD = 200_000
"""Characters of a spreadsheet's HTML that are looked through for how it writes numbers."""
MOST_HTML, MOST_TEXT = 8_000_000, 20_000_000
BESIDE, LONG_LINE = 300, 80
"""Characters beside a table that still make it the table that was meant; and of a line that is no longer a name."""

_CELL = re.compile(r'(?:"((?:[^"]|"")*+)"(?=[\t\n]|\Z))|([^\t\n]*)')
_CSV_CELL = re.compile(r'(?:"((?:[^"]|"")*+)"(?=[;\n]|\Z))|([^;\n]*)')
_EXCEL_MARK = re.compile(r'mso-displayed-decimal-separator:\s*"\\?([.,])"')
_BESIDE_DIGITS = re.compile(r"[^0-9.,' %()\N{MINUS SIGN}-]")
_WHY = {
    "nothing": N_("No hay nada copiado que se pueda pegar aquí."),
    "rows": N_("Lo copiado tiene más de {rows} filas, y una tabla lleva hasta {rows}. No se pegó nada: copie menos."),
    "columns": N_("Lo copiado tiene más de {columns} columnas. No se pegó nada: copie menos."),
    "huge": N_("Lo copiado es demasiado grande. No se pegó nada: copie menos."),
    "tables": N_("En lo copiado hay varias tablas. No se pegó nada: copie una sola."),
    "beside": N_("Además de la tabla se copió otro texto. No se pegó nada: copie solo la tabla."),
    "prose": N_("Lo copiado es un texto, no una tabla ni una lista. No se pegó nada: péguelo en un campo de texto."),
}


class PasteRefused(ValueError):
    """What was copied cannot be pasted as cells; nothing was. ``sentence`` says why and what to do."""

    def __init__(self, code: str) -> None:
        self.sentence = _(_WHY[code]).format(rows=limits.LINES, columns=limits.COLUMNS)
        super().__init__(code)


@dataclass(frozen=True)
class Block:
    """Raw texts as copied, in rows of one width; at least one cell. ``decimal``: the mark its source says it uses."""

    rows: tuple[tuple[str, ...], ...]
    decimal: str = ""

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return len(self.rows[0])

    def tiled(self, height: int, width: int) -> Block:
        """As often as it goes into a larger selection, as spreadsheets paste; as it is where it does not go evenly."""
        if height % self.height or width % self.width:
            return self
        across = [row * (width // self.width) for row in self.rows]
        return Block(tuple(across * (height // self.height)), self.decimal)

    def titles(self, names: frozenset[str]) -> str:
        """The first row where it heads the others, as it was copied; '' where it is a row as they are.

        It has no digits, the row below has some under its words, and one of them at least is among ``names``, which
        are as ``folded`` makes them.
        """
        words = [word for word in self.rows[0] if word.strip()]
        if self.height < 2 or any(map(_has_digit, words)) or not any(folded(word.strip()) in names for word in words):
            return ""
        below = zip(self.rows[0], self.rows[1], strict=True)
        return ", ".join(words) if any(word.strip() and _has_digit(text) for word, text in below) else ""

    def cropped(self, width: int) -> tuple[Block, int]:
        """What there is room for in so many columns, and how many cells beyond say something."""
        beyond = sum(1 for row in self.rows for text in row[width:] if text.strip())
        return Block(tuple(row[:width] for row in self.rows), self.decimal), beyond

    def turned(self) -> Block:
        """Rows as columns."""
        return Block(tuple(zip(*self.rows, strict=True)), self.decimal)


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def read_block(text: str, html: str = "") -> Block:
    """The cells on the clipboard, given as plain text and as HTML. Raises PasteRefused.

    A spreadsheet's text is taken, and its HTML for what it tells about numbers; a page's table is taken from the HTML.
    """
    if len(text) > MOST_TEXT:
        raise PasteRefused("huge")
    text = _one_break(text)
    if not text.strip() and not html:
        raise PasteRefused("nothing")
    sheet = bool(SPREADSHEET.search(html[:HEAD]))
    page = _page(html) if html and (not sheet or not text.strip()) else None
    if page is not None and page.tables:
        return Block(_rectangle(_table(page)), _decimal(html, page))
    if not text.strip():
        raise PasteRefused("nothing")
    if html and not sheet and _is_prose(text):
        raise PasteRefused("prose")
    return Block(_rectangle(_cells(text)), _decimal(html, None) if sheet else "")


def _one_break(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    if text.count("\n") > limits.LINES:  # a whole column was copied: what is empty at its end is not meant
        end = text.find("\n", len(text.rstrip()))
        return text[:end] if end >= 0 else text
    return text.removesuffix("\n")


def _page(html: str) -> HtmlTable:
    if len(html) > MOST_HTML:
        raise PasteRefused("huge")
    try:
        return table_of(html)
    except TooLarge as error:
        raise PasteRefused(str(error)) from error


def _table(page: HtmlTable) -> list[list[str]]:
    if page.tables > 1:
        raise PasteRefused("tables")
    if page.beside > BESIDE:
        raise PasteRefused("beside")
    if not any(any(row) for row in page.rows):
        raise PasteRefused("nothing")
    return page.rows


def _is_prose(text: str) -> bool:
    lines = text.split("\n")
    return "\t" not in text and len(lines) > 1 and ("" in lines or max(map(len, lines)) > LONG_LINE)


def _cells(text: str) -> list[list[str]]:
    rows = _split(text, _CELL, "\t")
    if "\t" in text or ";" not in text or len(rows) < 2:
        return rows
    csv = _split(text, _CSV_CELL, ";")
    sure = len({len(row) for row in csv}) == 1 and len(csv) > 1 and len(csv[0]) > 1
    return csv if sure else rows


def _split(text: str, cell: re.Pattern[str], mark: str) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    for found, ended in _pieces(text, cell, mark):
        rows[-1].append(found)
        if len(rows[-1]) > limits.COLUMNS:
            raise PasteRefused("columns")
        if ended:
            rows.append([])
        if len(rows) > limits.LINES:
            raise PasteRefused("rows")
    return rows


def _pieces(text: str, cell: re.Pattern[str], mark: str) -> Iterator[tuple[str, bool]]:
    """Each cell, and whether a row ends with it."""
    at = 0
    while True:
        found = cell.match(text, at)
        assert found is not None
        at = found.end()
        inner = found[1]
        if inner is None:
            yield found[2], text[at : at + 1] == "\n"
        else:
            quoted = mark == ";" or any(sign in inner for sign in '\t\n"')
            yield inner.replace('""', '"') if quoted else found[0], text[at : at + 1] == "\n"
        if at == len(text):
            return
        at += 1


def _rectangle(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    width = max(map(len, rows))
    if any(len(cell) > limits.TEXT for row in rows for cell in row):
        raise PasteRefused("huge")
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def _decimal(html: str, page: HtmlTable | None) -> str:
    """The decimal mark that the source tells; empty where it does not, or contradicts itself."""
    if excel := _EXCEL_MARK.search(html[:HEAD]):
        return excel[1]
    if page is None:
        try:
            page = table_of(html[:HEAD])
        except TooLarge:
            return ""
    marks = {mark for text, told in page.told if (mark := _mark_of(text, told))}
    return marks.pop() if len(marks) == 1 else ""


def _mark_of(text: str, told: Decimal) -> str:
    """The decimal mark with which a shown text is the number told; empty where both or neither say it."""
    digits = _BESIDE_DIGITS.sub("", text)
    comma, point = (_near(digits, marks, told) for marks in (COMMA, POINT))
    return "" if comma is point else "," if comma else "."


def _near(digits: str, marks: Marks, told: Decimal) -> bool:
    """Whether a text is a number, but for what was rounded away."""
    try:
        return abs(number(digits, marks) - told) * 10 < abs(told)
    except NotUnderstood:
        return False
