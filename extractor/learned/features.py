"""What is looked at to tell the role of a number: short names of what holds of it, grouped by their prefix.

``rule`` is the rules' own answer, ``cue`` the cue words around the number, ``state`` those of the whole narrative,
``char`` the characters right against it, ``far`` those of its clause, ``noun`` the words for what is counted, ``unit``
what the number is, ``part`` lists, brackets, wholes and parts, ``near`` the numbers around it, ``peer`` those of its
unit, ``place`` where it stands and ``task`` whether the task sets it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..labelling.cues import Hit
from ..labelling.evidence import Decision
from ..labelling.scene import Place, Scene
from ..labelling.tasks import is_set
from .nouns import noun_features
from .overview import Overview
from .peers import peer_features
from .states import state_features

GROUPS = ("rule", "cue", "state", "char", "far", "noun", "unit", "part", "near", "peer", "place", "task")
_STEPS = (0.0, 1.0, 2.0, 3.0, 4.5)
_SHARES = (0.3, 0.5, 0.7, 0.9)
_GAPS = (0, 2, 6, 14)
_TOLERANCE = 1e-6
_AHEAD = 8
_LEFT, _RIGHT = 30, 20
_LEFT_WORDS, _RIGHT_WORDS = 10, 8
_FIRST = 3
_MARKS = ("其中", "分别", "均", "全部", "已", "将", "正在", "尚", "未", "拟", "目前", "剩余", "其余", "另", "由", "共")


def step(value: float, steps: Sequence[float] = _STEPS) -> int:
    """How many of `steps` are below `value`."""
    count = 0
    for one in steps:
        if value > one:
            count += 1
    return count


def _ruled(decision: Decision) -> Iterator[str]:
    role, rule = decision.role, decision.rule
    family = rule.partition(":")[0]
    yield f"rule:{role}"
    yield f"rule:{role}|{family}"
    yield f"rule:{role}|{rule}"
    yield f"rule:{role}|{step(decision.score, _SHARES)}|{decision.own}"
    sums: dict[str, float] = {}
    for piece in decision.evidence:
        sums[piece.role] = sums.get(piece.role, 0.0) + piece.weight
    for name, weight in sums.items():
        yield f"rule:+{name}|{step(weight)}"


def _side(hits: Sequence[Hit], name: str, gaps: Sequence[int]) -> Iterator[str]:
    for at, hit in enumerate(hits):
        group = hit.cues[0].group
        yield f"cue:{name}{at}={group}"
        yield f"cue:{name}={hit.word}"
        if not at:
            yield f"cue:{name}0={group}|{step(gaps[0], _GAPS)}"
            yield f"cue:{name}0={hit.word}"


def _cued(place: Place) -> Iterator[str]:
    left, right = place.left[-3:][::-1], place.right[:3]
    yield from _side(left, "L", [place.start - hit.end for hit in left[:1]])
    yield from _side(right, "R", [hit.start - place.end for hit in right[:1]])
    yield f"cue:LR={left[0].cues[0].group if left else ''}|{right[0].cues[0].group if right else ''}"


def _spelled(text: str, start: int, end: int) -> Iterator[str]:
    left, right = text[max(0, start - 3) : start], text[end : end + 3]
    yield f"char:l1={left[-1:]}"
    yield f"char:l2={left[-2:]}"
    yield f"char:l3={left}"
    yield f"char:r1={right[:1]}"
    yield f"char:r2={right[:2]}"
    yield f"char:r3={right}"


def _worded(text: str, start: int, end: int, name: str) -> Iterator[str]:
    """The pairs of characters between `start` and `end`."""
    words = text[start:end]
    for one, two in pairwise(words):
        yield f"char:{name}={one}{two}"


def _clause(place: Place) -> Iterator[str]:
    """The pairs of characters of the clause before the number, and behind it."""
    left = place.words(max(place.inside.start, place.start - _LEFT), place.start)
    right = place.words(place.end, min(place.inside.end, place.end + _RIGHT))
    for name, words in (("L", left), ("R", right)):
        for one, two in pairwise(words):
            yield f"far:{name}={one}{two}"


def _sized(place: Place) -> Iterator[str]:
    mention = place.mention
    yield f"unit:{place.unit}"
    yield f"unit:{mention.bound}"
    if mention.falling:
        yield "unit:falling"
    if mention.value_max is not None:
        yield "unit:range"
    yield f"unit:{'nought' if not place.value else 'one' if place.value == 1 else 'many'}"


def _parted(scene: Scene, order: int) -> Iterator[str]:
    place = scene.places[order]
    text = scene.layout.text
    yield f"part:bracket={place.inside.parent >= 0}"
    yield f"part:after={text[place.end : place.end + 1] in '、和及与'}"
    yield f"part:listed={place.first != place.inside.start}"
    total, count = 0.0, 0
    for other in scene.places[order + 1 : order + 1 + _AHEAD]:
        if other.inside.block != place.inside.block:
            break
        if other.unit != place.unit or other.kind != place.kind:
            continue
        total += other.value
        count += 1
        if abs(total - place.value) <= _TOLERANCE * max(1.0, place.value):
            yield f"part:sum={min(count, 3)}"
            break
        if total > place.value:
            break
    words = text[max(place.inside.start, place.start - 24) : place.start]
    for mark in _MARKS:
        if mark in words:
            yield f"part:{mark}"


def _compared(here: Place, there: Place) -> str:
    if there.unit != here.unit or there.kind != here.kind:
        return "other"
    return "less" if there.value < here.value else "more" if there.value > here.value else "same"


def _near(view: Overview, order: int) -> Iterator[str]:
    scene, said = view.scene, view.said
    place = scene.places[order]
    for shift in (-1, 1, 2):
        other = order + shift
        if not 0 <= other < len(scene.places) or scene.places[other].inside.block != place.inside.block:
            yield f"near:{shift}=none"
            continue
        there = scene.places[other]
        role = said[other]
        where = (
            "clause" if there.clause == place.clause else "member" if there.inside.member == place.inside.member else ""
        )
        yield f"near:{shift}={role}"
        yield f"near:{shift}={role}|{_compared(place, there)}|{where}"
        if shift == -1:
            yield f"near:{shift}={role}|{said[order]}|{_compared(place, there)}"


def _shared(view: Overview, order: int) -> Iterator[str]:
    """What the percentages next to a quantity measure, and how it leads to the one behind."""
    places = view.scene.places
    place = places[order]
    for shift, name in ((1, "%"), (-1, "% before")):
        if 0 <= order + shift < len(places) and places[order + shift].kind != "quantity":
            there = places[order + shift]
            measure = view.measures[there.at]
            yield f"near:{name}={measure.kind}|{measure.role}|{there.clause == place.clause}"
            if shift > 0:
                yield f"near:to %={view.scene.layout.text[max(place.end, there.start - 1) : there.start]}"


def _placed(scene: Scene, place: Place) -> Iterator[str]:
    clauses = scene.layout.clauses
    yield f"place:first={place.inside.block == 0}"
    yield f"place:opens={place.clause == 0 or clauses[place.clause - 1].block != place.inside.block}"
    yield f"place:last={place.inside.block == clauses[-1].block}"
    before = bool(scene.dates_in(place.inside.start, place.start))
    behind = bool(scene.dates_in(place.end, place.inside.end))
    yield f"place:dated={before}|{behind}"


def _ordered(scene: Scene, order: int, role: str) -> Iterator[str]:
    """Where the number stands among all."""
    place, count = scene.places[order], len(scene.places)
    ahead = sum(other.clause == place.clause for other in scene.places[max(0, order - _FIRST) : order])
    follows = any(other.clause == place.clause for other in scene.places[order + 1 : order + 1 + _FIRST])
    yield f"place:{min(order, _FIRST)}|{min(count - 1 - order, _FIRST)}"
    yield f"place:alone={count == 1}"
    yield f"place:sentence={min(place.inside.block, _FIRST)}"
    yield f"place:{min(order, 2)}|{place.unit}|{role}"
    yield f"place:clause={min(ahead, _FIRST)}|{follows}"


def _common(view: Overview, order: int) -> Iterator[str]:
    """What is looked at of quantities and percentages alike."""
    scene = view.scene
    place, text = scene.places[order], scene.layout.text
    yield "bias"
    yield from _cued(place)
    yield from state_features(view, order)
    yield from _spelled(text, place.start, place.end)
    yield from _worded(text, max(place.first, place.start - _LEFT_WORDS), place.start, "L")
    yield from _worded(text, place.end, min(place.last, place.end + _RIGHT_WORDS), "R")
    yield from _clause(place)
    yield from noun_features(view, order)
    yield from _sized(place)
    yield from _near(view, order)
    yield from _shared(view, order)
    yield from peer_features(view, order)
    yield from _placed(scene, place)
    yield from _ordered(scene, order, view.said[order])


def quantity_features(view: Overview, order: int, decision: Decision) -> list[str]:
    """What holds of quantity `order`, of which the rules made `decision`."""
    scene = view.scene
    found = [*_ruled(decision), *_common(view, order), *_parted(scene, order)]
    if scene.task:
        found.append(f"task:{is_set(scene.task, scene.places[order].mention)}")
    return found


def percentage_features(view: Overview, order: int) -> list[str]:
    """What holds of percentage `order`."""
    place = view.scene.places[order]
    measure = view.measures[place.at]
    cause, _, role = measure.rule.partition("; ")
    found = [
        f"rule:{measure.kind}|{measure.role}",
        f"rule:{measure.kind}",
        f"rule:{measure.kind}|{cause.partition(':')[0]}",
        f"rule:{measure.kind}|{cause}",
        f"rule:{measure.role}|{role}",
        f"rule:{measure.kind}|{step(measure.score, _SHARES)}",
        *_common(view, order),
    ]
    before = [hit for hit in view.scene.hits["percents"] if place.first <= hit.start < place.start]
    return [*found, *(f"cue:%={hit.word}" for hit in before[-3:])]
