"""Percentile bootstrap over narratives, or over bulletins with all their narratives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from .options import RESAMPLES, SEED, Cluster

COVERAGE: Final = 0.95

_DRAWN_AT_ONCE: Final = 4_000_000
"""Draws held in memory at a time."""


class Placed(Protocol):
    """What is drawn: it says which narrative and which bulletin it is."""

    @property
    def id(self) -> str:
        """The narrative."""

    @property
    def bulletin(self) -> str:
        """The bulletin it belongs to."""


@dataclass(frozen=True, slots=True)
class Resampling:
    """How intervals are made; equal values give equal intervals."""

    cluster: Cluster = Cluster.narrative
    resamples: int = RESAMPLES
    seed: int = SEED

    def sums(self, counts: NDArray[np.int64], placed: Sequence[Placed]) -> NDArray[np.int64] | None:
        """Sums of `counts` over each resample: shape ``(resamples, …)`` for counts of shape ``(narratives, …)``.

        Whatever the order of the narratives, the outcome is the same. None where there are fewer than two
        clusters to draw from.
        """
        clusters = self._clustered(counts, placed)
        size = len(clusters)
        if size <= 1:
            return None
        generator = np.random.default_rng(self.seed)
        flat = clusters.reshape(size, -1).astype(np.float64)
        outcome = np.empty((self.resamples, flat.shape[1]))
        step = max(1, _DRAWN_AT_ONCE // size)
        for at in range(0, self.resamples, step):
            rows = min(step, self.resamples - at)
            drawn = generator.integers(0, size, (rows, size)) + np.arange(rows)[:, None] * size
            times = np.bincount(drawn.ravel(), minlength=rows * size).reshape(rows, size)
            outcome[at : at + rows] = times.astype(np.float64) @ flat
        return np.rint(outcome).astype(np.int64).reshape(self.resamples, *counts.shape[1:])

    def _clustered(self, counts: NDArray[np.int64], placed: Sequence[Placed]) -> NDArray[np.int64]:
        names = [one.id if self.cluster is Cluster.narrative else one.bulletin for one in placed]
        places = {name: place for place, name in enumerate(sorted(set(names)))}
        clusters = np.zeros((len(places), *counts.shape[1:]), dtype=np.int64)
        np.add.at(clusters, [places[name] for name in names], counts)
        return clusters


def f1_of(tp: NDArray[np.int64], gold: NDArray[np.int64], predicted: NDArray[np.int64]) -> NDArray[np.float64]:
    """F1 of each resample; NaN where it has nothing to find and nothing predicted."""
    whole = (gold + predicted).astype(np.float64)
    f1 = np.full(whole.shape, np.nan)
    np.divide(2.0 * tp, whole, out=f1, where=whole > 0)
    return f1


def interval(values: NDArray[np.float64]) -> tuple[float | None, float | None]:
    """The middle `COVERAGE` of `values`; NaN is left out, and where nothing is left both ends are None."""
    defined = values[~np.isnan(values)]
    if not defined.size:
        return None, None
    outside = (1 - COVERAGE) / 2
    low, high = np.quantile(defined, [outside, 1 - outside])
    return float(low), float(high)


def two_sided_p(differences: NDArray[np.float64]) -> float | None:
    """How often resampled differences fall on either side of no difference, 0 to 1.

    Twice the smaller share of differences ≤ 0 and ≥ 0, one added to both counts so that it is never 0.
    1 where all are 0; None where no difference is defined.
    """
    defined = differences[~np.isnan(differences)]
    if not defined.size:
        return None
    smaller = min(int((defined <= 0).sum()), int((defined >= 0).sum()))
    return min(1.0, 2 * (smaller + 1) / (defined.size + 1))
