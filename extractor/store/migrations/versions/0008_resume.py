"""What a run needs to be taken up again: its digest, its stops, the place of each document, and its batches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table and the columns; runs of before have no digest and are never taken up."""
    op.create_table(
        "batches",
        sa.Column("key", sa.Integer(), primary_key=True),
        sa.Column("run_key", sa.Integer(), sa.ForeignKey("runs.key"), nullable=False, index=True),
        sa.Column("token", sa.Text(), nullable=False, unique=True),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("begun", sa.DateTime(), nullable=False),
        sa.Column("file_id", sa.Text()),
        sa.Column("batch_id", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("collected", sa.DateTime()),
    )
    with op.batch_alter_table("runs") as runs:
        runs.add_column(sa.Column("digest", sa.Text()))
        runs.add_column(sa.Column("documents", sa.Integer()))
        runs.add_column(sa.Column("stopped", sa.DateTime()))
        runs.create_index(op.f("ix_runs_digest"), ["digest"])
    with op.batch_alter_table("extractions") as extractions:
        extractions.add_column(sa.Column("position", sa.Integer()))
    with op.batch_alter_table("attempts") as attempts:
        attempts.add_column(sa.Column("run_key", sa.Integer()))
        attempts.add_column(sa.Column("batch_key", sa.Integer()))
        attempts.create_foreign_key(op.f("fk_attempts_run_key_runs"), "runs", ["run_key"], ["key"])
        attempts.create_foreign_key(op.f("fk_attempts_batch_key_batches"), "batches", ["batch_key"], ["key"])
        attempts.create_index(op.f("ix_attempts_run_key"), ["run_key"])
        attempts.create_index(op.f("ix_attempts_batch_key"), ["batch_key"])


def downgrade() -> None:
    """Drops them with all that is in them."""
    with op.batch_alter_table("attempts") as attempts:
        for name in ("batch_key", "run_key"):
            attempts.drop_index(op.f(f"ix_attempts_{name}"))
        attempts.drop_constraint(op.f("fk_attempts_batch_key_batches"), type_="foreignkey")
        attempts.drop_constraint(op.f("fk_attempts_run_key_runs"), type_="foreignkey")
        attempts.drop_column("batch_key")
        attempts.drop_column("run_key")
    # in place: tables that others refer to cannot be made anew while they hold rows
    op.drop_column("extractions", "position")
    op.drop_index(op.f("ix_runs_digest"), "runs")
    for name in ("stopped", "documents", "digest"):
        op.drop_column("runs", name)
    op.drop_table("batches")
