"""What was asked of a model: attempts, and the answers that need not be asked for again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "attempts",
        sa.Column("key", sa.Integer(), primary_key=True),
        sa.Column("request", sa.Text(), nullable=False, index=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("begun", sa.DateTime(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("outcome", sa.Text()),
        sa.Column("code", sa.Text()),
        sa.Column("sent", sa.Boolean()),
        sa.Column("seconds", sa.Double()),
        sa.Column("model", sa.Text()),
        sa.Column("tokens_in", sa.Integer()),
        sa.Column("tokens_cached", sa.Integer()),
        sa.Column("tokens_out", sa.Integer()),
    )
    op.create_table(
        "answers",
        sa.Column("key", sa.Integer(), primary_key=True),
        sa.Column("request", sa.Text(), nullable=False, unique=True),
        sa.Column("answer", sa.JSON(), nullable=False),
    )


def downgrade() -> None:
    """Drops the tables with all that is in them."""
    op.drop_table("answers")
    op.drop_table("attempts")
