"""Wholes and parts: a number whose parts then stand in states of their own is the planned scope."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .evidence import Decision, Evidence, begins, strongest
from .members import OWN, STATES
from .scene import Place, Scene

OF_THESE = "of these"
NO_CUE = "no cue"
_AHEAD = 14
_NAMED = 2
_TOLERANCE = 1e-6
_STRONG = 2.0
_STRONGEST = 2.75
_MEMBERS = re.compile(r"[^，。；：、其\d]{0,14}中([，,]?)")
_MEMBERS_REACH = 20
_OPEN = (NO_CUE, "next clause", "left works", "left size", "left completed: 拆迁")
_DONE_BY_NOW = re.compile(r"(?:目前|现|现在|截至目前|至今)?(?:已经?|均已|仅|只|实际)(?:完成|拆除|征收|征用|签约)?")
_MARKS = ("中", "已", "仅", "实际", "完成")
_FILLERS = frozenset("的了为中其有个约近、，：其中分别均全部余")


def _elliptic(scene: Scene, order: int) -> bool:
    """Whether number `order` names nothing of its own, so that it counts what was named before."""
    place = scene.places[order]
    text = scene.layout.text[place.first : place.start]
    if "其中" in text or (order and scene.places[order - 1].clause == place.clause):
        return True
    rest = sum(character not in _FILLERS for character in text)
    rest -= sum(hit.end - hit.start for hit in place.left)
    return rest <= _NAMED


def _parts(scene: Scene, order: int, decided: Sequence[Decision]) -> list[int]:
    """Later numbers of the same unit in its sentence or the next, none larger, with a state of their own."""
    whole_ = scene.places[order]
    block = whole_.inside.block
    found: list[int] = []
    for other in range(order + 1, min(order + _AHEAD, len(scene.places))):
        place = scene.places[other]
        if place.inside.block > block + 1:
            break
        if place.kind != "quantity" or place.unit != whole_.unit:
            continue
        if place.value > whole_.value or decided[other].role not in STATES:
            break
        found.append(other)
    return found


def adds_up(whole_: Place, parts: Sequence[Place]) -> int:
    """How many of the parts in order make up the whole exactly; 0 if none do."""
    total = 0.0
    for count, part in enumerate(parts, 1):
        total += part.value
        if abs(total - whole_.value) <= _TOLERANCE * whole_.value:
            return count
    return 0


def bracketed_total(scene: Scene, order: int) -> Evidence | None:
    """A larger number of the same unit in a bracket behind a number is what that was planned against."""
    place = scene.places[order]
    if not order or place.inside.parent != scene.places[order - 1].clause:
        return None
    before = scene.places[order - 1].mention
    if before.unit == place.unit and before.value < place.value and before.kind == "quantity":
        return Evidence("target", 4.2, "total in brackets", direct=True)
    return None


def members(scene: Scene, order: int) -> Evidence | None:
    """A number of things of which some are then spoken of (5条河道中，…)."""
    place = scene.places[order]
    reach = place.end + _MEMBERS_REACH
    if scene.layout.flat.find("中", place.end, reach) < 0:
        return None
    match = _MEMBERS.match(scene.layout.flat, place.end, reach)
    if match is None:
        return None
    numbered = order + 1 < len(scene.places) and scene.places[order + 1].start == match.end()
    return Evidence("target", 2.3, OF_THESE, direct=True) if numbered or match[1] else None


def _leads(scene: Scene, order: int, first: int, rule: str) -> bool:
    """Whether number `order`, decided by `rule`, names what its `first` part only counts.

    Words between them part it off, unless it has no state of its own and the part is smaller.
    """
    place, part = scene.places[order], scene.places[first]
    if place.inside.parent >= 0 or part.inside.member != place.inside.member or not _elliptic(scene, first):
        return False
    if rule.startswith((NO_CUE, "next clause")) and part.value < place.value:
        return True
    between = scene.layout.text[place.end : part.start]
    return any(mark in between for mark in _MARKS)


def _is_sibling(scene: Scene, place: Place, own: Decision) -> bool:
    """Whether a number is one of a list, so that the next of them is no part of it."""
    return scene.layout.text.startswith("、", place.end) or begins(own.evidence, OWN)


def _then_done(scene: Scene, order: int, own: Decision) -> Evidence | None:
    """The next clause says how much of number `order` is done by now (房屋拆迁26户，已经完成15户)."""
    place = scene.places[order]
    if not own.rule.startswith(_OPEN) or place.inside.parent >= 0:
        return None
    for there in scene.places[order + 1 : order + 4]:
        if there.inside.parent >= 0:
            continue
        words = scene.layout.text[there.inside.start : there.start]
        of_it = there.unit == place.unit and there.value < place.value and there.inside.member == place.inside.member
        done = of_it and there.clause > place.clause and _DONE_BY_NOW.fullmatch(words)
        return Evidence("target", 3.4, "whole of which a part is done") if done else None
    return None


def whole(scene: Scene, order: int, decided: Sequence[Decision]) -> Evidence | None:
    """What the parts of number `order`, if it has any, say of its role."""
    place, own = scene.places[order], decided[order]
    if place.kind != "quantity" or own.role not in STATES or _is_sibling(scene, place, own):
        return None
    return _then_done(scene, order, own) or _of_parts(scene, order, decided)


def _of_parts(scene: Scene, order: int, decided: Sequence[Decision]) -> Evidence | None:
    """What the numbers behind number `order` that are parts of it say of its role."""
    place, own = scene.places[order], decided[order]
    parts = _parts(scene, order, decided)
    most = strongest(own.evidence, direct=True) if parts else _STRONGEST
    if most >= _STRONGEST:
        return None
    count = adds_up(place, [scene.places[part] for part in parts])
    bears = place.last < place.inside.end
    told = any(piece.rule.startswith("right") and piece.weight >= _STRONG for piece in own.evidence)
    if count > 1 and (bears or not told) and len({decided[part].role for part in parts[:count]}) > 1:
        return Evidence("target", 4.0, "whole of parts that add up")
    parts = [part for part in parts if scene.places[part].inside.block == place.inside.block]
    if not parts or most >= _STRONG or (told and not bears) or not decided[parts[0]].own:
        return None
    if not _leads(scene, order, parts[0], own.rule):
        return None
    return Evidence("target", 3.2, "whole of parts")
