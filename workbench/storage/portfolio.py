"""The plans of a library as portfolios know them: read from the figure index, computed where it does not have them."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any
from uuid import UUID

from workbench.portfolio.entry import Entry, Measures, load

if TYPE_CHECKING:
    from workbench.storage.library import Library

_SHOWN = {"id": "plan_id", **{name: name for name in ("name", "executor", "country", "stage", "currency",
          "completeness", "break_even", "gap")}}  # fmt: skip
"""Where each field of an entry stands."""
_ENTRIES = f"SELECT {', '.join(_SHOWN.values())}, portfolio FROM figure_index WHERE aside = '' ORDER BY turn DESC, name"


def entries(connection: sqlite3.Connection) -> tuple[Entry, ...]:
    """Every plan, last changed first; those whose measures are not kept are pending."""
    return tuple(map(_entry, connection.execute(_ENTRIES)))


def _entry(row: tuple[Any, ...]) -> Entry:
    shown, measures = dict(zip(_SHOWN, row[:-1], strict=True)), load(row[-1])
    return Entry(**shown, measures=measures or Measures(), pending=measures is None)


def completed(library: Library, entry: Entry) -> Entry:
    """A pending plan with all its figures, which are kept where the library can be written.

    Raises LibraryError, PlanNotFound, PlanRefused.
    """
    from workbench.engine.projection import project
    from workbench.portfolio.measure import entry_of
    from workbench.storage.index import index_of

    plan = UUID(entry.id)
    revisions = library.revisions(plan)
    projection = project(library.load(plan))
    if library.writable:
        library.keep_index(plan, revisions[0].fingerprint, index_of(projection))
    return entry_of(projection)
