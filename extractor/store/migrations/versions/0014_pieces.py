"""Documents of jobs in pieces."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; a document that waits is one piece."""
    op.add_column("job_documents", sa.Column("piece", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Drops it; each piece of a document that waits becomes one of its own, so let jobs end before."""
    op.drop_column("job_documents", "piece")
