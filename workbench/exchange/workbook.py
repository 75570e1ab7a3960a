"""A whole plan as a workbook: what was typed, every figure as a live formula with its value beside it, and checks."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from workbench.engine.program import Step, program
from workbench.engine.projection import Projection, wanted
from workbench.exchange.book_look import Look
from workbench.exchange.calculation import Calculation
from workbench.exchange.places import CALCULATION, FIELDS, SERIES, Place
from workbench.exchange.prepared import Prepared
from workbench.exchange.sheet_rows import assembled
from workbench.formats import Formats
from workbench.i18n import _, language

FREE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def steps_of(projection: Projection) -> tuple[Step, ...]:
    """What the published figures, the statements and the checks of a plan rest on."""
    return tuple(program(wanted(projection.switched), projection.fields).steps)


class Book:
    """One plan's workbook, in the language of the moment. ``steps``: what is calculated in it."""

    def __init__(self, projection: Projection, steps: Iterable[Step] = ()) -> None:
        self.projection = projection
        self.place = Place(tuple(steps) or steps_of(projection), projection.inputs)
        self.formats = Formats(projection.plan.project.country, language())
        self._frame = io.BytesIO()
        self.file = Workbook(self._frame, FREE)
        self.look = Look(self.file, self.formats)
        self._heavy: dict[str, Callable[[], Iterable[str]]] = {}

    def written(self, stop: Callable[[], None] = lambda: None) -> bytes:
        """The file. ``stop`` is called now and then, and may raise to end it."""
        prepared = Prepared(self.projection, self.place, self.look)
        calculation = Calculation(self.projection, self.place, self.look, self.formats)
        self._sheet(FIELDS, prepared.fields)
        self._sheet(SERIES, prepared.series)
        for name in CALCULATION:
            self._sheet(name, partial(calculation.rows, name))
        self._names()
        return self._packed(stop)

    def _sheet(self, name: str, rows: Callable[[], Iterator[str]]) -> Worksheet:
        sheet = self.file.add_worksheet(_(name))
        self._heavy[f"xl/worksheets/sheet{len(self.file.worksheets())}.xml"] = rows
        return sheet

    def _names(self) -> None:
        for spot in self.place.spots.values():
            if spot.name:
                self.file.define_name(spot.name, f"={_(spot.sheet)}!{spot.first}${spot.row}:{spot.last}${spot.row}")

    def _packed(self, stop: Callable[[], None]) -> bytes:
        self.file.close()
        return assembled(self._frame.getvalue(), self._heavy, stop)
