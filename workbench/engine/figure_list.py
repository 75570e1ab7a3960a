"""Every figure as plain data: what `figures --json` prints and what travels inside a PDF as `figures.json`."""

from __future__ import annotations

import json
from typing import Any

from workbench.engine.projection import Projection, Row
from workbench.engine.reasons import reason_text


def figure_list(projection: Projection, kinds: frozenset[str] | None = None) -> list[dict[str, Any]]:
    """Every figure in every period it is told for, or in the periods of these kinds (``Period.kind``) only.

    ``value`` is a number or None; ``reason`` says why there is none, or is a note on the number, as a code;
    ``service`` and ``use`` are None where a figure is not split.
    """
    return [_plain(projection, row) for row in projection.rows() if kinds is None or row.period.kind in kinds]


def _plain(projection: Projection, row: Row) -> dict[str, Any]:
    number = row.value.number
    return {
        "id": row.id,
        "period": row.period.id,
        "from": projection.grid.month(row.period.first),
        "to": projection.grid.month(row.period.last),
        "service": str(row.service) if row.service else None,
        "use": row.use,
        "value": None if number is None else number + 0.0,  # no negative zero
        "unit": row.unit,
        "reason": row.value.reason,
        "reason_text": reason_text(row.value.reason) or None,
    }


def figure_bytes(projection: Projection) -> bytes:
    """All figures as JSON in UTF-8, a line for each."""
    lines = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in figure_list(projection)]
    return ("[" + ",\n".join(lines) + "]\n").encode()
