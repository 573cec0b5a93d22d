"""Numbers at the head of a line: 一、 （二） 3. （4） ⑤ 六是."""

from __future__ import annotations

import re
from typing import NamedTuple

_HAN = "一二三四五六七八九十"
HAN_DIGITS = str.maketrans("〇○Ｏ零一二三四五六七八九", "0000123456789")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_STYLES = {
    "chapter": rf"(?:第)?(?P<chapter>[{_HAN}]{{1,4}})[、.．]",
    "section": rf"[（(](?P<section>[{_HAN}]{{1,4}}|[{_STEMS}])[)）]",
    "task": r"(?:整改|重点|工作)?(?:任务|事项)[ \t]*(?P<task>\d{1,3})(?=[ \t]*$)",
    "bracket": r"[（(](?P<bracket>\d{1,3})[)）]|(?P<half>\d{1,3})[)）]",
    "arabic": r"(?P<arabic>\d{1,3})(?:[、．]|\.(?!\d))",
    "circled": r"(?P<circled>[①-⑳])",
    "is": rf"(?P<is>[{_HAN}]{{1,3}})是",
}
_HEAD = re.compile(r"[ \t\u3000]*(?:" + "|".join(_STYLES.values()) + r")[ \t\u3000]*")
_SMALL = re.compile(r"(?P<tens>\d?)十(?P<units>\d?)|(?P<plain>\d{1,4})")
_CIRCLED_ONE = ord("①") - 1


class Enumerator(NamedTuple):
    """A number at the head of a line."""

    style: str
    value: int
    length: int
    """Characters up to the text it numbers."""


def enumerator_of(line: str) -> Enumerator | None:
    """The enumerator `line` begins with, if any."""
    match = _HEAD.match(line)
    if match is None or match.lastgroup is None:
        return None
    printed = match[match.lastgroup]
    style = "bracket" if match.lastgroup == "half" else match.lastgroup
    value = _value(style, printed)
    return None if value is None else Enumerator(style, value, match.end())


def _value(style: str, printed: str) -> int | None:
    if style == "circled":
        return ord(printed) - _CIRCLED_ONE
    if printed in _STEMS:
        return _STEMS.index(printed) + 1
    if style in ("arabic", "bracket", "task"):
        return int(printed)
    return small_number(printed)


def small_number(printed: str) -> int | None:
    """1 to 99, in digits or as 二十六; None where `printed` is no number, as 十十."""
    match = _SMALL.fullmatch(printed.translate(HAN_DIGITS))
    if match is None:
        return None
    return int(match["plain"]) if match["plain"] else int(match["tens"] or 1) * 10 + int(match["units"] or 0)
