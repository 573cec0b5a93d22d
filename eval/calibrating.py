"""Learning from labels how likely facts are to be right.

How reliable a rule is is counted on all labels there are. What that and all other evidence counts for is learned with
what was counted on other bulletins than the fact's own, as it will be of a new one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from extractor.confidence import (
    AGAINST,
    FIELDS,
    Calibration,
    Confidence,
    Identity,
    Learned,
    Part,
    Reliability,
    Step,
    Weight,
    log_odds,
    with_reliability,
)
from extractor.errors import ExtractorError

from .judging import Judged, count_rules

FEWEST_WRONG: Final = 5
"""Errors below which nothing can be learned."""
WRONG_FOR_STEPS: Final = 200
"""Errors from which on the probabilities follow the counts, and no curve is assumed."""
_ROUNDED: Final = 6
_RISE: Final = 0.002
"""Least rise in probability from one step to the next."""
_CONSTANT: Final = 1e-9
"""Spread up to which evidence is the same for all."""


class CalibrationError(ExtractorError):
    """Too little to learn from."""

    code = "calibration"


class Counted:
    """How often each rule was right, all in all and without what one bulletin adds to it."""

    def __init__(self, whole: Mapping[Part, Reliability], of: Mapping[str, Mapping[Part, Reliability]]) -> None:
        """`of` has what bulletins add to `whole`, by their stem; others add nothing."""
        self.whole = whole
        self._of = of
        self._without = {stem: _less(whole, own) for stem, own in of.items()}

    @classmethod
    def over(cls, whole: Mapping[Part, Reliability], judged: Iterable[Judged]) -> Counted:
        """`judged` are the facts counted in `whole` that may have to be taken out."""
        by_stem: dict[str, list[Judged]] = {}
        for one in judged:
            by_stem.setdefault(one.bulletin, []).append(one)
        return cls(whole, {stem: count_rules(own) for stem, own in by_stem.items()})

    def without(self, bulletin: str) -> Mapping[Part, Reliability]:
        """What counts for a fact of `bulletin`."""
        return self._without.get(bulletin, self.whole)

    def leaving(self, bulletin: str) -> Counted:
        """The same where `bulletin` had never been counted."""
        others = {stem: own for stem, own in self._of.items() if stem != bulletin}
        return Counted(self.without(bulletin), others)


def _less(whole: Mapping[Part, Reliability], own: Mapping[Part, Reliability]) -> Mapping[Part, Reliability]:
    return {part: of.without(own.get(part, Reliability())) for part, of in whole.items()}


def fit(judged: Sequence[Judged], counted: Counted, identity: Identity) -> Calibration:
    """What `judged` teach about facts and each of their fields, rules being as reliable as was `counted`.

    Raises `CalibrationError` where fewer than `FEWEST_WRONG` facts are right in full or wrong.
    """
    full = _learn(judged, "full", counted)
    if min(full.wrong, full.facts - full.wrong) < FEWEST_WRONG:
        raise CalibrationError(
            f"{full.facts} facts with {full.wrong} errors are too few to calibrate on, "
            f"it takes {FEWEST_WRONG} of either; give more gold"
        )
    return Calibration(
        **dict(full),
        identity=identity,
        bulletins=tuple(sorted({one.bulletin for one in judged})),
        fields={name: _learn(judged, name, counted) for name in FIELDS},
    )


def _learn(judged: Sequence[Judged], part: Part, counted: Counted) -> Learned:
    """What `judged` teach about one part; logistic, and isotonic upon it where there are errors enough.

    Where there are too few to weigh evidence by, the share that is right counts alone, one more of either added.
    """
    having = [one for one in judged if part in one.right]
    right = np.array([one.right[part] for one in having], dtype=bool)
    wrong, hits = int((~right).sum()), int(right.sum())
    reliability = counted.whole.get(part, Reliability())
    if min(wrong, hits) < FEWEST_WRONG:
        return Learned(facts=len(having), wrong=wrong, intercept=_round(math.log((hits + 1) / (wrong + 1))), weights={})
    known = [
        with_reliability(one.grounds[part], one.evidence, counted.without(one.bulletin).get(part, Reliability()))
        for one in having
    ]
    names = sorted({name for each in known for name in each})
    table = np.array([[each.get(name, np.nan) for name in names] for each in known])
    scaled = _Scaled.of(table)
    weights, intercept = _weigh(scaled.table, right, np.array([-1 if name in AGAINST else 1 for name in names]))
    return Learned(
        facts=len(having),
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
        flat = scales < _CONSTANT
        scales[flat] = 1.0
        found = np.nan_to_num((table - means) / scales)
        found[:, flat] = 0.0
        return cls(found, means, scales)


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
        if not found or height >= found[-1].probability + _RISE:
            found.append(Step(_round(at), _round(height)))
    return tuple(found)


def leave_one_out(judged: Sequence[Judged], counted: Counted, identity: Identity) -> tuple[Confidence, ...] | None:
    """The confidence of each of `judged` as learned from all bulletins but its own.

    None where the bulletins left over teach too little.
    """
    found: dict[int, Confidence] = {}
    for stem in sorted({one.bulletin for one in judged}):
        others = [one for one in judged if one.bulletin != stem]
        try:
            learned = fit(others, counted.leaving(stem), identity)
        except CalibrationError:
            return None
        found |= {
            place: learned.confidence(one.grounds, one.evidence)
            for place, one in enumerate(judged)
            if one.bulletin == stem
        }
    return tuple(found[place] for place in range(len(judged)))


def _round(value: float) -> float:
    """Few enough digits to be the same on every machine."""
    return round(float(value), _ROUNDED)
