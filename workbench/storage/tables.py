"""The tables of the library. A plan's content is one JSON payload; figures asked across plans are in the index."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Table(DeclarativeBase):
    """What the migrations make."""


class Plan(Table):
    """A plan of the library; its current content is its last revision."""

    __tablename__ = "plan"

    id: Mapped[str] = mapped_column(primary_key=True)
    created: Mapped[str]


class Revision(Table):
    """The content of a plan at some time: one per session of work, per import and per named version.

    Their order is that of ``id``. Times are ISO 8601, UTC. ``name``: what the user calls this version, '' for most.
    """

    __tablename__ = "revision"
    __table_args__ = (Index("revision_of_plan", "plan_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"))
    schema: Mapped[int]
    fingerprint: Mapped[str]
    engine: Mapped[str]
    label: Mapped[str]
    created: Mapped[str]
    changed: Mapped[str]
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    name: Mapped[str] = mapped_column(default="", server_default="")


class FigureIndex(Table):
    """What cards and lists show of a plan; ``home.PlanCard`` says what the columns mean.

    ``turn`` numbers the writes of the whole library: the clock may be set back, this may not. ``aside``: when the plan
    was deleted by its user, ISO 8601, UTC; it is shown no more and can be brought back. '' for the others.
    """

    __tablename__ = "figure_index"

    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    name: Mapped[str]
    executor: Mapped[str]
    country: Mapped[str]
    stage: Mapped[str]
    currency: Mapped[str]
    completeness: Mapped[float]
    break_even: Mapped[str | None]
    break_even_text: Mapped[str]
    gap: Mapped[float | None]
    gap_text: Mapped[str]
    changed: Mapped[str]
    turn: Mapped[int] = mapped_column(default=0, server_default="0")
    aside: Mapped[str] = mapped_column(default="", server_default="")


class Meta(Table):
    """Facts about the library itself."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
