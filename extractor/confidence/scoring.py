"""Facts from marks: each with its confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..records import Fact, Finding, LabelledMark
from ..spans import Span
from .calibration import Calibration
from .evidence import contradicted, evidence_of

CONTRADICTED = 0.5
"""What a warning that speaks of a fact's words leaves of its rank, where nothing was calibrated."""

Certainty = Callable[[Span], float]
"""How surely the words at a span of the narrative were recognised, from 0 to 1."""


def typed(span: Span) -> float:  # noqa: ARG001 - a `Certainty`
    """Certain: nothing had to be recognised."""
    return 1.0


def score(
    marks: Iterable[LabelledMark],
    findings: Iterable[Finding],
    certainty: Certainty = typed,
    calibration: Calibration | None = None,
) -> tuple[Fact, ...]:
    """Each mark with its confidence, 0 to 1.

    With a calibration it is the probability of being right in full, words that had to be recognised being right as
    often as `certainty` says; without one it only ranks.
    """
    doubted = contradicted(findings)
    return tuple(
        Fact(
            mark=labelled.mark,
            mention_rule=labelled.mention_rule,
            label_rule=labelled.label_rule,
            score=labelled.score,
            signals=labelled.signals,
            confidence=certainty(labelled.mark.span) * _sureness(labelled, doubted, calibration),
        )
        for labelled in marks
    )


def _sureness(labelled: LabelledMark, doubted: frozenset[Span], calibration: Calibration | None) -> float:
    """How sure the answer is, the words being what they seem."""
    if calibration is not None:
        return calibration.probability(labelled, evidence_of(labelled, doubted))
    votes = labelled.signals.votes if labelled.signals else 1.0
    return labelled.score * votes * (CONTRADICTED if labelled.mark.span in doubted else 1.0)
