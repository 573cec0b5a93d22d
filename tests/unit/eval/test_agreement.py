"""When two marks say the same."""

from datetime import date
from typing import Any

import pytest

from eval.agreement import field_agrees, role_agrees, subject_f1, value_agrees
from eval.alignment import Pair
from eval.marks import LEVELS, AnyMark, Guess
from tests.factories import NARRATIVE, blocker, day, percentage, quantity

MAY = date(2031, 5, 31)
THIRDS = "已完成三分之二，还差百分之五，占2/3。"


def metres(value: float, **changes: Any) -> AnyMark:  # noqa: ANN401
    """A quantity in 公里."""
    return quantity(NARRATIVE, "1座", value, "公里", **changes)


def share(value: float, text: str = "5%", **changes: Any) -> AnyMark:  # noqa: ANN401
    """A percentage."""
    return percentage(NARRATIVE if text == "5%" else THIRDS, text, value, **changes)


@pytest.mark.parametrize(
    ("gold", "found", "agree", "why"),
    [
        (metres(0.1 + 0.2), metres(0.3), True, "sums of floats differ in the last digit"),
        (metres(3), metres(3.0), True, "whole numbers are numbers"),
        (metres(1_000_000), metres(1_000_001), False, "one digit changed"),
        (metres(51.51), metres(51.511), False, "no rounding for quantities"),
        (metres(0), metres(1e-12), False, "nothing is close to 0 but 0"),
        (metres(10**400), metres(1.5), False, "an integer beyond any float"),
        (metres(10**400), metres(10**400), True, "equal integers beyond any float"),
        (metres(3, value_max=4), metres(3), False, "upper end missing"),
        (metres(3, value_max=4), metres(3, value_max=4.0), True, "the same range"),
        (metres(3), quantity(NARRATIVE, "1座", 3, "里"), False, "another unit"),
        (metres(3), metres(3, bound="approx"), True, "the bound is no part of the value"),
        (metres(3), metres(3, role="target"), True, "nor is the role"),
        (share(66.67, "三分之二"), share(66.6667, "三分之二"), True, "gold rounds thirds to two places"),
        (share(66.67, "三分之二"), share(66.665, "三分之二"), True, "half a hundredth off is still rounding"),
        (share(66.67, "三分之二"), share(66.66, "三分之二"), False, "a hundredth is not"),
        (share(66.67, "2/3"), share(200 / 3, "2/3"), True, "a fraction in figures"),
        (share(5, "百分之五"), share(5.004, "百分之五"), False, "百分之 is no fraction to round"),
        (share(5), share(5.004), False, "nor is a percentage in figures"),
        (share(-5), share(5), False, "the sign counts"),
        (day(NARRATIVE, "5月底", MAY), day(NARRATIVE, "5月底", MAY, role="planned"), True, "the role is no part"),
        (day(NARRATIVE, "5月底", MAY), day(NARRATIVE, "5月底", date(2031, 5, 1), MAY), False, "another first day"),
        (blocker(NARRATIVE, "资金尚未到位"), blocker(NARRATIVE, "资金", halted=True), True, "category alone"),
        (blocker(NARRATIVE, "资金尚未到位"), blocker(NARRATIVE, "资金", "land"), False, "another category"),
    ],
)
def test_value(gold: AnyMark, found: AnyMark, agree: bool, why: str) -> None:  # noqa: FBT001
    """Value, value_max and unit; from and to; category."""
    assert agree == value_agrees(gold, found), why
    assert agree == value_agrees(found, gold), why


@pytest.mark.parametrize(
    ("gold", "found", "agree"),
    [
        (metres(1), metres(2), True),
        (metres(1), metres(1, role="target"), False),
        (share(1), share(1, role="target"), False),
        (share(1), share(1, kind="rate"), False),
        (day(NARRATIVE, "5月底", MAY), day(NARRATIVE, "5月底", MAY, role="planned"), False),
        (blocker(NARRATIVE, "资金"), blocker(NARRATIVE, "资金", halted=True), False),
    ],
)
def test_role(gold: AnyMark, found: AnyMark, agree: bool) -> None:  # noqa: FBT001
    """Role, and kind for percentages; halted for blockers."""
    assert agree == role_agrees(gold, found)


@pytest.mark.parametrize(
    ("found", "levels", "why"),
    [
        (metres(1), "relaxed exact value full", "the same"),
        (metres(1, role="target"), "relaxed exact value", "another role"),
        (metres(2), "relaxed exact", "another value: the role alone is not full"),
        (quantity(NARRATIVE, "已完成1座", 1, "公里"), "relaxed value full", "a wider span"),
        (quantity(NARRATIVE, "完成1", 2, "公里"), "relaxed", "overlap alone"),
    ],
)
def test_levels(found: AnyMark, levels: str, why: str) -> None:
    """Each level asks for what docs/annotation.md says; value and full ask for overlap, not for equal spans."""
    pair = Pair.of(metres(1), Guess(found))

    assert levels == " ".join(level for level in LEVELS if pair.reaches(level)), why


@pytest.mark.parametrize(
    ("gold", "found", "f1", "why"),
    [
        ("新建供热管道", "供热管道", 2 * 3 / (5 + 3), "three bigrams of five and three"),
        ("换热站", "换热站", 1, "equal"),
        ("换热站", "投资", 0, "nothing shared"),
        ("", "", 1, "nothing to say on either side"),
        ("", "投资", 0, "nothing said"),
        ("水", "水", 1, "one character, equal"),
        ("水", "水厂", 0, "one character has no bigram"),
        ("換熱站", "换热站", 1, "script does not matter"),
        ("换 热\n站", "换热站", 1, "nor does white space"),
        ("人人人", "人人", 2 * 1 / (2 + 1), "a bigram that repeats counts as often as both have it"),
    ],
)
def test_subject(gold: str, found: str, f1: float, why: str) -> None:
    """Character-bigram F1."""
    assert f1 == pytest.approx(subject_f1(gold, found)), why


def test_other_fields_compare_plainly() -> None:
    """A bound is equal or not."""
    assert not field_agrees(metres(1), metres(1, bound="approx"), "bound")
