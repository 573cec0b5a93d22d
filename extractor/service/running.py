"""A run: files in, facts out, every file and narrative accounted for, taken up again where it broke off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple, Protocol

from ..confidence import Calibration
from ..errors import StoreError
from ..pipeline import Labeller, label_by_default
from ..records import Failure, HeaderReader, Run, Skip
from ..settings import DEFAULT_ENGINE
from ..store import Open, Store, Tally
from ..traces import note, span
from .intake import Document
from .planning import Plan, make_plan
from .sharing import shared
from .working import Job, Placed, Step, broken_off, by_bulletin, by_narrative, not_begun


class Progress(Protocol):
    """Told how a run gets on."""

    def began(self, run: Run, documents: int) -> None:
        """The run is known; so many documents are left to be read."""

    def opened(self, stem: str, items: int) -> None:
        """A document was taken apart; so many items come next."""

    def advanced(self, items: int) -> None:
        """So many items more are through."""


@dataclass
class RunReport:
    """What a run came to, before and after it was taken up again.

    ``files == len(tallies) + len(failures) + len(skips)`` once it is over.
    """

    run: Run
    files: int
    resumed: bool = False
    """It went on from where an earlier process left it."""
    tallies: list[Tally] = field(default_factory=list)
    """Its bulletins, in counts."""
    failures: list[Failure] = field(default_factory=list)
    """Files that gave no bulletin."""
    item_failures: list[Failure] = field(default_factory=list)
    """Narratives that could not be done."""
    skips: list[Skip] = field(default_factory=list)
    left: list[Failure] = field(default_factory=list)
    """Narratives that got no answer and are to be asked about by the next run, each with the reason."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Time spent by this process on the narratives of each bulletin, by stem."""

    @property
    def complete(self) -> bool:
        """Whether nothing failed and nothing is left."""
        return not self.failures and not self.item_failures and not self.left


@span("run")
def run_files(  # noqa: PLR0913 - what a run is made of
    paths: Iterable[Path | Document],
    store: Store,
    *,
    labeller: Labeller = label_by_default,
    engine: str = DEFAULT_ENGINE,
    prompt: str | None = None,
    identity: str = "",
    apart: str = "",
    calibration: Calibration | None = None,
    workers: int = 1,
    read_header: HeaderReader | None = None,
    processes: int = 1,
    anchor_date: date | None = None,
    progress: Progress | None = None,
    leave: Collection[Path] = (),
    resume: bool = True,
    by_batch: bool = False,
    share: bool = False,
) -> RunReport:
    """The bulletins at `paths`, extracted and stored; of a folder, all documents in it but those in `leave`.

    A run over the same documents by the same engine, known by its `identity`, that did not come to its end is taken up
    where it is, unless `resume` is off; `apart` tells it from others that are the same. `anchor_date` goes before the
    issue dates the bulletins print. With an identity, `workers` narratives are done at once, each of them stored by
    itself; else bulletins are done whole, by so many `processes`. `read_header` is asked about headers of tables that
    are not known. With `share` other processes may do the same at the same time and share the work; each ends when the
    run does. A file that cannot be used is a failure of the report, never an exception; the others are unharmed
    by it. Raises `StoreError` where another process is at the same run, or where it waits for a batch and is not gone
    on with `by_batch`.
    """
    known = f"{identity or engine} {calibration.sha256 if calibration else None} {apart}"
    plan = make_plan(paths, leave, identity=known, anchor_date=anchor_date)
    new = new_run(plan, engine, prompt, calibration)
    run = _begun(store, new, calibration, resume=resume, share=share)
    note({"extractor.run.id": run.id, "extractor.engine": engine})
    job = Job(store, run, labeller, anchor_date, read_header)

    def work(given: Iterable[Placed | Open]) -> Iterator[Step]:
        return by_narrative(given, job, workers) if identity else by_bulletin(given, job, processes)

    steps = shared(plan, job, work) if share else work(chain(broken_off(job), not_begun(plan, job)))
    report = RunReport(run, len(plan.entries), resumed=run.id != new.id)
    return _carry_out(steps, store, report, progress, Manner(by_batch=by_batch, share=share))


