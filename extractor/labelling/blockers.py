"""Words that state an obstacle: what stops, delays or is missing for the work."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from ..records import BlockerLabel
from ..spans import Span
from .blocker_causes import Cause, root_cause, tells
from .blocker_clauses import ALONE, MEETS, STRAINS, Reading, last_of, read, words
from .clauses import Clause
from .scene import Scene

_MOST = 4
_EFFECT = frozenset(("deny", "unable", "stop", "delay", "trouble", "hamper"))
_WORK = frozenset(("grant", "begin"))
_HALTS = frozenset(("stop", "unable"))
_UNITS = frozenset(("天", "日", "个月", "周", "小时", "月", "年"))
_DONE = re.compile(r"已|完成|正在|累计|总投资|计划|全长|其中|截至")
_PARTLY = re.compile(r"其中|部分|个别")
_LONG = re.compile(r"半年|[数多]个?[天月年]")
_GOES_ON = re.compile(r"[^，。；]{0,6}(?:施工|推进|建设|延续|继续|作业)")
_UNBEGUN = re.compile(r"(?:未|无法|不能|没有)[^，。；]{0,4}?(?:开工|进场|动工|启动|开建)|开工条件|招标|筹资")
_RESUMED = re.compile(
    r"^(?!.*(?:预计|计划|力争|待|将|争取|尽快|未|无法|要求)).*(?:复工|恢复施工|恢复建设|重新启动|重启|重新进场)"
)
_GOING = re.compile(
    r"已(?!完成)[^，。；未无难待]{0,10}(?:开工|动工|进场|建成|通车|到位|竣工|完工|拨付)|顺利(?:进场|开工|推进|实施)"
)
_LOOKS_BACK = re.compile(r"\s*(?:目前|现|如今|该|此|上述|后|随后|经)")
_SENT_UP = re.compile(r"已[^，。；]{0,4}(?:报|提交|申报|送审)")
_COMING = re.compile(r"(?:将|预计|可能|或将|拟)[^，。；]{0,4}$")
_OF_IT = re.compile(r"问题|困难|矛盾|纠纷|复工|恢复")
_EXPECTED = ("预计", "力争", "计划", "争取")


def _own_subject(text: str, reading: Reading) -> bool:
    """Whether something stands before the word that opens the cause, so that the cause is another's."""
    if reading.opener is None:
        return True
    return reading.opener.cues[0].force != "reason" and _head(text, reading) < reading.opener.start


def _head(text: str, reading: Reading) -> int:
    """Where a clause begins behind the words that only join it to others."""
    start = reading.clause.start
    while start < reading.clause.end and not text.startswith(words("no_joints"), start):
        joint = next((word for word in words("joints") if text.startswith(word, start)), "")
        if not joint and not text[start].isspace():
            break
        start += len(joint) or 1
    return start


def _joins(scene: Scene, readings: Sequence[Reading], first: int, at: int, *, cause_only: bool) -> bool:
    """Whether clause `at` still belongs to the obstacle that began in clause `first`."""
    reading = readings[at]
    if "resolved" in reading.forces:
        return False
    if reading.opener is not None:
        return reading.opener.cues[0].force == "wait" or _same(scene, readings, first, at, cause_only=cause_only)
    if _handled(reading):
        return False
    if not _EFFECT.isdisjoint(reading.forces):
        return True
    if "seek" in reading.forces:
        return bool(readings[at - 1].states)
    return cause_only and "forward" not in reading.forces


def _handled(reading: Reading) -> bool:
    """Whether a clause tells what is done about an obstacle, or what comes next."""
    effects = _EFFECT.intersection(reading.forces)
    first = reading.hits[0].cues[0].force if reading.hits else ""
    return (first == "forward" and _HALTS.isdisjoint(effects)) or (
        "forward" in reading.forces and effects == {"trouble"}
    )


def _same(scene: Scene, readings: Sequence[Reading], first: int, at: int, *, cause_only: bool) -> bool:
    """Whether a clause with a cause of its own tells the obstacle before it once more, or why that came about."""
    text, reading, begun = scene.layout.text, readings[at], readings[first]
    if _own_subject(text, reading):
        return False
    if cause_only:
        return True
    if begun.opener is None and "stop" in begun.forces and not tells(text, _span(begun)):
        return True
    behind = readings[at : at + 3]
    halts = any(not _HALTS.isdisjoint(one.forces) for one in behind if one.clause.member == reading.clause.member)
    return begun.opener is not None and halts and _unfinished(readings[first:at])


