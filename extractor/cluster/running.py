"""A run by the workers of a cluster, led and recorded by this process."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple
from warnings import catch_warnings, simplefilter

import pyarrow as pa
from ray.data import ActorPoolStrategy
from ray.exceptions import RayError
from ray.util.annotations import RayDeprecationWarning

from ..errors import ConfigurationError, ExtractorError
from ..service import ChosenEngine, Progress, RunReport
from ..service.planning import Planned, plan_of
from ..service.running import new_run
from ..settings import Settings
from .following import Follower
from .joining import Cluster
from .limits import keeper
from .record import Record
from .sources import Found, find
from .stages import Extracting, Reading, Task
from .work import Work, rows_of

_RUNS: Final = "runs"
"""Folder of the records, in that of the results."""
_TRIES: Final = 3
"""That a worker may be killed over the same documents before the run is given up."""
_SHARE: Final = 0.25
"""Of a core, for each worker, of which two stages have one a core: the rest is for what lists and reads tables."""


class Order(NamedTuple):
    """What a run is to do with its documents."""

    settings: Settings
    store: str
    """Where the answers of a model are kept; the rules need none."""
    anchor_date: date | None = None
    max_cost: float | None = None
    resume: bool = True


class RayRun(NamedTuple):
    """What came of a run, and where it is kept."""

    report: RunReport
    record: Record

    def finish(self) -> None:
        """Record that the run has its end, now that its results are written: the same command begins another."""
        if not self.report.left:
            self.record.keep(self.record.run.model_copy(update={"stopped": None, "finished": datetime.now(UTC)}))


def run_on_ray(  # noqa: PLR0913 - what a run is made of
    sources: Sequence[str],
    out: Path,
    order: Order,
    engine: ChosenEngine,
    cluster: Cluster,
    *,
    leave: Collection[Path] = (),
    progress: Progress | None = None,
) -> RayRun:
    """The documents of `sources`, extracted by the workers of `cluster` and kept in the folder `out`.

    `engine` is the one that the order names, as this process knows it. A run over the same documents by the same engine
    that did not come to its end is taken up, unless the order says otherwise. Raises `StoreError` where another process
    is at it, `ConfigurationError` where workers could not share the store, and `ExtractorError` where they are killed
    again and again; what was finished is kept.
    """
    if engine.identity and cluster.machines > 1 and not order.store.startswith("postgresql"):
        raise ConfigurationError(
            "workers on several machines need one store on a server for the answers of a model;"
            " set EXTRACTOR_STORE=postgresql+psycopg://…"
        )
    found = list(find(sources, leave))
    calibration = engine.confidence.calibration
    known = f"{engine.identity or engine.name} {calibration and calibration.sha256} "
    plan = plan_of((each.what for each in found), identity=known, anchor_date=order.anchor_date)
    earlier = Record.unfinished(out / _RUNS, plan.digest) if order.resume else None
    record = earlier or Record.begin(out / _RUNS, new_run(plan, engine.name, engine.prompt, calibration))
    report = RunReport(record.run, len(found), resumed=earlier is not None)
    task = Task(
        settings=order.settings,
        store=order.store,
        anchor_date=order.anchor_date,
        max_cost=order.max_cost,
        since=datetime.now(UTC),
        keeper=keeper(record.run.id, order.settings.concurrency) if engine.identity else None,
    )
    with record.held():
        follower = Follower(record, report, progress)
        follower.note({at: entry for at, entry in enumerate(plan.entries) if not isinstance(entry, Planned)})
        _lead(follower, _work(plan.entries, found), _Stages(task, cluster.cores), record)
    report.tallies = record.tallies()
    report.failures, report.item_failures = record.failures("failed"), record.failures("done")
    report.skips = record.skips()
    return RayRun(report, record)


def _work(entries: Sequence[object], found: Sequence[Found]) -> list[Work]:
    placed = enumerate(zip(entries, found, strict=True))
    return [Work(at, entry, each.origin) for at, (entry, each) in placed if isinstance(entry, Planned)]


def _lead(follower: Follower, work: Sequence[Work], stages: _Stages, record: Record) -> None:
    """Has the work done until none is left that can be done now; whatever ends it, the run is stopped until written."""
    try:
        record.keep(record.run.model_copy(update={"stopped": None}))
        while undone := [each for each in work if each.position not in follower.settled]:
            before = len(follower.settled)
            with follower:
                for rows in stages.outcomes(undone):
                    follower.take(rows)
            if len(follower.settled) == before:
                raise ExtractorError("the workers gave nothing back; see the logs of Ray", code="lost")
    finally:
        record.keep(record.run.model_copy(update={"stopped": datetime.now(UTC)}))
        follower.report.run = record.run


class _Stages(NamedTuple):
    """How work becomes outcomes: two pools of actors in a row."""

    task: Task
    cores: int

    def outcomes(self, work: Sequence[Work]) -> Iterator[pa.Table]:
        """Rows of outcomes, as they come. Raises `ExtractorError` where workers are killed again and again."""
        most = min(self.cores, len(work))
        # A narrative that is paid for is not to wait in a block for others
        rows = rows_of(work, self.cores, *([1] if self.task.keeper else []))
        common: dict[str, Any] = {
            "batch_format": "pyarrow",
            "batch_size": None,
            "num_cpus": _SHARE,
            "max_task_retries": _TRIES,
        }
        with catch_warnings():
            # Ray 2.60 wants remote parameters named, and has no name for the tries yet
            simplefilter("ignore", RayDeprecationWarning)
            read = rows.map_batches(Reading, compute=ActorPoolStrategy(min_size=1, max_size=most), **common)
            workers = ActorPoolStrategy(size=most)
            done = read.map_batches(Extracting, fn_constructor_args=(self.task,), compute=workers, **common)
        try:
            yield from done.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0)
        except RayError as error:
            raise ExtractorError(
                "the workers were killed again and again, as a rule for want of memory, or the cluster was lost"
                f" ({type(error).__name__}); run the same command again: what was finished is kept",
                code="killed",
            ) from error
