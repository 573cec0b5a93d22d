"""Parquet for those who analyse with DuckDB, pandas or the like: one row a fact, typed columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from ..errors import ConfigurationError
from ..records import Extraction, Fact, ItemResult
from .files import replacing

FACTS: Final[Mapping[str, str]] = {
    "bulletin": "VARCHAR",
    "sha256": "VARCHAR",
    "issue_date": "DATE",
    "item_id": "VARCHAR",
    "item": "VARCHAR",
    "heading": "VARCHAR",
    "task": "VARCHAR",
    "reported_status": "VARCHAR",
    "mark_kind": "VARCHAR",
    "text": "VARCHAR",
    "start": "INTEGER",
    "end": "INTEGER",
    "value": "DOUBLE",
    "value_max": "DOUBLE",
    "unit": "VARCHAR",
    "bound": "VARCHAR",
    "subject": "VARCHAR",
    "role": "VARCHAR",
    "kind": "VARCHAR",
    "from": "DATE",
    "to": "DATE",
    "category": "VARCHAR",
    "halted": "BOOLEAN",
    "confidence": "DOUBLE",
    "value_confidence": "DOUBLE",
    "role_confidence": "DOUBLE",
    "subject_confidence": "DOUBLE",
    "mention_rule": "VARCHAR",
    "label_rule": "VARCHAR",
}
"""Column of a fact → its type in DuckDB."""


def write_parquet(extractions: Sequence[Extraction], path: str | Path) -> None:
    """Writes one row a fact; values keep the names of the gold files.

    Raises ConfigurationError where DuckDB is not installed or the file cannot be written.
    """
    try:
        import duckdb  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise ConfigurationError(
            'Parquet needs DuckDB, which is not installed; run pip install "bulletin-extractor[parquet]"'
        ) from error
    with replacing(Path(path)) as draft, TemporaryDirectory() as folder:
        lines = Path(folder) / "facts.jsonl"
        with lines.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in fact_rows(extractions))
        columns = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in FACTS.items())
        source = f"read_json({quoted(str(lines))}, format='newline_delimited', columns={{{columns}}})"
        try:
            with duckdb.connect() as connection:
                connection.execute(f"COPY (SELECT * FROM {source}) TO {quoted(str(draft))} (FORMAT parquet)")  # noqa: S608
        except duckdb.IOException as error:
            raise ConfigurationError(f"{path}: cannot be written ({error}); free some space or name another") from error


def fact_rows(extractions: Iterable[Extraction]) -> Iterator[Mapping[str, Any]]:
    """The columns of each fact, dates as text."""
    for extraction in extractions:
        for result in extraction.results:
            for fact in result.result.facts:
                yield _row(extraction, result, fact)


def _row(extraction: Extraction, of: ItemResult, fact: Fact) -> Mapping[str, Any]:
    bulletin, item = extraction.bulletin, of.item
    return {
        "bulletin": bulletin.stem,
        "sha256": bulletin.sha256,
        "issue_date": bulletin.issue_date and bulletin.issue_date.isoformat(),
        "item_id": item.id,
        "item": item.number,
        "heading": item.heading.text,
        "task": item.task.text,
        "reported_status": item.reported_status,
        "mark_kind": fact.mark.group,
        **fact.mark.model_dump(mode="json", by_alias=True),
        "confidence": fact.confidence,
        **{f"{name}_confidence": value for name, value in fact.field_confidence or ()},
        "mention_rule": fact.mention_rule,
        "label_rule": fact.label_rule,
    }


def quoted(text: str) -> str:
    """A string, or a name, as DuckDB reads it."""
    return "'" + text.replace("'", "''") + "'"
