"""The store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from ..confidence import Calibration
from ..errors import StoreError
from ..records import Extraction, Failure, ItemResult, Run, Skip
from .asking import AskingLog
from .database import address_of, connect, for_writing, make_folder, name_of, plain_errors, there
from .migrating import upgrade
from .rebuilding import extraction_of, failures_of, item_result_of, run_of, skips_of, whole_extractions
from .summary import RunSummary, summaries
from .tables import BulletinRow, CalibrationRow, ExtractionRow, FailureRow, ItemRow, ResultRow, RunRow, SkipRow
from .writing import extraction_row, failure_rows, finding_rows, run_row, skip_rows


class Store:
    """An open store. Open it with `Store.open`, best in a ``with`` statement.

    Every method raises StoreError where the database refuses.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self.asking = AskingLog(engine, name)
        """What is asked of a model, and its answers."""

    @classmethod
    def open(cls, url_or_path: str | Path, *, create: bool = True) -> Self:
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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    def begin_run(self, run: Run) -> None:
        """Records that a run has begun; its id must be new."""
        with self._writing() as session:
            session.add(run_row(run))

    def keep_calibration(self, calibration: Calibration) -> None:
        """Keeps a calibration that a run uses, once."""
        with self._writing() as session:
            if session.get(CalibrationRow, calibration.sha256) is None:
                content = calibration.model_dump(mode="json")
                session.add(CalibrationRow(sha256=calibration.sha256, content=content))

    def calibration(self, sha256: str) -> Calibration | None:
        """The calibration that runs name by its digest; None where the store does not have it."""
        with self._reading() as session:
            row = session.get(CalibrationRow, sha256)
            return None if row is None else Calibration.model_validate_json(json.dumps(row.content))

    def add_extraction(self, run_id: str, extraction: Extraction) -> None:
        """Adds all of one bulletin in one transaction: after a crash all of it is there, or nothing."""
        with self._writing() as session:
            run_key = self._known_run_key(session, run_id)
            row = extraction_row(run_key, extraction, _bulletin_row(session, extraction))
            session.add(row)
            session.flush()
            session.add_all(finding_rows(extraction, row))

    def add_failures(self, run_id: str, failures: Iterable[Failure]) -> None:
        """Adds files that gave no bulletin; failures inside one come with its extraction."""
        with self._writing() as session:
            session.add_all(failure_rows(self._known_run_key(session, run_id), failures))

    def add_skips(self, run_id: str, skips: Iterable[Skip]) -> None:
        """Adds files that were left out on purpose."""
        with self._writing() as session:
            session.add_all(skip_rows(self._known_run_key(session, run_id), skips))

    def finish_run(self, run_id: str, finished: datetime) -> None:
        """Records when a run ended."""
        with self._writing() as session:
            key = self._known_run_key(session, run_id)
            session.execute(update(RunRow).where(RunRow.key == key).values(finished=finished))

    def runs(self) -> tuple[RunSummary, ...]:
        """Every run with its counts, in the order they were begun."""
        with self._reading() as session:
            return tuple(RunSummary(run_of(row), *counts) for row, *counts in session.execute(summaries()))

    def extractions(self, run_id: str | None = None) -> Iterator[Extraction]:
        """The extractions of a run, as they were added; of the latest run where none is named.

        A store without runs gives none. One bulletin is in memory at a time.
        """
        with self._reading() as session:
            query = select(ExtractionRow.key).where(ExtractionRow.run_key == self._run_key(session, run_id))
            keys = session.scalars(query.order_by(ExtractionRow.key)).all()
        for key in keys:
            with self._reading() as session:
                row = session.scalars(whole_extractions().where(ExtractionRow.key == key)).one()
                extraction = extraction_of(row)
            yield extraction

    def failures(self, run_id: str | None = None) -> tuple[Failure, ...]:
        """The files of a run (default: the latest) that gave no bulletin."""
        with self._reading() as session:
            query = select(FailureRow).where(FailureRow.run_key == self._run_key(session, run_id))
            rows = session.scalars(query.where(FailureRow.extraction_key.is_(None)).order_by(FailureRow.key))
            return failures_of(rows.all())

    def skips(self, run_id: str | None = None) -> tuple[Skip, ...]:
        """The files that a run (default: the latest) left out."""
        with self._reading() as session:
            query = select(SkipRow).where(SkipRow.run_key == self._run_key(session, run_id))
            return skips_of(session.scalars(query.order_by(SkipRow.key)).all())

    def result(self, item_id: str) -> ItemResult:
        """The item with that id, from the latest run that has a result for it.

        Raises StoreError, naming ids that look alike, where there is none.
        """
        with self._reading() as session:
            query = select(ItemRow, ResultRow).join(ResultRow).where(ItemRow.id == item_id)
            found = session.execute(query.order_by(ItemRow.key.desc()).limit(1)).first()
            if found is None:
                known = session.scalars(select(ItemRow.id).join(ResultRow).distinct().order_by(ItemRow.id)).all()
                raise StoreError(f"{self._name}: no result for item {item_id!r}; {_alike(item_id, known)}")
            return item_result_of(*found)

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


def _bulletin_row(session: Session, extraction: Extraction) -> BulletinRow:
    sha256, stem = extraction.bulletin.sha256, extraction.bulletin.stem
    query = select(BulletinRow).where(BulletinRow.sha256 == sha256, BulletinRow.stem == stem)
    return session.scalars(query).first() or BulletinRow(sha256=sha256, stem=stem)


def _alike(wanted: str, known: Sequence[str]) -> str:
    near = get_close_matches(wanted, known, cutoff=0.5) or list(known[:3])
    return f"try {', '.join(map(repr, near))}" if near else "the store is empty"
