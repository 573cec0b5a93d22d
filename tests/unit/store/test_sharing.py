"""Writes that meet share a transaction, and none suffers for another."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, text

from extractor.errors import StoreError
from extractor.store.database import address_of, connect, for_writing, plain_errors
from extractor.store.sharing import SharedWrites

OTHERS = 6


class Notes:
    """A table of notes, written by `SharedWrites`; counts its transactions."""

    def __init__(self, engine: Engine) -> None:
        self.commits = 0
        self.writes = SharedWrites(self._transaction)
        self._engine = engine
        event.listen(engine, "commit", self._count)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE notes (words TEXT NOT NULL UNIQUE)"))
        self.commits = 0

    def note(self, words: str | None) -> str | None:
        """Write one note; None is refused."""
        return self.writes.write(lambda connection: self._insert(connection, words))

    def note_slowly(self, begun: threading.Event, free: threading.Event) -> str | None:
        """Write one note, in a transaction that lasts until `free`."""

        def insert(connection: Connection) -> str | None:
            begun.set()
            free.wait(10)
            return self._insert(connection, "slow")

        return self.writes.write(insert)

    def words(self) -> list[str]:
        """All notes, sorted."""
        with self._engine.connect() as connection:
            return sorted(connection.scalars(text("SELECT words FROM notes")))

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with plain_errors("notes"), for_writing(self._engine).begin() as connection:
            yield connection

    @staticmethod
    def _insert(connection: Connection, words: str | None) -> str | None:
        connection.execute(text("INSERT INTO notes VALUES (:words)"), {"words": words})
        return words

    def _count(self, _: Connection) -> None:
        self.commits += 1


@pytest.fixture
def notes(path: Path) -> Iterator[Notes]:
    """An empty table."""
    engine = connect(address_of(path))
    yield Notes(engine)
    engine.dispose()


def together(notes: Notes, *works: Callable[[], str | None]) -> list[Future[str | None]]:
    """All `works`, each by a thread of its own, begun while another transaction was under way."""
    begun, free = threading.Event(), threading.Event()
    with ThreadPoolExecutor(len(works) + 1) as pool:
        slow = pool.submit(notes.note_slowly, begun, free)
        begun.wait(10)
        done = [pool.submit(work) for work in works]
        while notes.writes.waiting < len(works):
            time.sleep(0.001)
        free.set()
    return [slow, *done]


def test_a_lone_write_has_a_transaction_of_its_own(notes: Notes) -> None:
    """Nobody waits for company."""
    assert ("a", ["a"], 1) == (notes.note("a"), notes.words(), notes.commits)


def test_writes_that_meet_share_a_transaction(notes: Notes) -> None:
    """All that wait when the database becomes free go to disk at once, and each gets what its own work gave."""
    names = [f"note {at}" for at in range(OTHERS)]
    done = together(notes, *(lambda name=name: notes.note(name) for name in names))

    assert ["slow", *names] == [one.result() for one in done]
    assert (sorted(["slow", *names]), 2) == (notes.words(), notes.commits)


def test_a_bad_write_costs_no_other(notes: Notes) -> None:
    """Only the one that the database refuses fails; those it shared a transaction with are on disk."""
    names: list[str | None] = ["a", None, "b", "a"]
    done = together(notes, *(lambda name=name: notes.note(name) for name in names))
    failed = [name for name, one in zip(names, done[1:], strict=True) if isinstance(one.exception(), StoreError)]

    assert (["a", "b", "slow"], {None, "a"}, 2) == (notes.words(), set(failed), len(failed))


def test_a_lone_bad_write_is_told(notes: Notes) -> None:
    """The error is the database's, and the next write goes on."""
    with pytest.raises(StoreError):
        notes.note(None)

    assert "b" == notes.note("b")


def test_who_is_interrupted_while_waiting_keeps_no_other(notes: Notes) -> None:
    """What waits behind a write that was given up goes to disk all the same, and so does the next."""
    begun, free, main = threading.Event(), threading.Event(), threading.main_thread().ident or 0

    def interrupt() -> None:
        while notes.writes.waiting < 1:
            time.sleep(0.001)
        behind = pool.submit(notes.note, "behind")
        while notes.writes.waiting < len(("given up", "behind")):
            time.sleep(0.001)
        signal.pthread_kill(main, signal.SIGINT)
        while notes.writes.waiting > 1:
            time.sleep(0.001)
        free.set()
        behind.result(10)

    with ThreadPoolExecutor(3) as pool:
        slow = pool.submit(notes.note_slowly, begun, free)
        begun.wait(10)
        interrupting = pool.submit(interrupt)
        with pytest.raises(KeyboardInterrupt):
            notes.note("given up")
        interrupting.result(10)
        slow.result(10)

    assert "after" == notes.note("after")
    assert ["after", "behind", "slow"] == notes.words()
