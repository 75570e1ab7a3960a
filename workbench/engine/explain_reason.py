"""The reason a figure does not exist: the first test of an ``unless`` that holds, dependencies first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.engine.expr import WORDS, Expr
from workbench.engine.program import key_of, resolve
from workbench.engine.registry import FIGURES, Figure

if TYPE_CHECKING:
    from workbench.engine.projection import Projection


def operands(projection: Projection, f: Figure, view: str) -> dict[str, Any]:
    """The arrays a figure's body was given, by parameter name."""
    fields, env = projection._fields, projection.env
    found: dict[str, Any] = {}
    for need in f.needs:
        name, insisted = resolve(f.over, need, fields)
        key = key_of(name, insisted or view, fields)
        if f.per == "period" and f"P:{key}" in env:
            key = f"P:{key}"
        found[need] = env[key]
    return found


def compute(e: Any, values: dict[str, Any]) -> Any:
    """The value of a noted expression."""
    if not isinstance(e, Expr):
        return e
    if e.word == "name":
        return values[e.parts[0]]
    return WORDS[e.word].compute(*(compute(part, values) for part in e.parts))


def why(projection: Projection, f: Figure, view: str, line: int, column: int) -> str:
    """The code of the reason why a value does not exist."""
    values = operands(projection, f, view)
    with np.errstate(all="ignore"):
        for need in f.needs:
            name, insisted = resolve(f.over, need, projection._fields)
            at = _at(values[need], line, column)
            if name in FIGURES and np.isnan(at):
                return why(projection, FIGURES[name], insisted or view, line, column)
        for e in f.expr.walk():
            if e.word == "unless" and _at(compute(e.parts[0], values), line, column):
                return str(e.parts[1])
    raise AssertionError(f"{f.name} does not exist and nothing says why")


def _at(x: Any, line: int, column: int) -> Any:
    if not isinstance(x, np.ndarray) or x.ndim < 3 or not x.shape[1]:
        return 0
    return x[0, min(line, x.shape[1] - 1), min(column, x.shape[2] - 1)]
