"""Where tables are cut and how type shrinks, and the arithmetic of a chart's axes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from workbench.model.chart import Chart, Series, extent, stacks
from workbench.report.axis import decimals_of, every, figure_decimals, spread, ticks
from workbench.report.columns import PAD, SIZES, SMALL, Need, fit, need
from workbench.report.fonts import BOLD, use_family
from workbench.report.look import cell_style
from workbench.report.tables import _Words

PAGE = 488.0
NEEDS = st.lists(
    st.tuples(st.floats(0, 14), st.floats(0, 60)).map(lambda pair: Need(pair[0], sum(pair))), min_size=1, max_size=40
)


@given(NEEDS)
def test_every_sheet_fills_the_page_and_no_column_is_lost(needs: list[Need]) -> None:
    size, sheets = fit(needs, PAGE)
    assert size in SIZES
    assert [column for sheet in sheets for column in sheet.columns if column or sheet is sheets[0]] == [
        *range(len(needs))
    ]
    for sheet in sheets:
        assert sheet.columns[0] == 0
        assert sum(sheet.widths) == pytest.approx(PAGE)
        assert min(sheet.widths) > 0


@given(NEEDS)
def test_figures_always_have_their_room(needs: list[Need]) -> None:
    size, sheets = fit(needs, PAGE)
    for sheet in sheets:
        for column, width in zip(sheet.columns[1:], sheet.widths[1:], strict=True):
            assert width >= needs[column].least * size + 2 * PAD - 1e-6


def test_type_shrinks_before_a_table_is_cut() -> None:
    needs = [Need(10, 10), *[Need(4.2, 4.2)] * 10]
    assert fit(needs[:6], PAGE)[0] == SIZES[0]
    assert fit(needs, PAGE)[0] < SIZES[0]
    assert len(fit(needs, PAGE)[1]) == 1
    size, sheets = fit([Need(10, 10), *[Need(5.2, 5.2)] * 20], PAGE)
    assert [len(sheet.columns) for sheet in sheets] == [8, 8, 7]
    assert size > SIZES[-1]  # a smaller type would not have saved a sheet


def test_a_head_over_figures_that_just_fits_is_not_broken() -> None:
    use_family()
    words = (("Project", "P01 · Red de panaderías 1"), ("Executing agency", "Cámara"), ("Level", "3 · consolidated"))
    figures = [need(head, ["+0,74"], [], True) for head in ("Score", "Change", "Alerts", "Disagreements", "People")]
    needs = [need(head, [], [said], False) for head, said in words]
    needs += [each._replace(ample=figures[3].ample) for each in figures]
    for tenths in range(4_500, 4_800):
        size, (sheet,) = fit(needs, tenths / 10, SMALL)
        assert sheet.widths[6] - 2 * PAD >= stringWidth("Disagreements", BOLD, size)


@given(st.floats(-1e12, 1e12), st.floats(0, 1e12))
def test_ticks_are_few_even_and_enclose(low: float, width: float) -> None:
    marks = ticks(low, low + width)
    step = marks[1] - marks[0]
    assert 2 <= len(marks) <= 8
    assert marks[0] <= low + step * 1e-6
    assert marks[-1] >= low + width - step * 1e-6


def test_axis_figures_tell_marks_apart() -> None:
    assert ticks(0, 46) == [0, 10, 20, 30, 40, 50]
    assert decimals_of(ticks(0, 46)) == 0
    assert decimals_of(ticks(0, 1.1)) == 2
    assert decimals_of(ticks(0, 0.9)) == 1
    assert (figure_decimals([85.0, 12.5]), figure_decimals([85.0, 12.0]), figure_decimals([85_000.5])) == (1, 0, 0)
    assert figure_decimals([]) == 0


def test_labels_are_thinned_by_calendar_steps() -> None:
    assert [every(30.0, band) for band in (40.0, 16.0, 6.0, 3.0, 0.001)] == [1, 2, 6, 12, 120]


@given(st.lists(st.floats(0, 200), max_size=8))
def test_labels_are_pushed_apart_in_their_order(heights: list[float]) -> None:
    moved = spread(heights, 10.0)
    order = sorted(range(len(heights)), key=lambda n: heights[n])
    assert all(moved[upper] - moved[lower] >= 10 - 1e-6 for lower, upper in pairwise(order))


def test_bars_pile_up_from_zero_both_ways() -> None:
    chart = Chart(
        "t",
        "s",
        "stacked_bars",
        ("a", "b"),
        (Series("x", (3.0, None)), Series("y", (-1.0, 2.0)), Series("z", (4, -5))),
        "a",
    )
    assert stacks(chart) == (((0, 3), (0, 0)), ((0, -1), (0, 2)), ((3, 7), (0, -5)))
    assert extent(chart) == (-5, 7)


def test_the_axis_of_lines_has_zero() -> None:
    assert extent(Chart("t", "s", "lines", ("a",), (Series("x", (3.0,)),), "a")) == (0, 3)
    assert extent(Chart("t", "s", "lines", (), (), "a")) == (0, 0)


def test_words_that_could_not_part_have_their_lines_again() -> None:
    words = _Words("palabra " * 200, cell_style(8))
    wide, high = words.wrap(100, 1_000)
    assert words.split(100, 1) == []
    assert words.wrap(100, 1_000) == (wide, high)
    assert words.blPara.lines
