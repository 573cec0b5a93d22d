"""Reading one number: figures with separators, 万 and 亿, Chinese numerals, 余 and 多.

The general library for Chinese numerals (cn2an) is not used: its import alone takes three times the
budget of this package, and it has no reading for 百余, 俩, 三四十 or 25万6千.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ..records import Number
from .lazy import Lazy

_DIGITS = r"[0-9]{1,3}+(?:,[0-9]{3})++(?![0-9])(?:\.[0-9]++)?+|[0-9]++(?:\.[0-9]++)?+"
_UNIT_HEAD = "瓦克米伏帕卡赫安焦乏字兆"
_SCALE = rf"(?:[百千](?=[万亿]))?+[万亿]{{1,2}}+|千(?![{_UNIT_HEAD}])|百(?=[余多]|人|户|元|米)"
_FIGURE = Lazy(rf"({_DIGITS})([余多几])?({_SCALE})?")
_FURTHER = Lazy(rf"零?([0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,4}}+)(?![0-9.,])({_SCALE})?(?![年月日时%])")
_CHINESE = Lazy(r"[零〇一二三四五六七八九十百千万亿两俩仨廿卅壹贰叁肆伍陆柒捌玖拾佰仟]++")
_POINT = Lazy(r"点[零〇一二三四五六七八九]++")
_MORE = Lazy(r"[余多几](?![年来]?来)|来(?=[个名人户台座处家条公米亩天万])")
_TIMES = Lazy(rf"{_SCALE}")
_MAX_DIGITS = 15
_EXACT = 2**53
_MAX_NUMERALS = 20

_VALUES = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    **{char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "俩": 2,
    "仨": 3,
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_SCALES = {
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "亿": 10**8,
    "百万": 10**6,
    "千万": 10**7,
    "万万": 10**8,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
    "亿亿": 10**16,
    "亿万": 10**12,
}


class Numeral(NamedTuple):
    """A number as written: where it ends, its value, and how it is written."""

    end: int
    value: Decimal
    high: Decimal | None
    """Upper end where the numeral itself names two values (三四个)."""
    scale: int
    """The 万 or 亿 it ends in, else 1."""
    more: bool
    """Whether 余, 多 or 几 says that it is somewhat more."""
    chinese: bool


def read_figure(text: str, at: int) -> Numeral | None:
    """The number in figures that begins at `at`; None where there is none or it is too long to be one."""
    match = _FIGURE.match(text, at)
    if match is None:
        return None
    digits, more, scale = match.groups()
    if len(digits) > _MAX_DIGITS:
        return None
    end = match.end()
    if more and not scale and not _more_stands(text, end):
        more, end = None, end - 1
    value = Decimal(digits.replace(",", ""))
    factor = 1
    if scale:
        factor = _scale_of(scale)
        value *= factor
        if not more:
            end, value = _further(text, end, value, factor)
    if not more and end < len(text) and text[end] in "余多几来":
        trail = _MORE.match(text, end)
        if trail and _more_stands(text, trail.end()):
            more, end = trail.group(), trail.end()
    return Numeral(end, value, None, factor, bool(more), chinese=False)


def _scale_of(scale: str) -> int:
    known = _SCALES.get(scale)
    if known is not None:
        return known
    factor = 1
    for char in scale:
        factor *= _SCALES[char]
    return factor


def _more_stands(text: str, end: int) -> bool:
    """Whether 余 or 多 before `end` belongs to the number: something counted follows."""
    return end < len(text) and (text[end].isalpha() or text[end] in "㎡%(（℃") and text[end] not in "的了于"


def _further(text: str, end: int, value: Decimal, factor: int) -> tuple[int, Decimal]:
    """Goes on through the lower places of 2亿5,060万, 25万6千 and 1万2,000."""
    for _ in range(3):
        match = _FURTHER.match(text, end)
        if match is None:
            break
        digits, scale = match.group(1).replace(",", ""), match.group(2)
        step = _scale_of(scale) if scale else 1
        part = int(digits) * step
        if part >= factor or (not scale and len(digits) < _SHORT and factor > _TENS["千"]):
            break
        value += part
        end, factor = match.end(), step
        if step == 1:
            break
    return end, value


_SHORT = 3
"""Fewer digits than this after 万 are a place in a list or a year, not its lower digits."""


def chinese_end(text: str, at: int) -> int:
    """Where the run of Chinese numerals that begins at `at` ends; `at` where there is none."""
    match = _CHINESE.match(text, at)
    return match.end() if match else at


def read_chinese(text: str, at: int) -> Numeral | None:
    """The Chinese numeral that begins at `at`; None where its characters make no number."""
    end = chinese_end(text, at)
    if end < len(text) and end - at > 1 and text[end] in _UNIT_HEAD and text[end - 1] in "千百":
        end -= 1
    if end == at or end - at > _MAX_NUMERALS:
        return None
    run = text[at:end]
    more = False
    trail = _MORE.match(text, end)
    if trail:
        more, end = True, trail.end()
        times = _TIMES.match(text, end)
        if times:
            run, end = f"{run}*{times.group()}", times.end()
    elif end < len(text) and text[end] == "点":
        point = _POINT.match(text, end)
        if point:
            run, end = run + point.group(), point.end()
            times = _TIMES.match(text, end)
            if times:
                run, end = f"{run}*{times.group()}", times.end()
    known = _chinese_value(run)
    if known is None:
        return None
    low, high, scale = known
    return Numeral(end, low, high, scale, more, chinese=True)


@lru_cache(maxsize=4096)
def _chinese_value(run: str) -> tuple[Decimal, Decimal | None, int] | None:
    """Lower value, upper value if two are named, and the closing scale."""
    run, _, times = run.partition("*")
    factor = _scale_of(times) if times else 1
    whole, _, fraction = run.partition("点")
    read = _whole(whole.replace("廿", "二十").replace("卅", "三十"))
    if read is None:
        return None
    low, high = Decimal(read[0]), None if read[1] is None else Decimal(read[1])
    if fraction:
        low += Decimal("0." + "".join(str(_VALUES[char]) for char in fraction))
    scale = factor if times else _MYRIADS.get(whole[-1], 1)
    return low * factor, None if high is None else high * factor, scale


def _whole(run: str) -> tuple[int, int | None] | None:
    """The value of a whole number, or the two values of 三四十, 两三个, 十七八."""
    pair = re.search(r"([一二两三四五六七八])([二三四五六七八九])(?=[十百千万亿]|\Z)", run)
    if pair and _VALUES[pair[2]] == _VALUES[pair[1]] + 1 and (len(run) == len(pair[0]) or _has_place(run)):
        low = _place_value(run[: pair.start()] + pair[1] + run[pair.end() :])
        high = _place_value(run[: pair.start()] + pair[2] + run[pair.end() :])
        return None if low is None or high is None else (low, high)
    value = _place_value(run)
    return None if value is None else (value, None)


def _has_place(run: str) -> bool:
    return any(char in _TENS or char in _MYRIADS for char in run)


def _place_value(run: str) -> int | None:
    """The value of a Chinese numeral in the ordinary or the digit-by-digit way; None where it is neither."""
    if not _has_place(run):
        if len(run) == 1:
            return _VALUES[run]
        if len(run) > _MAX_DIGITS or (len(run) < _SHORT and run[0] not in "零〇"):
            return None
        return int("".join(str(_VALUES[char]) for char in run))
    total = section = 0
    digit: int | None = None
    last = 0
    for char in run:
        if char in _VALUES:
            if digit:
                return None
            digit = _VALUES[char]
        elif char in _TENS:
            section += (1 if digit is None else digit) * _TENS[char]
            digit, last = None, _TENS[char]
        else:
            part = section + (digit or 0)
            total = (
                (total + part or 1) * _MYRIADS[char]
                if char == "亿"
                else total + (part or int(not total)) * _MYRIADS[char]
            )
            if total >= 10**_MAX_DIGITS:
                return None
            section, digit, last = 0, None, _MYRIADS[char]
    if digit and last >= _TENS["百"] and run[-2] in "百千万亿佰仟":
        digit *= last // 10
    return total + section + (digit or 0)


def plain(value: Decimal) -> Number:
    """The value as JSON carries it; beyond 2**53 it is the nearest double, which every reader of JSON has."""
    return int(value) if abs(value) <= _EXACT and value == value.to_integral_value() else float(value)
