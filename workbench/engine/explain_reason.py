"""The reason a figure does not exist: the first test of an ``unless`` that holds, dependencies first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from workbench.engine.expr import WORDS, Expr
from workbench.engine.program import key_of, resolve
from workbench.engine.reasons import REASONS
from workbench.engine.registry import FIGURES, Figure

if TYPE_CHECKING:
    from workbench.engine.projection import Projection

CODES = tuple(REASONS)


def operands(projection: Projection, f: Figure, view: str) -> dict[str, Any]:
    """The arrays a figure's body was given, by parameter name."""
    fields, env = projection.fields, projection.computed
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


def reasons_of(projection: Projection, f: Figure, view: str) -> NDArray[np.intp]:
    """Which reason each value of a figure has, as a place in ``CODES``; −1 where it exists: [line, month or period]."""
    key = key_of(f.name, view, projection.fields)
    if key not in projection.reasons:
        with np.errstate(all="ignore"):
            projection.reasons[key] = _reasons_of(projection, f, view)
    return projection.reasons[key]


def _reasons_of(projection: Projection, f: Figure, view: str) -> NDArray[np.intp]:
    values = operands(projection, f, view)
    found = np.full(projection.array(f.name, view).shape[1:], -1)
    for need in f.needs:
        name, insisted = resolve(f.over, need, projection.fields)
        if name in FIGURES and np.isnan(values[need]).any():
            found = np.where(found < 0, reasons_of(projection, FIGURES[name], insisted or view), found)
    for e in f.expr.walk():
        if e.word == "unless":
            holds = np.broadcast_to(compute(e.parts[0], values), (1, *found.shape))[0]
            found = np.where((found < 0) & holds, CODES.index(e.parts[1]), found)
    return found


def whys(projection: Projection, f: Figure, view: str, line: int, columns: Sequence[int]) -> list[str]:
    """The codes of the reasons why a line's values do not exist in some months or periods."""
    if not columns:
        return []
    found = reasons_of(projection, f, view)
    row = found[min(line, len(found) - 1)]
    codes = [int(row[min(column, len(row) - 1)]) for column in columns]
    assert min(codes) >= 0, f"{f.name} does not exist and nothing says why"
    return [CODES[code] for code in codes]


def why(projection: Projection, f: Figure, view: str, line: int, column: int) -> str:
    """The code of the reason why one value does not exist."""
    return whys(projection, f, view, line, [column])[0]
