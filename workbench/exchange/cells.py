"""A figure as a spreadsheet formula, printed from what its body noted down: ``Row``, and ``Cell`` for each operand.

A row is printed once, ``{c}`` standing for its own column and ``{p}`` for the one before: one formula a row. What moves
with the line has a row without ``$``, all else one with it, so that the lines of a block share one formula: ``runs``.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from typing import Any

from workbench.engine.expr import WORDS, Expr
from workbench.engine.program import Step
from workbench.engine.reasons import reason_text
from workbench.exchange.places import PERIODS, Place, Spot, sheet_ref


class Unprintable(ValueError):
    """A body that cannot be a formula; the message names the figure and what it lacks."""


class Cell:
    """One operand of a word, written as its template asks: ``{x}``, ``{x:tight}``, ``{x:row}``, ``{x:block}`` …"""

    def __init__(self, e: Any, row: Row, word: Expr, right: bool) -> None:
        self.e, self.row, self.word, self.right = e, row, word, right

    def __format__(self, spec: str) -> str:
        if spec == "raw":
            return reason_text(self.e).replace('"', '""')
        if spec == "same":
            return self.row.stacked(self.word.parts)
        if spec in ("", "tight"):
            return f"({self.row.text(self.e)})" if self._loose(spec) else self.row.text(self.e)
        if not (isinstance(self.e, Expr) and self.e.word == "name"):
            raise Unprintable(f"{self.row.key}: a range needs a figure of its own")
        name = self.e.parts[0]
        if spec == "linked":
            return self.row.linked(name, self.word.parts[1].parts[0])
        return {"row": self.row.range_row, "across": self.row.range_row, "block": self.row.range_block,
                "column": self.row.range_column}[spec](name)  # fmt: skip

    def _loose(self, spec: str) -> bool:
        """Whether it would be read otherwise without brackets: Excel reads −a^b as (−a)^b and a^b^c from the left."""
        level, outer = _level(self.e), _level(self.word)
        if spec or outer == 9:
            return bool(spec) and level < 9
        return level < outer or (level == outer and (self.right or level in (1, 6)))


def _level(e: Any) -> int:
    return WORDS[e.word].level if isinstance(e, Expr) and e.word != "name" else 9


class Row:
    """One line of a step."""

    def __init__(self, step: Step, line: int, place: Place) -> None:
        self.step, self.key, self.line, self.place = step, step.key, line, place
        self.spot = place.spots[step.key]
        self.row = self.spot.row + line
        self.keys = dict(zip(step.figure.needs, step.operands, strict=not step.roll))

    def formula(self) -> str:
        """With ``{c}`` and ``{p}``. A text in a figure it rests on, the reason why that does not exist, passes on."""
        if self.step.roll:
            return self._rolled()
        text = self.text(self.step.figure.expr)
        for need in reversed(self.step.figure.needs):
            if self.keys[need] in self.place.lacks:
                text = f"IF(ISTEXT({self.ref(need)}),{self.ref(need)},{text})"
        return f"={text}"

    def opening(self) -> str | None:
        """What a word with a memory finds before month 0; None for any other."""
        e = self.step.figure.expr
        if self.step.roll or "{before}" not in WORDS[e.word].cell:
            return None
        return "=" + (self.text(e.parts[0]) if WORDS[e.word].names[0] == "opening" else "0")

    def runs(self) -> list[int]:
        """The lines at which another formula begins; up to the next of them, rows differ by their place alone."""
        words = {e.word for e in self.step.figure.expr.walk()} if not self.step.roll else set()
        if "linked" in words:
            return list(range(self.place.lines(self.step.figure)))
        if "stacked" not in words:
            return [0]
        parts = next(e.parts for e in self.step.figure.expr.walk() if e.word == "stacked")
        starts = accumulate((self._spot(part.parts[0]).lines for part in parts), initial=0)
        return sorted({start for start in starts if start < self.place.lines(self.step.figure)})

    def _rolled(self) -> str:
        spot = self.place.spots[self.step.operands[0]]
        if self.step.roll == "stock":
            return f"=INDEX({self._range(spot)},{{c}}$4+1)"
        months = f"{sheet_ref(spot.sheet)}$G$3:{self.place.end}$3"
        return f'=SUMIFS({self._range(spot)},{months},">="&{{c}}$3,{months},"<="&{{c}}$4)'

    def text(self, e: Any) -> str:
        """An expression without its equals sign."""
        if not isinstance(e, Expr):
            return str(int(e)) if float(e).is_integer() else f"({Fraction(e).limit_denominator(360)})"
        if e.word == "name":
            return self.ref(e.parts[0])
        word = WORDS[e.word]
        if "{before}" in word.cell and e is not self.step.figure.expr:
            raise Unprintable(f"{self.key}: a word with a memory needs a figure of its own")
        if "{months}" in word.cell and self.spot.sheet == PERIODS:
            raise Unprintable(f"{self.key}: a word over months has none in a period")
        parts = {n: Cell(part, self, e, i > 0) for i, (n, part) in enumerate(zip(word.names, e.parts, strict=False))}
        months, years = (f"$G${row}:{self.place.end}${row}" for row in (3, 5))
        return word.cell.format(**parts, now="{c}$3", before=f"{{p}}{self.row}", months=months, years=years)

    def ref(self, name: str) -> str:
        """One operand in this row's own column and line."""
        spot = self._spot(name)
        if spot.table not in ("", self.step.figure.over):
            raise Unprintable(f"{self.key}: {name} has the lines of another table")
        return self._at(spot, name, self.line if spot.table else 0)

    def _at(self, spot: Spot, name: str, line: int, moves: bool = True) -> str:
        if spot.spread and (not self.spot.spread or (spot.sheet == PERIODS) != (self.spot.sheet == PERIODS)):
            raise Unprintable(f"{self.key}: {name} has other columns")
        if spot.name:
            return spot.name
        column = "{c}" if spot.spread else spot.first
        return f"{self._sheet(spot)}{column}{'' if moves and spot.table else '$'}{spot.row + line}"

    def _spot(self, name: str) -> Spot:
        return self.place.spots[self.keys[name]]

    def _sheet(self, spot: Spot) -> str:
        return "" if spot.sheet in ("", self.spot.sheet) else sheet_ref(spot.sheet)

    def _range(self, spot: Spot) -> str:
        if spot.name:
            return spot.name
        row = f"{spot.row + self.line}" if spot.table else f"${spot.row}"
        return f"{self._sheet(spot)}{spot.first}{row}:{spot.last}{row}"

    def range_row(self, name: str) -> str:
        """All months of an operand, or its values side by side."""
        return self._range(self._spot(name))

    def range_block(self, name: str) -> str:
        """All lines of an operand, in this column."""
        spot = self._spot(name)
        if self.keys[name] in self.place.lacks:
            raise Unprintable(f"{self.key}: a range would skip the lines of {name} that do not exist")
        column = "{c}" if spot.spread else spot.first
        return f"{self._sheet(spot)}{column}${spot.row}:{column}${spot.row + spot.lines}"

    def range_column(self, name: str) -> str:
        """A field down its table."""
        spot = self._spot(name)
        return f"{self._sheet(spot)}{spot.first}${spot.row}:{spot.first}${spot.row + spot.lines}"

    def linked(self, name: str, link: str) -> str:
        """The operand on the line this one points to, or 0."""
        to = int(self.place.links[self.keys[link]][self.line])
        return self._at(self._spot(name), name, to, moves=False) if to >= 0 else "0"

    def stacked(self, parts: tuple[Any, ...]) -> str:
        """The operand whose line stands here when the lines of all follow one another."""
        line = self.line
        for name in (part.parts[0] for part in parts):
            if line < self._spot(name).lines:
                return self._at(self._spot(name), name, line)
            line -= self._spot(name).lines
        raise Unprintable(f"{self.key}: no line {self.line}")
