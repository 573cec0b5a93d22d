"""Gold and guesses paired one to one."""

from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.alignment import Alignment, align
from eval.marks import AnyMark, Guess
from tests.factories import NARRATIVE, percentage, quantity

from .labellings import blockers, dates, guesses, marks, pairings, percentages, preference, quantities

MOST = 5


def summed(alignment: Alignment) -> tuple[int, int, int, int]:
    """What an alignment's pairs come to, in order of preference."""
    return (
        sum(pair.exact for pair in alignment.pairs),
        sum(pair.overlap for pair in alignment.pairs),
        sum(pair.value for pair in alignment.pairs),
        sum(pair.full for pair in alignment.pairs),
    )


@pytest.mark.parametrize("kind", [quantities, percentages, dates, blockers])
@given(data=st.data())
def test_no_pairing_is_better(kind: st.SearchStrategy[Any], data: st.DataObject) -> None:
    """Of every way to pair up to five marks of one kind, none is preferred to the one taken."""
    gold = data.draw(st.lists(kind, max_size=MOST))
    found = data.draw(guesses(kind, MOST))

    best = max(map(preference, pairings(gold, [guess.mark for guess in found])))

    assert best == summed(align(gold, found))


@given(st.lists(marks, max_size=MOST), guesses(marks, MOST))
def test_kinds_are_never_mixed(gold: list[AnyMark], found: list[Guess]) -> None:
    """With marks of all kinds the best pairing is that of each kind alone."""
    best = max(map(preference, pairings(gold, [guess.mark for guess in found])))

    assert best == summed(align(gold, found))


@given(st.lists(marks, max_size=8), guesses(marks, 8))
def test_every_mark_is_accounted_for(gold: list[AnyMark], found: list[Guess]) -> None:
    """Each gold mark is paired or missed, each guess paired or spurious, and none is both."""
    alignment = align(gold, found)

    assert Counter(gold) == Counter(alignment.gold)
    assert Counter(found) == Counter(alignment.guesses)
    assert all(pair.overlap > 0 for pair in alignment.pairs)


@given(st.lists(marks, max_size=8), guesses(marks, 8), st.randoms(use_true_random=False))
def test_order_does_not_matter(gold: list[AnyMark], found: list[Guess], random: Random) -> None:
    """Marks in another order give the same alignment."""
    before = align(gold, found)
    shuffled_gold, shuffled_found = [*gold], [*found]
    random.shuffle(shuffled_gold)
    random.shuffle(shuffled_found)

    assert before == align(shuffled_gold, shuffled_found)


def test_equal_spans_go_before_a_larger_overlap() -> None:
    """A guess of the very span is taken even where the alternative shares more characters in all."""
    text = "一二三四五六七八九十"
    gold = [quantity(text, "一二", 1, "座"), quantity(text, "二三四五六", 2, "座")]
    found = [quantity(text, "一二", 1, "座"), quantity(text, "一二三四五六", 2, "座")]

    pairs = align(gold, [Guess(mark) for mark in found]).pairs

    assert [("一二", "一二"), ("二三四五六", "一二三四五六")] == [
        (pair.gold.text, pair.guess.mark.text) for pair in pairs
    ]


def test_a_tie_goes_to_the_value_that_agrees() -> None:
    """Of two guesses at one place the one that says the same is taken, whichever comes first."""
    gold = quantity(NARRATIVE, "1座", 1, "座")
    right = Guess(gold)
    wrong = Guess(quantity(NARRATIVE, "1座", 2, "座"))

    for found in ([right, wrong], [wrong, right]):
        alignment = align([gold], found)
        assert [True] == [pair.full for pair in alignment.pairs]
        assert (wrong,) == alignment.spurious


def test_a_tie_goes_to_the_subject_that_is_alike() -> None:
    """Of two guesses equal but for their subject the likelier is taken."""
    gold = quantity(NARRATIVE, "1座", 1, "座", subject="换热站完成")
    near = Guess(quantity(NARRATIVE, "1座", 1, "座", subject="换热站"))
    far = Guess(quantity(NARRATIVE, "1座", 1, "座", subject="投资"))

    assert [near] == [pair.guess for pair in align([gold], [far, near]).pairs]


def test_one_kind_does_not_stand_for_another() -> None:
    """A percentage at the place of a quantity is spurious, and the quantity missed."""
    gold = quantity(NARRATIVE, "5%", 5, "")
    guess = Guess(percentage(NARRATIVE, "5%", 5))

    alignment = align([gold], [guess])

    assert ((), (gold,), (guess,)) == (alignment.pairs, alignment.missed, alignment.spurious)


def test_touching_spans_do_not_overlap() -> None:
    """Spans that share no character make no pair."""
    text = "3座4户"

    assert () == align([quantity(text, "3座", 3, "座")], [Guess(quantity(text, "4户", 3, "座"))]).pairs


def test_no_prediction_is_not_an_empty_one() -> None:
    """Where there is no prediction all gold is missed, and the alignment says so."""
    gold = [quantity(NARRATIVE, "1座", 1, "座")]

    assert (False, True) == (align(gold, None).answered, align(gold, ()).answered)
    assert tuple(gold) == align(gold, None).missed
