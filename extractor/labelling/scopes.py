"""What is planned altogether: shares of a planned sum, and the scope of a work that is only described."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .evidence import Decision, Evidence, strongest
from .members import STATES
from .scene import Scene
from .wholes import adds_up

_AHEAD = 12
_FEWEST = 2
_WEAK = 2.0
_TOTAL = "left scope"
_COSTS = ("投资", "概算", "造价")
_VERBS = ("completed", "begun", "rest", "negated", "progressive", "aspect", "found")
_SHARE = Evidence("target", 3.0, "share of a planned sum")
_SCOPE = Evidence("target", 2.4, "scope of the work")


def _weak(decision: Decision) -> bool:
    return strongest(decision.evidence, direct=True) < _WEAK


def shares_of_plan(scene: Scene, order: int, decided: Sequence[Decision]) -> Iterator[tuple[int, Evidence]]:
    """The sums behind planned sum `order` that add up to it and tell no state of their own."""
    whole = scene.places[order]
    if whole.unit != "元" or decided[order].role != "target":
        return
    parts: list[int] = []
    for other in range(order + 1, min(order + _AHEAD, len(scene.places))):
        place = scene.places[other]
        if place.inside.block != whole.inside.block and not _tells_parts(scene, whole.inside.block, place.inside.block):
            break
        if place.unit != whole.unit:
            continue
        if strongest(piece for piece in decided[other].evidence if piece.role != "target") >= _WEAK:
            break
        parts.append(other)
    count = adds_up(whole, [scene.places[part] for part in parts])
    if count >= _FEWEST:
        yield from ((part, _SHARE) for part in parts[:count] if decided[part].role in STATES)


def _tells_parts(scene: Scene, block: int, next_block: int) -> bool:
    """Whether sentence `next_block` tells the parts (其中) of what the sentence `block` before it names."""
    if next_block != block + 1:
        return False
    first = scene.layout.clauses[scene.layout.sentence(next_block)[0]]
    return scene.layout.text.startswith("其中", first.start)


def scope(scene: Scene, order: int, decided: Sequence[Decision]) -> Iterator[tuple[int, Evidence]]:
    """Number `order`, where its sentence describes a work by its total cost and tells nothing of its state."""
    place = scene.places[order]
    if place.kind != "quantity" or decided[order].role not in STATES or not _weak(decided[order]):
        return
    block = place.inside.block
    around = range(max(0, order - _AHEAD), min(order + _AHEAD, len(scene.places)))
    described = any(
        scene.places[other].inside.block == block
        and decided[other].rule.startswith(_TOTAL)
        and decided[other].rule.endswith(_COSTS)
        for other in around
    )
    if described and not _tells_state(scene, block):
        yield order, _SCOPE


def _tells_state(scene: Scene, block: int) -> bool:
    return any(
        cue.group in _VERBS for clause in scene.layout.sentence(block) for hit in scene.cues[clause] for cue in hit.cues
    )
