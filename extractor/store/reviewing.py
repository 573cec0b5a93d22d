"""What people decide about the facts, kept in the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from typing import Final, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..errors import StaleError, StoreError
from ..review import AnyMark, Event, Status
from .database import for_writing, plain_errors
from .decisions import Decisions, event_decision, item_named, link_decision
from .review_tables import ReviewClaimRow, ReviewEventRow, TaskLinkRow

_MARKS: Final = TypeAdapter(tuple[AnyMark, ...])


class Slot(NamedTuple):
    """What is reviewed: an item as one run took it apart, in the first or the second review."""

    item_key: int
    round: int = 1


class Sent(NamedTuple):
    """What the sender calls an event, and a digest of what was sent under that name."""

    request: str
    digest: str


class SlotState(NamedTuple):
    """How far the review of an item is."""

    version: int
    status: Status
    reviewer: str
    """Who was last at it."""


class Claim(NamedTuple):
    """Somebody has an item before them."""

    reviewer: str
    until: datetime


class TaskLink(NamedTuple):
    """What a person says of two items of two bulletins."""

    earlier: str
    later: str
    same: bool
    reviewer: str
    at: datetime


class ReviewLog:
    """The events of the review. Each method is a transaction of its own and raises StoreError where it is refused."""

    def __init__(self, engine: Engine, name: str, decisions: Decisions) -> None:
        self._engine = engine
        self._name = name
        self._decisions = decisions

    def events(self, slot: Slot) -> tuple[Event, ...]:
        """All that was done to an item, in order."""
        with self._reading() as session:
            return _events(session, slot)

    def every_event(self, round_: int = 1) -> Mapping[int, tuple[Event, ...]]:
        """Item key → all that was done to it, in order."""
        row = ReviewEventRow
        query = select(row).where(row.round == round_).order_by(row.item_key, row.version)
        with self._reading() as session:
            rows = session.scalars(query).all()
        return {key: tuple(map(_event, own)) for key, own in groupby(rows, key=lambda each: each.item_key)}

    def append(self, slot: Slot, event: Event, status: Status, sent: Sent) -> Event:
        """Adds an event, on disk when this returns; gives the one kept where the same was sent before.

        Raises `StaleError` where the item has an event of that version already, and `StoreError` where something else
        was sent under that name.
        """
        with plain_errors(self._name):
            try:
                with Session(for_writing(self._engine)) as session, session.begin():
                    kept = _sent_before(session, slot, event.reviewer, sent)
                    if kept is not None:
                        return kept
                    _require_next(session, slot, event.version)
                    row = _row(slot, event, status, sent)
                    session.add(row)
                    decision = event_decision(row, *item_named(session, slot.item_key))
            except IntegrityError:
                # on a server another program may add one at this moment
                with self._reading() as session:
                    kept = _sent_before(session, slot, event.reviewer, sent)
                    if kept is not None:
                        return kept
                    _require_next(session, slot, event.version)
                raise
        self._decisions.write(decision)
        return event

    def sent_before(self, slot: Slot, reviewer: str, sent: Sent) -> Event | None:
        """The event that was kept for what was sent under that name, if it was; raises `StoreError` as `append`."""
        with self._reading() as session:
            return _sent_before(session, slot, reviewer, sent)

    def states(self, round_: int = 1) -> Mapping[int, SlotState]:
        """Item key → how far its review is, for the items that have events."""
        row = ReviewEventRow
        last = (
            select(row.item_key, func.max(row.version).label("version"))
            .where(row.round == round_)
            .group_by(row.item_key)
            .subquery()
        )
        query = select(row.item_key, row.version, row.status, row.reviewer).join(
            last, (row.item_key == last.c.item_key) & (row.version == last.c.version)
        )
        with self._reading() as session:
            found = session.execute(query.where(row.round == round_))
            return {key: SlotState(version, status, reviewer) for key, version, status, reviewer in found}  # type: ignore[arg-type]

    def claim(self, slot: Slot, reviewer: str, at: datetime, until: datetime) -> Claim | None:
        """Tells the others that `reviewer` has an item before them until then; who has it already, if somebody else.

        Nobody is kept from editing by it. `until` = `at` lets go.
        """
        with plain_errors(self._name), Session(for_writing(self._engine)) as session, session.begin():
            present = _claims(session, slot.round, at, slot.item_key).get(slot.item_key)
            if present and present.reviewer != reviewer:
                return present
            if until > at or present:
                session.add(
                    ReviewClaimRow(item_key=slot.item_key, round=slot.round, reviewer=reviewer, at=at, until=until)
                )
            return None

    def claim_of(self, slot: Slot, at: datetime) -> Claim | None:
        """Who has an item before them at that moment."""
        with self._reading() as session:
            return _claims(session, slot.round, at, slot.item_key).get(slot.item_key)

    def claims(self, at: datetime, round_: int = 1) -> Mapping[int, Claim]:
        """Item key → who has it before them at that moment."""
        with self._reading() as session:
            return _claims(session, round_, at)

    def link(self, link: TaskLink) -> None:
        """Keeps what a person says of two items."""
        with plain_errors(self._name), Session(for_writing(self._engine)) as session, session.begin():
            row = TaskLinkRow(**link._asdict())
            session.add(row)
            decision = link_decision(row)
        self._decisions.write(decision)

    def links(self) -> Mapping[tuple[str, str], TaskLink]:
        """Earlier and later item id → the latest that was said of the two."""
        with self._reading() as session:
            rows = session.scalars(select(TaskLinkRow).order_by(TaskLinkRow.key)).all()
            return {
                (row.earlier, row.later): TaskLink(row.earlier, row.later, row.same, row.reviewer, row.at)
                for row in rows
            }

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with plain_errors(self._name), Session(self._engine) as session:
            yield session


def _events(session: Session, slot: Slot) -> tuple[Event, ...]:
    row = ReviewEventRow
    query = select(row).where(row.item_key == slot.item_key, row.round == slot.round).order_by(row.version)
    return tuple(map(_event, session.scalars(query)))


def _sent_before(session: Session, slot: Slot, reviewer: str, sent: Sent) -> Event | None:
    row = ReviewEventRow
    kept = session.scalars(select(row).where(row.reviewer == reviewer, row.request == sent.request)).first()
    if kept is None:
        return None
    if (kept.item_key, kept.round, kept.digest) != (*slot, sent.digest):
        raise StoreError(
            f"the name {sent.request!r} was used for another edit; give each edit a name of its own",
            code="request_reused",
        )
    return _event(kept)


def _require_next(session: Session, slot: Slot, version: int) -> None:
    row = ReviewEventRow
    query = select(func.max(row.version)).where(row.item_key == slot.item_key, row.round == slot.round)
    present = session.scalar(query) or 0
    if version != present + 1:
        raise StaleError(
            f"the narrative was changed since: it is at version {present}, the edit knew {version - 1}; "
            "look at what is there now, then edit again"
        )


def _claims(session: Session, round_: int, at: datetime, item_key: int | None = None) -> dict[int, Claim]:
    row = ReviewClaimRow
    last = select(func.max(row.key)).where(row.round == round_)
    if item_key is not None:
        last = last.where(row.item_key == item_key)
    query = select(row).where(row.key.in_(last.group_by(row.item_key)), row.until > at)
    return {each.item_key: Claim(each.reviewer, each.until) for each in session.scalars(query)}


def _row(slot: Slot, event: Event, status: Status, sent: Sent) -> ReviewEventRow:
    return ReviewEventRow(
        item_key=slot.item_key,
        round=slot.round,
        status=status,
        request=sent.request,
        digest=sent.digest,
        before=_MARKS.dump_python(event.before, mode="json"),
        after=_MARKS.dump_python(event.after, mode="json"),
        **event.model_dump(exclude={"before", "after"}),
    )


def _event(row: ReviewEventRow) -> Event:
    fields = {name: getattr(row, name) for name in Event.model_fields}
    return Event.model_validate(fields)
