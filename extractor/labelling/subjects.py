"""What a number counts: the shortest phrase of the narrative that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from .cues import table
from .scene import Place, Scene
from .words import trim

_STOP = re.compile(r"[，。；：！？、,;:!?\s\0（()）]")
_SPACE = re.compile(r"[\s\0“”\"]+")
_PART = r"(?:仅|只|约)?占.*$|(?:约?为|完成|达到).*(?:的|数)$"
_COMPARED = r"(?:同比|环比|较|比(?!例)|与|高于|低于|快于|慢于|高出|欠|落后|滞后|距|超出|超过).*$"
_RATE = re.compile(r"(?:投资完成|[^、和与]{0,4})(?:率|进度|比例|占比|比重)$")
_EDGES = "、，：；的和及与,."
_LONGEST = 11
_BEHIND = 12
_BEFORE = 40
_SHORT = 4
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


_NOTHING = Subject("", "")


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
    whole: frozenset[str]
    """Words of two characters or more that are not cut although a light one is in them."""
    part: re.Pattern[str]
    compared: re.Pattern[str]


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@cache
def _words() -> _Words:
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
        whole=words["whole"],
        part=re.compile(_PART),
        compared=re.compile(_COMPARED),
    )


def bare(phrase: str) -> str:
    """Without light words at either end."""
    if not phrase:
        return ""
    words = _words()
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
    for length in range(min(len(head), len(tail)), _TINY - 1, -1):
        if head.endswith(tail[:length]):
            return head + tail[length:]
    return head + tail


@cache
def _states() -> frozenset[str]:
    """The verbs that tell a state."""
    groups = [
        group["words"].split() for group in table("states")["group"] if group["name"] in ("begun", "completed", "found")
    ]
    return frozenset(word for words in groups for word in words)


def _stateless(known: str) -> str:
    """The things `known` from before, without the state they were in."""
    length = next((length for length in (4, 3, 2) if known[-length:] in _states()), 0)
    return known[: len(known) - length]


def _in_state(verb: str, known: str) -> str:
    """What an elliptic number counts: the things `known` from before, in the state that its own verb tells."""
    if verb in known:
        return known
    return joined(verb, _stateless(known) if verb in _states() else known)


def _rate_of(known: str, rate: str) -> str:
    """The rate of the things `known` from before."""
    return joined(_stateless(known) if rate.removesuffix("率") in _states() else known, rate)


def undated(scene: Scene, start: int, end: int) -> int:
    """Where the words between `start` and `end` begin, from behind the last date there on."""
    dates = scene.dates and scene.dates_in(start, end)
    return dates[-1].end if dates else start


def split(scene: Scene, place: Place) -> tuple[str, str]:
    """The verb that governs a number and the noun before it."""
    end = place.start
    start = at = undated(scene, max(place.first, end - _BEFORE), end)
    text = place.text
    general = _words().general
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
    words = _words()
    for match in words.cut.finditer(text):
        start, end = match.span()
        if end - start > 1 or (
            text[max(0, start - 1) : end] not in words.whole and text[start : end + 1] not in words.whole
        ):
            return start
    return len(text)


def behind(scene: Scene, place: Place) -> str:
    """The noun that follows a number directly."""
    words = scene.layout.text
    start = place.end + words.startswith("的", place.end)
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


def _inherited(scene: Scene, order: int, found: Sequence[Subject]) -> str:
    """The noun of the nearest number before with the same unit, else of the one before."""
    return same_unit(scene, order, found) or (found[order - 1].noun if order else "")


def _quantity(scene: Scene, order: int, found: Sequence[Subject]) -> Subject:
    place = scene.places[order]
    verb, noun = split(scene, place)
    if noun and _words().compared.search(noun):
        noun = bare(_words().compared.sub("", noun))
    measured = place.unit in _words().measures
    follower = "" if measured and noun else behind(scene, place)
    if follower:
        return Subject(joined(trim(verb, _SHORT + 2), follower), follower)
    if not noun and not verb and order and scene.places[order - 1].clause == place.clause:
        own_state = place.left and place.left[-1].cues[0].group in ("progressive", "negated")
        noun = found[order - 1].noun if own_state else ""
        return Subject(noun, noun) if noun else found[order - 1]
    if not noun and "分别" in place.words(place.first, place.start) and len(_row(scene, order)) > 1:
        return _listed(scene, order, found)
    if not noun or noun in _words().aims:
        known = topic(scene, order) or same_unit(scene, order, found)
        if not known and not verb:
            known = _inherited(scene, order, found)
        return Subject(_in_state(verb, known), known or verb)
    noun = trim(noun, _LONGEST)
    if not measured and noun.endswith(_words().places):
        known = _inherited(scene, order, found)
        if known and known not in noun:
            return Subject(joined(noun, known), known)
    return Subject(noun, noun.removeprefix(verb) or noun)


def _row(scene: Scene, order: int) -> list[int]:
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


def _listed(scene: Scene, order: int, found: Sequence[Subject]) -> Subject:
    """The subject of the number that a listed one goes with, where both lists are equally long."""
    row = _row(scene, order)
    first = row[0]
    before = range(first - len(row), first)
    if len(row) > 1 and before.start >= 0 and row == list(range(first, first + len(row))):
        units = {scene.places[other].unit for other in before}
        if len(units) == 1 and all(scene.places[other].kind == "quantity" for other in before):
            return found[before[row.index(order)]]
    return found[order - 1] if order else _NOTHING


def _named_in_front(scene: Scene, place: Place) -> str:
    """The name before a bracket that holds nothing but the number (甲县（64.9%）)."""
    clause = place.inside
    if clause.parent < 0 or place.start - clause.start > 1 or clause.end - place.end > 1:
        return ""
    text = scene.layout.flat[max(0, clause.start - 12) : clause.start - 1]
    return bare(re.split(r"[、，。；：\0为有和]", text)[-1])


def _rate(phrase: str) -> str:
    """The rate that a phrase names, without whose it is."""
    match = _RATE.search(phrase)
    return match[0] if match else phrase


def _percentage(scene: Scene, order: int, found: Sequence[Subject]) -> Subject:
    place = scene.places[order]
    before = found[order - 1] if order else _NOTHING
    name = _named_in_front(scene, place)
    if name:
        return Subject(name + before.noun, before.noun)
    start = undated(scene, max(place.first, place.start - _BEFORE), place.start)
    text = place.words(start, place.start)
    phrase = _words().compared.sub("", _words().part.sub("", text))
    cut = phrase != text
    phrase = trim(bare(phrase), _LONGEST) if cut else trim(split(scene, place)[1], _LONGEST)
    if len(phrase) < _TINY or phrase in _words().percent or phrase in _words().aims:
        near = "" if cut else topic(scene, order)
        known = _listed(scene, order, found)
        return Subject(near, near) if near or not known.words else known
    if _RATE.fullmatch(phrase) and len(phrase) <= _SHORT and order:
        return Subject(_rate_of(before.noun, phrase), phrase)
    if phrase.endswith(_words().places) and before.noun and before.noun not in phrase:
        return Subject(joined(phrase, before.noun), before.noun)
    return Subject(phrase, _rate(phrase))


def _zipped(scene: Scene, order: int, found: Sequence[Subject]) -> Subject:
    """The member that number `order` goes with in 甲、乙分别…1、2."""
    place = scene.places[order]
    clause = place.inside
    text = place.text
    at = text.rfind("分别", max(clause.start, place.start - 2 * _BEFORE), place.start)
    if at < 0:
        return _NOTHING
    near = [other for other in scene.places[max(0, order - 8) : order + 9] if other.clause == place.clause]
    row = [other for other in near if other.start > at]
    head = max((other.end for other in near if other.end <= at), default=clause.start)
    names = [name for part in re.split(r"[、和及与]", text[max(head, at - 60) : at]) if (name := bare(part))]
    if len(names) < 2 or len(names) != len(row):  # noqa: PLR2004
        return _NOTHING
    between = bare(text[at + 2 : row[0].start])
    name = names[row.index(place)]
    if between and between not in _words().general and between not in _words().percent:
        return Subject(name + between, between)
    rate = _RATE.search(names[-1])
    if rate:
        shared = rate[0][-3:]
        return Subject(name if name.endswith(shared) else name + shared, shared)
    if name.endswith(_words().places) and order and place.start != row[0].start:
        return Subject(name + found[order - 1].noun, found[order - 1].noun)
    known = _inherited(scene, order, found) if name.endswith(_words().places) else ""
    return Subject(name + known, known or name)


def named(scene: Scene) -> list[Subject]:
    """What each number of the scene counts, in order, in Simplified script."""
    found: list[Subject] = []
    shared = "分别" in scene.layout.text
    for order, place in enumerate(scene.places):
        zipped = _zipped(scene, order, found) if shared else _NOTHING
        if zipped.words:
            found.append(zipped)
        elif place.kind == "percentage":
            found.append(_percentage(scene, order, found))
        else:
            found.append(_quantity(scene, order, found))
    return found


def subjects(scene: Scene) -> list[str]:
    """The subject of each number of the scene, in order."""
    found = named(scene)
    if scene.changed:
        return [subject.words.translate(scene.changed) for subject in found]
    return [subject.words for subject in found]


def measures() -> frozenset[str]:
    """The units of measure, as against measure words of things."""
    return _words().measures