def go_on(run: Run, store: Store, labeller: Labeller, progress: Progress | None = None) -> RunReport:
    """The narratives of a stored run that nothing has come of, worked off without its documents.

    Those whose documents were not opened yet are left for `run_files`. Raises `StoreError` as it does.
    """
    job = Job(store, run, labeller, None)
    report = RunReport(run, run.documents or 0, resumed=True)
    return _carry_out(by_narrative(broken_off(job), job, 1), store, report, progress, Manner(by_batch=True))


class Manner(NamedTuple):
    """How a run is held."""

    by_batch: bool = False
    """It may wait for a batch."""
    share: bool = False
    """Others may be at it."""


def _carry_out(
    work: Iterable[Step], store: Store, report: RunReport, progress: Progress | None, manner: Manner
) -> RunReport:
    run = report.run
    with _held(store, run, share=manner.share):
        if not manner.by_batch and store.batches.open(run.id):
            raise StoreError(
                f"run {run.id} waits for a batch; take it in with: extractor batch collect, or cancel it with:"
                " extractor batch cancel"
            )
        _follow(work, report, progress, report.files - len(store.progress.recorded(run.id)))
        if manner.share and not store.leases.undone(store.progress.key_of(run.id)):
            report.left.clear()  # another process got the answers
        if report.left or len(store.progress.recorded(run.id)) < report.files:
            store.progress.set_stopped(run.id, datetime.now(UTC))
        else:
            store.finish_run(run.id, datetime.now(UTC))
        [report.run] = [known.run for known in [store.run(run.id)] if known]
    return complete_report(store, report)


def complete_report(store: Store, report: RunReport) -> RunReport:
    """The report with all that the store has of its run."""
    run_id = report.run.id
    report.tallies = list(store.progress.tallies(run_id))
    report.failures = list(store.failures(run_id))
    report.item_failures = list(store.progress.failures(run_id))
    report.skips = list(store.skips(run_id))
    return report


@contextmanager
def _held(store: Store, run: Run, *, share: bool) -> Iterator[None]:
    """Holds the run while the block lasts; where it ends before the run does, the run is marked as stopped."""
    with store.progress.claimed(run.id, shared=share) as held:
        if not held:
            raise StoreError(
                f"run {run.id} is under way in another process; wait for it, or start one of its own with --no-resume;"
                " with --share, given to all of them, several work at one"
            )
        store.asking.charge(store.progress.key_of(run.id))
        store.progress.set_stopped(run.id, None)
        ended = False
        try:
            yield
            ended = True
        finally:
            if not ended:
                store.progress.set_stopped(run.id, datetime.now(UTC))


def _follow(work: Iterable[Step], report: RunReport, progress: Progress | None, documents: int) -> None:
    if progress:
        progress.began(report.run, documents)
    for step in work:
        if progress and step.opened is not None:
            progress.opened(step.stem, step.opened)
        if progress:
            progress.advanced(step.done)
        if step.stem:
            report.seconds[step.stem] = report.seconds.get(step.stem, 0.0) + step.seconds
        if step.left is not None:
            report.left.append(step.left)


def new_run(plan: Plan, engine: str, prompt: str | None, calibration: Calibration | None) -> Run:
    """A run of the documents of `plan` that begins now."""
    started = datetime.now(UTC)
    return Run(
        id=f"{started:%Y%m%d-%H%M%S}-{token_hex(2)}",
        started=started,
        engine=engine,
        prompt=prompt,
        code_version=version("bulletin-extractor"),
        calibration=calibration and calibration.sha256,
        digest=plan.digest,
        documents=len(plan.entries),
    )


def _begun(store: Store, new: Run, calibration: Calibration | None, *, resume: bool, share: bool) -> Run:
    """The run to go on with, else the new one."""
    if calibration:
        store.keep_calibration(calibration)
    if share:
        return store.leases.join(new, new.documents or 0)
    earlier = store.progress.unfinished(new.digest or "") if resume else None
    if earlier is None:
        store.begin_run(new)
    return earlier or new
