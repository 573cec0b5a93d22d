"""How sure a fact is.

Not calibrated: the figure ranks facts for review and is no probability.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..records import Fact, Finding, LabelledMark

CONTRADICTED = 0.5
"""What a warning that speaks of a fact's words leaves of its confidence."""

__all__ = ("CONTRADICTED", "score")


def score(marks: Iterable[LabelledMark], findings: Iterable[Finding]) -> tuple[Fact, ...]:
    """Each mark with its confidence, 0 to 1: the strength of its evidence, less where a warning speaks of its words.

    Of what a model labelled it is less also by the share of the model's answers that said otherwise.
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
            * (CONTRADICTED if labelled.mark.span in doubted else 1.0),
        )
        for labelled in marks
    )
