"""What speaks for or against a fact that a model labelled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the column."""
    op.add_column("facts", sa.Column("signals", sa.JSON()))


def downgrade() -> None:
    """Drops the column with all that is in it."""
    op.drop_column("facts", "signals")
