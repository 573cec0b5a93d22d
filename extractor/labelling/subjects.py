"""What a number counts: the shortest phrase of the narrative that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..spans import Span
from .cues import Hit, table
from .scene import Place, Scene
from .words import trim

_STOP = re.compile(r"[，。；：！？、,;:!?\s\0（()）]")
_QUOTED = re.compile(r"[\s\0]+")
_LONGEST = 14
_BEHIND = 12
_SHORT = 4


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("subjects")[name].split())


@cache
def _any(name: str) -> re.Pattern[str]:
    words = sorted(_set(name), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _bare(phrase: str) -> str:
    """Without light words at either end."""
    pattern = _any("light")
    light = _set("light")
    phrase = phrase.strip("、，：的“”和及与")
    while phrase and (match := pattern.match(phrase)):
        phrase = phrase[match.end() :].lstrip("、，：的")
    changed = True
    while changed:
        changed = False
        for length in (4, 3, 2, 1):
            if len(phrase) >= length and phrase[-length:] in light:
                phrase, changed = phrase[:-length], True
                break
    return phrase.strip("、，：的")


class _Phrase:
    """The words before a number, split into the verb that governs it and the noun."""

    def __init__(self, scene: Scene, order: int) -> None:
        place = scene.places[order]
        span = scene.before(order)
        span = Span(max(span.start, span.end - 40), span.end)
        for mention in scene.ledger.mentions[max(0, place.index - 3) : place.index]:
            if mention.kind == "date" and mention.span.end <= span.end:
                span = Span(max(span.start, mention.span.end), span.end)
        self.text = scene.layout.window(scene.clause(place))
        self.verb = ""
        self.noun = self._split(span, scene.hits_in(place.clause, span))

    def _split(self, span: Span, hits: Sequence[Hit]) -> str:
        parts: list[str] = []
        at = span.start
        for hit in hits:
            cue = hit.of("operator", "aspect", "verb", "touch")
            if cue is None or hit.start < at:
                continue
            between = _bare(self.text[at : hit.start])
            if between:
                parts.append(between)
            if cue.force == "verb" and hit.word not in _set("general"):
                self.verb = hit.word
                parts.append(hit.word)
            at = hit.end
        tail = _bare(self.text[at : span.end])
        if tail:
            parts.append(tail)
        nouns = [part for part in parts if part != self.verb]
        phrase = "".join(parts) if nouns else ""
        return _QUOTED.sub("", phrase)


def _behind(scene: Scene, order: int) -> str:
    """The noun that follows a number directly."""
    place = scene.places[order]
    span = scene.behind(order)
    text = scene.layout.text[span.start : min(span.end, span.start + _BEHIND)]
    text = text.removeprefix("的")
    end = _STOP.search(text)
    text = text[: end.start()] if end else text
    for hit in scene.hits_in(place.clause, Span(span.start, span.start + len(text))):
        if hit.of("operator", "aspect", "touch", "verb") and hit.start > span.start:
            text = text[: hit.start - span.start]
            break
        if hit.start == span.start and hit.of("operator", "aspect"):
            return ""
    cut = _any("cut").search(text)
    text = text[: cut.start()] if cut else text
    return _bare(text)


def _inherited(scene: Scene, order: int, found: Sequence[str]) -> str:
    """The subject of the nearest number before with the same unit, else of the one before."""
    place = scene.places[order]
    for other in range(order - 1, max(-1, order - 6), -1):
        if found[other] and scene.places[other].mention.unit == place.mention.unit:
            return found[other]
    return found[order - 1] if order else ""


def _topic(scene: Scene, place: Place) -> str:
    """The words of the nearest clause before that holds no number, in the same sentence."""
    here = scene.clause(place)
    numbered = {other.clause for other in scene.places[:64]}
    for index in range(place.clause - 1, max(-1, place.clause - 4), -1):
        clause = scene.layout.clauses[index]
        if clause.block != here.block:
            break
        if clause.parent >= 0 or index in numbered:
            continue
        words = _bare(scene.layout.flat[clause.start : clause.end].replace("\0", ""))
        if 2 <= len(words) <= _LONGEST:
            return words
    return ""


def _quantity(scene: Scene, order: int, found: Sequence[str]) -> str:
    place = scene.places[order]
    phrase = _Phrase(scene, order)
    measured = place.mention.unit in _set("measures")
    behind = "" if measured and phrase.noun else _behind(scene, order)
    if behind:
        return trim(phrase.noun if measured else phrase.verb, _SHORT + 2) + behind
    if not phrase.noun:
        known = _inherited(scene, order, found) or _topic(scene, place)
        return known if phrase.verb and phrase.verb in known else phrase.verb + known
    noun = trim(phrase.noun, _LONGEST)
    if not measured and noun.endswith(tuple(_set("places"))):
        known = _inherited(scene, order, found)
        return noun + known if known and known not in noun else noun
    return noun


def _percentage(scene: Scene, order: int, found: Sequence[str]) -> str:
    phrase = _Phrase(scene, order).noun
    match = re.search(r"占.*$|为.*的$", phrase)
    if match:
        phrase = phrase[: match.start()]
    phrase = trim(_bare(phrase), _LONGEST)
    before = found[order - 1] if order else ""
    if len(phrase) < 2 or phrase in _set("percent"):  # noqa: PLR2004
        return before or _topic(scene, scene.places[order])
    if phrase.endswith("率") and len(phrase) <= _SHORT and before:
        return before + phrase
    return phrase


def _zipped(scene: Scene, order: int) -> str:
    """The member that number `order` goes with in 甲、乙分别…1、2."""
    place = scene.places[order]
    clause = scene.clause(place)
    text = scene.layout.window(clause)
    at = text.rfind("分别", clause.start, place.start)
    if at < 0:
        return ""
    row = [
        other
        for other in scene.places[max(0, order - 8) : order + 8]
        if other.clause == place.clause and other.start > at
    ]
    head = max(
        (
            other.end
            for other in scene.places[max(0, order - 12) : order]
            if other.clause == place.clause and other.end <= at
        ),
        default=clause.start,
    )
    names = [_bare(name) for name in re.split(r"[、和及与]", text[max(head, at - 60) : at])]
    names = [name for name in names if name]
    if len(names) < 2 or len(names) != len(row):  # noqa: PLR2004
        return ""
    between = _bare(text[at + 2 : row[0].start])
    return names[row.index(place)] + ("" if between in _set("general") else between)


def subject(scene: Scene, order: int, found: Sequence[str]) -> str:
    """The subject of number `order`; `found` holds those of the numbers before."""
    zipped = _zipped(scene, order)
    if zipped:
        return zipped
    if scene.places[order].mention.kind == "percentage":
        return _percentage(scene, order, found)
    return _quantity(scene, order, found)
