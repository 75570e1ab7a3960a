"""What the amounts of the report's tables are counted in: chosen, or what suits the plan; said at each table."""

from __future__ import annotations

import io

import pdfplumber
import plan_samples
import pytest

from workbench.engine.projection import Projection, project
from workbench.engine.scales import SCALES
from workbench.report.blocks import Chart, Table
from workbench.report.plan_report import plan_blocks, plan_pdf
from workbench.settings import AMOUNTS

UNITS = {"units": "COP", "thousands": "miles de COP", "millions": "millones de COP"}


@pytest.fixture(scope="module")
def projection() -> Projection:
    """A plan whose years are counted in hundreds of millions."""
    return project(plan_samples.pharmacies())


def statement(projection: Projection, amounts: str) -> Table:
    """The operating statement by year."""
    blocks = plan_blocks(projection, amounts=amounts).blocks
    return next(block for block in blocks if isinstance(block, Table) and block.caption == "Resultado")


def test_every_choice_of_the_settings_is_a_scale() -> None:
    assert {"auto", *SCALES} == set(AMOUNTS)


@pytest.mark.parametrize("amounts", SCALES)
def test_tables_and_charts_are_counted_as_chosen(projection: Projection, amounts: str) -> None:
    found, units = statement(projection, amounts), statement(projection, "units")
    assert found.unit == UNITS[amounts]
    factor = SCALES[amounts].factor
    for row, whole in zip(found.rows, units.rows, strict=True):
        assert row.cells[1:] == pytest.approx([cell / factor for cell in whole.cells[1:]])
    charts = [block for block in plan_blocks(projection, amounts=amounts).blocks if isinstance(block, Chart)]
    counted = [chart.subtitle.rpartition(", ")[2] for chart in charts if "COP" in chart.subtitle]
    assert counted == [UNITS[amounts]] * 4  # break-even, cash, sources and uses, and the flows that are appraised


def test_left_to_the_program_a_year_has_six_digits_at_most(projection: Projection) -> None:
    assert statement(projection, "auto") == statement(projection, "thousands") == statement(projection, "")


def test_whole_amounts_of_a_large_plan_are_printed_whole(projection: Projection) -> None:
    """The widest columns there are: nothing is cut or laid over its neighbour."""
    with pdfplumber.open(io.BytesIO(plan_pdf(projection, amounts="units"))) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
    row = next(row for row in statement(projection, "units").rows if row.cells[0] == "Ingresos")
    told = " ".join(f"{round(cell):,}".replace(",", ".") for cell in row.cells[1:])
    assert told in text
