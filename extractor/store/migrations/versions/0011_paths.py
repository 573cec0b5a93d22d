"""Where a document lay when it was read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; of earlier documents it is not known."""
    op.add_column("extractions", sa.Column("path", sa.Text()))


def downgrade() -> None:
    """Drops it with all that is in it."""
    op.drop_column("extractions", "path")
