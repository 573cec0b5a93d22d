"""Which role a quantity plays: evidence is gathered from its clause and from those around it."""

from __future__ import annotations

from collections.abc import Sequence

from ..spans import Span
from .cues import Hit
from .evidence import Decision, Evidence, read, touching, weigh
from .levels import AMOUNT, level
from .pieces import piece_state, unfinished
from .scene import Place, Scene
from .wholes import bracketed_total, members, whole

_WEAK = 2.0
_SLIGHT = 1.0
_LONGEST = 24
_BEARS = "count that bears a figure"
_LIST = frozenset("、和及与或")


def _glued(scene: Scene, order: int) -> bool:
    """Whether the next number is a twin count (12个院落430户) or the next of a list (8座、6座)."""
    here, there = scene.places[order], scene.places[order + 1]
    gap = there.start - here.end
    if here.clause != there.clause or gap > 16:
        return False
    between = scene.layout.text[here.end : there.start]
    listed = any(mark in between for mark in _LIST)
    if here.mention.unit == there.mention.unit and not listed:
        return False
    if not listed and gap > 8:
        return False
    hits = scene.hits_in(here.clause, Span(here.end, there.start))
    return not any(hit.of("operator", "aspect", "verb", "touch") for hit in hits)


def _chain_end(scene: Scene, order: int) -> int:
    """The last of the numbers that share what stands behind them."""
    last = order
    while last + 1 < len(scene.places) and last - order < 6 and _glued(scene, last):
        last += 1
    return last


def _mode(scene: Scene, place: Place) -> list[Evidence]:
    """What a heading such as 下一步 makes of all that follows it in its sentence."""
    block = scene.clause(place).block
    for index in range(place.clause, max(-1, place.clause - 8), -1):
        if scene.layout.clauses[index].block != block:
            break
        for hit in scene.hits[index]:
            cue = hit.of("mode")
            if cue is not None and hit.end <= place.start:
                return [Evidence(cue.says, cue.weight, f"{cue.group}: {hit.word}", direct=True)]
    return []


def _left(scene: Scene, order: int) -> tuple[list[Evidence], bool]:
    place = scene.places[order]
    hits = scene.hits_in(place.clause, scene.before(order))
    reading = read(hits[::-1], "left")
    evidence = list(reading.evidence)
    if hits and scene.layout.text.startswith("的", hits[-1].end) and hits[-1].of("verb"):
        evidence = [piece._replace(weight=piece.weight * 0.6) for piece in evidence]
    if not hits and scene.clause(place).parent >= 0 and place.start - scene.clause(place).start <= 1:
        evidence = _around_bracket(scene, place, behind=False)
    if not evidence or evidence[0].weight < _WEAK:
        evidence += _mode(scene, place)
    return evidence, reading.size


def _around_bracket(scene: Scene, place: Place, *, behind: bool) -> list[Evidence]:
    """What the clause around a bracket says right before it, or behind it."""
    inner = scene.clause(place)
    outer = scene.layout.clauses[inner.parent]
    if behind:
        hits: Sequence[Hit] = scene.hits_in(inner.parent, Span(inner.end, outer.end))
        return [piece._replace(weight=piece.weight * 0.8) for piece in read(hits, "right").evidence]
    hits = scene.hits_in(inner.parent, Span(max(outer.start, inner.start - 8), inner.start))
    nouns = [hit for hit in hits if hit.of("noun")]
    return list(read(nouns[-1:], "left").evidence)


def _right(scene: Scene, order: int) -> list[Evidence]:
    last = _chain_end(scene, order)
    place = scene.places[last]
    span = scene.behind(last)
    evidence = list(read(scene.hits_in(place.clause, span), "right").evidence)
    if span.end >= scene.clause(place).end or not evidence:
        return evidence
    following = scene.places[last + 1].mention
    if following.unit != place.mention.unit and evidence[0].role == "actual":
        return [Evidence("target", 2.2, _BEARS)]
    return [piece._replace(weight=piece.weight * 0.5) for piece in evidence]


def _following(scene: Scene, place: Place, after: int) -> list[Evidence]:
    """What the next clauses without a number say of the state."""
    here = scene.clause(place)
    numbered = {other.clause for other in scene.places[after : after + 6]}
    for index in range(place.clause + 1, min(place.clause + 4, len(scene.layout.clauses))):
        clause = scene.layout.clauses[index]
        if clause.parent >= 0:
            continue
        if clause.member != here.member or index in numbered:
            break
        evidence = read(scene.hits[index], "right").evidence
        if evidence:
            return [piece._replace(weight=piece.weight * 0.6, rule=f"next clause, {piece.rule}") for piece in evidence]
    return []


