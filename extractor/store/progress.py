"""How far a run got: what is recorded of it, what is left, and that it can be taken up again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, Engine, Select, bindparam, select, update
from sqlalchemy.orm import Session

from ..records import Extraction, Failure, Item, ItemResult, Run
from .claiming import claim
from .database import plain_errors
from .rebuilding import item_of, run_of
from .sharing import SharedWrites
from .tables import IN_ORDER, ExtractionRow, FailureRow, ItemRow, RunRow, SkipRow
from .tallies import Tally, tallies
from .writing import DocumentPlace, StoredItem, add_bulletin, add_outcome, open_items, recorded_at

_AT_ONCE = 500
"""Items taken from the database together."""


class Open(NamedTuple):
    """An item of a stored bulletin that nothing has come of yet."""

    key: int
    """Of the item, in the store."""
    item: Item
    anchor_date: date | None


class RunProgress:
    """What runs have recorded; safe to share between threads. Raises StoreError where the database refuses."""

    def __init__(self, engine: Engine, name: str, writes: SharedWrites) -> None:
        self._engine = engine
        self._name = name
        self._writes = writes

    def unfinished(self, digest: str) -> Run | None:
        """The latest run with that digest, where it did not come to its end."""
        query = select(RunRow).where(RunRow.digest == digest).order_by(RunRow.key.desc()).limit(1)
        with self._reading() as session:
            row = session.scalars(query).first()
            return run_of(row) if row is not None and row.finished is None else None

    def key_of(self, run_id: str) -> int:
        """The key of a run that is there."""
        with self._reading() as session:
            return session.scalars(select(RunRow.key).where(RunRow.id == run_id)).one()

    def claimed(self, run_id: str, *, shared: bool = False) -> AbstractContextManager[bool]:
        """Holds a run for this process as long as the block lasts, or until the process ends; False where another does.

        Those that hold it `shared` do so together. It needs no clock: the operating system or the server lets go of
        what a process held when it dies.
        """
        return claim(self._engine, self.key_of(run_id), shared=shared)

    def set_stopped(self, run_id: str, moment: datetime | None) -> None:
        """Record that a run stopped before its end, or, with no moment, that it goes on."""
        statement = update(RunRow).where(RunRow.id == run_id).values(stopped=moment)
        self._writes.write(lambda connection: connection.execute(statement))

    def recorded(self, run_id: str) -> frozenset[int]:
        """Places of the documents that something is recorded of: a bulletin, a failure or a skip."""
        key = self.key_of(run_id)
        places: list[Select[int | None]] = [
            select(ExtractionRow.position).where(ExtractionRow.run_key == key),
            select(FailureRow.position).where(FailureRow.run_key == key, FailureRow.extraction_key.is_(None)),
            select(SkipRow.position).where(SkipRow.run_key == key),
        ]
        with self._reading() as session:
            found = [place for query in places for place in session.scalars(query)]
        return frozenset(place for place in found if place is not None)

    def opened(self, run_id: str, position: int) -> bool:
        """Whether anything is recorded of the document at a place of a run."""
        with plain_errors(self._name), self._engine.connect() as connection:
            return recorded_at(connection, self.key_of(run_id), position)

    def open(self, run_id: str, extraction: Extraction, place: DocumentPlace) -> list[Open]:
        """Add a bulletin whose items are to be done one by one; those that nothing has come of yet."""
        run_key = self.key_of(run_id)

        def add(connection: Connection) -> list[Open]:
            add_bulletin(connection, run_key, extraction, place)
            with Session(connection) as session:
                query = _open_items(run_key).where(ExtractionRow.position == place.position)
                return [Open(item.key, item_of(item), anchor) for item, anchor in session.execute(query)]

        return self._writes.write(add)

    def add(self, item_key: int, outcome: ItemResult | Failure) -> None:
        """Add what came of an item, unless it is there; it is on disk when this returns."""

        def add(connection: Connection) -> None:
            row = connection.execute(_OPEN_ITEM, {"item": item_key}).first()
            if row is not None:
                add_outcome(connection, StoredItem(*row), outcome)

        self._writes.write(add)

    def left(self, run_id: str, position: int | None = None) -> Iterator[Open]:
        """The items of a run, or of one document of it, that nothing has come of, in their order.

        A few hundred are in memory at a time.
        """
        key, last = self.key_of(run_id), 0
        of_run = _open_items(key) if position is None else _open_items(key).where(ExtractionRow.position == position)
        while True:
            query = of_run.where(ItemRow.key > last).limit(_AT_ONCE)
            with self._reading() as session:
                rows = session.execute(query).all()
                found = [Open(item.key, item_of(item), anchor) for item, anchor in rows]
            if not found:
                return
            yield from found
            last = found[-1].key

    def tallies(self, run_id: str) -> Sequence[Tally]:
        """What came of each bulletin of a run, in counts, in their order."""
        with self._reading() as session:
            return tallies(session, self.key_of(run_id))

    def failures(self, run_id: str) -> Iterator[Failure]:
        """The narratives of a run that failed, in their order."""
        query = select(FailureRow).join(ExtractionRow, ExtractionRow.key == FailureRow.extraction_key)
        query = query.where(FailureRow.run_key == self.key_of(run_id))
        with self._reading() as session:
            for row in session.scalars(query.order_by(*IN_ORDER, FailureRow.position)):
                yield Failure(subject=row.subject, stage=row.stage, code=row.code, message=row.message)

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with plain_errors(self._name), Session(self._engine) as session:
            yield session


_OPEN_ITEM: Final = open_items(ItemRow.key, ItemRow.position, ExtractionRow.key, ExtractionRow.run_key).where(
    ItemRow.key == bindparam("item")
)


def _open_items(run_key: int) -> Select[ItemRow, date | None]:
    found = open_items(ItemRow, ExtractionRow.anchor_date)
    return found.where(ExtractionRow.run_key == run_key).order_by(ItemRow.key)
