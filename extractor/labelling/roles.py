"""Which role a quantity plays: evidence is gathered from its clause and from those around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .cues import table, within
from .evidence import Decision, Evidence, begins, read, strongest, touching, weigh
from .levels import AMOUNT, SIZE_CLASS, level
from .members import OWN, member_state
from .pieces import piece_state, unfinished
from .scene import Place, Scene
from .scopes import scope, shares_of_plan
from .tasks import is_set
from .wholes import NO_CUE, OF_THESE, bracketed_total, members, whole

_WEAK = 2.0
_SLIGHT = 1.0
_LONGEST = 24
_MOST = 16
_TOLD = 2.6
_TWIN = 8
_NEXT = 16
_CHAIN = 6
_NOUN = 10
_WORKS = ("项目", "工程", "标段")
_LOOSE = 0.45
_BEARS = "count that bears a figure"
_DEFAULT = Evidence("actual", 0.6, NO_CUE)
_OPEN = Decision("", "", 0.0, (), own=False)
_LIST = frozenset("、和及与或")
_PARTS = frozenset(("operator", "aspect", "verb", "touch"))
_NOUNS = ("noun",)
_PLANS = frozenset(("目标", "任务", "计划"))
_AGREED = 16
_MONEY = frozenset(("元", "美元"))
_DONE_TASK = re.compile(
    r"完成了?(?:(?!年度|全年|目标)[^，。；、\d完未应须需拟]{0,8}任务|年度(?:计划)?投资|年度计划)\s*$"
)
_STATED = re.compile(
    r"已|完成|目前|截[至止]|累计|实际|正在|尚|未|其余|占|率|同比|[。；：\n]|其中|现|完工|建成|竣工|开工"
)
_HANDED = re.compile(r"下达(?:[^，。；、的\d]{0,4}(?:资金|补助|专项))?$")
_NAMED = re.compile(r"(?:项目|工程|标段|任务|小区|单位)[^，。；、\d]{0,3}(?:中|目前|现已|只有|仅有?|实际)")
_UNDONE = ("ongoing", "pending")
_BARE_ASPECTS = tuple(f"left aspect: {word}" for word in ("已", "已有", "现已", "已经"))


@cache
def _signed() -> tuple[str, ...]:
    return tuple(table("states")["signed"].split())


@cache
def _contracts() -> tuple[str, ...]:
    return tuple(table("states")["contracts"].split())


def _glued(scene: Scene, order: int) -> bool:
    """Whether the next number is a twin count (12个院落430户) or the next of a list (8座、6座)."""
    here, there = scene.places[order], scene.places[order + 1]
    gap = there.start - here.end
    if here.clause != there.clause or gap > _NEXT:
        return False
    listed = not _LIST.isdisjoint(scene.layout.text[here.end : there.start])
    if not listed and (gap > _TWIN or here.unit == there.unit):
        return False
    return not any(hit.of(_PARTS) for hit in here.right)


def _chain_end(scene: Scene, order: int) -> int:
    """The last of the numbers that share what stands behind them."""
    last = order
    while last + 1 < len(scene.places) and last - order < _CHAIN and _glued(scene, last):
        last += 1
    return last


def _mode(scene: Scene, place: Place) -> list[Evidence]:
    """What a heading such as 下一步 makes of all that follows it in its sentence."""
    hit = scene.heading(place.start, place.inside.block)
    if hit is None:
        return []
    return [Evidence(hit.cues[0].says, hit.cues[0].weight, f"{hit.cues[0].group}: {hit.word}", direct=True)]


def _agreed(place: Place, piece: Evidence) -> Evidence:
    """An agreement signed with those it concerns (已签订征收协议356户) is reached; a contract stays a plan."""
    text = place.words(max(place.first, place.start - _AGREED), place.start)
    if not piece.rule.endswith(_signed()) or "签" not in text or place.unit in _MONEY:
        return piece
    if any(word in text for word in _contracts()):
        return piece
    return Evidence("actual", piece.weight, piece.rule, piece.direct)


def _granted(place: Place, piece: Evidence) -> Evidence:
    """Money that was handed down (上级下达资金1800万元) has been reached; other things handed down are a task."""
    if place.unit in _MONEY and piece.rule.endswith(": 下达") and _HANDED.search(place.words(place.first, place.start)):
        return Evidence("actual", piece.weight, piece.rule, piece.direct)
    return piece


def _names_planned(place: Place, piece: Evidence) -> bool:
    """Whether a word of planning is part of a name (争取开工项目中…), so that it does not govern the number."""
    word = piece.rule.split()[-1]
    return (
        piece.rule.startswith("left planned")
        and _NAMED.search(place.words(place.first, place.start).rpartition(word)[2]) is not None
    )


def _done_task(place: Place, piece: Evidence) -> Evidence:
    """A task or a year's investment that was done in this amount (完成改厕任务3120座); a share of it stays a plan."""
    text = place.words(max(place.first, place.start - _AGREED), place.start)
    if piece.role != "target" or place.text.startswith("的", place.end) or not _DONE_TASK.search(text):
        return piece
    return Evidence("actual", piece.weight, f"done, {piece.rule}", piece.direct)


