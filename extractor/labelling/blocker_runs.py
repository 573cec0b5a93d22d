"""Clauses that tell one obstacle put together: its cause, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .blocker_causes import tells
from .blocker_clauses import ALONE, EFFECT, Reading, last_of, words
from .scene import Scene

_MOST = 4
_HALTS = frozenset(("stop", "unable"))
_DONE = re.compile(r"已|完成|正在|累计|总投资|计划|全长|其中|截至")
_LED_TO = re.compile(r"导致|导至|致使|造成|使得|以致|以至")
_AS_OF = re.compile(r"(?:截至|截止到?)(?:目前|今年)?[\d年月日一二三四五六七八九十]{0,11}[底末]?")


def head(text: str, reading: Reading) -> int:
    """Where a clause begins behind the words that only join it to others."""
    start = reading.clause.start
    while start < reading.clause.end and not text.startswith(words("no_joints"), start):
        day = _AS_OF.match(text, start)
        joint = day[0] if day else next((word for word in words("joints") if text.startswith(word, start)), "")
        if not joint and not text[start].isspace():
            break
        start += len(joint) or 1
    return start


def _own_subject(text: str, reading: Reading) -> bool:
    """Whether something stands before the word that opens the cause, so that the cause is another's."""
    if reading.opener is None:
        return True
    return reading.opens != "reason" and head(text, reading) < reading.opener.start


def together(readings: Sequence[Reading], one: int, other: int) -> bool:
    """Whether two clauses stand in the same member of a sentence."""
    return readings[one].clause.member == readings[other].clause.member


def handled(reading: Reading) -> bool:
    """Whether a clause tells what is done about an obstacle, or what comes next."""
    effects = EFFECT.intersection(reading.forces)
    first = reading.hits[0].cues[0].force if reading.hits else ""
    return (first == "forward" and _HALTS.isdisjoint(effects)) or (
        "forward" in reading.forces and effects == {"trouble"}
    )


def _unfinished(run: Sequence[Reading]) -> bool:
    """Whether no clause of the run has told yet what the obstacle leads to."""
    return all(_HALTS.isdisjoint(reading.forces) and "delay" not in reading.forces for reading in run)


def _same(scene: Scene, readings: Sequence[Reading], first: int, at: int, *, cause_only: bool) -> bool:
    """Whether a clause with a cause of its own tells the obstacle before it once more, or why that came about."""
    text, reading, begun = scene.layout.text, readings[at], readings[first]
    if _own_subject(text, reading):
        return False
    if cause_only:
        return True
    if begun.opener is None and "stop" in begun.forces and not tells(text, begun.span):
        return True
    behind = readings[at : at + 3]
    halts = any(not _HALTS.isdisjoint(one.forces) for one in behind if one.clause.member == reading.clause.member)
    return begun.opener is not None and halts and _unfinished(readings[first:at])


def _joins(scene: Scene, readings: Sequence[Reading], first: int, at: int, *, cause_only: bool) -> bool:
    """Whether clause `at` still belongs to the obstacle that began in clause `first`."""
    text, reading = scene.layout.text, readings[at]
    if "resolved" in reading.forces:
        return False
    if reading.opener is not None:
        return reading.opens == "wait" or _same(scene, readings, first, at, cause_only=cause_only)
    if handled(reading):
        return False
    if not EFFECT.isdisjoint(reading.forces) or _LED_TO.match(text, head(text, reading)):
        return True
    if "seek" in reading.forces:
        return bool(readings[at - 1].states)
    return cause_only and "forward" not in reading.forces


def _leads_on(text: str, readings: Sequence[Reading], at: int, *, cause_only: bool) -> bool:
    """Whether clause `at` stands between an obstacle and the stoppage, or a cause and the effect, that it leads to."""
    if at + 1 >= len(readings) or readings[at].opener is not None or "resolved" in readings[at].forces:
        return False
    after = readings[at + 1]
    if after.clause.member != readings[at].clause.member or after.opener is not None:
        return False
    if "stop" in after.forces:
        return True
    if cause_only and "deny" in after.forces:
        return "已" not in readings[at].span.of(text)
    stuck = any(hit.word in words("unable_to_go_on") for hit in after.hits)
    return stuck and _DONE.search(readings[at].span.of(text)) is None


def _waits(reading: Reading) -> bool:
    """Whether a clause names a condition and what is to follow it (待资金到位后开工)."""
    if reading.opens != "wait" or "then" not in reading.forces:
        return False
    return reading.hits[last_of(reading.forces, "then")].end < reading.clause.end


def run_of(scene: Scene, readings: Sequence[Reading], at: int) -> int:
    """Index of the last clause of the obstacle that begins in clause `at`."""
    first, last = readings[at], at
    if _waits(first):
        return at
    cause_only = first.opener is not None and EFFECT.isdisjoint(first.forces)
    while last + 1 < len(readings) and readings[last + 1].clause.member == first.clause.member and last - at < _MOST:
        if not _joins(scene, readings, at, last + 1, cause_only=cause_only):
            if not _leads_on(scene.layout.text, readings, last + 1, cause_only=cause_only):
                break
            last += 1
        last += 1
        cause_only = cause_only and EFFECT.isdisjoint(readings[last].forces) and readings[last].opener is not None
    return last


def back(scene: Scene, readings: Sequence[Reading], at: int, floor: int) -> int:
    """Index of the clause that says why, where clause `at` only tells what came of it (地下管线复杂，增加了难度)."""
    text, reading = scene.layout.text, readings[at]
    if reading.opener is not None or ALONE.isdisjoint(reading.forces) or tells(text, reading.span):
        return at
    first = at
    subjectless = text[head(text, reading) : reading.clause.end].startswith(words("bare"))
    for before in range(at - 1, max(floor, at - 3) - 1, -1):
        other = readings[before]
        span = other.span
        if other.clause.member != reading.clause.member or "resolved" in other.forces or _DONE.search(span.of(text)):
            break
        if tells(text, span) or (subjectless and before == at - 1):
            first = before
    return first
