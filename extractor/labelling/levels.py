"""Levels that changed (由A提高到B), and units that settle the role by themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .cues import Hit, table, within
from .evidence import Evidence
from .scene import Place, Scene

AMOUNT = "amount for each"
SIZE_CLASS = "size class"
_SIGNED = Evidence("change", 6.0, "signed", direct=True)
_BELOW_NOUGHT = frozenset(("摄氏度", "米"))
_AHEAD = 4
_WINDOW = 60
_PLANS = ("operator", "noun")
_CLASS = re.compile(r"及?以[上下内]的?(?=[\u4e00-\u9fff\d])")
_SIZED = re.compile(
    r"(?:[（(]不?含[^（()）]{0,8}[)）])?的?((?:重点|重大|工业|产业|建设|招商|投资)?(?:项目|企业|工程|公司|单位))?"
)
_BOUND = re.compile(r"(?:超过?|高于|低于|不足|满|少于|多于)$")
_EACH = re.compile(r"每[^，。；、\d]{1,12}$")
_CLASSES = frozenset("及以的")
_REACHED = frozenset("达在至到为约")


@cache
def _units() -> dict[str, Evidence]:
    return {
        unit: Evidence(group["says"], float(group["weight"]), f"unit {unit}")
        for group in table("units")["group"]
        for unit in group["words"].split()
    }


def _raised(scene: Scene, order: int) -> bool:
    """Whether a later number of the clause is the level that this one was moved to."""
    place = scene.places[order]
    for other in range(order + 1, min(order + _AHEAD, len(scene.places))):
        later = scene.places[other]
        if later.clause != place.clause or later.unit != place.unit:
            return False
        hits = within(scene.cues[later.clause], later.start - 8, later.start)
        if _is_new(hits):
            return True
    return False


def _is_new(hits: Sequence[Hit]) -> bool:
    return any(cue.group == "new level" for hit in hits[-1:] for cue in hit.cues)


def _planned_level(scene: Scene, order: int) -> Evidence | None:
    """A level to be reached only in time to come (可由7公里缩短为1公里)."""
    place = scene.places[order]
    hits = within(scene.cues[place.clause], max(place.inside.start, place.start - _WINDOW), place.start)
    if not _is_new(hits) or place.start - hits[-1].end > 1:
        return None
    for hit in hits:
        cue = hit.of(_PLANS)
        if cue is not None and cue.says == "target":
            return Evidence("target", 9.0, f"level {cue.group}: {hit.word}")
    return None


def level(scene: Scene, order: int) -> list[Evidence]:
    """What the unit of number `order` and a change of level say of it."""
    place = scene.places[order]
    found = []
    unit = _units().get(place.unit)
    if unit is not None:
        found.append(unit)
    elif place.value < 0 and place.unit not in _BELOW_NOUGHT:
        found.append(_SIGNED)
    text = scene.layout.text
    if text[place.end : place.end + 1] in _CLASSES:
        found += _classed(text, place)
    if not found and _sizes(scene, order):
        found.append(Evidence("reference", 5.0, SIZE_CLASS))
    if place.unit == "元" and _EACH.search(text[max(place.inside.start, place.start - 18) : place.start]):
        found.append(Evidence("reference", 3.6, AMOUNT))
    if place.clause in scene.levels:
        found += _moved(scene, order)
    return found


def _sizes(scene: Scene, order: int) -> bool:
    """Whether money only says of what size the things counted right behind it are (1亿元至5亿元6个, 超1亿元项目6个)."""
    place = scene.places[order]
    if place.unit != "元" or order + 1 >= len(scene.places):
        return False
    there = scene.places[order + 1]
    if there.clause != place.clause or there.kind != "quantity" or there.unit == place.unit:
        return False
    text = scene.layout.text
    match = _SIZED.fullmatch(text, place.end, there.start)
    if match is None:
        return False
    return place.mention.value_max is not None or bool(
        match[1] and _BOUND.search(text[max(0, place.start - 4) : place.start])
    )


def _classed(text: str, place: Place) -> list[Evidence]:
    """A size class (30户以上院落, 超过3亿元的项目)."""
    before = text[max(0, place.start - 4) : place.start]
    if text.startswith("的", place.end):
        return [Evidence("reference", 5.0, SIZE_CLASS)] if _BOUND.search(before) else []
    if _CLASS.match(text, place.end) and before[-1:] not in _REACHED:
        return [Evidence("reference", 4.0, SIZE_CLASS)]
    return []


def _moved(scene: Scene, order: int) -> list[Evidence]:
    """A level before or after it was moved."""
    place = scene.places[order]
    found = []
    planned = _planned_level(scene, order)
    if planned is not None:
        found.append(planned)
    if _raised(scene, order):
        words = scene.layout.text[max(place.inside.start, place.start - 40) : place.start]
        if any(mark in words for mark in ("由", "从", "原")):
            found.append(Evidence("reference", 4.5, "former level"))
    return found
