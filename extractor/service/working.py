"""The documents of a run worked off, bulletin by bulletin or narrative by narrative.

What is computed costs nothing to compute again, so that a bulletin goes to disk whole. A narrative that a model was
asked about goes to disk by itself, by the thread that asked and before that takes the next.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from ..llm.faults import BATCHED, codes, kind
from ..pipeline import Labeller, attempt, extract_item, extract_items, gather
from ..records import Bulletin, Extraction, Failure, HeaderReader, ItemResult, Run, Skip, SourceText
from ..segmenting import segment
from ..store import DocumentPlace, Open, Store
from ..traces import note, span
from .planning import Entry, Plan, Planned, read_planned
from .pools import as_they_come, in_order

_HELPED_BY_TIME: Final = {"transient", "deferred", "permanent"}
NO_ANSWER: Final = frozenset(code for code in codes() if kind(code).fault in _HELPED_BY_TIME) | {"cost", BATCHED}
"""Reasons of narratives that got no answer: the endpoint's or the user's, not theirs. The next run asks about them."""


class Job(NamedTuple):
    """What is to be done with the documents of a run."""

    store: Store
    run: Run
    labeller: Labeller
    anchor_date: date | None
    read_header: HeaderReader | None = None


class Step(NamedTuple):
    """A little of a run that is done and on disk."""

    stem: str = ""
    """Of the bulletin it was about; empty for a file that gave none."""
    opened: int | None = None
    """Items of the bulletin, where it was opened by this step."""
    done: int = 0
    """Items that came to an end."""
    seconds: float = 0.0
    left: Failure | None = None
    """Why a narrative got no answer."""


class _Done(NamedTuple):
    """What came of a document."""

    position: int
    outcome: Extraction | Skip | Failure
    seconds: float


def by_bulletin(plan: Plan, job: Job, processes: int) -> Iterator[Step]:
    """The documents that nothing is recorded of, each done and stored whole, by so many processes."""
    work = partial(_extract, labeller=job.labeller, anchor_date=job.anchor_date)
    for done in in_order(work, _unrecorded(plan, job), processes):
        yield _keep(done, _place(done.position, plan), job)


def by_narrative(plan: Plan, job: Job, workers: int) -> Iterator[Step]:
    """The narratives that nothing is recorded of, so many at once, each stored by itself."""
    return as_they_come(partial(_finish, job=job), _narratives(plan, job), workers)


def _unrecorded(plan: Plan, job: Job) -> Iterator[tuple[int, Entry]]:
    recorded = job.store.progress.recorded(job.run.id)
    return ((at, entry) for at, entry in enumerate(plan.entries) if at not in recorded)


def _extract(placed: tuple[int, Entry], *, labeller: Labeller, anchor_date: date | None) -> _Done:
    """A document done whole; by a process of its own it may be."""
    position, entry = placed
    begun = time.perf_counter()
    outcome = _opened(entry, anchor_date, segment)
    if isinstance(outcome, Extraction):
        bulletin, day = outcome.bulletin, outcome.anchor_date
        outcome = gather(bulletin, day, list(extract_items(bulletin, day, labeller)))
    return _Done(position, outcome, time.perf_counter() - begun)


@span("document")
def _opened(
    entry: Entry, anchor_date: date | None, take_apart: Callable[[SourceText], Bulletin]
) -> Extraction | Skip | Failure:
    """The bulletin of a document with nothing extracted yet."""
    if not isinstance(entry, Planned):
        return entry
    source = read_planned(entry)
    if not isinstance(source, SourceText):
        return source
    note({"extractor.document.sha256": source.sha256, "extractor.document.format": source.format})
    bulletin = attempt(entry.document.subject, "segment", partial(take_apart, source))
    return gather(bulletin, anchor_date or bulletin.issue_date, []) if isinstance(bulletin, Bulletin) else bulletin


def _keep(done: _Done, place: DocumentPlace, job: Job) -> Step:
    """Stores what came of a document; an extraction that the store refuses is a failure."""
    store, run_id, outcome = job.store, job.run.id, done.outcome
    if isinstance(outcome, Extraction):
        stem, items = outcome.bulletin.stem, len(outcome.bulletin.items)
        refused = attempt(stem, "store", partial(store.add_extraction, run_id, outcome, place))
        if refused is None:
            return Step(stem, opened=items, done=items, seconds=done.seconds)
        outcome = refused
    _keep_aside(outcome, done.position, job)
    return Step()


def _place(position: int, plan: Plan) -> DocumentPlace:
    """Where a document of the plan lies; of one that goes by another name the file is only a copy."""
    entry = plan.entries[position]
    if not isinstance(entry, Planned) or entry.document.called is not None:
        return DocumentPlace(position)
    return DocumentPlace(position, str(entry.document.path.absolute()))


def _keep_aside(outcome: Skip | Failure, position: int, job: Job) -> None:
    if isinstance(outcome, Skip):
        job.store.add_skips(job.run.id, [outcome], position)
    else:
        job.store.add_failures(job.run.id, [outcome], position)


def _narratives(plan: Plan, job: Job) -> Iterator[Open | Step]:
    """The narratives left by an earlier process, then those of documents not opened yet."""
    progress, run_id = job.store.progress, job.run.id
    take_apart = partial(segment, read_header=job.read_header)
    yield from progress.left(run_id)
    for position, entry in _unrecorded(plan, job):
        outcome = _opened(entry, job.anchor_date, take_apart)
        if isinstance(outcome, Extraction):
            place = _place(position, plan)
            items = attempt(outcome.bulletin.stem, "store", partial(progress.open, run_id, outcome, place))
            if not isinstance(items, Failure):
                yield Step(outcome.bulletin.stem, opened=len(items))
                yield from items
                continue
            outcome = items
        _keep_aside(outcome, position, job)


def _finish(one: Open | Step, job: Job) -> Step:
    """Extracts from one narrative and stores what came of it; a step is handed through."""
    if isinstance(one, Step):
        return one
    stem, begun = one.item.id.rpartition("/")[0], time.perf_counter()
    done = extract_item(one.item, one.anchor_date, job.labeller)
    outcome = done if isinstance(done, Failure) else ItemResult(item=one.item, result=done)
    if isinstance(outcome, Failure) and outcome.code in NO_ANSWER:
        return Step(stem, seconds=time.perf_counter() - begun, left=outcome)
    refused = attempt(one.item.id, "store", partial(job.store.progress.add, one.key, outcome))
    if refused is not None:
        job.store.progress.add(one.key, refused)
    return Step(stem, done=1, seconds=time.perf_counter() - begun)
