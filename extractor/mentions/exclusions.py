"""Numerals that are no mention: names, ordinals, enumerators, years, words."""

from __future__ import annotations

from typing import NamedTuple

from .lazy import Lazy
from .numerals import chinese_end
from .tables import countable, names, words
from .units import read_unit

_LONGEST_WORD = 6
_DIGITS = Lazy(r"[0-9]++(?:\.[0-9]++)?+")
_CODE = Lazy(r"[A-Za-z]{1,12}-?[0-9][0-9A-Za-z]*+(?:[.+/-][0-9A-Za-z]++){0,6}")
_STAKE = Lazy(
    r"[A-Z]{0,3}K[0-9]{1,4}\+[0-9]{1,3}(?:\.[0-9]+)?(?:(?:[-—]{1,2}|~|至)[A-Z]{0,3}K[0-9]{1,4}\+[0-9]{1,3}(?:\.[0-9]+)?)?"
)
_YEARS = Lazy(
    r"(?:民国)?(?:(?:19|20)[0-9]{2}|[0-9]{3}(?=年度|年[起度底初间以]))(?:年度?)?(?:(?:[-—]{1,2}|~|至|到|、|和|及|/)(?:(?:19|20)[0-9]{2}|[0-9]{2}(?=年度|学年)))*+"
    r"(?:年度?|学年度?|级|届)?"
)
_ROC_YEAR = Lazy(r"[0-9]{1,3}年度?")
_CHINESE_YEAR = Lazy(
    r"(?:[一二][〇零○一二三四五六七八九]{3}|[二一]千[〇零一二三四五六七八九十]{1,3}|[〇零一二三四五六七八九]{2})年"
)
_ENUMERATOR = Lazy(
    r"[0-9]{1,2}(?:[.、)）](?![0-9])|\.(?=(?:19|20)[0-9]{2}年))|[一二三四五六七八九十]{1,3}[、.](?![一二三四五六七八九十])"
)
_BRACKETED = Lazy(r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）]")
_ORDINAL = Lazy(
    r"第(?:[0-9]{1,4}|[零〇一二三四五六七八九十百千两]{1,6})(?:(?:[、和及至]|[-—]{1,2})第?(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,4})(?=[名位个批期届轮次标组条页号款章节]))*"
    r"(?:批次|标段|阶段|方阵|梯队|[名位个批期届轮次组条层号方类种件部集章节款项版页剂针年天周])?"
)
_ELLIPSIS = Lazy(r"其[一二三四五六七八九十]")
_PHONE = Lazy(
    r"(?:12[13][0-9]{2}|9[56][0-9]{3}|0[0-9]{2,3}-[0-9]{7,8}|1[3-9][0-9]{9}|400-?[0-9]{3}-?[0-9]{4})(?![0-9])"
)
_PAGE = Lazy(r"[-—]([0-9]{1,3})[-—](?=\s|\Z|[\u4e00-\u9fff])")
_LEFT_EDGE = frozenset("\n\r\t 。；：:;，,！？！　")
_ID_LENGTH = 8
_YEAR_DIGITS = 4
_ABBREVIATION = 3
"""From this many letters on, an abbreviation before a figure can be what is measured (GDP1200亿元)."""
_COUNTED = frozenset("万亿%元吨户人个")
_MAX_CODE = 14


class Passed(NamedTuple):
    """Numerals of the folded text that are no mention."""

    start: int
    end: int
    reason: str


def named(text: str, at: int) -> Passed | None:
    """The name or fixed term that the words before the figure at `at` make it part of."""
    if at == 0:
        return None
    before = text[at - 1]
    for rule in names().before.get(before, ()):
        for word in rule.words:
            if text.endswith(word, 0, at):
                match = rule.pattern.match(text, at)
                if match:
                    return Passed(at - len(word), match.end(), rule.reason)
    if before.isascii() and (before.isalpha() or before in "-+/"):
        return _coded(text, at)
    return None


def _coded(text: str, at: int) -> Passed | None:
    """PM2.5, K7+050, SJ-3, COVID-19."""
    start = at
    while (
        start > max(0, at - _MAX_CODE)
        and text[start - 1].isascii()
        and (text[start - 1].isalpha() or text[start - 1] in "-+.")
    ):
        start -= 1
    while start < at and not text[start].isalpha():
        start += 1
    if start == at:
        return None
    stake = _STAKE.match(text, start)
    if stake:
        return Passed(start, stake.end(), "stake")
    code = _CODE.match(text, start)
    if code is None or code.end() <= at:
        return None
    letters = at - start
    if letters >= _ABBREVIATION and text[code.end() : code.end() + 1] in _COUNTED and not text.startswith("PM", start):
        return None
    return Passed(start, code.end(), "code")


