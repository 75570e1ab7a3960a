"""The tables of the library. A plan's content is one JSON payload; figures asked across plans are in the index."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table
from sqlalchemy.types import TypeEngine

TABLES = MetaData()
"""What the migrations make."""


def _said(name: str, kind: TypeEngine[Any] | None = None, default: str | None = None) -> Column[Any]:
    """A column that always has a value."""
    return Column(name, kind or String(), nullable=False, server_default=default)


PLAN = Table("plan", TABLES, Column("id", String, primary_key=True), _said("created"))
"""A plan of the library; its current content is its last revision."""

REVISION = Table(
    "revision",
    TABLES,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("plan_id", String, ForeignKey("plan.id"), nullable=False),
    _said("schema", Integer()),
    _said("fingerprint"),
    _said("engine"),
    _said("label"),
    _said("created"),
    _said("changed"),
    _said("payload", LargeBinary()),
    _said("name", default=""),
    Index("revision_of_plan", "plan_id", "id"),
)
"""The content of a plan at some time: one per session of work, per import and per named version.

Their order is that of ``id``. Times are ISO 8601, UTC. ``name``: what the user calls this version, '' for most.
``label``: the last edit, as ``i18n.kept`` writes it.
"""

FIGURE_INDEX = Table(
    "figure_index",
    TABLES,
    Column("plan_id", String, ForeignKey("plan.id"), primary_key=True),
    _said("name"),
    _said("executor"),
    _said("country"),
    _said("stage"),
    _said("currency"),
    _said("completeness", Float()),
    Column("break_even", String),
    _said("break_even_text"),
    Column("gap", Float),
    _said("gap_text"),
    _said("changed"),
    _said("turn", Integer(), "0"),
    _said("aside", default=""),
    _said("portfolio", default=""),
)
"""What cards and lists show of a plan; ``home.PlanCard`` says what the columns mean.

``turn`` numbers the writes of the whole library: the clock may be set back, this may not. ``aside``: when the plan was
deleted by its user, ISO 8601, UTC; it is shown no more and can be brought back. '' for the others. ``portfolio``: what
``Measures.dump`` writes, '' where it is not computed yet.
"""

META = Table("meta", TABLES, Column("key", String, primary_key=True), _said("value"))
"""Facts about the library itself."""

INSTRUMENT = Table(
    "instrument",
    TABLES,
    Column("fingerprint", String, primary_key=True),
    _said("id"),
    _said("version", Integer()),
    _said("own", Integer()),
    _said("aside"),
    _said("changed"),
    _said("payload", LargeBinary()),
)
"""The instruments of rounds, which outlive those the program ships; and the copies edited here: ``own`` is 1."""

ROUND = Table(
    "round",
    TABLES,
    Column("id", String, primary_key=True),
    Column("instrument", String, ForeignKey("instrument.fingerprint"), nullable=False),
    _said("name"),
    _said("wave"),
    _said("projects", Integer()),
    _said("aside"),
    _said("changed"),
    _said("turn", Integer()),
    _said("payload", LargeBinary()),
)
"""A survey held at one time; what lists show of it is beside its payload. ``turn`` and ``aside`` as in FIGURE_INDEX."""

SHEET = Table(
    "sheet",
    TABLES,
    Column("state", Integer, primary_key=True, autoincrement=True),
    Column("round_id", String, ForeignKey("round.id"), nullable=False),
    _said("id"),
    _said("digest"),
    _said("sealed", Integer()),
    _said("aside"),
    _said("changed"),
    _said("payload", LargeBinary()),
    Index("sheet_of_round", "round_id"),
    Index("sheet_by_id", "id"),
    Index("sheet_by_digest", "digest"),
)
"""Every state of every sheet that was here (``survey.merging``). One that is ``sealed`` has been in a file: it stays as
it is, and what is typed next is another state. One that is not is written over with each answer."""

SUPERSEDED = Table("superseded", TABLES, Column("digest", String, primary_key=True))
"""The states another state has taken the place of, here or not."""
