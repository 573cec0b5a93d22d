"""Calendar expressions: month, day, third of a month, quarter, half-year, year end, festival, ranges."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from ._almanac import Stretch, month_after
from ._numerals import read_chinese
from ._tables import festivals

_CN = "一二三四五六七八九十"
_SEP = r"(?:[-—]{1,2}|~{1,2}|至|到)"
_YEAR = (
    r"(?:(?:(?:(?P<roc>民国)|公元)?(?P<y>(?:19|20)[0-9]{2}|[0-9]{2,3}|[一二][〇零○0-9一二三四五六七八九]{3}|[一二]百?[零〇一二三四五六七八九十]{2,4})年度?"
    r"|(?P<ry>今年|本年度?|当年|同年|去年|上年度?|前年|明年|次年|来年|翌年|后年))的?)"
)
_DAY = r"(?P<d>0?[1-9]|[12][0-9]|3[01]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])(?:日(?!均|常)|号(?!线|楼|井|机|炉|院))"
_END = r"底|末|初(?![步审稿设验级中一二三次期])|中(?![旬标央国共小学医心华间部型期等考层高专药止])"
_PART = rf"(?:{_DAY}|(?P<t>[上中下])旬|(?P<e>{_END}))"
_NUM = r"1[0-2]|0?[1-9]"
_M = rf"(?:{_NUM}|十[一二]?|[一二三四五六七八九])"
_MONTH = rf"(?P<m>{_M})月(?!均(?!值)|供|租|薪|嫂|球|季|子|亮|饼|票|活)份?{_PART}?"
_SEASON = (
    r"(?P<h>[上下])半年|第?(?P<q>[1-4一二三四首])季度?(?P<qe>末|底|初)?|前(?P<fm>[0-9]{1,2}|[两一二三四五六七八九十]{1,2})个?月(?!内)"
    r"|前(?P<fq>[1-3一二三两])个?季度?|(?:(?<=年)|年)(?P<ye>[底末])"
)
_SPAN = re.compile(
    rf"{_YEAR}?(?P<a>{_M})月?份?{_SEP}(?P<b>{_M})月(?!均(?!值))份?(?P<be>底|末|[上中下]旬)?(?![0-9{_CN}]{{1,3}}[日号])"
)
_QUARTERS = re.compile(rf"{_YEAR}?第?(?P<a>[1-4一二三四]|首)季?度?(?:{_SEP}|[、和])第?(?P<b>[1-4一二三四])季度?")
_POINT = re.compile(rf"{_YEAR}?(?:{_MONTH}|{_SEASON})")
_NEXT_DAY = re.compile(rf"{_SEP}{_DAY}|{_SEP}(?P<t>[上中下])旬")
_NEXT = re.compile(rf"{_SEP}")
_ALSO_DAY = re.compile(_DAY)
_FIRST_OF_LIST = re.compile(rf"(?P<m>{_NUM})(?=(?:、(?:{_NUM})){{1,5}}(?:和(?:{_NUM}))?月份?(?!内))")
_FIRST_QUARTER = re.compile(r"第?(?P<q>[1-4一二三四])(?=[、和及]第?[1-4一二三四]季度)")
_DOT = r"(?P<{0}y>(?:19|20)[0-9]{{2}})(?P<{0}s>[./-])(?P<{0}m>{1})(?:(?P={0}s)(?P<{0}d>0?[1-9]|[12][0-9]|3[01])[日号]?)?(?![0-9]|\.[0-9])"
_DOTTED = re.compile(_DOT.format("a", _NUM))
_DOTTED_END = re.compile(
    rf"{_SEP}(?:(?P<y>(?:19|20)[0-9]{{2}})[./-])?(?P<m>{_NUM})(?:[./-](?P<d>0?[1-9]|[12][0-9]|3[01]))?[日号]?(?![0-9.%])"
)
_SHORT_DOTTED = re.compile(
    rf"(?P<m>{_NUM})\.(?P<d>0?[1-9]|[12][0-9]|3[01])[日号]?{_SEP}(?P<n>{_NUM})\.(?P<e>0?[1-9]|[12][0-9]|3[01])[日号]?(?![0-9.%千万亿个元米公亩])"
)
_CUT_OFF = re.compile(rf"(?P<m>{_NUM})\.(?P<d>0?[1-9]|[12][0-9]|3[01])[日号]?(?=[，,；。)）]|\Z)")
_RELATIVE = re.compile(
    rf"(?P<rm>本月|当月|上个?月|下个?月|次月)份?(?![台度亮])(?:{_PART})?|(?P<rq>本季度?|上一?个?季度|下一?个?季度)(?P<qe>末|底|初)?|月(?P<me>底|末|初)"
)
_LOST_YEAR = re.compile(rf"(?P<y>20[0-9]{{2}})(?P<m>{_NUM})月{_PART}?")
_LOST_MONTH = re.compile(rf"(?P<m>1[0-2]|[1-9])(?P<d>[12][0-9]|3[01])日")
_MONTHS = {"本月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}
_QUARTER_STEP = {"本": 0, "上": -1, "下": 1}
_YEAR_STEP = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "来年": 1, "后年": 2}
_PREVIOUS_YEAR = {"当年": 0, "同年": 0, "次年": 1, "翌年": 1}
_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 0)}
_QUARTER_OF = {"首": 1, "1": 1, "一": 1, "2": 2, "二": 2, "两": 2, "3": 3, "三": 3, "4": 4, "四": 4}
_ROC = 1911
_ROC_YEARS = range(80, 160)
_SHORT_YEARS = range(10, 50)
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
        dotted = _dotted(text, at, context)
        if dotted is not None:
            return dotted
    return _span(text, at, context) or _point_or_range(text, at, context) or _festive(text, at, None, context)


def _span(text: str, at: int, context: Context) -> Dated | None:
    """1-7月份, 一至三季度, 2022年7月至9月."""
    match = _SPAN.match(text, at)
    if match is not None:
        first, last = _month(match["a"]), _month(match["b"])
        year, known = _year(match, context)
        if known and first != last:
            ends = (last, 0)
            if match["be"] and match["be"] not in "底末":
                ends = (last, _THIRDS[match["be"][0]][1])
            return Dated(at, match.end(), Stretch(year, (first, 1), ends, int(last < first)), "date.months")
    match = _QUARTERS.match(text, at) if text[at] in "1234一二三四第首今去明本2" else None
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
    return _extended(text, point, context)


def _point(text: str, at: int, context: Context) -> Dated | None:
    match = _POINT.match(text, at) or _FIRST_OF_LIST.match(text, at) or _FIRST_QUARTER.match(text, at)
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
    match = _ALSO_DAY.match(text, at)
    if match is None or last.rule != "date.day":
        return None
    day = (last.stretch.last[0], _count(match["d"]))
    return Dated(at, match.end(), Stretch(last.stretch.year, day, day), "date.day")


def _extended(text: str, point: Dated, context: Context) -> Dated:
    """The range that begins with `point`, or `point`."""
    stretch = point.stretch
    assert stretch is not None  # noqa: S101 - the caller has looked
    short = _NEXT_DAY.match(text, point.end)
    if short is not None and point.rule in ("date.day", "date.third"):
        month = stretch.last[0]
        if short["t"] is None and point.rule == "date.day":
            last = _count(short["d"])
            if last > stretch.first[1]:
                return Dated(point.start, short.end(), stretch._replace(last=(month, last)), "date.range")
        elif short["t"] and point.rule == "date.third":
            return Dated(point.start, short.end(), stretch._replace(last=(month, _THIRDS[short["t"]][1])), "date.range")
    dash = _NEXT.match(text, point.end)
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
        return (((1, 1), (months, 0)) if 1 <= months <= 12 else None), "first_months"
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
    if year in _SHORT_YEARS:
        return year + 2000, True
    return (year, True) if 1900 <= year < 2100 else (None, False)


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
    match = _RELATIVE.match(text, at)
    if match is None or (match["rm"] == "当月" and context.last is not None and context.last.end == at):
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
    return _extended(text, Dated(at, match.end(), Stretch(year, *days), "date.relative"), context)


def _named_month(word: str, context: Context, anchor: date) -> tuple[int, int]:
    if word in _MONTHS:
        return month_after(anchor, _MONTHS[word])
    last = context.last.stretch if context.last else None
    step = 1 if word == "次月" else 0
    if last is None or last.festival is not None:
        return month_after(anchor, step)
    year = last.year if last.year is not None else anchor.year - int(last.last[0] > anchor.month)
    return month_after(date(year, last.last[0], 1), step)


def _dotted(text: str, at: int, context: Context) -> Dated | None:
    """2022.7.1-2023.6.30, 2020-05-31, 4.8-7.19, and 截至5.31."""
    match = _SHORT_DOTTED.match(text, at)
    if match is not None and text[at - 1 : at] not in ("长", "由", "."):
        first, last = (int(match["m"]), int(match["d"])), (int(match["n"]), int(match["e"]))
        return Dated(at, match.end(), Stretch(None, first, last, int(last < first)), "date.dotted")
    match = _CUT_OFF.match(text, at)
    if match is not None and text.endswith(("截至", "截止", "截止到", "截至到"), 0, at):
        day = (int(match["m"]), int(match["d"]))
        return Dated(at, match.end(), Stretch(None, day, day), "date.dotted")
    match = _DOTTED.match(text, at)
    return None if match is None else _dotted_from(text, at, match)


def _dotted_from(text: str, at: int, match: re.Match[str]) -> Dated | None:
    year, month = int(match["ay"]), int(match["am"])
    first = (month, int(match["ad"] or 1))
    closing = _DOTTED_END.match(text, match.end())
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
    match = _LOST_YEAR.match(text, at)
    if match is not None:
        days, _ = _days_of_month(int(match["m"]), match.groupdict())
        return Dated(at, match.end(), Stretch(int(match["y"]), *days), "date.lost_character")
    match = _LOST_MONTH.match(text, at)
    if match is not None and len(match.group()) == _FULL_LOST:
        day = (int(match["m"]), int(match["d"]))
        return Dated(at, match.end(), Stretch(None, day, day), "date.lost_character")
    return None


_FULL_LOST = 5


@cache
def _festival_names() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(festivals(), key=len, reverse=True))
    return re.compile(rf"(?:{_YEAR})?(?P<f>{names})")


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
    return _count(text)


def _count(text: str) -> int:
    if text.isdecimal():
        return int(text)
    numeral = read_chinese(text, 0)
    return int(numeral.value) if numeral is not None else 0
