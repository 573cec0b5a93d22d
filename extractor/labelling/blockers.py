"""Words that state an obstacle: what stops, delays or is missing for the work."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import cast

from ..records import BlockerCategory, BlockerLabel
from ..spans import Span
from .clauses import Clause
from .cues import Hit, lexicon, table
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
_BOUNDS = frozenset(("不足", "仅", "差", "不合格", "不达标"))
"""Words that are no lack but a bound right before a numeral."""
_MEETS = frozenset(("遇", "遇到", "遭遇"))
"""What is met with alone is no obstacle: it may be what was provided for."""
_DONE = frozenset(("完成", "结束", "完毕"))
"""Denied, they deny what stands before them (迁改未完成)."""
_ALONE = frozenset(("unable", "stop", "trouble"))
_NEAR = 6
_WEAKEST = 0.6
_MOST = 4
_OVER = re.compile(r"已[^，。；未无难待]{0,10}?(?:解决|化解|克服|攻克|破解|排除|扫清|恢复|复工|结清|消除|拆迁完毕)")
_EFFECT = frozenset(("deny", "unable", "stop", "delay", "trouble"))
_WORK = frozenset(("grant", "begin"))
_HALTS = frozenset(("stop", "unable"))
_TELLING = frozenset(("unable", "stop", "trouble", "deny", "seek", "cause", "wait"))


@dataclass(slots=True)
class _Reading:
    """What the obstacle cues of one clause come to."""

    clause: Clause
    hits: list[Hit]
    forces: list[str]
    """How each of `hits` works; ``resolved`` besides where the clause says so in other words."""
    opener: Hit | None
    """The word that opens a cause or a condition."""
    states: str
    """Why the clause states an obstacle by itself; empty where it does not."""


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(table("blockers")[name].split())


def _denied(hits: Sequence[Hit], forces: Sequence[str]) -> str:
    """The granting word that a denial stands before, with the denial."""
    for at in range(len(hits) - 1):
        here, there = hits[at], hits[at + 1]
        if there.start - here.end > _NEAR:
            continue
        if forces[at] == "deny" and forces[at + 1] == "grant":
            return here.word + there.word
        behind = hits[at + 2].word if at + 2 < len(hits) else ""
        if forces[at] == "grant" and forces[at + 1] == "deny" and behind in _DONE:
            return here.word + there.word + behind
    return ""


def _last(forces: Sequence[str], force: str) -> int:
    """Index of the last of `forces` that is `force`, or -1."""
    return next((at for at in range(len(forces) - 1, -1, -1) if forces[at] == force), -1)


def _opener(hits: Sequence[Hit], forces: Sequence[str]) -> Hit | None:
    """The word that opens the cause or condition, if one stands in the clause."""
    if "cause" not in forces and "wait" not in forces:
        return None
    impact, then = _last(forces, "impact"), _last(forces, "then")
    for at, hit in enumerate(hits):
        force = forces[at]
        if force == "cause" and (hit.word != "受" or impact > at):
            return hit
        if force == "wait" and then > at:
            return hit
    return None


def _states(hits: Sequence[Hit], forces: Sequence[str], opener: Hit | None) -> str:
    """Why a clause states an obstacle by itself."""
    if not _ALONE.isdisjoint(forces):
        return next(hit.word for hit in hits if hit.cues[0].force in _ALONE)
    if "deny" in forces and (denied := _denied(hits, forces)):
        return denied
    if "seek" in forces:
        return hits[forces.index("seek")].word
    if opener is None:
        return ""
    if opener.cues[0].force == "wait" or opener.word == "受" or ("harm" in forces and opener.word not in _MEETS):
        return opener.word
    return ""


def _forces(text: str, hits: Sequence[Hit]) -> list[str]:
    """How each hit works; an overcoming denied, due or waited for is what the work still needs to be given."""
    forces = [hit.cues[0].force for hit in hits]
    if "resolved" not in forces:
        return forces
    then = _last(forces, "then")
    wait = forces.index("wait") if "wait" in forces else then
    for at, hit in enumerate(hits):
        if forces[at] == "resolved" and (wait < at < then or text.endswith(_words("ahead"), 0, hit.start)):
            forces[at] = "grant"
    return forces


def _ruled(clause: Clause) -> _Reading:
    """A clause that lays down what is done whenever something happens."""
    return _Reading(clause, [], ["if"], None, "")


def _read(text: str, clause: Clause, found: Sequence[Hit]) -> _Reading:
    hits = [
        hit
        for hit in found
        if hit.cues[0].force != "mask" and (hit.word not in _BOUNDS or text[hit.end : hit.end + 1] not in _NUMERALS)
    ]
    forces = _forces(text, hits)
    if "if" in forces:
        return _ruled(clause)
    opener, states = None, ""
    if not _TELLING.isdisjoint(forces):
        opener = _opener(hits, forces)
        states = _states(hits, forces, opener)
    if text.find("已", clause.start, clause.end) >= 0 and _OVER.search(text, clause.start, clause.end):
        forces.append("resolved")
    return _Reading(clause, hits, forces, opener, states)


def _readings(scene: Scene) -> list[_Reading]:
    """The clauses outside brackets, read in order; none where no word states or opens an obstacle."""
    found = scene.hits["blockers"]
    if _TELLING.isdisjoint([hit.cues[0].force for hit in found]):
        return []
    layout = scene.layout
    hits: dict[int, list[Hit]] = {}
    for hit in found:
        hits.setdefault(layout.owners[hit.start], []).append(hit)
    readings = [
        _read(layout.text, clause, hits[index]) if index in hits else _Reading(clause, [], [], None, "")
        for index, clause in enumerate(layout.clauses)
        if clause.parent < 0
    ]
    for at, reading in enumerate(readings[1:], 1):
        before = readings[at - 1]
        if before.forces == ["if"] and reading.opener is None and reading.clause.member == before.clause.member:
            readings[at] = _ruled(reading.clause)
    return readings


def _joins(reading: _Reading, *, cause_only: bool) -> bool:
    """Whether a clause still belongs to the obstacle stated before it."""
    if "resolved" in reading.forces:
        return False
    if reading.opener is not None:
        return reading.opener.cues[0].force == "wait"
    if reading.hits and reading.forces[0] == "forward" and _HALTS.isdisjoint(reading.forces):
        return False
    if not _EFFECT.isdisjoint(reading.forces):
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
    cause_only = first.opener is not None and _EFFECT.isdisjoint(first.forces)
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
    if "reason" in reading.forces:
        return reading.hits[reading.forces.index("reason")].end
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
    categories = lexicon("categories")
    for start, end, factor in ((*cause, 1.0), (whole.start, cause.start, 0.35), (cause.end, whole.end, 0.35)):
        if start == end:
            continue
        for rank, hit in enumerate(categories.scan(text[start:end])[0]):
            cue = hit.cues[0]
            scores[cue.says] = scores.get(cue.says, 0.0) + cue.weight * factor * (0.96**rank)
            words.setdefault(cue.says, hit.word)
    if not scores:
        return "other", "no category word", 0.3
    best = max(scores, key=scores.__getitem__)
    if scores[best] < _WEAKEST:
        return "other", words[best], 0.3
    top = scores.pop(best)
    rival = max(scores.values(), default=0.0)
    return cast(BlockerCategory, best), words[best], min(1.0, 0.3 + (top - rival) / (top + 1))


def _lasted(scene: Scene, span: Span) -> bool:
    """Whether a length of time or an end is given inside the span."""
    places = scene.places
    at = bisect_left(places, span.start, key=attrgetter("start"))
    for place in places[at : at + 6]:
        if place.start < span.end and place.unit in ("天", "日", "个月", "周", "小时", "月"):
            return True
    texts = (date.of(scene.layout.text) for date in scene.dates_in(*span))
    return any(mark in text for text in texts for mark in "至-—~～")


def _halted(scene: Scene, run: Sequence[_Reading], after: Sequence[_Reading], span: Span) -> bool:
    stops = any(hit.cues[0].force == "stop" and hit.start >= span.start for reading in run for hit in reading.hits)
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


def _held_up(reading: _Reading) -> bool:
    """Whether a clause says that what was met with held the work up."""
    denied = False
    for at, hit in enumerate(reading.hits):
        force = reading.forces[at]
        if force in _ALONE or (force == "delay" and hit.word not in _words("slight")):
            return True
        if denied and force in _WORK:
            return True
        denied = denied or force == "deny"
    return False


def _is_obstacle(readings: Sequence[_Reading], at: int, last: int) -> bool:
    """Whether clause `at` states an obstacle, or a cause that the clauses up to `last` name an effect of."""
    first, run = readings[at], readings[at : last + 1]
    if "resolved" in first.forces:
        return False
    if first.states:
        return True
    if first.opener is not None and first.opener.word in _MEETS:
        return any(_held_up(reading) for reading in run)
    return any(not _EFFECT.isdisjoint(reading.forces) for reading in run)


def _overcome(scene: Scene, readings: Sequence[_Reading], at: int, last: int) -> bool:
    """Whether the very next clause says that it is over, with no loss named."""
    member = readings[last].clause.member
    behind = [reading for reading in readings[last + 1 : last + 4] if reading.clause.member == member]
    if not behind or behind[0] is not readings[last + 1] or "resolved" not in behind[0].forces:
        return False
    span = Span(readings[at].clause.start, behind[-1].clause.end)
    return not _lasted(scene, span) and not any("delay" in reading.forces for reading in readings[at : last + 1])


def obstacles(scene: Scene) -> tuple[BlockerLabel, ...]:
    """The obstacles a narrative states, in order; none overlaps another."""
    readings = _readings(scene)
    found: list[BlockerLabel] = []
    at = 0
    while at < len(readings):
        if not readings[at].states and readings[at].opener is None:
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
