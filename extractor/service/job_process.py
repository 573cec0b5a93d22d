"""The worker of jobs in a process of its own, so that a large document keeps no request waiting."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Protocol

from ..settings import Settings
from ..store import RunSummary, Store
from ..traces import traced
from .jobs import JobWorker


class Worker(Protocol):
    """Works off the jobs of a store; see `JobWorker`."""

    @property
    def alive(self) -> bool:
        """Whether it works, or would if there were a job."""
        ...

    def start(self) -> None:
        """Begin to work."""

    def wake(self) -> None:
        """A job came."""

    def stop(self, grace: float) -> None:
        """Take no further job; the one under way has `grace` seconds to end, then it goes back to the queue."""


class WorkerProcess:
    """A `JobWorker` over the store at `location` in another process; it ends with this one, however this one ends."""

    def __init__(
        self, location: str, settings: Settings, told: Callable[[RunSummary], None], begin: Callable[[], None]
    ) -> None:
        """`told` hears of every run that ended; `begin`, which can be pickled, is called there first."""
        context = multiprocessing.get_context("spawn")
        self._told = told
        self._pipe, self._theirs = context.Pipe()
        self._process = context.Process(
            target=_work, args=(self._theirs, location, settings, begin), name="jobs", daemon=True
        )
        self._listening = threading.Thread(target=self._listen, name="jobs", daemon=True)

    @property
    def alive(self) -> bool:
        """Whether it works, or would if there were a job."""
        return self._process.is_alive()

    def start(self) -> None:
        """Begin to work."""
        self._process.start()
        self._theirs.close()
        self._listening.start()

    def wake(self) -> None:
        """A job came."""
        self._say(None)

    def stop(self, grace: float) -> None:
        """Take no further job; the one under way has `grace` seconds to end, then it goes back to the queue."""
        self._say(grace)
        self._process.join()
        self._listening.join()

    def _say(self, grace: float | None) -> None:
        with suppress(OSError):  # it is no more, which `alive` tells
            self._pipe.send(grace)

    def _listen(self) -> None:
        with suppress(EOFError, OSError):
            while True:
                self._told(self._pipe.recv())


def _work(pipe: Connection, location: str, settings: Settings, begin: Callable[[], None]) -> None:
    """Works until told to stop, or until whoever could tell is no more."""
    for each in (signal.SIGINT, signal.SIGTERM):  # they are sent to the whole group; the service tells when to end
        signal.signal(each, signal.SIG_IGN)
    begin()
    with traced(on=settings.traces), Store.open(location) as store:
        worker = JobWorker(store, location, settings, pipe.send)
        worker.start()
        grace: float | None = None
        with suppress(EOFError):
            while (grace := pipe.recv()) is None:
                worker.wake()
        worker.stop(grace or 0.0)
