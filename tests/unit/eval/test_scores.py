"""Counts, ratios and the table of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.alignment import Alignment, align
from eval.fields import Share, confusion_table, field_table, subject_table
from eval.intervals import Resampling
from eval.marks import AnyMark, Guess, Kind, Level
from eval.scores import Counts, Score, full_f1, score_table
from tests.factories import NARRATIVE, blocker, day, percentage, quantity

from .labellings import guesses, marks, pairings, preference

RESAMPLING = Resampling(resamples=1000)


def hand_worked() -> list[Alignment]:
    """Two narratives: one with a mark of each level and one missed, one with a spurious mark alone."""
    gold: list[AnyMark] = [
        quantity(NARRATIVE, "1座", 1, "座", subject="换热站"),
        quantity(NARRATIVE, "3.2万元", 32000, "元", subject="投资"),
        percentage(NARRATIVE, "5%", 5),
        day(NARRATIVE, "5月底", date(2031, 5, 31)),
        blocker(NARRATIVE, "资金尚未到位"),
    ]
    found: list[AnyMark] = [
        quantity(NARRATIVE, "1座", 1, "座", subject="公厕"),
        quantity(NARRATIVE, "3.2万", 32000, "元", subject="完成投资", role="target"),
        percentage(NARRATIVE, "5%", 50),
        day(NARRATIVE, "5月底", date(2031, 5, 31), role="planned"),
    ]
    return [
        align(gold, [Guess(mark) for mark in found], id="demo/1", bulletin="demo", narrative=NARRATIVE),
        align([], [Guess(blocker(NARRATIVE, "资金"))], id="demo/2", bulletin="demo", narrative=NARRATIVE),
    ]


@pytest.mark.parametrize(
    ("kind", "level", "tp", "gold", "predicted"),
    [
        ("quantities", "relaxed", 2, 2, 2),
        ("quantities", "exact", 1, 2, 2),
        ("quantities", "value", 2, 2, 2),
        ("quantities", "full", 1, 2, 2),
        ("percentages", "exact", 1, 1, 1),
        ("percentages", "value", 0, 1, 1),
        ("percentages", "full", 0, 1, 1),
        ("dates", "value", 1, 1, 1),
        ("dates", "full", 0, 1, 1),
        ("blockers", "relaxed", 0, 1, 1),
        ("all", "relaxed", 4, 5, 5),
        ("all", "exact", 3, 5, 5),
        ("all", "value", 3, 5, 5),
        ("all", "full", 1, 5, 5),
    ],
)
def test_counts_by_hand(kind: Kind, level: Level, tp: int, gold: int, predicted: int) -> None:
    """The counts are those worked out by hand; the four kinds add up to all."""
    score = score_table(hand_worked(), RESAMPLING)[kind][level]

    assert (tp, gold, predicted) == (score.tp, score.gold, score.predicted)
    assert tp / gold == score.recall
    assert 2 * tp / (gold + predicted) == score.f1
    assert score.f1 == full_f1(hand_worked())[kind] or level != "full"


def test_fields_by_hand() -> None:
    """Fields are counted over pairs, subjects over pairs whose value agrees."""
    fields = field_table(hand_worked())

    assert Share(2, 2) == fields["quantities"]["unit"]
    assert Share(1, 2) == fields["quantities"]["role"]
    assert Share(0, 1) == fields["percentages"]["value"]
    assert Share(1, 1) == fields["percentages"]["kind"]
    assert (Share(1, 1), Share(0, 1)) == (fields["dates"]["from"], fields["dates"]["role"])
    assert fields["blockers"]["category"].accuracy is None
    assert {"all": Share(1, 2), "quantities": Share(1, 2), "percentages": Share(0, 0)} == subject_table(hand_worked())


def test_confusions_by_hand() -> None:
    """Gold values are rows; only what occurs is there."""
    confusions = confusion_table(hand_worked())

    assert {"actual": {"actual": 1, "target": 1}} == confusions["quantities"]["role"]
    assert {"as_of": {"planned": 1}} == confusions["dates"]["role"]
    assert {"category": {}, "halted": {}} == confusions["blockers"]


@given(st.lists(st.tuples(st.lists(marks, max_size=5), guesses(marks, 5)), min_size=1, max_size=4))
def test_the_scorer_agrees_with_trying_every_pairing(labellings: list[tuple[list[AnyMark], list[Guess]]]) -> None:
    """Over several narratives value and full are those of the best of all pairings."""
    alignments = [align(gold, found, id=f"demo/{at}") for at, (gold, found) in enumerate(labellings)]
    table = score_table(alignments, RESAMPLING)["all"]
    best = [max(map(preference, pairings(gold, [guess.mark for guess in found]))) for gold, found in labellings]

    assert sum(one[0] for one in best) == table["exact"].tp
    assert sum(one[2] for one in best) == table["value"].tp
    assert sum(one[3] for one in best) == table["full"].tp
    assert sum(len(gold) for gold, _ in labellings) == table["full"].gold
    assert sum(len(found) for _, found in labellings) == table["full"].predicted


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1", "why"),
    [
        (Counts(0, 0, 0), None, None, None, "nothing to find and nothing predicted is not a score of 0"),
        (Counts(0, 3, 0), None, 0, 0, "nothing predicted where there is something to find"),
        (Counts(0, 0, 2), 0, None, 0, "something predicted where there is nothing to find"),
        (Counts(2, 3, 4), 1 / 2, 2 / 3, 4 / 7, "the usual case"),
    ],
)
def test_edges(counts: Counts, precision: float | None, recall: float | None, f1: float | None, why: str) -> None:
    """A ratio of nothing is None, never 0."""
    assert (precision, recall, f1) == (counts.precision, counts.recall, counts.f1), why


def test_no_interval_where_there_is_no_score() -> None:
    """A kind with nothing to find and nothing predicted has neither score nor interval."""
    nothing = [align([], [], id=f"demo/{place}") for place in range(3)]

    assert Score(None, None, None, None, None, 0, 0, 0) == score_table(nothing, RESAMPLING)["dates"]["full"]


def test_counts_add() -> None:
    """Counts of parts are counts of the whole."""
    assert Counts(3, 5, 7) == Counts(1, 2, 3) + Counts(2, 3, 4)
