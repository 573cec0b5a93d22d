"""Facts from marks: each with its confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from ..records import Fact, Finding, LabelledMark
from ..spans import Span
from .calibration import Calibration, Confidence
from .evidence import contradicted, evidence_of
from .grounds import grounds_of

CONTRADICTED = 0.5
"""What a warning that speaks of a fact's words leaves of its rank, where nothing was calibrated."""

DOUBTFUL: Final = 0.8
"""Probability of being right below which a fact is shown as doubtful: on texts of other offices a third of the facts,
with four of five errors."""
DOUBTFUL_RANK: Final = 0.6
"""The same for confidence that only ranks."""

Certainty = Callable[[Span], float]
"""How surely the words at a span of the narrative were recognised, from 0 to 1."""


def typed(span: Span) -> float:  # noqa: ARG001 - a `Certainty`
    """Certain: nothing had to be recognised."""
    return 1.0


def score(
    narrative: str,
    marks: Iterable[LabelledMark],
    findings: Iterable[Finding],
    certainty: Certainty = typed,
    calibration: Calibration | None = None,
) -> tuple[Fact, ...]:
    """Each mark of `narrative` with its confidence, 0 to 1.

    With a calibration it is the probability of being right in full, and that of each field; words that had to be
    recognised are right as often as `certainty` says. Without one it only ranks, and says nothing of fields.
    """
    doubted = contradicted(findings)
    return tuple(
        _fact(labelled, _confidence(narrative, labelled, doubted, calibration), certainty(labelled.mark.span))
        for labelled in marks
    )


def _fact(labelled: LabelledMark, sure: Confidence, recognised: float) -> Fact:
    fields = sure.fields
    if fields is not None and recognised < 1:
        fields = fields.model_copy(update={"value": fields.value * recognised})
    return Fact(
        mark=labelled.mark,
        mention_rule=labelled.mention_rule,
        label_rule=labelled.label_rule,
        score=labelled.score,
        signals=labelled.signals,
        confidence=recognised * sure.full,
        field_confidence=fields,
    )


def _confidence(
    narrative: str, labelled: LabelledMark, doubted: frozenset[Span], calibration: Calibration | None
) -> Confidence:
    """How sure the answer is, the words being what they seem."""
    if calibration is not None:
        return calibration.confidence(grounds_of(labelled, narrative), evidence_of(labelled, doubted))
    votes = labelled.signals.votes if labelled.signals else 1.0
    return Confidence(labelled.score * votes * (CONTRADICTED if labelled.mark.span in doubted else 1.0), None)
