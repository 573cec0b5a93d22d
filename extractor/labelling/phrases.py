"""Phrases of a narrative that may say what a number counts, and the words that are cut from their ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from .cues import table
from .scene import Place, Scene
from .words import trim

SHORT = 4
_STOP = re.compile(r"[，。；：！？、,;:!?\s\0（()）]")
_SPACE = re.compile(r"[\s\0“”\"]+")
_PART = r"(?:仅|只|约)?占.*$|(?:约?为|完成|达到).*(?:的|数)$"
_COMPARED = r"(?:同比|环比|较(?![大小好强快高低])|比(?!例)|与|高于|低于|快于|慢于|高出|欠|落后|滞后|距|超出|超过).*$"
_EDGES = "、，：；的和及与,."
_BEHIND = 12
_BEFORE = 40
_TINY = 2
_GOVERNS = frozenset(("operator", "aspect", "verb", "touch"))
_STAGES = ("stage",)
_JUDGES = ("operator", "aspect")
_CUTS = ("operator", "aspect", "verb")


@dataclass(slots=True)
class Subject:
    """What a number counts, and the noun in it that an elliptic number further on takes over."""

    words: str
    noun: str


NOTHING = Subject("", "")


class _Words(NamedTuple):
    """The tables of ``subjects``."""

    head: re.Pattern[str]
    heads: frozenset[str]
    """First characters of `head`."""
    tail: frozenset[str]
    tails: frozenset[str]
    """Last characters of `tail`."""
    general: frozenset[str]
    cut: re.Pattern[str]
    places: tuple[str, ...]
    aims: frozenset[str]
    measures: frozenset[str]
    percent: frozenset[str]
    stages: frozenset[str]
    frame: re.Pattern[str]
    moved: str
    plans: str
    rest: str
    former: str
    whole: frozenset[str]
    """Words of two characters or more that are not cut although a light one is in them."""
    part: re.Pattern[str]
    compared: re.Pattern[str]


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@cache
def vocabulary() -> _Words:
    """The tables, compiled."""
    words = {name: frozenset(listed.split()) for name, listed in table("subjects").items()}
    return _Words(
        head=_any(words["head"]),
        heads=frozenset(word[0] for word in words["head"]),
        tail=words["tail"],
        tails=frozenset(word[-1] for word in words["tail"]),
        general=words["general"],
        cut=_any(words["cut"]),
        places=tuple(words["places"]),
        aims=words["set"],
        measures=words["measures"],
        percent=words["percent"],
        stages=words["stages"],
        frame=re.compile(f"(?:{_any(words['frame']).pattern})+$"),
        **{name: _any(words[name]).pattern for name in ("moved", "plans", "rest", "former")},
        whole=words["whole"],
        part=re.compile(_PART),
        compared=re.compile(_COMPARED),
    )


def measures() -> frozenset[str]:
    """The units of measure, as against measure words of things."""
    return vocabulary().measures


def bare(phrase: str) -> str:
    """Without light words at either end."""
    if not phrase:
        return ""
    words = vocabulary()
    if _SPACE.search(phrase):
        phrase = _SPACE.sub("", phrase)
    phrase = phrase.strip(_EDGES)
    while phrase and phrase[0] in words.heads and (match := words.head.match(phrase)):
        if match.end() == 1 and phrase[:2] in words.whole:
            break
        phrase = phrase[match.end() :].lstrip(_EDGES)
    while phrase and phrase[-1] in words.tails:
        length = next((length for length in (4, 3, 2, 1) if phrase[-length:] in words.tail), 0)
        if not length or (length == 1 and phrase[-2:] in words.whole):
            break
        phrase = phrase[:-length]
    return phrase.strip(_EDGES)


def joined(head: str, tail: str) -> str:
    """The two phrases as one, what both have where they meet told once (参保 + 参保率)."""
    if tail[:_TINY] not in head:
        return head + tail
    for length in range(min(len(head), len(tail)), _TINY - 1, -1):
        if head.endswith(tail[:length]):
            return head + tail[length:]
    return head + tail


@cache
def states() -> frozenset[str]:
    """The verbs that tell a state."""
    groups = [
        group["words"].split() for group in table("states")["group"] if group["name"] in ("begun", "completed", "found")
    ]
    return frozenset(word for words in groups for word in words)


def stateless(known: str) -> str:
    """The things `known` from before, without the state they were in."""
    length = next((length for length in (4, 3, 2) if known[-length:] in states()), 0)
    return known[: len(known) - length]


def unframed(known: str) -> str:
    """The things `known` from before, without what was made of them (泵站建设, 泵站任务)."""
    return vocabulary().frame.sub("", known) or known


def headed(known: str) -> str:
    """The last words of `known`, which say what the things are."""
    known = unframed(known)
    head = trim(known, SHORT)
    return head if len(head) >= _TINY else trim(known, SHORT + 2)


def undated(scene: Scene, start: int, end: int) -> int:
    """Where the words between `start` and `end` begin, from behind the last date there on."""
    dates = scene.dates and scene.dates_in(start, end)
    return dates[-1].end if dates else start


def split(scene: Scene, place: Place) -> tuple[str, str]:
    """The verb that governs a number and the noun before it."""
    end = place.start
    start = at = undated(scene, max(place.first, end - _BEFORE), end)
    text = place.text
    general = vocabulary().general
    verbs: list[str] = []
    parts: list[str] = []
    named = False
    for hit in place.left:
        cue = hit.of(_GOVERNS) if hit.start >= start else None
        if cue is None or cue.group == "projects" or (cue.force == "touch" and end - hit.end > 1):
            continue
        if between := bare(text[at : hit.start]):
            named = True
            parts.append(between)
        if cue.force == "verb" and hit.word not in general:
            verbs = [*verbs, hit.word] if hit.start == at else [hit.word]
            parts.append(hit.word)
        at = hit.end
    verb = "".join(verbs)
    last = bare(text[at:end])
    if last.endswith("投资") and "完成" in text[max(start, at - 4) : at]:
        return "", ("累计" if "累计" in text[start:at] else "") + "完成" + last
    if len(last) >= _TINY and verbs and len(verbs[-1]) >= _TINY:
        return verb, verb + last
    if not named and not last:
        return verb, ""
    return verb, "".join((*parts, last))


def _cut(text: str) -> int:
    """Where the noun that `text` begins with ends."""
    words = vocabulary()
    for match in words.cut.finditer(text):
        start, end = match.span()
        if end - start > 1 or (
            text[max(0, start - 1) : end] not in words.whole and text[start : end + 1] not in words.whole
        ):
            return start
    return len(text)


def behind(scene: Scene, place: Place, start: int = 0) -> str:
    """The noun that follows a number directly, or stands from `start` on."""
    words = scene.layout.text
    start = start or place.end + words.startswith("的", place.end)
    text = words[start : min(place.last, start + _BEHIND)]
    end = _STOP.search(text)
    text = text[: end.start()] if end else text
    if "符合条件的" in text:
        for prefix in ("符合条件的", "不符合条件的"):
            start += len(prefix) if text.startswith(prefix) else 0
            text = text.removeprefix(prefix)
    stop = start + len(text)
    for hit in place.right:
        if hit.start < start or hit.end > stop:
            continue
        early = hit.start - start < _TINY and hit.end < stop
        if not early and any(cue.force in _CUTS and cue.group != "projects" for cue in hit.cues):
            text = text[: hit.start - start]
            break
    if any(hit.start == start and hit.word == text and hit.of(_STAGES) for hit in place.right):
        return ""
    return bare(text[: _cut(text)])


def clause_noun(scene: Scene, index: int) -> str:
    """The noun that opens a clause, up to its first verb."""
    clause = scene.layout.clauses[index]
    end = clause.end
    for hit in scene.cues[index]:
        if hit.start > clause.start and hit.of(_JUDGES):
            end = hit.start
            break
    if scene.dates_in(clause.start, clause.end):
        return ""
    words = bare(scene.layout.flat[clause.start : min(end, clause.start + 30)].replace("\0", ""))
    return words if len(words) >= 2 else ""  # noqa: PLR2004


def topic(scene: Scene, order: int) -> str:
    """The noun of the nearest clause without a number since the number before, in the same sentence."""
    place = scene.places[order]
    here = place.inside
    first = scene.places[order - 1].clause if order else -1
    for index in range(place.clause - 1, max(first, place.clause - 4), -1):
        clause = scene.layout.clauses[index]
        if clause.block != here.block:
            break
        if clause.parent < 0 and (words := clause_noun(scene, index)):
            return words
    return ""


def same_unit(scene: Scene, order: int, found: Sequence[Subject]) -> str:
    """The noun of the nearest number before with the same unit."""
    place = scene.places[order]
    for other in range(order - 1, max(-1, order - 7), -1):
        if found[other].noun and scene.places[other].unit == place.unit:
            return found[other].noun
    return ""


def row(scene: Scene, order: int) -> list[int]:
    """The numbers of the kind and unit of number `order` that its clause lists."""
    place = scene.places[order]
    near = range(max(0, order - 8), min(len(scene.places), order + 9))
    return [
        other
        for other in near
        if scene.places[other].clause == place.clause
        and scene.places[other].kind == place.kind
        and scene.places[other].unit == place.unit
    ]
