"""What a number may count: phrases of its clause, of clauses before and of the task, each by the ways it came about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..labelling.phrases import Subject, bare, behind, clause_noun, joined, same_unit, split, topic, undated
from ..labelling.scene import Place, Scene
from ..script import simplify

_STOP = re.compile(r"[，。；：！？、,;:!?\s\0（()）]")
_CUT = re.compile(r"[、，：；\0\s（()）]")
_DIGITS = re.compile(r"[\d.,，%％]+")
_TASK = re.compile(r"[\d，。；：、,;:（()）\s]")
_LONGEST = 16
_LEFT = 32
_RIGHT = 14
_SUFFIXES = 5
_SHORTEST = 2
_NEAR = frozenset(("left", "end0", "end1"))
_AFTER = frozenset(("right", "until0", "with0", "behind"))
_Named = Sequence[tuple[str, str]]
_DO = re.compile(r"^(?:[^，。；]{0,4}?)(?:新建|改造|完成|建设|实施|推进|开展|新增|建成|加快|推动|继续|确保|全面)")


@lru_cache(maxsize=256)
def _of_task(task: str) -> str:
    """The first thing that a task names behind its verb."""
    words = _TASK.split(simplify(task), maxsplit=1)[0]
    return bare(_DO.sub("", words))[:_LONGEST]


def _left(scene: Scene, place: Place) -> Iterator[tuple[str, str]]:
    """The phrase before a number, whole, and its ends from each boundary on."""
    start = undated(scene, max(place.first, place.start - _LEFT), place.start)
    text = place.text
    whole = text[start : place.start]
    yield "left", bare(whole)
    cuts = {hit.end for hit in place.left if hit.start >= start} | {
        hit.start for hit in place.left if hit.start > start
    }
    cuts |= {start + match.end() for match in _CUT.finditer(whole)}
    ends = sorted(cuts, reverse=True)[:_SUFFIXES]
    for at, cut in enumerate(ends):
        yield f"end{at}", bare(text[cut : place.start])
    for at, hit in enumerate(place.left[-2:][::-1]):
        if hit.start > start:
            begin = max((match.end() for match in _CUT.finditer(text, start, hit.start)), default=start)
            yield f"ahead{at}", bare(text[begin : hit.start])
            yield f"verb{at}", bare(text[begin : hit.end])


def _right(scene: Scene, place: Place) -> Iterator[tuple[str, str]]:
    """The phrase behind a number, as far as the next stop and as far as the first cue word."""
    text = scene.layout.text
    start = place.end + text.startswith("的", place.end)
    words = text[start : min(place.last, start + _RIGHT)]
    stop = _STOP.search(words)
    end = start + (stop.start() if stop else len(words))
    yield "right", bare(text[start:end])
    for at, hit in enumerate([hit for hit in place.right if start <= hit.start and hit.end <= end][:2]):
        yield f"until{at}", bare(text[start : hit.start])
        yield f"with{at}", bare(text[start : hit.end])
        yield f"from{at}", bare(text[hit.start : end])


def _opening(scene: Scene, order: int) -> str:
    """The phrase that opens the sentence of a number, up to a number, a stop or a cue word."""
    place = scene.places[order]
    index = place.clause
    while index and scene.layout.clauses[index - 1].block == place.inside.block:
        index -= 1
    clause = scene.layout.clauses[index]
    ends = [hit.start for hit in scene.cues[index] if hit.start > clause.start + 1][:1]
    ends += [other.start for other in scene.places[:order] if other.start >= clause.start][:1]
    end = min([*ends, clause.end, clause.start + _LONGEST + 8, place.start])
    return bare(scene.layout.flat[clause.start : end].replace("\0", ""))


def _known(scene: Scene, order: int, ruled: Sequence[Subject]) -> Iterator[tuple[str, str]]:
    """What was named before the number, in its sentence or the task."""
    place = scene.places[order]
    yield "topic", topic(scene, order)
    yield "same", same_unit(scene, order, ruled)
    if order:
        yield "before", ruled[order - 1].noun
        yield "words before", ruled[order - 1].words
    if order > 1:
        yield "two before", ruled[order - 2].noun
    if ruled and order:
        yield "first", ruled[0].noun
    if place.clause:
        yield "clause", clause_noun(scene, place.clause - 1)
    yield "opening", _opening(scene, order)
    if scene.task:
        yield "task", _of_task(scene.task)


class _Found(dict[str, list[str]]):
    """Phrases with the ways they came about."""

    def add(self, way: str, words: str) -> None:
        """Takes in `words` where they can be a subject."""
        if _SHORTEST <= len(words) <= _LONGEST and not words.isascii():
            self.setdefault(words, []).append(way)

    def join(self, firsts: _Named, seconds: _Named) -> None:
        """Takes in each of `firsts` with each of `seconds` behind it."""
        for way, words in firsts:
            for other, behind_ in seconds:
                self.add(f"{way}+{other}", joined(words, behind_))


def candidates(scene: Scene, order: int, ruled: Sequence[Subject]) -> dict[str, list[str]]:
    """The phrases that number `order` may count, each with the ways it came about; the rules' own is the first.

    `ruled` are the rules' answers for all numbers. Words are in Simplified script.
    """
    place, own = scene.places[order], ruled[order]
    found = _Found({own.words: ["rules"]})
    found.add("noun", own.noun)
    lefts = list(_left(scene, place))
    rights = [*_right(scene, place), ("behind", behind(scene, place))]
    known = [(way, words) for way, words in _known(scene, order, ruled) if len(words) >= _SHORTEST]
    for way, words in (*lefts, *rights, *known):
        found.add(way, words)
    near = [(way, words) for way, words in lefts if way in _NEAR and len(words) >= _SHORTEST]
    after = [(way, words) for way, words in rights if way in _AFTER and words]
    verb = split(scene, place)[0]
    verbs = [("verb", verb)] if verb else []
    found.join(verbs or [("verb", "")], after)
    found.join(near, after)
    found.join(verbs, known)
    found.join(known, near)
    found.join(near, known)
    found.join(after, known)
    found.join(known, after)
    return found
