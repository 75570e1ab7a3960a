"""Revisions can have a name; the order of edits does not depend on the clock; plans can be set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """A name for revisions, and the number of the last write of each plan, counted over the whole library."""
    op.add_column("revision", sa.Column("name", sa.String, nullable=False, server_default=""))
    op.add_column("figure_index", sa.Column("turn", sa.Integer, nullable=False, server_default="0"))
    op.add_column("figure_index", sa.Column("aside", sa.String, nullable=False, server_default=""))
    op.execute(
        "UPDATE figure_index SET turn ="
        " (SELECT count(*) FROM figure_index AS other WHERE other.changed <= figure_index.changed)"
    )
