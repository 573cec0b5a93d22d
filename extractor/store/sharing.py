"""Writes of many threads, in few transactions."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event, Lock
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from ..errors import StoreError

Given = TypeVar("Given")

Transaction = Callable[[], AbstractContextManager[Connection]]
"""A transaction that is on disk when its context ends without an error; raises StoreError else."""


class _Write(Generic[Given]):
    """What one thread wants written."""

    def __init__(self, work: Callable[[Connection], Given]) -> None:
        self.work = work
        self.called = Event()
        """Set once it ended, or once its thread is to write for all."""
        self.ended = False
        self.given: list[Given] = []
        self.error: StoreError | None = None

    def end(self, given: Given) -> None:
        self.given = [given]
        self.ended = True

    def fail(self, error: StoreError) -> None:
        self.error = error
        self.ended = True


class SharedWrites:
    """Writes that meet go to disk together: a disk takes as long for one of them as for thirty.

    Whoever finds the database free writes for all that wait by then, and calls the first of those that came meanwhile
    to do the same; each waits until its own is on disk, and for no lock. Where a transaction fails each of its writes
    is tried in one of its own, so that none suffers for another.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._waiting: deque[_Write[Any]] = deque()
        self._busy = False
        self._lock = Lock()

    @property
    def waiting(self) -> int:
        """Writes that wait for their turn."""
        return len(self._waiting)

    def write(self, work: Callable[[Connection], Given]) -> Given:
        """What `work` gives, once what it wrote is on disk; raises StoreError.

        It may be called twice, by any thread, and asks nothing of anything but the database. It may also read only:
        what threads read in turn never waits for SQLite's lock, which is waited for by sleeping.
        """
        own = _Write(work)
        with self._lock:
            self._waiting.append(own)
            free, self._busy = not self._busy, True
        if not free:
            self._wait(own)
        if not own.ended:
            self._write_for_all()
        if own.error is not None:
            raise own.error
        return own.given[0]

    def _wait(self, own: _Write[Any]) -> None:
        ended = False
        try:
            own.called.wait()
            ended = True
        finally:
            if not ended:
                self._withdraw(own)

    def _withdraw(self, own: _Write[Any]) -> None:
        """Whoever is interrupted while waiting leaves the turn to another."""
        with self._lock:
            if own in self._waiting:
                self._waiting.remove(own)
                if own.called.is_set():
                    self._call_next()

    def _call_next(self) -> None:
        self._busy = bool(self._waiting)
        if self._waiting:
            self._waiting[0].called.set()

    def _write_for_all(self) -> None:
        writes: list[_Write[Any]] = []
        try:
            with self._lock:
                writes += self._waiting
                self._waiting.clear()
            self._write_all(writes)
        finally:
            with self._lock:
                for write in writes:
                    if write.ended:
                        write.called.set()
                # after an interrupt some may not be written; the first of `writes` is this thread's, which gives up
                self._waiting.extendleft(write for write in reversed(writes[1:]) if not write.ended)
                self._call_next()

    def _write_all(self, writes: list[_Write[Any]]) -> None:
        try:
            self._write_together(writes)
        except StoreError as error:
            if len(writes) == 1:
                writes[0].fail(error)
                return
            for write in writes:
                self._write_alone(write)

    def _write_together(self, writes: list[_Write[Any]]) -> None:
        with self._transaction() as connection:
            given = [write.work(connection) for write in writes]
        for write, one in zip(writes, given, strict=True):
            write.end(one)

    def _write_alone(self, write: _Write[Any]) -> None:
        try:
            self._write_together([write])
        except StoreError as error:
            write.fail(error)
