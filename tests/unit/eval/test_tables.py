"""Results as text."""

import pytest

from eval.comparison import compare
from eval.intervals import Resampling
from eval.marks import Prediction
from eval.tables import SHOWN, comparison_lines, percent
from tests.factories import NARRATIVE

from .files import demo_lines, line, sure, usual_marks


@pytest.mark.parametrize(("ratio", "text"), [(None, "–"), (0.0, "0.0"), (0.9183, "91.8"), (1.0, "100.0")])
def test_percent(ratio: float | None, text: str) -> None:
    """One decimal; a dash where there is no ratio."""
    assert text == percent(ratio)


def test_long_lists_are_cut() -> None:
    """Beyond the first few, changed marks are counted."""
    gold = [line(place, NARRATIVE, usual_marks()) for place in range(1, 7)]
    found = {one.id: Prediction(one.id, tuple(sure(usual_marks()))) for one in gold}
    lines = list(comparison_lines(compare(gold, {}, found, Resampling(resamples=1000))))

    assert f"gained: {6 * 5}" == lines[0]
    assert f"  … and {6 * 5 - SHOWN} more; --json lists all" == lines[SHOWN + 1]


def test_nothing_changed() -> None:
    """A list without marks is its count alone."""
    lines = list(comparison_lines(compare(demo_lines(), {}, {}, Resampling(resamples=1000))))

    assert ["gained: 0", "lost: 0", "new errors: 0", "errors gone: 0"] == lines[:4]
