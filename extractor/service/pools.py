"""The one place where work is done side by side: by threads where it waits, by processes where it computes."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from queue import SimpleQueue
from typing import Any, TypeVar

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
    try:
        yield from _as_they_come(pool, work, given, workers)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def by_processes(
    begin: Callable[[], Callable[[_Given], _Done]], given: Iterable[_Given], processes: int
) -> Iterator[_Done]:
    """What `begin`, which can be pickled, gives to each process, on each of `given`, by so many; as they come.

    Whoever breaks off is not kept waiting: nothing more is begun, and what was begun ends by itself. Raises
    `ExtractorError` where a process is killed.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(begin,))
    try:
        yield from _as_they_come(pool, _work, given, processes)
    except BrokenProcessPool:
        raise ExtractorError(
            "a process of the run was killed, as a rule for want of memory; run the same command again with fewer"
            " processes: what was finished is kept",
            code="killed",
        ) from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _as_they_come(
    pool: Executor, work: Callable[[_Given], _Done], given: Iterable[_Given], workers: int
) -> Iterator[_Done]:
    ended: SimpleQueue[Future[_Done]] = SimpleQueue()
    pending = 0
    for one in given:
        pool.submit(work, one).add_done_callback(ended.put)
        pending += 1
        while pending >= workers * _AHEAD or not ended.empty():
            yield ended.get().result()
            pending -= 1
    for _ in range(pending):
        yield ended.get().result()


_begun: list[Callable[[Any], Any]] = []
"""What this process of a pool does."""


def _begin(begin: Callable[[], Callable[[Any], Any]]) -> None:
    # an interrupt is the parent's to act upon: what was begun here ends
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _begun.append(begin())


def _work(one: Any) -> Any:  # noqa: ANN401 - whatever was begun takes and gives
    return _begun[0](one)
