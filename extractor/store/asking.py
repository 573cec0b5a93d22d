"""What was asked of a model, and its answers, kept in the store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

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

    def begin(self, key: str, number: int) -> int:
        """Write down that an attempt is about to be sent; its id."""
        row = AttemptRow(request=key, number=number, begun=datetime.now(UTC))
        with plain_errors(self._name), Session(for_writing(self._engine)) as session, session.begin():
            session.add(row)
            session.flush()
            return row.key

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
        with plain_errors(self._name), Session(self._engine) as session:
            return session.scalars(select(AnswerRow.answer).where(AnswerRow.request == request)).first()

    def keep(self, request: str, answer: Any) -> None:  # noqa: ANN401 - what JSON can hold
        """Keep an answer; the first one kept for a request stays."""
        with plain_errors(self._name), Session(for_writing(self._engine)) as session, session.begin():
            if session.scalars(select(AnswerRow.key).where(AnswerRow.request == request)).first() is None:
                session.add(AnswerRow(request=request, answer=answer))

    def spent(self, since: datetime) -> Spent:
        """What has been asked since a moment."""
        unknown = func.sum((AttemptRow.sent.is_(True) & AttemptRow.tokens_in.is_(None)).cast(AttemptRow.key.type))
        sums = [func.sum(column) for column in (AttemptRow.tokens_in, AttemptRow.tokens_cached, AttemptRow.tokens_out)]
        query = select(func.count(), *sums, unknown).where(AttemptRow.begun >= since)
        with plain_errors(self._name), Session(self._engine) as session:
            return Spent(*(number or 0 for number in session.execute(query).one()))

    def _change(self, attempt: int, values: dict[str, object]) -> None:
        with plain_errors(self._name), Session(for_writing(self._engine)) as session, session.begin():
            session.execute(update(AttemptRow).where(AttemptRow.key == attempt).values(values))
