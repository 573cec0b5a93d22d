"""What confidences were learned from, and what a bulletin says ahead of its items."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table and the column; of earlier bulletins what stands ahead of the items is not known."""
    op.create_table(
        "calibrations",
        sa.Column("sha256", sa.Text(), primary_key=True),
        sa.Column("content", sa.JSON(), nullable=False),
    )
    op.add_column("extractions", sa.Column("preamble", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Drops them with all that is in them."""
    op.drop_column("extractions", "preamble")
    op.drop_table("calibrations")
