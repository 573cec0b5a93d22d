"""What the words beside a number say of it: a bound, a fall, money."""

from __future__ import annotations

import re

from ..records import Bound
from ._tables import cues

_LONGEST_BEFORE = 7
_LONGEST_AFTER = 6
_REACH = 24
_FAR_BOUND = re.compile(
    r"(?:(?:(?P<least>不低于|不少于|不小于|高于)|(?P<most>不超过|不高于|不大于))[^，。；：、,;0-9]{1,16}"
    r"|(?P<near>约为|约占|约是|约相当于)[^，。；：、;]{1,18})[的之]\Z"
)
_CLAUSE = re.compile(r"[，。；：！？,;:（(\n][^，。；：！？,;:（(\n]*\Z")
_STOP = frozenset("，。；：！？,;:（(\n")


def bound_before(text: str, at: int) -> Bound | None:
    """The bound that the words immediately before `at` set."""
    table = cues()
    if at == 0 or text[at - 1] not in table.before_ends:
        return _far_bound(text, at)
    for length in range(min(_LONGEST_BEFORE, at), 0, -1):
        cue = text[at - length : at]
        bound = table.before.get(cue)
        if bound and not (at > length and text[at - length - 1] in table.before_not.get(cue, "")):
            return bound
    return None


def _far_bound(text: str, at: int) -> Bound | None:
    """不低于当地标准的1.3倍, 约为计划的三成: the cue stands before what is compared."""
    if at and text[at - 1] in "的之":
        far = _FAR_BOUND.search(text, max(0, at - _REACH), at)
        if far:
            return "at_least" if far["least"] else "at_most" if far["most"] else "approx"
    return None


def bound_after(text: str, at: int) -> Bound | None:
    """The bound that the words immediately after `at` set."""
    table = cues()
    if text[at : at + 1] not in table.after_heads:
        return None
    for length in range(_LONGEST_AFTER, 0, -1):
        cue = text[at : at + length]
        bound = table.after.get(cue) if len(cue) == length else None
        if bound and text[at + length : at + length + 1] not in _but(table.after_not.get(cue)):
            return bound
    return None


def _but(chars: str | None) -> tuple[str, ...] | str:
    return tuple(chars) if chars else ()


def clause_before(text: str, at: int) -> str:
    """What stands before `at` in its clause, at most two dozen characters."""
    start = max(0, at - _REACH)
    for position in range(at - 1, start - 1, -1):
        if text[position] in _STOP:
            return text[position + 1 : at]
    return text[start:at]


def falls(text: str, at: int, *, share: bool) -> bool:
    """Whether the words before `at` make the number the size of a fall."""
    clause = clause_before(text, at)
    table = cues()
    return bool((table.share_falls if share else table.falls).search(clause))


def is_money(text: str, start: int, end: int) -> bool:
    """Whether a number with 万 or 亿 and no unit is money."""
    table = cues()
    if table.money_after.match(text, end):
        return True
    following = text[end : end + 1]
    if following.isalpha() and following not in "及和与为至到已用，":
        return False
    return bool(table.money_before.search(clause_before(text, start)))
