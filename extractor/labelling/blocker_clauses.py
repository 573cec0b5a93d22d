"""What the obstacle cues of one clause come to, before clauses are put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..spans import Span
from .blocker_causes import tells
from .clauses import Clause, Layout
from .cues import Hit, table

_NUMERALS = frozenset("0123456789０１２３４５６７８９一二两三四五六七八九十百半")
_BOUNDS = frozenset(("不足", "仅", "差", "不合格", "不达标"))
"""Words that are no lack but a bound right before a numeral."""
MEETS = frozenset(("遇", "遇到", "遭遇"))
"""What is met with alone is no obstacle: it may be what was provided for."""
_SUFFERS = frozenset(("受", "受到"))
"""Openers of a cause only where an influence is named behind (受…影响)."""
_DONE = frozenset(("完成", "结束", "完毕"))
"""Denied, they deny what stands before them (迁改未完成)."""
ALONE = frozenset(("unable", "stop", "trouble", "hamper"))
_TELLING = frozenset(("hamper", "unable", "stop", "trouble", "deny", "seek", "cause", "wait", "impact"))
EFFECT = frozenset(("deny", "unable", "stop", "delay", "trouble", "hamper"))
"""What may come of a cause."""
STRAINS = frozenset(("harm", "strain"))
"""What makes work hard: with a delay behind it, an obstacle."""
_CANCELLED = frozenset(("stop", "trouble", "delay", "impact"))
_SPARED = frozenset((*_CANCELLED, "unable", "harm", "cause", "strain"))
_NEAR = 6
_FAR = 16
_WIDE = 32
_FEW = 8
_NEGATED = re.compile(r"(?:不|未|没有|无|避免|防止|减少|降低|减轻|消除|克服|排除|以免|是否)[^，。；]{0,3}$")
_COUNTED = re.compile(r"[^\W\d]{0,4}?的[\d两三四五六七八九十]")
_LEFT = re.compile(r"(?:^|剩余|尚有|还有|其余|仍有|剩)[\d ]+[户座家栋部台套]$")
_BETWEEN = re.compile(r"[已正再前后\d]")
_OVER = re.compile(r"已[^，。；未无难待]{0,10}?(?:解决|化解|克服|攻克|破解|排除|扫清|恢复|复工|结清|消除|拆迁完毕)")
_MEANT = re.compile(r"(?:将|会|要|应|拟|继续)[^，。；]{0,4}$")
_SUPPOSED = re.compile(r"\s*(?:如果|若|一旦|倘若|如(?![期皋东下实何意今上此需]))")
_TAKEN_UP = re.compile(r"(?:^|[，。；、])(?:对|将|把)[^，。；]{0,10}$")
_SUCH = re.compile(r"[^，。；]{0,8}的")
_PENALTY = re.compile(r"(?:整改|整顿)?\s*\d")
_COUNT = re.compile(r"[^，。；]{0,24}\d\s*[件个项条起宗次]")
_MEANS = re.compile(r"(?:^|[^已未须需])(?:经|通过|经过)[^，。；]{0,6}$")
_PROBLEM = re.compile(r"(?:问题|难题|困难)(?:[^，。；]{0,2}|(?:影响|制约|所致|造成|导致)[^，。；]{0,12})$")
_AS_A_CONDITION = re.compile(r"[^，。；]{0,12}的(?:情况|前提|条件|基础)下")
_NO_SUCH = re.compile(r"(?:不是|并非|不属于|不存在)[^，。；]{0,4}$")
_FORMALITY = re.compile(
    r"(?:手续|审批|报批|批复|拆迁|征地|征迁|征拆|征收|搬迁|腾退|迁改|政策处理|前期工作|拨付|到位|供货|供应|交付|移交|交地)"
    r"(?:工作|办理|进展|进度|速度)?[^，。；、\d]{0,4}$"
)
_RATE = re.compile(r"率[^，。；]{0,3}$")
_BROUGHT = re.compile(
    r"(?:对|给|为)[^，。；]{0,14}(?:造成|带来|增加)[^，。；]{0,8}?(?:难度|困难|障碍|阻力|不便|不确定|压力|被动|挑战)"
)
_DAY_WAITED_FOR = re.compile(r"(?:时间|日期)[^，。；]{0,6}待[^，。；]{0,40}(?:确定|明确|公布|通知|公告)")


@dataclass(slots=True)
class Reading:
    """What the obstacle cues of one clause come to."""

    clause: Clause
    hits: list[Hit]
    forces: list[str]
    """How each of `hits` works; ``resolved`` besides where the clause says so in other words."""
    opener: Hit | None
    """The word that opens a cause or a condition."""
    states: str
    """Why the clause states an obstacle by itself; empty where it does not."""
    denied: Span | None
    """The granting words that are denied."""

    @property
    def span(self) -> Span:
        """Where the clause stands."""
        return Span(self.clause.start, self.clause.end)

    @property
    def opens(self) -> str:
        """How the word that opens a cause or condition works; empty where none does."""
        return self.opener.cues[0].force if self.opener is not None else ""


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a line of the table's head."""
    return tuple(table("blockers")[name].split())


