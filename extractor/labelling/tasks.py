"""The numbers that the text of a task sets."""

from __future__ import annotations

import re
from functools import lru_cache

from ..records import NumberMention
from ..script import simplify

_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?(万|亿)?[余多]?([\u4e00-\u9fff㎡]{0,3})")
_TOLERANCE = 1e-6


@lru_cache(maxsize=256)
def _set_numbers(task: str) -> tuple[tuple[float, float, str], ...]:
    """Each number of `task`, 万 and 亿 multiplied out, how far one may be off, and the characters that follow."""
    found = []
    for match in _NUMBER.finditer(simplify(task)):
        value = float(match[1].replace(",", "")) * _SCALES[match[2] or ""]
        found.append((value, _TOLERANCE * max(1.0, value), match[3]))
    return tuple(found)


def is_set(task: str, mention: NumberMention) -> bool:
    """Whether `task` sets just this number of this unit."""
    wanted, unit = mention.value, mention.unit[:1]
    for value, tolerance, behind in _set_numbers(task):
        if abs(value - wanted) <= tolerance and behind.startswith(unit):
            return True
    return False


_PART = re.compile(r"[\d，。；：、,;:（()）\s]")
_VERB = re.compile(
    r"[^，。；]{0,4}?(?:新建|改造|完成|建设|实施|推进|开展|新增|建成|加快|推动|继续|确保|全面|提升|改建|扩建|实现)+"
)
_FEWEST = 2
_MOST = 12


@lru_cache(maxsize=256)
def thing_of(task: str) -> str:
    """The first thing that `task` names behind its verb, in Simplified script; none where that is too long."""
    first = _PART.split(simplify(task), maxsplit=1)[0]
    match = _VERB.match(first)
    thing = first[match.end() :] if match else first
    return thing if _FEWEST <= len(thing) <= _MOST else ""
