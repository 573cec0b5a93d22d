"""Evidence for the role of a number: read from cue words, and weighed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .cues import Cue, Hit
from .scene import Place

_DECAY = 0.85
_TOUCH = 12
_OPPOSITE = {"left": "left", "right": "right"}
_SLIGHT = 1.0
_PARTED = 0.7
_FILLERS = frozenset("约近逾超了达过")
_GENERIC = frozenset(("完成", "通过", "开展", "进入"))


class Evidence(NamedTuple):
    """What one cue or structure says."""

    role: str
    weight: float
    rule: str
    direct: bool = False
    """It stands before the number or right against it, with no other number between."""


class Decision(NamedTuple):
    """The role that the evidence favours."""

    role: str
    rule: str
    score: float
    evidence: tuple[Evidence, ...]
    own: bool
    """Words of its own clause tell it, not a neighbour's."""


class Reading(NamedTuple):
    """What the cue words on one side of a number come to."""

    evidence: tuple[Evidence, ...]
    size: bool
    """A measure of a piece of work is named."""


class _Cued(NamedTuple):
    hit: Hit
    cue: Cue

    def rule(self, side: str) -> str:
        return f"{side} {self.cue.group}: {self.hit.word}"


def weigh(evidence: Sequence[Evidence], *, own: bool) -> Decision:
    """The best supported role, the strongest piece for it, and its margin over the next, 0 to 1."""
    sums: dict[str, float] = {}
    best: dict[str, Evidence] = {}
    for piece in evidence:
        role, weight = piece[0], piece[1]
        if role not in sums:
            sums[role] = weight
            best[role] = piece
        else:
            sums[role] += weight
            if weight > best[role].weight:
                best[role] = piece
    ranked = sorted(sums, key=sums.__getitem__, reverse=True)
    top = sums[ranked[0]]
    rival = sums[ranked[1]] if len(ranked) > 1 else 0.0
    margin = (top - rival) / (top + rival + 1.5)
    return Decision(ranked[0], best[ranked[0]].rule, round(min(1.0, 0.25 + margin), 3), tuple(evidence), own)


def touching(hits: Iterable[Hit], place: Place, text: str) -> list[Evidence]:
    """What words right against a number say; 约, 了 and the like between them do not part them."""
    found: list[Evidence] = []
    for hit in hits:
        before = hit.end <= place.start
        between = text[hit.end : place.start] if before else text[place.end : hit.start]
        gap = sum(character not in _FILLERS for character in between[:_TOUCH])
        fits = [
            cue
            for cue in hit.cues
            if cue.force == "touch" and gap <= cue.reach and cue.side == ("right" if before else "left")
        ]
        if fits and before:
            found.clear()
        found += [Evidence(cue.says, cue.weight - 0.1 * gap, f"touch {cue.group}: {hit.word}") for cue in fits]
    return found


def read(hits: Sequence[Hit], side: str) -> Reading:
    """What `hits`, the nearest to the number first, say together."""
    best: Evidence | None = None
    size = False
    stage: _Cued | None = None
    decay = 1.0
    for hit in hits:
        cue = hit.of("operator", "aspect", "verb", "noun", "size", "stage")
        if cue is None or cue.side == _OPPOSITE[side]:
            continue
        if cue.force in ("operator", "aspect"):
            found = _Cued(hit, cue)
            judged = _governed(best, stage, found) if side == "left" else _predicate(hits, found)
            return Reading((judged,), size)
        if cue.force == "size":
            size = True
        elif cue.force == "stage":
            stage = stage or _Cued(hit, cue)
        else:
            if best is None and stage is not None and side == "left" and hit.word in _GENERIC:
                return Reading((Evidence(stage.cue.says, stage.cue.weight, stage.rule(side)),), size)
            weight = cue.weight * decay * (_PARTED if best is not None and cue.force == "noun" else 1.0)
            if best is None or weight > best.weight:
                best = Evidence(cue.says, weight, f"{side} {cue.group}: {hit.word}")
            decay *= _DECAY
    if stage is not None and (best is None or side == "right"):
        best = Evidence(stage.cue.says, stage.cue.weight, stage.rule(side))
    return Reading((best,) if best else (), size)


def _governed(verb: Evidence | None, stage: _Cued | None, operator: _Cued) -> Evidence:
    """An operator or aspect that stands before a verb before the number."""
    cue = operator.cue
    rule = operator.rule("left")
    if cue.force == "aspect":
        if verb is None or verb.weight < _SLIGHT:
            return Evidence(cue.says, cue.weight, rule)
        return Evidence(verb.role, max(cue.weight, verb.weight) + 0.4, f"{rule} + {verb.rule.split()[-1]}")
    if stage is not None and cue.says == "ongoing":
        return Evidence("pending", cue.weight - 0.6, stage.rule("left"))
    return Evidence(cue.says, cue.weight, rule)


def _predicate(hits: Sequence[Hit], operator: _Cued) -> Evidence:
    """An operator or aspect behind the number, with the verbs it governs."""
    hit, cue = operator
    later = [other for other in hits if other.start > hit.start]
    stages = [_Cued(other, found) for other in later if (found := other.of("stage"))]
    verbs = [_Cued(other, found) for other in later if (found := other.of("verb"))]
    if stages and cue.says in ("ongoing", "actual"):
        return Evidence("pending", 2.4, stages[0].rule("right"))
    if cue.force == "aspect" and verbs:
        verb = max(verbs, key=lambda pair: pair.cue.weight)
        says = "actual" if verb.cue.group == "authorised" else verb.cue.says
        return Evidence(says, 2.8, f"{operator.rule('right')} + {verb.hit.word}")
    if cue.says == "target":
        return Evidence("pending", 1.8, operator.rule("right"))
    return Evidence(cue.says, cue.weight * 0.9, operator.rule("right"))
