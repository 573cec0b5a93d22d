"""What a number counts: the shortest phrase of the narrative that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from .cues import table
from .phrases import (
    NOTHING,
    SHORT,
    Subject,
    bare,
    behind,
    headed,
    joined,
    row,
    same_unit,
    split,
    stateless,
    states,
    topic,
    undated,
    vocabulary,
)
from .pointing import compared_or_moved, pointed
from .scene import Place, Scene
from .tasks import thing_of
from .words import trim

_RATE = re.compile(r"(?:投资完成|[^、和与]{0,4})(?:率|进度|比例|占比|比重)$")
_LISTS = frozenset("、和及与")
_ASPECTS = "应已未实仅拟"
_LONGEST = 11
_BEFORE = 40
_TINY = 2


@cache
def _verbs() -> frozenset[str]:
    return frozenset(
        word for group in table("states")["group"] if group["force"] == "verb" for word in group["words"].split()
    )


def _in_state(verb: str, known: str) -> str:
    """What an elliptic number counts: the things `known` from before, in the state that its own verb tells."""
    if verb in known or known in _verbs():
        return known if verb in known else verb
    return joined(verb, headed(stateless(known)) if verb in states() else known)


def _of_task(scene: Scene, verb: str) -> str:
    """The thing of the task that has come into the state that `verb` tells, in as few words as tell it."""
    return headed(thing_of(scene.task)) if verb in vocabulary().stages else ""


def _rate_of(known: str, rate: str) -> str:
    """The rate of the things `known` from before."""
    return joined(stateless(known) if rate.removesuffix("率") in states() else known, rate)


def _inherited(scene: Scene, order: int, found: Sequence[Subject]) -> str:
    """The noun of the nearest number before with the same unit, else of the one before."""
    return same_unit(scene, order, found) or (found[order - 1].noun if order else "")


def _spelled_out(place: Place, noun: str) -> str:
    """A verb of one character with what tells its state (应征, 已征)."""
    if not noun and place.left:
        last = place.left[-1]
        return last.word if last.end == place.start and last.word[0] == "应" and len(last.word) == _TINY else ""
    if len(noun) != 1:
        return noun
    at = place.text.rfind(noun, place.first, place.start)
    return place.text[at - 1 : at + 1] if at > 0 and place.text[at - 1] in _ASPECTS else noun


def _quantity(scene: Scene, order: int, found: Sequence[Subject]) -> Subject:
    place = scene.places[order]
    back = pointed(scene, order, found)
    if back.words:
        return back
    verb, noun = split(scene, place)
    if noun and vocabulary().compared.search(noun):
        noun = bare(vocabulary().compared.sub("", noun))
    measured = place.unit in vocabulary().measures
    follower = "" if measured and noun else behind(scene, place)
    if follower:
        return Subject(joined(trim(verb, SHORT + 2), follower), follower)
    noun = _spelled_out(place, trim(noun, _LONGEST))
    if not noun or noun in vocabulary().aims:
        return _elliptic(scene, order, found, verb, noun)
    if not measured and noun.endswith(vocabulary().places):
        known = _inherited(scene, order, found)
        if known and known not in noun:
            return Subject(joined(noun, known), known)
    return Subject(noun, noun.removeprefix(verb) or noun)


def _elliptic(scene: Scene, order: int, found: Sequence[Subject], verb: str, noun: str) -> Subject:
    """The subject of a number before which stands no more than a `verb`, or as `noun` a word for what is set."""
    place = scene.places[order]
    if not noun and not verb and order and scene.places[order - 1].clause == place.clause:
        own_state = place.left and place.left[-1].cues[0].group in ("progressive", "negated")
        noun = found[order - 1].noun if own_state else ""
        return Subject(noun, noun) if noun else found[order - 1]
    if not noun and "分别" in place.words(place.first, place.start) and len(row(scene, order)) > 1:
        return _listed(scene, order, found)
    known = topic(scene, order) or same_unit(scene, order, found)
    if not known:
        known = _of_task(scene, verb) if verb else _inherited(scene, order, found) or thing_of(scene.task)
    return Subject(_in_state(verb, known), known or verb)


def _listed(scene: Scene, order: int, found: Sequence[Subject]) -> Subject:
    """The subject of the number that a listed one goes with, where both lists are equally long."""
    listed = row(scene, order)
    first = listed[0]
    before = range(first - len(listed), first)
    if len(listed) > 1 and before.start >= 0 and listed == list(range(first, first + len(listed))):
        units = {scene.places[other].unit for other in before}
        if len(units) == 1 and all(scene.places[other].kind == "quantity" for other in before):
            return found[before[listed.index(order)]]
    return found[order - 1] if order else NOTHING


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
    before = found[order - 1] if order else NOTHING
    back = compared_or_moved(scene, order, found)
    if back.words:
        return back
    name = _named_in_front(scene, place)
    if name:
        return Subject(name + before.noun, before.noun)
    start = undated(scene, max(place.first, place.start - _BEFORE), place.start)
    text = place.words(start, place.start)
    phrase = vocabulary().compared.sub("", vocabulary().part.sub("", text))
    cut = phrase != text
    phrase = trim(bare(phrase), _LONGEST) if cut else trim(split(scene, place)[1], _LONGEST)
    if len(phrase) < _TINY or phrase in vocabulary().percent or phrase in vocabulary().aims:
        near = "" if cut else topic(scene, order)
        known = _listed(scene, order, found)
        return Subject(near, near) if near or not known.words else known
    if _RATE.fullmatch(phrase) and len(phrase) <= SHORT and order:
        of = "" if _RATE.fullmatch(before.noun) else before.noun
        return Subject(_rate_of(of, phrase), phrase)
    if phrase.endswith(vocabulary().places) and before.noun and before.noun not in phrase:
        return Subject(joined(phrase, before.noun), before.noun)
    return Subject(phrase, _rate(phrase))


def _names(text: str) -> list[str]:
    """The members of a list."""
    return [name for part in re.split(r"[、和及与]", text) if (name := bare(part))]


def _counted(text: str, at: int, near: Sequence[Place], members: Sequence[Place], index: int) -> Subject:
    """The member of a list that is counted before 分别 at `at` (甲、乙、丙三个县完成率分别为…)."""
    count = next((other for other in reversed(near) if other.end <= at and other.value == len(members)), None)
    names = _names(text[count.inside.start : count.start]) if count else []
    if count is None or len(members) < _TINY or len(names) != len(members):
        return NOTHING
    shared = bare(text[count.end : at])
    name = names[index]
    return Subject(name + shared.removeprefix(name[-1]), shared)


def _aligned(scene: Scene, order: int) -> Subject:
    """The member that number `order` goes with in 甲、乙完成1、2, where both lists are equally long."""
    place = scene.places[order]
    orders = row(scene, order)
    members = [scene.places[other] for other in orders]
    gaps = {place.text[here.end : there.start] for here, there in pairwise(members)}
    if len(members) < _TINY or not gaps <= _LISTS or orders[-1] - orders[0] >= len(orders):
        return NOTHING
    names = _names(place.text[members[0].first : members[0].start])
    return Subject(name := names[members.index(place)], name) if len(names) == len(members) else NOTHING


def _zipped(scene: Scene, order: int, found: Sequence[Subject]) -> Subject:
    """The member that number `order` goes with in 甲、乙分别…1、2."""
    place = scene.places[order]
    clause = place.inside
    text = place.text
    at = text.rfind("分别", max(clause.start, place.start - 2 * _BEFORE), place.start)
    if at < 0:
        return NOTHING
    near = [other for other in scene.places[max(0, order - 8) : order + 9] if other.clause == place.clause]
    members = [other for other in near if other.start > at]
    head = max((other.end for other in near if other.end <= at), default=clause.start)
    names = _names(text[max(head, at - 60) : at])
    if len(names) < _TINY or len(names) != len(members):
        return _counted(text, at, near, members, members.index(place))
    between = bare(text[at + 2 : members[0].start])
    name = names[members.index(place)]
    if between and between not in vocabulary().general and between not in vocabulary().percent:
        return Subject(name + between, between)
    rate = _RATE.search(names[-1])
    if rate:
        shared = rate[0][-3:]
        return Subject(name if name.endswith(shared) else name + shared, shared)
    if name.endswith(vocabulary().places) and order and place.start != members[0].start:
        return Subject(name + found[order - 1].noun, found[order - 1].noun)
    known = _inherited(scene, order, found) if name.endswith(vocabulary().places) else ""
    return Subject(name + known, known or name)


def named(scene: Scene) -> list[Subject]:
    """What each number of the scene counts, in order, in Simplified script."""
    found: list[Subject] = []
    shared = "分别" in scene.layout.text
    for order, place in enumerate(scene.places):
        zipped = _zipped(scene, order, found) if shared else _aligned(scene, order)
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
