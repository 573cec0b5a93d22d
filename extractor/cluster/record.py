"""What a run has done so far, in a folder: the run, and parts of what came of its documents.

A part is written whole or not at all, by the process that leads the run. What it holds is done; all else is not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self, overload

import duckdb
import pyarrow as pa
from pyarrow import parquet

from ..errors import StoreError
from ..export import quoted
from ..export.files import replacing
from ..records import Extraction, Failure, Run, Skip
from ..store import Tally
from ..store.claiming import file_lock

_RUN: Final = "run.json"
_AT_ONCE: Final = 64
"""Rows taken from the parts together."""


class Record:
    """A run in its folder."""

    def __init__(self, folder: Path, run: Run) -> None:
        self.folder = folder
        self.run = run
        self._next = sum(1 for _ in folder.glob("part-*.parquet"))

    @classmethod
    def unfinished(cls, runs: Path, digest: str) -> Self | None:
        """The latest run with that digest in the folder `runs`, where it did not come to its end."""
        found = [
            cls(path.parent, Run.model_validate_json(path.read_text("utf-8")))
            for path in sorted(runs.glob(f"*/{_RUN}"))
        ]
        same = [record for record in found if record.run.digest == digest]
        return same[-1] if same and same[-1].run.finished is None else None

    @classmethod
    def begin(cls, runs: Path, run: Run) -> Self:
        """A run that has done nothing yet; raises `ConfigurationError` where the folder cannot be written."""
        record = cls(runs / run.id, run)
        record.keep(run)
        return record

    def keep(self, run: Run) -> None:
        """What is known of the run now."""
        with replacing(self.folder / _RUN) as draft:
            draft.write_text(run.model_dump_json(indent=2), "utf-8")
        self.run = run

    @contextmanager
    def held(self) -> Iterator[None]:
        """Holds the run for this process; raises `StoreError` where another one is at it."""
        with file_lock(self.folder / ".lock") as held:
            if not held:
                raise StoreError(f"run {self.run.id} is under way in another process; wait for it, or use --no-resume")
            yield

    def add(self, rows: pa.Table) -> None:
        """Adds what came of documents; it is on disk when this returns."""
        with replacing(self.folder / f"part-{self._next:06}.parquet") as draft:
            parquet.write_table(rows, draft, compression="zstd")
        self._next += 1

    @property
    def parts(self) -> str:
        """The parts, as a table of DuckDB."""
        return f"read_parquet({quoted(str(self.folder / 'part-*.parquet'))})"

    def positions(self) -> frozenset[int]:
        """Places of the documents that are done."""
        return frozenset(position for (position,) in self.query("position"))

    def tallies(self) -> list[Tally]:
        """Its bulletins in counts, in their order."""
        every = (json.loads(told) for (told,) in self.query("tally", "outcome = 'done'"))
        return [Tally(**told | {"remarks": tuple(told["remarks"])}) for told in every]

    def failures(self, outcome: str) -> list[Failure]:
        """What failed: of files that failed, or inside those that were done."""
        rows = self.query("unnest(failures)", f"outcome = {quoted(outcome)}")
        return [Failure(**{name: told[name] for name in Failure.model_fields}) for (told,) in rows]

    def skips(self) -> list[Skip]:
        """Files left out."""
        rows = self.query("unnest(failures)", "outcome = 'skipped'")
        return [Skip(subject=told["subject"], reason=told["message"]) for (told,) in rows]

    def extractions(self) -> Sequence[Extraction]:
        """Its bulletins in their order, few of them in memory at a time."""
        return _Extractions(self)

    def query(self, columns: str, where: str = "TRUE") -> Iterator[tuple[Any, ...]]:
        """Columns of the parts, in the order of the documents, as they are asked for."""
        if not self._next:
            return
        with duckdb.connect() as connection:
            connection.execute(f"SET temp_directory = {quoted(str(self.folder / '.sorting'))}")
            order = f"SELECT {columns} FROM {self.parts} WHERE {where} ORDER BY position"  # noqa: S608 - our own words
            for batch in connection.sql(order).to_arrow_reader(_AT_ONCE):
                yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


class _Extractions(Sequence[Extraction]):
    """The extractions of a record, read anew by whoever goes through them."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._places = [place for (place,) in record.query("position", "outcome = 'done'")]

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Extraction]:
        return self._read("outcome = 'done'")

    @overload
    def __getitem__(self, at: int) -> Extraction: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Extraction]: ...
    def __getitem__(self, at: int | slice) -> Extraction | Sequence[Extraction]:
        """The extraction at a place, or those of a slice."""
        places = self._places[at] if isinstance(at, slice) else [self._places[at]]
        found = list(self._read(f"position IN ({', '.join(map(str, places)) or 'NULL'})"))
        return found if isinstance(at, slice) else found[0]

    def _read(self, where: str) -> Iterator[Extraction]:
        return (Extraction.model_validate_json(told) for (told,) in self._record.query("extraction", where))
