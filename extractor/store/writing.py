"""Records to columns of rows, which go to disk faster than row objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, insert, select
from sqlalchemy.exc import IntegrityError

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


def run_values(run: Run) -> Values:
    """The columns of a run."""
    return run.model_dump()


class DocumentPlace(NamedTuple):
    """The document of a bulletin, as far as its content does not tell."""

    position: int | None = None
    """Place among the documents of the run."""
    path: str | None = None
    """Where it lay."""


NO_PLACE: Final = DocumentPlace()
"""Of a document of no run."""


def add_bulletin(connection: Connection, run_key: int, extraction: Extraction, place: DocumentPlace) -> bool:
    """Adds an extraction with all that hangs on it; False where that document of the run was added before.

    Raises StoreError where a result belongs to no item of the bulletin, for it could not be found again.
    """
    if place.position is not None and recorded_at(connection, run_key, place.position):
        return False
    results = _results_by_item(extraction)
    source = extraction.bulletin
    values = _extraction_values(extraction) | {"run_key": run_key, **place._asdict()}
    values["bulletin_key"] = _bulletin_key(connection, source)
    try:
        with connection.begin_nested():
            key: int = connection.execute(insert(ExtractionRow).returning(ExtractionRow.key), values).scalar_one()
    except IntegrityError:
        # on a server another process may have added it at this moment
        if place.position is None or not recorded_at(connection, run_key, place.position):
            raise
        return False
    keys = _add_items(connection, key, source.items)
    done = [(keys[item_id], *found) for item_id, found in results.items()]
    _add(connection, ResultRow, ({"item_key": of, **_result_values(at, one)} for of, at, one in done))
    _add(connection, FactRow, (values for of, _, one in done for values in _facts_of(of, one)))
    found: list[tuple[int | None, Sequence[Finding]]] = [(None, extraction.findings)]
    found += [(keys[one.item.id], one.result.findings) for one in extraction.results]
    _add(connection, FindingRow, (values for of, many in found for values in _findings_of(key, of, many)))
    _add(connection, FailureRow, failure_values(run_key, extraction.failures, extraction_key=key))
    return True


def recorded_at(connection: Connection, run_key: int, position: int) -> bool:
    """Whether anything is recorded of the document at that place of a run."""
    tables: dict[type[ExtractionRow | FailureRow | SkipRow], list[ColumnElement[bool]]]
    tables = {ExtractionRow: [], FailureRow: [FailureRow.extraction_key.is_(None)], SkipRow: []}
    return any(
        connection.scalar(select(table.key).where(table.run_key == run_key, table.position == position, *more).limit(1))
        for table, more in tables.items()
    )


def failure_values(
    run_key: int, failures: Iterable[Failure], first: int = 0, *, extraction_key: int | None = None
) -> Iterator[Values]:
    """Failures in their order, which is counted from `first`; in a bulletin where it has an `extraction_key`."""
    for at, one in enumerate(failures, first):
        yield {"run_key": run_key, "extraction_key": extraction_key, "position": at, **one.model_dump()}


def skip_values(run_key: int, skips: Iterable[Skip], first: int = 0) -> Iterator[Values]:
    """Skips in their order, which is counted from `first`."""
    for at, one in enumerate(skips, first):
        yield {"run_key": run_key, "position": at, **one.model_dump()}


def open_items(*columns: Any) -> Select[Any]:  # noqa: ANN401 - whatever can be selected
    """Some columns of the items, with their extractions, that nothing has come of."""
    failed = select(FailureRow.key).where(
        FailureRow.extraction_key == ItemRow.extraction_key, FailureRow.subject == ItemRow.id
    )
    return (
        select(*columns)
        .select_from(ItemRow)
        .join(ExtractionRow, ExtractionRow.key == ItemRow.extraction_key)
        .outerjoin(ResultRow, ResultRow.item_key == ItemRow.key)
        .where(ResultRow.item_key.is_(None), ~failed.exists())
    )


class StoredItem(NamedTuple):
    """An item that was stored before anything came of it."""

    key: int
    position: int
    extraction_key: int
    run_key: int


def add_outcome(connection: Connection, item: StoredItem, outcome: ItemResult | Failure) -> None:
    """Adds what came of an item, unless another process adds it at this moment."""
    if isinstance(outcome, Failure):
        values = failure_values(item.run_key, [outcome], item.position, extraction_key=item.extraction_key)
        _add(connection, FailureRow, values)
        return
    with suppress(IntegrityError), connection.begin_nested():
        _add(connection, ResultRow, [{"item_key": item.key, **_result_values(item.position, outcome)}])
        _add(connection, FactRow, _facts_of(item.key, outcome))
        _add(connection, FindingRow, _findings_of(item.extraction_key, item.key, outcome.result.findings))


def _add(connection: Connection, table: type[Table], values: Iterable[Values]) -> None:
    if rows := list(values):
        connection.execute(insert(table), rows)


def _bulletin_key(connection: Connection, bulletin: Bulletin) -> int:
    """Of the row of a bulletin, the one that is there or a new one."""
    query = select(BulletinRow.key).where(BulletinRow.sha256 == bulletin.sha256, BulletinRow.stem == bulletin.stem)
    known = connection.scalar(query)
    if known is None:
        values = {"sha256": bulletin.sha256, "stem": bulletin.stem}
        # on a server another program may add it at this moment
        with suppress(IntegrityError), connection.begin_nested():
            key: int = connection.execute(insert(BulletinRow).returning(BulletinRow.key), values).scalar_one()
            return key
        known = connection.execute(query).scalar_one()
    return known


def _add_items(connection: Connection, extraction_key: int, items: Sequence[Item]) -> dict[str, int]:
    """The keys of the items by their ids."""
    rows = [{"extraction_key": extraction_key, **_item_values(at, item)} for at, item in enumerate(items)]
    if not rows:
        return {}
    added = insert(ItemRow).returning(ItemRow.id, ItemRow.key, sort_by_parameter_order=True)
    return {item_id: key for item_id, key in connection.execute(added, rows)}  # noqa: C416 - rows are no pairs to a type checker


def _results_by_item(extraction: Extraction) -> dict[str, tuple[int, ItemResult]]:
    items = {item.id: item for item in extraction.bulletin.items}
    for result in extraction.results:
        if items.get(result.item.id) != result.item:
            raise StoreError(
                f"{extraction.bulletin.stem}: the result for {result.item.id!r} belongs to no item of the bulletin; "
                "store it with the bulletin it was extracted from"
            )
    return {result.item.id: (at, result) for at, result in enumerate(extraction.results)}


def _extraction_values(extraction: Extraction) -> Values:
    source = extraction.bulletin
    return {
        "anchor_date": extraction.anchor_date,
        "title": source.title.text,
        "issuer": source.issuer.text,
        "issue_date": source.issue_date,
        "period_first": source.period and source.period.first,
        "period_last": source.period and source.period.last,
        "layout": source.layout.name,
        "layout_why": source.layout.why,
        "preamble": source.preamble.text,
        "notes": [note.model_dump(mode="json") for note in source.notes],
        "pieces": {
            "title": source.title.pieces,
            "issuer": source.issuer.pieces,
            "preamble": source.preamble.pieces,
        },
    }


def _item_values(position: int, item: Item) -> Values:
    passages = {name: value for name, value in item if isinstance(value, Passage)}
    return {
        "position": position,
        "id": item.id,
        "number": item.number,
        "reported_status": item.reported_status,
        "units": _json(item.units),
        "leaders": _json(item.leaders),
        "pieces": {name: passage.pieces for name, passage in passages.items()},
        "places": [(span, place.model_dump(exclude_none=True)) for span, place in item.places],
        **{name: passage.text for name, passage in passages.items()},
    }


def _json(passages: Iterable[Passage]) -> list[tuple[str, tuple[Piece, ...]]]:
    return [(passage.text, passage.pieces) for passage in passages]


def _facts_of(item_key: int, result: ItemResult) -> Iterator[Values]:
    return (_fact_values(item_key, at, fact) for at, fact in enumerate(result.result.facts))


def _findings_of(extraction_key: int, item_key: int | None, findings: Sequence[Finding]) -> Iterator[Values]:
    return (_finding_values(extraction_key, item_key, at, one) for at, one in enumerate(findings))


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
