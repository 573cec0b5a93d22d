"""Jobs of the HTTP service: documents that wait, are run by one worker at a time, and outlive any process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import chain, groupby
from operator import itemgetter
from secrets import token_hex
from typing import Final, Literal, NamedTuple, cast

from sqlalchemy import ColumnElement, Engine, Select, delete, func, insert, select, update
from sqlalchemy.orm import Session, joinedload

from .database import for_writing, plain_errors
from .service_tables import JobDocumentRow, JobRow

State = Literal["queued", "running", "done", "failed", "cancelled"]
LEASE: Final = timedelta(seconds=60)
"""A worker that was not heard of for so long has lost its job."""
MOST_TAKEN: Final = 3
"""A job that this many workers were lost over is not given to another."""


class Job(NamedTuple):
    """A job as it stands."""

    key: int
    id: str
    owner: str
    """Name of the token it came with."""
    owner_key: int
    state: State
    documents: int
    anchor_date: date | None
    created: datetime
    started: datetime | None
    finished: datetime | None
    taken: int
    run_id: str | None
    reason: str | None


class Upload(NamedTuple):
    """A document of a job."""

    name: str
    pieces: Iterable[bytes]
    """Its content, in pieces of any length; to be gone through once."""


class JobQueue:
    """The jobs of a store; any number of processes may share it. Raises `StoreError` where the database refuses.

    A job is taken by whoever finds it first and is heard of from then on; on PostgreSQL none waits for another. Where
    a worker falls silent, as one that was killed, its job goes back.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name

    def add(
        self, owner_key: int, uploads: Iterable[Upload], anchor_date: date | None, request_key: str | None = None
    ) -> Job:
        """A new job, on disk with its documents; the one there is where `request_key` came from this owner before.

        One piece is in memory at a time.
        """
        with self._writing() as session:
            query = _jobs().where(JobRow.token_key == owner_key, JobRow.request_key == request_key)
            if request_key is not None and (kept := session.scalars(query).first()):
                return _job_of(kept)
            row = JobRow(
                id=token_hex(8),
                token_key=owner_key,
                request_key=request_key,
                state="queued",
                anchor_date=anchor_date,
                documents=0,
                created=datetime.now(UTC),
                taken=0,
            )
            session.add(row)
            session.flush()
            for position, upload in enumerate(uploads):
                values = {"job_key": row.key, "position": position, "name": upload.name}
                pieces = iter(upload.pieces)
                for piece, content in enumerate(chain([next(pieces, b"")], pieces)):
                    session.execute(insert(JobDocumentRow), [values | {"piece": piece, "content": content}])
                row.documents += 1
            session.flush()
            return _job_of(row)

    def get(self, job_id: str, owner_key: int | None = None) -> Job | None:
        """The job with that id, where there is one and it is this owner's (None: anybody's)."""
        with self._reading() as session:
            row = session.scalars(_jobs().where(JobRow.id == job_id, *_owned(owner_key))).first()
            return None if row is None else _job_of(row)

    def page(self, owner_key: int | None, *, limit: int, offset: int = 0) -> tuple[Job, ...]:
        """Some jobs of an owner (None: of all), the latest first."""
        query = _jobs().where(*_owned(owner_key)).order_by(JobRow.key.desc()).limit(limit).offset(offset)
        with self._reading() as session:
            return tuple(_job_of(row) for row in session.scalars(query))

    def counts(self) -> dict[State, int]:
        """How many jobs are in each state."""
        query = select(JobRow.state, func.count()).group_by(JobRow.state)
        with self._reading() as session:
            return {cast("State", state): number for state, number in session.execute(query)}

    def take(self, worker: str) -> Job | None:
        """The job that waits longest, now `worker`'s; None where none waits.

        Jobs of workers that fell silent go back first, or fail where that happened too often.
        """
        self._take_back()
        now = datetime.now(UTC)
        with self._writing() as session:
            # SQLite has no such lock and needs none: its transaction holds the whole database
            waiting = select(JobRow).where(JobRow.state == "queued").order_by(JobRow.key).limit(1)
            row = session.scalars(waiting.with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            row.state, row.worker, row.started, row.beat, row.taken = "running", worker, now, now, row.taken + 1
            session.flush()
            return _job_of(row)

    def uploads(self, job: Job) -> Iterator[Upload]:
        """The documents of a job, in their order; one piece is in memory at a time."""
        row = JobDocumentRow
        query = select(row.position, row.name, row.key).where(row.job_key == job.key)
        with self._reading() as session:
            rows = session.execute(query.order_by(row.position, row.piece, row.key)).all()
        for (_, name), pieces in groupby(rows, key=itemgetter(0, 1)):
            yield Upload(name, self._contents([key for _, _, key in pieces]))

    def _contents(self, keys: Iterable[int]) -> Iterator[bytes]:
        for key in keys:
            with self._reading() as session:
                content = session.scalars(select(JobDocumentRow.content).where(JobDocumentRow.key == key)).one()
            yield content

    def beat(self, job: Job, worker: str) -> bool:
        """Tells that `worker` is still at it; False where the job is no longer its."""
        return self._change(job, worker, {"beat": datetime.now(UTC)})

    def finish(self, job: Job, worker: str, *, run_id: str | None = None, reason: str | None = None) -> bool:
        """Ends a job, done where there is no `reason` against it; False where it is no longer this worker's."""
        state = "done" if reason is None else "failed"
        ended = {"state": state, "run_id": run_id, "reason": reason, "finished": datetime.now(UTC)}
        return self._change(job, worker, ended)

    def release(self, job: Job, worker: str) -> bool:
        """Puts a job back that was not finished, as if it had not been taken."""
        back = {"state": "queued", "worker": None, "started": None, "taken": job.taken - 1}
        return self._change(job, worker, back)

    def cancel(self, job: Job) -> bool:
        """Takes a job that waits out of the queue; False where it no longer waits."""
        with self._writing() as session:
            change = update(JobRow).where(JobRow.key == job.key, JobRow.state == "queued")
            ended = change.values(state="cancelled", finished=datetime.now(UTC)).returning(JobRow.key)
            cancelled = session.execute(ended).first() is not None
            if cancelled:
                _forget_documents(session, job.key)
            return cancelled

    def _change(self, job: Job, worker: str, values: Mapping[str, object]) -> bool:
        with self._writing() as session:
            mine = (
                JobRow.key == job.key,
                JobRow.worker == worker,
                JobRow.state == "running",
                JobRow.taken == job.taken,
            )
            changed = session.execute(update(JobRow).where(*mine).values(dict(values)).returning(JobRow.key)).first()
            if changed and values.get("finished"):
                _forget_documents(session, job.key)
            return changed is not None

    def _take_back(self) -> None:
        now = datetime.now(UTC)
        with self._reading() as session:
            silent = select(JobRow.key).where(JobRow.state == "running", JobRow.beat < now - LEASE)
            keys = session.scalars(silent).all()
        for key in keys:
            with self._writing() as session:
                row = session.scalars(
                    select(JobRow)
                    .where(JobRow.key == key, JobRow.state == "running", JobRow.beat < now - LEASE)
                    .with_for_update(skip_locked=True)
                ).first()
                if row is None:
                    continue
                row.worker = row.started = None
                row.state = "queued"
                if row.taken >= MOST_TAKEN:
                    row.state, row.finished = "failed", now
                    row.reason = f"{row.taken} workers were lost over it; give its documents one by one to find which"
                    _forget_documents(session, key)

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with plain_errors(self._name), Session(for_writing(self._engine)) as session, session.begin():
            yield session

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with plain_errors(self._name), Session(self._engine) as session:
            yield session


def _jobs() -> Select[JobRow]:
    return select(JobRow).options(joinedload(JobRow.token))


def _owned(owner_key: int | None) -> tuple[ColumnElement[bool], ...]:
    return () if owner_key is None else (JobRow.token_key == owner_key,)


def _forget_documents(session: Session, job_key: int) -> None:
    session.execute(delete(JobDocumentRow).where(JobDocumentRow.job_key == job_key))


def _job_of(row: JobRow) -> Job:
    return Job(
        key=row.key,
        id=row.id,
        owner=row.token.name,
        owner_key=row.token_key,
        state=cast("State", row.state),
        documents=row.documents,
        anchor_date=row.anchor_date,
        created=row.created,
        started=row.started,
        finished=row.finished,
        taken=row.taken,
        run_id=row.run_id,
        reason=row.reason,
    )