def _previous(scene: Scene, order: int) -> int:
    """The nearest quantity before number `order`, or -1."""
    for other in range(order - 1, max(-1, order - 4), -1):
        if scene.places[other].mention.kind == "quantity":
            return other
    return -1


def _carried(scene: Scene, order: int, decided: Sequence[Decision], *, weak: bool) -> list[Evidence]:
    """What the quantity before says of this one; `weak` where this one has weak words of its own."""
    other = _previous(scene, order)
    if other < 0:
        return []
    before, place, last = scene.places[other], scene.places[order], decided[other]
    listed = other == order - 1 and _listed(scene, other)
    factor = 0.0
    if listed and last.role == "target":
        factor = 1.2
    elif scene.clause(place).parent == before.clause or before.clause == place.clause:
        factor = 0.8
    elif scene.clause(place).member == scene.clause(before).member:
        factor = 0.45
    if weak and last.role != "target":
        return []
    if last.role in ("change", "reference") and not (listed and before.mention.unit == place.mention.unit):
        factor = 0.0
    if not factor:
        return []
    rule = last.rule if last.rule.startswith("as before: ") else f"as before: {last.rule}"
    return [Evidence(last.role, factor * 2.6, rule)]


def _listed(scene: Scene, order: int) -> bool:
    """Whether number `order` and the next are members of one list."""
    here, there = scene.places[order], scene.places[order + 1]
    between = scene.layout.text[here.end : there.start]
    return here.clause == there.clause and len(between) <= _LONGEST and any(mark in between for mark in _LIST)


def _of_rest(left: Sequence[Evidence], right: Sequence[Evidence]) -> list[Evidence]:
    """What remains is under way where the words behind it say so."""
    if not any(piece.rule.startswith("left rest") for piece in left):
        return list(right)
    figure = [piece for piece in right if piece.rule == _BEARS]
    if figure:
        return [Evidence("ongoing", 3.6, "rest with progress")]
    return [piece._replace(weight=piece.weight * (2.6 if piece.role == "ongoing" else 1.0)) for piece in right]


def _sized(scene: Scene, order: int, carried: Sequence[Evidence]) -> list[Evidence]:
    """What the state of the piece of work says of its size: the state just told, or else the one told next."""
    if carried and carried[0].role in ("ongoing", "pending"):
        return [piece._replace(weight=2.0) for piece in carried]
    return piece_state(scene, order)


def _local(scene: Scene, order: int, decided: Sequence[Decision]) -> Decision:
    place = scene.places[order]
    left, size = _left(scene, order)
    hits = scene.hits_in(place.clause, scene.before(order))[-2:]
    hits += scene.hits_in(place.clause, scene.behind(order))[:1]
    near = [*touching(hits, place, scene.layout.text), *left, *bracketed_total(scene, order), *members(scene, order)]
    changed = any(piece.role == "change" for piece in near)
    evidence = [piece._replace(direct=True) for piece in near]
    evidence += [piece for piece in level(scene, order) if not (changed and piece.rule == AMOUNT)]
    strong = any(piece.weight >= _WEAK for piece in evidence)
    right = _of_rest(left, _right(scene, order))
    evidence += [piece._replace(weight=piece.weight * (0.6 if strong else 1.0)) for piece in right]
    own = bool(evidence)
    if not strong and not right and scene.clause(place).parent >= 0:
        evidence += _around_bracket(scene, place, behind=True)
    bare = all(piece.rule.startswith("left sum:") for piece in left)
    carried = _carried(scene, order, decided, weak=not bare)
    if bare or not any(piece.rule.startswith("left aspect") for piece in left):
        evidence += carried
    if size and not any(piece.weight >= _SLIGHT for piece in left):
        evidence += _sized(scene, order, carried)
    elif not own:
        evidence += _following(scene, place, order + 1)
    if not strong:
        evidence += unfinished(scene, order)
    evidence.append(Evidence("actual", 0.6, "no cue"))
    return weigh(evidence, own=own)


def _with_wholes(scene: Scene, decided: list[Decision]) -> list[Decision]:
    """The decisions, with what the parts of a whole add; parts are settled before their wholes."""
    settled = list(decided)
    for order in reversed(range(len(decided))):
        piece = whole(scene, order, settled)
        if piece is not None:
            settled[order] = weigh([*settled[order].evidence, piece], own=True)
    return settled


def decide(scene: Scene) -> list[Decision]:
    """A decision for each number of the scene, in order."""
    decided: list[Decision] = []
    for order in range(len(scene.places)):
        decided.append(_local(scene, order, decided))
    return _with_wholes(scene, decided)
