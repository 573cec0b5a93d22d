"""Options that several commands share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

DAY_FORMAT = "%Y-%m-%d"


class Engine(StrEnum):
    """What labels the mentions."""

    rules = "rules"
    learned = "learned"
    combined = "combined"
    model = "model"


class Format(StrEnum):
    """Forms that results are written in."""

    jsonl = "jsonl"
    csv = "csv"
    xlsx = "xlsx"
    html = "html"
    parquet = "parquet"


class Place(StrEnum):
    """Where the work of a run is done."""

    ray = "ray"


@dataclass(frozen=True)
class Options:
    """What was given on the command line; None where nothing was."""

    engine: Engine | None = None
    out: Path | None = None
    store: str | None = None
    anchor: datetime | None = None
    samples: int | None = None

    @property
    def anchor_date(self) -> date | None:
        """The day given, without its midnight."""
        return self.anchor.date() if self.anchor else None