def enumerated(text: str, at: int) -> Passed | None:
    """The list number at `at`: 1. 2、 （一） 一、."""
    before = text[at - 1 : at]
    if not before or before in _LEFT_EDGE:
        match = _ENUMERATOR.match(text, at)
        if match and not (before in ("，", ",") and match.group()[-1] == "、"):
            return Passed(at, match.end(), "enumerator")
    if before in ("(", "（"):
        match = _BRACKETED.match(text, at)
        if match:
            return Passed(at, match.end(), "enumerator")
    if before in ("-", "—"):
        page = _PAGE.match(text, at - 1)
        if page and (at == 1 or text[at - 2] in _LEFT_EDGE):
            return Passed(at - 1, page.end(), "page")
    return None


def numbered(text: str, at: int) -> Passed | None:
    """The name or fixed term that the words after the figure at `at` make it part of."""
    digits = _DIGITS.match(text, at)
    if digits is None:
        return None
    after = text[digits.end() : digits.end() + 1]
    for rule in names().number.get(after, ()):
        match = rule.pattern.match(text, at)
        if match and not (rule.reason == "code" and read_unit(text, digits.end())):
            return Passed(at, match.end(), rule.reason)
    return None


def year(text: str, at: int) -> Passed | None:
    """Bare years: 2021年, 2019—2021年, 2019-20年度, 112年度."""
    if text.endswith("民国", 0, at):
        match = _ROC_YEAR.match(text, at)
        return None if match is None else Passed(at, match.end(), "year")
    match = _YEARS.match(text, at) or _CHINESE_YEAR.match(text, at)
    if match is None:
        return None
    found = match.group()
    if "年" in found or found[-1] in "级届":
        return Passed(at, match.end(), "year")
    end = match.end()
    if len(found) == _YEAR_DIGITS and text[end : end + 1].isdecimal():
        return None
    return Passed(at, end, "year")


def long_run(text: str, at: int) -> Passed | None:
    """Telephone numbers and other long runs of digits."""
    match = _PHONE.match(text, at)
    if match:
        return Passed(at, match.end(), "hotline")
    digits = _DIGITS.match(text, at)
    if digits is None or digits.end() - at < _ID_LENGTH:
        return None
    return Passed(at, digits.end(), "identifier")


def ordinal(text: str, at: int) -> Passed | None:
    """第14名, 第三、四批."""
    match = _ORDINAL.match(text, at)
    return None if match is None else Passed(at, match.end(), "ordinal")


def worded(text: str, at: int, floor: int, *, longer_than: int = 0) -> Passed | None:
    """The word of the lexicon that covers the numeral at `at` and begins no earlier than `floor`.

    With `longer_than`, only a word that begins at `at` and ends beyond that offset.
    """
    lexicon = words()
    best: Passed | None = None
    first = at if longer_than else max(floor, at - 3)
    for start in range(first, at + 1):
        for end in range(min(len(text), start + _LONGEST_WORD), max(at, start + 1, longer_than), -1):
            if text[start:end] in lexicon and not _two_words(text, start, end):
                if best is None or end > best.end:
                    best = Passed(start, end, "lexical")
                break
    return best


def _two_words(text: str, start: int, end: int) -> bool:
    """Whether the word is no word here: 下一 in 余下一台."""
    return start > 0 and text[start - 1] in countable().split.get(text[start:end], "")


_PLACE = Lazy(
    r"[一二两三四五六七八九十百千万]{1,2}[\u4e00-\u9fff]{1,2}(?:路|大街|街道|大道|村|镇|乡|水库|河|沟|湾|峪|庄|山|湖|桥|寺|庙|角|小区|家园|花园|苑|中学|小学)"
)


def place_name(text: str, at: int) -> Passed | None:
    """A street or place named with the Chinese numeral at `at`: 六峰路, 九曲河."""
    match = _PLACE.match(text, at)
    return None if match is None else Passed(at, match.end(), "name")


_VAGUE = Lazy(r"[十百千万亿]{1,3}[余多]?")


def vague(text: str, at: int) -> Passed | None:
    """数百, 几十, 上千: a size without a value."""
    if text[at - 1 : at] not in ("数", "几", "上"):
        return None
    match = _VAGUE.match(text, at)
    return None if match is None else Passed(at - 1, match.end(), "vague")


def chinese_name(text: str, at: int) -> Passed | None:
    """The name or order that the words after the Chinese numeral at `at` make it part of."""
    end = chinese_end(text, at)
    for position in {end, at + 1}:
        for rule in names().chinese.get(text[position : position + 1], ()):
            match = rule.pattern.match(text, at)
            if match:
                return Passed(at, match.end(), rule.reason)
    return None
