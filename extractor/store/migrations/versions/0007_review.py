"""What people decide: events, claims and links of tasks, which the database lets nobody change or delete."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_KEPT = ("review_events", "review_claims", "task_links")


def upgrade() -> None:
    """Makes the tables and their guards."""
    _create_events()
    _create_claims()
    _create_links()
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$"
        )
    for table in _KEPT:
        for statement in _on_postgresql(table) if postgresql else _on_sqlite(table):
            op.execute(statement)


def downgrade() -> None:
    """Drops the tables with all that is in them."""
    for table in reversed(_KEPT):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def _on_sqlite(table: str) -> tuple[str, ...]:
    return tuple(
        f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
        for change in ("UPDATE", "DELETE")
    )


def _on_postgresql(table: str) -> tuple[str, ...]:
    when = f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT"
    return (f"CREATE TRIGGER {table}_kept {when} EXECUTE FUNCTION refuse_change()",)


def _create_events() -> None:
    op.create_table(
        "review_events",
        _key(),
        _item(),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("action"),
        _text("status"),
        _text("reviewer"),
        sa.Column("at", sa.DateTime(), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("facts", "before", "after")),
        _text("text"),
        sa.Column("target", sa.Integer()),
        _text("request"),
        _text("digest"),
        sa.UniqueConstraint("item_key", "round", "version"),
        sa.UniqueConstraint("reviewer", "request"),
    )


def _create_claims() -> None:
    op.create_table(
        "review_claims",
        _key(),
        _item(index=True),
        sa.Column("round", sa.Integer(), nullable=False),
        _text("reviewer"),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
    )


def _create_links() -> None:
    op.create_table(
        "task_links",
        _key(),
        _text("earlier"),
        _text("later"),
        sa.Column("same", sa.Boolean(), nullable=False),
        _text("reviewer"),
        sa.Column("at", sa.DateTime(), nullable=False),
    )


def _key() -> sa.Column[int]:
    return sa.Column("key", sa.Integer(), primary_key=True)


def _item(*, index: bool = False) -> sa.Column[int]:
    return sa.Column("item_key", sa.Integer(), sa.ForeignKey("results.item_key"), nullable=False, index=index)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)
