"""Documents of one run that several processes share, on one machine or on many, each taken by one of them at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, func, insert, literal, or_, select, text, update
from sqlalchemy.orm import Session

from ..records import Run
from .database import plain_errors
from .rebuilding import run_of
from .sharing import SharedWrites
from .tables import ExtractionRow, FailureRow, LeaseRow, RunRow, SkipRow
from .writing import open_items, run_values

LEASE: Final = timedelta(seconds=60)
"""A process that was not heard of for so long has lost what it took."""
_CLASS: Final = 0x6276
"""Keeps these locks of a server apart from other ones."""
_DIGITS: Final = 7
"""Of a digest, as many as fit into a lock's name."""


class RunLeases:
    """Who is at which document of a run; any number of processes may share it. Raises StoreError as the store does.

    A document is taken by whoever finds it first – on PostgreSQL none waits for another – and is its as long as it is
    heard of. The database's clock counts. What a document came to is stored once, whoever comes first.
    """

    def __init__(self, engine: Engine, name: str, writes: SharedWrites) -> None:
        self._engine = engine
        self._name = name
        self._writes = writes

    def join(self, run: Run, files: int) -> Run:
        """The latest run with the digest of `run`, where it has no end, else `run` begun; its files are to be taken."""
        return self._writes.write(lambda connection: _join(connection, run, files))

    def take(self, run_key: int, worker: str, leave: Collection[int] = ()) -> int | None:
        """Place of the first document that is free and not to be left, now `worker`'s; None where there is none."""

        def take(connection: Connection) -> int | None:
            now = _now(connection)
            free = or_(LeaseRow.worker.is_(None), LeaseRow.beat < now - LEASE)
            # SQLite has no such lock and needs none: its transaction holds the whole database
            query = _undone(run_key).where(free, LeaseRow.position.not_in(leave)).order_by(LeaseRow.position)
            position: int | None = connection.scalar(query.limit(1).with_for_update(skip_locked=True))
            if position is not None:
                mine = update(LeaseRow).where(LeaseRow.run_key == run_key, LeaseRow.position == position)
                connection.execute(mine.values(worker=worker, beat=now))
            return position

        return self._writes.write(take)

    def beat(self, run_key: int, worker: str) -> None:
        """Tells that `worker` is still at what it took, but for what is done."""
        mine = and_(LeaseRow.run_key == run_key, LeaseRow.worker == worker)

        def beat(connection: Connection) -> None:
            _note_done(connection, mine)
            connection.execute(update(LeaseRow).where(mine, LeaseRow.done.is_(False)).values(beat=_now(connection)))

        self._writes.write(beat)

    def release(self, run_key: int, worker: str) -> Sequence[int]:
        """Gives back what `worker` took and did not do; the places."""
        mine = and_(LeaseRow.run_key == run_key, LeaseRow.worker == worker)

        def release(connection: Connection) -> Sequence[int]:
            _note_done(connection, mine)
            back = update(LeaseRow).where(mine, LeaseRow.done.is_(False)).values(worker=None, beat=None)
            return connection.scalars(back.returning(LeaseRow.position)).all()

        return self._writes.write(release)

    def undone(self, run_key: int, leave: Collection[int] = ()) -> int:
        """How many documents are not done, but for those to be left where nobody is at them."""
        others = or_(LeaseRow.worker.is_not(None), LeaseRow.position.not_in(leave))
        query = select(func.count()).select_from(_undone(run_key).where(others).subquery())
        with plain_errors(self._name), self._engine.connect() as connection:
            return connection.execute(query).scalar_one()


def _join(connection: Connection, run: Run, files: int) -> Run:
    if connection.dialect.name == "postgresql":
        values = {"class": _CLASS, "key": int((run.digest or "0")[:_DIGITS], 16)}
        connection.execute(text("SELECT pg_advisory_xact_lock(:class, :key)"), values)
    query = select(RunRow).where(RunRow.digest == run.digest).order_by(RunRow.key.desc()).limit(1)
    known = Session(connection).scalars(query).first()
    if known is not None and known.finished is None:
        joined, key = run_of(known), known.key
    else:
        joined, key = run, connection.execute(insert(RunRow).returning(RunRow.key), run_values(run)).scalar_one()
    if files and not connection.scalar(select(func.count()).where(LeaseRow.run_key == key)):
        connection.execute(insert(LeaseRow), [{"run_key": key, "position": at} for at in range(files)])
    _note_done(connection, LeaseRow.run_key == key)
    return joined


def _note_done(connection: Connection, which: ColumnElement[bool]) -> None:
    """Marks documents of which something is recorded and nothing is left to do."""
    item_left = open_items(literal(1)).where(
        ExtractionRow.run_key == LeaseRow.run_key, ExtractionRow.position == LeaseRow.position
    )
    recorded = or_(
        _recorded(FailureRow).where(FailureRow.extraction_key.is_(None)).exists(),
        _recorded(SkipRow).exists(),
        and_(_recorded(ExtractionRow).exists(), ~item_left.correlate(LeaseRow).exists()),
    )
    connection.execute(update(LeaseRow).where(which, LeaseRow.done.is_(False), recorded).values(done=True))


def _undone(run_key: int) -> Select[int]:
    return select(LeaseRow.position).where(LeaseRow.run_key == run_key, LeaseRow.done.is_(False))


def _recorded(table: type[ExtractionRow | FailureRow | SkipRow]) -> Select[Any]:
    return (
        select(literal(1))
        .where(table.run_key == LeaseRow.run_key, table.position == LeaseRow.position)
        .correlate(LeaseRow)
    )


def _now(connection: Connection) -> datetime:
    """By the database's clock, as machines' clocks differ."""
    if connection.dialect.name != "postgresql":
        return datetime.now(UTC)
    now: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return now
