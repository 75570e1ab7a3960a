"""What a figure's body did, noted down as a small tree; and the register of the words it may use."""

from __future__ import annotations

import functools
import inspect
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from workbench.i18n import N_

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, eq=False)
class Word:
    """A word's three readings. ``level`` is how tightly it binds: 1 comparison, 4 sum, 5 product, 6 power, 9 function.

    In ``cell`` a part may ask for a range: ``{x:row}`` its months, ``{x:block}`` its lines, ``{x:column}`` a field
    down its table, ``{x:across}`` a line's values side by side, ``{x:linked}`` the row pointed to, ``{x:last}``.
    """

    compute: Callable[..., Any]
    say: str
    cell: str
    level: int
    names: tuple[str, ...]
    variadic: bool = False

    @functools.cached_property
    def ranged(self) -> bool:
        """Whether the word reads more than its own month and line."""
        return any(mark in self.cell for mark in (":row", ":block", ":linked", ":last", ":across", "{before}", ":same"))


WORDS: dict[str, Word] = {}


@dataclass(frozen=True, eq=False)
class Expr:
    """A word and its parts. A leaf is ``Expr("name", (name,))``."""

    word: str
    parts: tuple[Any, ...]
    __array_ufunc__ = None  # numpy must hand the operation to us, not build an array of objects

    def __bool__(self) -> bool:
        raise TypeError("a figure may not branch on a value: use where, &, |, minimum, maximum")

    def walk(self) -> Iterator[Expr]:
        """This node and all below it."""
        yield self
        for part in self.parts:
            if isinstance(part, Expr):
                yield from part.walk()


def word(say: str, cell: str, level: int = 9) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a function as a word: it computes on arrays, and notes itself down where an operand is an Expr."""

    def register(compute: Callable[P, R]) -> Callable[P, R]:
        name, parameters = compute.__name__, inspect.signature(compute).parameters.values()
        variadic = any(p.kind is p.VAR_POSITIONAL for p in parameters)
        WORDS[name] = Word(compute, say, cell, level, tuple(p.name for p in parameters), variadic)

        @functools.wraps(compute)
        def dispatch(*args: P.args, **kwargs: P.kwargs) -> R:
            for each in args:
                if type(each) is Expr:
                    return Expr(name, args)  # type: ignore[return-value]
            return compute(*args, **kwargs)

        return dispatch

    return register


def _operators() -> None:
    signs: tuple[tuple[str, str, str, int], ...] = (
        ("add", "+", "{a} + {b}", 4),
        ("sub", "-", "{a} − {b}", 4),
        ("mul", "*", "{a} × {b}", 5),
        ("truediv", "/", "{a} ÷ {b}", 5),
        ("pow", "^", N_("{a} elevado a {b}"), 6),
        ("ge", ">=", "{a} ≥ {b}", 1),
        ("gt", ">", "{a} > {b}", 1),
        ("le", "<=", "{a} ≤ {b}", 1),
        ("lt", "<", "{a} < {b}", 1),
        ("eq", "=", N_("{a} es {b}"), 1),
    )
    for name, sign, said, level in signs:
        WORDS[name] = Word(getattr(operator, name), said, f"{{a}}{sign}{{b}}", level, ("a", "b"))
        setattr(Expr, f"__{name}__", lambda a, b, n=name: Expr(n, (a, b)))
        if level > 1:
            setattr(Expr, f"__r{name}__", lambda b, a, n=name: Expr(n, (a, b)))
    for name, cell, said in (("and_", "AND({a},{b})", N_("{a} y {b}")), ("or_", "OR({a},{b})", N_("{a} o {b}"))):
        WORDS[name] = Word(getattr(operator, name), said, cell, 9, ("a", "b"))
        setattr(Expr, f"__{name.rstrip('_')}__", lambda a, b, n=name: Expr(n, (a, b)))
    WORDS["neg"] = Word(operator.neg, "−{a}", "-{a}", 7, ("a",))
    Expr.__neg__ = lambda self: Expr("neg", (self,))  # type: ignore[operator]


_operators()
