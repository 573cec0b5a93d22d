"""The verbs for Python: one call from text or bulletin to facts."""

from __future__ import annotations

from datetime import date

from .pipeline import extract_items, extract_narrative, gather, label_by_default
from .records import Bulletin, Extraction, NarrativeRequest, NarrativeResult


def extract(narrative: str, *, anchor_date: date | None = None, task: str = "", id: str = "") -> NarrativeResult:  # noqa: A002 - the field's name
    """The facts and findings of one narrative, by the combined engine.

    Dates without a year are read from `anchor_date`, as a rule the issue date; without it they are
    excluded. `task` helps to tell a target from what was done.
    """
    return extract_narrative(NarrativeRequest(id=id, narrative=narrative, anchor_date=anchor_date, task=task))


def extract_bulletin(bulletin: Bulletin, *, anchor_date: date | None = None) -> Extraction:
    """The facts and findings of every item, by the combined engine; `anchor_date` goes before the issue date.

    A narrative that cannot be done is among the extraction's failures.
    """
    day = anchor_date or bulletin.issue_date
    return gather(bulletin, day, list(extract_items(bulletin, day, label_by_default)))
