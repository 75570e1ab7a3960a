"""A whole plan as a workbook: what was typed, every figure as a live formula with its value beside it, and checks."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from workbench import __version__
from workbench.engine.program import Step, program, run
from workbench.engine.projection import Projection, wanted
from workbench.exchange.book_look import Look
from workbench.exchange.calculation import Calculation
from workbench.exchange.chart_sheet import Charts
from workbench.exchange.check_sheet import Checks, checked
from workbench.exchange.cover_sheets import Cover, finding_rows
from workbench.exchange.figure_sheet import COLUMN, Figures
from workbench.exchange.input_sheets import InputSheets
from workbench.exchange.places import (
    CALCULATION,
    CHARTED,
    CHECKED,
    COVER,
    FIELDS,
    FIRST,
    FOUND,
    PERIODS,
    SERIES,
    STATED,
    STATED_BY_YEAR,
    TOLD_FIGURES,
    Place,
    sheet_ref,
)
from workbench.exchange.prepared import Prepared
from workbench.exchange.sheet_rows import assembled
from workbench.exchange.sheet_writer import SheetWriter
from workbench.exchange.statement_sheets import YEAR, Statements
from workbench.formats import Formats
from workbench.i18n import _, language, speaking
from workbench.model.base import title

FREE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MONTHLY_WIDTHS = ((0, 0, 42), (1, 1, 28), (2, 2, 44), (3, 3, 9), (4, 5, 17), (FIRST, FIRST + 239, 17))
STATED_WIDTHS = ((0, 0, 42), (1, 2, 1), (3, 3, 9), (4, 4, 9), (5, 5, 1), (FIRST, FIRST + 239, 15))
WIDTHS = {
    COVER: ((0, 0, 34), (1, 1, 100)),
    TOLD_FIGURES: ((0, 0, 74), (1, 1, 38), (2, 2, 9), (3, 3, 34), (4, 60, 16)),
    CHARTED: ((0, 0, 36), (1, 1, 9), (2, 60, 14)),
    STATED_BY_YEAR: ((0, 0, 46), (1, 1, 9), (2, 60, 15)),
    STATED: STATED_WIDTHS,
    CHECKED: ((0, 0, 70), *STATED_WIDTHS[1:]),
    FOUND: ((0, 0, 14), (1, 1, 90), (2, 2, 60)),
    FIELDS: ((0, 0, 42), (1, 1, 34), (2, 300, 17)),
}
FROZEN = {TOLD_FIGURES: (4, COLUMN), STATED_BY_YEAR: (3, YEAR), FOUND: (3, 0), PERIODS: (4, FIRST), FIELDS: (0, 1)}
"""The rows and columns that stay in sight; six rows and the columns before month 0 on the sheets by month."""
TABS = {"outputs": "#0B5CAD", "calculation": "#6B7785", "prepared": "#B8BEC6", "check": "#1B6B3A"}
UPRIGHT = (COVER, CHARTED, FOUND)


def plan_workbook(projection: Projection, language_: str, stop: Callable[[], None] = lambda: None) -> bytes:
    """A plan's workbook in a language. ``stop`` is called now and then, and may raise to end it. Raises NoCatalogue."""
    with speaking(language_):
        return Book(projection).written(stop)


def steps_of(projection: Projection) -> tuple[Step, ...]:
    """What the published figures, the statements and the checks of a plan rest on, computed."""
    steps = program((*wanted(projection.switched), *checked()), projection.fields)
    run(steps, projection.env, projection.rollup)
    return tuple(steps.steps)


class Book:
    """One plan's workbook, in the language of the moment. ``steps``: what is calculated in it."""

    def __init__(self, projection: Projection, steps: Iterable[Step] = ()) -> None:
        self.projection = projection
        self.place = Place(tuple(steps) or steps_of(projection), projection.inputs)
        self.formats = Formats(projection.plan.project.country, language())
        self.inputs = InputSheets(projection.plan)
        self._frame = io.BytesIO()
        self.file = Workbook(self._frame, FREE)
        self.look = Look(self.file, self.formats)
        self._heavy: dict[str, Callable[[], Iterable[str]]] = {}

    def written(self, stop: Callable[[], None] = lambda: None) -> bytes:
        """The file. ``stop`` is called now and then, and may raise to end it."""
        self._outputs()
        SheetWriter(self.file, self.inputs).write()
        prepared = Prepared(self.projection, self.place, self.look, self.inputs)
        self._sheet(FIELDS, prepared.fields, "prepared")
        self._sheet(SERIES, prepared.series, "prepared")
        calculation = Calculation(self.projection, self.place, self.look, self.formats)
        for name in CALCULATION:
            self._sheet(name, partial(calculation.rows, name), "calculation")
        self._names()
        plan = self.projection.plan
        self.file.set_properties({"title": title(plan.project), "author": plan.project.executor,
                                  "comments": f"Sustainability Workbench {__version__}"})  # fmt: skip
        self.file.close()
        return assembled(self._frame.getvalue(), self._heavy, stop)

    def _outputs(self) -> None:
        parts = self.projection, self.place, self.look
        statements = Statements(*parts, self.formats)
        checks, drawn = Checks(*parts, statements), Charts(*parts, statements)
        cover = Cover(self.projection, self.look, self.formats, __version__, checks.total)
        self._sheet(COVER, cover.rows, "outputs")
        self._sheet(TOLD_FIGURES, Figures(*parts, self.formats).rows, "outputs")
        drawn.draw(self.file, self._sheet(CHARTED, drawn.rows, "outputs"))
        self._sheet(STATED_BY_YEAR, statements.by_year, "outputs")
        self._sheet(STATED, statements.by_month, "outputs")
        self._sheet(CHECKED, checks.rows, "check")
        self._sheet(FOUND, lambda: finding_rows(self.projection, self.look, self.formats), "outputs")

    def _sheet(self, name: str, rows: Callable[[], Iterator[str]], tab: str) -> Worksheet:
        sheet = self.file.add_worksheet(_(name))
        self._heavy[f"xl/worksheets/sheet{len(self.file.worksheets())}.xml"] = rows
        for first, last, width in WIDTHS.get(name, MONTHLY_WIDTHS):
            sheet.set_column(first, last, width)
        rows_, columns = FROZEN.get(name, (6, FIRST) if name not in (COVER, CHARTED) else (0, 0))
        sheet.freeze_panes(rows_, columns)
        sheet.set_tab_color(TABS[tab])
        months = name not in WIDTHS or name in (STATED, CHECKED)
        self.look.printed(sheet, name not in UPRIGHT, months, rows_ if tab == "outputs" else 0)
        return sheet

    def _names(self) -> None:
        for spot in self.place.spots.values():
            if spot.name:
                first, last = (f"{column}${spot.row}" for column in (spot.first, spot.last))
                self.file.define_name(spot.name, f"={sheet_ref(spot.sheet)}{first}:{last}")
