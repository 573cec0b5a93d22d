"""Which part a date plays."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import cast

from ..records import DateMention, DateRole
from ..spans import Span
from .clauses import Clause
from .cues import Hit, lexicon, starting
from .scene import Scene, takes_object

_SPAN = re.compile(r"[-—–~～一至到、]|季|半年|前[\d一二两三四五六七八九十]+个?月|月份|本月|当月|全月|周")
_MONTH = re.compile(r"月$|年$")
_DAY = re.compile(r"[日号旬初中]$|月底|月末|\d$")
_END = re.compile(r"年底|年末|季度末")
_PASSED = re.compile(r"^(?:去年?|上|昨)")
_DAYS_RANGE = re.compile(r"[日号].*[日号]|旬.*旬")
_PLANNED = 2.4
_REACH = 44
_LONG = 120
_SOON = 240
_VERY_SOON = 120
_AT_HAND = 60


@dataclass(slots=True)
class Part:
    """The part of one date."""

    role: DateRole
    rule: str
    score: float


@dataclass(slots=True)
class _Vote:
    role: str
    weight: float
    rule: str


_FIGURE = _Vote("period", 1.6, "figure of a month")
_start = attrgetter("start")


@lru_cache(maxsize=1024)
def _shape(text: str) -> Sequence[_Vote]:
    """What the form of the expression favours."""
    if _DAYS_RANGE.search(text):
        return (_Vote("period", 3.6, "span of days"),)
    if _END.search(text):
        if _PASSED.search(text):
            return (_Vote("period", 1.2, "past year end"), _Vote("occurred", 1.0, "past year end"))
        return (_Vote("planned", 1.2, "year end"),)
    return _month_shape(text)


def _month_shape(text: str) -> Sequence[_Vote]:
    if _DAY.search(text) and not _SPAN.search(text[:-1]):
        return (_Vote("occurred", 1.0, "day"),)
    if _SPAN.search(text):
        return (_Vote("period", 1.7, "span of months"),)
    if _MONTH.search(text):
        return (_Vote("period", 0.7, "month"), _Vote("occurred", 0.6, "month"))
    return (_Vote("occurred", 0.5, "festival"),)


def _is_span(text: str) -> bool:
    return bool(_SPAN.search(text) or _MONTH.search(text)) and not _DAYS_RANGE.search(text)


def _leads(text: str, start: int, at: int) -> bool:
    """Whether nothing but white space stands between `start` and `at`."""
    while at > start and text[at - 1].isspace():
        at -= 1
    return at == start


def _told(scene: Scene, span: Span, clause: Clause, hits: Sequence[Hit]) -> list[_Vote]:
    """What the cue words of a date's clause say, and a heading such as 下一步 earlier in the sentence."""
    start, end = span
    text = scene.layout.text
    votes = []
    for hit in starting(hits, start - _REACH, end + _REACH):
        if takes_object(hit, scene.layout):
            continue
        before = hit.end <= start
        gap = start - hit.end if before else hit.start - end
        side = "before" if before else "behind"
        for cue in hit.cues:
            if not 0 <= gap <= cue.reach or cue.side != side:
                continue
            if cue.force == "span" and not _is_span(text[start:end]):
                continue
            led = cue.force != "leading" or _leads(text, clause.start, hit.start)
            votes.append(_Vote(cue.says, (cue.weight if led else 0.5) - 0.03 * gap, f"{cue.group}: {hit.word}"))
    if _is_span(text[start:end]) and _counts(scene, end, clause):
        votes.append(_FIGURE)
    heading = scene.heading(start, clause.block)
    if heading is not None:
        votes.append(_Vote("planned", 3.4, f"next steps: {heading.word}"))
    return votes


def _counts(scene: Scene, end: int, clause: Clause) -> bool:
    """Whether a number stands behind a date that ends at `end` and opens its clause."""
    if clause.end <= end:
        return False
    at = bisect_left(scene.places, end, key=_start)
    return at < len(scene.places) and scene.places[at].start < clause.end