@cache
def _hampering() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands behind an influence on the work (影响了工期), and before one (对工期影响较大)."""
    work = "|".join(words("work"))
    return (
        re.compile(rf"(?:了|到|着)?[^的，。；]{{0,16}}?(?:工作的|{work})(?!的)"),
        re.compile(rf"(?:对|给)[^，。；]{{0,14}}(?:{work})[^，。；]{{0,8}}$"),
    )


def _hampers(text: str, clause: Clause, hit: Hit) -> bool:
    """Whether an influence is one on the work, and not said to be none."""
    behind, before = _hampering()
    start = max(clause.start, hit.start - _WIDE)
    if _NEGATED.search(text, start, hit.start):
        return False
    return any((behind.match(text, hit.end, clause.end), before.search(text, start, hit.start)))


def last_of(forces: Sequence[str], force: str) -> int:
    """Index of the last of `forces` that is `force`, or -1."""
    return next((at for at in range(len(forces) - 1, -1, -1) if forces[at] == force), -1)


def _lacks(text: str, clause: Clause, deny: Hit, between: Sequence[Hit], grant: Hit) -> bool:
    """Whether a denial reaches a granting word across what stands between them."""
    gap = grant.start - deny.end
    if _COUNTED.match(text, grant.end) or _LEFT.search(text[max(clause.start, deny.start - _WIDE) : deny.start]):
        return False
    if gap <= _NEAR and not between:
        return True
    if _BETWEEN.search(text, deny.end, grant.start) or any(hit.cues[0].force != "begin" for hit in between):
        return False
    if gap <= _NEAR:
        return grant.word not in words("stages") and not text[grant.end : grant.end + 1].isdigit()
    return gap <= _FAR and len(deny.word) > 1 and clause.end - grant.end <= 1


def _denied(text: str, clause: Clause, hits: Sequence[Hit], forces: Sequence[str]) -> Span | None:
    """The granting word that a denial stands before, with the denial."""
    for at, here in enumerate(hits):
        if forces[at] == "deny":
            between: list[Hit] = []
            for there in hits[at + 1 : at + _FEW]:
                force = there.cues[0].force
                if force == "grant" and _lacks(text, clause, here, between, there):
                    return Span(here.start, there.end)
                if force == "begin":
                    between.append(there)
                elif force != "grant":
                    break
        elif forces[at] == "grant" and forces[at + 1 : at + 2] == ["deny"]:
            behind = hits[at + 2].word if at + 2 < len(hits) else ""
            if behind in _DONE and hits[at + 1].start - here.end <= _NEAR:
                return Span(here.start, hits[at + 2].end)
    return None


def _suffered(text: str, hit: Hit) -> bool:
    """Whether a word for an influence is one that the work suffers, not someone who is helped."""
    return hit.of(("impact",)) is not None and not text.startswith(words("whom"), hit.end)


def _opener(text: str, clause: Clause, hits: Sequence[Hit], forces: Sequence[str]) -> Hit | None:
    """The word that opens the cause or condition, if one stands in the clause."""
    then, grant = last_of(forces, "then"), last_of(forces, "grant")
    impact = max((at for at, hit in enumerate(hits) if _suffered(text, hit)), default=-1)
    for at, hit in enumerate(hits):
        force = forces[at]
        if force == "reason" or (force == "cause" and (hit.word not in _SUFFERS or impact > at)):
            return hit
        if force == "wait" and then > at:
            return None if _DAY_WAITED_FOR.search(text, clause.start, clause.end) else hit
        if force == "wait" and grant > at and clause.end - hits[grant].end <= 1:
            return hit
    return None


def _aside(text: str, clause: Clause, forces: Sequence[str], hit: Hit) -> bool:
    """Whether what cannot be is not the work but something beside it (围挡不能拆除)."""
    if ALONE.intersection(forces) != {"unable"}:
        return False
    return any(text.find(word, max(clause.start, hit.start - _WIDE), hit.start) >= 0 for word in words("aside"))


def _states(
    text: str, clause: Clause, hits: Sequence[Hit], forces: Sequence[str], opener: Hit | None, denied: Span | None
) -> str:
    """Why a clause states an obstacle by itself."""
    for hit, force in zip(hits, forces, strict=True):
        if force in ALONE and not _aside(text, clause, forces, hit):
            return hit.word
    if denied is not None and not _AS_A_CONDITION.match(text, denied.end, clause.end):
        return denied.of(text)
    if "seek" in forces:
        return hits[forces.index("seek")].word
    if opener is None:
        brought = _BROUGHT.search(text, clause.start, clause.end)
        spared = brought is None or _NEGATED.search(text, clause.start, brought.start()) is not None
        return "" if brought is None or spared else brought[0]
    if _PROBLEM.search(text, opener.end, clause.end) and tells(text, Span(opener.end, clause.end)):
        return opener.word
    harmed = opener.word in _SUFFERS or ("harm" in forces and opener.word not in MEETS)
    return opener.word if harmed or opener.cues[0].force == "wait" else ""


def _works_off(text: str, clause: Clause, hit: Hit) -> bool:
    """Whether a word for an obstacle names what is worked off (对未达标的…, 责令停工3家, 协调解决问题5件)."""
    force = hit.cues[0].force
    before = text[max(clause.start, hit.start - _FAR) : hit.start]
    if force == "seek":
        counted = not hit.word.startswith("正") and _COUNT.match(text, hit.end, clause.end)
        return bool(counted or _MEANS.search(before) or _MEANT.search(before))
    if force not in ("trouble", "stop", "unable", "deny"):
        return False
    if force != "deny" and _COUNTED.match(text, hit.end):
        return True
    if hit.word.startswith(("责令", "叫停")) and _PENALTY.match(text, hit.end):
        return True
    return bool(_TAKEN_UP.search(before) and _SUCH.match(text, hit.end, clause.end))


def _no_trouble(text: str, clause: Clause, hit: Hit) -> bool:
    """Whether a word for trouble is denied (并不是烂尾) or tells how much was done (开工率不足)."""
    if hit.cues[0].force not in _CANCELLED:
        return False
    if hit.word == "不足" and _RATE.search(text, clause.start, hit.start):
        return True
    return _NO_SUCH.search(text, clause.start, hit.start) is not None


def _told(text: str, clause: Clause, found: Sequence[Hit]) -> list[Hit]:
    """The cues of a clause without masks, bounds, and what is denied or averted."""
    hits: list[Hit] = []
    averted = -1
    for hit in found:
        force = hit.cues[0].force
        if force == "averted":
            averted = hit.end
        if force in ("mask", "averted") or (hit.word in _BOUNDS and text[hit.end : hit.end + 1] in _NUMERALS):
            continue
        if force in _SPARED and averted >= 0 and hit.start - averted <= _FAR:
            continue
        if hits and force in _CANCELLED and hits[-1].cues[0].force == "deny" and hits[-1].end == hit.start:
            hits.pop()
            continue
        if not (_works_off(text, clause, hit) or _no_trouble(text, clause, hit)):
            hits.append(hit)
    return hits


def _forces(text: str, clause: Clause, hits: Sequence[Hit]) -> list[str]:
    """How each hit works; an overcoming denied, due or waited for is what the work still needs to be given."""
    forces = [hit.cues[0].force for hit in hits]
    then = last_of(forces, "then")
    wait = forces.index("wait") if "wait" in forces else then
    suffered = False
    for at, hit in enumerate(hits):
        suffered = suffered or hit.word in _SUFFERS
        if forces[at] == "resolved" and (wait < at < then or text.endswith(words("ahead"), 0, hit.start)):
            forces[at] = "grant"
        elif forces[at] == "impact" and not suffered and _hampers(text, clause, hit):
            forces[at] = "hamper"
        elif forces[at] == "delay" and _FORMALITY.search(text, clause.start, hit.start):
            forces[at] = "trouble"
    return forces


def ruled(clause: Clause) -> Reading:
    """A clause that lays down what is done whenever something happens."""
    return Reading(clause, [], ["if"], None, "", None)


def _read(text: str, clause: Clause, found: Sequence[Hit]) -> Reading:
    hits = _told(text, clause, found)
    forces = _forces(text, clause, hits)
    if "if" in forces or _SUPPOSED.match(text, clause.start, clause.end):
        return ruled(clause)
    opener, states, denied = None, "", None
    if not _TELLING.isdisjoint(forces) or _BROUGHT.search(text, clause.start, clause.end):
        opener = _opener(text, clause, hits, forces)
        denied = _denied(text, clause, hits, forces)
        states = _states(text, clause, hits, forces, opener, denied)
    if text.find("已", clause.start, clause.end) >= 0 and _OVER.search(text, clause.start, clause.end):
        forces.append("resolved")
    return Reading(clause, hits, forces, opener, states, denied)


def _rule_on(readings: Sequence[Reading]) -> Iterator[Reading]:
    """`readings`, with the clauses that only go on with a standing rule made part of it."""
    before: Reading | None = None
    for reading in readings:
        rules = before is not None and before.forces == ["if"] and before.clause.member == reading.clause.member
        before = ruled(reading.clause) if rules and reading.opener is None else reading
        yield before


def read(layout: Layout, found: Sequence[Hit]) -> list[list[Reading]]:
    """The clauses outside brackets, in order, and those of each bracket; empty where no word can tell an obstacle."""
    forces = {hit.cues[0].force for hit in found}
    if _TELLING.isdisjoint(forces) and "delay" not in forces and _BROUGHT.search(layout.text) is None:
        return []
    return read_all(layout, found)


def read_all(layout: Layout, found: Sequence[Hit]) -> list[list[Reading]]:
    """The same, whatever the words."""
    hits: dict[int, list[Hit]] = {}
    for hit in found:
        hits.setdefault(layout.owners[hit.start], []).append(hit)
    stretches: list[list[Reading]] = [[]]
    end = -1
    for index, clause in enumerate(layout.clauses):
        told = hits.get(index)
        reading = _read(layout.text, clause, told) if told else Reading(clause, [], [], None, "", None)
        if clause.parent < 0:
            stretches[0].append(reading)
            continue
        if clause.start != end + 1:
            stretches.append([])
        stretches[-1].append(reading)
        end = clause.end
    return [list(_rule_on(stretch)) for stretch in stretches]
