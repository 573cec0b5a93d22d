"""Obstacles that the rules find: whether their clauses bear them out, and of what category they are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..labelling.blocker_clauses import Reading, read, read_all
from ..labelling.blockers import stated_in
from ..labelling.cues import Hit, lexicon
from ..labelling.scene import Scene
from ..records import BlockerLabel
from ..spans import Span
from .features import step
from .weights import Classifier

_AROUND = 16
_LENGTHS = (4, 8, 12, 20)
_LEADS = 8
_KEPT = 0.25
"""From which probability on a clause bears an obstacle out."""
_TOLD = ("rule:", "cue:", "head:", "end:")
"""What of a clause is looked at for its neighbours too."""


def category_features(scene: Scene, blocker: BlockerLabel) -> list[str]:
    """What holds of an obstacle, as far as it tells the category."""
    text = scene.layout.text
    start, end = blocker.span
    words = text[start:end]
    found = ["bias", f"rule:{blocker.category}", f"rule:{blocker.category}|{blocker.rule.partition('; ')[0]}"]
    for hit in lexicon("categories").scan(words)[0]:
        found += [f"cue:{hit.cues[0].says}", f"cue:{hit.word}"]
    found += [f"char:{one}{two}" for one, two in pairwise(words)]
    for hit in lexicon("categories").scan(text[max(0, start - _AROUND) : start])[0]:
        found.append(f"near:{hit.cues[0].says}")
    return found


class Stretch:
    """Clauses that follow one another, with what holds of those that are asked about."""

    def __init__(self, scene: Scene, readings: Sequence[Reading], ruled: Sequence[BlockerLabel]) -> None:
        self.readings = readings
        self.ruled = list(_over(readings, ruled))
        self._scene = scene
        self._known: dict[int, list[str]] = {}

    def features(self, at: int) -> list[str]:
        """What holds of clause `at`."""
        found = ["bias", *self._own(at)]
        here = self.readings[at].clause
        for shift in (-1, 1):
            if 0 <= at + shift < len(self.readings):
                there = self.readings[at + shift].clause
                where = "member" if there.member == here.member else "block" if there.block == here.block else "far"
                found += [f"near:{shift} {where} {name}" for name in self._own(at + shift) if name.startswith(_TOLD)]
        return found

    def _own(self, at: int) -> list[str]:
        """What holds of clause `at` whatever its neighbours."""
        if at not in self._known:
            self._known[at] = list(_clause(self._scene, self.readings[at], self.ruled[at]))
        return self._known[at]


def _over(readings: Sequence[Reading], ruled: Sequence[BlockerLabel]) -> Iterator[BlockerLabel | None]:
    """The obstacle, of those that are in order and apart, that each clause is in."""
    ends = [one.span.end for one in ruled]
    for reading in readings:
        at = bisect_right(ends, reading.clause.start)
        inside = at < len(ruled) and ruled[at].span.overlaps(reading.span)
        yield ruled[at] if inside else None


def stretches(scene: Scene, ruled: Sequence[BlockerLabel]) -> list[Stretch]:
    """All clauses of a narrative to learn from, `ruled` being what the rules find; none where no word points to one."""
    hits = scene.hits["blockers"]
    return [Stretch(scene, readings, ruled) for readings in read_all(scene.layout, hits)] if hits else []


def _clause(scene: Scene, reading: Reading, ruled: BlockerLabel | None) -> Iterator[str]:
    text = scene.layout.text
    words = reading.span.of(text).replace("\0", "").strip()
    inside = ruled is not None
    yield f"rule:{inside}"
    if ruled is not None:
        yield f"rule:{ruled.rule.partition('; ')[0]}"
        yield f"rule:{step(ruled.score, (0.5, 0.7, 0.9))}"
    for force in reading.forces:
        yield f"cue:{force}|{inside}"
    for hit in reading.hits:
        yield f"cue:{hit.word}"
    for hit in _of_states(scene, reading):
        yield f"state:{hit.cues[0].group}"
    for hit in lexicon("categories").scan(words)[0]:
        yield f"category:{hit.cues[0].says}"
    for one, two in pairwise(words):
        yield f"char:{one}{two}"
    yield f"head:{words[:2]}"
    yield f"end:{words[-2:]}"
    yield f"place:{step(len(words), _LENGTHS)}"
    yield f"place:bracket={reading.clause.parent >= 0}"


def _of_states(scene: Scene, reading: Reading) -> Sequence[Hit]:
    owners = scene.layout.owners
    start = reading.clause.start
    return scene.cues[owners[start]][:_LEADS] if start < len(owners) else ()


def kept(scene: Scene, classifier: Classifier) -> list[tuple[BlockerLabel, float]]:
    """The obstacles that the rules find and that a clause of theirs bears out, in order, with its probability."""
    told = read(scene.layout, scene.hits["blockers"])
    ruled = stated_in(scene, told)
    chances: dict[Span, float] = {}
    for stretch in (Stretch(scene, readings, ruled) for readings in told if ruled):
        for at, one in enumerate(stretch.ruled):
            if one is not None:
                chance = classifier.probabilities(stretch.features(at)).get("yes", 0.0)
                chances[one.span] = max(chance, chances.get(one.span, 0.0))
    return [(one, chance) for one in ruled if (chance := chances.get(one.span, 1.0)) >= _KEPT]
