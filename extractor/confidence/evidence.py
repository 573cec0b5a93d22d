"""What speaks for and against a fact, by name."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final

from ..records import Finding, LabelledMark
from ..spans import Span

Evidence = Mapping[str, float]
"""Name → number; what is not known is left out."""

AGAINST: Final = frozenset({"contradicted", "reasked"})
"""Evidence that can only speak against a fact; all other can only speak for it."""
SURE: Final = 0.98
"""Scores beyond it, or below its counterpart, say no more than it does."""
COUNTED: Final = 0.998
"""The same for shares that were counted."""


def log_odds(share: float, surest: float = SURE) -> float:
    """The log odds of a share, 0 to 1, held between `surest` and its counterpart so that they stay finite."""
    held = min(max(share, 1 - surest), surest)
    return math.log(held / (1 - held))


def contradicted(findings: Iterable[Finding]) -> frozenset[Span]:
    """The words that a warning or an error speaks of."""
    return frozenset(span for finding in findings if finding.severity != "notice" for span in finding.spans)


def evidence_of(labelled: LabelledMark, doubted: frozenset[Span]) -> Evidence:
    """The evidence about one mark; `doubted` are the `contradicted` words of its narrative.

    Whatever the signals hold is in it under its own name: shares and probabilities as log odds, yes and no
    as 1 and 0. How surely the words were recognised is not: it is a probability of its own.
    """
    found = {"score": log_odds(labelled.score), "contradicted": float(labelled.mark.span in doubted)}
    if labelled.signals:
        for name, value in labelled.signals.model_dump(exclude={"certainty", "samples"}, exclude_none=True).items():
            found[name] = _number(name, value)
    return found


def _number(name: str, value: float) -> float:
    if isinstance(value, bool):
        return float(value)
    return log_odds(math.exp(value) if name == "logprob" else value)
