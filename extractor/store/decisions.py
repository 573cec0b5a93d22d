"""Decisions of the store held against those of the journal, and brought from one to the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain
from typing import Final, NamedTuple

from sqlalchemy import Engine, Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..errors import StoreError
from .database import for_writing, plain_errors
from .journal import Decision, Journal, canonical
from .review_tables import ReviewEventRow, TaskLinkRow
from .tables import ExtractionRow, ItemRow, RunRow

_OF_EVENT: Final = tuple(
    column.key for column in ReviewEventRow.__table__.columns if column.key not in {"key", "item_key"}
)
_OF_LINK: Final = tuple(column.key for column in TaskLinkRow.__table__.columns if column.key != "key")


class JournalReport(NamedTuple):
    """The journal held against the store."""

    decisions: int
    """In the store."""
    seal: str
    """Of the last line."""
    broken: int | None
    """The first line that was changed, or from before which one was taken out; from 1."""
    torn: bool
    """The last line broke off as it was written."""
    unwritten: int
    """Decisions of the store that the journal lacks."""
    unknown: int
    """Decisions of the journal that the store lacks, or has otherwise."""

    @property
    def whole(self) -> bool:
        """Whether the two say the same."""
        return self.broken is None and not (self.torn or self.unwritten or self.unknown)


class Decisions:
    """What people decided, twice over. Raises `StoreError`.

    A store on a server has no journal: what keeps its data is kept there.
    """

    def __init__(self, engine: Engine, name: str, journal: Journal | None) -> None:
        self._engine = engine
        self._name = name
        self.journal = journal

    def write(self, decision: Decision) -> None:
        """Adds a decision that the store has to the journal; it is on disk when this returns."""
        if self.journal:
            self.journal.add([decision])

    def examine(self) -> JournalReport | None:
        """Where the two differ; None where there is no journal."""
        if self.journal is None:
            return None
        content, kept = self.journal.content(), {canonical(each) for each in self._every()}
        written = {canonical(each) for each in content.decisions}
        unknown = 0 if content.broken else len(written - kept)
        return JournalReport(len(kept), content.seal, content.broken, content.torn, len(kept - written), unknown)

    def catch_up(self) -> int:
        """Writes what the journal lacks – all of an older store, the last one after a crash; how many there were.

        Raises `StoreError` where the journal was changed, or has what the store has not.
        """
        report = self.examine()
        if self.journal is None or report is None:
            return 0
        if report.broken is not None:
            raise StoreError(
                f"{self.journal.path}: line {report.broken} was changed, or lines before it were taken out; bring the "
                "file back from a backup, or move it away, and a new one is begun",
                code="journal",
            )
        if report.unknown:
            raise StoreError(
                f"{self._name}: {report.unknown} decision(s) of {self.journal.path.name} are not in the store, or "
                "otherwise; take them in with: extractor review --recover, or move the file away",
                code="journal",
            )
        if report.unwritten or report.torn:
            written = {canonical(each) for each in self.journal.content().decisions}
            self.journal.add(each for each in self._every() if canonical(each) not in written)
        return report.unwritten

    def recover(self) -> int:
        """Takes in what the journal has and the store lacks; how many decisions there were.

        Raises `StoreError`, and takes in none, where one of them is about an item that the store has not, or where the
        store has another one in its place.
        """
        if self.journal is None:
            return 0
        kept = {canonical(each) for each in self._every()}
        missing = [each for each in self.journal.content().decisions if canonical(each) not in kept]
        try:
            with plain_errors(self._name), Session(for_writing(self._engine)) as session, session.begin():
                session.add_all(self._row(session, each) for each in missing)
        except StoreError as error:
            if isinstance(error.__cause__, IntegrityError):
                raise StoreError(
                    f"{self._name}: has other decisions than {self.journal.path.name} in the same places; one of the "
                    "two was changed: keep the one you trust and move the other away",
                    code="journal",
                ) from error
            raise
        return len(missing)

    def _every(self) -> Iterator[Decision]:
        with self._reading() as session:
            events = (event_decision(*found) for found in session.execute(_events()))
            links = (link_decision(row) for row in session.scalars(select(TaskLinkRow).order_by(TaskLinkRow.key)))
            yield from chain(events, links)

    def _row(self, session: Session, decision: Decision) -> ReviewEventRow | TaskLinkRow:
        fields = {name: value for name, value in decision.items() if name not in {"decision", "run", "item"}}
        fields["at"] = datetime.fromisoformat(fields["at"])
        if decision["decision"] == "link":
            return TaskLinkRow(**fields)
        query = _items().where(RunRow.id == decision["run"], ItemRow.id == decision["item"])
        item_key = session.scalar(query)
        if item_key is None:
            raise StoreError(
                f"{self._name}: has no item {decision['item']!r} of run {decision['run']!r}, which a decision is "
                "about; bring the store back from a backup first",
                code="journal",
            )
        return ReviewEventRow(item_key=item_key, **fields)

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with plain_errors(self._name), Session(self._engine) as session:
            yield session


def event_decision(row: ReviewEventRow, run: str, item: str) -> Decision:
    """An event about an item of a run."""
    return {"decision": "event", "run": run, "item": item, **_fields(row, _OF_EVENT)}


def link_decision(row: TaskLinkRow) -> Decision:
    """A person's word on two items."""
    return {"decision": "link", **_fields(row, _OF_LINK)}


def item_named(session: Session, item_key: int) -> tuple[str, str]:
    """Run and id of an item."""
    query = select(RunRow.id, ItemRow.id).select_from(ItemRow).join(ExtractionRow).join(RunRow)
    run, item = session.execute(query.where(ItemRow.key == item_key)).one()
    return run, item


def _fields(row: ReviewEventRow | TaskLinkRow, names: Iterable[str]) -> Decision:
    fields = {name: getattr(row, name) for name in names}
    return {**fields, "at": fields["at"].astimezone(UTC).isoformat(timespec="microseconds")}


def _items() -> Select[int]:
    return select(ItemRow.key).join(ExtractionRow, ExtractionRow.key == ItemRow.extraction_key).join(RunRow)


def _events() -> Select[ReviewEventRow, str, str]:
    return (
        select(ReviewEventRow, RunRow.id, ItemRow.id)
        .join(ItemRow, ItemRow.key == ReviewEventRow.item_key)
        .join(ExtractionRow, ExtractionRow.key == ItemRow.extraction_key)
        .join(RunRow, RunRow.key == ExtractionRow.run_key)
        .order_by(ReviewEventRow.key)
    )
