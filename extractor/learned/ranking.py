"""Which of its candidates a number counts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..labelling.evidence import Decision
from ..labelling.phrases import Subject, measures
from ..labelling.scene import Scene
from .candidates import candidates
from .features import step
from .weights import Ranker

_LENGTHS = (2, 3, 4, 6, 8, 11)
_COUNTS = (1, 2, 4)


def context(scene: Scene, order: int, decision: Decision, own: Subject) -> list[str]:
    """What holds of number `order` whatever it counts; `own` is the rules' answer."""
    place = scene.places[order]
    text = scene.layout.text
    group = place.left[-1].cues[0].group if place.left else ""
    gap = step(place.start - place.left[-1].end, (1, 3)) if place.left else ""
    opens = place.first == place.inside.start
    other = scene.places[order - 1] if order else None
    same = other is not None and other.unit == place.unit and other.kind == place.kind
    close = other is not None and other.clause == place.clause
    where = (
        "before"
        if own.words in text[place.first : place.start]
        else "behind"
        if own.words in text[place.end : place.last]
        else ""
    )
    return [
        "",
        place.kind,
        f"{place.kind} measure {place.unit in measures()}",
        f"role {decision.role}",
        f"left {text[place.start - 1 : place.start]}",
        f"right {text[place.end : place.end + 1]}",
        f"cue {group} {gap}",
        f"opens {opens} {place.inside.parent >= 0}",
        f"rules {where} {step(len(own.words), _LENGTHS)} {own.noun == own.words}",
        f"same {same} {close}",
    ]


def shape(words: str, ways: Sequence[str], rules: str) -> Iterator[str]:
    """What holds of candidate `words` whatever the number, beside the rules' own answer `rules`."""
    yield f"length {step(len(words), _LENGTHS)}"
    yield f"ways {step(len(ways), _COUNTS)}"
    yield f"head {words[:1]}"
    yield f"head {words[:2]}"
    yield f"tail {words[-1:]}"
    yield f"tail {words[-2:]}"
    if words != rules:
        relation = "in" if words in rules else "around" if rules and rules in words else "apart"
        yield f"rules {relation}"


def candidate_features(words: str, ways: Sequence[str], rules: str, around: Sequence[str]) -> list[str]:
    """All that holds of a candidate for a number of which `around` holds: its ways, each in that context; its shape."""
    return [*shape(words, ways, rules), *(f"{way}|{what}" for way in ways for what in around)]


class Choice(NamedTuple):
    """The likeliest of the candidates."""

    words: str
    probability: float
    """Among the candidates, 0 to 1."""
    of_rules: float
    """The probability of the rules' own answer."""


def choose(scene: Scene, order: int, around: Sequence[str], ruled: Sequence[Subject], ranker: Ranker) -> Choice:
    """What number `order`, of which `around` holds, counts, in Simplified script; `ruled` are the rules' answers."""
    found = candidates(scene, order, ruled)
    own = ruled[order].words
    nested, flat = ranker.by_way, ranker.weights
    worth: dict[str, float] = {}
    sums: dict[str, float] = {}
    for words, ways in found.items():
        total = 0.0
        for way in ways:
            if way not in worth:
                table = nested.get(way)
                worth[way] = sum([table.get(what, 0.0) for what in around]) if table else 0.0
            total += worth[way]
        for name in shape(words, ways, own):
            total += flat.get(name, 0.0)
        sums[words] = total
    best = max(sums, key=sums.__getitem__)
    top = sums[best]
    whole = sum([math.exp(one - top) for one in sums.values()])
    return Choice(best, 1.0 / whole, math.exp(sums[own] - top) / whole)
