"""The figures a PDF carries beside its plan: compared with those computed here, and asked what they would print."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, TypeGuard

from workbench import limits
from workbench.engine.projection import Projection, Value, published
from workbench.engine.reasons import NOTES, REASONS
from workbench.engine.told import figure_label, figure_rows
from workbench.formats import NOTHING
from workbench.report.figures import words
from workbench.report.material import Material
from workbench.report.plan_report import figure_bytes
from workbench.verify.outcome import Difference, Explained, Kind
from workbench.verify.pieces import Piece

RELATIVE, SMALLEST = 1e-9, 1e-6
"""Numbers closer than this are equal: another machine may compute the last digit otherwise."""
_TOLD = ("value", "reason", "unit", "from", "to")
Row = dict[str, Any]
Key = tuple[str, str, str | None, str | None]


class Unreadable(ValueError):
    """What is attached are no figures."""


class Claims:
    """The attached figures. Raises Unreadable."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            rows = limits.json_value(data)
        except limits.Refused as error:
            raise Unreadable from error
        if not isinstance(rows, list) or not all(map(_is_row, rows)):
            raise Unreadable
        self.rows = {_key(row): row for row in rows}

    def differences(self, projection: Projection, other_version: bool) -> Iterator[Difference]:
        """Where they are not those computed here; what only one version has is left out where they may differ."""
        if self.data == figure_bytes(projection):
            return
        ours = {_key(row): row for row in figure_rows(projection)}
        for key in dict.fromkeys((*ours, *self.rows)):
            mine, theirs = ours.get(key, {}), self.rows.get(key, {})
            if not _same(mine, theirs) and not (other_version and not (mine and theirs)):
                place = " · ".join(str(part)[:80] for part in key[1:] if part)
                explained = Explained.LIKELY if other_version else Explained.NO
                yield Difference(Kind.FIGURES, place, 0, _text(theirs), _text(mine), key[0], explained)

    def prints(self, figure: str, material: Material) -> frozenset[str]:
        """What the values of a figure would look like in a table."""
        told = published().get(figure)
        if told is None:
            return frozenset()
        values = [_value(row) for row in self.rows.values() if row["id"] == figure]
        shown = [words(material, value, told.figure.unit) for value in values if value]
        return frozenset(plain(each) for each in shown)


def figure_of(piece: Piece, labels: dict[str, str]) -> str:
    """The code of the published figure a cell tells; '' for another cell. The index prints the code itself."""
    last = piece.row.rpartition(" ")[2]
    return last if last in published() else labels.get(piece.row.partition(" · ")[0], "")


def labels() -> dict[str, str]:
    """The published figures by what they are called, in the language of here and now."""
    return {" ".join(figure_label(told).split()): id_ for id_, told in published().items()}


def plain(shown: Any) -> str:
    """Words of a cell without their looks."""
    parts = shown if isinstance(shown, tuple) else (shown,)
    return " ".join("".join(part if isinstance(part, str) else getattr(part, "text", "") for part in parts).split())


def _is_row(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("id"), str)


def _key(row: Row) -> Key:
    return row["id"], str(row.get("period")), _or_none(row.get("service")), _or_none(row.get("use"))


def _or_none(value: Any) -> str | None:
    return None if value is None else str(value)


def _same(mine: Row, theirs: Row) -> bool:
    for name in _TOLD:
        one, other = mine.get(name), theirs.get(name)
        if isinstance(one, float) and _is_number(other):
            if not math.isclose(one, other, rel_tol=RELATIVE, abs_tol=SMALLEST):
                return False
        elif one != other or type(one) is not type(other):
            return False
    return bool(mine) == bool(theirs)


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(row: Row) -> str:
    """A row's value as it stands in the file."""
    if not row:
        return NOTHING
    value, reason = row.get("value"), row.get("reason")
    return " ".join(str(part)[:80] for part in (value, reason) if part is not None)


def _value(row: Row) -> Value | None:
    number, reason = row.get("value"), row.get("reason")
    if number is not None and not _is_number(number):
        return None
    known = reason if isinstance(reason, str) and reason in {**REASONS, **NOTES} else None
    return Value(None if number is None else float(number), known) if known or number is not None else None
