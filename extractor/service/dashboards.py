"""What the bulletins of a store come to: by bulletin, by responsible unit, by obstacle."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from ..errors import FormatError
from ..export import write_xlsx
from ..records import Blocker, Extraction, Fact, ItemResult, Percentage
from ..review import Agreement, AnyMark, Review, fold
from ..store import BulletinEntry, ItemEntry, RunSummary, SlotState, Store, ToldFact
from .accuracy import FILE_NAME, Accuracy, read_accuracy
from .reviewing import ReviewDesk

_RUNS: Final = 10
_BY_HAND: Final = "review"
"""Rule of what a person decided."""


class BulletinRow(NamedTuple):
    """A bulletin of its latest run."""

    bulletin: BulletinEntry
    items: int
    facts: int
    findings: int
    done: int
    """Items reviewed."""


class UnitRow(NamedTuple):
    """What a unit is responsible for."""

    unit: str
    items: int
    statuses: Mapping[str, int]
    """Reported status → items; those that print none are under ``""``."""
    completion: float | None
    """Mean over its items of the completion reached, in percent; None where none tells one."""
    blocked: int
    """Items with an obstacle."""
    halted: int
    """Items that stand still."""


class Decisions(NamedTuple):
    """What people found of the machine's facts in the narratives they finished."""

    right: int
    changed: int
    rejected: int
    missed: int
    """Facts that people added."""

    @property
    def precision(self) -> float | None:
        """Share of the machine's facts that were right, 0 to 1; None where there were none."""
        looked_at = self.right + self.changed + self.rejected
        return self.right / looked_at if looked_at else None


class Overview(NamedTuple):
    """The whole dashboard."""

    bulletins: tuple[BulletinRow, ...]
    runs: tuple[RunSummary, ...]
    units: tuple[UnitRow, ...]
    categories: Mapping[str, int]
    """Category of obstacle → how many."""
    findings: Mapping[str, int]
    """Name of a check → how many."""
    total: int
    done: int
    decisions: Decisions
    agreement: Agreement
    accuracy: Accuracy | None
    """None where nothing was measured."""
    accuracy_fault: str
    """Why the file with the measures cannot be used; empty where it can, or is not there."""


