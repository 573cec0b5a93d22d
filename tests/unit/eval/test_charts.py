"""Strokes of the report's charts stand where their figures say."""

from __future__ import annotations

import pytest

from eval.charts import reliability, review, risk_coverage, wilson
from eval.heat import heat_tables
from eval.quality import Bin, measure

from .pages import evaluation, mixed

QUALITY = measure([0.2] * 10 + [0.6] * 10 + [1.0] * 10, [True] * 4 + [False] * 6 + [True] * 16 + [False] * 4)


def test_reliability() -> None:
    """A dot a bin at its confidence and accuracy, labelled with its size, inside the interval drawn."""
    chart = reliability(QUALITY)
    frame = chart.frame

    assert ["10", "10", "10"] == [dot.label for dot in chart.dots]
    assert [(frame.at_x(one.confidence), frame.at_y(one.accuracy)) for one in QUALITY.bins] == [
        (dot.x, dot.y) for dot in chart.dots
    ]
    assert all(dot.high is not None and dot.low is not None and dot.high <= dot.y <= dot.low for dot in chart.dots)


def test_near_dots_share_a_label() -> None:
    """A dot too near the one before it has no label."""
    near = measure([0.5] * 9 + [0.9] * 9 + [0.91] * 9, [True, False, True] * 9)

    assert ["9", "9", ""] == [dot.label for dot in reliability(near).dots]


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (10, 10, 0.7225, 1.0), (0, 10, 0.0, 0.2775)],
)
def test_wilson(hits: int, of: int, low: float, high: float) -> None:
    """Wilson's 95 % interval, which has width even where all or nothing is right."""
    assert pytest.approx((low, high), abs=1e-3) == wilson(Bin(of, 0.5, hits / of))


def test_risk() -> None:
    """The curve ends at the share that is wrong, where the guide is."""
    chart = risk_coverage(QUALITY)
    wrong = (QUALITY.n - QUALITY.right) / QUALITY.n

    assert chart.frame.at_y(wrong) == chart.dots[-1].y
    assert f"{100 * wrong:.1f}%" == chart.dots[-1].label
    assert all(chart.frame.top <= dot.y <= chart.frame.bottom for dot in chart.dots)


def test_review() -> None:
    """The curve leads from nothing reviewed to all caught."""
    chart = review(QUALITY)
    frame = chart.frame

    assert chart.line.startswith(f"M{frame.left:g} {frame.bottom:g} L")
    assert chart.line.endswith(f"L{frame.right:g} {frame.top:g}")
    assert [frame.at_y(one.caught) for one in QUALITY.review] == [dot.y for dot in chart.dots]


def test_nothing_to_draw() -> None:
    """Without guesses there are scales and no dots."""
    for draw in (reliability, risk_coverage, review):
        chart = draw(measure([], []))
        assert ("", ()) == (chart.line, chart.dots)
        assert chart.x_ticks


def test_confusions_count_what_has_no_pair() -> None:
    """Missed marks have a column and spurious ones a row of their own; shades are shares of the row."""
    of = evaluation(mixed())
    found = {one.title: one for one in heat_tables(of.confusions, of.alignments, "en")}
    table, category = found["quantity · role"], found["blocker · category"]

    assert ("target", "actual", "missed") == table.columns
    assert [("target", [0, 0, 0]), ("actual", [1, 1, 1])] == [
        (name, [cell.times for cell in cells]) for name, cells in table.rows
    ]
    assert [2, 2, 2] == [cell.shade for cell in table.rows[1][1]]
    assert [False, True, False] == [cell.right for cell in table.rows[1][1]]
    assert (1, 2) == (table.right, table.of)
    assert "spurious" == category.rows[-1][0]
