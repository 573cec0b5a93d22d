"""The tables of the review: only ever added to, which triggers of the database keep (migration 0007)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .tables import Json, Table


class ReviewEventRow(Table):
    """One thing that a person did to the facts of an item; see `extractor.review.Event`."""

    __tablename__ = "review_events"
    __table_args__ = (UniqueConstraint("item_key", "round", "version"), UniqueConstraint("reviewer", "request"))

    key: Mapped[int] = mapped_column(primary_key=True)
    item_key: Mapped[int] = mapped_column(ForeignKey("results.item_key"))
    round: Mapped[int]
    """1, or 2 for the second review that knows nothing of the first."""
    version: Mapped[int]
    action: Mapped[str]
    status: Mapped[str]
    """Of the narrative, from this event on."""
    reviewer: Mapped[str]
    at: Mapped[datetime]
    facts: Mapped[Json] = mapped_column(JSON)
    before: Mapped[Json] = mapped_column(JSON)
    after: Mapped[Json] = mapped_column(JSON)
    text: Mapped[str]
    target: Mapped[int | None]
    request: Mapped[str]
    """What the sender calls it, so that sending it again does nothing."""
    digest: Mapped[str]
    """Of what was sent under that name."""


class ReviewClaimRow(Table):
    """Somebody has an item before them; the latest row of an item counts, until its time is over."""

    __tablename__ = "review_claims"

    key: Mapped[int] = mapped_column(primary_key=True)
    item_key: Mapped[int] = mapped_column(ForeignKey("results.item_key"), index=True)
    round: Mapped[int]
    reviewer: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime]


class TaskLinkRow(Table):
    """What a person says of two items: one task, or not; the latest row about two items counts."""

    __tablename__ = "task_links"

    key: Mapped[int] = mapped_column(primary_key=True)
    earlier: Mapped[str]
    """Item id."""
    later: Mapped[str]
    same: Mapped[bool]
    reviewer: Mapped[str]
    at: Mapped[datetime]
