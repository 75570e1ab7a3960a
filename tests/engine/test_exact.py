"""Exact break-even with step costs: worked by hand, every range that loses, and what a search cannot find."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from generator import random_plan
from test_reference import each_month, month, on, plan

from workbench.engine.exact import exact, steps_of
from workbench.engine.exact_said import exact_sentence
from workbench.engine.explain import explain
from workbench.engine.projection import Projection, Value, project
from workbench.engine.pulse import formats_of
from workbench.model.costs import OneOff, Step, Variable
from workbench.model.revenue import Fee

PERIODS = ("phase", "after12", "year")


def stepped(amount: float, block: float = 500, units: float = 1_200, **more: Any) -> Projection:
    """Price 10, variable 4, fixed 3,000 in one month; step costs of a price per block."""
    fee = Fee(price=Decimal(10), units=each_month(units), end=month(0))
    step = Step(stream=fee.id, amount=Decimal(str(amount)), block=Decimal(str(block)), **more)
    costs = (Variable(stream=fee.id, unit_cost=Decimal(4)), step, OneOff(amounts=on({0: 3_000})))
    return project(plan(streams=(fee,), costs=costs))


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
    ],
)
def test_what_cannot_be_found_says_why(projection: Projection, code: str) -> None:
    assert projection.exact_value("break_even.exact", "after12") == Value(None, code)
    assert explain(projection, "break_even.exact", "after12").reason == code


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
