"""Which role a quantity plays: evidence is gathered from its clause and from those around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .evidence import Decision, Evidence, read, touching, weigh
from .levels import AMOUNT, level
from .pieces import piece_state, unfinished
from .scene import Place, Scene
from .tasks import is_set
from .wholes import OF_THESE, bracketed_total, members, whole

_WEAK = 2.0
_SLIGHT = 1.0
_LONGEST = 24
_MOST = 16
_TOLD = 2.6
_TWIN = 8
_NEXT = 16
_CHAIN = 6
_NOUN = 10
_WORKS = ("项目", "工程", "标段")
_LOOSE = 0.45
_BEARS = "count that bears a figure"
_DEFAULT = Evidence("actual", 0.6, "no cue")
_LIST = frozenset("、和及与或")


def _glued(scene: Scene, order: int) -> bool:
    """Whether the next number is a twin count (12个院落430户) or the next of a list (8座、6座)."""
    here, there = scene.places[order], scene.places[order + 1]
    gap = there.start - here.end
    if here.clause != there.clause or gap > _NEXT:
        return False
    between = scene.layout.text[here.end : there.start]
    listed = any(mark in between for mark in _LIST)
    if here.mention.unit == there.mention.unit and not listed:
        return False
    if not listed and gap > _TWIN:
        return False
    hits = scene.cues[here.clause].within(here.end, there.start)
    return not any(hit.of("operator", "aspect", "verb", "touch") for hit in hits)


def _chain_end(scene: Scene, order: int) -> int:
    """The last of the numbers that share what stands behind them."""
    last = order
    while last + 1 < len(scene.places) and last - order < _CHAIN and _glued(scene, last):
        last += 1
    return last


def _mode(scene: Scene, place: Place) -> list[Evidence]:
    """What a heading such as 下一步 makes of all that follows it in its sentence."""
    hit = scene.heading(place.start, place.inside.block)
    if hit is None:
        return []
    return [Evidence(hit.cues[0].says, hit.cues[0].weight, f"{hit.cues[0].group}: {hit.word}", direct=True)]


def _left(scene: Scene, order: int) -> tuple[list[Evidence], bool]:
    place = scene.places[order]
    hits = place.left
    reading = read(hits[::-1], "left")
    evidence = list(reading.evidence)
    relative = bool(hits) and scene.layout.text.startswith("的", hits[-1].end)
    if relative and evidence and evidence[0].rule.endswith(hits[-1].word):
        evidence = [piece._replace(weight=piece.weight * 0.6) for piece in evidence]
    if not hits and place.inside.parent >= 0 and place.start - place.inside.start <= 1:
        evidence = _around_bracket(scene, place, behind=False)
    if not evidence or evidence[0].weight < _WEAK:
        evidence += _mode(scene, place)
    return evidence, reading.size


def _around_bracket(scene: Scene, place: Place, *, behind: bool) -> list[Evidence]:
    """What the clause around a bracket says right before it, or behind it."""
    inner = place.inside
    outer = scene.layout.clauses[inner.parent]
    if behind:
        hits = scene.cues[inner.parent].first(_MOST, inner.end, outer.end)
        return [piece._replace(weight=piece.weight * 0.8) for piece in read(hits, "right").evidence]
    hits = scene.cues[inner.parent].within(max(outer.start, inner.start - 8), inner.start)
    nouns = [hit for hit in hits if hit.of("noun")]
    return list(read(nouns[-1:], "left").evidence)


def _right(scene: Scene, order: int) -> list[Evidence]:
    last = _chain_end(scene, order)
    place = scene.places[last]
    span = scene.places[last].behind
    if scene.layout.text[span.start : span.start + 1] in _LIST:
        return []
    evidence = list(read(place.right, "right").evidence)
    if span.end >= place.inside.end or not evidence:
        return evidence
    following = scene.places[last + 1].mention
    noun = scene.layout.text[place.end : place.end + _NOUN]
    if following.unit != place.mention.unit and evidence[0].role == "actual" and any(word in noun for word in _WORKS):
        return [Evidence("target", 2.2, _BEARS)]
    return [piece._replace(weight=piece.weight * 0.5) for piece in evidence]


def _following(scene: Scene, place: Place, after: int) -> list[Evidence]:
    """What the next clauses without a number say of the state."""
    here = place.inside
    numbered = {other.clause for other in scene.places[after : after + 6]}
    for index in range(place.clause + 1, min(place.clause + 4, len(scene.layout.clauses))):
        clause = scene.layout.clauses[index]
        if clause.parent >= 0:
            continue
        if clause.member != here.member or index in numbered:
            break
        evidence = read(scene.cues[index].hits[:_MOST], "right").evidence
        if evidence and evidence[0].rule.startswith("right planned"):
            continue
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
    elif before.clause in (place.inside.parent, place.clause):
        factor = 0.8
    elif place.inside.member == before.inside.member:
        factor = _LOOSE
    if weak and last.role != "target":
        return []
    if last.role in ("change", "reference") and not (listed and before.mention.unit == place.mention.unit):
        factor = 0.0
    if last.rule == OF_THESE and before.mention.unit == place.mention.unit:
        factor = 0.0
    elif factor == _LOOSE and scene.layout.text.startswith("其中", place.inside.start):
        factor = 0.8
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
    return [
        piece._replace(weight=piece.weight * _TOLD) if piece.role in ("ongoing", "actual") else piece for piece in right
    ]


def _sized(scene: Scene, order: int, carried: Sequence[Evidence]) -> list[Evidence]:
    """What the state of the piece of work says of its size: the state just told, or else the one told next."""
    if carried and carried[0].role in ("ongoing", "pending"):
        return [piece._replace(weight=2.0) for piece in carried]
    return piece_state(scene, order)


class _Near(NamedTuple):
    """What stands at a number itself."""

    left: list[Evidence]
    size: bool
    evidence: list[Evidence]
    strong: bool


def _near(scene: Scene, order: int) -> _Near:
    place = scene.places[order]
    left, size = _left(scene, order)
    hits = [*place.left[-2:], *place.right[:1]]
    near = touching(hits, place, scene.layout.text)
    near += left
    near += bracketed_total(scene, order)
    near += members(scene, order)
    if scene.task and is_set(scene.task, place.mention):
        near.append(Evidence("target", 1.5, "number of the task"))
    changed = any(piece.role == "change" for piece in near)
    evidence = [Evidence(piece.role, piece.weight, piece.rule, direct=True) for piece in near]
    evidence += [piece for piece in level(scene, order) if not (changed and piece.rule == AMOUNT)]
    return _Near(left, size, evidence, any(piece.weight >= _WEAK for piece in evidence))


def _local(scene: Scene, order: int, decided: Sequence[Decision]) -> Decision:
    place = scene.places[order]
    left, size, evidence, strong = _near(scene, order)
    right = _of_rest(left, _right(scene, order))
    factor = 0.6 if strong else 1.0
    evidence += [Evidence(piece.role, piece.weight * factor, piece.rule) for piece in right]
    own = bool(evidence)
    if not strong and not right and place.inside.parent >= 0:
        evidence += _around_bracket(scene, place, behind=True)
    bare = all(piece.rule.startswith(("left sum:", "left projects:")) for piece in left)
    carried = _carried(scene, order, decided, weak=not bare)
    if bare or not any(piece.rule.startswith("left aspect") for piece in left):
        evidence += carried
    if size and not any(piece.weight >= _SLIGHT for piece in left):
        evidence += _sized(scene, order, carried)
    elif not own:
        evidence += _following(scene, place, order + 1)
    if not strong:
        evidence += unfinished(scene, order)
    evidence.append(_DEFAULT)
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
