"""Extractions written in the forms people use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import overload

from ..errors import StoreError
from ..export import write_csv, write_html, write_jsonl, write_parquet, write_xlsx
from ..records import Extraction, Failure, Run, Skip
from ..store import Store

_FEW = 20
"""Bulletins up to which a run is kept in memory while it is written, so that it is read once."""


@dataclass(frozen=True)
class Outcome:
    """All of a run that can be written."""

    run: Run
    extractions: Sequence[Extraction]
    failures: Sequence[Failure] = ()
    skips: Sequence[Skip] = ()


class StoredExtractions(Sequence[Extraction]):
    """The extractions of a stored run, read anew by whoever goes through them: one bulletin is in memory at a time."""

    def __init__(self, store: Store, run_id: str) -> None:
        self._store = store
        self._keys = store.extraction_keys(run_id)

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[Extraction]:
        return map(self._store.extraction, self._keys)

    @overload
    def __getitem__(self, at: int) -> Extraction: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Extraction]: ...
    def __getitem__(self, at: int | slice) -> Extraction | Sequence[Extraction]:
        """The extraction at a place, or those of a slice."""
        if isinstance(at, slice):
            return [self._store.extraction(key) for key in self._keys[at]]
        return self._store.extraction(self._keys[at])


def _xlsx(outcome: Outcome, path: Path) -> None:
    write_xlsx(outcome.extractions, path, run=outcome.run, failures=outcome.failures, skips=outcome.skips)


def _html(outcome: Outcome, path: Path) -> None:
    write_html(outcome.extractions, path, run=outcome.run, failures=outcome.failures, skips=outcome.skips)


FORMATS: Mapping[str, tuple[str, Callable[[Outcome, Path], None]]] = MappingProxyType(
    {
        "jsonl": ("narratives.jsonl", lambda outcome, path: write_jsonl(outcome.extractions, path, run=outcome.run)),
        "csv": ("csv", lambda outcome, path: write_csv(outcome.extractions, path)),
        "xlsx": ("facts.xlsx", _xlsx),
        "html": ("report.html", _html),
        "parquet": ("facts.parquet", lambda outcome, path: write_parquet(outcome.extractions, path)),
    }
)
"""Format name → file or folder name in the output folder, and its writer."""


def stored_outcome(store: Store, run_id: str | None = None) -> Outcome:
    """A run as the store has it, the latest that did something where none is named.

    Raises `StoreError` where there is none.
    """
    runs = store.runs()
    done = [summary.run.id for summary in runs if summary.done]
    if not (run_id or done):
        raise StoreError("the store holds no run to export; extract something first with: extractor run FILE")
    identity = run_id or done[-1]
    stored = StoredExtractions(store, identity)
    extractions = tuple(stored) if len(stored) <= _FEW else stored
    [run] = [summary.run for summary in runs if summary.run.id == identity]
    return Outcome(run, extractions, store.failures(identity), store.skips(identity))


def export(outcome: Outcome, formats: Sequence[str], out: Path) -> tuple[Path, ...]:
    """`outcome` written to the folder `out` in each of `formats`; the paths written."""
    written = []
    for name in formats:
        file, write = FORMATS[name]
        write(outcome, out / file)
        written.append(out / file)
    return tuple(written)
