"""Surveys: instruments, rounds and the sheets handed in."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Instruments used or edited here, rounds, every state of a sheet, and which of these are superseded."""
    op.create_table(
        "instrument",
        sa.Column("fingerprint", sa.String, primary_key=True),
        *(_text(name) for name in ("id", "aside", "changed")),
        *(_number(name) for name in ("version", "own")),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("instrument", sa.String, sa.ForeignKey("instrument.fingerprint"), nullable=False),
        *(_text(name) for name in ("name", "wave", "aside", "changed")),
        *(_number(name) for name in ("projects", "turn")),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "sheet",
        sa.Column("state", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("round_id", sa.String, sa.ForeignKey("round.id"), nullable=False),
        *(_text(name) for name in ("id", "digest", "aside", "changed")),
        _number("sealed"),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )
    op.create_index("sheet_of_round", "sheet", ["round_id"])
    op.create_index("sheet_by_id", "sheet", ["id"])
    op.create_index("sheet_by_digest", "sheet", ["digest"])
    op.create_table("superseded", sa.Column("digest", sa.String, primary_key=True))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)