def _left(scene: Scene, place: Place) -> tuple[list[Evidence], bool]:
    """What the words before a number say, and whether they name a measure of a piece of work."""
    hits = place.left
    piece, size = read(hits[::-1], "left")
    if piece and scene.layout.text.startswith("的", hits[-1].end) and piece.rule.endswith(hits[-1].word):
        piece = piece.times(0.6)
    if piece and piece.role == "target":
        piece = _granted(place, _done_task(place, _agreed(place, piece)))
        if _names_planned(place, piece):
            piece = None
    if not hits and place.inside.parent >= 0 and place.start - place.inside.start <= 1:
        piece = _before_bracket(scene, place)
    found = [piece] if piece else []
    return found if piece and piece.weight >= _WEAK else found + _mode(scene, place), size


def _before_bracket(scene: Scene, place: Place) -> Evidence | None:
    """What the clause around a bracket names right before it."""
    inner = place.inside
    outer = scene.layout.clauses[inner.parent]
    hits = within(scene.cues[inner.parent], max(outer.start, inner.start - 8), inner.start)
    names = [hit for hit in hits if hit.of(_NOUNS) or (hit.end == inner.start - 1 and hit.word in _PLANS)]
    return read(names[-1:], "left")[0]


def _behind_bracket(scene: Scene, place: Place) -> list[Evidence]:
    """What the clause around a bracket says behind it."""
    inner = place.inside
    outer = scene.layout.clauses[inner.parent]
    piece = read(within(scene.cues[inner.parent], inner.end, outer.end, _MOST), "right")[0]
    return [piece.times(0.8)] if piece else []


def _right(scene: Scene, order: int) -> Evidence | None:
    """What the words behind a number, or behind the list it is in, say."""
    last = _chain_end(scene, order)
    place = scene.places[last]
    text = scene.layout.text
    if not place.right or text[place.end : place.end + 1] in _LIST or _measures_whole(scene, last):
        return None
    piece = read(place.right, "right")[0]
    if piece is None or place.last >= place.inside.end:
        return piece
    there = scene.places[last + 1]
    if piece.rule.startswith("right planned") and there.unit == place.unit and there.value < place.value:
        return Evidence("target", 2.2, _BEARS)
    if piece.role == "actual" and there.unit != place.unit:
        noun = text[place.end : place.end + _NOUN]
        if any(word in noun for word in _WORKS):
            return Evidence("target", 2.2, _BEARS)
    return piece.times(0.5)


