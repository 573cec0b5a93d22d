"""Days of calendar expressions: years from the text, else from the anchor date."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from chinese_calendar import is_holiday

from ..records import DateRange
from .tables import Festival, lunar_days

_DAY = timedelta(1)
_HALF_A_YEAR = timedelta(180)
_OF_LATE = timedelta(60)
_NEW_YEAR = (1, 1)
_YEARS = range(1, 9)
"""How many years from the anchor date a reading may lie; eight reach over every leap day."""


class Stretch(NamedTuple):
    """A stretch of the calendar, in a given year or in any.

    Days are counted from 1; 0 is the last day of the month. `turn` is how many years later than
    the first day the last day lies.
    """

    year: int | None
    first: tuple[int, int]
    last: tuple[int, int]
    turn: int = 0
    festival: Festival | None = None
    holiday: bool = False

    def on(self, year: int) -> DateRange | None:
        """The days in `year`; None where that year does not have them."""
        if self.festival is not None:
            return _festival(self.festival, year, holiday=self.holiday)
        first, last = _day(year, *self.first), _day(year + self.turn, *self.last)
        return DateRange(first, last) if first and last and first <= last else None


def month_after(day: date, months: int) -> tuple[int, int]:
    """Year and month `months` after the month of `day`."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def readings(stretch: Stretch, anchor: date | None) -> tuple[DateRange, DateRange] | None:
    """The past and the future reading; None where the year is open and there is no anchor.

    With a year in the text both are the same. None also where no such day exists.
    """
    if stretch.year is not None:
        days = stretch.on(stretch.year)
        return None if days is None else (days, days)
    return None if anchor is None else _floating(stretch, anchor)


@lru_cache(maxsize=4096)
def _floating(stretch: Stretch, anchor: date) -> tuple[DateRange, DateRange] | None:
    past = _nearest(stretch, anchor.year + 1, -1, lambda days: days.first <= anchor)
    future = _nearest(stretch, anchor.year - 1, 1, lambda days: days.last >= anchor)
    if past is None or future is None:
        return None
    return _year_to_date(stretch, anchor, past, future)


def _year_to_date(stretch: Stretch, anchor: date, past: DateRange, future: DateRange) -> tuple[DateRange, DateRange]:
    """Of months from January on: what lacks half a year is not past, and what ended of late is no plan of next year.

    1-12月 in a bulletin of January tells of the year before; 1-10月份计划 in November is still this year's plan.
    """
    if stretch.first != _NEW_YEAR or stretch.last == stretch.first or stretch.turn:
        return past, future
    before = stretch.on(anchor.year - 1)
    if before is not None and past.last - anchor > _HALF_A_YEAR:
        past = before
    this_year = stretch.on(anchor.year)
    if this_year is not None and this_year.last < anchor <= this_year.last + _OF_LATE:
        future = this_year
    return past, future


def _nearest(stretch: Stretch, year: int, step: int, fits: Callable[[DateRange], bool]) -> DateRange | None:
    for _ in _YEARS:
        days = stretch.on(year) if date.min.year < year < date.max.year else None
        if days is not None and fits(days):
            return days
        year += step
    return None


def _day(year: int, month: int, day: int) -> date | None:
    if not date.min.year <= year <= date.max.year:
        return None
    length = monthrange(year, month)[1]
    return date(year, month, day or length) if day <= length else None


def _festival(festival: Festival, year: int, *, holiday: bool) -> DateRange | None:
    month_day = festival.day or lunar_days().get((festival.lunar, year))
    if month_day is None:
        return None
    day = date(year, *month_day)
    return _public_holiday(day) if holiday else DateRange(day, day)


def _public_holiday(day: date) -> DateRange:
    """The days off around `day` by the State Council's arrangement; `day` alone for years without one on record."""
    try:
        first = last = day
        while is_holiday(first - _DAY):
            first -= _DAY
        while is_holiday(last + _DAY):
            last += _DAY
    except NotImplementedError:
        return DateRange(day, day)
    return DateRange(first, last)
