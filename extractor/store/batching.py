"""Requests handed in at an endpoint to be answered later, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.orm import Session

from ..llm.attempts import Reply
from .database import plain_errors
from .sharing import SharedWrites
from .tables import AttemptRow, BatchRow, RunRow

PLANNED: Final = "planned"
"""Written down here; what the endpoint knows of it is not known yet."""
GONE: Final = "gone"
"""The endpoint never had it."""

_OUTSTANDING = AttemptRow.batch_key.is_not(None) & AttemptRow.outcome.is_(None)


class Batch(NamedTuple):
    """A batch as the store knows it."""

    key: int
    run_id: str
    token: str
    model: str
    """Identity of the model asked."""
    begun: datetime
    file_id: str | None
    batch_id: str | None
    status: str
    collected: datetime | None


class SentRequest(NamedTuple):
    """The latest time that a request was sent with a batch."""

    attempt: int
    number: int
    """From 1: how often it had been sent by then."""
    outcome: str | None
    """None while it is waited for, or its reply was not looked at."""
    code: str
    reply: Reply | None


class BatchLog:
    """Batches and the requests in them; raises StoreError where the database refuses."""

    def __init__(self, engine: Engine, name: str, writes: SharedWrites) -> None:
        self._engine = engine
        self._name = name
        self._writes = writes

    def plan(self, run_id: str, token: str, model: str, requests: Sequence[tuple[str, int]]) -> Batch:
        """Write down a batch that is about to be handed in, with the key and number of each of its requests."""

        def add(connection: Connection) -> None:
            with Session(connection) as session:
                run_key = session.scalars(select(RunRow.key).where(RunRow.id == run_id)).one()
                now = datetime.now(UTC)
                row = BatchRow(run_key=run_key, token=token, model=model, begun=now, status=PLANNED)
                session.add(row)
                session.flush()
                shared = {"begun": now, "run_key": run_key, "batch_key": row.key, "probe": False}
                session.execute(
                    insert(AttemptRow), [{"request": key, "number": number, **shared} for key, number in requests]
                )

        self._writes.write(add)
        [batch] = [each for each in self.of(run_id) if each.token == token]
        return batch

    def of(self, run_id: str | None = None) -> Sequence[Batch]:
        """The batches of a run, or of all runs, first to last."""
        query = select(BatchRow, RunRow.id).join(RunRow).order_by(BatchRow.key)
        if run_id is not None:
            query = query.where(RunRow.id == run_id)
        with self._reading() as session:
            return [_batch(row, run) for row, run in session.execute(query)]

    def open(self, run_id: str | None = None) -> Sequence[Batch]:
        """Those whose answers have not been taken in."""
        return [batch for batch in self.of(run_id) if batch.collected is None]

    def tell(
        self, key: int, *, file_id: str | None = None, batch_id: str | None = None, status: str | None = None
    ) -> None:
        """Write down what the endpoint told of a batch."""
        told = {"file_id": file_id, "batch_id": batch_id, "status": status}
        values = {name: value for name, value in told.items() if value is not None}
        statement = update(BatchRow).where(BatchRow.key == key).values(**values)
        self._writes.write(lambda connection: connection.execute(statement))

    def receive(self, key: int, replies: Iterable[tuple[str, Reply]]) -> int:
        """Keep what came back for requests of a batch, before it is looked at; how many were waited for."""
        pairs = list(replies)

        def keep(connection: Connection) -> int:
            kept = 0
            for request, reply in pairs:
                row = update(AttemptRow).where(AttemptRow.batch_key == key, AttemptRow.request == request, _OUTSTANDING)
                kept += connection.execute(row.values(status=reply.status, body=reply.body, sent=True)).rowcount
            return kept

        return self._writes.write(keep)

    def close(self, key: int, code: str) -> None:
        """Write down that all has been taken in: what got no reply, and is not paid for, ended as `code` says."""

        def close(connection: Connection) -> None:
            silent = update(AttemptRow).where(AttemptRow.batch_key == key, AttemptRow.body.is_(None), _OUTSTANDING)
            connection.execute(silent.values(outcome="transient", code=code, sent=False, seconds=0.0))
            connection.execute(update(BatchRow).where(BatchRow.key == key).values(collected=datetime.now(UTC)))

        self._writes.write(close)

    def sent(self, request: str) -> SentRequest | None:
        """The latest time that a request was sent with a batch, if it ever was."""
        query = select(AttemptRow).where(AttemptRow.request == request, AttemptRow.batch_key.is_not(None))
        with self._reading() as session:
            row = session.scalars(query.order_by(AttemptRow.key.desc()).limit(1)).first()
            if row is None:
                return None
            reply = None if row.body is None else Reply(row.status or 0, {}, row.body)
            return SentRequest(row.key, row.number, row.outcome, row.code or "", reply)

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with plain_errors(self._name), Session(self._engine) as session:
            yield session


def _batch(row: BatchRow, run_id: str) -> Batch:
    return Batch(row.key, run_id, row.token, row.model, row.begun, row.file_id, row.batch_id, row.status, row.collected)
