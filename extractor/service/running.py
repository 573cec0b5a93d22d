"""A run: files in, facts out, every file and narrative accounted for, taken up again where it broke off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from secrets import token_hex
from typing import Protocol

from ..confidence import Calibration
from ..errors import StoreError
from ..pipeline import Labeller, label_by_rules
from ..records import Failure, HeaderReader, Run, Skip
from ..store import Store, Tally
from ..traces import note, span
from .intake import Document
from .planning import Plan, make_plan
from .working import Job, Step, by_bulletin, by_narrative


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
    labeller: Labeller = label_by_rules,
    engine: str = "rules",
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
) -> RunReport:
    """The bulletins at `paths`, extracted and stored; of a folder, all documents in it but those in `leave`.

    A run over the same documents by the same engine, known by its `identity`, that did not come to its end is taken up
    where it is, unless `resume` is off; `apart` tells it from others that are the same. `anchor_date` goes before the
    issue dates the bulletins print. With an identity, `workers` narratives are done at once, each of them stored by
    itself; else bulletins are done whole, by so many `processes`. `read_header` is asked about headers of tables that
    are not known. A file that cannot be used is a failure of the report, never an exception; the others are unharmed
    by it. Raises `StoreError` where another process is at the same run, or where it waits for a batch and is not gone
    on with `by_batch`.
    """
    known = f"{identity or engine} {calibration.sha256 if calibration else None} {apart}"
    plan = make_plan(paths, leave, identity=known, anchor_date=anchor_date)
    earlier = store.progress.unfinished(plan.digest) if resume else None
    run = earlier or _begin(store, plan, engine, prompt, calibration)
    note({"extractor.run.id": run.id, "extractor.engine": engine})
    job = Job(store, run, labeller, anchor_date, read_header)
    work = by_narrative(plan, job, workers) if identity else by_bulletin(plan, job, processes)
    report = RunReport(run, len(plan.entries), resumed=earlier is not None)
    return _carry_out(work, store, report, progress, by_batch=by_batch)


def go_on(run: Run, store: Store, labeller: Labeller, progress: Progress | None = None) -> RunReport:
    """The narratives of a stored run that nothing has come of, worked off without its documents.

    Those whose documents were not opened yet are left for `run_files`. Raises `StoreError` as it does.
    """
    plan = Plan((), run.digest or "")
    work = by_narrative(plan, Job(store, run, labeller, None), 1)
    return _carry_out(work, store, RunReport(run, run.documents or 0, resumed=True), progress, by_batch=True)


def _carry_out(
    work: Iterable[Step], store: Store, report: RunReport, progress: Progress | None, *, by_batch: bool
) -> RunReport:
    run = report.run
    with _held(store, run):
        if not by_batch and store.batches.open(run.id):
            raise StoreError(
                f"run {run.id} waits for a batch; take it in with: extractor batch collect, or cancel it with:"
                " extractor batch cancel"
            )
        _follow(work, report, progress, report.files - len(store.progress.recorded(run.id)))
        now = datetime.now(UTC)
        if report.left or len(store.progress.recorded(run.id)) < report.files:
            store.progress.set_stopped(run.id, now)
            report.run = run.model_copy(update={"stopped": now})
        else:
            store.finish_run(run.id, now)
            report.run = run.model_copy(update={"stopped": None, "finished": now})
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
def _held(store: Store, run: Run) -> Iterator[None]:
    """Holds the run while the block lasts; where it ends before the run does, the run is marked as stopped."""
    with store.progress.claimed(run.id) as held:
        if not held:
            raise StoreError(
                f"run {run.id} is under way in another process; wait for it, or start one of its own with --no-resume"
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


def _begin(store: Store, plan: Plan, engine: str, prompt: str | None, calibration: Calibration | None) -> Run:
    run = new_run(plan, engine, prompt, calibration)
    if calibration:
        store.keep_calibration(calibration)
    store.begin_run(run)
    return run
