"""Narratives labelled by hand, and bulletins taken apart by hand."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from ._base import Record
from .marks import Blocker, Date, Marks, Percentage, Quantity, ReportedStatus


class GoldLine(Record):
    """One narrative with its marks: a line of a gold file."""

    id: str = Field(min_length=1)
    """``<bulletin>/<place of the item in it, from 1>``."""
    bulletin: str
    """File stem of the bulletin."""
    item: str
    """The number printed for the item."""
    anchor_date: date
    """Day that yearless dates are read from."""
    task: str
    narrative: str
    reported_status: ReportedStatus | None
    quantities: tuple[Quantity, ...]
    percentages: tuple[Percentage, ...]
    dates: tuple[Date, ...]
    blockers: tuple[Blocker, ...]

    def marks(self) -> Marks:
        """The four kinds of marks."""
        return Marks(quantities=self.quantities, percentages=self.percentages, dates=self.dates, blockers=self.blockers)


class GoldItem(Record):
    """One item of a bulletin as a reader finds it: a line of a segmentation file.

    Texts compare without white space.
    """

    id: str
    item: str
    heading: str
    task: str
    units: tuple[str, ...]
    leaders: tuple[str, ...]
    deadline: str
    narrative: str
    status: str
    """As printed; empty where the bulletin prints none."""
    reported_status: ReportedStatus | None
