"""A run: files in, facts out, every file and narrative accounted for."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from secrets import token_hex
from typing import Protocol

from ..errors import ExtractorError
from ..pipeline import Labeller, extract_items, gather, label_by_rules
from ..reading import read
from ..records import Bulletin, Extraction, Failure, Run, Skip, SourceText
from ..segmenting import segment
from ..store import Store

_HASH_SHOWN = 6


class Progress(Protocol):
    """Told how a run gets on."""

    def opened(self, bulletin: Bulletin) -> None:
        """A document was taken apart; its items come next."""

    def advanced(self) -> None:
        """One item more is through."""


@dataclass
class RunReport:
    """What a run came to; ``files == len(extractions) + len(failures) + len(skips)`` once it is over."""

    run: Run
    files: int = 0
    extractions: list[Extraction] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    """Files that gave no bulletin."""
    skips: list[Skip] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    """Time spent on each bulletin, by stem."""

    @property
    def item_failures(self) -> list[Failure]:
        """Narratives that could not be done, of all bulletins."""
        return [failure for extraction in self.extractions for failure in extraction.failures]

    @property
    def complete(self) -> bool:
        """Whether nothing failed."""
        return not self.failures and not self.item_failures


def run_files(
    paths: Iterable[Path],
    store: Store,
    *,
    labeller: Labeller = label_by_rules,
    engine: str = "rules",
    anchor_date: date | None = None,
    progress: Progress | None = None,
) -> RunReport:
    """The bulletins at `paths`, extracted and stored.

    `anchor_date` goes before the issue dates the bulletins print. A file that cannot be used is a
    failure of the report, never an exception; the others are unharmed by it.
    """
    started = datetime.now(UTC)
    run = Run(
        id=f"{started:%Y%m%d-%H%M%S}-{token_hex(2)}",
        started=started,
        engine=engine,
        code_version=version("bulletin-extractor"),
    )
    store.begin_run(run)
    report = RunReport(run)
    read_so_far: dict[str, SourceText] = {}
    for path in paths:
        report.files += 1
        begun = time.perf_counter()
        try:
            source = _read_once(path, read_so_far)
            extraction = _extract(segment(source), anchor_date, labeller, progress)
        except _Repeated as repeated:
            skip = Skip(subject=str(path), reason=f"same content as {repeated.twin.name}")
            store.add_skips(run.id, [skip])
            report.skips.append(skip)
        except ExtractorError as error:
            failure = Failure(subject=str(path), stage="read", code=error.code, message=str(error))
            store.add_failures(run.id, [failure])
            report.failures.append(failure)
        else:
            store.add_extraction(run.id, extraction)
            report.extractions.append(extraction)
            report.seconds[source.stem] = time.perf_counter() - begun
    report.run = run.model_copy(update={"finished": datetime.now(UTC)})
    store.finish_run(run.id, datetime.now(UTC))
    return report


class _Repeated(Exception):  # noqa: N818 - not an error: a file whose content was read before
    def __init__(self, twin: SourceText) -> None:
        super().__init__(twin.name)
        self.twin = twin


def _read_once(path: Path, read_so_far: dict[str, SourceText]) -> SourceText:
    """The document at `path` under a stem of its own; raises `_Repeated` where its content was read before."""
    source = read(path)
    if source.sha256 in read_so_far:
        raise _Repeated(read_so_far[source.sha256])
    if any(other.stem == source.stem for other in read_so_far.values()):
        source = source.model_copy(update={"stem": f"{source.stem}-{source.sha256[:_HASH_SHOWN]}"})
    read_so_far[source.sha256] = source
    return source


def _extract(bulletin: Bulletin, anchor: date | None, labeller: Labeller, progress: Progress | None) -> Extraction:
    if progress:
        progress.opened(bulletin)
    day = anchor or bulletin.issue_date
    outcomes = []
    for outcome in extract_items(bulletin, day, labeller):
        outcomes.append(outcome)
        if progress:
            progress.advanced()
    return gather(bulletin, day, outcomes)