def _measures_whole(scene: Scene, order: int) -> bool:
    """Whether a size that names a thing (总长300米的隧洞累计进尺140米) has what is done of it behind."""
    place = scene.places[order]
    if not scene.layout.text.startswith("的", place.end) or order + 1 >= len(scene.places):
        return False
    there = scene.places[order + 1]
    return there.clause == place.clause and there.unit == place.unit and there.value <= place.value


def _following(scene: Scene, order: int) -> list[Evidence]:
    """What the next clauses without a number say of the state."""
    place = scene.places[order]
    numbered = {other.clause for other in scene.places[order + 1 : order + 7]}
    for index in range(place.clause + 1, min(place.clause + 4, len(scene.layout.clauses))):
        clause = scene.layout.clauses[index]
        if clause.parent >= 0:
            continue
        if clause.member != place.inside.member or index in numbered:
            break
        piece = read(scene.cues[index][:_MOST], "right")[0]
        if piece and not piece.rule.startswith("right planned"):
            return [Evidence(piece.role, piece.weight * 0.6, f"next clause, {piece.rule}")]
    return []


def _previous(scene: Scene, order: int, decided: Sequence[Decision]) -> int:
    """The nearest quantity before number `order` that is neither in a bracket nor a size class, or -1."""
    here = scene.places[order]
    for other in range(order - 1, max(-1, order - 4), -1):
        place = scene.places[other]
        aside = place.inside.parent >= 0 and place.clause != here.clause
        if place.kind == "quantity" and not aside and (decided[other].rule != SIZE_CLASS or place.unit == here.unit):
            return other
    return -1


def _carried(scene: Scene, order: int, decided: Sequence[Decision], *, weak: bool) -> list[Evidence]:
    """What the quantity before says of this one; `weak` where this one has weak words of its own."""
    other = _previous(scene, order, decided)
    if other < 0:
        return []
    last = decided[other]
    if weak and last.role != "target":
        return []
    factor = 1.4 if _still_planned(scene, order, other, last) else _share(scene, order, other, last)
    rule = last.rule if last.rule.startswith("as before: ") else f"as before: {last.rule}"
    return [Evidence(last.role, factor * 2.6, rule)] if factor else []


def _share(scene: Scene, order: int, other: int, last: Decision) -> float:
    """How much of what quantity `other`, decided as `last`, says is true of number `order` as well."""
    before, place = scene.places[other], scene.places[order]
    listed = other == order - 1 and _listed(scene, other)
    if last.role in ("change", "reference") and not (listed and before.unit == place.unit):
        return 0.0
    if last.rule == OF_THESE and before.unit == place.unit:
        return 0.0
    if listed and last.role == "target":
        return 1.2
    if before.clause in (place.inside.parent, place.clause):
        return 0.8
    if place.inside.member != before.inside.member:
        return 0.0
    return 0.8 if scene.layout.text.startswith("其中", place.inside.start) else _LOOSE


def _still_planned(scene: Scene, order: int, other: int, last: Decision) -> bool:
    """Whether what is to be done goes on in the next clause (应完成公园55个，增加绿地12万平方米)."""
    if not last.rule.removeprefix("as before: ").startswith("left planned"):
        return False
    before, place = scene.places[other], scene.places[order]
    if before.inside.member != place.inside.member or before.unit == place.unit or _right(scene, order) is not None:
        return False
    return _STATED.search(scene.layout.text, before.end, place.start) is None


def _listed(scene: Scene, order: int) -> bool:
    """Whether number `order` and the next are members of one list."""
    here, there = scene.places[order], scene.places[order + 1]
    between = scene.layout.text[here.end : there.start]
    return here.clause == there.clause and len(between) <= _LONGEST and not _LIST.isdisjoint(between)


def _of_rest(left: Sequence[Evidence], right: Evidence | None) -> Evidence | None:
    """What remains is under way where the words behind it say so."""
    if right is None or not begins(left, "left rest"):
        return right
    if right.rule == _BEARS:
        return Evidence("ongoing", 3.6, "rest with progress")
    return right.times(_TOLD) if right.role in ("ongoing", "actual") else right


