"""The same task across the bulletins of one place: how far it came, what slipped, what stays in its way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Final, NamedTuple

from ..errors import ReviewError
from ..records import Blocker, BlockerCategory, Date, Percentage
from ..review import Proposal, TaskText, chains, propose
from ..store import ItemEntry, Slot, Store, TaskLink
from .reviewing import ReviewDesk

_DATE_OF_NAME: Final = re.compile(r"[-_ ]*\d{2,}.*")


class Point(NamedTuple):
    """A task in one bulletin."""

    entry: ItemEntry
    day: date
    """Of issue."""
    actual: float | None
    """Completion reached, in percent; the greatest where several are told."""
    target: float | None
    """Completion due, where the narrative tells one."""
    planned: date | None
    """The last day that something is planned for."""
    categories: tuple[BlockerCategory, ...]


class Trend(NamedTuple):
    """A task over time."""

    points: tuple[Point, ...]
    """At least two, from the earliest on."""
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
        return Trend(points, tuple(pair for pair in pairs if _slipped(*pair)), tuple(persisting))

    def _point(self, entry: ItemEntry) -> Point:
        marks = self._desk.open(Slot(entry.item_key)).review.marks
        rates = [mark for mark in marks if isinstance(mark, Percentage) and mark.kind == "completion"]
        planned = [mark.to for mark in marks if isinstance(mark, Date) and mark.role == "planned"]
        return Point(
            entry=entry,
            day=_day(entry),
            actual=max((mark.value for mark in rates if mark.role == "actual"), default=None),
            target=max((mark.value for mark in rates if mark.role == "target"), default=None),
            planned=max(planned, default=None),
            categories=tuple(dict.fromkeys(mark.category for mark in marks if isinstance(mark, Blocker))),
        )


def _day(entry: ItemEntry) -> date:
    return entry.bulletin.issue_date or entry.bulletin.anchor_date or date.min


def _slipped(one: Point, other: Point) -> bool:
    planned = one.planned is not None and other.planned is not None and other.planned > one.planned
    before, after = one.entry.deadline, other.entry.deadline
    return planned or bool(before and after and before != after)


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


def chart(trend: Trend, width: float, height: float) -> Mapping[str, Sequence[tuple[float, float, float]]]:
    """Where the points of a trend stand on a chart of that size: name of a line → x, y and value, in percent.

    Days go from left to right, 0 to 100 percent (or the greatest value) from bottom to top.
    """
    first, last = trend.points[0].day, trend.points[-1].day
    span = max((last - first).days, 1)
    most = max(
        [100.0, *(value for point in trend.points for value in (point.actual, point.target) if value is not None)]
    )

    def places(name: str) -> Sequence[tuple[float, float, float]]:
        return [
            (round((point.day - first).days / span * width, 1), round(height - value / most * height, 1), value)
            for point in trend.points
            if (value := getattr(point, name)) is not None
        ]

    return {"actual": places("actual"), "target": places("target")}
