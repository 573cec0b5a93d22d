"""How well bulletins are taken apart into items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped] # scipy ships no types

from extractor.records import Failure, GoldItem, Item

from .agreement import subject_f1
from .fields import Share
from .scores import Counts

TEXT_FIELDS: Final = ("heading", "task", "deadline", "narrative", "status", "reported_status")
"""Fields that are equal or not, white space aside."""
SET_FIELDS: Final = ("units", "leaders")
"""Fields that hold several names, in any order."""
LEAST_LIKENESS: Final = 0.5
"""Bigram F1 of heading, task and narrative together, from which two items can be the same."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a gold item that was read otherwise."""

    id: str
    field: str
    expected: str
    actual: str


@dataclass(frozen=True, slots=True)
class SegmentationScore:
    """Items found, and their fields; the fields are those of found items only.

    Scores of several bulletins add up.
    """

    items: Counts = field(default_factory=Counts)
    fields: Mapping[str, Share] = field(default_factory=dict)
    """Found items whose field is equal without white space."""
    names: Mapping[str, Counts] = field(default_factory=dict)
    """Bodies and leaders of found items, compared as sets without white space."""
    missed: tuple[str, ...] = ()
    """Ids of gold items that were not found."""
    differences: tuple[Difference, ...] = ()
    failures: tuple[Failure, ...] = ()
    """Bulletins that could not be taken apart; all their items are missed."""

    def __add__(self, other: SegmentationScore) -> SegmentationScore:
        return SegmentationScore(
            items=self.items + other.items,
            fields={name: _added(self.fields.get(name), other.fields.get(name)) for name in TEXT_FIELDS},
            names={name: self.names.get(name, Counts()) + other.names.get(name, Counts()) for name in SET_FIELDS},
            missed=self.missed + other.missed,
            differences=self.differences + other.differences,
            failures=self.failures + other.failures,
        )


def score_segmentation(gold: Sequence[GoldItem], items: Sequence[Item]) -> SegmentationScore:
    """How well `items` of one bulletin are those of `gold`.

    Items are paired by what they say, not by their ids: equal ones first, then the likest by `LEAST_LIKENESS`.
    """
    read = [_as_gold(item) for item in items]
    pairs = pair_items(gold, read)
    found = {expected for expected, _ in pairs}
    couples = [(gold[expected], read[actual]) for expected, actual in pairs]
    return SegmentationScore(
        items=Counts(len(pairs), len(gold), len(read)),
        fields={
            name: Share(sum(_same(getattr(ours, name), getattr(theirs, name)) for ours, theirs in couples), len(pairs))
            for name in TEXT_FIELDS
        },
        names={name: _names(couples, name) for name in SET_FIELDS},
        missed=tuple(item.id for place, item in enumerate(gold) if place not in found),
        differences=tuple(_differences(couples)),
    )


def failed_segmentation(gold: Sequence[GoldItem], failure: Failure) -> SegmentationScore:
    """The score of a bulletin that could not be taken apart: all missed, nothing found."""
    return (
        SegmentationScore(items=Counts(0, len(gold), 0), missed=tuple(item.id for item in gold), failures=(failure,))
        + SegmentationScore()
    )


def pair_items(gold: Sequence[GoldItem], items: Sequence[GoldItem]) -> list[tuple[int, int]]:
    """Places in `gold` and `items` of the items that are the same, ascending."""
    waiting: dict[str, list[int]] = {}
    for place, item in enumerate(items):
        waiting.setdefault(_content(item), []).append(place)
    pairs = []
    left = []
    for place, item in enumerate(gold):
        twins = waiting.get(_content(item))
        if twins:
            pairs.append((place, twins.pop(0)))
        else:
            left.append(place)
    rest = sorted(place for places in waiting.values() for place in places)
    return sorted(pairs + _likest(gold, items, left, rest))


def bare(text: str | None) -> str:
    """`text` without white space; empty for None."""
    return "".join(text.split()) if text else ""


def _likest(
    gold: Sequence[GoldItem], items: Sequence[GoldItem], left: Sequence[int], rest: Sequence[int]
) -> list[tuple[int, int]]:
    if not left or not rest:
        return []
    likeness = np.array([[subject_f1(_content(gold[row]), _content(items[column])) for column in rest] for row in left])
    likeness[likeness < LEAST_LIKENESS] = 0
    best = zip(*(axis.tolist() for axis in linear_sum_assignment(likeness, maximize=True)), strict=True)
    return [(left[row], rest[column]) for row, column in best if likeness[row, column]]


def _as_gold(item: Item) -> GoldItem:
    return GoldItem(
        id=item.id,
        item=item.number,
        heading=item.heading.text,
        task=item.task.text,
        units=tuple(unit.text for unit in item.units),
        leaders=tuple(leader.text for leader in item.leaders),
        deadline=item.deadline.text,
        narrative=item.narrative.text,
        status=item.status.text,
        reported_status=item.reported_status,
    )


def _content(item: GoldItem) -> str:
    return bare(item.heading + item.task + item.narrative)


def _same(expected: str | None, actual: str | None) -> bool:
    return bare(expected) == bare(actual)


def _names(couples: Iterable[tuple[GoldItem, GoldItem]], name: str) -> Counts:
    total = Counts()
    for expected, actual in couples:
        ours, theirs = Counter(map(bare, getattr(expected, name))), Counter(map(bare, getattr(actual, name)))
        total += Counts((ours & theirs).total(), ours.total(), theirs.total())
    return total


def _differences(couples: Iterable[tuple[GoldItem, GoldItem]]) -> Iterator[Difference]:
    for ours, theirs in couples:
        for name in TEXT_FIELDS:
            expected, actual = getattr(ours, name), getattr(theirs, name)
            if not _same(expected, actual):
                yield Difference(ours.id, name, expected or "", actual or "")
        for name in SET_FIELDS:
            expected, actual = getattr(ours, name), getattr(theirs, name)
            if sorted(map(bare, expected)) != sorted(map(bare, actual)):
                yield Difference(ours.id, name, "、".join(expected), "、".join(actual))


def _added(one: Share | None, other: Share | None) -> Share:
    first, second = one or Share(0, 0), other or Share(0, 0)
    return Share(first.right + second.right, first.of + second.of)
