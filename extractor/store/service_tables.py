"""The tables of the HTTP service: who may use it, and what it was given to do."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .tables import Table


class TokenRow(Table):
    """A token by its digest; who holds it cannot be told from here."""

    __tablename__ = "tokens"

    key: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[str]
    """In the order of their names, a blank between."""
    created: Mapped[datetime]
    revoked: Mapped[datetime | None]


class JobRow(Table):
    """Documents to be run; `key` ascends in the order they came."""

    __tablename__ = "jobs"
    __table_args__ = (UniqueConstraint("token_key", "request_key"),)

    key: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    token_key: Mapped[int] = mapped_column(ForeignKey("tokens.key"))
    request_key: Mapped[str | None]
    """What the client calls its request, so that sending it twice makes one job."""
    state: Mapped[str] = mapped_column(index=True)
    anchor_date: Mapped[date | None]
    documents: Mapped[int]
    created: Mapped[datetime]
    started: Mapped[datetime | None]
    """When a worker last took it."""
    beat: Mapped[datetime | None]
    """When its worker was last heard of."""
    finished: Mapped[datetime | None]
    worker: Mapped[str | None]
    taken: Mapped[int]
    """How often a worker took it."""
    run_id: Mapped[str | None]
    reason: Mapped[str | None]
    """Why it failed."""

    token: Mapped[TokenRow] = relationship()


class JobDocumentRow(Table):
    """A piece of a document of a job; gone once the job is over."""

    __tablename__ = "job_documents"

    key: Mapped[int] = mapped_column(primary_key=True)
    job_key: Mapped[int] = mapped_column(ForeignKey("jobs.key"), index=True)
    position: Mapped[int]
    piece: Mapped[int] = mapped_column(server_default="0")
    """Place in its document; one without a byte has one too."""
    name: Mapped[str]
    content: Mapped[bytes]
