"""What came of a document as a row: told in brief, whole, and as rows of facts, findings and failures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from ..export import FACTS, fact_rows
from ..records import Extraction, Failure, Finding, Skip
from ..service.working import NO_ANSWER
from ..store import Tally

FINDINGS: Final[Mapping[str, str]] = {
    "bulletin": "VARCHAR",
    "sha256": "VARCHAR",
    "item_id": "VARCHAR",
    "item": "VARCHAR",
    "check": "VARCHAR",
    "severity": "VARCHAR",
    "message": "VARCHAR",
    "message_en": "VARCHAR",
    "words": "VARCHAR",
}
FAILURES: Final[Mapping[str, str]] = {
    "outcome": "VARCHAR",
    "subject": "VARCHAR",
    "stage": "VARCHAR",
    "code": "VARCHAR",
    "message": "VARCHAR",
}
TABLES: Final[Mapping[str, Mapping[str, str]]] = {"facts": FACTS, "findings": FINDINGS, "failures": FAILURES}
"""Name of a list of rows → its columns and their types in DuckDB."""
_ARROW: Final = {
    "VARCHAR": pa.string(),
    "DATE": pa.string(),
    "INTEGER": pa.int32(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
}

SCHEMA: Final = pa.schema(
    [
        ("position", pa.int64()),
        ("outcome", pa.string()),
        ("seconds", pa.float64()),
        ("tally", pa.string()),
        ("extraction", pa.string()),
        *(
            (name, pa.list_(pa.struct([(column, _ARROW[kind]) for column, kind in columns.items()])))
            for name, columns in TABLES.items()
        ),
    ]
)
"""``outcome`` is done, failed or skipped; left where a narrative got no answer, which no record keeps."""


def row_of(position: int, outcome: Extraction | Skip | Failure, seconds: float = 0.0) -> dict[str, Any]:
    """The row of a document that took so many seconds."""
    row: dict[str, Any] = {"position": position, "seconds": seconds, "facts": [], "findings": []}
    match outcome:
        case Extraction():
            left = [failure for failure in outcome.failures if failure.code in NO_ANSWER]
            return row | {
                "outcome": "left" if left else "done",
                "tally": json.dumps(tally_of(outcome)._asdict(), ensure_ascii=False),
                "extraction": outcome.model_dump_json(by_alias=True),
                "facts": list(fact_rows([outcome])),
                "findings": list(_findings(outcome)),
                "failures": [_failure(failure) for failure in left or outcome.failures],
            }
        case Failure():
            return row | {"outcome": "failed", "failures": [_failure(outcome)]}
        case Skip():
            told = {"outcome": "skipped", "subject": outcome.subject, "message": outcome.reason}
            return row | {"outcome": "skipped", "failures": [told]}


def tally_of(extraction: Extraction) -> Tally:
    """A bulletin in counts."""
    bulletin, results = extraction.bulletin, extraction.results
    return Tally(
        stem=bulletin.stem,
        layout=bulletin.layout.name,
        why=bulletin.layout.why,
        tasks=len(bulletin.items),
        done=len(results),
        failures=len(extraction.failures),
        marks=Counter(fact.mark.group for result in results for fact in result.result.facts),
        findings=len(extraction.findings) + sum(len(result.result.findings) for result in results),
        remarks=tuple(finding.en for finding in extraction.findings),
    )


def _findings(extraction: Extraction) -> Iterator[dict[str, Any]]:
    bulletin = extraction.bulletin
    of = {"bulletin": bulletin.stem, "sha256": bulletin.sha256}
    for finding in extraction.findings:
        yield of | _finding(finding, "")
    for each in extraction.results:
        for finding in each.result.findings:
            narrative = each.result.request.narrative
            yield of | {"item_id": each.item.id, "item": each.item.number} | _finding(finding, narrative)


def _finding(finding: Finding, narrative: str) -> dict[str, Any]:
    return {
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.zh,
        "message_en": finding.en,
        "words": "；".join(span.of(narrative) for span in finding.spans) or None,
    }


def _failure(failure: Failure) -> dict[str, Any]:
    return {"outcome": "failed", **failure.model_dump()}
