"""What a mention means once its role is known."""

from datetime import date

import pytest

from extractor.records import DateMention, DateRange, NumberMention
from extractor.spans import Span

MAY = DateRange(date(2031, 5, 1), date(2031, 5, 31))
NEXT_MAY = DateRange(date(2032, 5, 1), date(2032, 5, 31))


def month(past: DateRange = MAY, future: DateRange = NEXT_MAY) -> DateMention:
    """A month with two readings."""
    return DateMention(span=Span(0, 2), text="5月", past=past, future=future, rule="date.month")


@pytest.mark.parametrize(
    ("planned", "anchor", "meant"),
    [
        (False, date(2031, 6, 5), MAY),
        (False, None, MAY),
        (True, None, NEXT_MAY),
        (True, date(2031, 6, 5), MAY),
        (True, date(2031, 8, 29), MAY),
        (True, date(2031, 8, 30), NEXT_MAY),
        (True, date(2031, 12, 1), NEXT_MAY),
    ],
)
def test_a_plan_is_for_days_to_come(planned: bool, anchor: date | None, meant: DateRange) -> None:  # noqa: FBT001
    """Unless it was for days gone by for at most 90 days, while the next are half a year off."""
    assert meant == month().days(planned=planned, anchor_date=anchor)


def test_a_near_future_is_taken() -> None:
    """Days just gone by do not count where the next come soon."""
    soon = DateRange(date(2031, 9, 1), date(2031, 9, 30))

    assert soon == month(future=soon).days(planned=True, anchor_date=date(2031, 6, 5))


@pytest.mark.parametrize(
    ("falling", "change", "signed"),
    [(True, True, (-3, -5)), (True, False, (3, 5)), (False, True, (3, 5)), (False, False, (3, 5))],
)
def test_a_fall_is_negative_where_it_is_a_change(falling: bool, change: bool, signed: tuple[int, int]) -> None:  # noqa: FBT001
    """Both ends of a range are turned."""
    mention = NumberMention(
        kind="quantity",
        span=Span(0, 4),
        text="3至5座",
        value=3,
        value_max=5,
        unit="座",
        falling=falling,
        rule="quantity",
    )

    assert signed == mention.signed(change=change)
