"""Records to rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import StoreError
from ..records import Bulletin, Extraction, Fact, Failure, Finding, Item, ItemResult, Run, Skip
from ..spans import Passage, Piece
from .tables import (
    BulletinRow,
    ExtractionRow,
    FactRow,
    FailureRow,
    FindingRow,
    ItemRow,
    ResultRow,
    RunRow,
    SkipRow,
    Table,
)

COLUMN_OF: Final[Mapping[str, str]] = {
    "start": "span_start",
    "end": "span_end",
    "from": "date_from",
    "to": "date_to",
    "kind": "measure",
}
"""Field of a mark → its column, where the names differ."""


Values = dict[str, Any]
"""Column → what stands in it."""

_NO_FACT: Final[Values] = {
    column.key: None for column in FactRow.__table__.columns if column.nullable and not column.primary_key
}


def facts_of(item_key: int, result: ItemResult) -> list[Values]:
    """The facts of an item whose result is stored, as `fact_values` gives them."""
    return [_fact_values(item_key, at, fact) for at, fact in enumerate(result.result.facts)]


def run_row(run: Run) -> RunRow:
    """The row of a run."""
    return RunRow(**run.model_dump())


class DocumentPlace(NamedTuple):
    """The document of a bulletin, as far as its content does not tell."""

    position: int | None = None
    """Place among the documents of the run."""
    path: str | None = None
    """Where it lay."""


NO_PLACE: Final = DocumentPlace()
"""Of a document of no run."""


def extraction_row(run_key: int, extraction: Extraction, bulletin: BulletinRow, place: DocumentPlace) -> ExtractionRow:
    """The row of an extraction, with all that hangs on it but its findings.

    Raises StoreError where a result belongs to no item of the bulletin, for it could not be found again.
    """
    source = extraction.bulletin
    return ExtractionRow(
        run_key=run_key,
        bulletin=bulletin,
        position=place.position,
        path=place.path,
        anchor_date=extraction.anchor_date,
        title=source.title.text,
        issuer=source.issuer.text,
        issue_date=source.issue_date,
        period_first=source.period and source.period.first,
        period_last=source.period and source.period.last,
        layout=source.layout.name,
        layout_why=source.layout.why,
        preamble=source.preamble.text,
        notes=[note.model_dump(mode="json") for note in source.notes],
        pieces={
            "title": source.title.pieces,
            "issuer": source.issuer.pieces,
            "preamble": source.preamble.pieces,
        },
        items=_item_rows(source, extraction.results),
        failures=failure_rows(run_key, extraction.failures),
    )


def bulletin_row(session: Session, extraction: Extraction) -> BulletinRow:
    """The row of a bulletin, the one that is there or a new one."""
    sha256, stem = extraction.bulletin.sha256, extraction.bulletin.stem
    query = select(BulletinRow).where(BulletinRow.sha256 == sha256, BulletinRow.stem == stem)
    return session.scalars(query).first() or BulletinRow(sha256=sha256, stem=stem)


def fact_values(extraction: Extraction, row: ExtractionRow) -> list[Values]:
    """The facts of an extraction whose `row` has been flushed: columns of rows, which go to disk faster than rows."""
    keys = {item.id: item.key for item in row.items}
    return [values for each in extraction.results for values in facts_of(keys[each.item.id], each)]


def finding_rows(extraction: Extraction, row: ExtractionRow) -> list[FindingRow]:
    """The findings of an extraction whose `row` has been flushed, so that its keys are known."""
    keys = {item.id: item.key for item in row.items}
    found: list[tuple[int | None, Sequence[Finding]]] = [(None, extraction.findings)]
    found += [(keys[each.item.id], each.result.findings) for each in extraction.results]
    return [
        FindingRow(**_finding_values(row.key, item_key, at, one))
        for item_key, many in found
        for at, one in enumerate(many)
    ]


def failure_rows(run_key: int, failures: Iterable[Failure], first: int = 0) -> list[FailureRow]:
    """The rows of failures, in their order, which is counted from `first`."""
    return [FailureRow(run_key=run_key, position=at, **one.model_dump()) for at, one in enumerate(failures, first)]


def skip_rows(run_key: int, skips: Iterable[Skip], first: int = 0) -> list[SkipRow]:
    """The rows of skips, in their order, which is counted from `first`."""
    return [SkipRow(run_key=run_key, position=at, **one.model_dump()) for at, one in enumerate(skips, first)]


class StoredItem(NamedTuple):
    """An item that was stored before anything came of it."""

    key: int
    position: int
    extraction_key: int
    run_key: int


def outcome_values(item: StoredItem, outcome: ItemResult | Failure) -> Iterator[tuple[type[Table], list[Values]]]:
    """The rows of what came of an item, table by table; as columns, which go to disk faster than rows."""
    if isinstance(outcome, Failure):
        place = {"run_key": item.run_key, "extraction_key": item.extraction_key, "position": item.position}
        yield FailureRow, [place | outcome.model_dump()]
        return
    yield ResultRow, [{"item_key": item.key, **_result_values(item.position, outcome)}]
    if outcome.result.facts:
        yield FactRow, facts_of(item.key, outcome)
    if outcome.result.findings:
        found = enumerate(outcome.result.findings)
        yield FindingRow, [_finding_values(item.extraction_key, item.key, at, one) for at, one in found]


def _item_rows(bulletin: Bulletin, results: Sequence[ItemResult]) -> list[ItemRow]:
    rows = [_item_row(position, item) for position, item in enumerate(bulletin.items)]
    row_of = dict(zip(bulletin.items, rows, strict=True))
    for position, result in enumerate(results):
        if result.item not in row_of:
            raise StoreError(
                f"{bulletin.stem}: the result for {result.item.id!r} belongs to no item of the bulletin; "
                "store it with the bulletin it was extracted from"
            )
        row_of[result.item].result = ResultRow(**_result_values(position, result))
    return rows


def _item_row(position: int, item: Item) -> ItemRow:
    passages = {name: value for name, value in item if isinstance(value, Passage)}
    return ItemRow(
        position=position,
        id=item.id,
        number=item.number,
        reported_status=item.reported_status,
        units=_json(item.units),
        leaders=_json(item.leaders),
        pieces={name: passage.pieces for name, passage in passages.items()},
        places=[(span, place.model_dump(exclude_none=True)) for span, place in item.places],
        **{name: passage.text for name, passage in passages.items()},
    )


def _json(passages: Iterable[Passage]) -> list[tuple[str, tuple[Piece, ...]]]:
    return [(passage.text, passage.pieces) for passage in passages]


def _result_values(position: int, result: ItemResult) -> Values:
    return {
        "position": position,
        "request": result.result.request.model_dump(mode="json"),
        "ledger": result.result.ledger.model_dump(mode="json"),
    }


def _fact_values(item_key: int, position: int, fact: Fact) -> Values:
    mark = fact.mark.model_dump(by_alias=True)
    return _NO_FACT | {
        "item_key": item_key,
        "position": position,
        "mark_kind": fact.mark.group,
        "confidence": fact.confidence,
        **{f"{name}_confidence": value for name, value in fact.field_confidence or ()},
        "score": fact.score,
        "mention_rule": fact.mention_rule,
        "label_rule": fact.label_rule,
        "signals": fact.signals and fact.signals.model_dump(mode="json"),
        **{COLUMN_OF.get(field, field): value for field, value in mark.items()},
    }


def _finding_values(extraction_key: int, item_key: int | None, position: int, finding: Finding) -> Values:
    return {
        "extraction_key": extraction_key,
        "item_key": item_key,
        "position": position,
        "check_name": finding.check,
        "severity": finding.severity,
        "zh": finding.zh,
        "en": finding.en,
        "spans": finding.spans,
    }
