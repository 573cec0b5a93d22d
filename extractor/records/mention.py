"""What the finder says about the numerals of a narrative."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from ..spans import Span
from ._base import Record

Number = int | float
"""A value as JSON carries it: an integer where it is whole."""

_JUST_GONE = 90
_FAR_OFF = 180

Bound = Literal["exact", "at_least", "at_most", "approx"]


class DateRange(NamedTuple):
    """First and last day, both inclusive."""

    first: date
    last: date


class NumberMention(Record):
    """A quantity or percentage as it is printed, read but not yet interpreted."""

    kind: Literal["quantity", "percentage"]
    span: Span
    text: str
    value: Number
    """In `unit`, 万 and 亿 multiplied out; percentages in percent. Never signed by the context."""
    value_max: Number | None = None
    """Upper end of a printed range."""
    unit: str = ""
    """Measure word or unit in Simplified script; empty for percentages and bare numbers."""
    bound: Bound = "exact"
    falling: bool = False
    """The words around it say that it is a decrease (下降, 减少, 低于时序), so that a `change` is negative."""
    rule: str
    """Name of the grammar rule that made it."""

    def signed(self, *, change: bool) -> tuple[Number, Number | None]:
        """`value` and `value_max`, below zero where a `change` is a fall."""
        if not (change and self.falling):
            return self.value, self.value_max
        return -self.value, None if self.value_max is None else -self.value_max


class DateMention(Record):
    """A calendar expression with its two readings; which one holds depends on its role."""

    kind: Literal["date"] = "date"
    span: Span
    text: str
    past: DateRange
    """The latest reading that has begun by the anchor date."""
    future: DateRange
    """The earliest reading that has not ended before the anchor date."""
    rule: str

    def days(self, *, planned: bool, anchor_date: date | None) -> DateRange:
        """The days meant: a plan is for days to come, unless for days just gone by while the next are far off.

        Just gone by is an end at most 90 days before `anchor_date`, far off a beginning at least 180 days after it.
        """
        if not planned or anchor_date is None:
            return self.future if planned else self.past
        lapsed = (anchor_date - self.past.last).days <= _JUST_GONE
        far = (self.future.first - anchor_date).days >= _FAR_OFF
        return self.past if lapsed and far else self.future


Mention = Annotated[NumberMention | DateMention, Field(discriminator="kind")]


class Exclusion(Record):
    """Numerals that are no mention, and why."""

    span: Span
    text: str
    reason: str
    """Name of the class, such as ``ordinal``, ``name``, ``document_number``, ``year``."""


class Ledger(Record):
    """The account of every numeral of one narrative."""

    mentions: tuple[Mention, ...] = ()
    """In order of their spans, which never overlap."""
    exclusions: tuple[Exclusion, ...] = ()
    """In order of their spans, which overlap no mention."""
    unexplained: tuple[Span, ...] = ()
    """Numerals that are in no mention and no exclusion."""
