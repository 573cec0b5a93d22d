"""How much looking at a narrative is worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ..records import MarkKind, Severity

_OF_KIND: Final[Mapping[MarkKind, float]] = {"quantities": 1.0, "percentages": 1.0, "dates": 0.5, "blockers": 1.5}
"""What a wrong fact costs: a blocker starts an inquiry, a date seldom decides one."""
_OF_FINDING: Final[Mapping[Severity, float]] = {"error": 100.0, "warning": 10.0, "notice": 0.5}


def value_of_looking(doubts: Iterable[tuple[MarkKind, float]], findings: Iterable[Severity]) -> float:
    """The cost of errors that a look is expected to find; larger is to be looked at first.

    `doubts` has for each fact its kind and its confidence, 0 to 1. A finding goes before any number of doubtful facts
    that a narrative usually has: something is known to disagree.
    """
    expected = sum(_OF_KIND[kind] * (1.0 - confidence) for kind, confidence in doubts)
    return expected + sum(_OF_FINDING[severity] for severity in findings)
