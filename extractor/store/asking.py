"""What was asked of a model, and its answers, kept in the store."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from ..llm import ChatAnswer, ChatRequest
from ..llm.attempts import AttemptEnd, Reply
from .answers import Json, pack, pack_refused, revive
from .database import plain_errors
from .sharing import SharedWrites
from .tables import AnswerRow, AttemptRow, Table

_ATTEMPTS = Table.metadata.tables[AttemptRow.__tablename__]
_ANSWERS = Table.metadata.tables[AnswerRow.__tablename__]

_BEGIN = insert(_ATTEMPTS).returning(_ATTEMPTS.c.key)
_CHANGE = update(_ATTEMPTS).where(_ATTEMPTS.c.key == bindparam("attempt")).returning(_ATTEMPTS.c.request)
_ANSWER = select(_ANSWERS.c.answer).where(_ANSWERS.c.request == bindparam("of"))
_KEPT = select(_ANSWERS.c.key).where(_ANSWERS.c.request == bindparam("of"))
_KEEP = insert(_ANSWERS)


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

    def __init__(self, engine: Engine, name: str, writes: SharedWrites, *, probe: bool = False) -> None:
        self._engine = engine
        self._name = name
        self._probe = probe
        self._writes = writes
        self._run_key: int | None = None

    def charge(self, run_key: int) -> None:
        """Put down what is asked from now on to a run."""
        self._run_key = run_key

    def for_probes(self) -> AskingLog:
        """The same log for requests that only find out what an endpoint does: marked so, their answers not kept."""
        return AskingLog(self._engine, self._name, self._writes, probe=True)

    def begin(self, key: str, number: int) -> int:
        """Write down that an attempt is about to be sent; its id."""
        values = {"request": key, "number": number, "begun": datetime.now(UTC), "probe": self._probe}
        values |= {"run_key": self._run_key}

        def begin(connection: Connection) -> int:
            key: int = connection.execute(_BEGIN, values).scalar_one()
            return key

        return self._writes.write(begin)

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
        answer = None if self._probe or end.answer is None else pack(end.answer)
        self._change(attempt, values, answer)

    def answer(self, key: str, request: ChatRequest) -> ChatAnswer | None:
        """The answer kept for `request`, which the ledger knows as `key`, if there is one.

        Raises `ModelFault` where it is kept that the answer was refused.
        """
        kept = self._writes.write(lambda connection: connection.scalar(_ANSWER, {"of": key}))
        return None if kept is None else revive(kept, request)

    def refuse(self, key: str, raw: str) -> None:
        """Keep that the answer to a request could not be used, now that another one stands in its place."""
        self._writes.write(lambda connection: _keep(connection, key, pack_refused(raw)))

    def spent(self, since: datetime) -> Spent:
        """What has been asked about narratives since a moment."""
        return self._sum(AttemptRow.begun >= since)

    def spent_for(self, run_key: int) -> Spent:
        """What has been asked for a run, before and after it was taken up again."""
        return self._sum(AttemptRow.run_key == run_key)

    def _sum(self, which: ColumnElement[bool]) -> Spent:
        unknown = func.sum((AttemptRow.sent.is_(True) & AttemptRow.tokens_in.is_(None)).cast(AttemptRow.key.type))
        sums = [func.sum(column) for column in (AttemptRow.tokens_in, AttemptRow.tokens_cached, AttemptRow.tokens_out)]
        query = select(func.count(), *sums, unknown).where(which, AttemptRow.probe.is_(False))
        with plain_errors(self._name), self._engine.connect() as connection:
            return Spent(*(number or 0 for number in connection.execute(query).one()))

    def _change(self, attempt: int, values: dict[str, object], answer: Json = None) -> None:
        def change(connection: Connection) -> None:
            key = connection.execute(_CHANGE, {"attempt": attempt, **values}).scalar_one()
            if answer is not None:
                _keep(connection, key, answer)

        self._writes.write(change)


def _keep(connection: Connection, key: str, answer: Json) -> None:
    if connection.scalar(_KEPT, {"of": key}):
        return
    # on a server another program may keep one at this moment
    with suppress(IntegrityError), connection.begin_nested():
        connection.execute(_KEEP, {"request": key, "answer": answer})
