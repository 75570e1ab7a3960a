"""How figures are put in order and told apart by view."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from generator import random_plan

from workbench.engine.expr import WORDS, Expr
from workbench.engine.inputs import VIEWS
from workbench.engine.program import DIFFERS, PLANNED, environment, key_of, program, rests_on
from workbench.engine.projection import project
from workbench.engine.registry import FIGURES, Figure
from workbench.engine.words import Num

PROJECTION = project(random_plan(1))
FIELDS = frozenset(PROJECTION.inputs.base)
EVERYTHING = tuple((name, view) for view in VIEWS for name in FIGURES)

# ---------------------------------------------------------------- order


def test_an_operand_is_computed_before_it_is_used() -> None:
    env = set(environment(PROJECTION.inputs))
    for step in program(EVERYTHING, FIELDS).steps:
        missing = set(step.operands) - env
        assert not missing, step.key
        env.add(step.key)


@pytest.mark.parametrize("view", VIEWS)
def test_a_circle_is_refused_with_its_names(monkeypatch: pytest.MonkeyPatch, view: str) -> None:
    def chicken(egg: Num) -> Num:
        return egg

    def egg(nest: Num) -> Num:
        return nest

    def nest(chicken: Num) -> Num:
        return chicken

    for body in (chicken, egg, nest):
        needs = tuple(body.__annotations__.keys() - {"return"})
        monkeypatch.setitem(FIGURES, body.__name__, Figure(body.__name__, "", body, needs))
    with pytest.raises(ValueError, match=r"^chicken → egg → nest → chicken$"):
        program((("chicken", view),), FIELDS)


def test_an_unknown_operand_is_refused_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def stray(nobody_has_this: Num) -> Num:
        return nobody_has_this

    monkeypatch.setitem(FIGURES, "stray", Figure("stray", "", stray, ("nobody_has_this",)))
    with pytest.raises(KeyError, match="nobody_has_this"):
        program((("stray", PLANNED),), FIELDS)


# ---------------------------------------------------------------- views


def test_a_view_computes_only_what_differs_in_it() -> None:
    steps = program(EVERYTHING, FIELDS).steps
    for step in steps:
        _, _, view = step.key.partition("@")
        insisted = {need.rpartition("__")[2] for need in step.figure.needs} & set(VIEWS)
        beneath = {"committed"} if view == "contracted" else set()
        used = {operand.partition("@")[2] for operand in step.operands}
        assert used - {""} <= insisted | beneath | {view}, step.key
        if view:
            assert view in used - insisted, step.key
            assert rests_on(step.figure.name, FIELDS) & DIFFERS[view], step.key
    by_view = {view: {s.figure.name for s in steps if s.key.endswith(f"@{view}")} for view in VIEWS[1:]}
    assert "gap" in by_view["committed"]
    assert "revenue" not in by_view["committed"]
    assert "revenue" in by_view["contracted"]
    assert {"interest", "inflation_index", "staff_base"}.isdisjoint(by_view["committed"] | by_view["contracted"])


def test_the_views_differ_in_what_is_said() -> None:
    for seed in range(4):
        changed = project(random_plan(seed)).inputs.overrides
        assert {view: frozenset(env) for view, env in changed.items()} == DIFFERS


def test_a_figure_that_differs_nowhere_has_one_key() -> None:
    assert key_of("interest", "committed", FIELDS) == "interest"
    assert key_of("gap", "committed", FIELDS) == "gap@committed"
    assert key_of("gap", PLANNED, FIELDS) == "gap"
    assert key_of("gap", "contracted", FIELDS) == "gap@contracted"
    assert key_of("source_received", "contracted", FIELDS) == "source_received@committed"
    assert key_of("stream__counted", "committed", FIELDS) == "stream__counted"


# ---------------------------------------------------------------- bodies


@pytest.mark.parametrize("name", FIGURES)
def test_a_body_uses_words_and_all_its_operands(name: str) -> None:
    f = FIGURES[name]
    assert isinstance(f.expr, Expr)
    nodes = list(f.expr.walk())
    assert {node.word for node in nodes} <= WORDS.keys() | {"name"}
    assert {node.parts[0] for node in nodes if node.word == "name"} == set(f.needs)


def test_a_body_may_not_branch_on_a_value() -> None:
    leaf: Any = Expr("name", ("x",))
    with pytest.raises(TypeError, match="where"):
        bool(leaf > 0)
    with pytest.raises(TypeError):
        np.maximum(leaf, 0)
