"""The tables.

::

    runs ──< extractions >── bulletins        one extraction a bulletin and run
                │
                ├──< items ──(0..1) results ──< facts
                ├──< findings                 of the bulletin, or of one item
                └──< failures                 also of a run: files that gave no bulletin
    runs ──< skips
    runs ──< run_leases                       who is at which document of a run that several share
    runs ──< batches ──< attempts             what was asked of a model, at once or with a batch
    answers                                   whichever run asked
    results ──< review_events, review_claims  what people decide (`review_tables`)
    task_links                                which items of two bulletins are one task
    tokens ──< jobs ──< job_documents         of the HTTP service (`service_tables`)
    calibrations                              what the confidences of runs were learned from

What one would filter or add up has a column of its own; what is only ever read whole (the way back
to the source, the number ledger) is JSON. Column names avoid words that SQL reserves.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, Final

from sqlalchemy import JSON, ForeignKey, MetaData, UniqueConstraint, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from ..records import Number
from .columns import AnyText, PlainNumber, UtcDateTime

Json = Any
"""What JSON can hold; its shape is known to the record that is read from it."""


class Table(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: AnyText, datetime: UtcDateTime}


class RunRow(Table):
    """A run; `key` ascends in the order runs were begun."""

    __tablename__ = "runs"

    key: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    started: Mapped[datetime]
    finished: Mapped[datetime | None]
    engine: Mapped[str]
    code_version: Mapped[str]
    calibration: Mapped[str | None]
    prompt: Mapped[str | None]
    digest: Mapped[str | None] = mapped_column(index=True)
    documents: Mapped[int | None]
    stopped: Mapped[datetime | None]


class BulletinRow(Table):
    """A document, known by its bytes and its name."""

    __tablename__ = "bulletins"
    __table_args__ = (UniqueConstraint("sha256", "stem"),)

    key: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    stem: Mapped[str]


class ExtractionRow(Table):
    """A bulletin as one run took it apart."""

    __tablename__ = "extractions"
    __table_args__ = (UniqueConstraint("run_key", "bulletin_key"),)

    key: Mapped[int] = mapped_column(primary_key=True)
    run_key: Mapped[int] = mapped_column(ForeignKey("runs.key"))
    bulletin_key: Mapped[int] = mapped_column(ForeignKey("bulletins.key"), index=True)
    position: Mapped[int | None]
    """Place of its document among those of the run."""
    path: Mapped[str | None]
    """Where the document lay when it was read; empty where it was handed in."""
    anchor_date: Mapped[date | None]
    title: Mapped[str]
    issuer: Mapped[str]
    issue_date: Mapped[date | None]
    period_first: Mapped[date | None]
    period_last: Mapped[date | None]
    layout: Mapped[str]
    layout_why: Mapped[str]
    preamble: Mapped[str] = mapped_column(server_default="")
    notes: Mapped[Json] = mapped_column(JSON)
    pieces: Mapped[Json] = mapped_column(JSON)
    """Field → where its characters stand in the source."""

    bulletin: Mapped[BulletinRow] = relationship()
    items: Mapped[list[ItemRow]] = relationship(order_by="ItemRow.position")
    findings: Mapped[list[FindingRow]] = relationship(order_by="FindingRow.position")
    failures: Mapped[list[FailureRow]] = relationship(order_by="FailureRow.position")


IN_ORDER: Final = (ExtractionRow.position, ExtractionRow.key)
"""Extractions of a run by document, whoever added them first; without a place, as they were added."""


class ItemRow(Table):
    """An item of a bulletin."""

    __tablename__ = "items"
    __table_args__ = (UniqueConstraint("extraction_key", "id"),)

    key: Mapped[int] = mapped_column(primary_key=True)
    extraction_key: Mapped[int] = mapped_column(ForeignKey("extractions.key"))
    position: Mapped[int]
    id: Mapped[str] = mapped_column(index=True)
    number: Mapped[str]
    heading: Mapped[str]
    task: Mapped[str]
    deadline: Mapped[str]
    problems: Mapped[str]
    plans: Mapped[str]
    narrative: Mapped[str]
    status: Mapped[str]
    reported_status: Mapped[str | None]
    units: Mapped[Json] = mapped_column(JSON)
    leaders: Mapped[Json] = mapped_column(JSON)
    pieces: Mapped[Json] = mapped_column(JSON)
    """Field → where its characters stand in the source."""
    places: Mapped[Json] = mapped_column(JSON)
    """Stretches of the source that the narrative is made of, each with its place in the original."""

    result: Mapped[ResultRow | None] = relationship()


class ResultRow(Table):
    """That an item was done; an item without a result failed."""

    __tablename__ = "results"

    item_key: Mapped[int] = mapped_column(ForeignKey("items.key"), primary_key=True, autoincrement=False)
    position: Mapped[int]
    request: Mapped[Json] = mapped_column(JSON)
    """What was asked: the narrative the spans count in, the anchor date and the task."""
    ledger: Mapped[Json] = mapped_column(JSON)

    facts: Mapped[list[FactRow]] = relationship(order_by="FactRow.position")
    findings: Mapped[list[FindingRow]] = relationship(
        order_by="FindingRow.position",
        primaryjoin="ResultRow.item_key == foreign(FindingRow.item_key)",
        viewonly=True,
    )


class FactRow(Table):
    """A fact; the columns of the other kinds of marks are empty."""

    __tablename__ = "facts"

    key: Mapped[int] = mapped_column(primary_key=True)
    item_key: Mapped[int] = mapped_column(ForeignKey("results.item_key"), index=True)
    position: Mapped[int]
    mark_kind: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    span_start: Mapped[int]
    span_end: Mapped[int]
    value: Mapped[Number | None] = mapped_column(PlainNumber)
    value_max: Mapped[Number | None] = mapped_column(PlainNumber)
    unit: Mapped[str | None]
    bound: Mapped[str | None]
    subject: Mapped[str | None]
    role: Mapped[str | None]
    measure: Mapped[str | None]
    """The `kind` of a percentage."""
    date_from: Mapped[date | None]
    date_to: Mapped[date | None]
    category: Mapped[str | None]
    halted: Mapped[bool | None]
    confidence: Mapped[float]
    value_confidence: Mapped[float | None]
    """Those of its fields are empty where nothing was learned about them, or before version 0012."""
    role_confidence: Mapped[float | None]
    subject_confidence: Mapped[float | None]
    score: Mapped[float]
    mention_rule: Mapped[str]
    label_rule: Mapped[str]
    signals: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    """Empty where the rules labelled it."""


class FindingRow(Table):
    """A finding about one item, or about the bulletin where `item_key` is empty."""

    __tablename__ = "findings"

    key: Mapped[int] = mapped_column(primary_key=True)
    extraction_key: Mapped[int] = mapped_column(ForeignKey("extractions.key"), index=True)
    item_key: Mapped[int | None] = mapped_column(ForeignKey("items.key"), index=True)
    position: Mapped[int]
    check_name: Mapped[str] = mapped_column(index=True)
    severity: Mapped[str]
    zh: Mapped[str]
    en: Mapped[str]
    spans: Mapped[Json] = mapped_column(JSON)


class FailureRow(Table):
    """A failure in a bulletin, or of a whole file where `extraction_key` is empty."""

    __tablename__ = "failures"

    key: Mapped[int] = mapped_column(primary_key=True)
    run_key: Mapped[int] = mapped_column(ForeignKey("runs.key"), index=True)
    extraction_key: Mapped[int | None] = mapped_column(ForeignKey("extractions.key"), index=True)
    position: Mapped[int]
    subject: Mapped[str]
    stage: Mapped[str]
    code: Mapped[str]
    message: Mapped[str]


class SkipRow(Table):
    """A file that a run left out."""

    __tablename__ = "skips"

    key: Mapped[int] = mapped_column(primary_key=True)
    run_key: Mapped[int] = mapped_column(ForeignKey("runs.key"), index=True)
    position: Mapped[int]
    subject: Mapped[str]
    reason: Mapped[str]


class LeaseRow(Table):
    """A document of a run that several processes share."""

    __tablename__ = "run_leases"

    run_key: Mapped[int] = mapped_column(ForeignKey("runs.key"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    worker: Mapped[str | None]
    """Who is at it; empty where nobody is."""
    beat: Mapped[datetime | None]
    """When its worker was last heard of."""
    done: Mapped[bool] = mapped_column(server_default=false(), default=False)
    """Something is recorded of it, and nothing is left to do."""


class CalibrationRow(Table):
    """A calibration that a run used, whole: what its confidences meant stays known."""

    __tablename__ = "calibrations"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[Json] = mapped_column(JSON)


class AttemptRow(Table):
    """One request sent to a model, written down before its bytes leave."""

    __tablename__ = "attempts"

    key: Mapped[int] = mapped_column(primary_key=True)
    request: Mapped[str] = mapped_column(index=True)
    """Digest of all that the answer depends on."""
    number: Mapped[int]
    probe: Mapped[bool] = mapped_column(server_default=false())
    """It asked what the endpoint does, and was about no document."""
    run_key: Mapped[int | None] = mapped_column(ForeignKey("runs.key"), index=True)
    """The run it was made for; empty where it was made for none."""
    batch_key: Mapped[int | None] = mapped_column(ForeignKey("batches.key"), index=True)
    """The batch it was sent with; empty where it was sent by itself."""
    begun: Mapped[datetime]
    status: Mapped[int | None]
    body: Mapped[bytes | None]
    """As received, kept before it is looked at."""
    outcome: Mapped[str | None]
    code: Mapped[str | None]
    sent: Mapped[bool | None]
    seconds: Mapped[float | None]
    model: Mapped[str | None]
    tokens_in: Mapped[int | None]
    tokens_cached: Mapped[int | None]
    tokens_out: Mapped[int | None]


class BatchRow(Table):
    """A file of requests handed in at an endpoint to be answered within a day; written down before it leaves."""

    __tablename__ = "batches"

    key: Mapped[int] = mapped_column(primary_key=True)
    run_key: Mapped[int] = mapped_column(ForeignKey("runs.key"), index=True)
    token: Mapped[str] = mapped_column(unique=True)
    """Its name at the endpoint, by which it is found again where its ids were lost."""
    model: Mapped[str]
    """Identity of the model asked."""
    begun: Mapped[datetime]
    file_id: Mapped[str | None]
    batch_id: Mapped[str | None]
    status: Mapped[str]
    """As the endpoint tells it; planned until it has told any, and gone where it never had it."""
    collected: Mapped[datetime | None]
    """When its answers were taken in; empty while they are waited for."""


class AnswerRow(Table):
    """An answer that need not be paid for again."""

    __tablename__ = "answers"

    key: Mapped[int] = mapped_column(primary_key=True)
    request: Mapped[str] = mapped_column(unique=True)
    answer: Mapped[Json] = mapped_column(JSON)
