"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Plans, their revisions, the figure index and facts about the library."""
    op.create_table("plan", sa.Column("id", sa.String, primary_key=True), _text("created"))
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("plan_id", sa.String, sa.ForeignKey("plan.id"), nullable=False),
        sa.Column("schema", sa.Integer, nullable=False),
        *(_text(name) for name in ("fingerprint", "engine", "label", "created", "changed")),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )
    op.create_index("revision_of_plan", "revision", ["plan_id", "id"])
    op.create_table(
        "figure_index",
        sa.Column("plan_id", sa.String, sa.ForeignKey("plan.id"), primary_key=True),
        *(_text(name) for name in ("name", "executor", "country", "stage", "currency")),
        sa.Column("completeness", sa.Float, nullable=False),
        sa.Column("break_even", sa.String),
        _text("break_even_text"),
        sa.Column("gap", sa.Float),
        _text("gap_text"),
        _text("changed"),
    )
    op.create_table("meta", sa.Column("key", sa.String, primary_key=True), _text("value"))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False)
