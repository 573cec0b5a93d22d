"""The states that are told before a number and behind it, as far as the narrative goes."""

from __future__ import annotations

from collections.abc import Iterator

from ..labelling.scene import Place
from .overview import Overview

_REACH = 40
_DONE = ("已", "完成", "累计", "实际", "建成", "现")
_PLANNED = ("计划", "拟", "将", "应", "目标", "任务", "需", "要求")
_SCALES = {
    name: frozenset(units.split())
    for name, units in {
        "money": "元 美元 港元",
        "people": "人 户 名 人次 户次",
        "area": "平方米 亩 公顷 平方公里",
        "length": "公里 米 千米 延米",
    }.items()
}


def scale(place: Place) -> str:
    """What sort of thing the unit of a number measures."""
    return next((name for name, units in _SCALES.items() if place.unit in units), "things")


def state_features(view: Overview, order: int) -> Iterator[str]:
    """What holds of the states told before number `order` and behind it."""
    place, role = view.scene.places[order], view.said[order]
    kind = scale(place)
    opening = view.opening(place.start, place.inside.block)
    if opening:
        yield f"state:opens={opening}"
        yield f"state:opens={opening}|{role}"
    for group, start in view.last.items():
        if start >= place.end:
            yield f"state:behind={group}"
    for group, start in view.first.items():
        if start < place.start:
            yield f"state:before={group}"
    words = place.words(max(place.inside.start, place.start - _REACH), place.start)
    done, planned = any(word in words for word in _DONE), any(word in words for word in _PLANNED)
    yield f"state:{done}|{planned}|{kind}"
    yield f"state:{done}|{planned}|{role}"
