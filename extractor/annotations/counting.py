"""``gold stats``: what a set of gold files holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median

from ..records import MARK_KINDS, GoldLine


@dataclass(frozen=True)
class Lengths:
    """Characters a narrative."""

    shortest: int
    median: float
    mean: float
    longest: int
    total: int


@dataclass(frozen=True)
class Figures:
    """Figures on some narratives; counts are by falling number."""

    narratives: int
    lengths: Lengths | None
    """None where there is no narrative."""
    marks: Mapping[str, int]
    """Marks by kind."""
    share_with: Mapping[str, float | None]
    """Share of the narratives, 0–1, that have any mark of a kind; None where there is no narrative."""
    share_without_marks: float | None
    quantity_roles: Mapping[str, int]
    percentage_kinds: Mapping[str, int]
    percentage_roles: Mapping[str, int]
    date_roles: Mapping[str, int]
    blocker_categories: Mapping[str, int]
    halted: int
    """Blockers with the work stopped."""
    bounds: Mapping[str, int]
    """Of quantities and percentages."""
    units: Mapping[str, int]
    statuses: Mapping[str, int]
    """Reported statuses; ``none`` where the bulletin prints none."""


@dataclass(frozen=True)
class Statistics:
    """Figures on all narratives and on those of each bulletin."""

    whole: Figures
    bulletins: Mapping[str, Figures]


def count(lines: Sequence[GoldLine]) -> Statistics:
    """The figures of `lines`."""
    names = dict.fromkeys(line.bulletin for line in lines)
    return Statistics(
        _figures(lines), {name: _figures([one for one in lines if one.bulletin == name]) for name in names}
    )


def _figures(lines: Sequence[GoldLine]) -> Figures:
    quantities = [mark for line in lines for mark in line.quantities]
    percentages = [mark for line in lines for mark in line.percentages]
    dates = [mark for line in lines for mark in line.dates]
    blockers = [mark for line in lines for mark in line.blockers]
    return Figures(
        narratives=len(lines),
        lengths=_lengths([len(line.narrative) for line in lines]),
        marks={group: sum(len(getattr(line, group)) for line in lines) for group in MARK_KINDS},
        share_with={group: _share(bool(getattr(line, group)) for line in lines) for group in MARK_KINDS},
        share_without_marks=_share(not any(getattr(line, group) for group in MARK_KINDS) for line in lines),
        quantity_roles=_ranked(mark.role for mark in quantities),
        percentage_kinds=_ranked(mark.kind for mark in percentages),
        percentage_roles=_ranked(mark.role for mark in percentages),
        date_roles=_ranked(mark.role for mark in dates),
        blocker_categories=_ranked(mark.category for mark in blockers),
        halted=sum(mark.halted for mark in blockers),
        bounds=_ranked([*(mark.bound for mark in quantities), *(mark.bound for mark in percentages)]),
        units=_ranked(mark.unit for mark in quantities),
        statuses=_ranked(line.reported_status or "none" for line in lines),
    )


def _lengths(lengths: Sequence[int]) -> Lengths | None:
    if not lengths:
        return None
    return Lengths(min(lengths), median(lengths), round(mean(lengths), 1), max(lengths), sum(lengths))


def _share(those: Iterable[bool]) -> float | None:
    found = list(those)
    return round(sum(found) / len(found), 4) if found else None


def _ranked(values: Iterable[str]) -> Mapping[str, int]:
    return dict(Counter(values).most_common())
