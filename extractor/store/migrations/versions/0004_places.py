"""Where the words of a narrative stand in the original document."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the column; items stored so far were read from plain text, which has no places."""
    op.add_column("items", sa.Column("places", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Drops the column with all that is in it."""
    op.drop_column("items", "places")
