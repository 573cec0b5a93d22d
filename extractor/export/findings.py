"""A finding with the words it speaks of, as pages, sheets and the command line show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..records import Finding, Severity
from ..spans import Span
from .words import Language, word

Words = Callable[[Span], str]
"""The words at a span: of a narrative, or of the source for findings about a bulletin (`Bulletin.words_at`)."""


class FindingView(NamedTuple):
    """A finding as a line."""

    severity: Severity
    severity_name: str
    message: str
    check: str
    words: tuple[str, ...]


def finding_view(finding: Finding, words: Words, lang: Language) -> FindingView:
    """A finding as a line, in the language of who reads it."""
    return FindingView(
        severity=finding.severity,
        severity_name=word("severity", finding.severity, lang),
        message=finding.zh if lang == "zh" else finding.en,
        check=finding.check,
        words=words_of(finding, words),
    )


def words_of(finding: Finding, words: Words) -> tuple[str, ...]:
    """The words that a finding speaks of, each once, in their order."""
    return tuple(dict.fromkeys(filter(None, (words(span).strip() for span in finding.spans))))
