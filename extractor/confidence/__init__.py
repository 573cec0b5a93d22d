"""How sure a fact is.

Not calibrated: the figure ranks facts for review and is no probability.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..records import Fact, Finding, LabelledMark
from ..spans import Span

CONTRADICTED = 0.5
"""What a warning that speaks of a fact's words leaves of its confidence."""

Certainty = Callable[[Span], float]
"""How surely the words at a span of the narrative were recognised, from 0 to 1."""

__all__ = ("CONTRADICTED", "Certainty", "score", "typed")


def typed(span: Span) -> float:  # noqa: ARG001 - a `Certainty`
    """Certain: nothing had to be recognised."""
    return 1.0


def score(marks: Iterable[LabelledMark], findings: Iterable[Finding], certainty: Certainty = typed) -> tuple[Fact, ...]:
    """Each mark with its confidence, 0 to 1.

    The strength of its evidence, less where a warning speaks of its words, where they were hard to recognise, or by the
    share of a model's answers that said otherwise.
    """
    doubted = frozenset(span for finding in findings if finding.severity != "notice" for span in finding.spans)
    return tuple(
        Fact(
            mark=labelled.mark,
            mention_rule=labelled.mention_rule,
            label_rule=labelled.label_rule,
            score=labelled.score,
            signals=labelled.signals,
            confidence=labelled.score
            * (labelled.signals.votes if labelled.signals else 1.0)
            * certainty(labelled.mark.span)
            * (CONTRADICTED if labelled.mark.span in doubted else 1.0),
        )
        for labelled in marks
    )
