"""What a percentage measures, and in which role."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from ..records import PercentageKind, PercentageRole
from .cues import Cue, Hit, starting, table
from .evidence import Decision
from .scene import Place, Scene

_DECAY = 0.04
_FILLERS = frozenset("约近逾超达到了为是有的分别均已至仅只也有、（(")
_PART = re.compile(r"(占|为|完成|达到?|是|相当于)([^占为，。；、（(]{0,16})$")
_CLASS = re.compile(r"及?以[上下内]的?(?=[\u4e00-\u9fff])")
_BOUND = re.compile(r"(?:超过?|高于|低于|不足|大于|小于|多于|少于|介于)$")
_REQUIRED = re.compile(r"(?:以[上下内])?的[^，。；、\d]{0,6}?(?:目标|要求)")
_OF_ALL = re.compile(
    r"(?:以[上下]|左右)?(?:的|(?=[\u4e00-\u9fff]))(?![为是达已均在完比超低高增下提，以及左的])[\u4e00-\u9fff]{2}"
)
_AVERAGE = re.compile(r"(?:平均水平|平均值|平均|同期|上年|去年|上月)$")
_WINDOW = 40
_FAR = 60
_LEVELS = frozenset("及以的")
_OPENS = "约近逾超达过了有已至仅只其中全市县区 "
_KINDS = ("kind", "compare")


@dataclass(slots=True)
class Measure:
    """Kind and role of one percentage."""

    kind: PercentageKind
    role: PercentageRole
    rule: str
    score: float


@dataclass(slots=True)
class _Vote:
    says: str
    weight: float
    rule: str


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(table("percents")[name].split())


@dataclass(slots=True)
class _View:
    """A percentage with what stands before it in its clause."""

    place: Place
    before: str
    hits: Sequence[Hit]
    text: str
    cues: list[tuple[Cue, Hit, int]]
    """The cues that reach the percentage, with their distance."""

    def near(self, force: str) -> list[tuple[Cue, Hit, int]]:
        """Those of its cues that work by `force`."""
        return [found for found in self.cues if found[0].force == force]


def _part(view: _View, counted: Decision | None) -> _Vote | None:
    """What 占…, 为…的 or 完成… right before the percentage says."""
    match = _PART.search(view.before)
    if view.before.strip() == "的" and counted is not None and counted.role == "target":
        return _Vote("completion", 4.6, "part of a target number")
    if match is None:
        return None
    verb, inner = match[1], match[2].strip("约近超逾了")
    planned = next((word for word in _words("plan") if word in inner), "")
    if planned and (verb in ("占", "完成") or inner.endswith(("的", "数"))):
        return _Vote("completion", 4.6, f"part of a plan: {verb}…{planned}")
    return _share(view, inner, match.start(), counted) if verb == "占" else None


def _share(view: _View, inner: str, at: int, counted: Decision | None) -> _Vote:
    """What 占 with `inner` behind it says: a part of a whole, or work done."""
    if inner.strip("的") in ("总数", "总量") and counted is not None and "left completed" in counted.rule:
        return _Vote("completion", 4.4, "part of all")
    if inner not in ("", "比", "了", "到"):
        return _Vote("share", 4.5, "part of a whole: 占…")
    if at > 0 and "其中" in view.before[-12:]:
        return _Vote("share", 4.0, "part of a whole: 其中…占")
    done = counted is not None and counted.role in ("actual", "ongoing") and "left" in counted.rule
    return _Vote("completion" if done else "share", 3.4, "bare 占")


def _of_all(view: _View) -> _Vote | None:
    """What a percentage that opens its clause says of the things named right behind it (三分之二的村完成改造)."""
    place = view.place
    if place.inside.parent >= 0 or place.first != place.inside.start:
        return None
    if view.before.strip(_OPENS) or not _OF_ALL.match(view.text, place.end, place.last):
        return None
    behind = view.text[place.end : place.last]
    done = next((word for word in _words("done") if word in behind), "")
    return _Vote("completion", 2.0, f"part of all: {done}") if done else _Vote("share", 2.0, "part of all")


def _compares(view: _View) -> bool:
    return any(word in view.before for word in _words("compared"))


def _votes(view: _View, counted: Decision | None) -> list[_Vote]:
    """What speaks for a kind, the heaviest first."""
    part = _part(view, counted)
    votes = [part] if part else []
    levelled = bool(view.near("level"))
    for cue, hit, gap in view.cues:
        if cue.force not in _KINDS or (cue.says == "change" and levelled):
            continue
        if cue.force == "compare" and not _compares(view):
            continue
        votes.append(_Vote(cue.says, cue.weight - _DECAY * gap, f"{cue.group}: {hit.word}"))
    return sorted(votes, key=lambda vote: -vote.weight)


def _farther(hits: Sequence[Hit], place: Place) -> _Vote | None:
    """The nearest word for a kind before the percentage, out of its usual reach."""
    for hit in reversed(starting(hits, place.start - _FAR, place.start)[-12:]):
        cue = hit.of(("kind",))
        if place.start - hit.end > _WINDOW:
            return None
        if cue is not None and cue.reach >= 12 and hit.end <= place.start:  # noqa: PLR2004
            return _Vote(cue.says, 2.0, f"farther off, {cue.group}: {hit.word}")
    return None


def _glosses_average(view: _View) -> bool:
    """Whether a percentage alone in a bracket tells the level compared with (高于全省平均水平（72%）)."""
    inner = view.place.inside
    if inner.parent < 0 or view.place.start != inner.start or view.place.end != inner.end:
        return False
    return _AVERAGE.search(view.text, max(0, inner.start - _WINDOW), inner.start - 1) is not None


def _role(view: _View, kind: _Vote) -> _Vote:
    for hit in view.hits:
        cue = hit.of(("behind",))
        if cue is not None and hit.start == view.place.end:
            return _Vote(cue.says, cue.weight, f"{cue.group}: {hit.word}")
    end = view.place.end
    after = view.text[end : end + 1]
    if after in _LEVELS and _REQUIRED.match(view.text, end):
        return _Vote("target", 3.0, "required level")
    named = after in _LEVELS and (_CLASS.match(view.text, end) or (after == "的" and _BOUND.search(view.before)))
    classed = named and kind.says != "change" and not kind.rule.startswith("part")
    if classed or _glosses_average(view):
        return _Vote("reference", 3.5, "class" if classed else "average in brackets")
    if kind.says == "change" or kind.rule.startswith("part of a plan"):
        return _Vote("actual", 0.5, "")
    votes = view.near("role")
    if view.near("level"):
        votes = [vote for vote in votes if vote[0].says != "reference"]
    if not votes:
        return _Vote("actual", 0.5, "")
    cue, hit, _ = max(votes, key=lambda vote: vote[0].weight - _DECAY * vote[2])
    return _Vote(cue.says, cue.weight, f"{cue.group}: {hit.word}")


def _kind(view: _View, counted: Decision | None, carried: Measure | None, hits: Sequence[Hit]) -> tuple[_Vote, float]:
    points = "百分点" in view.text[view.place.start : view.place.end]
    if points or view.place.value < 0:
        return _Vote("change", 6.0, "percentage points" if points else "signed"), 1.0
    votes = _votes(view, counted)
    if votes:
        rival = next((vote.weight for vote in votes if vote.says != votes[0].says), 0.0)
        return votes[0], min(1.0, 0.3 + (votes[0].weight - rival) / votes[0].weight)
    whole = _of_all(view)
    if whole is not None:
        return whole, 0.5
    if carried is not None:
        rule = carried.rule if carried.rule.startswith("as before: ") else f"as before: {carried.rule}"
        return _Vote(carried.kind, 1.5, rule), 0.8 * carried.score
    farther = _farther(hits, view.place)
    if farther is not None:
        return farther, 0.4
    return _Vote("completion", 1.0, "no cue"), 0.2


def _view(scene: Scene, place: Place) -> _View:
    start = max(place.first, place.start - _WINDOW)
    text = place.text
    hits = starting(scene.hits["percents"], start, place.end + 2)
    cues: list[tuple[Cue, Hit, int]] = []
    for hit in hits:
        if hit.end > place.start:
            break
        between = text[hit.end : place.start]
        gap = len(between) - sum(map(_FILLERS.__contains__, between))
        cues += [(cue, hit, gap) for cue in hit.cues if gap <= cue.reach]
    return _View(place, text[start : place.start].replace("\0", ""), hits, text, cues)


def _counted(scene: Scene, order: int, decisions: Sequence[Decision]) -> Decision | None:
    """The decision on the quantity just before a percentage, in the same member of the sentence."""
    if not order or scene.places[order - 1].kind != "quantity":
        return None
    here, there = scene.places[order], scene.places[order - 1]
    return decisions[order - 1] if here.inside.member == there.inside.member else None


def measure(scene: Scene, decisions: Sequence[Decision]) -> dict[int, Measure]:
    """Kind and role of each percentage, by its index among the mentions."""
    orders = [order for order, place in enumerate(scene.places) if place.kind == "percentage"]
    if not orders:
        return {}
    found: dict[int, Measure] = {}
    last: Measure | None = None
    member = -1
    for order in orders:
        clause = scene.places[order].inside
        view = _view(scene, scene.places[order])
        carried = last if clause.member == member else None
        kind, score = _kind(view, _counted(scene, order, decisions), carried, scene.hits["percents"])
        role = _role(view, kind)
        rule = kind.rule + (f"; {role.rule}" if role.rule else "")
        last = Measure(cast(PercentageKind, kind.says), cast(PercentageRole, role.says), rule, round(score, 3))
        found[scene.places[order].at] = last
        member = clause.member
    return found
