"""Words that state an obstacle: what stops, delays or is missing for the work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from ..records import BlockerLabel
from ..spans import Span
from .blocker_causes import Cause, begins_with_cause, root_cause
from .blocker_clauses import ALONE, EFFECT, MEETS, STRAINS, Reading, read, words
from .blocker_outcomes import halted, overcome
from .blocker_runs import back, handled, head, run_of, together
from .scene import Scene

_WORK = frozenset(("grant", "begin"))
_SENT_UP = re.compile(r"已[^，。；]{0,4}(?:报|提交|申报|送审)")
_PROJECT = re.compile(r"[^，。；、未没无不已]{4,40}?(?:项目|工程)")
_EXPECTED = ("预计", "力争", "计划", "争取")


def _begin(text: str, reading: Reading) -> int:
    """Where the obstacle begins: at its cause, or behind the name of the project that it is one of."""
    if reading.opener is None:
        start = head(text, reading)
        named = _PROJECT.match(text, start, reading.clause.end)
        return named.end() if named and begins_with_cause(text, named.end(), reading.clause.end) else start
    return reading.opener.end if reading.opens == "reason" else reading.opener.start


def _cause(scene: Scene, readings: Sequence[Reading], at: int, last: int, span: Span) -> Cause:
    """The root cause, from the clauses before where the obstacle's own words tell none."""
    text, run = scene.layout.text, readings[at : last + 1]
    root = next((reading for reading in run if reading.opener is not None), run[0])
    clause = Span(max(span.start, root.clause.start), max(span.start, root.clause.end))
    cause = root_cause(text, clause, span, root.denied)
    if not cause.known and at and readings[at - 1].clause.member == run[0].clause.member:
        cause = root_cause(text, readings[at - 1].span, span, None)
    if not cause.known and root.opener is None and "stop" in root.forces:
        before = (root_cause(text, reading.span, span, None) for reading in reversed(readings[max(0, at - 3) : at]))
        cause = next((other for other in before if other.known), cause)
    return cause


def _label(scene: Scene, readings: Sequence[Reading], at: int, last: int) -> BlockerLabel | None:
    text = scene.layout.text
    run = readings[at : last + 1]
    start = _begin(text, run[0])
    end = run[-1].clause.end
    shown = scene.layout.window(run[-1].clause)
    while end > start and (text[end - 1].isspace() or shown[end - 1] != text[end - 1]):
        end -= 1
    if end <= start:
        return None
    if text[end - 1] == "外" and _excepted(text, run[0]):
        end -= 1
    span = Span(start, end)
    cause = _cause(scene, readings, at, last, span)
    states = next((reading.states for reading in run if reading.states), "cause and effect")
    strength = 0.6 if run[0].opener is not None else 0.4
    return BlockerLabel(
        span=span,
        category=cause.category,
        halted=halted(scene, run, readings[last + 1 : last + 5], span),
        rule=f"{states}; {cause.category}: {cause.word}",
        score=round(min(1.0, strength + 0.4 * cause.score), 3),
    )


def _held_up(reading: Reading) -> bool:
    """Whether a clause says that what was met with held the work up."""
    denied = False
    for at, hit in enumerate(reading.hits):
        force = reading.forces[at]
        if force in ALONE or (force == "delay" and hit.word not in words("slight")):
            return True
        if denied and force in _WORK:
            return True
        denied = denied or force == "deny"
    return False


def _excepted(text: str, reading: Reading) -> bool:
    """Whether a cause is what sets someone apart from the others (除…因…外)."""
    return reading.opener is not None and "除" in text[reading.clause.start : reading.opener.start]


def _put_off(text: str, readings: Sequence[Reading], at: int) -> bool:
    """Whether a change is the cause of another date (方案修改，预计…), or a cause that of an exception."""
    first = readings[at]
    behind = [reading for reading in readings[at + 1 : at + 3] if reading.clause.member == first.clause.member]
    if "change" in first.forces and behind and behind[0].hits and behind[0].hits[0].word in _EXPECTED:
        return True
    return _excepted(text, first) and any(text[one.clause.end - 1] == "外" for one in (first, *behind))


