"""The outcome of a run: facts, findings and failures, each counted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from ..spans import Span
from ._base import Record
from .bulletin import Bulletin, Item
from .finding import Finding
from .marks import Blocker, Date, Marks, Percentage, Quantity, ReportedStatus
from .mention import Ledger
from .signals import Signals


class LabelledMark(Record):
    """A mark with the rules that made it."""

    mark: Annotated[Quantity | Percentage | Date | Blocker, Field(union_mode="left_to_right")]
    mention_rule: str
    """Rule of the finder; for blockers, of the labeller."""
    label_rule: str
    score: float = Field(ge=0, le=1)
    """How strongly the engine favours its answer; not a probability."""
    signals: Signals | None = None
    """What came up as a model labelled it, or as learned; None for the rules."""


class FieldConfidence(Record):
    """The probability of each part of a fact to be right; none is less than that of all of it but the subject."""

    value: float = Field(ge=0, le=1)
    """Words, value and unit; of a date its days, of a blocker its words and category."""
    role: float = Field(ge=0, le=1)
    """Role and kind; of a blocker, whether work is halted."""
    subject: float | None = Field(default=None, ge=0, le=1)
    """None for dates and blockers, which have none."""


class Fact(LabelledMark):
    """A labelled mark with its confidence."""

    confidence: float = Field(ge=0, le=1)
    """Probability of being right in full (value and role; not the subject) where calibrated, else a rank."""
    field_confidence: FieldConfidence | None = None
    """The same for each part; None where nothing was learned about parts."""


class Failure(Record):
    """A document or narrative that could not be done, and why."""

    subject: str
    """File name or item id."""
    stage: str
    code: str
    message: str


class Skip(Record):
    """A file that was left out on purpose, and why."""

    subject: str
    reason: str


class NarrativeRequest(Record):
    """A narrative to extract from, outside any bulletin."""

    id: str
    narrative: str
    anchor_date: date | None = None
    """Day that yearless dates are read from, as a rule the issue date."""
    task: str = ""
    reported_status: ReportedStatus | None = None


class NarrativeResult(Record):
    """All that was extracted from one narrative."""

    request: NarrativeRequest
    ledger: Ledger
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()

    def marks(self) -> Marks:
        """The facts in the form of gold."""
        return Marks.of(fact.mark for fact in self.facts)

    def words_at(self, span: Span) -> str:
        """The words at `span` of the narrative."""
        return span.of(self.request.narrative)


class ItemResult(Record):
    """An item with all that was extracted from its narrative."""

    item: Item
    result: NarrativeResult


class Extraction(Record):
    """One bulletin taken through the pipeline."""

    bulletin: Bulletin
    anchor_date: date | None
    results: tuple[ItemResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Findings about the bulletin as a whole."""
    failures: tuple[Failure, ...] = ()


class Run(Record):
    """What was run, when, and with which code."""

    id: str
    started: datetime
    finished: datetime | None = None
    engine: str
    code_version: str
    calibration: str | None = None
    """Hash of the calibration in force; None where confidence only ranks."""
    prompt: str | None = None
    """Name and hash of the prompt a model was asked with; None where none was asked."""
    digest: str | None = None
    """Of all that the results depend on: documents, engine, parameters and code; None where it cannot be resumed."""
    documents: int | None = None
    """Files it was given, those left out included; None where it was not told."""
    stopped: datetime | None = None
    """When it was last stopped before its end; None while it goes on and after its end."""
