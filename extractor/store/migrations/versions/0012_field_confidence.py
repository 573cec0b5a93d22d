"""How likely each field of a fact is to be right."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_COLUMNS = ("value_confidence", "role_confidence", "subject_confidence")


def upgrade() -> None:
    """Makes the columns; of earlier facts it is not known."""
    for name in _COLUMNS:
        op.add_column("facts", sa.Column(name, sa.Double(), nullable=True))


def downgrade() -> None:
    """Drops them with all that is in them."""
    for name in reversed(_COLUMNS):
        op.drop_column("facts", name)
