"""The store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Connection, Engine, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..confidence import Calibration
from ..errors import StoreError
from ..records import Extraction, Failure, ItemResult, Run, Skip
from .asking import AskingLog
from .batching import BatchLog
from .catalogue import Catalogue
from .database import address_of, connect, file_of, for_writing, let_go, make_folder, name_of, plain_errors, there
from .decisions import Decisions
from .jobs import JobQueue
from .journal import Journal
from .leasing import RunLeases
from .migrating import upgrade
from .progress import RunProgress
from .rebuilding import extraction_of, failures_of, item_result_of, run_of, skips_of, whole_extractions
from .reviewing import ReviewLog
from .sharing import SharedWrites
from .summary import RunSummary, summaries
from .tables import IN_ORDER, CalibrationRow, ExtractionRow, FailureRow, ItemRow, ResultRow, RunRow, SkipRow
from .tokens import TokenBook
from .writing import NO_PLACE, DocumentPlace, add_bulletin, failure_values, run_values, skip_values


class Store:
    """An open store. Open it with `Store.open`, best in a ``with`` statement.

    Every method raises StoreError where the database refuses.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._writes = SharedWrites(self._transaction)
        self.asking = AskingLog(engine, name, self._writes)
        """What is asked of a model, and its answers."""
        self.decisions = Decisions(engine, name, _journal(engine))
        """What people decided, held against the journal."""
        self.reviewing = ReviewLog(engine, name, self.decisions)
        """What people decide about the facts."""
        self.catalogue = Catalogue(engine, name)
        """What there is, in brief."""
        self.progress = RunProgress(engine, name, self._writes)
        """How far runs got, so that they can be taken up again."""
        self.leases = RunLeases(engine, name, self._writes)
        """Who is at which document of a run that several processes share."""
        self.batches = BatchLog(engine, name, self._writes)
        """Requests handed in to be answered later."""
        self.jobs = JobQueue(engine, name)
        """What the HTTP service was given to do."""
        self.tokens = TokenBook(engine, name)
        """What opens the HTTP service."""

    @classmethod
    def open(cls, url_or_path: str | Path | URL, *, create: bool = True) -> Self:
        """The store at a database URL or at the path of a SQLite file, made new where there is none and `create`.

        Raises StoreError where it is no store, cannot be written, comes from a newer version, or may not be made.
        """
        address = address_of(url_or_path)
        name = name_of(address)
        if create:
            make_folder(address)
        elif not there(address):
            raise StoreError(f"{name}: there is no store; extract something first with: extractor run FILE")
        engine = connect(address)
        try:
            with plain_errors(name):
                upgrade(engine, name)
        except StoreError:
            engine.dispose()
            raise
        return cls(engine, name)

    @property
    def address(self) -> URL | None:
        """Where another process opens the same store; None for one in the memory of this process."""
        url = self._engine.url
        return None if url.get_backend_name() == "sqlite" and file_of(url) is None else url

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database."""
        let_go(self._engine)

    def begin_run(self, run: Run) -> None:
        """Records that a run has begun; its id must be new."""
        with self._writing() as session:
            session.execute(insert(RunRow), [run_values(run)])

    def keep_calibration(self, calibration: Calibration) -> None:
        """Keeps a calibration that a run uses, once."""
        with self._writing() as session:
            if session.get(CalibrationRow, calibration.sha256) is None:
                content = calibration.model_dump(mode="json")
                # on a server another program may keep it at this moment
                with suppress(IntegrityError), session.begin_nested():
                    session.add(CalibrationRow(sha256=calibration.sha256, content=content))

    def calibration(self, sha256: str) -> Calibration | None:
        """The calibration that runs name by its digest; None where the store does not have it."""
        with self._reading() as session:
            row = session.get(CalibrationRow, sha256)
            return None if row is None else Calibration.model_validate_json(json.dumps(row.content))

    def add_extraction(self, run_id: str, extraction: Extraction, place: DocumentPlace = NO_PLACE) -> None:
        """Adds all of one bulletin in one transaction: after a crash all of it is there, or nothing.

        By the `place` of its document a run that is taken up knows that it is done.
        """
        with self._writing() as session:
            add_bulletin(session.connection(), self._known_run_key(session, run_id), extraction, place)

    def add_failures(self, run_id: str, failures: Iterable[Failure], first: int = 0) -> None:
        """Adds files that gave no bulletin, the first of them at place `first` of the run.

        Failures inside a bulletin come with its extraction.
        """
        with self._writing() as session:
            rows = list(failure_values(self._known_run_key(session, run_id), failures, first))
            if rows:
                session.execute(insert(FailureRow), rows)

    def add_skips(self, run_id: str, skips: Iterable[Skip], first: int = 0) -> None:
        """Adds files that were left out on purpose, the first of them at place `first` of the run."""
        with self._writing() as session:
            rows = list(skip_values(self._known_run_key(session, run_id), skips, first))
            if rows:
                session.execute(insert(SkipRow), rows)

    def finish_run(self, run_id: str, finished: datetime) -> None:
        """Records when a run ended."""
        with self._writing() as session:
            key = self._known_run_key(session, run_id)
            session.execute(
                update(RunRow)
                .where(RunRow.key == key, RunRow.finished.is_(None))
                .values(finished=finished, stopped=None)
            )

    def runs(self) -> tuple[RunSummary, ...]:
        """Every run with its counts, in the order they were begun."""
        with self._reading() as session:
            return tuple(RunSummary(run_of(row), *counts) for row, *counts in session.execute(summaries()))

    def run(self, run_id: str) -> RunSummary | None:
        """The run with that id and its counts, where there is one."""
        with self._reading() as session:
            found = session.execute(summaries().where(RunRow.id == run_id)).first()
            return None if found is None else RunSummary(run_of(found[0]), *found[1:])

    def latest_runs(self, limit: int, offset: int = 0) -> tuple[RunSummary, ...]:
        """Some runs with their counts, the latest first."""
        query = summaries().order_by(None).order_by(RunRow.key.desc()).limit(limit).offset(offset)
        with self._reading() as session:
            return tuple(RunSummary(run_of(row), *counts) for row, *counts in session.execute(query))

    def extractions(self, run_id: str | None = None) -> Iterator[Extraction]:
        """The extractions of a run, by document, else as they were added; of the latest run where none is named.

        A store without runs gives none. One bulletin is in memory at a time.
        """
        yield from map(self.extraction, self.extraction_keys(run_id))

    def extraction_keys(self, run_id: str | None = None) -> Sequence[int]:
        """The keys of the extractions of a run (default: the latest), by document, else as they were added."""
        with self._reading() as session:
            query = select(ExtractionRow.key).where(ExtractionRow.run_key == self._run_key(session, run_id))
            return session.scalars(query.order_by(*IN_ORDER)).all()

    def extraction(self, key: int) -> Extraction:
        """The extraction of a key that is there."""
        with self._reading() as session:
            return extraction_of(session.scalars(whole_extractions().where(ExtractionRow.key == key)).one())

    def failures(self, run_id: str | None = None) -> tuple[Failure, ...]:
        """The files of a run (default: the latest) that gave no bulletin."""
        with self._reading() as session:
            query = select(FailureRow).where(FailureRow.run_key == self._run_key(session, run_id))
            rows = session.scalars(
                query.where(FailureRow.extraction_key.is_(None)).order_by(FailureRow.position, FailureRow.key)
            )
            return failures_of(rows.all())

    def skips(self, run_id: str | None = None) -> tuple[Skip, ...]:
        """The files that a run (default: the latest) left out."""
        with self._reading() as session:
            query = select(SkipRow).where(SkipRow.run_key == self._run_key(session, run_id))
            return skips_of(session.scalars(query.order_by(SkipRow.position, SkipRow.key)).all())

    def result(self, item_id: str) -> ItemResult:
        """The item with that id, from the latest run that has a result for it.

        Raises StoreError, naming ids that look alike, where there is none.
        """
        with self._reading() as session:
            return item_result_of(*self._latest(session, item_id))

    def extraction_around(self, item_id: str) -> Extraction:
        """The extraction that `result` takes the item with that id from; raises as it does."""
        with self._reading() as session:
            item, _ = self._latest(session, item_id)
            return extraction_of(
                session.scalars(whole_extractions().where(ExtractionRow.key == item.extraction_key)).one()
            )

    def _latest(self, session: Session, item_id: str) -> tuple[ItemRow, ResultRow]:
        query = select(ItemRow, ResultRow).join(ResultRow).where(ItemRow.id == item_id)
        found = session.execute(query.order_by(ItemRow.key.desc()).limit(1)).first()
        if found is None:
            known = session.scalars(select(ItemRow.id).join(ResultRow).distinct().order_by(ItemRow.id)).all()
            raise StoreError(f"{self._name}: no result for item {item_id!r}; {_alike(item_id, known)}")
        item, result = found
        return item, result

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with plain_errors(self._name), for_writing(self._engine).begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with plain_errors(self._name), Session(for_writing(self._engine)) as session, session.begin():
            yield session

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with plain_errors(self._name), Session(self._engine) as session:
            yield session

    def _known_run_key(self, session: Session, run_id: str) -> int:
        key = session.scalars(select(RunRow.key).where(RunRow.id == run_id)).first()
        if key is None:
            known = session.scalars(select(RunRow.id)).all()
            raise StoreError(f"{self._name}: no run {run_id!r}; {_alike(run_id, known)}")
        return key

    def _run_key(self, session: Session, run_id: str | None) -> int | None:
        if run_id is not None:
            return self._known_run_key(session, run_id)
        return session.scalars(select(func.max(RunRow.key))).first()


def _journal(engine: Engine) -> Journal | None:
    file = file_of(engine.url)
    return Journal(file.with_suffix(".reviews.jsonl")) if file else None


def _alike(wanted: str, known: Sequence[str]) -> str:
    near = get_close_matches(wanted, known, cutoff=0.5) or list(known[:3])
    return f"try {', '.join(map(repr, near))}" if near else "the store is empty"
