"""What the words beside a number say of it: a bound, a fall, money."""

from __future__ import annotations

from ..records import Bound
from .lazy import Lazy
from .tables import cues

_LONGEST_BEFORE = 7
_LONGEST_AFTER = 6
_REACH = 24
_LONGEST_FALL = 5
_LONGEST_BETWEEN = 3
_MOST_BETWEEN = 3
_NEGATED = ("不", "至", "最", "增")
_LESS = ("少于", "低于")
_FAR_BOUND = Lazy(
    r"(?:(?:(?P<least>不低于|不少于|不小于|高于)|(?P<most>不超过|不高于|不大于))[^，。；：、,;0-9]{1,16}"
    r"|(?P<near>约为|约占|约是|约相当于)[^，。；：、;]{1,18})[的之]\Z"
)
_NOUN_BETWEEN = Lazy(r"[\u4e00-\u9fff]{1,3}?(?<![级等甲])(以内|以上|以下|左右)")
_LATER: dict[str, Bound] = {"以内": "at_most", "以下": "at_most", "以上": "at_least", "左右": "approx"}
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
        later = _NOUN_BETWEEN.match(text, at)
        return _LATER[later[1]] if later else None
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
    """Whether the words before `at` make the number the size of a fall.

    What lies behind or below a plan or a mean falls only where it is a `share`; 少于 always does.
    """
    table = cues().falling
    end = at
    for _ in range(_MOST_BETWEEN):
        for length in range(min(_LONGEST_FALL, end), 0, -1):
            word = text[end - length : end]
            if word in table.always or (share and word in table.shares):
                return text[end - length - 1 : end - length] not in _NEGATED
        stripped = _without(text, end, table.between)
        if stripped == end:
            break
        end = stripped
    clause = clause_before(text, at)
    if not (share or "于" in clause):
        return False
    compared = table.compared.search(clause)
    return compared is not None and (share or compared.group().startswith(_LESS))


def _without(text: str, at: int, between: frozenset[str]) -> int:
    """Where the words before `at` end when one that may stand `between` is left out."""
    for length in range(min(_LONGEST_BETWEEN, at), 0, -1):
        if text[at - length : at] in between:
            return at - length
    return at


def is_money(text: str, start: int, end: int, money_to: int | None) -> bool:
    """Whether a number with 万 or 亿 and no unit is money.

    `money_to` is where the amount of money before it ends, if there is one.
    """
    table = cues()
    if table.money_after.match(text, end):
        return True
    following = text[end : end + 1]
    if following.isalpha() and following not in "及和与为至到已用，":
        return False
    if money_to is not None and not any(char in "。；;\n" for char in text[max(money_to, start - _REACH) : start]):
        return True
    return bool(table.money_before.search(clause_before(text, start)))
