"""Numbers that name nothing themselves and point back at what was named before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .phrases import (
    NOTHING,
    SHORT,
    Subject,
    bare,
    behind,
    row,
    same_unit,
    stateless,
    topic,
    undated,
    unframed,
    vocabulary,
)
from .scene import Place, Scene
from .tasks import thing_of
from .words import trim

_CLASS = re.compile(r"及?以[上下内]的?(?=[\u4e00-\u9fff])")
_MADE = re.compile(r"(累计|单月|当月)?(?:已|共|实际)*完成(?:了|约|近)*$")
_PLANNED = re.compile(r"(?:年度|全年|本年|今年|年)?(?:计划|目标)(?:完成)?(?:总|固定资产|工程)?投资$")
_EACH = r"(?:每[人户月年生天吨件台辆头亩次周季度个家]{1,4}(?:学期)?)*"
_AGES = frozenset(("岁", "周岁"))
_TIMES = frozenset(("天", "日", "周", "个月", "小时", "年", "日历天"))
_BACK = 30
_NEAR = 12
_BEFORE = 40
_LONGEST = 11
_TINY = 2


@cache
def _echo() -> re.Pattern[str]:
    """Words between two numbers by which the second is only set beside the first: 较去年增加, 占任务的, 距目标还差."""
    moved, plan = vocabulary().moved, vocabulary().plans
    forms = (
        rf"(?:比|较|与)[^，。；]{{1,16}}?(?:{moved})(?:到|至)?",
        rf"(?:同比|环比)(?:仅|分别)?(?:{moved})?",
        rf"占(?:[^，。；、]{{0,14}}?(?:{plan}|数))?的?[（(]?",
        rf"(?:占[^，。；、]{{1,12}}|完成[^，。；、]{{0,8}}(?:{plan})[^，。；、]{{0,4}})的[（(]?",
        r"为[^，。；、]{1,14}的",
        r"[距离][^，。；]{0,14}[差缺欠]",
        rf"(?:超出?|超过|高于|低于|快于|慢于|欠|滞后|落后)于?(?:时序|{plan})[^，。；]{{0,8}}?(?:{moved})?",
    )
    return re.compile(rf"[,，]?[约仅只]?(?:{'|'.join(forms)})[了约近]*")


@cache
def _rest() -> re.Pattern[str]:
    """其余 and the like right before a number."""
    return re.compile(rf"({vocabulary().rest})(?:的|约|近|尚有|还有|仍有|有)*$")


@cache
def _level() -> re.Pattern[str]:
    """由 or 从 right before the level that something is moved from."""
    return re.compile(rf"起?{_EACH}[由从](?:{vocabulary().former})?{_EACH}$")


def _echoes(scene: Scene, order: int) -> bool:
    """Whether number `order`, alone of its unit in its clause, is only set beside the one before."""
    place, before = scene.places[order], scene.places[order - 1]
    if before.inside.member != place.inside.member or place.start - before.end > _BACK:
        return False
    words = scene.layout.flat[before.end : place.start].replace("\0", "")
    return _echo().fullmatch(words) is not None and len(row(scene, order)) == 1


def _reached(scene: Scene, order: int) -> bool:
    """Whether number `order` is the level that the thing before it was moved to."""
    place, before = scene.places[order], scene.places[order - 1]
    if before.clause != place.clause or before.unit != place.unit or not place.left:
        return False
    return any(cue.group == "new level" for cue in place.left[-1].cues)


def compared_or_moved(scene: Scene, order: int, found: Sequence[Subject]) -> Subject:
    """The subject of a number set beside the one before, or of a level that something is moved from or to."""
    place = scene.places[order]
    if order and found[order - 1].words and (_echoes(scene, order) or _reached(scene, order)):
        return found[order - 1]
    start = undated(scene, max(place.first, place.start - _BEFORE), place.start)
    words = place.words(start, place.start)
    match = _level().search(words)
    noun = trim(bare(words[: match.start()]), _LONGEST) if match else ""
    return Subject(noun, noun)


def pointed(scene: Scene, order: int, found: Sequence[Subject]) -> Subject:
    """The subject of a number that names nothing itself, or none."""
    back = compared_or_moved(scene, order, found)
    if back.words:
        return back
    place = scene.places[order]
    if place.unit == "元" and (invested := _invested(place, found[max(0, order - 6) :])).words:
        return invested
    noun = _classed(scene, place) or _lasting(place)
    return Subject(noun, noun) if noun else _left_over(scene, order, found)


def _invested(place: Place, found: Sequence[Subject]) -> Subject:
    """The investment that money is: planned, or made where it follows on investment and says no more than 完成."""
    words = place.words(max(place.first, place.start - _NEAR), place.start)
    if match := _PLANNED.search(words):
        return Subject(match[0], "投资")
    match = _MADE.search(words)
    if match is None or not any("投资" in subject.words for subject in found):
        return NOTHING
    return Subject(f"{match[1] or ''}完成投资", "投资")


def _classed(scene: Scene, place: Place) -> str:
    """The things that a number only tells the size or age of (80周岁以上老年人, 500亩以上园区)."""
    match = _CLASS.match(scene.layout.text, place.end, place.last)
    named = bare(place.words(max(place.first, place.start - _NEAR), place.start))
    if place.unit in _AGES or (match and len(named) <= SHORT):
        return behind(scene, place, match.end() if match else place.end)
    return ""


def _lasting(place: Place) -> str:
    """What took the time that a number gives, where its word stands right before (停工18天)."""
    last = place.left[-1] if place.left and place.unit in _TIMES else None
    if last is None or place.start - last.end > 1:
        return ""
    return bare(last.word) if any(cue.group == "stoppage" for cue in last.cues) else ""


def _left_over(scene: Scene, order: int, found: Sequence[Subject]) -> Subject:
    """What is left of the things named before."""
    place = scene.places[order]
    match = _rest().search(place.words(place.first, place.start))
    if match is None:
        return NOTHING
    known = same_unit(scene, order, found) or topic(scene, order)
    follower = behind(scene, place)
    if follower and (not known or len(follower) <= _TINY + 1 or follower in known):
        return Subject(match[1] + follower, follower)
    known = known or thing_of(scene.task)
    return Subject(match[1] + trim(unframed(stateless(known)), SHORT + 2), known) if known else NOTHING
