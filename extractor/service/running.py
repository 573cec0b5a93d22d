"""A run: files in, facts out, every file and narrative accounted for."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from secrets import token_hex
from typing import Protocol

from ..confidence import Calibration
from ..pipeline import Labeller, attempt, extract_items, gather, label_by_rules
from ..records import Bulletin, Extraction, Failure, Run, Skip, SourceText
from ..segmenting import segment
from ..store import Store
from .intake import Document, Reader, documents


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


def run_files(  # noqa: PLR0913 - what a run is made of
    paths: Iterable[Path],
    store: Store,
    *,
    labeller: Labeller = label_by_rules,
    engine: str = "rules",
    prompt: str | None = None,
    calibration: Calibration | None = None,
    workers: int = 1,
    anchor_date: date | None = None,
    progress: Progress | None = None,
    leave: Collection[Path] = (),
) -> RunReport:
    """The bulletins at `paths`, extracted and stored; of a folder, all documents in it but those in `leave`.

    `anchor_date` goes before the issue dates the bulletins print; `calibration` is what `labeller` brings. `workers`
    narratives of a bulletin are done at once. A file that cannot be used is a failure of the report, never an
    exception; the others are unharmed by it.
    """
    run = _new_run(engine, prompt, calibration)
    store.begin_run(run)
    if calibration is not None:
        store.keep_calibration(calibration)
    report = RunReport(run)
    extract = partial(_extract, anchor=anchor_date, labeller=labeller, workers=workers, progress=progress)
    reader = Reader()
    for document in documents(paths, leave):
        report.files += 1
        begun = time.perf_counter()
        outcome = document if isinstance(document, Skip) else _one(document, reader, extract)
        kept = _keep(store, report, outcome)
        if isinstance(kept, Extraction):
            report.seconds[kept.bulletin.stem] = time.perf_counter() - begun
    finished = datetime.now(UTC)
    report.run = run.model_copy(update={"finished": finished})
    store.finish_run(run.id, finished)
    return report


def _new_run(engine: str, prompt: str | None, calibration: Calibration | None) -> Run:
    started = datetime.now(UTC)
    return Run(
        id=f"{started:%Y%m%d-%H%M%S}-{token_hex(2)}",
        started=started,
        engine=engine,
        prompt=prompt,
        code_version=version("bulletin-extractor"),
        calibration=calibration and calibration.sha256,
    )


def _keep(store: Store, report: RunReport, outcome: Extraction | Skip | Failure) -> Extraction | Skip | Failure:
    """Stores what came of a document and counts it; an extraction that the store refuses is a failure."""
    run_id = report.run.id
    if isinstance(outcome, Extraction):
        stored = attempt(outcome.bulletin.stem, "store", partial(store.add_extraction, run_id, outcome))
        outcome = stored or outcome
    match outcome:
        case Extraction():
            report.extractions.append(outcome)
        case Skip():
            store.add_skips(run_id, [outcome])
            report.skips.append(outcome)
        case Failure():
            store.add_failures(run_id, [outcome])
            report.failures.append(outcome)
    return outcome


def _one(document: Document, reader: Reader, extract: Callable[[Bulletin], Extraction]) -> Extraction | Skip | Failure:
    """What comes of one document."""
    source = reader.read(document)
    if not isinstance(source, SourceText):
        return source
    bulletin = attempt(str(document.path), "segment", partial(segment, source))
    return bulletin if isinstance(bulletin, Failure) else extract(bulletin)


def _extract(
    bulletin: Bulletin, *, anchor: date | None, labeller: Labeller, workers: int, progress: Progress | None
) -> Extraction:
    if progress:
        progress.opened(bulletin)
    day = anchor or bulletin.issue_date
    outcomes = []
    for outcome in extract_items(bulletin, day, labeller, workers=workers):
        outcomes.append(outcome)
        if progress:
            progress.advanced()
    return gather(bulletin, day, outcomes)
