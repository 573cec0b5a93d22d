"""Bootstrap intervals."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from eval.intervals import Resampling, f1_of, interval, two_sided_p
from eval.options import Cluster


@dataclass(frozen=True)
class Narrative:
    """Something to draw."""

    id: str
    bulletin: str


PLACED = [Narrative(f"b{place % 3}/{place}", f"b{place % 3}") for place in range(30)]
COUNTS = np.arange(60).reshape(30, 2) % 7
BY_NARRATIVE = Resampling(resamples=1000)
BY_BULLETIN = Resampling(cluster=Cluster.bulletin, resamples=1000)


@pytest.mark.parametrize("resampling", [BY_NARRATIVE, BY_BULLETIN])
def test_the_seed_decides(resampling: Resampling) -> None:
    """The same seed gives the same resamples, another seed others."""
    first, again = resampling.sums(COUNTS, PLACED), resampling.sums(COUNTS, PLACED)
    other = replace(resampling, seed=1).sums(COUNTS, PLACED)

    assert first is not None
    assert again is not None
    assert other is not None
    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


@pytest.mark.parametrize("resampling", [BY_NARRATIVE, BY_BULLETIN])
def test_the_order_of_narratives_does_not_matter(resampling: Resampling) -> None:
    """Gold in another order gives the same resamples."""
    first = resampling.sums(COUNTS, PLACED)
    backwards = resampling.sums(COUNTS[::-1], PLACED[::-1])

    assert first is not None
    assert backwards is not None
    assert first.tolist() == backwards.tolist()


def test_bulletins_are_drawn_whole() -> None:
    """Every resample is a sum of three whole bulletins."""
    totals = np.array([COUNTS[place::3].sum(axis=0) for place in range(3)])
    possible = {tuple((a + b + c).tolist()) for a in totals for b in totals for c in totals}

    drawn = BY_BULLETIN.sums(COUNTS, PLACED)

    assert drawn is not None
    assert {tuple(row) for row in drawn.tolist()} <= possible


def test_the_mean_of_resamples_is_the_sum() -> None:
    """Resamples scatter around the sum of all."""
    drawn = BY_NARRATIVE.sums(COUNTS, PLACED)

    assert drawn is not None
    assert (1000, 2) == drawn.shape
    assert drawn.mean(axis=0) == pytest.approx(COUNTS.sum(axis=0), rel=0.02)


@pytest.mark.parametrize(
    ("resampling", "placed"),
    [(BY_NARRATIVE, PLACED[:1]), (BY_NARRATIVE, []), (BY_BULLETIN, PLACED[::3])],
)
def test_one_cluster_has_no_interval(resampling: Resampling, placed: list[Narrative]) -> None:
    """With one narrative, or one bulletin, there is nothing to draw from."""
    assert resampling.sums(COUNTS[: len(placed)], placed) is None


def test_resamples_without_a_score_are_left_out() -> None:
    """A resample with nothing to find and nothing predicted says nothing about F1."""
    f1 = f1_of(np.array([1, 0, 2]), np.array([1, 0, 2]), np.array([3, 0, 2]))

    assert (0.5, 1.0) == (f1[0], f1[2])
    assert np.isnan(f1[1])
    assert interval(f1) == pytest.approx((0.5125, 0.9875))
    assert (None, None) == interval(f1[1:2])


@pytest.mark.parametrize(
    ("differences", "p", "why"),
    [
        ([0.0] * 999, 1.0, "no difference at all"),
        ([0.1] * 999, 2 / 1000, "always on one side, and never 0"),
        ([0.1] * 500 + [-0.1] * 499, 1.0, "as often on either side"),
        ([0.1] * 974 + [-0.1] * 25, 52 / 1000, "seldom on the other side"),
        ([], None, "nothing defined"),
    ],
)
def test_p(differences: list[float], p: float | None, why: str) -> None:
    """Two-sided, from the share of resamples on the rarer side."""
    assert p == two_sided_p(np.array(differences)), why
