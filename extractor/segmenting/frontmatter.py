"""What a bulletin says of itself: title, issuer, issue date, reporting period."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple

from ..records import NOWHERE, DateRange
from ..script import simplify
from ..spans import Passage
from .documents import Document, Line, squeeze

_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_ISO_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_HAN_DATE = re.compile(
    r"([〇○Ｏ0零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_ISSUER = re.compile(
    r"[\u4e00-\u9fff（）()]{2,30}?(?:督查室|督查局|督查办|督查考核办公室|督察室|督导组|办公室|政府办|人民政府|委员会|指挥部|改革委|政府|局|委|厅)(?=$|\d|编|制|文件)"
)
_LETTERHEAD = re.compile(r"(?:快报|简报|专报)?(?:[（(]?第.{1,6}期[)）]?)$|^.{0,10}(?:快报|简报|专报|督[查办]通报)$")
_TITLE_END = re.compile(
    r"(?:情况|进展|通报|报告|报表|表|台账|月报|周报|动态|快报|汇报|公示|清单|一览|简报|专报|通知|公告)(?:[（(].{1,20}[)）])?$"
)
_FIRST_HALF = re.compile(r"(?!.*[。：:，,])[^\n]{0,20}关于(?!.*(?:通报|报告|通知|函)$)")
_TITLE_WORD = re.compile(r"月报|进展|情况|进度|实事|重点|督查|督办|工作|项目|任务|完成")
_PERIOD_YEAR = re.compile(r"(\d{4})\s*年")
_MONTHS = re.compile(r"(?<!\d)(?:(\d{1,2})\s*[-—－~～至到]+\s*)?(\d{1,2})\s*月")
_QUARTER = re.compile(r"([一二三四1-4])\s*季度")
_HALVES = {"上半年": (1, 6), "下半年": (7, 12)}
_DIGITS = str.maketrans("〇○Ｏ零一二三四五六七八九", "0000123456789")
_SPACES = re.compile(r"\s+")
_WIDE_GAP = re.compile(r"[ \t\u3000\xa0]{2,}")
_DATE_LABEL = re.compile(
    r"印发|(?:成文|发布|印发|填报|公开|信息|更新)?(?:日期|时间)|来源|作者|浏览次数|点击|次|第.{1,6}期|\d{1,2}:\d{2}(?::\d{2})?|[\s\d（）()：:\-—|]+"
)
_PUBLISHED = re.compile(r"(?:发布|发稿|成文|印发|公开|更新|填报)(?:日期|时间)|\d{1,2}:\d{2}")
_LONGEST_TITLE = 60
_SHORTEST_TITLE = 6
_HEAD_LINES = 40
_LONGEST_DATELINE = 80
_QUARTER_MONTHS = 3
_LAST_MONTH = 12


class FrontMatter(NamedTuple):
    """A bulletin's own particulars; what is not printed is empty or None."""

    title: Passage
    issuer: Passage
    issue_date: date | None
    period: DateRange | None


def front_matter(document: Document) -> FrontMatter:
    """The particulars of `document`, from the lines that stand apart from its text."""
    title = _title(document)
    issued, line = _issue_date(document)
    return FrontMatter(title, _issuer(document, line), issued, _period(simplify(title.text), issued))


def _title(document: Document) -> Passage:
    """The line near the head that reads most like a title: one that names a matter, rather than a letterhead or annex."""
    lines = [line for line in document.lines[: 2 * _HEAD_LINES] if not line.blank]
    candidates = []
    for place, line in enumerate(lines):
        passage = squeeze(_last_column(document.line_passage(line).strip()))
        text = simplify(passage.text)
        if _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE and _TITLE_END.search(text) and _TITLE_WORD.search(text):
            minor = text.startswith(("附件", "现将", "一、", "（一）", "序号"))
            weak = _LETTERHEAD.search(text) is not None or not re.search(r"\d|关于|二[〇○零]", text)
            candidates.append((minor, weak, place, passage))
    if not candidates:
        return NOWHERE
    _, _, place, title = min(candidates, key=lambda found: found[:3])
    above = squeeze(document.line_passage(lines[place - 1]).strip()) if place else NOWHERE
    return Passage.join((above, title)) if _FIRST_HALF.match(simplify(above.text)) else title


def _last_column(line: Passage) -> Passage:
    """What stands behind the last wide gap of a line (a site's name may stand before it), and behind a # of Markdown."""
    start = max((match.end() for match in _WIDE_GAP.finditer(line.text)), default=0)
    start += len(line.text[start:]) - len(line.text[start:].lstrip("# "))
    return line.cut(start)


def _issue_date(document: Document) -> tuple[date | None, Line | None]:
    """The date on a line of its own, beside the issuer or a word of publishing; else the latest printed in the text."""
    dates = ((pattern, line) for pattern in (_DATE, _HAN_DATE, _ISO_DATE) for line in document.lines)
    for pattern, line in dates:
        text = _SPACES.sub(" ", line.text.strip())
        match = pattern.search(text)
        found = _as_date(match) if match and len(text) <= _LONGEST_DATELINE else None
        if match and found:
            rest = _DATE_LABEL.sub("", simplify(text[: match.start()] + text[match.end() :]))
            if not rest or _ISSUER.search(rest) or _PUBLISHED.search(simplify(text)):
                return found, line
    everywhere = [found for match in _DATE.finditer(document.source.text) if (found := _as_date(match))]
    return max(everywhere, default=None), None


def _as_date(match: re.Match[str]) -> date | None:
    year, month, day = match.groups()
    try:
        return date(int(year.translate(_DIGITS)), _han(month), _han(day))
    except ValueError:
        return None


def _han(number: str) -> int:
    """1 to 31, in digits or as 二十六."""
    tens, ten, units = number.translate(_DIGITS).rpartition("十")
    return (int(tens or 1) * 10 if ten else 0) + int(units or 0)


def _issuer(document: Document, dateline: Line | None) -> Passage:
    lines = [line for line in document.lines if not line.blank]
    near: list[Line] = []
    if dateline is not None:
        place = lines.index(dateline)
        near = [lines[place], *lines[max(0, place - 2) : place][::-1], *lines[place + 1 : place + 2]]
    for line in (*near, *lines[:_HEAD_LINES]):
        passage = squeeze(document.line_passage(line).strip())
        match = _ISSUER.match(simplify(passage.text))
        if match:
            return passage.cut(0, match.end())
    return NOWHERE


def _period(title: str, issued: date | None) -> DateRange | None:
    year_match = _PERIOD_YEAR.search(title)
    year = int(year_match[1]) if year_match else issued.year if issued else None
    months = _months(title)
    if year is None or months is None or not (1 <= months[0] <= months[1] <= _LAST_MONTH):
        return None
    return DateRange(date(year, months[0], 1), date(year, months[1], calendar.monthrange(year, months[1])[1]))


def _months(title: str) -> tuple[int, int] | None:
    if match := _QUARTER.search(title):
        last = _QUARTER_MONTHS * int(match[1].translate(_DIGITS))
        return last - _QUARTER_MONTHS + 1, last
    for words, months in _HALVES.items():
        if words in title:
            return months
    if match := _MONTHS.search(title):
        return int(match[1] or match[2]), int(match[2])
    return None
