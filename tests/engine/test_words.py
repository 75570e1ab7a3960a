"""The words on arrays, each by hand: [draw, line, month] in, the same shape out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from workbench.engine import words
from workbench.engine.expr import WORDS, Expr
from workbench.engine.words import Num


def lines(*rows: Sequence[float]) -> Num:
    """One draw: a line a row, a month a column."""
    return np.array([rows], dtype=float)


def same(found: Num, *rows: Sequence[float]) -> None:
    """Holds where an array is these lines, with its three axes."""
    assert found.shape == (1, len(rows), len(rows[0]))
    assert found[0].tolist() == [pytest.approx(list(row), rel=1e-12) for row in rows]


def draws(*each: Num) -> Num:
    return np.concatenate(each)


def test_lag_is_nothing_before_the_start_and_past_the_end() -> None:
    x = lines((1, 2, 3), (4, 5, 6))
    assert words.lag(x, 0) is x
    same(words.lag(x, 1), (0, 1, 2), (0, 4, 5))
    same(words.lag(x, np.array([[[2], [3]]])), (0, 0, 1), (0, 0, 0))
    same(words.lag(x, np.array([[[-1], [0]]])), (0, 0, 0), (4, 5, 6))
    same(words.lag(x[:, :1], np.array([[[0], [1]]])), (1, 2, 3), (0, 1, 2))
    both = words.lag(draws(x, 10 * x), 2)
    assert both.tolist() == [[[0, 0, 1], [0, 0, 4]], [[0, 0, 10], [0, 0, 40]]]


def test_what_arrives_is_added_up_where_it_arrives_and_lost_outside() -> None:
    x = lines((1, 2, 4), (8, 16, 32))
    here = lines((0, 1, 2))
    assert words.arriving(x, here) is x
    same(words.arriving(x, lines((2, 2, 3), (-1, 1, 1))), (0, 0, 3), (0, 48, 0))
    same(words.arriving(x, lines((0, 1, 1))), (1, 6, 0), (8, 48, 0))
    assert words.arriving(draws(x, -x), lines((0, 0, 0)))[:, :, 0].tolist() == [[7, 56], [-7, -56]]


def test_a_stock_keeps_a_part_and_takes_what_is_added() -> None:
    keep = lines((1, 0.5, 0.5))
    same(words.carry(lines((8,)), keep, 0), (8, 4, 2))
    same(words.carry(lines((8,)), keep, lines((1, 2, 0))), (9, 6.5, 3.25))
    same(words.carry(8.0, lines((0.5, 0.5, 0.5), (1, 1, 1)), lines((0, 0, 1))), (4, 2, 2), (8, 8, 9))
    both = words.carry(draws(lines((8,)), lines((0,))), keep, lines((1, 0, 0)))
    assert both.tolist() == [[[9, 4.5, 2.25]], [[1, 0.5, 0.25]]]


def test_sums_of_a_year_know_where_it_begins() -> None:
    x, year = lines((1, 2, 4, 8, 16)), lines((3, 3, 4, 4, 5))
    same(words.of_year(x, year), (3, 3, 12, 12, 16))
    same(words.of_year(lines((1, 2, 4)), lines((0, 0, 0))), (7, 7, 7))
    same(words.trailing(x, 2), (1, 3, 6, 12, 24))
    same(words.following(x, 2), (6, 12, 24, 16, 0))
    same(words.following(x, 1), (2, 4, 8, 16, 0))


def test_all_months_are_one_value() -> None:
    x = lines((3, 1, 2), (-1, 5, 0))
    same(words.total(x), (6,), (4,))
    same(words.lowest(x), (1,), (-1,))
    same(words.average(x), (2,), (4 / 3,))
    same(words.highest_so_far(lines((-2, 1, 0))), (0, 1, 1))
    same(words.running_total(lines((10,)), lines((1, 2, 3))), (11, 13, 16))


def test_a_flag_is_found_first_and_last() -> None:
    flags = lines((0, 1, 0, 1), (0, 0, 0, 0), (1, 1, 1, 1))
    same(words.first_month(flags, 9), (1,), (9,), (0,))
    same(words.month_after_last(flags), (4,), (0,), (4,))
    same(words.month_after_last(lines((1, 0, 0, 0))), (1,))


def test_lines_are_added_up_by_what_they_are() -> None:
    x = lines((1, 2), (4, 8), (16, 32))
    same(words.sum_rows(x), (21, 42))
    same(words.sum_rows_if(x, lines((1,), (0,), (1,))), (17, 34))
    same(words.highest_row(x), (16, 32))
    same(words.highest_row(x[:, :0]), (0, 0))
    same(words.highest_row(-x), (0, 0))
    key = lines((1,), (2,), (1,))
    same(words.sum_matching(x, key, lines((1,), (3,))), (17, 34), (0, 0))
    many = lines((1,), (2,), (3,), (2,))
    same(words.sum_matching(x, key, many), (17, 34), (4, 8), (0, 0), (4, 8))
    two = words.sum_matching(draws(x, 2 * x), key, many)
    assert two[:, 1].tolist() == [[4, 8], [8, 16]]


def test_a_line_takes_what_it_is_linked_to() -> None:
    x = lines((1, 2), (4, 8))
    same(words.linked(x, np.array([1, -1, 0])), (4, 8), (0, 0), (1, 2))
    same(words.linked(x[:, :0], np.array([-1, -1])), (0, 0), (0, 0))
    same(words.linked(lines((7, 9)), np.array([0])), (7, 9))
    same(words.stacked(lines((1, 2)), lines((5,), (6,))), (1, 2), (5, 5), (6, 6))
    both = words.stacked(draws(lines((1,)), lines((2,))), lines((3, 4)))
    assert both.tolist() == [[[1, 1], [3, 4]], [[2, 2], [3, 4]]]


def test_powers_begin_at_one_and_never_go_back() -> None:
    same(words.indexed(lines((0.1,), (1,)), lines((-3, 0, 1, 2))), (1, 1, 1.1, 1.21), (1, 1, 2, 4))
    same(words.indexed(lines((0.1,)), lines((0, 2), (1, 0))), (1, 1.21), (1.1, 1))
    same(words.pick(lines((5, 6, 7)), lines((1, 3, 4))), (5, 7, 7))


def test_blocks_begun_forgive_the_last_digits() -> None:
    tiny = lines((1e-9,))
    same(words.blocks(lines((0, 1, 100, 100.5)), lines((100,)), tiny), (0, 1, 1, 2))
    same(words.blocks(lines((100 * (1 + 1e-12),)), lines((100,)), tiny), (1,))


def test_principal_of_a_level_payment() -> None:
    # 1,000 in two payments at 10 %: 576.19 each, so 476.19 and 523.81 of principal.
    rate, of = lines((0.1,)), lines((2,))
    same(words.principal_part(rate, lines((1, 2)), of, lines((1000,))), (476.1904761904762, 523.8095238095239))
    mixed = words.principal_part(rate, lines((1, 2)), of, lines((1000,), (0,)))
    assert mixed[0, 1].tolist() == [0, 0]
    assert mixed[0, 0, 0] == pytest.approx(476.19, abs=0.01)
    none = words.principal_part(rate, lines((1, 2)), of, lines((0,), (0,)))
    same(none, (0, 0), (0, 0))
    assert words.principal_part(rate, lines((1, 2)), of, np.zeros((1, 0, 1))).shape == (1, 0, 2)


@pytest.mark.parametrize(
    ("flows", "low", "high", "rate"),
    [
        ((-100, 110), 0.0, 0.5, 0.1),
        ((100, -110), 0.0, 0.5, 0.1),
        ((-100, 0, 0, 133.1), -0.5, 9.0, 0.1),
        ((-1, *[0] * 10, 1e9), 0.0, 99.0, 1e9 ** (1 / 11) - 1),
        ((-100, 50), -0.9, 0.0, -0.5),
        ((-100, 230, -132), 0.05, 0.15, 0.1),
        ((-100, 230, -132), 0.15, 0.3, 0.2),
        ((-100, 110), 0.1, 0.5, 0.1),
    ],
)
def test_a_rate_of_return_is_found_to_the_last_digits(flows: Any, low: float, high: float, rate: float) -> None:
    found = words.rate_of_return(lines(flows), lines((low,)), lines((high,)))
    assert found.shape == (1, 1, 1)
    assert found[0, 0, 0] == pytest.approx(rate, rel=1e-13, abs=1e-13)


def test_a_rate_of_return_does_not_hang_on_the_others() -> None:
    flows = lines((-100, 110, 0, 0)), lines((-1, 0, 0, 8e6)), lines((-100, 50, 0, 0))
    low, high = lines((-0.9,), (0.05,)), lines((999.0,), (0.5,))
    together = words.rate_of_return(draws(*flows), low, high)
    for at, flow in enumerate(flows):
        assert words.rate_of_return(flow, low, high).tolist() == together[at : at + 1].tolist()


def test_present_value_takes_a_rate_for_each_line() -> None:
    x = lines((1, 1.1, 1.21))
    same(words.present_value(x, lines((0.1,), (0,))), (3,), (3.31,))


def test_a_note_is_made_as_soon_as_one_operand_is_one() -> None:
    noted: Any = Expr("name", ("x",))
    made: Any = words.minimum(1, noted)
    assert (made.word, made.parts) == ("minimum", (1, noted))
    assert float(words.minimum(1, 2)) == 1
    assert [name for name, each in WORDS.items() if each.variadic] == ["stacked"]


def test_operators_bind_as_a_spreadsheet_reads_them() -> None:
    levels = {name: WORDS[name].level for name in ("ge", "gt", "le", "lt", "eq", "add", "sub", "mul", "truediv", "pow")}
    assert levels == {"ge": 1, "gt": 1, "le": 1, "lt": 1, "eq": 1, "add": 4, "sub": 4, "mul": 5, "truediv": 5, "pow": 6}
    assert (WORDS["neg"].level, WORDS["and_"].level, WORDS["or_"].level) == (7, 9, 9)
    x: Any = Expr("name", ("x",))
    assert (2 - x).parts == (2, x)