def _unfinished(run: Sequence[Reading]) -> bool:
    """Whether no clause of the run has told yet what the obstacle leads to."""
    return all(_HALTS.isdisjoint(reading.forces) and "delay" not in reading.forces for reading in run)


def _leads_on(text: str, readings: Sequence[Reading], at: int) -> bool:
    """Whether clause `at` stands between an obstacle and the stoppage it leads to."""
    if at + 1 >= len(readings) or readings[at].opener is not None or "resolved" in readings[at].forces:
        return False
    after = readings[at + 1]
    if after.clause.member != readings[at].clause.member or after.opener is not None:
        return False
    if "stop" in after.forces:
        return True
    stuck = any(hit.word in words("unable_to_go_on") for hit in after.hits)
    return stuck and _DONE.search(_span(readings[at]).of(text)) is None


def _waits(reading: Reading) -> bool:
    """Whether a clause names a condition and what is to follow it (待资金到位后开工)."""
    if reading.opener is None or reading.opener.cues[0].force != "wait" or "then" not in reading.forces:
        return False
    return reading.hits[last_of(reading.forces, "then")].end < reading.clause.end


def _run(scene: Scene, readings: Sequence[Reading], at: int) -> int:
    """Index of the last clause of the obstacle that begins in clause `at`."""
    first, last = readings[at], at
    if _waits(first):
        return at
    cause_only = first.opener is not None and _EFFECT.isdisjoint(first.forces)
    while last + 1 < len(readings) and readings[last + 1].clause.member == first.clause.member and last - at < _MOST:
        if not _joins(scene, readings, at, last + 1, cause_only=cause_only):
            if not _leads_on(scene.layout.text, readings, last + 1):
                break
            last += 1
        last += 1
        cause_only = cause_only and _EFFECT.isdisjoint(readings[last].forces) and readings[last].opener is not None
    return last


def _span(reading: Reading) -> Span:
    return Span(reading.clause.start, reading.clause.end)


def _back(scene: Scene, readings: Sequence[Reading], at: int, floor: int) -> int:
    """Index of the clause that says why, where clause `at` only tells what came of it (地下管线复杂，增加了难度)."""
    text, reading = scene.layout.text, readings[at]
    if reading.opener is not None or ALONE.isdisjoint(reading.forces) or tells(text, _span(reading)):
        return at
    first = at
    subjectless = text[_head(text, reading) : reading.clause.end].startswith(words("bare"))
    for before in range(at - 1, max(floor, at - 3) - 1, -1):
        other = readings[before]
        span = _span(other)
        if other.clause.member != reading.clause.member or "resolved" in other.forces or _DONE.search(span.of(text)):
            break
        if tells(text, span) or (subjectless and before == at - 1):
            first = before
    return first


def _begin(text: str, reading: Reading) -> int:
    if reading.opener is None:
        return _head(text, reading)
    return reading.opener.end if reading.opener.cues[0].force == "reason" else reading.opener.start


def _lasted(scene: Scene, span: Span) -> bool:
    """Whether a length of time or an end is given inside the span."""
    text = span.of(scene.layout.text)
    if "至今" not in text and _LONG.search(text):
        return True
    places = scene.places
    at = bisect_left(places, span.start, key=attrgetter("start"))
    for place in places[at : at + 6]:
        if place.start < span.end and place.unit in _UNITS:
            return "至今" not in text
    texts = (date.of(scene.layout.text) for date in scene.dates_in(*span))
    return any(mark in text for text in texts for mark in "至-—~～")


def _stands_still(text: str, run: Sequence[Reading]) -> bool:
    """Whether the clauses say that work stopped, or that work under way cannot go on."""
    for reading in run:
        for hit, force in zip(reading.hits, reading.forces, strict=False):
            if force == "stop" and not _COMING.search(text, reading.clause.start, hit.start):
                return True
    whole = text[run[0].clause.start : run[-1].clause.end]
    if _UNBEGUN.search(whole) or any("delay" in reading.forces for reading in run):
        return False
    unable = [hit for reading in run for hit in reading.hits if hit.word in words("unable_to_go_on")]
    return any(_GOES_ON.match(text, hit.end) or hit.word.endswith("施工") for hit in unable)


