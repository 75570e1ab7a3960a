"""Exact break-even with step costs: worked by hand, every range that loses, and what a search cannot find."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from generator import random_plan
from test_reference import each_month, month, on, plan

from workbench.engine.exact import Steps, exact, steps_of
from workbench.engine.exact_said import FEW, exact_sentence
from workbench.engine.explain import explain
from workbench.engine.projection import Projection, Value, project
from workbench.engine.pulse import formats_of
from workbench.formats import NO_BREAK, Formats
from workbench.model.costs import Fixed, OneOff, Step, Variable
from workbench.model.revenue import Fee

PERIODS = ("phase", "after12", "year")


def stepped(
    amount: float, block: float = 500, units: float = 1_200, fixed: float = 3_000, more: tuple[float, ...] = ()
) -> Projection:
    """Price 10, variable 4, fixed 3,000 in one month; step costs of a price per block, ``more`` another."""
    fee = Fee(price=Decimal(10), units=each_month(units), end=month(0))
    sizes = ((amount, block), more) if more else ((amount, block),)
    steps = (Step(stream=fee.id, amount=Decimal(str(a)), block=Decimal(str(b))) for a, b in sizes)
    costs = (Variable(stream=fee.id, unit_cost=Decimal(4)), *steps, OneOff(amounts=on({0: fixed})))
    return project(plan(streams=(fee,), costs=costs))


FORMATS = Formats("CO")


def plain(text: str) -> str:
    return text.replace(NO_BREAK, " ")


def in_units(projection: Projection, planned: float = 1_200) -> list[tuple[float, float]]:
    found = projection.exact("after12").loses
    return [(pytest.approx(low * planned, abs=1e-3), pytest.approx(high * planned, abs=1e-3)) for low, high in found]


def test_outside_the_planned_block() -> None:
    # 1,200 units are three blocks: closed form (3,000 + 3,000) / 6 = 1,000; in two blocks 5,000 / 6 = 833.33, and at
    # 1,001 units a third block is covered at once.
    found = stepped(1_000)
    assert found.value("break_even.sales", "after12").number == pytest.approx(10_000)
    assert found.exact_value("break_even.exact.units", "after12").number == pytest.approx(833.3333333)
    assert found.exact_value("break_even.exact", "after12").number == pytest.approx(833.3333333 / 1_200)
    assert found.exact_value("break_even.exact.sales", "after12").number == pytest.approx(8_333.333333)
    assert in_units(found) == [(0, 833.3333333)]


def test_lost_and_regained() -> None:
    # 1,200 a block: 5,400 / 6 = 900; above 1,000 units the third block asks for 6,600 / 6 = 1,100.
    found = stepped(1_200)
    assert found.exact_value("break_even.exact.units", "after12").number == pytest.approx(900)
    assert in_units(found) == [(0, 900), (1_000, 1_100)]
    said = exact_sentence(found, formats_of(found))
    assert "75" in said
    assert "entre 83" in said
    trace = explain(found, "break_even.exact", "after12")
    assert trace.number == pytest.approx(0.75)
    assert "vuelve a perder" in trace.sentence
    assert {"Margen de contribución", "Costos fijos"} <= {part.label for part in trace.parts}


def test_inside_the_planned_block_it_is_the_closed_form() -> None:
    found = stepped(100, block=10_000)
    assert found.exact_value("break_even.exact.sales", "after12").number == pytest.approx(
        found.value("break_even.sales", "after12").number
    )


@pytest.mark.parametrize(
    ("projection", "code"),
    [
        (stepped(0), "no_steps"),
        (stepped(3_001), "steps_take_margin"),
        (stepped(1_000, units=0), "no_steps"),
        (stepped(3_000 - 1e-6), "steps_take_margin"),
        (stepped(6.0, block=1), "steps_take_margin"),
        (stepped(5.999995, block=1, units=1_200_000), "steps_take_margin"),
        (stepped(0.9, block=0.1, units=0.8, fixed=1), "steps_take_margin"),
    ],
)
def test_what_cannot_be_found_says_why(projection: Projection, code: str) -> None:
    assert projection.exact_value("break_even.exact", "after12") == Value(None, code)
    assert explain(projection, "break_even.exact", "after12").reason == code


def test_what_is_far_above_the_plan_is_found() -> None:
    # 6,000,001 fixed, 1 a block of one unit: 6 u = 6,000,001 + 1,200,001 at 1,200,000.33 units, a thousand plans.
    found = stepped(1, block=1, fixed=6_000_001)
    assert found.exact_value("break_even.exact.units", "after12").number == pytest.approx(7_200_002 / 6, rel=1e-9)


def test_a_level_that_covers_at_once_is_no_range() -> None:
    # One block of 2,000 from the first unit, and 1,000 per 500: 6,900 at 2 blocks, 7,900 / 6 = 1,316.67 at 3; the
    # fourth block, at 1,501, makes 8,900, which is covered from 1,483 on.
    assert in_units(stepped(1_000, fixed=2_900, more=(2_000, 10_000))) == [(0, 7_900 / 6)]


def test_nothing_but_steps_covers_at_nothing_and_loses_from_the_first_unit() -> None:
    found = stepped(1_000, fixed=0)
    assert in_units(found) == [(0, 1_000 / 6)]
    assert found.exact("after12").loses[0][0] > 0
    ids = ("break_even.exact", "break_even.exact.sales", "break_even.exact.units")
    assert [found.exact_value(id_, "after12").number for id_ in ids] == [0, 0, 0]
    assert plain(exact_sentence(found, FORMATS)).endswith(
        "cubre sus costos desde 0,0 % de lo planeado, con ventas de USD 0; vuelve a perder entre 0,0 % y 13,9 %."
    )
    assert "de margen = 0,0 %; vuelve a perder" in plain(
        explain(found, "break_even.exact", "after12", formats=FORMATS).sentence
    )


def test_of_many_ranges_some_are_told_and_the_rest_counted() -> None:
    # 2,900 of the 3,000 a block earns go to it: from 1,550 units to 16,000 each block loses again and regains.
    found = stepped(2_900, fixed=310)
    count = len(found.exact("after12").loses) - 1
    assert count > FEW
    said = plain(exact_sentence(found, FORMATS))
    assert said.count("entre ") == FEW
    assert said.endswith(f" y en otros {count - FEW} rangos.")


def blocks(*rows: tuple[float, float, float]) -> Steps:
    return Steps(*np.array(rows, dtype=float).T)


@pytest.mark.parametrize(
    ("steps", "low", "high", "levels", "more"),
    [
        (blocks((1_200, 500, 7)), 500 / 1_200, 1_100 / 1_200, [500 / 1_200, 1_000 / 1_200], [7, 7]),
        (blocks((1_200, 500, 7)), 501 / 1_200, 999 / 1_200, [], []),
        (blocks((100, 50, 1), (30, 20, 2)), 0, 0.9, [0, 0, 0.5, 2 / 3], [1, 2, 1, 2]),
        (blocks((100, 50, 1), (30, 20, 2)), 0.6, 0.9, [2 / 3], [2]),
    ],
)
def test_blocks_begin_just_above_their_level(
    steps: Steps, low: float, high: float, levels: list[float], more: list[float]
) -> None:
    found, costs = steps.begun(low, high)
    assert found == pytest.approx(levels, rel=1e-8, abs=1e-8)
    assert costs.tolist() == more
    assert (found > np.array(levels)).all()


def test_a_block_is_full_before_the_next_begins() -> None:
    steps = blocks((1_000, 500, 7), (30, 20, 2))
    assert (steps.cost(0), steps.cost(1), steps.cost(1.001)) == (0, 2 * 7 + 2 * 2, 3 * 7 + 2 * 2)
    assert steps.slope == 2 * 7 + 1.5 * 2


def test_it_is_explained_with_what_it_was_found_with() -> None:
    # 100 a month at 10, 4 variable, 250 fixed; 3 blocks of 40 at 50.
    fee = Fee(price=Decimal(10), units=each_month(100))
    costs = (
        Variable(stream=fee.id, unit_cost=Decimal(4)), Step(stream=fee.id, amount=Decimal(50), block=Decimal(40)),
        Fixed(amount=Decimal(250)),
    )  # fmt: skip
    projection = project(plan(24, streams=(fee,), costs=costs, basis={"currency": "COP"}))
    trace = explain(projection, "break_even.exact", "year:2028", formats=FORMATS)
    found = projection.exact("year:2028")
    assert [part.number for part in trace.parts] == pytest.approx([7_200, 4_800, 12_000, 1_800, 1_200])
    assert {part.when for part in trace.parts} == {"2028"}
    assert trace.number == pytest.approx((found.fixed + found.steps) / found.margin)
    assert (
        "(COP 3.000 de costos fijos sin tramos + COP 1.200 de tramos a ese nivel) ÷ COP 7.200 de margen = 58,3 %"
        in plain(trace.sentence)
    )


def test_a_cost_that_never_falls_counts_the_most_units_so_far() -> None:
    fee = Fee(price=Decimal(10), units=each_month(100, season=(Decimal(3), *[Decimal(1)] * 11)))
    step = Step(stream=fee.id, amount=Decimal(10), block=Decimal(50), hold=True)
    found = project(plan(streams=(fee,), costs=(step,)))
    steps = steps_of(found, found.grid.period("after12"))
    assert steps.units == pytest.approx([steps.units[0]] * 12)
    assert steps.cost(1.0) == pytest.approx(found.monthly("fixed_costs").sum())


@pytest.mark.parametrize("seed", [*range(30), 5_001])
def test_the_result_has_the_sign_the_ranges_say(seed: int) -> None:
    """At any level the result is below zero inside a range that loses, and not below outside."""
    projection = project(random_plan(seed))
    for period in (each for each in projection.grid.periods if each.kind in PERIODS):
        found, steps = exact(projection, period), steps_of(projection, period)
        if found.share is None:
            continue
        assert steps.cost(1.0) + found.fixed == pytest.approx(
            projection.monthly("fixed_costs")[period.first : period.last + 1].sum()
        )
        for share in np.random.default_rng(seed).uniform(0, 3 * found.share + 0.1, 40):
            result = share * found.margin - found.fixed - steps.cost(share)
            inside = any(low < share < high for low, high in found.loses)
            assert (result < 0) == inside or abs(result) < 1e-6 * (found.margin + found.fixed)


def test_it_is_told_in_every_phase_and_year() -> None:
    rows = [row for row in stepped(1_000).rows() if row.id.startswith("break_even.exact")]
    assert {row.id for row in rows} == {"break_even.exact", "break_even.exact.sales", "break_even.exact.units"}
    assert {row.period.kind for row in rows} == {"after12", "phase", "year"} & {row.period.kind for row in rows}
