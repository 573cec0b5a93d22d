"""Which requests only found out what an endpoint does."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the column; what was asked before was asked about a narrative."""
    op.add_column("attempts", sa.Column("probe", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Drops the column with all that is in it."""
    op.drop_column("attempts", "probe")
