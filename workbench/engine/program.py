"""The order in which figures are computed, worked out once, and the evaluation of one set of inputs.

A key is a name in the planned view, ``name@view`` in another, ``P:`` before it when rolled up or computed by period. A
figure is computed anew in a view only where it rests on an input that the view changes.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from workbench.engine import (  # noqa: F401  (fill the registry)
    appraisal,
    break_even,
    cash,
    costs,
    financing,
    ratios,
    results,
    revenue,
    who_pays,
)
from workbench.engine.inputs import VIEWS, Env, Inputs
from workbench.engine.registry import FIGURES, Figure
from workbench.model.grid import Grid

PLANNED = VIEWS[0]
REFINES = {"committed": PLANNED, "contracted": "committed"}
"""Each view is another one with some inputs changed."""
DIFFERS = {
    "committed": frozenset({"source__counts", "carry__counts"}),
    "contracted": frozenset({"stream__counted"}),
}
"""The inputs a view changes in the one it refines."""


ROLLED = ("single", "phase", "after12", "year")
"""The kinds of period that figures are computed for; a flow of a quarter or month is added up when it is asked for."""


class Rollup:
    """The periods figures are computed for. ``within``: 0/1 [month, period]; ``last``: the last month of each."""

    def __init__(self, grid: Grid) -> None:
        self.periods = tuple(period for period in grid.periods if period.kind in ROLLED)
        months = np.arange(grid.months)[:, None]
        first, self.last = (np.array([getattr(each, end) for each in self.periods]) for end in ("first", "last"))
        self.within = ((months >= first) & (months <= self.last)).astype(float)


@functools.lru_cache(maxsize=16)
def rollup_of(grid: Grid) -> Rollup:
    """The periods of a grid, made once."""
    return Rollup(grid)


@dataclass(frozen=True)
class Step:
    """One computation: a figure's body on its operands, or the rolling up of months into periods."""

    key: str
    figure: Figure
    operands: tuple[str, ...]
    roll: str | None = None


def is_field(name: str) -> bool:
    """Whether a resolved name is an input rather than a figure."""
    return name not in FIGURES


@functools.cache
def resolve(over: str | None, name: str, fields: frozenset[str]) -> tuple[str, str | None]:
    """A parameter's meaning in a figure over a table: (field or figure, the view it insists on or None)."""
    if over and f"{over}__{name}" in fields:
        return f"{over}__{name}", None
    if name in FIGURES or name in fields:
        return name, None
    stem, _, view = name.rpartition("__")
    if stem in FIGURES and view in VIEWS:
        return stem, view
    raise KeyError(f"{name} is neither a figure nor a field ({over})")


@functools.cache
def rests_on(name: str, fields: frozenset[str]) -> frozenset[str]:
    """Every input a figure rests on in its own view."""
    if is_field(name):
        return frozenset({name})
    f = FIGURES[name]
    found = (resolve(f.over, need, fields) for need in f.needs)
    return frozenset().union(*(rests_on(each, fields) for each, view in found if view is None))


def key_of(name: str, view: str, fields: frozenset[str]) -> str:
    """The key a name has in a view: that of the view it refines where nothing beneath the name is changed."""
    while view != PLANNED and not rests_on(name, fields) & DIFFERS[view]:
        view = REFINES[view]
    return name if view == PLANNED else f"{name}@{view}"


def refuse_circles(names: Iterable[str], fields: frozenset[str]) -> None:
    """Raises ValueError, with the names in their order, where a figure rests on itself."""
    sound: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            raise ValueError(" → ".join((*path[path.index(name) :], name)))
        if name not in sound and not is_field(name):
            for need in FIGURES[name].needs:
                visit(resolve(FIGURES[name].over, need, fields)[0], (*path, name))
            sound.add(name)

    for name in names:
        visit(name, ())


class Program:
    """The steps that give some keys, in order."""

    def __init__(self, wanted: tuple[tuple[str, str], ...], fields: frozenset[str]) -> None:
        refuse_circles((name for name, _ in wanted), fields)
        self.fields = fields
        self.steps: list[Step] = []
        self._done: set[str] = set()
        for name, view in wanted:
            self._monthly(name, view)

    def _monthly(self, name: str, view: str) -> str:
        """The key of a name as it stands by month, or once, with the steps to it."""
        key = key_of(name, view, self.fields)
        if is_field(name) or key in self._done:
            return key
        f = FIGURES[name]
        if f.per == "period":
            return self._periodic(name, view)
        operands = tuple(self._monthly(*self._target(f, need, view)) for need in f.needs)
        self._add(Step(key, f, operands))
        return key

    def _periodic(self, name: str, view: str) -> str:
        """The key of a name by period: computed there, or rolled up; a value that has no months stays as it is."""
        plain = key_of(name, view, self.fields)
        if is_field(name):
            return plain
        f, key = FIGURES[name], f"P:{plain}"
        if f.per == "once":
            return self._monthly(name, view)
        if key in self._done:
            return key
        if f.per == "period":
            step = Step(key, f, tuple(self._periodic(*self._target(f, need, view)) for need in f.needs))
        else:
            step = Step(key, f, (self._monthly(name, view),), f.rolls or "stock")
        self._add(step)
        return key

    def _target(self, f: Figure, need: str, view: str) -> tuple[str, str]:
        name, insisted = resolve(f.over, need, self.fields)
        return name, insisted or view

    def _add(self, step: Step) -> None:
        self._done.add(step.key)
        self.steps.append(step)


@functools.cache
def program(wanted: tuple[tuple[str, str], ...], fields: frozenset[str]) -> Program:
    """The program for some (name, view) pairs, made once."""
    return Program(wanted, fields)


def environment(inputs: Inputs) -> Env:
    """All inputs of all views by key."""
    env = dict(inputs.base)
    for view, changed in inputs.overrides.items():
        env |= {f"{name}@{view}": value for name, value in changed.items()}
    return env


def known_again(env: Env, known: Env) -> None:
    """Let the inputs that are equal to those of another plan be the very arrays of it."""
    for key, value in env.items():
        there = known.get(key)
        if there is not None and there.shape == value.shape and (there == value).all():
            env[key] = there


def run(steps: Program, env: Env, rollup: Rollup, known: Env | None = None) -> None:
    """Compute into ``env`` the steps it does not hold yet.

    ``known``: what was computed of another plan of the same months and fields. A figure is a function of its operands
    alone: one whose operands are the very arrays they were there is taken from there.
    """
    known = known or {}
    with np.errstate(all="ignore"):
        for step in steps.steps:
            if step.key in env:
                continue
            if step.key in known and all(env[key] is known.get(key) for key in step.operands):
                env[step.key] = known[step.key]
            elif step.roll is None:
                env[step.key] = step.figure.body(*[env[key] for key in step.operands])
            else:
                months = env[step.operands[0]]
                wide = np.broadcast_to(months, (*months.shape[:2], len(rollup.within)))
                env[step.key] = np.matmul(wide, rollup.within) if step.roll == "flow" else wide[..., rollup.last]
