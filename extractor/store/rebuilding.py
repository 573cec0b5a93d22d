"""Rows to records, equal to those the rows were made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from ..records import (
    Blocker,
    Bulletin,
    Date,
    DateRange,
    Extraction,
    Fact,
    Failure,
    FieldConfidence,
    Finding,
    Item,
    ItemResult,
    LayoutChoice,
    Ledger,
    NarrativeRequest,
    NarrativeResult,
    Percentage,
    Quantity,
    Run,
    Signals,
    Skip,
)
from ..spans import Passage, Piece, Span
from .tables import ExtractionRow, FactRow, FailureRow, FindingRow, ItemRow, Json, ResultRow, RunRow, SkipRow
from .writing import COLUMN_OF

_MARKS: Final[Mapping[str, type[Quantity | Percentage | Date | Blocker]]] = {
    mark.group: mark for mark in (Quantity, Percentage, Date, Blocker)
}


def whole_extractions() -> Select[ExtractionRow]:
    """The query for extractions with everything that hangs on them, in a fixed number of reads."""
    results = selectinload(ExtractionRow.items).selectinload(ItemRow.result)
    return select(ExtractionRow).options(
        selectinload(ExtractionRow.bulletin),
        results.selectinload(ResultRow.facts),
        results.selectinload(ResultRow.findings),
        selectinload(ExtractionRow.findings),
        selectinload(ExtractionRow.failures),
    )


def run_of(row: RunRow) -> Run:
    """The run of a row."""
    return Run(**{field: getattr(row, field) for field in Run.model_fields})


def extraction_of(row: ExtractionRow) -> Extraction:
    """The extraction of a row, with everything that hangs on it."""
    items = {item_row.key: item_of(item_row) for item_row in row.items}
    results = sorted((one.result for one in row.items if one.result), key=attrgetter("position"))
    return Extraction(
        bulletin=_bulletin(row, tuple(items.values())),
        anchor_date=row.anchor_date,
        results=tuple(ItemResult(item=items[one.item_key], result=_result(one)) for one in results),
        findings=tuple(_finding(one) for one in row.findings if one.item_key is None),
        failures=failures_of(row.failures),
    )


def item_result_of(item: ItemRow, result: ResultRow) -> ItemResult:
    """An item with what was extracted from it."""
    return ItemResult(item=item_of(item), result=_result(result))


def fact_of(row: FactRow) -> Fact:
    """The fact of a row."""
    return _fact(row)


def failures_of(rows: Sequence[FailureRow]) -> tuple[Failure, ...]:
    """The failures of some rows."""
    return tuple(Failure(subject=row.subject, stage=row.stage, code=row.code, message=row.message) for row in rows)


def skips_of(rows: Sequence[SkipRow]) -> tuple[Skip, ...]:
    """The skips of some rows."""
    return tuple(Skip(subject=row.subject, reason=row.reason) for row in rows)


def _bulletin(row: ExtractionRow, items: tuple[Item, ...]) -> Bulletin:
    period = row.period_first and row.period_last and DateRange(row.period_first, row.period_last)
    return Bulletin(
        stem=row.bulletin.stem,
        sha256=row.bulletin.sha256,
        title=_passage(row.title, row.pieces["title"]),
        issuer=_passage(row.issuer, row.pieces["issuer"]),
        preamble=_passage(row.preamble, row.pieces.get("preamble", ())),
        issue_date=row.issue_date,
        period=period or None,
        layout=LayoutChoice(name=row.layout, why=row.layout_why),
        items=items,
        notes=tuple(Finding.model_validate(note) for note in row.notes),
    )


def item_of(row: ItemRow) -> Item:
    """The item of a row."""
    passages = {name: _passage(getattr(row, name), pieces) for name, pieces in row.pieces.items()}
    return Item.model_validate(
        {
            "id": row.id,
            "number": row.number,
            "reported_status": row.reported_status,
            "units": tuple(_passage(*each) for each in row.units),
            "leaders": tuple(_passage(*each) for each in row.leaders),
            "places": row.places or (),
            **passages,
        }
    )


def _passage(text: str, pieces: Json) -> Passage:
    return Passage(text, tuple(Piece(*piece) for piece in pieces))


def _result(row: ResultRow) -> NarrativeResult:
    return NarrativeResult(
        request=NarrativeRequest.model_validate(row.request),
        ledger=Ledger.model_validate(row.ledger),
        facts=tuple(_fact(each) for each in row.facts),
        findings=tuple(_finding(each) for each in row.findings),
    )


def _fact(row: FactRow) -> Fact:
    mark = _MARKS[row.mark_kind]
    fields = [field.alias or name for name, field in mark.model_fields.items()]
    return Fact(
        mark=mark.model_validate({field: getattr(row, COLUMN_OF.get(field, field)) for field in fields}),
        mention_rule=row.mention_rule,
        label_rule=row.label_rule,
        signals=row.signals and Signals.model_validate(row.signals),
        score=row.score,
        confidence=row.confidence,
        field_confidence=_field_confidence(row),
    )


def _field_confidence(row: FactRow) -> FieldConfidence | None:
    if row.value_confidence is None or row.role_confidence is None:
        return None
    return FieldConfidence(value=row.value_confidence, role=row.role_confidence, subject=row.subject_confidence)


def _finding(row: FindingRow) -> Finding:
    return Finding.model_validate(
        {
            "check": row.check_name,
            "severity": row.severity,
            "zh": row.zh,
            "en": row.en,
            "spans": tuple(Span(*span) for span in row.spans),
        }
    )