def _loss_of_what_is_over(readings: Sequence[Reading], at: int) -> bool:
    """Whether clause `at` only tells what an obstacle that is over has cost (已复工，影响工期…)."""
    bare = readings[at].opener is None and ALONE.intersection(readings[at].forces) == {"hamper"}
    before = readings[at - 1 : at]
    return bare and any(one.clause.member == readings[at].clause.member and "resolved" in one.forces for one in before)


def _only_sent_up(text: str, readings: Sequence[Reading], at: int) -> bool:
    """Whether clause `at` only waits for the answer to what was sent up (已上报，待批复): the ordinary course."""
    if not at or readings[at].opens != "wait" or "then" in readings[at].forces:
        return False
    return together(readings, at - 1, at) and _SENT_UP.search(readings[at - 1].span.of(text)) is not None


def _slowed(readings: Sequence[Reading], at: int) -> int:
    """Index of the clause with the harm or strain that the delay of clause `at` comes from, or -1."""
    reading = readings[at]
    if not any(
        force == "delay" and hit.word not in words("slight")
        for hit, force in zip(reading.hits, reading.forces, strict=False)
    ):
        return -1
    for before in range(at - 1, max(-1, at - 3), -1):
        other = readings[before]
        if other.clause.member != reading.clause.member or "resolved" in other.forces:
            break
        if not STRAINS.isdisjoint(other.forces):
            return before
    return -1


def _is_obstacle(text: str, readings: Sequence[Reading], at: int, last: int) -> bool:
    """Whether clause `at` states an obstacle, or a cause that the clauses up to `last` name an effect of."""
    first, run = readings[at], readings[at : last + 1]
    if "resolved" in first.forces or _loss_of_what_is_over(readings, at):
        return False
    if _only_sent_up(text, readings, at):
        return False
    if first.states:
        return True
    if first.opener is not None and first.opener.word in MEETS:
        return any(_held_up(reading) for reading in run)
    before = readings[at - 1 : at] if first.opens == "reason" else ()
    if any(not EFFECT.isdisjoint(reading.forces) for reading in (*before, *run)):
        return True
    return _put_off(text, readings, at)


def _stated(scene: Scene, readings: Sequence[Reading]) -> list[BlockerLabel]:
    """The obstacles that clauses which stand together state."""
    found: list[BlockerLabel] = []
    at = floor = 0
    while at < len(readings):
        first = at
        if not readings[at].states and readings[at].opener is None:
            first = _slowed(readings, at)
            if first < floor:
                at += 1
                continue
        last = at if _excepted(scene.layout.text, readings[at]) else run_of(scene, readings, at)
        if (first < at or _is_obstacle(scene.layout.text, readings, at, last)) and not overcome(
            scene, readings, at, last
        ):
            label = _label(scene, readings, min(first, back(scene, readings, at, floor)), last)
            if label is not None:
                found.append(label)
            at = floor = last + 1
            while at < len(readings) and handled(readings[at]) and together(readings, last, at):
                at += 1
        else:
            at += 1
    return found


def obstacles(scene: Scene) -> tuple[BlockerLabel, ...]:
    """The obstacles a narrative states, in order; none overlaps another."""
    return stated_in(scene, read(scene.layout, scene.hits["blockers"]))


def stated_in(scene: Scene, stretches: Sequence[Sequence[Reading]]) -> tuple[BlockerLabel, ...]:
    """The same, where its clauses have been read as `stretches`."""
    found = [label for stretch in stretches for label in _stated(scene, stretch)]
    found.sort(key=lambda label: (label.span.start, -label.span.end))
    ends = accumulate((label.span.end for label in found), max, initial=0)
    return tuple(label for end, label in zip(ends, found, strict=False) if label.span.start >= end)
