"""JSON Lines: every item with its facts, in the form of the gold files and with more after it.

A mark has its confidence, that of its fields where it is calibrated, and its rule behind its gold form, and where a
model labelled it, or learning had a say, the signals for and against it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from ..confidence import Calibration
from ..records import (
    MARK_KINDS,
    Extraction,
    Fact,
    FieldConfidence,
    Finding,
    Item,
    ItemResult,
    Ledger,
    NarrativeResult,
    Place,
    Run,
    Signals,
)
from ..spans import Passage
from .files import replacing

SCHEMA_VERSION: Final = 1

_Json = dict[str, Any]
_ANSWERS: Final = {"votes", "samples", "reasked"}


def write_jsonl(extractions: Sequence[Extraction], path: str | Path, *, run: Run | None = None) -> None:
    """Writes one line an item that has a result, UTF-8; first the fields of a gold line, in its order.

    The calibration is that of the `run`; null where confidence only ranks, or no run is given.
    Raises ConfigurationError where the file cannot be written.
    """
    told = {"calibration": run and run.calibration}
    _write((_item_line(extraction, each) | told for extraction in extractions for each in extraction.results), path)


def write_predictions(
    results: Iterable[NarrativeResult], path: str | Path, *, calibration: Calibration | None = None
) -> None:
    """Writes one line a narrative, in gold form with confidence, rule and findings.

    The `calibration` is the one in force; null where confidence only ranks.
    Raises ConfigurationError where the file cannot be written.
    """
    told = {"calibration": calibration and calibration.sha256}
    _write((_prediction_line(each) | told for each in results), path)


def _write(lines: Iterable[_Json], path: str | Path) -> None:
    with replacing(Path(path)) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")


def _item_line(extraction: Extraction, of: ItemResult) -> _Json:
    item, result = of.item, of.result
    return {
        "id": item.id,
        "bulletin": extraction.bulletin.stem,
        "item": item.number,
        "anchor_date": _day(extraction.anchor_date),
        "task": item.task.text,
        "narrative": result.request.narrative,
        "reported_status": item.reported_status,
        **_marks(result.facts, item),
        "heading": item.heading.text,
        "units": [unit.text for unit in item.units],
        "leaders": [leader.text for leader in item.leaders],
        "deadline": item.deadline.text,
        "problems": item.problems.text,
        "plans": item.plans.text,
        "status": item.status.text,
        "layout": extraction.bulletin.layout.name,
        "findings": [_finding(each) for each in result.findings],
        **_unused_numerals(result.ledger),
        "source": _source(item),
        "schema_version": SCHEMA_VERSION,
    }


def _prediction_line(result: NarrativeResult) -> _Json:
    request = result.request
    return {
        "id": request.id,
        "narrative": request.narrative,
        "anchor_date": _day(request.anchor_date),
        "task": request.task,
        **_marks(result.facts),
        "findings": [_finding(each) for each in result.findings],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _marks(facts: Iterable[Fact], item: Item | None = None) -> Mapping[str, list[_Json]]:
    marks: dict[str, list[_Json]] = {kind: [] for kind in MARK_KINDS}
    for fact in sorted(facts, key=lambda each: each.mark.span):
        places = item.places_of(fact.mark.span) if item else ()
        marks[fact.mark.group].append(_mark(fact) | ({"places": [*map(_place, places)]} if places else {}))
    return marks


def _place(place: Place) -> _Json:
    return place.model_dump(mode="json", exclude_none=True)


def _mark(fact: Fact) -> _Json:
    rules = dict.fromkeys((fact.mention_rule, fact.label_rule))
    return {
        **fact.mark.model_dump(mode="json", by_alias=True),
        "confidence": round(fact.confidence, 4),
        **({"field_confidence": _by_field(fact.field_confidence)} if fact.field_confidence else {}),
        "rule": " + ".join(rules),
        **({"signals": _signals(fact.signals)} if fact.signals else {}),
    }


def _signals(signals: Signals) -> _Json:
    """What is known of them; of answers only where a model gave any."""
    learned = signals.learned is not None or signals.learned_subject is not None
    return signals.model_dump(mode="json", exclude=_ANSWERS if learned else None, exclude_none=True)


def _by_field(sure: FieldConfidence) -> _Json:
    return {name: round(value, 4) for name, value in sure if value is not None}


def _finding(finding: Finding) -> _Json:
    return {
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.zh,
        "message_en": finding.en,
        "spans": finding.spans,
    }


def _unused_numerals(ledger: Ledger) -> _Json:
    return {
        "excluded": [
            {"text": each.text, "start": each.span.start, "end": each.span.end, "reason": each.reason}
            for each in ledger.exclusions
        ],
        "unexplained": ledger.unexplained,
    }


def _source(item: Item) -> _Json:
    """Field → first and last offset in the source text, None where the document does not give it."""
    fields: Mapping[str, Passage] = {
        "heading": item.heading,
        "task": item.task,
        "deadline": item.deadline,
        "problems": item.problems,
        "plans": item.plans,
        "narrative": item.narrative,
        "status": item.status,
    }
    return {
        **{name: passage.source_span() for name, passage in fields.items()},
        "units": [unit.source_span() for unit in item.units],
        "leaders": [leader.source_span() for leader in item.leaders],
    }
