"""What speaks for or against a label that a model gave, or that was learned."""

from __future__ import annotations

from pydantic import Field

from ._base import Record


class Signals(Record):
    """What came up in labelling one mention or obstacle: features for confidence, and no probability of being right."""

    logprob: float | None = Field(default=None, le=0)
    """Natural logarithm of the probability of the label's letters among those that could stand there: of its mean over
    the samples that gave the label. None where the endpoint tells no probabilities."""
    votes: float = Field(default=1.0, gt=0, le=1)
    """Share of the samples that gave the label."""
    samples: int = Field(default=1, ge=1)
    """Answers that could be used; each had a vote."""
    reasked: bool = False
    """An answer about the narrative could not be used and was asked for again."""
    rules_agree: bool | None = None
    """Whether the rules, as second opinion, give the same label; None where they were not asked."""
    certainty: float | None = Field(default=None, ge=0, le=1)
    """How sure character recognition was of the words; None where nothing had to be recognised or nothing is known."""
    learned: float | None = Field(default=None, ge=0, le=1)
    """The probability that the learned engine gives the label's roles and categories; None where it was not asked."""
    learned_subject: float | None = Field(default=None, ge=0, le=1)
    """The same for the subject, among the phrases that it may be."""
