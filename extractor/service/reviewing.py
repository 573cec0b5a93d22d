"""A person reviews narratives: what is there, what they change, and who else is at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final, Literal, NamedTuple

from ..errors import ReviewError, StaleError, StoreError
from ..mentions import find
from ..records import Date, DateMention, ItemResult, MarkKind, NumberMention, Percentage, Quantity
from ..records.marks import Blocker
from ..review import (
    Agreement,
    AnyMark,
    Edit,
    Event,
    Review,
    agreement,
    check,
    fold,
    redoable,
    undoable,
)
from ..spans import Span
from ..store import Claim, Sent, Slot, Store
from .review_queue import ReviewQueue, Shelf

CLAIM: Final = timedelta(minutes=10)
"""How long an item counts as before somebody, after their browser last said so."""


class Opened(NamedTuple):
    """A narrative on the desk."""

    slot: Slot
    found: ItemResult
    review: Review
    events: tuple[Event, ...]


class Received(NamedTuple):
    """An edit as it came in."""

    reviewer: str
    expected_version: int
    request: str
    """The name that the sender gave it."""


class ReviewDesk:
    """The review of a store. Raises `ReviewError` and `StoreError`; what it returns as done is on disk."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.shelf = Shelf(store)
        self.queue = ReviewQueue(store, self.shelf)

    def open(self, slot: Slot) -> Opened:
        """A narrative as it stands now; `StoreError` with the code ``no_item`` where there is none."""
        found = self._store.catalogue.item(slot.item_key)
        events = self._store.reviewing.events(slot)
        return Opened(slot, found, fold(found.result.facts, events), events)

    def edit(self, slot: Slot, edit: Edit, received: Received) -> Opened:
        """Makes an edit; the same edit sent again changes nothing.

        Raises `StaleError` where the narrative was changed since the version that the sender knew.
        """
        sent = _sent(received, edit.model_dump_json(by_alias=True))
        if self._store.reviewing.sent_before(slot, received.reviewer, sent):
            return self.open(slot)
        opened = self._expect(slot, received)
        facts = check(edit, opened.review, opened.found.result.request.narrative)
        before = tuple(fact.mark for fact in facts)
        event = Event(
            version=received.expected_version + 1,
            action=edit.action,
            facts=edit.facts,
            before=before,
            after=edit.marks or (before if edit.action in {"accept", "finish"} else ()),
            text=edit.text.strip(),
            reviewer=received.reviewer,
            at=datetime.now(UTC),
        )
        return self._append(opened, event, sent)

    def reverse(self, slot: Slot, action: Literal["undo", "redo"], received: Received) -> Opened:
        """Takes the sender's latest edit back, or brings it back; raises as `edit`, or where there is nothing such."""
        sent = _sent(received, action)
        if self._store.reviewing.sent_before(slot, received.reviewer, sent):
            return self.open(slot)
        opened = self._expect(slot, received)
        find_target = undoable if action == "undo" else redoable
        target = find_target(opened.events, received.reviewer)
        if target is None:
            raise ReviewError(f"there is nothing of yours to {action}", code=f"nothing_to_{action}")
        event = Event(
            version=received.expected_version + 1,
            action=action,
            target=target.version,
            reviewer=received.reviewer,
            at=datetime.now(UTC),
        )
        return self._append(opened, event, sent)

    def claim(self, slot: Slot, reviewer: str, *, release: bool = False) -> Claim | None:
        """Tells the others that `reviewer` has it before them; who has it already, if somebody else."""
        if self.shelf.find(slot.item_key) is None:
            raise StoreError(f"no item with the key {slot.item_key}", code="no_item")
        now = datetime.now(UTC)
        return self._store.reviewing.claim(slot, reviewer, now, now if release else now + CLAIM)

    def claim_of(self, slot: Slot) -> Claim | None:
        """Who has it before them now."""
        return self._store.reviewing.claim_of(slot, datetime.now(UTC))

    def agreement(self) -> Agreement:
        """The agreement on narratives that two people finished apart from each other."""
        return agreement(self._pairs())

    def _pairs(self) -> Iterator[tuple[str, Sequence[AnyMark], Sequence[AnyMark]]]:
        first, second = (self._store.reviewing.states(round_) for round_ in (1, 2))
        for key in sorted(first.keys() & second.keys()):
            if first[key].status == second[key].status == "done":
                one, other = (self.open(Slot(key, round_)) for round_ in (1, 2))
                yield one.found.item.id, one.review.marks, other.review.marks

    def _expect(self, slot: Slot, received: Received) -> Opened:
        opened = self.open(slot)
        if slot.round > 1 and received.reviewer in self.open(Slot(slot.item_key)).review.reviewers:
            raise ReviewError("who did the first review cannot do the second; ask somebody else", code="same_reviewer")
        if opened.review.version != received.expected_version:
            raise StaleError(
                f"the narrative was changed since: it is at version {opened.review.version}, the edit knew "
                f"{received.expected_version}; look at what is there now, then edit again"
            )
        return opened

    def _append(self, opened: Opened, event: Event, sent: Sent) -> Opened:
        events = (*opened.events, event)
        review = fold(opened.found.result.facts, events)
        self._store.reviewing.append(opened.slot, event, review.status, sent)
        return Opened(opened.slot, opened.found, review, events)


def read_words(found: ItemResult, span: Span, kind: MarkKind) -> AnyMark:
    """The words at `span` of the narrative as a mark of that kind: its values as the grammar reads them.

    A number that the grammar cannot read has the value 0, for the person to fill in. Raises `ReviewError` where there
    are no words.
    """
    narrative, anchor = found.result.request.narrative, found.result.request.anchor_date
    text = span.of(narrative)
    if not text.strip() or not 0 <= span.start < span.end <= len(narrative):
        raise ReviewError("select some words of the narrative first", code="words")
    where = {"text": text, "start": span.start, "end": span.end}
    mention = next(
        (each for each in find(narrative, anchor).mentions if each.span == span),
        next(iter(find(text, anchor).mentions), None),
    )
    match kind:
        case "blockers":
            return Blocker(category="other", halted=False, **where)
        case "dates":
            days = mention.past if isinstance(mention, DateMention) else None
            day = anchor or datetime.now(UTC).date()
            first, last = days or (day, day)
            return Date.model_validate({"from": first, "to": last, "role": "as_of", **where})
    number = mention if isinstance(mention, NumberMention) else None
    values = {"value": number.value, "value_max": number.value_max, "bound": number.bound} if number else {"value": 0}
    if kind == "percentages":
        return Percentage.model_validate({"kind": "completion", "role": "actual", **values, **where})
    return Quantity.model_validate({"role": "actual", "unit": number.unit if number else "", **values, **where})


def _sent(received: Received, content: str) -> Sent:
    told = f"{received.expected_version} {content}"
    return Sent(received.request, sha256(told.encode()).hexdigest())
