"""A narrative as the page's script gets it."""

from __future__ import annotations

from typing import Any

from ..confidence import DOUBTFUL, DOUBTFUL_RANK
from ..export.phrases import by_field
from ..export.words import Language
from ..records import Finding
from ..review import ReviewedFact, redoable, undoable
from ..service.reviewing import Opened
from ..store import Claim

Json = dict[str, Any]


def narrative_view(opened: Opened, reviewer: str, claim: Claim | None, lang: Language) -> Json:
    """All that is shown of a narrative."""
    review, result = opened.review, opened.found.result
    return {
        "item_key": opened.slot.item_key,
        "round": opened.slot.round,
        "version": review.version,
        "status": review.status,
        "narrative": result.request.narrative,
        "facts": [_fact(fact, lang) for fact in review.facts],
        "findings": [_finding(each, lang) for each in result.findings],
        "unexplained": [list(span) for span in result.ledger.unexplained],
        "notes": [note._asdict() for note in review.notes],
        "claimed_by": claim.reviewer if claim and claim.reviewer != reviewer else None,
        "can_undo": undoable(opened.events, reviewer) is not None,
        "can_redo": redoable(opened.events, reviewer) is not None,
        "last_by": opened.events[-1].reviewer if opened.events else None,
    }


def _fact(fact: ReviewedFact, lang: Language) -> Json:
    return {
        "id": fact.id,
        "kind": fact.mark.group,
        "state": fact.state,
        "confidence": fact.confidence,
        "by_field": by_field(fact.field_confidence, lang),
        "uncertain": fact.confidence is not None and fact.confidence < _least(fact),
        "reviewer": fact.reviewer,
        "mark": fact.mark.model_dump(mode="json", by_alias=True),
    }


def _least(fact: ReviewedFact) -> float:
    """The confidence below which a fact is outlined; those that are calibrated have one for each field too."""
    return DOUBTFUL_RANK if fact.field_confidence is None else DOUBTFUL


def _finding(finding: Finding, lang: Language) -> Json:
    return {
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.zh if lang == "zh" else finding.en,
        "spans": [list(span) for span in finding.spans],
    }
