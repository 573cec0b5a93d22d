"""Which prompt a run asked with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the column."""
    op.add_column("runs", sa.Column("prompt", sa.Text()))


def downgrade() -> None:
    """Drops the column with all that is in it."""
    op.drop_column("runs", "prompt")
