"""What a word of planning before a number comes to: a plan, what was reached of one, or part of a name."""

from __future__ import annotations

import re
from functools import cache

from .cues import table
from .evidence import Evidence
from .scene import Place

_AGREED = 16
_MONEY = frozenset(("元", "美元"))
_DONE_TASK = re.compile(
    r"完成了?(?:(?!年度|全年|目标)[^，。；、\d完未应须需拟]{0,8}任务|年度(?:计划)?投资|年度计划)\s*$"
)
_HANDED = re.compile(r"下达(?:[^，。；、的\d]{0,4}(?:资金|补助|专项))?$")
_NAMED = re.compile(r"(?:项目|工程|标段|任务|小区|单位)[^，。；、\d]{0,3}(?:中|目前|现已|只有|仅有?|实际)")


def as_planned(place: Place, piece: Evidence) -> Evidence | None:
    """`piece`, which says target, as it is meant before the number in `place`; None where it does not govern it."""
    piece = _granted(place, _done_task(place, _agreed(place, piece)))
    return None if _names_planned(place, piece) else piece


@cache
def _signed() -> tuple[str, ...]:
    return tuple(table("states")["signed"].split())


@cache
def _contracts() -> tuple[str, ...]:
    return tuple(table("states")["contracts"].split())


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