def _written(scene: Scene, dates: Sequence[DateMention], told: Sequence[list[_Vote]]) -> dt.date | None:
    """The day the narrative is read from, else the earliest on which it can have been written by its own dates."""
    if scene.anchor is not None:
        return scene.anchor
    begun = [date.past.first for date in dates if date.past != date.future]
    for date, votes in zip(dates, told, strict=True):
        if any(vote.rule.startswith("cut-off") for vote in votes):
            begun.append(date.past.last)
    return max(begun, default=None)


def _carry_plans(scene: Scene, dates: Sequence[DateMention], told: Sequence[list[_Vote]]) -> None:
    """Steps that follow a planned one in its sentence, each later than the one before, are planned as well."""
    ahead: tuple[int, dt.date] | None = None
    for span, date, votes in zip(scene.dates, dates, told, strict=True):
        member = scene.layout.clauses[scene.layout.owners[span.start]].member
        if any(vote.role == "planned" and vote.weight >= _PLANNED for vote in votes):
            ahead = (member, date.future.last)
        elif ahead is not None and ahead[0] == member and date.future.first > ahead[1]:
            votes.append(_Vote("planned", _PLANNED, "step after a planned one"))
            ahead = (member, date.future.last)


def _calendar(date: DateMention, written: dt.date | None, *, up_to: bool) -> list[_Vote]:
    """What the calendar says: a date still to come is planned, and no cut-off where 到 leads `up_to` it."""
    if written is None:
        return []
    past, future = date.past, date.future
    if past == future:
        return [_Vote("planned", 4.5 if up_to else 2.4, "still to come")] if past.first > written else []
    since = (written - past.last).days
    until = (future.first - written).days
    if since > _LONG and until < _SOON:
        weight = 4.4 if until < _AT_HAND else 3.6 if until < _VERY_SOON else 1.4
        return [_Vote("planned", weight, "nearer to come")]
    if until <= _SOON:
        return []
    return [_Vote("occurred", 1.0 if since < _AT_HAND else 0.4, "nearer gone by")]


def _strongest(votes: Sequence[_Vote]) -> Part:
    best: dict[str, _Vote] = {}
    sums: dict[str, float] = {}
    for vote in votes:
        top = best.get(vote.role)
        sums[vote.role] = max(sums.get(vote.role, 0.0), vote.weight) + (
            0.35 * min(vote.weight, top.weight) if top else 0
        )
        if top is None or vote.weight > top.weight:
            best[vote.role] = vote
    role = max(sums, key=sums.__getitem__)
    total = sums.pop(role)
    margin = (total - max(sums.values(), default=0.0)) / (total + 1)
    return Part(cast(DateRole, role), best[role].rule, round(min(1.0, 0.25 + margin), 3))


def part(scene: Scene) -> dict[int, Part]:
    """The part of each date of a narrative, by its index among the mentions."""
    if not scene.dates:
        return {}
    numbered = [(index, mention) for index, mention in enumerate(scene.ledger.mentions) if mention.kind == "date"]
    layout = scene.layout
    told: list[list[_Vote]] = []
    read, hits = -1, list[Hit]()
    for span in scene.dates:
        owner = layout.owners[span.start]
        clause = layout.clauses[owner]
        if owner != read:
            read, hits = owner, lexicon("dates").scan(layout.text[clause.start : clause.end], clause.start)[0]
        told.append(_told(scene, span, clause, hits))
    written = _written(scene, [date for _, date in numbered], told)
    _carry_plans(scene, [date for _, date in numbered], told)
    return {
        index: _strongest(
            [
                *votes,
                *_shape(scene.layout.text[span.start : span.end]),
                *_calendar(date, written, up_to=any(vote.rule.startswith("up to") for vote in votes)),
            ]
        )
        for (index, date), span, votes in zip(numbered, scene.dates, told, strict=True)
    }
