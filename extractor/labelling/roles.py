"""Which role a quantity plays: evidence is gathered from its clause and from those around it."""

from __future__ import annotations

from collections.abc import Sequence

from .carrying import LIST, carried
from .cues import within
from .evidence import Decision, Evidence, begins, read, strongest, touching, weigh
from .levels import AMOUNT, level
from .members import OWN, member_state
from .pieces import piece_state, unfinished
from .plans import as_planned
from .scene import Place, Scene
from .scopes import scope, shares_of_plan
from .tasks import is_set
from .wholes import NO_CUE, bracketed_total, members, whole

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
_PARTS = frozenset(("operator", "aspect", "verb", "touch"))
_NOUNS = ("noun",)
_PLANS = frozenset(("目标", "任务", "计划"))
_UNDONE = ("ongoing", "pending")
_BARE_ASPECTS = tuple(f"left aspect: {word}" for word in ("已", "已有", "现已", "已经"))


def _glued(scene: Scene, order: int) -> bool:
    """Whether the next number is a twin count (12个院落430户) or the next of a list (8座、6座)."""
    here, there = scene.places[order], scene.places[order + 1]
    gap = there.start - here.end
    if here.clause != there.clause or gap > _NEXT:
        return False
    listed = not LIST.isdisjoint(scene.layout.text[here.end : there.start])
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


def _left(scene: Scene, place: Place) -> tuple[list[Evidence], bool]:
    """What the words before a number say, and whether they name a measure of a piece of work."""
    hits = place.left
    piece, size = read(hits[::-1], "left")
    if piece and scene.layout.text.startswith("的", hits[-1].end) and piece.rule.endswith(hits[-1].word):
        piece = piece.times(0.6)
    if piece and piece.role == "target":
        piece = as_planned(place, piece)
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
    if not place.right or text[place.end : place.end + 1] in LIST or _measures_whole(scene, last):
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
    taken: list[Evidence] = []
    if left or not (after_member and own):
        taken = carried(scene, order, decided, weak=not bare, told=right is not None)
    if bare or not begins(left, "left aspect"):
        evidence += taken
    if size and strongest(left) < _SLIGHT:
        evidence.append(_sized(scene, order, taken))
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
