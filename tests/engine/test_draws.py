"""Several draws at once: the figures of each are those of its own plan, however the draws are cut, put in order or run
again. A draw may differ in any number and in any month a line starts, ends or is dated."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from generator import random_plan
from pydantic import ValidationError

from workbench.engine.inputs import VIEWS, Env
from workbench.engine.program import Program, environment, program, run
from workbench.engine.projection import Projection, project
from workbench.engine.registry import FIGURES
from workbench.model.base import Frozen
from workbench.model.grid import month_of, number_of
from workbench.model.plan import Plan

EVERYTHING = tuple((name, view) for view in VIEWS for name in FIGURES)
SEEDS, DRAWS, NEAR = (1, 2, 4, 5), 5, 1e-12
MONTHS = ("start", "end", "month")
PARTS = ("streams", "costs", "investments", "sources", "loans", "opening", "agreement", "criteria", "services")
LEFT = ("id", "kind", "limits", "season")
"""Fields that make a line what it is; a season is turned as a whole."""


class Shaker:
    """Another plan of the same lines, every number and date of it moved."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def plan(self, plan: Plan) -> Plan:
        changes = {name: self.value(name, getattr(plan, name)) for name in PARTS}
        basis = plan.basis
        moved = {name: self.value(name, getattr(basis, name)) for name in ("inflation", "rates", "discount_rate")}
        return plan.with_(**changes, basis=basis.with_(**moved))

    def part(self, part: Any) -> Any:
        """One field after the other; what its type refuses stays as it was."""
        for name in type(part).model_fields:
            if name not in LEFT:
                try:
                    part = part.with_(**{name: self.value(name, getattr(part, name))})
                except ValidationError:
                    continue
        return part

    def value(self, name: str, value: Any) -> Any:
        if isinstance(value, bool):
            return not value if name == "counted" and self.random.random() < 0.3 else value
        if isinstance(value, Decimal):
            return (value * Decimal(self.random.randint(50, 150)) / 100).quantize(Decimal("1e-9"))
        if isinstance(value, int):
            return value + self.random.randint(-1, 3)
        if isinstance(value, str) and name in MONTHS:
            return month_of(number_of(value) + self.random.randint(-2, 3))
        if isinstance(value, tuple):
            return tuple(self.value(name, each) for each in value)
        return self.part(value) if isinstance(value, Frozen) else value


def drawn(plan: Plan, draws: int = DRAWS) -> list[Projection]:
    """The plan and others shaken from it."""
    return [project(plan), *(project(Shaker(seed).plan(plan)) for seed in range(1, draws))]


def stacked(ones: list[Projection]) -> Env:
    """The inputs of several projections with a draw axis; what does not differ keeps one draw."""
    envs = [environment(one.inputs) for one in ones]
    env = dict(envs[0])
    for key, value in env.items():
        if value.ndim == 3 and any(not np.array_equal(other[key], value) for other in envs):
            env[key] = np.concatenate([other[key] for other in envs])
    return env


def computed(steps: Program, ones: list[Projection]) -> Env:
    """Every figure of every view, [draw, …] throughout."""
    env = stacked(ones)
    run(steps, env, ones[0].rollup)
    found = ((step.key, env[step.key]) for step in steps.steps)
    return {key: np.broadcast_to(value, (len(ones), *value.shape[1:])) for key, value in found}


def as_bytes(rows: np.ndarray) -> bytes:
    """The bytes of some values; what does not exist has one way to be written."""
    return np.where(np.isnan(rows), np.nan, rows).tobytes()


@pytest.fixture(scope="module", params=SEEDS)
def case(request: pytest.FixtureRequest) -> tuple[Program, list[Projection], Env]:
    ones = drawn(random_plan(request.param))
    steps = program(EVERYTHING, ones[0].fields)
    return steps, ones, computed(steps, ones)


def test_nearly_everything_that_is_typed_differs() -> None:
    envs = [stacked(drawn(random_plan(seed))) for seed in SEEDS]
    varied = {key for env in envs for key, value in env.items() if value.shape[0] == DRAWS}
    assert varied >= {
        "stream__price", "stream__days", "stream__start", "stream__advance_months", "stream__churn", "cost__days",
        "inflation", "source__scheduled", "source__delay", "source__counts", "source__probability", "asset__bought",
        "asset__life", "loan__lent", "loan__grace", "loan__payments", "carry__share", "step__block", "opening_cash",
        "staff__headcount", "staff__end",
    }  # fmt: skip


def test_each_of_the_draws_is_its_own_plan(case: tuple[Program, list[Projection], Env]) -> None:
    steps, ones, whole = case
    assert len(whole["free_cash@committed"]) == DRAWS
    for at, one in enumerate(ones):
        run(steps, one.env, one.rollup)
        for key, rows in whole.items():
            mine, alone = rows[at], np.broadcast_to(one.env[key][0], rows[at].shape)
            assert (np.isnan(mine) == np.isnan(alone)).all(), key
            scale = np.nanmax(np.abs(alone), axis=-1, keepdims=True, initial=0)
            assert np.nanmax(np.abs(mine - alone) - NEAR * scale, initial=0) <= 0, key


@pytest.mark.parametrize("size", [1, 2, 3])
def test_chunks_of_any_size_give_the_same_bytes(case: tuple[Program, list[Projection], Env], size: int) -> None:
    steps, ones, whole = case
    chunks = [computed(steps, ones[at : at + size]) for at in range(0, DRAWS, size)]
    for key, rows in whole.items():
        assert as_bytes(np.concatenate([chunk[key] for chunk in chunks])) == as_bytes(rows), key


def test_any_order_and_every_run_give_the_same_bytes(case: tuple[Program, list[Projection], Env]) -> None:
    steps, ones, whole = case
    order = [3, 0, 4, 2, 1]
    turned, again = computed(steps, [ones[at] for at in order]), computed(steps, ones)
    for key, rows in whole.items():
        assert as_bytes(turned[key]) == as_bytes(rows[order]), key
        assert as_bytes(again[key]) == as_bytes(rows), key
