"""What was asked of a model, and its answers, kept in the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, Engine, func, insert, select, update

from ..llm import ChatAnswer, ChatRequest
from ..llm.attempts import AttemptEnd, Reply
from .answers import pack, revive
from .database import for_writing, plain_errors
from .sharing import SharedWrites
from .tables import AnswerRow, AttemptRow


class Spent(NamedTuple):
    """What the attempts since some moment came to."""

    attempts: int = 0
    tokens_in: int = 0
    tokens_cached: int = 0
    tokens_out: int = 0
    unknown: int = 0
    """Attempts that reached the endpoint and whose tokens it did not tell."""


class AskingLog:
    """An `AttemptLog` that outlives the process, and the answers that need not be asked for again.

    An attempt is on disk before its bytes leave, its reply before it is looked at, and an answer together with the
    outcome. Raises `StoreError` where the database refuses.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._writes = SharedWrites(self._writing)
        self._probe = False

    def for_probes(self) -> AskingLog:
        """The same log for requests that only find out what an endpoint does: marked so, their answers not kept."""
        log = AskingLog(self._engine, self._name)
        log._writes, log._probe = self._writes, True
        return log

    def begin(self, key: str, number: int) -> int:
        """Write down that an attempt is about to be sent; its id."""
        values = {"request": key, "number": number, "begun": datetime.now(UTC), "probe": self._probe}
        statement = insert(AttemptRow).values(values).returning(AttemptRow.key)
        return self._writes.write(lambda connection: connection.execute(statement).scalar_one())

    def receive(self, attempt: int, reply: Reply) -> None:
        """Keep what came back."""
        self._change(attempt, {"status": reply.status, "body": reply.body})

    def complete(self, attempt: int, end: AttemptEnd) -> None:
        """Write down how it ended, and keep its answer; the first one kept for a request stays."""
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
        self._change(attempt, values, None if self._probe else end.answer)

    def answer(self, key: str, request: ChatRequest) -> ChatAnswer | None:
        """The answer kept for `request`, which the ledger knows as `key`, if there is one."""
        with plain_errors(self._name), self._engine.connect() as connection:
            kept = connection.scalar(select(AnswerRow.answer).where(AnswerRow.request == key))
        return None if kept is None else revive(kept, request)

    def spent(self, since: datetime) -> Spent:
        """What has been asked about narratives since a moment."""
        unknown = func.sum((AttemptRow.sent.is_(True) & AttemptRow.tokens_in.is_(None)).cast(AttemptRow.key.type))
        sums = [func.sum(column) for column in (AttemptRow.tokens_in, AttemptRow.tokens_cached, AttemptRow.tokens_out)]
        query = select(func.count(), *sums, unknown).where(AttemptRow.begun >= since, AttemptRow.probe.is_(False))
        with plain_errors(self._name), self._engine.connect() as connection:
            return Spent(*(number or 0 for number in connection.execute(query).one()))

    def _change(self, attempt: int, values: dict[str, object], answer: ChatAnswer | None = None) -> None:
        statement = update(AttemptRow).where(AttemptRow.key == attempt).values(values).returning(AttemptRow.request)

        def change(connection: Connection) -> None:
            key = connection.execute(statement).scalar_one()
            if answer is not None and not connection.scalar(select(AnswerRow.key).where(AnswerRow.request == key)):
                connection.execute(insert(AnswerRow).values(request=key, answer=pack(answer)))

        self._writes.write(change)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with plain_errors(self._name), for_writing(self._engine).begin() as connection:
            yield connection