class Dashboard:
    """Adds up what a store holds, with what people decided in the place of what the machine said."""

    def __init__(self, store: Store, desk: ReviewDesk, measures: Path = Path(FILE_NAME)) -> None:
        self._store = store
        self._desk = desk
        self._measures = measures
        self._kept: dict[int, Review] = {}

    def overview(self) -> Overview:
        """The dashboard as of now."""
        states = self._store.reviewing.states()
        entries = self._desk.shelf.present(states).entries
        reviews = self._reviews(states)
        told = self._told(entries, reviews)
        accuracy, fault = _accuracy(self._measures)
        return Overview(
            bulletins=tuple(_bulletins(entries, states)),
            runs=self._store.runs()[-_RUNS:][::-1],
            units=tuple(_units(entries, told)),
            categories=_counted(each.category for facts in told.values() for each in facts if each.category),
            findings=_counted(check for entry in entries for check, _ in entry.findings),
            total=len(entries),
            done=sum(states[each.item_key].status == "done" for each in entries if each.item_key in states),
            decisions=_decisions(reviews[key] for key, state in states.items() if state.status == "done"),
            agreement=self._desk.agreement(),
            accuracy=accuracy,
            accuracy_fault=fault,
        )

    def extraction(self, key: int) -> Extraction:
        """A bulletin as it stands: where people reviewed an item, with the facts they left."""
        extraction = self._store.catalogue.extraction(key)
        states = self._store.reviewing.states()
        keys = {each.id: each.item_key for each in self._desk.shelf.every() if each.bulletin.extraction_key == key}
        reviewed = {
            (entry.id, entry.narrative): entry.item_key
            for entry in map(self._desk.shelf.find, states)
            if entry is not None
        }
        reviews = self._reviews(states)
        results = []
        for each in extraction.results:
            at = reviewed.get((each.item.id, each.item.narrative.text), keys.get(each.item.id))
            review = reviews.get(at) if at is not None else None
            results.append(each if review is None else _corrected(each, review))
        return extraction.model_copy(update={"results": tuple(results)})

    def workbook(self, key: int) -> bytes:
        """A bulletin as it stands, as a spreadsheet."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "bulletin.xlsx"
            write_xlsx([self.extraction(key)], path)
            return path.read_bytes()

    def _told(self, entries: Iterable[ItemEntry], reviews: Mapping[int, Review]) -> Mapping[int, tuple[ToldFact, ...]]:
        machine = self._store.catalogue.states_told()
        return {
            entry.item_key: (
                tuple(_told(reviews[entry.item_key].marks))
                if entry.item_key in reviews
                else machine.get(entry.item_key, ())
            )
            for entry in entries
        }

    def _reviews(self, states: Mapping[int, SlotState]) -> Mapping[int, Review]:
        """Item key → what its review came to; those that have not changed since the last time are not read again."""
        kept = self._kept
        stale = {key for key, state in states.items() if key not in kept or kept[key].version != state.version}
        if stale:
            events, facts = self._store.reviewing.every_event(), self._store.catalogue.facts(stale)
            self._kept = {**kept, **{key: fold(facts[key], events[key]) for key in stale}}
        return self._kept


def _accuracy(path: Path) -> tuple[Accuracy | None, str]:
    try:
        return read_accuracy(path), ""
    except FormatError as error:
        return None, str(error)


def _bulletins(entries: Sequence[ItemEntry], states: Mapping[int, SlotState]) -> Iterable[BulletinRow]:
    grouped: defaultdict[str, list[ItemEntry]] = defaultdict(list)
    for entry in entries:
        grouped[entry.bulletin.stem].append(entry)
    for _, own in sorted(grouped.items()):
        yield BulletinRow(
            bulletin=max((each.bulletin for each in own), key=lambda each: each.extraction_key),
            items=len(own),
            facts=sum(len(each.doubts) for each in own),
            findings=sum(len(each.findings) for each in own),
            done=sum(states[each.item_key].status == "done" for each in own if each.item_key in states),
        )


def _units(entries: Iterable[ItemEntry], told: Mapping[int, Sequence[ToldFact]]) -> Iterable[UnitRow]:
    grouped: defaultdict[str, list[ItemEntry]] = defaultdict(list)
    for entry in entries:
        for unit in dict.fromkeys(entry.units):
            grouped[unit].append(entry)
    for unit, own in sorted(grouped.items(), key=lambda each: (-len(each[1]), each[0])):
        facts = [told[each.item_key] for each in own]
        rates = [mean(rates) for one in facts if (rates := [each.value for each in one if each.value is not None])]
        yield UnitRow(
            unit=unit,
            items=len(own),
            statuses=Counter(each.reported_status or "" for each in own),
            completion=mean(rates) if rates else None,
            blocked=sum(any(each.category for each in one) for one in facts),
            halted=sum(any(each.halted for each in one) for one in facts),
        )


def _told(marks: Iterable[AnyMark]) -> Iterable[ToldFact]:
    for mark in marks:
        if isinstance(mark, Blocker):
            yield ToldFact(mark.category, mark.halted, None)
        elif isinstance(mark, Percentage) and (mark.kind, mark.role) == ("completion", "actual"):
            yield ToldFact(None, None, mark.value)


def _counted(names: Iterable[str]) -> Mapping[str, int]:
    return dict(Counter(names).most_common())


def _decisions(reviews: Iterable[Review]) -> Decisions:
    counts = Counter(fact.state for review in reviews for fact in review.facts)
    return Decisions(counts["accepted"], counts["changed"], counts["rejected"], counts["added"])


def _corrected(result: ItemResult, review: Review) -> ItemResult:
    machine = {f"m{place}": fact for place, fact in enumerate(result.result.facts)}
    facts = tuple(
        machine[fact.id]
        if fact.state in {"open", "accepted"} and fact.id in machine
        else Fact(mark=fact.mark, mention_rule=_BY_HAND, label_rule=_BY_HAND, score=1.0, confidence=1.0)
        for fact in review.facts
        if fact.stands
    )
    return result.model_copy(update={"result": result.result.model_copy(update={"facts": facts})})
