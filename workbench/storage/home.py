"""The cards of the home screen, read with the standard library alone: they stand there before anything heavy loads."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from workbench.storage.header import TURNS, VERSION, found_version, reading, told

_CARDS = """
SELECT plan_id, name, executor, country, stage, currency, completeness, break_even, break_even_text, gap, gap_text,
       changed
FROM figure_index {which} ORDER BY {order} DESC, name
"""


@dataclass(frozen=True)
class PlanCard:
    """One plan of the library at a glance.

    ``stage`` is a code of ``model.types.Stage`` or ''; ``completeness`` 0 to 1; ``break_even`` an ISO month or None;
    ``break_even_text`` what is said instead of it, '' where the month says it; ``gap`` in ``currency`` or None. The
    texts are in Spanish, and translated where they are shown. ``changed``: ISO 8601, UTC.
    """

    id: str
    name: str
    executor: str
    country: str
    stage: str
    currency: str
    completeness: float
    break_even: str | None
    break_even_text: str
    gap: float | None
    gap_text: str
    changed: str

    @property
    def month(self) -> str:
        """The ISO month of break-even; '' where something else is to be said of it."""
        return "" if self.break_even_text else self.break_even or ""


def cards(path: Path) -> tuple[PlanCard, ...]:
    """Every plan, last changed first; none where there is no library yet. Raises LibraryError."""
    version = found_version(path)
    return listed(path, version) if version else ()


def listed(path: Path, version: int = VERSION, aside: bool = False) -> tuple[PlanCard, ...]:
    """``cards`` of a library known to be of ``version``, or of its plans set ``aside``. Raises LibraryError.

    Where it is open in this process it is not read past SQLite: closing the file would give up SQLite's locks on it.
    """
    query = _CARDS.format(order="changed", which="")
    if version >= TURNS:
        query = _CARDS.format(order="turn", which=f"WHERE aside {'!=' if aside else '='} ''")
    try:
        with reading(path) as connection:
            return tuple(PlanCard(*row) for row in connection.execute(query))
    except sqlite3.Error as error:
        raise told(path, error) from error
