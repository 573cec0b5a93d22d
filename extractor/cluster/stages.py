"""The stages as Ray's actors: one reads documents, one takes them apart and extracts."""

from __future__ import annotations

import pickle
import time
from contextlib import ExitStack
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

import pyarrow as pa

from ..pipeline import attempt, extract_items, gather
from ..records import Bulletin, Extraction, Failure, Skip, SourceText
from ..segmenting import segment
from ..service import ChosenEngine, chosen_engine
from ..service.planning import read_planned
from ..settings import Settings
from .limits import shared
from .outcomes import SCHEMA, row_of
from .work import Given


class Task(NamedTuple):
    """What is to be done with each document."""

    settings: Settings
    store: str
    """Where the answers of a model are kept."""
    anchor_date: date | None
    max_cost: float | None
    since: datetime
    """When the run, or this part of it, began: what was spent from then on counts."""
    keeper: Any
    """The actor that keeps the limits of the endpoint; None where no model is asked."""


class Read(NamedTuple):
    """A document as text, or why it is none."""

    position: int
    subject: str
    source: SourceText | Skip | Failure


class Reading:
    """Reads documents; each worker has a process of its own in which they are parsed, with limits."""

    def __call__(self, batch: pa.Table) -> pa.Table:
        """Rows ``given`` to rows ``read``."""
        return pa.table({"read": [pickle.dumps(_read(pickle.loads(given))) for given in batch["given"].to_pylist()]})  # noqa: S301 - our own rows


def _read(given: Given) -> Read:
    position, planned, _ = given.work
    return Read(position, planned.document.subject, read_planned(planned, given.take))


class Extracting:
    """Takes documents apart and extracts their facts, by an engine that lives as long as the worker."""

    def __init__(self, task: Task) -> None:
        self._task = task
        limits = None if task.keeper is None else shared(task.keeper)
        chosen = chosen_engine(
            task.settings.engine, task.settings, task.store, max_cost=task.max_cost, since=task.since, limits=limits
        )
        # open as long as the worker, which ends by being ended
        self._open = ExitStack()
        self._engine: ChosenEngine = self._open.enter_context(chosen)

    def __call__(self, batch: pa.Table) -> pa.Table:
        """Rows ``read`` to rows of outcomes."""
        every = map(pickle.loads, batch["read"].to_pylist())
        return pa.Table.from_pylist([self._row(read) for read in every], schema=SCHEMA)

    def _row(self, read: Read) -> dict[str, Any]:
        begun = time.perf_counter()
        outcome = self._outcome(read)
        return row_of(read.position, outcome, time.perf_counter() - begun)

    def _outcome(self, read: Read) -> Extraction | Skip | Failure:
        if not isinstance(read.source, SourceText):
            return read.source
        take_apart = partial(segment, read.source, read_header=self._engine.read_header)
        bulletin = attempt(read.subject, "segment", take_apart)
        if not isinstance(bulletin, Bulletin):
            return bulletin
        day = self._task.anchor_date or bulletin.issue_date
        items = extract_items(bulletin, day, self._engine.labeller, workers=self._engine.workers)
        return gather(bulletin, day, list(items))
