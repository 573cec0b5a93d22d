"""The narratives to review, those first where looking is worth most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from threading import Lock
from typing import Final, NamedTuple

from ..review import Status, value_of_looking
from ..store import Claim, ItemEntry, SlotState, Store

PER_PAGE: Final = 50
_UNTOUCHED: Final = SlotState(0, "open", "")


class Filters(NamedTuple):
    """What is to be shown; empty where everything is."""

    bulletin: str = ""
    unit: str = ""
    kind: str = ""
    status: str = ""
    finding: str = ""
    """Name of a check."""
    search: str = ""
    """Words in id, heading, task, narrative or unit, any letter case."""


class Queued(NamedTuple):
    """A narrative in the queue."""

    entry: ItemEntry
    state: SlotState
    value: float
    """What looking at it is worth."""
    claim: Claim | None


class QueuePage(NamedTuple):
    """A page of the queue, and what there is in all."""

    rows: tuple[Queued, ...]
    page: int
    """From 1."""
    pages: int
    found: int
    """Narratives that the filters let through."""
    total: int
    done: int
    """Narratives of all that are done."""
    choices: Mapping[str, tuple[str, ...]]
    """Filter → what it can be set to."""


class Shelf:
    """The items of a store with what never changes about them, read once and as runs add to them.

    Safe to be asked by several threads.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._seen = 0
        self._entries: dict[int, ItemEntry] = {}
        self._values: dict[int, float] = {}
        self._latest: dict[str, int] = {}

    def entries(self, touched: Iterable[int]) -> tuple[ItemEntry, ...]:
        """Of each bulletin the items that its latest run took out of it.

        An item of an earlier run that somebody has `touched` (its key) stands in the place of one with the same id and
        words: what a person decided is never replaced by what a later run says.
        """
        self._catch_up()
        present = [each for each in self._entries.values() if self._latest[each.bulletin.stem] == _extraction(each)]
        reviewed = {
            (each.id, each.narrative): each for key in sorted(touched, reverse=True) if (each := self.find(key))
        }
        return tuple(reviewed.get((each.id, each.narrative), each) for each in present)

    def find(self, item_key: int) -> ItemEntry | None:
        """The item with that key."""
        if item_key not in self._entries:
            self._catch_up()
        return self._entries.get(item_key)

    def every(self) -> tuple[ItemEntry, ...]:
        """The items of all runs."""
        self._catch_up()
        return tuple(self._entries.values())

    def value(self, entry: ItemEntry) -> float:
        """What looking at an item is worth."""
        return self._values[entry.item_key]

    def _catch_up(self) -> None:
        latest = self._store.catalogue.latest_extraction()
        if latest == self._seen:
            return
        with self._lock:
            entries = dict(self._entries)
            for entry in self._store.catalogue.entries(self._seen):
                entries[entry.item_key] = entry
                self._values[entry.item_key] = value_of_looking(
                    entry.doubts, (severity for _, severity in entry.findings)
                )
                self._latest[entry.bulletin.stem] = max(_extraction(entry), self._latest.get(entry.bulletin.stem, 0))
            self._entries, self._seen = entries, max(latest, self._seen)


def _extraction(entry: ItemEntry) -> int:
    return entry.bulletin.extraction_key


class ReviewQueue:
    """The order in which to look at the items of a store."""

    def __init__(self, store: Store, shelf: Shelf) -> None:
        self._store = store
        self._shelf = shelf

    def page(self, filters: Filters, page: int = 1, *, round_: int = 1) -> QueuePage:
        """A page of the narratives that `filters` let through; past the last page, the last."""
        everything = self.ordered(round_)
        rows = [row for row in everything if _passes(row, filters)]
        pages = max(1, -(-len(rows) // PER_PAGE))
        number = min(max(page, 1), pages)
        return QueuePage(
            rows=tuple(rows[(number - 1) * PER_PAGE : number * PER_PAGE]),
            page=number,
            pages=pages,
            found=len(rows),
            total=len(everything),
            done=sum(row.state.status == "done" for row in everything),
            choices=_choices(everything),
        )

    def ordered(self, round_: int = 1) -> Sequence[Queued]:
        """All narratives: those open before those skipped before those done, within them by the value of looking."""
        states = self._store.reviewing.states(round_)
        claims = self._store.reviewing.claims(datetime.now(UTC), round_)
        touched = states if round_ == 1 else self._store.reviewing.states()
        rows = [
            Queued(entry, states.get(entry.item_key, _UNTOUCHED), self._shelf.value(entry), claims.get(entry.item_key))
            for entry in self._shelf.entries(touched)
        ]
        rows.sort(key=lambda row: (_RANK[row.state.status], -row.value, row.entry.item_key))
        return rows

    def after(self, item_key: int, filters: Filters, reviewer: str, *, round_: int = 1) -> int | None:
        """Key of the next open narrative that nobody else has before them; None where there is none."""
        rows = [
            row
            for row in self.ordered(round_)
            if _passes(row, filters) and not (row.claim and row.claim.reviewer != reviewer)
        ]
        waiting = (row for row in rows if row.state.status in {"open", "started"} and row.entry.item_key != item_key)
        return next((row.entry.item_key for row in waiting), None)

    def before_and_after(self, item_key: int, *, round_: int = 1) -> tuple[int | None, int | None]:
        """Keys of the narratives beside one in its bulletin."""
        own = self._shelf.find(item_key)
        if own is None:
            return None, None
        beside = [row.entry.item_key for row in self.ordered(round_) if row.entry.bulletin.stem == own.bulletin.stem]
        beside.sort()
        if item_key not in beside:
            return None, None
        at = beside.index(item_key)
        return (beside[at - 1] if at else None), (beside[at + 1] if at + 1 < len(beside) else None)


_RANK: Final[Mapping[Status, int]] = {"open": 0, "started": 0, "skipped": 1, "done": 2}


def _passes(row: Queued, filters: Filters) -> bool:
    return all(test(row, wanted) for test, wanted in zip(_TESTS, filters, strict=True) if wanted)


def _has_words(row: Queued, words: str) -> bool:
    entry = row.entry
    wanted = words.casefold()
    return any(
        wanted in text.casefold() for text in (entry.narrative, entry.task, entry.heading, entry.id, *entry.units)
    )


_TESTS: Final[tuple[Callable[[Queued, str], bool], ...]] = (
    lambda row, wanted: row.entry.bulletin.stem == wanted,
    lambda row, wanted: wanted in row.entry.units,
    lambda row, wanted: any(kind == wanted for kind, _ in row.entry.doubts),
    lambda row, wanted: row.state.status == wanted,
    lambda row, wanted: any(check == wanted for check, _ in row.entry.findings),
    _has_words,
)
"""In the order of `Filters`."""


def _choices(rows: Iterable[Queued]) -> Mapping[str, tuple[str, ...]]:
    bulletins: dict[str, None] = {}
    units: dict[str, None] = {}
    findings: dict[str, None] = {}
    for row in rows:
        bulletins[row.entry.bulletin.stem] = None
        units.update(dict.fromkeys(row.entry.units))
        findings.update(dict.fromkeys(check for check, _ in row.entry.findings))
    return {
        "bulletin": tuple(sorted(bulletins)),
        "unit": tuple(sorted(units)),
        "finding": tuple(sorted(findings)),
    }
