"""Words that state an obstacle: what stops, delays or is missing for the work."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, cast

from ..records import BlockerCategory, BlockerLabel
from ..spans import Span
from .clauses import Clause
from .cues import Hit, lexicon
from .scene import Scene

_NUMERALS = frozenset("0123456789０１２３４５６７８９一二两三四五六七八九十百半")
_OPENERS = (
    "但是",
    "但",
    "目前",
    "其中",
    "截至目前",
    "不过",
    "现因",
    "同时",
    "另外",
    "且",
    "存在问题：",
    "现",
    "而",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
)
_ALONE = frozenset(("unable", "stop", "trouble"))
_NEAR = 6
_MOST = 4
_OVER = re.compile(r"已[^，。；]{0,10}?(?:解决|化解|恢复|复工|结清|消除|拆迁完毕)")
_EFFECT = frozenset(("deny", "unable", "stop", "delay", "trouble"))


class _Reading(NamedTuple):
    """What the obstacle cues of one clause come to."""

    clause: Clause
    hits: tuple[Hit, ...]
    forces: frozenset[str]
    opener: Hit | None
    """The word that opens a cause or a condition."""
    states: str
    """Why the clause states an obstacle by itself; empty where it does not."""


def _force(hit: Hit) -> str:
    return hit.cues[0].force


def _denied(hits: Sequence[Hit]) -> str:
    """The granting word that a denial stands before, with the denial."""
    for here, there in pairwise(hits):
        if _force(here) == "deny" and _force(there) == "grant" and there.start - here.end <= _NEAR:
            return here.word + there.word
    for here in hits:
        if _force(here) == "deny" and not any(there.start > here.end for there in hits):
            return ""
    return ""


def _opener(hits: Sequence[Hit]) -> Hit | None:
    """The word that opens the cause or condition, if one stands in the clause."""
    forces = [_force(hit) for hit in hits]
    for at, hit in enumerate(hits):
        force = forces[at]
        if force == "cause" and (hit.word != "受" or "impact" in forces[at:]):
            return hit
        if force == "wait" and "then" in forces[at:]:
            return hit
    return None


def _states(hits: Sequence[Hit], opener: Hit | None) -> str:
    """Why a clause states an obstacle by itself."""
    for hit in hits:
        if _force(hit) in _ALONE:
            return hit.word
    denied = _denied(hits)
    if denied:
        return denied
    forces = {_force(hit) for hit in hits}
    if "seek" in forces:
        return next(hit.word for hit in hits if _force(hit) == "seek")
    if opener is None:
        return ""
    if _force(opener) == "wait" or opener.word == "受" or "harm" in forces:
        return opener.word
    return ""


def _real(hit: Hit, text: str) -> bool:
    """Whether a hit counts: 不足 before a numeral is a bound, not a lack."""
    return hit.word not in ("不足", "仅", "差") or text[hit.end : hit.end + 1] not in _NUMERALS


def _read(scene: Scene, clause: Clause, hits: Iterable[Hit]) -> _Reading:
    text = scene.layout.text
    kept = tuple(hit for hit in hits if _force(hit) != "mask" and _real(hit, text))
    opener = _opener(kept)
    forces = frozenset(map(_force, kept))
    if _OVER.search(text, clause.start, clause.end):
        forces |= {"resolved"}
    return _Reading(clause, kept, forces, opener, _states(kept, opener))


def _readings(scene: Scene) -> list[_Reading]:
    """The clauses outside brackets, read in order."""
    clauses = scene.layout.clauses
    hits: list[list[Hit]] = [[] for _ in clauses]
    for hit in scene.hits["blockers"]:
        hits[scene.layout.owners[hit.start]].append(hit)
    return [
        _read(scene, clause, found) if found else _Reading(clause, (), frozenset(), None, "")
        for clause, found in zip(clauses, hits, strict=True)
        if clause.parent < 0
    ]


def _joins(reading: _Reading, *, cause_only: bool) -> bool:
    """Whether a clause still belongs to the obstacle stated before it."""
    if "resolved" in reading.forces:
        return False
    if reading.opener is not None:
        return _force(reading.opener) == "wait"
    if reading.hits and _force(reading.hits[0]) == "forward" and not reading.forces & {"stop", "unable"}:
        return False
    if reading.forces & _EFFECT:
        return True
    return cause_only and "forward" not in reading.forces


def _stops_next(readings: Sequence[_Reading], at: int) -> bool:
    """Whether clause `at` stands between an obstacle and the stoppage it leads to."""
    if at + 1 >= len(readings) or readings[at].opener is not None or "resolved" in readings[at].forces:
        return False
    after = readings[at + 1]
    return after.clause.member == readings[at].clause.member and "stop" in after.forces and after.opener is None


def _run(readings: Sequence[_Reading], at: int) -> int:
    """Index of the last clause of the obstacle that begins in clause `at`."""
    first = readings[at]
    last = at
    cause_only = first.opener is not None and not first.forces & _EFFECT
    while last + 1 < len(readings) and readings[last + 1].clause.member == first.clause.member and last - at < _MOST:
        if not _joins(readings[last + 1], cause_only=cause_only):
            if not _stops_next(readings, last + 1):
                break
            last += 1
        last += 1
        cause_only = False
    return last


def _begin(text: str, reading: _Reading) -> int:
    start = reading.clause.start
    if reading.opener is not None:
        return reading.opener.start
    reason = next((hit for hit in reading.hits if _force(hit) == "reason"), None)
    if reason is not None:
        return reason.end
    while start < reading.clause.end:
        opener = next((word for word in _OPENERS if text.startswith(word, start)), "")
        if not opener and not text[start].isspace():
            break
        start += len(opener) or 1
    return start


def _category(text: str, cause: Span, whole: Span) -> tuple[BlockerCategory, str, float]:
    """The root cause: the words of the cause count double those of what follows from it."""
    scores: dict[str, float] = {}
    words: dict[str, str] = {}
    for span, factor in ((cause, 1.0), (Span(whole.start, cause.start), 0.35), (Span(cause.end, whole.end), 0.35)):
        for rank, hit in enumerate(lexicon("categories").scan(span.of(text))[0]):
            cue = hit.cues[0]
            scores[cue.says] = scores.get(cue.says, 0.0) + cue.weight * factor * (0.96**rank)
            words.setdefault(cue.says, hit.word)
    if not scores:
        return "other", "no category word", 0.3
    best = max(scores, key=lambda name: scores[name])
    rival = max((score for name, score in scores.items() if name != best), default=0.0)
    return cast(BlockerCategory, best), words[best], min(1.0, 0.3 + (scores[best] - rival) / (scores[best] + 1))


def _lasted(scene: Scene, span: Span) -> bool:
    """Whether a length of time or an end is given inside the span."""
    places = scene.places
    at = bisect_left(places, span.start, key=lambda place: place.start)
    for place in places[at : at + 6]:
        if place.start < span.end and place.mention.unit in ("天", "日", "个月", "周", "小时", "月"):
            return True
    texts = (date.of(scene.layout.text) for date in scene.dates_in(*span))
    return any(mark in text for text in texts for mark in "至-—~～")


def _halted(scene: Scene, run: Sequence[_Reading], after: Sequence[_Reading], span: Span) -> bool:
    stops = [hit for reading in run for hit in reading.hits if _force(hit) == "stop" and hit.start >= span.start]
    if not stops or _lasted(scene, span):
        return False
    block = run[-1].clause.block
    return not any("resolved" in reading.forces for reading in after[:4] if reading.clause.block == block)


def _label(scene: Scene, readings: Sequence[_Reading], at: int, last: int) -> BlockerLabel | None:
    text = scene.layout.text
    run = readings[at : last + 1]
    start = _begin(text, run[0])
    end = run[-1].clause.end
    while end > start and text[end - 1].isspace():
        end -= 1
    if end <= start:
        return None
    span = Span(start, end)
    root = next((reading for reading in run if reading.opener is not None), run[0])
    cause = Span(max(start, root.clause.start), max(start, root.clause.end))
    category, word, score = _category(text, cause, span)
    if category == "other" and at and readings[at - 1].clause.member == run[0].clause.member:
        before = readings[at - 1].clause
        category, word, score = _category(text, Span(before.start, before.end), span)
    rule = f"{run[0].states or 'cause and effect'}; {category}: {word}"
    strength = 0.6 if run[0].opener is not None else 0.4
    halted = _halted(scene, run, readings[last + 1 : last + 6], span)
    return BlockerLabel(
        span=span, category=category, halted=halted, rule=rule, score=round(min(1.0, strength + 0.4 * score), 3)
    )


def _is_obstacle(readings: Sequence[_Reading], at: int, last: int) -> bool:
    first = readings[at]
    if "resolved" in first.forces:
        return False
    if first.states:
        return True
    effects = any(reading.forces & _EFFECT for reading in readings[at : last + 1])
    return first.opener is not None and effects


def _overcome(scene: Scene, readings: Sequence[_Reading], at: int, last: int) -> bool:
    """Whether the very next clause says that it is over, with no loss named."""
    run = readings[at : last + 1]
    span = Span(run[0].clause.start, run[-1].clause.end)
    behind = [reading for reading in readings[last + 1 : last + 4] if reading.clause.member == run[-1].clause.member]
    span = Span(span.start, behind[-1].clause.end if behind else span.end)
    named = _lasted(scene, span) or any("delay" in reading.forces for reading in run)
    following = readings[last + 1 : last + 2]
    same = [reading for reading in following if reading.clause.member == run[-1].clause.member]
    return not named and any("resolved" in reading.forces for reading in same)


def obstacles(scene: Scene) -> tuple[BlockerLabel, ...]:
    """The obstacles a narrative states, in order; none overlaps another."""
    readings = _readings(scene)
    found: list[BlockerLabel] = []
    at = 0
    while at < len(readings):
        if not readings[at].hits:
            at += 1
            continue
        last = _run(readings, at)
        if _is_obstacle(readings, at, last) and not _overcome(scene, readings, at, last):
            label = _label(scene, readings, at, last)
            if label is not None:
                found.append(label)
            at = last + 1
        else:
            at += 1
    return tuple(found)
