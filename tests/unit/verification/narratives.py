"""Narratives read by the whole pipeline, for what the checks say of them."""

from datetime import date

from extractor.pipeline import extract_narrative
from extractor.records import Finding, NarrativeRequest, ReportedStatus

ISSUED = date(2031, 6, 5)


def findings(narrative: str, *, task: str = "", status: ReportedStatus | None = None) -> list[Finding]:
    """What the checks say of a narrative."""
    request = NarrativeRequest(id="a/1", narrative=narrative, anchor_date=ISSUED, task=task, reported_status=status)
    return list(extract_narrative(request).findings)


def names(narrative: str, *, task: str = "", status: ReportedStatus | None = None) -> list[str]:
    """The names of the checks that found something."""
    return [finding.check for finding in findings(narrative, task=task, status=status)]


def words(narrative: str, check: str, *, task: str = "", status: ReportedStatus | None = None) -> list[str]:
    """The words that the one finding of `check` speaks of; none where there is no such finding."""
    found = [one for one in findings(narrative, task=task, status=status) if one.check == check]
    assert len(found) <= 1
    return [span.of(narrative) for one in found for span in one.spans]
