"""Which role a quantity plays: evidence is gathered from its clause and from those around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

from ..records import QuantityRole
from .cues import Cue, Hit
from .scene import Place, Scene

_JOINTS = frozenset("、和及与或并")


class Evidence(NamedTuple):
    """What one cue or structure says."""

    role: str
    weight: float
    rule: str


class Decision(NamedTuple):
    """The role that the evidence favours."""

    role: QuantityRole
    rule: str
    score: float
    evidence: tuple[Evidence, ...]


def weigh(evidence: Sequence[Evidence]) -> tuple[str, str, float]:
    """The best supported role, the strongest piece for it, and its margin over the next, 0 to 1."""
    sums: dict[str, float] = {}
    for piece in evidence:
        sums[piece.role] = sums.get(piece.role, 0.0) + piece.weight
    role = max(sums, key=lambda name: sums[name])
    rival = max((total for name, total in sums.items() if name != role), default=0.0)
    rule = max((piece for piece in evidence if piece.role == role), key=lambda piece: piece.weight).rule
    margin = (sums[role] - rival) / (sums[role] + rival + 1.5)
    return role, rule, round(min(1.0, 0.25 + margin), 3)


def _rule(side: str, hit: Hit, cue: Cue) -> str:
    return f"{side} {cue.group}: {hit.word}"


class Reading(NamedTuple):
    """What the cue words on one side of a number come to."""

    evidence: tuple[Evidence, ...]
    size: bool
    """A measure of a piece of work is named."""


def _touching(hits: Iterable[Hit], place: Place) -> list[Evidence]:
    """What words right against a number say."""
    found = []
    for hit in hits:
        for cue in hit.cues:
            if cue.force != "touch":
                continue
            left = hit.end <= place.start
            gap = place.start - hit.end if left else hit.start - place.end
            if gap <= cue.reach and cue.side in ("both", "right" if left else "left"):
                found.append(Evidence(cue.says, cue.weight - 0.1 * gap, _rule("touch", hit, cue)))
    return found


def read(hits: Sequence[Hit], side: str) -> Reading:
    """What `hits`, the nearest first on the left and in order on the right, say together."""
    best: Evidence | None = None
    size = False
    stage: tuple[Hit, Cue] | None = None
    decay = 1.0
    for hit in hits:
        cue = hit.of("operator", "aspect", "verb", "noun", "size", "stage")
        if cue is None:
            continue
        if cue.force == "size":
            size = True
        elif cue.force == "stage":
            stage = stage or (hit, cue)
        elif cue.force in ("verb", "noun"):
            if best is None or cue.weight * decay > best.weight:
                best = Evidence(cue.says, cue.weight * decay, _rule(side, hit, cue))
            decay *= 0.75
        elif side == "left":
            return Reading((_governed(best, stage, hit, cue, side),), size)
        else:
            return Reading((_predicate(hits, hit, cue),), size)
    if stage is not None and (best is None or side == "right"):
        best = Evidence(stage[1].says, stage[1].weight, _rule(side, *stage))
    return Reading((best,) if best else (), size)


def _governed(
    verb: Evidence | None, stage: tuple[Hit, Cue] | None, hit: Hit, cue: Cue, side: str
) -> Evidence:
    """An operator or aspect before a verb before the number."""
    if cue.force == "aspect":
        if verb is None:
            return Evidence(cue.says, cue.weight, _rule(side, hit, cue))
        return Evidence(verb.role, max(cue.weight, verb.weight) + 0.4, f"{_rule(side, hit, cue)} + {verb.rule}")
    if stage is not None and cue.says == "ongoing":
        return Evidence("pending", cue.weight - 0.6, _rule(side, *stage))
    return Evidence(cue.says, cue.weight, _rule(side, hit, cue))


def _predicate(hits: Sequence[Hit], operator: Hit, cue: Cue) -> Evidence:
    """An operator or aspect behind the number with the verbs it governs."""
    later = [hit for hit in hits if hit.start > operator.start]
    stages = [(hit, found) for hit in later if (found := hit.of("stage"))]
    verbs = [(hit, found) for hit in later if (found := hit.of("verb"))]
    if stages and cue.says in ("ongoing", "actual"):
        return Evidence("pending", 2.4, _rule("right", *stages[0]))
    if cue.force == "aspect" and verbs:
        hit, verb = max(verbs, key=lambda pair: pair[1].weight)
        return Evidence(verb.says, 2.8, f"right {cue.group}: {operator.word} + {hit.word}")
    if cue.says == "target":
        return Evidence("pending", 1.8, _rule("right", operator, cue))
    return Evidence(cue.says, cue.weight * 0.9, _rule("right", operator, cue))


def _joined(scene: Scene, order: int) -> bool:
    """Whether number `order` stands in a list with the one before it."""
    if not order:
        return False
    left, right = scene.places[order - 1], scene.places[order]
    return left.clause == right.clause and right.start - left.end <= 24


def _chain_end(scene: Scene, order: int) -> int:
    """The last of the numbers that follow each other as twin counts of one thing (12个院落430户)."""
    last = order
    while last + 1 < len(scene.places) and last - order < 4:
        here, there = scene.places[last], scene.places[last + 1]
        glued = here.clause == there.clause and there.start - here.end <= 8
        if not glued or here.mention.unit == there.mention.unit:
            break
        if any(hit.of("operator", "aspect", "verb") for hit in scene.hits_in(here.clause, scene.before(last + 1))):
            break
        last += 1
    return last


def _left(scene: Scene, order: int) -> tuple[Reading, list[Evidence]]:
    place = scene.places[order]
    hits = scene.hits_in(place.clause, scene.before(order))
    return read(hits[::-1], "left"), _touching(hits[-2:], place)


def _right(scene: Scene, order: int) -> Reading:
    last = _chain_end(scene, order)
    place = scene.places[last]
    span = scene.behind(last)
    reading = read(scene.hits_in(place.clause, span), "right")
    if span.end < scene.clause(place).end and reading.evidence:
        evidence = tuple(piece._replace(weight=piece.weight * 0.5) for piece in reading.evidence)
        return reading._replace(evidence=evidence)
    return reading


def _following(scene: Scene, order: int) -> list[Evidence]:
    """What the next clauses without a number say of the state."""
    place = scene.places[order]
    here = scene.clause(place)
    numbered = {other.clause for other in scene.places[order + 1 : order + 6]}
    for index in range(place.clause + 1, min(place.clause + 4, len(scene.layout.clauses))):
        clause = scene.layout.clauses[index]
        if clause.member != here.member or index in numbered:
            break
        if clause.parent >= 0:
            continue
        reading = read(scene.hits[index], "right")
        if reading.evidence:
            return [piece._replace(weight=piece.weight * 0.6, rule=f"next clause, {piece.rule}") for piece in reading.evidence]
    return []


def _carried(scene: Scene, order: int, decided: Sequence[Decision]) -> list[Evidence]:
    """What the number before says of this one."""
    if not order:
        return []
    before, place = scene.places[order - 1], scene.places[order]
    last = decided[-1]
    factor = 0.0
    if scene.clause(place).parent == before.clause or _joined(scene, order):
        factor = 0.8
    elif scene.clause(place).member == scene.clause(before).member:
        factor = 0.45
    if last.role in ("change", "reference"):
        factor *= 0.4
    if not factor:
        return []
    return [Evidence(last.role, factor * 2.6, f"as the number before ({last.rule.removeprefix('as the number before (').removesuffix(')')})")]


def _local(scene: Scene, order: int, decided: Sequence[Decision]) -> list[Evidence]:
    left, touch = _left(scene, order)
    hits = scene.hits_in(scene.places[order].clause, scene.behind(order))
    touch += _touching(hits[:1], scene.places[order])
    right = _right(scene, order)
    evidence = [*touch, *left.evidence]
    factor = 0.6 if left.evidence else 1.0
    evidence += [piece._replace(weight=piece.weight * factor) for piece in right.evidence]
    if not left.evidence:
        evidence += _carried(scene, order, decided)
    if not evidence or (left.size and not left.evidence):
        evidence += _following(scene, order)
    evidence.append(Evidence("actual", 0.6, "no cue"))
    return evidence


def decide(scene: Scene) -> list[Decision]:
    """A decision for each number of the scene, in order."""
    decided: list[Decision] = []
    for order in range(len(scene.places)):
        evidence = _local(scene, order, decided)
        role, rule, score = weigh(evidence)
        decided.append(Decision(cast(QuantityRole, role), rule, score, tuple(evidence)))
    return decided
