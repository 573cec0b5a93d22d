"""Evidence for the role of a number: read from cue words, and weighed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .cues import Cue, Hit
from .scene import Place

_DECAY = 0.85
_TOUCH = 12
_SLIGHT = 1.0
_PARTED = 0.7
_READ = frozenset(("operator", "aspect", "verb", "noun", "size", "stage"))
_FILLERS = frozenset("约近逾超了达过")
_SUMS = ("累计", "已", "共", "计", "总数", "总量", "人数", "达", "服务", "惠及", "接待", "完成", "发放", "新增")
"""What a 超 behind only gives the bound of (累计超300部)."""
_GENERIC = frozenset(("完成", "通过", "开展", "进入"))
_LINKS = frozenset(("达", "达到", "达到了", "共", "共计", "合计", "总计"))


@dataclass(slots=True)
class Evidence:
    """What one cue or structure says."""

    role: str
    weight: float
    rule: str
    direct: bool = False
    """It stands before the number or right against it, with no other number between."""

    def times(self, factor: float) -> Evidence:
        """The same, `factor` times as strong."""
        return Evidence(self.role, self.weight * factor, self.rule, self.direct)


@dataclass(slots=True)
class Decision:
    """The role that the evidence favours."""

    role: str
    rule: str
    score: float
    evidence: Sequence[Evidence]
    own: bool
    """Words of its own clause tell it, not a neighbour's."""


def weigh(evidence: Sequence[Evidence], *, own: bool) -> Decision:
    """The best supported role, the strongest piece for it, and its margin over the next, 0 to 1."""
    sums: dict[str, float] = {}
    best: dict[str, Evidence] = {}
    for piece in evidence:
        role, weight = piece.role, piece.weight
        if role not in sums:
            sums[role] = weight
            best[role] = piece
        else:
            sums[role] += weight
            if weight > best[role].weight:
                best[role] = piece
    role, top, rival = "", 0.0, 0.0
    for name, total in sums.items():
        if total > top:
            role, top, rival = name, total, top
        elif total > rival:
            rival = total
    margin = (top - rival) / (top + rival + 1.5)
    return Decision(role, best[role].rule, round(min(1.0, 0.25 + margin), 3), evidence, own)


def strongest(evidence: Iterable[Evidence], *, direct: bool = False) -> float:
    """The greatest weight of `evidence`, or of what is `direct` of it; 0 where there is none."""
    most = 0.0
    for piece in evidence:
        if piece.weight > most and (piece.direct or not direct):
            most = piece.weight
    return most


def begins(evidence: Iterable[Evidence], words: str) -> bool:
    """Whether the rule of any of `evidence` begins with `words`."""
    for piece in evidence:  # noqa: SIM110 - a loop takes half the time here
        if piece.rule.startswith(words):
            return True
    return False


def touching(place: Place, text: str) -> list[Evidence]:
    """What words right against a number say; 约, 了 and the like between them do not part them."""
    found: list[Evidence] = []
    for hit in (*place.left[-2:], *place.right[:1]):
        before = hit.end <= place.start
        if hit.word == "超" and text.endswith(_SUMS, 0, hit.start):
            continue
        side = "right" if before else "left"
        cues = [cue for cue in hit.cues if cue.force == "touch" and cue.side == side]
        if not cues:
            continue
        between = text[hit.end : place.start] if before else text[place.end : hit.start]
        gap = sum(character not in _FILLERS for character in between[:_TOUCH])
        fits = [cue for cue in cues if gap <= cue.reach]
        if fits and before:
            found.clear()
        found += [
            Evidence(cue.says, cue.weight - 0.1 * gap, f"touch {cue.group}: {hit.word}", direct=True) for cue in fits
        ]
    return found


def _rule(side: str, cue: Cue, hit: Hit) -> str:
    return f"{side} {cue.group}: {hit.word}"


def _ties(hits: Sequence[Hit]) -> bool:
    """Whether the nearest word before a number only ties it to a noun (总投资达3亿元)."""
    if len(hits) == 1 or not hits or hits[0].word not in _LINKS:
        return False
    return hits[1].end == hits[0].start and hits[1].of(("noun",)) is not None


def _cues(hits: Sequence[Hit], side: str) -> list[tuple[Hit, Cue]]:
    """Those of `hits` that speak of a number to whose `side` they stand."""
    first = int(side == "left" and _ties(hits))
    return [(hit, cue) for hit in hits[first:] if (cue := hit.of(_READ)) is not None and cue.side != side]


def read(hits: Sequence[Hit], side: str) -> tuple[Evidence | None, bool]:
    """What `hits`, the nearest to the number first, say together, and whether one gives the size of a piece of work."""
    best: Evidence | None = None
    size = False
    stage: Evidence | None = None
    decay = 1.0
    direct = side == "left"
    for hit, cue in _cues(hits, side):
        force = cue.force
        if force in ("operator", "aspect"):
            if direct:
                return _governed(best, stage, cue, hit), size
            return _predicate(hits, cue, hit), size
        if force == "size":
            size = True
        elif force == "stage":
            stage = stage or Evidence(cue.says, cue.weight, _rule(side, cue, hit), direct=direct)
        else:
            if best is None and stage is not None and direct and hit.word in _GENERIC:
                return stage, size
            weight = cue.weight * decay * (_PARTED if best is not None and force == "noun" else 1.0)
            if best is None or weight > best.weight:
                best = Evidence(cue.says, weight, _rule(side, cue, hit), direct=direct)
            decay *= _DECAY
    if stage is not None and (best is None or not direct):
        best = stage
    return best, size


def _governed(verb: Evidence | None, stage: Evidence | None, cue: Cue, hit: Hit) -> Evidence:
    """An operator or aspect that stands before a verb before the number."""
    rule = _rule("left", cue, hit)
    if cue.force == "aspect":
        if verb is None or verb.weight < _SLIGHT:
            return Evidence(cue.says, cue.weight, rule, direct=True)
        return Evidence(verb.role, max(cue.weight, verb.weight) + 0.4, f"{rule} + {verb.rule.split()[-1]}", direct=True)
    if stage is not None and cue.says == "ongoing":
        return Evidence("pending", cue.weight - 0.6, stage.rule, direct=True)
    return Evidence(cue.says, cue.weight, rule, direct=True)


def _predicate(hits: Sequence[Hit], cue: Cue, hit: Hit) -> Evidence:
    """An operator or aspect behind the number, with the verbs it governs."""
    later = hits[hits.index(hit) + 1 :]
    if cue.says in ("ongoing", "actual"):
        for other in later:
            if stage := other.of(("stage",)):
                return Evidence("pending", 2.4, _rule("right", stage, other))
        for other in later:
            if (denial := other.of(("operator",))) and denial.group == "negated":
                return Evidence(denial.says, denial.weight * 0.9, _rule("right", denial, other))
    rule = _rule("right", cue, hit)
    if cue.force == "aspect":
        verbs = [(verb, other.word) for other in later if (verb := other.of(("verb",)))]
        if verbs:
            verb, word = max(verbs, key=lambda pair: pair[0].weight)
            says = "actual" if verb.group == "authorised" else verb.says
            return Evidence(says, 2.8, f"{rule} + {word}")
    if cue.says == "target":
        return Evidence("pending", 1.8, rule)
    return Evidence(cue.says, cue.weight * 0.9, rule)
