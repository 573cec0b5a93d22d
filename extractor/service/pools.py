"""The one place where work is done side by side: by threads where it waits, by processes where it computes."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from queue import SimpleQueue
from typing import TypeVar

from ..errors import ExtractorError

_AHEAD = 2
"""Pieces of work taken on for each worker, so that none waits for the next and memory stays flat."""

_Given = TypeVar("_Given")
_Done = TypeVar("_Done")


def as_they_come(work: Callable[[_Given], _Done], given: Iterable[_Given], workers: int) -> Iterator[_Done]:
    """`work` on each of `given` by threads, each result as soon as it is there.

    Whoever breaks off is not kept waiting: nothing more is begun, and what was begun ends by itself.
    """
    pool = ThreadPoolExecutor(workers)
    ended: SimpleQueue[Future[_Done]] = SimpleQueue()
    pending = 0
    try:
        for one in given:
            pool.submit(work, one).add_done_callback(ended.put)
            pending += 1
            while pending >= workers * _AHEAD or not ended.empty():
                yield ended.get().result()
                pending -= 1
        for _ in range(pending):
            yield ended.get().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def in_order(work: Callable[[_Given], _Done], given: Iterable[_Given], processes: int) -> Iterator[_Done]:
    """`work`, which can be pickled, on each of `given`, by processes where more than one; results in their order.

    Raises `ExtractorError` where a process is killed.
    """
    if processes == 1:
        yield from map(work, given)
        return
    pool = ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))
    pending: deque[Future[_Done]] = deque()
    try:
        for one in given:
            pending.append(pool.submit(work, one))
            if len(pending) > processes * _AHEAD:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    except BrokenProcessPool:
        raise ExtractorError(
            "a process of the run was killed, as a rule for want of memory; run the same command again with fewer"
            " processes: what was finished is kept",
            code="killed",
        ) from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
