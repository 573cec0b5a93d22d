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
_LONGEST = 12
_MOST_WAYS = 5
_LENGTH_STEPS = tuple(str(step(length, _LENGTHS)) for length in range(_LONGEST + 1))
_WAY_STEPS = tuple(str(step(count, _COUNTS)) for count in range(_MOST_WAYS + 1))


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


def _relation(words: str, rules: str) -> str:
    return "in" if words in rules else "around" if rules and rules in words else "apart"


def shape(words: str, ways: Sequence[str], rules: str) -> Iterator[str]:
    """What holds of candidate `words` whatever the number, beside the rules' own answer `rules`."""
    yield f"length {step(len(words), _LENGTHS)}"
    yield f"ways {step(len(ways), _COUNTS)}"
    yield f"head {words[:1]}"
    yield f"head {words[:2]}"
    yield f"tail {words[-1:]}"
    yield f"tail {words[-2:]}"
    if words != rules:
        yield f"rules {_relation(words, rules)}"


class _Shaped:
    """What `shape` comes to by the weights of a ranker."""

    def __init__(self, ranker: Ranker) -> None:
        tables = ranker.by_shape
        self._length, self._ways = tables["length"].get, tables["ways"].get
        self._head, self._tail, self._rules = tables["head"].get, tables["tail"].get, tables["rules"].get

    def added(self, total: float, words: str, ways: int, rules: str) -> float:
        """`total` and what each name of the shape weighs, in the order of `shape`."""
        total += self._length(_LENGTH_STEPS[min(len(words), _LONGEST)], 0.0)
        total += self._ways(_WAY_STEPS[min(ways, _MOST_WAYS)], 0.0)
        total += self._head(words[:1], 0.0)
        total += self._head(words[:2], 0.0)
        total += self._tail(words[-1:], 0.0)
        total += self._tail(words[-2:], 0.0)
        return total if words == rules else total + self._rules(_relation(words, rules), 0.0)


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
    by_way, shaped, noughts = ranker.by_way, _Shaped(ranker), (0.0,) * len(around)
    worth: dict[str, float] = {}
    sums: dict[str, float] = {}
    for words, ways in found.items():
        total = 0.0
        for way in ways:
            if way not in worth:
                table = by_way.get(way)
                worth[way] = sum(map(table.get, around, noughts)) if table else 0.0
            total += worth[way]
        sums[words] = shaped.added(total, words, len(ways), own)
    best = max(sums, key=sums.__getitem__)
    top = sums[best]
    whole = sum([math.exp(one - top) for one in sums.values()])
    return Choice(best, 1.0 / whole, math.exp(sums[own] - top) / whole)
