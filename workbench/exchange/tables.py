"""A table as other programs take it: cells for the clipboard, as text and as HTML, and CSV for a file."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.model.types import plain

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A text cell of a file that begins so would be run as a formula by a spreadsheet."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a cell, with all its digits; ``percent``: a fraction that people read as a percentage."""

    value: float | Decimal
    percent: bool = False

    @property
    def exact(self) -> Decimal:
        """The number as it is written with the fewest digits that are no other float."""
        return self.value if isinstance(self.value, Decimal) else Decimal(repr(self.value))

    def written(self, mark: str | None) -> str:
        """Without groups, ``mark`` before the decimals; None is the plain form: a point, and shares as they are."""
        percent = self.percent and mark is not None
        return plain(self.exact * 100 if percent else self.exact).replace(".", mark or ".") + ("%" if percent else "")


Cell = str | Number
Rows = Sequence[Sequence[Cell]]


def safe(text: str) -> str:
    """A text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def tsv(rows: Rows, mark: str) -> str:
    """Cells as the clipboard carries them, numbers as a person's country writes them, texts as they are.

    A cell with a tab, a break or a quote in it stands in quotes. Each line ends in a break, but one that stands alone:
    it goes into a field as it is.
    """
    text = "".join("\t".join(_quoted(cell, mark) for cell in row) + "\n" for row in rows)
    return text[:-1] if len(rows) == 1 and text != "\n" else text


def html_table(rows: Rows, mark: str, heads: int = 0) -> str:
    """The same as an HTML table, the first ``heads`` rows its heads: numbers with their value, all else marked as text
    for Excel and LibreOffice, so that none becomes a formula."""
    lines = []
    for at, row in enumerate(rows):
        tag = "th" if at < heads else "td"
        lines.append("<tr>" + "".join(_html(cell, mark, tag) for cell in row) + "</tr>")
    return f'<html><head><meta charset="utf-8"></head><body><table>{"".join(lines)}</table></body></html>'


def csv_file(rows: Rows, mark: str | None) -> bytes:
    """A CSV that Excel reads as it is: UTF-8 with its mark; a semicolon between cells where decimals have a comma."""
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";" if mark == "," else ",", lineterminator="\r\n")
    writer.writerows([_text(cell, mark) for cell in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def _text(cell: Cell, mark: str | None) -> str:
    return cell.written(mark) if isinstance(cell, Number) else safe(" ".join(cell.split()))


def _quoted(cell: Cell, mark: str) -> str:
    text = cell.written(mark) if isinstance(cell, Number) else cell
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in '\t\n\r"') else text


def _html(cell: Cell, mark: str, tag: str) -> str:
    if isinstance(cell, Number):
        form = ' style="mso-number-format:0%"' if cell.percent else ""
        return f'<{tag} align="right" sdval="{plain(cell.exact)}"{form}>{cell.written(mark)}</{tag}>'
    text = html.escape(cell).replace("\n", "<br>")
    return f'<{tag} sdnum="1033;0;@" style="mso-number-format:\'\\@\'">{text}</{tag}>'
