"""The same task across the bulletins of one place: how far it came, what slipped, what stays in its way."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Final, NamedTuple

from ..errors import ReviewError
from ..mentions import find
from ..records import Blocker, BlockerCategory, Date, DateMention, Percentage, Quantity
from ..review import AnyMark, Proposal, TaskText, chains, propose
from ..store import ItemEntry, Slot, Store, TaskLink
from .reviewing import ReviewDesk

_DATE_OF_NAME: Final = re.compile(r"[-_ ]*\d{2,}.*")
_MOST_MEASURES: Final = 4


class Measure(NamedTuple):
    """What is measured: amounts of one thing in one unit, or the completion in percent."""

    subject: str
    """Empty for the completion."""
    unit: str


COMPLETION: Final = Measure("", "%")


class Level(NamedTuple):
    """How far a measure came in one bulletin; the greatest where several are told."""

    actual: float | None
    target: float | None


class Point(NamedTuple):
    """A task in one bulletin."""

    entry: ItemEntry
    day: date
    """Of issue."""
    levels: Mapping[Measure, Level]
    due: date | None
    """The last day that something is planned for, else the deadline."""
    categories: tuple[BlockerCategory, ...]


class Trend(NamedTuple):
    """A task over time."""

    points: tuple[Point, ...]
    """At least two, from the earliest on."""
    measures: tuple[Measure, ...]
    """What is told of in two bulletins or more: the completion first, then by the number of bulletins."""
    slips: tuple[tuple[Point, Point], ...]
    """Where a planned day or the deadline was put off from one bulletin to the next."""
    persisting: tuple[BlockerCategory, ...]
    """Obstacles of one category told in two bulletins running."""


class Trends(NamedTuple):
    """What is confirmed, and what waits for a person to say."""

    trends: tuple[Trend, ...]
    waiting: tuple[tuple[ItemEntry, ItemEntry, Proposal], ...]


class TrendDesk:
    """Links tasks across bulletins; a person's word on a link is kept and counts."""

    def __init__(self, store: Store, desk: ReviewDesk) -> None:
        self._store = store
        self._desk = desk

    def trends(self) -> Trends:
        """All tasks that are linked by a person's word, and the links that wait for it."""
        entries = {each.id: each for each in self._desk.shelf.present(self._store.reviewing.states()).entries}
        links = self._store.reviewing.links()
        waiting = [
            (entries[each.earlier], entries[each.later], each)
            for each in _proposals(entries.values())
            if (each.earlier, each.later) not in links
        ]
        confirmed = [pair for pair, link in links.items() if link.same and set(pair) <= entries.keys()]
        trends = (self._trend([entries[item_id] for item_id in chain]) for chain in chains(confirmed))
        return Trends(tuple(trends), tuple(waiting))

    def link(self, earlier: str, later: str, reviewer: str, *, same: bool) -> None:
        """Keeps what a person says of two items; raises `ReviewError` where one is not there, or both are of a time."""
        entries = {each.id: each for each in self._desk.shelf.present(self._store.reviewing.states()).entries}
        if not {earlier, later} <= entries.keys():
            raise ReviewError("one of the two items is not there; load the page again", code="no_item")
        if not _day(entries[earlier]) < _day(entries[later]):
            raise ReviewError("the first item has to be of an earlier bulletin than the second", code="order")
        self._store.reviewing.link(TaskLink(earlier, later, same, reviewer, datetime.now(UTC)))

    def _trend(self, entries: Sequence[ItemEntry]) -> Trend:
        points = tuple(self._point(entry) for entry in sorted(entries, key=_day))
        pairs = tuple(pairwise(points))
        persisting = dict.fromkeys(
            category for one, other in pairs for category in one.categories if category in other.categories
        )
        return Trend(points, _measures(points), tuple(pair for pair in pairs if _slipped(*pair)), tuple(persisting))

    def _point(self, entry: ItemEntry) -> Point:
        marks = self._desk.open(Slot(entry.item_key)).review.marks
        planned = [mark.to for mark in marks if isinstance(mark, Date) and mark.role == "planned"]
        return Point(
            entry=entry,
            day=_day(entry),
            levels=_levels(marks),
            due=max(planned, default=None) or _deadline(entry),
            categories=tuple(dict.fromkeys(mark.category for mark in marks if isinstance(mark, Blocker))),
        )


