"""How well confidences tell right from wrong.

Nothing here depends on the order of guesses: those of equal confidence stand together, and a cut
through them takes an even part of their errors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from extractor.errors import ExtractorError

BINS: Final = 10
FEWEST_BINS: Final = 3
LEAST_AUROC: Final = 0.55
REVIEWED: Final = (0.05, 0.1, 0.2, 0.3, 0.5)
CAUGHT: Final = (0.5, 0.8, 0.9, 0.95)
COVERAGES: Final = tuple(step / 10 for step in range(1, 11))


class DegenerateError(ExtractorError):
    """Confidences that cannot rank, and so must not be used."""

    code = "degenerate"


@dataclass(frozen=True, slots=True)
class Bin:
    """Guesses of neighbouring confidence."""

    size: int
    confidence: float
    """Mean confidence."""
    accuracy: float
    """Share that is right."""


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """The share that is wrong among the surest `coverage` of the guesses."""

    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """Reviewing the least sure `reviewed` of the guesses catches `caught` of the errors; both 0 to 1."""

    reviewed: float
    caught: float


@dataclass(frozen=True, slots=True)
class Quality:
    """The measures of a set of confidences, all 0 to 1.

    With no guess every measure is None and the lists are empty. `auroc` is None where all are right or
    all are wrong; `review` and `needed` are empty where nothing is wrong.
    """

    n: int
    right: int
    brier: float | None
    """Mean squared distance of confidence from 1 (right) or 0 (wrong)."""
    ece: float | None
    """Mean distance of confidence from accuracy over bins of equal mass, weighted by their size."""
    auroc: float | None
    """Chance that a right guess has a higher confidence than a wrong one, ties counting half."""
    aurc: float | None
    """Mean risk over all coverages; lower is better."""
    bins: tuple[Bin, ...]
    """In order of confidence; only those that hold a guess."""
    curve: tuple[RiskPoint, ...]
    review: tuple[ReviewPoint, ...]
    """Errors caught for given shares reviewed."""
    needed: tuple[ReviewPoint, ...]
    """Shares to review for given errors caught."""
    degenerate: bool
    """Cannot rank: the AUROC is undefined or below `LEAST_AUROC`, or fewer than `FEWEST_BINS` bins are filled."""


def measure(confidences: ArrayLike, right: ArrayLike) -> Quality:
    """The quality of `confidences` (0 to 1) for guesses that are `right` or not; both of one length."""
    scores = np.asarray(confidences, dtype=np.float64)
    hits = np.asarray(right, dtype=bool)
    if scores.shape != hits.shape or scores.ndim != 1:
        raise ValueError("confidences and right must be flat and of one length")
    ranked = _Ranked.of(scores, hits)
    bins = ranked.bins()
    area = ranked.auroc()
    return Quality(
        n=ranked.n,
        right=int(hits.sum()),
        brier=ranked.brier(),
        ece=sum(one.size * abs(one.confidence - one.accuracy) for one in bins) / ranked.n if ranked.n else None,
        auroc=area,
        aurc=ranked.aurc(),
        bins=bins,
        curve=ranked.curve(),
        review=ranked.review(),
        needed=ranked.needed(),
        degenerate=area is None or area < LEAST_AUROC or len(bins) < FEWEST_BINS,
    )


def require_ranking(quality: Quality) -> Quality:
    """`quality` itself, fit for use; raises `DegenerateError` saying why where it is degenerate."""
    if not quality.degenerate:
        return quality
    if quality.auroc is None:
        reason = f"all of {quality.n} guesses are {'right' if quality.right else 'wrong'}" if quality.n else "no guess"
    elif quality.auroc < LEAST_AUROC:
        reason = f"AUROC is {quality.auroc:.3f}, less than {LEAST_AUROC}"
    else:
        reason = f"only {len(quality.bins)} bin(s) are filled, fewer than {FEWEST_BINS}"
    raise DegenerateError(f"confidence cannot rank: {reason}; calibrate on more, or more varied, guesses")


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Guesses grouped by confidence, ascending: one entry a distinct confidence."""

    values: NDArray[np.float64]
    sizes: NDArray[np.int64]
    hits: NDArray[np.int64]

    @classmethod
    def of(cls, scores: NDArray[np.float64], right: NDArray[np.bool_]) -> _Ranked:
        values, place = np.unique(scores, return_inverse=True)
        sizes = np.bincount(place, minlength=len(values))
        hits = np.bincount(place[right], minlength=len(values))
        return cls(values, sizes, hits)

    @property
    def n(self) -> int:
        return int(self.sizes.sum())

    @property
    def errors(self) -> NDArray[np.int64]:
        return self.sizes - self.hits

    def brier(self) -> float | None:
        squares = self.hits * (1 - self.values) ** 2 + self.errors * self.values**2
        return float(squares.sum() / self.n) if self.n else None

    def bins(self) -> tuple[Bin, ...]:
        """Groups put into `BINS` by the middle of their ranks, never split."""
        middles = np.cumsum(self.sizes) - self.sizes / 2
        places = np.minimum((middles * BINS / max(1, self.n)).astype(int), BINS - 1)
        filled = []
        for place in np.unique(places):
            inside = places == place
            size = int(self.sizes[inside].sum())
            mean = float((self.values[inside] * self.sizes[inside]).sum() / size)
            filled.append(Bin(size, mean, float(self.hits[inside].sum() / size)))
        return tuple(filled)

    def auroc(self) -> float | None:
        wrong_total, right_total = int(self.errors.sum()), int(self.hits.sum())
        if not wrong_total or not right_total:
            return None
        wrong_below = np.cumsum(self.errors) - self.errors
        return float((self.hits * (wrong_below + self.errors / 2)).sum() / (wrong_total * right_total))

    def risks(self, covered: NDArray[np.float64]) -> NDArray[np.float64]:
        """Share wrong among the surest `covered` guesses, each more than 0."""
        sizes = np.concatenate([[0], np.cumsum(self.sizes[::-1])])
        errors = np.concatenate([[0], np.cumsum(self.errors[::-1])])
        missed: NDArray[np.float64] = np.interp(covered, sizes, errors) / covered
        return missed

    def aurc(self) -> float | None:
        return float(self.risks(np.arange(1.0, self.n + 1)).mean()) if self.n else None

    def curve(self) -> tuple[RiskPoint, ...]:
        if not self.n:
            return ()
        risks = self.risks(np.array(COVERAGES) * self.n)
        return tuple(RiskPoint(*point) for point in zip(COVERAGES, risks.tolist(), strict=True))

    def review(self) -> tuple[ReviewPoint, ...]:
        reviewed, caught = self._reviewing()
        if not caught[-1]:
            return ()
        shares = np.interp(REVIEWED, reviewed / self.n, caught / caught[-1])
        return tuple(ReviewPoint(*point) for point in zip(REVIEWED, shares.tolist(), strict=True))

    def needed(self) -> tuple[ReviewPoint, ...]:
        reviewed, caught = self._reviewing()
        if not caught[-1]:
            return ()
        return tuple(
            ReviewPoint(_first_reach(share * caught[-1], caught, reviewed) / self.n, share) for share in CAUGHT
        )

    def _reviewing(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Guesses reviewed and errors caught, from the least sure on, starting at none."""
        return (
            np.concatenate([[0.0], np.cumsum(self.sizes)]),
            np.concatenate([[0.0], np.cumsum(self.errors)]),
        )


def _first_reach(target: float, heights: NDArray[np.float64], places: NDArray[np.float64]) -> float:
    """The first place at which the line through `heights`, which never falls, reaches `target` > 0."""
    at = int(np.searchsorted(heights, target, side="left"))
    step = heights[at] - heights[at - 1]
    return float(places[at - 1] + (places[at] - places[at - 1]) * (target - heights[at - 1]) / step)
