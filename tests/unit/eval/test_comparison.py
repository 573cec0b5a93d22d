"""Two predictions compared."""

from collections.abc import Sequence

import pytest

from eval.comparison import Comparison, compare
from eval.intervals import Resampling
from eval.marks import AnyMark, Guess, Prediction
from extractor.records import GoldLine
from tests.factories import NARRATIVE, quantity

from .files import demo_lines, line, sure, usual_marks

RESAMPLING = Resampling(resamples=1000)


def predicted(*guesses: Sequence[Guess]) -> dict[str, Prediction]:
    """Predictions for the first narratives of the demo."""
    return {f"demo/{at}": Prediction(f"demo/{at}", tuple(found)) for at, found in enumerate(guesses, start=1)}


def compared(a: Sequence[AnyMark], b: Sequence[AnyMark]) -> Comparison:
    """Two labellings of the usual narrative compared; the second narrative is the same on both sides."""
    rest = sure([*demo_lines()[1].dates])
    return compare(demo_lines(), predicted(sure(a), rest), predicted(sure(b), rest), RESAMPLING)


def test_gained_and_lost() -> None:
    """Marks that one side has right and the other not are listed with their words and narrative."""
    marks = usual_marks()
    comparison = compared(marks[1:], [marks[0], *marks[2:]])

    assert [("demo/1", "quantities", "1座")] == [(one.id, one.kind, one.text) for one in comparison.gained]
    assert [("demo/1", "quantities", "3.2万元")] == [(one.id, one.kind, one.text) for one in comparison.lost]
    assert ((), ()) == (comparison.errors_new, comparison.errors_gone)
    assert 0 == comparison.kinds["quantities"].difference


def test_a_right_mark_made_wrong() -> None:
    """A role that changes is a loss, and a new error."""
    marks = usual_marks()
    wrong = quantity(NARRATIVE, "1座", 1, "座", role="target")
    comparison = compared(marks, [wrong, *marks[1:]])

    assert ["1座"] == [one.text for one in comparison.lost]
    assert [wrong] == [one.mark for one in comparison.errors_new]
    assert 2 * 1 / 5 - 2 * 2 / 5 == comparison.kinds["quantities"].difference
    assert ["1座"] == [one.text for one in compared([wrong, *marks[1:]], marks).gained]


def test_spurious_marks_are_new_errors() -> None:
    """F1 can fall without a loss; the list of errors says by which marks."""
    marks = usual_marks()
    made_up = quantity(NARRATIVE, "5月", 5, "月")
    comparison = compared(marks, [*marks, made_up])

    assert () == comparison.lost
    assert [made_up] == [one.mark for one in comparison.errors_new]
    assert [made_up] == [one.mark for one in compared([*marks, made_up], marks).errors_gone]


def test_the_same_is_no_difference() -> None:
    """A prediction compared with itself has no difference, and p is 1."""
    comparison = compared(usual_marks(), usual_marks())

    assert {(0.0, 0.0, 0.0, 1.0)} == {
        (found.difference, found.low, found.high, found.p) for found in comparison.kinds.values()
    }
    assert ((), ()) == (comparison.gained, comparison.lost)


def many(count: int) -> list[GoldLine]:
    """Narratives alike."""
    return [line(place, NARRATIVE, usual_marks()) for place in range(1, count + 1)]


def test_a_sure_difference() -> None:
    """Both sides are drawn together: a small difference that is the same everywhere is sure."""
    gold = many(20)
    a = predicted(*[sure(usual_marks()[1:])] * 20)
    b = predicted(*[sure(usual_marks())] * 20)

    found = compare(gold, a, b, RESAMPLING).kinds["all"]

    assert 1 - 8 / 9 == pytest.approx(found.difference)
    assert found.low == pytest.approx(found.high)
    assert 2 / 1001 == found.p


def test_what_cannot_be_compared_is_none() -> None:
    """A kind with nothing to find and nothing predicted has no difference."""
    found = compare([line(1, NARRATIVE, [])], predicted([]), predicted([]), RESAMPLING).kinds["dates"]

    assert (None, None, None, None, None, None) == (
        found.a,
        found.b,
        found.difference,
        found.low,
        found.high,
        found.p,
    )


def test_missing_narratives_are_named() -> None:
    """A narrative that one side does not predict is all missed there."""
    comparison = compare(demo_lines(), predicted([]), predicted([], []), RESAMPLING)

    assert (("demo/2",), ()) == (comparison.missing_a, comparison.missing_b)


@pytest.mark.parametrize(
    ("fail_below", "max_regression", "faults"),
    [
        (None, None, 0),
        (0.5, None, 0),
        (0.9, None, 1),
        (None, 0.2, 0),
        (None, 0.05, 1),
        (0.99, 0.0, 2),
    ],
)
def test_limits(fail_below: float | None, max_regression: float | None, faults: int) -> None:
    """B is measured by its own F1 and by how far it is below A's: 12/14 down to 10/13 here."""
    comparison = compared(usual_marks(), usual_marks()[1:])

    assert 10 / 13 == comparison.kinds["all"].b
    assert faults == len(comparison.faults(fail_below, max_regression))


def test_a_limit_reached_is_kept() -> None:
    """A fall of exactly what is allowed is allowed, whatever the last digit of the floats."""
    comparison = compared(usual_marks(), usual_marks()[1:])
    fall = (comparison.kinds["all"].a or 0) - (comparison.kinds["all"].b or 0)

    assert () == comparison.faults(10 / 13 + 1e-12, fall - 1e-12)


def test_a_gain_is_no_regression() -> None:
    """Being better breaks no limit."""
    assert () == compared(usual_marks()[1:], usual_marks()).faults(None, 0.0)
