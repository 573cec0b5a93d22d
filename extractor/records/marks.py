"""Marks: what a labelling says of a narrative, in the form of the gold files.

Field names and values are those of `docs/annotation.md`. `start` and `end` count code points of
the narrative, and ``narrative[start:end] == text`` always holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Final, Literal, Self, get_args

from pydantic import Field

from ..spans import Span
from ._base import Record
from .mention import Bound, Number

QuantityRole = Literal["target", "actual", "ongoing", "pending", "change", "reference"]
PercentageKind = Literal["completion", "rate", "change", "share"]
PercentageRole = Literal["actual", "target", "reference"]
DateRole = Literal["as_of", "planned", "occurred", "period"]
BlockerCategory = Literal[
    "funding", "approval", "land", "procurement", "policy", "force_majeure", "coordination", "technical", "other"
]
ReportedStatus = Literal["completed", "on_track", "delayed", "halted", "not_started"]


MarkKind = Literal["quantities", "percentages", "dates", "blockers"]
MARK_KINDS: Final[tuple[MarkKind, ...]] = get_args(MarkKind)
"""In the order of gold lines."""


class Mark(Record):
    """Words of the narrative that state something."""

    group: ClassVar[MarkKind]
    """The field of `Marks` and of a gold line it belongs to."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @property
    def span(self) -> Span:
        """Where the words stand in the narrative."""
        return Span(self.start, self.end)


class Quantity(Mark):
    """A number that counts or measures something real."""

    group = "quantities"

    value: Number
    value_max: Number | None = None
    unit: str = ""
    bound: Bound = "exact"
    subject: str = ""
    role: QuantityRole


class Percentage(Mark):
    """A share, rate or relative change, in percent."""

    group = "percentages"

    value: Number
    value_max: Number | None = None
    bound: Bound = "exact"
    subject: str = ""
    kind: PercentageKind
    role: PercentageRole


class Date(Mark):
    """A calendar expression resolved to inclusive days."""

    group = "dates"

    from_: date = Field(alias="from")
    to: date
    role: DateRole


class Blocker(Mark):
    """A clause that states what stops, delays or is missing for the work."""

    group = "blockers"

    category: BlockerCategory
    halted: bool


class Marks(Record):
    """The four kinds of marks of one narrative, each in order of its spans."""

    quantities: tuple[Quantity, ...] = ()
    percentages: tuple[Percentage, ...] = ()
    dates: tuple[Date, ...] = ()
    blockers: tuple[Blocker, ...] = ()

    @classmethod
    def of(cls, marks: Iterable[Quantity | Percentage | Date | Blocker]) -> Self:
        """`marks` sorted into their groups."""
        found = tuple(marks)
        return cls(
            quantities=tuple(mark for mark in found if isinstance(mark, Quantity)),
            percentages=tuple(mark for mark in found if isinstance(mark, Percentage)),
            dates=tuple(mark for mark in found if isinstance(mark, Date)),
            blockers=tuple(mark for mark in found if isinstance(mark, Blocker)),
        )
