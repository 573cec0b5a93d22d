"""What a number counts: the shortest phrase of the narrative that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..spans import Span
from .cues import table, within
from .scene import Place, Scene
from .words import trim

_STOP = re.compile(r"[，。；：！？、,;:!?\s\0（()）]")
_SPACE = re.compile(r"[\s\0“”\"]+")
_PART = re.compile(r"(?:仅|只|约)?占.*$|(?:约?为|完成|达到).*(?:的|数)$")
_COMPARED = re.compile(r"(?:同比|环比|较|比(?!例)|与|高于|低于|快于|慢于|高出|欠|落后|滞后|距|超出|超过).*$")
_RATE = re.compile(r"(?:投资完成|[^、和与]{0,4})(?:率|进度|比例|占比|比重)$")
_EDGES = "、，：；的和及与,."
_LONGEST = 11
_BEHIND = 12
_BEFORE = 40
_SHORT = 4
_TINY = 2
_GOVERNS = frozenset(("operator", "aspect", "verb", "touch"))
_JUDGES = ("operator", "aspect")


class Subject(NamedTuple):
    """What a number counts, and the noun in it that an elliptic number further on takes over."""

    words: str
    noun: str


_NOTHING = Subject("", "")


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("subjects")[name].split())


@cache
def _any(name: str) -> re.Pattern[str]:
    words = sorted(_set(name), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _bare(phrase: str) -> str:
    """Without light words at either end."""
    head, tail = _any("head"), _set("tail")
    phrase = _SPACE.sub("", phrase).strip(_EDGES)
    while phrase and (match := head.match(phrase)):
        phrase = phrase[match.end() :].lstrip(_EDGES)
    changed = True
    while changed:
        changed = False
        for length in (4, 3, 2, 1):
            if len(phrase) >= length and phrase[-length:] in tail:
                phrase, changed = phrase[:-length], True
                break
    return phrase.strip(_EDGES)


def _undated(scene: Scene, span: Span) -> Span:
    """`span` from behind the last date in it on."""
    dates = scene.dates_in(*span)
    start = dates[-1].end if dates else span.start
    return Span(start, span.end)


def _split(scene: Scene, order: int) -> tuple[str, str]:
    """The verb that governs a number and the noun before it."""
    place = scene.places[order]
    span = scene.places[order].before
    span = _undated(scene, Span(max(span.start, span.end - _BEFORE), span.end))
    text = scene.layout.window(place.inside)
    verbs: list[str] = []
    parts: list[str] = []
    at = span.start
    named = False
    for hit in within(scene.cues[place.clause], *span):
        cue = hit.of(_GOVERNS)
        if cue is None or cue.group == "projects" or (cue.force == "touch" and span.end - hit.end > 1):
            continue
        between = _bare(text[at : hit.start])
        named = named or bool(between)
        parts.append(between)
        if cue.force == "verb" and hit.word not in _set("general"):
            verbs = [*verbs, hit.word] if hit.start == at else [hit.word]
            parts.append(hit.word)
        at = hit.end
    verb = "".join(verbs)
    last = _bare(text[at : span.end])
    if last.endswith("投资") and "完成" in text[max(span.start, at - 4) : at]:
        return "", ("累计" if "累计" in text[span.start : at] else "") + "完成" + last
    if len(last) >= _TINY and verbs and len(verbs[-1]) >= _TINY:
        return verb, verb + last
    if not named and not last:
        return verb, ""
    return verb, "".join((*parts, last))


def _behind(scene: Scene, order: int) -> str:
    """The noun that follows a number directly."""
    place = scene.places[order]
    span = scene.places[order].behind
    start = span.start + scene.layout.text.startswith("的", span.start)
    text = scene.layout.text[start : min(span.end, start + _BEHIND)]
    end = _STOP.search(text)
    text = text[: end.start()] if end else text
    for prefix in ("符合条件的", "不符合条件的"):
        start += len(prefix) if text.startswith(prefix) else 0
        text = text.removeprefix(prefix)
    for hit in within(scene.cues[place.clause], start, start + len(text)):
        early = hit.start - start < _TINY and hit.end < start + len(text)
        if not early and any(
            cue.force in ("operator", "aspect", "verb") and cue.group != "projects" for cue in hit.cues
        ):
            text = text[: hit.start - start]
            break
    cut = _any("cut").search(text)
    return _bare(text[: cut.start()] if cut else text)


def _clause_noun(scene: Scene, index: int) -> str:
    """The noun that opens a clause, up to its first verb."""
    clause = scene.layout.clauses[index]
    end = clause.end
    for hit in scene.cues[index]:
        if hit.of(_JUDGES) and hit.start > clause.start:
            end = hit.start
            break
    if scene.dates_in(clause.start, clause.end):
        return ""
    words = _bare(scene.layout.flat[clause.start : min(end, clause.start + 30)].replace("\0", ""))
    return words if len(words) >= 2 else ""  # noqa: PLR2004


def _topic(scene: Scene, order: int) -> str:
    """The noun of the nearest clause without a number since the number before, in the same sentence."""
    place = scene.places[order]
    here = place.inside
    first = scene.places[order - 1].clause if order else -1
    for index in range(place.clause - 1, max(first, place.clause - 4), -1):
        clause = scene.layout.clauses[index]
        if clause.block != here.block:
            break
        if clause.parent < 0 and (words := _clause_noun(scene, index)):
            return words
    return ""


def _same_unit(scene: Scene, order: int, found: Sequence[Subject]) -> str:
    """The noun of the nearest number before with the same unit."""
    place = scene.places[order]
    for other in range(order - 1, max(-1, order - 7), -1):
        if found[other].noun and scene.places[other].mention.unit == place.mention.unit:
            return found[other].noun
    return ""


def _inherited(scene: Scene, order: int, found: Sequence[Subject]) -> str:
    """The noun of the nearest number before with the same unit, else of the one before."""
    return _same_unit(scene, order, found) or (found[order - 1].noun if order else "")


def _quantity(scene: Scene, order: int, found: Sequence[Subject]) -> Subject:
    place = scene.places[order]
    verb, noun = _split(scene, order)
    if _COMPARED.search(noun):
        noun = _bare(_COMPARED.sub("", noun))
    measured = place.mention.unit in _set("measures")
    behind = "" if measured and noun else _behind(scene, order)
    if behind:
        return Subject(trim(verb, _SHORT + 2) + behind, behind)
    if not noun and not verb and order and scene.places[order - 1].clause == place.clause:
        return found[order - 1]
    if not noun and "分别" in scene.words(place, scene.places[order].before) and len(_row(scene, order)) > 1:
        return _listed(scene, order, found)
    if not noun or noun in _set("set"):
        known = _topic(scene, order) or _same_unit(scene, order, found)
        if not known and not verb:
            known = _inherited(scene, order, found)
        return Subject(known if verb in known else verb + known, known or verb)
    noun = trim(noun, _LONGEST)
    if not measured and noun.endswith(tuple(_set("places"))):
        known = _inherited(scene, order, found)
        if known and known not in noun:
            return Subject(noun + known, known)
    return Subject(noun, noun.removeprefix(verb) or noun)


def _row(scene: Scene, order: int) -> list[int]:
    """The numbers of the kind and unit of number `order` that its clause lists."""
    place = scene.places[order]
    near = range(max(0, order - 8), min(len(scene.places), order + 9))
    return [
        other
        for other in near
        if scene.places[other].clause == place.clause
        and scene.places[other].mention.kind == place.mention.kind
        and scene.places[other].mention.unit == place.mention.unit
    ]


def _listed(scene: Scene, order: int, found: Sequence[Subject]) -> Subject:
    """The subject of the number that a listed one goes with, where both lists are equally long."""
    row = _row(scene, order)
    first = row[0]
    before = range(first - len(row), first)
    if len(row) > 1 and before.start >= 0 and row == list(range(first, first + len(row))):
        units = {scene.places[other].mention.unit for other in before}
        if len(units) == 1 and all(scene.places[other].mention.kind == "quantity" for other in before):
            return found[before[row.index(order)]]
    return found[order - 1] if order else _NOTHING


def _named_in_front(scene: Scene, place: Place) -> str:
    """The name before a bracket that holds nothing but the number (甲县（64.9%）)."""
    clause = place.inside
    if clause.parent < 0 or place.start - clause.start > 1 or clause.end - place.end > 1:
        return ""
    text = scene.layout.flat[max(0, clause.start - 12) : clause.start - 1]
    return _bare(re.split(r"[、，。；：\0为有和]", text)[-1])


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
    span = scene.places[order].before
    text = scene.words(place, _undated(scene, Span(max(span.start, span.end - _BEFORE), span.end)))
    phrase = _COMPARED.sub("", _PART.sub("", text))
    cut = phrase != text
    phrase = trim(_bare(phrase), _LONGEST) if cut else trim(_split(scene, order)[1], _LONGEST)
    if len(phrase) < _TINY or phrase in _set("percent") or phrase in _set("set"):
        topic = "" if cut else _topic(scene, order)
        known = _listed(scene, order, found)
        return Subject(topic, topic) if topic or not known.words else known
    if _RATE.fullmatch(phrase) and len(phrase) <= _SHORT and order:
        return Subject(before.noun + phrase, phrase)
    if phrase.endswith(tuple(_set("places"))) and before.noun and before.noun not in phrase:
        return Subject(phrase + before.noun, before.noun)
    return Subject(phrase, _rate(phrase))


def _zipped(scene: Scene, order: int, found: Sequence[Subject]) -> Subject:
    """The member that number `order` goes with in 甲、乙分别…1、2."""
    place = scene.places[order]
    clause = place.inside
    text = scene.layout.window(clause)
    at = text.rfind("分别", max(clause.start, place.start - 2 * _BEFORE), place.start)
    if at < 0:
        return _NOTHING
    near = [other for other in scene.places[max(0, order - 8) : order + 9] if other.clause == place.clause]
    row = [other for other in near if other.start > at]
    head = max((other.end for other in near if other.end <= at), default=clause.start)
    names = [name for part in re.split(r"[、和及与]", text[max(head, at - 60) : at]) if (name := _bare(part))]
    if len(names) < 2 or len(names) != len(row):  # noqa: PLR2004
        return _NOTHING
    between = _bare(text[at + 2 : row[0].start])
    name = names[row.index(place)]
    if between and between not in _set("general") and between not in _set("percent"):
        return Subject(name + between, between)
    rate = _RATE.search(names[-1])
    if rate:
        shared = rate[0][-3:]
        return Subject(name if name.endswith(shared) else name + shared, shared)
    if name.endswith(tuple(_set("places"))) and order and place.start != row[0].start:
        return Subject(name + found[order - 1].noun, found[order - 1].noun)
    known = _inherited(scene, order, found) if name.endswith(tuple(_set("places"))) else ""
    return Subject(name + known, known or name)


def _original(scene: Scene, words: str) -> str:
    """Words of the Simplified text as the narrative writes them."""
    if not scene.changed:
        return words
    return words.translate(scene.changed)


def subjects(scene: Scene) -> list[str]:
    """The subject of each number of the scene, in order."""
    found: list[Subject] = []
    for order, place in enumerate(scene.places):
        zipped = _zipped(scene, order, found)
        if zipped.words:
            found.append(zipped)
        elif place.mention.kind == "percentage":
            found.append(_percentage(scene, order, found))
        else:
            found.append(_quantity(scene, order, found))
    return [_original(scene, subject.words) for subject in found]
