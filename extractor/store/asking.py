"""What was asked of a model, and its answers, kept in the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, func, insert, select, update

from ..llm.attempts import AttemptEnd, Reply
from .database import for_writing, plain_errors
from .tables import AnswerRow, AttemptRow


class Spent(NamedTuple):
    """What the attempts since some moment came to."""

    attempts: int
    tokens_in: int
    tokens_cached: int
    tokens_out: int
    unknown: int
    """Attempts that reached the endpoint and whose tokens it did not tell."""


class AskingLog:
    """An `AttemptLog` that outlives the process, and the answers that need not be asked for again.

    Each call is a transaction of its own: an attempt is on disk before its bytes leave. Raises
    `StoreError` where the database refuses.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        # Threads that meet in SQLite sleep until it is free; here they take turns without
        self._turn = Lock()

    def begin(self, key: str, number: int) -> int:
        """Write down that an attempt is about to be sent; its id."""
        statement = insert(AttemptRow).values(request=key, number=number, begun=datetime.now(UTC))
        with self._writing() as connection:
            return connection.execute(statement.returning(AttemptRow.key)).scalar_one()

    def receive(self, attempt: int, reply: Reply) -> None:
        """Keep what came back."""
        self._change(attempt, {"status": reply.status, "body": reply.body})

    def complete(self, attempt: int, end: AttemptEnd) -> None:
        """Write down how it ended."""
        usage = end.usage
        values: dict[str, object] = {
            "outcome": end.outcome,
            "code": end.code,
            "sent": end.sent,
            "seconds": end.seconds,
            "model": end.model,
            "tokens_in": usage and usage.input,
            "tokens_cached": usage and usage.cached,
            "tokens_out": usage and usage.output,
        }
        self._change(attempt, values)

    def answer(self, request: str) -> Any | None:  # noqa: ANN401 - what JSON can hold
        """The answer kept for a request, if there is one."""
        with plain_errors(self._name), self._engine.connect() as connection:
            return connection.scalar(select(AnswerRow.answer).where(AnswerRow.request == request))

    def keep(self, request: str, answer: Any) -> None:  # noqa: ANN401 - what JSON can hold
        """Keep an answer; the first one kept for a request stays."""
        with self._writing() as connection:
            if connection.scalar(select(AnswerRow.key).where(AnswerRow.request == request)) is None:
                connection.execute(insert(AnswerRow).values(request=request, answer=answer))

    def spent(self, since: datetime) -> Spent:
        """What has been asked since a moment."""
        unknown = func.sum((AttemptRow.sent.is_(True) & AttemptRow.tokens_in.is_(None)).cast(AttemptRow.key.type))
        sums = [func.sum(column) for column in (AttemptRow.tokens_in, AttemptRow.tokens_cached, AttemptRow.tokens_out)]
        query = select(func.count(), *sums, unknown).where(AttemptRow.begun >= since)
        with plain_errors(self._name), self._engine.connect() as connection:
            return Spent(*(number or 0 for number in connection.execute(query).one()))

    def _change(self, attempt: int, values: dict[str, object]) -> None:
        with self._writing() as connection:
            connection.execute(update(AttemptRow).where(AttemptRow.key == attempt).values(values))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._turn, plain_errors(self._name), for_writing(self._engine).begin() as connection:
            yield connection
