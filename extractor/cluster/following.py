"""What workers give back, put on disk and told of."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Final, Self

import pyarrow as pa
from pyarrow import compute

from ..records import Failure, Skip
from ..service import Progress, RunReport
from .outcomes import SCHEMA, row_of
from .record import Record

_WRITTEN_EVERY: Final = 2.0
"""Seconds of results that are on no disk yet, about."""


class Follower:
    """Keeps what comes back, a part every few seconds and the rest at the end of its context, however that comes."""

    def __init__(self, record: Record, report: RunReport, progress: Progress | None) -> None:
        self.report = report
        self.settled = set(record.positions())
        """Places of the documents that are done, or left for the next run."""
        self._record = record
        self._progress = progress
        self._waiting: list[pa.Table] = []
        self._written = -_WRITTEN_EVERY  # what comes first goes to disk at once
        if progress:
            progress.began(report.run, report.files - len(self.settled))

    def note(self, outcomes: Mapping[int, Skip | Failure]) -> None:
        """Documents that are not read, by their places."""
        rows = [row_of(place, outcome) for place, outcome in outcomes.items() if place not in self.settled]
        if rows:
            self._record.add(pa.Table.from_pylist(rows, schema=SCHEMA))
            self.settled |= outcomes.keys()

    def take(self, rows: pa.Table) -> None:
        """Outcomes that came; of a document that came before, none."""
        for row in rows.select(["position", "outcome", "seconds", "tally", "failures"]).to_pylist():
            if row["outcome"] == "left":
                self.report.left += (
                    Failure(**{name: told[name] for name in Failure.model_fields}) for told in row["failures"]
                )
            if row["tally"]:
                self._tell(json.loads(row["tally"]), row["seconds"])
        new = [place not in self.settled for place in rows["position"].to_pylist()]
        self.settled |= set(rows["position"].to_pylist())
        self._waiting.append(rows.filter(pa.array(new)).filter(compute.field("outcome") != "left"))
        if time.monotonic() - self._written >= _WRITTEN_EVERY:
            self._write()

    def _tell(self, tally: Mapping[str, object], seconds: float) -> None:
        self.report.seconds[str(tally["stem"])] = seconds
        if self._progress:
            self._progress.opened(str(tally["stem"]), int(str(tally["tasks"])))
            self._progress.advanced(int(str(tally["tasks"])))

    def _write(self) -> None:
        rows = pa.concat_tables(self._waiting) if self._waiting else SCHEMA.empty_table()
        self._waiting.clear()
        self._written = time.monotonic()
        if rows.num_rows:
            self._record.add(rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write()
