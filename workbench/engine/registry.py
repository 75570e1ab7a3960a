"""What a figure is, where it stands, and what it depends on."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from workbench.engine.expr import Expr

B = TypeVar("B", bound=Callable[..., Any])


@dataclass(frozen=True)
class Figure:
    """A named quantity. Its body's parameter names are its dependencies: figures, fields of its own table, plan fields.

    over: the table whose lines it has; None: one row. per: month | once | period. rolls: flow | stock, how months
    become a period. ids: how it is published, one id or one per line of ``over``; unit: money, share, months, month,
    number, ratio, points, class. told: the periods it is published for (P phases, A after12, Y years, S single, Q, M).
    views: the views it is published in, each adding its name to the id. notes: code → flag figure. source: where a
    published figure comes from, a text of ``engine/sources.py``.
    """

    name: str
    label: str
    body: Callable[..., Any]
    needs: tuple[str, ...]
    over: str | None = None
    per: str = "month"
    rolls: str | None = None
    ids: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    unit: str = "money"
    told: str = ""
    views: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    switch: str = ""
    source: str = ""

    @functools.cached_property
    def expr(self) -> Any:
        """The body, noted down."""
        return self.body(**{name: Expr("name", (name,)) for name in self.needs})

    @property
    def reasons(self) -> tuple[str, ...]:
        """The codes its own body may give for not existing."""
        return tuple(e.parts[1] for e in self.expr.walk() if e.word == "unless") if isinstance(self.expr, Expr) else ()


FIGURES: dict[str, Figure] = {}


def figure(label: str, **where: Any) -> Callable[[B], B]:
    """Register a figure; see ``Figure`` for what may be said about it."""

    def register(body: B) -> B:
        FIGURES[body.__name__] = Figure(body.__name__, label, body, tuple(inspect.signature(body).parameters), **where)
        return body

    return register
