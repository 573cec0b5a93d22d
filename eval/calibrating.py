"""Learning from gold how likely facts are to be right.

How reliable a rule is is counted on silver, what that and all other evidence counts for is learned from gold: a rule is
seldom seen often enough on gold, and silver is easier than the bulletins that matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from extractor.confidence import (
    AGAINST,
    Calibration,
    Evidence,
    Identity,
    Reliability,
    Step,
    Tally,
    Weight,
    contradicted,
    evidence_of,
    log_odds,
    rule_key,
    with_reliability,
)
from extractor.errors import ExtractorError
from extractor.records import Fact, GoldLine, NarrativeResult

from .alignment import align
from .gold import marks_of
from .marks import Guess

FEWEST_WRONG: Final = 5
"""Errors below which nothing can be learned."""
WRONG_FOR_STEPS: Final = 200
"""Errors from which on the probabilities follow the counts, and no curve is assumed."""
_ROUNDED: Final = 6
_CONTRADICTED: Final = ""
"""Key of all marks whose words a warning speaks of."""


class CalibrationError(ExtractorError):
    """Too little to learn from."""

    code = "calibration"


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact held against gold."""

    narrative: str
    """Its id."""
    bulletin: str
    fact: Fact
    evidence: Evidence
    right: bool
    """In full."""


def judge(lines: Iterable[GoldLine], results: Mapping[str, NarrativeResult]) -> tuple[Judged, ...]:
    """The facts of `results`, by the id of their narrative, each held against its line."""
    return tuple(one for line in lines if line.id in results for one in _judged(line, results[line.id]))


def _judged(line: GoldLine, result: NarrativeResult) -> Iterable[Judged]:
    guesses = [Guess(fact.mark, fact.confidence) for fact in result.facts]
    right = {id(pair.guess) for pair in align(marks_of(line), guesses).pairs if pair.full}
    doubted = contradicted(result.findings)
    for fact, guess in zip(result.facts, guesses, strict=True):
        yield Judged(line.id, line.bulletin, fact, evidence_of(fact, doubted), id(guess) in right)


def count_rules(judged: Iterable[Judged]) -> Reliability:
    """How often each rule was right, and all rules where something contradicts them."""
    of: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in judged:
        for key in (rule_key(one.fact), *([_CONTRADICTED] if one.evidence["contradicted"] else [])):
            of[key] += 1
            right[key] += one.right
    return Reliability(
        rules={key: Tally(right[key], of[key]) for key in sorted(of) if key != _CONTRADICTED},
        contradicted=Tally(right[_CONTRADICTED], of[_CONTRADICTED]),
    )


def fit(judged: Sequence[Judged], reliability: Reliability, identity: Identity) -> Calibration:
    """What `judged` teach; logistic, and isotonic upon it where there are errors enough.

    Raises `CalibrationError` where fewer than `FEWEST_WRONG` facts are right or wrong.
    """
    right = np.array([one.right for one in judged], dtype=bool)
    wrong = int((~right).sum())
    if min(wrong, len(judged) - wrong) < FEWEST_WRONG:
        raise CalibrationError(
            f"{len(judged)} facts with {wrong} errors are too few to calibrate on, it takes {FEWEST_WRONG} of either; "
            "give more gold"
        )
    known = [with_reliability(one.fact, one.evidence, reliability) for one in judged]
    names = sorted({name for each in known for name in each})
    table = np.array([[each.get(name, np.nan) for name in names] for each in known])
    scaled = _Scaled.of(table)
    weights, intercept = _weigh(scaled.table, right, np.array([-1 if name in AGAINST else 1 for name in names]))
    return Calibration(
        identity=identity,
        bulletins=tuple(sorted({one.bulletin for one in judged})),
        facts=len(judged),
        wrong=wrong,
        intercept=_round(intercept),
        weights={
            name: Weight(mean=_round(mean), scale=_round(scale), weight=_round(weight))
            for name, mean, scale, weight in zip(names, scaled.means, scaled.scales, weights, strict=True)
            if weight
        },
        steps=_steps(intercept + scaled.table @ weights, right) if wrong >= WRONG_FOR_STEPS else (),
        reliability=reliability,
    )


class _Scaled(NamedTuple):
    """Evidence, a column a name, with mean 0 and variance 1; what is not known is 0."""

    table: NDArray[np.float64]
    means: NDArray[np.float64]
    scales: NDArray[np.float64]

    @classmethod
    def of(cls, table: NDArray[np.float64]) -> _Scaled:
        means, scales = np.nanmean(table, axis=0), np.nanstd(table, axis=0)
        scales[scales == 0] = 1.0
        return cls(np.nan_to_num((table - means) / scales), means, scales)


def _weigh(
    table: NDArray[np.float64], right: NDArray[np.bool_], signs: NDArray[np.int64]
) -> tuple[NDArray[np.float64], float]:
    """The weight of each column and the intercept; a column that would count against its sign counts for nothing."""
    weights = np.zeros(table.shape[1])
    kept = np.flatnonzero(table.any(axis=0))
    while kept.size:
        model = LogisticRegression().fit(table[:, kept], right)
        sound = model.coef_[0] * signs[kept] > 0
        if sound.all():
            weights[kept] = model.coef_[0]
            return weights, float(model.intercept_[0])
        kept = kept[sound]
    return weights, log_odds(float(right.mean()))


def _steps(odds: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[Step, ...]:
    """The probability at each step of the log odds; none is quite 0 or 1, since the next fact may be the first."""
    edge = 1 / (len(right) + 2)
    heights = IsotonicRegression(y_min=edge, y_max=1 - edge).fit_transform(odds, right)
    order = np.argsort(odds, kind="stable")
    found: list[Step] = []
    for at, height in zip(odds[order].tolist(), heights[order].tolist(), strict=True):
        if not found or height > found[-1].probability:
            found.append(Step(_round(at), _round(height)))
    return tuple(found)


def leave_one_out(judged: Sequence[Judged], calibration: Calibration) -> tuple[float, ...] | None:
    """The probability of each of `judged` as learned from all bulletins but its own.

    The rules keep the reliability of `calibration`, which no gold went into. None where the bulletins left over teach
    too little.
    """
    found: dict[int, float] = {}
    for stem in sorted({one.bulletin for one in judged}):
        others = [one for one in judged if one.bulletin != stem]
        try:
            learned = fit(others, calibration.reliability, calibration.identity)
        except CalibrationError:
            return None
        found |= {
            place: learned.probability(one.fact, one.evidence)
            for place, one in enumerate(judged)
            if one.bulletin == stem
        }
    return tuple(found[place] for place in range(len(judged)))


def _round(value: float) -> float:
    """Few enough digits to be the same on every machine."""
    return round(float(value), _ROUNDED)