def _halted(scene: Scene, run: Sequence[Reading], after: Sequence[Reading], span: Span) -> bool:
    text = scene.layout.text
    if not _stands_still(text, run) or _lasted(scene, span):
        return False
    block = run[-1].clause.block
    return not any(
        ("resolved" in reading.forces and reading.clause.block == block)
        or (reading.clause.block <= block + 1 and _RESUMED.match(_span(reading).of(text)))
        for reading in after
    )


def _cause(scene: Scene, readings: Sequence[Reading], at: int, last: int, span: Span) -> Cause:
    """The root cause, from the clause before where the obstacle's own words tell none."""
    text, run = scene.layout.text, readings[at : last + 1]
    root = next((reading for reading in run if reading.opener is not None), run[0])
    clause = Span(max(span.start, root.clause.start), max(span.start, root.clause.end))
    cause = root_cause(text, clause, span, root.denied)
    if not cause.known and at and readings[at - 1].clause.member == run[0].clause.member:
        cause = root_cause(text, _span(readings[at - 1]), span, None)
    return cause


def _label(scene: Scene, readings: Sequence[Reading], at: int, last: int) -> BlockerLabel | None:
    text = scene.layout.text
    run = readings[at : last + 1]
    start = _begin(text, run[0])
    end = run[-1].clause.end
    while end > start and (text[end - 1].isspace() or scene.layout.flat[end - 1] == "\0"):
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
        halted=_halted(scene, run, readings[last + 1 : last + 5], span),
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
    opener = readings[at].opener
    if not at or opener is None or opener.cues[0].force != "wait" or "then" in readings[at].forces:
        return False
    before = readings[at - 1]
    return _together(readings, at - 1, at) and _SENT_UP.search(_span(before).of(text)) is not None


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
    before = readings[at - 1 : at] if first.opener is not None and first.opener.cues[0].force == "reason" else ()
    if any(not _EFFECT.isdisjoint(reading.forces) for reading in (*before, *run)):
        return True
    return _put_off(text, readings, at)


def _settling(text: str, behind: Sequence[Reading], closing: Clause) -> Sequence[Reading]:
    """The clauses that say that the obstacle which ends in `closing` is over, in its sentence or the next."""
    same = [reading for reading in behind if reading.clause.member == closing.member]
    if same:
        return same if "resolved" in same[0].forces else ()
    following = [reading for reading in behind if reading.clause.block == closing.block + 1]
    if following and _LOOKS_BACK.match(text, following[0].clause.start):
        for at, reading in enumerate(following[:2]):
            if "resolved" in reading.forces and _OF_IT.search(_span(reading).of(text)):
                return following[at:]
    return ()


def _overcome(scene: Scene, readings: Sequence[Reading], at: int, last: int) -> bool:
    """Whether what follows says that it is over, with no loss named, or that what was sought was found."""
    text, run, closing = scene.layout.text, readings[at : last + 1], readings[last].clause
    behind = readings[last + 1 : last + 4]
    if all(_EFFECT.isdisjoint(reading.forces) and reading.opener is None for reading in run):
        sentence = [reading for reading in behind if reading.clause.block == closing.block]
        return any(_GOING.search(_span(reading).of(text)) for reading in sentence)
    settling = _settling(text, behind, closing)
    if not settling or _PARTLY.search(_span(settling[0]).of(text)):
        return False
    span = Span(readings[at].clause.start, settling[-1].clause.end)
    return not _lasted(scene, span) and not any("delay" in reading.forces for reading in run)


def _together(readings: Sequence[Reading], one: int, other: int) -> bool:
    return readings[one].clause.member == readings[other].clause.member


def obstacles(scene: Scene) -> tuple[BlockerLabel, ...]:
    """The obstacles a narrative states, in order; none overlaps another."""
    readings = read(scene.layout, scene.hits["blockers"])
    found: list[BlockerLabel] = []
    at = floor = 0
    while at < len(readings):
        first = at
        if not readings[at].states and readings[at].opener is None:
            first = _slowed(readings, at)
            if first < floor:
                at += 1
                continue
        last = at if _excepted(scene.layout.text, readings[at]) else _run(scene, readings, at)
        if (first < at or _is_obstacle(scene.layout.text, readings, at, last)) and not _overcome(
            scene, readings, at, last
        ):
            label = _label(scene, readings, min(first, _back(scene, readings, at, floor)), last)
            if label is not None:
                found.append(label)
            at = floor = last + 1
            while at < len(readings) and _handled(readings[at]) and _together(readings, last, at):
                at += 1
        else:
            at += 1
    return tuple(found)
