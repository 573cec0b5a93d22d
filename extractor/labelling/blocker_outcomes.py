"""What becomes of an obstacle: whether it halts the work, and whether it is over."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from ..spans import Span
from .blocker_clauses import EFFECT, Reading, words
from .clauses import Clause
from .scene import Scene

_UNITS = frozenset(("天", "日", "个月", "周", "小时", "月", "年"))
_PARTLY = re.compile(r"其中|部分|个别")
_LONG = re.compile(r"半年|[数多]个?[天月年]")
_GOES_ON = re.compile(r"[^，。；,;]{0,6}(?:施工|推进|建设|延续|继续|作业)")
_UNBEGUN = re.compile(
    r"(?:未|无法|不能|没有)[^，。；]{0,4}?(?:开工|进场|动工|启动|开建)|开工条件|招标|筹资|列入|纳入|立项"
)
_RESUMED = re.compile(
    r"^(?!.*(?:预计|计划|力争|待|将|争取|尽快|未|无法|要求)).*(?:复工|恢复施工|恢复建设|重新启动|重启|重新进场)"
)
_GOING = re.compile(
    r"已(?!完成)[^，。；未无难待]{0,10}(?:开工|动工|进场|建成|通车|到位|竣工|完工|拨付)|顺利(?:进场|开工|推进|实施)"
)
_LOOKS_BACK = re.compile(r"\s*(?:目前|现|如今|该|此|上述|后|随后|随着|经)")
_COMING = re.compile(r"(?:将|预计|可能|或将|拟)[^，。；]{0,4}$")
_OF_IT = re.compile(r"问题|困难|矛盾|纠纷|复工|恢复")


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
    if _UNBEGUN.search(whole) or any(not {"delay", "hamper"}.isdisjoint(reading.forces) for reading in run):
        return False
    unable = [hit for reading in run for hit in reading.hits if hit.word in words("unable_to_go_on")]
    return any(_GOES_ON.match(text, hit.end) or hit.word.endswith("施工") for hit in unable)


def halted(scene: Scene, run: Sequence[Reading], after: Sequence[Reading], span: Span) -> bool:
    """Whether the work stands still at the cut-off for the obstacle `run`, by what it and the clauses `after` say."""
    text = scene.layout.text
    if not _stands_still(text, run) or _lasted(scene, span):
        return False
    block = run[-1].clause.block
    return not any(
        ("resolved" in reading.forces and reading.clause.block == block)
        or (reading.clause.block <= block + 1 and _RESUMED.match(reading.span.of(text)))
        for reading in after
    )


def _settling(text: str, behind: Sequence[Reading], closing: Clause) -> Sequence[Reading]:
    """The clauses that say that the obstacle which ends in `closing` is over, in its sentence or the next."""
    same = [reading for reading in behind if reading.clause.member == closing.member]
    if same:
        return same if "resolved" in same[0].forces else ()
    following = [reading for reading in behind if reading.clause.block == closing.block + 1]
    if following and _LOOKS_BACK.match(text, following[0].clause.start):
        for at, reading in enumerate(following[:2]):
            if "resolved" in reading.forces and _OF_IT.search(reading.span.of(text)):
                return following[at:]
    return ()


def overcome(scene: Scene, readings: Sequence[Reading], at: int, last: int) -> bool:
    """Whether what follows says that it is over, with no loss named, or that what was sought was found."""
    text, run, closing = scene.layout.text, readings[at : last + 1], readings[last].clause
    behind = readings[last + 1 : last + 4]
    if all(EFFECT.isdisjoint(reading.forces) and reading.opener is None for reading in run):
        sentence = [reading for reading in behind if reading.clause.member == closing.member]
        return any(_GOING.search(reading.span.of(text)) for reading in sentence)
    settling = _settling(text, behind, closing)
    if not settling or _PARTLY.search(settling[0].span.of(text)):
        return False
    span = Span(readings[at].clause.start, settling[-1].clause.end)
    return not _lasted(scene, span) and not any("delay" in reading.forces for reading in run)
