"""The results of a round for spreadsheets: the tables that stand on screen, with the numbers behind their words."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workbench import __version__
from workbench.exchange.tables import Cell, Number, csv_file
from workbench.formats import Formats
from workbench.i18n import N_, _, language, speaking
from workbench.survey.about import about, rules
from workbench.survey.results import RoomResults
from workbench.survey.rounds import usual_country
from workbench.survey.scoring import Scored
from workbench.survey.tables import NOTHING, Table, project_name, project_tables, room_tables
from workbench.survey.tables import Cell as TableCell
from workbench.theme_tokens import theme

LONGEST_NAME = 31  # letters of a sheet's name
NARROWEST, WIDEST = 12, 70  # letters of a column
LINE, LETTERS = 13.5, 82  # points of a line in a row, and the letters it takes in the widest column
HEADS = 3  # the row of the heads, counted from 1: title and note stand above them
ABOUT = N_("Ronda")
NAMES = {
    "dimensions": N_("Dimensiones"),
    "projects": N_("Proyectos"),
    "country": N_("Países"),
    "sector": N_("Sectores"),
    "stage": N_("Etapas"),
    "pareto": N_("Dónde falta más"),
    "alerts": N_("Avisos"),
    "disagreements": N_("Desacuerdos"),
    "moved": N_("Qué cambió"),
    "answers": N_("Niveles respondidos"),
    "choices": N_("Opciones elegidas"),
    "written": N_("Lo que se escribió"),
    "numbers": N_("Indicadores"),
    "countries": N_("Indicadores por país"),
    "left_out": N_("Hojas que no cuentan"),
    "own": N_("Dimensiones"),
    "weakest": N_("Próximos pasos"),
    "own_moved": N_("Qué cambió"),
    "own_items": N_("Preguntas"),
    "own_numbers": N_("Indicadores"),
}
"""What the sheets are called; one of a published figure has the figure's title."""
DECIMALS = 4
"""Of a score: on screen two, the rest cut off, which no number format does."""


def results_tables(results: RoomResults, project: Scored | None, formats: Formats) -> tuple[Table, ...]:
    """The tables of the room, or of one project."""
    return room_tables(results, formats) if project is None else project_tables(results, project, formats)


def results_csv(tables: Iterable[Table], mark: str | None) -> dict[str, bytes]:
    """A CSV for each table, by its id; ``mark`` before decimals, None for the plain form with a point."""
    return {table.id: csv_file(list(_rows(table)), mark) for table in tables}


def _rows(table: Table) -> Iterator[Sequence[Cell]]:
    yield table.heads
    for row in table.rows:
        yield [_cell(cell) for cell in row.cells]


def _cell(cell: TableCell) -> Cell:
    if cell.number is None:
        return "" if cell.text == NOTHING else cell.text
    return Number(cell.number, cell.share)


def results_workbook(results: RoomResults, project: Scored | None = None, language_: str = "") -> bytes:
    """An XLSX with a sheet for each table of the room, or of one project, and what was asked on the first.

    Scores are exact and show four decimals. ``language_``: '' for that of here and now. Raises NoCatalogue.
    """
    with speaking(language_ or language()):
        return _Book(results, project).written()


