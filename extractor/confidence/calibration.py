"""From evidence to the probability of being right."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from ..records import FieldConfidence
from .evidence import COUNTED, Evidence, log_odds
from .grounds import FieldName, Part
from .identity import Identity

_HELD: Final = 4
"""Guesses that the wider group counts for beside a rule's own."""
_PLACES: Final = ("as before: ", "next clause, ", "farther off, ")
_CONFIG: Final = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Tally(NamedTuple):
    """How often something was right."""

    right: int
    of: int

    def share(self, before: float) -> float:
        """The share that is right, held towards what was expected `before`: the less was seen, the more."""
        return (self.right + _HELD * before) / (self.of + _HELD)


def _less(tally: Tally, others: Tally | None) -> Tally:
    if others is None:
        return tally
    left = max(0, tally.of - others.of)
    return Tally(min(left, max(0, tally.right - others.right)), left)


class Weight(BaseModel):
    """What one kind of evidence counts for."""

    model_config = _CONFIG

    mean: float
    """Where the evidence says nothing."""
    scale: float = Field(gt=0)
    weight: float
    """In log odds, for each `scale` above `mean`."""


class Reliability(BaseModel):
    """How often what facts rest on was right."""

    model_config = _CONFIG

    rules: Mapping[str, Tally] = {}
    """By ground, see `grounds_of`."""
    contradicted: Tally = Tally(0, 0)
    """Marks whose words a warning speaks of, whatever they rest on."""

    def without(self, others: Reliability) -> Reliability:
        """What is left when `others`, which went into it, are taken out again; never less than nothing."""
        rules = {ground: _less(tally, others.rules.get(ground)) for ground, tally in self.rules.items()}
        return Reliability(rules=rules, contradicted=_less(self.contradicted, others.contradicted))

    def log_odds(self, ground: str, *, contradicted: bool) -> float:
        """That what rests on `ground` is right: on one seldom seen, what its family is.

        Less, where the mark is `contradicted`, what that costs on the whole.
        """
        family = self._families.get(_family(ground), Tally(0, 0)).share(self._overall)
        share = self.rules.get(ground, Tally(0, 0)).share(family)
        return log_odds(share, COUNTED) - (self._cost if contradicted else 0.0)

    @cached_property
    def _cost(self) -> float:
        return log_odds(self._overall, COUNTED) - log_odds(self.contradicted.share(self._overall), COUNTED)

    @cached_property
    def _families(self) -> Mapping[str, Tally]:
        found: dict[str, Tally] = {}
        for key, tally in self.rules.items():
            before = found.get(_family(key), Tally(0, 0))
            found[_family(key)] = Tally(before.right + tally.right, before.of + tally.of)
        return found

    @cached_property
    def _overall(self) -> float:
        seen = sum(tally.of for tally in self.rules.values())
        return sum(tally.right for tally in self.rules.values()) / seen if seen else 0.5


def _family(key: str) -> str:
    """Kind of mark and what the rule goes by: neither its word nor how far off that stood."""
    kind, _, rule = key.partition(" ")
    for place in _PLACES:
        rule = rule.removeprefix(place)
    return f"{kind} {rule.partition(':')[0]}"


class Step(NamedTuple):
    """From some log odds on, a probability."""

    log_odds: float
    probability: float


class Learned(BaseModel):
    """What was learned about one part of facts, or all of it, to be right."""

    model_config = _CONFIG

    facts: int
    wrong: int
    """Those of `facts` that were not right."""
    intercept: float
    weights: Mapping[str, Weight]
    """By name of the evidence; none where the errors were too few to weigh any."""
    steps: tuple[Step, ...] = ()
    """Ascending in both; empty where the log odds stand as they are."""
    reliability: Reliability = Reliability()

    def probability(self, ground: str, evidence: Evidence) -> float:
        """The probability of being right, more than 0 and less than 1.

        Evidence that is not known, or that nothing was learned about, says nothing.
        """
        known = with_reliability(ground, evidence, self.reliability)
        odds = self.intercept + sum(
            weight.weight * (known[name] - weight.mean) / weight.scale
            for name, weight in self.weights.items()
            if name in known
        )
        if not self.steps:
            return 1 / (1 + math.exp(-odds))
        return self.steps[max(0, bisect_right(self.steps, odds, key=lambda step: step.log_odds) - 1)].probability


class Confidence(NamedTuple):
    """How likely a fact is to be right."""

    full: float
    fields: FieldConfidence | None
    """None where nothing was learned about its parts."""


class Calibration(Learned):
    """What was learned from labels about facts to be right in full, and about their fields; and what it holds for."""

    identity: Identity
    bulletins: tuple[str, ...]
    """The bulletins it was learned from."""
    fields: Mapping[FieldName, Learned] = {}
    """Empty in those made before fields had any."""

    @cached_property
    def sha256(self) -> str:
        """Digest of all that it holds."""
        return sha256(self.model_dump_json().encode()).hexdigest()

    def confidence(self, grounds: Mapping[Part, str], evidence: Evidence) -> Confidence:
        """How likely a fact is to be right in full and by field; value and role no less likely than both together."""
        full = self.probability(grounds["full"], evidence)
        found = {
            name: learned.probability(grounds[name], evidence)
            for name, learned in self.fields.items()
            if name in grounds
        }
        if not found:
            return Confidence(full, None)
        fields = FieldConfidence(
            value=max(full, found["value"]), role=max(full, found["role"]), subject=found.get("subject")
        )
        return Confidence(full, fields)


def with_reliability(ground: str, evidence: Evidence, reliability: Reliability) -> Evidence:
    """`evidence`, and how reliable what a fact rests on is, where that was counted."""
    if not reliability.rules:
        return evidence
    return {**evidence, "reliability": reliability.log_odds(ground, contradicted=bool(evidence["contradicted"]))}
