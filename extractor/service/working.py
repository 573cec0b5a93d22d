"""The documents of a run worked off, bulletin by bulletin or narrative by narrative.

What is computed costs nothing to compute again, so that a bulletin goes to disk whole. A narrative that a model was
asked about goes to disk by itself, by the thread that asked and before that takes the next.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from sqlalchemy import URL

from ..llm.faults import BATCHED, codes, kind
from ..pipeline import Labeller, attempt, extract_item, extract_items, gather
from ..records import Bulletin, Extraction, Failure, HeaderReader, ItemResult, Run, Skip, SourceText
from ..segmenting import segment
from ..store import DocumentPlace, Open, Store
from ..traces import note, span
from .planning import Entry, Plan, Planned, read_planned
from .pools import as_they_come, by_processes

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


Placed = tuple[int, Entry]
"""A document with its place in the run."""


class _Sent(NamedTuple):
    """A `Job` for another process."""

    address: URL
    run: Run
    labeller: Labeller
    anchor_date: date | None

    def begin(self) -> Callable[[Placed], Step]:
        """What to do with a document there."""
        job = Job(Store.open(self.address, create=False), self.run, self.labeller, self.anchor_date)
        return partial(_do, job=job)


def by_bulletin(given: Iterable[Placed | Open], job: Job, processes: int) -> Iterator[Step]:
    """The documents `given`, each done and stored whole, by so many processes."""
    whole = (one for one in given if not isinstance(one, Open))
    address = job.store.address
    if processes == 1 or address is None:
        return (_do(placed, job) for placed in whole)
    return by_processes(_Sent(address, job.run, job.labeller, job.anchor_date).begin, whole, processes)


def by_narrative(given: Iterable[Placed | Open], job: Job, workers: int) -> Iterator[Step]:
    """The narratives of documents, and others of stored ones, so many at once, each stored by itself."""
    return as_they_come(partial(_finish, job=job), _narratives(given, job), workers)


def not_begun(plan: Plan, job: Job) -> Iterator[Placed]:
    """The documents that nothing is recorded of."""
    recorded = job.store.progress.recorded(job.run.id)
    return ((at, entry) for at, entry in enumerate(plan.entries) if at not in recorded)


def broken_off(job: Job) -> Iterator[Open]:
    """The narratives of stored bulletins that nothing has come of."""
    return job.store.progress.left(job.run.id)


def _do(placed: Placed, job: Job) -> Step:
    """Does a document and stores what came of it; an extraction that the store refuses is a failure."""
    position, entry = placed
    begun = time.perf_counter()
    outcome = _opened(entry, job.anchor_date, segment)
    if isinstance(outcome, Extraction):
        bulletin, day = outcome.bulletin, outcome.anchor_date
        outcome = gather(bulletin, day, list(extract_items(bulletin, day, job.labeller)))
        keep = partial(job.store.add_extraction, job.run.id, outcome, _place(position, entry))
        refused = attempt(bulletin.stem, "store", keep)
        if refused is None:
            items = len(bulletin.items)
            return Step(bulletin.stem, opened=items, done=items, seconds=time.perf_counter() - begun)
        outcome = refused
    _keep_aside(outcome, position, job)
    return Step()


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


def _place(position: int, entry: Entry) -> DocumentPlace:
    """Where a document lies; of one that goes by another name the file is only a copy."""
    if not isinstance(entry, Planned) or entry.document.called is not None:
        return DocumentPlace(position)
    return DocumentPlace(position, str(entry.document.path.absolute()))


def _keep_aside(outcome: Skip | Failure, position: int, job: Job) -> None:
    if isinstance(outcome, Skip):
        job.store.add_skips(job.run.id, [outcome], position)
    else:
        job.store.add_failures(job.run.id, [outcome], position)


def _narratives(given: Iterable[Placed | Open], job: Job) -> Iterator[Open | Step]:
    """The narratives of documents, which are opened one by one; those that are given are handed through."""
    take_apart = partial(segment, read_header=job.read_header)
    for one in given:
        if isinstance(one, Open):
            yield one
            continue
        position, entry = one
        outcome = _opened(entry, job.anchor_date, take_apart)
        if isinstance(outcome, Extraction):
            add = partial(job.store.progress.open, job.run.id, outcome, _place(position, entry))
            items = attempt(outcome.bulletin.stem, "store", add)
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
