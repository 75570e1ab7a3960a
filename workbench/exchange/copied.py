"""Cells on the way to a spreadsheet: tab-separated text, and a table in HTML in which no text becomes a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any

from workbench.formats import MINUS, Formats
from workbench.model.types import plain

_HEAD = '<html><head><meta charset="utf-8"></head><body><table>'


@dataclass(frozen=True)
class Copied:
    """One cell: how it is written, and its number where it is one, as a fraction where it is a percentage."""

    text: str
    number: Decimal | None = None
    percent: bool = False


def number_cell(value: Decimal | int, formats: Formats, percent: bool = False) -> Copied:
    """A number with the country's decimal mark and nothing between its thousands, so that it is read in one way."""
    number = Decimal(value)
    text = formats.number(number * 100 if percent else number).replace(formats.group_mark, "").replace(MINUS, "-")
    return Copied(f"{text}%" if percent else text, number, percent)


def cell(value: Any, words: str, formats: Formats, percent: bool = False) -> Copied:
    """A value of the plan as a cell; days and months as every spreadsheet reads them, the rest in ``words``."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return number_cell(value, formats, percent)
    return Copied(value.isoformat() if isinstance(value, date) else words)


def as_text(rows: Sequence[Sequence[Copied]]) -> str:
    """Lines of cells with tabs between; a cell with a tab, a break or a quote in it stands in quotes."""
    return "".join("\t".join(_quoted(cell.text) for cell in row) + "\n" for row in rows)


def as_html(rows: Sequence[Sequence[Copied]]) -> str:
    """The same as a table: numbers with their value, all else marked as text for Excel and LibreOffice."""
    return _HEAD + "".join(f"<tr>{''.join(map(_td, row))}</tr>" for row in rows) + "</table></body></html>"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in '\t\n\r"') else text


def _td(cell: Copied) -> str:
    if cell.number is None:
        text = escape(cell.text).replace("\n", "<br>")
        return f'<td sdnum="1033;0;@" style="mso-number-format:\'\\@\'">{text}</td>'
    form = ' style="mso-number-format:0%"' if cell.percent else ""
    return f'<td align="right" sdval="{plain(cell.number)}"{form}>{escape(cell.text)}</td>'
