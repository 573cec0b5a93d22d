"""Writes of many threads, in few transactions."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Lock
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

    Whoever finds the database free writes for all that wait by then; each waits until its own is on disk. Where a
    transaction fails each of its writes is tried in one of its own, so that none suffers for another.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._waiting: deque[_Write[Any]] = deque()
        self._turn = Lock()

    @property
    def waiting(self) -> int:
        """Writes that wait for their turn."""
        return len(self._waiting)

    def write(self, work: Callable[[Connection], Given]) -> Given:
        """What `work` gives, once what it wrote is on disk; raises StoreError.

        It may be called twice, by any thread, and asks nothing of anything but the database.
        """
        own = _Write(work)
        self._waiting.append(own)
        with self._turn:
            if not own.ended:
                self._write_all(own)
        if own.error is not None:
            raise own.error
        return own.given[0]

    def _write_all(self, own: _Write[Any]) -> None:
        writes = [own]
        while self._waiting:
            other = self._waiting.popleft()
            if other is not own:
                writes.append(other)
        try:
            self._write_together(writes)
        except StoreError as error:
            if len(writes) == 1:
                own.fail(error)
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
