"""The narratives to review, those first where looking is worth most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
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


class Present(NamedTuple):
    """The items to review, as long as no run adds any."""

    entries: tuple[ItemEntry, ...]
    """By the value of looking, greatest first."""
    choices: Mapping[str, tuple[str, ...]]
    beside: Mapping[str, tuple[int, ...]]
    """Stem of a bulletin → keys of its items, in their order."""


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
        self._words: dict[int, str] = {}
        self._latest: dict[str, int] = {}
        self._present: tuple[tuple[int, int], Present] | None = None

    def present(self, touched: Collection[int]) -> Present:
        """Of each bulletin the items that its latest run took out of it.

        An item of an earlier run that somebody has `touched` (its key) stands in the place of one with the same id and
        words: what a person decided is never replaced by what a later run says.
        """
        self._catch_up()
        # what was touched once stays touched, so that its number tells whether it is still the same
        state = (self._seen, len(touched))
        kept = self._present
        if kept is None or kept[0] != state:
            kept = (state, self._assembled(touched))
            self._present = kept
        return kept[1]

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

    def words(self, entry: ItemEntry) -> str:
        """What is searched of an item, letter case folded."""
        return self._words[entry.item_key]

    def _assembled(self, touched: Iterable[int]) -> Present:
        latest = [each for each in self._entries.values() if self._latest[each.bulletin.stem] == _extraction(each)]
        reviewed = {
            (each.id, each.narrative): each for key in sorted(touched, reverse=True) if (each := self.find(key))
        }
        entries = [reviewed.get((each.id, each.narrative), each) for each in latest]
        beside: defaultdict[str, list[int]] = defaultdict(list)
        for each in entries:
            beside[each.bulletin.stem].append(each.item_key)
        return Present(
            entries=tuple(sorted(entries, key=lambda each: (-self.value(each), each.item_key))),
            choices=_choices(entries),
            beside={stem: tuple(keys) for stem, keys in beside.items()},
        )

    def _catch_up(self) -> None:
        latest = self._store.catalogue.latest_extraction()
        if latest == self._seen:
            return
        with self._lock:
            entries = dict(self._entries)
            for entry in self._store.catalogue.entries(self._seen):
                entries[entry.item_key] = entry
                severities = (severity for _, severity in entry.findings)
                self._values[entry.item_key] = value_of_looking(entry.doubts, severities)
                texts = (entry.id, entry.heading, entry.task, entry.narrative, *entry.units)
                self._words[entry.item_key] = "\n".join(texts).casefold()
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
        states = self._store.reviewing.states(round_)
        present = self._present(states, round_)
        entries = self._ordered(present, states, filters)
        pages = max(1, -(-len(entries) // PER_PAGE))
        number = min(max(page, 1), pages)
        claims = self._store.reviewing.claims(datetime.now(UTC), round_)
        return QueuePage(
            rows=tuple(
                Queued(
                    entry, states.get(entry.item_key, _UNTOUCHED), self._shelf.value(entry), claims.get(entry.item_key)
                )
                for entry in entries[(number - 1) * PER_PAGE : number * PER_PAGE]
            ),
            page=number,
            pages=pages,
            found=len(entries),
            total=len(present.entries),
            done=sum(states[each.item_key].status == "done" for each in present.entries if each.item_key in states),
            choices=present.choices,
        )

    def after(self, item_key: int, filters: Filters, reviewer: str, *, round_: int = 1) -> int | None:
        """Key of the next open narrative that nobody else has before them; None where there is none."""
        states = self._store.reviewing.states(round_)
        claims = self._store.reviewing.claims(datetime.now(UTC), round_)
        taken = {key for key, claim in claims.items() if claim.reviewer != reviewer}
        for entry in self._ordered(self._present(states, round_), states, filters):
            status = states.get(entry.item_key, _UNTOUCHED).status
            if status in {"open", "started"} and entry.item_key != item_key and entry.item_key not in taken:
                return entry.item_key
        return None

    def before_and_after(self, item_key: int) -> tuple[int | None, int | None]:
        """Keys of the narratives beside one in its bulletin."""
        own = self._shelf.find(item_key)
        beside = self._present(self._store.reviewing.states(), 1).beside.get(own.bulletin.stem, ()) if own else ()
        if item_key not in beside:
            return None, None
        at = beside.index(item_key)
        return (beside[at - 1] if at else None), (beside[at + 1] if at + 1 < len(beside) else None)

    def _present(self, states: Mapping[int, SlotState], round_: int) -> Present:
        return self._shelf.present(states if round_ == 1 else self._store.reviewing.states())

    def _ordered(self, present: Present, states: Mapping[int, SlotState], filters: Filters) -> Sequence[ItemEntry]:
        """Those open before those skipped before those done, within them by the value of looking."""
        entries = [entry for entry in present.entries if self._passes(entry, states, filters)]
        # sorting keeps the order of those of one rank
        return sorted(entries, key=lambda entry: _RANK[states.get(entry.item_key, _UNTOUCHED).status])

    def _passes(self, entry: ItemEntry, states: Mapping[int, SlotState], filters: Filters) -> bool:
        return (
            (not filters.bulletin or entry.bulletin.stem == filters.bulletin)
            and (not filters.unit or filters.unit in entry.units)
            and (not filters.kind or any(kind == filters.kind for kind, _ in entry.doubts))
            and (not filters.status or states.get(entry.item_key, _UNTOUCHED).status == filters.status)
            and (not filters.finding or any(check == filters.finding for check, _ in entry.findings))
            and (not filters.search or filters.search.casefold() in self._shelf.words(entry))
        )


_RANK: Final[Mapping[Status, int]] = {"open": 0, "started": 0, "skipped": 1, "done": 2}


def _choices(entries: Iterable[ItemEntry]) -> Mapping[str, tuple[str, ...]]:
    bulletins: dict[str, None] = {}
    units: dict[str, None] = {}
    findings: dict[str, None] = {}
    for entry in entries:
        bulletins[entry.bulletin.stem] = None
        units.update(dict.fromkeys(entry.units))
        findings.update(dict.fromkeys(check for check, _ in entry.findings))
    return {
        "bulletin": tuple(sorted(bulletins)),
        "unit": tuple(sorted(units)),
        "finding": tuple(sorted(findings)),
    }
