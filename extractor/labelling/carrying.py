"""What a quantity takes over from the one before it: in a list, a clause, a sentence, or a plan that goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .evidence import Decision, Evidence
from .levels import SIZE_CLASS
from .scene import Scene
from .wholes import OF_THESE

_LONGEST = 24
_LOOSE = 0.45
LIST = frozenset("、和及与或")
"""Signs that join the members of a list."""
_STATED = re.compile(
    r"已|完成|目前|截[至止]|累计|实际|正在|尚|未|其余|占|率|同比|[。；：\n]|其中|现|完工|建成|竣工|开工"
)


def carried(scene: Scene, order: int, decided: Sequence[Decision], *, weak: bool, told: bool) -> list[Evidence]:
    """What the quantity before says of this one, which may have `weak` words of its own, or be `told` of behind it."""
    other = _previous(scene, order, decided)
    if other < 0:
        return []
    last = decided[other]
    if weak and last.role != "target":
        return []
    factor = 1.4 if not told and _still_planned(scene, order, other, last) else _share(scene, order, other, last)
    rule = last.rule if last.rule.startswith("as before: ") else f"as before: {last.rule}"
    return [Evidence(last.role, factor * 2.6, rule)] if factor else []


def _previous(scene: Scene, order: int, decided: Sequence[Decision]) -> int:
    """The nearest quantity before number `order` that is neither in a bracket nor a size class, or -1."""
    here = scene.places[order]
    for other in range(order - 1, max(-1, order - 4), -1):
        place = scene.places[other]
        aside = place.inside.parent >= 0 and place.clause != here.clause
        if place.kind == "quantity" and not aside and (decided[other].rule != SIZE_CLASS or place.unit == here.unit):
            return other
    return -1


def _share(scene: Scene, order: int, other: int, last: Decision) -> float:
    """How much of what quantity `other`, decided as `last`, says is true of number `order` as well."""
    before, place = scene.places[other], scene.places[order]
    listed = other == order - 1 and _listed(scene, other)
    if last.role in ("change", "reference") and not (listed and before.unit == place.unit):
        return 0.0
    if last.rule == OF_THESE and before.unit == place.unit:
        return 0.0
    if listed and last.role == "target":
        return 1.2
    if before.clause in (place.inside.parent, place.clause):
        return 0.8
    if place.inside.member != before.inside.member:
        return 0.0
    return 0.8 if scene.layout.text.startswith("其中", place.inside.start) else _LOOSE


def _still_planned(scene: Scene, order: int, other: int, last: Decision) -> bool:
    """Whether what is to be done goes on in the next clause (应完成公园55个，增加绿地12万平方米)."""
    if not last.rule.removeprefix("as before: ").startswith("left planned"):
        return False
    before, place = scene.places[other], scene.places[order]
    if before.inside.member != place.inside.member or before.unit == place.unit:
        return False
    return _STATED.search(scene.layout.text, before.end, place.start) is None


def _listed(scene: Scene, order: int) -> bool:
    """Whether number `order` and the next are members of one list."""
    here, there = scene.places[order], scene.places[order + 1]
    between = scene.layout.text[here.end : there.start]
    return here.clause == there.clause and len(between) <= _LONGEST and not LIST.isdisjoint(between)
