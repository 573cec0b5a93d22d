"""Which part a date plays."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple, cast

from ..records import DateMention, DateRole
from .cues import Hit
from .scene import Scene

_SPAN = re.compile(r"[-—–~～一至到、]|季|半年|前[\d一二两三四五六七八九十]+个?月|月份|本月|当月|全月|周")
_MONTH = re.compile(r"月$|年$")
_DAY = re.compile(r"[日号旬初中]$|月底|月末|\d$")
_END = re.compile(r"年底|年末|季度末")
_PASSED = re.compile(r"^(?:去年?|上|昨)")
_DAYS_RANGE = re.compile(r"[日号].*[日号]|旬.*旬")
_REACH = 44
_LONG = 120
_SOON = 240


class Part(NamedTuple):
    """The part of one date."""

    role: DateRole
    rule: str
    score: float


class _Vote(NamedTuple):
    role: str
    weight: float
    rule: str


def _shape(text: str) -> list[_Vote]:
    """What the form of the expression favours."""
    if _DAYS_RANGE.search(text):
        return [_Vote("period", 1.9, "span of days")]
    if _PASSED.search(text) and _END.search(text):
        return [_Vote("period", 1.2, "past year end"), _Vote("occurred", 1.0, "past year end")]
    if _END.search(text):
        return [_Vote("planned", 1.2, "year end")]
    return _month_shape(text)


def _month_shape(text: str) -> list[_Vote]:
    if _DAY.search(text) and not _SPAN.search(text[:-1]):
        return [_Vote("occurred", 1.0, "day")]
    if _SPAN.search(text):
        return [_Vote("period", 1.7, "span of months")]
    if _MONTH.search(text):
        return [_Vote("period", 0.7, "month"), _Vote("occurred", 0.6, "month")]
    return [_Vote("occurred", 0.5, "festival")]


def _is_span(text: str) -> bool:
    return bool(_SPAN.search(text) or _MONTH.search(text)) and not _DAYS_RANGE.search(text)


def _around(scene: Scene, date: DateMention, hits: Sequence[Hit]) -> list[_Vote]:
    """What the cue words of its clause say."""
    clause = scene.layout.clauses[scene.layout.owners[date.span.start]]
    text = scene.layout.text
    spanning = _is_span(text[date.span.start : date.span.end])
    votes = []
    for hit in hits:
        before = hit.end <= date.span.start
        gap = date.span.start - hit.end if before else hit.start - date.span.end
        if hit.start < clause.start or hit.start >= clause.end or gap < 0:
            continue
        for cue in hit.cues:
            if gap > cue.reach or cue.side != ("before" if before else "behind"):
                continue
            if cue.force == "span" and not spanning:
                continue
            led = cue.force != "leading" or not text[clause.start : hit.start].strip()
            votes.append(_Vote(cue.says, (cue.weight if led else 0.5) - 0.03 * gap, f"{cue.group}: {hit.word}"))
    return votes


def _heading(scene: Scene, date: DateMention) -> list[_Vote]:
    """What a heading such as 下一步 earlier in the sentence says."""
    hit = scene.heading(date.span.start, scene.layout.clauses[scene.layout.owners[date.span.start]].block)
    return [_Vote("planned", 3.4, f"next steps: {hit.word}")] if hit else []


class _Now(NamedTuple):
    """Days between which the narrative was written, as its own dates tell."""

    earliest: dt.date | None
    latest: dt.date | None


def _now(dates: Sequence[DateMention], roles: Sequence[list[_Vote]]) -> _Now:
    """Later than all past readings, earlier than the end of all future ones."""
    begun = [date.past.first for date in dates if date.past != date.future]
    ends = [date.future.last for date in dates if date.past != date.future]
    begun += [
        date.past.last
        for date, votes in zip(dates, roles, strict=True)
        if any(v.rule.startswith("cut-off") for v in votes)
    ]
    return _Now(max(begun, default=None), min(ends, default=None))


def _calendar(date: DateMention, now: _Now) -> list[_Vote]:
    """What the calendar says: a date still to come is planned."""
    if now.earliest is None:
        return []
    if date.past == date.future:
        return [_Vote("planned", 1.5, "later than the cut-off")] if date.past.first > now.earliest else []
    since = (now.earliest - date.past.first).days
    until = (date.future.first - now.earliest).days
    if since > _LONG and until < _SOON:
        return [_Vote("planned", 1.5, "nearer in the future")]
    return [_Vote("occurred", 0.4, "nearer in the past")] if until > _SOON else []


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
    ranked = sorted(best, key=lambda role: -sums[role])
    rival = sums[ranked[1]] if len(ranked) > 1 else 0.0
    margin = (sums[ranked[0]] - rival) / (sums[ranked[0]] + 1)
    return Part(cast(DateRole, ranked[0]), best[ranked[0]].rule, round(min(1.0, 0.25 + margin), 3))


def part(scene: Scene) -> dict[int, Part]:
    """The part of each date of a narrative, by its index among the mentions."""
    numbered = [(index, mention) for index, mention in enumerate(scene.ledger.mentions) if mention.kind == "date"]
    if not numbered:
        return {}
    hits = scene.hits["dates"]
    starts = [hit.start for hit in hits]
    dates = [date for _, date in numbered]
    told: list[list[_Vote]] = []
    for date in dates:
        near = hits[bisect_left(starts, date.span.start - _REACH) : bisect_left(starts, date.span.end + _REACH)]
        told.append([*_around(scene, date, near), *_heading(scene, date)])
    now = _now(dates, told)
    return {
        index: _strongest([*votes, *_shape(scene.layout.text[date.span.start : date.span.end]), *_calendar(date, now)])
        for (index, date), votes in zip(numbered, told, strict=True)
    }
