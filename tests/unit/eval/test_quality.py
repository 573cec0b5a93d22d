"""How well confidences tell right from wrong."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.quality import DegenerateError, Quality, ReviewPoint, measure, require_ranking

judged = st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.5, 0.7, 0.9]), st.booleans()), min_size=1, max_size=40)


def quality(pairs: list[tuple[float, bool]]) -> Quality:
    """The quality of confidences, each with whether it is right."""
    return measure([confidence for confidence, _ in pairs], [right for _, right in pairs])


@given(judged)
def test_auroc_is_the_chance_of_ranking_right(pairs: list[tuple[float, bool]]) -> None:
    """AUROC equals the count over all pairs of a right and a wrong guess."""
    rights = [confidence for confidence, right in pairs if right]
    wrongs = [confidence for confidence, right in pairs if not right]
    wins = [(a > b) + (a == b) / 2 for a in rights for b in wrongs]

    expected = pytest.approx(sum(wins) / len(wins)) if wins else None

    assert expected == quality(pairs).auroc


@given(judged)
def test_brier_and_ece(pairs: list[tuple[float, bool]]) -> None:
    """Brier is a mean of squares; ECE follows from the bins, which hold every guess once."""
    found = quality(pairs)

    assert found.brier == pytest.approx(np.mean([(confidence - right) ** 2 for confidence, right in pairs]))
    assert len(pairs) == sum(one.size for one in found.bins)
    assert found.ece == pytest.approx(
        sum(one.size * abs(one.confidence - one.accuracy) for one in found.bins) / len(pairs)
    )


@given(judged, st.randoms(use_true_random=False))
def test_order_does_not_matter(pairs: list[tuple[float, bool]], random: Random) -> None:
    """Guesses of equal confidence may come in any order."""
    shuffled = [*pairs]
    random.shuffle(shuffled)

    assert quality(pairs) == quality(shuffled)


def test_by_hand() -> None:
    """Four guesses, the least sure of them wrong, and one sure one wrong too."""
    found = quality([(0.9, True), (0.8, False), (0.6, True), (0.2, False)])

    assert found.auroc == 3 / 4
    assert found.aurc == pytest.approx((0 / 1 + 1 / 2 + 1 / 3 + 2 / 4) / 4)
    assert found.brier == pytest.approx((0.01 + 0.64 + 0.16 + 0.04) / 4)
    assert (4, 2, False) == (found.n, found.right, found.degenerate)
    assert found.curve[-1].risk == 0.5
    assert found.curve[4].risk == pytest.approx(0.5)
    assert ReviewPoint(0.5, 0.5) == found.review[-1]
    assert [0.25, 0.65] == [pytest.approx(one.reviewed) for one in found.needed[:2]]
    assert [0.5, 0.8] == [one.caught for one in found.needed[:2]]


def test_a_tie_is_cut_evenly() -> None:
    """Reviewing half of a tie catches half of its errors."""
    found = quality([(0.5, False), (0.5, False), (0.5, True), (0.5, True)])

    assert [point.reviewed for point in found.review] == pytest.approx([point.caught for point in found.review])
    assert 0.5 == found.aurc


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        ([], "no guess"),
        ([(0.1, True), (0.5, True), (0.9, True)], "all of 3 guesses are right"),
        ([(0.1, False), (0.5, False), (0.9, False)], "all of 3 guesses are wrong"),
        ([(0.5, True), (0.5, False)] * 20, "AUROC is 0.500"),
        ([(0.9, False), (0.5, True), (0.1, True)], "AUROC is 0.000"),
        ([(0.9, True), (0.1, False)] * 20, "only 2 bin"),
    ],
)
def test_what_cannot_rank_is_refused(pairs: list[tuple[float, bool]], reason: str) -> None:
    """A degenerate set of confidences is marked, and refused with the reason."""
    found = quality(pairs)

    assert found.degenerate
    with pytest.raises(DegenerateError, match=reason):
        require_ranking(found)


def test_what_ranks_is_accepted() -> None:
    """Confidences that rank come back as they are."""
    found = quality([(0.9, True), (0.8, True), (0.6, True), (0.2, False)])

    assert found is require_ranking(found)


def test_nothing_to_measure() -> None:
    """Without guesses no measure is a number."""
    found = quality([])

    assert (0, None, None, None, None) == (found.n, found.brier, found.ece, found.auroc, found.aurc)
    assert ((), (), (), ()) == (found.bins, found.curve, found.review, found.needed)


def test_without_errors_there_is_nothing_to_catch() -> None:
    """Where all is right, review catches nothing, and no share is given."""
    found = quality([(0.9, True), (0.5, True)])

    assert ((), ()) == (found.review, found.needed)
    assert 0 == found.aurc


@pytest.mark.parametrize(("confidences", "right"), [([0.5], []), ([[0.5]], [[True]])])
def test_shapes_must_match(confidences: list[float], right: list[bool]) -> None:
    """One confidence for each guess."""
    with pytest.raises(ValueError, match="one length"):
        measure(confidences, right)
