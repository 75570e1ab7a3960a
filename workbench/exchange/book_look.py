"""How a workbook looks: one format for each role and unit, in the colours of the light theme."""

from __future__ import annotations

from functools import cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workbench.formats import Formats
from workbench.theme_tokens import theme

A4, LETTER = 9, 1
MONTHS = {"es": "[$-C0A]mmm yyyy", "pt": "[$-416]mmm yyyy", "en": "[$-409]mmm yyyy"}
NUMBERS = {
    "money": '[>=0.5]#,##0;[<=-0.5]-#,##0;"–"',
    "share": '0.0%;-0.0%;"–"',
    "percent": '0.0%;-0.0%;"–"',
    "ratio": "0.0000",
    "number": '[>=1000000000000]0.000E+00;[=0]"–";#,##0.00',
    "months": "#,##0",
    "month": "0",
    "points": "0.0",
    "class": "0",
    "told money": "#,##0",
    "told share": "0.0%",
    "check": '0;-0;"0 ✓"',
}
"""Groups and decimals are shown with the marks of the reader's own system."""
ROLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 14, "font_color": "accent"},
    "lead": {"font_color": "muted", "italic": True},
    "section": {"bold": True, "font_color": "on_accent", "bg_color": "accent"},
    "head": {"bold": True, "bg_color": "tint", "bottom": 1, "bottom_color": "line", "align": "right"},
    "name": {"bold": True, "bg_color": "tint", "bottom": 1, "bottom_color": "line"},
    "wrapped name": {"bold": True, "bg_color": "tint", "bottom": 1, "text_wrap": True, "valign": "top"},
    "wrapped head": {
        "bold": True, "bg_color": "tint", "bottom": 1, "text_wrap": True, "valign": "top", "align": "right",
    },
    "block": {"bold": True},
    "rule": {"font_color": "muted", "font_size": 9},
    "unit": {"font_color": "muted", "font_size": 9, "align": "center"},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "value": {},
    "total": {"bold": True, "top": 1, "top_color": "line"},
    "total name": {"bold": True, "top": 1, "top_color": "line"},
    "indented": {"indent": 2, "font_color": "muted"},
    "part": {"indent": 1},
    "input": {"font_color": "#0000C0", "bg_color": "#FFF9DB"},
    "live": {},
    "frozen": {"bg_color": "#E6E9ED", "font_color": "#3C4650"},
    "head mark": {"align": "right", "valign": "top"},
    "told": {"align": "right", "text_wrap": True},
    "searched told": {"bg_color": "#F3E6F5", "align": "right", "text_wrap": True},
    "searched": {"bg_color": "#F3E6F5"},
    "check": {"font_color": "holds"},
    "total check": {"font_color": "holds", "bold": True, "align": "left"},
}


class Look:
    """The formats of one workbook."""

    def __init__(self, book: Workbook, formats: Formats) -> None:
        self._book, self._formats = book, formats
        self.format = cache(self._format)
        self.style = cache(self._style)
        for role in ROLES:  # before XlsxWriter writes them: rows that name a format by its number are written later
            for unit in ("", "month-year", *NUMBERS):
                self.style(role, unit)

    def _format(self, role: str, unit: str = "") -> Format:
        """What a role looks like with values of a unit; ``month-year`` is a date."""
        colours = theme("light")
        how = {
            key: colours.get(value, value) if isinstance(value, str) else value for key, value in ROLES[role].items()
        }
        if unit == "month-year":
            how["num_format"] = MONTHS[self._formats.language]
        elif unit in NUMBERS:
            how["num_format"] = NUMBERS[unit]
        return self._book.add_format({"font_name": "Calibri", "font_size": 10, "valign": "vcenter", **how})

    def _style(self, role: str, unit: str = "") -> int:
        """The number of a format, as a cell names it in the file."""
        index: int = self.format(role, unit)._get_xf_index()
        return index

    def printed(self, sheet: Worksheet, wide: bool, months: bool, heads: int) -> None:
        """On the plan's paper, lying where it is wide, its heads on every page; months on pages side by side."""
        sheet.set_paper(LETTER if self._formats.paper == "letter" else A4)
        if wide:
            sheet.set_landscape()
        if months:
            sheet.set_print_scale(60)
            sheet.print_across()
        else:
            sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.set_footer("&L&9&A&R&9&P / &N")
        sheet.hide_gridlines(2)
        if heads:
            sheet.repeat_rows(0, heads - 1)
