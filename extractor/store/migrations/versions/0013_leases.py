"""Who is at which document of a run that several processes share."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "run_leases",
        sa.Column("run_key", sa.Integer(), sa.ForeignKey("runs.key"), primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("worker", sa.Text()),
        sa.Column("beat", sa.DateTime()),
        sa.Column("done", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    """Drops it; an unfinished run goes on by one process."""
    op.drop_table("run_leases")
