"""The HTTP service: tokens, jobs and the documents of jobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "tokens",
        sa.Column("key", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False, unique=True),
        sa.Column("digest", sa.Text(), nullable=False, unique=True),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("revoked", sa.DateTime()),
    )
    op.create_table(
        "jobs",
        sa.Column("key", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        sa.Column("token_key", sa.Integer(), sa.ForeignKey("tokens.key"), nullable=False),
        sa.Column("request_key", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False, index=True),
        sa.Column("anchor_date", sa.Date()),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("started", sa.DateTime()),
        sa.Column("beat", sa.DateTime()),
        sa.Column("finished", sa.DateTime()),
        sa.Column("worker", sa.Text()),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.UniqueConstraint("token_key", "request_key"),
    )
    op.create_table(
        "job_documents",
        sa.Column("key", sa.Integer(), primary_key=True),
        sa.Column("job_key", sa.Integer(), sa.ForeignKey("jobs.key"), nullable=False, index=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    """Drops the tables with all that is in them; runs and what they found stay."""
    op.drop_table("job_documents")
    op.drop_table("jobs")
    op.drop_table("tokens")