def _promised(scene: Scene, place: Place, right: Evidence | None) -> Evidence | None:
    """What is to be done before a date (余下3处10月底前完成) has not been done."""
    if right is None or right.role != "actual":
        return right
    text = scene.layout.text
    for start, end in scene.dates_in(place.end, place.last):
        if text.startswith("前", end) and "已" not in text[place.end : place.last]:
            return Evidence("pending", 2.6, f"promised: {text[start:end]}")
    return right


def _sized(scene: Scene, order: int, carried: Sequence[Evidence]) -> Evidence:
    """What the state of the piece of work says of its size: the state just told, or else the one told next."""
    if carried and carried[0].role in ("ongoing", "pending"):
        return Evidence(carried[0].role, 2.0, carried[0].rule)
    return piece_state(scene, order)


def _near(scene: Scene, order: int, left: Sequence[Evidence]) -> list[Evidence]:
    """What stands at a number itself, with what the words on its left say."""
    place = scene.places[order]
    near = touching(place, scene.layout.text)
    near += left
    if strongest(near) < _WEAK and (told := member_state(scene, order)):
        near.append(told)
    for piece in (bracketed_total(scene, order), members(scene, order)):
        if piece:
            near.append(piece)
    if scene.task and is_set(scene.task, place.mention):
        near.append(Evidence("target", 1.5, "number of the task", direct=True))
    levels = level(scene, order)
    if levels and any(piece.role == "change" for piece in near):
        levels = [piece for piece in levels if piece.rule != AMOUNT]
    return near + levels


def _local(scene: Scene, order: int, decided: Sequence[Decision]) -> Decision:
    place = scene.places[order]
    after_member = order > 0 and begins(decided[order - 1].evidence, OWN)
    joined = after_member and place.first == scene.places[order - 1].end
    left, size = ([], False) if joined else _left(scene, place)
    evidence = _near(scene, order, left)
    right = None
    if not begins(evidence, OWN):
        right = _of_rest(left, _promised(scene, place, _right(scene, order)))
    if right and right.role in _UNDONE and left and left[0].rule in _BARE_ASPECTS:
        evidence.remove(left[0])
        evidence.append(left[0].times(0.5))
    strong = strongest(evidence) >= _WEAK
    if right:
        evidence.append(right.times(0.6) if strong else right)
    own = bool(evidence)
    if not strong and not right and place.inside.parent >= 0:
        evidence += _behind_bracket(scene, place)
    bare = not left or (len(left) == 1 and left[0].rule.startswith(("left sum:", "left projects:")))
    carried = [] if after_member and own and not left else _carried(scene, order, decided, weak=not bare)
    if bare or not begins(left, "left aspect"):
        evidence += carried
    if size and strongest(left) < _SLIGHT:
        evidence.append(_sized(scene, order, carried))
    elif not own:
        evidence += _following(scene, order)
    if not strong:
        evidence += unfinished(scene, order)
    evidence.append(_DEFAULT)
    return weigh(evidence, own=own)


def _with_wholes(scene: Scene, decided: list[Decision]) -> list[Decision]:
    """The decisions, with what the parts of a whole add; parts are settled before their wholes."""
    settled = list(decided)
    for order in reversed(range(len(decided))):
        piece = whole(scene, order, settled)
        if piece is not None:
            settled[order] = weigh([*settled[order].evidence, piece], own=True)
    for order in range(len(settled)):
        for part, piece in (*shares_of_plan(scene, order, settled), *scope(scene, order, settled)):
            settled[part] = weigh([*settled[part].evidence, piece], own=True)
    return settled


def decide(scene: Scene) -> list[Decision]:
    """A decision for each quantity of the scene; for each percentage, one that says nothing."""
    decided: list[Decision] = []
    for order, place in enumerate(scene.places):
        decided.append(_local(scene, order, decided) if place.kind == "quantity" else _OPEN)
    return _with_wholes(scene, decided)
