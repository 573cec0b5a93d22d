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
from .enumerators import HAN_DIGITS, small_number
from .patterns import pattern

_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_ISO_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_HAN_DATE = re.compile(
    r"([〇○Ｏ0零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_PERIOD_YEAR = re.compile(r"(\d{4})\s*年")
_MONTHS = re.compile(r"(?<!\d)(?:(\d{1,2})\s*[-—－~～至到]+\s*)?(\d{1,2})\s*月")
_QUARTER = re.compile(r"([一二三四1-4])\s*季度")
_HALVES = {"上半年": (1, 6), "下半年": (7, 12)}
_SPACES = re.compile(r"\s+")
_WIDE_GAP = re.compile(r"[ \t\u3000\xa0]{2,}")
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
    """The line near the head that reads most like a title: one that names a matter before letterheads and annexes."""
    lines = [line for line in document.lines[: 2 * _HEAD_LINES] if not line.blank]
    candidates = []
    for place, line in enumerate(lines):
        if not _SHORTEST_TITLE <= len(line.text) <= 2 * _LONGEST_TITLE:
            continue
        passage = squeeze(_last_column(document.line_passage(line).strip()))
        text = simplify(passage.text)
        if _reads_like_title(text):
            minor = pattern("no_title").match(text) is not None
            weak = pattern("letterhead").search(text) is not None or not pattern("title_matter").search(text)
            candidates.append((minor, weak, place, passage))
    if not candidates:
        return NOWHERE
    _, _, place, title = min(candidates, key=lambda found: found[:3])
    above = squeeze(document.line_passage(lines[place - 1]).strip()) if place else NOWHERE
    return Passage.join((above, title)) if pattern("first_half").match(simplify(above.text)) else title


def _reads_like_title(text: str) -> bool:
    fits = _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE
    return fits and all(pattern(name).search(text) for name in ("title_end", "title_word"))


def _last_column(line: Passage) -> Passage:
    """What stands behind the last wide gap of a line (before it a site may put its name) and behind a # of Markdown."""
    start = max((match.end() for match in _WIDE_GAP.finditer(line.text)), default=0)
    start += len(line.text[start:]) - len(line.text[start:].lstrip("# "))
    return line.cut(start)


def _issue_date(document: Document) -> tuple[date | None, Line | None]:
    """The date on a line of its own, beside the issuer or a word of publishing, else the latest of all."""
    dates = ((form, line) for form in (_DATE, _HAN_DATE, _ISO_DATE) for line in document.lines)
    for form, line in dates:
        text = _SPACES.sub(" ", line.text.strip())
        match = form.search(text)
        found = _as_date(match) if match and len(text) <= _LONGEST_DATELINE else None
        if match and found:
            rest = pattern("date_label").sub("", simplify(text[: match.start()] + text[match.end() :]))
            if not rest or pattern("issuer").search(rest) or pattern("published").search(simplify(text)):
                return found, line
    everywhere = [found for match in _DATE.finditer(document.source.text) if (found := _as_date(match))]
    return max(everywhere, default=None), None


def _as_date(match: re.Match[str]) -> date | None:
    year, month, day = match.groups()
    try:
        return date(int(year.translate(HAN_DIGITS)), small_number(month) or 0, small_number(day) or 0)
    except ValueError:
        return None


def _issuer(document: Document, dateline: Line | None) -> Passage:
    lines = [line for line in document.lines if not line.blank]
    near: list[Line] = []
    if dateline is not None:
        place = lines.index(dateline)
        near = [lines[place], *lines[max(0, place - 2) : place][::-1], *lines[place + 1 : place + 2]]
    for line in (*near, *lines[:_HEAD_LINES]):
        passage = squeeze(document.line_passage(line).strip())
        match = pattern("issuer").match(simplify(passage.text))
        if match:
            return passage.cut(0, match.end())
    return NOWHERE


def _period(title: str, issued: date | None) -> DateRange | None:
    year_match = _PERIOD_YEAR.search(title)
    year = int(year_match[1]) if year_match else issued.year if issued else None
    months = _months(title)
    if not year or months is None or not (1 <= months[0] <= months[1] <= _LAST_MONTH):
        return None
    return DateRange(date(year, months[0], 1), date(year, months[1], calendar.monthrange(year, months[1])[1]))


def _months(title: str) -> tuple[int, int] | None:
    if match := _QUARTER.search(title):
        last = _QUARTER_MONTHS * int(match[1].translate(HAN_DIGITS))
        return last - _QUARTER_MONTHS + 1, last
    for words, months in _HALVES.items():
        if words in title:
            return months
    if match := _MONTHS.search(title):
        return int(match[1] or match[2]), int(match[2])
    return None
