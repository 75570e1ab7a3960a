"""What portfolios know of a plan is kept with what cards show of it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Empty until it is computed: when the plan is edited, or when a portfolio is first shown."""
    op.add_column("figure_index", sa.Column("portfolio", sa.String, nullable=False, server_default=""))
    op.execute(  # where the month says it nothing else is said, so that it is told in the language of the screen
        "UPDATE figure_index SET break_even_text = '' WHERE break_even IS NOT NULL"
        " AND substr(break_even_text, -4) GLOB '[0-9][0-9][0-9][0-9]'"
    )
