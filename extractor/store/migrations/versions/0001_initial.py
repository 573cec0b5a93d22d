"""The first tables: runs, bulletins, extractions, items, results, facts, findings, failures, skips."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables, those first that others refer to."""
    _create_runs()
    _create_extractions()
    _create_items()
    _create_facts()
    _create_findings()
    _create_failures()


def downgrade() -> None:
    """Drops the tables with all that is in them."""
    for table in ("skips", "failures", "findings", "facts", "results", "items", "extractions", "bulletins", "runs"):
        op.drop_table(table)


def _create_runs() -> None:
    op.create_table(
        "runs",
        _key(),
        _text("id", unique=True),
        sa.Column("started", sa.DateTime(), nullable=False),
        sa.Column("finished", sa.DateTime()),
        _text("engine"),
        _text("code_version"),
        sa.Column("calibration", sa.Text()),
    )


def _create_extractions() -> None:
    op.create_table(
        "bulletins",
        _key(),
        _text("sha256"),
        _text("stem"),
        sa.UniqueConstraint("sha256", "stem"),
    )
    op.create_table(
        "extractions",
        _key(),
        _reference("run_key", "runs.key"),
        _reference("bulletin_key", "bulletins.key", index=True),
        sa.Column("anchor_date", sa.Date()),
        _text("title"),
        _text("issuer"),
        sa.Column("issue_date", sa.Date()),
        sa.Column("period_first", sa.Date()),
        sa.Column("period_last", sa.Date()),
        _text("layout"),
        _text("layout_why"),
        _json("notes"),
        _json("pieces"),
        sa.UniqueConstraint("run_key", "bulletin_key"),
    )


def _create_items() -> None:
    op.create_table(
        "items",
        _key(),
        _reference("extraction_key", "extractions.key"),
        _position(),
        _text("id", index=True),
        _text("number"),
        _text("heading"),
        _text("task"),
        _text("deadline"),
        _text("problems"),
        _text("plans"),
        _text("narrative"),
        _text("status"),
        sa.Column("reported_status", sa.Text()),
        _json("units"),
        _json("leaders"),
        _json("pieces"),
        sa.UniqueConstraint("extraction_key", "id"),
    )
    op.create_table(
        "results",
        sa.Column("item_key", sa.Integer(), sa.ForeignKey("items.key"), primary_key=True, autoincrement=False),
        _position(),
        _json("request"),
        _json("ledger"),
    )


def _create_facts() -> None:
    op.create_table(
        "facts",
        _key(),
        _reference("item_key", "results.item_key", index=True),
        _position(),
        _text("mark_kind", index=True),
        _text("text"),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("value", sa.Double()),
        sa.Column("value_max", sa.Double()),
        sa.Column("unit", sa.Text()),
        sa.Column("bound", sa.Text()),
        sa.Column("subject", sa.Text()),
        sa.Column("role", sa.Text()),
        sa.Column("measure", sa.Text()),
        sa.Column("date_from", sa.Date()),
        sa.Column("date_to", sa.Date()),
        sa.Column("category", sa.Text()),
        sa.Column("halted", sa.Boolean()),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        _text("mention_rule"),
        _text("label_rule"),
    )


def _create_findings() -> None:
    op.create_table(
        "findings",
        _key(),
        _reference("extraction_key", "extractions.key", index=True),
        _reference("item_key", "items.key", index=True, nullable=True),
        _position(),
        _text("check_name", index=True),
        _text("severity"),
        _text("zh"),
        _text("en"),
        _json("spans"),
    )


def _create_failures() -> None:
    op.create_table(
        "failures",
        _key(),
        _reference("run_key", "runs.key", index=True),
        _reference("extraction_key", "extractions.key", index=True, nullable=True),
        _position(),
        _text("subject"),
        _text("stage"),
        _text("code"),
        _text("message"),
    )
    op.create_table(
        "skips",
        _key(),
        _reference("run_key", "runs.key", index=True),
        _position(),
        _text("subject"),
        _text("reason"),
    )


def _key() -> sa.Column[int]:
    return sa.Column("key", sa.Integer(), primary_key=True)


def _position() -> sa.Column[int]:
    return sa.Column("position", sa.Integer(), nullable=False)


def _text(name: str, *, index: bool = False, unique: bool | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, index=index, unique=unique)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _reference(name: str, target: str, *, index: bool = False, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target), nullable=nullable, index=index)
