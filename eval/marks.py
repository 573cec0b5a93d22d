"""Marks as the exam sees them: gold, and guesses that carry a confidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from extractor.records import Blocker, Date, FieldConfidence, Percentage, Quantity

AnyMark = Quantity | Percentage | Date | Blocker

Kind = Literal["all", "quantities", "percentages", "dates", "blockers"]
"""A kind of mark, or the four together."""
Level = Literal["relaxed", "exact", "value", "full"]
"""What has to agree for a pair to count; see `eval.agreement`."""

KINDS: tuple[Kind, ...] = get_args(Kind)
LEVELS: tuple[Level, ...] = get_args(Level)


@dataclass(frozen=True, slots=True)
class Guess:
    """A predicted mark; `confidence` is 0 to 1; it and `fields` are None where the prediction does not say."""

    mark: AnyMark
    confidence: float | None = None
    fields: FieldConfidence | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """The guesses for one narrative, in any order."""

    id: str
    guesses: tuple[Guess, ...] = ()
