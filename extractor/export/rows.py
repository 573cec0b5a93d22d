"""What the extractions say, row by row for each sheet."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ..records import (
    MARK_KINDS,
    Blocker,
    Date,
    Extraction,
    Fact,
    Failure,
    Finding,
    Item,
    ItemResult,
    MarkKind,
    Percentage,
    Quantity,
    Skip,
)
from ..spans import Passage, Span
from .findings import Words, words_of
from .phrases import summary
from .sheets import Row
from .whereabouts import whereabouts
from .words import word

_SENTENCE_END: Final = re.compile(r"[。；;！？!?\n]")


def overview(extractions: Iterable[Extraction]) -> Iterator[Row]:
    """One row a bulletin."""
    for each in extractions:
        bulletin = each.bulletin
        kinds = Counter[str](fact.mark.group for result in each.results for fact in result.result.facts)
        yield {
            "title": bulletin.title.text,
            "bulletin": bulletin.stem,
            "issuer": bulletin.issuer.text,
            "issue_date": bulletin.issue_date,
            "layout": word("layout", bulletin.layout.name),
            "items": len(bulletin.items),
            **{kind: kinds[kind] for kind in MARK_KINDS},
            "finding_count": len(each.findings) + sum(len(result.result.findings) for result in each.results),
            "failure_count": len(each.failures),
        }


def items(extractions: Iterable[Extraction]) -> Iterator[Row]:
    """One row an item, failed ones too, like the ledger it came from."""
    for each in extractions:
        results = {result.item.id: result for result in each.results}
        for item in each.bulletin.items:
            result = results.get(item.id)
            yield {
                **_item(each, item),
                "narrative": item.narrative.text,
                **(_in_brief(result) if result else {}),
            }


def facts(extractions: Iterable[Extraction], kind: MarkKind) -> Iterator[Row]:
    """One row a fact of that kind."""
    for extraction, result in _results(extractions):
        narrative = result.result.request.narrative
        bounds = _sentence_bounds(narrative)
        for fact in result.result.facts:
            if fact.mark.group == kind:
                yield {
                    **_item(extraction, result.item),
                    **_fact(fact),
                    "sentence": _sentence(narrative, bounds, fact.mark.span),
                    "original": whereabouts(result.item.places_of(fact.mark.span)),
                }


def findings(extractions: Iterable[Extraction]) -> Iterator[Row]:
    """One row a finding; those about a bulletin as a whole come before those about its items."""
    for extraction in extractions:
        for finding in extraction.findings:
            yield {"bulletin": extraction.bulletin.stem, **_finding(finding, extraction.bulletin.words_at)}
        for result in extraction.results:
            for finding in result.result.findings:
                yield {**_item(extraction, result.item), **_finding(finding, result.result.words_at)}


def failures(extractions: Iterable[Extraction], whole_files: Sequence[Failure], skips: Sequence[Skip]) -> Iterator[Row]:
    """One row a file or item that failed, then one a file left out."""
    inside = (failure for extraction in extractions for failure in extraction.failures)
    for failure in (*whole_files, *inside):
        yield {
            "outcome": "失败",
            "place": failure.subject,
            "stage": failure.stage,
            "message": failure.message,
            "code": failure.code,
        }
    for skip in skips:
        yield {"outcome": "跳过", "place": skip.subject, "message": skip.reason}


def _results(extractions: Iterable[Extraction]) -> Iterator[tuple[Extraction, ItemResult]]:
    return ((extraction, result) for extraction in extractions for result in extraction.results)


def _item(extraction: Extraction, item: Item) -> Row:
    return {
        "bulletin": extraction.bulletin.stem,
        "number": item.number,
        "id": item.id,
        "heading": item.heading.text,
        "task": item.task.text,
        "units": _listed(item.units),
        "leaders": _listed(item.leaders),
        "deadline": item.deadline.text,
        "problems": item.problems.text,
        "plans": item.plans.text,
        "status": item.status.text,
        "reported_status": word("reported_status", item.reported_status),
    }


def _in_brief(result: ItemResult) -> Row:
    marks = [fact.mark for fact in result.result.facts]
    rates = [mark for mark in marks if isinstance(mark, Percentage)]
    return {
        "key_quantities": summary(mark for mark in marks if isinstance(mark, Quantity) and mark.role in _STATES),
        "completion": summary(rate for rate in rates if (rate.kind, rate.role) == ("completion", "actual")),
        "blocker_words": summary(mark for mark in marks if isinstance(mark, Blocker)),
        "finding_words": "\n".join(finding.zh for finding in result.result.findings),
    }


_STATES: Final = frozenset({"target", "actual", "ongoing", "pending"})


def _fact(fact: Fact) -> Row:
    mark = fact.mark
    return {
        "text": mark.text,
        "start": mark.start,
        "end": mark.end,
        **_meaning(mark),
        "confidence": round(fact.confidence, 4),
        "mention_rule": fact.mention_rule,
        "label_rule": fact.label_rule,
    }


def _meaning(mark: Quantity | Percentage | Date | Blocker) -> Row:
    match mark:
        case Date():
            return {"date_from": mark.from_, "date_to": mark.to, "role": word("dates", mark.role)}
        case Blocker():
            return {"category": word("category", mark.category), "halted": word("halted", mark.halted)}
        case Quantity():
            special: Mapping[str, str] = {"unit": mark.unit}
        case Percentage():
            special = {"unit": "%", "measure": word("measure", mark.kind)}
    return {
        "value": mark.value,
        "value_max": mark.value_max,
        "bound": word("bound", mark.bound),
        "subject": mark.subject,
        "role": word(mark.group, mark.role),
        **special,
    }


def _finding(finding: Finding, words: Words) -> Row:
    return {
        "severity": word("severity", finding.severity),
        "check": finding.check,
        "message": finding.zh,
        "words": "；".join(words_of(finding, words)),
    }


def _sentence_bounds(narrative: str) -> list[int]:
    return [0, *(match.end() for match in _SENTENCE_END.finditer(narrative)), len(narrative)]


def _sentence(narrative: str, bounds: Sequence[int], span: Span) -> str:
    first = bounds[bisect_right(bounds, span.start) - 1]
    last = bounds[bisect_left(bounds, span.end)]
    return narrative[first:last].strip()


def _listed(passages: Iterable[Passage]) -> str:
    return "、".join(passage.text for passage in passages)
