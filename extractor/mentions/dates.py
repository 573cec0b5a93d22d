"""Calendar expressions: month, day, third of a month, quarter, half-year, year end, festival, ranges."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from .almanac import Stretch, month_after
from .datepatterns import (
    ALSO_DAY,
    CUT_OFF,
    DAYS_OF_MONTH,
    DOTTED,
    DOTTED_END,
    FIRST_OF_LIST,
    FIRST_QUARTER,
    LOST_MONTH,
    LOST_YEAR,
    NEXT,
    NEXT_DAY,
    POINT,
    QUARTERS,
    RELATIVE,
    SHORT_DOTTED,
    SPAN,
    YEAR,
)
from .numerals import read_chinese
from .tables import festivals

_MONTHS = {"本月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}
_QUARTER_STEP = {"本": 0, "上": -1, "下": 1}
_YEAR_STEP = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "来年": 1, "后年": 2}
_PREVIOUS_YEAR = {"当年": 0, "同年": 0, "次年": 1, "翌年": 1}
_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 0), "上中": (1, 20), "中下": (11, 0)}
_QUARTER_OF = {"首": 1, "1": 1, "一": 1, "2": 2, "二": 2, "两": 2, "3": 3, "三": 3, "4": 4, "四": 4}
_ROC = 1911
_ROC_YEARS = range(100, 160)
_SHORT_YEARS = range(10, 50)
_CENTURY = 100
_CENTURIES = range(1900, 2100)
_MONTHS_OF_YEAR = range(1, 13)
_HOLIDAY = ("期间", "假期", "假日", "长假", "小长假", "黄金周", "节假期", "节假日")
_AROUND = ("前", "后", "期间", "假期", "长假", "小长假", "黄金周", "节日", "”前", "”后", "”期间")
_NAMELIKE = tuple("路街村桥广园小大里巷中社区河水坝厂店镇乡站馆会晚文联杯劳庙")


class Dated(NamedTuple):
    """A calendar expression of the folded text; without `stretch` its day does not exist or needs an anchor."""

    start: int
    end: int
    stretch: Stretch | None
    rule: str


class Context(NamedTuple):
    """What earlier dates of the narrative give to later ones: the anchor and the last date read."""

    anchor: date | None
    last: Dated | None


def read_date(text: str, at: int, context: Context) -> Dated | None:
    """The calendar expression that begins at `at`."""
    char = text[at]
    if char in "本当上下次月" and not text.startswith(("上半年", "下半年", "本年", "上年", "当年", "次年"), at):
        return _relative(text, at, context)
    if char.isdecimal():
        dotted = _dotted(text, at)
        if dotted is not None:
            return dotted
    return _span(text, at, context) or _point_or_range(text, at, context) or _festive(text, at, None, context)


def _span(text: str, at: int, context: Context) -> Dated | None:
    """1-7月份, 一至三季度, 2022年7月至9月."""
    match = SPAN.match(text, at)
    if match is not None:
        first, last = _month(match["a"]), _month(match["b"])
        year, known = _year(match, context)
        if known and first != last:
            ends = (last, 0)
            if match["be"] and match["be"] not in "底末":
                ends = (last, _THIRDS[match["be"][0]][1])
            return Dated(at, match.end(), Stretch(year, (first, 1), ends, int(last < first)), "date.months")
    match = DAYS_OF_MONTH.match(text, at)
    if match is not None:
        month, (year, known) = _month(match["m"]), _year(match, context)
        if known and int(match["a"]) < _count(match["d"]):
            days = ((month, int(match["a"])), (month, _count(match["d"])))
            return Dated(at, match.end(), Stretch(year, *days), "date.range")
    match = QUARTERS.match(text, at) if text[at] in "1234一二三四第首今去明本2" else None
    if match is not None:
        first, last = _QUARTER_OF[match["a"]], _QUARTER_OF[match["b"]]
        year, known = _year(match, context)
        joined = text[match.start("a") + 1 : match.start("b")]
        if known and first < last and not any(char in joined for char in "、和"):
            return Dated(at, match.end(), Stretch(year, (first * 3 - 2, 1), (last * 3, 0)), "date.quarters")
    return None


def _point_or_range(text: str, at: int, context: Context) -> Dated | None:
    point = _point(text, at, context)
    if point is None or point.stretch is None:
        return point or _lost(text, at)
    return _extended(text, point, point.stretch, context)


def _point(text: str, at: int, context: Context) -> Dated | None:
    match = POINT.match(text, at) or FIRST_OF_LIST.match(text, at) or FIRST_QUARTER.match(text, at)
    if match is None:
        return _also_day(text, at, context)
    groups = match.groupdict()
    if (
        groups.get("ry") is None
        and groups.get("y") is None
        and text[at - 1 : at].isascii()
        and text[at - 1 : at].isalnum()
    ):
        return None
    year, known = _year_of(groups, context)
    if not known:
        return Dated(at, match.end(), None, "date.unanchored") if context.anchor is None else None
    days, rule = _days(groups)
    if days is None:
        return None
    return Dated(at, match.end(), Stretch(year, *days), f"date.{rule}")


def _also_day(text: str, at: int, context: Context) -> Dated | None:
    """The second of 5月10日、12日."""
    last = context.last
    if last is None or last.stretch is None or not (last.end < at <= last.end + 1) or text[last.end] not in "、和及":
        return None
    match = ALSO_DAY.match(text, at)
    if match is None or last.rule != "date.day":
        return None
    day = (last.stretch.last[0], _count(match["d"]))
    return Dated(at, match.end(), Stretch(last.stretch.year, day, day), "date.day")


def _extended(text: str, point: Dated, stretch: Stretch, context: Context) -> Dated:
    """The range that begins with `point`, or `point`."""
    short = NEXT_DAY.match(text, point.end)
    if short is not None and point.rule in ("date.day", "date.third"):
        month = stretch.last[0]
        if short["t"] is None and point.rule == "date.day":
            last = _count(short["d"])
            if last > stretch.first[1]:
                return Dated(point.start, short.end(), stretch._replace(last=(month, last)), "date.range")
        elif short["t"] and point.rule == "date.third":
            return Dated(point.start, short.end(), stretch._replace(last=(month, _THIRDS[short["t"]][1])), "date.range")
    dash = NEXT.match(text, point.end)
    if dash is None or dash.end() >= len(text) or text[point.start - 1 : point.start] == "由":
        return point
    second = _point(text, dash.end(), context._replace(last=point))
    if second is None or second.stretch is None or second.rule == "date.unanchored":
        return point
    joined = _joined(stretch, second.stretch)
    return point if joined is None else Dated(point.start, second.end, joined, "date.range")


def _joined(first: Stretch, second: Stretch) -> Stretch | None:
    """One stretch from the first day of one to the last day of the other."""
    later = second.last < first.first
    if first.year is not None and second.year is not None:
        turn = second.year + second.turn - first.year
    elif second.year is not None:
        return Stretch(second.year - int(later), first.first, second.last, int(later))
    else:
        turn = int(later)
    return Stretch(first.year, first.first, second.last, turn) if turn >= 0 else None


def _days(groups: dict[str, str | None]) -> tuple[tuple[tuple[int, int], tuple[int, int]] | None, str]:
    """First and last month and day that the matched words name, and the rule."""
    if groups.get("m"):
        return _days_of_month(_month(groups["m"] or ""), groups)
    if groups.get("h"):
        return (((1, 1), (6, 0)) if groups["h"] == "上" else ((7, 1), (12, 0))), "half_year"
    if groups.get("q"):
        return _days_of_quarter(_QUARTER_OF[groups["q"] or ""], groups.get("qe"))
    if groups.get("fm"):
        months = _count(groups["fm"] or "")
        return (((1, 1), (months, 0)) if months in _MONTHS_OF_YEAR else None), "first_months"
    if groups.get("fq"):
        return ((1, 1), (_QUARTER_OF[groups["fq"] or ""] * 3, 0)), "first_quarters"
    return ((12, 0), (12, 0)), "year_end"


def _days_of_month(month: int, groups: dict[str, str | None]) -> tuple[tuple[tuple[int, int], tuple[int, int]], str]:
    if groups.get("d"):
        day = _count(groups["d"] or "")
        return ((month, day), (month, day)), "day"
    if groups.get("t"):
        first, last = _THIRDS[groups["t"] or ""]
        return ((month, first), (month, last)), "third"
    part = groups.get("e")
    if part == "初":
        return ((month, 1), (month, 1)), "month_start"
    if part == "中":
        return ((month, 15), (month, 15)), "month_middle"
    if part:
        return ((month, 0), (month, 0)), "month_end"
    return ((month, 1), (month, 0)), "month"


def _days_of_quarter(quarter: int, part: str | None) -> tuple[tuple[tuple[int, int], tuple[int, int]], str]:
    first, last = (quarter * 3 - 2, 1), (quarter * 3, 0)
    if part is None:
        return (first, last), "quarter"
    return ((first, first), "quarter_start") if part == "初" else ((last, last), "quarter_end")


def _year(match: re.Match[str], context: Context) -> tuple[int | None, bool]:
    return _year_of(match.groupdict(), context)


def _year_of(groups: dict[str, str | None], context: Context) -> tuple[int | None, bool]:
    """The year the words name, None for an open one, and whether it can be known."""
    relative = groups.get("ry")
    if relative:
        return _relative_year(relative.removesuffix("度"), context)
    written = groups.get("y")
    if not written:
        return None, True
    year = int(written) if written.isdecimal() else _chinese_year(written)
    if groups.get("roc") or year in _ROC_YEARS:
        return year + _ROC, True
    if year < _CENTURY:
        return year + (2000 if year in _SHORT_YEARS else 1900), True
    return (year, True) if year in _CENTURIES else (None, False)


def _chinese_year(written: str) -> int:
    numeral = read_chinese(written.replace("○", "〇").replace("0", "〇"), 0)
    return int(numeral.value) if numeral is not None else 0


def _relative_year(word: str, context: Context) -> tuple[int | None, bool]:
    named = context.last.stretch.year if context.last and context.last.stretch else None
    if word in _PREVIOUS_YEAR:
        if named is not None:
            return named + _PREVIOUS_YEAR[word], True
        if (
            context.last is not None
            and context.last.stretch is not None
            and context.anchor is not None
            and word != "当年"
        ):
            return context.anchor.year + _PREVIOUS_YEAR[word], True
    if context.anchor is None:
        return None, False
    return context.anchor.year + _YEAR_STEP.get(word, _PREVIOUS_YEAR.get(word, 0)), True


def _relative(text: str, at: int, context: Context) -> Dated | None:
    """本月, 上月末, 下月初, 本季度, 月底."""
    match = RELATIVE.match(text, at)
    if (
        match is None
        or (match["me"] and text[at - 1 : at] in _UNKNOWN)
        or (match["rm"] == "当月" and context.last is not None and context.last.end == at)
    ):
        return None
    if context.anchor is None:
        return Dated(at, match.end(), None, "date.unanchored")
    if match["rq"]:
        year, month = month_after(context.anchor, 3 * _QUARTER_STEP[match["rq"][0]])
        days, _ = _days_of_quarter((month + 2) // 3, match["qe"])
        return Dated(at, match.end(), Stretch(year, *days), "date.relative_quarter")
    word = match["rm"] or "本月"
    year, month = _named_month(word, context, context.anchor)
    groups = match.groupdict()
    if match["me"]:
        groups["e"] = match["me"]
    days, _ = _days_of_month(month, groups)
    stretch = Stretch(year, *days)
    return _extended(text, Dated(at, match.end(), stretch, "date.relative"), stretch, context)


def _named_month(word: str, context: Context, anchor: date) -> tuple[int, int]:
    if word in _MONTHS:
        return month_after(anchor, _MONTHS[word])
    last = context.last.stretch if context.last else None
    step = 1 if word == "次月" else 0
    if last is None or last.festival is not None:
        return month_after(anchor, step)
    year = last.year if last.year is not None else anchor.year - int(last.last[0] > anchor.month)
    return month_after(date(year, last.last[0], 1), step)


def _dotted(text: str, at: int) -> Dated | None:
    """2022.7.1-2023.6.30, 2020-05-31, 4.8-7.19, and 截至5.31."""
    match = SHORT_DOTTED.match(text, at)
    if match is not None and text[at - 1 : at] not in ("长", "由", "."):
        first, last = (int(match["m"]), int(match["d"])), (int(match["n"]), int(match["e"]))
        return Dated(at, match.end(), Stretch(None, first, last, int(last < first)), "date.dotted")
    match = CUT_OFF.match(text, at)
    if match is not None and text.endswith(("截至", "截止", "截止到", "截至到"), 0, at):
        day = (int(match["m"]), int(match["d"]))
        return Dated(at, match.end(), Stretch(None, day, day), "date.dotted")
    match = DOTTED.match(text, at)
    return None if match is None else _dotted_from(text, at, match)


def _dotted_from(text: str, at: int, match: re.Match[str]) -> Dated | None:
    year, month = int(match["ay"]), int(match["am"])
    first = (month, int(match["ad"] or 1))
    closing = DOTTED_END.match(text, match.end())
    if closing is None or bool(closing["d"]) != bool(match["ad"]):
        if not match["ad"]:
            return None
        return Dated(at, match.end(), Stretch(year, first, first), "date.dotted")
    last = (int(closing["m"]), int(closing["d"] or 0))
    turn = int(closing["y"]) - year if closing["y"] else 0
    if turn < 0:
        return None
    return Dated(at, closing.end(), Stretch(year, first, last, turn), "date.dotted")


def _lost(text: str, at: int) -> Dated | None:
    """20209月, 1031日: a character lost in copying, and only one way to put it back."""
    match = LOST_YEAR.match(text, at)
    if match is not None:
        days, _ = _days_of_month(int(match["m"]), match.groupdict())
        return Dated(at, match.end(), Stretch(int(match["y"]), *days), "date.lost_character")
    match = LOST_MONTH.match(text, at)
    if match is not None and len(match.group()) == _FULL_LOST:
        day = (int(match["m"]), int(match["d"]))
        return Dated(at, match.end(), Stretch(None, day, day), "date.lost_character")
    return None


_FULL_LOST = 5
_UNKNOWN = tuple("xXｘＸ×*#某几？?〇○_个")


@cache
def _festival_names() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(festivals(), key=len, reverse=True))
    return re.compile(rf"(?:{YEAR})?(?P<f>{names})")


def _festive(text: str, at: int, quoted_to: int | None, context: Context) -> Dated | None:
    match = _festival_names().match(text, at)
    if match is None:
        return None
    end = match.end()
    festival = festivals()[match["f"]]
    if quoted_to is None:
        if festival.guarded and not text.startswith(_AROUND, end):
            return None
        if text.startswith(_NAMELIKE, end):
            return None
    year, known = _year(match, context)
    if not known:
        return Dated(at, end, None, "date.unanchored")
    after = end if quoted_to is None else quoted_to
    stretch = Stretch(year, (1, 1), (1, 1), festival=festival, holiday=text.startswith(_HOLIDAY, after))
    return Dated(at, end, stretch, "date.festival")


def read_quoted_festival(text: str, start: int, end: int, context: Context) -> Dated | None:
    """The festival that is all there is between quotation marks: “五一”前."""
    dated = _festive(text, start, end + 1, context)
    if dated is None or dated.end != end or text[start - 2 : start - 1] in ("庆", "迎", "贺"):
        return None
    return dated


def _month(text: str) -> int:
    return 1 if text == "元" else _count(text)


def _count(text: str) -> int:
    if text.isdecimal():
        return int(text)
    numeral = read_chinese(text, 0)
    return int(numeral.value) if numeral is not None else 0
