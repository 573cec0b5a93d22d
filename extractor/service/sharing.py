"""A run that several processes work off together, on one machine or on many."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from secrets import token_hex
from typing import Final

from ..errors import StoreError
from ..store import Open
from .planning import Plan
from .working import Job, Placed, Step

_BEAT: Final = 15.0
"""Seconds between two signs of life; four of them fit into a lease."""
_POLL: Final = 1.0
"""Seconds between two looks at whether others are done."""

Work = Callable[[Iterable[Placed | Open]], Iterator[Step]]
"""Works off what it is given."""


def shared(plan: Plan, job: Job, work: Work) -> Iterator[Step]:
    """The documents that this process gets hold of, until all are done or those left are for nobody here to do.

    What another process falls silent over is taken up. A document with narratives that got no answer is given back,
    for others to ask about, and not taken again.
    """
    leases, key = job.store.leases, job.store.progress.key_of(job.run.id)
    worker = f"{socket.gethostname()}-{os.getpid()}-{token_hex(3)}"
    tried: set[int] = set()
    with _beating(partial(leases.beat, key, worker)):
        try:
            while leases.undone(key, tried):
                yield from work(_taken(plan, job, lambda: leases.take(key, worker, tried)))
                tried.update(leases.release(key, worker))
                if leases.undone(key, tried):
                    time.sleep(_POLL)
        finally:
            leases.release(key, worker)


def _taken(plan: Plan, job: Job, take: Callable[[], int | None]) -> Iterator[Placed | Open]:
    progress, run_id = job.store.progress, job.run.id
    while (position := take()) is not None:
        if progress.opened(run_id, position):
            yield from progress.left(run_id, position)
        else:
            yield position, plan.entries[position]


@contextmanager
def _beating(beat: Callable[[], None]) -> Iterator[None]:
    over = threading.Event()

    def keep_beating() -> None:
        while not over.wait(_BEAT):
            with suppress(StoreError):
                beat()

    thread = threading.Thread(target=keep_beating, name="beating", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