class _Book:
    """One workbook, in the language of the moment."""

    def __init__(self, results: RoomResults, project: Scored | None) -> None:
        self.results, self.project = results, project
        self.formats = Formats(usual_country(results.round.projects), language())
        self.made = io.BytesIO()
        self.file = Workbook(self.made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        self._known: dict[tuple[str, ...], Format] = {}
        self._names: Counter[str] = Counter()

    def written(self) -> bytes:
        """The file."""
        self._about()
        for table in results_tables(self.results, self.project, self.formats):
            self._table(table)
        properties: dict[str, Any] = {"title": self._title(), "comments": f"Sustainability Workbench {__version__}"}
        if self.results.changed:
            properties["created"] = self.results.changed[-1].replace(tzinfo=None)
        self.file.set_properties(properties)
        self.file.close()
        return self.made.getvalue()

    def _title(self) -> str:
        round, instrument = self.results.round, self.results.instrument
        whole = " · ".join(filter(None, (round.title or str(instrument.title), round.wave)))
        return project_name(self.project) if self.project is not None else whole

    def _format(self, *roles: str, number: str = "") -> Format:
        """``head``, ``title``, ``muted``, ``wrap``; and a number format."""
        key = (*roles, number)
        if key not in self._known:
            colours = theme("light")
            looks: dict[str, dict[str, Any]] = {
                "title": {"bold": True, "font_size": 14},
                "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"},
                "right": {"align": "right"},
                "muted": {"font_color": colours["muted"]},
                "wrap": {"text_wrap": True},
            }
            made: dict[str, Any] = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
            for role in roles:
                made |= looks[role]
            self._known[key] = self.file.add_format(made | ({"num_format": number} if number else {}))
        return self._known[key]

    def _about(self) -> None:
        """What was asked of whom and when, and the rules."""
        sheet = self._sheet(_(ABOUT))
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, WIDEST + 2)
        sheet.write_string(0, 0, self._title(), self._format("title"))
        told = (
            *about(self.results, self.formats),
            (_("Reglas"), rules(self.results, named=None if self.project else True)),
            (_("Números"), _("Los puntajes llevan cuatro decimales; en pantalla y en el informe se cortan a dos.")),
        )
        for at, (label, words) in enumerate(told, HEADS - 1):
            sheet.write_string(at, 0, label, self._format("muted"))
            sheet.set_row(at, LINE * ceil(len(words) / LETTERS))
            sheet.write_string(at, 1, words, self._format("wrap"))

    def _table(self, table: Table) -> None:
        sheet = self._sheet(_(NAMES[table.id]) if table.id in NAMES else table.title)
        sheet.write_string(0, 0, table.title, self._format("title"))
        sheet.write_string(1, 0, table.note, self._format("muted"))
        for at, head in enumerate(table.heads):
            texts = [row.cells[at].text for row in table.rows]
            sheet.set_column(at, at, min(WIDEST, max(NARROWEST, *map(len, texts), len(head) / 2) + 2))
            sheet.write_string(HEADS - 1, at, head, self._format("head", *["right"] * (at >= table.texts)))
        for n, row in enumerate(table.rows, HEADS):
            sheet.set_row(n, LINE * max(ceil(len(cell.text) / LETTERS) for cell in row.cells))  # LibreOffice does not
            for at, cell in enumerate(row.cells):
                self._write(sheet, n, at, cell, at >= table.texts)
        sheet.freeze_panes(HEADS, 1)
        sheet.autofilter(HEADS - 1, 0, HEADS - 1 + len(table.rows), len(table.heads) - 1)
        sheet.repeat_rows(HEADS - 1)

    def _write(self, sheet: Worksheet, row: int, column: int, cell: TableCell, right: bool) -> None:
        if cell.number is not None:
            sheet.write_number(row, column, cell.number, self._format(number=_number_format(cell, self.formats)))
        elif right:
            sheet.write_string(row, column, cell.text, self._format("muted", "right"))
        else:
            sheet.write_string(row, column, cell.text, self._format("wrap"))

    def _sheet(self, title: str) -> Worksheet:
        """A sheet with a name that no other has and Excel takes."""
        name = "".join(" " if letter in "[]:*?/\\" else letter for letter in title).strip(" '")[:LONGEST_NAME]
        self._names[name.casefold()] += 1
        count = self._names[name.casefold()]
        if count > 1:
            name = f"{name[: LONGEST_NAME - 4]} {count}"
        sheet = self.file.add_worksheet(name)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_paper(1 if self.formats.paper == "letter" else 9)
        sheet.hide_gridlines(2)
        return sheet


def _number_format(cell: TableCell, formats: Formats) -> str:
    """As many decimals as its words have; a score has more, a change its sign."""
    if cell.share:
        return "0%"
    _whole, _mark, decimals = cell.text.partition(formats.decimal_mark)
    zeros = "0" * (DECIMALS if len(decimals) == 2 else len(decimals))
    number = f"#,##0.{zeros}" if zeros else "#,##0"
    return f"+{number};-{number};{number}" if cell.text.startswith("+") else number
