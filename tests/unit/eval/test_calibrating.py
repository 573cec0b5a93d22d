"""What is learned from gold."""

from __future__ import annotations

import pytest

from eval.calibrating import CalibrationError, Counted, fit, leave_one_out
from eval.judging import Judged, count_rules
from extractor.confidence import evidence_of, grounds_of, identity_of
from tests.factories import NARRATIVE, fact

NONE = Counted({}, {})
RULES = identity_of("rules")


def judged(stem: str, place: int, *, right: bool, score: float, contradicted: bool = False) -> Judged:
    """A fact of a bulletin held against gold; its value is always right, its subject where its number is even."""
    one = fact().model_copy(update={"score": score})
    doubted = frozenset({one.mark.span} if contradicted else ())
    return Judged(
        narrative=f"{stem}/{place}",
        bulletin=stem,
        fact=one,
        grounds=grounds_of(one, NARRATIVE),
        evidence=evidence_of(one, doubted),
        right={"full": right, "value": True, "role": right, "subject": place % 2 == 0},
    )


def bulletin(stem: str) -> list[Judged]:
    """Twenty facts, the surer ones right more often: of 10 at 0.9 one is wrong, of 10 at 0.4 six are."""
    sure = [judged(stem, at, right=at != 0, score=0.9) for at in range(10)]
    return sure + [judged(stem, at, right=at > 5, score=0.4) for at in range(10)]


def test_probabilities_follow_the_counts() -> None:
    """A fact like those that were right nine times in ten is about so likely to be right."""
    gold = bulletin("a") + bulletin("b") + bulletin("c")
    learned = fit(gold, NONE, RULES)
    sure, unsure = (learned.confidence(one.grounds, one.evidence).full for one in (gold[0], gold[10]))

    assert (60, 21, ("a", "b", "c")) == (learned.facts, learned.wrong, learned.bulletins)
    assert sure == pytest.approx(0.9, abs=0.06)
    assert unsure == pytest.approx(0.4, abs=0.06)


def test_evidence_never_counts_against_its_sense() -> None:
    """A chance by which contradicted facts are all right makes no fact surer."""
    gold = bulletin("a") + [judged("a", 20 + at, right=True, score=0.4, contradicted=True) for at in range(3)]

    assert {"score"} == set(fit(gold, NONE, RULES).weights)


def test_too_few_errors() -> None:
    """Nothing is learned from less than five errors, and the message says what it takes."""
    with pytest.raises(CalibrationError, match="10 facts with 1 errors are too few"):
        fit(bulletin("a")[:10], NONE, RULES)


def test_counts_become_steps_where_errors_are_many() -> None:
    """With hundreds of errors the probabilities follow the counts themselves, and never reach 0 or 1."""
    gold = [one for at in range(40) for one in bulletin(str(at))]
    learned = fit(gold, NONE, RULES)
    heights = [step.probability for step in learned.steps]

    assert [pytest.approx(0.4, abs=1e-3), pytest.approx(0.9, abs=1e-3)] == heights


def test_each_bulletin_by_the_others() -> None:
    """A bulletin does not count for itself; where the others teach too little there is nothing."""
    strange = [judged("c", at, right=at < 5, score=0.9) for at in range(10)]
    gold = bulletin("a") + bulletin("b") + strange
    out = leave_one_out(gold, NONE, RULES)

    assert out is not None
    assert out[-1].full == pytest.approx(0.9, abs=0.06)
    assert leave_one_out(bulletin("a"), NONE, RULES) is None


def test_rules_are_counted() -> None:
    """By kind of mark and rule, and apart where something contradicts them."""
    gold = [*bulletin("a"), judged("a", 20, right=False, score=0.9, contradicted=True)]
    counted = count_rules(gold)

    assert {"quantities cue.done": (13, 21)} == dict(counted["full"].rules)
    assert (0, 1) == counted["full"].contradicted
    assert {"quantities number.measure": (21, 21)} == dict(counted["value"].rules)
    assert {"quantities ahead 1: 2": (11, 21)} == dict(counted["subject"].rules)


def test_a_bulletin_is_not_counted_for_itself() -> None:
    """What it adds to the counts is taken out again for its own facts, and stays for those of others."""
    gold = [*bulletin("a"), judged("b", 0, right=False, score=0.9, contradicted=True)]
    counted = Counted.over(count_rules(gold), gold)
    own, others, unknown = (counted.without(stem)["full"] for stem in ("b", "a", "c"))

    assert {"quantities cue.done": (13, 20)} == dict(own.rules)
    assert {"quantities cue.done": (0, 1)} == dict(others.rules)
    assert ((0, 0), (0, 1)) == (own.contradicted, others.contradicted)
    assert counted.whole["full"] == unknown


def test_no_more_is_taken_out_than_there_is() -> None:
    """Facts that other weights labelled may rest on rules that were never counted."""
    whole = count_rules(bulletin("a")[:5])
    [left] = Counted.over(whole, bulletin("a")).without("a")["full"].rules.values()

    assert (0, 0) == left


def test_each_field_by_itself() -> None:
    """A field with errors enough is learned like the whole; of one without, the share that is right is all there is."""
    gold = bulletin("a") + bulletin("b")
    learned = fit(gold, NONE, RULES)
    value, fields = learned.fields["value"], learned.confidence(gold[0].grounds, gold[0].evidence).fields

    assert (40, 0, {}) == (value.facts, value.wrong, value.weights)
    assert fields is not None
    assert fields.value == pytest.approx(41 / 42)
    assert fields.subject == pytest.approx(0.5, abs=0.1)
