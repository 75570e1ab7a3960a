"""What a written workbook holds besides equal figures: no hidden numbers, texts as texts, names, three languages."""

from __future__ import annotations

import html
import re
from decimal import Decimal

import pytest
from workbooks import sheets

from workbench.engine.projection import Projection, project
from workbench.engine.reasons import reason_text
from workbench.exchange import samples
from workbench.exchange.places import STATED_BY_YEAR, TOLD_FIGURES
from workbench.exchange.workbook import plan_workbook
from workbench.i18n import LANGUAGES
from workbench.model import payload
from workbench.model.base import replace
from workbench.model.project import Appraisal

NUMBER = re.compile(r"(?<![\w$.!'])\d[\d.]*(?:[eE][+-]?\d+)?(?![\w(!:'])")
CALENDAR = {"0", "1", "2", "12", "30"}
"""The calendar's own numbers and the square's."""
EXCEL_2007 = {
    "ABS", "AND", "AVERAGE", "CHOOSE", "COLUMNS", "COUNT", "COUNTIF", "DATE", "EDATE", "IF", "INDEX", "INT", "IPMT",
    "IRR", "ISBLANK", "ISTEXT", "MATCH", "MAX", "MIN", "MOD", "MONTH", "NPV", "OR", "PPMT", "ROUNDUP", "SUM", "SUMIF",
    "SUMIFS", "SUMPRODUCT", "VALUE", "YEAR",
}  # fmt: skip
HOSTILE = '=HYPERLINK("http://x","<&>")\x0b_x0041_'


@pytest.fixture(scope="module")
def projection() -> Projection:
    """A sample with its appraisal, which has the most formulas."""
    plan = samples.load("farmacias")
    return project(replace(plan.with_(appraisal=Appraisal(shown=True)), "basis/discount_rate", Decimal("0.12")))


@pytest.fixture(scope="module")
def data(projection: Projection) -> bytes:
    return plan_workbook(projection, "es")


@pytest.fixture(scope="module")
def formulas(data: bytes) -> set[str]:
    """Every formula, each once, without the texts in it."""
    found = {each for xml in sheets(data).values() for each in re.findall(r"<f[^>]*>([^<]+)</f>", xml)}
    assert len(found) > 1000
    return {re.sub('"[^"]*"', '"…"', html.unescape(each)) if '""' not in each else each for each in found}


def test_no_formula_hides_a_number(formulas: set[str]) -> None:
    found = {each: set(NUMBER.findall(re.sub(r"\$?[A-Z]{1,3}\$?\d+", "", each))) - CALENDAR for each in formulas}
    assert not {each: numbers for each, numbers in found.items() if numbers}


def test_formulas_use_only_functions_excel_has_had_since_2007(formulas: set[str]) -> None:
    assert {name for each in formulas for name in re.findall(r"([A-Z0-9.]+)\(", each)} <= EXCEL_2007


def test_no_formula_gives_an_empty_text(data: bytes) -> None:
    assert not [xml for xml in sheets(data).values() if '""' in xml.replace("&quot;", '"').split("<sheetData>")[1]]


def test_what_was_typed_as_a_formula_is_a_text() -> None:
    plan = samples.load("farmacias")
    first = plan.streams[0].with_(name=HOSTILE.replace("\x0b", ""))
    hostile = plan.with_(streams=(first, *plan.streams[1:]), project=plan.project.with_(name=HOSTILE))
    xml = "".join(sheets(plan_workbook(project(hostile), "es")).values())
    assert "HYPERLINK" in xml
    assert not re.findall(r"<f[^>]*>[^<]*HYPERLINK", xml)
    assert "\x0b" not in xml
    assert "_x005F_x0041_" in xml


def test_the_sheet_of_figures_tells_every_published_one(projection: Projection, data: bytes) -> None:
    xml = html.unescape(sheets(data)[TOLD_FIGURES])
    for row in projection.rows():
        if row.value.number is None and row.period.kind in ("phase", "after12", "year"):
            assert reason_text(row.value.reason) in xml, row.id
        assert row.id in xml or row.id.endswith("relapses"), row.id


def test_the_statements_by_year_are_the_engines(projection: Projection, data: bytes) -> None:
    xml = sheets(data)[STATED_BY_YEAR]
    for line in projection.statements():
        assert all(repr(value) in xml for value in projection.by_year(line)), line.id


def test_every_cell_says_where_it_stands(data: bytes) -> None:
    """Readers other than spreadsheets ask for it, and refuse a formula that is shared among cells without places."""
    for name, text in sheets(data).items():
        cells = re.findall(r"<c [^>]*>", text)
        places = [found[1] for cell in cells if (found := re.match(r'<c r="([A-Z]+\d+)"', cell))]
        assert len(set(places)) == len(cells), name


def test_the_same_plan_gives_the_same_bytes(projection: Projection, data: bytes) -> None:
    assert sheets(plan_workbook(project(projection.plan), "es")) == sheets(data)


def test_exporting_leaves_the_plan_as_it_was(projection: Projection) -> None:
    before = payload.dump(projection.plan)
    plan_workbook(projection, "es")
    assert payload.dump(projection.plan) == before


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_its_workbook(code: str, projection: Projection) -> None:
    found = sheets(plan_workbook(projection, code))
    assert len(found) > 10
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in found)


def test_the_first_sheet_tells_the_latest_survey(projection: Projection, data: bytes) -> None:
    cover = html.unescape(next(iter(sheets(data).values())))
    survey = projection.plan.latest_survey
    assert survey.round in cover
    assert "Nivel 2 · 1,72 de 3,00" in cover
    assert all(each.name in cover for each in survey.dimensions)


def test_it_can_be_given_up(projection: Projection) -> None:
    class Enough(Exception):
        pass

    def stop() -> None:
        raise Enough

    with pytest.raises(Enough):
        plan_workbook(projection, "es", stop)