def _levels(marks: Iterable[AnyMark]) -> Mapping[Measure, Level]:
    found: defaultdict[Measure, dict[str, float]] = defaultdict(dict)
    for mark in marks:
        measure = _measure(mark)
        if measure and isinstance(mark, Quantity | Percentage) and mark.role in Level._fields:
            found[measure][mark.role] = max(mark.value, found[measure].get(mark.role, mark.value))
    targets = {measure: told["target"] for measure, told in found.items() if "target" in told}
    return {
        measure: Level(told.get("actual"), told.get("target", _target_of(measure, targets)))
        for measure, told in found.items()
    }


def _target_of(measure: Measure, targets: Mapping[Measure, float]) -> float | None:
    """The one target in the unit of `measure` whose subject names the same thing with other words about it."""
    alike = [
        value
        for other, value in targets.items()
        if other.unit == measure.unit and (other.subject in measure.subject or measure.subject in other.subject)
    ]
    return alike[0] if len(alike) == 1 else None


def _measure(mark: AnyMark) -> Measure | None:
    if isinstance(mark, Percentage):
        return COMPLETION if mark.kind == "completion" else None
    return Measure(mark.subject, mark.unit) if isinstance(mark, Quantity) else None


def _measures(points: Sequence[Point]) -> tuple[Measure, ...]:
    told = Counter(measure for point in points for measure, level in point.levels.items() if level.actual is not None)
    often = [measure for measure, number in told.most_common() if number > 1]
    return tuple(sorted(often, key=lambda measure: measure != COMPLETION)[:_MOST_MEASURES])


def _deadline(entry: ItemEntry) -> date | None:
    """The last day of a printed deadline; None where the grammar reads no day in it."""
    anchor = _day(entry)
    days = [each for each in find(entry.deadline, anchor).mentions if isinstance(each, DateMention)]
    return max((each.days(planned=True, anchor_date=anchor).last for each in days), default=None)


def _day(entry: ItemEntry) -> date:
    return entry.bulletin.issue_date or entry.bulletin.anchor_date or date.min


def _slipped(one: Point, other: Point) -> bool:
    return one.due is not None and other.due is not None and other.due > one.due


def _place(entry: ItemEntry) -> str:
    return entry.bulletin.issuer or _DATE_OF_NAME.sub("", entry.bulletin.stem)


def _proposals(entries: Iterable[ItemEntry]) -> Iterable[Proposal]:
    places: defaultdict[str, defaultdict[date, list[ItemEntry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        places[_place(entry)][_day(entry)].append(entry)
    for days in places.values():
        for before, after in pairwise(sorted(days)):
            yield from propose(*(_texts(days[day]) for day in (before, after)))


def _texts(entries: Iterable[ItemEntry]) -> Sequence[TaskText]:
    return [TaskText(each.id, each.number, f"{each.heading} {each.task}") for each in entries]


class Chart(NamedTuple):
    """A measure drawn: each point is x, y and value, days from left to right, 0 to the greatest value upwards."""

    measure: Measure
    actual: tuple[tuple[float, float, float], ...]
    target: tuple[tuple[float, float, float], ...]


def chart(trend: Trend, measure: Measure, width: float, height: float) -> Chart:
    """A measure of a trend on a chart of that size; of the completion 100 percent is at the top at least."""
    first, last = trend.points[0].day, trend.points[-1].day
    span = max((last - first).days, 1)
    levels = [(point.day, point.levels.get(measure, Level(None, None))) for point in trend.points]
    least = 100.0 if measure == COMPLETION else 0.0
    most = max([least, *(value for _, level in levels for value in level if value is not None)]) or 1.0

    def places(name: str) -> tuple[tuple[float, float, float], ...]:
        told = ((day, getattr(level, name)) for day, level in levels)
        return tuple(
            (round((day - first).days / span * width, 1), round(height - max(value, 0.0) / most * height, 1), value)
            for day, value in told
            if value is not None
        )

    return Chart(measure, places("actual"), places("target"))
