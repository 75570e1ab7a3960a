"""An expression as a sentence in the user's language: the words' own sentences, one inside the other."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from workbench.engine.expr import WORDS, Expr
from workbench.engine.reasons import reason_text
from workbench.i18n import N_, _

Leaf = Callable[[str], str]
SPECIAL = {"pow": (2, N_("{} al cuadrado")), "lag": (1, N_("{} del mes anterior"))}
"""Words said otherwise where their second operand is one certain number."""


class Said:
    """One part of a sentence, in brackets where it would be read otherwise without them."""

    def __init__(self, e: Any, leaf: Leaf, outer: int, right: bool) -> None:
        self.e, self.leaf, self.outer, self.right = e, leaf, outer, right

    def __format__(self, spec: str) -> str:
        if spec == "raw":
            return reason_text(self.e)
        text = say(self.e, self.leaf)
        return f"({text})" if self._loose(spec) else text

    def _loose(self, spec: str) -> bool:
        if not isinstance(self.e, Expr) or self.e.word in ("name", "value"):
            return False
        word = WORDS[self.e.word]
        if spec == "tight" or self.e.word == "where":
            return True
        if self.outer > 3 and word.level == 9:
            return word.say.endswith("}")
        return word.level < self.outer < 9 or (self.right and word.level == self.outer)


def say(e: Any, leaf: Leaf) -> str:
    """``leaf`` says a name. A value already in words is ``Expr("value", (text,))``."""
    if not isinstance(e, Expr):
        return str(Fraction(e).limit_denominator(360))
    if e.word == "value":
        return str(e.parts[0])
    if e.word == "name":
        return leaf(e.parts[0])
    word, parts = WORDS[e.word], e.parts
    if e.word in SPECIAL and not isinstance(parts[1], Expr) and parts[1] == SPECIAL[e.word][0]:
        return _(SPECIAL[e.word][1]).format(Said(parts[0], leaf, word.level, True))
    if word.variadic:
        return _(word.say).format(**{word.names[0]: ", ".join(say(part, leaf) for part in parts)})
    said = [Said(part, leaf, word.level, at > 0) for at, part in enumerate(parts)]
    return _(word.say).format(**dict(zip(word.names, said, strict=True)))
